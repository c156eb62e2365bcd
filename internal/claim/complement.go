package claim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// kind is the frame's name in verbs.tsv.
func (f *found) kind() string {
	switch {
	case f.frame == "object-infinitive":
		return "objto"
	case f.frame == "phrase-infinitive":
		return "ppto"
	case strings.HasPrefix(f.frame, "phrase-"):
		return "pp"
	case f.frame == "predicate":
		return "small"
	}
	return ""
}

// found is a content with the frame that gave it.
type found struct {
	pieces [][2]int
	frame  string
	root   int   // head token of the content: its verb or noun
	extra  []int // tokens that belong to the cue: a preposition
	under  int   // verb of another cue that reports this one too; 0 for none
	cut    int   // token where the content begins inside the source's phrase; 0 for none
}

// verbs reads each verb of verbs.tsv.
func (rd *run) verbs() {
	t := rd.t
	var citing []int // read last: whom they name may put forward what another verb tells
	for v := range t.Tokens {
		if !t.verb(v) && !rd.mistagged(v) {
			continue
		}
		switch t.dep(v) {
		case "aux", "auxpass", "amod", "compound", "case", "mark":
			continue
		}
		c := rd.lookup(v)
		if c == nil {
			continue
		}
		if rd.cite(v) >= 0 {
			citing = append(citing, v)
			continue
		}
		rd.verbCue(v, c)
	}
	for _, v := range citing {
		rd.verbCue(v, rd.lookup(v))
	}
}

// mistagged reports whether a token is a cue's form that was tagged as a noun
// though the tree has a subject and a clause or object at it ("The emir decreed
// that").
func (rd *run) mistagged(v int) bool {
	t := rd.t
	if p := t.Tokens[v].Pos; p != "NOUN" && p != "ADJ" && p != "PROPN" {
		return false
	}
	if t.child(v, "nsubj") < 0 || t.child(v, "cop") >= 0 {
		return false
	}
	if _, ok := rd.x.forms[t.lower(v)]; !ok && rd.x.verbs[t.lower(v)] == nil {
		return false
	}
	c := t.child(v, "ccomp", "dobj")
	return c > v
}

// wished reports whether v is what somebody wants, plans or refuses to do, or is asked, ordered or has promised to:
// "appealed to them to accept talks".
func (rd *run) wished(v int) bool {
	t := rd.t
	if h := int(t.head[v]); t.dep(v) == "xcomp" && h != v && t.infinitive(v) {
		if o := rd.lookup(h); o != nil && ((o.to || t.passive(h)) && rd.has(h) || o.objTo && t.Tokens[h].Tag == "VBN" && t.dep(h) == "advcl") {
			return true // also "asked to explain it, he left"
		}
	}
	if !t.infinitive(v) || t.child(v, "nsubj", "nsubjpass") >= 0 {
		return false
	}
	h := int(t.head[v])
	for steps := 0; steps < 3 && !t.verb(h) && int(t.head[h]) != h; steps++ {
		h = int(t.head[h]) // "the opposition to accept talks"
	}
	if h >= v || !t.verb(h) || !rd.has(h) {
		return false
	}
	switch rd.drafts[rd.at[h]].act {
	case hearsay.Request, hearsay.Order, hearsay.Promise, hearsay.Threaten:
		return true
	}
	return false
}

func (rd *run) verbCue(v int, c *cueVerb) {
	t := rd.t
	by := c.lemma + ".v"
	if rd.has(v) {
		return // cited: read with the claim that cites
	}
	if c.lemma == "ask" && t.Tokens[v].Tag == "VBN" && t.child(v, "aux", "auxpass") < 0 && t.agent(v) < 0 && (t.dep(v) == "advcl" || t.dep(v) == "acl") {
		rd.refuse(v, "who asks is not said", by, false) // "asked about the vote, she said"
		return
	}
	if rd.wished(v) {
		rd.pass(v, fmt.Sprintf("'%s' is told as wished, planned or refused, not as said", t.TextOf(v)), by)
		return
	}
	subject := -1
	if c.that {
		subject = rd.asideSubject(v)
	}
	if subject < 0 {
		if t.passive(v) {
			rd.passiveCue(v, c, by)
			return
		}
		subject = rd.subject(v)
	}
	var f *found
	direct := false
	if c.quote {
		if f = rd.direct(v, subject, c); f != nil {
			direct = f.frame == "quote"
			if s := rd.spokenBy(v, subject, f); s >= 0 {
				subject = s
			} else if direct && subject >= 0 && rd.apart(subject, v) {
				subject = rd.speakerBefore(v)
			}
		}
	}
	if f == nil {
		f = rd.active(v, c, subject)
	}
	if f == nil && c.that && subject >= 0 && subject == rd.asideSubject(v) {
		f = rd.aside(v, subject)
	}
	if f == nil {
		if c.that && subject >= 0 && (c.act == hearsay.Say || c.quote) && t.finite(v) {
			rd.pass(v, fmt.Sprintf("no content was found for '%s'", t.TextOf(v)), by)
		}
		return
	}
	if subject < 0 {
		if s := rd.inverted(v, f); s >= 0 {
			subject = s
		}
	}
	if subject < 0 {
		subject = rd.sharedSource(v)
	}
	if subject < 0 && t.finite(v) {
		subject = rd.lostSubject(v, f)
	}
	if rd.x.asides["more "+c.lemma] && t.Tokens[v].Tag == "VBG" && t.dep(v) == "advcl" || rd.addsToo(v) {
		// "said the two sides had not spoken, adding that": whoever spoke before adds.
		if s := rd.speakerBefore(v); s >= 0 {
			subject = s
		}
	}
	if subject < 0 {
		rd.pass(v, fmt.Sprintf("no source was found for '%s'", t.TextOf(v)), by)
		return
	}
	if s := rd.unglued(v, subject, f); s >= 0 {
		subject = s
	}
	rd.upTo(v, subject, f)
	if rd.nobody(subject) {
		rd.refuse(v, fmt.Sprintf("'%s' is nobody: the outlet says that it was not said", t.TextOf(subject)), by, false)
		return // "no group claimed responsibility"
	}
	if f.frame == "object" && c.lemma == "dismiss" && rd.person(f.root) && rd.x.nouns[t.lemma(f.root)] == nil {
		rd.refuse(v, "somebody is sent away, no statement", by, false)
		return // "dismissed the head of the prison"
	}
	if f.frame == "predicate" && rd.ownName(v) {
		rd.refuse(v, "somebody is told by the name that he goes by", by, false)
		return // "a group calling itself the Sons of the River"
	}
	if strings.HasPrefix(f.frame, "object") && (rd.thing(subject) || !c.that && rd.facility(subject)) {
		rd.refuse(v, fmt.Sprintf("'%s' is no one who speaks", t.TextOf(subject)), by, false)
		return // "the accident highlighted the lack of rules"
	}
	if !rd.canSpeak(subject) && !(t.lower(subject) == "it" && t.dep(subject) == "nsubj" && (f.frame == "clause" || direct || strings.HasPrefix(f.frame, "figure"))) {
		rd.refuse(v, fmt.Sprintf("'%s' is no one who speaks", t.TextOf(subject)), by, true)
		return
	}
	d := &draft{pieces: f.pieces, cue: merge(t.cueTokens(v), f.extra), head: v, lemma: c.lemma, act: c.act, certainty: c.certainty, polarity: c.polarity,
		by: "claim/" + by + ":" + f.frame}
	if direct {
		d.manner = hearsay.Direct
	}
	if a, ok := c.acts[f.kind()]; ok {
		d.act = a
		if a == hearsay.Request || a == hearsay.Order {
			d.certainty = hearsay.Unknown
		}
	}
	if d.act == hearsay.Deny && f.frame == "object" && asked[t.lemma(f.root)] {
		d.act, d.certainty, d.polarity = hearsay.OtherSays, hearsay.Unknown, hearsay.Positive // who rejects a demand denies nothing
	}
	if w := rd.lookup(f.root); d.act == hearsay.Deny && f.frame == "infinitive" && (rd.x.asides["silent "+t.lemma(f.root)] || w != nil && w.act == hearsay.Say && w.quote) {
		d.act, d.certainty, d.polarity = hearsay.OtherSays, hearsay.Unknown, hearsay.Positive // nor does who refuses to comment, or to say why
	}
	if f.frame == "predicate" && rd.calledFalse(f.pieces) {
		d.act, d.polarity = hearsay.Deny, hearsay.Negative
	}
	rd.stance(d, v, c, f.root)
	if no := rd.nothing(v, f); no != nil {
		d.act, d.certainty, d.polarity = hearsay.OtherSays, hearsay.Unknown, hearsay.Positive
		d.cue = merge(d.cue, no)
	}
	s := rd.speaker(subject)
	rule := "claim/subject"
	if s != subject {
		rule = "claim/giver"
	}
	d.sources = append(d.sources, rd.sourceAt(s, rule))
	if e := &d.sources[0]; e.Start < t.Tokens[v].Start && e.End > t.Tokens[v].Start && e.Parts == nil {
		e.End = t.Tokens[rd.beforeClause(v, s)-1].End // the verb's own clause is no part of its subject
	}
	if k := t.child(subject, "acl"); k >= 0 && rd.x.carry[t.lemma(k)] == "obtain" {
		d.sources = append(d.sources, rd.passedOn(k, s, nil)...) // "a report seen by X said"
	}
	d.sources = append(d.sources, rd.passedOn(v, s, c)...)
	rd.corrected(v, s, d)
	if d = rd.add(d); d != nil {
		d.under = f.under
		rd.answer(d, f)
	}
	rd.citing(v, f)
}

// facility reports whether a noun stands for buildings or works: a hospital says something, but "facilities that support the army" hold no view.
func (rd *run) facility(s int) bool {
	e, _, ok := rd.entityAt(s)
	return ok && e.Kind == hearsay.Facility
}

// ownName reports whether a verb is followed by "itself", "herself" or the like and a name.
func (rd *run) ownName(v int) bool {
	t := rd.t
	k := v + 1
	if k >= len(t.Tokens) || !strings.HasSuffix(t.lower(k), "self") && !strings.HasSuffix(t.lower(k), "selves") {
		return false
	}
	for k++; k < len(t.Tokens) && (t.Tokens[k].Pos == "DET" || isMark(t.TextOf(k))); k++ {
	}
	return k < len(t.Tokens) && t.sentenceAt[k] == t.sentenceAt[v] && t.Tokens[k].Pos == "PROPN"
}

// nothing is "no evidence" where a clause hangs on that as a verb's object: who has found none that the drug killed does not say that it did.
func (rd *run) nothing(v int, f *found) (out []int) {
	t := rd.t
	o := t.child(v, "dobj")
	if f.frame != "clause" || o < v || f.root < o || !t.above(o, f.root) {
		return nil
	}
	d := t.child(o, "det")
	if d < 0 || t.lower(d) != "no" && t.lower(d) != "little" {
		return nil
	}
	for k := d; k <= o; k++ {
		out = append(out, k)
	}
	return out
}

// calledFalse reports whether the predicate of a content, behind an object that is a word for what somebody said, or a pronoun, says that it is not so: "called
// the report entirely false". A plan that is called nonsense is condemned, not denied.
func (rd *run) calledFalse(pieces [][2]int) bool {
	t := rd.t
	ks := tokensOf(pieces)
	object := slices.IndexFunc(ks, func(k int) bool {
		return t.Tokens[k].Pos == "PRON" || t.noun(k) && (rd.x.nouns[t.lemma(k)] != nil || rd.x.media[t.lemma(k)] != "")
	})
	if object < 0 {
		return false
	}
	for _, k := range ks[object+1:] {
		if rd.x.falsehood(t, k) {
			return true
		}
		if t.verb(k) {
			return false // "an example of how things had gone wrong"
		}
	}
	return false
}

// falsehood reports whether a word says of what somebody says that it is not so.
func (x *lexicon) falsehood(t *tree, k int) bool {
	return x.asides["false "+t.lemma(k)] || x.asides["false "+t.lower(k)]
}

func (rd *run) has(h int) bool { _, ok := rd.at[h]; return ok }

func merge(a, b []int) []int {
	out := append(append([]int(nil), a...), b...)
	sortInts(out)
	n := 0
	for i, k := range out {
		if i == 0 || k != out[n-1] {
			out[n] = k
			n++
		}
	}
	return out[:n]
}

// canSpeak keeps out subjects that put nothing forward: "it", "there", times.
func (rd *run) canSpeak(s int) bool {
	t := rd.t
	if rd.happens[s] {
		// "the attack showed that": no one speaks; but "the ruling said".
		if _, medium := rd.x.media[t.lemma(s)]; !medium {
			return false
		}
	}
	switch t.lower(s) {
	case "it":
		_, _, ok := rd.r.EntityOf(s)
		return ok || len(rd.r.Entities) == 0
	case "there", "what", "whatever", "which", "this", "that", "these", "those", "something", "nothing", "anything", "everything":
		return false
	}
	switch t.Tokens[s].Ent {
	case "B-DATE", "I-DATE", "B-TIME", "I-TIME", "B-MONEY", "I-MONEY":
		return t.Tokens[s].Pos == "PROPN"
	}
	return true
}

func (t *tree) infinitive(v int) bool {
	for _, c := range t.children(v) {
		if t.Tokens[c].Tag == "TO" && int(c) < v {
			return true
		}
	}
	return false
}

func (t *tree) finite(v int) bool {
	switch t.Tokens[v].Tag {
	case "VBD", "VBZ", "VBP":
		return true
	}
	for _, c := range t.children(v) {
		if d := t.dep(int(c)); d == "aux" || d == "auxpass" {
			switch t.Tokens[c].Tag {
			case "VBD", "VBZ", "VBP", "MD":
				return true
			}
		}
	}
	return false
}

// active finds what an active verb puts forward.
func (rd *run) active(v int, c *cueVerb, subject int) *found {
	if c.that {
		if f := rd.clause(v, c); f != nil {
			return f
		}
	}
	if f := rd.withInfinitive(v, c); f != nil {
		return f
	}
	if f := rd.object(v, c, subject); f != nil {
		return f
	}
	if f := rd.withPhrase(v, c); f != nil {
		return f
	}
	if c.that {
		if f := rd.beside(v, c, subject); f != nil {
			return f
		}
	}
	if c.that && subject >= 0 {
		if f := rd.afterThat(v); f != nil {
			return f
		}
		if t := rd.t; c.quote {
			if i := t.child(v, "intj"); i > v {
				return &found{pieces: t.runs(t.subtree(i, nil)), frame: "word", root: i} // "said no"
			}
			return rd.betweenCommas(v, subject)
		}
	}
	return nil
}

// thing reports whether a noun names a happening, which puts nothing forward.
func (rd *run) thing(n int) bool {
	l := rd.t.lemma(n)
	_, medium := rd.x.media[l]
	return rd.t.Tokens[n].Pos == "NOUN" && !medium && (rd.x.asides["thing "+l] || rd.x.asides["noun "+l]) && rd.x.nouns[l] == nil
}
