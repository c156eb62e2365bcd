package regex

import (
	"math/bits"
)

// A Regexp is a compiled pattern. It is read only and may be shared.
type Regexp struct {
	pattern string
	p       *prog
}

// Compile reads a pattern in Python's syntax. An error is a [*SyntaxError],
// which names what is wrong with the pattern or not supported.
func Compile(pattern string) (*Regexp, error) {
	ps, root, err := parse(pattern)
	if err != nil {
		return nil, err
	}
	p, err := compile(ps, root)
	if err != nil {
		return nil, err
	}
	return &Regexp{pattern, p}, nil
}

// String returns the pattern.
func (re *Regexp) String() string { return re.pattern }

// A Matcher runs a pattern over texts. It holds the automata built so far, at
// most some MiB, and is for one goroutine at a time.
type Matcher struct {
	p    *prog
	text string
	// levels are the automata by nesting: those of the pattern, of a lookaround
	// in it, of a lookaround in that. Each has its own, since an automaton may
	// drop its states when it grows too large, and its caller's must stay.
	levels []level
	depth  int
	// tables hold, for lookaheads without bound, whether they match at each
	// place of the text; made only when asking place by place gets too dear.
	tables []table
	work   int
}

type level struct{ fwd, bwd *dfa }

type table struct {
	ready bool
	bits  []uint64
}

// NewMatcher returns a Matcher with nothing built yet.
func (re *Regexp) NewMatcher() *Matcher {
	return &Matcher{p: re.p, tables: make([]table, len(re.p.looks))}
}

func (m *Matcher) dfa(backward bool) *dfa {
	for len(m.levels) <= m.depth {
		m.levels = append(m.levels, level{})
	}
	l := &m.levels[m.depth]
	if backward {
		if l.bwd == nil {
			l.bwd = newDFA(m.p, true)
		}
		return l.bwd
	}
	if l.fwd == nil {
		l.fwd = newDFA(m.p, false)
	}
	return l.fwd
}

func (m *Matcher) begin(text string) {
	m.text = text
	m.work = 0
	for i := range m.tables {
		m.tables[i].ready = false
	}
}

// Match reports whether the pattern matches at the text's beginning, and where
// that match ends: re.match.
func (m *Matcher) Match(text string) (end int, ok bool) {
	m.begin(text)
	end = m.forward(0, m.p.forward, false)
	return end, end >= 0
}

// Search finds the leftmost match: re.search.
func (m *Matcher) Search(text string) (start, end int, ok bool) {
	m.begin(text)
	return m.searchFrom(0, false)
}

// FindAll appends the start and end of each match to dst: re.finditer. An empty
// match may follow right after another match, and a match may follow where an
// empty one was, as in Python since 3.7.
func (m *Matcher) FindAll(text string, dst [][2]int) [][2]int {
	m.begin(text)
	from, fresh := 0, false
	for from <= len(text) {
		s, e, ok := m.searchFrom(from, fresh)
		if !ok {
			break
		}
		dst = append(dst, [2]int{s, e})
		from, fresh = e, s == e
	}
	return dst
}

func (m *Matcher) searchFrom(from int, fresh bool) (start, end int, ok bool) {
	p := m.p
	switch {
	case p.startAnchored:
		if from > 0 {
			return 0, 0, false
		}
		end = m.forward(0, p.forward, fresh)
		return 0, end, end >= 0
	case p.endAnchored && !fresh:
		// Read from the end as far as some match may still begin: a suffix is
		// found in the time of its own length, however long the text is.
		start = m.backward(len(m.text), from, p.reverse)
		newline := len(m.text) > from && m.text[len(m.text)-1] == '\n'
		if !newline {
			return start, len(m.text), start >= 0
		}
		if s := m.backward(len(m.text)-1, from, p.reverse); s >= 0 && (s < start || start < 0) {
			start = s
		}
		if start < 0 {
			return 0, 0, false
		}
		return start, m.forward(start, p.forward, false), true
	}
	end = m.forward(from, p.search, fresh)
	if end < 0 {
		return 0, 0, false
	}
	start = m.backward(end, from, p.reverse)
	return start, end, start >= 0
}

// forward walks from a place and returns the end of the match liked best, -1
// where there is none.
func (m *Matcher) forward(at int, entry int32, fresh bool) int {
	d, p, text := m.dfa(false), m.p, m.text
	ctx, _ := p.symBefore(text, at)
	id := d.start(entry, ctx, fresh)
	last := -1
	for {
		sym, w := p.symAt(text, at)
		t := d.trans[int(id)*p.nsym+int(sym)]
		if t <= slow {
			var bits uint64
			if t == slow {
				bits = m.looks(d.states[id].looks, at)
			}
			t = d.step(id, sym, bits)
		}
		if t&1 != 0 {
			last = at
		}
		id = t>>1 - 1
		if id == dead || w == 0 {
			return last
		}
		at += w
	}
}

// backward walks from an end to the left, not past floor, and returns the
// leftmost place where a match begins that ends there; -1 for none.
func (m *Matcher) backward(at, floor int, entry int32) int {
	d, p, text := m.dfa(true), m.p, m.text
	ctx, _ := p.symAt(text, at)
	id := d.start(entry, ctx, false)
	first := -1
	for {
		sym, w := p.symBefore(text, at)
		t := d.trans[int(id)*p.nsym+int(sym)]
		if t <= slow {
			var bits uint64
			if t == slow {
				bits = m.looks(d.states[id].looks, at)
			}
			t = d.step(id, sym, bits)
		}
		if t&1 != 0 {
			first = at
		}
		id = t>>1 - 1
		if id == dead || w == 0 || at <= floor {
			return first
		}
		at -= w
	}
}

// looks answers the lookarounds of a mask at a place.
func (m *Matcher) looks(mask uint64, at int) (answers uint64) {
	for ; mask != 0; mask &= mask - 1 {
		i := bits.TrailingZeros64(mask)
		if m.lookAt(i, at) {
			answers |= 1 << i
		}
	}
	return answers
}

func (m *Matcher) lookAt(i, at int) bool {
	l := &m.p.looks[i]
	if l.behind >= 0 {
		for n := 0; n < l.behind; n++ {
			_, w := m.p.symBefore(m.text, at)
			if w == 0 {
				return false
			}
			at -= w
		}
		return m.exists(at, l.entry)
	}
	if l.reverse >= 0 && !m.tables[i].ready && m.work > 8*len(m.text)+256 {
		m.fill(i)
	}
	if m.tables[i].ready {
		return m.tables[i].bits[at>>6]>>(at&63)&1 == 1
	}
	return m.exists(at, l.entry)
}

// exists tells whether some match begins at a place.
func (m *Matcher) exists(at int, entry int32) bool {
	m.depth++
	defer func() { m.depth-- }()
	d, p, text := m.dfa(false), m.p, m.text
	ctx, _ := p.symBefore(text, at)
	id := d.start(entry, ctx, false)
	for {
		m.work++
		sym, w := p.symAt(text, at)
		t := d.trans[int(id)*p.nsym+int(sym)]
		if t <= slow {
			var bits uint64
			if t == slow {
				bits = m.looks(d.states[id].looks, at)
			}
			t = d.step(id, sym, bits)
		}
		if t&1 != 0 {
			return true
		}
		id = t>>1 - 1
		if id == dead || w == 0 {
			return false
		}
		at += w
	}
}

// fill answers a lookahead for every place of the text in one walk from its end.
func (m *Matcher) fill(i int) {
	tb := &m.tables[i]
	n := len(m.text)>>6 + 1
	if cap(tb.bits) < n {
		tb.bits = make([]uint64, n)
	}
	tb.bits = tb.bits[:n]
	clear(tb.bits)
	tb.ready = true
	m.depth++
	defer func() { m.depth-- }()
	d, p, text := m.dfa(true), m.p, m.text
	at := len(text)
	id := d.start(p.looks[i].reverse, p.edge, false)
	for {
		sym, w := p.symBefore(text, at)
		t := d.trans[int(id)*p.nsym+int(sym)]
		if t <= slow {
			var bits uint64
			if t == slow {
				bits = m.looks(d.states[id].looks, at)
			}
			t = d.step(id, sym, bits)
		}
		if t&1 != 0 {
			tb.bits[at>>6] |= 1 << (at & 63)
		}
		id = t>>1 - 1
		if id == dead || w == 0 {
			return
		}
		at -= w
	}
}
