package encoder

import (
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/kernel"
)

// Layer is a linear layer of a head, over the vectors of tokens. It is read only.
type Layer struct {
	m      *kernel.Matrix
	bias   []float32
	hidden int
}

// NewLayer packs rows of weights, hidden values each, one row for each of the biases.
func NewLayer(w, bias []float32, hidden int) (Layer, error) {
	m, err := kernel.Best().Pack(w, len(bias), hidden)
	if err != nil {
		return Layer{}, fmt.Errorf("packing a layer of %d by %d: %w", len(bias), hidden, err)
	}
	return Layer{m, bias, hidden}, nil
}

// rowsAtOnce is how many tokens go through a layer at once.
const rowsAtOnce = 96

// Each hands over the layer's values for tokens first to end, one row a token; the row is only good until use returns.
func (l Layer) Each(v *hearsay.Vectors, first, end int, use func(token int, row []float32)) {
	n := min(rowsAtOnce, end-first)
	if n <= 0 {
		return
	}
	x, y := make([]float32, n*l.hidden), make([]float32, n*l.m.Stride())
	for i := first; i < end; i += rowsAtOnce {
		rows := min(rowsAtOnce, end-i)
		v.Rows(x, i, rows)
		l.m.Mul(y, l.m.Stride(), x, l.hidden, rows)
		for r := range rows {
			row := y[r*l.m.Stride() : r*l.m.Stride()+len(l.bias)]
			for j, b := range l.bias {
				row[j] += b
			}
			use(i+r, row)
		}
	}
}
