package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// back bounds how many mentions before a description are looked at.
const back = 150

// describe joins each nominal mention to the entity that it describes, or makes
// a new one.
func (p *pass) describe() {
	p.dateline = p.datelineCountry()
	inst := map[string]*ent{}
	p.registerInstitutions(inst)
	for k, m := range p.all {
		if m.form != hearsay.Nominal || m.ent != nil {
			continue
		}
		p.readPossessor(m)
		if e, by := p.described(m, p.all[max(0, k-back):k], inst); e != nil {
			e.add(m, by)
			if e.kind == hearsay.Group && m.kind == hearsay.Organization {
				e.kind = hearsay.Organization // "Israeli forces", then "the Israeli army"
			}
			if by == "entity/apposition" && (e.kind == hearsay.OtherKind || e.kind == hearsay.PlaceKind && m.kind == hearsay.Organization || m.kind == hearsay.Person && e.kind == hearsay.Organization) && e.org == nil {
				e.kind = m.kind // what the report says it is: "Unifor, the country's largest union"
			}
			if m.noun != nil && m.noun.Kind == hearsay.Person && !m.plural {
				e.roles = appendNew(e.roles, m.noun.Lemma)
			}
			continue
		}
		e := p.newEnt(m, m.by)
		if m.noun != nil {
			if m.noun.Kind == hearsay.Person && !m.plural {
				e.roles = appendNew(e.roles, m.noun.Lemma)
			}
			if k := p.instKey(m); k != "" && inst[k] == nil {
				inst[k] = e
			}
		}
	}
}

// readPossessor reads whose a phrase is where its possessor is itself a phrase
// that was resolved before: "the country's military".
func (p *pass) readPossessor(m *mention) {
	if m.country != nil || m.owner != nil {
		return
	}
	c := p.s.Child(m.head, "poss")
	if c < 0 || p.s.Tokens[c].Tag == "PRP$" || p.s.Tokens[c].Tag == "WP$" {
		return
	}
	o := p.at[c]
	switch {
	case o != nil && o.ent != nil && o.ent.state != nil:
		m.country = o.ent.state
	case o != nil && o.ent != nil && o.ent.kind == hearsay.Organization:
		m.owner = o
	default:
		m.possessed = true // somebody's: no phrase for what was named before
	}
}

// described finds the entity that a noun phrase speaks of, and by which rule.
// before holds the mentions in front of it, in order of the text.
func (p *pass) described(m *mention, before []*mention, inst map[string]*ent) (*ent, string) {
	if e := p.apposed(m); e != nil {
		return e, "entity/apposition"
	}
	if e := p.ofName(m); e != nil {
		return e, "entity/of-name"
	}
	n := m.noun
	if n == nil {
		return nil, ""
	}
	if o := m.owner; o != nil && !m.plural && o.ent != nil && o.end <= m.head && (n.Is("class") || n.Is("outlet") || strings.HasSuffix(n.Lemma, "service") || strings.HasSuffix(n.Lemma, "agency")) && (!hasSector(o.ent, "IGO") || hasAny(n.Sectors, "IGO")) &&
		p.s.Tokens[o.head].Dep != "poss" && o.ent.kind == hearsay.Organization && (isListed(o) || p.compatible(o.ent, m)) && p.nextTo(o, m) {
		return o.ent, "entity/name-and-class"
	}
	if e := p.classed(m); e != nil {
		return e, "entity/name-and-class"
	}
	switch {
	case n.Is("gov") && !m.plural:
		return p.government(m, before)
	case n.Lemma == "capital" || n.Lemma == "capital city":
		return p.capital(m, before)
	case (n.Kind == hearsay.PlaceKind || n.Kind == hearsay.Facility || n.Lemma == "state") && !m.plural && p.provinceNamed(m) != nil:
		return p.provinceNamed(m), "entity/name-and-class"
	case n.Kind == hearsay.State && !m.plural && m.definite:
		return p.stateDescribed(m, before)
	}
	if k := p.instKey(m); k != "" {
		if e := inst[k]; e != nil && e.ms != nil && (m.country != nil || m.definite || m.bare) {
			return e, "entity/same-institution"
		}
		if m.country == nil && m.owner == nil && (m.definite || m.bare) {
			if e := p.lastInstitution(m, before); e != nil {
				return e, "entity/definite"
			}
		}
		return nil, ""
	}
	if !m.definite || m.possessed {
		if m.bare && m.plural && !n.Is("role") && n.Kind == hearsay.Person {
			return p.sameNoun(m, before, func(o *mention) bool { return o.plural && o.number == 0 && o.country == nil && o.owner == nil }), "entity/same-noun"
		}
		return nil, ""
	}
	switch n.Kind {
	case hearsay.Organization:
		if m.plural || m.country != nil && !n.Is("outlet") && !n.Is("class") {
			return nil, ""
		}
		return p.orgDescribed(m, before), "entity/definite"
	case hearsay.Person, hearsay.Group:
		return p.peopleDescribed(m, before)
	case hearsay.PlaceKind:
		if !m.plural && n.Is("unit") && m.owner == nil && m.country == nil {
			return p.placeDescribed(m, before), "entity/definite"
		}
	case hearsay.Facility, hearsay.OtherKind:
		if m.owner == nil {
			return p.thingDescribed(m, before), "entity/same-noun"
		}
	}
	return nil, ""
}

func isListed(m *mention) bool { return m.org != nil || m.code != "" }

// classed finds the unknown name directly before "party", "militia" and the like,
// which is of that class whatever the engine calls it: "the New Democracy party".
func (p *pass) classed(m *mention) *ent {
	if m.noun.Kind != hearsay.Organization || !m.noun.Is("class") || len(m.noun.Sectors) == 0 || m.plural || m.head == 0 || p.cover[m.head-1] < 0 {
		return nil
	}
	o := p.names[p.cover[m.head-1]]
	if o.end != m.head || o.ent == nil || o.org != nil || o.state != nil || len(o.ent.roles) > 0 || o.ent.gender != 0 || p.s.Tokens[o.head].Dep != "compound" && p.s.Tokens[o.head].Dep != "nmod" {
		return nil
	}
	if k := o.ent.kind; k != hearsay.Person && k != hearsay.OtherKind && k != hearsay.Organization {
		return nil
	}
	o.ent.kind = hearsay.Organization
	return o.ent
}

// provinceNamed finds the name in "Samangan province", "Rakhine state". A region
// or an area may be wider than the town it is named after, so these stay apart.
func (p *pass) provinceNamed(m *mention) *ent {
	facility := m.noun.Kind == hearsay.Facility
	if m.head == 0 || p.cover[m.head-1] < 0 || !facility && !p.x.is("named", m.noun.Lemma) {
		return nil
	}
	o := p.names[p.cover[m.head-1]]
	if o.end != m.head || o.ent == nil || p.s.Tokens[o.head].Dep != "compound" {
		return nil
	}
	if facility && (o.ent.kind == hearsay.Facility || o.ent.kind == hearsay.OtherKind) {
		o.ent.kind = hearsay.Facility // "La Paix hospital"
		return o.ent
	}
	if facility || o.ent.kind != hearsay.PlaceKind {
		return nil
	}
	return o.ent
}

// nextTo reports whether only modifiers stand between a name and the noun.
func (p *pass) nextTo(o, m *mention) bool {
	for i := o.end; i < m.head; i++ {
		if d := p.s.Tokens[i].Dep; d != "compound" && d != "amod" && d != "nmod" && d != "punct" {
			return false
		}
		if p.s.Tokens[i].Tag == "POS" {
			return false
		}
	}
	return true
}

// apposed finds the name beside a noun in apposition, or its subject in "X is
// the leader".
func (p *pass) apposed(m *mention) *ent {
	t := &p.s.Tokens[m.head]
	fits := func(o *mention) bool {
		return o != nil && o.ent != nil && o != m && p.mayBe(m, o)
	}
	for _, c := range p.s.Children(m.head) {
		if p.s.Tokens[c].Dep == "appos" && (!p.isList(int(c)) || p.roleBefore(m, p.at[c])) && fits(p.at[c]) {
			return p.at[c].ent
		}
	}
	if t.Dep == "appos" && !p.isList(m.head) && fits(p.at[t.Head]) {
		return p.at[t.Head].ent
	}
	// A role or class directly before a name that hangs on another head: "the rebel commander Bosco N."
	if m.end < len(p.s.Tokens) && m.end == m.head+1 && p.cover[m.end] >= 0 {
		o := p.names[p.cover[m.end]]
		if m.noun != nil && o.first == m.end && o.kind == hearsay.Person && m.noun.Kind == hearsay.Person && !m.plural && fits(o) && (p.s.Tokens[o.head].Head == m.head || t.Head == o.head) {
			return o.ent
		}
	}
	// "A spokesman for the junta, Zaw Min Tun,": the tree hangs the name on the nearest noun.
	if m.noun != nil && m.noun.Is("role") && !m.plural && m.kind == hearsay.Person {
		for _, c := range p.s.Children(m.head) {
			if int(c) < m.head || p.s.Tokens[c].Dep != "prep" {
				continue
			}
			o := p.s.Child(int(c), "pobj")
			if o < 0 || p.at[o] == nil || p.at[o].kind == hearsay.Person {
				continue
			}
			if a := p.s.Child(o, "appos"); a >= 0 && p.at[a] != nil && p.at[a].kind == hearsay.Person && p.at[a].form == hearsay.NameForm && fits(p.at[a]) {
				return p.at[a].ent
			}
		}
	}
	if t.Dep == "attr" && !m.plural && p.s.Tokens[t.Head].Lemma == "be" && p.s.Child(t.Head, "neg") < 0 && p.s.Child(t.Head, "aux") < 0 {
		if c := p.s.Child(t.Head, "nsubj"); c >= 0 && p.at[c] != nil && p.at[c].form == hearsay.Pronoun {
			// "Kallas, who was Estonia's prime minister"
			if a := p.antecedent(c); a >= 0 && fits(p.at[a]) && p.at[a].kind == hearsay.Person {
				return p.at[a].ent
			}
		}
		if c := p.s.Child(t.Head, "nsubj"); c >= 0 && fits(p.at[c]) && p.at[c].form == hearsay.NameForm && p.at[c].kind == hearsay.Person {
			return p.at[c].ent
		}
	}
	return nil
}

// ofName joins "the city of Kharkiv", "the port of Odesa" to the name.
func (p *pass) ofName(m *mention) *ent {
	if m.noun == nil || m.plural || m.noun.Kind != hearsay.PlaceKind || !m.noun.Is("unit") {
		return nil
	}
	of := p.s.Child(m.head, "prep")
	if of != m.head+1 || p.lower(of) != "of" {
		return nil
	}
	o := p.s.Child(of, "pobj")
	if o < 0 || p.at[o] == nil || p.at[o].form != hearsay.NameForm || p.at[o].ent == nil || p.at[o].ent.kind != hearsay.PlaceKind || p.at[o].first > of+2 {
		return nil
	}
	m.end = p.at[o].end
	return p.at[o].ent
}

// roleBefore reports whether a noun and the name right behind its comma are an
// office and its holder: "Germany's chancellor, Friedrich Merz, and ...".
func (p *pass) roleBefore(m, o *mention) bool {
	return o != nil && m.noun != nil && m.noun.Is("role") && m.definite && !m.plural && o.kind == hearsay.Person && o.first-m.end <= 1
}

// isList reports whether an apposition is really an item of a list without
// "and" before it: "Kenya, a mediator, and ..." is none, "men, women, children and" is.
func (p *pass) isList(i int) bool { return p.s.Child(i, "conj") >= 0 && p.s.Child(i, "cc") >= 0 }

// mayBe reports whether a noun can describe a mention.
func (p *pass) mayBe(m, o *mention) bool {
	k := o.ent.kind
	if m.plural != (o.plural || o.kind == hearsay.Group) && k != hearsay.Organization && !(m.plural && m.number == 0 && o.kind == hearsay.Organization) {
		return false
	}
	switch m.kind {
	case hearsay.Person:
		if o.form == hearsay.NameForm && o.org == nil && o.code == "" && len(o.words) > 1 && len(o.words) < 5 && (k == hearsay.OtherKind || k == hearsay.Organization) && m.noun != nil && m.noun.Is("role") && p.x.last[p.lower(o.end-1)].kind == "" {
			return true // "Its president, Lana Payne", whom the engine takes for a body
		}
		return k == hearsay.Person
	case hearsay.Group:
		return k == hearsay.Group || k == hearsay.Organization && o.form == hearsay.NameForm && m.noun != nil && (m.noun.Is("plural") || len(m.noun.Sectors) > 0)
	case hearsay.Organization:
		if k == hearsay.PlaceKind && o.form == hearsay.NameForm && len(o.words) == 1 && m.noun != nil && m.noun.Is("class") && len(m.noun.Sectors) > 0 && o.state == nil && p.capitalOf(o) == nil {
			return true // "her party, Akhali", whatever the engine and the map call it
		}
		return k == hearsay.Organization || k == hearsay.OtherKind && o.form == hearsay.NameForm
	case hearsay.State:
		return k == hearsay.State
	case hearsay.PlaceKind:
		return k == hearsay.PlaceKind || k == hearsay.State && m.noun != nil && m.noun.Lemma == "island"
	case hearsay.Facility:
		return k == hearsay.Facility || k == hearsay.OtherKind && o.form == hearsay.NameForm
	}
	return k == m.kind
}

// government joins "Qatar's government" to the state, which is who acts; "the
// government" to the one spoken of last.
func (p *pass) government(m *mention, before []*mention) (*ent, string) {
	for i := m.first; i < m.head; i++ {
		switch p.lower(i) {
		case "local", "provincial", "regional", "municipal", "shadow", "rival", "parallel", "exiled", "city", "state", "county", "district", "federal-state", "new", "future", "next", "previous", "world", "foreign", "other", "many", "some":
			return nil, ""
		}
	}
	if m.country != nil && m.owner == nil {
		return p.stateEnt(m.country, m), "entity/government-of-state"
	}
	if of := p.s.Child(m.head, "prep"); of == m.head+1 && p.lower(of) == "of" {
		if o := p.s.Child(of, "pobj"); o >= 0 && p.at[o] != nil && p.at[o].ent != nil && p.at[o].ent.kind == hearsay.Person {
			// "the government of Daniel Noboa"
			if s := p.at[o].ent.country; s != nil {
				return p.stateEnt(s, m), "entity/government-of-leader"
			}
			return nil, ""
		}
	}
	if c := p.seatBehind(m); c != nil {
		return p.stateEnt(c, m), "entity/government-of-state"
	}
	if m.owner != nil || !m.definite {
		return nil, ""
	}
	// "Ruto's government", "the Merz administration": its state where the report tells it.
	for i := m.first; i < m.head; i++ {
		if c := p.cover[i]; c >= 0 && p.names[c].ent != nil && p.names[c].ent.kind == hearsay.Person {
			s := p.names[c].ent.country
			if s == nil && hasSector(p.names[c].ent, "GOV") {
				s = p.dateline
			}
			if s != nil {
				return p.stateEnt(s, m), "entity/government-of-leader"
			}
			return nil, ""
		}
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.form == hearsay.Nominal && o.noun != nil && o.noun.Is("gov") && o.ent != nil && (o.noun.Lemma == m.noun.Lemma || o.ent.kind == hearsay.State && m.noun.Lemma != "administration" && m.noun.Lemma != "junta") {
			return o.ent, "entity/definite"
		}
	}
	if !strings.HasSuffix(m.noun.Lemma, "government") {
		return nil, ""
	}
	if c := p.dateline; c != nil {
		return p.stateEnt(c, m), "entity/government-of-dateline"
	}
	if e := p.mainState(before); e != nil {
		return e, "entity/definite"
	}
	return nil, ""
}

// seatBehind reads the country in "the regime in Damascus", "the government in
// Khartoum".
func (p *pass) seatBehind(m *mention) *gazetteer.Country {
	in := p.s.Child(m.head, "prep")
	if in < 0 || p.lower(in) != "in" {
		return nil
	}
	o := p.s.Child(in, "pobj")
	if o < 0 || p.at[o] == nil || p.at[o].form != hearsay.NameForm {
		return nil
	}
	if p.at[o].state != nil {
		return p.at[o].state
	}
	return p.capitalOf(p.at[o])
}

// stateEnt returns the entity of a country, made empty where it has no name in
// the report; the caller adds m to it.
func (p *pass) stateEnt(c *gazetteer.Country, m *mention) *ent {
	e := p.states[c.ISO3]
	if e == nil {
		e = &ent{kind: hearsay.State, state: c, country: c, name: c.Name, by: m.by}
		p.ents = append(p.ents, e)
		p.states[c.ISO3] = e
	}
	return e
}

// mainState is the state that most of the mentions before speak of, the latest
// among equals.
func (p *pass) mainState(before []*mention) *ent {
	count := map[*ent]int{}
	var best *ent
	for _, o := range before {
		if o.ent != nil && o.ent.state != nil && o.ent.kind == hearsay.State {
			count[o.ent]++
			if best == nil || count[o.ent] >= count[best] {
				best = o.ent
			}
		}
	}
	return best
}

// capital resolves "Qatar's capital" by the gazetteer, "the capital" to the
// capital named last.
func (p *pass) capital(m *mention, before []*mention) (*ent, string) {
	for i := m.first; i < m.head; i++ {
		switch p.lower(i) {
		case "provincial", "regional", "state", "financial", "commercial", "cultural", "former", "ancient", "county", "district", "foreign", "venture", "political", "human", "working":
			return nil, ""
		}
	}
	c := m.country
	if c == nil && m.owner != nil {
		return nil, ""
	}
	if c == nil && m.definite {
		for k := len(before) - 1; k >= 0; k-- {
			if o := before[k]; o.ent != nil && o.ent.kind == hearsay.PlaceKind && o.form == hearsay.NameForm && p.capitalOf(o) != nil {
				return o.ent, "entity/definite"
			}
		}
		if c = p.dateline; c == nil {
			if e := p.mainState(before); e != nil {
				c = e.state
			}
		}
	}
	if c == nil || c.Capital == "" {
		return nil, ""
	}
	for _, n := range append([]string{c.Capital}, c.CapitalNames...) {
		key := strings.Join(nameWords(n), " ")
		for _, e := range p.capitals() {
			if strings.Join(e.words, " ") == key {
				return e, "entity/capital-of-state"
			}
		}
	}
	e := &ent{kind: hearsay.PlaceKind, country: c, name: c.Capital, by: m.by, words: nameWords(c.Capital)}
	p.ents = append(p.ents, e)
	p.capitalEnts = append(p.capitalEnts, e)
	return e, "entity/capital-of-state"
}

// capitals lists the places of the report that bear a capital's name.
func (p *pass) capitals() []*ent {
	if !p.capitalsRead {
		p.capitalsRead = true
		for _, e := range p.ents {
			if e.kind == hearsay.PlaceKind && e.ms != nil && e.ms[0].form == hearsay.NameForm && p.capitalOf(e.ms[0]) != nil {
				p.capitalEnts = append(p.capitalEnts, e)
			}
		}
	}
	return p.capitalEnts
}

// stateDescribed resolves "the Gulf state", "the country": the state named last
// that lies in the region, or the one most spoken of lately.
func (p *pass) stateDescribed(m *mention, before []*mention) (*ent, string) {
	if m.owner != nil || m.country != nil {
		return nil, ""
	}
	region := ""
	for i := m.first; i < m.head; i++ {
		for j := m.head; j > i; j-- {
			if gazetteer.InRegion(p.textOf(i, j)) != nil {
				region = p.textOf(i, j)
				i = m.head
				break
			}
		}
	}
	if m.noun.Lemma == "state" && region == "" {
		return nil, ""
	}
	kingdom := m.noun.Lemma == "kingdom" || m.noun.Lemma == "monarchy" || m.noun.Lemma == "emirate" || m.noun.Lemma == "republic"
	var best *ent
	score := 0.0
	sent := p.s.SentenceIndex(m.head)
	seen := map[*ent]float64{}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.ent.state == nil || o.ent.kind != hearsay.State || region != "" && !o.ent.state.In(region) {
			continue
		}
		if kingdom && !styled(o.ent.state, m.noun.Lemma) {
			continue
		}
		d := sent - p.s.SentenceIndex(o.head)
		w := 1 / (1 + float64(d*d))
		if o.form == hearsay.NameForm && o.as == gazetteer.Adjective {
			w *= 0.4
		}
		if o.ent.state == p.dateline {
			w += 0.15
		}
		if dep := p.s.Tokens[o.head].Dep; dep == "nsubj" || dep == "nsubjpass" {
			w *= 1.5
		}
		seen[o.ent] = max(seen[o.ent], w) + 0.2*min(seen[o.ent], w)
		if seen[o.ent] > score {
			best, score = o.ent, seen[o.ent]
		}
	}
	if best == nil && region == "" && p.dateline != nil && !kingdom {
		return p.stateEnt(p.dateline, m), "entity/country-of-dateline"
	}
	return best, "entity/definite-state"
}

// styled reports whether a state calls itself so: "Kingdom of Morocco".
func styled(c *gazetteer.Country, noun string) bool {
	if noun == "monarchy" || noun == "emirate" {
		noun = "kingdom"
		for _, n := range c.OtherNames {
			if l := strings.ToLower(n); strings.Contains(l, "emirate") || strings.Contains(l, "principality") || strings.Contains(l, "sultanate") || strings.HasPrefix(l, "state of") {
				return true
			}
		}
	}
	for _, n := range c.Names() {
		if strings.Contains(strings.ToLower(n), noun) {
			return true
		}
	}
	return false
}

// instKey names an institution of a state: "military ISR". Without a country
// it is the bare class.
func (p *pass) instKey(m *mention) string {
	n := m.noun
	if n == nil || !n.Is("inst") || m.possessed || m.plural && !n.Is("mass") && !n.Is("plural") && !strings.HasSuffix(n.Lemma, "forces") || m.owner != nil && m.country == nil {
		return ""
	}
	for i := m.first; i < m.head; i++ {
		switch p.lower(i) {
		case "local", "provincial", "regional", "other", "some", "foreign", "different", "new", "rival":
			return ""
		}
	}
	k := n.Lemma
	if p.x.is("military", k) {
		k = "military"
	}
	if m.country != nil {
		return k + " " + m.country.ISO3
	}
	return k
}

// registerInstitutions lets named bodies answer to their class: the army of a
// state by its name.
func (p *pass) registerInstitutions(inst map[string]*ent) {
	for _, e := range p.ents {
		if e.ms == nil || e.kind != hearsay.Organization || e.country == nil || len(e.words) == 0 {
			continue
		}
		last := e.words[len(e.words)-1]
		switch {
		case (e.org == nil || len(e.org.sectors) > 0 && e.org.sectors[0] == "MIL") && (last == "forces" && len(e.words) < 4 || last == "army" || last == "military"):
			if k := "military " + e.country.ISO3; inst[k] == nil {
				inst[k] = e
			}
		case e.org != nil && len(e.org.sectors) > 0 && e.org.sectors[0] == "MIL" && strings.Contains(e.org.name, "Forces"):
			if k := "military " + e.country.ISO3; inst[k] == nil {
				inst[k] = e
			}
		}
	}
}

// lastInstitution finds the body of the same class spoken of last: "the
// military" after "the Israel Defense Forces", "the ministry" after "the Foreign
// Ministry".
func (p *pass) lastInstitution(m *mention, before []*mention) *ent {
	n := m.noun
	word := n.Lemma[strings.LastIndexByte(n.Lemma, ' ')+1:]
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.ent.kind != hearsay.Organization && o.ent.kind != hearsay.Group {
			continue
		}
		switch {
		case o.noun != nil && o.form == hearsay.Nominal && (sameWord(o.noun.Lemma, n.Lemma) || p.x.is("military", n.Lemma) && p.x.is("military", o.noun.Lemma) && o.noun.Lemma != "troops" && o.noun.Lemma != "forces"):
			if o.country == nil && !o.definite && !o.bare {
				continue
			}
			return o.ent
		case o.form == hearsay.NameForm && len(o.words) > 0 && o.words[len(o.words)-1] == word:
			return o.ent
		case o.form == hearsay.NameForm && len(o.words) > 1 && o.words[0] == word: // "Ministry of Defense"
			return o.ent
		case o.form == hearsay.NameForm && hasAny(n.Sectors, "SPY") && hasSector(o.ent, "SPY"):
			return o.ent
		case o.form == hearsay.NameForm && p.x.is("military", n.Lemma) && hasSector(o.ent, "MIL") && n.Lemma != "troops" && n.Lemma != "forces" && n.Lemma != "soldiers":
			return o.ent
		}
	}
	return nil
}

func hasSector(e *ent, s string) bool {
	for _, t := range e.sectors {
		if t == s {
			return true
		}
	}
	return false
}

// orgDescribed resolves "the network", "the group", "the company": the
// organization named last whose sector or last word fits.
func (p *pass) orgDescribed(m *mention, before []*mention) *ent {
	word := m.noun.Lemma[strings.LastIndexByte(m.noun.Lemma, ' ')+1:]
	if p.x.words["kind:"+word] != nil {
		// "the airline": first a name that says so itself.
		for k := len(before) - 1; k >= 0; k-- {
			o := before[k]
			if o.form != hearsay.NameForm || o.ent == nil || o.ent.kind != hearsay.Organization || hasAny(o.ent.sectors, "IGO") && !hasAny(m.noun.Sectors, "IGO") && word != "union" {
				continue
			}
			for _, w := range o.ent.words {
				if p.x.is("kind:"+word, w) {
					return o.ent
				}
			}
		}
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.ent.kind != hearsay.Organization || o.end > m.first || m.country != nil && o.ent.country != m.country || m.owner != nil && m.owner.ent == o.ent {
			continue
		}
		if o.form == hearsay.Nominal {
			if o.noun != nil && !o.plural && sameWord(o.noun.Lemma, m.noun.Lemma) && m.owner == nil {
				return o.ent
			}
			continue
		}
		if o.form != hearsay.NameForm {
			continue
		}
		w := o.ent.words
		if m.owner != nil && m.owner.ent != nil && hasSector(m.owner.ent, "IGO") && hasSector(o.ent, "IGO") && o.ent != m.owner.ent && word == "agency" {
			return o.ent // "the U.N. agency" after the Migration organization
		}
		if hasAny(w, word) || p.compatible(o.ent, m) && m.owner == nil {
			return o.ent
		}
	}
	return nil
}

// compatible reports whether an organization's sectors fit a class noun.
func (p *pass) compatible(e *ent, m *mention) bool {
	n := m.noun
	switch {
	case n.Is("outlet"):
		return hasSector(e, "MED")
	case len(n.Sectors) == 0:
		// "group", "organization", "agency", "service": anything but an outlet or an office of state,
		// unless it is called so.
		switch n.Lemma {
		case "agency":
			return hasSector(e, "IGO") || hasSector(e, "MED") || hasSector(e, "SPY") || len(e.words) == 1
		case "service":
			return hasSector(e, "SPY") || hasSector(e, "COP") || hasSector(e, "MED") || len(e.sectors) == 0
		case "center", "centre", "network", "initiative", "association", "coalition", "club", "team":
			return len(e.sectors) == 0 && p.s.SentenceIndex(m.head) == p.s.SentenceIndex(e.last)
		case "group", "organization", "organisation", "movement", "outfit", "entity":
			return !hasSector(e, "MED") && !hasSector(e, "GOV") && !hasSector(e, "LEG") && !hasSector(e, "MIL") && !hasSector(e, "JUD") && !hasSector(e, "SPY")
		}
		return false
	}
	for _, s := range n.Sectors {
		if hasSector(e, s) || s == "BUS" && strings.HasPrefix(e.code, "MNC") || s == "NGO" && (strings.HasPrefix(e.code, "NGO") || hasSector(e, "HRI")) {
			return true
		}
	}
	// An unknown name may be what the phrase says it is, where it stands near.
	return len(e.sectors) == 0 && e.code == "" && e.org == nil && n.Is("class") && p.s.SentenceIndex(m.head)-p.s.SentenceIndex(e.last) <= 2
}

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
			if r == n.Lemma || r[strings.LastIndexByte(r, ' ')+1:] == word && (!strings.Contains(n.Lemma, " ") || !strings.Contains(r, " ")) {
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
	if d := p.s.Tokens[m.head].Dep; d != "nsubj" && d != "nsubjpass" || m.owner != nil || m.noun.Is("relative") {
		return nil
	}
	if m.country != nil {
		return p.newlyTold(m, before)
	}
	tells := m.noun.Lemma == "year-old"
	for i := m.first; i < m.head; i++ {
		tells = tells || p.x.is("reprise", p.lower(i))
	}
	tells = tells || p.x.is("reprisenoun", m.noun.Lemma)
	if !tells {
		return nil
	}
	sent := p.s.SentenceIndex(m.head)
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		d := sent - p.s.SentenceIndex(o.head)
		if d > 2 {
			return nil
		}
		if d == 0 || o.ent == nil || o.ent.kind != hearsay.Person || o.ent.plural || m.gender != 0 && o.ent.gender != 0 && m.gender != o.ent.gender {
			continue
		}
		if dep := p.s.Tokens[o.head].Dep; dep == "nsubj" || dep == "nsubjpass" {
			return o.ent
		}
	}
	return nil
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

// placeDescribed resolves "the city", "the enclave".
func (p *pass) placeDescribed(m *mention, before []*mention) *ent {
	city, area := p.x.is("city", m.noun.Lemma), p.x.is("area", m.noun.Lemma)
	if m.noun.Lemma == "region" || m.noun.Lemma == "area" {
		city, area = false, false
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent != nil && o.ent.state != nil && o.ent.kind == hearsay.State && m.noun.Lemma == "island" && o.ent.state.In("island") {
			return o.ent // "the island" of Taiwan, of Sri Lanka
		}
		if o.ent == nil || o.ent.kind != hearsay.PlaceKind || o.end > m.first {
			continue
		}
		if o.form == hearsay.Nominal {
			if o.noun != nil && o.noun.Lemma == m.noun.Lemma && !o.plural {
				return o.ent
			}
			continue
		}
		prec := ""
		if o.place != nil {
			prec = o.place.Precision
		}
		w := o.ent.words
		if len(w) > 1 && w[len(w)-1] == m.noun.Lemma {
			return o.ent
		}
		if isCapital := p.capitalOf(o) != nil; city && (prec == "city" || prec == "site" || prec == "district" && isTown(p.textOf(o.nameFirst, o.end)) || prec == "" && o.label != "LOC" || isCapital) && !(isCapital && (m.noun.Lemma == "town" || m.noun.Lemma == "village" || strings.HasSuffix(m.noun.Lemma, " town"))) {
			return o.ent
		}
		if area && (prec == "province" || prec == "district" || prec == "" && (o.label == "LOC" || len(w) > 1)) && (m.noun.Lemma != "island" || prec != "") {
			return o.ent
		}
	}
	return nil
}

// isTown reports whether the gazetteer's first place of a name is a town: "near
// Kobani" is a district of the map, and Kobani still a town.
func isTown(name string) bool {
	ps := gazetteer.Places(name)
	return len(ps) > 0 && ps[0].Kind.IsCity()
}

// thingDescribed resolves "the ship" to the ship spoken of before.
func (p *pass) thingDescribed(m *mention, before []*mention) *ent {
	if m.plural {
		return nil
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.plural || o.ent.kind != m.kind || o.end > m.first {
			continue
		}
		if o.form == hearsay.Nominal && o.noun != nil && sameWord(o.noun.Lemma, m.noun.Lemma) && o.owner == nil {
			return o.ent
		}
		if w := o.ent.words; o.form == hearsay.NameForm && len(w) > 1 && w[len(w)-1] == m.noun.Lemma {
			return o.ent
		}
	}
	return nil
}
