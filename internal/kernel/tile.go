package kernel

// A convolution over three rows makes row r of its result from the rows r-1, r
// and r+1 of x, with weights of their own: w0, w1, w2. Taken two rows at a time (a
// tile) it needs four products with a matrix instead of six (Winograd's F(2,3);
// Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks"):
//
//	d0, d1, d2, d3 = x[r-1], x[r], x[r+1], x[r+2]
//	m0 = (d0-d2) w0   m1 = (d1+d2) (w0+w1+w2)/2   m2 = (d2-d1) (w0-w1+w2)/2   m3 = (d1-d3) w2
//	y[r] = m0+m1+m2   y[r+1] = m1-m2-m3
//
// The sums and differences are exact enough in float32: the results differ from those of
// the plain product by some 1e-6.

// TilePack packs the weights of a convolution over three rows: w has n rows of
// 3*k values, those for x[r-1] first. Its four matrices belong to the four
// sums of Tile.
func (v *Variant) TilePack(w []float32, n, k int) (out [4]*Matrix, err error) {
	if n < 1 || k < 1 || len(w) != 3*n*k {
		_, err = v.Pack(w, n, 3*k)
		return out, err
	}
	g := make([]float32, n*k)
	for m := range out {
		for i := range n {
			a, b, c := w[3*i*k:], w[(3*i+1)*k:], w[(3*i+2)*k:]
			for j := range k {
				switch m {
				case 0:
					g[i*k+j] = a[j]
				case 1:
					g[i*k+j] = float32((float64(a[j]) + float64(b[j]) + float64(c[j])) / 2)
				case 2:
					g[i*k+j] = float32((float64(a[j]) - float64(b[j]) + float64(c[j])) / 2)
				case 3:
					g[i*k+j] = c[j]
				}
			}
		}
		if out[m], err = v.Pack(g, n, k); err != nil {
			return out, err
		}
	}
	return out, nil
}

// Tile writes the four sums of a tile, of n values each, to u, u[step:],
// u[2*step:] and u[3*step:]. x holds its four rows, at a distance of ldx.
func (v *Variant) Tile(u, x []float32, step, ldx, n int) {
	_, _ = u[3*step+n-1], x[3*ldx+n-1]
	i := 0
	if n8 := n / 8; v.vector && n8 > 0 {
		tileAVX2(&u[0], &x[0], step, ldx, n8)
		i = n8 * 8
	}
	for ; i < n; i++ {
		d0, d1, d2, d3 := x[i], x[ldx+i], x[2*ldx+i], x[3*ldx+i]
		u[i], u[step+i], u[2*step+i], u[3*step+i] = d0-d2, d1+d2, d2-d1, d1-d3
	}
}

// TileMaxout is Maxout for the two rows of a tile, whose four products are at
// m, m[step:], m[2*step:] and m[3*step:].
func (v *Variant) TileMaxout(first, second, m, bias []float32, step, pieces, ld int) {
	n := len(first)
	if n == 0 {
		return
	}
	second = second[:n]
	_, _ = m[3*step+(pieces-1)*ld+n-1], bias[(pieces-1)*ld+n-1]
	i := 0
	if n8 := n / 8; v.vector && n8 > 0 {
		tileMaxoutAVX2(&first[0], &second[0], &m[0], &bias[0], step, n8, pieces, ld)
		i = n8 * 8
	}
	for ; i < n; i++ {
		var a, b float32
		for p := range pieces {
			j := p*ld + i
			m1, m2 := m[step+j], m[2*step+j]
			y0, y1 := m1+m2+m[j]+bias[j], m1-m2-m[3*step+j]+bias[j]
			if p == 0 || y0 > a {
				a = y0
			}
			if p == 0 || y1 > b {
				b = y1
			}
		}
		first[i], second[i] = a, b
	}
}
