package entity

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/dateline"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// findDateline finds the report's first dateline and the agency in it, as token ranges; empty where there is none.
func (p *pass) findDateline() {
	found := dateline.Find(p.s.Text)
	if len(found) == 0 {
		return
	}
	p.dateFirst, p.dateEnd = p.s.TokensIn(found[0].Span)
	if a := found[0].Agency; a.End > a.Start {
		p.agencyFirst, p.agencyEnd = p.s.TokensIn(a)
	}
}

// inDateline tells whether token i stands in the report's dateline, and is a part of the agency's name.
func (p *pass) inDateline(i int) (in, agency bool) {
	return i >= p.dateFirst && i < p.dateEnd, i >= p.agencyFirst && i < p.agencyEnd
}

// datelineCountry is the country that the dateline tells, nil where international bodies sit and the report does not name it: what is told from
// there is mostly of other countries.
func (p *pass) datelineCountry() *gazetteer.Country {
	var c *gazetteer.Country
	seat := false
	for j := p.dateFirst; j < p.dateEnd; j++ {
		if k := p.cover[j]; k >= 0 {
			m := p.names[k]
			if m.state != nil {
				c = m.state
			} else if c == nil && m.country != nil && m.kind == hearsay.PlaceKind {
				c = m.country
				seat = p.x.is("bodiesseat", strings.TrimPrefix(strings.ToLower(flat(p.textOf(m.nameFirst, m.end))), "the "))
			}
		}
	}
	if seat && !slices.ContainsFunc(p.names, func(m *mention) bool { return m.state == c && m.first >= p.dateEnd }) {
		return nil
	}
	return c
}
