//go:build amd64

package kernel

import "golang.org/x/sys/cpu"

func machineVariants() []*Variant {
	var out []*Variant
	x := &cpu.X86
	if !x.HasAVX2 || !x.HasFMA {
		return nil
	}
	rows512 := []row{{7, row7_avx512}, {6, row6_avx512}, {5, row5_avx512}, {4, row4_avx512}, {3, row3_avx512}, {2, row2_avx512}}
	rows2 := []row{{7, row7_avx2}, {6, row6_avx2}, {5, row5_avx2}, {4, row4_avx2}, {3, row3_avx2}, {2, row2_avx2}}
	// The vector helpers are AVX2 in both: they are bound by memory, and short.
	if x.HasAVX512F {
		out = append(out, &Variant{name: "avx512", lanes: 32, rows: rows512, vector: true, blocks: []block{
			{12, block12_avx512}, {8, block8_avx512}, {4, block4_avx512}, {2, block2_avx512}, {1, block1_avx512},
		}})
	}
	return append(out, &Variant{name: "avx2", lanes: 16, rows: rows2, vector: true, blocks: []block{
		{6, block6_avx2}, {4, block4_avx2}, {2, block2_avx2}, {1, block1_avx2},
	}})
}

// The inner loops: dst (rows by one panel) = x (rows by k) times the panel w
// (k by lanes), for several blocks of rows. ldx and ldd are the distances of rows in values. k must be
// at least 1.

//go:noescape
func block12_avx512(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block8_avx512(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block4_avx512(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block2_avx512(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block1_avx512(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block6_avx2(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block4_avx2(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block2_avx2(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

//go:noescape
func block1_avx2(k int, x *float32, ldx int, w, dst *float32, ldd, blocks int)

// One row with several panels that follow each other in w.

//go:noescape
func row7_avx512(k int, x, w, dst *float32)

//go:noescape
func row6_avx512(k int, x, w, dst *float32)

//go:noescape
func row5_avx512(k int, x, w, dst *float32)

//go:noescape
func row4_avx512(k int, x, w, dst *float32)

//go:noescape
func row3_avx512(k int, x, w, dst *float32)

//go:noescape
func row2_avx512(k int, x, w, dst *float32)

//go:noescape
func row7_avx2(k int, x, w, dst *float32)

//go:noescape
func row6_avx2(k int, x, w, dst *float32)

//go:noescape
func row5_avx2(k int, x, w, dst *float32)

//go:noescape
func row4_avx2(k int, x, w, dst *float32)

//go:noescape
func row3_avx2(k int, x, w, dst *float32)

//go:noescape
func row2_avx2(k int, x, w, dst *float32)

// The vector helpers; n8 counts vectors of eight and must be at least 1.

//go:noescape
func addAVX2(dst, x *float32, n8 int)

//go:noescape
func sum3AVX2(dst, x, y, z *float32, n8 int)

//go:noescape
func gatherAVX2(dst, start, table *float32, offs *int64, rows, n8 int)

//go:noescape
func maxoutAVX2(dst, x, b *float32, n8, pieces, ld int)

//go:noescape
func sumAVX2(x *float32, n8 int) float32

//go:noescape
func deviationAVX2(x *float32, mean float32, n8 int) float32

//go:noescape
func scaleAVX2(dst, x, gain, b, res *float32, mean, rate float32, n8 int)

//go:noescape
func peakAVX2(x *float32, n8 int) float32

//go:noescape
func tileAVX2(u, x *float32, step, ldx, n8 int)

//go:noescape
func tileMaxoutAVX2(first, second, m, b *float32, step, n8, pieces, ld int)
