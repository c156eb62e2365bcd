package claim

import (
	"fmt"
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
		rd.verbCue(v, c)
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

func (rd *run) verbCue(v int, c *cueVerb) {
	t := rd.t
	by := c.lemma + ".v"
	if rd.has(v) {
		return // cited: read with the claim that cites
	}
	if h := int(t.head[v]); t.dep(v) == "xcomp" && h != v && t.infinitive(v) {
		if o := rd.lookup(h); o != nil && (o.to || t.passive(h)) && rd.has(h) {
			rd.pass(v, fmt.Sprintf("'%s' is told as wished, planned or refused, not as said", t.TextOf(v)), by)
			return
		}
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
	if subject < 0 && t.finite(v) {
		subject = rd.lostSubject(v, f)
	}
	if subject < 0 {
		rd.pass(v, fmt.Sprintf("no source was found for '%s'", t.TextOf(v)), by)
		return
	}
	if s := rd.unglued(v, subject, f); s >= 0 {
		subject = s
	}
	if !rd.canSpeak(subject) {
		rd.pass(v, fmt.Sprintf("'%s' is no one who speaks", t.TextOf(subject)), by)
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
	rd.stance(d, v, c, f.root)
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
	if d = rd.add(d); d != nil {
		d.under = f.under
	}
	rd.citing(v, f)
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

// clause finds the clause a verb takes: its own, or one that the parser hung on
// the phrase between ("said in a statement that ...", "told the network that").
func (rd *run) clause(v int, c *cueVerb) *found {
	t := rd.t
	best := -1
	for _, k := range t.children(v) {
		k := int(k)
		if t.dep(k) != "ccomp" || !t.clauseHead(k) {
			continue
		}
		if t.infinitive(k) {
			continue
		}
		if rd.byPhraseOnly(k, v) {
			continue
		}
		if best < 0 || best < v && k > v {
			best = k
		}
	}
	if best < 0 {
		best = rd.clauseBelow(v, c)
	}
	if best < 0 {
		return nil
	}
	if inner := t.child(best, "ccomp"); inner > best && best > v && t.marked(inner) && t.child(best, "nsubj", "nsubjpass", "expl", "aux") < 0 && rd.lookup(best) == nil {
		best = inner // a name before "that" that was read as a verb
	}
	if k := t.child(best, "ccomp", "parataxis"); k > v && k < best && rd.semicolonBetween(k, best) {
		best = k // "said two were killed; the army has denied it", read from its end
	}
	if best < v && rd.semicolonBetween(best, v) {
		return nil // "X fled; Y has not confirmed this"
	}
	f := &found{pieces: rd.contentOf(best, v), frame: "clause", root: best}
	for _, k := range t.children(v) {
		// ", and that sanctions were likely", hung on the cue.
		if k := int(k); k > best && best > v && (t.dep(k) == "conj" || t.dep(k) == "ccomp" || t.dep(k) == "advcl") && t.marked(k) && t.thatAfterAnd(k) {
			f.pieces = t.joined(f.pieces, rd.contentOf(k, v))
		} else if best > v && k > best && t.dep(k) == "conj" && t.Tokens[v].Tag == "VBD" && t.shifted(k) && rd.lookup(k) == nil {
			// "said he knew the book but had not seen the film": the tense is reported speech's.
			f.pieces = t.joined(f.pieces, rd.contentOf(k, v))
		}
	}
	rd.condition(v, f)
	rd.leading(v, f)
	return f
}

// leading adds what opens the sentence to a content that stands before its cue:
// "In the south, the road was cut, officials said" hangs the place on "said".
func (rd *run) leading(v int, f *found) {
	t := rd.t
	p := &f.pieces[0]
	s := t.sentences[t.sentenceAt[v]]
	if p[0] > v || p[0]-s.First > 20 || t.quoteAt[v] >= 0 {
		return
	}
	for i := s.First; i < p[0]; i++ {
		if t.quoteAt[i] >= 0 {
			return
		}
		if t.punct(i) {
			continue
		}
		k := i
		for step := 0; step < maxClimb && int(t.head[k]) != v && !t.root(k); step++ {
			k = int(t.head[k])
		}
		switch t.dep(k) {
		case "prep", "advmod", "npadvmod", "advcl":
			if int(t.head[k]) != v || t.Tokens[k].Tag == "VBG" || t.dep(k) == "advcl" && t.child(k, "mark", "advmod") < 0 {
				return
			}
		default:
			return
		}
	}
	p[0] = s.First
}

// thatAfterAnd reports whether a clause begins with "and that".
func (t *tree) thatAfterAnd(k int) bool {
	first, _ := t.edges(k)
	if t.Tokens[first].Pos == "CCONJ" {
		return true
	}
	for first > 0 && t.punct(first-1) {
		first--
	}
	return t.lower(first) == "that" && first > 0 && t.Tokens[first-1].Pos == "CCONJ"
}

// joined adds later pieces to earlier ones as one stretch where nothing but
// "and that" stands between.
func (t *tree) joined(a, b [][2]int) [][2]int {
	if len(a) == 0 || len(b) == 0 || b[0][0] < a[len(a)-1][1] {
		return a
	}
	for i := a[len(a)-1][1]; i < b[0][0]; i++ {
		if !t.punct(i) && t.Tokens[i].Pos != "CCONJ" && t.lower(i) != "that" {
			return append(a, b...)
		}
	}
	a[len(a)-1][1] = b[0][1]
	return append(a, b[1:]...)
}

// condition adds "unless it withdraws", hung on the cue, to what is said.
func (rd *run) condition(v int, f *found) {
	t := rd.t
	last := f.pieces[len(f.pieces)-1][1]
	for _, k := range t.children(v) {
		k := int(k)
		if k < last || last < v || t.dep(k) != "advcl" || t.quoteAt[k] != t.quoteAt[v] {
			continue
		}
		if m := t.child(k, "mark"); m >= 0 && rd.x.asides["condition "+t.lower(m)] {
			if p := t.runs(t.subtree(k, rd.leaveOut(k, v))); len(p) > 0 && p[0][0] >= last && !t.wordsIn(last, p[0][0]) {
				f.pieces[len(f.pieces)-1][1] = p[len(p)-1][1]
			}
		}
	}
}

// byPhraseOnly: a bare -ing clause with a subject before a verb of speech is
// no content ("Speaking in Oslo, she said").
func (rd *run) byPhraseOnly(k, v int) bool {
	t := rd.t
	return k < v && t.Tokens[k].Tag == "VBG" && t.child(k, "aux", "nsubj") < 0
}

// clauseHead reports whether a token can head a clause.
func (t *tree) clauseHead(k int) bool {
	return t.verb(k) || t.child(k, "nsubj", "nsubjpass", "cop", "expl", "mark") >= 0
}

// clauseBelow looks in the phrases to the right of v for a clause with its own
// "that" or "whether".
func (rd *run) clauseBelow(v int, cue *cueVerb) int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "dobj":
			if cue.np && !cue.addr {
				continue // "rejected the claim that": the claim is the content
			}
			fallthrough
		case "prep", "dative", "npadvmod", "advmod", "agent", "attr", "oprd":
			if c := rd.markedBelow(k, 0); c >= 0 {
				return c
			}
		case "advcl", "dep", "acl", "relcl", "conj", "parataxis":
			if t.marked(k) {
				return k
			}
		}
	}
	return -1
}

func (rd *run) markedBelow(k, depth int) int {
	t := rd.t
	if depth > 4 {
		return -1
	}
	for _, c := range t.children(k) {
		c := int(c)
		if c < k {
			continue
		}
		switch t.dep(c) {
		case "acl", "ccomp", "advcl", "dep":
			if t.marked(c) {
				return c
			}
		case "relcl":
			if _, medium := rd.x.media[t.lemma(k)]; medium && rd.saysThat(c) {
				return c
			}
			if t.marked(c) && t.child(c, "nsubj", "nsubjpass") >= 0 {
				return c
			}
		}
		switch t.dep(c) {
		case "prep", "pobj", "pcomp", "appos", "dobj", "npadvmod":
			if f := rd.markedBelow(c, depth+1); f >= 0 {
				return f
			}
		}
	}
	return -1
}

// marked reports whether a clause begins with "that", "whether" or "if" as its mark.
func (t *tree) marked(c int) bool {
	if !t.clauseHead(c) {
		return false
	}
	for _, k := range t.children(c) {
		if t.dep(int(k)) == "mark" && int(k) < c {
			switch t.lower(int(k)) {
			case "that", "whether":
				return true
			}
		}
	}
	return false
}

// withInfinitive: "vowed to fight", "urged both sides to stop".
func (rd *run) withInfinitive(v int, c *cueVerb) *found {
	t := rd.t
	object := t.child(v, "dobj", "dative")
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		d := t.dep(k)
		if d != "xcomp" && d != "ccomp" && d != "advcl" && d != "acl" {
			continue
		}
		if t.infinitive(k) {
			own := t.child(k, "nsubj", "nsubjpass")
			switch {
			case own > v && own < k && (c.objTo || c.to && c.that), object > v && object < k && c.objTo && d != "acl":
				ks := t.subtree(k, rd.leaveOut(k, v))
				if own < 0 {
					ks = merge(t.subtree(object, nil), ks)
				}
				f := &found{pieces: t.runs(ks), frame: "object-infinitive", root: k}
				rd.condition(v, f)
				return f
			case own < 0 && object < 0 && c.to && (d == "xcomp" || d == "ccomp"):
				f := &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "infinitive", root: k}
				rd.condition(v, f)
				return f
			}
			continue
		}
		if c.ing && t.Tokens[k].Tag == "VBG" && (d == "xcomp" || d == "ccomp") {
			return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "gerund", root: k}
		}
	}
	// "called on both sides to stop"
	for _, k := range t.children(v) {
		k := int(k)
		if k < v || t.dep(k) != "prep" || !c.ppTo[t.lower(k)] {
			continue
		}
		p := t.child(k, "pobj")
		if p < 0 {
			continue
		}
		to := t.infinitiveOf(v, p)
		if to < 0 {
			to = t.infinitiveOf(p, p)
		}
		if to >= 0 {
			ks := merge(t.subtree(p, nil), t.subtree(to, rd.leaveOut(to, v)))
			return &found{pieces: t.runs(ks), frame: "phrase-infinitive", root: to, extra: []int{k}}
		}
	}
	return nil
}

func (t *tree) infinitiveOf(h, after int) int {
	for _, k := range t.children(h) {
		if int(k) > after && t.infinitive(int(k)) && t.verb(int(k)) {
			return int(k)
		}
	}
	return -1
}

// object: "denied the report", "accused Kyiv of shelling", "called it a crime".
func (rd *run) object(v int, c *cueVerb, subject int) *found {
	t := rd.t
	if !c.np && !c.small && len(c.npPrep) == 0 {
		return nil
	}
	object := -1
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && (t.dep(k) == "dobj" || t.dep(k) == "dative" && t.noun(k)) {
			object = k
			break
		}
	}
	if f := rd.what(v, c); f != nil {
		return f
	}
	if c.small {
		if f := rd.predicate(v, object); f != nil {
			return f
		}
	}
	if p := t.child(v, "prep"); p > v && t.lower(p) == "as" && (t.lemma(v) == "quote" || t.lemma(v) == "cite") && t.child(p, "pcomp") >= 0 {
		return nil // "quoted X as saying": read with the verb of speech
	}
	if len(c.npPrep) > 0 && object >= 0 {
		for _, holder := range []int{v, object} {
			for _, k := range t.children(holder) {
				k := int(k)
				if k > object && (t.dep(k) == "prep" || t.dep(k) == "dative" || t.dep(k) == "agent") && c.npPrep[t.lower(k)] && t.holds(k) {
					ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
					ks = rd.trailing(v, ks)
					return &found{pieces: t.runs(ks), frame: "object-" + t.lower(k), root: object}
				}
			}
		}
		if f := rd.lostPhrase(v, object, c); f != nil {
			return f
		}
	}
	if object < 0 {
		// "dismissed as absurd accusations that ...": the object read as what "as" holds.
		for _, k := range t.children(v) {
			k := int(k)
			if k > v && t.dep(k) == "prep" && t.lower(k) == "as" && c.npPrep["as"] && k == v+1 {
				if p := t.child(k, "pobj"); p >= 0 && (c.np || t.quoteAt[k+1] >= 0) {
					return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "as-object", root: p}
				}
			}
		}
	}
	if c.np && object >= 0 && object != subject {
		switch t.lower(object) {
		case "himself", "herself", "themselves", "itself", "who", "whom", "which", "what":
			return nil
		}
		if t.pronoun(object) && c.act == hearsay.Say {
			return nil
		}
		ks := rd.trailing(v, rd.withPhrases(v, object, t.subtree(object, rd.leaveOut(object, v))))
		return &found{pieces: t.runs(ks), frame: "object", root: object}
	}
	// "denounced ... as" with the object read as a clause's subject.
	if c.np || len(c.npPrep) > 0 {
		for _, k := range t.children(v) {
			k := int(k)
			if k > v && t.dep(k) == "ccomp" && !c.that && t.clauseHead(k) {
				return &found{pieces: rd.contentOf(k, v), frame: "object-clause", root: k}
			}
		}
	}
	return nil
}

func (t *tree) pronoun(i int) bool { return t.Tokens[i].Tag == "PRP" }

// holds reports whether a preposition has its noun or clause.
func (t *tree) holds(k int) bool { return len(t.children(k)) > 0 }

// lostPhrase finds the phrase of "accused X of Y" where the parser hung it
// inside X's own words.
func (rd *run) lostPhrase(v, object int, c *cueVerb) *found {
	t := rd.t
	ks := t.subtree(object, rd.leaveOut(object, v))
	for _, k := range ks {
		if k > object && t.Tokens[k].Pos == "ADP" && c.npPrep[t.lower(k)] && t.holds(k) {
			if t.lower(k) == "of" && t.gerundBelow(k) || t.lower(k) != "of" && t.lower(k) != "in" {
				return &found{pieces: t.runs(rd.trailing(v, ks)), frame: "object-" + t.lower(k), root: object}
			}
		}
	}
	return nil
}

func (t *tree) gerundBelow(k int) bool {
	p := t.child(k, "pcomp", "pobj")
	return p >= 0 && t.Tokens[p].Tag == "VBG"
}

// predicate: "called the ruling a disgrace", "declared the vote void".
func (rd *run) predicate(v, object int) *found {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "oprd", "acomp", "attr", "xcomp", "appos":
			if t.infinitive(k) && t.verb(k) {
				continue
			}
			if object < 0 && t.dep(k) == "oprd" {
				for _, o := range t.children(v) { // "declared Ana Cruz the winner", the name read as a clause
					if int(o) > v && int(o) < k && t.noun(int(o)) {
						object = int(o)
						break
					}
				}
			}
			if object >= 0 && k > object {
				ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
				return &found{pieces: t.runs(ks), frame: "predicate", root: k}
			}
		case "ccomp":
			if s := t.child(k, "nsubj", "nsubjpass"); s > v && s <= k && !t.finite(k) {
				return &found{pieces: rd.contentOf(k, v), frame: "predicate", root: k}
			}
		case "dobj":
			// two nouns read as two objects
			if object >= 0 && k != object {
				ks := merge(t.subtree(object, rd.leaveOut(object, v)), t.subtree(k, rd.leaveOut(k, v)))
				return &found{pieces: t.runs(ks), frame: "predicate", root: k}
			}
		}
	}
	if object >= 0 {
		// "called the closure a scandal" read as an apposition.
		if k := t.child(object, "appos"); k > object {
			first, _ := t.edges(k)
			for first > 0 && isMark(t.TextOf(first-1)) {
				first--
			}
			if first > 0 && t.TextOf(first-1) != "," {
				return &found{pieces: t.runs(t.subtree(object, rd.leaveOut(object, v))), frame: "predicate", root: object}
			}
		}
	}
	// "called the attack \"a massacre\"", "called it cowardly", hung elsewhere:
	// the words up to the end of the quotation.
	if object >= 0 {
		_, b := t.edges(object)
		for b < len(t.Tokens) && t.space(b) {
			b++
		}
		if b < len(t.Tokens) && t.sentenceAt[b] == t.sentenceAt[v] {
			if q := t.quoteAt[b]; q >= 0 && q != t.quoteAt[v] && t.quotes[q].first == b {
				a, _ := t.edges(object)
				return &found{pieces: [][2]int{{a, t.quotes[q].end}}, frame: "predicate", root: object}
			}
		}
	}
	return nil
}

// trailing adds the clause by which the speaker goes on about the object:
// "denounced the strike, describing it as an assault".
func (rd *run) trailing(v int, ks []int) []int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k > v && t.dep(k) == "advcl" && t.Tokens[k].Tag == "VBG" && t.child(k, "nsubj", "mark") < 0 {
			if o := rd.x.verbs[t.lemma(k)]; o != nil && (o.small || o.npPrep["as"]) && !o.that {
				ks = merge(ks, t.subtree(k, rd.leaveOut(k, v)))
			}
		}
	}
	return ks
}

// withPhrase: "called for an inquiry", "warned of floods", "spoke of bodies".
func (rd *run) withPhrase(v int, c *cueVerb) *found {
	t := rd.t
	if len(c.pp) == 0 {
		return nil
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k < v || t.dep(k) != "prep" && t.dep(k) != "dative" && t.dep(k) != "prt" || !c.pp[t.lower(k)] {
			continue
		}
		if p := t.child(k, "pobj", "pcomp"); p >= 0 {
			f := &found{pieces: t.runs(t.subtree(p, rd.leaveOut(p, v))), frame: "phrase-" + t.lower(k), root: p, extra: t.beside(v, k)}
			rd.condition(v, f)
			return f
		}
	}
	return nil
}

// beside gives the preposition as part of the cue where it stands next to it.
func (t *tree) beside(v, k int) []int {
	if k == v+1 {
		return []int{k}
	}
	return nil
}

// beside reads the clause that a verb of speech is set into: "The blast,
// officials said, was an accident", "As the mayor put it, ...".
func (rd *run) beside(v int, c *cueVerb, subject int) *found {
	t := rd.t
	h := int(t.head[v])
	if subject >= 0 && t.lower(subject) == "you" {
		return nil // "you know": no report
	}
	switch {
	case h == v || !t.clauseHead(h) || t.quoteAt[h] != t.quoteAt[v]:
	case t.dep(v) == "parataxis", t.dep(v) == "dep" && subject >= 0, t.dep(v) == "advcl" && t.asMarked(v), t.dep(v) == "ccomp" && rd.lookup(h) == nil && t.setOff(v),
		t.dep(v) == "advcl" && t.finite(v) && t.setOff(v) && t.child(v, "mark", "advmod") < 0:
		if t.dep(v) == "parataxis" && v < h && !t.setOff(v) {
			break
		}
		under := 0
		if o := rd.lookup(h); o != nil && o.that {
			// "P, the mayor said, Reuters reported": the content is what Reuters reports.
			if k := t.child(h, "ccomp"); k >= 0 && k < h && k != v && t.clauseHead(k) {
				under, h = h, k
			}
		}
		own := rd.leaveOut(h, v)
		pieces := t.runs(t.subtree(h, func(k int) bool { return k == v || own(k) }))
		return &found{pieces: pieces, frame: "set-in", root: h, under: under}
	}
	// The parser may make the verb of speech the head and hang the clause on it.
	for _, k := range t.children(v) {
		k := int(k)
		if (t.dep(k) == "parataxis" || t.dep(k) == "conj" && k < v || t.dep(k) == "dep" || t.dep(k) == "advcl" && k < v && t.finite(k) && t.child(k, "mark", "advmod") < 0) &&
			t.verb(k) && t.finite(k) && t.child(k, "nsubj", "nsubjpass", "expl") >= 0 && (k < v || t.TextOf(min(v+1, len(t.Tokens)-1)) != ".") {
			return &found{pieces: rd.contentOf(k, v), frame: "set-beside", root: k}
		}
	}
	return nil
}

func (t *tree) asMarked(v int) bool {
	for _, k := range t.children(v) {
		if t.lower(int(k)) == "as" && (t.dep(int(k)) == "mark" || t.dep(int(k)) == "advmod") {
			return true
		}
	}
	return false
}

// setOff reports whether a clause stands between commas or dashes.
func (t *tree) setOff(v int) bool {
	first, end := t.edges(v)
	left := first == 0 || t.sentenceAt[first-1] != t.sentenceAt[v] || t.punct(first-1) || t.punct(first)
	right := end >= len(t.Tokens) || t.sentenceAt[end] != t.sentenceAt[v] || t.punct(end) || t.punct(end-1)
	return left && right
}

// afterThat reads on the surface where the tree fails: all that follows "that"
// right after the cue, to the end of the sentence.
func (rd *run) afterThat(v int) *found {
	t := rd.t
	for i := v + 1; i < len(t.Tokens) && i <= v+12 && t.sentenceAt[i] == t.sentenceAt[v]; i++ {
		if t.lower(i) == "that" && t.Tokens[i].Tag == "IN" {
			end := i + 1
			for end < len(t.Tokens) && end < i+maxClause && t.sentenceAt[end] == t.sentenceAt[v] && t.quoteAt[end] == t.quoteAt[i] {
				end++
			}
			if !t.sentenceLike(i+1, end) {
				return nil
			}
			return &found{pieces: [][2]int{{i + 1, end}}, frame: "after-that", root: min(i+1, len(t.Tokens)-1)}
		}
		if t.verb(i) && t.finite(i) {
			return nil
		}
	}
	return nil
}

// betweenCommas reads on the surface where the tree fails: a sentence into which
// nothing but the speaker and the verb is set between commas.
func (rd *run) betweenCommas(v, subject int) *found {
	t := rd.t
	if !t.finite(v) || subject < 0 || t.child(v, "nsubj") != subject || t.lower(subject) == "you" {
		return nil
	}
	s := t.sentences[t.sentenceAt[v]]
	if s.End-s.First > maxClause {
		return nil
	}
	p := t.phraseOf(subject)
	first, last := min(p[0], v), max(p[1], v+1)
	if subject > v {
		_, last = t.edges(subject) // with all that is told of the speaker
	}
	for _, k := range t.children(v) {
		if d := t.dep(int(k)); d == "advmod" || d == "npadvmod" || d == "aux" || d == "prep" {
			a, b := t.edges(int(k))
			first, last = min(first, a), max(last, b)
		}
	}
	if last-first > 15 || first <= s.First || last >= s.End || t.TextOf(first-1) != "," && t.TextOf(first-1) != "—" || t.TextOf(last) != "," && t.TextOf(last) != "—" {
		return nil
	}
	if !t.wordsIn(s.First, first) || !t.wordsIn(last, s.End) {
		return nil
	}
	for i := s.First; i < s.End; i++ {
		if t.quoteAt[i] != t.quoteAt[v] && t.speech(&t.quotes[max(t.quoteAt[i], 0)]) {
			return nil
		}
	}
	return &found{pieces: [][2]int{{s.First, first}, {last, s.End}}, frame: "between-commas", root: t.topOf([2]int{s.First, first})}
}

// asideSubject is the noun of ", negotiators announced on Friday," where the
// parser took the verb for a participle of the noun; -1 elsewhere.
func (rd *run) asideSubject(v int) int {
	t := rd.t
	h := int(t.head[v])
	if t.dep(v) != "acl" || h != v-1 || t.Tokens[v].Tag != "VBN" && t.Tokens[v].Tag != "VBD" || t.agent(v) >= 0 || !rd.person(h) {
		return -1
	}
	switch t.dep(h) {
	case "appos", "conj", "npadvmod", "dep", "dobj", "nsubj", "attr":
	default:
		return -1
	}
	first := t.phraseOf(h)[0]
	if first == 0 || t.TextOf(first-1) != "," || !t.wordsIn(t.sentences[t.sentenceAt[v]].First, first) {
		return -1
	}
	return h
}

// aside is all that stands before such an aside in its sentence.
func (rd *run) aside(v, subject int) *found {
	t := rd.t
	s := t.sentences[t.sentenceAt[v]]
	first := t.phraseOf(subject)[0]
	if first-s.First > maxClause || !t.sentenceLike(s.First, first) {
		return nil
	}
	return &found{pieces: [][2]int{{s.First, first}}, frame: "aside", root: t.topOf([2]int{s.First, first})}
}

// unglued mends "police detained the leader, witnesses said" read with the
// leader and the witnesses as one subject: where no punctuation parts content
// and speaker, the speaker begins after the first comma. It returns the new
// subject, or -1.
func (rd *run) unglued(v, subject int, f *found) int {
	t := rd.t
	last := f.pieces[len(f.pieces)-1]
	p := t.phraseOf(subject)
	if subject > v || last[1] > p[0] || t.child(v, "nsubj") != subject || f.frame == "quote" {
		return -1
	}
	for i := last[1]; i < p[0]; i++ {
		if t.punct(i) {
			return -1
		}
	}
	for i := last[1] - 1; i >= last[0] && t.punct(i); i-- {
		return -1
	}
	for i := p[0]; i < p[1]; i++ {
		if t.TextOf(i) != "," {
			continue
		}
		for _, k := range t.subtree(subject, nil) {
			if k > i && t.noun(k) && rd.person(k) && int(t.head[k]) < i {
				f.pieces[len(f.pieces)-1][1] = i
				rd.t.over[k] = "nsubj"
				rd.t.head[k] = int32(v)
				return k
			}
		}
		return -1
	}
	return -1
}

// semicolonBetween reports whether a semicolon parts a clause from the cue.
func (rd *run) semicolonBetween(c, v int) bool {
	for i := c; i < v && i < c+maxClause; i++ {
		if rd.t.TextOf(i) == ";" && rd.t.quoteAt[i] == rd.t.quoteAt[v] {
			return true
		}
	}
	return false
}

// beforeClause is the first token of the relative or participial clause that
// holds v and hangs on the noun s; v itself where there is none.
func (rd *run) beforeClause(v, s int) int {
	t := rd.t
	k := v
	for step := 0; step < maxClimb; step++ {
		if d := t.dep(k); d == "relcl" || d == "acl" {
			first, _ := t.edges(k)
			for first > s+1 && t.punct(first-1) {
				first--
			}
			return max(first, s+1)
		}
		if t.root(k) {
			break
		}
		k = int(t.head[k])
	}
	return v
}

// withPhrases adds the phrases right behind an object that tell more of it,
// though the parser hung them on the verb: "announced a ban on trawling".
func (rd *run) withPhrases(v, object int, ks []int) []int {
	t := rd.t
	for _, k := range t.children(v) {
		k := int(k)
		if k < object || t.dep(k) != "prep" || len(ks) == 0 || t.wordsIn(ks[len(ks)-1]+1, k) {
			continue
		}
		switch t.lower(k) {
		case "of", "for", "against", "to", "between", "over", "with", "from", "about", "toward", "towards":
		default:
			return ks
		}
		p := t.child(k, "pobj")
		if p < 0 || strings.HasSuffix(t.Tokens[p].Ent, "-DATE") || strings.HasSuffix(t.Tokens[p].Ent, "-TIME") || rd.outlet(p) {
			return ks
		}
		ks = merge(ks, t.subtree(k, rd.leaveOut(k, v)))
	}
	return ks
}

// shifted reports whether a verb stands in the tense of reported speech: "had
// seen", "would come", "could not".
func (t *tree) shifted(k int) bool {
	for _, c := range t.children(k) {
		if d := t.dep(int(c)); (d == "aux" || d == "auxpass") && int(c) < k {
			switch t.lower(int(c)) {
			case "had", "would", "could", "might", "'d":
				return true
			}
		}
	}
	return false
}

// what: "in what groups called a landmark ruling", "what he described as looters".
func (rd *run) what(v int, c *cueVerb) *found {
	t := rd.t
	pronoun := false
	for _, k := range t.children(v) {
		if int(k) < v && t.Tokens[k].Tag == "WP" && t.lower(int(k)) == "what" {
			pronoun = true
		}
	}
	if !pronoun {
		return nil
	}
	for _, k := range t.children(v) {
		k := int(k)
		if k < v {
			continue
		}
		switch t.dep(k) {
		case "oprd", "attr", "acomp", "dobj", "ccomp":
			if c.small {
				return &found{pieces: t.runs(t.subtree(k, rd.leaveOut(k, v))), frame: "what", root: k}
			}
		case "prep":
			if p := t.child(k, "pobj", "amod", "pcomp"); t.lower(k) == "as" && c.npPrep["as"] && p > k {
				return &found{pieces: t.runs(t.subtree(p, rd.leaveOut(p, v))), frame: "what-as", root: p, extra: t.beside(v, k)}
			}
		}
	}
	return nil
}
