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
	index := p.indexFullNames()
	byKey := map[string]*ent{}
	people := map[string]*ent{}
	for _, m := range p.names {
		switch {
		case m.state != nil && m.kind == hearsay.State:
			if f := p.fullNamed(m, index); f != nil && (m.label == "PERSON" || m.as != gazetteer.Name && p.argument(m)) {
				// "Magyar said" after "Peter Magyar": a surname that is a country's word too.
				m.kind, m.state, m.country = hearsay.Person, nil, nil
				if f.ent == nil {
					f.ent = p.newEnt(m, m.by)
				} else {
					f.ent.add(m, "entity/surname")
				}
				continue
			}
			p.joinState(m, m.state)
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
			f := p.fullNamed(m, index)
			m.kind, m.country, m.sectors, m.plural, m.number = hearsay.Person, nil, nil, false, 1
			if f.ent == nil {
				f.ent = p.newEnt(m, "entity/surname")
			} else {
				f.ent.add(m, "entity/surname")
			}
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
	p.voteKinds()
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

// fullNames indexes persons' names of two or more words by their last and
// their first word; the words of particles are left out.
type fullNames struct {
	last, first, middle map[string][]*full
}

type full struct {
	core []string
	head int // of its first mention
	ent  *ent
	of   *full // the entry it was found equal to
}

func (f *full) root() *full {
	for f.of != nil {
		f = f.of
	}
	return f
}

// core drops particles and generation marks, keeping at least one word.
func (x *lexicon) core(words []string) []string {
	var out []string
	for i, w := range words {
		if x.is("particle", w) && !(i == 0 && len(words) == 1) || x.is("generation", w) && i > 0 {
			continue
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// personCore drops a title that is part of the name ("Pope Leo", "King Charles").
func (p *pass) personCore(m *mention) []string {
	w := m.words
	if len(w) > 1 {
		switch w[0] {
		case "pope", "king", "queen", "prince", "princess", "saint", "st", "emperor", "empress", "emir", "sultan", "duke", "duchess", "patriarch":
			w = w[1:]
		}
	}
	return p.x.core(w)
}

func (p *pass) indexFullNames() *fullNames {
	x := &fullNames{map[string][]*full{}, map[string][]*full{}, map[string][]*full{}}
	for _, m := range p.names {
		if m.kind != hearsay.Person || m.form != hearsay.NameForm {
			continue
		}
		core := p.personCore(m)
		if len(core) < 2 {
			continue
		}
		f := &full{core: core, head: m.head}
		l := core[len(core)-1]
		for _, o := range tail(x.last[l]) {
			if samePerson(o.core, core) {
				f.of = o.root()
				break
			}
		}
		if f.of == nil {
			x.last[l] = append(x.last[l], f)
			x.first[core[0]] = append(x.first[core[0]], f)
			for _, w := range core[1 : len(core)-1] {
				x.middle[w] = append(x.middle[w], f)
			}
		} else if len(core) > len(f.of.core) {
			f.of.core = core
		}
	}
	return x
}

func tail(fs []*full) []*full {
	if len(fs) > look {
		return fs[len(fs)-look:]
	}
	return fs
}

// samePerson compares two full names: equal ends, and the shorter's words all in
// the longer in their order, or an initial for a first name.
func samePerson(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if a[0] != b[0] && !(len(a[0]) == 1 && strings.HasPrefix(b[0], a[0]) || len(b[0]) == 1 && strings.HasPrefix(a[0], b[0])) {
		return false
	}
	j := 1
	for _, w := range a[1:] {
		for j < len(b) && b[j] != w && !(len(w) == 1 && strings.HasPrefix(b[j], w)) {
			j++
		}
		if j == len(b) {
			return false
		}
		j++
	}
	return true
}

// fullNamed finds the person of the report whose full name a short name
// belongs to: by its last words, else by its first ones (family name first, or
// "Sheikh Mohammed"); the one named last before it, else the first after it.
func (p *pass) fullNamed(m *mention, x *fullNames) *full {
	core := p.personCore(m)
	if len(core) == 0 {
		return nil
	}
	pick := func(fs []*full, fits func(c []string) bool) *full {
		var after *full
		var best *full
		at := -1
		for _, f := range tail(fs) {
			if !fits(f.core) {
				continue
			}
			if f.ent != nil {
				if m.gender != 0 && f.ent.gender != 0 && m.gender != f.ent.gender {
					continue
				}
				if f.ent.last > at {
					best, at = f, f.ent.last
				}
			} else if after == nil || f.head < after.head {
				after = f
			}
		}
		if best != nil {
			return best
		}
		return after
	}
	suffixOf := func(c []string) bool {
		if len(core) >= len(c) {
			return len(core) > 1 && samePerson(c, core)
		}
		for i := range core {
			if c[len(c)-len(core)+i] != core[i] {
				return false
			}
		}
		return true
	}
	prefixOf := func(c []string) bool {
		if len(core) >= len(c) {
			return false
		}
		for i := range core {
			if c[i] != core[i] {
				return false
			}
		}
		return true
	}
	if f := pick(x.last[core[len(core)-1]], suffixOf); f != nil {
		return f
	}
	if f := pick(x.first[core[0]], prefixOf); f != nil || len(core) > 1 {
		return f
	}
	// "Lula" of "Luiz Inácio Lula da Silva"
	return pick(x.middle[core[0]], func([]string) bool { return true })
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

// joinAcronyms joins "Kenya Red Cross (KRC)" and, without brackets, an acronym
// that spells the initials of a name in the report.
func (p *pass) joinAcronyms(byKey map[string]*ent) {
	initials := map[string][]*ent{}
	for _, e := range p.ents {
		if e.kind == hearsay.Person || e.kind == hearsay.State || len(e.words) < 2 {
			continue
		}
		for _, k := range []string{p.x.initials(e.words), allInitials(e.words)} {
			if len(k) > 1 && len(initials[k]) < look {
				initials[k] = append(initials[k], e)
			}
		}
	}
	for i, m := range p.names {
		if m.ent == nil || m.form != hearsay.NameForm || m.kind == hearsay.State {
			continue
		}
		text := p.textOf(m.nameFirst, m.end)
		if i > 0 && m.first > 0 && p.s.TextOf(m.first-1) == "(" {
			// In brackets directly behind a name: they are one, whatever the letters.
			a := p.names[i-1]
			if a.end == m.first-1 && i > 1 && (a.kind == hearsay.State || a.kind == hearsay.PlaceKind) && a.first-p.names[i-2].end <= 2 && p.s.Tokens[p.names[i-2].end].Pos == "ADP" && p.names[i-2].kind == hearsay.Organization {
				// "United Nations Integrated Office in Haiti (BINUH)"
				if p.names[i-2].ent != nil {
					p.mergeEnts(p.names[i-2].ent, m.ent, "entity/acronym-in-brackets")
					continue
				}
			}
			if a.end == m.first-1 && a.ent != nil && a.kind != hearsay.Person && a.kind != hearsay.State && a.state == nil && (a.kind != hearsay.PlaceKind || a.place == nil && a.label != "GPE") && (isAcronym(text) || isAcronym(p.textOf(a.nameFirst, a.end)) && a.kind == m.kind) {
				p.mergeEnts(a.ent, m.ent, "entity/acronym-in-brackets")
				continue
			}
		}
		if i > 0 && m.first > 2 && p.lower(m.first-1) == "or" && p.s.TextOf(m.first-2) == "," && isAcronym(text) {
			// "the Kurdistan Workers' Party, or PKK"
			if a := p.names[i-1]; m.first-2-a.end < 2 && a.end <= m.first-2 && a.ent != nil && a.kind == hearsay.Organization && a.ent != m.ent {
				p.mergeEnts(a.ent, m.ent, "entity/acronym-behind-or")
				continue
			}
		}
		if !isAcronym(text) || len(m.words) > 1 || len(m.ent.words) > 1 {
			continue
		}
		for _, e := range initials[m.words[0]] {
			// What the report itself spells goes before what a list knows by the same letters.
			if e != m.ent && e.ms != nil && (len(m.words[0]) > 2 || m.org == nil && e.ms[0].first < m.first && m.label != "PERSON") {
				p.mergeEnts(e, m.ent, "entity/initials")
				break
			}
		}
	}
}

// joinKnownAs joins "Mohamed Hamdan Dagalo, known as Hemedti".
func (p *pass) joinKnownAs() {
	// Nominal mentions have their entities by now: "The company, formally known as ...".
	for _, m := range p.names {
		t := &p.s.Tokens[m.head]
		if m.ent == nil {
			continue
		}
		v := t.Head
		switch {
		case t.Dep == "pobj" && p.lower(t.Head) == "as":
			v = p.s.Tokens[t.Head].Head
			if !p.x.is("knownas", p.s.Tokens[v].Lemma) {
				continue
			}
		case (t.Dep == "oprd" || t.Dep == "dobj" || t.Dep == "attr") && p.x.is("named-so", p.lower(t.Head)) && p.s.Tokens[v].Dep == "acl":
			// "a man named Luis Soto"
		default:
			continue
		}
		a := p.s.Tokens[v].Head
		if d := p.s.Tokens[v].Dep; d != "relcl" && d != "acl" {
			// A tree that makes the participle the sentence's verb gives it the subject.
			if a = p.s.Child(v, "nsubj", "nsubjpass"); a < 0 {
				continue
			}
		}
		// "the mission in Congo, known as": hung on the nearest noun, which is of another kind.
		for range 2 {
			if o := p.at[a]; o != nil && o.ent != nil && (o.ent.kind == hearsay.State || o.ent.kind == hearsay.PlaceKind) && m.kind != hearsay.PlaceKind && p.s.Tokens[a].Dep == "pobj" {
				a = p.s.Tokens[p.s.Tokens[a].Head].Head
			}
		}
		if p.at[a] == nil || p.at[a].ent == nil || p.at[a].kind == hearsay.State || m.kind == hearsay.State {
			continue
		}
		p.mergeEnts(p.at[a].ent, m.ent, "entity/known-as")
	}
}

func allInitials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteRune(firstRune(w))
	}
	return b.String()
}

// mergeEnts moves all mentions of b to a; b is left empty.
func (p *pass) mergeEnts(a, b *ent, by string) {
	if a == b {
		return
	}
	for _, m := range b.ms {
		rule := m.joined
		if rule == "" {
			rule = by
		}
		a.add(m, rule)
	}
	if a.state == nil {
		a.state = b.state
	}
	b.ms = nil
}

// joinShortened joins a shorter form to the longer name of an organization or
// place: "Amnesty" to "Amnesty International", "the Security Council" to "the U.N.
// Security Council", "Gaza" to "the Gaza Strip".
func (p *pass) joinShortened(byKey map[string]*ent) {
	for _, e := range p.ents {
		if e.ms == nil || len(e.words) < 2 || e.kind == hearsay.Person || e.kind == hearsay.State || e.ms[0].form != hearsay.NameForm {
			continue
		}
		w := e.words
		try := func(short []string, by string) {
			if len(short) == 0 {
				return
			}
			o := byKey["name "+strings.Join(short, " ")]
			if o != nil && o != e && o.ms != nil && o.org == nil && (o.country == nil || e.country == nil || o.country == e.country) && (o.kind == e.kind || o.kind == hearsay.OtherKind) {
				p.mergeEnts(e, o, by)
			}
		}
		last := p.x.last[w[len(w)-1]]
		switch {
		case last.kind == e.kind && e.kind == hearsay.Organization:
			// Leave off generic last words: "Ansari Motors Ltd", "Amnesty International".
			for n := len(w) - 1; n > 0; n-- {
				if n < len(w)-1 && p.x.last[w[n]].kind != hearsay.Organization {
					break
				}
				try(w[:n], "entity/short-name")
			}
		case e.kind == hearsay.PlaceKind && (w[len(w)-1] == "strip" || w[len(w)-1] == "city"):
			try(w[:len(w)-1], "entity/short-name")
		}
		if e.kind == hearsay.Organization {
			// Leave off the country or body before it.
			for n := 1; n < len(w) && n < 4; n++ {
				if c, ok := gazetteer.CountryOf(strings.Join(w[:n], " ")); ok && c.As != gazetteer.Capital || w[n-1] == "un" || w[n-1] == "us" || w[n-1] == "uk" || w[n-1] == "eu" {
					if len(w)-n > 1 {
						try(w[n:], "entity/short-name")
					}
				}
			}
		}
	}
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
