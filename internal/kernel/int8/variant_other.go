//go:build !amd64

package int8

func machineVariants() []*Variant { return nil }

// Never called: no variant of such a machine has vector set.
func limitsAVX2(x, s *float32, n8 int, out *[2]float32)                              {}
func quantizeAVX2(dst *uint8, x, s *float32, n32 int, rate float32, zero int32)      {}
func quantizePlainAVX2(dst *uint8, x, s *float32, n32 int, rate float32, zero int32) {}
func geluAVX2(x, s *float32, n8 int, out *[2]float32)                                {}
func addSumAVX2(x, y *float32, n16 int) float32                                      { return 0 }
func deviationAVX2(x *float32, n16 int, mean float32) float32                        { return 0 }
func scaleAVX2(dst, x, gain, bias *float32, n8 int, mean, rate float32)              {}
func peakAVX2(x *float32, n16 int) float32                                           { return 0 }
func expAVX2(x *float32, n16 int, top float32) float32                               { return 0 }
func to16AVX2(dst *int16, x *float32, n16 int, rate float32)                         {}
func largestAVX2(x *float32, ldx, rows, n8 int) float32                              { return 0 }
func zipAVX2(dst, x *int16, ldx, pairs int)                                          {}
