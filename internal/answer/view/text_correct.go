package view

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
)

// statedWords are values in one cell.
func statedWords(vs []hearsay.Stated) string {
	var out []string
	for _, v := range vs {
		out = append(out, columns.Clean(v.Value))
	}
	if len(out) == 0 {
		return "nothing"
	}
	return strings.Join(out, ", ")
}

// triggerOf is the word that was coded.
func triggerOf(c *query.Correction) string {
	s := c.Of.At
	if s.Empty() || s.Start < 0 || s.End > len(c.Text) {
		return ""
	}
	return c.Text[s.Start:s.End]
}

// correctionWords tells what a correction says, in a few words.
func correctionWords(field string, was, is []hearsay.Stated) string {
	switch field {
	case hearsay.FieldNone:
		return "no event; coded " + statedWords(was)
	case hearsay.FieldApart:
		return "not of " + statedWords(was)
	case hearsay.FieldSame:
		return "of " + statedWords(is) + "; was in " + statedWords(was)
	}
	return slotName(field) + " " + statedWords(is) + "; coded " + statedWords(was)
}

// Correction writes what a person says against a coding, and of what words.
func (t *text) Correction(c *query.Correction) error {
	p := t.page()
	state, colour := "", ""
	if c.Undone != nil {
		state, colour = "undone by "+c.Undone.By+" "+minute(c.Undone.When), columns.Yellow
	}
	p.ends(0, correctionWords(c.Field, c.Of.Was, c.Of.Is), columns.Bold, c.ID, columns.Dim)
	p.block(2, "", columns.Clean(c.By)+", "+minute(c.Made)+": "+or(columns.Clean(c.Note), "no note"), "")
	p.block(2, "", state, colour)
	if c.Undone != nil && c.Undone.Note != "" {
		p.block(2, "", columns.Clean(c.Undone.Note), "")
	}
	if s := c.Of.Sentence; !s.Empty() && s.Start >= 0 && s.End <= len(c.Text) {
		p.block(2, "", quote(columns.Clean(c.Text[s.Start:s.End])), "")
	}
	where := c.Of.Found
	switch {
	case where == "":
		where = c.Of.Telling + ", which the newest reading does not hold: nothing is coded at its words"
	case c.Of.Merged != "":
		where += ", of " + c.Of.Merged
	}
	p.block(2, "", where+"; "+outlet(c.Report.Outlet)+", "+minute(c.Report.Known)+": "+title(c.Report.Title), columns.Dim)
	return t.write(p)
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// corrections writes what people say of an event's tellings.
func (p *page) corrections(list []hearsay.Correction) {
	if len(list) == 0 {
		return
	}
	p.heading("WHAT PEOPLE SAY OF THE CODING")
	for i := range list {
		k := &list[i]
		x := &k.Tellings[0]
		p.ends(2, correctionWords(k.Field, x.Was, x.Is), "", k.ID, columns.Dim)
		var of []string
		for j := range k.Tellings {
			t := &k.Tellings[j]
			of = append(of, or(t.Found, t.Telling))
		}
		said := columns.Clean(k.By) + ", " + minute(k.Made) + ", of " + strings.Join(of, ", ")
		if k.Note != "" {
			said += ": " + columns.Clean(k.Note)
		}
		p.block(4, "", said, columns.Dim)
		if k.Undone != nil {
			p.block(4, "", "undone by "+columns.Clean(k.Undone.By)+" "+minute(k.Undone.When), columns.Yellow)
		}
	}
}
