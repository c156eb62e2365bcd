// Package step scores the moves of a transition system: the network that
// spaCy's parser and entity recognizer share (spacy.TransitionBasedParser,
// versions 1 and 2).
//
// Input: the vectors of a document's tokens, and for each state of the system
// the tokens that stand in certain places of it (first of the buffer, top of the stack...).
// Output: a score for each move.
//
//	net, err := step.New(cfg.Section("components.parser.model"), model, "parser")
//	projected = net.Project(projected, vectors, rows) // once a token
//	net.Begin(projected, &scratch)                    // once a document
//	scores := net.Scores(tokens[:], &scratch)         // once a state; -1 is no token
//
// A state's hidden layer is a sum over its places of the token's vector times
// the place's weights. These products are made once a token, for all places,
// some tokens ahead of the reader, and kept for the last few hundred tokens,
// so that the products of a document of any length stay in the processor's cache.
package step

import (
	"errors"
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// ErrArchitecture is wrapped by errors about a network that is not known here.
var ErrArchitecture = errors.New("unknown architecture")

const (
	// window is how many tokens' products are kept.
	window = 512
	// ahead is how many tokens' products are made at once.
	ahead = 24
)

// Net is a trained network. It may be used by many goroutines at once, each
// with a [Scratch] of its own.
type Net struct {
	v          *kernel.Variant
	linear     *kernel.Matrix // token's vector to the width of the products' input
	linearBias []float32
	lower      *kernel.Matrix // outputs by place, then by piece, then by hidden unit
	lowerBias  []float32
	pad        []float32      // products of no token
	upper      *kernel.Matrix // nil where the hidden layer is the scores
	upperBias  []float32
	places     int
	pieces     int
	hidden     int
	moves      int
	unseen     []int // moves that training never saw
}

// Places is the number of places of a state.
func (n *Net) Places() int { return n.places }

// Moves is the number of moves that are scored.
func (n *Net) Moves() int { return n.moves }

// Width is the number of values that a token's vector must have; Projected
// that of what Project makes of it.
func (n *Net) Width() int { return n.linear.Inputs() }

// Projected is the number of values of a projected vector.
func (n *Net) Projected() int { return n.lower.Inputs() }

// places of the two kinds of states, plain and with extra_state_tokens
// (spacy/ml/models/parser.py).
var statePlaces = map[string][2]int{"parser": {8, 13}, "ner": {3, 6}}

// New builds the network of the model m, whose section of the configuration is
// cfg, for states of a type: "parser" or "ner".
func New(cfg load.Section, m *load.Model, stateType string) (*Net, error) {
	switch arch := cfg.String("@architectures"); arch {
	case "spacy.TransitionBasedParser.v1", "spacy.TransitionBasedParser.v2":
	default:
		return nil, fmt.Errorf("%s: %w %q for a %s", m.File, ErrArchitecture, arch, stateType)
	}
	if t := cfg.String("state_type"); t != stateType {
		return nil, fmt.Errorf("%s: %w: state_type %q for a %s", m.File, ErrArchitecture, t, stateType)
	}
	n := &Net{v: kernel.Best(), places: statePlaces[stateType][0]}
	if cfg.Bool("extra_state_tokens", false) {
		n.places = statePlaces[stateType][1]
	}
	lower := m.Find("precomputable_affine")
	if len(lower) != 1 {
		return nil, fmt.Errorf("%s: %w: %d layers precomputable_affine, not one", m.File, ErrArchitecture, len(lower))
	}
	if err := n.readLower(m, lower[0]); err != nil {
		return nil, err
	}
	// In thinc's walk, breadth first, the upper layer comes before the one at
	// the end of the tok2vec.
	linears := m.Find("linear")
	if cfg.Bool("use_upper", true) {
		if len(linears) != 2 {
			return nil, fmt.Errorf("%s: %w: %d layers linear, not two", m.File, ErrArchitecture, len(linears))
		}
		var err error
		if n.upper, n.upperBias, err = readLinear(n.v, m, linears[0], n.hidden); err != nil {
			return nil, err
		}
		n.moves = n.upper.Outputs()
		linears = linears[1:]
	}
	if len(linears) != 1 {
		return nil, fmt.Errorf("%s: %w: %d layers linear below the states, not one", m.File, ErrArchitecture, len(linears))
	}
	var err error
	if n.linear, n.linearBias, err = readLinear(n.v, m, linears[0], -1); err != nil {
		return nil, err
	}
	if n.linear.Outputs() != n.lower.Inputs() {
		return nil, fmt.Errorf("%s: layer %d (linear) gives %d values, the states take %d", m.File, linears[0], n.linear.Outputs(), n.lower.Inputs())
	}
	for i := range m.Nodes {
		list, _ := m.Nodes[i].Attrs["unseen_classes"].([]any)
		for _, v := range list {
			if c, ok := v.(int64); ok && c >= 0 && c < int64(n.moves) {
				n.unseen = append(n.unseen, int(c))
			}
		}
	}
	return n, nil
}

func readLinear(v *kernel.Variant, m *load.Model, node, inputs int) (*kernel.Matrix, []float32, error) {
	w, err := m.Param(node, "W", -1, inputs)
	if err != nil {
		return nil, nil, err
	}
	b, err := m.Param(node, "b", w.Shape[0])
	if err != nil {
		return nil, nil, err
	}
	p, err := v.Pack(w.Data, w.Shape[0], w.Shape[1])
	if err != nil {
		return nil, nil, fmt.Errorf("%s: layer %d (linear): %w", m.File, node, err)
	}
	return p, b.Data, nil
}

// readLower reads the layer that makes products of tokens and places. thinc
// keeps the pieces of a hidden unit together; here a piece of all units is
// together, for the vector loops.
func (n *Net) readLower(m *load.Model, node int) error {
	w, err := m.Param(node, "W", n.places, -1, -1, -1)
	if err != nil {
		return err
	}
	n.hidden, n.pieces = w.Shape[1], w.Shape[2]
	n.moves = n.hidden
	inputs := w.Shape[3]
	b, err := m.Param(node, "b", n.hidden, n.pieces)
	if err != nil {
		return err
	}
	pad, err := m.Param(node, "pad", 1, n.places, n.hidden, n.pieces)
	if err != nil {
		return err
	}
	size := n.hidden * n.pieces
	weights := make([]float32, len(w.Data))
	n.pad = make([]float32, len(pad.Data))
	n.lowerBias = make([]float32, size)
	for f := range n.places {
		for o := range n.hidden {
			for p := range n.pieces {
				from, to := (f*n.hidden+o)*n.pieces+p, f*size+p*n.hidden+o
				copy(weights[to*inputs:(to+1)*inputs], w.Data[from*inputs:(from+1)*inputs])
				n.pad[to] = pad.Data[from]
				n.lowerBias[p*n.hidden+o] = b.Data[o*n.pieces+p]
			}
		}
	}
	if n.lower, err = n.v.Pack(weights, n.places*size, inputs); err != nil {
		return fmt.Errorf("%s: layer %d (precomputable_affine): %w", m.File, node, err)
	}
	return nil
}

// Project appends to dst what the states need of rows tokens, whose vectors
// lie one after the other in x.
func (n *Net) Project(dst, x []float32, rows int) []float32 {
	ld, out := n.linear.Stride(), n.linear.Outputs()
	at := len(dst)
	need := at + rows*out + ld - out // the last row's surplus columns
	if cap(dst) < need {
		dst = append(make([]float32, 0, need+need/2), dst...)
	}
	dst = dst[:need]
	if ld == out {
		n.linear.Mul(dst[at:], ld, x, n.linear.Inputs(), rows)
	} else {
		// Rows closer together than the stride: one at a time, each over the surplus of the last.
		for i := range rows {
			n.linear.Mul(dst[at+i*out:], ld, x[i*n.linear.Inputs():], n.linear.Inputs(), 1)
		}
	}
	dst = dst[:at+rows*out]
	for i := at; i < len(dst); i += out {
		n.v.Add(dst[i:i+out], n.linearBias)
	}
	return dst
}
