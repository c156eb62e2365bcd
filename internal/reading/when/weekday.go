package when

import (
	"fmt"
	"strings"
	"time"
)

// bareDow is the weekday that a bare "Friday" means.
func (w *walk) bareDow(d int, t tense) time.Time {
	back := w.base.AddDate(0, 0, -((int(w.base.Weekday()) - d%7 + 7) % 7))
	if t == future && back.Day() != w.base.Day() {
		return back.AddDate(0, 0, 7)
	}
	return back
}

func opDow(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("dow")
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-WXX-%d", int(c.value)), day)
	}
	return known(w.withPart(dayValue(w.bareDow(int(c.value), w.tense(m))), m))
}

func opRelDow(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("dow")
	d := int(c.value)
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-WXX-%d", d), day)
	}
	var t time.Time
	back := w.base.AddDate(0, 0, -((int(w.base.Weekday()) - d%7 + 7) % 7))
	switch relWord(w, m) {
	case "last", "past", "previous":
		if t = back; back.Day() == w.base.Day() {
			t = back.AddDate(0, 0, -7)
		}
	case "next", "coming", "following":
		from := w.base
		if relWord(w, m) == "following" && w.ref.has {
			from = w.ref.first
		}
		t = from.AddDate(0, 0, 1)
		t = t.AddDate(0, 0, (d%7-int(t.Weekday())+7)%7)
	default: // this Friday
		t = monday(w.base).AddDate(0, 0, d-1)
		if w.tense(m) == past && t.After(w.base) {
			t = t.AddDate(0, 0, -7)
		}
	}
	return known(w.withPart(dayValue(t), m))
}

func opDowWeek(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("dow")
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-WXX-%d", int(c.value)), day)
	}
	n := map[string]int{"last": -7, "next": 7}[relWord(w, m)]
	return known(w.withPart(dayValue(monday(w.base).AddDate(0, 0, n+int(c.value)-1)), m))
}

func opDowAgo(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("dow")
	if w.base.IsZero() {
		return none()
	}
	n := 1
	if k, ok := m.cap("num"); ok {
		n = int(k.value)
	}
	back := w.bareDow(int(c.value), past)
	if strings.Contains(w.words1(m), " from ") {
		t := w.base.AddDate(0, 0, (int(c.value)%7-int(w.base.Weekday())+7)%7)
		return known(dayValue(t.AddDate(0, 0, 7*n)))
	}
	return known(dayValue(back.AddDate(0, 0, -7*n)))
}

func opDayBefore(w *walk, m *match, _ string) (value, bool) {
	v, ok := opDow(w, m, "")
	if strings.Contains(w.words1(m), " last ") {
		v, ok = opRelDow(w, m, "")
	}
	if !ok || !v.has {
		return v, ok
	}
	return known(dayValue(v.first.AddDate(0, 0, -1)))
}

func opWeekOf(w *walk, m *match, _ string) (value, bool) {
	v, ok := opDate(w, m, "")
	if !ok || !v.has {
		return v, ok
	}
	return known(weekValue(v.first))
}
