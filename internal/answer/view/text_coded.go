package view

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
)

// tellingWhy writes how one report's event was coded: each value, the words that
// it was read from, and the rule that made it.
func (p *page) tellingWhy(w *query.TellingWhy) {
	e := &w.Event
	id := hearsay.PartID(w.Report.ID, e.ID)
	p.ends(0, eventType(e.Type, e.Modes, e.Contexts), columns.Bold, id, columns.Dim)
	p.block(2, "", outlet(w.Report.Outlet)+", "+minute(w.Report.Known)+": "+title(w.Report.Title), columns.Dim)
	p.sentence(w.Text, w.Sentence, e.Trigger.Extent)
	p.heading("HOW IT WAS CODED")
	p.by("event", e.Type+` by "`+e.Trigger.Text(w.Text)+`" (`+e.Trigger.Lemma+")", e.By)
	codes := e.CAMEO
	if codes != "" {
		codes = "CAMEO " + codes
	}
	if e.Quad != "" {
		codes += ", " + e.Quad
	}
	p.by("codes", strings.TrimPrefix(codes, ", "), "")
	p.by("status", statusWords(e.Status), "")
	for _, role := range []struct {
		name string
		list []hearsay.Participant
	}{{"who", e.Actors}, {"whom", e.Recipients}, {"with", e.Instruments}} {
		for _, a := range role.list {
			p.by(role.name, party(w.Text, a, w.Entities), a.By)
		}
	}
	if e.Place != nil {
		p.by("where", place(e.Place)+under(w.Text, e.Place.Span), e.Place.By)
	}
	if e.Time != nil {
		p.by("when", when(e.Time)+under(w.Text, e.Time.Span), e.Time.By)
	}
	for _, c := range e.Counts {
		p.by("count", c.Of+under(w.Text, c.Span), c.By)
	}
	p.corrections(w.Corrections)
	p.heading("WHO SAYS SO")
	if len(w.Claims) == 0 {
		p.block(2, "", "Nobody that could be made out.", columns.Dim)
	}
	for i := range w.Claims {
		p.claimLine(&w.Claims[i], w.Text, w.Entities)
	}
	p.heading("THE EVENT IT TELLS")
	switch {
	case w.Merged != "" && !w.Told.Withdrawn.IsZero():
		p.block(2, "", w.Merged+", withdrawn "+minute(w.Told.Withdrawn), "")
	case w.Merged != "":
		p.block(2, "", w.Merged, "")
	default:
		p.block(2, "", "It is not linked yet.", columns.Dim)
	}
	for _, c := range w.Changes {
		p.decision(c)
	}
}

// by writes a value with the rule that made it.
func (p *page) by(name, value, rule string) {
	value = columns.Clean(value)
	if value == "" {
		return
	}
	label := columns.Pad(name, 9)
	if rule = columns.Clean(rule); rule == "" {
		p.block(2, label, value, "")
		return
	}
	if columns.Width(label)+columns.Width(value)+columns.Width(rule)+6 <= p.width {
		gap := p.width - 2 - columns.Width(label) - columns.Width(value) - columns.Width(rule)
		p.line("  " + p.paint(columns.Dim, label) + value + strings.Repeat(" ", max(2, gap)) + p.paint(columns.Dim, rule))
		return
	}
	p.block(2, label, value, "")
	p.block(2+columns.Width(label), "", rule, columns.Dim)
}

// under is the words that a value was read from.
func under(text string, s hearsay.Span) string {
	if s.Empty() || s.Start < 0 || s.End > len(text) {
		return ""
	}
	return ` "` + text[s.Start:s.End] + `"`
}

// party names a participant with the entity that it was taken for.
func party(text string, a hearsay.Participant, entities []hearsay.Entity) string {
	words := strings.TrimSpace(under(text, a.Span))
	for _, e := range entities {
		if e.ID == a.Entity {
			s := words + " = " + e.Name + ", " + string(e.Kind)
			if e.Codes.CAMEO != "" {
				s += ", " + e.Codes.CAMEO
			}
			return s
		}
	}
	return words
}

// sentence shows words of a report with a stretch of them lit.
func (p *page) sentence(text string, s hearsay.Span, lit hearsay.Extent) {
	if s.Empty() || s.Start < 0 || s.End > len(text) {
		return
	}
	p.line("")
	// Finds are marked as in a snippet, so that lines can be broken first.
	open, end := "[", "]"
	if p.colour {
		open, end = "\x02", "\x03"
	}
	var b strings.Builder
	at := s.Start
	for _, l := range lit.Pieces() {
		if l.Empty() || l.Start < at || l.End > s.End {
			continue
		}
		b.WriteString(keepEnds(text[at:l.Start]) + open + columns.Clean(text[l.Start:l.End]) + end)
		at = l.End
	}
	b.WriteString(keepEnds(text[at:s.End]))
	on := false
	for _, l := range columns.Wrap(b.String(), p.width-4) {
		if p.colour {
			l, on = light(l, on)
		}
		p.line("    " + l)
	}
}

// keepEnds cleans a text and keeps a blank at its ends.
func keepEnds(s string) string {
	if s == "" {
		return ""
	}
	c := columns.Clean(s)
	if strings.TrimLeft(s, " \n\t\r") != s {
		c = " " + c
	}
	if strings.TrimRight(s, " \n\t\r") != s {
		c += " "
	}
	return c
}

// claimLine writes a claim's chain and how it was found.
func (p *page) claimLine(c *hearsay.Claim, text string, entities []hearsay.Entity) {
	p.by(columns.Pad(c.ID, 4), strings.Join(sources(c, text, entities), " < ")+": "+manner(c), c.By)
	p.block(11, "", quote(columns.Clean(c.Content.Text(text))), columns.Dim)
}

// manner tells how a claim stands: "deny, indirect, certain, negative".
func manner(c *hearsay.Claim) string {
	parts := []string{}
	for _, s := range []string{string(c.Act), string(c.Manner), string(c.Certainty)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if c.Polarity == hearsay.Negative && c.Act != hearsay.Deny {
		parts = append(parts, "says that it is not so")
	}
	return strings.Join(parts, ", ")
}

// sources names a claim's speakers, the nearest first.
func sources(c *hearsay.Claim, text string, entities []hearsay.Entity) []string {
	var out []string
	for _, s := range c.Sources {
		n := s.Label
		if !s.Extent.Empty() && s.End <= len(text) {
			n = s.Extent.Text(text)
		}
		for _, e := range entities {
			if e.ID == s.Entity && e.Name != "" && !strings.Contains(strings.ToLower(n), strings.ToLower(e.Name)) {
				n = strings.TrimSpace(n + " [" + e.Name + "]")
			}
		}
		if n == "" {
			n = "the outlet"
		}
		out = append(out, columns.Clean(n))
	}
	return out
}

func (p *page) claimWhy(w *query.ClaimWhy) {
	c := &w.Claim
	chain := sources(c, w.Text, w.Entities)
	if len(chain) == 0 {
		chain = []string{"the outlet"}
	}
	p.ends(0, chain[0]+": "+manner(c), columns.Bold, hearsay.PartID(w.Report.ID, c.ID), columns.Dim)
	p.block(2, "", outlet(w.Report.Outlet)+", "+minute(w.Report.Known)+": "+title(w.Report.Title), columns.Dim)
	around := c.Content.Span
	if !c.Cue.Empty() {
		around = hearsay.Span{Start: min(around.Start, c.Cue.Start), End: max(around.End, c.Cue.End)}
	}
	for _, s := range c.Sources {
		if !s.Extent.Empty() {
			around = hearsay.Span{Start: min(around.Start, s.Start), End: max(around.End, s.End)}
		}
	}
	if r, n := utf8.DecodeLastRuneInString(w.Text[:around.Start]); strings.ContainsRune("\"“«„‘", r) {
		around.Start -= n // the mark that opens a quotation
	}
	p.sentence(w.Text, around, c.Content)
	p.heading("HOW IT WAS FOUND")
	if c.Cue.Empty() {
		p.by("claim", "in the outlet's own voice", c.By)
	} else {
		p.by("cue", `"`+c.Cue.Extent.Text(w.Text)+`" (`+c.Cue.Lemma+")", c.By)
	}
	for i, s := range c.Sources {
		name := "speaker"
		if i > 0 {
			name = "through"
		}
		p.by(name, chain[i], s.By)
	}
	if w.Parent != nil {
		p.by("inside", w.Parent.ID+", "+strings.Join(sources(w.Parent, w.Text, w.Entities), " < "), "")
	}
	p.grounds(w.Grounds, w.Text)
	p.heading("WHAT IT IS ABOUT")
	if len(w.Events) == 0 {
		p.block(2, "", "It reports no event that was coded.", columns.Dim)
	}
	for _, e := range w.Events {
		to := w.Merged[hearsay.PartID(w.Report.ID, e.ID)]
		if to == "" {
			to = "not linked yet"
		}
		p.ends(2, columns.Pad(e.ID, 4)+" "+eventType(e.Type, e.Modes, nil)+` "`+columns.Clean(e.Trigger.Text(w.Text))+`"`, "", to, columns.Dim)
	}
	p.revisions(w.Revisions)
}

// grounds tells how sure the encoder is of a claim's parts, which words mattered, and how it was found who is meant.
func (p *page) grounds(g *hearsay.Grounds, text string) {
	if g == nil {
		return
	}
	if g.Note != "" {
		p.heading("HOW SURE IT IS")
		p.block(2, "", g.Note, columns.Yellow)
		return
	}
	if len(g.Spans) > 0 {
		p.heading("HOW SURE IT IS")
		p.block(2, "", "Odds as logarithms: 0 is even, +0.7 twice as likely as not, +3 twenty times.", columns.Dim)
		for _, s := range g.Spans {
			tied := strings.Repeat(" ", 16)
			if s.Cued {
				tied = fmt.Sprintf("  with cue %+5.1f", s.Tied)
			}
			p.block(2, columns.Pad(s.Role, 9)+fmt.Sprintf("%+5.1f", s.Alone)+tied+"  ", quote(columns.Shorten(columns.Clean(s.Extent.Text(text)), 160)), "")
		}
	}
	if len(g.Words) > 0 {
		p.heading("WORDS THAT MATTERED")
		p.block(2, "", "By how much less sure it would be of all parts together without the word.", columns.Dim)
		for _, w := range g.Words {
			p.line("  " + fmt.Sprintf("%5.1f", w.Less) + "  " + quote(columns.Clean(under(text, w.Span))))
		}
	}
	if len(g.Steps) > 0 {
		p.heading("WHO IS MEANT")
		last := -1
		for _, s := range g.Steps {
			name := "is"
			if s.Source != last {
				name, last = "speaker", s.Source
			}
			p.by(name, quote(columns.Clean(under(text, s.Span)))+", "+string(s.Form), s.By)
		}
	}
}
