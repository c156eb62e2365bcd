package name

import (
	"errors"
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/step"
)

// ErrMoves is wrapped by errors about moves that do not fit the network.
var ErrMoves = errors.New("the moves do not fit the model")

// The kinds of moves, numbered as in the file `moves`.
const (
	missing = iota // stands for an annotation that is not there; never an output
	begin
	in
	last
	unit
	out
	kinds
)

// Recognizer is a trained entity recognizer. It may be used by many goroutines
// at once.
type Recognizer struct {
	v      *kernel.Variant
	net    *step.Net
	kind   []int
	label  []int32 // of each move
	labels []string
	// same is the move of a kind with a label, or -1.
	same [kinds][]int
}

// Span is a name: a half-open range of tokens and the number of its label.
type Span struct {
	First, End int
	Label      int32
}

// Scratch is the memory of one worker; the zero value is ready to use.
type Scratch struct {
	step   step.Scratch
	places [6]int32
}

// New builds the recognizer of the model m, whose section of the configuration
// is cfg.
func New(cfg load.Section, m *load.Model, moves []load.Move) (*Recognizer, error) {
	net, err := step.New(cfg, m, "ner")
	if err != nil {
		return nil, err
	}
	r := &Recognizer{v: kernel.Best(), net: net, labels: []string{""}}
	numbers := map[string]int32{"": 0}
	for _, mv := range moves {
		if mv.Action == missing || mv.Action == out && mv.Label != "" {
			continue // no outputs, as in BiluoPushDown.add_action
		}
		if mv.Action < 0 || mv.Action >= kinds {
			return nil, fmt.Errorf("%s: %w: move %d has the kind %d", m.File, ErrMoves, len(r.kind), mv.Action)
		}
		n, ok := numbers[mv.Label]
		if !ok {
			n = int32(len(r.labels))
			numbers[mv.Label] = n
			r.labels = append(r.labels, mv.Label)
		}
		r.kind = append(r.kind, mv.Action)
		r.label = append(r.label, n)
	}
	if net.Moves() != len(r.kind) || len(r.kind) == 0 {
		return nil, fmt.Errorf("%s: %w: %d moves, %d outputs", m.File, ErrMoves, len(r.kind), net.Moves())
	}
	for k := range r.same {
		r.same[k] = make([]int, len(r.labels))
		for l := range r.same[k] {
			r.same[k][l] = -1
		}
	}
	for i, k := range r.kind {
		r.same[k][r.label[i]] = i
	}
	return r, nil
}

// Net is the network that scores the recognizer's states.
func (r *Recognizer) Net() *step.Net { return r.net }

// Label returns the name of a label.
func (r *Recognizer) Label(n int32) string { return r.labels[n] }

// Labels lists the names of all labels by number; number 0 is none.
func (r *Recognizer) Labels() []string { return append([]string(nil), r.labels...) }

// Find appends the names of a document to dst. projected holds the vectors of
// its len(space) tokens; space tells which are white space, starts which begin a
// sentence (nil where sentences are not known).
func (r *Recognizer) Find(dst []Span, projected []float32, space, starts []bool, s *Scratch) []Span {
	n := len(space)
	if n == 0 {
		return dst
	}
	r.net.Begin(projected, &s.step)
	places := s.places[:r.net.Places()]
	open, label := -1, int32(0) // the name that is open: its first token, its label
	for i := 0; i < n; i++ {
		fillPlaces(places, i, open)
		next := i+1 < n
		newSentence := next && starts != nil && starts[i+1]
		m := r.best(r.net.Scores(places, &s.step), open >= 0, label, next, newSentence, space[i])
		if m < 0 {
			break // no move is valid: the document ends here, as with force_final
		}
		switch r.kind[m] {
		case begin:
			open, label = i, r.label[m]
		case last:
			dst = append(dst, Span{open, i + 1, label})
			open = -1
		case unit:
			dst = append(dst, Span{i, i + 1, r.label[m]})
		}
	}
	return dst
}

// best returns the valid move with the highest score, the first of equals, or
// -1 where none is valid (the is_valid methods in ner.pyx, without preset names).
func (r *Recognizer) best(scores []float32, open bool, label int32, next, newSentence, space bool) int {
	best, top := -1, float32(0)
	try := func(m int) {
		if m >= 0 && (best < 0 || scores[m] > top) {
			best, top = m, scores[m]
		}
	}
	if open {
		// In comes before last in the order of outputs.
		if next && !newSentence {
			try(r.same[in][label])
		}
		try(r.same[last][label])
		return best
	}
	for m, k := range r.kind {
		switch {
		case r.label[m] == 0:
			if k == out {
				try(m)
			}
		case k == begin:
			if next && !newSentence && !space {
				try(m)
			}
		case k == unit:
			if !space {
				try(m)
			}
		}
	}
	return best
}

// fillPlaces fills the tokens that the network looks at (set_context_tokens in
// _state.pxd): the token, the first of the open name, the one before the token; or with
// extra_state_tokens the token and the first five of the open name.
func fillPlaces(dst []int32, at, open int) {
	for i := range dst {
		dst[i] = -1
	}
	dst[0] = int32(at)
	if open < 0 {
		return
	}
	if len(dst) == 3 {
		dst[1], dst[2] = int32(open), int32(at-1)
		return
	}
	for i := 1; i < len(dst) && open+i-1 < at; i++ {
		dst[i] = int32(open + i - 1)
	}
}
