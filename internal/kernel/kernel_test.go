package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = r.Float32() - .5
	}
	return out
}

// near fails where a value differs by more than the package promises.
func near(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range got {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-4) {
			t.Fatalf("%s: value %d is %g, want %g", what, i, got[i], want[i])
		}
	}
}

func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sizes := [][3]int{{1, 1, 1}, {1, 64, 106}, {1, 288, 288}, {7, 3, 5}, {13, 96, 64}, {50, 64, 1024}, {97, 288, 288}, {5, 300, 96}, {3, 16, 130}}
	for _, v := range Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			for _, s := range sizes {
				rows, k, n := s[0], s[1], s[2]
				for _, ldx := range []int{k, (k + 2) / 3} { // apart, and overlapping
					x, w := random(r, rows*ldx+k), random(r, n*k)
					m, err := v.Pack(w, n, k)
					if err != nil {
						t.Fatal(err)
					}
					ldd := m.Stride() + 3
					dst := make([]float32, rows*ldd)
					for i := range dst {
						dst[i] = 77
					}
					m.Mul(dst, ldd, x, ldx, rows)
					for i := range rows {
						want := make([]float32, m.Stride())
						for j := range n {
							var sum float64
							for c := range k {
								sum += float64(x[i*ldx+c]) * float64(w[j*k+c])
							}
							want[j] = float32(sum)
						}
						near(t, fmt.Sprint(s, " row ", i), dst[i*ldd:i*ldd+m.Stride()], want)
						for _, y := range dst[i*ldd+m.Stride() : (i+1)*ldd] {
							if y != 77 {
								t.Fatal("a product wrote between its rows")
							}
						}
					}
				}
			}
		})
	}
}

func TestPackErrors(t *testing.T) {
	for _, v := range Variants() {
		for _, s := range [][2]int{{0, 4}, {4, 0}, {3, 4}, {-1, -12}} {
			if _, err := v.Pack(make([]float32, 8), s[0], s[1]); err == nil {
				t.Errorf("%s: packing 8 weights as %v gave no error", v.Name(), s)
			}
		}
	}
}

func TestVector(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, v := range Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			for _, n := range []int{1, 7, 8, 16, 50, 64, 96, 106, 128, 300} {
				x, y, g := random(r, n), random(r, n), random(r, n)

				got, want := append([]float32(nil), x...), append([]float32(nil), x...)
				v.Add(got, y)
				goVariant.Add(want, y)
				near(t, "add", got, want)

				v.Sum3(got, x, y, g)
				goVariant.Sum3(want, x, y, g)
				near(t, "sum of three", got, want)

				table, offs := random(r, 40*n), []int64{int64(3 * n), 0, int64(39 * n), 5}
				for rows := 0; rows <= len(offs); rows++ {
					v.Gather(got, x, table, offs[:rows])
					for i := range want {
						want[i] = x[i]
						for _, o := range offs[:rows] {
							want[i] += table[int(o)+i]
						}
					}
					near(t, "gather", got, want)
				}

				for pieces := 1; pieces <= 4; pieces++ {
					ld := n + 2
					a, b := random(r, pieces*ld), random(r, pieces*ld)
					v.Maxout(got, a, b, pieces, ld)
					for i := range want {
						want[i] = a[i] + b[i]
						for p := 1; p < pieces; p++ {
							want[i] = max(want[i], a[p*ld+i]+b[p*ld+i])
						}
					}
					near(t, "maxout", got, want)
				}

				for _, keep := range []bool{false, true} {
					var res []float32
					if keep {
						res = y
					}
					v.LayerNorm(got, x, g, y, res)
					var mean, dev float64
					for _, e := range x {
						mean += float64(e) / float64(n)
					}
					for _, e := range x {
						dev += (float64(e) - mean) * (float64(e) - mean) / float64(n)
					}
					for i := range want {
						z := (float64(x[i])-mean)/math.Sqrt(dev+1e-8)*float64(g[i]) + float64(y[i])
						if keep {
							z += float64(y[i])
						}
						want[i] = float32(z)
					}
					if n > 1 { // one value has no variance: both are bias plus rounding times 1e4
						near(t, "layer norm", got, want)
					}
				}

				at, top := v.ArgMax(x)
				wantAt, wantTop := goVariant.ArgMax(x)
				if at != wantAt || top != wantTop {
					t.Fatalf("argmax of %d: %d, want %d", n, at, wantAt)
				}
			}
		})
	}
}

func TestArgMaxTies(t *testing.T) {
	nan := float32(math.NaN())
	for _, v := range Variants() {
		many := make([]float32, 30)
		many[11], many[27] = 2, 2
		for _, c := range []struct {
			x  []float32
			at int
		}{
			{nil, -1}, {[]float32{nan}, -1}, {[]float32{nan, -1, -1}, 1}, {[]float32{1, 3, 3}, 1}, {many, 11}, {make([]float32, 40), 0},
		} {
			if at, _ := v.ArgMax(c.x); at != c.at {
				t.Errorf("%s: argmax of %v is %d, want %d", v.Name(), c.x, at, c.at)
			}
		}
	}
}

func TestChoose(t *testing.T) {
	for _, v := range variants {
		if got, err := choose(v.name); err != nil || got != v {
			t.Errorf("choose(%q) = %v, %v", v.name, got, err)
		}
	}
	if v, err := choose("abacus"); err == nil || v != variants[0] {
		t.Errorf("choose of an unknown variant: %v, %v", v, err)
	}
}

// The sizes are those of the small English pipeline: a convolution, the mixing
// of the embeddings, the parser's table of features, its last layer for one state.
func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, s := range [][3]int{{512, 288, 288}, {32, 288, 288}, {6, 288, 288}, {1, 288, 288}, {64, 576, 288}, {512, 64, 1024}, {512, 96, 64}, {1, 64, 106}} {
		for _, v := range Variants() {
			rows, k, n := s[0], s[1], s[2]
			b.Run(fmt.Sprintf("%dx%dx%d/%s", rows, k, n, v.Name()), func(b *testing.B) {
				m, err := v.Pack(random(r, n*k), n, k)
				if err != nil {
					b.Fatal(err)
				}
				x, dst := random(r, rows*k), make([]float32, rows*m.Stride())
				for b.Loop() {
					m.Mul(dst, m.Stride(), x, k, rows)
				}
				b.ReportMetric(2*float64(rows)*float64(k)*float64(n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
	}
}

func BenchmarkVector(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	x, y, bias, dst := random(r, 288), random(r, 96), random(r, 288), make([]float32, 128)
	table, offs := random(r, 128*8*100), make([]int64, 8)
	for i := range offs {
		offs[i] = int64(128 * (i + 8*r.IntN(100)))
	}
	for _, v := range Variants() {
		b.Run("maxout96x3/"+v.Name(), func(b *testing.B) {
			for b.Loop() {
				v.Maxout(dst[:96], x, bias, 3, 96)
			}
		})
		b.Run("layernorm96/"+v.Name(), func(b *testing.B) {
			for b.Loop() {
				v.LayerNorm(dst[:96], y, bias, bias, y)
			}
		})
		b.Run("gather128x8/"+v.Name(), func(b *testing.B) {
			for b.Loop() {
				v.Gather(dst, x, table, offs)
			}
		})
		b.Run("argmax106/"+v.Name(), func(b *testing.B) {
			for b.Loop() {
				v.ArgMax(x[:106])
			}
		})
	}
}
