package claim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// heard brings in the attributions that the head found. It knows best what is an attribution; the lines of the data files
// tell what a cue means, and what is said inside a content, of which the head knows nothing. So a draft that has the
// cue of an attribution gets its content, unless its own is nearly as good in the head's eyes, as the tree's edges are cleaner;
// where none has, a draft is made; and a draft that the head does not believe in is dropped, unless it stands inside a content.
func (rd *run) heard() {
	if rd.head == nil || rd.r.Vectors == nil {
		return
	}
	t := rd.t
	list, odds := rd.head.Find(rd.r.Vectors)
	at := map[int]int{} // token of a cue -> its draft
	for i, d := range rd.drafts {
		for _, k := range d.cue {
			if o, ok := at[k]; !ok || k == d.head && rd.drafts[o].head != k {
				at[k] = i
			}
		}
	}
	kept, edges := map[int]bool{}, rd.edges()
	for i := range list {
		h := rd.hearing(&list[i], edges)
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
			rd.widen(rd.drafts[d], h)
			rd.drafts[d].cue = rd.cueOf(rd.drafts[d], h.cue)
			rd.owned(rd.drafts[d], h)
		} else if n := rd.unheard(h); n >= 0 {
			kept[n] = true
		}
	}
	best := func(d *draft) float64 {
		o := odds[d.cue[0]]
		for _, k := range d.cue {
			o = max(o, odds[k])
		}
		return float64(o)
	}
	inside := make([]bool, len(t.Tokens)) // a content
	for i, d := range rd.drafts {
		if kept[i] || len(d.cue) == 0 || best(d) >= rd.head.Doubt {
			for _, k := range tokensOf(d.pieces) {
				inside[k] = true
			}
		}
	}
	for i, d := range rd.drafts {
		// A phrase such as "in the words of" can hardly be meant otherwise.
		if kept[i] || d.head < 0 || d.phrase || len(d.cue) == 0 || inside[d.head] || d.within >= 0 || d.manner == hearsay.Narration {
			continue
		}
		if o := best(d); o < rd.head.Doubt {
			rd.pass(d.head, fmt.Sprintf("'%s' puts nothing forward here (odds %.1f)", t.TextOf(d.head), o), "head")
			d.gone = true
		}
	}
	rd.compact()
}

// hearing is an attribution with the spans that were chosen for it.
type hearing struct {
	*attribute.Attribution
	edges       []float64
	free        [][]float32 // by role what spoke for each token before the spans of other roles took it
	source, cue []int       // tokens
	content     [][2]int    // half-open ranges
	worth       float64     // of the content
}

// edges are what it costs to begin or end a span before each token: the more, the more arcs of the tree
// cross that place, and nothing much between sentences and beside marks.
func (rd *run) edges() []float64 {
	t := rd.t
	n := len(t.Tokens)
	cross := make([]int, n+2)
	for i := range t.Tokens {
		if h := int(t.head[i]); h != i {
			cross[min(i, h)+1]++
			cross[max(i, h)+1]--
		}
	}
	out := make([]float64, n+1)
	arcs := 0
	for i := range out {
		arcs += cross[i]
		c := rd.head.Edge + rd.head.Cross*float64(max(0, arcs-1))
		switch {
		case i == 0 || i == n || t.sentenceAt[i] != t.sentenceAt[i-1]:
			c = rd.head.Edge / 2
		case t.punct(i) || t.punct(i-1) || t.space(i) || t.space(i-1):
			c = min(c, rd.head.Edge)
		}
		out[i] = c
	}
	return out
}

// hearing chooses spans for an attribution: of the source and the cue one stretch, of the content as many as are worth their edges.
func (rd *run) hearing(a *attribute.Attribution, edges []float64) *hearing {
	h := &hearing{Attribution: a, edges: edges}
	for i := range a.Belongs[attribute.Cue] {
		if a.First+i == a.Begins {
			a.Belongs[attribute.Cue][i] += 50 // it holds its own beginning
		}
	}
	for r := range a.Belongs {
		h.free = append(h.free, slices.Clone(a.Belongs[r]))
	}
	bar := func(ks [][2]int) {
		for _, p := range ks {
			for k := p[0]; k < p[1]; k++ {
				for r := range a.Belongs {
					a.Belongs[r][k-a.First] = -20
				}
			}
		}
	}
	cue, _ := h.spans(attribute.Cue, true)
	h.cue = tokensOf(cue)
	bar(cue)
	source, _ := h.spans(attribute.Source, true)
	h.source = tokensOf(source)
	bar(source)
	rd.barAbove(h)
	h.content, h.worth = h.spans(attribute.Content, false)
	return h
}

// barAbove keeps out of a content what a noun that puts it forward is part of: in "the army's claim that the
// town fell was denied" what is denied. A clause that hangs there may be the content: "the claim is that the town fell".
func (rd *run) barAbove(h *hearing) {
	t := rd.t
	v := rd.topOf(h.cue)
	if v < 0 || t.verb(v) {
		return
	}
	not := func(k int) {
		if i := k - h.First; i >= 0 && i < len(h.Belongs[attribute.Content]) {
			h.Belongs[attribute.Content][i], h.free[attribute.Content][i] = -20, -20
		}
	}
	below := v
	for k := int(t.head[v]); k != below; below, k = k, int(t.head[k]) {
		if k < v {
			continue // "they reject claims that ..." may itself be what somebody says
		}
		not(k)
		for _, child := range t.children(k) {
			c := int(child)
			if c <= v || c == below || slices.Contains([]string{"ccomp", "xcomp", "acl", "advcl", "parataxis"}, t.dep(c)) {
				continue
			}
			l, r := t.Subtree(c)
			for i := l; i < r; i++ {
				not(i)
			}
		}
	}
}

// spans are the stretches of tokens of which most is in favour, less what their edges cost; one alone, if asked (Viterbi's algorithm).
func (h *hearing) spans(role int, one bool) ([][2]int, float64) {
	s := h.Belongs[role]
	n := len(s)
	if n == 0 {
		return nil, 0
	}
	const before, in, behind, never = 0, 1, 2, -1e9
	// worth[i][k]: the best of the tokens up to i, where i is outside (behind: the only span stands before it) or inside.
	worth, from := make([][3]float64, n), make([][3]int8, n)
	worth[0] = [3]float64{0, float64(s[0]) - h.edges[h.First], never}
	for i := 1; i < n; i++ {
		w, e := worth[i-1], h.edges[h.First+i]
		step := func(to, at int, v float64) {
			if v > worth[i][to] {
				worth[i][to], from[i][to] = v, int8(at)
			}
		}
		worth[i] = [3]float64{never, never, never}
		step(before, before, w[before])
		step(in, in, w[in])
		step(in, before, w[before]-e)
		step(behind, behind, w[behind])
		if one {
			step(behind, in, w[in]-e)
		} else {
			step(before, in, w[in]-e)
		}
		worth[i][in] += float64(s[i])
	}
	last := worth[n-1]
	last[in] -= h.edges[h.First+n]
	k := before
	for _, o := range []int{in, behind} {
		if last[o] > last[k] {
			k = o
		}
	}
	if last[k] <= 0 {
		return nil, 0
	}
	best := last[k]
	var out [][2]int
	for i := n - 1; i >= 0; i-- {
		if k == in {
			if m := len(out); m > 0 && out[m-1][0] == h.First+i+1 {
				out[m-1][0]--
			} else {
				out = append(out, [2]int{h.First + i, h.First + i + 1})
			}
		}
		k = int(from[i][k])
	}
	slices.Reverse(out)
	return out, best
}

// of is what given spans are worth.
func (h *hearing) of(role int, spans [][2]int) float64 {
	sum := 0.0
	for _, p := range spans {
		sum -= h.edges[p[0]] + h.edges[p[1]]
		for k := p[0]; k < p[1]; k++ {
			if i := k - h.First; i >= 0 && i < len(h.free[role]) {
				sum += float64(h.free[role][i])
			} else {
				sum -= 1 // out of reach
			}
		}
	}
	return sum
}

// topOf is the token of a set whose head is outside it: of several a verb, then a noun, then the first
// that is a word. -1 of none.
func (rd *run) topOf(ks []int) int {
	t := rd.t
	in := map[int]bool{}
	for _, k := range ks {
		in[k] = true
	}
	rank := func(k int) int {
		switch t.Tokens[k].Pos {
		case "VERB":
			return 3
		case "NOUN", "PROPN":
			return 2
		case "PUNCT", "PART", "SPACE":
			return 0
		}
		if t.verb(k) {
			return 3
		}
		return 1
	}
	best := -1
	for _, k := range ks {
		if h := int(t.head[k]); h != k && in[h] || t.space(k) {
			continue
		}
		if best < 0 || rank(k) > rank(best) {
			best = k
		}
	}
	return best
}

// widen gives a draft the content that the head found, if it is clearly better than its own.
func (rd *run) widen(d *draft, h *hearing) {
	if d.manner == hearsay.Direct || h.of(attribute.Content, rd.thatClause(d.pieces)) >= h.worth-rd.head.Margin {
		return // marks tell best where a quotation ends
	}
	if !rd.wider(h.content, d.pieces) {
		return
	}
	if slices.Contains(h.cue, rd.topOf(tokensOf(d.pieces))) {
		return // "echoed the words of his leader": the head takes the object for a part of the cue
	}
	pieces := rd.t.clean(rd.less(rd.bareClause(h.content), d.head), d.head)
	if len(h.source) == 0 && len(d.sources) > 0 && slices.ContainsFunc(pieces, func(p [2]int) bool {
		span := rd.t.SpanOf(p[0], p[1])
		return span.Start < d.sources[0].End && d.sources[0].Start < span.End
	}) {
		return
	}
	if len(pieces) == 0 {
		return
	}
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

// take marks the quotations that a content holds, so that nobody else is asked for their speaker.
func (rd *run) take(pieces [][2]int) {
	for _, k := range tokensOf(pieces) {
		if q := rd.t.quoteAt[k]; q >= 0 {
			rd.t.quotes[q].taken = true
		}
	}
}

// wider reports whether a content holds nearly all of another, and nothing of other sentences.
func (rd *run) wider(a, b [][2]int) bool {
	in, sentences := map[int]bool{}, map[int32]bool{}
	for _, k := range tokensOf(a) {
		in[k] = true
	}
	left := 0
	for _, k := range tokensOf(b) {
		sentences[int32(rd.t.sentenceAt[k])] = true
		if !in[k] && !rd.t.punct(k) {
			left++
		}
	}
	for k := range in {
		if !sentences[int32(rd.t.sentenceAt[k])] {
			return false
		}
	}
	return left == 0
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
		for steps := 0; steps < 64; steps++ {
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
		return rd.t.Tokens[k].Tag == "POS" || slices.ContainsFunc(d.pieces, func(p [2]int) bool { return p[0] <= k && k < p[1] })
	})
	if slices.Contains(cue, d.head) {
		return cue
	}
	return d.cue
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
		if rd.spread(&d.sources[0], source) {
			return
		}
		if h.of(attribute.Source, solid(source)) < h.of(attribute.Source, [][2]int{{first, end}})+rd.head.Margin {
			return // not clearly another one
		}
	}
	s := rd.topOf(source)
	if s < 0 {
		return
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
	for _, p := range solid(tokens) {
		p = t.trim(p)
		if p[0] >= p[1] {
			continue
		}
		for p[0] > 1 && t.TextOf(p[0]-1) == "-" {
			p[0] -= 2 // no half of "Hamas-run"
		}
		span := t.SpanOf(p[0], p[1])
		if span.Start >= s.End || s.Start >= span.End {
			continue
		}
		if _, end := t.TokensIn(s.Span); p[1] > end && p[1] <= end+3 {
			p[1] = rd.complete(end, p[1])
		}
		s.Extent = hearsay.OneSpan(t.SpanOf(p[0], p[1]))
		return true
	}
	return false
}

// complete is the place up to end, from which on a phrase is not cut: "Qatar" of "Qatar, which is" before "hosting talks".
func (rd *run) complete(from, end int) int {
	t := rd.t
	for k := from; k < end; k++ {
		if e := t.Tokens[k].Ent; strings.HasSuffix(e, "DATE") || strings.HasSuffix(e, "TIME") {
			end = k // "the army on Tuesday" said it then
		}
	}
	for k := end - 1; k >= from; k-- {
		for c := k; ; c = int(t.head[c]) {
			first, last := t.Subtree(c)
			if last > end && first >= from {
				end = min(end, first)
			}
			if int(t.head[c]) == c || first < from {
				break
			}
		}
	}
	for end > from && (t.punct(end-1) || t.space(end-1) || t.Tokens[end-1].Pos == "ADP") {
		end--
	}
	return max(end, from)
}

// unheard makes a draft of an attribution that no line of the data files gave; -1 where nobody puts
// it forward. What its cue means its line tells, else the content: what is told as a
// clause is said, what as an infinitive is not.
func (rd *run) unheard(h *hearing) int {
	t, pieces := rd.t, rd.bareClause(h.content)
	v := rd.topOf(h.cue)
	if v < 0 || rd.has(v) || rd.refused[v] || t.punct(v) {
		return -1
	}
	for k := v + 1; k+1 < len(t.Tokens) && k < v+12 && t.sentenceAt[k] == t.sentenceAt[v]; k++ {
		if t.lower(k) == "as" && t.Tokens[k+1].Tag == "VBG" && rd.has(k+1) {
			return -1 // "CNN quoted the general as saying": what the general says is read there
		}
	}
	root := rd.topOf(tokensOf(pieces))
	if root >= 0 && t.dep(root) == "relcl" && int(t.head[root]) == v {
		return -1 // "an allegation that both deny" tells of the allegation, not what it is
	}
	d := &draft{pieces: pieces, cue: h.cue, head: v, lemma: t.lemma(v), act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: "claim/head"}
	c := rd.lookup(v)
	n := rd.x.nouns[t.lemma(v)]
	switch {
	case t.verb(v) && c != nil:
		d.lemma, d.act, d.certainty, d.polarity = c.lemma, c.act, c.certainty, c.polarity
		rd.stance(d, v, c, root)
	case t.Tokens[v].Pos == "NOUN" && n != nil:
		d.lemma, d.act, d.certainty, d.polarity = n.lemma, n.act, n.certainty, n.polarity
		d.certainty = rd.modality(root, d.certainty)
	case root >= 0 && t.verb(root) && t.infinitive(root):
		d.act, d.certainty = hearsay.OtherSays, hearsay.Unknown
	default:
		if !t.verb(v) || root < 0 || !t.finite(root) {
			d.act = hearsay.OtherSays
		}
		if root >= 0 {
			d.certainty = rd.modality(root, d.certainty)
		}
	}
	s := rd.topOf(h.source)
	if s >= 0 {
		if t.Tokens[v].Tag == "VBN" && t.child(v, "aux", "auxpass", "agent") < 0 {
			return -1 // "asked about it, she said": somebody asked her
		}
		if s = rd.speaker(s); rd.nobody(s) || !rd.canSpeak(s) {
			return -1
		}
		from := rd.sourceAt(s, "claim/head")
		rd.spread(&from, h.source)
		d.sources = append(d.sources, from)
		d.sources = append(d.sources, rd.passedOn(v, s, c)...)
	} else {
		if c == nil {
			return -1
		}
		sure, ok := unsourced(c)
		if !ok {
			return -1
		}
		d.manner = hearsay.Narration
		d.certainty = weaker(d.certainty, sure)
	}
	if rd.add(d) == nil {
		return -1
	}
	rd.take(d.pieces)
	rd.r.PassedOver = slices.DeleteFunc(rd.r.PassedOver, func(p hearsay.PassedOver) bool {
		return p.What == "claim" && p.Span == t.Tokens[v].Span
	})
	return len(rd.drafts) - 1
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
