package compact

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay/hearsay/internal/kernel/int8"
)

// compensate brings rows of weights to bytes one input after the other, the
// one that matters most first, and lets the weights not yet brought there make up
// for the error (GPTQ; Frantar and others 2022). h is the sum of the products of each two
// inputs, k by k. scale is what the scales of each row are tried around, and becomes the best of those tried. The
// bytes keep the kernels' bound.
func compensate(w []float32, n, k int, h []float64, scale []float32) ([]byte, error) {
	order := make([]int, k)
	var mean float64
	for i := range order {
		order[i] = i
		mean += h[i*k+i] / float64(k)
	}
	if !(mean > 0) {
		return nil, fmt.Errorf("inputs that are all zero")
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := h[a*k+a], h[b*k+b]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	u, err := factor(h, k, order, .01*mean)
	if err != nil {
		return nil, err
	}
	q, try := make([]byte, n*k), make([]byte, k)
	row := make([]float32, k)
	used := make([][2]int, k/4) // of each group of four, the sums of both signs
	for i := range n {
		best, chosen := math.Inf(1), float32(1)
		for _, f := range []float32{.7, .78, .86, .93, 1, 1.08} {
			for j, at := range order {
				row[j] = w[i*k+at]
			}
			clear(used)
			var loss float64
			for j, at := range order {
				// Inputs 0, 1, 4, 5 of eight are one group, 2, 3, 6, 7 the other.
				sums := &used[at/8*2+at/2%2]
				s := scale[at/int8.Group*n+i] * f
				x := int(math.RoundToEven(float64(row[j] / s)))
				x = min(max(x, -127, sums[1]-int8.Bound), 127, int8.Bound-sums[0])
				if x > 0 {
					sums[0] += x
				} else {
					sums[1] -= x
				}
				try[at] = byte(x)
				line := u[j*k+j : j*k+k]
				e := (row[j] - float32(x)*s) / line[0]
				loss += float64(e) * float64(e)
				if loss >= best {
					break
				}
				rest := row[j:]
				for c := 1; c < len(line); c++ {
					rest[c] -= e * line[c]
				}
			}
			if loss < best {
				best, chosen = loss, f
				copy(q[i*k:], try)
			}
		}
		for g := range int8.Groups(k) {
			scale[g*n+i] *= chosen
		}
	}
	return q, nil
}

// factor returns the upper triangular matrix u such that uᵀu is the inverse of h, its inputs
// in the given order, damping added to its diagonal.
func factor(h []float64, k int, order []int, damping float64) ([]float32, error) {
	// h = r rᵀ with r upper triangular is the usual factorization l lᵀ with the order
	// turned round, and u is the inverse of r.
	l := make([]float64, k*k)
	at := func(i int) int { return order[k-1-i] }
	for i := range k {
		for j := range i + 1 {
			a := h[at(i)*k+at(j)]
			if i == j {
				a += damping
			}
			x, y := l[i*k:i*k+j], l[j*k:j*k+j]
			for c := range x {
				a -= x[c] * y[c]
			}
			if i > j {
				l[i*k+j] = a / l[j*k+j]
				continue
			}
			if !(a > 0) {
				return nil, fmt.Errorf("the inputs' products are no positive matrix")
			}
			l[i*k+i] = math.Sqrt(a)
		}
	}
	// The inverse of l, a row at a time: row i is (unit i - sum of l[i][j] row j) / l[i][i].
	inv := make([]float64, k*k)
	for i := range k {
		to := inv[i*k : i*k+i+1]
		for j := range i {
			f := l[i*k+j]
			for c, x := range inv[j*k : j*k+j+1] {
				to[c] -= f * x
			}
		}
		to[i] = 1
		d := 1 / l[i*k+i]
		for c := range to {
			to[c] *= d
		}
	}
	u := make([]float32, k*k)
	for i := range k {
		for j := i; j < k; j++ {
			u[i*k+j] = float32(inv[(k-1-i)*k+k-1-j])
		}
	}
	return u, nil
}
