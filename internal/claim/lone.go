package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// loneQuotes gives the quotations that no verb introduced to a claim: they go on
// with the speaker's words before, or are spoken by whom the sentence before is
// about.
func (rd *run) loneQuotes() {
	t := rd.t
	owner := make([]int, len(t.quotes)) // quotation -> draft whose direct content it is, or -1
	for i := range owner {
		owner[i] = -1
	}
	last := make(map[int32]int) // paragraph -> last draft of a speaker outside quotations
	for i, d := range rd.drafts {
		for _, p := range d.pieces {
			if q := t.quoteAt[p[0]]; q >= 0 && d.head >= 0 && t.quoteAt[d.head] != q && d.manner != hearsay.Indirect && d.manner != hearsay.Narration {
				owner[q] = i
			}
		}
		if d.head >= 0 && t.quoteAt[d.head] < 0 && len(d.sources) > 0 {
			if j, ok := last[t.para[d.head]]; !ok || rd.drafts[j].head <= d.head {
				last[t.para[d.head]] = i
			}
		}
	}
	for q := range t.quotes {
		qt := &t.quotes[q]
		if qt.taken {
			continue
		}
		if qt.carried >= 0 && owner[qt.carried] >= 0 {
			rd.extend(owner[qt.carried], q, owner)
			continue
		}
		own := func(d *draft) {
			if d != nil {
				owner[q] = len(rd.drafts) - 1
			}
		}
		if rd.odds != nil && !t.leads(qt) && t.words(qt) >= leastWithin && rd.mean(attribute.Content, tokensOf([][2]int{t.inside(qt)})) > 0 {
			// 'Ruiz said that the law was hollow. So there is still "a rich lobby that sets the price".'
			if d, ok := last[t.para[qt.first]]; ok && rd.drafts[d].head < qt.first && t.sentenceAt[rd.drafts[d].head]+1 == t.sentenceAt[qt.first] {
				own(rd.quoted(q, rd.drafts[d].sources, "claim/quote:same-speaker"))
			}
			continue
		}
		if !t.speech(qt) || !t.leads(qt) {
			continue
		}
		// The draft whose words or cue stand right before in this paragraph.
		if d := rd.draftBefore(q, owner, last); d >= 0 {
			if rd.continues(d, q, owner) {
				rd.extend(d, q, owner)
			} else {
				own(rd.quoted(q, rd.drafts[d].sources, "claim/quote:same-speaker"))
			}
			continue
		}
		if s := rd.subjectBefore(qt); s >= 0 {
			own(rd.quoted(q, []hearsay.Source{rd.sourceAt(s, "claim/sentence-before")}, "claim/quote:sentence-before"))
			continue
		}
		if t.words(qt) >= 5 {
			rd.pass(qt.first, "no speaker was found for this quotation", "quote")
		}
	}
}

// leastWithin is how many words a quotation within another's sentence must have to be told of as somebody's: fewer are a name or a word that the outlet
// keeps at arm's length.
const leastWithin = 6

// signatures gives quotations to those whose names stand below them.
func (rd *run) signatures() {
	t := rd.t
	for q := range t.quotes {
		qt := &t.quotes[q]
		if qt.taken || !t.speech(qt) || !t.leads(qt) {
			continue
		}
		s, mark := rd.signed(qt)
		by := "claim/quote:signed"
		if s < 0 {
			s, mark = rd.heads(qt)
			by = "claim/quote:headline"
		}
		if s < 0 {
			continue
		}
		if d := rd.quoted(q, []hearsay.Source{rd.sourceAt(s, "claim/signed")}, by); d != nil {
			d.cue, d.lemma = []int{mark}, strings.TrimPrefix(t.TextOf(mark), "”")
		}
	}
}

// heads is who does what a headline tells behind a quotation and a colon, and the colon: "'We were not asked': islanders fight plan for base"; -1: nobody.
func (rd *run) heads(qt *quote) (subject, colon int) {
	t := rd.t
	i := qt.end
	end := t.paras[t.para[i-1]].End
	for end > i && t.space(end-1) {
		end--
	}
	if t.para[qt.first] != 0 || qt.first > 0 && t.wordsIn(0, qt.first) || i+2 >= end || t.TextOf(i) != ":" || t.TextOf(end-1) == "." || end > 40 {
		return -1, -1
	}
	for k := i + 1; k < end; k++ {
		if v := int(t.head[k]); t.dep(k) == "nsubj" && t.verb(v) && t.finite(v) && v > k && t.phraseOf(k)[0] == i+1 && rd.person(k) {
			return k, i
		}
	}
	return -1, -1
}

// maxSignature is how many tokens a name with what it is may have below a quotation.
const maxSignature = 12

// signed is whose name stands below a quotation or behind it after a dash, and nothing else on its line: '"...".  - Moyo'; and the dash. -1: nobody's.
func (rd *run) signed(qt *quote) (name, mark int) {
	t := rd.t
	i := qt.end
	if glued(t.TextOf(i - 1)) {
		i--
	}
	for i < len(t.Tokens) && (t.space(i) || t.TextOf(i) == ".") {
		i++
	}
	if i+1 >= len(t.Tokens) {
		return -1, -1
	}
	if !dash(t.TextOf(i)) && !glued(t.TextOf(i)) {
		return -1, -1
	}
	end := i + 1
	for end < t.paras[t.para[i]].End && !strings.Contains(t.TextOf(end), "\n") {
		end++
	}
	if end-i > maxSignature || t.para[i] > t.para[qt.end-1]+1 {
		return -1, -1
	}
	for k := i + 1; k < end; k++ {
		if t.verb(k) && t.finite(k) {
			return -1, -1
		}
		if e, m, ok := rd.r.EntityOf(k); ok && m.Form == hearsay.NameForm && m.First == i+1 && (e.Kind == hearsay.Person || e.Kind == hearsay.Organization) {
			return k, i
		}
		if len(rd.r.Entities) == 0 && t.Tokens[i+1].Pos == "PROPN" && (k+1 == end || t.Tokens[k+1].Pos != "PROPN") {
			return k, i
		}
	}
	return -1, -1
}

func (rd *run) extend(d, q int, owner []int) {
	t := rd.t
	t.quotes[q].taken = true
	owner[q] = d
	p := t.trim(t.inside(&t.quotes[q]))
	if p[0] < p[1] {
		rd.drafts[d].pieces = append(rd.drafts[d].pieces, p)
	}
}

func (rd *run) quoted(q int, from []hearsay.Source, by string) *draft {
	t := rd.t
	t.quotes[q].taken = true
	sources := append([]hearsay.Source(nil), from...)
	p := t.inside(&t.quotes[q])
	d := rd.add(&draft{pieces: [][2]int{p}, sources: sources, head: -1, manner: hearsay.Direct, act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: by})
	if d != nil {
		d.certainty = rd.modality(t.topOf(p), hearsay.Certain)
	}
	return d
}

// draftBefore is the last draft that speaks before a quotation in its
// paragraph, or in the paragraph before where the quotation is a paragraph of
// its own.
func (rd *run) draftBefore(q int, owner []int, last map[int32]int) int {
	t := rd.t
	qt := &t.quotes[q]
	p := t.para[qt.first]
	d, ok := last[p]
	if k := t.prev(qt.first - 1); ok && k >= 0 && t.TextOf(k) == ":" && rd.drafts[d].head < k && t.sentenceAt[rd.drafts[d].head] == t.sentenceAt[k] {
		return d // "Finch thinks it could take a year: ..."
	}
	if q > 0 && owner[q-1] >= 0 && t.para[t.quotes[q-1].first] == p {
		if o := rd.drafts[owner[q-1]]; ok && d != owner[q-1] && rd.drafts[d].head > t.quotes[q-1].end && o.head >= 0 && t.sentenceAt[rd.drafts[d].head] > t.sentenceAt[o.head] && t.sentenceAt[rd.drafts[d].head]+1 == t.sentenceAt[qt.first] {
			return d // '"They shot him," he said. His sister said there had been no warning. "They laughed."'
		}
		return owner[q-1]
	}
	if ok && rd.drafts[d].head < qt.first {
		return d
	}
	if p == 0 || t.wordsIn(t.paras[p].First, qt.first) || t.wordsIn(qt.end, t.paras[p].End) {
		return -1
	}
	if q > 0 && owner[q-1] >= 0 && t.para[t.quotes[q-1].first] == p-1 {
		return owner[q-1]
	}
	if d, ok := last[p-1]; ok {
		return d
	}
	return -1
}

// continues reports whether a quotation goes on with a draft's direct speech,
// nothing but its speaker standing between: '"A," she said. "B."'.
func (rd *run) continues(d, q int, owner []int) bool {
	t := rd.t
	dr := rd.drafts[d]
	if q == 0 || owner[q-1] != d || dr.head < 0 && len(dr.pieces) == 0 {
		return false
	}
	from := t.quotes[q-1].end
	if dr.head >= from {
		from = dr.head
	}
	verbs := 0
	for i := from + 1; i < t.quotes[q].first; i++ {
		if !t.verb(i) || !t.finite(i) || t.dep(i) == "aux" || t.dep(i) == "auxpass" {
			continue
		}
		if dr.head < 0 || t.sentenceAt[i] != t.sentenceAt[dr.head] || t.dep(i) == "conj" && int(t.head[i]) == dr.head {
			verbs++
		}
	}
	return verbs == 0
}

// subjectBefore is whom the sentence before a quotation is about, where that
// can be a speaker.
func (rd *run) subjectBefore(qt *quote) int {
	t := rd.t
	i := qt.first - 1
	for i >= 0 && (t.punct(i) || t.space(i)) {
		i--
	}
	if i < 0 || t.para[qt.first]-t.para[i] > 1 {
		return -1
	}
	if t.para[i] != t.para[qt.first] && t.wordsIn(qt.end, t.paras[t.para[qt.first]].End) {
		return -1
	}
	s := t.sentences[t.sentenceAt[i]]
	root := -1
	for k := s.First; k < min(s.End, s.First+maxClause); k++ {
		if t.root(k) && t.verb(k) {
			root = k
		}
	}
	if root < 0 {
		return -1
	}
	sub := t.child(root, "nsubj", "nsubjpass")
	if sub < 0 || t.quoteAt[sub] >= 0 || !rd.canSpeak(sub) {
		return -1
	}
	e, _, ok := rd.entityAt(sub)
	if ok && (e.Kind == hearsay.Person || e.Kind == hearsay.Group || e.Kind == hearsay.Organization) {
		return sub
	}
	if !ok && len(rd.r.Entities) == 0 && t.noun(sub) {
		return sub
	}
	return -1
}
