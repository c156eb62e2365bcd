package entity

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// build writes the entities in order of their first mention.
func (p *pass) build() {
	// "Its spokesman": whose is known now that pronouns are.
	for _, e := range p.ents {
		for _, m := range e.ms {
			if !m.possessed || e.owner != nil || e.country != nil || e.kind == hearsay.PlaceKind {
				continue
			}
			if c := p.s.Child(m.head, "poss"); c >= 0 && p.at[c] != nil && p.at[c].ent != nil && p.at[c].ent != e {
				switch o := p.at[c].ent; {
				case o.state != nil:
					e.country = o.state
				case o.kind == hearsay.Organization:
					e.owner = p.at[c]
				}
			}
		}
	}
	// Sectors and countries may come from an owner that was joined later.
	for _, e := range p.ents {
		if o := e.owner; o != nil && o.ent != nil && o.ent != e {
			if e.country == nil {
				e.country = o.ent.country
			}
			if len(e.sectors) == 0 || allIn(e.sectors, "CVL") || allIn(e.sectors, "MIL") && hasSector(o.ent, "REB") || o.ent.kind == hearsay.Organization && allIn(e.sectors, "GOV") && (e.kind == hearsay.Person || e.kind == hearsay.Group) {
				e.sectors = nil // a rebel group's negotiator is no government's
				for _, s := range o.ent.sectors {
					e.sectors = appendNew(e.sectors, s)
				}
			}
			if e.code == "" && e.kind != hearsay.PlaceKind {
				e.code = o.ent.code
			}
		}
		sort.SliceStable(e.ms, func(i, j int) bool {
			a, b := e.ms[i], e.ms[j]
			if a.first != b.first {
				return a.first < b.first
			}
			return a.head < b.head
		})
	}
	ents := make([]*ent, 0, len(p.ents))
	for _, e := range p.ents {
		if len(e.ms) > 0 {
			ents = append(ents, e)
		}
	}
	sort.SliceStable(ents, func(i, j int) bool {
		a, b := ents[i].ms[0], ents[j].ms[0]
		if a.first != b.first {
			return a.first < b.first
		}
		return a.head < b.head
	})
	if p.r.MentionAt == nil {
		p.r.MentionAt = map[int]hearsay.MentionRef{}
	}
	refs := map[*mention]hearsay.MentionRef{}
	for _, e := range ents {
		n := len(p.r.Entities)
		if e.state != nil && p.x.is("territory", strings.ToLower(e.state.ISO3)) {
			e.kind = hearsay.PlaceKind // Puerto Rico acts like a state in the grammar, and is none
		}
		out := hearsay.Entity{ID: "n" + strconv.Itoa(n+1), Name: p.nameFor(e), Kind: e.kind, Codes: p.codes(e), By: e.by}
		for k, m := range e.ms {
			by := m.joined
			if by == "" {
				by = m.by
			}
			ref := hearsay.MentionRef{Entity: n, Mention: k}
			refs[m] = ref
			out.Mentions = append(out.Mentions, hearsay.Mention{Span: p.s.SpanOf(m.first, m.end), First: m.first, TokenEnd: m.end, Head: m.head, Form: m.form, Number: m.number, By: by})
		}
		p.r.Entities = append(p.r.Entities, out)
	}
	for _, a := range p.also {
		if p.at[a.token] == nil {
			p.at[a.token] = a.m
		}
	}
	for i, m := range p.at {
		if m != nil {
			if ref, ok := refs[m]; ok {
				p.r.MentionAt[i] = ref
			}
		}
	}
}

func allIn(list []string, w string) bool {
	for _, l := range list {
		if l != w {
			return false
		}
	}
	return true
}

// nameFor picks the fullest name, without honorifics; the list's where the text
// has only an acronym, the first description where there is no name.
func (p *pass) nameFor(e *ent) string {
	if e.name != "" {
		return e.name
	}
	best, score := "", -1
	for _, m := range e.ms {
		if m.form != hearsay.NameForm {
			continue
		}
		text := flat(p.textOf(m.nameFirst, m.end))
		s := 100*len(m.words) + len(text)
		if isAcronym(text) {
			s = len(m.words)
		}
		if m.kind != e.kind {
			s /= 2
		}
		if len(text) > 4 && strings.ToUpper(text) == text {
			s-- // "NAIROBI" of a dateline, where "Nairobi" stands as well
		}
		if s > score {
			best, score = text, s
		}
	}
	if best != "" {
		if e.org != nil && !isAcronym(e.org.name) {
			for _, m := range e.ms {
				if m.org == e.org && strings.EqualFold(strings.Join(m.words, " "), strings.Join(nameWords(e.org.name), " ")) {
					return flat(p.textOf(m.nameFirst, m.end)) // "Houthis" rather than "Houthi rebels"
				}
			}
		}
		if in, _ := p.inDateline(e.ms[0].head); in && e.kind == hearsay.PlaceKind && strings.ToUpper(best) == best && len(best) > 3 {
			return titled(best) // "NAIROBI" of a dateline
		}
		if isAcronym(best) && e.org != nil && len(e.words) == 1 && !isAcronym(e.org.name) {
			return e.org.name
		}
		return best
	}
	m := e.ms[0]
	for _, o := range e.ms {
		if o.kind == e.kind && o.form == hearsay.Nominal {
			m = o
			break
		}
	}
	return flat(p.textOf(m.first, m.end))
}

// titled writes a name in capitals as a name: "SAN JOSE" is "San Jose".
func titled(s string) string {
	var b strings.Builder
	at := 0
	for i, r := range strings.ToLower(s) + " " {
		if r != ' ' && r != '-' {
			continue
		}
		w := strings.ToLower(s)[at:i]
		if first, n := utf8.DecodeRuneInString(w); at == 0 || !small[w] && len(w) > 0 {
			w = string(unicode.ToUpper(first)) + w[n:]
		}
		b.WriteString(w)
		b.WriteRune(r)
		at = i + 1
	}
	return strings.TrimSpace(b.String())
}

// small are the words of places' names that stay in small letters: "Port-au-Prince".
var small = map[string]bool{"au": true, "aux": true, "de": true, "des": true, "du": true, "la": true, "le": true, "les": true, "sur": true, "of": true, "and": true, "upon": true, "da": true, "do": true, "e": true, "i": true}

// flat writes a name on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// codes gives an entity's codes: its country and sectors, and CAMEO's actor
// code of the two (CAMEO manual 2012, chapter 3).
func (p *pass) codes(e *ent) hearsay.Codes {
	c := hearsay.Codes{}
	if e.country != nil {
		c.Country = e.country.ISO3
	}
	if e.place != nil && (e.kind == hearsay.PlaceKind || e.kind == hearsay.Facility) {
		c.GeoNames = e.place.GeoNames
		if c.Country == "" {
			c.Country = e.place.Country
		}
	}
	if e.state != nil {
		c.CAMEO = e.state.CAMEO
	}
	switch e.kind {
	case hearsay.State:
		if e.state != nil {
			c.Country, c.CAMEO, c.GeoNames = e.state.ISO3, e.state.CAMEO, e.state.GeoNames
		}
		return c
	case hearsay.PlaceKind, hearsay.Facility, hearsay.OtherKind:
		if e.name != "" && e.country != nil && e.country.Capital == e.name {
			c.GeoNames = e.country.CapitalGeoNames
		}
		return c
	}
	if e.code != "" && e.org == nil {
		c.CAMEO = e.code
		country, sectors := splitCode(e.code)
		if country != "" {
			c.Country = country
		}
		c.Sectors = sectors
		if len(e.sectors) == 0 || e.kind == hearsay.Organization && len(sectors) > 0 {
			return c
		}
	}
	c.Sectors = append([]string(nil), e.sectors...)
	if len(c.Sectors) == 0 && e.kind == hearsay.Person && (e.owner == nil || e.owner.ent == nil || e.owner.ent.kind != hearsay.Organization) {
		for _, r := range e.roles {
			if n, ok := lists.NounOf(r); ok {
				for _, s := range n.Sectors {
					c.Sectors = appendNew(c.Sectors, s)
				}
			}
		}
	}
	prefix := ""
	if e.country != nil {
		prefix = e.country.CAMEO
	}
	rest := make([]string, 0, len(c.Sectors))
	for _, s := range c.Sectors {
		if s == "IGO" || s == "NGO" {
			if prefix == "" || s == "IGO" {
				prefix = s
			} else {
				rest = append(rest, s)
			}
			continue
		}
		rest = append(rest, s)
	}
	if len(rest) > 2 {
		rest = rest[:2] // CAMEO codes have a primary and a secondary role
	}
	c.CAMEO = prefix + strings.Join(rest, "")
	return c
}

// splitCode cuts a CAMEO actor code into its country, as ISO 3166-1 alpha-3, and
// its sectors, in threes.
func splitCode(code string) (country string, sectors []string) {
	for i := 0; i+3 <= len(code); i += 3 {
		part := code[i : i+3]
		if i == 0 {
			if c, ok := gazetteer.ByCode(part); ok {
				country = c.ISO3
				continue
			}
		}
		sectors = append(sectors, part)
	}
	return country, sectors
}

// check reports the first fault in what was built; used by tests.
func check(r *hearsay.Reading) error {
	ids := map[string]bool{}
	at := -1
	for i, e := range r.Entities {
		if ids[e.ID] {
			return fmt.Errorf("id %s stands twice", e.ID)
		}
		ids[e.ID] = true
		if len(e.Mentions) == 0 || e.Kind == "" || e.By == "" || e.Name == "" {
			return fmt.Errorf("entity %d (%+v) lacks a mention, kind, name or rule", i, e)
		}
		if e.Mentions[0].Start < at {
			return fmt.Errorf("entity %s stands out of order", e.ID)
		}
		at = e.Mentions[0].Start
		for j, m := range e.Mentions {
			if m.Start < 0 || m.End > len(r.Syntax.Text) || m.Start >= m.End || m.Head < m.First || m.Head >= m.TokenEnd {
				return fmt.Errorf("entity %s mention %d (%+v) lies outside the text or its own head", e.ID, j, m)
			}
			if j > 0 && m.Start < e.Mentions[j-1].Start {
				return fmt.Errorf("entity %s: mentions out of order", e.ID)
			}
			if m.By == "" {
				return fmt.Errorf("entity %s mention %d has no rule", e.ID, j)
			}
		}
	}
	for tok, ref := range r.MentionAt {
		if tok < 0 || tok >= len(r.Syntax.Tokens) || ref.Entity >= len(r.Entities) || ref.Mention >= len(r.Entities[ref.Entity].Mentions) {
			return fmt.Errorf("MentionAt[%d] = %v leads nowhere", tok, ref)
		}
	}
	return nil
}
