package when

import (
	"strconv"
	"strings"
)

func opDay(w *walk, m *match, arg string) (value, bool) {
	n, _ := strconv.Atoi(arg)
	if w.base.IsZero() {
		return open("XXXX-XX-XX", day)
	}
	return known(w.withPart(dayValue(w.base.AddDate(0, 0, n)), m))
}

func opTonight(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return open("XXXX-XX-XXTNI", part)
	}
	return known(partValue(w.base, "NI"))
}

// overnight is the night that leads into the day the report speaks of.
func opTonightPast(w *walk, m *match, _ string) (value, bool) {
	if w.ref.has && w.ref.grain <= day && w.refAt >= w.sentStart(m) {
		return known(partValue(w.ref.first, "NI"))
	}
	return opTonight(w, m, "")
}

func (w *walk) sentStart(m *match) int {
	return w.r.Syntax.SentenceOf(w.lex[m.from].tok).First
}

func opLastNight(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return open("XXXX-XX-XXTNI", part)
	}
	code := "NI"
	if strings.Contains(w.words1(m), "evening") {
		code = "EV"
	}
	return known(partValue(w.base.AddDate(0, 0, -1), code))
}

func opThisPart(w *walk, m *match, _ string) (value, bool) {
	p, _ := m.cap("part")
	if w.base.IsZero() {
		return open("XXXX-XX-XXT"+p.text, part)
	}
	return known(partValue(w.base, p.text))
}

func opWeekend(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return open("XXXX-WXX-WE", weekend)
	}
	t := w.tense(m)
	this := monday(w.base)
	switch relWord(w, m) {
	case "last", "past":
		if int(w.base.Weekday()) == 0 {
			this = this.AddDate(0, 0, -7) // on a Sunday, last weekend is a week ago
			break
		}
		this = this.AddDate(0, 0, -7)
	case "next", "coming":
		if relWord(w, m) == "next" {
			this = this.AddDate(0, 0, 7)
		}
	case "this":
		// "swept the city this weekend", written on a Tuesday, is over.
		if wd := int(w.base.Weekday()); t == past && wd >= 1 && wd <= 4 {
			this = this.AddDate(0, 0, -7)
		}
	default:
		if wd := int(w.base.Weekday()); t != future && wd >= 1 && wd <= 5 {
			this = this.AddDate(0, 0, -7)
		}
	}
	return known(weekendValue(this))
}
