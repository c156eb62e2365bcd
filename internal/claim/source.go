package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// maxModifier is how many tokens a restrictive clause of a source may have and
// still be given as part of it ("people who know the plan").
const maxModifier = 12

// maxApposition is the same for an apposition ("Ana Cruz, a teacher in Lima").
const maxApposition = 16

// phraseOf returns the tokens of the noun phrase of head that name a speaker:
// with its modifiers and short appositions, without the clauses that only tell
// more about it.
func (t *tree) phraseOf(head int) [2]int {
	ks := t.subtree(head, func(c int) bool { return t.outside(head, c) })
	a, b := head, head+1
	in := map[int]bool{}
	for _, k := range ks {
		in[k] = true
	}
	bound := func(i int) bool { return in[i] || t.punct(i) && !t.boundary(i) }
	for a > 0 && t.sentenceAt[a-1] == t.sentenceAt[head] && bound(a-1) && t.quoteAt[a-1] == t.quoteAt[head] {
		a--
	}
	for b < len(t.Tokens) && t.sentenceAt[b] == t.sentenceAt[head] && bound(b) && t.quoteAt[b] == t.quoteAt[head] {
		b++
	}
	p := t.trim([2]int{a, b})
	if p[0] > head || p[1] <= head {
		return [2]int{head, head + 1}
	}
	return p
}

func (t *tree) boundary(i int) bool {
	switch t.TextOf(i) {
	case ":", ";", "—", "–", ".", "?", "!":
		return true
	}
	return t.space(i) && strings.Contains(t.TextOf(i), "\n")
}

// outside tells which dependents of a source's nouns are left out of it.
func (t *tree) outside(head, c int) bool {
	h := int(t.head[c])
	switch d := t.dep(c); d {
	case "relcl", "acl", "advcl", "ccomp", "parataxis", "dep", "xcomp":
		if c < h {
			return d != "acl"
		}
		if t.verb(c) || d == "relcl" {
			first, end := t.edges(c)
			if end-first > maxModifier || d == "dep" || d == "parataxis" || d == "advcl" || d == "ccomp" {
				return true
			}
			return first > 0 && t.punct(first-1) || t.TextOf(first) == ","
		}
		return d == "parataxis" || d == "dep"
	case "appos":
		first, end := t.edges(c)
		return end-first > maxApposition
	case "prep", "conj":
		// ", including ..." and a second clause hung on the noun.
		if d == "conj" && t.verb(c) && h == head {
			return true
		}
		return c > h+1 && t.TextOf(c-1) == "," && d == "prep"
	case "punct":
		return false
	}
	return false
}

// nominal is how many people or bodies a noun phrase stands for, and whether it
// names them.
func (rd *run) sourceAt(head int, by string) hearsay.Source {
	t := rd.t
	p := t.phraseOf(head)
	for _, k := range t.children(int(t.head[head])) {
		// "President Park Min-jae" read as several subjects.
		if k := int(k); k > head && t.dep(k) == "nsubj" && t.dep(head) == "nsubj" && t.Tokens[k].Pos == "PROPN" {
			if q := t.phraseOf(k); q[0] <= p[1]+1 && q[1] > p[1] && !t.wordsIn(p[1], q[0]) {
				p[1] = q[1]
			}
		}
	}
	s := hearsay.Source{Extent: hearsay.OneSpan(t.SpanOf(p[0], p[1])), By: by}
	name := t.nameIn(head, p)
	e, m, ok := rd.entityAt(head)
	if _, inside := rd.inName[head]; inside && m != nil {
		if first, end := t.TokensIn(m.Span); first <= head && head < end {
			s.Extent = hearsay.OneSpan(t.SpanOf(min(first, p[0]), max(end, p[1])))
		}
	}
	if name >= 0 {
		// "the mayor of Iseo, Marco Conti": the name tells who it is.
		if n, _, found := rd.r.EntityOf(name); found && (!ok || !rd.nameOf(e.ID) || e.Kind == hearsay.OtherKind && n.Kind == hearsay.Person) {
			e, ok = n, true
		}
	}
	if ok {
		s.Entity = e.ID
		if m != nil {
			s.Number = m.Number
		}
		for i := range e.Mentions {
			if e.Mentions[i].Form == hearsay.NameForm {
				s.Named = true
				break
			}
		}
	}
	s.Named = s.Named && !t.plainNoun(head) || t.namedPhrase(head) || name >= 0 || ok && t.capitalName(m, head)
	if m != nil && m.By == "entity/named-later" {
		s.Named = true // "a spokesman said ... Juma Kassim, the spokesman, added"
	}
	if s.Entity != "" && !s.Named && t.Tokens[head].Pos == "PRON" {
		s.Named = rd.nameOf(s.Entity)
	}
	rd.inOwnTurn(&s, head)
	if n, ok := t.countOf(head); ok {
		s.Number = n
	}
	if !s.Named {
		if g := rd.issuer(head); g >= 0 {
			if e, m, ok := rd.entityAt(g); ok {
				s.Entity, s.Number, s.Named = e.ID, m.Number, rd.nameOf(e.ID)
			}
		}
	}
	return s
}

// maxIssued is how many tokens back a statement may have been issued that speaks now.
const maxIssued = 400

// issuer is who issued what speaks: "The ministry said in a statement ... The statement added". -1 where that is not told.
func (rd *run) issuer(head int) int {
	t := rd.t
	l := t.lemma(head)
	if rd.x.media[l] != "text" || t.Tokens[head].Pos != "NOUN" || t.child(head, "poss", "amod", "compound", "prep", "acl", "relcl") >= 0 {
		return -1
	}
	if d := t.child(head, "det"); d < 0 || t.lower(d) != "the" && t.lower(d) != "this" {
		return -1
	}
	for i := head - 1; i >= max(0, head-maxIssued); i-- {
		if t.lemma(i) != l || t.Tokens[i].Pos != "NOUN" || t.quoteAt[i] >= 0 {
			continue
		}
		v := int(t.head[i])
		said := t.dep(i) == "pobj" && t.lower(v) == "in" && t.verb(int(t.head[v])) && rd.lookup(int(t.head[v])) != nil
		if said {
			v = int(t.head[v])
		}
		if !said && !(t.dep(i) == "dobj" && t.verb(v) && rd.x.carry[t.lemma(v)] == "issue") {
			continue
		}
		if s := rd.subject(v); s >= 0 && rd.person(s) && t.quoteAt[s] < 0 {
			return s
		}
	}
	return -1
}

// capitalName reports whether a mention is a name of several words whose head is
// a common noun written as a name: "Doctors Without Borders".
func (t *tree) capitalName(m *hearsay.Mention, head int) bool {
	if m == nil || m.Form != hearsay.NameForm || m.TokenEnd-m.First < 2 {
		return false
	}
	capitals := 0
	for i := m.First; i < m.TokenEnd; i++ {
		if w := t.TextOf(i); w != strings.ToLower(w) {
			capitals++
		}
	}
	word := t.TextOf(head)
	return capitals > 1 && word != strings.ToLower(word)
}

// plainNoun reports whether the phrase speaks of unnamed people: "two
// officials", "a resident". A body such as "the ministry" that the report names
// elsewhere is not plain.
func (t *tree) plainNoun(head int) bool {
	if t.Tokens[head].Pos != "NOUN" {
		return false
	}
	if t.indefinite(head) {
		return true
	}
	switch t.Tokens[head].Tag {
	case "NNS":
		n, ok := lists.NounOf(t.lemma(head))
		return !ok || n.Kind == hearsay.Person || n.Kind == hearsay.Group
	}
	return false
}

func (t *tree) indefinite(head int) bool {
	for _, c := range t.children(head) {
		switch t.dep(int(c)) {
		case "det":
			switch t.lower(int(c)) {
			case "a", "an", "some", "another", "any", "no":
				return true
			}
		case "nummod":
			return true
		}
	}
	return false
}

// namedPhrase reports whether the phrase holds the speaker's own name: a proper
// noun as its head, as its apposition or beside its title, or a body of a named
// state ("Qatar's government", "the Gaza health ministry").
func (t *tree) namedPhrase(head int) bool {
	if t.Tokens[head].Pos == "PROPN" {
		// "Officials", "Police" at the start of a sentence are tagged so too.
		if n, ok := lists.NounOf(t.lower(head)); ok && n.Kind != hearsay.Organization && t.child(head, "compound", "amod", "nmod") < 0 && t.Tokens[head].Ent == "O" {
			return false
		}
		return true
	}
	for _, c := range t.children(head) {
		switch t.dep(int(c)) {
		case "appos":
			if t.Tokens[c].Pos == "PROPN" {
				return true
			}
		case "conj":
			if t.Tokens[c].Pos == "PROPN" {
				return true
			}
		}
	}
	if t.Tokens[head].Pos != "NOUN" || t.Tokens[head].Tag == "NNS" {
		return false
	}
	if n, ok := lists.NounOf(t.lemma(head)); t.indefinite(head) || ok && !n.Is("inst") && !n.Is("gov") && (n.Kind == hearsay.Person || n.Kind == hearsay.Group) {
		return false
	}
	for _, c := range t.children(head) {
		switch t.dep(int(c)) {
		case "poss", "compound", "amod", "nmod":
			if t.Tokens[c].Ent != "O" || t.Tokens[c].Pos == "PROPN" {
				return true
			}
		}
	}
	return false
}

// countOf returns how many a phrase speaks of, 0 for a plural without number.
func (t *tree) countOf(head int) (int, bool) {
	sum, known := t.one(head)
	for _, c := range t.children(head) {
		if t.dep(int(c)) == "conj" && t.noun(int(c)) {
			n, ok := t.countOf(int(c))
			if !known || !ok || sum == 0 || n == 0 {
				return 0, true
			}
			sum += n
		}
	}
	return sum, known
}

func (t *tree) one(head int) (int, bool) {
	for _, c := range t.children(head) {
		if t.dep(int(c)) == "nummod" {
			if n, ok := lists.Number(t.lower(int(c))); ok {
				return n, true
			}
			return 0, true
		}
	}
	tok := t.Tokens[head]
	switch tok.Tag {
	case "NN", "NNP":
		if n, ok := lists.NounOf(t.lemma(head)); ok && tok.Tag == "NN" && n.Is("mass") && n.Kind != hearsay.Organization {
			return 0, true
		}
		return 1, true
	case "NNPS":
		if tok.Ent == "O" || strings.HasSuffix(tok.Ent, "NORP") {
			return 0, true
		}
		return 1, true
	case "NNS":
		return 0, true
	case "CD":
		if n, ok := lists.Number(t.lower(head)); ok {
			return n, true
		}
	case "PRP", "PRP$":
		switch t.lower(head) {
		case "he", "she", "it", "i", "his", "her", "its", "my":
			return 1, true
		}
		return 0, true
	}
	return 0, false
}

// entityAt finds the entity of a noun phrase: by its head, or by its name part.
func (rd *run) entityAt(head int) (*hearsay.Entity, *hearsay.Mention, bool) {
	if e, m, ok := rd.r.EntityOf(head); ok {
		return e, m, true
	}
	for _, c := range rd.t.children(head) {
		if d := rd.t.dep(int(c)); d == "appos" || d == "flat" {
			if e, m, ok := rd.r.EntityOf(int(c)); ok {
				return e, m, true
			}
		}
	}
	if n, ok := rd.inName[head]; ok {
		return rd.r.EntityOf(n) // "Save the Children said", read as what saves whom
	}
	return nil, nil, false
}

func (rd *run) nameOf(id string) bool {
	i, ok := rd.entity[id]
	if !ok {
		return false
	}
	for _, m := range rd.r.Entities[i].Mentions {
		if m.Form == hearsay.NameForm {
			return true
		}
	}
	return false
}

// speaker turns a subject into the one who speaks: for a statement or report
// that names its giver, the giver ("a report from the ministry", "the
// ministry's report"); else the noun itself.
func (rd *run) speaker(head int) int {
	t := rd.t
	if _, medium := rd.x.media[t.lemma(head)]; !medium && t.lemma(head) != "news" {
		return head
	}
	if e, m, ok := rd.r.EntityOf(head); ok && e.Kind == hearsay.Organization && m.Form == hearsay.NameForm {
		return head // "the Bishops' Conference"
	}
	if c := t.child(head, "poss"); c >= 0 && t.Tokens[c].Pos == "PROPN" {
		return c
	}
	for _, c := range t.children(head) {
		d := t.dep(int(c))
		if (d == "prep" || d == "agent") && int(c) > head {
			switch t.lower(int(c)) {
			case "from", "by":
				if p := t.child(int(c), "pobj"); p >= 0 {
					return p
				}
			}
		}
	}
	if c := t.child(head, "acl"); c >= 0 && rd.x.carry[t.lemma(c)] == "issue" {
		if g := t.agent(c); g >= 0 {
			return g
		}
	}
	return head
}

// agent returns the noun of a passive's "by", or -1.
func (t *tree) agent(v int) int {
	for _, c := range t.children(v) {
		if t.lower(int(c)) == "by" && (t.dep(int(c)) == "agent" || t.dep(int(c)) == "prep") {
			if p := t.child(int(c), "pobj"); p >= 0 && t.noun(p) && !t.gerund(p) {
				return p
			}
		}
	}
	return -1
}

func (t *tree) gerund(i int) bool { return t.Tokens[i].Tag == "VBG" }

// nameIn is the last token of a person's name set between commas in a phrase
// behind its head, or -1.
func (t *tree) nameIn(head int, p [2]int) int {
	if t.Tokens[head].Tag == "NNS" {
		return -1 // "relatives of one of the men, Ali Rahman"
	}
	for i := head + 1; i+1 < p[1]; i++ {
		if t.Tokens[i+1].Ent != "B-PERSON" {
			continue
		}
		k := i + 1
		for k+1 < p[1] && t.Tokens[k+1].Ent == "I-PERSON" {
			k++
		}
		if t.TextOf(i) != "," { // "Commissioner for Human Rights Ana Cruz", the two read as coordinated or as one
			if k > i+1 && k+1 == p[1] && t.Tokens[head].Pos == "PROPN" && t.Tokens[i].Pos == "PROPN" && t.above(head, k) && t.child(head, "cc") < 0 {
				return k
			}
			continue
		}
		if k+1 >= p[1] || t.TextOf(k+1) == "," {
			return k
		}
	}
	return -1
}
