package where

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// walk is the state of one reading.
type walk struct {
	*Reader
	r        *hearsay.Reading
	mentions []mention
	ctx      context
	person   map[string]bool // words of persons' full names
	placed   map[string]bool // names that the engine called places
	passed   map[string]bool // names passed over, each told once
}

// Read adds r.Places in order of the text.
func (rd *Reader) Read(r *hearsay.Reading) {
	if len(r.Syntax.Tokens) == 0 {
		return
	}
	w := &walk{Reader: rd, r: r, passed: map[string]bool{}}
	w.people()
	w.find()
	w.relate()
	w.shared()
	w.weigh()
	w.resolve()
	w.capitals()
	for i := range w.mentions {
		w.mentions[i].index = i
		w.emit(&w.mentions[i])
	}
}

// capitals gives "the capital" the country of the place named last before it,
// within a paragraph or so, else of the dateline.
func (w *walk) capitals() {
	var line *gazetteer.Country
	for i := range w.mentions {
		m := &w.mentions[i]
		if m.chosen >= 0 && m.dateline && line == nil {
			line = m.options[m.chosen].country
		}
		if !m.theCapital {
			continue
		}
		country := line
		for k := i - 1; k >= 0 && k > i-6 && m.first-w.mentions[k].end < 60; k-- {
			n := &w.mentions[k]
			if n.chosen >= 0 && n.options[n.chosen].country != nil && n.options[n.chosen].country.Capital != "" {
				country = n.options[n.chosen].country
				break
			}
		}
		if country == nil || country.Capital == "" {
			continue
		}
		c := capitalOf(country)
		m.name, m.options, m.chosen = c.name, []candidate{c}, 0
	}
}

func (w *walk) emit(m *mention) {
	s := w.r.Syntax
	p := hearsay.Place{Span: s.SpanOf(m.first, m.end), First: m.first, TokenEnd: m.end, By: m.by}
	if m.chosen < 0 {
		w.unknown(m, p)
		return
	}
	c := &m.options[m.chosen]
	p.Name, p.GeoNames, p.Lat, p.Lon, p.Precision = m.name, c.geonames, c.lat, c.lon, c.precision()
	if m.dateline {
		p.Name = titled(m.name) // not in the capitals of a dateline
	}
	if c.country != nil {
		p.Country = c.country.ISO3
	}
	if c.kind != 0 {
		p.Admin1 = c.admin1
	}
	if m.near && p.Precision == "city" {
		p.Precision = "district"
		p.By += "+near"
	}
	w.r.Places = append(w.r.Places, p)
}

// unknown places a name that the gazetteer lacks by what is said to hold it or
// to lie near it; its precision is that of the container.
func (w *walk) unknown(m *mention, p hearsay.Place) {
	s := w.r.Syntax
	// What the engine does not call a place, but stands where one does and bears the name of
	// towns that lie elsewhere, is one too.
	elsewhere := m.label != "ORG" && m.options != nil && w.located(m.first)
	if m.label != "GPE" && m.label != "LOC" && m.label != "FAC" && !elsewhere {
		return
	}
	if !w.starts(m.first) || len(m.name) < 3 || w.person[m.name] || w.person[w.word(m.end-1)] {
		return // too short for a name, or a person's
	}
	if strings.Contains(m.name, " - ") || strings.ContainsAny(m.name, "<>/@#:;\"") || gazetteer.InRegion(m.name) != nil {
		return // no name, or "Middle Eastern"
	}
	if upperWord(m.name) && len(m.name) < 7 || w.generic(m.first, m.end) {
		return // an acronym, which the engine took for a place
	}
	if k, ok := gazetteer.CountryOf(m.name); ok && k.As != gazetteer.Capital {
		return // "Ukrainian", wrongly called a place
	}
	// "Tuareg rebels": a name that only describes a noun is a people's or a thing's.
	if t := &s.Tokens[m.end-1]; m.label == "GPE" && (t.Dep == "compound" || t.Dep == "amod") && t.Head >= m.end && w.unitOf(w.word(t.Head)) == "" && !w.is("feature", w.word(t.Head)) {
		return
	}
	var c *candidate
	switch {
	case m.inside >= 0 && w.mentions[m.inside].chosen >= 0:
		k := &w.mentions[m.inside]
		c = &k.options[k.chosen]
	case m.insideOf != nil:
		c = m.insideOf
	default:
		c = w.container(m)
	}
	if c == nil {
		if w.passed[m.name] {
			return
		}
		w.passed[m.name] = true
		reason := fmt.Sprintf("no place called %q is in the gazetteer, and the report does not say where it is", m.name)
		w.r.PassedOver = append(w.r.PassedOver, hearsay.PassedOver{Span: p.Span, What: "place", Reason: reason, By: "where/unknown"})
		return
	}
	p.Name, p.Lat, p.Lon, p.By = m.name, c.lat, c.lon, "where/container"
	if m.by == "where/words" {
		p.By += "+words"
	}
	if c.country != nil {
		p.Country = c.country.ISO3
	}
	if c.kind != 0 {
		p.Admin1 = c.admin1
	}
	p.Precision = c.precision()
	if p.Precision == "city" && m.label != "FAC" {
		p.Precision = "district"
	}
	w.r.Places = append(w.r.Places, p)
}

// container finds what a name unknown to the gazetteer is said to lie in or
// near, within its sentence: "the village of X, 20 km from Goma".
func (w *walk) container(m *mention) *candidate {
	s := w.r.Syntax
	sent := s.SentenceOf(m.first)
	for i := m.index + 1; i < len(w.mentions); i++ {
		n := &w.mentions[i]
		if n.first >= sent.End {
			break
		}
		if n.chosen < 0 {
			continue
		}
		if n.first-m.end > 10 {
			break
		}
		for k := m.end; k < n.first; k++ {
			switch t := strings.ToLower(w.word(k)); t {
			case "in", "near", "outside", "of", "from":
				return &n.options[n.chosen]
			}
		}
	}
	// Else the country the report is mostly about, if it is about one and the name
	// stands where a place would.
	prev := strings.ToLower(w.word(m.first - 1))
	if w.is("direction", prev) || prev == "the" {
		prev = strings.ToLower(w.word(m.first - 2))
	}
	switch prev {
	case "in", "at", "near", "inside", "outside", "around", "across":
	default:
		if !w.ofPlace(m.first) {
			return nil
		}
	}
	var best *gazetteer.Country
	share := 0.5
	for i := range gazetteer.Countries() {
		c := &gazetteer.Countries()[i]
		if v := w.ctx.share(c, strings.ToLower(m.name)); v > share { // what the name itself was taken for does not speak
			best, share = c, v
		}
	}
	if best == nil {
		return nil
	}
	k := ofCountry(best)
	return &k
}

// titled writes a name in capitals as names are written: "PORT-AU-PRINCE" as
// "Port-au-Prince".
func titled(s string) string {
	if s != strings.ToUpper(s) || len(s) < 4 {
		return s
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '-' })
	out, at := "", 0
	for i, word := range words {
		k := strings.Index(strings.ToLower(s[at:]), word)
		if k < 0 || len(strings.ToLower(s)) != len(s) {
			return s // letters whose small form has another length
		}
		k += at
		out += s[at:k]
		at = k + len(word)
		switch {
		case i > 0 && (word == "au" || word == "of" || word == "de" || word == "es" || word == "el" || word == "la" || word == "and" || word == "sur"):
			out += word
		default:
			_, n := utf8.DecodeRuneInString(word)
			out += strings.ToUpper(word[:n]) + word[n:]
		}
	}
	return out + s[at:]
}
