package int8

import "math"

// Fit brings n rows of k weights to bytes that keep the bound, and returns the
// rows' scales. weight is how much an error of a weight of each input matters: the
// mean square of the input's values, or nil where they are alike. For each row the scale is
// taken whose errors matter least.
func Fit(w []float32, n, k int, weight []float32) (q []int8, scale []float32) {
	q, scale = make([]int8, n*k), make([]float32, n)
	try := make([]int8, k)
	for j := range n {
		row := w[j*k : j*k+k]
		var top float64
		for _, x := range row {
			top = max(top, math.Abs(float64(x)))
		}
		best := math.Inf(1)
		if top == 0 {
			scale[j] = 1
			continue
		}
		for f := 1.0; f < 4.1; f *= 1.03 {
			s := float32(top / 127 * f)
			e := fitRow(try, row, s, weight)
			if e < best {
				best, scale[j] = e, s
				copy(q[j*k:], try)
			}
		}
	}
	return q, scale
}

// fitRow brings a row to bytes at a given scale, and returns the error.
func fitRow(q []int8, row []float32, scale float32, weight []float32) float64 {
	for i, x := range row {
		q[i] = int8(min(max(math.RoundToEven(float64(x/scale)), -127), 127))
	}
	for i := 0; i+8 <= len(row); i += 8 {
		for _, g := range groups {
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
