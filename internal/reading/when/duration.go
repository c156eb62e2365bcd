package when

import (
	"fmt"
	"strings"
)

func opDur(w *walk, m *match, _ string) (value, bool) {
	u, ok := m.cap("unit")
	if !ok {
		return none()
	}
	l := &w.lex[u.i]
	n := w.quantity(m)
	plural := strings.HasSuffix(l.text, "s")
	_, counted := m.cap("num")
	// "a second attack", "the quarter": a unit that is not counted is a noun.
	if (u.text == "S" || u.text == "Q") && !counted {
		return none()
	}
	// "the week" alone is a reference, not a length.
	if !counted {
		for i := m.from; i < m.upto; i++ {
			if w.lex[i].text == "the" && i+1 == u.i {
				return none()
			}
		}
	}
	if w.textIs(u.i+1, "-", "long") && m.upto == u.i+1 {
		return none()
	}
	// Ages are no times of the report: "three-year-old", "40 years old".
	for k := u.i + 1; k < len(w.lex) && k <= u.i+2; k++ {
		if w.lex[k].text == "old" || w.lex[k].text == "olds" {
			return none()
		}
	}
	if counted && !plural && n != 1 && n != 0.5 && !(u.i > 0 && w.lex[u.i-1].text == "-") && u.i+1 < len(w.lex) && !strings.HasPrefix(w.tag(w.lex[min(u.i+1, len(w.lex)-1)].tok), "N") && w.tag(l.tok) != "" {
		if !strings.HasPrefix(w.tag(l.tok), "NN") {
			return none()
		}
	}
	if !counted && plural && n == 1 {
		return none() // "the days"
	}
	return open(period(n, u.text), unitGrain(u.text))
}

func opDurRange(w *walk, m *match, _ string) (value, bool) {
	u, _ := m.cap("unit")
	to, _ := m.cap("to")
	if a, _ := m.cap("num"); a.value >= to.value {
		return none()
	}
	return open(period(to.value, u.text), unitGrain(u.text))
}

func opDurMixed(w *walk, m *match, _ string) (value, bool) {
	a, _ := m.cap("num")
	b, _ := m.cap("to")
	u, _ := m.cap("unit")
	v, _ := m.cap("unit:to")
	for _, c := range m.caps {
		if c.as == "to" && c.i > b.i {
			v = c
		}
	}
	if u.text != "Y" || v.text != "M" {
		return none()
	}
	return open(fmt.Sprintf("P%dY%dM", int(a.value), int(b.value)), month)
}

func opUnits(w *walk, m *match, _ string) (value, bool) {
	u, ok := m.cap("units")
	if !ok {
		return none()
	}
	if w.textIs(m.upto, "-", "old") || w.textIs(m.upto, "old") || strings.HasSuffix(strings.TrimSpace(w.words1(m)), "old") {
		return none()
	}
	if m.upto < len(w.lex) && w.lex[m.upto].text == "of" {
		return none()
	}
	return open(period(-1, u.text), unitGrain(u.text))
}

func opSet(w *walk, m *match, _ string) (value, bool) {
	if d, ok := m.cap("dow"); ok {
		tx := fmt.Sprintf("XXXX-WXX-%d", int(d.value))
		for i := m.from; i < m.upto; i++ {
			if code, ok := w.words.value("part", w.lex[i].text); ok {
				tx += "T" + code
			}
		}
		return open(tx, day)
	}
	if mo, ok := m.cap("month"); ok {
		return open(fmt.Sprintf("XXXX-%02d", int(mo.value)), month)
	}
	if p, ok := m.cap("part"); ok {
		return open("XXXX-XX-XXT"+p.text, part)
	}
	u, _ := m.cap("unit")
	n := 1.0
	if c, ok := m.cap("num"); ok {
		n = c.value
	}
	if strings.Contains(w.words1(m), " other ") {
		n = 2
	}
	return open(period(n, u.text), unitGrain(u.text))
}

func opSetWord(w *walk, m *match, _ string) (value, bool) {
	if m.from > 0 && w.lex[m.from].upper && w.lex[m.from-1].upper && !w.lex[m.from].glued {
		return none() // "China Daily"
	}
	tx := map[string]string{"daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annual": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "XXXX-XX-XXTNI"}[w.lex[m.from].text]
	g := map[byte]grain{'D': day, 'W': week, 'M': month, 'Q': quarter, 'Y': year, 'H': hour, 'I': part}[tx[len(tx)-1]]
	return open(tx, g)
}

// opPer is "twice a week", "$5 a day", "20 miles an hour".
func opPer(w *walk, m *match, _ string) (value, bool) {
	if m.from == 0 || w.textIs(m.upto, "ago") || w.textIs(m.upto, "later") {
		return none()
	}
	u, _ := m.cap("unit")
	if g := unitGrain(u.text); g < day || u.text == "Q" || strings.HasSuffix(w.lex[u.i].text, "s") {
		return none()
	}
	switch p := &w.lex[m.from-1]; {
	case p.text == "once", p.text == "twice", p.text == "times":
	case w.lex[m.from].text == "per":
	default:
		return none()
	}
	return open(period(1, u.text), unitGrain(u.text))
}
