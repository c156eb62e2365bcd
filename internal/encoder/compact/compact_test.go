package compact

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/encoder/safetensors"
	"github.com/hearsay/hearsay/internal/encoder/tiny"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

func TestFactor(t *testing.T) {
	const k = 6
	r := rand.New(rand.NewPCG(1, 2))
	h := products(inputs(r, 40, k), k)
	order := []int{3, 1, 0, 5, 4, 2}
	u, err := factor(h, k, order, 0)
	if err != nil {
		t.Fatal(err)
	}
	// uᵀu times h is one.
	for i := range k {
		for j := range k {
			var sum float64
			for c := range k {
				var inv float64
				for d := range k {
					inv += float64(u[d*k+i]) * float64(u[d*k+c])
				}
				sum += inv * h[order[c]*k+order[j]]
			}
			want := 0.
			if i == j {
				want = 1
			}
			if math.Abs(sum-want) > 1e-4 {
				t.Errorf("%d, %d: %g", i, j, sum)
			}
		}
	}
	if _, err := factor(make([]float64, k*k), k, order, 0); err == nil {
		t.Error("a matrix of zeros: no error")
	}
}

// inputs are rows of values that hang together.
func inputs(r *rand.Rand, n, k int) []float32 {
	x := make([]float32, n*k)
	for i := range n {
		a, b := r.NormFloat64(), r.NormFloat64()
		for j := range k {
			x[i*k+j] = float32(a*math.Sin(float64(j)) + b*math.Cos(float64(j)*2) + r.NormFloat64()*.3)
		}
	}
	return x
}

func products(x []float32, k int) []float64 {
	h := make([]float64, k*k)
	for ; len(x) > 0; x = x[k:] {
		for i := range k {
			for j := range k {
				h[i*k+j] += float64(x[i]) * float64(x[j])
			}
		}
	}
	return h
}

// TestCompensate: the error of what a layer computes is smaller than with weights
// that were rounded each by itself, and the weights keep the bound.
func TestCompensate(t *testing.T) {
	const n, k, rows = 16, 64, 500
	r := rand.New(rand.NewPCG(3, 4))
	x, w := inputs(r, rows, k), make([]float32, n*k)
	for i := range w {
		w[i] = float32(r.NormFloat64())
	}
	plain, scale := int8.Fit(w, n, k, nil)
	fitted := append([]float32(nil), scale...)
	made, err := compensate(w, n, k, products(x, k), scale)
	if err != nil {
		t.Fatal(err)
	}
	ones := make([]float32, k)
	for i := range ones {
		ones[i] = 1
	}
	if _, err := int8.Best().Pack(string(made), n, k, scale, make([]float32, n), ones); err != nil {
		t.Error(err)
	}
	var before, after float64
	for i := range rows {
		for j := range n {
			var a, b float64
			for c := range k {
				v := float64(x[i*k+c])
				a += v * (float64(w[j*k+c]) - float64(plain[j*k+c])*float64(fitted[j]))
				b += v * (float64(w[j*k+c]) - float64(int8t(made[j*k+c]))*float64(scale[j]))
			}
			before += a * a
			after += b * b
		}
	}
	if after > before/2 {
		t.Errorf("the error is %.3g, rounded by itself %.3g", after, before)
	}
}

// int8t is a byte as a signed number.
func int8t(b byte) int { return int(b) - int(b)>>7<<8 }

func TestMakeErrors(t *testing.T) {
	f, c := tiny.Weights(), tiny.Config()
	good := Options{Window: 40, Overlap: 10, WordBits: 5, Texts: []string{"The coast guard."}}
	if _, err := Make(f, c, tiny.Vocabulary, good); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		want       string
		vocabulary string
		o          Options
		f          *safetensors.File
	}{
		{"no text", tiny.Vocabulary, Options{Window: 40, WordBits: 8}, f},
		{"windows of", tiny.Vocabulary, Options{Window: 4, WordBits: 8, Texts: good.Texts}, f},
		{"in the vocabulary", "[UNK]\n[CLS]\n[SEP]\n", good, f},
		{"no tensor", tiny.Vocabulary, good, &safetensors.File{}},
	} {
		if _, err := Make(x.f, c, x.vocabulary, x.o); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%q: %v", x.want, err)
		}
	}
}
