package entity

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// tellState decides how a country's word is meant: the state, its people, or a
// person or language of it.
func (p *pass) tellState(m *mention) {
	m.kind, m.country = hearsay.State, m.state
	if m.place != nil && m.place.Precision != "country" && m.place.Precision != "" && m.as == gazetteer.Name {
		// "Georgia", the federal state, where the stage of places says so.
		m.kind, m.state = hearsay.PlaceKind, nil
		m.country = p.x.countries[m.place.Country]
		return
	}
	if m.as == gazetteer.Name {
		return
	}
	t := &p.s.Tokens[m.head]
	noun := t.Tag == "NNS" || t.Tag == "NNPS" || t.Dep != "amod" && t.Dep != "compound" && t.Dep != "nmod" && t.Dep != "advmod" && t.Dep != "npadvmod" && t.Tag != "JJ"
	if t.Tag == "JJ" && (t.Dep == "nsubj" || t.Dep == "pobj" || t.Dep == "dobj" || t.Dep == "nsubjpass" || t.Dep == "conj" && p.plainNounConj(m.head)) {
		noun = true // "the French", "the British"
	}
	if !noun || p.officeAt(m.end) {
		return // "Dutch Foreign Minister": an adjective, however the tree hangs it
	}
	sing := false
	for _, d := range m.state.Demonyms {
		if d.Singular != d.Plural && strings.EqualFold(d.Singular, p.textOf(m.first, m.end)) {
			sing = true
		}
	}
	det := p.s.Child(m.head, "det")
	indefinite := det >= 0 && (p.lower(det) == "a" || p.lower(det) == "an" || p.lower(det) == "another" || p.lower(det) == "one")
	switch {
	case sing && indefinite:
		// "a Kenyan": one person, spoken of by a noun.
		m.kind, m.form, m.number, m.state, m.by = hearsay.Person, hearsay.Nominal, 1, nil, "entity/citizen"
		m.first = min(m.first, det)
	case sing && (det < 0 || m.end < len(p.s.Tokens) && (p.s.Tokens[m.end].Tag == "VBG" || p.s.Tokens[m.end].Tag == "NN")):
		// "in Russian", or an adjective that the tree reads as a noun: the state.
	case sing:
		m.kind, m.form, m.number, m.state, m.by = hearsay.Person, hearsay.Nominal, 1, nil, "entity/citizen" // "the Kenyan"
	default:
		m.kind, m.plural, m.number, m.state, m.by = hearsay.Group, true, 0, nil, "entity/people"
		if n := p.s.Child(m.head, "nummod"); n >= 0 {
			m.number, _ = lists.Number(p.s.TextOf(n))
		}
		m.sectors = []string{"CVL"}
	}
}

// plainNounConj reports whether token i is coordinated with a noun, not with an
// adjective that modifies one.
func (p *pass) plainNounConj(i int) bool {
	h := &p.s.Tokens[p.s.Tokens[i].Head]
	return h.Pos == "NOUN" || h.Pos == "PROPN"
}

// standsForState decides whether a capital's name means the government there:
// as the subject of speech or of politics, or between governments.
func (p *pass) standsForState(m *mention) bool {
	if in, _ := p.inDateline(m.head); in {
		return false
	}
	t := &p.s.Tokens[m.head]
	dep, head := t.Dep, t.Head
	for steps := 0; dep == "conj" && steps < 8; steps++ {
		dep, head = p.s.Tokens[head].Dep, p.s.Tokens[head].Head
	}
	h := &p.s.Tokens[head]
	switch dep {
	case "nsubjpass":
		return p.x.is("minded", p.lower(head)) // "Washington is convinced that"
	case "nsubj", "csubj":
		v := head
		// "Moscow was seeking to ...": the verb that says something.
		if h.Pos == "AUX" || h.Lemma == "be" {
			a := p.s.Child(head, "acomp")
			return a >= 0 && p.x.is("minded", p.lower(a)) // "Washington was aware of the verdict"
		}
		// A town does little but be, have and suffer; what else a capital does, its
		// government does: "Baghdad filed a complaint".
		return h.Pos == "VERB" && (!p.x.verb("town", strings.ToLower(p.s.Tokens[v].Lemma)) || p.takesSides(v))
	case "dobj":
		return p.x.verb("speech", strings.ToLower(h.Lemma))
	case "pobj":
		prep := p.lower(head)
		above := p.s.Tokens[h.Head]
		if prep == "by" && h.Dep == "agent" {
			return true
		}
		if prep == "between" || prep == "with" || prep == "against" && above.Pos == "NOUN" {
			return true
		}
		if prep == "to" && (p.x.verb("speech", above.Lemma)) {
			return true
		}
		return false
	case "poss":
		n, ok := p.nounAt(head)
		if ok && (n.Kind == hearsay.PlaceKind || n.Kind == hearsay.Facility) {
			return false
		}
		return ok && (n.Is("gov") || n.Is("inst") && n.Sectors != nil && n.Sectors[0] != "COP") || p.x.verb("political", strings.ToLower(h.Lemma)) && h.Pos == "NOUN" && h.Lemma != "attack" && h.Lemma != "strike"
	}
	return false
}

// takesSides reports whether a verb and its preposition say what only a government
// does: "Washington stood by its ally".
func (p *pass) takesSides(v int) bool {
	for _, c := range p.s.Children(v) {
		if d := p.s.Tokens[c].Dep; (d == "prep" || d == "prt") && p.x.is("takessides", strings.ToLower(p.s.Tokens[v].Lemma)+" "+p.lower(int(c))) {
			return true
		}
	}
	return false
}

// officeAt reports whether an office in capitals begins at token i: "Foreign Minister".
func (p *pass) officeAt(i int) bool {
	if i+1 >= len(p.s.Tokens) || !unicode.IsUpper(firstRune(p.s.TextOf(i))) {
		return false
	}
	if p.titleAt(i) {
		return true
	}
	n, ok := p.nounAt(i + 1)
	return ok && n.Is("role") && unicode.IsUpper(firstRune(p.s.TextOf(i+1)))
}
