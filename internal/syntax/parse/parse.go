package parse

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/step"
)

// ErrMoves is wrapped by errors about moves that do not fit the network.
var ErrMoves = errors.New("the moves do not fit the model")

// maxMoves bounds the moves of a document, many times what one can need.
const maxMoves = 16

// run is a run of moves of one kind in the order of the network's outputs.
type run struct {
	kind        int
	adjacent    bool // only between neighbours: moves with the label "subtok"
	first, last int
}

// Parser is a trained parser. It may be used by many goroutines at once.
type Parser struct {
	v      *kernel.Variant
	net    *step.Net
	moves  []load.Move
	label  []int32 // of each move
	runs   []run
	labels []string
	lifted []lifted // of each label
	root   int32
}

// Doc is a document to be parsed, and its tree. Parse makes its slices as long
// as the document has tokens.
type Doc struct {
	Space  []bool // in: token is white space
	Preset []int8 // in: 1 a sentence begins here, -1 none does, 0 unknown; may be nil
	Heads  []int32
	Labels []int32
	Starts []bool
}

// Scratch is the memory of one worker; the zero value is ready to use.
type Scratch struct {
	step   step.Scratch
	state  state
	places [13]int32
	tree   tree
}

// New builds the parser of the model m, whose section of the configuration is cfg.
func New(cfg load.Section, m *load.Model, moves []load.Move) (*Parser, error) {
	net, err := step.New(cfg, m, "parser")
	if err != nil {
		return nil, err
	}
	if net.Moves() != len(moves) || len(moves) == 0 {
		return nil, fmt.Errorf("%s: %w: %d moves, %d outputs", m.File, ErrMoves, len(moves), net.Moves())
	}
	p := &Parser{v: kernel.Best(), net: net, moves: moves}
	numbers := map[string]int32{}
	number := func(label string) int32 {
		n, ok := numbers[label]
		if !ok {
			n = int32(len(p.labels))
			numbers[label] = n
			p.labels = append(p.labels, label)
		}
		return n
	}
	p.root = number("ROOT")
	for i, mv := range moves {
		if mv.Action < 0 || mv.Action >= kinds {
			return nil, fmt.Errorf("%s: %w: move %d has the kind %d", m.File, ErrMoves, i, mv.Action)
		}
		p.label = append(p.label, number(mv.Label))
		r := run{kind: mv.Action, adjacent: mv.Label == "subtok", first: i, last: i + 1}
		if k := len(p.runs) - 1; k >= 0 && p.runs[k].kind == r.kind && p.runs[k].adjacent == r.adjacent {
			p.runs[k].last = i + 1
		} else {
			p.runs = append(p.runs, r)
		}
	}
	for i := 0; i < len(p.labels); i++ { // grows while it runs
		l := lifted{label: -1}
		if own, head, ok := strings.Cut(p.labels[i], "||"); ok {
			l = lifted{number(own), number(head)}
		}
		p.lifted = append(p.lifted, l)
	}
	return p, nil
}

// Net is the network that scores the parser's states.
func (p *Parser) Net() *step.Net { return p.net }

// Label returns the name of a label.
func (p *Parser) Label(n int32) string { return p.labels[n] }

// Labels lists the names of all labels by number.
func (p *Parser) Labels() []string { return append([]string(nil), p.labels...) }

// Parse fills the tree of a document of len(doc.Space) tokens, whose projected
// vectors are given.
func (p *Parser) Parse(projected []float32, doc *Doc, s *Scratch) {
	n := len(doc.Space)
	doc.Heads, doc.Labels, doc.Starts = grow(doc.Heads, n), grow(doc.Labels, n), grow(doc.Starts, n)
	if n == 0 {
		return
	}
	st := &s.state
	st.begin(n, doc.Preset)
	p.net.Begin(projected, &s.step)
	places := s.places[:p.net.Places()]
	for left := maxMoves * (n + 4); !st.final(); left-- {
		st.places(places)
		m := p.best(st, p.net.Scores(places, &s.step))
		if m < 0 || left == 0 {
			st.giveUp()
			break
		}
		st.do(p.moves[m].Action, p.label[m])
	}
	for i, h := range st.heads {
		doc.Heads[i], doc.Labels[i] = h, st.labels[i]
		if h < 0 {
			doc.Heads[i], doc.Labels[i] = int32(i), p.root
		}
	}
	p.finish(doc, &s.tree)
}

// best returns the valid move with the highest score, the first of equals; -1
// where none is valid.
func (p *Parser) best(st *state, scores []float32) int {
	ok := st.valid()
	best, top := -1, float32(0)
	for _, r := range p.runs {
		if !ok[r.kind] || r.adjacent && st.top(0) != st.buffer(0)-1 {
			continue
		}
		i, x := p.v.ArgMax(scores[r.first:r.last])
		if i >= 0 && (best < 0 || x > top) {
			best, top = r.first+i, x
		}
	}
	return best
}
