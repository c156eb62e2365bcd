package int8

import "math"

// Fit brings n rows of k weights to bytes that keep the bound, and returns their scales, as
// Pack wants them. weight is how much an error of a weight of each input matters: the
// mean square of the input's values, or nil where they are alike. For each group of each row the scale is
// taken whose errors matter least.
func Fit(w []float32, n, k int, weight []float32) (q []int8, scale []float32) {
	q, scale = make([]int8, n*k), make([]float32, n*Groups(k))
	for j := range n {
		for at := 0; at < k; at += Group {
			end := min(at+Group, k)
			var matter []float32
			if weight != nil {
				matter = weight[at:end]
			}
			scale[at/Group*n+j] = fit(q[j*k+at:j*k+end], w[j*k+at:j*k+end], matter)
		}
	}
	return q, scale
}

// fit brings weights that share a scale to bytes, and returns it.
func fit(q []int8, w, weight []float32) (scale float32) {
	try := make([]int8, len(w))
	var top float64
	for _, x := range w {
		top = max(top, math.Abs(float64(x)))
	}
	if top == 0 {
		return 1
	}
	best := math.Inf(1)
	for f := 1.0; f < 4.1; f *= 1.03 {
		s := float32(top / 127 * f)
		if e := fitRow(try, w, s, weight); e < best {
			best, scale = e, s
			copy(q, try)
		}
	}
	return scale
}

// fitRow brings a row to bytes at a given scale, and returns the error.
func fitRow(q []int8, row []float32, scale float32, weight []float32) float64 {
	for i, x := range row {
		q[i] = int8(min(max(math.RoundToEven(float64(x/scale)), -127), 127))
	}
	for i := 0; i+8 <= len(row); i += 8 {
		for _, g := range quads {
			for _, sign := range []int{1, -1} {
				within(q[i:i+8], row[i:i+8], g, sign, scale)
			}
		}
	}
	var e float64
	for i, x := range row {
		d := float64(x) - float64(q[i])*float64(scale)
		if weight != nil {
			d *= math.Sqrt(float64(weight[i]))
		}
		e += d * d
	}
	return e
}

// within brings the weights of a group that have the given sign to the bound, by
// one at a time: always the one whose error grows least.
func within(q []int8, row []float32, group [4]int, sign int, scale float32) {
	for {
		sum := 0
		for _, i := range group {
			sum += max(sign*int(q[i]), 0)
		}
		if sum <= Bound {
			return
		}
		at, least := -1, 0.0
		for _, i := range group {
			if sign*int(q[i]) <= 0 {
				continue
			}
			// How far below the weight the byte is already.
			d := float64(sign) * (float64(row[i])/float64(scale) - float64(q[i]))
			if at < 0 || d < least {
				at, least = i, d
			}
		}
		q[at] -= int8(sign)
	}
}
