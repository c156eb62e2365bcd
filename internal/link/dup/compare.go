package dup

import "math"

// run is a row of words that both reports have.
type run struct{ a, b, n int32 }

// pair is what two reports have in common.
type pair struct {
	a, b         *sheet
	runs         []run
	inA, inB     []bool // words that stand in a run
	sharedA      int    // own words of a in runs
	sharedB      int
	plainA       part // own words outside quotations
	plainB       part
	quotes       int // own words of a in runs within quotations
	sentsA       int // sentences of running text of a that stand in b
	sentsB       int
	substituted  int // gaps between neighbouring runs that are short on both sides
	renumbered   int // of these, gaps that hold other numbers on both sides
	renamed      int // and other names
	gaps         int
	numbers      agreement
	names        agreement
	titles       float64 // share of the titles' words that the other report has
	subjects     float64 // of the first words of the titles, those that the other has: whom it is about
	leads        float64 // share of the names of the beginning that the other has, of the report that has less
	ownTitles    float64 // share of a title's words that its own text has, of the report that has less
	titleAlike   float64 // share of the words of the shorter title that stand in the other
	furnitureRun int     // words of furniture in runs
}

// part counts words.
type part struct{ shared, all int }

func (p part) share() float64 {
	if p.all == 0 {
		return 0
	}
	return float64(p.shared) / float64(p.all)
}

// agreement is how far two sets agree.
type agreement struct{ both, a, b int }

// share is the share of the smaller set that is in both, drawn to one half where
// there is little to go by.
func (g agreement) share() float64 {
	return (float64(g.both) + 1) / (float64(min(g.a, g.b)) + 2)
}

// compare lays two reports side by side.
func compare(a, b *sheet) *pair {
	p := &pair{a: a, b: b, inA: make([]bool, len(a.words)), inB: make([]bool, len(b.words))}
	p.match()
	p.count()
	p.gap()
	p.numbers = agree(a.words, b.words, number)
	p.names = agree(a.words, b.words, name)
	p.titles = (inReport(a.title, b) + inReport(b.title, a)) / 2
	p.subjects = (subject(a.title, b) + subject(b.title, a)) / 2
	p.leads = min(lead(a, b), lead(b, a))
	p.ownTitles = min(inText(a), inText(b))
	p.titleAlike = alike(a.title, b.title)
	return p
}

// match finds the runs, from the beginning of a on. Where b has the words more
// than once, the first place after the run before is taken, if it is the first
// place of all; else that.
func (p *pair) match() {
	a, b := p.a, p.b
	for i := 0; i < len(a.grams); {
		at, ok := b.index.get(a.grams[i])
		if !ok {
			i++
			continue
		}
		j := int(at)
		n := 0
		for i+n < len(a.words) && j+n < len(b.words) && a.words[i+n].hash == b.words[j+n].hash {
			n++
		}
		if n < shingle { // a chance of one in 2^64
			i++
			continue
		}
		// The run may begin before, where its first words are also another run's.
		p.runs = append(p.runs, run{int32(i), int32(j), int32(n)})
		for k := 0; k < n; k++ {
			p.inA[i+k], p.inB[j+k] = true, true
		}
		i += max(1, n-shingle+1)
	}
	// Words that b has again are in a too, though the index knows their first place.
	for j := range b.grams {
		if p.inB[j] && p.inB[j+shingle-1] {
			continue
		}
		if _, ok := a.index.get(b.grams[j]); ok {
			for k := j; k < j+shingle; k++ {
				p.inB[k] = true
			}
		}
	}
}

func (p *pair) count() {
	p.sharedA, p.plainA, p.sentsA = tally(p.a, p.inA)
	p.sharedB, p.plainB, p.sentsB = tally(p.b, p.inB)
	p.quotes = p.sharedA - p.plainA.shared
	for _, r := range p.runs {
		for _, w := range p.a.words[r.a : r.a+r.n] {
			if w.flag&furniture != 0 {
				p.furnitureRun++
			}
		}
	}
}

// tally counts the words of one report that stand in runs, and its sentences of
// six words or more of running text of which four fifths do.
func tally(s *sheet, in []bool) (shared int, plain part, covered int) {
	for _, st := range s.sents {
		n, hit := 0, 0
		for i := st.first; i < st.last; i++ {
			f := s.words[i].flag
			if f&(furniture|repeated) != 0 {
				continue
			}
			if in[i] {
				shared++
			}
			if f&quoted != 0 {
				continue
			}
			n++
			if in[i] {
				hit++
			}
		}
		plain.all += n
		plain.shared += hit
		if n >= 6 && hit*5 >= n*4 {
			covered++
		}
	}
	return shared, plain, covered
}

// gap looks at what stands between neighbouring runs, before the first and after
// the last. A form that is filled anew has a few words there on both sides, again
// and again.
func (p *pair) gap() {
	if len(p.runs) == 0 {
		return
	}
	first, last := p.runs[0], p.runs[len(p.runs)-1]
	p.between(0, first.a, 0, first.b)
	for i := 1; i < len(p.runs); i++ {
		x, y := p.runs[i-1], p.runs[i]
		if y.b >= x.b+x.n && y.a >= x.a+x.n {
			p.between(x.a+x.n, y.a, x.b+x.n, y.b)
		}
	}
	p.between(last.a+last.n, int32(len(p.a.words)), last.b+last.n, int32(len(p.b.words)))
}

// maxGap is how many words a blank of a form holds at most.
const maxGap = 6

func (p *pair) between(fromA, toA, fromB, toB int32) {
	p.gaps++
	if n := toA - fromA; n < 1 || n > maxGap {
		return
	}
	if n := toB - fromB; n < 1 || n > maxGap {
		return
	}
	p.substituted++
	x, y := p.a.words[fromA:toA], p.b.words[fromB:toB]
	if replaced(x, y, number) {
		p.renumbered++
	}
	if replaced(x, y, name) {
		p.renamed++
	}
}

// replaced reports whether both stretches hold words of a kind, and none of them
// in common.
func replaced(x, y []word, kind mark) bool {
	inX, inY := false, false
	for _, v := range x {
		if v.flag&kind == 0 {
			continue
		}
		inX = true
		for _, w := range y {
			if w.hash == v.hash {
				return false
			}
		}
	}
	for _, w := range y {
		inY = inY || w.flag&kind != 0
	}
	return inX && inY
}

// agree counts the different words of a kind in each report, and those that both
// have.
func agree(a, b []word, kind mark) agreement {
	x, y := kinds(a, kind), kinds(b, kind)
	g := agreement{a: x.n, b: y.n}
	for _, h := range x.key {
		if h == 0 {
			continue
		}
		if _, ok := y.get(h); ok {
			g.both++
		}
	}
	return g
}

// set is a table that knows its size.
type set struct {
	table
	n int
}

func kinds(ws []word, kind mark) set {
	n := 0
	for i := range ws {
		if ws[i].flag&kind != 0 && ws[i].flag&furniture == 0 {
			n++
		}
	}
	s := set{table: newTable(n)}
	for i := range ws {
		if ws[i].flag&kind != 0 && ws[i].flag&furniture == 0 {
			if _, there := s.put(ws[i].hash, int32(i)); !there {
				s.n++
			}
		}
	}
	return s
}

// inReport is the share of a title's words of content that a report has in its
// title or text.
func inReport(title []word, s *sheet) float64 {
	n, hit := 0, 0
	for _, w := range title {
		if !content(w) {
			continue
		}
		n++
		if s.has(w.stem) {
			hit++
		}
	}
	if n == 0 {
		return 0.5
	}
	return float64(hit) / float64(n)
}

// subject tells whether the other report has the first word of content of a
// title. Two of a form are mostly of two subjects.
func subject(title []word, s *sheet) float64 {
	for _, w := range title {
		if content(w) {
			if s.has(w.stem) {
				return 1
			}
			return 0
		}
	}
	return 0.5
}

// leadNames is how far into a text the names are that tell whom it is about, in
// words.
const leadNames = 25

// lead is the share of the names at the beginning of x that y has, the first
// word of the text among them, drawn to one half where there are few.
func lead(x, y *sheet) float64 {
	n, hit := 0, 0
	for i, w := range x.words[:min(leadNames, len(x.words))] {
		if w.flag&furniture != 0 || w.flag&name == 0 && i > 0 {
			continue
		}
		n++
		if y.has(w.stem) {
			hit++
		}
	}
	return (float64(hit) + 0.5) / (float64(n) + 1)
}

// inText is the share of a report's title's words of content that its own text
// has. A page that shows its furniture in place of the report has none of them.
func inText(s *sheet) float64 {
	n, hit := 0, 0
	for _, w := range s.title {
		if !content(w) {
			continue
		}
		n++
		if holds(s.words, w.stem) {
			hit++
		}
	}
	if n == 0 {
		return 0.5
	}
	return float64(hit) / float64(n)
}

// has reports whether the report's title or text has a word of a stem. Titles
// have some ten words: a plain search is quick enough.
func (s *sheet) has(stem uint64) bool { return holds(s.title, stem) || holds(s.words, stem) }

func holds(ws []word, stem uint64) bool {
	for i := range ws {
		if ws[i].stem == stem {
			return true
		}
	}
	return false
}

// content reports whether a word of a title says what it is about: not one of
// three letters or less, unless it is a number.
func content(w word) bool { return w.end-w.start > 3 || w.flag&number != 0 }

// alike is the share of the words of content of the shorter title that the
// other has.
func alike(x, y []word) float64 {
	nx, ny, both := 0, 0, 0
	for _, w := range y {
		if content(w) {
			ny++
		}
	}
	for _, w := range x {
		if !content(w) {
			continue
		}
		nx++
		for _, v := range y {
			if v.stem == w.stem {
				both++
				break
			}
		}
	}
	if nx == 0 || ny == 0 {
		return 0
	}
	return min(1, float64(both)/float64(min(nx, ny)))
}

// exact reports whether both have the same words in the same order.
func (p *pair) exact() bool {
	if len(p.a.words) != len(p.b.words) {
		return false
	}
	for i := range p.a.words {
		if p.a.words[i].hash != p.b.words[i].hash {
			return false
		}
	}
	return true
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func log2(n float64) float64 { return math.Log2(1 + max(0, n)) }
