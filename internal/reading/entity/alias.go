package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// look bounds how many candidates an alias is compared with, so that a text of
// nothing but names stays linear.
const look = 16

// joinNames makes the entities of the names: states first, then each name by
// its words, then short forms of persons, acronyms and shortened organizations.
func (p *pass) joinNames() {
	p.bareNames()
	index := p.indexFullNames()
	byKey := map[string]*ent{}
	people := map[string]*ent{}
	for _, m := range p.names {
		switch {
		case m.state != nil && m.kind == hearsay.State:
			if f := p.fullNamed(m, index); f != nil && (m.label == "PERSON" || m.as != gazetteer.Name && p.argument(m)) {
				// "Magyar said" after "Peter Magyar": a surname that is a country's word too.
				m.state = nil
				p.joinPerson(m, f)
				continue
			}
			p.joinState(m, m.state)
		case m.kind == hearsay.PlaceKind && p.capitalOf(m) != nil && p.standsForState(m) && p.surname(m, index) != nil:
			p.joinPerson(m, p.surname(m, index)) // "London said" after "Mary London"
		case m.kind == hearsay.PlaceKind && p.capitalOf(m) != nil && p.standsForState(m):
			if p.x.is("unionseat", strings.ToLower(p.textOf(m.nameFirst, m.end))) {
				// "urged Brussels to act": the Union that sits there, not Belgium.
				m.org, m.by = p.x.orgs["european union"], "entity/seat-for-union"
				m.kind, m.sectors, m.country, m.place = m.org.kind, m.org.sectors, nil, nil
				p.joinName(m, byKey, index)
				continue
			}
			m.by = "entity/capital-for-state"
			p.joinState(m, p.capitalOf(m))
		case m.by == "entity/people" && p.fullNamed(m, index) != nil && !strings.HasSuffix(p.lower(m.end-1), "s"):
			m.by, m.sectors, m.plural, m.number = "entity/surname", nil, false, 1
			p.joinPerson(m, p.fullNamed(m, index))
		case m.by == "entity/people":
			k := m.country.ISO3
			if people[k] == nil {
				people[k] = p.newEnt(m, m.by)
			} else {
				people[k].add(m, "entity/same-people")
			}
		case m.form == hearsay.Nominal:
			p.newEnt(m, m.by)
		default:
			p.joinName(m, byKey, index)
		}
	}
	p.joinAcronyms(byKey)
	p.joinShortened(byKey)
	p.joinSeats()
	p.voteKinds()
}

// joinPerson adds a name that looked like another thing to the person whose surname it is.
func (p *pass) joinPerson(m *mention, f *full) {
	m.kind, m.country, m.place = hearsay.Person, nil, nil
	if f.ent == nil {
		f.ent = p.newEnt(m, m.by)
	} else {
		f.ent.add(m, "entity/surname")
	}
}

// surname finds the person of whose full name in the report a single word is the last.
func (p *pass) surname(m *mention, x *fullNames) *full {
	if len(m.words) != 1 {
		return nil
	}
	f := p.fullNamed(m, x)
	if f == nil || f.core[len(f.core)-1] != m.words[0] {
		return nil
	}
	return f
}

// joinSeats makes one of a state that the report names and the building that stands for its government: "the Kremlin".
func (p *pass) joinSeats() {
	for _, e := range p.ents {
		if e.ms == nil || e.org == nil || !p.x.is("stateseat", strings.ToLower(e.org.name)) {
			continue
		}
		if s := p.states[e.org.country]; s != nil && s.ms != nil {
			p.mergeEnts(s, e, "entity/seat-of-state")
		}
	}
}

// argument reports whether a name is a subject, an object or the like, not a modifier.
func (p *pass) argument(m *mention) bool {
	d := p.s.Tokens[m.head].Dep
	return d != "amod" && d != "compound" && d != "nmod" && p.s.Tokens[m.head].Pos != "ADJ"
}

// capitalOf returns the country whose capital a name is.
func (p *pass) capitalOf(m *mention) *gazetteer.Country {
	for _, c := range gazetteer.CountriesOf(p.textOf(m.nameFirst, m.end)) {
		if c.As == gazetteer.Capital && (m.place == nil || m.place.Country == "" || m.place.Country == c.Country.ISO3) {
			return c.Country
		}
	}
	return nil
}

// joinState adds a mention to the state's entity, made when it is not there.
func (p *pass) joinState(m *mention, c *gazetteer.Country) *ent {
	m.kind, m.country = hearsay.State, c
	e := p.states[c.ISO3]
	if e == nil {
		e = p.newEnt(m, m.by)
		e.kind, e.state, e.country, e.name = hearsay.State, c, c, c.Name
		p.states[c.ISO3] = e
		return e
	}
	by := "entity/same-state"
	switch {
	case m.by == "entity/capital-for-state":
		by = m.by
	case m.as == gazetteer.Adjective:
		by = "entity/adjective-of-state"
	}
	e.add(m, by)
	return e
}

// joinName joins a name by its words, or makes a new entity of it.
func (p *pass) joinName(m *mention, byKey map[string]*ent, x *fullNames) {
	person := m.kind == hearsay.Person
	short := m.org == nil && m.code == "" && m.place == nil && len(m.words) < 4 && m.form == hearsay.NameForm
	maybe := person || short && (m.label != "NORP" || p.argument(m) && !strings.HasSuffix(m.words[len(m.words)-1], "s"))
	if in, _ := p.inDateline(m.head); in || m.label == "GPE" && p.capitalOf(m) != nil {
		maybe = false
	}
	if maybe {
		if f := p.fullNamed(m, x); f != nil && (person || p.x.last[p.lower(m.end-1)].kind == "") {
			if f.ent == nil && f.head >= m.head && f.head != m.head {
				// The full name comes later: this one opens the entity that it will join.
				m.kind = hearsay.Person
				f.ent = p.newEnt(m, m.by)
				return
			}
			if f.ent != nil {
				by := "entity/surname"
				if len(p.personCore(m)) >= len(f.core) {
					by = "entity/same-name"
				}
				m.kind, m.plural, m.number = hearsay.Person, false, 1
				f.ent.add(m, by)
				return
			}
			m.kind = hearsay.Person
			f.ent = p.newEnt(m, m.by)
			byKey["person "+strings.Join(p.personCore(m), " ")] = f.ent
			return
		}
	}
	k := p.key(m)
	if m.org == nil && len(m.words) == 1 && m.label != "NORP" && m.form == hearsay.NameForm {
		// One word that the engine labels now a person, now a place: one name, unless a
		// place of that name is known.
		other := "name " + m.words[0]
		if !person {
			other = "person " + m.words[0]
		}
		if e := byKey[other]; person && e != nil && e.kind == hearsay.PlaceKind && byKey[k] == nil && len(m.roles) == 0 && m.gender == 0 {
			m.kind = hearsay.PlaceKind // "Kebbi police" after "Kebbi state"
			e.add(m, "entity/same-name")
			return
		}
		if e := byKey[other]; e != nil && byKey[k] == nil && e.org == nil && m.place == nil && e.place == nil && m.code == "" && p.capitalOf(m) == nil {
			byKey[k] = e
		}
	}
	if e := byKey[k]; e != nil && p.canBeOne(e, m) {
		e.add(m, "entity/same-name")
		return
	}
	byKey[k] = p.newEnt(m, m.by)
}

// key is what names of one entity share.
func (p *pass) key(m *mention) string {
	switch {
	case m.main != "":
		return "user " + m.main
	case m.org != nil:
		return "org " + m.org.name
	case m.kind == hearsay.Person:
		return "person " + strings.Join(p.personCore(m), " ")
	case m.label == "NORP" && m.kind == hearsay.Group:
		return "people " + stem(strings.Join(m.words, " "))
	}
	return "name " + strings.Join(m.words, " ")
}

// stem makes one key of a people's noun and adjective: "Kurds" and "Kurdish",
// "Sunni" and "Sunnis".
func stem(w string) string {
	for _, end := range []string{"ish", "ites", "ite", "s"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+2 {
			return strings.TrimSuffix(w, end)
		}
	}
	return w
}

// canBeOne turns down names of equal words with another owner: Japan's and
// China's foreign ministries.
func (p *pass) canBeOne(e *ent, m *mention) bool {
	return m.country == nil || e.country == nil || m.country == e.country || m.kind == hearsay.Person || m.kind == hearsay.PlaceKind
}

// voteKinds settles the kind of an entity whose names were told different ones:
// lists first, then the fullest name.
func (p *pass) voteKinds() {
	for _, e := range p.ents {
		if e.ms == nil || e.state != nil {
			continue
		}
		if e.org != nil {
			e.kind = e.org.kind
			continue
		}
		votes := map[hearsay.Kind]int{}
		best := -1 << 30
		for _, m := range e.ms {
			score := 2 * len(m.words)
			if m.label != "" {
				score++
			}
			if m.kind == hearsay.OtherKind {
				score -= 4
			}
			if m.kind == hearsay.Person && len(m.roles) > 0 {
				score += 6
			}
			if m.form != hearsay.NameForm {
				continue
			}
			if votes[m.kind] += score; votes[m.kind] > best {
				best, e.kind = votes[m.kind], m.kind
			}
		}
	}
}
