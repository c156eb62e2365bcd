package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestPackWords: no value moves by more than half a step, and what was rounded before comes back the same.
func TestPackWords(t *testing.T) {
	const n, width = 5, 16
	for bits := 2; bits <= 8; bits++ {
		t.Run(fmt.Sprint(bits, " bits"), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(bits)))
			x := make([]float32, n*width)
			for i := range x[width:] { // the first row is zero
				x[width+i] = float32(r.NormFloat64())
			}
			unpack := func(x []float32) []float32 {
				codes, scale := PackWords(x, width, bits)
				if want := n * width * bits / 8; len(codes) != want {
					t.Fatalf("%d bytes, not %d", len(codes), want)
				}
				out := make([]float32, len(x))
				for i := range n {
					unpackWord(out[i*width:i*width+width], codes, i, scale[i], bits)
					for j := range width {
						if far := math.Abs(float64(out[i*width+j] - x[i*width+j])); far > float64(scale[i])*.5001 {
							t.Errorf("row %d, value %d: %g became %g, steps of %g", i, j, x[i*width+j], out[i*width+j], scale[i])
						}
					}
				}
				return out
			}
			rounded := unpack(x)
			for i, a := range unpack(rounded) {
				if math.Abs(float64(a-rounded[i])) > 1e-6 {
					t.Errorf("value %d: %g became %g the second time", i, rounded[i], a)
				}
			}
		})
	}
}

func BenchmarkUnpackWord(b *testing.B) {
	row := make([]float32, 384)
	codes, scale := PackWords(make([]float32, 384), 384, 5)
	for b.Loop() {
		unpackWord(row, codes, 0, scale[0], 5)
	}
}
