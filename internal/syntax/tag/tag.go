// Package tag chooses a label for each token by a linear layer over its
// vector: spaCy's tagger, morphologizer and sentence recognizer (spacy.Tagger
// versions 1 and 2).
//
// Input: vectors of tokens, one after the other, as package embed gives them.
// Output: for each token the number of its best label; what the labels are
// called is known to the caller.
//
//	t, err := tag.New(cfg.Section("components.tagger.model"), model)
//	ids = t.Tag(ids[:0], vectors, rows, &scratch) // labels[ids[i]] is token i's tag
package tag

import (
	"errors"
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// ErrArchitecture is wrapped by errors about a network that is not known here.
var ErrArchitecture = errors.New("unknown architecture")

// Tagger is a trained output layer. It may be used by many goroutines at once.
type Tagger struct {
	v    *kernel.Variant
	w    *kernel.Matrix
	bias []float32
}

// Scratch is the memory of one worker; the zero value is ready to use.
type Scratch struct{ scores []float32 }

// New builds the output layer of the model m, whose section of the
// configuration is cfg. It may stand above a listener or a tok2vec of its own.
func New(cfg load.Section, m *load.Model) (*Tagger, error) {
	switch arch := cfg.String("@architectures"); arch {
	case "spacy.Tagger.v1", "spacy.Tagger.v2":
		// They differ in whether scores become probabilities, which keeps their order.
	default:
		return nil, fmt.Errorf("%s: %w %q for a tagger", m.File, ErrArchitecture, arch)
	}
	at := m.Find("softmax")
	if len(at) != 1 {
		return nil, fmt.Errorf("%s: %w: %d layers softmax, not one", m.File, ErrArchitecture, len(at))
	}
	w, err := m.Param(at[0], "W", -1, -1)
	if err != nil {
		return nil, err
	}
	b, err := m.Param(at[0], "b", w.Shape[0])
	if err != nil {
		return nil, err
	}
	t := &Tagger{v: kernel.Best(), bias: b.Data}
	if t.w, err = t.v.Pack(w.Data, w.Shape[0], w.Shape[1]); err != nil {
		return nil, fmt.Errorf("%s: layer %d (softmax): %w", m.File, at[0], err)
	}
	return t, nil
}

// Labels is the number of labels; Width that of a vector's values.
func (t *Tagger) Labels() int { return t.w.Outputs() }

// Width is the number of values that a vector must have.
func (t *Tagger) Width() int { return t.w.Inputs() }

// block is how many tokens are scored at once.
const block = 48

// Tag appends the labels of rows tokens, whose vectors lie one after the other
// in x, to dst. Of labels with the same score the first is taken, as numpy does.
func (t *Tagger) Tag(dst []int32, x []float32, rows int, s *Scratch) []int32 {
	for first := 0; first < rows; first += block {
		n := min(block, rows-first)
		scores, ld := t.score(x[first*t.w.Inputs():], n, s)
		for i := range n {
			best, _ := t.v.ArgMax(scores[i*ld : i*ld+t.w.Outputs()])
			dst = append(dst, int32(max(best, 0)))
		}
	}
	return dst
}

// score returns the scores of up to block tokens, before they would become
// probabilities, and the distance of their rows.
func (t *Tagger) score(x []float32, rows int, s *Scratch) ([]float32, int) {
	ld := t.w.Stride()
	if cap(s.scores) < block*ld {
		s.scores = make([]float32, block*ld)
	}
	scores := s.scores[:block*ld]
	t.w.Mul(scores, ld, x, t.w.Inputs(), rows)
	for i := range rows {
		t.v.Add(scores[i*ld:i*ld+t.w.Outputs()], t.bias)
	}
	return scores, ld
}
