package dup

import "math"

// run is a row of words that both reports have.
type run struct{ a, b, n int32 }

// pair is what two reports have in common.
type pair struct {
	a, b         *sheet
	runs         []run
	inA, inB     []bool // words that stand in a run
	passA, passB []bool // words of running text that stand in a passage
	longA, longB part   // own words outside quotations in passages
	longest      int32  // words of the longest passage
	otherStart   bool   // each begins with another name: see otherStart
	sharedA      int    // own words of a in runs
	sharedB      int
	plainA       part // own words outside quotations, in runs
	plainB       part
	quotes       int // own words of a in runs within quotations
	sentsA       int // sentences of running text of a that stand in b
	sentsB       int
	substituted  int // gaps between neighbouring runs that are short on both sides
	renumbered   int // of these, gaps that hold other numbers on both sides
	renamed      int // and other names
	specific     int // different names and numbers in passages, of the one that has fewer
	gaps         int
	numbers      agreement
	names        agreement
	titles       float64 // share of the titles' words that the other report has
	titleBest    float64 // of the title of which more is there
	subjects     float64 // of the first words of the titles, those that the other has: whom it is about
	leads        float64 // share of the names of the beginning that the other has, of the report that has less
	ownTitles    float64 // share of a title's words that its own text has, of the report that has less
	titleAlike   float64 // share of the words of the shorter title that stand in the other
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
	p := &pair{a: a, b: b, inA: make([]bool, len(a.words)), inB: make([]bool, len(b.words)),
		passA: make([]bool, len(a.words)), passB: make([]bool, len(b.words))}
	p.match()
	p.passages()
	p.count()
	p.gap()
	p.numbers = agree(a.words, b.words, number)
	p.names = agree(a.words, b.words, name)
	ofA, ofB := inReport(a.title, b), inReport(b.title, a)
	p.titles, p.titleBest = (ofA+ofB)/2, max(ofA, ofB)
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

// passage is how many words in a row are too many to be alike by chance, names
// and set phrases: what is copied is counted in passages.
const passage = 8

// passages marks the passages: runs with what they go on with after a single word
// that one of the two changed, left out or put in.
func (p *pair) passages() {
	a, b := p.a.words, p.b.words
	for _, r := range p.runs {
		n := r.n + extend(a, b, r.a+r.n, r.b+r.n, 1, nil) + extend(a, b, r.a-1, r.b-1, -1, nil)
		p.longest = max(p.longest, n)
		if n < passage {
			continue
		}
		for k := range r.n {
			p.both(r.a+k, r.b+k)
		}
		extend(a, b, r.a+r.n, r.b+r.n, 1, p.both)
		extend(a, b, r.a-1, r.b-1, -1, p.both)
	}
}

// both marks a word that stands in a passage in both. What is a quotation or
// furniture in the one is not running text taken from the other.
func (p *pair) both(i, j int32) {
	if (p.a.words[i].flag|p.b.words[j].flag)&(furniture|quoted) == 0 {
		p.passA[i], p.passB[j] = true, true
	}
}

// steps are the ways over a single word: changed, left out, put in.
var steps = [...][2]int32{{1, 1}, {1, 0}, {0, 1}}

// extend goes on from the words i and j, step 1 forwards or -1 backwards, as long as
// two words or more are alike after each single one that is not, and returns how
// many are alike. It marks them where it is told how.
func extend(a, b []word, i, j, step int32, mark func(i, j int32)) (n int32) {
	same := func(i, j int32) bool {
		return i >= 0 && j >= 0 && int(i) < len(a) && int(j) < len(b) && a[i].hash == b[j].hash
	}
	for {
		on := false
		for _, s := range steps {
			x, y := i+s[0]*step, j+s[1]*step
			if same(x, y) && same(x+step, y+step) {
				i, j, on = x, y, true
				break
			}
		}
		if !on {
			return n
		}
		for ; same(i, j); i, j = i+step, j+step {
			n++
			if mark != nil {
				mark(i, j)
			}
		}
	}
}

func (p *pair) count() {
	_, p.longA, _ = tally(p.a, p.passA)
	_, p.longB, _ = tally(p.b, p.passB)
	p.specific = min(specifics(p.a, p.passA), specifics(p.b, p.passB))
	p.sharedA, p.plainA, p.sentsA = tally(p.a, p.inA)
	p.sharedB, p.plainB, p.sentsB = tally(p.b, p.inB)
	p.quotes = p.sharedA - p.plainA.shared
}

// specifics counts the different names and numbers that are marked.
func specifics(s *sheet, in []bool) int {
	seen, n := newTable(len(s.words)/4), 0
	for i, w := range s.words {
		if !in[i] || w.flag&(name|number) == 0 {
			continue
		}
		if n*2 > len(seen.key) {
			break // as many as can matter
		}
		if _, there := seen.put(w.hash, 0); !there {
			n++
		}
	}
	return n
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

// beginning is how many words the beginning of a text has: what a reader who goes
// no further reads.
const beginning = 40

// begun is the share of the beginning that is marked.
func begun(s *sheet, in []bool) float64 {
	n, hit := 0, 0
	for i := range s.words {
		if s.words[i].flag&furniture != 0 {
			continue
		}
		if n == beginning {
			break
		}
		n++
		if in[i] {
			hit++
		}
	}
	return share(hit, n)
}

// gap looks at what stands between neighbouring runs, before the first and after
// the last. A form that is filled anew has a few words there on both sides, again
// and again.
func (p *pair) gap() {
	if len(p.runs) == 0 {
		return
	}
	first, last := p.runs[0], p.runs[len(p.runs)-1]
	p.otherStart = otherStart(p.a.words[:first.a], p.b.words[:first.b])
	p.between(0, first.a, 0, first.b)
	for i := 1; i < len(p.runs); i++ {
		x, y := p.runs[i-1], p.runs[i]
		if y.b >= x.b+x.n && y.a >= x.a+x.n {
			p.between(x.a+x.n, y.a, x.b+x.n, y.b)
		}
	}
	p.between(last.a+last.n, int32(len(p.a.words)), last.b+last.n, int32(len(p.b.words)))
}

// otherStart reports whether two beginnings, up to what both have, are short and
// name no one in common: a form begins with whom it is about.
func otherStart(x, y []word) bool {
	if len(x) == 0 || len(y) == 0 || len(x) > maxStart || len(y) > maxStart {
		return false
	}
	for i, v := range x {
		if i > 0 && v.flag&name == 0 {
			continue
		}
		for _, w := range y {
			if w.stem == v.stem {
				return false
			}
		}
	}
	return true
}

// maxStart is how many words the name at the beginning of a form has at most.
const maxStart = 10

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
