package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func opISO(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("iso")
	t, err := time.Parse(time.DateOnly, c.text)
	if err != nil {
		return none()
	}
	return known(dayValue(t))
}

func opSlash(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("slash")
	p := strings.Split(c.text, "/")
	n := [3]int{}
	for i := range p {
		var err error
		if n[i], err = strconv.Atoi(p[i]); err != nil {
			return none()
		}
	}
	y, mo, d := n[2], n[0], n[1]
	if n[0] > 31 {
		y, mo, d = n[0], n[1], n[2]
	} else if mo > 12 {
		mo, d = d, mo
	}
	y = fullYear(y)
	if mo < 1 || mo > 12 || d < 1 || d > 31 || y < 1000 || y > 2200 {
		return none()
	}
	return known(dayValue(date(y, mo, d)))
}

func fullYear(y int) int {
	switch {
	case y >= 100:
		return y
	case y < 40:
		return 2000 + y
	}
	return 1900 + y
}

func validDay(y, mo, d int) bool { return date(y, mo, d).Day() == d }

func (w *walk) withPart(v value, m *match) value {
	if p, ok := m.cap("part"); ok && v.has {
		return partValue(v.first, p.text)
	}
	if p, ok := m.cap("noon"); ok && v.has {
		return clockValue(v.first, noonMinutes(p.text), hour)
	}
	return v
}

func noonMinutes(s string) int {
	if s == "midnight" {
		return 0
	}
	return 12 * 60
}

func opDate(w *walk, m *match, _ string) (value, bool) {
	mo, _ := m.cap("month")
	d, _ := m.cap("day")
	month, dd := int(mo.value), int(d.value)
	if y, ok := m.cap("year"); ok {
		if !validDay(int(y.value), month, dd) {
			return none()
		}
		return known(w.withPart(dayValue(date(int(y.value), month, dd)), m))
	}
	if !validDay(2024, month, dd) {
		return none()
	}
	// "May 12 people died" and "between 5 and 7 May" are told apart by the rules'
	// order; a digit before a month that ends a sentence is no date.
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-%02d-%02d", month, dd), day)
	}
	// The report may give the year elsewhere: "October 7", "October 7, 2023".
	if y, ok := w.fullDates[month*100+dd]; ok {
		return w.withPart(dayValue(date(y, month, dd)), m), true
	}
	t := w.tense(m)
	if t != future && w.attributive(m) {
		t = past
	} else if t == past && w.ahead(m) {
		t = noTense
	}
	var cs []value
	for y := w.base.Year() - 1; y <= w.base.Year()+1; y++ {
		if validDay(y, month, dd) {
			cs = append(cs, dayValue(date(y, month, dd)))
		}
	}
	v, ok := w.pick(t, cs...)
	if !ok {
		v, ok = w.pick(noTense, cs...)
	}
	return w.withPart(v, m), ok
}

// opDateRange is "June 5-7": the value is the first day's, start and end are the
// first and the last day.
func opDateRange(w *walk, m *match, _ string) (value, bool) {
	d, _ := m.cap("day")
	to, _ := m.cap("to")
	if to.value <= d.value {
		return none()
	}
	// "between October 7 and 12 people": the second number must end the phrase.
	if _, year := m.cap("year"); !year && !w.lex[to.i].glued && m.caps[len(m.caps)-1].as == "to" && pluralNext(w, to.i+to.n) {
		return none()
	}
	v, ok := opDate(w, m, "")
	if !ok || !v.has {
		return v, ok
	}
	v.last = v.first.AddDate(0, 0, int(to.value-d.value))
	if v.last.Month() != v.first.Month() {
		return none()
	}
	return v, true
}

func opMonthRange(w *walk, m *match, _ string) (value, bool) {
	a, _ := m.cap("month")
	b, _ := m.cap("to")
	y, ok := m.cap("year")
	if !ok || b.value <= a.value {
		return none()
	}
	v := monthValue(int(y.value), int(a.value))
	v.last = monthValue(int(y.value), int(b.value)).last
	return v, true
}

func opYearRange(w *walk, m *match, _ string) (value, bool) {
	a, _ := m.cap("year")
	b, ok := m.cap("to")
	if !ok || b.value <= a.value || a.value < 1500 || b.value > 2100 {
		return none()
	}
	if pluralNext(w, m.upto) {
		return none()
	}
	v := yearValue(int(a.value))
	v.last = yearValue(int(b.value)).last
	return v, true
}

// ahead tells that a date is one that the clause looks ahead to, though it tells
// of the past: "killed a week before the June 2 elections".
func (w *walk) ahead(m *match) bool {
	if w.forced != noTense {
		return false
	}
	if m.upto < len(w.lex) && w.words.verbs["setnoun"][w.r.Syntax.Tokens[w.lex[m.upto].tok].Lemma] {
		return true
	}
	k := m.from - 1
	for k >= 0 && (w.lex[k].text == "the" || w.lex[k].text == "its" || w.lex[k].text == "their") {
		k--
	}
	return k >= 0 && (w.lex[k].text == "before" || w.lex[k].text == "until" || w.lex[k].text == "by" || w.lex[k].text == "of" && k > 0 && w.lex[k-1].text == "ahead")
}

// attributive tells that a date stands before the noun of a happening: "the
// October 7 massacre" has been, unless the noun is of things that are set for a day.
func (w *walk) attributive(m *match) bool {
	if w.forced != noTense || m.upto >= len(w.lex) {
		return false
	}
	s := w.r.Syntax
	next := w.lex[m.upto].tok
	if !strings.HasPrefix(s.Tokens[next].Tag, "NN") || s.Tokens[next].Tag == "NNP" || w.words.verbs["setnoun"][s.Tokens[next].Lemma] {
		return false
	}
	h := s.Tokens[w.lex[m.upto-1].tok].Head
	return h >= next && h < next+4 || s.Tokens[w.lex[m.from].tok].Head >= next
}

func (w *walk) relYear(word string) int {
	switch word {
	case "last", "previous", "past":
		return w.base.Year() - 1
	case "next", "coming":
		return w.base.Year() + 1
	}
	return w.base.Year()
}

func relWord(w *walk, m *match) string {
	for i := m.from; i < m.upto; i++ {
		switch t := w.lex[i].text; t {
		case "last", "next", "this", "past", "previous", "coming", "following", "same", "that", "current", "upcoming", "preceding", "present", "latest", "first", "few":
			if t == "last" && i+1 < m.upto && w.textIs(i+1, "half") {
				continue
			}
			if t == "this" && i+1 < m.upto && (w.lex[i+1].text == "past" || w.lex[i+1].text == "coming") {
				continue
			}
			return t
		}
	}
	return ""
}

func opDateYear(w *walk, m *match, _ string) (value, bool) {
	mo, _ := m.cap("month")
	d, _ := m.cap("day")
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-%02d-%02d", int(mo.value), int(d.value)), day)
	}
	y := w.relYear(relWord(w, m))
	if !validDay(y, int(mo.value), int(d.value)) {
		return none()
	}
	return known(dayValue(date(y, int(mo.value), int(d.value))))
}

func opMonth(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("month")
	mo := int(c.value)
	if y, ok := m.cap("year"); ok {
		return known(monthValue(int(y.value), mo))
	}
	l := &w.lex[c.i]
	// A bare month can be a name or a verb: the tagger must not say so.
	if tag := w.tag(l.tok); tag != "" && !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "CD") && (mo == 5 || mo == 3) {
		return none()
	}
	if len(l.text) < 4 && mo != 5 && l.End-l.Start == len(l.text) {
		return none()
	}
	if mo == 3 && l.upper && c.i+1 < len(w.lex) && w.lex[c.i+1].text == "for" {
		return none() // "the March for Peace"
	}
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-%02d", mo), month)
	}
	t := w.tense(m)
	if t == present {
		t = noTense
	}
	var cs []value
	for y := w.base.Year() - 1; y <= w.base.Year()+1; y++ {
		cs = append(cs, monthValue(y, mo))
	}
	if t == noTense {
		// Without a verb news looks back, but not by most of a year.
		if v, ok := w.pick(past, cs...); ok && w.base.Sub(v.last) < 270*24*time.Hour {
			return v, true
		}
	}
	return w.pick(t, cs...)
}

func opMonthYear(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("month")
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-%02d", int(c.value)), month)
	}
	return known(monthValue(w.relYear(relWord(w, m)), int(c.value)))
}

func opMonthRef(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("month")
	if !w.ref.has {
		return open(fmt.Sprintf("XXXX-%02d", int(c.value)), month)
	}
	y := w.ref.first.Year()
	switch relWord(w, m) {
	case "following", "next":
		y++
	case "previous":
		y--
	}
	return known(monthValue(y, int(c.value)))
}

func opRelMonth(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("month")
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-%02d", int(c.value)), month)
	}
	y, mo := w.base.Year(), int(c.value)
	now := int(w.base.Month())
	switch word := relWord(w, m); word {
	case "last", "past":
		if mo >= now {
			y--
		}
	case "next", "coming":
		if mo <= now {
			y++
		}
	}
	return known(monthValue(y, mo))
}
