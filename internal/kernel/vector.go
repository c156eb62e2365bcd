package kernel

import "math"

// Add adds x to dst; both have the same length.
func (v *Variant) Add(dst, x []float32) {
	x = x[:len(dst)]
	i := 0
	if n8 := len(dst) / 8; v.vector && n8 > 0 {
		addAVX2(&dst[0], &x[0], n8)
		i = n8 * 8
	}
	for ; i < len(dst); i++ {
		dst[i] += x[i]
	}
}

// Sum3 sets dst to x + y + z, added in this order.
func (v *Variant) Sum3(dst, x, y, z []float32) {
	n := len(dst)
	x, y, z = x[:n], y[:n], z[:n]
	i := 0
	if n8 := n / 8; v.vector && n8 > 0 {
		sum3AVX2(&dst[0], &x[0], &y[0], &z[0], n8)
		i = n8 * 8
	}
	for ; i < n; i++ {
		dst[i] = x[i] + y[i] + z[i]
	}
}

// Gather sets dst to start plus the sum of the rows of table that begin at
// offs, added in their order. start may be dst itself.
func (v *Variant) Gather(dst, start, table []float32, offs []int64) {
	n := len(dst)
	start = start[:n]
	for _, o := range offs {
		_ = table[o : o+int64(n)]
	}
	i := 0
	if n8 := n / 8; v.vector && n8 > 0 {
		if len(offs) == 0 {
			copy(dst, start)
			return
		}
		gatherAVX2(&dst[0], &start[0], &table[0], &offs[0], len(offs), n8)
		i = n8 * 8
	}
	for ; i < n; i++ {
		s := start[i]
		for _, o := range offs {
			s += table[int(o)+i]
		}
		dst[i] = s
	}
}

// Maxout sets dst[i] to the largest x[p*ld+i] + bias[p*ld+i] over the pieces p.
// A layer's outputs must be packed by piece for it, not by unit as thinc has them.
func (v *Variant) Maxout(dst, x, bias []float32, pieces, ld int) {
	n := len(dst)
	if n == 0 {
		return
	}
	_, _ = x[(pieces-1)*ld+n-1], bias[(pieces-1)*ld+n-1]
	i := 0
	if n8 := n / 8; v.vector && n8 > 0 {
		maxoutAVX2(&dst[0], &x[0], &bias[0], n8, pieces, ld)
		i = n8 * 8
	}
	for ; i < n; i++ {
		best := x[i] + bias[i]
		for p := 1; p < pieces; p++ {
			if y := x[p*ld+i] + bias[p*ld+i]; y > best {
				best = y
			}
		}
		dst[i] = best
	}
}

// LayerNorm sets dst to x with mean 0 and variance 1, times gain, plus bias:
// (x-mean) * (variance+1e-8)^-½ * gain + bias (thinc's LayerNorm.v1). Where res
// is not nil it is added, as a residual layer does.
func (v *Variant) LayerNorm(dst, x, gain, bias, res []float32) {
	n := len(x)
	if n == 0 {
		return
	}
	dst, gain, bias = dst[:n], gain[:n], bias[:n]
	if res != nil {
		res = res[:n]
	}
	n8, i := n/8, 0
	var s float32
	if v.vector && n8 > 0 {
		s = sumAVX2(&x[0], n8)
		i = n8 * 8
	}
	for j := i; j < n; j++ {
		s += x[j]
	}
	mean := s / float32(n)
	var d float32
	if i > 0 {
		d = deviationAVX2(&x[0], mean, n8)
	}
	for j := i; j < n; j++ {
		e := x[j] - mean
		d += e * e
	}
	rate := 1 / float32(math.Sqrt(float64(d/float32(n)+1e-8)))
	if i > 0 {
		var r *float32
		if res != nil {
			r = &res[0]
		}
		scaleAVX2(&dst[0], &x[0], &gain[0], &bias[0], r, mean, rate, n8)
	}
	for j := i; j < n; j++ {
		y := (x[j]-mean)*rate*gain[j] + bias[j]
		if res != nil {
			y += res[j]
		}
		dst[j] = y
	}
}

// ArgMax returns the index of the first largest value of x, and the value;
// -1 where x is empty or holds nothing but NaN.
func (v *Variant) ArgMax(x []float32) (int, float32) {
	if n8 := len(x) / 8; v.vector && n8 > 1 {
		top := peakAVX2(&x[0], n8)
		for _, y := range x[n8*8:] {
			if y > top {
				top = y
			}
		}
		for i, y := range x {
			if y == top {
				return i, y
			}
		}
		// A NaN stood in the way: the slow loop steps over it.
	}
	at, top := -1, float32(0)
	for i, y := range x {
		if (at < 0 && y == y) || y > top {
			at, top = i, y
		}
	}
	return at, top
}
