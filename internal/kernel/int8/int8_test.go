package int8

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func random(r *rand.Rand, n int, scale float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(r.NormFloat64()) * scale
	}
	return out
}

func chars(q []int8) string {
	b := make([]byte, len(q))
	for i, x := range q {
		b[i] = byte(x)
	}
	return string(b)
}

func ones(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// same fails where a bit differs.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s: value %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

// worst are weights at the bound, and values at the edges of a byte.
func worst(r *rand.Rand, n, k int) []int8 {
	q := make([]int8, n*k)
	for i := 0; i < len(q); i += 8 {
		for _, g := range quads {
			sign := int8(1 - 2*r.IntN(2))
			switch r.IntN(3) {
			case 0:
				q[i+g[r.IntN(4)]] = sign * 127
			case 1:
				for _, j := range g {
					q[i+j] = sign * 32
				}
			case 2:
				q[i+g[0]], q[i+g[1]], q[i+g[2]], q[i+g[3]] = 64, 64, -64, -64
			}
		}
	}
	return q
}

func TestMul(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{{4, 32, 16}, {8, 64, 96}, {12, 384, 48}, {4, 1536, 384}} {
		rows, k, n := s[0], s[1], s[2]
		for _, hard := range []bool{false, true} {
			w := random(r, n*k, .05)
			q, scale := Fit(w, n, k, nil)
			if hard {
				q = worst(r, n, k)
			}
			bias, smooth := random(r, n, 1), random(r, k, 1)
			x := random(r, rows*k, 2)
			if hard {
				for i := range x {
					x[i] = []float32{-1, 1}[r.IntN(2)]
				}
				smooth = ones(k)
			}
			var want []float32
			for _, v := range append([]*Variant{goVariant}, Variants()...) {
				m, err := v.Pack(chars(q), n, k, scale, bias, smooth)
				if err != nil {
					t.Fatal(err)
				}
				in := NewRows(rows, k)
				for i := range rows {
					v.Quantize(in, i, x[i*k:i*k+k], smooth)
				}
				ldd := n + 3
				dst := make([]float32, rows*ldd)
				for i := range dst {
					dst[i] = 77
				}
				m.Mul(dst[1:], ldd, in, 0, rows, 0, m.Panels())
				if want == nil {
					want = dst
					if hard {
						continue
					}
					// Against the product in float64.
					for i := range rows {
						for j := range n {
							var sum float64
							for c := range k {
								sum += float64(x[i*k+c]*smooth[c]) * float64(w[j*k+c])
							}
							if got := float64(dst[i*ldd+j+1] - bias[j]); math.Abs(got-sum) > .02*math.Sqrt(float64(k)) {
								t.Fatalf("%v: row %d, output %d is %g, want %g", s, i, j, got, sum)
							}
						}
					}
					continue
				}
				same(t, fmt.Sprint(v.Name(), s, hard), dst, want)
				if m.Panels() > 1 { // some panels only, from another row on
					part := make([]float32, Block*Lanes)
					m.Mul(part, Lanes, in, rows-Block, Block, 1, 2)
					for i := range Block {
						same(t, "part", part[i*Lanes:(i+1)*Lanes], want[(rows-Block+i)*ldd+1+Lanes:][:Lanes])
					}
				}
			}
		}
	}
}

func TestPackErrors(t *testing.T) {
	f := func(n int) []float32 { return make([]float32, n) }
	if _, err := goVariant.Pack(chars(make([]int8, 16*32)), 16, 32, f(16), f(16), f(32)); err != nil {
		t.Error(err)
	}
	for _, s := range [][2]int{{15, 32}, {16, 31}, {0, 32}, {16, 64}} {
		if _, err := goVariant.Pack(chars(make([]int8, 16*32)), s[0], s[1], f(16), f(16), f(32)); err == nil {
			t.Errorf("%v: no error", s)
		}
	}
	q := make([]int8, 16*32)
	q[0], q[5] = 65, 64
	if _, err := goVariant.Pack(chars(q), 16, 32, f(16), f(16), f(32)); err == nil {
		t.Error("weights beyond the bound: no error")
	}
	q[5] = 63
	q[2], q[6], q[3], q[7] = -64, -64, -1, 5
	if _, err := goVariant.Pack(chars(q), 16, 32, f(16), f(16), f(32)); err == nil {
		t.Error("weights beyond the bound below zero: no error")
	}
}

func TestMulWide(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, s := range [][3]int{{4, 16, 4}, {8, 96, 32}, {4, 32, 256}, {12, 128, 32}} {
		rows, n, k := s[0], s[1], s[2]
		outputs := n - 5
		x, w := make([]int16, rows*k), make([]int16, outputs*k)
		for i := range x {
			x[i] = int16(r.IntN(4000) - 2000)
		}
		for i := range w {
			w[i] = int16(r.IntN(4000) - 2000)
		}
		panels := make([]int16, WideLen(outputs, k))
		for i := range panels {
			panels[i] = 99
		}
		PackRows(panels, w, outputs, k)
		want := make([]float32, rows*n)
		for i := range rows {
			for j := range outputs {
				sum := int32(0)
				for c := range k {
					sum += int32(x[i*k+c]) * int32(w[j*k+c])
				}
				want[i*n+j] = float32(sum) * .37
			}
		}
		for _, v := range append([]*Variant{goVariant}, Variants()...) {
			got := make([]float32, rows*n)
			v.MulWide(got, n, x, k, rows, panels, n, k, .37)
			same(t, fmt.Sprint(v.Name(), s), got, want)
		}
	}
	// Columns: y = p * v.
	for _, n := range []int{1, 2, 15, 16, 33} {
		const k, rows = 32, 4
		ld := Up(n)
		p, x := make([]int16, rows*ld), make([]int16, n*k)
		for i := range x {
			x[i] = int16(r.IntN(4000) - 2000)
		}
		for i := range rows {
			for j := range n {
				p[i*ld+j] = int16(r.IntN(1000))
			}
		}
		for _, v := range append([]*Variant{goVariant}, Variants()...) {
			panels := make([]int16, WideLen(k, ld))
			for i := range panels {
				panels[i] = 99
			}
			v.PackColumns(panels, x, n, k)
			got := make([]float32, rows*k)
			v.MulWide(got, k, p, ld, rows, panels, k, ld, 1)
			for i := range rows {
				for j := range k {
					sum := int32(0)
					for c := range n {
						sum += int32(p[i*ld+c]) * int32(x[c*k+j])
					}
					if got[i*k+j] != float32(sum) {
						t.Fatalf("%s: %d rows: %g, want %d", v.Name(), n, got[i*k+j], sum)
					}
				}
			}
		}
	}
}

// TestRows holds the loops over rows of each variant against those in Go, to the
// bit, and those in Go against the formulas.
func TestRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{32, 96, 384, 1536} {
		x, y, gain, bias := random(r, n, 3), random(r, n, 1), random(r, n, 1), random(r, n, 1)
		x[0], x[1], x[2], x[3] = 0, 40, -40, 4.5
		gelu, norm, soft := slices.Clone(x), slices.Clone(x), slices.Clone(x)
		low, high := goVariant.gelu(gelu, ones(n))
		for i, a := range x {
			want := .5 * float64(a) * (1 + math.Erf(float64(a)/math.Sqrt2))
			if d := math.Abs(float64(gelu[i]) - want); d > 1e-4+math.Abs(float64(a))*1e-5 {
				t.Errorf("gelu(%g) = %g, want %g", a, gelu[i], want)
			}
		}
		if low != slices.Min(gelu) || high != slices.Max(gelu) {
			t.Errorf("limits %g %g", low, high)
		}
		goVariant.AddNorm(norm, y, gain, bias, 1e-12)
		var mean, dev float64
		for i := range x {
			mean += float64(x[i]+y[i]) / float64(n)
		}
		for i := range x {
			dev += math.Pow(float64(x[i]+y[i])-mean, 2) / float64(n)
		}
		for i := range x {
			if want := (float64(x[i]+y[i])-mean)/math.Sqrt(dev)*float64(gain[i]) + float64(bias[i]); math.Abs(want-float64(norm[i])) > 1e-4 {
				t.Errorf("norm: %g, want %g", norm[i], want)
			}
		}
		shares := make([]int16, n)
		goVariant.Softmax(shares, soft)
		var sum float64
		for _, a := range x {
			sum += math.Exp2(float64(a))
		}
		for i, a := range x {
			if want := math.Exp2(float64(a)) / sum * 32767; math.Abs(want-float64(shares[i])) > .6+want*1e-5 {
				t.Errorf("softmax: %d, want %g", shares[i], want)
			}
		}
		for _, v := range Variants() {
			got := slices.Clone(x)
			l, h := v.gelu(got, gain)
			want := slices.Clone(x)
			wl, wh := goVariant.gelu(want, gain)
			same(t, v.Name()+" gelu", append(got, l, h), append(want, wl, wh))
			got = slices.Clone(x)
			v.AddNorm(got, y, gain, bias, 1e-12)
			same(t, v.Name()+" norm", got, norm)
			got = slices.Clone(x)
			p := make([]int16, n)
			v.Softmax(p, got)
			same(t, v.Name()+" exp", got, soft)
			if !slices.Equal(p, shares) {
				t.Errorf("%s: softmax differs", v.Name())
			}
			if a, b := v.Largest(x, n/4, 4, n/4), goVariant.Largest(x, n/4, 4, n/4); a != 40 || b != 40 {
				t.Errorf("%s: largest %g, %g", v.Name(), a, b)
			}
			for _, in := range [][]float32{x, make([]float32, n), y} {
				a, b := NewRows(2, n), NewRows(2, n)
				v.Quantize(a, 1, in, gain)
				goVariant.Quantize(b, 1, in, gain)
				v.GeluQuantize(a, 0, slices.Clone(in), gain)
				goVariant.GeluQuantize(b, 0, slices.Clone(in), gain)
				if !slices.Equal(a.x, b.x) || !slices.Equal(a.rate, b.rate) || !slices.Equal(a.zero, b.zero) {
					t.Errorf("%s: bytes differ: %v %v %v %v", v.Name(), a.rate, b.rate, a.zero, b.zero)
				}
				for i, q := range a.x[n:] {
					g := i/Group*2 + 1
					if d := float64(int32(q)-a.zero[g])*float64(a.rate[g]) - float64(in[i]*gain[i]); math.Abs(d) > float64(a.rate[g])*.51+1e-6 {
						t.Fatalf("%s: value %g is %g off", v.Name(), in[i], d)
					}
				}
			}
		}
	}
}

func TestFit(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const n, k = 32, 96
	w := random(r, n*k, 1)
	for i := range k {
		w[i] = 1 // all of one sign: the bound costs most here
		w[k+i] = 0
	}
	q, scale := Fit(w, n, k, nil)
	if _, err := goVariant.Pack(chars(q), n, k, scale, make([]float32, n), ones(k)); err != nil {
		t.Fatal(err)
	}
	for j := range n {
		var e, all float64
		for i := range k {
			d := float64(w[j*k+i]) - float64(q[j*k+i])*float64(scale[i/Group*n+j])
			e += d * d
			all += float64(w[j*k+i]) * float64(w[j*k+i])
		}
		if math.Sqrt(e) > .03*math.Sqrt(all) {
			t.Errorf("row %d: an error of %.3f", j, math.Sqrt(e/all))
		}
	}
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, s := range [][3]int{{192, 384, 384}, {48, 384, 1536}, {48, 1536, 384}} {
		rows, k, n := s[0], s[1], s[2]
		q, scale := Fit(random(r, n*k, .05), n, k, nil)
		for _, v := range Variants() {
			b.Run(fmt.Sprintf("%dx%dx%d/%s", rows, k, n, v.Name()), func(b *testing.B) {
				m, err := v.Pack(chars(q), n, k, scale, make([]float32, n), ones(k))
				if err != nil {
					b.Fatal(err)
				}
				in := NewRows(rows, k)
				x, dst := random(r, k, 1), make([]float32, rows*n)
				for i := range rows {
					v.Quantize(in, i, x, ones(k))
				}
				for b.Loop() {
					m.Mul(dst, n, in, 0, rows, 0, m.Panels())
				}
				b.ReportMetric(float64(rows)*float64(k)*float64(n)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
			})
		}
	}
}

func BenchmarkRows(b *testing.B) {
	r := rand.New(rand.NewPCG(11, 12))
	x, y, s := random(r, 1536, 1), random(r, 1536, 1), ones(1536)
	p := make([]int16, 1536)
	in := NewRows(1, 1536)
	for _, v := range Variants() {
		for _, c := range []struct {
			name string
			f    func()
		}{
			{"gelu1536", func() { copy(x, y); v.gelu(x, s) }},
			{"norm384", func() { v.AddNorm(x[:384], y[:384], s[:384], s[:384], 1e-12) }},
			{"softmax192", func() { copy(x[:192], y); v.Softmax(p[:192], x[:192]) }},
			{"quantize1536", func() { v.Quantize(in, 0, y, s) }},
		} {
			b.Run(c.name+"/"+v.Name(), func(b *testing.B) {
				for b.Loop() {
					c.f()
				}
			})
		}
	}
}
