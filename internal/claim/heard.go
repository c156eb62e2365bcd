package claim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// heard brings in the attributions that the head found. It knows best what is an attribution; the lines of the data files
// tell what a cue means, and what is said inside a content, of which the head knows nothing, and their contents have
// cleaner ends. So a draft that has the cue of an attribution keeps its content, which is only widened within its
// sentences, and gets the cue and the source's extent; where none has, a draft is made; and a draft that the head does not
// believe in at all is dropped, unless it stands inside a content.
func (rd *run) heard() {
	if rd.odds == nil {
		return
	}
	t, list := rd.t, rd.list
	rd.hearings = make([]*hearing, len(list))
	at := map[int]int{} // token of a cue -> its draft
	for i, d := range rd.drafts {
		for _, k := range d.cue {
			if o, ok := at[k]; !ok || k == d.head && rd.drafts[o].head != k {
				at[k] = i
			}
		}
	}
	rd.edges = rd.edgeCosts()
	kept := map[int]bool{}
	for i := range list {
		if list[i].Odds <= rd.head.Begins {
			continue
		}
		h := rd.hearing(&list[i])
		rd.hearings[i] = h
		if len(h.content) == 0 {
			h.content = rd.nearest(h)
		}
		if len(h.content) == 0 {
			continue
		}
		d := -1
		for _, k := range append([]int{rd.topOf(h.cue)}, h.cue...) {
			if o, ok := at[k]; ok && !kept[o] {
				d = o
				break
			}
		}
		if d >= 0 {
			kept[d] = true
			h.draft = rd.drafts[d]
			if rd.cites(d) {
				continue // the head takes whom one cites for a part of what is cited
			}
			if rd.swapped(rd.drafts[d], h) {
				continue
			}
			rd.widen(rd.drafts[d], h)
			rd.drafts[d].cue = rd.cueOf(rd.drafts[d], h.cue)
			rd.owned(rd.drafts[d], h)
		} else if n := rd.unheard(h, false); n >= 0 {
			kept[n] = true
			h.draft = rd.drafts[n]
		}
	}
	rd.part()
	// How much the head believes in a claim.
	belief := func(d *draft) float64 {
		return rd.mean(attribute.Cue, d.cue) + rd.mean(attribute.Content, tokensOf(d.pieces))
	}
	inside := make([]bool, len(t.Tokens)) // a content
	for _, d := range rd.drafts {
		if len(d.cue) == 0 || belief(d) >= rd.head.Doubt {
			for _, k := range tokensOf(d.pieces) {
				inside[k] = true
			}
		}
	}
	for _, d := range rd.drafts {
		// A colon, a phrase such as "in the words of", or "put the toll at", can hardly be meant otherwise; nor can "quoted him as saying", to the head one cue.
		if d.head < 0 || t.punct(d.head) || d.phrase || strings.Contains(d.by, ":figure-") || len(d.cue) == 0 || inside[d.head] || d.within >= 0 || d.manner == hearsay.Narration || d.head > 0 && t.lower(d.head-1) == "as" && t.Tokens[d.head].Tag == "VBG" {
			continue
		}
		bar := rd.head.Doubt
		if plain(d) {
			bar -= rd.head.Plain
		}
		if o := belief(d); o < bar {
			rd.pass(d.head, fmt.Sprintf("'%s' puts nothing forward here (odds %.1f)", t.TextOf(d.head), o), "head")
			d.gone = true
		}
	}
	rd.compact()
}

// swapped reports whether the head takes what the rules found to be said for who says it, and who says it for what is said: "Minister must go, say parents".
func (rd *run) swapped(d *draft, h *hearing) bool {
	if len(d.sources) == 0 || d.sources[0].Empty() {
		return false
	}
	first, end := rd.t.TokensIn(d.sources[0].Span)
	in := func(pieces [][2]int, k int) bool {
		return slices.ContainsFunc(pieces, func(p [2]int) bool { return p[0] <= k && k < p[1] })
	}
	s := rd.topOf(h.source)
	return s >= 0 && in(d.pieces, s) && in(h.content, rd.topOf(tokensOf([][2]int{{first, end}})))
}

// plain reports whether a claim that a word list knows is hardly anything else: it denies, orders or the like, or its word stands before a clause, before
// "as" behind its object, or before a preposition that goes with it ("spoke of bodies").
func plain(d *draft) bool {
	switch d.act {
	case hearsay.Say, hearsay.OtherSays, hearsay.Announce:
		return strings.HasSuffix(d.by, ":clause") || strings.HasSuffix(d.by, ":object-as") || strings.Contains(d.by, ":phrase-")
	}
	return true
}

// takeBack takes out of what was passed over the words that put something forward after all.
func (rd *run) takeBack() {
	cue := map[hearsay.Span]bool{}
	for _, d := range rd.drafts {
		for _, k := range d.cue {
			cue[rd.t.Tokens[k].Span] = true
		}
	}
	rd.r.PassedOver = slices.DeleteFunc(rd.r.PassedOver, func(p hearsay.PassedOver) bool { return p.What == "claim" && cue[p.Span] })
}

// cites reports whether a draft is what somebody cites another for, or tells as his words what he cites.
func (rd *run) cites(at int) bool {
	return slices.ContainsFunc(rd.drafts, func(d *draft) bool {
		return strings.HasSuffix(d.by, ":cited") && (d.within == at || d == rd.drafts[at])
	})
}

// widen gives a draft the content that the head found, if it is clearly better than its own.
func (rd *run) widen(d *draft, h *hearing) {
	if d.manner == hearsay.Direct || h.of(attribute.Content, rd.thatClause(d.pieces)) >= h.worth-rd.head.Margin {
		return // marks tell best where a quotation ends
	}
	if d.about != nil || !rd.wider(h.content, d.pieces) {
		return // what is denied is what the other one said
	}
	if slices.Contains(h.cue, rd.topOf(tokensOf(d.pieces))) {
		return // "echoed the words of his leader": the head takes the object for a part of the cue
	}
	pieces := rd.t.clean(rd.less(rd.bareClause(h.content), d.head), d.head)
	if strings.HasSuffix(d.by, ":gerund") {
		pieces = rd.beforeNext(pieces, d.head) // "has confirmed buying it but denies losing it"
	}
	if len(h.source) == 0 && len(d.sources) > 0 && slices.ContainsFunc(pieces, func(p [2]int) bool {
		span := rd.t.SpanOf(p[0], p[1])
		return span.Start < d.sources[0].End && d.sources[0].Start < span.End
	}) {
		return
	}
	if len(pieces) == 0 {
		return
	}
	for i := 1; i < len(pieces); i++ {
		if k := pieces[i][0] - 1; rd.t.Tokens[k].Pos == "ADP" && rd.t.child(k, "pobj", "pcomp") > k && k >= pieces[i-1][1] && !slices.Contains(h.cue, k) {
			pieces[i][0] = k // ", the coast guard said, in what would be the first"
		}
	}
	last := &pieces[len(pieces)-1]
	last[1] = rd.t.closed(last[1])
	if first := pieces[0][0]; first+1 == d.pieces[0][0] && rd.t.Tokens[first].Pos == "ADP" {
		pieces[0][0]++ // "regret over the death"
	}
	d.pieces = pieces
	if d.manner == hearsay.Narration {
		return
	}
	if d.manner = rd.t.mannerOf(pieces, d.head); d.manner == hearsay.Direct {
		rd.t.bare(d.pieces)
	}
	rd.take(d.pieces)
}

// closed is where a stretch ends that is not to end in a preposition, an article or a conjunction: behind what belongs to that word.
func (t *tree) closed(end int) int {
	k, c := end-1, -1
	switch t.dep(k) {
	case "det", "mark":
		c = int(t.head[k])
	case "prep", "agent":
		c = t.child(k, "pobj", "pcomp")
	}
	if c < end || t.sentenceAt[c] != t.sentenceAt[k] {
		return end
	}
	_, end = t.Subtree(c)
	return end
}

// take marks the quotations that a content holds, so that nobody else is asked for their speaker.
func (rd *run) take(pieces [][2]int) {
	for _, k := range tokensOf(pieces) {
		if q := rd.t.quoteAt[k]; q >= 0 {
			rd.t.quotes[q].taken = true
		}
	}
}

// wider reports whether a content holds all words of another, and nothing of other sentences.
func (rd *run) wider(a, b [][2]int) bool {
	in, sentences := map[int]bool{}, map[int32]bool{}
	for _, k := range tokensOf(a) {
		in[k] = true
	}
	for _, k := range tokensOf(b) {
		sentences[rd.t.sentenceAt[k]] = true
		if !in[k] && !rd.t.punct(k) {
			return false
		}
	}
	for k := range in {
		if !sentences[rd.t.sentenceAt[k]] {
			return false
		}
	}
	return true
}

// less takes out of a content what [run.leaveOut] says belongs beside it.
func (rd *run) less(pieces [][2]int, v int) [][2]int {
	t := rd.t
	if v < 0 || !t.verb(v) {
		return pieces
	}
	ks := tokensOf(pieces)
	c := rd.topOf(ks)
	if c < 0 {
		return pieces
	}
	out := rd.leaveOut(c, v)
	left := slices.DeleteFunc(ks, func(k int) bool {
		for range maxClimb {
			if k != c && k != v && out(k) {
				return true
			}
			h := int(t.head[k])
			if h == k || k == c || k == v {
				return false
			}
			k = h
		}
		return false
	})
	return solid(left)
}

// thatClause takes in the "that" which opens a content: to the head it belongs there.
func (rd *run) thatClause(pieces [][2]int) [][2]int {
	out := slices.Clone(pieces)
	if len(out) > 0 && out[0][0] > 0 && rd.t.lower(out[0][0]-1) == "that" {
		out[0][0]--
	}
	return out
}

func tokensOf(pieces [][2]int) (out []int) {
	for _, p := range pieces {
		for k := p[0]; k < p[1]; k++ {
			out = append(out, k)
		}
	}
	return out
}

// bareClause takes off the "that" which opens a content: it is no word of whoever is told of.
func (rd *run) bareClause(pieces [][2]int) [][2]int {
	t := rd.t
	out := slices.Clone(pieces)
	if len(out) > 0 && out[0][1]-out[0][0] > 1 {
		if k := out[0][0]; t.lower(k) == "that" && (t.dep(k) == "mark" || t.Tokens[k].Pos == "SCONJ") {
			out[0][0]++
		}
	}
	return out
}

// cueOf is the cue that the head found, where it holds the word that the rules go by.
func (rd *run) cueOf(d *draft, cue []int) []int {
	cue = slices.DeleteFunc(slices.Clone(cue), func(k int) bool {
		if len(d.sources) > 0 && !d.sources[0].Empty() && rd.t.Tokens[k].Start < d.sources[0].End && d.sources[0].Start < rd.t.Tokens[k].End {
			return true
		}
		return rd.t.Tokens[k].Tag == "POS" || rd.t.space(k) || slices.ContainsFunc(d.pieces, func(p [2]int) bool { return p[0] <= k && k < p[1] })
	})
	if k := len(cue) - 1; k > 0 && rd.t.sets(cue[k]) && !slices.Contains(d.cue, cue[k]) {
		cue = cue[:k] // "said in", of "said in a video"
	}
	for k := len(cue) - 1; k > 0 && cue[k]+1 < len(rd.t.Tokens) && strings.HasPrefix(rd.t.Tokens[cue[k]+1].Ent, "I-") && rd.t.Tokens[cue[k]].Ent != "O"; k-- {
		cue = cue[:k] // "said last", of "said last week"
	}
	if slices.Contains(cue, d.head) {
		return cue
	}
	return d.cue
}

// sets reports whether a preposition tells where or when something is said: "said in a video".
func (t *tree) sets(k int) bool {
	return t.Tokens[k].Pos == "ADP" && slices.Contains([]string{"in", "on", "at", "during"}, t.lower(k))
}

// owned gives a draft the source that the head found: the words that belong to it, or another one where the rules
// took somebody else for it.
func (rd *run) owned(d *draft, h *hearing) {
	source := h.source
	if len(source) == 0 || d.manner == hearsay.Narration || d.back {
		return
	}
	if len(d.sources) > 0 && !d.sources[0].Empty() {
		first, end := rd.t.TokensIn(d.sources[0].Span)
		if d.head >= 0 && rd.t.Tokens[d.head].Pos == "NOUN" && slices.ContainsFunc(h.cue, func(k int) bool { return first <= k && k < end }) {
			return // "the investors' expectation": the head takes them into the cue
		}
		if rd.spread(&d.sources[0], source) || d.phrase {
			return
		}
		if h.of(attribute.Source, solid(source)) < h.of(attribute.Source, [][2]int{{first, end}})+rd.head.Margin {
			return // not clearly another one
		}
	}
	s := rd.sourceHead(source)
	if s >= 0 && rd.t.dep(s) == "relcl" {
		s = int(rd.t.head[s]) // "who leads the party": he who does
	}
	if s < 0 || rd.t.verb(s) || rd.apart(s, d.head) || rd.byAnother(d, s) || rd.acting(d) && s > int(rd.t.head[d.head]) {
		return
	}
	if len(d.sources) > 0 && s >= 0 && rd.t.Tokens[s].Start >= d.sources[0].Start && rd.t.Tokens[s].End <= d.sources[0].End {
		return
	}
	if len(d.sources) > 0 && !d.sources[0].Empty() {
		first, end := rd.t.TokensIn(d.sources[0].Span)
		if top := rd.topOf(tokensOf([][2]int{{first, end}})); top >= 0 && d.head >= 0 && int(rd.t.head[top]) == d.head && rd.t.above(top, s) {
			return // "Qatar, which mediates with Egypt, condemned": what stands nearer is told of it
		}
	}
	if s = rd.speaker(s); rd.nobody(s) || !rd.canSpeak(s) {
		return
	}
	from := rd.sourceAt(s, "claim/head")
	rd.spread(&from, source)
	if len(d.sources) == 0 {
		d.sources = []hearsay.Source{from}
	} else {
		d.sources[0] = from
	}
}

// sourceHead is the token that a source which the head found is named by. Where the tree takes what is told of somebody for what he does ("three residents
// interviewed by a newspaper said"), it is still he.
func (rd *run) sourceHead(source []int) int {
	s := rd.topOf(source)
	if s >= 0 && rd.t.Tokens[s].Pos == "ADP" {
		k := rd.t.child(s, "pobj")
		if w := rd.t.lower(s); w != "by" && w != "from" || !slices.Contains(source, k) {
			return -1 // "in Nevada" is where, not who
		}
		s = k // "by experts"
	}
	if s >= 0 && rd.t.Tokens[s].Tag == "VBN" {
		if k := rd.t.child(s, "nsubj", "nsubjpass"); k >= 0 && k < s && slices.Contains(source, k) {
			return k
		}
	}
	return s
}

// acting reports whether a claim is made by a participle beside a verb whose subject makes it: in "a court acquitted the mayor, ruling that the witness had lied" it is not
// the mayor, near as he stands.
func (rd *run) acting(d *draft) bool {
	t := rd.t
	if d.head < 0 || len(d.sources) == 0 || d.sources[0].Empty() || t.Tokens[d.head].Tag != "VBG" || t.dep(d.head) != "advcl" || !rd.commaBefore(d.head) {
		return false
	}
	s := t.child(int(t.head[d.head]), "nsubj")
	if s < 0 || !rd.person(s) {
		return false
	}
	first, end := t.TokensIn(d.sources[0].Span)
	return first <= s && s < end
}

// byAnother reports whether a noun is the agent of another verb than a claim's cue, or the cue has an agent of its own: in "Peru, accused by experts of arming them,
// denied it" the experts accuse and Peru denies.
func (rd *run) byAnother(d *draft, s int) bool {
	t := rd.t
	if d.head < 0 || len(d.sources) == 0 || d.sources[0].Empty() {
		return false
	}
	if d.sources[0].By == "claim/agent" {
		return true
	}
	p := int(t.head[s])
	return t.dep(s) == "pobj" && t.dep(p) == "agent" && int(t.head[p]) != d.head
}

// solid makes ranges of tokens.
func solid(ks []int) [][2]int {
	var out [][2]int
	for _, k := range ks {
		if n := len(out); n > 0 && out[n-1][1] == k {
			out[n-1][1]++
		} else {
			out = append(out, [2]int{k, k + 1})
		}
	}
	return out
}

// spread gives a source the words around it that the head takes for it too, and reports whether there are any.
func (rd *run) spread(s *hearsay.Source, tokens []int) bool {
	t := rd.t
	first, end := t.TokensIn(s.Span)
	top := rd.topOf(tokensOf([][2]int{{first, end}}))
	for _, p := range solid(tokens) {
		p = t.trim(p)
		if top > p[0] && top < p[1] && t.Tokens[top].Tag == "PRP" {
			p[0] = top // "at the bottom it reads"
		}
		if top >= p[0] && top < p[1] {
			for p[0] < top && (t.above(p[0], top) || t.dep(top) == "nsubj" && t.dep(int(t.head[top])) == "relcl" && int(t.head[p[0]]) == int(t.head[t.head[top]])) {
				p[0]++ // "a view most economists reject"
			}
			for k := p[0]; k < top; k++ {
				if t.para[k] != t.para[top] || (t.Tokens[k].Tag == "WP" || t.Tokens[k].Tag == "WDT" || t.lower(k) == "that") && k+1 == t.phraseOf(top)[0] {
					p[0] = k + 1 // "the premier, who critics say has lost"
				}
			}
		} else if top >= 0 {
			continue // "residents reached by Reuters": the head is at Reuters
		}
		if p[0] >= p[1] {
			continue
		}
		if h := int(t.head[p[0]]); t.Tokens[p[0]].Tag == "CC" && t.noun(h) {
			p[0] = min(p[0], t.phraseOf(h)[0]) // no half of "Chad and Niger"
		} else if t.Tokens[p[0]].Tag == "CC" && p[0]+1 < p[1] {
			p[0]++
		}
		for p[0] > 1 && t.TextOf(p[0]-1) == "-" && t.Tokens[p[0]-1].End == t.Tokens[p[0]].Start && t.Tokens[p[0]-2].End == t.Tokens[p[0]-1].Start {
			p[0] -= 2 // no half of "Hamas-run"
		}
		for p[0] > 0 && (t.Tokens[p[0]].Tag == "POS" || t.dep(p[0]-1) == "compound" && int(t.head[p[0]-1]) >= p[0] && int(t.head[p[0]-1]) <= top) {
			p[0]-- // no half of a name
		}
		span := t.SpanOf(p[0], p[1])
		if span.Start >= s.End || s.Start >= span.End {
			continue
		}
		if _, end := t.TokensIn(s.Span); p[1] > end && p[1] <= end+3 {
			p[1] = rd.complete(end, p[1])
		}
		for p[1]-1 > top && t.dep(p[1]-1) == "aux" {
			p[1]-- // "a poll of voters has, however, shown"
		}
		p = t.wholeMarks([2]int{p[0], t.bracketed(p[0], t.closed(p[1]))})
		s.Extent = hearsay.OneSpan(t.SpanOf(p[0], p[1]))
		rd.byFirst(s, p, top)
		return true
	}
	return false
}

// bracketed is where a stretch ends that is not to end within brackets: behind the closing one, if that stands next, else before the opening one.
func (t *tree) bracketed(first, end int) int {
	open := -1
	for k := first; k < end; k++ {
		switch t.TextOf(k) {
		case "(":
			open = k
		case ")":
			open = -1
		}
	}
	switch {
	case open <= first:
		return end
	case end < len(t.Tokens) && t.TextOf(end) == ")":
		return end + 1
	}
	return open
}

// byFirst takes the name that a source begins with for who it is, where the tree took a noun of what is told of it behind a comma: "Chad, the
// first to recognise the new government, said".
func (rd *run) byFirst(s *hearsay.Source, p [2]int, top int) {
	t := rd.t
	for n := p[0]; s.Entity == "" && n < top && t.TextOf(n) != ","; n++ {
		if e, m, ok := rd.entityAt(n); ok && m.First == p[0] && m.TokenEnd < p[1] && t.TextOf(m.TokenEnd) == "," {
			s.Entity, s.Number, s.Named = e.ID, m.Number, rd.nameOf(e.ID) // "The ruling Green Way party, whose win"
		}
	}
	n := p[0]
	for n+1 < p[1] && t.Tokens[n+1].Pos == "PROPN" {
		n++
	}
	if n >= top || n+1 >= p[1] || t.TextOf(n+1) != "," || t.Tokens[top].Pos != "NOUN" {
		return
	}
	if e, m, ok := rd.entityAt(n); ok && m.Form == hearsay.NameForm && e.ID != s.Entity && rd.person(n) {
		s.Entity, s.Number, s.Named = e.ID, m.Number, true
	}
}

// complete is the place up to end, from which on a phrase is not cut: "Qatar" of "Qatar, which is" before "hosting talks".
func (rd *run) complete(from, end int) int {
	t := rd.t
	for k := from; k < end; k++ {
		if t.timeAt(k) {
			end = k // "the army on Tuesday" said it then
		}
	}
	for k := end - 1; k >= from; k-- {
		c := k
		for range maxClimb {
			first, last := t.Subtree(c)
			if last > end && first >= from {
				end = min(end, first)
			}
			if int(t.head[c]) == c || first < from {
				break
			}
			c = int(t.head[c])
		}
	}
	for end > from && (t.punct(end-1) || t.space(end-1) || t.Tokens[end-1].Pos == "ADP") {
		end--
	}
	return max(end, from)
}

// compact takes out the drafts that are gone.
func (rd *run) compact() {
	to := make([]int, len(rd.drafts))
	var left []*draft
	for i, d := range rd.drafts {
		to[i] = -1
		if !d.gone {
			to[i] = len(left)
			left = append(left, d)
		}
	}
	rd.drafts = left
	for h, i := range rd.at {
		if to[i] < 0 {
			delete(rd.at, h)
		} else {
			rd.at[h] = to[i]
		}
	}
	for _, d := range rd.drafts {
		if d.within >= 0 {
			d.within = to[d.within]
		}
	}
}
