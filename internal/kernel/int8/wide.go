package int8

import "unsafe"

// Products of values of 16 bits, for attention: both sides are made as the text is
// read. A wide matrix has panels of 16 outputs; a panel has, for each two inputs,
// those of each output.

// WideLen is the length of a wide matrix of n outputs and k inputs.
func WideLen(n, k int) int { return up(n, Lanes) * up(k, 4) }

func up(n, m int) int { return (n + m - 1) / m * m }

// Up rounds n up to whole panels, which is also the distance of rows that are to
// be multiplied with as many inputs.
func Up(n int) int { return up(n, Lanes) }

// PackRows makes a wide matrix whose outputs are the n rows of x, of k values each, k a
// multiple of 4. What is beyond row n is zero.
func PackRows(dst, x []int16, n, k int) {
	if n == 0 {
		return
	}
	_ = x[n*k-1]
	for p := 0; p < n; p += Lanes {
		panel := dst[p*k : (p+Lanes)*k]
		if n-p < Lanes {
			clear(panel)
		}
		for i := range min(Lanes, n-p) {
			// A pair at a time, as four bytes.
			row := unsafe.Slice((*[2]int16)(unsafe.Pointer(&x[(p+i)*k])), k/2)
			to := unsafe.Slice((*[2]int16)(unsafe.Pointer(&panel[2*i])), k/2*Lanes-i)
			for j, pair := range row {
				to[j*Lanes] = pair
			}
		}
	}
}

// PackColumns makes a wide matrix whose outputs are the k columns of x, which has n
// rows, k a multiple of 16. What is beyond row n, up to a multiple of 16, is zero.
func (v *Variant) PackColumns(dst, x []int16, n, k int) {
	rows := Up(n)
	for p := 0; p < k; p += Lanes {
		panel := dst[p*rows : (p+Lanes)*rows]
		i := 0
		if v.vector && n > 1 {
			i = n / 2 * 2
			_, _ = x[i*k-1], panel[i*Lanes-1]
			zipAVX2(&panel[0], &x[p], k, i/2)
		}
		for ; i+2 <= n; i += 2 {
			a, b, to := x[i*k+p:][:Lanes], x[(i+1)*k+p:][:Lanes], panel[i*Lanes:][:2*Lanes]
			for j := range Lanes {
				to[2*j], to[2*j+1] = a[j], b[j]
			}
		}
		if i < n {
			a, to := x[i*k+p:][:Lanes], panel[i*Lanes:][:2*Lanes]
			for j := range Lanes {
				to[2*j], to[2*j+1] = a[j], 0
			}
			i += 2
		}
		clear(panel[i*Lanes:])
	}
}

// MulWide computes dst = x * wᵀ * factor for rows rows, a multiple of Block, of k values, a
// multiple of 4, and n outputs, a multiple of 16. Sums must stay within 32 bits.
func (v *Variant) MulWide(dst []float32, ldd int, x []int16, ldx, rows int, w []int16, n, k int, factor float32) {
	if rows <= 0 || n <= 0 {
		return
	}
	if rows%Block != 0 || n%Lanes != 0 || k%4 != 0 || k < 4 {
		panic("int8: a product whose sizes do not fit")
	}
	_, _, _ = dst[(rows-1)*ldd+n-1], x[(rows-1)*ldx+k-1], w[n*k-1]
	if v.words == nil {
		for i := range rows {
			row := x[i*ldx:][:k]
			for p := 0; p < n; p += Lanes {
				var sums [Lanes]int32
				panel := w[p*k:][:k*Lanes]
				for h := 0; h < k; h += 2 {
					a, b, part := int32(row[h]), int32(row[h+1]), panel[h*Lanes:][:2*Lanes]
					for j := range sums {
						sums[j] += a*int32(part[2*j]) + b*int32(part[2*j+1])
					}
				}
				for j, s := range sums {
					dst[i*ldd+p+j] = float32(s) * factor
				}
			}
		}
		return
	}
	a := args{k: k / 4, x: unsafe.Pointer(&x[0]), ldx: 2 * ldx, stride: 2 * k * Lanes, ldd: 4 * ldd, blocks: rows / Block, factor: factor}
	p := 0
	for _, b := range v.words {
		for ; n-p >= b.panels*Lanes; p += b.panels * Lanes {
			a.w, a.dst = unsafe.Pointer(&w[p*k]), &dst[p]
			b.mul(&a)
		}
	}
}
