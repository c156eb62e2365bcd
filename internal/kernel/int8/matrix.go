package int8

import (
	"fmt"
	"unsafe"
)

const (
	// Lanes is how many outputs a panel of weights has; a matrix has a multiple
	// of them.
	Lanes = 16
	// Inputs of a matrix and values of a row are multiples of this.
	Step = 32
	// Block is how many rows are multiplied at once; rows of a product are a
	// multiple of them.
	Block = 4
	// Group is how many inputs share a scale: of a row of weights, and of a row of values, of
	// which each group has a range of its own. The last group of a row may be shorter.
	Group = 192
	// Bound is the greatest sum that weights of one sign may have; see the
	// package's comment.
	Bound = 128
)

// Groups is the number of groups of k inputs.
func Groups(k int) int { return (k + Group - 1) / Group }

// quads are the inputs, of eight that follow each other, whose products are added in
// 16 bits.
var quads = [2][4]int{{0, 1, 4, 5}, {2, 3, 6, 7}}

// Matrix is a layer's weights, packed for one variant. It is read only.
type Matrix struct {
	v    *Variant
	n, k int
	// w has, for each panel of 16 outputs and each 8 inputs, 4 inputs of each output
	// and then the other 4; in Go it has the outputs' rows.
	w      []int8
	sum    []int32   // [groups][n]: of an output's weights
	scale  []float32 // [groups][n]
	bias   []float32
	smooth []float32
}

// Pack packs n rows of k weights, a row for each output, with a scale for each group of inputs
// and row (those of the first group before those of the second), the rows' biases, and a factor for each input.
func (v *Variant) Pack(w string, n, k int, scale, bias, smooth []float32) (*Matrix, error) {
	if n < 1 || k < 1 || n%Lanes != 0 || k%Step != 0 || len(w) != n*k || len(scale) != n*Groups(k) || len(bias) != n || len(smooth) != k {
		return nil, fmt.Errorf("int8: a layer of %d outputs and %d inputs with %d weights, %d scales, %d biases, %d factors", n, k, len(w), len(scale), len(bias), len(smooth))
	}
	m := &Matrix{v: v, n: n, k: k, w: make([]int8, n*k), sum: make([]int32, n*Groups(k)), scale: scale, bias: bias, smooth: smooth}
	for j := range n {
		row := w[j*k : j*k+k]
		for i := 0; i < k; i += 8 {
			a := row[i : i+8]
			w0, w1, w2, w3, w4, w5, w6, w7 := int8(a[0]), int8(a[1]), int8(a[2]), int8(a[3]), int8(a[4]), int8(a[5]), int8(a[6]), int8(a[7])
			if excess(w0, w1, w4, w5) || excess(w2, w3, w6, w7) {
				return nil, fmt.Errorf("int8: output %d: the weights from input %d on are %d, beyond the bound of %d", j, i, []int8{w0, w1, w2, w3, w4, w5, w6, w7}, Bound)
			}
			m.sum[i/Group*n+j] += int32(w0) + int32(w1) + int32(w2) + int32(w3) + int32(w4) + int32(w5) + int32(w6) + int32(w7)
			if v.bytes == nil {
				b := m.w[j*k+i:][:8]
				b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7] = w0, w1, w2, w3, w4, w5, w6, w7
				continue
			}
			b := m.w[j/Lanes*k*Lanes+i*Lanes+j%Lanes*4:][:4*Lanes+4]
			b[0], b[1], b[2], b[3] = w0, w1, w2, w3
			b[4*Lanes], b[4*Lanes+1], b[4*Lanes+2], b[4*Lanes+3] = w4, w5, w6, w7
		}
	}
	return m, nil
}

// excess tells whether the weights of one sign have a sum beyond the bound.
func excess(a, b, c, d int8) bool {
	plus := max(int(a), 0) + max(int(b), 0) + max(int(c), 0) + max(int(d), 0)
	minus := plus - int(a) - int(b) - int(c) - int(d)
	return plus > Bound || minus > Bound
}

// Panels is the number of panels of 16 outputs.
func (m *Matrix) Panels() int { return m.n / Lanes }

// Smooth is the factor of each input.
func (m *Matrix) Smooth() []float32 { return m.smooth }

// Rows are rows of values as bytes, the input of a product.
type Rows struct {
	x    []uint8
	rows int
	k    int
	zero []int32   // [groups][rows]
	rate []float32 // [groups][rows]
}

// NewRows makes rows of k values, k being a multiple of Step.
func NewRows(rows, k int) *Rows {
	return &Rows{rows: rows, k: k, x: make([]uint8, rows*k), zero: make([]int32, rows*Groups(k)), rate: make([]float32, rows*Groups(k))}
}

// Quantize makes row i of to from values, each times its factor of smooth.
func (v *Variant) Quantize(to *Rows, i int, x, smooth []float32) {
	for at := 0; at < to.k; at += Group {
		end := min(at+Group, to.k)
		low, high := v.limits(x[at:end], smooth[at:end])
		v.quantize(to, i, at, x[at:end], smooth[at:end], low, high)
	}
}

// GeluQuantize makes row i of to from the gelu of values, each times its factor of smooth. x is
// overwritten.
func (v *Variant) GeluQuantize(to *Rows, i int, x, smooth []float32) {
	for at := 0; at < to.k; at += Group {
		end := min(at+Group, to.k)
		low, high := v.gelu(x[at:end], smooth[at:end])
		v.quantize(to, i, at, x[at:end], nil, low, high)
	}
}

// quantize makes the group of row i that begins with input at.
func (v *Variant) quantize(to *Rows, i, at int, x, smooth []float32, low, high float32) {
	var rate, step float32
	var zero int32
	// What is no range at all, or so small that its inverse is none, is zero.
	if d := high - low; d > 1e-30 {
		rate, step = 255/d, d/255
		zero = round(-low * rate)
	}
	g := at/Group*to.rows + i
	to.zero[g], to.rate[g] = zero, step
	v.bytesOf(to.x[i*to.k+at:][:len(x)], x, smooth, rate, zero)
}

// Mul computes the panels first to last (last excluded) of dst = x * weightsᵀ + bias for
// rows rows of x, a multiple of Block, from row at on. Row i of dst begins at
// i*ldd and gets 16 values a panel.
func (m *Matrix) Mul(dst []float32, ldd int, x *Rows, at, rows, first, last int) {
	if rows <= 0 || first >= last {
		return
	}
	if rows%Block != 0 || x.k != m.k || last > m.Panels() || ldd < (last-first)*Lanes {
		panic("int8: a product whose sizes do not fit")
	}
	_ = dst[(rows-1)*ldd+(last-first)*Lanes-1]
	_ = x.x[(at+rows)*m.k-1]
	if at+rows > x.rows {
		panic("int8: a product of rows that are not there")
	}
	if m.v.bytes == nil {
		m.mulGo(dst, ldd, x, at, rows, first, last)
		return
	}
	a := args{ldx: m.k, stride: m.k * Lanes, ldd: 4 * ldd, blocks: rows / Block}
	p := first
	for _, b := range m.v.bytes {
		for ; last-p >= b.panels; p += b.panels {
			a.dst, a.bias = &dst[(p-first)*Lanes], &m.bias[p*Lanes]
			mul := b.mul
			for g := range Groups(m.k) {
				k := g * Group
				a.k = min(Group, m.k-k) / 8
				a.x, a.w = unsafe.Pointer(&x.x[at*m.k+k]), unsafe.Pointer(&m.w[(p*m.k+k)*Lanes])
				a.sum, a.scale = &m.sum[g*m.n+p*Lanes], &m.scale[g*m.n+p*Lanes]
				a.zero, a.rate = &x.zero[g*x.rows+at], &x.rate[g*x.rows+at]
				mul(&a)
				mul = b.add
			}
		}
	}
}

// mulGo is the product without assembly.
func (m *Matrix) mulGo(dst []float32, ldd int, x *Rows, at, rows, first, last int) {
	for j := first * Lanes; j < last*Lanes; j++ {
		for i := range rows {
			y := m.bias[j]
			for g := range Groups(m.k) {
				k := g * Group
				n := min(Group, m.k-k)
				w, row := m.w[j*m.k+k:][:n], x.x[(at+i)*m.k+k:][:n]
				var a, b, c, d int32
				for h := 0; h+4 <= len(w) && h+4 <= len(row); h += 4 {
					p, q := row[h:h+4:h+4], w[h:h+4:h+4]
					a += int32(p[0]) * int32(q[0])
					b += int32(p[1]) * int32(q[1])
					c += int32(p[2]) * int32(q[2])
					d += int32(p[3]) * int32(q[3])
				}
				z := x.zero[g*x.rows+at+i] * m.sum[g*m.n+j]
				y += float32(float32(float32(a+b+c+d-z)*m.scale[g*m.n+j]) * x.rate[g*x.rows+at+i])
			}
			dst[i*ldd+j-first*Lanes] = y
		}
	}
}
