package view

import (
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
)

// Timeline writes how what was known of an event changed: a line a change, days
// above, numbers under one another, and below each who brought it.
func (t *text) Timeline(tl *query.Timeline) error {
	p := t.page()
	p.eventHead(&tl.Event)
	p.line("")
	p.block(0, "", columns.Clean(tl.Event.Summary), "")
	if len(tl.Moments) == 0 {
		p.line("")
		p.block(0, "", "Nothing was known of it yet.", columns.Dim)
		return t.write(p)
	}
	names, before, after := 0, 0, 0
	for _, m := range tl.Moments {
		names = max(names, columns.Width(slotName(m.Slot)))
		if isNumber(m) {
			before = max(before, columns.Width(columns.Clean(m.Before)))
			after = max(after, columns.Width(columns.Clean(m.After)))
		}
	}
	day := ""
	for _, m := range tl.Moments {
		if d := m.Known.UTC().Format("2006-01-02"); d != day {
			day = d
			p.line("")
			p.line(p.paint(columns.Bold, d))
		}
		p.moment(m, names, before, after)
	}
	return t.write(p)
}

// isNumber reports whether a moment is about a number, to stand under others.
func isNumber(m hearsay.Moment) bool {
	number := func(s string) bool {
		if s = columns.Clean(s); s == "" {
			return true
		}
		if columns.Width(s) > 20 {
			return false
		}
		last := s[strings.LastIndexByte(s, ' ')+1:]
		_, err := strconv.Atoi(strings.ReplaceAll(last, ",", ""))
		return err == nil
	}
	return (m.Before != "" || m.After != "") && number(m.Before) && number(m.After) && m.Slot != "time" && m.Slot != "place"
}

const arrow = " -> "

func (p *page) moment(m hearsay.Moment, names, before, after int) {
	lead := "  " + columns.Pad(clock(m.Known), 5) + "  "
	slot := columns.Pad(slotName(m.Slot), names) + "  "
	was, is := columns.Clean(m.Before), columns.Clean(m.After)
	change := ""
	switch {
	case isNumber(m):
		sign := arrow
		if was == "" || is == "" {
			sign = strings.Repeat(" ", len(arrow))
		}
		if is == "" {
			is = "?"
			sign = arrow
		}
		change = columns.PadLeft(was, before) + sign + columns.PadLeft(is, after)
	case was == "":
		change = is
	case is == "":
		change = was + arrow + "?"
	default:
		change = was + arrow + is
	}
	verdict := string(m.Verdict)
	if m.Kind != "" && m.Kind != "first" && m.Kind != verdict {
		verdict = columns.Clean(m.Kind) + ", " + verdict
	}
	colour := tone(m.Verdict)
	if m.Kind == "withdrawn" || m.Kind == "corrected" {
		colour = columns.Yellow
	}
	indent := columns.Width(lead) + columns.Width(slot)
	room := p.width - indent - columns.Width(verdict) - 2
	lines := []string{change}
	if !isNumber(m) || columns.Width(change) > room {
		lines = columns.Wrap(change, max(16, room))
	}
	if columns.Width(lines[0]) > room { // a narrow terminal: the verdict goes below
		p.line(p.paint(columns.Dim, lead) + p.paint(columns.Cyan, slot) + lines[0])
		p.block(indent, "", verdict, colour)
		lines = lines[:1]
	}
	gap := max(2, p.width-indent-columns.Width(lines[0])-columns.Width(verdict))
	if columns.Width(lines[0]) <= room {
		p.line(p.paint(columns.Dim, lead) + p.paint(columns.Cyan, slot) + lines[0] + strings.Repeat(" ", gap) + p.paint(colour, verdict))
	}
	for _, l := range lines[1:] {
		p.line(strings.Repeat(" ", indent) + l)
	}
	seen := map[string]bool{}
	for _, ev := range m.By {
		by := who(ev)
		if ev.Stance == "denies" || ev.Stance == "doubts" {
			by += ", " + ev.Stance
		}
		if seen[by] {
			continue
		}
		if seen[by] = true; len(seen) > 4 {
			p.block(indent, "", figure(len(m.By)-4, "more"), columns.Dim)
			break
		}
		p.block(indent, "", by, columns.Dim)
	}
}
