package when

import (
	"math"
	"strconv"
	"strings"
	"time"
)

func opAgo(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("unit")
	n := w.quantity(m)
	if n < 0 || n > 4000 || w.base.IsZero() {
		return open("PAST_REF", unitGrain(u.text))
	}
	if u.text == "H" || u.text == "MIN" || u.text == "S" {
		v := at(shift(w.base, -int(n), u.text), unitGrain(u.text))
		if w.base.Hour() == 0 && w.base.Minute() == 0 {
			return open(period(n, u.text), unitGrain(u.text))
		}
		return known(v)
	}
	return known(moved(w.base, -n, u.text))
}

func opYearAgo(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return none()
	}
	if w.ref.has && w.ref.grain == quarter {
		return known(at(shift(w.ref.first, -4, "Q"), quarter))
	}
	return known(yearValue(w.base.Year() - 1))
}

func opFromNow(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("unit")
	n := w.quantity(m)
	if n < 0 || n > 4000 || w.base.IsZero() {
		return open("FUTURE_REF", unitGrain(u.text))
	}
	return known(moved(w.base, n, u.text))
}

func (w *walk) fromRef(m *match, sign float64) (value, bool) {
	u, _ := m.cap("unit")
	n := w.quantity(m)
	g := unitGrain(u.text)
	if n < 0 || n > 4000 {
		return open(period(-1, u.text), g)
	}
	from := w.base
	if w.ref.has {
		from = w.ref.first
		// A year before a quarter or a month is that quarter or month.
		if n == math.Trunc(n) && w.ref.grain < g && w.ref.grain >= day && g == year {
			return known(at(shift(from, int(sign*n), u.text), w.ref.grain))
		}
		if g < w.ref.grain && w.ref.grain > month {
			return open(period(n, u.text), g)
		}
	}
	if from.IsZero() || g < day {
		return open(period(n, u.text), g)
	}
	return known(moved(from, sign*n, u.text))
}

func opEarlier(w *walk, m *match, _ string) (value, bool) { return w.fromRef(m, -1) }
func opLater(w *walk, m *match, _ string) (value, bool)   { return w.fromRef(m, 1) }

func opAnchor(sign float64) op {
	return func(w *walk, m *match, _ string) (value, bool) {
		u, _ := m.cap("unit")
		a, ok := m.cap("anchor")
		n := w.quantity(m)
		if !ok || n < 0 || n > 4000 {
			return none()
		}
		from, ok := w.anchorTime(int(a.value))
		if !ok || unitGrain(u.text) < day {
			return open(period(n, u.text), unitGrain(u.text))
		}
		v, ok := known(moved(from, sign*n, u.text))
		if sign > 0 && v.has && !w.base.IsZero() && v.first.After(w.base) && w.tense(m) == past {
			// "They had been arrested two days after the attack": not that of the day on which this is written.
			return open(period(n, u.text), unitGrain(u.text))
		}
		return v, ok
	}
}

// opFromDate counts from a date that stands right after: "two days before
// Friday's vote". The date is a time of its own and stays outside the span.
func opFromDate(w *walk, m *match, arg string) (value, bool) {
	u, _ := m.cap("unit")
	n := w.quantity(m)
	sign, _ := strconv.ParseFloat(arg, 64)
	if n < 0 || n > 4000 || unitGrain(u.text) < day {
		return none()
	}
	var v value
	ok := false
	date := match{from: m.end - 1, upto: m.end, end: m.end, caps: m.caps}
	switch _, isDay := m.cap("day"); {
	case isDay:
		v, ok = opDate(w, &date, "")
	case w.lex[m.end-1].text == "today":
		v, ok = opDay(w, &date, "0")
	case w.lex[m.end-1].text == "yesterday":
		v, ok = opDay(w, &date, "-1")
	default:
		v, ok = opDow(w, &date, "")
	}
	if !ok || !v.has {
		return none()
	}
	return known(moved(v.first, sign*n, u.text))
}

func opEve(w *walk, m *match, _ string) (value, bool) {
	a, ok := m.cap("anchor")
	if !ok {
		return none()
	}
	from, ok := w.anchorTime(int(a.value))
	if !ok {
		return none()
	}
	return known(dayValue(from.AddDate(0, 0, -1)))
}

func opEventDay(w *walk, m *match, _ string) (value, bool) {
	a, ok := m.cap("noun")
	if !ok {
		return none()
	}
	from, ok := w.anchorTime(int(a.value))
	if !ok {
		return none()
	}
	return known(dayValue(from))
}

// anchorTime finds when the happening that token head names took place, as far
// as the report has said: the time read nearest before it in whose clause the
// same word stands, else the first day that the report gives, which in news is its
// main happening's.
func (w *walk) anchorTime(head int) (time.Time, bool) {
	s := w.r.Syntax
	if head < 0 || head >= len(s.Tokens) {
		return time.Time{}, false
	}
	lemma := s.Tokens[head].Lemma
	word := strings.ToLower(s.TextOf(head))
	lead := -1
	for i := len(w.vals) - 1; i >= 0 && i >= len(w.vals)-40; i-- {
		v := &w.vals[i]
		if !v.has || v.grain > day {
			continue
		}
		sent := s.SentenceOf(w.r.Times[i].First)
		for k := sent.First; k < sent.End && k < sent.First+60; k++ {
			if k != head && (lemma != "" && s.Tokens[k].Lemma == lemma || strings.ToLower(s.TextOf(k)) == word) {
				return v.first, true
			}
		}
	}
	for i := range w.vals {
		if i > 20 {
			break
		}
		if w.vals[i].has && w.vals[i].grain <= day {
			// "marched on Friday, a year after the collapse": that Friday is not the collapse's.
			if s.SentenceIndex(w.r.Times[i].First) != s.SentenceIndex(head) {
				lead = i
			}
			break
		}
	}
	if lead >= 0 {
		return w.vals[lead].first, true
	}
	return time.Time{}, false
}

// mainDay is the day of what the last sentence before that of a lexeme which tells any
// mainly tells: "arrested a man on Sunday over a theft last Tuesday".
func (w *walk) mainDay(m *match) (value, bool) {
	s := w.r.Syntax
	here := s.SentenceIndex(w.lex[m.from].tok)
	best, least, last := value{}, 1<<30, -1
	for i := len(w.vals) - 1; i >= 0 && i >= len(w.vals)-8; i-- {
		t := &w.r.Times[i]
		k := s.SentenceIndex(t.First)
		if k == here {
			return value{}, false // its own sentence tells one
		}
		if last >= 0 && k != last || k < here-3 {
			break
		}
		if v := &w.vals[i]; v.has && v.grain <= day {
			depth := 0
			for k := t.First; s.Tokens[k].Head != k && depth < 24; k = s.Tokens[k].Head {
				depth++
			}
			last = k
			if depth < least {
				best, least = *v, depth
			}
		}
	}
	return best, least < 1<<30
}

func opSame(w *walk, m *match, _ string) (value, bool) {
	if !w.ref.has {
		return none()
	}
	if v, ok := w.mainDay(m); ok {
		old := w.ref
		w.ref = v
		defer func() { w.ref = old }()
	}
	text := w.words1(m)
	for _, p := range []struct{ word, code string }{{"morning", "MO"}, {"afternoon", "AF"}, {"evening", "EV"}, {"night", "NI"}} {
		if strings.Contains(text, p.word) {
			if w.ref.grain > day {
				return none()
			}
			return known(partValue(w.ref.first, p.code))
		}
	}
	switch {
	case strings.Contains(text, "week "):
		return known(weekValue(w.ref.first))
	case strings.Contains(text, "month "):
		return known(at(w.ref.first, month))
	case strings.Contains(text, "year "):
		return known(at(w.ref.first, year))
	}
	if w.ref.grain > day {
		return none()
	}
	return known(dayValue(w.ref.first))
}

func opShift(w *walk, m *match, arg string) (value, bool) {
	n, _ := strconv.Atoi(arg)
	if !w.ref.has || w.ref.grain > day {
		return none()
	}
	v := dayValue(w.ref.first.AddDate(0, 0, n))
	for i := m.from; i < m.upto; i++ {
		if code, ok := w.words.value("part", w.lex[i].text); ok {
			return known(partValue(v.first, code))
		}
	}
	return known(v)
}
