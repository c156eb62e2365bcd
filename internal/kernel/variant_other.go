//go:build !amd64

package kernel

func machineVariants() []*Variant { return nil }

// Never called: no variant of such a machine has vector set.
func addAVX2(dst, x *float32, n8 int)                                     {}
func gatherAVX2(dst, start, table *float32, offs *int64, rows, n8 int)    {}
func maxoutAVX2(dst, x, b *float32, n8, pieces, ld int)                   {}
func sumAVX2(x *float32, n8 int) float32                                  { return 0 }
func deviationAVX2(x *float32, mean float32, n8 int) float32              { return 0 }
func scaleAVX2(dst, x, gain, b, res *float32, mean, rate float32, n8 int) {}
func peakAVX2(x *float32, n8 int) float32                                 { return 0 }

func sum3AVX2(dst, x, y, z *float32, n8 int) {}

func tileAVX2(u, x *float32, step, ldx, n8 int)                             {}
func tileMaxoutAVX2(first, second, m, b *float32, step, n8, pieces, ld int) {}
