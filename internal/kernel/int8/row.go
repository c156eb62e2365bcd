package int8

import "math"

// The loops over rows of float32. The number of values is a multiple of Step where
// nothing else is said. What is done without assembly is done in the same order and
// with the same roundings: a product is made a float32 before anything is added to it.

// round rounds to the nearest whole number, half to even, as the processor does.
func round(x float32) int32 { return int32(math.RoundToEven(float64(x))) }

// lanes are sums of every sixteenth value.
type lanes [16]float32

// fold adds the lanes up in the order of the assembly.
func (l *lanes) fold() float32 {
	for _, n := range []int{8, 4, 2, 1} {
		for i := range n {
			l[i] += l[i+n]
		}
	}
	return l[0]
}

// limits returns the least and the greatest of x times smooth, or 0.
func (v *Variant) limits(x, smooth []float32) (low, high float32) {
	smooth = smooth[:len(x)]
	if v.vector {
		var out [2]float32
		limitsAVX2(&x[0], &smooth[0], len(x)/8, &out)
		return out[0], out[1]
	}
	for i, a := range x {
		a *= smooth[i]
		low, high = min(low, a), max(high, a)
	}
	return low, high
}

// bytesOf writes x times smooth (nil: times one) as bytes.
func (v *Variant) bytesOf(dst []uint8, x, smooth []float32, rate float32, zero int32) {
	x = x[:len(dst)]
	switch {
	case v.vector && smooth != nil:
		_ = smooth[len(x)-1]
		quantizeAVX2(&dst[0], &x[0], &smooth[0], len(x)/Step, rate, zero)
		return
	case v.vector:
		quantizePlainAVX2(&dst[0], &x[0], nil, len(x)/Step, rate, zero)
		return
	}
	for i, a := range x {
		if smooth != nil {
			a = float32(a * smooth[i])
		}
		dst[i] = uint8(min(max(round(float32(a*rate))+zero, 0), 255))
	}
}

// The standard normal distribution less a half, divided by x, as a polynomial of x²
// for magnitudes up to geluBound; the error of gelu is below 1e-4 everywhere. The
// generator has the same numbers.
var geluPoly = [...]float32{0.39871251583099365, -0.06598452478647232, 0.009585130959749222, -0.001037572044879198, 8.142232400132343e-05,
	-4.451485438039526e-06, 1.5908752004634152e-07, -3.3143341404695548e-09, 3.0360554348352053e-11}

const geluBound = 4.5

// gelu sets x to gelu(x) times smooth, and returns the least and greatest of
// these, or 0.
func (v *Variant) gelu(x, smooth []float32) (low, high float32) {
	smooth = smooth[:len(x)]
	if v.vector {
		var out [2]float32
		geluAVX2(&x[0], &smooth[0], len(x)/8, &out)
		return out[0], out[1]
	}
	for i, a := range x {
		b := min(max(a, -geluBound), geluBound)
		u := float32(b * b)
		y := geluPoly[len(geluPoly)-1]
		for j := len(geluPoly) - 2; j >= 0; j-- {
			y = float32(y*u) + geluPoly[j]
		}
		y = float32(y*b) + .5
		y = float32(float32(y*a) * smooth[i])
		x[i] = y
		low, high = min(low, y), max(high, y)
	}
	return low, high
}

// AddNorm sets x to the layer norm of x + y: mean 0 and variance 1 (or nearly, for
// epsilon), times gain, plus bias.
func (v *Variant) AddNorm(x, y, gain, bias []float32, epsilon float64) {
	n := len(x)
	y, gain, bias = y[:n], gain[:n], bias[:n]
	var sum float32
	if v.vector {
		sum = addSumAVX2(&x[0], &y[0], n/16)
	} else {
		var l lanes
		for i := range x {
			x[i] += y[i]
			l[i%16] += x[i]
		}
		sum = l.fold()
	}
	mean := sum / float32(n)
	var dev float32
	if v.vector {
		dev = deviationAVX2(&x[0], n/16, mean)
	} else {
		var l lanes
		for i, a := range x {
			d := a - mean
			l[i%16] += float32(d * d)
		}
		dev = l.fold()
	}
	rate := float32(1 / math.Sqrt(float64(dev)/float64(n)+epsilon))
	if v.vector {
		scaleAVX2(&x[0], &x[0], &gain[0], &bias[0], n/8, mean, rate)
		return
	}
	for i, a := range x {
		x[i] = float32(float32((a-mean)*rate)*gain[i]) + bias[i]
	}
}

// 2 to the power of x, as a polynomial for magnitudes up to a half; the error is
// below 3e-6 of the value.
var expPoly = [...]float32{0.9999991655349731, 0.6931219696998596, 0.24024981260299683, 0.05591703951358795, 0.009560510516166687}

const expLeast = -100

// Softmax writes the shares of 2 to the power of x as 16-bit values, whose
// sum is about 32767. x is overwritten. The number of values is a multiple of 16, and what is not to count
// is far below the rest.
func (v *Variant) Softmax(dst []int16, x []float32) {
	n := len(x)
	if v.vector {
		top := peakAVX2(&x[0], n/16)
		sum := expAVX2(&x[0], n/16, top)
		_ = dst[n-1]
		to16AVX2(&dst[0], &x[0], n/16, 32767/sum)
		return
	}
	top := x[0]
	for _, a := range x {
		top = max(top, a)
	}
	var l lanes
	for i, a := range x {
		t := max(a-top, expLeast)
		whole := float32(math.RoundToEven(float64(t)))
		t -= whole
		y := expPoly[len(expPoly)-1]
		for j := len(expPoly) - 2; j >= 0; j-- {
			y = float32(y*t) + expPoly[j]
		}
		y = math.Float32frombits(math.Float32bits(y) + uint32(int32(whole))<<23)
		x[i] = y
		l[i%16] += y
	}
	v.To16(dst, x, 32767/l.fold())
}

// To16 writes x times rate, rounded, as 16-bit values. The number of values is a
// multiple of 16.
func (v *Variant) To16(dst []int16, x []float32, rate float32) {
	dst = dst[:len(x)]
	if v.vector {
		to16AVX2(&dst[0], &x[0], len(x)/16, rate)
		return
	}
	for i, a := range x {
		dst[i] = int16(min(max(round(float32(a*rate)), math.MinInt16), math.MaxInt16))
	}
}

// Largest returns the greatest magnitude in rows rows of n values, n a multiple of 8, that
// begin ldx values apart.
func (v *Variant) Largest(x []float32, ldx, rows, n int) float32 {
	_ = x[(rows-1)*ldx+n-1]
	if v.vector {
		return largestAVX2(&x[0], ldx, rows, n/8)
	}
	var top float32
	for i := range rows {
		for _, a := range x[i*ldx:][:n] {
			top = max(top, a, -a)
		}
	}
	return top
}
