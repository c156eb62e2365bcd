package rule

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/regex"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// Ruler holds compiled rules. It is read only and may be shared.
type Ruler struct {
	rules []rules
	seqs  []sequence
	// Where a sequence can begin: the sequences whose first token must have a
	// certain lower-case form, or text, or tag, and all others.
	byLower, byOrth, byTag map[string][]int32
	rest                   []int32
	regex                  []*regex.Regexp
}

// rules is what one rule sets.
type rules struct {
	index int
	set   [targets]*string
}

// sequence is one pattern of a rule.
type sequence struct {
	rule  int32
	steps []step
}

// New compiles an attribute ruler's patterns.
func New(patterns []load.Pattern) (*Ruler, error) {
	r := &Ruler{byLower: map[string][]int32{}, byOrth: map[string][]int32{}, byTag: map[string][]int32{}}
	for i, p := range patterns {
		out := rules{index: p.Index}
		for _, a := range p.Attrs {
			t := target(0)
			for t < targets && targetNames[t] != strings.ToUpper(a.Name) {
				t++
			}
			if t == targets {
				return nil, fmt.Errorf("attribute ruler: rule %d sets %q: %w", i, a.Name, ErrUnknown)
			}
			v := a.Value
			if t == setMorph {
				v = Features(v)
			}
			out.set[t] = &v
		}
		r.rules = append(r.rules, out)
		for _, s := range p.Sequences {
			steps, err := r.compile(s)
			if err != nil {
				return nil, fmt.Errorf("attribute ruler: rule %d: %w", i, err)
			}
			r.add(sequence{int32(i), steps})
		}
	}
	return r, nil
}

// add files a sequence under what its first token must be.
func (r *Ruler) add(s sequence) {
	n := int32(len(r.seqs))
	r.seqs = append(r.seqs, s)
	if s.steps[0].times == once {
		for _, where := range []struct {
			attr  string
			table map[string][]int32
		}{{"LOWER", r.byLower}, {"ORTH", r.byOrth}, {"TAG", r.byTag}} {
			for i := range s.steps[0].conds {
				c := &s.steps[0].conds[i]
				if c.attr.name != where.attr || c.not {
					continue
				}
				switch c.test {
				case equal:
					where.table[c.text] = append(where.table[c.text], n)
					return
				case in:
					for v := range c.set { // each goes to its own place
						where.table[v] = append(where.table[v], n)
					}
					return
				}
			}
		}
	}
	r.rest = append(r.rest, n)
}

// Worker applies a ruler; it holds scratch memory and belongs to one goroutine.
type Worker struct {
	r     *Ruler
	regex []*regex.Matcher
	won   [][targets]int32 // for each token and attribute the last rule that sets it, plus 1
	touch []int32          // tokens that have one
	state []state
	next  []state
}

// state is a match under way: the step that comes next and the tokens taken.
type state struct{ step, length int32 }

// NewWorker makes a worker.
func (r *Ruler) NewWorker() *Worker {
	w := &Worker{r: r}
	for _, re := range r.regex {
		w.regex = append(w.regex, re.NewMatcher())
	}
	return w
}

// Apply changes the tokens as the rules say. words are the same tokens as the
// tokenizer gave them.
func (w *Worker) Apply(words []token.Token, tokens []hearsay.Token) {
	if cap(w.won) < len(tokens) {
		w.won = make([][targets]int32, len(tokens)+len(tokens)/2)
	}
	w.won = w.won[:len(tokens)]
	w.touch = w.touch[:0]
	for i := range tokens {
		lex := words[i].Lex
		w.try(w.r.rest, i, words, tokens)
		if list := w.r.byLower[lex.Lower.Text]; list != nil {
			w.try(list, i, words, tokens)
		}
		if list := w.r.byOrth[lex.Orth.Text]; list != nil {
			w.try(list, i, words, tokens)
		}
		if list := w.r.byTag[tokens[i].Tag]; list != nil {
			w.try(list, i, words, tokens)
		}
	}
	for _, i := range w.touch {
		for t, rule := range w.won[i] {
			if rule > 0 {
				target(t).set(&tokens[i], *w.r.rules[rule-1].set[t])
			}
		}
		w.won[i] = [targets]int32{}
	}
}

// try matches sequences from token i on.
func (w *Worker) try(list []int32, i int, words []token.Token, tokens []hearsay.Token) {
	for _, n := range list {
		s := &w.r.seqs[n]
		if !w.step(&s.steps[0], i, words, tokens) {
			continue
		}
		if len(s.steps) == 1 && s.steps[0].times <= never {
			w.found(s.rule, i, i+1)
			continue
		}
		w.match(s, i, words, tokens)
	}
}

// step tells whether a token can be taken by a step, or the step be left out.
func (w *Worker) step(s *step, i int, words []token.Token, tokens []hearsay.Token) bool {
	if s.times >= optional {
		return true
	}
	return w.meets(s, i, words, tokens) != (s.times == never)
}

func (w *Worker) meets(s *step, i int, words []token.Token, tokens []hearsay.Token) bool {
	for c := range s.conds {
		if !s.conds[c].holds(w, words[i].Lex, &tokens[i]) {
			return false
		}
	}
	return true
}

// maxMatch bounds how many tokens one match can take, so that a pattern of * over
// a hostile text costs no more than a constant for each token.
const maxMatch = 1000

// match finds all lengths at which a sequence matches from token i on.
func (w *Worker) match(s *sequence, i int, words []token.Token, tokens []hearsay.Token) {
	w.state = append(w.state[:0], state{0, 0})
	for at := i; len(w.state) > 0 && at-i <= maxMatch; at++ {
		w.next = w.next[:0]
		// The list grows while it is read: steps that may be left out add the
		// next step at the same token.
		for k := 0; k < len(w.state); k++ {
			st := w.state[k]
			if int(st.step) == len(s.steps) {
				if st.length > 0 {
					w.found(s.rule, i, i+int(st.length))
				}
				continue
			}
			p := &s.steps[st.step]
			if p.times >= optional {
				w.state = addState(w.state, state{st.step + 1, st.length})
			}
			if at >= len(tokens) || w.meets(p, at, words, tokens) == (p.times == never) {
				continue
			}
			to := state{st.step + 1, st.length + 1}
			if p.times == any0 {
				to.step = st.step
			}
			w.next = addState(w.next, to)
		}
		w.state, w.next = w.next, w.state
	}
}

func addState(list []state, s state) []state {
	for _, o := range list {
		if o == s {
			return list
		}
	}
	return append(list, s)
}

// found notes what a match of [start, end) sets.
func (w *Worker) found(rule int32, start, end int) {
	r := &w.r.rules[rule]
	at := start + r.index
	if r.index < 0 {
		at = end + r.index
	}
	if at < start || at >= end {
		return // the reference refuses the text here; the rule has nothing to set
	}
	for t := range r.set {
		if r.set[t] != nil && w.won[at][t] < rule+1 {
			if w.won[at] == ([targets]int32{}) {
				w.touch = append(w.touch, int32(at))
			}
			w.won[at][t] = rule + 1
		}
	}
}
