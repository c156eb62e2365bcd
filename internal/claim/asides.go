package claim

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// alongside reports whether a verb of speech that the parser coordinated with
// the content goes with its cue instead: "said it had won, and denied that".
func (rd *run) alongside(k, v int) bool {
	t := rd.t
	o := rd.lookup(k)
	if o == nil || !t.finite(k) || t.child(k, "auxpass", "nsubj", "nsubjpass") >= 0 {
		return false
	}
	if l := t.lemma(k); t.dep(k) == "conj" && rd.negated(k) && (rd.x.asides["without "+l] || rd.x.asides["silent "+l]) {
		if b := t.child(int(t.head[k]), "cc"); b >= 0 && t.lower(b) == "but" {
			return true // "conceded that two officers had been suspended but would not say why"
		}
	}
	if s := t.child(int(t.head[k]), "nsubj", "nsubjpass"); s >= 0 && t.dep(k) == "conj" && rd.commaBefore(k) && (rd.nobody(s) || t.Tokens[s].Pos == "NOUN" && !rd.person(s)) && t.child(k, "ccomp", "dobj", "xcomp", "prep") > k {
		switch o.act {
		case hearsay.Request, hearsay.Condemn, hearsay.Accuse, hearsay.Deny, hearsay.Warn, hearsay.Promise, hearsay.Threaten:
			return true // "said its data show less, and has threatened to sue": no data do
		}
	}
	if a := t.child(k, "aux"); a >= 0 && (t.lower(a) != "did" || t.Tokens[v].Tag != "VBD") || a < 0 && t.Tokens[k].Tag != t.Tokens[v].Tag {
		return false
	}
	if rd.commaBefore(k) {
		if d := t.child(k, "dobj"); o.np && d > k && rd.x.media[t.lemma(d)] != "" {
			return true // "claimed that guards fired, and published a video"
		}
		return o.that && t.child(k, "ccomp", "dobj", "xcomp") > k
	}
	// "said it was concerned and urged both sides": what is done by speaking, of
	// a content about the speaker.
	s := t.child(int(t.head[k]), "nsubj", "nsubjpass")
	if s >= 0 && t.dep(k) == "conj" && o.that && t.noun(s) && !rd.person(s) && t.child(k, "ccomp", "dobj") > k {
		return true // "estimated that 500 pits exist and predicted more accidents": no pit does
	}
	if s < 0 || t.Tokens[s].Tag != "PRP" || t.dep(k) != "conj" {
		return false
	}
	if b := t.child(int(t.head[k]), "cc"); b >= 0 && t.lower(b) == "but" && o.that && t.child(k, "ccomp") > k {
		return true // "said he would vote but did not say for whom"
	}
	if t.child(int(t.head[k]), "auxpass") >= 0 && t.child(k, "dobj", "ccomp", "xcomp") < 0 && (o.act == hearsay.Accuse || o.act == hearsay.Threaten || o.act == hearsay.Condemn) {
		return false // "said she was beaten and threatened with death": it is done to her
	}
	switch o.act {
	case hearsay.Request, hearsay.Order, hearsay.Condemn, hearsay.Accuse, hearsay.Deny, hearsay.Warn, hearsay.Promise, hearsay.Threaten:
		return t.child(k, "ccomp", "dobj", "xcomp", "prep") > k
	}
	return false
}

func (t *tree) accordingAt(k int) bool {
	return t.lower(k) == "according" && k+1 < len(t.Tokens) && t.lower(k+1) == "to"
}

// commaBefore reports whether a comma or dash stands right before token i,
// past adverbs and conjunctions.
func (rd *run) commaBefore(i int) bool {
	t := rd.t
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if isMark(t.TextOf(j)) {
			continue
		}
		switch t.TextOf(j) {
		case ",", ";", "—", "–", "-", "--":
			return true
		}
		if p := t.Tokens[j].Pos; p != "ADV" && p != "CCONJ" && p != "SCONJ" && !t.space(j) {
			return false
		}
	}
	return false
}

// reportingPhrase reports whether a phrase tells where something was said ("in
// a statement", "during an interview with ..."), at the end of its sentence.
func (rd *run) reportingPhrase(k int) bool {
	t := rd.t
	switch t.lower(k) {
	case "in", "at", "during", "via", "on", "through":
	default:
		return false
	}
	p := t.child(k, "pobj")
	if p < 0 {
		return false
	}
	kind, medium := rd.x.media[t.lemma(p)]
	if !medium {
		return false
	}
	if d := t.child(p, "det"); d < 0 || t.lower(d) != "a" && t.lower(d) != "an" {
		return false
	}
	if kind != "text" && kind != "occasion" && kind != "recording" {
		return false
	}
	_, end := t.edges(k)
	for end < len(t.Tokens) && t.Tokens[end].Pos == "ADV" && t.sentenceAt[end] == t.sentenceAt[k] {
		end++
	}
	return end >= len(t.Tokens) || t.punct(end) || t.sentenceAt[end] != t.sentenceAt[k]
}

// sumsUp reports whether a noun set after a clause is a name for what the clause tells: "a charge", "an account", "allegations".
func (rd *run) sumsUp(n int) bool {
	t := rd.t
	bare := rd.x.asides["bare "+t.lower(n)]
	if rd.x.nouns[t.lemma(n)] == nil && !rd.x.asides["noun "+t.lemma(n)] && !bare {
		return false
	}
	verb := rd.readAsDeed(n)
	if t.Tokens[n].Pos != "NOUN" && !verb && !bare {
		return false
	}
	switch t.dep(n) {
	case "appos", "oprd", "npadvmod", "attr", "dobj", "dep", "conj", "ROOT":
	default:
		return false
	}
	d := t.child(n, "det")
	if d < 0 && (t.Tokens[n].Tag == "NNS" || verb || bare) {
		d = n // "allegations both deny"
		for d > 0 && t.Tokens[d-1].Pos == "ADJ" && int(t.head[d-1]) == n {
			d--
		}
	} else if d < 0 || t.lower(d) != "a" && t.lower(d) != "an" {
		return false
	}
	return rd.commaBefore(d)
}

// readAsDeed reports whether the tree takes such a noun for what somebody does: "allegations".
func (rd *run) readAsDeed(n int) bool {
	t := rd.t
	return t.Tokens[n].Tag == "VBZ" && t.child(n, "nsubj", "nsubjpass") < 0 && rd.x.verbs[t.lemma(n)] == nil
}

// asideNoun returns the verb of "a charge the group denies" or "an account contradicted by witnesses" set after a clause,
// for its noun; -1 for any other token.
func (rd *run) asideNoun(n int) int {
	t := rd.t
	if !rd.sumsUp(n) {
		return -1
	}
	v := t.child(n, "relcl", "acl")
	if rd.readAsDeed(n) {
		v = t.child(n, "ccomp", "relcl")
	}
	if v < 0 || t.child(v, "nsubj") < 0 && t.agent(v) < 0 {
		return -1
	}
	if c := rd.lookup(v); c == nil || rd.x.asides["bare "+t.lower(n)] && !rd.rules(v, c) {
		return -1 // "something she could understand" is no word about what was said
	}
	return v
}

// comment reports whether the outlet tells in a clause behind a noun for what stands before that it could not be confirmed: ", a figure that could not be
// verified".
func (rd *run) comment(n int) bool {
	v := rd.t.child(n, "relcl")
	return v >= 0 && rd.t.passive(v) && rd.sumsUp(n) && rd.negated(v) && rd.lookup(v) != nil && rd.t.agent(v) < 0
}

// asideClause reports whether a verb denies or confirms all that stands before its "which": "the hospital had been hit by a missile, which the army
// denied".
func (rd *run) asideClause(v int) bool {
	t := rd.t
	o, c := t.child(v, "dobj"), rd.lookup(v)
	if t.dep(v) != "relcl" && (t.dep(v) != "advcl" || o < 0) {
		return false
	}
	if o < 0 {
		if k := t.child(v, "nsubj"); k > 0 {
			o = t.phraseOf(k)[0] - 1 // the tree may hang it on what somebody is called
		}
	}
	return o >= 0 && o < v && t.lower(o) == "which" && rd.commaBefore(o) && t.child(v, "nsubj") > o && c != nil && rd.rules(v, c)
}

// rules reports whether a verb says of what it is told of that it is so, or is not.
func (rd *run) rules(v int, c *cueVerb) bool {
	p := rd.calledSo(v, c)
	return c.act == hearsay.Deny || c.act == hearsay.Confirm || p >= 0 && rd.x.falsehood(rd.t, p)
}

// asides reads the claims of such nouns: the group denies what stands before.
func (rd *run) asides() {
	t := rd.t
	ends := map[int]int{} // last token of a content -> its draft
	for i, d := range rd.drafts {
		if d.head >= 0 && strings.HasSuffix(d.by, ":set-in") && rd.asideClause(d.head) {
			continue // what it denies is looked for below
		}
		end := d.pieces[len(d.pieces)-1][1] - 1
		if o, ok := ends[end]; !ok || size(rd.drafts[o]) < size(d) {
			ends[end] = i
		}
	}
	for n := range t.Tokens {
		v := rd.asideNoun(n)
		if v < 0 && rd.asideClause(n) {
			v = n
		}
		half := rd.halfOf(v, n)
		if v < 0 || rd.has(v) && half == nil {
			continue
		}
		last := n - 1
		for last >= 0 && t.Tokens[last].Pos == "ADJ" {
			last--
		}
		if d := t.child(n, "det"); d >= 0 {
			last = d - 1
		} else if v == n {
			for last = t.child(n, "nsubj") - 1; last > 0 && t.lower(last) != "which"; last-- {
			}
			last--
		}
		o, ok := ends[last]
		for ; !ok && last > 0 && (t.punct(last) || t.Tokens[last].Pos == "ADV"); o, ok = ends[last] {
			last--
		}
		if !ok && half != nil {
			continue
		}
		var pieces [][2]int
		switch {
		case ok:
			pieces = slices.Clone(rd.drafts[o].pieces)
		case v != n:
			o, pieces = rd.before(n, last)
		}
		if len(pieces) == 0 {
			rd.pass(n, "what this '"+t.TextOf(n)+"' is about was not found", t.lemma(n)+".n")
			continue
		}
		s, by := t.child(v, "nsubj"), "claim/subject"
		if s < 0 {
			s, by = t.agent(v), "claim/agent"
		}
		if t.Tokens[s].Tag == "WDT" || !rd.canSpeak(s) {
			continue
		}
		c := rd.lookup(v)
		d := &draft{pieces: pieces, cue: t.cueTokens(v), head: v, lemma: c.lemma, act: c.act, certainty: c.certainty,
			polarity: c.polarity, by: "claim/" + c.lemma + ".v:aside"}
		if o >= 0 {
			d.about = rd.drafts[o]
		}
		switch p := rd.calledSo(v, c); {
		case p < 0:
		case rd.x.falsehood(t, p):
			d.act, d.polarity = hearsay.Deny, hearsay.Negative // "a charge he called absurd"
		case half != nil && d.act != hearsay.Deny && d.act != hearsay.Confirm:
			continue // "a remark that the ministry described as cynical": what it says of it is read
		}
		rd.stance(d, v, c, -1)
		d.sources = append(d.sources, rd.sourceAt(rd.speaker(s), by))
		n, place := len(rd.drafts), rd.at[v]
		if rd.add(d) == nil {
			continue
		}
		rd.r.PassedOver = slices.DeleteFunc(rd.r.PassedOver, func(p hearsay.PassedOver) bool { return p.What == "claim" && p.Span == t.Tokens[v].Span })
		if half != nil {
			// It takes the other's place: positions in drafts are kept elsewhere.
			rd.drafts[place], rd.drafts = rd.drafts[n], rd.drafts[:n]
			rd.at[v] = place
		}
	}
}

// calledSo is what a verb calls its object, or describes it as; -1: nothing.
func (rd *run) calledSo(v int, c *cueVerb) int {
	t := rd.t
	if as := t.child(v, "prep"); as > v && t.lower(as) == "as" {
		return t.child(as, "pobj", "amod", "pcomp")
	}
	if p := t.child(v, "oprd", "acomp", "ccomp", "attr", "xcomp"); c.small && p > v {
		return p
	}
	return -1
}

// before is what stands before a noun for it, up to the token last, where no content ends there: of a claim that goes on until there, whose place it tells
// too, else what the outlet itself tells in the sentence.
func (rd *run) before(n, last int) (int, [][2]int) {
	t := rd.t
	at := -1
	for i, d := range rd.drafts {
		if d.head >= 0 && d.head < n && t.sentenceAt[d.head] == t.sentenceAt[n] {
			if end := d.pieces[len(d.pieces)-1][1]; len(d.pieces) > 1 || end > last || !t.above(d.head, n) {
				return -1, nil
			}
			if at < 0 || d.pieces[0][0] > rd.drafts[at].pieces[0][0] {
				at = i
			}
		}
	}
	if at >= 0 {
		return at, [][2]int{{rd.drafts[at].pieces[0][0], last + 1}}
	}
	if rd.x.nouns[t.lemma(n)] == nil && !rd.x.asides["figure "+t.lemma(n)] && !rd.x.asides["bare "+t.lower(n)] {
		return -1, nil // "a move the union rejected" has happened
	}
	first := t.sentences[t.sentenceAt[n]].First
	root := n
	for step := 0; !t.root(root) && step < maxClimb; step++ {
		root = int(t.head[root])
	}
	if !t.verb(root) || !t.root(root) || root > last || t.quoteAt[n] >= 0 {
		return -1, nil
	}
	return -1, [][2]int{{first, last + 1}}
}

// halfOf returns the claim of v that knows no more of its content than the noun n, or has no object but an "as" phrase: in "a
// charge they rejected as absurd" what is rejected stands before.
func (rd *run) halfOf(v, n int) *draft {
	if v < 0 {
		return nil
	}
	c := rd.lookup(v)
	for _, d := range rd.drafts {
		if d.head != v {
			continue
		}
		if (strings.HasSuffix(d.by, ":quote") || strings.HasSuffix(d.by, ":what")) && c != nil && c.act != hearsay.Deny && rd.rules(v, c) {
			return d // "called a lie"
		}
		if strings.HasSuffix(d.by, ":set-in") && n == v {
			return d // ", which Hamas denies"
		}
		if strings.HasSuffix(d.by, ":as-object") || strings.HasSuffix(d.by, ":what-as") || strings.HasSuffix(d.by, ":passive-object") && d.pieces[len(d.pieces)-1][1] == n+1 {
			return d
		}
	}
	return nil
}
