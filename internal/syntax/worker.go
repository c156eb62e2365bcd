package syntax

import (
	"fmt"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/syntax/embed"
	"github.com/hearsay/hearsay/internal/syntax/lemma"
	"github.com/hearsay/hearsay/internal/syntax/name"
	"github.com/hearsay/hearsay/internal/syntax/parse"
	"github.com/hearsay/hearsay/internal/syntax/rule"
	"github.com/hearsay/hearsay/internal/syntax/step"
	"github.com/hearsay/hearsay/internal/syntax/tag"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// Bounds on one text; longer ones are refused with hearsay.ErrTooBig. The first
// is spaCy's own (max_length). A token needs about 900 bytes while it is worked
// on, so that the second bounds a worker's memory to some 300 MB on the worst
// text; prose has a token in 5 characters, so that only what is no prose meets it.
const (
	MaxText   = 1000000 // code points
	MaxTokens = 300000
)

// tooLong is the error about a text beyond the bounds.
func tooLong(n int, of string, limit int) error {
	return &hearsay.Problem{Kind: hearsay.ErrTooBig,
		What: fmt.Sprintf("the text has %d %s, at most %d are read at once", n, of, limit),
		Hint: "split it into the reports that it holds, one a file"}
}

const (
	// batchTokens is about how many tokens go through the networks together.
	batchTokens = 2048
	// keepTokens is how large the memory may be that a worker keeps for the next
	// text; what a longer text needed is given back.
	keepTokens = 32768
)

// Worker reads texts, one batch at a time. It holds the memory that reading
// needs and belongs to one goroutine.
type Worker struct {
	p     *Pipeline
	cut   *token.Tokenizer
	words []token.Token
	docs  []document
	parts [][]token.Token

	mask   Mask          // nil where words are read as they stand
	faces  []Face        // of all tokens of the batch
	masked []token.Token // what is seen of the batch
	places []int         // of each of those, its place among its document's tokens
	seen   [][]token.Token
	labels []int32
	preset []int8

	embed embed.Scratch
	tag   tag.Scratch
	parse parse.Scratch
	name  name.Scratch
	done  []bool // units that have run on this batch

	ids       [][]int32   // by slot: labels of all tokens of the batch
	projected [][]float32 // by slot: projected vectors of all tokens of the batch
	tree      parse.Doc
	names     []name.Span
	space     []bool
	bools     []bool
	starts    []int8

	rulers map[*ruler]*rule.Worker
	lemmas lemma.Cache
	texts  map[string]string
}

// NewWorker makes a worker.
func (p *Pipeline) NewWorker() *Worker {
	return &Worker{
		p: p, cut: p.rules.NewTokenizer(), done: make([]bool, len(p.units)),
		ids: make([][]int32, p.ids), projected: make([][]float32, p.projected),
		rulers: map[*ruler]*rule.Worker{}, texts: map[string]string{},
	}
}

// Ordinary tells of a word in small letters whether the pipeline's dictionary has it as a common noun, or as a verb, adjective or adverb;
// neither where the pipeline has no dictionary.
func (w *Worker) Ordinary(word string) (noun, other bool) {
	if w.p.dictionary == nil {
		return false, false
	}
	return w.p.dictionary.Ordinary(word)
}

// Parse reads one text into into, whose memory is used again.
func (w *Worker) Parse(text string, into *hearsay.Syntax) error {
	return w.ParseBatch([]string{text}, []*hearsay.Syntax{into})[0]
}

// Face is what the networks for tags and trees see of a token. The zero value is the token as it stands.
type Face struct {
	Word string // the word that they see in its place
	// Where Dep is not empty they do not see the token: it hangs on another of the same name, at the place Head, as Dep with the tag Tag.
	// Of a name at least one token is seen, and the others stand around it.
	Head     int
	Dep, Tag string
}

// Mask gives the tokens of a text, of which Span, Norm and Ent are set, their faces; those that it gets are zero.
type Mask = func(text string, tokens []hearsay.Token, faces []Face)

// ParseMasked is Parse, but words go by their stand-ins where tags and trees are made. Names, lemmas, offsets and all else are those of the
// words that stand there. A pipeline that makes its names of the same vectors as its tree knows no stand-ins.
func (w *Worker) ParseMasked(text string, mask Mask, into *hearsay.Syntax) error {
	w.mask = mask
	defer func() { w.mask = nil }()
	return w.Parse(text, into)
}

// ParseBatch reads several texts, which is faster than one at a time where they
// are short. The errors are those of the texts, in their order; what
// is read of a text does not depend on the others.
func (w *Worker) ParseBatch(texts []string, into []*hearsay.Syntax) []error {
	errs := make([]error, len(texts))
	for first := 0; first < len(texts); {
		w.begin()
		next := first
		for ; next < len(texts) && len(w.words) < batchTokens; next++ {
			errs[next] = w.add(texts[next], into[next])
		}
		w.run()
		k := 0
		for i := first; i < next; i++ {
			if errs[i] != nil {
				continue
			}
			into[i].Tokens = w.docs[k].tokens
			into[i].Link()
			k++
		}
		first = next
	}
	w.release()
	return errs
}

func (w *Worker) begin() {
	w.words, w.docs, w.parts, w.starts = w.words[:0], w.docs[:0], w.parts[:0], w.starts[:0]
	clear(w.done)
	for i := range w.ids {
		w.ids[i] = w.ids[i][:0]
	}
	for i := range w.projected {
		w.projected[i] = w.projected[i][:0]
	}
}

// add cuts a text and puts it into the batch.
func (w *Worker) add(text string, into *hearsay.Syntax) error {
	into.Reset(text)
	if len(text) > MaxText {
		if n := utf8.RuneCountInString(text); n > MaxText {
			return tooLong(n, "characters", MaxText)
		}
	}
	base := len(w.words)
	w.words = w.cut.Tokenize(text, w.words)
	n := len(w.words) - base
	if n > MaxTokens {
		w.words = w.words[:base]
		return tooLong(n, "words and signs", MaxTokens)
	}
	tokens := into.Tokens[:0]
	if cap(tokens) < n {
		tokens = make([]hearsay.Token, 0, n)
	}
	for i, t := range w.words[base:] {
		tokens = append(tokens, hearsay.Token{Span: hearsay.Span{Start: t.Start, End: t.End}, Spaced: t.Spaced, Head: i, Norm: t.Lex.Norm.Text})
	}
	w.docs = append(w.docs, document{text: text, tokens: tokens, base: base})
	return nil
}

// run takes the batch through the pipeline, component by component.
func (w *Worker) run() {
	w.parts = w.parts[:0]
	for i := range w.docs {
		d := &w.docs[i]
		d.words = w.words[d.base : d.base+len(d.tokens)]
		w.parts = append(w.parts, d.words)
	}
	// Presets of the batch lie in one list, which must not move any more.
	if cap(w.starts) < len(w.words) {
		w.starts = make([]int8, 0, len(w.words)+len(w.words)/4)
	}
	w.hide()
	for _, c := range w.p.components {
		w.encode(c.reads())
		for i := range w.docs {
			c.apply(w, &w.docs[i])
		}
	}
	for i := range w.docs {
		for j := range w.docs[i].tokens {
			tok := &w.docs[i].tokens[j]
			if tok.Morph == "_" {
				tok.Morph = ""
			}
			if tok.Ent == "" {
				tok.Ent = "O"
			}
		}
	}
}

// hide asks the mask for the faces of the batch's tokens. Names are looked for once before: where sentences begin is not known yet, which
// is why they are looked for again behind the parser.
func (w *Worker) hide() {
	w.seen = w.seen[:0]
	if w.mask == nil {
		return
	}
	for _, c := range w.p.components {
		if r, ok := c.(*recognizer); ok && r.alone() {
			w.encode(r.unit)
			for i := range w.docs {
				c.apply(w, &w.docs[i])
			}
		}
	}
	n := len(w.words)
	w.faces, w.masked, w.places = room(w.faces[:0], n)[:n], room(w.masked[:0], n), room(w.places[:0], n)
	clear(w.faces)
	for i := range w.docs {
		d := &w.docs[i]
		d.faces = w.faces[d.base : d.base+len(d.words)]
		w.mask(d.text, d.tokens, d.faces)
		for j := range d.tokens {
			d.tokens[j].Ent = ""
		}
		d.first = len(w.masked)
		for j, f := range d.faces {
			if f.Dep != "" {
				continue
			}
			t := d.words[j]
			if f.Word != "" {
				t.Lex = w.cut.Lexeme(f.Word)
			}
			w.masked, w.places = append(w.masked, t), append(w.places, j)
		}
		d.seen, d.places = w.masked[d.first:], w.places[d.first:]
		w.seen = append(w.seen, d.seen)
	}
}

// view is what a unit sees of a document.
func (w *Worker) view(u *unit, d *document) (words []token.Token, base int) {
	if w.mask != nil && !u.names {
		return d.seen, d.first
	}
	return d.words, d.base
}

// encode runs an encoder over the batch unless it has run.
func (w *Worker) encode(u *unit) {
	if u == nil {
		return
	}
	for i, o := range w.p.units {
		if o == u {
			if w.done[i] {
				return
			}
			w.done[i] = true
		}
	}
	// Room for all that the components draw, so that it does not move while it grows.
	for i := range u.taps {
		if t := &u.taps[i]; t.tagger != nil {
			w.ids[t.slot] = room(w.ids[t.slot], len(w.words))
		} else {
			w.projected[t.slot] = room(w.projected[t.slot], len(w.words)*t.net.Projected())
		}
	}
	parts := w.parts
	if w.mask != nil && !u.names {
		parts = w.seen
	}
	u.enc.Encode(parts, &w.embed, &sink{w, u})
}

// room returns b, which is empty, with a capacity of at least n.
func room[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, 0, n+min(n/4, 1<<20))
	}
	return b
}

// sink hands an encoder's vectors to the components that read them.
type sink struct {
	w *Worker
	u *unit
}

// Vectors implements [embed.Sink].
func (s *sink) Vectors(_, _, rows int, x []float32) {
	for i := range s.u.taps {
		t := &s.u.taps[i]
		if t.tagger != nil {
			s.w.ids[t.slot] = t.tagger.Tag(s.w.ids[t.slot], x, rows, &s.w.tag)
		} else {
			s.w.projected[t.slot] = t.net.Project(s.w.projected[t.slot], x, rows)
		}
	}
}

// of returns a document's projected vectors.
func (w *Worker) of(u *unit, slot int, n *step.Net, d *document) []float32 {
	k := n.Projected()
	words, base := w.view(u, d)
	return w.projected[slot][base*k : (base+len(words))*k]
}

// spaces tells which words are white space.
func (w *Worker) spaces(words []token.Token) []bool {
	w.space = w.space[:0]
	for i := range words {
		w.space = append(w.space, words[i].Lex.Flags.Has(token.IsSpace))
	}
	return w.space
}

// startsOf takes a list of sentence starts from the worker's memory.
func (w *Worker) startsOf(d *document) []int8 {
	n := len(w.starts)
	w.starts = w.starts[:n+len(d.words)]
	return w.starts[n : n+len(d.words) : n+len(d.words)]
}

// maxTexts bounds the texts that intern remembers.
const maxTexts = 1 << 16

// intern returns one copy of equal texts.
func (w *Worker) intern(s string) string {
	if t, ok := w.texts[s]; ok {
		return t
	}
	if len(w.texts) >= maxTexts {
		clear(w.texts)
	}
	w.texts[s] = s
	return s
}

// release gives back the memory that an unusually long text needed.
func (w *Worker) release() {
	if cap(w.words) <= 2*keepTokens {
		return
	}
	fresh := w.p.NewWorker()
	fresh.cut, fresh.rulers, fresh.lemmas, fresh.texts = w.cut, w.rulers, w.lemmas, w.texts
	fresh.mask = w.mask
	*w = *fresh
}
