package entity

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// tellKinds gives each name its kind, its country and its sectors.
func (p *pass) tellKinds() {
	places := p.placesByToken()
	p.otherOwners()
	p.byFamily()
	for _, m := range p.names {
		for _, i := range [2]int{m.head, m.nameFirst} {
			// "Qatar's capital" is a place that holds the name of another.
			if pl := places[i]; pl != nil && m.place == nil && pl.First >= m.first-1 && (pl.TokenEnd <= m.end || pl.First == m.nameFirst && p.s.TextOf(m.end) == ",") {
				m.place = pl
			}
		}
		p.readRoles(m)
		p.tellKind(m)
	}
}

// byFamily takes a name of two words that the engine labels as a body for a person's where it labels the second alone as one.
func (p *pass) byFamily() {
	family := map[string]bool{}
	for _, m := range p.names {
		if m.label == "PERSON" && len(m.words) == 1 {
			family[m.words[0]] = true
		}
	}
	for _, m := range p.names {
		if m.label == "ORG" && m.org == nil && len(m.words) == 2 && family[m.words[1]] && p.x.last[m.words[1]].kind == "" {
			m.label = "PERSON"
		}
	}
}

// otherOwners takes the list's country off bodies whose name several states have:
// "Peru's Congress", and "Congress" in the same report.
func (p *pass) otherOwners() {
	owner := map[*org]*gazetteer.Country{}
	for _, m := range p.names {
		if m.org == nil || m.org.country == "" || m.first == 0 {
			continue
		}
		i := m.first - 1
		if p.s.Tokens[i].Tag == "POS" && i > 0 {
			i--
		}
		if k := p.cover[i]; k >= 0 && p.names[k].state != nil && p.names[k].state.ISO3 != m.org.country && (p.s.Tokens[i].Head == m.head || i < m.first-1) {
			owner[m.org] = p.names[k].state
		}
	}
	for _, m := range p.names {
		if m.org == nil || owner[m.org] == nil {
			continue
		}
		o := *m.org
		o.country = owner[m.org].ISO3
		o.name += " of " + o.country
		p.replaced = append(p.replaced, &o)
		m.org = p.sameOrg(&o)
	}
}

// sameOrg returns the first of the report's own bodies of that name.
func (p *pass) sameOrg(o *org) *org {
	for _, r := range p.replaced {
		if r.name == o.name {
			return r
		}
	}
	return o
}

// placesByToken maps each token of a place read by the stage before to it.
func (p *pass) placesByToken() map[int]*hearsay.Place {
	out := map[int]*hearsay.Place{}
	for i := range p.r.Places {
		pl := &p.r.Places[i]
		for t := max(0, pl.First); t < pl.TokenEnd && t < len(p.s.Tokens); t++ {
			out[t] = pl
		}
	}
	return out
}

// articled reports whether "the" stands before a name of several words, as before no person's: "the
// Fen Patriots", "the Cedar Vanguard". A plural is a group's even where it begins with a first name.
func (p *pass) articled(m *mention) bool {
	if len(m.words) < 2 || len(m.roles) > 0 || m.first != m.nameFirst || m.first == 0 || p.lower(m.first-1) != "the" {
		return false
	}
	switch p.s.Tokens[m.head].Dep {
	case "compound", "nmod", "poss":
		return false
	}
	return p.s.Tokens[m.end-1].Tag == "NNPS" || m.gender == 0 && lists.FirstName(p.s.TextOf(m.nameFirst)) == 0
}

func (p *pass) tellKind(m *mention) {
	if w := p.x.pronouns[p.lower(min(m.end, len(p.s.Tokens)-1))]; w.class == "reflexive" && (w.gender == 'm' || w.gender == 'f') && m.gender == 0 {
		m.gender = w.gender // "Ruiz himself said"
	}
	if hasAny(m.sectors, "COP") && hasAny(m.sectors, "MIL") && m.org == nil {
		m.sectors = []string{"COP"} // a police lieutenant is no soldier
	}
	last := p.lower(m.end - 1)
	switch {
	case m.main != "":
		p.tellUser(m)
		return
	case m.org != nil:
		m.kind, m.sectors = m.org.kind, m.org.sectors
		m.country = p.x.countries[m.org.country]
		return
	case m.state != nil && m.label == "PERSON" && m.as == gazetteer.Name && m.gender != 0:
		m.state = nil // "Mr. Jordan"
	case m.state != nil:
		p.tellState(m)
		return
	}
	if o, c := p.branchOf(m); o != nil {
		m.kind, m.sectors, m.country, m.place = hearsay.Organization, o.sectors, c, nil
		return
	}
	if h := &p.s.Tokens[m.head]; (m.label == "PERSON" || m.label == "ORG") && len(m.words) == 1 && m.end-m.first == 1 && m.gender == 0 && h.Dep == "dobj" && p.x.verb("besieged", strings.ToLower(p.s.Tokens[h.Head].Lemma)) &&
		lists.FirstName(p.s.TextOf(m.head)) == 0 && len(gazetteer.Places(p.s.TextOf(m.head))) > 0 {
		m.label = "GPE" // "shelled Krasnohorivka"
	}
	person := m.label == "PERSON" || m.label == "PER"
	suf, ok := p.x.last[last]
	if !ok || len(m.words) < 2 {
		suf, ok = p.x.first[p.lower(m.nameFirst)]
		ok = ok && len(m.words) > 1
		if !ok && len(m.words) > 2 {
			// "Ministry of Defense", "University of Nairobi": the word before "of" is the head.
			suf, ok = p.x.last[p.lower(m.head)]
			ok = ok && m.head < m.end-1
		}
	}
	if !ok && len(m.words) == 1 && (p.x.last[last].kind == hearsay.Organization && m.label != "PERSON") {
		suf, ok = p.x.last[last], true // "Parliament", "Congress", "Police"
	}
	capital, isCapital := gazetteer.CountryOf(p.textOf(m.nameFirst, m.end))
	isCapital = isCapital && capital.As == gazetteer.Capital
	if h := &p.s.Tokens[m.head]; (m.label == "GPE" || m.label == "LOC") && !isCapital && h.Dep == "nsubj" && len(gazetteer.Places(p.textOf(m.nameFirst, m.end))) == 0 && !ok &&
		(p.x.verb("speech", strings.ToLower(p.s.Tokens[h.Head].Lemma)) || p.x.verb("perception", strings.ToLower(p.s.Tokens[h.Head].Lemma))) {
		m.kind, m.place = hearsay.Organization, nil // no place of that name is known, and it speaks
		p.readOwner(m)
		return
	}
	if k := p.classBefore(m); k != "" && (m.label == "GPE" || m.label == "LOC" || m.label == "ORG" || m.label == "" || person && len(m.roles) == 0 && (p.classNoun(m.first-1) && m.gender == 0 && lists.FirstName(p.s.TextOf(m.nameFirst)) == 0 || p.calledBody(m))) && !ok {
		m.kind, m.place = k, nil // "supplier Foxconn", "carmaker Toyota"
		return
	}
	if h := &p.s.Tokens[m.head]; m.label == "ORG" && !ok && len(m.words) < 3 && h.Dep == "pobj" && p.x.is("nearby", p.lower(h.Head)) {
		m.kind = hearsay.PlaceKind // "near el-Fasher"
		return
	}
	if m.place != nil && len(m.roles) == 0 && m.gender == 0 && (len(m.words) == 1 && !person || m.label == "NORP" || m.label == "") && (!ok || suf.kind == hearsay.PlaceKind) {
		m.kind, m.country = hearsay.PlaceKind, p.x.countries[m.place.Country]
		return
	}
	if h := &p.s.Tokens[m.head]; person && (h.Dep == "compound" || h.Dep == "nmod") && len(m.words) == 1 && len(m.roles) == 0 && m.gender == 0 && lists.FirstName(p.s.TextOf(m.head)) == 0 && h.Head > m.head && h.Head-m.head < 5 {
		if n, noun := p.nounAt(h.Head); noun && (n.Kind == hearsay.Facility || n.Kind == hearsay.PlaceKind && n.Is("unit")) && len(gazetteer.Places(p.s.TextOf(m.head))) > 0 {
			m.kind = hearsay.PlaceKind // "the Kherson and Mykolaiv regions", "the Zaporizhzhia nuclear power plant"
			return
		}
	}
	if h := &p.s.Tokens[m.head]; h.Dep == "compound" && h.Head == m.end && len(m.roles) == 0 && p.unitNoun(h.Head) && (m.label != "ORG" || !ok) && m.code == "" {
		m.kind = hearsay.PlaceKind // "Samangan province"
		if m.place != nil {
			m.country = p.x.countries[m.place.Country]
		}
		return
	}
	if h := &p.s.Tokens[m.head]; h.Dep == "pobj" && p.lower(h.Head) == "of" && len(m.roles) == 0 && m.gender == 0 && m.code == "" {
		if above := p.s.Tokens[h.Head].Head; (p.unitNoun(above) || p.x.is("placeof", p.lower(above)) && len(m.words) < 3) && (m.label != "ORG" || !ok) {
			m.kind = hearsay.PlaceKind // "the city of Goma", whatever the engine calls it
			if m.place != nil {
				m.country = p.x.countries[m.place.Country]
			}
			return
		}
	}
	if p.agedAt(m.end) && !ok && len(m.words) > 1 {
		m.kind = hearsay.Person // "Terrell Jones, 19, of"
		if m.gender == 0 {
			m.gender = lists.FirstName(p.s.TextOf(m.nameFirst))
		}
		return
	}
	if h := &p.s.Tokens[m.head]; person && len(m.words) == 1 && m.gender == 0 && len(m.roles) == 0 && h.Dep == "pobj" && p.x.is("locative", p.lower(h.Head)) && lists.FirstName(p.s.TextOf(m.head)) == 0 {
		if n, noun := p.nounAt(p.s.Tokens[h.Head].Head); noun && (n.Kind == hearsay.Facility || n.Kind == hearsay.PlaceKind) {
			m.kind = hearsay.PlaceKind // "a school in Maga"
			return
		}
	}
	articled := p.articled(m)
	if (m.label == "ORG" || m.label == "FAC" || m.label == "GPE" || m.label == "WORK_OF_ART" || m.label == "PRODUCT") && !ok && !articled && p.personShaped(m) {
		m.kind = hearsay.Person // the engine's other label beside a first name and a surname
		m.gender = lists.FirstName(p.s.TextOf(m.nameFirst))
		return
	}
	if person && len(m.words) == 1 && len(m.roles) == 0 && m.gender == 0 && len(m.words[0]) > 2 && len(m.words[0]) < 7 && isAcronym(p.textOf(m.nameFirst, m.end)) && strings.ToUpper(p.s.TextOf(m.nameFirst)) == p.s.TextOf(m.nameFirst) && !p.shouted(m.nameFirst) {
		person, m.label = false, "ORG" // "BMW": the engine takes many for persons
	}
	if person && articled {
		person, m.label, m.gender = false, "ORG", 0
	}
	if person && !isCapital && m.place == nil && p.itself(m) {
		person, m.label = false, "ORG"
	}
	switch {
	case person && isCapital && m.gender == 0 && len(m.roles) == 0 && lists.FirstName(p.s.TextOf(m.nameFirst)) == 0:
		m.kind, m.country = hearsay.PlaceKind, capital.Country
	case person && (!ok || len(m.roles) > 0 || m.gender != 0 || suf.kind == hearsay.PlaceKind):
		m.kind = hearsay.Person
	case ok && (m.label != "GPE" || suf.kind != hearsay.Organization) && !(m.label == "ORG" && suf.kind == hearsay.OtherKind):
		m.kind = suf.kind
		for _, s := range suf.sectors {
			m.sectors = appendNew(m.sectors, s)
		}
		if len(m.words) > 2 && p.x.is("rebelbody", last) && p.x.is("rebelarmy", m.words[len(m.words)-2]) {
			m.sectors = []string{"REB"} // "Kachin Independence Army": no state's
		}
	case len(m.roles) > 0 && m.label != "GPE" && m.label != "LOC" && m.label != "FAC" && !(m.label == "ORG" && len(m.words) == 1):
		m.kind = hearsay.Person
	case isCapital && (m.label == "GPE" || m.label == "LOC" || m.label == "" || m.place != nil):
		m.kind, m.country = hearsay.PlaceKind, capital.Country
	case m.label == "GPE" || m.label == "LOC":
		m.kind = hearsay.PlaceKind
	case m.label == "FAC":
		m.kind = hearsay.Facility
	case m.label == "ORG":
		m.kind = hearsay.Organization
	case m.label == "NORP":
		m.kind, m.plural, m.number = hearsay.Group, true, 0
	case m.label == "":
		p.guessKind(m)
	case (m.label == "PRODUCT" || m.label == "WORK_OF_ART") && p.acts(m):
		m.kind = hearsay.Organization
	default:
		m.kind = hearsay.OtherKind
	}
	if m.kind == hearsay.Person {
		if m.gender == 0 {
			if len(m.words) > 1 {
				m.gender = lists.FirstName(p.s.TextOf(m.nameFirst))
			}
		}
		return
	}
	if m.place != nil && (m.kind == hearsay.PlaceKind || m.kind == hearsay.Facility) {
		m.country = p.x.countries[m.place.Country]
	}
	if m.kind == hearsay.Organization || m.label == "" {
		if code, _ := p.x.petrarch(m.words); code != "" {
			m.code = code
			m.kind = hearsay.Organization
		}
	}
	if m.kind == hearsay.Organization || m.kind == hearsay.Facility {
		if m.country == nil {
			m.country = p.countryWithin(m)
		}
		if o := p.listedWithin(m); o != nil {
			// "Fatah Central Committee": a part of a listed body has its codes.
			m.country, m.sectors = p.x.countries[o.country], o.sectors
		}
		if m.country == nil && m.owner == nil {
			p.readOwner(m)
		}
		if unicode.ToLower(firstRune(last)) != 0 && p.x.is("pluralname", last) {
			m.plural = true
		}
	}
}

// acts reports whether a name of several words does what bodies do: "Fair Harbour bought the port".
func (p *pass) acts(m *mention) bool {
	h := &p.s.Tokens[m.head]
	return len(m.words) > 1 && h.Dep == "nsubj" && p.x.verb("political", p.s.Tokens[h.Head].Lemma) && p.s.Child(h.Head, "dobj") >= 0
}

// itself reports whether a name says of itself "it", as no person does: "Likud said it would leave the coalition". Nothing in the report must
// tell that it is a person's.
func (p *pass) itself(m *mention) bool {
	h := &p.s.Tokens[m.head]
	if h.Dep != "nsubj" || !p.x.verb("speech", strings.ToLower(p.s.Tokens[h.Head].Lemma)) || p.s.Child(h.Head, "dobj", "dative") >= 0 {
		return false
	}
	clause := p.s.Child(h.Head, "ccomp")
	if clause < h.Head {
		return false
	}
	it := p.s.Child(clause, "nsubj", "nsubjpass")
	if it < 0 || p.lower(it) != "it" || p.expletive(it) {
		return false
	}
	for _, o := range p.names {
		if p.lower(o.end-1) == p.lower(m.end-1) && (o.gender != 0 || len(o.roles) > 0 || lists.FirstName(p.s.TextOf(o.nameFirst)) != 0) {
			return false // "Peter Moyo said" and, further down, "Moyo said it was"
		}
	}
	return true
}

// tellUser tells the kind of a name from a user's dictionary: the engine's where
// it has one, a state where the code is a country's alone, else an organization.
func (p *pass) tellUser(m *mention) {
	m.org, m.state = nil, nil
	country, sectors := splitCode(m.code)
	m.country, m.sectors = p.x.countries[country], sectors
	switch {
	case m.label == "PERSON" || m.label == "PER" || len(m.roles) > 0:
		m.kind = hearsay.Person
	case len(sectors) == 0 && (m.label == "GPE" || m.label == "NORP"):
		m.kind = hearsay.State
	default:
		m.kind = hearsay.Organization
	}
}

// guessKind tells the kind of a name that the engine did not label.
func (p *pass) guessKind(m *mention) {
	text := p.textOf(m.nameFirst, m.end)
	first := lists.FirstName(p.s.TextOf(m.nameFirst))
	head := &p.s.Tokens[m.head]
	switch {
	case p.articled(m) && (p.s.Tokens[m.end-1].Tag == "NNPS" || head.Dep == "nsubj" && p.x.verb("speech", p.s.Tokens[head.Head].Lemma)):
		m.kind, m.gender = hearsay.Organization, 0
	case m.gender != 0 || len(m.roles) > 0:
		m.kind = hearsay.Person
	case m.place != nil:
		m.kind = hearsay.PlaceKind
	case isAcronym(text) && len(m.words) == 1:
		m.kind = hearsay.Organization
	case first != 0 && len(m.words) > 1:
		m.kind, m.gender = hearsay.Person, first
	case (head.Dep == "nsubj" || head.Dep == "nsubjpass") && p.x.verb("perception", p.s.Tokens[head.Head].Lemma) && len(m.words) > 1:
		m.kind = hearsay.Person
	case head.Dep == "pobj" && p.x.is("locative", p.lower(head.Head)):
		m.kind = hearsay.PlaceKind
	case head.Dep == "pobj" && p.lower(head.Head) == "of" && p.placeNoun(p.s.Tokens[head.Head].Head):
		m.kind = hearsay.PlaceKind // "the city of Kharkiv"
	case head.Dep == "nsubj" && p.x.verb("speech", p.s.Tokens[head.Head].Lemma) && len(m.words) > 1 && len(m.words) < 5:
		m.kind = hearsay.Person
	case p.acts(m):
		m.kind = hearsay.Organization
	default:
		m.kind = hearsay.OtherKind
	}
}

// unitNoun reports whether token i is a city, a province or the like, in the singular.
func (p *pass) unitNoun(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Is("unit") && n.Kind == hearsay.PlaceKind && p.s.Tokens[i].Tag == "NN"
}

func (p *pass) placeNoun(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Kind == hearsay.PlaceKind
}
