package claim

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// goOn gives the words of which the head is sure that somebody puts them forward, and that stand in no content, to the
// claim beside them: a quotation goes on behind a mark that was taken for its end.
func (rd *run) goOn() {
	if rd.odds == nil {
		return
	}
	t := rd.t
	of, taken := make([]*draft, len(t.Tokens)), make([]bool, len(t.Tokens))
	for _, d := range rd.drafts {
		n := size(d)
		for _, k := range tokensOf(d.pieces) {
			if of[k] == nil || size(of[k]) < n { // the outermost
				of[k] = d
			}
		}
		for _, k := range d.cue {
			taken[k] = true
		}
		for _, s := range d.sources {
			if !s.Empty() {
				for k, end := t.TokensIn(s.Span); k < end; k++ {
					taken[k] = true
				}
			}
		}
	}
	// Words of which it is very sure on the whole go before what the tree says of where a content ends.
	rd.goOnFrom(0, of, taken, func(d *draft, s stretch) bool { return s.mean > rd.head.Firm && rd.canGoOn(d, s.first, s.end) })
	rd.goOnFrom(rd.head.Sure, of, taken, func(d *draft, s stretch) bool { return !rd.ended(d, s.first) })
}

// stretch is a half-open range of tokens whose odds of being put forward are high, with their number, marks left out, and their mean odds.
type stretch struct {
	first, end, words int
	mean              float64
}

// stretches are the longest ones of free tokens with odds above least, and gaps between them and behind.
func (rd *run) stretches(least float64, free, gap func(k int) bool) (out []stretch) {
	t := rd.t
	for i := 0; i < len(t.Tokens); i++ {
		s, sum := stretch{first: i}, 0.0
		for ; i < len(t.Tokens) && (free(i) && float64(rd.odds[i][attribute.Content]) > least || i > s.first && gap(i)); i++ {
			if !t.punct(i) && !t.space(i) {
				s.words++
				sum += float64(rd.odds[i][attribute.Content])
			}
		}
		if s.end = i; s.words > 0 {
			s.mean = sum / float64(s.words)
			out = append(out, s)
		}
	}
	return out
}

// goOnFrom gives stretches of tokens whose odds are above least to the claims beside them, where they may belong to those.
func (rd *run) goOnFrom(least float64, of []*draft, taken []bool, may func(d *draft, s stretch) bool) {
	t := rd.t
	free := func(k int) bool { return of[k] == nil && !taken[k] }
	gap := func(k int) bool {
		if strings.Contains(t.TextOf(k), "\n") && k > 0 && k+1 < len(t.Tokens) && t.quoteAt[k+1] < 0 && t.TextOf(k-1) != ":" {
			return false // a new paragraph, or the dateline below a headline
		}
		return free(k) && (t.space(k) || t.punct(k))
	}
	for _, s := range rd.stretches(least, free, gap) {
		if s.words < 2 {
			continue // the head may be off by a word
		}
		before := s.first - 1
		for before >= 0 && gap(before) {
			before--
		}
		d := (*draft)(nil)
		if before >= 0 {
			d = of[before]
		}
		if i := s.end; d == nil && i < len(t.Tokens) && (t.sentenceAt[i] == t.sentenceAt[s.first] || t.quoteAt[s.first] >= 0 && t.quoteAt[i] == t.quoteAt[s.first] || t.leadsTo(s.first, i)) {
			d = of[i]
		}
		if d != nil && may(d, s) {
			rd.lengthen(d, [2]int{s.first, s.end})
			for k := s.first; k < s.end; k++ {
				of[k] = d
			}
		}
	}
}

// leadsTo reports whether a token stands in the sentence in which a quotation begins that holds another: 'The people "deserve it. They do," he said'.
func (t *tree) leadsTo(k, in int) bool {
	q := t.quoteAt[in]
	return q >= 0 && t.quoteAt[in-1] == q && k < t.quotes[q].first && t.sentenceAt[k] == t.sentenceAt[t.quotes[q].first]
}

// canGoOn reports whether a stretch may belong to a content against what the tree says: no object of the cue ("told the
// court that"), nothing that is said of what a noun puts forward ("his claim that it fell was denied"), no first words of another sentence.
func (rd *run) canGoOn(d *draft, first, end int) bool {
	t := rd.t
	if d.head >= 0 && t.sentenceAt[first] == t.sentenceAt[d.head] {
		if !t.verb(d.head) {
			return false
		}
		if p := d.pieces[0][0]; first < p && t.lower(p-1) == "that" {
			return false
		}
		if d.manner == hearsay.Direct && d.pieces[len(d.pieces)-1][1] <= d.head && first > d.head && t.quoteAt[first] < 0 {
			return false // '"I never said that," she replied when accused of it'
		}
		for k := first; k < end; k++ {
			if k < d.pieces[0][0] && int(t.head[k]) == d.head && (t.dep(k) == "dobj" || t.dep(k) == "dative") && rd.addressed(d) {
				return false
			}
		}
	}
	last := d.pieces[len(d.pieces)-1][1] - 1
	if q := t.quoteAt[first]; q >= 0 && t.sentenceAt[first] != t.sentenceAt[last] && t.quoteAt[last] != q && !t.leads(&t.quotes[q]) {
		return false // of "There is still "a rich lobby"." the words before the mark would be missing
	}
	return t.sentenceAt[first] == t.sentenceAt[last] || t.quoteAt[first] >= 0 || end >= len(t.Tokens) || t.sentenceAt[end] != t.sentenceAt[end-1]
}

// addressed reports whether a claim's cue may have an object to whom it is said.
func (rd *run) addressed(d *draft) bool {
	c := rd.lookup(d.head)
	return c != nil && (c.addr || c.lemma == "tell")
}

// ended reports whether a content surely ends before a token, or begins behind it: in the sentence of the cue the tree
// tells that best, unless the token stands in quotation marks.
func (rd *run) ended(d *draft, k int) bool {
	return d.head >= 0 && (k < d.pieces[0][0] || !rd.t.verb(d.head)) && rd.t.sentenceAt[k] == rd.t.sentenceAt[d.head] && rd.t.quoteAt[k] < 0
}

// lengthen adds a stretch to a content.
func (rd *run) lengthen(d *draft, p [2]int) {
	if p = rd.t.trim(p); p[0] >= p[1] {
		return
	}
	pieces := append(slices.Clone(d.pieces), p)
	slices.SortFunc(pieces, func(a, b [2]int) int { return a[0] - b[0] })
	if d.head >= 0 && rd.t.sentenceAt[p[0]] == rd.t.sentenceAt[d.head] {
		pieces = rd.t.clean(rd.less(pieces, d.head), d.head) // "without giving details" stays beside it
	}
	if len(pieces) == 0 {
		return
	}
	d.pieces = meeting(pieces)
	if m := rd.t.mannerOf(d.pieces, d.head); d.manner == hearsay.Direct && m != hearsay.Direct {
		d.manner = hearsay.Mixed
	}
	if d.manner == hearsay.Direct {
		rd.t.bare(d.pieces)
	}
}

// meeting makes one range of those that stand side by side.
func meeting(pieces [][2]int) [][2]int {
	out := pieces[:1]
	for _, p := range pieces[1:] {
		if n := len(out) - 1; p[0] <= out[n][1] {
			out[n][1] = max(out[n][1], p[1])
		} else {
			out = append(out, p)
		}
	}
	return out
}
