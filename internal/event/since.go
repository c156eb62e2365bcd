package event

import (
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// timesAfter gives a time to what another deed is counted from: "freed them on
// Tuesday, 16 days after they were abducted" dates the abduction.
func (c *coder) timesAfter() {
	bySent := map[int][]*found{}
	for _, f := range c.all {
		k := c.s.SentenceIndex(f.head)
		bySent[k] = append(bySent[k], f)
	}
	for k := range c.r.Times {
		t := &c.r.Times[k]
		after := t.TokenEnd
		for i := t.First; i < t.TokenEnd; i++ {
			if c.lower(i) == "after" {
				after = i // "a day after the vote", read as one
			}
		}
		if !strings.HasPrefix(t.Timex, "P") || t.Start != "" || after >= len(c.tok) || c.lower(after) != "after" {
			continue
		}
		// What it is counted from: the clause that "after" opens, or the noun behind it.
		anchor, top := -1, after
		switch c.tok[after].Dep {
		case "mark":
			anchor = c.tok[after].Head
			top = anchor
		case "prep":
			anchor = c.s.Child(after, "pobj", "pcomp")
		}
		if anchor < 0 {
			continue
		}
		from := c.dayOf(t, top)
		start, end, precision, ok := back(from, t.Timex)
		if !ok {
			continue
		}
		for _, f := range bySent[c.s.SentenceIndex(anchor)] {
			if f.into != nil || f.ownTime || f.status != hearsay.Actual || !c.of(f, anchor) {
				continue
			}
			n := *t
			n.Start, n.End, n.Precision, n.Timex = start, end, precision, start
			n.By += " event/time-after"
			f.time, f.ownTime = &n, true
		}
	}
}

// of tells whether an event is named by a word, stands as a verb's subject
// there, or in the clause that tells more of it: "a riot in which two were killed".
func (c *coder) of(f *found, anchor int) bool {
	for _, v := range f.verbs() {
		if v == anchor || c.tok[v].Head == anchor && (c.tok[v].Dep == "relcl" || c.tok[v].Dep == "nsubj" || c.tok[v].Dep == "advcl" && c.tok[v].Tag == "VBG" || c.tok[v].Dep == "conj" && isVerb(&c.tok[v])) {
			return true
		}
		// "a week after five policemen died in an ambush"
		if n := c.diedIn(anchor); n != nil && n.root() == f {
			return true
		}
	}
	return false
}

// dayOf is the day from which a stretch is counted back: that of the deed which
// the stretch stands with, else of its sentence, else of the report.
func (c *coder) dayOf(t *hearsay.Time, top int) time.Time {
	verb, _ := c.clauseOf(top)
	if x := c.s.Child(verb, "ccomp"); x >= 0 && c.at[x] != nil && c.at[x].root().status == hearsay.Actual && c.at[verb] == nil && c.book.Classes["says"][c.lemma(verb)] {
		verb = x // "..., the army said, four days after a truce was signed": of what it said
	}
	if g := c.at[verb]; g != nil && g.root().time != nil {
		if d, err := time.Parse(time.DateOnly, first10(g.root().time.Start)); err == nil {
			return d
		}
	}
	s := c.s.SentenceOf(t.First)
	span := c.s.SpanOf(s.First, s.End)
	for k := firstTime(c.r.Times, span.Start); k < len(c.r.Times) && c.r.Times[k].Span.Start < span.End; k++ {
		if o := &c.r.Times[k]; o.Start != "" && len(o.Start) >= len(time.DateOnly) {
			own, _ := c.clauseOf(c.top(o.First, o.TokenEnd))
			if d, err := time.Parse(time.DateOnly, first10(o.Start)); err == nil && own == verb {
				return d
			}
		}
	}
	if g := c.at[verb]; g != nil && g.root().status == hearsay.Actual && c.r.Document != nil {
		return c.r.Document.Published
	}
	if d, ok := c.dayOfSubject(verb); ok {
		return d
	}
	return time.Time{}
}

// dayOfSubject is the day of the happening that a verb's subject names again: "The
// attack came three days after a blast".
func (c *coder) dayOfSubject(verb int) (time.Time, bool) {
	s := c.s.Child(verb, "nsubj")
	if s < 0 || c.at[verb] != nil {
		return time.Time{}, false
	}
	g := c.at[s]
	if g == nil && c.lower(s) != "it" && c.lower(s) != "this" && c.lower(s) != "that" && c.lower(s) != "which" || g != nil && !c.definite(s) {
		return time.Time{}, false
	}
	for k := len(c.all) - 1; k >= 0; k-- {
		f := c.all[k]
		if f.head >= s || f.into != nil || !f.ownTime || !harsh(f.entry.Type) || g != nil && g.entry.Type != f.entry.Type {
			continue
		}
		if c.s.SentenceIndex(s)-c.s.SentenceIndex(f.head) > 2 {
			break
		}
		d, err := time.Parse(time.DateOnly, first10(f.time.Start))
		return d, err == nil
	}
	return time.Time{}, false
}

func first10(s string) string { return s[:min(len(s), len(time.DateOnly))] }

// back counts a TIMEX3 duration of whole days, weeks, months or years back from
// a day. Days are taken as exact, weeks to three days, the others to a month or year.
func back(from time.Time, timex string) (start, end, precision string, ok bool) {
	if from.IsZero() || len(timex) < 3 {
		return "", "", "", false
	}
	n, err := strconv.Atoi(timex[1 : len(timex)-1])
	if err != nil || n < 1 || n > 400 {
		return "", "", "", false
	}
	span := func(a, b time.Time, p string) (string, string, string, bool) {
		return a.Format(time.DateOnly), b.Format(time.DateOnly), p, true
	}
	month := func(d time.Time) (string, string, string, bool) {
		first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
		return span(first, first.AddDate(0, 1, -1), "month")
	}
	switch timex[len(timex)-1] {
	case 'D':
		d := from.AddDate(0, 0, -n)
		return span(d, d, "day")
	case 'W':
		d := from.AddDate(0, 0, -7*n)
		return span(d.AddDate(0, 0, -3), d.AddDate(0, 0, 3), "week")
	case 'M':
		return month(time.Date(from.Year(), from.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	case 'Y':
		d := time.Date(from.Year()-n, from.Month(), 1, 0, 0, 0, 0, time.UTC)
		if n == 1 {
			return month(d)
		}
		return span(time.Date(d.Year(), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(d.Year(), 12, 31, 0, 0, 0, 0, time.UTC), "year")
	}
	return "", "", "", false
}

// nthDay gives a strike that is told to be in its third day the day on which it began:
// "entered its third day on Wednesday", "Tuesday, the second day of the strike".
func (c *coder) nthDay(f *found) {
	if f.entry.Pos != "n" || !shared(f.modes, downed) {
		return
	}
	d := -1
	t := &c.tok[f.head]
	switch h := t.Head; {
	case t.Dep == "pobj" && c.lower(h) == "of" && c.lemma(c.tok[h].Head) == "day":
		d = c.tok[h].Head
	case t.Dep == "nsubj":
		if d = c.s.Child(h, "dobj", "attr"); d < 0 {
			for _, ch := range c.s.Children(h) {
				if p := c.lower(int(ch)); c.tok[ch].Dep == "prep" && (p == "in" || p == "into" || p == "on") {
					if o := c.s.Child(int(ch), "pobj"); o >= 0 && c.lemma(o) == "day" {
						d = o
					}
				}
			}
		}
	}
	if d < 0 || c.lemma(d) != "day" {
		return
	}
	n := 0
	for _, ch := range c.s.Children(d) {
		if k, ok := lists.Ordinal(c.lower(int(ch))); ok && k > 1 && k < 100 {
			n = k
		}
	}
	if n == 0 {
		return
	}
	day := time.Time{}
	first := hearsay.Time{}
	s := c.s.SentenceOf(f.head)
	span := c.s.SpanOf(s.First, s.End)
	for k := firstTime(c.r.Times, span.Start); k < len(c.r.Times) && c.r.Times[k].Span.Start < span.End; k++ {
		if o := &c.r.Times[k]; daily(o) {
			if p, err := time.Parse(time.DateOnly, first10(o.Start)); err == nil {
				day, first = p, *o
				break
			}
		}
	}
	if day.IsZero() {
		if c.r.Document == nil || c.r.Document.Published.IsZero() {
			return
		}
		day = c.r.Document.Published
		first = hearsay.Time{Span: c.tok[d].Span, First: d, TokenEnd: d + 1}
	}
	day = day.AddDate(0, 0, 1-n)
	first.Start, first.End, first.Precision = day.Format(time.DateOnly), day.Format(time.DateOnly), "day"
	first.Timex = first.Start
	first.By = strings.TrimSpace(first.By + " event/nth-day")
	f.time, f.ownTime, f.nth = &first, true, true
}
