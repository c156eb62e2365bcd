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

func (p *pass) tellKind(m *mention) {
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
	if k := p.classBefore(m); k != "" && (m.label == "GPE" || m.label == "LOC" || m.label == "ORG" || m.label == "") && !ok {
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
	if (m.label == "ORG" || m.label == "FAC" || m.label == "GPE" || m.label == "WORK_OF_ART" || m.label == "PRODUCT") && !ok && p.personShaped(m) {
		m.kind = hearsay.Person // the engine's other label beside a first name and a surname
		m.gender = lists.FirstName(p.s.TextOf(m.nameFirst))
		return
	}
	if person && len(m.words) == 1 && len(m.roles) == 0 && m.gender == 0 && len(m.words[0]) > 2 && len(m.words[0]) < 7 && isAcronym(p.textOf(m.nameFirst, m.end)) && strings.ToUpper(p.s.TextOf(m.nameFirst)) == p.s.TextOf(m.nameFirst) && !p.shouted(m.nameFirst) {
		person, m.label = false, "ORG" // "BMW": the engine takes many for persons
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
			// "Hamas Political Bureau": a part of a listed body has its codes.
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
	if !noun {
		return
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

// guessKind tells the kind of a name that the engine did not label.
func (p *pass) guessKind(m *mention) {
	text := p.textOf(m.nameFirst, m.end)
	first := lists.FirstName(p.s.TextOf(m.nameFirst))
	head := &p.s.Tokens[m.head]
	switch {
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
	default:
		m.kind = hearsay.OtherKind
	}
}

// personShaped reports whether a name is a known first name and one or two more
// words, and nothing that a list or the gazetteer knows.
func (p *pass) personShaped(m *mention) bool {
	if n := m.end - m.nameFirst; n < 2 || n > 4 || len(m.words) > 3 || lists.FirstName(p.s.TextOf(m.nameFirst)) == 0 || m.place != nil {
		return false
	}
	for i := m.nameFirst; i < m.end; i++ {
		w := p.s.TextOf(i)
		if !unicode.IsUpper(firstRune(w)) || strings.ToUpper(w) == w && len(w) > 2 {
			return false
		}
	}
	code, _ := p.x.petrarch(m.words)
	return code == "" && len(gazetteer.Places(p.textOf(m.nameFirst, m.end))) == 0
}

// agedAt reports whether ", 19," or ", 44, of" stands at token i.
func (p *pass) agedAt(i int) bool {
	if i+2 >= len(p.s.Tokens) || p.s.TextOf(i) != "," {
		return false
	}
	w := p.s.TextOf(i + 1)
	if len(w) > 3 || strings.Trim(w, "0123456789") != "" {
		return false
	}
	age, ok := lists.Number(w)
	next := p.s.TextOf(i + 2)
	return ok && age > 0 && age < 120 && (next == "," || next == "." || next == "of" || next == "from")
}

// unitNoun reports whether token i is a city, a province or the like, in the singular.
func (p *pass) unitNoun(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Is("unit") && n.Kind == hearsay.PlaceKind && p.s.Tokens[i].Tag == "NN"
}

// classBefore tells the kind of a name by a common noun directly before it that
// names a body: "supplier", "airline"; "" where none does.
func (p *pass) classBefore(m *mention) hearsay.Kind {
	i := m.first - 1
	if i < 0 || p.cover[i] >= 0 || p.s.Tokens[i].Head != m.head || p.s.Tokens[i].Dep != "compound" || unicode.IsUpper(firstRune(p.s.TextOf(i))) {
		return ""
	}
	n, ok := p.nounAt(i)
	if !ok || len(n.Sectors) == 0 {
		return ""
	}
	if n.Kind == hearsay.Organization && n.Is("class") || n.Kind == hearsay.Person && n.Sectors[0] == "BUS" {
		return hearsay.Organization
	}
	return ""
}

// officeBefore finds the head of an office that ends before token i, "Secretary
// of State": its token, or -1.
func (p *pass) officeBefore(i int) int {
	for j := i - 1; j > 0 && i-j <= 5; j-- {
		w := p.lower(j)
		if w == "of" {
			if p.titleAt(j-1) && j < i-1 {
				return j - 1
			}
			return -1
		}
		if p.cover[j] >= 0 && p.names[p.cover[j]].label == "PERSON" || !unicode.IsUpper(firstRune(p.s.TextOf(j))) && w != "and" && w != "," {
			return -1
		}
	}
	return -1
}

func (p *pass) placeNoun(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Kind == hearsay.PlaceKind
}

// readRoles gathers the roles that stand directly before a name ("Foreign
// Ministry spokesperson Majed Al Ansari") and whose they are.
func (p *pass) readRoles(m *mention) {
	if m.org != nil || m.state != nil || m.label == "GPE" || m.label == "LOC" || m.label == "NORP" {
		return
	}
	found := len(m.roles) > 0
	from := m.first - 1
	if k := p.officeBefore(m.first); k >= 0 {
		// "Secretary of State Marco Rubio"
		from = k
	}
	for i, steps := from, 0; i >= 0 && steps < 8; i, steps = i-1, steps+1 {
		t := &p.s.Tokens[i]
		if w := p.s.TextOf(i); w == "." && i > 0 {
			if _, ok := lists.TitleOf(p.s.TextOf(i - 1)); ok {
				continue // "Brig." cut in two
			}
		}
		if t.Pos == "PUNCT" && p.s.TextOf(i) != "-" || t.Pos == "SPACE" || t.Pos == "VERB" || t.Pos == "AUX" || t.Pos == "ADP" || t.Pos == "CCONJ" || t.Pos == "PRON" || t.Pos == "DET" {
			break
		}
		if c := p.cover[i]; c >= 0 {
			if !found {
				break // a name directly before a name says nothing of a role
			}
			o := p.names[c]
			p.ownedBy(m, o)
			i = o.first
			if o.state == nil {
				break
			}
			continue
		}
		word := p.s.TextOf(i)
		if i > 1 && p.s.TextOf(i-1) == "-" {
			word = p.s.TextOf(i-2) + "-" + word // "Secretary-General"
		}
		if title, ok := lists.TitleOf(word); ok && (title.Class == lists.Rank || found) {
			found = true
			if n, two := p.nounAt(i); two && strings.Contains(n.Lemma, " ") {
				// "Secretary General", "Attorney General" are no generals.
				title.Sectors, title.Role = nil, ""
			}
			if title.Role != "" {
				m.roles = appendNew(m.roles, title.Role)
			}
			if m.gender == 0 {
				m.gender = title.Gender
			}
			for _, s := range title.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
		}
		if n, ok := p.nounAt(i); ok && n.Kind == hearsay.Person && t.Pos != "ADJ" {
			found = true
			m.roles = appendNew(m.roles, n.Lemma)
			if m.gender == 0 {
				m.gender = n.Gender
			}
			for _, s := range n.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			if word != p.s.TextOf(i) {
				i -= 2
			}
			continue
		} else if ok && found {
			for _, s := range n.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			continue
		}
		if !found {
			break
		}
	}
}

// ownedBy notes whose officer, army or office the mention m is.
func (p *pass) ownedBy(m, owner *mention) {
	switch {
	case owner == m:
	case owner.state != nil:
		m.country = owner.state
	case owner.org != nil || owner.kind == hearsay.Organization || owner.kind == hearsay.Group:
		m.owner = owner
	}
	if m.country == nil && owner.country != nil {
		m.country = owner.country
	}
}

// countryWithin reads the country in a name's own words: "Kenya Red Cross",
// "Bank of Ghana", "Russian Orthodox Church".
func (p *pass) countryWithin(m *mention) *gazetteer.Country {
	for i := m.nameFirst; i < m.end; i++ {
		if !unicode.IsUpper(firstRune(p.s.TextOf(i))) {
			continue
		}
		for l := min(3, m.end-i); l > 0; l-- {
			if c, ok := gazetteer.CountryOf(p.textOf(i, i+l)); ok && c.As != gazetteer.Capital {
				return c.Country
			}
		}
	}
	return nil
}

// listedWithin finds a listed organization in the first words of a longer name.
func (p *pass) listedWithin(m *mention) *org {
	if m.kind != hearsay.Organization {
		return nil
	}
	for i := min(m.end, m.nameFirst+4) - 1; i > m.nameFirst; i-- {
		text := p.textOf(m.nameFirst, i)
		if o := p.x.org(text, nameWords(text)); o != nil {
			return o
		}
	}
	return nil
}

// readOwner reads the country before a name: "Qatar's Foreign Ministry", "the
// Russian Defense Ministry", "the Foreign Ministry of Japan".
func (p *pass) readOwner(m *mention) {
	i := m.first - 1
	if i >= 0 && p.s.Tokens[i].Tag == "POS" {
		i--
	}
	if i >= 0 && p.cover[i] >= 0 {
		o := p.names[p.cover[i]]
		p.ownedBy(m, o)
		if i == m.first-1 && o.state != nil && o.as == gazetteer.Adjective && m.org == nil && m.kind == hearsay.Organization && p.x.last[p.lower(m.end-1)].kind != "" {
			m.first, m.nameFirst = o.first, o.first // "Russian Defense Ministry" reads better than its half
		}
		return
	}
	if of := p.s.Child(m.head, "prep"); of >= 0 && p.lower(of) == "of" {
		if o := p.s.Child(of, "pobj"); o >= 0 && p.at[o] != nil && p.at[o].form == hearsay.NameForm {
			p.ownedBy(m, p.at[o])
		}
	}
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
	case "nsubj", "csubj":
		v := head
		// "Moscow was seeking to ...": the verb that says something.
		if h.Pos == "AUX" || h.Lemma == "be" {
			return false
		}
		// A town does little but be, have and suffer; what else a capital does, its
		// government does: "Baghdad filed a complaint".
		return h.Pos == "VERB" && !p.x.verb("town", strings.ToLower(p.s.Tokens[v].Lemma))
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
