package entity

import (
	"slices"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
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
			body := m.noun != nil && m.kind == hearsay.Person && p.x.is("bodyrole", m.noun.Lemma)
			if by == "entity/apposition" && body && e.kind == hearsay.PlaceKind {
				e.kind = hearsay.Organization // "The ferry's operator, Bahari Lines"
			}
			if by == "entity/apposition" && !body && (e.kind == hearsay.OtherKind || m.kind == hearsay.OtherKind || e.kind == hearsay.PlaceKind && m.kind == hearsay.Organization || m.kind == hearsay.Person && e.kind == hearsay.Organization || m.kind == hearsay.Organization && e.kind == hearsay.Person) && e.org == nil {
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
	if e := p.lastWord(m, before); e != nil {
		return e, "entity/shortened"
	}
	n := m.noun
	if n == nil {
		return nil, ""
	}
	if (n.Is("outlet") || n.Lemma == "agency") && p.lower(m.first) == "this" {
		return p.sameNoun(m, before, func(o *mention) bool { return p.lower(o.first) == "this" }), "entity/same-noun" // "told this newspaper": the report's own
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
		if text := p.unmarked(m); text != "" && m.plural && m.number == 0 && !m.bare && !n.Is("role") && !n.Is("mass") && !p.narrowed(m) {
			return p.sameNoun(m, before, func(o *mention) bool {
				return o.plural && o.number == 0 && !p.narrowed(o) && p.unmarked(o) == text
			}), "entity/same-noun" // "pregnant women", and again
		}
		if m.bare && m.plural && !n.Is("role") && n.Kind == hearsay.Person && !p.narrowed(m) {
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

// office reports whether token i is a noun for one person without an article: "director".
func (p *pass) office(i int) bool {
	n, ok := p.nounAt(i)
	return ok && n.Kind == hearsay.Person && p.s.Tokens[i].Tag != "NNS" && p.s.Child(i, "det", "poss", "nummod") < 0 && p.cover[i] < 0
}

// offices reports whether a list of nouns tells the offices of one person: "Ana Ruiz, treasurer and spokeswoman of the union".
func (p *pass) offices(m *mention) bool {
	o := p.at[p.s.Tokens[m.head].Head]
	if o == nil || o.form != hearsay.NameForm || o.kind != hearsay.Person {
		return false
	}
	if !p.office(m.head) {
		return false
	}
	for i := p.s.Child(m.head, "conj"); i >= 0; i = p.s.Child(i, "conj") {
		if t := &p.s.Tokens[i]; t.Pos != "NOUN" || t.Tag == "NNS" || p.s.Child(i, "det", "poss", "nummod") >= 0 {
			return false
		}
	}
	return true
}

// narrowed reports whether what stands behind a noun tells which ones are meant: "children born there".
func (p *pass) narrowed(m *mention) bool {
	c := p.s.Child(m.head, "relcl", "acl", "prep")
	return c > m.head && !p.commaRight(m)
}

// commaRight reports whether a comma stands right behind a phrase.
func (p *pass) commaRight(m *mention) bool {
	return m.end < len(p.s.Tokens) && p.s.TextOf(m.end) == ","
}

// unmarked is a phrase in small letters, as it stands; "" with a determiner or a possessor.
func (p *pass) unmarked(m *mention) string {
	if m.definite || p.s.Child(m.head, "det", "poss") >= 0 {
		return ""
	}
	return strings.ToLower(flat(p.textOf(m.first, m.head+1)))
}

// joinPredicates joins what somebody is said to be to whom a pronoun tells it of: "he was a guard".
func (p *pass) joinPredicates() {
	for _, m := range p.all {
		t := &p.s.Tokens[m.head]
		if m.form != hearsay.Nominal || t.Dep != "attr" || m.plural || m.kind != hearsay.Person || m.ent == nil || len(m.ent.ms) != 1 || p.s.Tokens[t.Head].Lemma != "be" || p.s.Child(t.Head, "neg") >= 0 {
			continue
		}
		if a := p.s.Child(t.Head, "aux"); a >= 0 && p.s.Tokens[a].Lemma != "have" {
			continue // "would be a witness"
		}
		if a := p.s.Child(t.Head, "mark", "advmod"); a >= 0 && p.x.is("imagined", p.lower(a)) {
			continue // "if he was a spy"
		}
		c := p.s.Child(t.Head, "nsubj")
		if c < 0 || c > m.head || p.at[c] == nil || p.at[c].ent == nil || p.at[c].ent == m.ent || p.at[c].ent.kind != hearsay.Person || p.at[c].ent.plural || !p.mayBe(m, p.at[c]) {
			continue
		}
		p.mergeEnts(p.at[c].ent, m.ent, "entity/predicate")
		if m.noun != nil {
			m.ent.roles = appendNew(m.ent.roles, m.noun.Lemma)
		}
	}
}

// joinPossessed joins those whom the same noun and the same possessor tell of: "her mother", and later "Ruiz's mother".
func (p *pass) joinPossessed() {
	type key struct {
		of    *ent
		lemma string
	}
	seen := map[key]*ent{}
	for _, m := range p.all {
		if m.form != hearsay.Nominal || m.plural || m.kind != hearsay.Person || m.noun == nil || m.ent == nil || m.ent.ms == nil || m.ent.kind != hearsay.Person {
			continue
		}
		c := p.s.Child(m.head, "poss")
		if c < 0 || p.at[c] == nil || p.at[c].ent == nil || p.at[c].ent == m.ent {
			continue
		}
		k := key{p.at[c].ent, m.noun.Lemma}
		switch e, o := seen[k], m.ent; {
		case e == nil || e.ms == nil:
			seen[k] = o
		case e != o && !named(o):
			p.mergeEnts(e, o, "entity/same-possessor")
		case e != o && !named(e):
			p.mergeEnts(o, e, "entity/same-possessor")
			seen[k] = o
		}
	}
}

// lastWord finds the body of whose name a word in capitals is the last: "the Monitor", after "the Valley Monitor".
func (p *pass) lastWord(m *mention, before []*mention) *ent {
	if m.plural || !m.definite || m.head != m.first+1 || m.end != m.head+1 || m.head == 0 || p.s.Tokens[m.head].Pos != "PROPN" || !unicode.IsUpper(firstRune(p.s.TextOf(m.head))) {
		return nil
	}
	for _, o := range slices.Backward(before) {
		if o.form == hearsay.NameForm && o.ent != nil && o.ent.kind == hearsay.Organization && len(o.words) > 1 && o.words[len(o.words)-1] == p.lower(m.head) {
			return o.ent
		}
	}
	return nil
}

func isListed(m *mention) bool { return m.org != nil || m.code != "" }

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

// ofOne reports whether a phrase is of somebody's relative, him being "one": the name behind "the mother of one of them" is that one's.
func (p *pass) ofOne(m *mention) bool {
	of := p.s.Child(m.head, "prep")
	if of < m.head || p.lower(of) != "of" || m.noun == nil || !m.noun.Is("relative") && !p.x.is("kin", m.noun.Lemma) {
		return false
	}
	o := p.s.Child(of, "pobj")
	return o >= 0 && p.lower(o) == "one"
}

// apposed finds the name beside a noun in apposition, or its subject in "X is
// the leader".
func (p *pass) apposed(m *mention) *ent {
	t := &p.s.Tokens[m.head]
	fits := func(o *mention) bool {
		return o != nil && o.ent != nil && o != m && p.mayBe(m, o)
	}
	for _, c := range p.s.Children(m.head) {
		if p.s.Tokens[c].Dep == "appos" && p.ofOne(m) {
			continue
		}
		if o := p.at[c]; p.s.Tokens[c].Dep == "appos" && o != nil && o.ent != nil && o.first == m.end && m.end == m.head+1 && m.kind == hearsay.Group && !m.plural && o.form == hearsay.NameForm && o.kind == hearsay.Organization {
			return o.ent // "the opposition Renewal Front"
		}
		if p.s.Tokens[c].Dep == "appos" && (!p.isList(int(c)) || p.roleBefore(m, p.at[c])) && fits(p.at[c]) && (p.at[c].first == m.end || !p.saysBehind(p.at[c])) {
			return p.at[c].ent
		}
	}
	if t.Dep == "appos" && (!p.isList(m.head) || p.offices(m)) && fits(p.at[t.Head]) {
		return p.at[t.Head].ent
	}
	if h := p.at[t.Head]; t.Dep == "conj" && h != nil && h.joined == "entity/apposition" && p.office(m.head) && p.office(h.head) && fits(h) {
		return h.ent // "Ana Ruiz, director of the clinic and head of its board, said"
	}
	// A role or class directly before a name that hangs on another head: "the rebel commander Bosco N."
	if m.end < len(p.s.Tokens) && m.end == m.head+1 && p.cover[m.end] >= 0 {
		o := p.names[p.cover[m.end]]
		if m.noun != nil && o.first == m.end && o.kind == hearsay.Person && m.noun.Kind == hearsay.Person && !m.plural && fits(o) && (p.s.Tokens[o.head].Head == m.head || t.Head == o.head || (t.Pos == "PROPN" || t.Dep == "nsubj") && m.noun.Is("role")) {
			return o.ent
		}
	}
	// "its secretary-general, Dr Ana Ruiz, told reporters", whatever the tree makes of it.
	if m.noun != nil && m.noun.Is("role") && !m.plural && m.end+1 < len(p.s.Tokens) && p.s.TextOf(m.end) == "," {
		if k := p.cover[m.end+1]; k >= 0 {
			if o := p.names[k]; o.first == m.end+1 && o.end+1 < len(p.s.Tokens) && (o.kind == hearsay.Person && p.s.TextOf(o.end) == "," && strings.HasPrefix(p.s.Tokens[o.end+1].Tag, "VB") || p.opens(m) && p.saysBehind(o)) && fits(o) {
				return o.ent
			}
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

// saysBehind reports whether a verb of speech stands right behind a name, which is
// its subject and nobody's apposition: "including a child, governor Ana Lopez said".
func (p *pass) saysBehind(o *mention) bool {
	if o.end >= len(p.s.Tokens) || o.form != hearsay.NameForm || !p.commaBefore(o) {
		return false
	}
	t := &p.s.Tokens[o.end]
	return (t.Tag == "VBD" || t.Tag == "VBZ") && p.x.verb("speech", strings.ToLower(t.Lemma))
}

// roleBefore reports whether a noun and the name right behind its comma are an
// office and its holder: "Germany's chancellor, Friedrich Merz, and ...".
func (p *pass) roleBefore(m, o *mention) bool {
	return o != nil && m.noun != nil && m.noun.Is("role") && m.definite && !m.plural && o.kind == hearsay.Person && o.first-m.end <= 1
}

// opens reports whether a sentence begins with an office: "Niger's premier, Issa Garba said", where nothing before could be what he said.
func (p *pass) opens(m *mention) bool {
	return m.noun != nil && m.noun.Is("role") && m.definite && !m.plural && p.s.Tokens[m.first].SentStart
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
		if (k == hearsay.Organization || k == hearsay.PlaceKind && o.place == nil && p.x.last[p.lower(o.end-1)].kind == hearsay.Organization) && o.form == hearsay.NameForm && m.noun != nil && p.x.is("bodyrole", m.noun.Lemma) {
			return true // "The ship's operator, Danish firm Nordsund,", whatever the engine calls it
		}
		return k == hearsay.Person
	case hearsay.Group:
		return k == hearsay.Group || k == hearsay.Organization && o.form == hearsay.NameForm && m.noun != nil && (m.noun.Is("plural") || len(m.noun.Sectors) > 0)
	case hearsay.Organization:
		if k == hearsay.PlaceKind && o.form == hearsay.NameForm && len(o.words) == 1 && m.noun != nil && m.noun.Is("class") && len(m.noun.Sectors) > 0 && o.state == nil && p.capitalOf(o) == nil {
			return true // "her party, Akhali", whatever the engine and the map call it
		}
		if k == hearsay.Person && o.form == hearsay.NameForm && o.org == nil && len(o.words) == 1 && o.gender == 0 && len(o.roles) == 0 && m.noun != nil && m.noun.Is("class") && m.end < o.first && len(o.ent.ms) == 1 {
			return true // "a tracking group, SeaLight", whom the engine takes for somebody
		}
		if k == hearsay.Person && o.form == hearsay.NameForm && o.org == nil && len(o.ent.roles) == 0 && !p.told(o.ent) && m.noun != nil && m.noun.Is("class") && m.definite && m.head+2 == o.first && p.s.TextOf(m.head+1) == "," && o.end < len(p.s.Tokens) && p.s.TextOf(o.end) == "," {
			return true // "the company, Adria Gradnja, paid"
		}
		if m.noun != nil && m.noun.Is("outlet") && o.form == hearsay.NameForm && o.place != nil && o.org == nil {
			return false // "in Otago, a Dunedin newspaper": where it is, whatever the tree says
		}
		return k == hearsay.Organization || (k == hearsay.OtherKind || k == hearsay.Facility) && o.form == hearsay.NameForm
	case hearsay.OtherKind:
		if k == hearsay.Organization && o.form == hearsay.NameForm && o.org == nil && o.code == "" && m.definite && m.noun != nil && o.first == m.end+1 {
			return true // "The vessel, MV Island Star,"
		}
	case hearsay.State:
		return k == hearsay.State
	case hearsay.PlaceKind:
		return k == hearsay.PlaceKind || k == hearsay.State && m.noun != nil && m.noun.Lemma == "island"
	case hearsay.Facility:
		return k == hearsay.Facility || k == hearsay.OtherKind && o.form == hearsay.NameForm
	}
	return k == m.kind
}

// commaBefore reports whether a comma stands before a name, or before the titles
// right in front of it.
func (p *pass) commaBefore(o *mention) bool {
	for i := o.first - 1; i >= 0 && i >= o.first-4; i-- {
		if p.s.TextOf(i) == "," {
			return true
		}
	}
	return false
}
