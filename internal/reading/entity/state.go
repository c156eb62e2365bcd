package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

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
			return p.governmentOf(p.at[o].ent, m, before) // "the government of Daniel Noboa"
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
			return p.governmentOf(p.names[c].ent, m, before)
		}
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if p.elsewhere(o, m) {
			continue
		}
		if o.form == hearsay.Nominal && o.noun != nil && o.noun.Is("gov") && o.ent != nil && o.plural == m.plural && (o.noun.Lemma == m.noun.Lemma || o.ent.kind == hearsay.State && m.noun.Lemma != "administration" && m.noun.Lemma != "junta") {
			return o.ent, "entity/definite"
		}
	}
	if !strings.HasSuffix(m.noun.Lemma, "government") {
		return nil, ""
	}
	if c := p.dateline; c != nil && !p.reportedFromAbroad(before) {
		return p.stateEnt(c, m), "entity/government-of-dateline"
	}
	if e := p.mainState(before); e != nil {
		return e, "entity/definite"
	}
	return nil, ""
}

// governmentOf is the state of a leader: his own where the report tells it, else that of one in office which the report is about.
func (p *pass) governmentOf(leader *ent, m *mention, before []*mention) (*ent, string) {
	s := leader.country
	if s == nil && hasSector(leader, "GOV") {
		s = p.dateline
	}
	if s != nil {
		return p.stateEnt(s, m), "entity/government-of-leader"
	}
	if hasSector(leader, "GOV") {
		if e := p.mainState(before); e != nil {
			return e, "entity/government-of-leader"
		}
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

// reportedFromAbroad reports whether the country of the dateline is spoken of nowhere
// but there, and another one is.
func (p *pass) reportedFromAbroad(before []*mention) bool {
	other := 0
	for _, o := range before {
		if o.ent == nil || o.ent.state == nil || o.ent.kind != hearsay.State {
			continue
		}
		if in, _ := p.inDateline(o.head); in {
			continue
		}
		if o.ent.state == p.dateline {
			return false
		}
		other++
	}
	return other > 1
}

// capital resolves "Qatar's capital" by the gazetteer, "the capital" to the
// capital named last.
func (p *pass) capital(m *mention, before []*mention) (*ent, string) {
	if m.plural {
		return nil, "" // "the two capitals"
	}
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
