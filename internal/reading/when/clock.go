package when

import (
	"fmt"
	"strings"
	"time"
)

// minutesOf reads a time of day with its am or pm.
func (w *walk) minutesOf(m *match) (int, grain, bool) {
	g := minute
	c, ok := m.cap("clock")
	if !ok {
		if c, ok = m.cap("hhmm"); !ok {
			if c, ok = m.cap("hour"); !ok {
				return 0, g, false
			}
			g = hour
		}
	}
	n := int(c.value)
	if a, ok := m.cap("ampm"); ok {
		if n >= 13*60 {
			return 0, g, false
		}
		n %= 12 * 60
		if a.text == "pm" {
			n += 12 * 60
		}
	} else if p, ok := m.cap("part"); ok && n <= 12*60 {
		if p.text != "MO" && n < 12*60 {
			n += 12 * 60
		}
	}
	return n, g, n <= 24*60
}

// today is the day that a bare time of day belongs to: the one last named, in
// the sentence or shortly before it, else the day of the report.
func (w *walk) today(m *match) time.Time {
	if w.ref.has && w.ref.grain <= day && w.refAt >= w.sentStart(m)-70 {
		return w.ref.first
	}
	return w.base
}

func opClock(w *walk, m *match, _ string) (value, bool) {
	n, g, ok := w.minutesOf(m)
	if !ok {
		return none()
	}
	t := w.today(m)
	if t.IsZero() {
		return open(fmt.Sprintf("XXXX-XX-XXT%02d:%02d", n/60, n%60), g)
	}
	return known(clockValue(t, n, g))
}

func opClockAt(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("clock")
	if !strings.Contains(c.text, ":") {
		return none()
	}
	return opClock(w, m, "")
}

func opClockDow(w *walk, m *match, _ string) (value, bool) {
	n, g, ok := w.minutesOf(m)
	if !ok || w.base.IsZero() {
		return none()
	}
	d := w.base
	if c, ok := m.cap("dow"); ok {
		d = w.bareDow(int(c.value), w.tense(m))
	} else if text := w.words1(m); strings.Contains(text, "yesterday") {
		d = d.AddDate(0, 0, -1)
	} else if strings.Contains(text, "tomorrow") {
		d = d.AddDate(0, 0, 1)
	}
	return known(clockValue(d, n, g))
}

func opDateClock(w *walk, m *match, _ string) (value, bool) {
	n, g, ok := w.minutesOf(m)
	v, ok2 := opDate(w, m, "")
	if !ok || !ok2 || !v.has {
		return none()
	}
	return known(clockValue(v.first, n, g))
}

func opNoon(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("noon")
	t := w.today(m)
	if t.IsZero() {
		return open("XXXX-XX-XXT12:00", hour)
	}
	n := noonMinutes(c.text)
	if c.text == "midnight" {
		n = 24 * 60
	}
	return known(clockValue(t, n, hour))
}

// opThePart is a bare "at dawn", "the evening": of the day last named nearby.
func opThePart(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("part")
	first := w.lex[m.from].text
	// Without a word that makes it a time, "night" is any noun; "dawn" is not.
	if m.from == c.i {
		before := ""
		if c.i > 0 {
			before = w.lex[c.i-1].text
		}
		switch before {
		case "at", "before", "after", "since", "by", "until":
		default:
			if first != "overnight" {
				return none()
			}
		}
	}
	if strings.HasSuffix(w.lex[c.i].text, "s") {
		return none()
	}
	if first == "that" && (!w.ref.has || w.ref.grain > day) {
		return none()
	}
	t := w.today(m)
	if first == "that" {
		t = w.ref.first
	}
	if t.IsZero() {
		return open("XXXX-XX-XXT"+c.text, part)
	}
	return known(partValue(t, c.text))
}

func opHoliday(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("holiday")
	if y, ok := m.cap("year"); ok {
		if t, ok := holiday(c.text, int(y.value)); ok {
			return known(dayValue(t))
		}
		return none()
	}
	if w.base.IsZero() {
		return none()
	}
	word := relWord(w, m)
	if strings.Contains(w.words1(m), " year ") {
		if t, ok := holiday(c.text, w.relYear(word)); ok {
			return known(dayValue(t))
		}
	}
	t := w.tense(m)
	switch word {
	case "last":
		t = past
	case "next":
		t = future
	}
	var cs []value
	for y := w.base.Year() - 1; y <= w.base.Year()+1; y++ {
		if d, ok := holiday(c.text, y); ok {
			cs = append(cs, dayValue(d))
		}
	}
	return w.pick(t, cs...)
}

func opYearEnd(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return none()
	}
	if w.textIs(m.upto, "of") {
		return none()
	}
	return known(dayValue(date(w.base.Year(), 12, 31)))
}

// opPartOf is "the end of the month": its month.
func opPartOf(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return none()
	}
	text := w.words1(m)
	n := 0
	if strings.Contains(text, "next") {
		n = 1
	} else if strings.Contains(text, "last") {
		n = -1
	}
	for _, u := range []struct{ word, code string }{{"month", "M"}, {"year", "Y"}, {"week", "W"}, {"quarter", "Q"}, {"decade", "DE"}} {
		if strings.Contains(text, u.word) {
			g := unitGrain(u.code)
			return known(at(shift(firstOf(w.base, g), n, u.code), g))
		}
	}
	return none()
}
