package kernel

import "fmt"

// rowsAtOnce is how many rows of x pass over one panel before the next panel:
// x and the panel then stay in the first-level cache, and a panel is fetched
// once for all of them.
const rowsAtOnce = 48

// Matrix is a layer's weights, packed for one variant.
type Matrix struct {
	v     *Variant
	n, k  int
	panes int       // panels of v.lanes columns
	w     []float32 // [panes][k][lanes], zero beyond column n
}

// Pack packs w, the n rows of k weights that each make one output, as thinc
// keeps them. It returns an error where w does not hold n*k values.
func (v *Variant) Pack(w []float32, n, k int) (*Matrix, error) {
	if n < 1 || k < 1 || len(w) != n*k {
		return nil, fmt.Errorf("kernel: %d weights for a layer of %d outputs and %d inputs", len(w), n, k)
	}
	m := &Matrix{v: v, n: n, k: k, panes: (n + v.lanes - 1) / v.lanes}
	m.w = make([]float32, m.panes*k*v.lanes)
	for j := range n {
		out := m.w[j/v.lanes*k*v.lanes+j%v.lanes:]
		for i, x := range w[j*k : j*k+k] {
			out[i*v.lanes] = x
		}
	}
	return m, nil
}

// Outputs and Inputs are the layer's sizes.
func (m *Matrix) Outputs() int { return m.n }

// Inputs is the number of values of one row of x.
func (m *Matrix) Inputs() int { return m.k }

// Stride is the least distance between rows of a result: the outputs, rounded
// up to whole panels.
func (m *Matrix) Stride() int { return m.panes * m.v.lanes }

// Mul computes dst = x * weightsᵀ for rows rows. Row i of x begins at i*ldx and
// has Inputs values (rows may overlap); row i of dst begins at i*ldd and gets
// Stride values, those beyond Outputs zero. ldd must be at least Stride.
// It panics where a slice is too short, as an index does.
func (m *Matrix) Mul(dst []float32, ldd int, x []float32, ldx, rows int) {
	if rows <= 0 {
		return
	}
	if ldd < m.Stride() {
		panic("kernel: distance of the result's rows is less than the stride")
	}
	_ = x[(rows-1)*ldx+m.k-1]
	_ = dst[(rows-1)*ldd+m.Stride()-1]
	if m.v.blocks == nil {
		m.mulGo(dst, ldd, x, ldx, rows)
		return
	}
	pane := m.k * m.v.lanes
	for first := 0; first < rows; first += rowsAtOnce {
		last := min(first+rowsAtOnce, rows)
		if last-first == 1 {
			m.mulRow(dst[first*ldd:], x[first*ldx:])
			continue
		}
		for p := range m.panes {
			w, to := &m.w[p*pane], p*m.v.lanes
			i := first
			for _, b := range m.v.blocks {
				if n := (last - i) / b.rows; n > 0 {
					b.mul(m.k, &x[i*ldx], ldx, w, &dst[i*ldd+to], ldd, n)
					i += n * b.rows
				}
			}
		}
	}
}

// mulRow multiplies a single row.
func (m *Matrix) mulRow(dst, x []float32) {
	pane, p := m.k*m.v.lanes, 0
	for _, r := range m.v.rows {
		for ; m.panes-p >= r.panels; p += r.panels {
			r.mul(m.k, &x[0], &m.w[p*pane], &dst[p*m.v.lanes])
		}
	}
	if p < m.panes {
		one := m.v.blocks[len(m.v.blocks)-1].mul
		one(m.k, &x[0], m.k, &m.w[p*pane], &dst[p*m.v.lanes], m.v.lanes, 1)
	}
}

// mulGo is the product without assembly: two rows with a panel of four, so
// that the eight sums stay in registers.
func (m *Matrix) mulGo(dst []float32, ldd int, x []float32, ldx, rows int) {
	k := m.k
	for p := range m.panes {
		w := m.w[p*k*4 : (p+1)*k*4]
		i := 0
		for ; i+2 <= rows; i += 2 {
			xa, xb := x[i*ldx:i*ldx+k], x[(i+1)*ldx:(i+1)*ldx+k]
			var a0, a1, a2, a3, b0, b1, b2, b3 float32
			for j, a := range xa {
				b, c := xb[j], w[4*j:4*j+4]
				a0 += a * c[0]
				a1 += a * c[1]
				a2 += a * c[2]
				a3 += a * c[3]
				b0 += b * c[0]
				b1 += b * c[1]
				b2 += b * c[2]
				b3 += b * c[3]
			}
			d := dst[i*ldd+p*4:]
			d[0], d[1], d[2], d[3] = a0, a1, a2, a3
			d = dst[(i+1)*ldd+p*4:]
			d[0], d[1], d[2], d[3] = b0, b1, b2, b3
		}
		if i < rows {
			var a0, a1, a2, a3 float32
			for j, a := range x[i*ldx : i*ldx+k] {
				c := w[4*j : 4*j+4]
				a0 += a * c[0]
				a1 += a * c[1]
				a2 += a * c[2]
				a3 += a * c[3]
			}
			d := dst[i*ldd+p*4:]
			d[0], d[1], d[2], d[3] = a0, a1, a2, a3
		}
	}
}
