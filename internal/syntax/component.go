package syntax

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/syntax/lemma"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/name"
	"github.com/hearsay/hearsay/internal/syntax/parse"
	"github.com/hearsay/hearsay/internal/syntax/rule"
	"github.com/hearsay/hearsay/internal/syntax/step"
	"github.com/hearsay/hearsay/internal/syntax/tag"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// component is one step of a pipeline that changes tokens.
type component interface {
	// reads returns the encoder whose vectors it needs, nil where none.
	reads() *unit
	// apply sets what the component says of one document's tokens.
	apply(w *Worker, d *document)
}

// document is one text on its way through the pipeline.
type document struct {
	text   string
	words  []token.Token
	tokens []hearsay.Token
	base   int // its first token's place in the batch
	// start is -1 where no sentence begins, 1 where one does, 0 where it is not
	// known; nil until a component says something.
	start []int8

	// With a mask: the faces of its tokens, what is seen of them, its first place among all that is seen of the batch, and for each of
	// what is seen its place among the tokens.
	faces  []Face
	seen   []token.Token
	first  int
	places []int
}

// tap is where a component draws from an encoder: labels at once, or projected
// vectors for later.
type tap struct {
	slot   int
	tagger *tag.Tagger
	net    *step.Net
}

// fits checks that vectors of a width can be drawn.
func (t *tap) fits(width int) error {
	want := width
	if t.tagger != nil {
		want = t.tagger.Width()
	} else if t.net != nil {
		want = t.net.Width()
	}
	if want != width {
		return fmt.Errorf("a network reads vectors of %d values, its encoder gives %d: the files do not fit each other", want, width)
	}
	return nil
}

// labels is what components share whose network chooses one label a token.
type labels struct {
	unit *unit
	slot int
}

func (l *labels) reads() *unit { return l.unit }

// of returns the labels of a document's tokens.
func (l *labels) of(w *Worker, d *document) []int32 {
	words, base := w.view(l.unit, d)
	ids := w.ids[l.slot][base : base+len(words)]
	if len(ids) == len(d.words) {
		return ids
	}
	// What is not seen has the label of what stands for it.
	w.labels = room(w.labels[:0], len(d.words))[:len(d.words)]
	for k, id := range ids {
		w.labels[d.places[k]] = id
	}
	for i := range w.labels {
		w.labels[i] = w.labels[d.standsFor(i)]
	}
	return w.labels
}

type tagger struct {
	*labels
	tags      []string
	overwrite bool
}

func (t *tagger) apply(w *Worker, d *document) {
	for i, id := range t.of(w, d) {
		if tok := &d.tokens[i]; tok.Tag == "" || t.overwrite {
			tok.Tag = t.tags[id]
			if d.faces != nil && d.faces[i].Tag != "" {
				tok.Tag = d.faces[i].Tag
			}
		}
	}
}

type morphologizer struct {
	*labels
	morphs, pos       []string
	overwrite, extend bool
}

func (m *morphologizer) apply(w *Worker, d *document) {
	for i, id := range m.of(w, d) {
		tok := &d.tokens[i]
		switch {
		case m.extend && m.overwrite:
			tok.Morph = mergeFeatures(tok.Morph, m.morphs[id])
		case m.extend:
			tok.Morph = mergeFeatures(m.morphs[id], tok.Morph)
		case tok.Morph == "" || m.overwrite:
			tok.Morph = m.morphs[id]
		}
		if tok.Pos == "" || m.overwrite {
			tok.Pos = m.pos[id]
		}
	}
}

// mergeFeatures adds features to others; of a field in both, those added count.
func mergeFeatures(old, add string) string {
	join := func(a, b string) string {
		switch {
		case a == "" || a == "_":
			return b
		case b == "" || b == "_":
			return a
		}
		return a + "|" + b
	}
	return rule.Features(join(old, add))
}

// senter sets where sentences begin: its label 1 says "here".
type senter struct {
	*labels
	overwrite bool
}

func (s *senter) apply(w *Worker, d *document) {
	d.known(w)
	for i, id := range s.of(w, d) {
		if d.start[i] == 0 || s.overwrite {
			d.start[i] = -1
			if id == 1 {
				d.start[i] = 1
			}
		}
		d.tokens[i].SentStart = d.start[i] == 1
	}
}

// known makes the list of sentence starts, from the worker's memory.
func (d *document) known(w *Worker) {
	if d.start == nil {
		d.start = w.startsOf(d)
		clear(d.start)
	}
}

// sentencizer begins a sentence after punctuation that ends one.
type sentencizer struct {
	marks     map[string]bool
	overwrite bool
}

// newSentencizer reads the marks from the configuration or the component's file.
func newSentencizer(pkg *load.Package, c load.Component) (*sentencizer, error) {
	s := &sentencizer{marks: map[string]bool{}, overwrite: c.Config.Bool("overwrite", false)}
	cfg := struct {
		PunctChars []string `json:"punct_chars"`
		Overwrite  *bool    `json:"overwrite"`
	}{c.Config.Strings("punct_chars"), &s.overwrite}
	// The reference writes this component's file with the ending .json or none.
	for _, file := range []string{c.Name + ".json", c.Name} {
		data, err := pkg.Read(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(data), &cfg); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", pkg.Source, file, err)
		}
		break
	}
	if len(cfg.PunctChars) == 0 {
		return nil, fmt.Errorf("%s: component %q lists no punctuation", pkg.Source, c.Name)
	}
	for _, m := range cfg.PunctChars {
		s.marks[m] = true
	}
	return s, nil
}

func (s *sentencizer) reads() *unit { return nil }

func (s *sentencizer) apply(w *Worker, d *document) {
	d.known(w)
	ended := true // the first token begins a sentence
	for i := range d.words {
		mark := s.marks[d.words[i].Lex.Orth.Text]
		begin := i == 0 || ended && !mark && !d.words[i].Lex.Flags.Has(token.IsPunct)
		if begin {
			ended = false
		}
		if mark {
			ended = true
		}
		if d.start[i] == 0 || s.overwrite {
			d.start[i] = -1
			if begin {
				d.start[i] = 1
			}
		}
		d.tokens[i].SentStart = d.start[i] == 1
	}
}

type parser struct {
	unit   *unit
	slot   int
	p      *parse.Parser
	labels []string
}

func (p *parser) reads() *unit { return p.unit }

func (p *parser) apply(w *Worker, d *document) {
	words, _ := w.view(p.unit, d)
	w.tree.Space, w.tree.Preset = w.spaces(words), d.start
	if d.start != nil && len(words) < len(d.words) {
		w.preset = w.preset[:0]
		for _, i := range d.places {
			w.preset = append(w.preset, d.start[d.opens(i)])
		}
		w.tree.Preset = w.preset
	}
	p.p.Parse(w.of(p.unit, p.slot, p.p.Net(), d), &w.tree, &w.parse)
	d.known(w)
	if len(words) < len(d.words) {
		p.unfold(w, d)
		return
	}
	for i := range d.tokens {
		tok := &d.tokens[i]
		tok.Head, tok.Dep = int(w.tree.Heads[i]), p.labels[w.tree.Labels[i]]
		tok.SentStart = w.tree.Starts[i]
		d.start[i] = -1
		if tok.SentStart {
			d.start[i] = 1
		}
	}
}

// unfold puts what was not seen into the tree.
func (p *parser) unfold(w *Worker, d *document) {
	for i := range d.tokens {
		d.start[i] = -1
		d.tokens[i].Head, d.tokens[i].Dep, d.tokens[i].SentStart = d.faces[i].Head, d.faces[i].Dep, false
	}
	for k, i := range d.places {
		tok := &d.tokens[i]
		tok.Head, tok.Dep = d.places[w.tree.Heads[k]], p.labels[w.tree.Labels[k]]
		if w.tree.Starts[k] {
			at := d.opens(i)
			d.tokens[at].SentStart, d.start[at] = true, 1
		}
	}
}

// opens is the first token of the name that the seen token i stands for.
func (d *document) opens(i int) int {
	at := i
	for at > 0 && d.faces[at-1].Dep != "" && d.standsFor(at-1) == i {
		at--
	}
	return at
}

// standsFor is the token that is seen in a token's place: itself, or that of its name.
func (d *document) standsFor(i int) int {
	for d.faces[i].Dep != "" {
		i = d.faces[i].Head
	}
	return i
}

type recognizer struct {
	unit          *unit
	slot          int
	r             *name.Recognizer
	begin, inside []string
}

func (r *recognizer) reads() *unit { return r.unit }

// alone reports whether only names are made of the vectors.
func (r *recognizer) alone() bool { return r.unit.names && len(r.unit.taps) == 1 }

func (r *recognizer) apply(w *Worker, d *document) {
	var starts []bool
	if d.start != nil {
		starts = w.bools[:0]
		for _, s := range d.start {
			starts = append(starts, s == 1)
		}
		w.bools = starts
	}
	w.names = r.r.Find(w.names[:0], w.of(r.unit, r.slot, r.r.Net(), d), w.spaces(d.words), starts, &w.name)
	for i := range d.tokens {
		if isOutside(d.tokens[i].Ent) {
			d.tokens[i].Ent = "O"
		}
	}
	for _, n := range w.names {
		for i := n.First; i < n.End; i++ {
			d.tokens[i].Ent = r.inside[n.Label]
		}
		d.tokens[n.First].Ent = r.begin[n.Label]
	}
}

type ruler struct{ r *rule.Ruler }

func (r *ruler) reads() *unit { return nil }

func (r *ruler) apply(w *Worker, d *document) {
	rw := w.rulers[r]
	if rw == nil {
		rw = r.r.NewWorker()
		w.rulers[r] = rw
	}
	rw.Apply(d.words, d.tokens)
}

type lemmatizer struct {
	l         *lemma.Lemmatizer
	overwrite bool
}

func (l *lemmatizer) reads() *unit { return nil }

func (l *lemmatizer) apply(w *Worker, d *document) {
	starts := l.l.NeedsSentStart()
	for i := range d.tokens {
		tok := &d.tokens[i]
		if tok.Lemma != "" && !l.overwrite {
			continue
		}
		lex := d.words[i].Lex
		word := lemma.Word{Text: lex.Orth.Text, Lower: lex.Lower.Text, Pos: tok.Pos, Morph: tok.Morph, SentStart: starts && tok.SentStart}
		tok.Lemma = w.lemmas.Lemma(l.l, word)
	}
}

// editLemmatizer is spaCy's trainable_lemmatizer.
type editLemmatizer struct {
	*labels
	trees     *lemma.EditTrees
	overwrite bool
	backoff   string
}

func (e *editLemmatizer) apply(w *Worker, d *document) {
	for i, id := range e.of(w, d) {
		tok := &d.tokens[i]
		if tok.Lemma != "" && !e.overwrite {
			continue
		}
		lex := d.words[i].Lex
		if s, ok := e.trees.Lemma(int(id), lex.Orth.Text); ok {
			tok.Lemma = w.intern(s)
			continue
		}
		switch e.backoff {
		case "orth":
			tok.Lemma = lex.Orth.Text
		case "lower":
			tok.Lemma = lex.Lower.Text
		case "norm":
			tok.Lemma = strings.Clone(tok.Norm)
		}
	}
}
