package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// findDateline finds the dateline of a report, "NAIROBI, Kenya (AP) —" or
// "MANILA (AFP) -": the token range up to its dash or bracket, empty where there
// is none. It stands at the start of one of the first lines, its town in capitals.
func (p *pass) findDateline() (first, end int) {
	lines := 0
	for i := 0; i < len(p.s.Tokens) && i < 200 && lines < 6; i++ {
		newLine := i == 0 || p.s.Tokens[i-1].Pos == "SPACE" && strings.Contains(p.s.TextOf(i-1), "\n")
		if !newLine {
			continue
		}
		lines++
		if end := p.datelineAt(i); end > i {
			return i, end
		}
	}
	return 0, 0
}

// datelineAt returns the end of the dateline that begins at token i, 0 for none.
func (p *pass) datelineAt(i int) int {
	w := p.s.TextOf(i)
	if len(w) < 3 || strings.ToUpper(w) != w || !hasLetter(w) {
		return 0
	}
	bracket := 0
	for j := i + 1; j < len(p.s.Tokens) && j < i+16; j++ {
		switch w := p.s.TextOf(j); {
		case isDash(w) && (p.s.Tokens[j-1].Spaced || bracket > 0):
			return j
		case w == "(":
			bracket = j
		case w == ")":
			if bracket > 0 && j+1 < len(p.s.Tokens) && !isDash(p.s.TextOf(j+1)) && p.isAgency(bracket+1, j) {
				return j + 1
			}
		case p.s.Tokens[j].Pos == "SPACE" && strings.Contains(w, "\n"), p.s.Tokens[j].Pos == "AUX":
			return 0
		}
	}
	return 0
}

// isAgency reports whether the tokens in a dateline's brackets name an agency.
func (p *pass) isAgency(first, end int) bool {
	if end <= first || end-first > 4 {
		return false
	}
	text := p.textOf(first, end)
	if p.x.notNames[strings.ToLower(text)] == "furniture" {
		return true
	}
	o := p.x.org(text, nameWords(text))
	return o != nil && len(o.sectors) > 0 && o.sectors[0] == "MED"
}

// inDateline tells whether token i stands in the report's dateline, and in its brackets.
func (p *pass) inDateline(i int) (in, agency bool) {
	if i < p.dateFirst || i >= p.dateEnd {
		return false, false
	}
	for j := i; j >= p.dateFirst; j-- {
		if w := p.s.TextOf(j); w == "(" {
			return true, true
		} else if w == ")" {
			break
		}
	}
	return true, false
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
