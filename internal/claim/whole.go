package claim

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// wholeCues gives cues the words beside them that the head takes for a part of one and that are in nothing else.
func (rd *run) wholeCues() {
	if rd.odds == nil {
		return
	}
	t := rd.t
	taken := rd.inClaims()
	for _, d := range rd.drafts {
		if len(d.cue) == 0 || d.head < 0 || d.phrase {
			continue
		}
		free := func(k int) bool {
			return k >= 0 && !taken[k] && rd.odds[k][attribute.Cue] > 0 && t.sentenceAt[k] == t.sentenceAt[d.head] && !t.punct(k)
		}
		first, end := d.cue[0], d.cue[len(d.cue)-1]+1
		for free(first-1) && !t.noun(first-1) {
			first--
		}
		for free(end) {
			end++
		}
		for end > d.cue[len(d.cue)-1]+1 && end < len(t.Tokens) && strings.HasPrefix(t.Tokens[end].Ent, "I-") {
			end-- // no half of "last week"
		}
		for end > d.cue[len(d.cue)-1]+1 && t.sets(end-1) {
			end--
		}
		for first < d.cue[0] && t.timeAt(first) {
			first++ // "on Friday described"
		}
		more := slices.Clone(d.cue)
		for k := first; k < end; k++ {
			if k < d.cue[0] || k > d.cue[len(d.cue)-1] {
				more, taken[k] = append(more, k), true
			}
		}
		slices.Sort(more)
		d.cue = more
	}
}

// wholeSources gives a source what is told of it in commas before its cue: "the alliance, which has fought since April, accused".
func (rd *run) wholeSources() {
	t := rd.t
	for _, d := range rd.drafts {
		if len(d.cue) == 0 || d.head < 0 || len(d.sources) == 0 || d.sources[0].Empty() || len(d.sources[0].Parts) > 1 {
			continue
		}
		first, end := t.TokensIn(d.sources[0].Span)
		top := rd.topOf(tokensOf([][2]int{{first, end}}))
		if top >= 0 {
			if c := t.child(top, "acl"); c == end && rd.ownName(c) { // "a group calling itself the Black Lions"
				if _, b := t.Subtree(c); b <= d.cue[0] {
					d.sources[0].Extent = hearsay.OneSpan(t.SpanOf(first, b))
					continue
				}
			}
		}
		if top < 0 || end >= len(t.Tokens) {
			continue
		}
		for _, c := range t.children(top) {
			if !slices.Contains([]string{"relcl", "appos", "acl"}, t.dep(int(c))) {
				continue
			}
			if a, b := t.Subtree(int(c)); (a == end+1 && t.TextOf(end) == "," || a < end && end < b) && b < d.cue[0] && t.TextOf(b) == "," && (rd.odds == nil || rd.mean(attribute.Source, tokensOf([][2]int{{a, b}})) > unlikely) {
				d.sources[0].Extent = hearsay.OneSpan(t.SpanOf(min(first, t.phraseOf(top)[0]), b))
				break
			}
		}
	}
}
