package when

import (
	"fmt"
	"strings"
)

// node is a parsed pattern. Kinds: word, class, seq, alt, opt, from and upto
// (the borders of the span, where context stands outside it).
type node struct {
	kind  byte // 'w' 'c' 's' 'a' '?' '^' '$'
	text  string
	as    string // name of a class's capture
	parts []*node
}

type patternParser struct {
	toks []string
	at   int
	lets map[string]string
	deep int
}

// parsePattern reads the pattern language of rules.tsv.
func parsePattern(s string, lets map[string]string) (*node, error) { return parseDeep(s, lets, 0) }

func parseDeep(s string, lets map[string]string, deep int) (*node, error) {
	if deep > 8 {
		return nil, fmt.Errorf("shared parts nest too deep in %q", s)
	}
	for _, c := range []string{"(", ")", "|", "?", "^", "$"} {
		s = strings.ReplaceAll(s, c, " "+c+" ")
	}
	p := &patternParser{toks: strings.Fields(s), lets: lets, deep: deep}
	n, err := p.alt()
	if err == nil && p.at < len(p.toks) {
		err = fmt.Errorf("%q is left over in a pattern", p.toks[p.at])
	}
	return n, err
}

func (p *patternParser) peek() string {
	if p.at < len(p.toks) {
		return p.toks[p.at]
	}
	return ""
}

func (p *patternParser) alt() (*node, error) {
	first, err := p.seq()
	if err != nil || p.peek() != "|" {
		return first, err
	}
	n := &node{kind: 'a', parts: []*node{first}}
	for p.peek() == "|" {
		p.at++
		next, err := p.seq()
		if err != nil {
			return nil, err
		}
		n.parts = append(n.parts, next)
	}
	return n, nil
}

func (p *patternParser) seq() (*node, error) {
	n := &node{kind: 's'}
	for {
		t := p.peek()
		var item *node
		switch {
		case t == "" || t == "|" || t == ")":
			if len(n.parts) == 0 {
				return nil, fmt.Errorf("an empty part in a pattern")
			}
			return n, nil
		case t == "(":
			p.at++
			inner, err := p.alt()
			if err != nil {
				return nil, err
			}
			if p.peek() != ")" {
				return nil, fmt.Errorf("a bracket is not closed in a pattern")
			}
			item = inner
		case t == "?":
			return nil, fmt.Errorf("? stands after nothing in a pattern")
		case t == "^" || t == "$":
			item = &node{kind: t[0]}
		case t[0] == '@':
			body, ok := p.lets[t[1:]]
			if !ok {
				return nil, fmt.Errorf("%s is not defined above by a let line", t)
			}
			inner, err := parseDeep(body, p.lets, p.deep+1)
			if err != nil {
				return nil, err
			}
			item = inner
		case t[0] == '<':
			name, as, named := strings.Cut(strings.Trim(t, "<>"), ":")
			if !named {
				as = name
			}
			if !knownClass[name] {
				return nil, fmt.Errorf("%s is no class of words", t)
			}
			item = &node{kind: 'c', text: name, as: as}
		default:
			item = &node{kind: 'w', text: t}
		}
		p.at++
		if p.peek() == "?" {
			p.at++
			item = &node{kind: '?', parts: []*node{item}}
		}
		n.parts = append(n.parts, item)
	}
}

// firsts adds the words and classes that a match can begin with, and reports
// whether the node can match nothing.
func (n *node) firsts(words, classes map[string]bool) (empty bool) {
	switch n.kind {
	case 'w':
		words[n.text] = true
		return false
	case 'c':
		classes[n.text] = true
		return false
	case '^', '$':
		return true
	case '?':
		n.parts[0].firsts(words, classes)
		return true
	case 'a':
		for _, p := range n.parts {
			if p.firsts(words, classes) {
				empty = true
			}
		}
		return empty
	}
	for _, p := range n.parts {
		if !p.firsts(words, classes) {
			return false
		}
	}
	return true
}

// capture is a class that matched: its value and the lexemes it took.
type capture struct {
	as    string
	text  string
	value float64
	i, n  int
}

// match is one way a rule fits the lexemes.
type match struct {
	from, upto int // lexemes of the span
	end        int // lexemes used, context included
	caps       []capture
}

func (m *match) cap(as string) (capture, bool) {
	for _, c := range m.caps {
		if c.as == as {
			return c, true
		}
	}
	return capture{}, false
}

// inst is one step of a compiled pattern: match a word or a class, or go on in
// several ways.
type inst struct {
	kind byte   // 'w' 'c' 'a' '^' '$', 'm' for a whole match
	text string // word or class
	as   string
	next int
	outs []int            // of 'a': ways that do not begin with a word
	word map[string][]int // of 'a': ways that begin with this word
}

// program is a compiled pattern; it begins at start.
type program struct {
	steps []inst
	start int
}

func compile(n *node) *program {
	p := &program{steps: []inst{{kind: 'm'}}}
	p.start = p.add(n, 0)
	return p
}

// add compiles n so that next follows it, and returns where n begins.
func (p *program) add(n *node, next int) int {
	put := func(i inst) int {
		p.steps = append(p.steps, i)
		return len(p.steps) - 1
	}
	switch n.kind {
	case 's':
		for i := len(n.parts) - 1; i >= 0; i-- {
			next = p.add(n.parts[i], next)
		}
		return next
	case 'a', '?':
		in := inst{kind: 'a', word: map[string][]int{}}
		for _, part := range n.parts {
			at := p.add(part, next)
			words, classes := map[string]bool{}, map[string]bool{}
			if part.firsts(words, classes) || len(classes) > 0 {
				in.outs = append(in.outs, at)
				continue
			}
			for _, w := range sortedKeys(words) {
				in.word[w] = append(in.word[w], at)
			}
		}
		if n.kind == '?' {
			in.outs = append(in.outs, next)
		}
		return put(in)
	}
	return put(inst{kind: n.kind, text: n.text, as: n.as, next: next})
}

// matcher finds the longest match of a pattern. Patterns have no repetition,
// so a match looks at a bounded number of lexemes.
type matcher struct {
	w     *walk
	p     *program
	caps  []capture
	from  int
	upto  int
	best  match
	found bool
	steps int
}

func (m *matcher) longest(p *program, i int) (match, bool) {
	m.p, m.caps, m.from, m.upto, m.found, m.steps = p, m.caps[:0], i, -1, false, 0
	m.run(p.start, i)
	return m.best, m.found
}

// run matches from step pc at lexeme i.
func (m *matcher) run(pc, i int) {
	if m.steps++; m.steps > 4000 {
		return
	}
	in := &m.p.steps[pc]
	switch in.kind {
	case 'm':
		upto := i
		if m.upto >= 0 {
			upto = m.upto
		}
		if !m.found || i > m.best.end || i == m.best.end && upto-m.from > m.best.upto-m.best.from {
			m.found = true
			m.best = match{m.from, upto, i, append([]capture(nil), m.caps...)}
		}
	case 'w':
		if i < len(m.w.lex) && m.w.lex[i].text == in.text {
			m.run(in.next, i+1)
		}
	case 'c':
		if i >= len(m.w.lex) || m.w.lex[i].text == "\n" {
			return
		}
		if c, ok := m.w.class(in.text, i); ok {
			c.as = in.as
			m.caps = append(m.caps, c)
			m.run(in.next, i+c.n)
			m.caps = m.caps[:len(m.caps)-1]
		}
	case 'a':
		if i < len(m.w.lex) && len(in.word) > 0 {
			for _, out := range in.word[m.w.lex[i].text] {
				m.run(out, i)
			}
		}
		for _, out := range in.outs {
			m.run(out, i)
		}
	case '^':
		was := m.from
		m.from = i
		m.run(in.next, i)
		m.from = was
	case '$':
		was := m.upto
		m.upto = i
		m.run(in.next, i)
		m.upto = was
	}
}
