package entity

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

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
		if k = p.branch(k); k == "" {
			k = "military"
		}
		if hasAny(m.sectors, "REB") || p.indefinite(m) || p.modifiedBy(m.head, "rebelling") {
			return "" // "an ethnic rebel army" is never "the military"
		}
	}
	if m.country != nil {
		return k + " " + m.country.ISO3
	}
	return k
}

// branch is the part of armed forces that a word is for, "navy" or "air force"; empty for "army" and the others, which may be for the whole.
func (p *pass) branch(word string) string {
	if p.x.is("branch", word) {
		return word
	}
	return ""
}

// sameForces reports whether two words can be for the same armed forces: "the military" for the navy, but not "the army".
func (p *pass) sameForces(word, before string) bool {
	return p.branch(word) == p.branch(before) || p.x.is("allforces", word)
}

// indefinite reports whether a phrase opens with "a" or "an".
func (p *pass) indefinite(m *mention) bool {
	d := p.s.Child(m.head, "det")
	return d >= 0 && (p.lower(d) == "a" || p.lower(d) == "an")
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
	military := p.x.is("military", n.Lemma)
	var own *gazetteer.Country // whose armed forces are meant where several are named
	if military {
		own = p.underDiscussion(before)
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.ent.kind != hearsay.Organization && o.ent.kind != hearsay.Group {
			continue
		}
		if military && (hasSector(o.ent, "REB") || o.ent.country == nil && own != nil && o.form == hearsay.NameForm) {
			continue
		}
		if military && o.form == hearsay.NameForm && o.ent.country == nil && o.ent.org == nil {
			continue // after "the Karen Freedom Army", "the army" is that of the state
		}
		switch {
		case o.noun != nil && o.form == hearsay.Nominal && (sameWord(o.noun.Lemma, n.Lemma) || military && p.x.is("military", o.noun.Lemma) && p.sameForces(n.Lemma, o.noun.Lemma) && o.noun.Lemma != "troops" && o.noun.Lemma != "forces"):
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
		case o.form == hearsay.NameForm && military && hasSector(o.ent, "MIL") && n.Lemma != "troops" && n.Lemma != "forces" && n.Lemma != "soldiers":
			return o.ent
		}
	}
	return nil
}

// underDiscussion is the country whose armed forces were spoken of last, nil where
// none were.
func (p *pass) underDiscussion(before []*mention) *gazetteer.Country {
	for k := len(before) - 1; k >= 0; k-- {
		if e := before[k].ent; e != nil && e.kind == hearsay.Organization && e.country != nil && hasSector(e, "MIL") && !hasSector(e, "REB") {
			return e.country
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
	says := "kind:" + word
	if p.x.words[says] != nil {
		// "the airline": first a name that says so itself.
		e := p.mostSalient(m, before, word, func(o *mention) bool {
			if o.form != hearsay.NameForm || o.ent == nil || o.ent.kind != hearsay.Organization || hasAny(o.ent.sectors, "IGO") && !hasAny(m.noun.Sectors, "IGO") && word != "union" {
				return false
			}
			for _, w := range o.ent.words {
				if p.x.is(says, w) {
					return true
				}
			}
			return false
		})
		if e != nil {
			return e
		}
	}
	return p.mostSalient(m, before, word, func(o *mention) bool { return p.mayDescribe(m, o, word) })
}

// mostSalient finds the body that a class noun most likely speaks of: the subject of
// the sentence before rather than one mentioned within, whichever was named last.
func (p *pass) mostSalient(m *mention, before []*mention, word string, fits func(o *mention) bool) *ent {
	sent := p.s.SentenceIndex(m.head)
	score := map[*ent]float64{}
	var best *ent
	top := 0.0
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if !fits(o) {
			continue
		}
		s := p.orgWeight(m, o, word, sent)
		s = max(s, score[o.ent]) + 0.15*min(s, score[o.ent])
		score[o.ent] = s
		if s > top {
			best, top = o.ent, s
		}
	}
	return best
}

// elsewhere reports whether an earlier phrase is of one that a later is not: "a foreign government" is not "the government".
func (p *pass) elsewhere(o, m *mention) bool {
	return o.form == hearsay.Nominal && p.modifiedBy(o.head, "elsewhere") && !p.modifiedBy(m.head, "elsewhere")
}

// mayDescribe reports whether a class noun may speak of the body of a mention.
func (p *pass) mayDescribe(m, o *mention, word string) bool {
	if o.ent == nil || o.ent.kind != hearsay.Organization || o.end > m.first || m.country != nil && o.ent.country != m.country || m.owner != nil && m.owner.ent == o.ent || p.otherSort(m, o.ent) {
		return false
	}
	switch {
	case o.form == hearsay.Nominal:
		return !p.elsewhere(o, m) && o.noun != nil && !o.plural && sameWord(o.noun.Lemma, m.noun.Lemma) && m.owner == nil
	case o.form != hearsay.NameForm:
		return false
	case m.owner != nil:
		// "the U.N. agency" after the Migration organization
		return hasAny(o.ent.words, word) || m.owner.ent != nil && hasSector(m.owner.ent, "IGO") && hasSector(o.ent, "IGO") && word == "agency"
	}
	return hasAny(o.ent.words, word) || p.compatible(o.ent, m)
}

// otherSort reports whether a body was called by the same noun with other nouns before it: no "state news agency" is "the weather agency".
func (p *pass) otherSort(m *mention, e *ent) bool {
	sorts := func(o *mention) []string {
		var out []string
		for _, c := range p.s.Children(o.head) {
			if t := &p.s.Tokens[c]; (t.Dep == "compound" || t.Dep == "nmod") && t.Norm == p.s.TextOf(int(c)) {
				out = append(out, p.lower(int(c)))
			}
		}
		return out
	}
	here := sorts(m)
	return len(here) > 0 && slices.ContainsFunc(e.ms, func(o *mention) bool {
		there := sorts(o)
		return o.form == hearsay.Nominal && p.lower(o.head) == p.lower(m.head) && len(there) > 0 && !slices.ContainsFunc(there, func(w string) bool { return slices.Contains(here, w) })
	})
}

// orgWeight is the salience of a body for a description in sentence sent.
func (p *pass) orgWeight(m, o *mention, word string, sent int) float64 {
	s := p.tokenWeight(o.head, m.head, sent)
	for d := sent - p.s.SentenceIndex(o.head); d > 0; d-- {
		s *= 1.2 // a description reaches farther back than a pronoun
	}
	if dep := p.s.Tokens[o.head].Dep; dep != "nsubj" && dep != "nsubjpass" && !hasAny(o.ent.words, word) && p.classInside(o.ent) {
		s *= 0.1 // a council mentioned within is seldom "the group"
	}
	switch {
	case o.form == hearsay.Nominal && !named(o.ent):
		s *= 2.5 // it has no name: it is spoken of so
	case o.form == hearsay.Nominal || hasAny(o.ent.words, word):
		s *= 1.4 // it is called so
	}
	if t := &p.s.Tokens[o.head]; t.Dep == "dobj" && p.x.is("judging", strings.ToLower(p.s.Tokens[t.Head].Lemma)) {
		s *= 1.4 // "accused the militia. The group ...": of whom more is told
	}
	if v := p.speechAbove(m.head); v >= 0 && p.s.Tokens[o.head].Head == v && p.s.Tokens[o.head].Dep == "nsubj" {
		s *= 0.3 // who speaks of "the group" speaks of another
	}
	return s
}

// saysItsClass reports whether a name's last word or the noun before it tells what the body is:
// "Human Rights Commission", "the rights group Amnesty".
func (p *pass) saysItsClass(e *ent) bool {
	if len(e.words) > 1 && p.x.last[e.words[len(e.words)-1]].kind == hearsay.Organization {
		return true
	}
	if len(e.ms) == 0 {
		return false
	}
	m := e.ms[0]
	return m.form == hearsay.NameForm && m.first > 0 && !p.s.Tokens[m.first].SentStart && p.classNoun(m.first-1)
}

// classInside reports whether any word of a longer name tells what the body is.
func (p *pass) classInside(e *ent) bool {
	if e.org != nil || len(e.words) < 2 {
		return false
	}
	for _, w := range e.words {
		if p.x.last[w].kind == hearsay.Organization {
			return true
		}
	}
	return false
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
	return len(e.sectors) == 0 && e.code == "" && e.org == nil && n.Is("class") && !p.saysItsClass(e) && p.s.SentenceIndex(m.head)-p.s.SentenceIndex(e.last) <= 2
}
