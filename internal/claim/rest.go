package claim

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// rest makes claims of what is left over: where a sentence has words in no claim of which the head is sure that they are a cue, and others that are somebody's
// name or what is put forward, it is told there who says what, though the tree or the links between them were lost on the way.
func (rd *run) rest() {
	if rd.odds == nil {
		return
	}
	t := rd.t
	taken := rd.inClaims()
	for _, s := range t.sentences {
		cues := rd.leftOf(attribute.Cue, s.First, s.End, taken)
		if len(cues) == 0 {
			continue
		}
		sources, contents := rd.leftOf(attribute.Source, s.First, s.End, taken), rd.leftOf(attribute.Content, s.First, s.End, taken)
		of, said := make([][2]int, len(cues)), make([][][2]int, len(cues))
		for _, p := range sources {
			if c := nearestTo(p, cues); of[c] == [2]int{} || apartBy(p, cues[c]) < apartBy(of[c], cues[c]) {
				of[c] = p
			}
		}
		for _, p := range contents {
			c := nearestTo(p, cues)
			said[c] = append(said[c], p)
		}
		for c := range cues {
			rd.restOf(tokensOf(cues[c:c+1]), of[c], said[c])
		}
	}
}

// leftOf are the stretches of free tokens in a sentence that the head takes for a role, one of them surely. A word of another kind or a mark may stand within.
func (rd *run) leftOf(role, first, end int, taken []bool) (out [][2]int) {
	t := rd.t
	is := func(k int) bool { return !taken[k] && !t.space(k) && rd.odds[k][role] > 0 }
	for i := first; i < end; i++ {
		if !is(i) || t.punct(i) {
			continue
		}
		p, sure := [2]int{i, i + 1}, false
		for k := i; k < end && (is(k) || k+1 < end && role != attribute.Source && !taken[k] && is(k+1)); k++ {
			sure = sure || float64(rd.odds[k][role]) > rd.head.Left
			if is(k) && !t.punct(k) {
				p[1] = k + 1
			}
		}
		if sure {
			out = append(out, p)
		}
		i = p[1]
	}
	return out
}

func apartBy(a, b [2]int) int { return max(b[0]-a[1], a[0]-b[1]) }

// nearestTo is the place of the range nearest to another.
func nearestTo(p [2]int, of [][2]int) int {
	best := 0
	for i := range of {
		if apartBy(p, of[i]) < apartBy(p, of[best]) {
			best = i
		}
	}
	return best
}

// telling are the stretches of a content that tell something, without a "that" at their ends.
func (rd *run) telling(content [][2]int) (out [][2]int) {
	t := rd.t
	that := func(k int) bool { return t.lower(k) == "that" && t.Tokens[k].Pos != "PRON" || t.lower(k) == "as" }
	for _, p := range content {
		for p[0] < p[1] && that(p[0]) {
			p[0]++
		}
		for p[0] < p[1] && that(p[1]-1) {
			p[1]--
		}
		if slices.ContainsFunc(tokensOf([][2]int{p}), func(k int) bool {
			return slices.Contains([]string{"VERB", "NOUN", "PROPN", "NUM", "ADJ", "AUX", "INTJ"}, t.Tokens[k].Pos) || t.Tokens[k].Tag == "PRP" || t.Tokens[k].Tag == "WRB"
		}) {
			out = append(out, p)
		}
	}
	return out
}

// restOf makes the claim of a cue, of which a source, empty if none, and a content are left.
func (rd *run) restOf(cue []int, source [2]int, content [][2]int) {
	t := rd.t
	v := rd.namedBy(cue)
	if v < 0 || rd.has(v) || rd.refused[v] || t.punct(v) || !slices.Contains([]string{"VERB", "NOUN", "ADJ", "AUX"}, t.Tokens[v].Pos) || len(cue) == 1 && t.lemma(v) == "be" {
		return
	}
	if l := t.lemma(v); l == "quote" || l == "cite" {
		return // "was quoted as saying": what he says is read there
	} else if _, hedge := rd.x.hedges["to "+l]; hedge {
		return // "seems to have": the outlet is unsure
	}
	pieces := t.clean(rd.telling(solid(slices.DeleteFunc(tokensOf(content), func(k int) bool { return slices.Contains(cue, k) }))), v)
	root := rd.topOf(tokensOf(pieces))
	if root < 0 {
		return
	}
	if rd.lookup(v) == nil && rd.x.nouns[t.lemma(v)] == nil && (rd.happens[v] || rd.deeds[root] && t.dep(root) == "dobj") {
		return // "released ten of them" is a deed, no word about one
	}
	if l := t.lemma(root); t.dep(v) == "relcl" && int(t.head[v]) == root && rd.x.asides["noun "+l] && rd.x.nouns[l] == nil {
		return // "a move the rebels rejected" has happened
	}
	s := -1
	if source != [2]int{} {
		s = rd.sourceHead(tokensOf([][2]int{source}))
	} else if t.verb(v) && t.finite(v) && !t.passive(v) {
		s = rd.subject(v)
	} else if len(slices.DeleteFunc(tokensOf(pieces), t.punct)) < 2 {
		return
	}
	if (s >= 0 || source != [2]int{} || t.verb(v) && t.finite(v) && !t.passive(v)) && (s < 0 || !rd.mayTell(s) || rd.apart(s, v)) {
		return
	}
	d := rd.meant(cue, v, root, pieces)
	d.by = "claim/rest"
	switch {
	case s >= 0:
		from := rd.sourceAt(rd.speaker(s), "claim/rest")
		if source != [2]int{} {
			rd.spread(&from, tokensOf([][2]int{source}))
		}
		d.sources = []hearsay.Source{from}
	case slices.ContainsFunc(cue, func(k int) bool { return rd.x.hedge(t, k) }):
		return
	default:
		d.manner, d.certainty = hearsay.Narration, hearsay.Unknown
	}
	if rd.add(d) != nil {
		rd.take(d.pieces)
	}
}

// mayTell reports whether a word stands for somebody who may put something forward: "the disappearance drew criticism" is told by nobody.
func (rd *run) mayTell(s int) bool {
	t := rd.t
	return !rd.nobody(s) && rd.canSpeak(s) && (t.pronoun(s) || rd.person(s) || t.Tokens[s].Pos == "NUM" || t.lemma(s) == "percent")
}
