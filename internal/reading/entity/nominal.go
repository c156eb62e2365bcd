package entity

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// findNominals makes a mention of each noun phrase whose head is a listed noun,
// a counted one ("dozens of people"), or the subject of a verb of speech.
func (p *pass) findNominals() {
	for i := range p.s.Tokens {
		if p.cover[i] >= 0 || p.at[i] != nil {
			continue
		}
		if m := p.nominalAt(i); m != nil {
			p.at[i] = m
			p.all = append(p.all, m)
		}
	}
}

func (p *pass) nominalAt(i int) *mention {
	t := &p.s.Tokens[i]
	switch t.Pos {
	case "NOUN", "PROPN":
	case "NUM", "ADJ", "VERB", "PRON":
		if n, ok := p.nounAt(i); ok && strings.Contains(n.Lemma, "-") && strings.HasSuffix(n.Lemma, p.lower(i)) && (t.Dep == "nsubj" || t.Dep == "dobj" || t.Dep == "pobj" || t.Dep == "nsubjpass" || t.Dep == "appos") {
			return p.phrase(i, n) // "the director-general"
		}
		return p.headless(i)
	default:
		return nil
	}
	if t.Dep == "compound" || t.Dep == "npadvmod" || t.Dep == "amod" || t.Dep == "nmod" && i < t.Head {
		// Part of a larger phrase, or of a name.
		if i < t.Head && t.Dep != "npadvmod" {
			return p.modifier(i)
		}
	}
	if of := p.counted(i); of >= 0 {
		return p.countedPhrase(i, of)
	}
	n, ok := p.nounAt(i)
	if !ok {
		n = p.unlisted(i)
		if n == nil {
			return nil
		}
	}
	if n.Is("mass") && t.Tag == "NNS" && !strings.EqualFold(n.Lemma, p.s.TextOf(i)) && !strings.HasSuffix(p.lower(i), n.Lemma) {
		return nil // "presses" is no press
	}
	if n.Lemma == "member" || n.Lemma == "figure" {
		// "a member state", "figures showed": numbers are no persons.
		if t.Dep == "nsubj" && n.Lemma == "figure" && p.x.verb("speech", p.s.Tokens[t.Head].Lemma) || n.Lemma == "figure" && p.s.Tokens[t.Head].Lemma == "show" {
			return nil
		}
	}
	if n.Is("plural") && t.Tag != "NNS" && t.Tag != "NNPS" && t.Pos != "ADJ" && !strings.HasSuffix(p.lower(i), "people") && !p.hasDet(i) && n.Kind == hearsay.Group && n.Sectors == nil {
		if p.lower(i) == n.Lemma && p.s.Tokens[i].Tag == "NN" && !strings.HasSuffix(n.Lemma, "s") && !strings.HasSuffix(n.Lemma, "en") && n.Lemma != "folk" && n.Lemma != "personnel" {
			return nil
		}
	}
	if d := p.s.Child(i, "det"); d >= 0 && p.lower(d) == "no" {
		return nil // "No group claimed": there is none
	}
	if n.Lemma == "state" && i+1 < len(p.s.Tokens) && p.lower(i+1) == "of" && (i+2 >= len(p.cover) || p.cover[i+2] < 0) {
		return nil // "a state of emergency"
	}
	if n.Lemma == "body" && (t.Tag == "NNS" || p.s.Child(i, "amod", "compound", "nmod") < 0) {
		return nil // the dead's, not a council
	}
	if c := p.s.Child(i, "poss"); n.Lemma == "head" && c >= 0 && p.s.Tokens[c].Tag == "PRP$" && p.lower(c) != "its" && p.lower(c) != "their" {
		return nil // "shook his head"
	}
	if n.Lemma == "figure" && !p.modifiedBy(i, "personfigure") {
		return nil // "put the figure at", "the second figure"
	}
	if n.Lemma == "house" && unicode.IsLower(firstRune(p.s.TextOf(i))) {
		return nil // a home; the chamber is "the House"
	}
	if n.Lemma == "party" && t.Tag == "NNS" && p.modifiedBy(i, "partyside") {
		return nil // "all parties": the sides of a conflict
	}
	if n.Lemma == "bank" && p.modifiedBy(i, "riverbank") {
		return nil // "both banks", "the occupied bank"
	}
	if c := p.s.Child(i, "poss"); (n.Lemma == "neighbor" || n.Lemma == "neighbour" || n.Lemma == "ally") && c >= 0 && p.lower(c) == "its" {
		return nil // a state's
	}
	if i > 1 && p.lower(i-1) == "of" && p.x.is("officeof", p.lower(i-2)) && t.Pos == "PROPN" {
		return nil // "Secretary of State"
	}
	m := p.phrase(i, n)
	if m.bare && !m.plural && m.first == i && !(n.Is("inst") && p.x.is("bareinst", n.Lemma)) && !n.Is("mass") && !n.Is("gov") && t.Dep != "nsubj" && t.Dep != "nsubjpass" && t.Dep != "appos" && t.Dep != "conj" && p.s.Child(i, "appos") < 0 &&
		n.Kind != hearsay.Group && !p.nameFollows(i) {
		return nil // "in prison", "as president", "on business": no one is meant
	}
	return m
}

// modifiedBy reports whether a word before token i in its phrase is of a class, or
// a name or noun stands there for "figure": "Hamas figures".
func (p *pass) modifiedBy(i int, class string) bool {
	for _, c := range p.s.Children(i) {
		if int(c) > i {
			break
		}
		if p.x.is(class, p.lower(int(c))) || class == "personfigure" && p.s.Tokens[c].Dep == "compound" {
			return true
		}
	}
	return false
}

// modifier makes a mention of a noun before one that names no actor itself: the
// police of "a police raid", the students of "student protests".
func (p *pass) modifier(i int) *mention {
	t := &p.s.Tokens[i]
	h := &p.s.Tokens[t.Head]
	if t.Dep != "compound" || t.Pos != "NOUN" || h.Pos != "NOUN" || p.cover[t.Head] >= 0 || t.Head-i > 2 {
		return nil
	}
	if _, ok := p.nounAt(t.Head); ok {
		return nil
	}
	n, ok := lists.NounOf(p.lower(i))
	if !ok || len(n.Sectors) == 0 || n.Is("outlet") || n.Kind != hearsay.Person && n.Kind != hearsay.Organization && !(n.Kind == hearsay.Group && n.Is("mass")) || n.Kind == hearsay.Person && n.Is("role") && n.Sectors[0] != "EDU" {
		return nil
	}
	m := &mention{first: i, end: i + 1, head: i, form: hearsay.Nominal, kind: n.Kind, noun: n, number: 1, bare: true, by: "entity/modifier:" + n.Lemma}
	m.sectors = append(m.sectors, n.Sectors...)
	if n.Kind == hearsay.Person {
		m.kind, m.plural, m.number = hearsay.Group, true, 0
	}
	if n.Is("mass") {
		m.kind, m.plural, m.number = hearsay.Organization, true, 0
	}
	return m
}

// nameFollows reports whether a name stands directly behind token i.
func (p *pass) nameFollows(i int) bool { return i+1 < len(p.cover) && p.cover[i+1] >= 0 }

// phrase makes the mention of the noun phrase headed by i.
func (p *pass) phrase(i int, n *lists.Noun) *mention {
	t := &p.s.Tokens[i]
	m := &mention{first: i, end: i + 1, head: i, form: hearsay.Nominal, kind: n.Kind, noun: n, gender: n.Gender, by: "entity/noun:" + n.Lemma}
	m.sectors = append(m.sectors, n.Sectors...)
	p.leftEdge(m)
	m.plural = t.Tag == "NNS" || t.Tag == "NNPS" || n.Is("plural") || t.Tag == "NNP" && p.lower(i) == n.Lemma+"s"
	m.number = 1
	if m.plural {
		m.number = 0
	}
	if n.Is("mass") {
		m.plural, m.number = true, 0
	}
	if c := p.s.Child(i, "nummod"); c >= 0 {
		if v, ok := p.numberAt(c); ok {
			m.number = v
			m.plural = v != 1
		}
	}
	if n.Kind == hearsay.Person && m.plural {
		m.kind = hearsay.Group
	}
	if m.noun.Is("inst") && m.noun.Is("mass") {
		m.kind = hearsay.Organization // "the police": a body
	}
	p.readDeterminer(m)
	p.readModifiers(m)
	p.readOf(m)
	return m
}

func (p *pass) hasDet(i int) bool { return p.s.Child(i, "det", "poss", "nummod", "amod") >= 0 }

// leftEdge widens a phrase to its determiners and modifiers.
func (p *pass) leftEdge(m *mention) {
	first := m.head
	cs := p.s.Children(m.head)
	for k := len(cs) - 1; k >= 0; k-- {
		c := int(cs[k])
		if c > m.head {
			continue
		}
		if !p.x.is("modifier", p.s.Tokens[c].Dep) {
			if p.s.Tokens[c].Dep == "punct" && p.s.TextOf(c) == "-" {
				continue
			}
			break
		}
		l, _ := p.s.Subtree(c)
		first = min(first, l)
	}
	if first == m.head && strings.Contains(m.noun.Lemma, "-") && m.head > 1 && p.s.TextOf(m.head-1) == "-" {
		// "The ex-president", whose parts the tree may hang apart.
		first -= 2
		p.also = append(p.also, also{first, m})
		if first > 0 && p.s.Tokens[first-1].Pos == "DET" {
			first--
		}
	}
	for first < m.head && (p.s.Tokens[first].Pos == "PUNCT" && p.s.TextOf(first) != "$" || p.s.Tokens[first].Pos == "SPACE" || p.s.Tokens[first].Pos == "CCONJ") {
		first++
	}
	// "On Friday police arrested them": the day is no part of who.
	for first < m.head && p.s.Tokens[first].Dep == "compound" && p.x.notNames[p.lower(first)] == "calendar" {
		first++
	}
	// "Gunmen shot dead two guards": what became of them is told with the verb.
	if first > 0 && first < m.head && p.lower(first) == "dead" && strings.HasPrefix(p.s.Tokens[first-1].Tag, "VB") {
		first++
	}
	// A sentence's or line's break within the edge is a wrong tree.
	for k := m.head - 1; k >= max(first, 1); k-- {
		w := p.s.TextOf(k)
		dash := (w == "-" || w == "–" || w == "—") && p.s.Tokens[k-1].Spaced && p.s.Tokens[k].Spaced // "attacked in the north - sources"
		if dash || p.s.Tokens[k].Pos == "SPACE" && strings.Contains(p.s.TextOf(k), "\n") || m.head-k > 24 {
			first = k + 1
			break
		}
	}
	m.first = first
}

func (p *pass) readDeterminer(m *mention) {
	m.bare = m.first == m.head
	for _, c := range p.s.Children(m.head) {
		if int(c) > m.head {
			break
		}
		switch p.s.Tokens[c].Dep {
		case "det", "predet":
			switch p.lower(int(c)) {
			case "the", "this", "that", "these", "those", "both":
				m.definite = true
			}
		case "poss":
			m.definite = true
			m.possessed = p.s.Tokens[c].Tag == "PRP$" || p.s.Tokens[c].Tag == "WP$"
		}
	}
	// A determiner may hang on a wrong head: the word at the edge tells too.
	switch p.lower(m.first) {
	case "the", "this", "that", "these", "those":
		m.definite = true
	}
}

// readModifiers reads whose the phrase is, and the sectors of nouns before its head.
func (p *pass) readModifiers(m *mention) {
	for i := m.head - 1; i >= m.first; i-- {
		if c := p.cover[i]; c >= 0 {
			o := p.names[c]
			if o.first >= m.first {
				p.ownedBy(m, o)
			}
			i = o.first
			continue
		}
		d := p.s.Tokens[i].Dep
		if (d == "amod" || d == "compound") && p.x.is("mutinous", p.lower(i)) {
			// "Mutinous soldiers" do not act for the army.
			for k, s := range m.sectors {
				if s == "MIL" || s == "COP" {
					m.sectors[k] = "REB"
				}
			}
			continue
		}
		if d == "compound" || d == "amod" || d == "nmod" || d == "poss" {
			if n, ok := p.nounAt(i); ok && !n.Is("class") && (n.Kind != hearsay.Person || d == "compound") {
				for _, s := range n.Sectors {
					m.sectors = appendNew(m.sectors, s)
				}
			}
		}
	}
}

// readOf reads the owner behind the head, "the president of Kenya", and takes
// the phrase into the mention where the noun needs it to say who is meant.
func (p *pass) readOf(m *mention) {
	for _, c := range p.s.Children(m.head) {
		if int(c) < m.head || p.s.Tokens[c].Dep != "prep" {
			continue
		}
		w := p.lower(int(c))
		o := p.s.Child(int(c), "pobj")
		if o < 0 || w != "of" && w != "in" && w != "from" && w != "for" {
			continue
		}
		if w != "of" {
			// "officials in Peru", "a spokesman for the militia": whose they are, not part of the phrase.
			if k := p.cover[o]; k >= 0 && m.country == nil && m.owner == nil && p.names[k].head == o && (m.noun.Is("role") || m.noun.Is("inst") && !m.noun.Is("gov") || w == "from") {
				n := p.names[k]
				if n.kind == hearsay.State && (w != "from" || m.noun.Is("role")) || w == "for" && n.kind == hearsay.Organization {
					p.ownedBy(m, n)
				}
			}
			continue
		}
		if p.cover[o] < 0 && int(c) == m.head+1 && m.owner == nil && m.country == nil && o-m.head < 7 {
			// "rebels of the M23 group"
			for _, d := range p.s.Children(o) {
				if k := p.cover[d]; k >= 0 && int(d) < o && p.names[k].kind == hearsay.Organization && p.s.Tokens[d].Dep == "compound" {
					p.ownedBy(m, p.names[k])
					if m.owner != nil && (m.kind == hearsay.Person || m.kind == hearsay.Group) {
						m.end = o + 1
					}
				}
			}
		}
		if p.cover[o] >= 0 {
			n := p.names[p.cover[o]]
			p.ownedBy(m, n)
			if m.owner == n && n.head == o && int(c) == m.head+1 && n.first-m.head <= 3 && (m.kind == hearsay.Person || m.kind == hearsay.Group) {
				m.end = n.end // "members of the Fatah Central Committee"
			}
			if n.head == o && n.state != nil && n.kind == hearsay.State && int(c) == m.head+1 && p.x.is("relational", m.noun.Lemma) && n.end <= o+1 {
				m.end = n.end
			}
		}
		break
	}
}

// numberAt reads the number at token c with the parts before it: "two hundred".
func (p *pass) numberAt(c int) (int, bool) {
	first, end := p.s.Subtree(c)
	for f := max(first, c-3); f <= c; f++ {
		if v, ok := lists.Number(p.textOf(f, max(c+1, min(end, c+1)))); ok {
			return v, true
		}
	}
	return 0, false
}

// counted returns the noun that a word of amount counts: in "dozens of people"
// the token "people"; -1 where i is no such word.
func (p *pass) counted(i int) int {
	w := p.lower(i)
	_, about := lists.Approximate(w)
	amount := about || w == "group" || w == "number" || w == "majority" || w == "handful" || w == "series" || w == "pair" || w == "couple" || w == "crowd" || w == "crowds" || w == "dozen" || w == "score" || w == "half" || w == "band" || w == "bulk" || w == "rest" || w == "percent" || w == "million" || w == "thousand" || w == "hundred" || w == "groups"
	if !amount && p.s.Tokens[i].Tag != "CD" {
		return -1
	}
	of := p.s.Child(i, "prep")
	if of < 0 || p.lower(of) != "of" {
		return -1
	}
	o := p.s.Child(of, "pobj")
	if o < 0 || p.cover[o] >= 0 || p.s.Tokens[o].Pos != "NOUN" {
		return -1
	}
	if n, ok := p.nounAt(o); !ok || n.Kind != hearsay.Person && n.Kind != hearsay.Group {
		return -1
	}
	return o
}

func (p *pass) countedPhrase(i, of int) *mention {
	n, ok := p.nounAt(of)
	if !ok || p.at[of] != nil {
		return nil
	}
	m := p.phrase(of, n)
	m.head, m.end = i, of+1
	first := *m
	first.first = i
	p.leftEdge(&first)
	m.first = first.first
	m.plural, m.number, m.definite, m.bare = true, 0, false, false
	if m.kind == hearsay.Person {
		m.kind = hearsay.Group
	}
	if v, ok := lists.Number(p.s.TextOf(i)); ok {
		m.number = v
		m.plural = v != 1
		if v == 1 && n.Kind == hearsay.Person {
			m.kind = hearsay.Person
		}
	}
	m.by = "entity/counted:" + n.Lemma
	// Both tokens speak of the phrase; the counted noun makes no mention of its own.
	p.at[of] = m
	return m
}

// headless makes mentions of numbers and adjectives that stand for persons:
// "two were killed", "the wounded", "others".
func (p *pass) headless(i int) *mention {
	t := &p.s.Tokens[i]
	subject := t.Dep == "nsubj" || t.Dep == "nsubjpass"
	if of := p.counted(i); of >= 0 {
		return p.countedPhrase(i, of)
	}
	if of := p.s.Child(i, "prep"); p.lower(i) == "one" && subject && of == i+1 && p.lower(of) == "of" {
		if o := p.s.Child(of, "pobj"); o == of+1 && (p.lower(o) == "them" || p.lower(o) == "us") {
			return &mention{first: i, end: o + 1, head: i, form: hearsay.Nominal, kind: hearsay.Person, number: 1, noun: &lists.Noun{Lemma: "one", Kind: hearsay.Person}, by: "entity/number"}
		}
	}
	switch {
	case t.Tag == "CD" && subject && t.Ent != "B-DATE" && t.Ent != "B-TIME" && t.Ent != "B-MONEY" && t.Ent != "B-PERCENT" && t.Ent != "I-MONEY" && t.Ent != "I-PERCENT" && t.Ent != "I-DATE":
		v, ok := p.numberAt(i)
		if !ok || p.s.Child(i, "prep") >= 0 {
			return nil
		}
		m := &mention{first: i, end: i + 1, head: i, form: hearsay.Nominal, kind: hearsay.Group, number: v, plural: v != 1, by: "entity/number"}
		if v == 1 {
			m.kind = hearsay.Person
		}
		m.noun = &lists.Noun{Lemma: "one", Kind: hearsay.Person}
		return m
	case p.lower(i) == "old" && subject && i > 2 && p.lower(i-2) == "year":
		// "The 85-year-old"
		m := p.phrase(i, &lists.Noun{Lemma: "year-old", Kind: hearsay.Person})
		m.first = min(m.first, max(0, i-4))
		for m.first < i && p.s.Tokens[m.first].Pos == "PUNCT" {
			m.first++
		}
		if m.first > 0 && p.s.Tokens[m.first-1].Pos == "DET" && !p.s.Tokens[m.first].SentStart {
			m.first--
		}
		m.plural, m.number, m.kind, m.definite = false, 1, hearsay.Person, p.lower(m.first) == "the"
		return m
	case (t.Tag == "JJ" || t.Tag == "VBN" || t.Tag == "NN") && (subject || t.Dep == "dobj" || t.Dep == "pobj" || t.Dep == "conj"):
		n, ok := lists.NounOf(p.lower(i))
		det := p.s.Child(i, "det")
		if !ok || !n.Is("plural") || det < 0 || p.lower(det) != "the" {
			return nil
		}
		return p.phrase(i, n)
	}
	return nil
}

// unlisted makes a noun of an unlisted word that its form or its verb shows to
// be a person, a body or a document that speaks.
func (p *pass) unlisted(i int) *lists.Noun {
	t := &p.s.Tokens[i]
	w := strings.ToLower(t.Lemma)
	for _, end := range []string{"woman", "women", "man", "men", "person"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 && t.Pos == "NOUN" && w != "specimen" && w != "regimen" && w != "abdomen" && w != "talisman" && w != "ottoman" {
			n := &lists.Noun{Lemma: w, Kind: hearsay.Person}
			return n
		}
	}
	if len(w) < 3 || !hasLetter(w) || p.x.is("prefix", w) {
		return nil
	}
	if t.Pos == "NOUN" && !p.notTime(t) && p.tellsOfSomebody(i) {
		return &lists.Noun{Lemma: w, Kind: hearsay.Person}
	}
	if t.Dep != "nsubj" || !p.x.verb("speech", strings.ToLower(p.s.Tokens[t.Head].Lemma)) || p.notTime(t) {
		return nil
	}
	kind := hearsay.OtherKind
	switch {
	case t.Tag == "NN" && p.modifiedBy(i, "reprise"):
		kind = hearsay.Person // "A former bookkeeper"
	case t.Tag == "NNS" && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "or") || strings.HasSuffix(w, "ist") || strings.HasSuffix(w, "ian") || strings.HasSuffix(w, "ant")):
		kind = hearsay.Person
	case t.Tag == "NN" && (strings.HasSuffix(w, "ist") || strings.HasSuffix(w, "ian") || strings.HasSuffix(w, "eer")):
		kind = hearsay.Person
	case p.x.last[w].kind == hearsay.Organization:
		kind = hearsay.Organization
	}
	return &lists.Noun{Lemma: w, Kind: kind}
}

// tellsOfSomebody reports whether the tree shows that a noun is for one person, whatever it means: it stands beside a person's name ("Ana Ruiz, a
// linguist,"), is what such a one is said to be, or has a "who".
func (p *pass) tellsOfSomebody(i int) bool {
	t := &p.s.Tokens[i]
	if t.Tag != "NN" {
		return false
	}
	named := func(k int) bool {
		return k >= 0 && k != i && p.cover[k] >= 0 && p.names[p.cover[k]].kind == hearsay.Person && p.names[p.cover[k]].head == k
	}
	d := p.s.Child(i, "det")
	article := d >= 0 && (p.lower(d) == "a" || p.lower(d) == "an" || p.lower(d) == "the")
	switch t.Dep {
	case "appos":
		return named(t.Head) && t.Head < i && (article || p.s.Child(i, "poss", "nummod") < 0)
	case "attr":
		return article && p.s.Tokens[t.Head].Lemma == "be" && named(p.s.Child(t.Head, "nsubj"))
	}
	v := p.s.Child(i, "relcl")
	if v < 0 || !article && t.Dep != "nsubj" {
		return false
	}
	s := p.s.Child(v, "nsubj", "nsubjpass")
	if s < 0 || s < i || p.lower(s) != "who" {
		return false
	}
	if in := p.s.Tokens[i].Head; p.s.Tokens[i].Dep == "pobj" && in > 0 {
		if n, ok := lists.NounOf(p.s.Tokens[in-1].Lemma); ok && n.Kind == hearsay.Person {
			return false // "a man in a helmet, who gave no name"
		}
	}
	return true
}

func (p *pass) notTime(t *hearsay.Token) bool {
	return len(t.Ent) > 2 && !nameLabels[t.Ent[2:]]
}
