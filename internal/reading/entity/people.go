package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// peopleDescribed resolves "the president", "the spokesman", "the protesters".
func (p *pass) peopleDescribed(m *mention, before []*mention) (*ent, string) {
	n := m.noun
	if m.plural {
		e := p.sameNoun(m, before, func(o *mention) bool {
			return (o.plural || o.kind == hearsay.Group) && (m.country == nil || o.country == m.country) && (m.number == 0 || o.number == 0 || m.number == o.number) &&
				(m.owner == nil || o.owner != nil && o.owner.ent == m.owner.ent)
		})
		if e != nil {
			return e, "entity/same-noun"
		}
		if len(n.Sectors) > 0 && n.Sectors[0] == "REB" && m.country == nil && m.owner == nil && m.number == 0 {
			for k := len(before) - 1; k >= 0; k-- {
				if o := before[k]; o.ent != nil && o.form == hearsay.NameForm && o.ent.kind == hearsay.Organization && hasSector(o.ent, "REB") {
					return o.ent, "entity/definite"
				}
			}
		}
		return nil, ""
	}
	word := strings.TrimPrefix(n.Lemma[strings.LastIndexByte(n.Lemma, ' ')+1:], "ex-")
	top := n.Lemma == "chief" || n.Lemma == "head" || n.Lemma == "leader" || n.Lemma == "boss"
	generic := n.Lemma == "man" || n.Lemma == "woman" || n.Lemma == "person" || n.Lemma == "child" || n.Lemma == "leader" || n.Lemma == "member" || n.Lemma == "official"
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		e := o.ent
		if e != nil && e.kind == hearsay.Organization && o.form == hearsay.NameForm && o.end <= m.first && hasAny(n.Sectors, "BUS") && m.owner == nil && p.calledSo(o, n.Lemma) {
			return e, "entity/definite" // "The retailer" after "Swedish retailer H&M"
		}
		if e == nil || o.end > m.first || e.kind != hearsay.Person && e.kind != m.kind || e.plural {
			continue
		}
		if m.gender != 0 && e.gender != 0 && m.gender != e.gender || m.country != nil && e.country != nil && m.country != e.country || m.owner != nil && e.owner != nil && m.owner.ent != e.owner.ent {
			continue
		}
		if o.form == hearsay.Nominal && o.noun != nil && o.noun.Lemma == n.Lemma && (m.country == nil || e.country == m.country) && (m.owner == nil || e.owner != nil) {
			return e, "entity/same-noun"
		}
		if generic && n.Lemma != "leader" && n.Lemma != "official" {
			continue
		}
		if m.country != nil && e.country == nil && p.s.SentenceIndex(m.head)-p.s.SentenceIndex(e.last) > 2 {
			continue // an office of a state, and an officer whose state is not told
		}
		for _, r := range e.roles {
			if r == n.Lemma || (m.head == m.first+1 || named(e)) && r[strings.LastIndexByte(r, ' ')+1:] == word && (!strings.Contains(n.Lemma, " ") || !strings.Contains(r, " ")) {
				return e, "entity/role"
			}
		}
		if top && m.owner != nil && m.owner.ent != nil && e.owner != nil && e.owner.ent == m.owner.ent && o.form == hearsay.NameForm && !hasAny(e.roles, "spokesman", "spokeswoman", "spokesperson", "official", "member") {
			return e, "entity/role"
		}
		if n.Lemma == "leader" && (hasAny(e.roles, "president", "prime minister", "king", "emir", "chancellor", "premier", "minister")) {
			return e, "entity/role"
		}
	}
	if e := p.reprise(m, before); e != nil {
		return e, "entity/reprise"
	}
	return nil, ""
}

// reprise resolves "the former prime minister", "the 79-year-old": a new
// description, where a name would be expected, of the person who was the subject of
// the sentence before.
func (p *pass) reprise(m *mention, before []*mention) *ent {
	if d := p.s.Tokens[m.head].Dep; d != "nsubj" && d != "nsubjpass" || m.owner != nil && !p.x.is("reprisenoun", m.noun.Lemma) || m.noun.Is("relative") {
		return nil
	}
	if m.country != nil && !p.x.is("reprisenoun", m.noun.Lemma) {
		return p.newlyTold(m, before)
	}
	tells := m.noun.Lemma == "year-old"
	for i := m.first; i < m.head; i++ {
		tells = tells || p.x.is("reprise", p.lower(i))
	}
	byNoun := !tells && p.x.is("reprisenoun", m.noun.Lemma)
	tells = tells || byNoun
	goesOn := !tells && p.goesOn(m)
	if !tells && !goesOn {
		return nil
	}
	var last *mention
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		d := p.sentencesBack(o.head, m.head)
		if d > 2 || last != nil && p.s.SentenceIndex(o.head) < p.s.SentenceIndex(last.head) {
			break
		}
		if d == 0 || p.inQuote[o.head] >= 0 && goesOn || o.ent == nil || o.ent.kind != hearsay.Person || o.ent.plural || m.gender != 0 && o.ent.gender != 0 && m.gender != o.ent.gender ||
			m.country != nil && o.ent.country != nil && m.country != o.ent.country {
			continue
		}
		if (goesOn || byNoun) && !named(o.ent) || goesOn && len(o.ent.roles) > 0 {
			continue
		}
		t := &p.s.Tokens[o.head]
		if t.Dep != "nsubj" && t.Dep != "nsubjpass" {
			continue
		}
		if last == nil || p.s.Tokens[t.Head].Head == t.Head {
			last = o // of several the one whose sentence it is
		}
	}
	if last == nil {
		return nil
	}
	return last.ent
}

// goesOn reports whether a phrase speaks a quotation that begins its sentence: '"...," the minority leader said' after a sentence
// about somebody of whom nothing is told yet. Who speaks for others is as often another one.
func (p *pass) goesOn(m *mention) bool {
	if !p.speaks(m.head) || p.inQuote[m.head] >= 0 || m.noun.Kind != hearsay.Person || m.noun.Is("relative") || strings.HasPrefix(m.noun.Lemma, "spokes") {
		return false
	}
	first := p.s.SentenceOf(m.head).First
	for i := m.first - 1; i >= first; i-- {
		if p.inQuote[i] >= 0 {
			return true
		}
		if t := &p.s.Tokens[i]; t.Pos != "PUNCT" {
			return false
		}
	}
	return false
}

// newlyTold resolves "The Australian prime minister" to the one named in the
// sentence before of whom nothing is told yet.
func (p *pass) newlyTold(m *mention, before []*mention) *ent {
	if !hasAny(m.noun.Sectors, "GOV") || !m.noun.Is("role") {
		return nil
	}
	sent := p.s.SentenceIndex(m.head)
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		d := sent - p.s.SentenceIndex(o.head)
		if d > 1 {
			return nil
		}
		if e := o.ent; d == 1 && e != nil && e.kind == hearsay.Person && o.form == hearsay.NameForm && e.country == nil && e.owner == nil && len(e.roles) == 0 && (m.gender == 0 || e.gender == 0 || m.gender == e.gender) {
			return e
		}
	}
	return nil
}

func hasAny(list []string, words ...string) bool {
	for _, l := range list {
		for _, w := range words {
			if l == w {
				return true
			}
		}
	}
	return false
}

// sameNoun finds the entity of an earlier phrase with the same noun.
func (p *pass) sameNoun(m *mention, before []*mention, fits func(o *mention) bool) *ent {
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent != nil && o.form == hearsay.Nominal && o.noun != nil && sameWord(o.noun.Lemma, m.noun.Lemma) && o.end <= m.first && fits(o) {
			return o.ent
		}
	}
	return nil
}

// sameWord reports whether a noun takes up an earlier one: "camp" after
// "refugee camp", not the other way round.
func sameWord(earlier, now string) bool {
	return earlier == now || strings.HasSuffix(earlier, " "+now)
}

// calledSo reports whether a business noun stands right before a body's name.
func (p *pass) calledSo(o *mention, lemma string) bool {
	if o.first == 0 {
		return false
	}
	n, ok := p.nounAt(o.first - 1)
	return ok && n.Lemma == lemma
}
