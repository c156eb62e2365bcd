package entity

import (
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

// datelineCountry is the country that the dateline tells.
func (p *pass) datelineCountry() *gazetteer.Country {
	var c *gazetteer.Country
	for j := p.dateFirst; j < p.dateEnd; j++ {
		if k := p.cover[j]; k >= 0 {
			m := p.names[k]
			if m.state != nil {
				c = m.state
			} else if c == nil && m.country != nil && m.kind == hearsay.PlaceKind {
				c = m.country
			}
		}
	}
	return c
}
