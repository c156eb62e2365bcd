//go:build amd64

package int8

import "golang.org/x/sys/cpu"

func machineVariants() []*Variant {
	var out []*Variant
	x := &cpu.X86
	if !x.HasAVX2 {
		return nil
	}
	if x.HasAVX512F && x.HasAVX512BW && x.HasAVX512VNNI {
		out = append(out, &Variant{name: "avx512vnni", vector: true,
			bytes: []product{{6, mul8x6_avx512, mul8addx6_avx512}, {2, mul8x2_avx512, mul8addx2_avx512}, {1, mul8x1_avx512, mul8addx1_avx512}},
			words: []product{{4, mul16x4_avx512, nil}, {2, mul16x2_avx512, nil}, {1, mul16x1_avx512, nil}}})
	}
	return append(out, &Variant{name: "avx2", vector: true, bytes: []product{{1, mul8_avx2, mul8add_avx2}}, words: []product{{1, mul16_avx2, nil}}})
}

//go:noescape
func mul8_avx2(a *args)

//go:noescape
func mul16_avx2(a *args)

//go:noescape
func mul8x6_avx512(a *args)

//go:noescape
func mul8x2_avx512(a *args)

//go:noescape
func mul8x1_avx512(a *args)

//go:noescape
func mul16x4_avx512(a *args)

//go:noescape
func mul16x2_avx512(a *args)

//go:noescape
func mul16x1_avx512(a *args)

//go:noescape
func mul8add_avx2(a *args)

//go:noescape
func mul8addx6_avx512(a *args)

//go:noescape
func mul8addx2_avx512(a *args)

//go:noescape
func mul8addx1_avx512(a *args)

//go:noescape
func limitsAVX2(x, s *float32, n8 int, out *[2]float32)

//go:noescape
func quantizeAVX2(dst *uint8, x, s *float32, n32 int, rate float32, zero int32)

//go:noescape
func quantizePlainAVX2(dst *uint8, x, s *float32, n32 int, rate float32, zero int32)

//go:noescape
func geluAVX2(x, s *float32, n8 int, out *[2]float32)

//go:noescape
func addSumAVX2(x, y *float32, n16 int) float32

//go:noescape
func deviationAVX2(x *float32, n16 int, mean float32) float32

//go:noescape
func scaleAVX2(dst, x, gain, bias *float32, n8 int, mean, rate float32)

//go:noescape
func peakAVX2(x *float32, n16 int) float32

//go:noescape
func expAVX2(x *float32, n16 int, top float32) float32

//go:noescape
func to16AVX2(dst *int16, x *float32, n16 int, rate float32)

//go:noescape
func largestAVX2(x *float32, ldx, rows, n8 int) float32

//go:noescape
func zipAVX2(dst, x *int16, ldx, pairs int)
