package where

import (
	"math"
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// context is what a report as a whole says about where it plays.
type context struct {
	country map[*gazetteer.Country]float64 // how much the report speaks of it
	total   float64
	own     map[string]vote // what a name itself gave, which must not speak for it
	admin1  map[int]float64
	points  []point // places already chosen, one a name
}

// point is a chosen place with the name it was chosen for.
type point struct {
	*candidate
	said string
}

// vote is what all mentions of one name gave to one country.
type vote struct {
	country *gazetteer.Country
	n       float64
}

// share is the part of the report's words that speak of a country, those of
// the name itself left out. The 2 keeps single words from deciding.
func (c *context) share(k *gazetteer.Country, name string) float64 {
	n, total := c.country[k], c.total
	if v, ok := c.own[name]; ok {
		total -= v.n
		if v.country == k {
			n -= v.n
		}
	}
	return math.Max(0, n) / (math.Max(0, total) + 2)
}

// relate reads what stands beside the names: containers, nearness, unit words.
func (w *walk) relate() {
	s := w.r.Syntax
	for i := range w.mentions {
		m := &w.mentions[i]
		if m.fixed != nil {
			continue
		}
		// What stands after: "Idlib province", "Tripoli, Lebanon", "Mosul in northern Iraq".
		k := m.end
		if m.unit == "" && k < len(s.Tokens) {
			if s.Tokens[k].Dep != "compound" { // "Niger state", not "Qatar state television"
				m.unit = w.unitOf(w.word(k))
			}
			if m.unit == "settlement" && w.word(k) != "city" && w.word(k) != "City" {
				m.unit = ""
			}
			if m.unit != "" && m.unit != "settlement" {
				k++
			}
			if m.unit == "" && w.is("ofstate", w.word(k)) {
				m.unit = "province"
			}
		}
		if prev := strings.ToLower(w.word(m.first - 1)); prev == "of" && m.first > 1 {
			if u := w.unitOf(w.word(m.first - 2)); u != "" {
				m.unit = u
			}
		} else if u := w.unitOf(prev); u != "" && m.unit == "" {
			m.unit = u // "in the town Bakhmut", "neighbourhood Kreuzberg"
		}
		if i+1 < len(w.mentions) && len(m.options) > 0 || i+1 < len(w.mentions) && m.label != "" {
			n := &w.mentions[i+1]
			if n.first <= k+4 && w.linked(k, n.first) && n.fixed == nil {
				m.inside = i + 1
			}
		}
		if c, ok := w.shortAfter(m.end); ok {
			m.insideOf, m.inside, m.stated = c, -1, true
			continue
		}
		// What stands before: "the Syrian city of X", "Ukraine's Kharkiv region".
		if c, ok := w.owner(m.first, i); ok {
			k := ofCountry(c)
			m.insideOf = &k
		} else if i > 0 && m.inside < 0 {
			// "Kherson's Dnipro district": the mention before it owns it.
			p := &w.mentions[i-1]
			if t := w.word(p.end); (t == "'s" || t == "’s") && m.first-p.end <= 3 && m.first > p.end {
				m.inside = i - 1
			}
		}
		m.near = m.near || w.nearby(m.first)
	}
}

// weigh counts how much the report speaks of each country: names and
// adjectives, capitals, and places that only one country has.
func (w *walk) weigh() {
	s := w.r.Syntax
	c := &w.ctx
	c.country, c.admin1, c.own = map[*gazetteer.Country]float64{}, map[int]float64{}, map[string]vote{}
	add := func(k *gazetteer.Country, n float64) {
		if k != nil {
			c.country[k] += n
			c.total += n
		}
	}
	addNamed := func(name string, k *gazetteer.Country, n float64) {
		add(k, n)
		if v, ok := c.own[name]; k != nil && (!ok || v.country == k) {
			c.own[name] = vote{k, v.n + n}
		}
	}
	inMention := make([]bool, len(s.Tokens))
	for i := range w.mentions {
		m := &w.mentions[i]
		for k := m.first; k < m.end; k++ {
			inMention[k] = true
		}
		if m.fixed != nil {
			add(m.fixed.country, 1)
			continue
		}
		if len(m.options) == 0 {
			continue
		}
		n := 1.0
		if m.dateline {
			n = 3
		}
		rival := 0.0
		best := w.top(m.options)
		for k := range m.options {
			if k != best && m.options[k].country != m.options[best].country {
				rival = math.Max(rival, m.options[k].prior())
			}
		}
		o := &m.options[best]
		// A name that clearly stands for one country's place speaks for it.
		if d := o.prior() - rival; o.kind == 0 && rival < 6.5 || d > 2 {
			addNamed(strings.ToLower(m.name), o.country, n)
			if o.kind == gazetteer.Province {
				c.admin1[o.admin1ID] += n
			}
		} else if d > 1 {
			addNamed(strings.ToLower(m.name), o.country, n/3)
		}
	}
	for i := range s.Tokens {
		if inMention[i] || !capital(s.TextOf(i)) {
			continue
		}
		if m, ok := gazetteer.CountryOf(s.TextOf(i)); ok && m.As != gazetteer.Capital && len(s.TextOf(i)) > 2 {
			if next := w.word(i + 1); m.As == gazetteer.Name && s.Tokens[i].Ent == "B-PERSON" || next == "Journal" {
				continue
			}
			add(m.Country, 0.7)
		}
	}
}

// top is the option with the greatest prior.
func (w *walk) top(o []candidate) int {
	best := 0
	for i := range o {
		if o[i].prior() > o[best].prior() {
			best = i
		}
	}
	return best
}

// resolve chooses for each mention; the same name is the same place throughout
// the report, and what the report says of it once holds for all its mentions.
func (w *walk) resolve() {
	// First names that the text itself places.
	said := map[string]candidate{}
	for i := range w.mentions {
		m := &w.mentions[i]
		if m.fixed != nil || len(m.options) == 0 {
			continue
		}
		k, ok := w.byContainer(m)
		if !ok && m.stated {
			m.options = nil // no such place in the state that the report names
			continue
		}
		if !ok && w.foreign(m) {
			m.options = nil // "Kale in Myanmar" is not the Kale of Turkey
			continue
		}
		if ok {
			m.chosen, m.sure = k, true
			name := strings.ToLower(m.name)
			if _, has := said[name]; !has {
				said[name] = m.options[k]
			}
			w.ctx.points = append(w.ctx.points, point{&m.options[k], name})
			if a := m.options[k].admin1ID; a != 0 {
				w.ctx.admin1[a]++
			}
		}
	}
	// Then, twice, by prominence and company: the second time around every name
	// has the others' places as company.
	for round := 0; round < 2; round++ {
		seen := map[string]int{}
		for i := range w.mentions {
			m := &w.mentions[i]
			if m.fixed != nil || len(m.options) == 0 || round == 0 && m.chosen >= 0 || m.sure {
				continue
			}
			name := strings.ToLower(m.name) + "/" + m.unit
			if c, ok := said[strings.ToLower(m.name)]; ok {
				for k := range m.options {
					if m.options[k].geonames == c.geonames {
						m.chosen = k
					}
				}
				continue
			}
			if j, ok := seen[name]; ok && w.mentions[j].chosen >= 0 {
				m.chosen = w.mentions[j].chosen
				continue
			}
			seen[name] = i
			m.chosen = w.choose(m)
		}
		if round == 0 {
			w.gather()
		}
	}
}

// foreign tells that a name is said to lie in a place of another country than all that
// bear it, and that none of them is so well known that the words would rather be loose.
func (w *walk) foreign(m *mention) bool {
	if m.inside < 0 {
		return false
	}
	c := &w.mentions[m.inside]
	var k *gazetteer.Country
	switch {
	case c.fixed != nil:
		k = c.fixed.country
	case len(c.options) > 0 && c.options[0].kind == 0:
		k = c.options[0].country
	case c.insideOf != nil:
		k = c.insideOf.country
	}
	if k == nil {
		return false
	}
	for i := range m.options {
		if o := &m.options[i]; o.kind == 0 || o.country == k || o.population >= 100000 {
			return false
		}
	}
	return true
}

// gather makes the company of the second round: one point a name.
func (w *walk) gather() {
	seen := map[string]bool{}
	w.ctx.points = w.ctx.points[:0]
	for i := range w.mentions {
		m := &w.mentions[i]
		if m.chosen < 0 || len(w.ctx.points) >= 40 {
			continue
		}
		if name := strings.ToLower(m.name); !seen[name] {
			seen[name] = true
			w.ctx.points = append(w.ctx.points, point{&m.options[m.chosen], name})
		}
	}
}

// byContainer picks the option that lies where the text says.
func (w *walk) byContainer(m *mention) (int, bool) {
	best, score := -1, math.Inf(-1)
	try := func(d *candidate) {
		for k := range m.options {
			o := &m.options[k]
			if o.in(d) {
				p := o.prior() + w.unitFit(m, o)
				if m.hasSeat(o) {
					p -= 3
				}
				if p > score {
					best, score = k, p
				}
			}
		}
	}
	if m.options[0].kind == 0 && m.unit == "" && m.inside < 0 {
		return -1, false
	}
	if m.insideOf != nil {
		if m.options[0].kind != 0 || m.unit != "" {
			try(m.insideOf)
		}
		if best >= 0 {
			return best, true
		}
	}
	if m.inside >= 0 {
		c := &w.mentions[m.inside]
		for k := range c.options {
			d := &c.options[k]
			if d.kind == 0 || d.kind == gazetteer.Province || d.kind == gazetteer.District && strings.Contains(c.name, " ") || d.kind == gazetteer.Area {
				before := score
				try(d)
				if score > before && c.fixed == nil && c.chosen < 0 {
					c.chosen = k
				}
			}
		}
		if best < 0 && (m.near || w.word(m.end) == "in") {
			for k := range c.options[:min(3, len(c.options))] {
				if c.options[k].kind.IsCity() {
					try(&c.options[k])
				}
			}
		}
	}
	return best, best >= 0
}

// unitFit weighs what the words beside the name say about its kind.
func (w *walk) unitFit(m *mention, o *candidate) float64 {
	switch m.unit {
	case "province":
		if o.kind == gazetteer.Province {
			return 4
		}
		if o.kind == gazetteer.Area {
			return 3
		}
		if o.kind == gazetteer.District {
			return 1
		}
	case "district":
		if o.kind == gazetteer.District {
			return 4
		}
		if o.kind == gazetteer.Quarter || o.kind == gazetteer.Province {
			return 1
		}
	case "settlement":
		if o.kind.IsCity() {
			return 4
		}
	}
	return 0
}

// choose weighs the options of a name by prominence and company.
func (w *walk) choose(m *mention) int {
	best, score := -1, math.Inf(-1)
	for k := range m.options {
		if w.doubtful(m, &m.options[k]) {
			continue
		}
		if s := w.weight(m, &m.options[k]); s > score {
			best, score = k, s
		}
	}
	return best
}

// doubtful tells that a name is only a by-name of a lesser place of which
// nothing else in the report speaks: other things bear such names more often.
func (w *walk) doubtful(m *mention, o *candidate) bool {
	if o.kind == 0 || o.kind == gazetteer.Area || o.kind == gazetteer.CapitalCity || o.population >= 1000000 || m.dateline || m.unit != "" || m.insideOf != nil {
		return false
	}
	alone := o.country == nil || w.ctx.share(o.country, strings.ToLower(m.name)) == 0
	if !alone {
		return false
	}
	// A small town of a country that a report about other countries never names.
	if o.population < 30000 && w.ctx.total >= 4 && m.inside < 0 {
		return true
	}
	byName := gazetteer.Key(o.name) != gazetteer.Key(m.name)
	if byName && o.population < 200000 && w.ctx.total >= 3 && m.inside < 0 {
		return true
	}
	return byName && !w.located(m.first) && !w.placed[m.name]
}

// capitalName tells that news calls a country's capital so.
func capitalName(c *gazetteer.Country, name string) bool {
	for _, m := range gazetteer.CountriesOf(name) {
		if m.Country == c && m.As == gazetteer.Capital {
			return true
		}
	}
	return false
}

func (w *walk) weight(m *mention, o *candidate) float64 {
	s := o.prior() + w.unitFit(m, o)
	if id := w.usual[strings.ToLower(m.name)]; id != 0 && id == o.geonames && m.unit == "" {
		s += 8
	}
	if o.kind == 0 && (m.unit == "province" || m.unit == "district") && len(m.options) > 1 && m.hasUnitBelow() {
		s -= 8 // "Niger state" is not Niger
	}
	if o.kind != 0 && gazetteer.Key(o.name) != gazetteer.Key(m.name) {
		s -= 1.2 // a by-name
		if o.kind == gazetteer.CapitalCity && !capitalName(o.country, m.name) {
			s -= 2.5 // an ancient or foreign one at that: Philadelphia for Amman
		}
	}
	if o.country != nil {
		s += 4 * math.Sqrt(w.ctx.share(o.country, strings.ToLower(m.name)))
	}
	if o.kind != 0 && o.admin1ID != 0 {
		s += 1.2 * math.Min(2, w.ctx.admin1[o.admin1ID])
	}
	// Company: the nearest other places of the report.
	if o.kind != 0 && len(w.ctx.points) > 0 {
		near := 0.0
		for _, p := range w.ctx.points {
			if p.kind == 0 || p.said == strings.ToLower(m.name) || p.geonames == o.geonames {
				continue
			}
			near += math.Exp(-o.distance(p.candidate) / 100)
		}
		s += 2 * math.Min(1.5, near)
	}
	if m.hasSeat(o) {
		s -= 3
	}
	return s
}

// hasSeat tells that a unit and its seat bear one name: the town is meant
// unless words say else.
func (m *mention) hasSeat(o *candidate) bool {
	if m.unit != "" || o.kind != gazetteer.Province && o.kind != gazetteer.District {
		return false
	}
	for k := range m.options {
		t := &m.options[k]
		if t.kind.IsCity() && t.country == o.country && t.population*12 > o.population && t.distance(o) < 400 {
			return true
		}
	}
	return false
}
