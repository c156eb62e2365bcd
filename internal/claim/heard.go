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
	if rd.head == nil || rd.r.Vectors == nil {
		return
	}
	t := rd.t
	list, odds := rd.head.Find(rd.r.Vectors)
	rd.odds = odds
	at := map[int]int{} // token of a cue -> its draft
	for i, d := range rd.drafts {
		for _, k := range d.cue {
			if o, ok := at[k]; !ok || k == d.head && rd.drafts[o].head != k {
				at[k] = i
			}
		}
	}
	kept, edges := map[int]bool{}, rd.edges()
	made := map[hearsay.Span]bool{} // words that were passed over, and put something forward after all
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
			made[t.Tokens[rd.drafts[n].head].Span] = true
		}
	}
	rd.r.PassedOver = slices.DeleteFunc(rd.r.PassedOver, func(p hearsay.PassedOver) bool { return p.What == "claim" && made[p.Span] })
	best := func(d *draft) float64 {
		o := odds[d.cue[0]][attribute.Begins]
		for _, k := range d.cue {
			o = max(o, odds[k][attribute.Begins])
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
	if s < 0 || rd.quotedApart(s, d.head) {
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
		for p[0] > 1 && t.TextOf(p[0]-1) == "-" && t.Tokens[p[0]-1].End == t.Tokens[p[0]].Start && t.Tokens[p[0]-2].End == t.Tokens[p[0]-1].Start {
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

// unheard makes a draft of an attribution that no line of the data files gave; -1 where nobody puts
// it forward. What its cue means its line tells, else the content: what is told as a
// clause is said, what as an infinitive is not.
func (rd *run) unheard(h *hearing) int {
	t, pieces := rd.t, rd.bareClause(h.content)
	v := rd.topOf(h.cue)
	sure := h.Odds > rd.head.Trust
	if v < 0 || rd.has(v) || t.punct(v) || slices.Contains([]string{"DET", "PRON", "CCONJ", "NUM", "PART"}, t.Tokens[v].Pos) {
		return -1
	}
	if never, ok := rd.refused[v]; never || ok && !sure {
		return -1
	}
	for k := v + 1; k+1 < len(t.Tokens) && k < v+12 && t.sentenceAt[k] == t.sentenceAt[v]; k++ {
		if t.lower(k) == "as" && t.Tokens[k+1].Tag == "VBG" && rd.has(k+1) {
			return -1 // "CNN quoted the general as saying": what the general says is read there
		}
	}
	root := rd.topOf(tokensOf(pieces))
	if root < 0 || !slices.ContainsFunc(tokensOf(pieces), func(k int) bool {
		return slices.Contains([]string{"VERB", "NOUN", "PROPN", "NUM", "ADJ", "AUX", "INTJ"}, t.Tokens[k].Pos) || t.lower(k) == "it"
	}) {
		return -1 // "they posted that"
	}
	if t.dep(root) == "relcl" && int(t.head[root]) == v {
		return -1 // "an allegation that both deny" tells of the allegation, not what it is
	}
	c := rd.lookup(v)
	n := rd.x.nouns[t.lemma(v)]
	if c == nil && n == nil && !t.verb(root) && rd.deeds[v] {
		return -1 // "imposed a curfew" is a deed, no word about one
	}
	d := &draft{pieces: pieces, cue: h.cue, head: v, lemma: t.lemma(v), act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: "claim/head"}
	switch {
	case t.verb(v) && c != nil:
		d.lemma, d.act, d.certainty, d.polarity = c.lemma, c.act, c.certainty, c.polarity
		rd.stance(d, v, c, root)
	case t.Tokens[v].Pos == "NOUN" && n != nil:
		d.lemma, d.act, d.certainty, d.polarity = n.lemma, n.act, n.certainty, n.polarity
		d.certainty = rd.modality(root, d.certainty)
	case t.verb(root) && t.infinitive(root):
		d.act, d.certainty = hearsay.OtherSays, hearsay.Unknown
	default:
		if !t.verb(v) || !t.finite(root) {
			d.act = hearsay.OtherSays
		}
		d.certainty = rd.modality(root, d.certainty)
	}
	if s := rd.topOf(h.source); s >= 0 && !rd.askedOf(v) && !rd.quotedApart(s, v) {
		if s = rd.speaker(s); rd.nobody(s) || !rd.canSpeak(s) && !sure {
			return -1
		}
		from := rd.sourceAt(s, "claim/head")
		rd.spread(&from, h.source)
		d.sources = append(d.sources, from)
		d.sources = append(d.sources, rd.passedOn(v, s, c)...)
	} else {
		by, ok := rd.nameless(h, c, root)
		if !ok {
			return -1
		}
		d.manner = hearsay.Narration
		d.certainty = weaker(d.certainty, by)
	}
	if rd.add(d) == nil {
		return -1
	}
	rd.take(d.pieces)
	return len(rd.drafts) - 1
}

// quotedApart reports whether a source stands in a quotation that its cue is no part of: nobody speaks out of another's words.
func (rd *run) quotedApart(s, v int) bool {
	return v >= 0 && rd.t.quoteAt[s] >= 0 && rd.t.quoteAt[s] != rd.t.quoteAt[v]
}

// askedOf reports whether what a participle puts forward is somebody else's: "asked about it, she said".
func (rd *run) askedOf(v int) bool {
	return rd.t.Tokens[v].Tag == "VBN" && rd.t.child(v, "aux", "auxpass", "agent") < 0
}

// nameless is how sure an outlet is of what is put forward by nobody who is named, and whether anything is.
func (rd *run) nameless(h *hearing, c *cueVerb, root int) (hearsay.Certainty, bool) {
	for _, k := range h.cue {
		if rd.x.hedge(rd.t, k) {
			return "", false // how sure the outlet is its line tells
		}
	}
	v := rd.topOf(h.cue)
	if t := rd.t; t.verb(v) && t.finite(v) && !t.passive(v) {
		return "", false // it has a subject, whether that was found or not
	}
	if c != nil {
		if sure, ok := unsourced(c); ok {
			return sure, true
		}
	}
	known := c != nil || rd.x.nouns[rd.t.lemma(v)] != nil
	return hearsay.Unknown, known && h.Odds > rd.head.Trust && rd.t.verb(root)
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
