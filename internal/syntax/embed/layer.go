package embed

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// layer is a maxout layer followed by layer normalisation.
type layer struct {
	width, inputs, pieces int
	w                     *kernel.Matrix // outputs by piece: output p*width+i is piece p of unit i
	bias                  []float32      // in the order of the outputs
	gain, shift           []float32
	raw                   []float32 // weights in the order of w's outputs, until they are packed
	// tiles stand in place of w in a convolution over a window of one token on
	// either side; see kernel.Variant.TilePack.
	tiles [4]*kernel.Matrix
}

// newLayer reads the maxout layer at one node and the normalisation at another.
func newLayer(m *load.Model, maxout, norm int) (*layer, error) {
	w, err := m.Param(maxout, "W", -1, -1, -1)
	if err != nil {
		return nil, err
	}
	l := &layer{width: w.Shape[0], pieces: w.Shape[1], inputs: w.Shape[2]}
	if l.width < 1 || l.pieces < 1 || l.inputs < 1 {
		return nil, fmt.Errorf("%s: layer %d (maxout) has the shape %v", m.File, maxout, w.Shape)
	}
	b, err := m.Param(maxout, "b", l.width, l.pieces)
	if err != nil {
		return nil, err
	}
	g, err := m.Param(norm, "G", l.width)
	if err != nil {
		return nil, err
	}
	s, err := m.Param(norm, "b", l.width)
	if err != nil {
		return nil, err
	}
	l.gain, l.shift = g.Data, s.Data
	// thinc keeps the pieces of a unit together. Vector loops take the maximum
	// of whole runs, so here a piece of all units is together.
	l.raw = make([]float32, len(w.Data))
	l.bias = make([]float32, len(b.Data))
	for i := range l.width {
		for p := range l.pieces {
			to, from := p*l.width+i, i*l.pieces+p
			l.bias[to] = b.Data[from]
			copy(l.raw[to*l.inputs:(to+1)*l.inputs], w.Data[from*l.inputs:(from+1)*l.inputs])
		}
	}
	return l, nil
}

// pack makes the layer ready to multiply.
func (l *layer) pack(v *kernel.Variant) (err error) {
	l.w, err = v.Pack(l.raw, l.width*l.pieces, l.inputs)
	l.raw = nil
	return err
}

// packTiles makes a convolution over three tokens ready to multiply.
func (l *layer) packTiles(v *kernel.Variant) (err error) {
	l.tiles, err = v.TilePack(l.raw, l.width*l.pieces, l.width)
	l.raw = nil
	return err
}

// finish makes a row of the layer's output from the row pre of its products:
// bias, maximum over the pieces, normalisation, plus res where that is not nil.
// tmp holds width values.
func (l *layer) finish(v *kernel.Variant, dst, pre, res, tmp []float32) {
	v.Maxout(tmp, pre, l.bias, l.pieces, l.width)
	v.LayerNorm(dst, tmp, l.gain, l.shift, res)
}
