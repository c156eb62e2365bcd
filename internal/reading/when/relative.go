package when

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

func opRelUnit(w *walk, m *match, _ string) (value, bool) {
	unit := "CE"
	if u, ok := m.cap("unit"); ok {
		unit = u.text
		if strings.HasSuffix(w.lex[u.i].text, "s") {
			return none() // "the last days of": other rules
		}
	}
	g := unitGrain(unit)
	if unit == "S" || unit == "MIN" {
		return open("PRESENT_REF", g)
	}
	word := relWord(w, m)
	n := 0
	switch word {
	case "last", "past", "previous":
		n = -1
	case "next", "coming", "following", "upcoming":
		n = 1
	}
	from := w.base
	if (word == "previous" || word == "following" || word == "same" || word == "that") && w.ref.has {
		from = w.ref.first
	}
	if (word == "same" || word == "that") && (!w.ref.has || g < w.ref.grain) {
		return none()
	}
	if from.IsZero() {
		return open("XXXX", g)
	}
	// "the past year", "the last decade" are stretches up to now.
	if (word == "past" || word == "last" && g >= decade && strings.Contains(w.words1(m), "the")) && n == -1 {
		first := shift(from, -1, unit)
		return value{timex: period(1, unit), grain: g, first: first, last: from, has: true}, true
	}
	if g == hour {
		return open("PT1H", hour)
	}
	return known(at(shift(firstOf(from, g), n, unit), g))
}

// firstOf keeps a move by months from falling over the ends of short months.
func firstOf(t time.Time, g grain) time.Time {
	if g >= month {
		return date(t.Year(), int(t.Month()), 1)
	}
	return t
}

// period writes a duration of n units.
func period(n float64, unit string) string {
	num := strconv.FormatFloat(n, 'f', -1, 64)
	switch {
	case n < 0:
		num = "X"
	case n != math.Trunc(n) && unit == "Y":
		whole := int(n)
		months := int(math.Round((n - float64(whole)) * 12))
		if whole == 0 {
			return fmt.Sprintf("P%dM", months)
		}
		return fmt.Sprintf("P%dY%dM", whole, months)
	case n != math.Trunc(n) && unit == "H":
		whole := int(n)
		mins := int(math.Round((n - float64(whole)) * 60))
		if whole == 0 {
			return fmt.Sprintf("PT%dM", mins)
		}
		return fmt.Sprintf("PT%dH%dM", whole, mins)
	case n == 0.5 && unit == "DE":
		return "P5Y"
	case n == 0.5 && unit == "CE":
		return "P50Y"
	case n == 0.5 && unit == "D":
		return "PT12H"
	case n == 0.5 && unit == "M":
		return "P2W"
	}
	switch unit {
	case "S":
		return "PT" + num + "S"
	case "MIN":
		return "PT" + num + "M"
	case "H":
		return "PT" + num + "H"
	case "F":
		if n > 0 {
			return "P" + strconv.FormatFloat(2*n, 'f', -1, 64) + "W"
		}
		return "PXW"
	case "DE":
		if n > 0 {
			return "P" + strconv.FormatFloat(10*n, 'f', -1, 64) + "Y"
		}
	case "CE":
		if n > 0 {
			return "P" + strconv.FormatFloat(100*n, 'f', -1, 64) + "Y"
		}
	}
	return "P" + num + unit
}

// quantity reads how many units a match speaks of; -1 where it says no number.
func (w *walk) quantity(m *match) float64 {
	text := " " + w.words1(m)
	n := -1.0
	if c, ok := m.cap("num"); ok {
		n = c.value
		if n > 1e6 {
			return -1
		}
	} else if _, ok := m.cap("frac"); ok {
		n = 0
	} else {
		for i := m.from; i < m.upto; i++ {
			switch w.lex[i].text {
			case "several", "few", "many", "some", "dozens", "hundreds", "couple", "number":
				if w.lex[i].text == "couple" {
					return 2
				}
				return -1
			}
		}
		if strings.Contains(text, " half a ") || strings.Contains(text, " half an ") || strings.Contains(text, " a half ") && !strings.Contains(text, "and a half") {
			return 0.5
		}
		n = 1
	}
	if _, ok := m.cap("half"); ok || strings.Contains(text, "and a half") {
		n += 0.5
	}
	return n
}

// opSpan is "the past two weeks", "the next three days".
func opSpan(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("unit")
	n := w.quantity(m)
	if strings.Contains(w.words1(m), "two or three") {
		n = 3
	}
	v := value{timex: period(n, u.text), grain: unitGrain(u.text)}
	if n > 0 && !w.base.IsZero() && v.grain >= day && n == math.Trunc(n) {
		if word := relWord(w, m); word == "past" || word == "last" || word == "previous" {
			v.first, v.last, v.has = shift(w.base, -int(n), u.text), w.base, true
		} else if word == "next" || word == "coming" {
			v.first, v.last, v.has = w.base, shift(w.base, int(n), u.text), true
		}
	}
	return v, true
}

func opRecent(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("units")
	text := " " + w.words1(m)
	switch {
	case strings.Contains(text, " recent "):
		return open("PAST_REF", unitGrain(u.text))
	case strings.Contains(text, " coming ") || strings.Contains(text, " next "):
		return open("FUTURE_REF", unitGrain(u.text))
	}
	return open(period(-1, u.text), unitGrain(u.text))
}

// opTheUnit is "the year", "the week", "the day", which mostly stand for the
// present one or the one last spoken of.
func opTheUnit(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("theunit")
	text := " " + w.words1(m)
	next := ""
	if u.i+1 < len(w.lex) {
		next = w.lex[u.i+1].text
	}
	if next == "of" || next == "-" || next == "when" || next == "that" || next == "after" || next == "before" || next == "'s" && u.text == "D" {
		if !strings.Contains(text, "entire") && !strings.Contains(text, "whole") {
			return none()
		}
	}
	if w.lex[u.i].text == "period" && m.upto-m.from < 3 || u.text == "DE" && m.upto-m.from < 3 {
		return none()
	}
	if strings.Contains(text, "entire") || strings.Contains(text, "whole") {
		return open(period(1, u.text), unitGrain(u.text))
	}
	g := unitGrain(u.text)
	switch u.text {
	case "D":
		if w.ref.has && w.ref.grain <= day && w.refAt >= w.sentStart(m)-60 {
			return known(dayValue(w.ref.first))
		}
		if w.base.IsZero() {
			return none()
		}
		return known(dayValue(w.base))
	case "Q":
		if w.ref.has && w.ref.grain == quarter {
			return known(w.ref)
		}
		if w.base.IsZero() {
			return none()
		}
		return known(at(shift(w.base, -1, "Q"), quarter))
	}
	if w.base.IsZero() {
		return none()
	}
	return known(at(w.base, g))
}

func opLatest(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("theunit")
	if w.base.IsZero() {
		return none()
	}
	g := unitGrain(u.text)
	if relWord(w, m) == "current" {
		return known(at(w.base, g))
	}
	if u.text == "Q" && w.ref.has && w.ref.grain == quarter && relWord(w, m) == "latest" {
		return known(w.ref)
	}
	return known(at(shift(firstOf(w.base, g), -1, u.text), g))
}

// moved shifts a time by n units and keeps it as fine as the unit, or as the
// time itself for whole days.
func moved(from time.Time, n float64, unit string) value {
	g := unitGrain(unit)
	k := int(math.Round(n))
	if n != math.Trunc(n) {
		switch unit {
		case "Y":
			return at(shift(firstOf(from, month), int(math.Trunc(n*12)), "M"), month)
		case "DE":
			return at(shift(from, int(n*10), "Y"), year)
		case "CE":
			return at(shift(from, int(n*100), "Y"), year)
		case "M":
			return at(shift(from, int(n*30), "D"), day)
		case "W":
			return at(shift(from, int(n*7), "D"), day)
		case "D":
			return at(shift(from, int(n*24), "H"), hour)
		}
	}
	t := shift(firstOf(from, g), k, unit)
	switch g {
	case week:
		return dayValue(shift(from, k, unit))
	case decade, century:
		return at(t, year)
	}
	return at(t, g)
}
