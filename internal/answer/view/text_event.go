package view

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
	"github.com/hearsay/hearsay/internal/record"
)

// Event writes an event: in short, or whole with who says what.
func (t *text) Event(e *query.Event) error {
	p := t.page()
	p.eventHead(e)
	if t.opt.Full {
		p.eventWhole(e)
	} else {
		p.eventShort(e)
	}
	return t.write(p)
}

// standing is how an event's tellings stand to one another, for the end of a line.
func standing(e *query.Event) (string, string) {
	switch {
	case e.Disputed:
		return "disputed", columns.Red
	case len(e.Origins) > 1:
		return figure(len(e.Origins), "origin"), columns.Green
	}
	return "one origin", ""
}

// eventHead writes what, where, when and how it stands.
func (p *page) eventHead(e *query.Event) {
	state, colour := standing(e)
	if e.Status != hearsay.Actual && e.Status != "" {
		state = statusWords(e.Status) + ", " + state
	}
	p.ends(0, eventType(e.Type, e.Modes, e.Contexts), columns.Bold, state, colour)
	where := place(e.Place)
	if d := when(e.Time); d != "" {
		where = strings.TrimSuffix(d+", "+where, ", ")
	}
	if where == "" {
		where = "where and when is not told"
	}
	p.ends(0, where, "", e.ID, columns.Dim)
}

// eventShort writes the sentence and what stands out.
func (p *page) eventShort(e *query.Event) {
	p.block(2, "", columns.Clean(e.Summary), "")
	var parts []string
	for _, s := range e.Slots {
		if len(s.Values) == 0 {
			continue
		}
		numbers := s.Values[0].Low != nil || s.Values[0].High != nil
		switch {
		case s.Verdict == hearsay.Disputed:
			parts = append(parts, slotName(s.Name)+" disputed: "+labels(s, 3))
		case numbers && s.Value != "":
			parts = append(parts, slotName(s.Name)+" "+columns.Clean(s.Value)+" ("+string(s.Verdict)+")")
		}
	}
	p.block(2, "", strings.Join(parts, "; "), columns.Yellow)
	p.block(2, "", spreadOf(e)+"; known since "+minute(e.Known), columns.Dim)
}

// labels lists the values of a slot that stand.
func labels(s hearsay.Slot, most int) string {
	var out []string
	for _, v := range s.Values {
		l := columns.Shorten(columns.Clean(v.Label), 40)
		switch {
		case v.Withdrawn != nil:
			l += " (withdrawn)"
		case len(v.Denied) > 0 && len(v.Origins) > 0:
			l += " (denied by others)"
		case len(v.Denied) > 0:
			l += " (denied)"
		}
		out = append(out, l)
	}
	if len(out) > most {
		out = append(out[:most], fmt.Sprintf("%d more", len(out)-most))
	}
	return strings.Join(out, " / ")
}

// spreadOf tells how widely an event was told: "9 articles in 6 outlets, 2 origins".
func spreadOf(e *query.Event) string {
	return fmt.Sprintf("%s in %s, %s", figure(len(e.Reports), "article"), figure(len(e.Outlets), "outlet"), figure(len(e.Origins), "origin"))
}

func (p *page) eventWhole(e *query.Event) {
	p.line("")
	p.block(0, "", columns.Clean(e.Summary), "")
	p.line("")
	said := spreadOf(e) + "."
	if e.Credibility > 0 {
		said += fmt.Sprintf(" Credibility %d, %s", e.Credibility, digit(e.Credibility))
		if b := columns.Clean(e.Because); b != "" {
			said += ": " + strings.TrimSuffix(b, ".")
		}
		said += "."
	}
	said += " Known since " + minute(e.Known)
	if e.Changed.After(e.Known) {
		said += ", last changed " + minute(e.Changed)
	}
	said += "."
	if !e.AsOf.IsZero() {
		said += " All of this as of " + minute(e.AsOf) + "."
	}
	p.block(0, "", said, columns.Dim)
	for _, n := range e.Notes {
		p.block(0, "", strings.ToUpper(n[:1])+n[1:]+".", columns.Dim)
	}
	var told []hearsay.Slot
	wide := 0
	for _, s := range e.Slots {
		if s.Name == "type" && s.Verdict != hearsay.Disputed || len(s.Values) == 0 {
			continue // the heading says it
		}
		told = append(told, s)
		wide = max(wide, columns.Width(slotName(s.Name)))
	}
	if len(told) > 0 {
		p.heading("WHAT IS TOLD, AND BY WHOM")
	}
	for _, s := range told {
		p.slot(s, wide+4)
	}
	if len(e.Origins) > 0 {
		p.heading("WHERE IT COMES FROM")
	}
	p.origins(e)
	p.corrections(e.Corrections)
	p.relations("FOLLOWS FROM", e.Follows, e.Related)
	p.relations("WHAT FOLLOWED FROM IT", e.Followed, e.Related)
}

// valueWidth: a label up to this stands beside who gives it.
const valueWidth = 16

// slot writes a slot's verdict, and each value with who gives it and who denies it;
// labelWidth is that of the names of slots with their indent.
func (p *page) slot(s hearsay.Slot, labelWidth int) {
	if s.Name == "status" {
		s = statusSlot(s)
	}
	value := columns.Clean(s.Value)
	if value == "" && s.Verdict != hearsay.Disputed && len(s.Values) == 1 {
		value = columns.Clean(s.Values[0].Label)
	}
	name := columns.Pad("  "+slotName(s.Name), labelWidth)
	lines := columns.Wrap(value, p.width-labelWidth-columns.Width(string(s.Verdict))-2)
	gap := p.width - labelWidth - columns.Width(lines[0]) - columns.Width(string(s.Verdict))
	p.line(p.paint(columns.Cyan, name) + p.paint(columns.Bold, lines[0]) + strings.Repeat(" ", max(2, gap)) + p.paint(tone(s.Verdict), string(s.Verdict)))
	for _, l := range lines[1:] {
		p.line(strings.Repeat(" ", labelWidth) + p.paint(columns.Bold, l))
	}
	if len(s.Values) == 1 && len(s.Values[0].Denied) == 0 && columns.Clean(s.Values[0].Label) == value {
		if s.Values[0].Low != nil || s.Values[0].High != nil {
			p.saidBy(labelWidth, &s.Values[0])
		} else {
			p.tellers(labelWidth, &s.Values[0])
		}
		return
	}
	wide, numbers := 0, true
	for _, v := range s.Values {
		wide = max(wide, columns.Width(columns.Clean(v.Label)))
		numbers = numbers && (v.Low != nil || v.High != nil)
	}
	for i := range s.Values {
		v := &s.Values[i]
		label, colour := columns.Clean(v.Label), ""
		if v.Withdrawn != nil {
			colour = columns.Dim
		}
		if wide <= valueWidth {
			pad := columns.Pad
			if numbers {
				pad = columns.PadLeft
			}
			q := &page{width: p.width, colour: p.colour, words: p.words}
			q.saidBy(labelWidth+wide+2, v)
			body := q.out.String()
			if p.err == nil {
				p.err = q.err
			}
			if len(body) > labelWidth+wide+2 {
				body = body[labelWidth+wide+2:]
			} else {
				body = "\n"
			}
			p.out.WriteString(strings.Repeat(" ", labelWidth) + p.paint(colour, pad(label, wide)) + "  " + body)
			continue
		}
		p.block(labelWidth, "", label, colour)
		p.saidBy(labelWidth+2, v)
	}
}

// statusSlot has the statuses in words for a reader.
func statusSlot(s hearsay.Slot) hearsay.Slot {
	s.Value = statusWords(hearsay.Status(s.Value))
	s.Values = append([]hearsay.Value{}, s.Values...)
	for i := range s.Values {
		s.Values[i].Label = statusWords(hearsay.Status(s.Values[i].Label))
	}
	return s
}

// tellers names, for a value that nobody contradicts, who gives it: an origin each.
// Where evidence is to be shown it is opened as that of others is.
func (p *page) tellers(indent int, v *hearsay.Value) {
	if p.words != nil || v.Withdrawn != nil {
		p.saidBy(indent, v)
		return
	}
	var list []string
	seen := map[string]bool{}
	for _, ev := range v.Evidence {
		if seen[ev.Origin] || ev.Stance == "denies" {
			continue
		}
		seen[ev.Origin] = true
		name := columns.Clean(ev.Speaker)
		if name == "" {
			name = outlet(ev.Outlet)
		}
		list = append(list, strings.TrimSpace(columns.Clean(ev.Origin)+" "+name))
	}
	if n := len(list); n > mostSayers+1 {
		list = append(list[:mostSayers], fmt.Sprintf("and %s", figure(n-mostSayers, "more origin")))
	}
	p.block(indent, "says   ", strings.Join(list, "; "), "")
}

// saidBy writes who gives a value and who denies it: a line for each origin and
// stance, with how many more reports have it from there.
func (p *page) saidBy(indent int, v *hearsay.Value) {
	type key struct{ origin, stance string }
	more := map[key]int{}
	seen := map[[3]string]bool{}
	var order []hearsay.EvidenceRef
	for _, ev := range v.Evidence {
		k := key{ev.Origin, ev.Stance}
		if r := [3]string{ev.Origin, ev.Stance, ev.Report}; !seen[r] {
			seen[r] = true
			if more[k]++; more[k] == 1 {
				order = append(order, ev)
			}
		}
	}
	for i, ev := range order {
		if i == mostSayers && len(order) > mostSayers+1 {
			p.block(indent+7, "", "and "+figure(len(order)-mostSayers, "more origin")+"; --format json has all", columns.Dim)
			break
		}
		verb, colour := "says", ""
		switch ev.Stance {
		case "denies":
			verb, colour = "denies", columns.Red
		case "doubts":
			verb, colour = "doubts", columns.Yellow
		}
		who := who(ev)
		if t := minute(ev.Known); !ev.Known.IsZero() {
			who += ", " + t
		}
		if n := more[key{ev.Origin, ev.Stance}] - 1; n > 0 {
			who += fmt.Sprintf(" (+%s)", figure(n, "article"))
		}
		lead := columns.Pad(verb, 6) + " " + columns.Pad(columns.Clean(ev.Origin), 3) + " "
		for i, l := range columns.Wrap(who, max(8, p.width-indent-columns.Width(lead))) {
			if i > 0 {
				lead = strings.Repeat(" ", columns.Width(lead))
			}
			p.line(strings.Repeat(" ", indent) + p.paint(colour, lead) + l)
		}
		if p.words != nil {
			words, err := p.words(ev)
			if err != nil && p.err == nil {
				p.err = err
			}
			from := ev.Claim
			if from == "" {
				from = ev.Telling
			}
			p.block(indent+columns.Width(lead), "", quote(columns.Shorten(columns.Clean(words), 160))+" "+columns.Clean(from), columns.Dim)
		}
	}
	if v.Withdrawn != nil {
		p.block(indent, "", "withdrawn "+minute(*v.Withdrawn), columns.Yellow)
	}
}

// who names the speaker of a piece of evidence and where he is quoted.
func who(ev hearsay.EvidenceRef) string {
	s, o := columns.Clean(ev.Speaker), columns.Clean(ev.Outlet)
	switch {
	case s == "" || strings.EqualFold(s, o):
		return outlet(o) + " itself"
	case o == "":
		return s
	}
	return s + ", in " + o
}

// origins opens each origin to its articles, with copies under what they copy.
func (p *page) origins(e *query.Event) {
	heads := map[string]record.Teller{}
	for _, a := range e.Articles {
		heads[a.ID] = a
	}
	for i, o := range e.Origins {
		if i == mostOrigins && len(e.Origins) > mostOrigins+1 {
			p.block(2, "", "and "+figure(len(e.Origins)-mostOrigins, "more origin")+"; --format json has all", columns.Dim)
			break
		}
		name := columns.Clean(o.Name)
		kind := o.Kind
		if o.Side != "" {
			kind += ", " + o.Side
		}
		p.ends(2, columns.Pad(columns.Clean(o.ID), 3)+" "+name+" ("+columns.Clean(kind)+")", columns.Cyan,
			figure(len(o.Reports), "article"), columns.Dim)
		if len(o.Reports) > 1 {
			p.block(6, "", columns.Clean(o.Why), columns.Dim)
		}
		var list []record.Teller
		for _, id := range o.Reports {
			if a, ok := heads[id]; ok {
				list = append(list, a)
			} else {
				list = append(list, record.Teller{ID: id})
			}
		}
		p.articles(6, list, mostArticles)
	}
}

// What is shown of a large event; json gives all.
const (
	mostSayers   = 10 // origins of one value
	mostOrigins  = 30
	mostArticles = 12 // of one origin
	mostTellings = 100
)

// articles lists reports with their copies folded.
func (p *page) articles(indent int, list []record.Teller, most int) {
	all := fold(list)
	wide := 0
	for i, a := range all {
		if i < most {
			wide = max(wide, columns.Width(minute(a.Known)))
		}
	}
	for i, a := range all {
		if i == most {
			p.block(indent, "", fmt.Sprintf("and %s; --format json lists all", figure(len(all)-most, "more article")), columns.Dim)
			break
		}
		lead := columns.Pad(minute(a.Known), wide) + "  "
		p.ends(indent, lead+outlet(a.Outlet)+": "+title(a.Title), "", a.ID, columns.Dim)
		if n := len(a.copies); n > 0 {
			p.block(indent+columns.Width(lead), fmt.Sprintf("+ %s: ", figure(n, "copy")), names(a.copies, 6), "")
		}
	}
}

func (p *page) relations(heading string, list []hearsay.Relation, related map[string]record.MergedRow) {
	if len(list) == 0 {
		return
	}
	p.heading(heading)
	for _, r := range list {
		why := columns.Clean(r.Kind)
		if r.Why != "" {
			why += ": " + columns.Clean(r.Why)
		}
		m, ok := related[r.Event]
		if !ok {
			p.block(2, columns.Clean(r.Event)+"  ", why, "")
			continue
		}
		what := eventType(m.Type, m.Modes, m.Contexts)
		for _, s := range []string{when(m.Time), place(m.Place)} {
			if s != "" {
				what += ", " + s
			}
		}
		p.ends(2, what, "", r.Event, columns.Dim)
		p.block(6, "", columns.Clean(m.Summary), "")
		p.block(6, "", why, columns.Dim)
	}
}
