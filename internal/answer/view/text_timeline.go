package view

import (
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
)

// Timeline writes how what was known of an event changed: days, below them a line
// a change with numbers under one another, and below each who brought it. What
// only confirmed others at one time stands in one line.
func (t *text) Timeline(tl *query.Timeline) error {
	p := t.page()
	p.eventHead(&tl.Event)
	p.line("")
	p.block(0, "", columns.Clean(tl.Event.Summary), "")
	changes := changesOf(tl.Moments)
	if len(changes) == 0 {
		p.line("")
		p.block(0, "", "Nothing was known of it yet.", columns.Dim)
		return t.write(p)
	}
	var w widths
	for _, c := range changes {
		if !strings.Contains(c.slots, ", ") { // a line of several has the room beside it too
			w.name = max(w.name, columns.Width(c.slots))
		}
		if c.number {
			w.before, w.after = max(w.before, columns.Width(c.was)), max(w.after, columns.Width(c.is))
		}
	}
	w.name = max(w.name, 6)
	day := ""
	for _, c := range changes {
		if d := c.Known.UTC().Format("2006-01-02"); d != day {
			day = d
			p.line("")
			p.line(p.paint(columns.Bold, d))
		}
		p.change(c, w)
	}
	return t.write(p)
}

// momentChange is a moment as it is shown.
type momentChange struct {
	hearsay.Moment
	slots   string // one, or several that were only confirmed
	was, is string
	number  bool
}

// widths are those of the columns of a timeline.
type widths struct{ name, before, after int }

// changesOf makes lines of moments. The type and the status are told by the heading;
// they are shown where they change or are disputed.
func changesOf(list []hearsay.Moment) []momentChange {
	var out []momentChange
	for _, m := range list {
		c := momentChange{Moment: m, slots: slotName(m.Slot), was: plainly(m.Before, false), is: plainly(m.After, m.Verdict == hearsay.Disputed)}
		same := c.was == c.is && m.Verdict != hearsay.Disputed
		if (m.Slot == "type" || m.Slot == "status") && m.Verdict != hearsay.Disputed && (c.was == "" || same) {
			continue
		}
		if m.Slot == "status" {
			c.was, c.is = statusWords(hearsay.Status(c.was)), statusWords(hearsay.Status(c.is))
		}
		if c.was == plainly(m.After, false) { // who says or denies it is what is new
			c.was = ""
		}
		c.number = isNumber(c.was) && isNumber(c.is) && c.was+c.is != "" && m.Slot != "time" && m.Slot != "place"
		if last := len(out) - 1; last >= 0 && same && m.Kind == "confirmed" {
			if l := &out[last]; l.Kind == "confirmed" && l.was == "" && l.Known.Equal(m.Known) && l.Verdict == m.Verdict && (l.is == "" || !l.number && !c.number) {
				l.slots += ", " + c.slots
				l.is = ""
				l.By = joined(l.By, m.By)
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// joined are the pieces of evidence of both, those of the same speaker in the same report once.
func joined(a, b []hearsay.EvidenceRef) []hearsay.EvidenceRef {
	out := append([]hearsay.EvidenceRef{}, a...)
	for _, ev := range b {
		there := false
		for _, o := range out {
			there = there || o.Report == ev.Report && o.Origin == ev.Origin && o.Stance == ev.Stance
		}
		if !there {
			out = append(out, ev)
		}
	}
	return out
}

// plainly is a slot without those who say it, who stand below: "9 to 12" for "9 to 12
// (9 (the coast guard), 12 (a hospital))". Who denies it is kept where asked.
func plainly(s string, deniers bool) string {
	s = columns.Clean(s)
	tail := ""
	if i := strings.LastIndex(s, "denied by "); i >= 0 {
		s, tail = strings.TrimSuffix(s[:i], ", "), s[i:]
	}
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(':
			depth++
			continue
		case ')':
			depth = max(0, depth-1)
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	s = strings.TrimSpace(b.String())
	if i := strings.LastIndex(s, ", by "); i >= 0 && strings.HasPrefix(strings.TrimLeft(s[i+5:], "0123456789,"), " origin") {
		s = s[:i]
	}
	s = strings.ReplaceAll(strings.Join(strings.Fields(s), " "), " ,", ",")
	switch {
	case !deniers || tail == "":
		return s
	case s == "":
		return tail
	}
	return s + ", " + tail
}

// isNumber reports whether a value is a number, to stand under others.
func isNumber(s string) bool {
	if s == "" {
		return true
	}
	if columns.Width(s) > 20 {
		return false
	}
	last := s[strings.LastIndexByte(s, ' ')+1:]
	_, err := strconv.Atoi(strings.ReplaceAll(last, ",", ""))
	return err == nil
}

const arrow = " -> "

func (p *page) change(c momentChange, w widths) {
	lead := "  " + columns.Pad(clock(c.Known), 5) + "  "
	name := columns.Shorten(c.slots, w.name)
	change := c.is
	switch {
	case c.number && c.was == "" && c.is != "":
		change = strings.Repeat(" ", w.before+len(arrow)*b2i(w.before > 0)) + columns.PadLeft(c.is, w.after)
	case c.number && c.is == "":
		change = columns.PadLeft(c.was, w.before) + arrow + columns.PadLeft("?", w.after)
	case c.number:
		change = columns.PadLeft(c.was, w.before) + arrow + columns.PadLeft(c.is, w.after)
	case c.was != "" && c.is == "":
		change = c.was + arrow + "?"
	case c.was != "":
		change = c.was + arrow + c.is
	}
	verdict := string(c.Verdict)
	if c.Kind != "" && c.Kind != "first" && c.Kind != verdict {
		verdict = columns.Clean(c.Kind) + ", " + verdict
	}
	colour := tone(c.Verdict)
	if c.Kind == "withdrawn" || c.Kind == "corrected" {
		colour = columns.Yellow
	}
	indent := columns.Width(lead) + w.name + 2
	room := p.width - indent - columns.Width(verdict) - 2
	lines := []string{change}
	if !c.number || columns.Width(change) > room {
		lines = columns.Wrap(change, max(12, room))
	}
	below := columns.Width(lines[0]) > room // a narrow terminal: the verdict goes below
	if columns.Width(c.slots) > w.name {
		// More slots than the column holds: the line belongs to them.
		name, lines = columns.Shorten(c.slots, p.width-columns.Width(lead)-columns.Width(verdict)-2), []string{""}
		below = false
	}
	first := p.paint(columns.Dim, lead) + p.paint(columns.Cyan, columns.Pad(name, w.name)+"  ") + lines[0]
	if below {
		p.line(first)
		p.block(indent, "", verdict, colour)
	} else {
		used := columns.Width(lead) + max(columns.Width(name), w.name) + 2 + columns.Width(lines[0])
		p.line(first + strings.Repeat(" ", max(0, p.width-used-columns.Width(verdict))) + p.paint(colour, verdict))
	}
	for _, l := range lines[1:] {
		p.line(strings.Repeat(" ", indent) + l)
	}
	var seen []string
	for _, ev := range c.By {
		by := who(ev)
		if ev.Stance == "denies" || ev.Stance == "doubts" {
			by += ", " + ev.Stance
		}
		// A number that falls within what was known changes no words above.
		if w := columns.Clean(ev.Words); c.number && c.is != w && isNumber(w) && w != "" {
			by += ": " + w
		}
		seen = appendNew(seen, by)
	}
	for i, by := range seen {
		if i == 4 && len(seen) > 5 {
			p.block(indent, "", "and "+figure(len(seen)-4, "other"), columns.Dim)
			break
		}
		p.block(indent, "", by, columns.Dim)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
