package entity

import (
	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// laterSentences is how far behind an unnamed speaker its name may stand.
const laterSentences = 6

// joinNamedLater joins somebody told of without a name with the one whose name
// follows under the same noun: "the chief mediator said ... The mediator, Juma
// Kassim, said", or "a mining company ... the company, Ember Ore,". Only where one alone is called so before.
func (p *pass) joinNamedLater() {
	for k, m := range p.all {
		if m.form != hearsay.Nominal || m.joined != "entity/apposition" || !m.definite || m.plural || m.possessed || m.noun == nil || m.noun.Kind != hearsay.Person && !(m.noun.Kind == hearsay.Organization && m.noun.Is("class")) || m.ent.kind != m.noun.Kind {
			continue
		}
		e := m.ent
		first := e.ms[0].head
		for _, o := range e.ms {
			first = min(first, o.head)
		}
		var before *ent
		for j := k - 1; j >= 0 && p.s.SentenceIndex(m.head)-p.s.SentenceIndex(p.all[j].head) <= laterSentences; j-- {
			o := p.all[j]
			if o.head >= first {
				continue
			}
			if o.form != hearsay.Nominal || o.plural || o.ent == nil || o.ent == e || o.noun == nil || o.noun.Lemma != m.noun.Lemma || o.ent.kind != m.ent.kind {
				continue
			}
			if before != nil && before != o.ent || named(o.ent) || o.country != nil && m.country != nil && o.country != m.country || o.owner != nil && m.owner != nil && o.owner.ent != m.owner.ent {
				before = nil
				break
			}
			before = o.ent
		}
		if before == nil {
			continue
		}
		for _, o := range before.ms {
			e.add(o, "entity/named-later")
		}
		before.ms = nil
	}
}

// joinNamedNext joins the holder of an office who is not named with the one who speaks next by a full name of which nothing
// else is told: "what its interior minister called an attack. ... Tomasz Nowak said". A report tells who a new name is.
func (p *pass) joinNamedNext() {
	for k, m := range p.all {
		if m.form != hearsay.Nominal || m.plural || m.noun == nil || m.kind != hearsay.Person || !m.noun.Is("role") || !hasAny(m.noun.Sectors, "GOV", "MIL", "JUD", "LEG") ||
			m.ent == nil || m.ent.ms == nil || len(m.ent.ms) != 1 || !(m.definite || m.country != nil || m.owner != nil) || !p.argument(m) || p.inQuote[m.head] >= 0 {
			continue
		}
		at := p.s.SentenceIndex(m.head)
		for _, o := range p.all[k+1:] {
			d := p.s.SentenceIndex(o.head) - at
			if d > 1 {
				break
			}
			if d < 1 || o.ent == nil || o.ent.kind != hearsay.Person || o.form == hearsay.Pronoun || p.inQuote[o.head] >= 0 {
				continue
			}
			if o.form == hearsay.NameForm && len(o.words) > 1 && o.nameFirst == o.first && p.speaks(o.head) && len(o.ent.roles) == 0 && o.ent.ms[0] == o && o.ent.org == nil && o.ent.owner == nil && (o.ent.country == nil || o.ent.country == m.country) &&
				(m.gender == 0 || o.ent.gender == 0 || m.gender == o.ent.gender) && p.s.Child(o.head, "appos", "relcl", "acl", "prep") < 0 {
				p.mergeEnts(o.ent, m.ent, "entity/named-next")
			}
			break // who is told of next is another
		}
	}
}

// joinCitizens joins "the Nigerian", who does something, with the person named before whom the sentence before is about and of whom no other country is told.
func (p *pass) joinCitizens() {
	for k, m := range p.all {
		d := p.s.Tokens[m.head].Dep
		if m.by != "entity/citizen" || m.ent == nil || len(m.ent.ms) != 1 || d != "nsubj" && d != "nsubjpass" || m.head == 0 || p.lower(m.head-1) != "the" {
			continue
		}
		for j := k - 1; j >= 0; j-- {
			o := p.all[j]
			back := p.sentencesBack(o.head, m.head)
			if back > 2 {
				break
			}
			t := &p.s.Tokens[o.head]
			if back == 0 || o.ent == nil || o.ent == m.ent || o.ent.kind != hearsay.Person || o.ent.plural || !named(o.ent) || t.Dep != "nsubj" && t.Dep != "nsubjpass" || p.s.Tokens[t.Head].Head != t.Head || o.ent.country != nil && o.ent.country != m.country {
				continue
			}
			p.mergeEnts(o.ent, m.ent, "entity/reprise")
			break
		}
	}
}

// named reports whether an entity has a name.
func named(e *ent) bool {
	for _, m := range e.ms {
		if m.form == hearsay.NameForm {
			return true
		}
	}
	return false
}

// told reports whether words besides the first name tell an entity's gender: a
// title, a noun, a pronoun.
func (p *pass) told(e *ent) bool {
	for _, m := range e.ms {
		if m.form == hearsay.Pronoun && m.gender != 0 || m.form == hearsay.Nominal && m.noun != nil && m.noun.Gender != 0 {
			return true
		}
		if m.form == hearsay.NameForm && m.first > 0 {
			if t, ok := lists.TitleOf(p.s.TextOf(m.first)); ok && t.Gender != 0 {
				return true
			}
			if t, ok := lists.TitleOf(p.s.TextOf(m.first - 1)); ok && t.Gender != 0 {
				return true
			}
		}
	}
	return false
}
