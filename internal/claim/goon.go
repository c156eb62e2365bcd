package claim

import (
	"slices"

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
		for _, k := range tokensOf(d.pieces) {
			of[k] = d
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
	gap := func(k int) bool { return of[k] == nil && !taken[k] && (t.space(k) || t.punct(k)) }
	sure := func(k int) bool {
		return of[k] == nil && !taken[k] && float64(rd.odds[k][attribute.Content]) > rd.head.Sure
	}
	for i := 0; i < len(t.Tokens); i++ {
		first, words := i, 0
		for ; i < len(t.Tokens) && (sure(i) || i > first && gap(i)); i++ {
			if !t.punct(i) && !t.space(i) {
				words++
			}
		}
		if words < 2 {
			continue // the head may be off by a word
		}
		before := first - 1
		for before >= 0 && gap(before) {
			before--
		}
		d := (*draft)(nil)
		if before >= 0 {
			d = of[before]
		}
		if d == nil && i < len(t.Tokens) && (t.sentenceAt[i] == t.sentenceAt[first] || t.quoteAt[first] >= 0 && t.quoteAt[i] == t.quoteAt[first]) {
			d = of[i]
		}
		if d != nil && !rd.ended(d, first) {
			rd.lengthen(d, [2]int{first, i})
		}
	}
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
	d.pieces = pieces
	if m := rd.t.mannerOf(d.pieces, d.head); d.manner == hearsay.Direct && m != hearsay.Direct {
		d.manner = hearsay.Mixed
	}
}
