package claim

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// part takes out of contents what another one says beside them, where the tree hung it on what is said: "conceded that
// the convoy was hit but implied that its driver was to blame". The head tells the cue of the next claim from one that is told of.
func (rd *run) part() {
	at := make([]*draft, len(rd.t.Tokens)) // the claims of others, by their cues' heads
	for _, e := range rd.drafts {
		if e.head < 0 || rd.t.dep(e.head) == "acl" || !rd.foreign(e.cue) {
			continue // "the head of a cartel blamed for it": a part of what is said
		}
		at[e.head] = e
	}
	for _, d := range rd.drafts {
		if d.head >= 0 && rd.t.TextOf(d.head) == ":" {
			continue // what stands behind a speaker's name is all his
		}
		var others []*draft
		for _, k := range tokensOf(d.pieces) {
			if e := at[k]; e != nil && e != d && (rd.t.Tokens[k].Tag != "VBG" || rd.saysOn(e, d)) {
				others = append(others, e)
			}
		}
		if len(others) > 0 {
			rd.partFrom(d, others)
		}
	}
}

// saysOn reports whether a participle in what another says tells what he says next: "denied that it shelled the school, dismissing the reports as lies"; but
// "denounced the ban, calling it theft" is one.
func (rd *run) saysOn(e, d *draft) bool {
	h := int(rd.t.head[e.head])
	return d.head >= 0 && d.head < h && h < e.head && h != d.head && rd.t.above(d.head, h) && rd.t.dep(e.head) == "advcl" && rd.commaBefore(e.head)
}

// foreign reports whether the head takes tokens for a cue that stands in no content, whatever the tree says.
func (rd *run) foreign(cue []int) bool {
	begins, content := -99.0, 0.0
	for _, k := range cue {
		begins = max(begins, float64(rd.odds[k][attribute.Begins]))
		content += float64(rd.odds[k][attribute.Content]) / float64(len(cue))
	}
	return len(cue) > 0 && begins > rd.head.Trust && content < 0
}

// relative reports whether token k is "who", "which" or the like.
func (t *tree) relative(k int) bool {
	return k < len(t.Tokens) && (t.Tokens[k].Tag == "WDT" || t.Tokens[k].Tag == "WP")
}

// partFrom takes claims out of the content of another, with the words before them that nobody puts forward.
func (rd *run) partFrom(d *draft, others []*draft) {
	t := rd.t
	out := map[int]bool{}
	var goesOn []*draft // said by the same one
	for _, e := range others {
		for _, k := range append(tokensOf(e.pieces), e.cue...) {
			out[k] = true
		}
		switch subject := t.child(e.head, "nsubj", "nsubjpass"); {
		case subject < 0 && d.head < e.head && t.verb(e.head):
			goesOn = append(goesOn, e)
		case subject >= 0 && t.relative(subject):
			// "had sent a letter, which said": the letter was sent.
		case subject >= 0 && len(e.sources) > 0 && !e.sources[0].Empty():
			for k, end := t.TokensIn(e.sources[0].Span); k < end; k++ {
				out[k] = true
			}
		}
	}
	left := tokensOf(d.pieces)
	goes := false // whether what stands before may go with what is taken out
	for i := len(left) - 1; i >= 0; i-- {
		switch k := left[i]; {
		case out[k]:
			goes = true
		case !goes || !out[k+1]:
			goes = false
		case t.punct(k) || t.space(k):
			out[k], goes = true, !t.relative(k+1) // whom "who" tells of is a part of what is said
		case t.relative(k) || t.Tokens[k].Pos == "SCONJ" || rd.odds[k][attribute.Content] < 0 && !t.relative(k+1):
			out[k] = true
		default:
			goes = false
		}
	}
	left = slices.DeleteFunc(left, func(k int) bool { return out[k] })
	pieces := slices.DeleteFunc(solid(left), func(p [2]int) bool {
		sum := 0.0
		for k := p[0]; k < p[1]; k++ {
			if !t.punct(k) && !t.space(k) {
				sum += float64(rd.odds[k][attribute.Content])
			}
		}
		return sum <= 0
	})
	if pieces = t.clean(pieces, d.head); len(pieces) == 0 {
		return
	}
	d.pieces = pieces
	if d.manner != hearsay.Narration {
		d.manner = t.mannerOf(d.pieces, d.head)
	}
	for _, e := range goesOn {
		if len(d.sources) == 0 {
			break
		}
		e.sources = slices.Clone(d.sources)
		if e.manner == hearsay.Narration {
			e.manner = t.mannerOf(e.pieces, e.head)
		}
	}
}
