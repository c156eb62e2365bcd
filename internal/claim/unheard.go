package claim

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
)

// likely is the odds of a cue from which its verb's subject is its source where the head names none.
const likely = -0.5

// unlikely are the mean odds of words below which they are no content and no part of a source, whatever ties them to a cue.
const unlikely = -1

// certain is the odds of a cue from which a clause that the tree hung on a noun is what is put forward: "records from the cycle show he backed both".
const certain = 2

// mean is what the head thinks on average of the words among tokens as part of a role; 0 of none.
func (rd *run) mean(role int, ks []int) float64 {
	sum, n := 0.0, 0
	for _, k := range ks {
		if !rd.t.punct(k) {
			sum, n = sum+float64(rd.odds[k][role]), n+1
		}
	}
	return sum / float64(max(1, n))
}

// unheard makes a draft of an attribution that no line of the data files gave; -1 where nobody puts
// it forward. Where somebody surely does, it insists, and asks the tree for a subject where the head has none. What its
// cue means its line tells, else the content: what is told as a clause is said, what as an infinitive is not.
func (rd *run) unheard(h *hearing, insist bool) int {
	t := rd.t
	v := rd.namedBy(h.cue)
	pieces := rd.beforeNext(rd.besideCue(rd.bareClause(h.content), v), v)
	trusted := h.Odds > rd.head.Trust
	root := rd.topOf(tokensOf(pieces))
	if v < 0 || root < 0 || len(tokensOf(pieces)) > 1 && rd.mean(attribute.Content, tokensOf(pieces)) < unlikely || rd.unfit(h, v, root, pieces, insist || trusted) {
		return -1
	}
	c := rd.lookup(v)
	n := rd.x.nouns[t.lemma(v)]
	if c == nil && n == nil && !t.verb(root) && (rd.deeds[v] || rd.deeds[root] && t.dep(root) == "dobj") {
		return -1 // "imposed a curfew" is a deed, no word about one
	}
	if c == nil && n == nil && (rd.deeds[v] && t.passive(v) || len(h.cue) == 1 && t.lemma(v) == "be") {
		return -1 // "were arrested on suspicion of planning it": theirs is not the word; "was" puts nothing forward by itself
	}
	if c == nil && n == nil && rd.putBelow(v, pieces) {
		return -1 // "had gone to ask for proof that he lived"
	}
	d := rd.meant(h.cue, v, root, pieces)
	s := rd.sourceHead(h.source)
	if s >= 0 && t.verb(v) && (t.Tokens[s].Tag == "WP" || t.Tokens[s].Tag == "WDT") {
		s = rd.antecedent(v, s)
	}
	hedged := slices.ContainsFunc(h.cue, func(k int) bool { return rd.x.hedge(t, k) })
	if s < 0 && (insist || h.Odds > likely) && t.verb(v) && !hedged {
		if s = rd.subject(v); s >= 0 && rd.canSpeak(s) && !rd.nobody(s) {
			h.source = []int{s}
		} else {
			s = -1
		}
	}
	if s >= 0 && slices.Contains(h.cue, s) {
		s = -1 // "It was not clear why"
	}
	if s >= 0 && c != nil && c.addr && t.child(v, "nsubjpass") == s {
		s, h.source = -1, nil // "the spokesman was asked about it": by others
	}
	if a := t.agent(v); a >= 0 && s >= 0 && t.Tokens[v].Tag == "VBN" && t.child(v, "aux") < 0 && rd.canSpeak(a) {
		s, h.source = a, nil // "the governor, asked by a lawmaker if he would go, replied"
	}
	if s >= 0 {
		if first := t.phraseOf(s)[0]; t.lower(first) == "than" || first > 0 && t.lower(first-1) == "than" {
			return -1 // "one more than the ministry has confirmed"
		}
	}
	if s >= 0 && (insist && t.dep(v) == "conj" || !rd.askedOf(v)) && !rd.apart(s, v) {
		if s = rd.speaker(s); rd.nobody(s) || !rd.canSpeak(s) && !trusted {
			return -1
		}
		from := rd.sourceAt(s, "claim/head")
		rd.spread(&from, h.source)
		if first := d.pieces[0][0]; s < first && from.Start < t.Tokens[first].Start && t.Tokens[first].Start < from.End && from.Parts == nil {
			for first > s+1 && t.Tokens[first-1].Pos == "ADP" {
				first--
			}
			from.Extent = hearsay.OneSpan(hearsay.Span{Start: from.Start, End: t.Tokens[first-1].End}) // "asked by a reporter for evidence"
		}
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

// putBelow reports whether a content stands within that of another claim, whose cue hangs on a word.
func (rd *run) putBelow(v int, pieces [][2]int) bool {
	return slices.ContainsFunc(rd.drafts, func(d *draft) bool {
		if d.head <= v || !rd.t.above(v, d.head) {
			return false
		}
		in := tokensOf(d.pieces)
		return !slices.ContainsFunc(tokensOf(pieces), func(k int) bool { return !slices.Contains(in, k) })
	})
}

// meant is what a cue that no rule made a claim of means, v the word that tells what is done and root the content's highest token: what its line tells, else what the
// content shows, as what is told as a clause is said, what as an infinitive is not. pieces may lose a "no" that the cue has.
func (rd *run) meant(cue []int, v, root int, pieces [][2]int) *draft {
	t := rd.t
	d := &draft{pieces: pieces, cue: cue, head: v, lemma: t.lemma(v), act: hearsay.Say, certainty: hearsay.Certain, polarity: hearsay.Positive, by: "claim/head"}
	c, n := rd.lookup(v), rd.x.nouns[t.lemma(v)]
	switch {
	case t.verb(v) && c != nil:
		d.lemma, d.act, d.certainty, d.polarity = c.lemma, c.act, c.certainty, c.polarity
		if p := rd.prepositionOf(cue, pieces[0][0]); p != "" && c.pp[p] {
			if a, ok := c.acts[(&found{frame: "phrase-" + p}).kind()]; ok {
				d.act = a // "called for", not "called"
				if a == hearsay.Request || a == hearsay.Order {
					d.certainty = hearsay.Unknown
				}
			}
		}
		if c.small && rd.calledFalse(pieces) {
			d.act, d.polarity = hearsay.Deny, hearsay.Negative
		}
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
	first, _ := t.Subtree(root)
	if o := t.child(root, "det"); o >= 0 && t.lower(o) == "no" && o <= pieces[0][0] || t.lower(first) == "neither" || slices.ContainsFunc(cue, func(k int) bool { return t.lower(k) == "no" }) {
		d.act, d.certainty, d.polarity = hearsay.OtherSays, hearsay.Unknown, hearsay.Positive // "offered no details"
		if o >= 0 && o == pieces[0][0] && t.lower(o) == "no" && pieces[0][1] > o+1 {
			pieces[0][0]++
		}
	}
	return d
}

// prepositionOf is the preposition that ends a cue or stands between it and what is put forward, which begins at token first; empty: none does.
func (rd *run) prepositionOf(cue []int, first int) string {
	for _, k := range []int{cue[len(cue)-1], rd.t.prev(first - 1)} {
		if k >= 0 && rd.t.Tokens[k].Tag == "IN" { // a conjunction too: "called for them to leave"
			return rd.t.lower(k)
		}
	}
	return ""
}

// unfit reports whether a cue puts nothing forward that could be told as a claim, or what another one tells already. root is
// the content's highest token; a cue that is sure stands against what a rule refused for now.
func (rd *run) unfit(h *hearing, v, root int, pieces [][2]int, sure bool) bool {
	t := rd.t
	if rd.has(v) || t.punct(v) || slices.Contains([]string{"DET", "PRON", "CCONJ", "NUM", "PART"}, t.Tokens[v].Pos) {
		return true
	}
	if e, m, ok := rd.r.EntityOf(v); ok && m.Form == hearsay.NameForm && e.Kind == hearsay.Person {
		return true // "signed by its director, Yusuf Said"
	}
	if never, ok := rd.refused[v]; never || ok && !sure {
		return true
	}
	for k := v + 1; k+1 < len(t.Tokens) && k < v+12 && t.sentenceAt[k] == t.sentenceAt[v]; k++ {
		if t.lower(k) == "as" && t.Tokens[k+1].Tag == "VBG" && rd.has(k+1) {
			return true // "CNN quoted the general as saying": what the general says is read there
		}
	}
	if rd.said(h, root) {
		return true
	}
	if !slices.ContainsFunc(tokensOf(pieces), func(k int) bool {
		return slices.Contains([]string{"VERB", "NOUN", "PROPN", "NUM", "ADJ", "AUX", "INTJ"}, t.Tokens[k].Pos) || t.lower(k) == "it"
	}) {
		return true // "they posted that"
	}
	if p := t.child(root, "pobj"); t.Tokens[root].Pos == "ADP" && p >= 0 && t.timeAt(p) {
		return true // "rejected within hours"
	}
	if t.dep(root) == "pobj" && t.Tokens[root].Pos == "ADJ" || t.dep(root) == "pcomp" && !t.verb(root) {
		return true // "published in full"
	}
	if l := t.lemma(root); t.dep(v) == "relcl" && int(t.head[v]) == root && rd.x.asides["noun "+l] && rd.x.nouns[l] == nil {
		return true // "a move the rebels rejected" has happened
	}
	first := pieces[0][0]
	if t.Tokens[v].Pos == "NOUN" && !t.verb(root) && t.Tokens[first].Pos != "ADP" && (first == 0 || t.Tokens[first-1].Pos != "ADP") && t.quoteAt[root] < 0 {
		return true // "a claim the rebels rejected": whose it is, not what
	}
	for k, step := root, 0; k != v && step < maxClimb && h.Odds < certain; k, step = int(t.head[k]), step+1 {
		if t.dep(k) == "relcl" && t.above(v, k) {
			return true // "an allegation that both deny" tells of the allegation, not what it is
		}
	}
	return false
}

// namedBy is the word of a cue that tells what is done: of "there is agreement" the noun, else its highest token.
func (rd *run) namedBy(cue []int) int {
	v := rd.topOf(cue)
	if v >= 0 && rd.t.lemma(v) == "be" {
		if k := rd.t.child(v, "attr"); k >= 0 && rd.t.Tokens[k].Pos == "NOUN" && slices.Contains(cue, k) {
			return k
		}
	}
	return v
}

// besideCue leaves out of a content parts of other sentences than the cue's, but for quotations that nobody else speaks and whole sentences.
func (rd *run) besideCue(pieces [][2]int, v int) [][2]int {
	t := rd.t
	if v < 0 {
		return pieces
	}
	return slices.DeleteFunc(slices.Clone(pieces), func(p [2]int) bool {
		at := t.sentenceAt[p[0]]
		if at == t.sentenceAt[v] {
			return false
		}
		if q := t.quoteAt[p[0]]; q >= 0 {
			return t.quotes[q].taken // somebody else speaks it
		}
		last := t.sentences[t.sentenceAt[p[1]-1]].End
		return p[0] > t.sentences[at].First+1 || t.wordsIn(p[1], last)
	})
}

// beforeNext ends a content where its speaker does the next thing: "called it a crime and suspended talks".
func (rd *run) beforeNext(pieces [][2]int, v int) [][2]int {
	t := rd.t
	if v < 0 || len(pieces) != 1 || !t.verb(v) || pieces[0][0] <= v {
		return pieces
	}
	for _, k := range t.children(v) {
		k := int(k)
		if p := pieces[0]; t.dep(k) == "conj" && t.verb(k) && t.finite(k) && k > p[0]+1 && k < p[1] && t.quoteAt[k] == t.quoteAt[v] && t.Tokens[k-1].Pos == "CCONJ" {
			return [][2]int{{p[0], k - 1}}
		}
	}
	return pieces
}

// apart reports whether a source stands in a quotation that its cue is no part of, or in another sentence: nobody
// speaks out of another's words.
func (rd *run) apart(s, v int) bool {
	return v >= 0 && (rd.t.quoteAt[s] >= 0 && rd.t.quoteAt[s] != rd.t.quoteAt[v] || rd.t.sentenceAt[s] != rd.t.sentenceAt[v])
}

// said reports whether a draft has the same source and content already: "suggested, speaking anonymously, that".
func (rd *run) said(h *hearing, root int) bool {
	s := rd.topOf(h.source)
	return s >= 0 && root >= 0 && slices.ContainsFunc(rd.drafts, func(d *draft) bool {
		return len(d.sources) > 0 && rd.t.Tokens[s].Start < d.sources[0].End && d.sources[0].Start < rd.t.Tokens[s].End && rd.topOf(tokensOf(d.pieces)) == root
	})
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
	v := rd.namedBy(h.cue)
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

// nearest is the stretch behind a cue that the head takes for something put forward, though nothing ties it to the cue.
func (rd *run) nearest(h *hearing) [][2]int {
	t := rd.t
	if len(h.cue) == 0 || slices.ContainsFunc(h.cue, func(k int) bool { return rd.x.hedge(t, k) }) {
		return nil
	}
	last := h.cue[len(h.cue)-1]
	first := last + 1
	for first < len(t.Tokens) && (t.punct(first) || t.space(first) || t.Tokens[first].Pos == "DET" || t.Tokens[first].Pos == "ADP") {
		first++
	}
	end := first
	for end < len(t.Tokens) && t.sentenceAt[end] == t.sentenceAt[last] && (rd.odds[end][attribute.Content] > 0 || end > first && t.punct(end)) {
		end++
	}
	if end == first {
		return nil
	}
	return t.clean([][2]int{{first, end}}, last)
}
