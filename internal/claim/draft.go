package claim

import (
	"github.com/hearsay/hearsay"
)

// draft is a claim in the making, in tokens.
type draft struct {
	pieces    [][2]int // content: half-open token ranges in order
	sources   []hearsay.Source
	cue       []int // tokens of the cue
	head      int   // the cue's head token, -1 where there is none
	lemma     string
	manner    hearsay.Manner
	act       hearsay.Act
	certainty hearsay.Certainty
	polarity  hearsay.Polarity
	by        string
	under     int   // head of a cue that reports this draft too; 0 for none
	within    int   // the draft that this one is told in where the tokens do not show it; -1
	events    []int // positions in Reading.Events, set for narration
	parent    int
	phrase    bool   // its cue is a phrase such as "according to"
	gone      bool   // the head does not believe in it
	back      bool   // the outlet takes back what it said before
	about     *draft // the one whose content it speaks of: "a charge the group denies"
}

// trim takes punctuation off the edges of a half-open range, and keeps a mark
// or bracket whose partner is inside, and the marks that belong to the words.
func (t *tree) trim(p [2]int) [2]int {
	a, b := p[0], p[1]
	for a < b {
		s := t.TextOf(a)
		if t.space(a) || t.punct(a) && !letter(s) && !t.keepFirst(a, b) {
			a++
			continue
		}
		break
	}
	for b > a {
		s := t.TextOf(b - 1)
		if tag := t.Tokens[b-1].Tag; (tag == "WDT" || tag == "WP") && b-2 > a && t.dep(b-1) == "pobj" && int(t.head[b-1]) == b-2 && int(t.head[b-2]) >= b {
			b -= 2 // "in which" of the next clause
			continue
		} else if (tag == "WDT" || tag == "WP") && b-1 > a && int(t.head[b-1]) >= b {
			b--
			continue
		}
		if t.Tokens[b-1].Pos == "CCONJ" && b-1 > a && t.quoteAt[b-1] < 0 {
			b-- // ", and" of the next clause
			continue
		}
		if t.space(b-1) || t.punct(b-1) && !letter(s) && !t.keepLast(a, b) {
			b--
			continue
		}
		break
	}
	return [2]int{a, b}
}

func (t *tree) keepFirst(a, b int) bool {
	switch s := t.TextOf(a); {
	case isMark(s):
		return t.pairedFirst(a, b)
	case s == "(" || s == "[":
		for i := a + 1; i < b; i++ {
			if e := t.TextOf(i); e == ")" || e == "]" {
				return true
			}
		}
		return false
	case s == "#" || s == "@" || s == "$" || s == "£" || s == "€" || s == "-":
		return s != "-"
	}
	return false
}

func (t *tree) keepLast(a, b int) bool {
	switch s := t.TextOf(b - 1); {
	case isMark(s):
		return t.pairedLast(a, b)
	case s == ")" || s == "]":
		for i := a; i < b-1; i++ {
			if e := t.TextOf(i); e == "(" || e == "[" {
				return true
			}
		}
		return false
	case s == "?" || s == "!" || s == "%":
		return true
	}
	return false
}

// pairedFirst reports whether the mark at a opens a quotation that closes before b.
func (t *tree) pairedFirst(a, b int) bool {
	q := t.quoteAt[a]
	if q >= 0 && t.quotes[q].first == a {
		return t.quotes[q].end <= b
	}
	return t.markCount(a, b)%2 == 0
}

func (t *tree) pairedLast(a, b int) bool {
	q := t.quoteAt[b-1]
	if q >= 0 && t.quotes[q].end == b {
		return t.quotes[q].first >= a
	}
	return t.markCount(a, b)%2 == 0
}

func (t *tree) markCount(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		if isMark(t.TextOf(i)) && t.Tokens[i].Tag != "POS" {
			n++
		}
	}
	return n
}

// clean trims the pieces, drops those without a word and, where all the words
// stand in quotation marks, takes the marks off too.
func (t *tree) clean(pieces [][2]int, cue int) [][2]int {
	var out [][2]int
	own := int32(-1)
	if cue >= 0 {
		own = t.quoteAt[cue]
	}
	for _, p := range pieces {
		p = t.trim(t.wholeMarks(t.wholeQuote(t.inParagraph(p, cue), own)))
		for p[0] < p[1] && p[1] < len(t.Tokens) && t.punct(p[1]) && letter(t.TextOf(p[1])) && t.sentenceAt[p[1]] == t.sentenceAt[p[0]] {
			p[1]++ // "10 a.m." at the end of a sentence
		}
		if n := len(out); n > 0 && p[0] < out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], p[1]) // it took in words of the next one
		} else if p[0] < p[1] && t.wordsIn(p[0], p[1]) && (p[1]-p[0] > 1 || t.Tokens[p[0]].Pos != "CCONJ") {
			out = append(out, p)
		}
	}
	return out
}

// bareObject leaves the clause out of a content that only names somebody or something, where a comma sets it apart: in "backed
// the general, who vowed to fight" the outlet tells who that is.
func (t *tree) bareObject(pieces [][2]int, v int) [][2]int {
	if len(pieces) != 1 || v < 0 || pieces[0][0] <= v {
		return pieces
	}
	p := pieces[0]
	root := t.topOf(p)
	if k := p[0]; t.Tokens[k].Pos == "PRON" && int(t.head[k]) == v && k+1 < p[1] && t.TextOf(k+1) == "," && t.quoteAt[k] < 0 {
		return [][2]int{{k, k + 1}} // "denied this, calling it a lie"
	}
	if !t.noun(root) || t.dep(root) != "dobj" && t.dep(root) != "pobj" {
		return pieces
	}
	for k := root + 1; k < p[1]; k++ {
		if t.quoteAt[k] >= 0 && t.quoteAt[k] != t.quoteAt[v] {
			return pieces
		}
		if t.dep(k) != "relcl" || !t.finite(k) && t.child(k, "aux", "auxpass") < 0 {
			continue
		}
		first, end := t.edges(k)
		if h := int(t.head[k]); t.dep(h) == "appos" && h > root {
			a, _ := t.edges(h)
			if a > 0 && t.TextOf(a-1) == "," && t.TextOf(first-1) != "," {
				first = a // "the sea, a position that a court rejected"
			}
		}
		if first > root+1 && t.TextOf(first-1) == "," && end >= p[1]-1 {
			return [][2]int{{p[0], first - 1}}
		}
	}
	return pieces
}

// inParagraph cuts a stretch off at the end of its cue's paragraph: behind a headline stands no more of what it tells. A
// quotation, and what a colon announces, may go on below.
func (t *tree) inParagraph(p [2]int, cue int) [2]int {
	if cue < p[0] && cue >= 0 && p[0] < p[1] && t.para[p[0]] == t.para[cue] {
		for k := p[0]; k < p[1]; k++ {
			if t.para[k] != t.para[cue] && t.quoteAt[k] < 0 && (k < 2 || t.TextOf(k-1) != ":" && t.TextOf(k-2) != ":") {
				return [2]int{p[0], k}
			}
		}
	}
	return p
}

// maxTail is how many words of a short quotation a content may be short of.
const maxTail = 8

// wholeQuote takes in the end of a short quotation that begins in p: the parser
// may cut "an immediate de-escalation" in two. own is the quotation of the cue.
func (t *tree) wholeQuote(p [2]int, own int32) [2]int {
	if p[0] >= p[1] {
		return p
	}
	q := t.quoteAt[p[1]-1]
	if q < 0 || q == own {
		return p
	}
	if qt := &t.quotes[q]; qt.first >= p[0]-1 && qt.end > p[1] && qt.end-p[1] <= maxTail && qt.first > 0 {
		p[1] = qt.end
	}
	return p
}

// wholeMarks takes in the marks of a quotation whose words are all in p.
func (t *tree) wholeMarks(p [2]int) [2]int {
	if p[0] >= p[1] {
		return p
	}
	for p[1] > p[0]+1 && t.space(p[1]-1) {
		p[1]--
	}
	if q := t.quoteAt[p[1]-1]; q >= 0 && t.quotes[q].first >= p[0] && t.quotes[q].end > p[1] && !t.wordsIn(p[1], t.quotes[q].end) {
		p[1] = t.quotes[q].end
	}
	if q := t.quoteAt[p[0]]; q >= 0 && t.quotes[q].end <= p[1] && t.quotes[q].first < p[0] && !t.wordsIn(t.quotes[q].first, p[0]) {
		p[0] = t.quotes[q].first
	}
	return p
}

// bare takes the marks off pieces that are whole quotations.
func (t *tree) bare(pieces [][2]int) {
	for i, p := range pieces {
		if q := t.quoteAt[p[0]]; q >= 0 && t.quotes[q].first == p[0] && t.quotes[q].end == p[1] {
			pieces[i] = t.trim(t.inside(&t.quotes[q]))
		}
	}
}

// mannerOf tells how a content stands: wholly, partly or not at all in
// quotation marks. A name in quotation marks quotes nobody, and neither do the
// marks around the cue itself.
func (t *tree) mannerOf(pieces [][2]int, cue int) hearsay.Manner {
	own := int32(-1)
	if cue >= 0 {
		own = t.quoteAt[cue]
	}
	in, out := 0, 0
	for _, p := range pieces {
		for i := p[0]; i < p[1]; i++ {
			if !t.lettered(i) {
				continue
			}
			q := t.quoteAt[i]
			if q >= 0 && q != own && !t.title(&t.quotes[q]) {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in > 0 && out == 0:
		return hearsay.Direct
	case in > 0:
		return hearsay.Mixed
	case own >= 0 && t.innerMarks(pieces):
		return hearsay.Mixed
	}
	return hearsay.Indirect
}

// innerMarks reports whether a content inside a quotation has marks of its own.
func (t *tree) innerMarks(pieces [][2]int) bool {
	for _, p := range pieces {
		if t.markCount(p[0], p[1]) >= 2 {
			return true
		}
	}
	return false
}
