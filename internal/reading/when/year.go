package when

import (
	"fmt"
	"strings"
)

// yearBefore are the words after which four digits are a year.
var yearBefore = map[string]bool{"in": true, "since": true, "of": true, "by": true, "until": true, "before": true, "after": true, "from": true, "to": true, "during": true,
	"early": true, "late": true, "mid": true, "and": true, "through": true, "the": true, "(": true, "between": true, "till": true, "for": true, "-": true, "'s": true, ",": true, "around": true, "about": true, "circa": true, "back": true, "or": true}

func opYear(w *walk, m *match, _ string) (value, bool) {
	c, ok := m.cap("year")
	if !ok {
		if c, ok = m.cap("anyyear"); !ok {
			return none()
		}
		return known(yearValue(int(c.value)))
	}
	y := int(c.value)
	if m.upto-m.from == 1 {
		// A bare number: what stands before and after must be fit for a year.
		i := m.from
		prev, next := "", ""
		if i > 0 {
			prev = w.lex[i-1].text
		}
		if i+1 < len(w.lex) {
			next = w.lex[i+1].text
		}
		tok := &w.r.Syntax.Tokens[w.lex[i].tok]
		named := strings.HasSuffix(tok.Ent, "-DATE")
		other := len(tok.Ent) > 2 && !named
		if prev == "$" || prev == "€" || prev == "£" || prev == "#" || next == "%" || next == "percent" || other && !yearBefore[prev] {
			return none()
		}
		if prev == "about" || prev == "around" || prev == "or" || prev == "-" || prev == "," || prev == "the" || prev == "and" || prev == "to" || prev == "for" || !yearBefore[prev] {
			if !named && !(yearBefore[prev] && noNounNext(w, i+1)) {
				return none()
			}
		}
		if (y < 1700 || y > 2099) && !named {
			return none()
		}
		if pluralNext(w, i+1) {
			return none() // "of 2000 people"
		}
	}
	return known(yearValue(y))
}

func noNounNext(w *walk, i int) bool {
	return i >= len(w.lex) || !strings.HasPrefix(w.tag(w.lex[i].tok), "NN") && !strings.HasPrefix(w.tag(w.lex[i].tok), "JJ")
}

func pluralNext(w *walk, i int) bool {
	if i >= len(w.lex) || w.lex[i].text == "\n" {
		return false
	}
	t := &w.r.Syntax.Tokens[w.lex[i].tok]
	return t.Tag == "NNS" && t.Ent == "O" && w.r.Syntax.Tokens[w.lex[i-1].tok].Dep == "nummod"
}

func opShortYear(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("shortyear")
	return known(yearValue(fullYear(int(c.value))))
}

func opDecade(w *walk, m *match, _ string) (value, bool) {
	c, ok := m.cap("decades")
	if !ok {
		c, _ = m.cap("decade")
	}
	y := int(c.value)
	if y < 100 {
		y += 1900
		if y < 1930 {
			y += 100
		}
	}
	if y < 1000 || y > 2100 {
		return none()
	}
	return known(decadeValue(y))
}

func opCentury(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("nth")
	if c.value < 1 || c.value > 30 {
		return none()
	}
	return known(centuryValue(int(c.value)))
}

func opQuarter(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("ord")
	q := int(c.value)
	if q < 1 || q > 4 {
		return none()
	}
	if y, ok := m.cap("year"); ok {
		return known(quarterValue(int(y.value), q))
	}
	if w.base.IsZero() {
		return open(fmt.Sprintf("XXXX-Q%d", q), quarter)
	}
	t := w.tense(m)
	if t == present {
		t = noTense
	}
	var cs []value
	for y := w.base.Year() - 1; y <= w.base.Year()+1; y++ {
		cs = append(cs, quarterValue(y, q))
	}
	return w.pick(t, cs...)
}

func opQuarterRel(w *walk, m *match, _ string) (value, bool) {
	c, _ := m.cap("ord")
	if w.base.IsZero() || c.value < 1 || c.value > 4 {
		return none()
	}
	if strings.Contains(w.words1(m), "half") {
		return known(halfValue(w.relYear(relWord(w, m)), min(int(c.value), 2)))
	}
	return known(quarterValue(w.relYear(relWord(w, m)), int(c.value)))
}

func opHalf(w *walk, m *match, _ string) (value, bool) {
	y, _ := m.cap("year")
	h := 2
	if c, ok := m.cap("ord"); ok {
		h = int(c.value)
	}
	if h > 2 {
		return none()
	}
	return known(halfValue(int(y.value), h))
}

func opHalfRel(w *walk, m *match, _ string) (value, bool) {
	if w.base.IsZero() {
		return none()
	}
	h := 2
	if strings.Contains(w.words1(m), "first half") || strings.Contains(w.words1(m), "first - half") {
		h = 1
	}
	if _, has := m.cap("ord"); !has && m.upto-m.from <= 4 && !strings.Contains(w.words1(m), "year") {
		if m.upto < len(w.lex) && w.lex[m.upto].text == "of" {
			return none() // "the first half of the match"
		}
	}
	return known(halfValue(w.relYear(relWord(w, m)), h))
}

func opSeason(w *walk, m *match, _ string) (value, bool) {
	s, _ := m.cap("season")
	y, ok := m.cap("year")
	if !ok {
		return none()
	}
	return known(seasonValue(int(y.value), s.text))
}

func opRelSeason(w *walk, m *match, _ string) (value, bool) {
	s, _ := m.cap("season")
	if w.base.IsZero() {
		return open("XXXX-"+s.text, season)
	}
	y := w.base.Year()
	this := seasonValue(y, s.text)
	switch relWord(w, m) {
	case "last":
		if !this.last.Before(w.base.AddDate(0, 0, -60)) {
			y--
		}
	case "next":
		if !this.first.After(w.base) {
			y++
		}
	case "this", "past":
		if this.first.After(w.base) && w.tense(m) == past {
			y--
		}
	}
	return known(seasonValue(y, s.text))
}

func opSeasonThe(w *walk, m *match, _ string) (value, bool) {
	s, _ := m.cap("season")
	l := &w.lex[s.i]
	if tag := w.tag(l.tok); tag != "" && !strings.HasPrefix(tag, "NN") || l.text == "fall" && w.textIs(s.i+1, "of") || l.text == "fall" && w.textIs(s.i+1, "in") {
		return none()
	}
	if s.i > 0 && w.lex[s.i-1].text == "of" && l.text != "summer" && l.text != "winter" {
		return none()
	}
	if w.base.IsZero() {
		return open("XXXX-"+s.text, season)
	}
	t := w.tense(m)
	var cs []value
	for y := w.base.Year() - 1; y <= w.base.Year()+1; y++ {
		cs = append(cs, seasonValue(y, s.text))
	}
	return w.pick(t, cs...)
}
