package claim

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// again looks once more for who puts forward the words of which the head is very sure that somebody does, and that
// stand in no claim: by a cue that a rule refused, or one that is too weak to be believed otherwise. Where the cue that
// ties them best has its claim already, they are a part of what that says.
func (rd *run) again() {
	if rd.odds == nil {
		return
	}
	for _, p := range rd.unclaimed() {
		i := rd.tiedTo(p)
		if i < 0 {
			rd.saysMore(p)
			continue
		}
		h := rd.hearings[i]
		if h == nil {
			h = rd.hearing(&rd.list[i])
			rd.hearings[i] = h
		}
		if h.draft != nil {
			if rd.canGoOn(h.draft, p[0], p[1]) {
				rd.lengthen(h.draft, p)
			} else {
				rd.saysMore(p)
			}
		} else if n := rd.unheard(h, true); n >= 0 {
			h.draft = rd.drafts[n]
		}
	}
}

// tiedTo is the attribution of the head's to which the odds tie a stretch best, one with a strong cue before those with
// weak ones; -1: to none.
func (rd *run) tiedTo(p [2]int) int {
	best, most, strong := -1, 0.0, false
	for i := range rd.list {
		a := &rd.list[i]
		content := a.Belongs[attribute.Content]
		if p[0] < a.First || p[1] > a.First+len(content) || p[0] <= a.Begins && a.Begins < p[1] {
			continue
		}
		sum := 0.0
		for k := p[0]; k < p[1]; k++ {
			sum += float64(content[k-a.First])
		}
		cue := a.Odds > rd.head.Begins
		if sum <= 0 || strong && !cue {
			continue
		}
		if !cue {
			sum += a.Odds * float64(p[1]-p[0])
		}
		if best < 0 || sum > most || cue && !strong {
			best, most, strong = i, sum, cue
		}
	}
	return best
}

// saysMore gives sentences with a stretch that nobody else puts forward, part of it in quotation marks, to who spoke last in the paragraph: 'Ruiz said that the law was hollow. So
// there is still "a very rich lobby".'
func (rd *run) saysMore(p [2]int) {
	t := rd.t
	q := int32(-1)
	for k := p[0]; k < p[1] && q < 0; k++ {
		q = t.quoteAt[k]
	}
	if q < 0 || t.quotes[q].taken {
		return
	}
	first, end := t.sentences[t.sentenceAt[min(p[0], t.quotes[q].first)]].First, t.sentences[t.sentenceAt[max(p[1], t.quotes[q].end)-1]].End
	if rd.mean(attribute.Content, tokensOf([][2]int{{first, end}})) <= 0 {
		return
	}
	last := (*draft)(nil)
	for _, d := range rd.drafts {
		if slices.ContainsFunc(append(tokensOf(d.pieces), d.cue...), func(k int) bool { return first <= k && k < end }) {
			return
		}
		if d.head >= 0 && d.head < first && t.para[d.head] == t.para[first] && t.quoteAt[d.head] < 0 && len(d.sources) > 0 && d.manner != hearsay.Narration && (last == nil || last.head < d.head) {
			last = d
		}
	}
	if last == nil {
		return
	}
	d := rd.add(&draft{pieces: [][2]int{{first, end}}, sources: slices.Clone(last.sources), head: -1, act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: "claim/quote:goes-on"})
	if d != nil {
		d.certainty = rd.modality(t.topOf(d.pieces[0]), hearsay.Certain)
		rd.take(d.pieces)
	}
}

// leastUnclaimed is how many words must stand in no claim for their cue to be looked for once more.
const leastUnclaimed = 3

// inClaims tells of each token whether it stands in a content, a cue or a source; of the place behind the last one too.
func (rd *run) inClaims() []bool {
	t := rd.t
	in := make([]bool, len(t.Tokens)+1)
	in[len(t.Tokens)] = true
	for _, d := range rd.drafts {
		for _, k := range append(tokensOf(d.pieces), d.cue...) {
			in[k] = true
		}
		for _, s := range d.sources {
			if !s.Empty() {
				for k, end := t.TokensIn(s.Span); k < end; k++ {
					in[k] = true
				}
			}
		}
	}
	return in
}

// unclaimed are the stretches of tokens that the head is very sure somebody puts forward, and that are in no content.
func (rd *run) unclaimed() (out [][2]int) {
	t := rd.t
	taken := rd.inClaims()
	free := func(k int) bool { return !taken[k] }
	gap := func(k int) bool { return !taken[k] && (t.space(k) || t.punct(k)) }
	for _, s := range rd.stretches(0, free, gap) {
		if s.words < leastUnclaimed || s.mean < rd.head.Firm {
			continue
		}
		if p := t.trim([2]int{s.first, s.end}); p[0] < p[1] {
			out = append(out, p)
		}
	}
	return out
}
