package when

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	_ "embed"

	"github.com/hearsay/hearsay/internal/lists"
)

//go:embed words.tsv
var wordsTSV string

// knownClass lists the classes that patterns may name; see walk.class.
var knownClass = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields("month dow season part unit units theunit qunit yearunit ord nth num frac half decade decades holiday tz iso slash year anyyear shortyear day clock hour ampm hhmm noon anchor noun") {
		m[c] = true
	}
	return m
}()

// word is what words.tsv says of a word in one class.
type word struct{ class, value string }

type words struct {
	of map[string][]word
	// long holds entries of several lexemes under their first: "christmas" ->
	// "christmas eve".
	long map[string][]longWord
	// verbs by list name, for the tense of a clause.
	verbs map[string]map[string]bool
}

type longWord struct {
	parts []string
	word
}

func loadWords() (*words, error) {
	w := &words{of: map[string][]word{}, long: map[string][]longWord{}, verbs: map[string]map[string]bool{}}
	err := lists.Rows(wordsTSV, 3, func(c []string) error {
		for _, s := range strings.Fields(c[2]) {
			if c[0] == "verb" {
				if w.verbs[c[1]] == nil {
					w.verbs[c[1]] = map[string]bool{}
				}
				w.verbs[c[1]][s] = true
				continue
			}
			s = strings.ReplaceAll(strings.ReplaceAll(s, "_", " "), "'s", " 's")
			p := strings.Fields(s)
			if len(p) > 1 {
				w.long[p[0]] = append(w.long[p[0]], longWord{p, word{c[0], c[1]}})
				continue
			}
			w.of[s] = append(w.of[s], word{c[0], c[1]})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("words.tsv: %w", err)
	}
	return w, nil
}

func (w *words) value(class, text string) (string, bool) {
	for _, x := range w.of[text] {
		if x.class == class {
			return x.value, true
		}
	}
	return "", false
}

// class matches a class of words at lexeme i.
func (w *walk) class(name string, i int) (capture, bool) {
	l := &w.lex[i]
	c := capture{i: i, n: 1, text: l.text}
	num := func(v string) bool { f, err := strconv.ParseFloat(v, 64); c.value = f; return err == nil }
	switch name {
	case "month":
		v, ok := w.words.value(name, l.text)
		if !ok || !l.upper && w.properNames {
			return c, false
		}
		// "may" and "march" are verbs too, and abbreviations are short for much.
		if l.text == "may" || l.text == "march" || l.text == "mar" || l.text == "dec" || l.text == "jan" || l.text == "jun" || l.text == "sep" {
			if !l.upper {
				return c, false
			}
			if tag := w.tag(l.tok); tag == "MD" || strings.HasPrefix(tag, "VB") {
				if !w.digitNear(i) {
					return c, false
				}
			}
		}
		return c, num(v)
	case "dow":
		v, ok := w.words.value(name, l.text)
		if !ok || !l.upper && w.properNames {
			return c, false
		}
		if len(l.text) < 5 && l.End-l.Start == len(l.text) && (i+1 >= len(w.lex) || w.lex[i+1].text != "," && !w.is("month", i+1)) {
			return c, false // "Sun", "Sat", "Wed" without a stop are other words
		}
		return c, num(v)
	case "season", "part", "tz":
		v, ok := w.words.value(name, l.text)
		c.text = v
		return c, ok
	case "unit":
		v, ok := w.words.value("unit", l.text)
		c.text = v
		return c, ok
	case "units": // the bare plural: "years", "weeks"
		v, ok := w.words.value("unit", l.text)
		c.text = v
		return c, ok && strings.HasSuffix(l.text, "s") && (len(v) == 1 && v != "S" && v != "Q" || v == "DE" || v == "CE" || v == "MIN")
	case "theunit":
		v, ok := w.words.value("unit", l.text)
		if l.text == "period" {
			return capture{i: i, n: 1, text: "Q"}, true
		}
		c.text = v
		return c, ok && !strings.HasSuffix(l.text, "s") && (v == "D" || v == "W" || v == "M" || v == "Q" || v == "Y" || v == "DE")
	case "qunit":
		return c, l.text == "quarter"
	case "yearunit":
		c.text = "Y"
		return c, l.text == "year"
	case "ord", "decade":
		v, ok := w.words.value(name, l.text)
		return c, ok && num(v)
	case "nth": // "19th", "nineteenth"
		if v, ok := ordinal(l.text); ok {
			c.value = float64(v)
			return c, true
		}
		if n, ok := lists.Ordinal(l.text); ok {
			c.value = float64(n)
			return c, true
		}
		return c, false
	case "holiday":
		return w.longest("holiday", i)
	case "num":
		return w.number(i)
	case "frac":
		return c, strings.ContainsRune(l.text, '½')
	case "half": // 2 1/2, 2 ½, two and a half
		if l.text == "1/2" || l.text == "½" {
			return c, true
		}
		if w.textIs(i, "and", "a", "half") {
			c.n = 3
			return c, true
		}
		return c, false
	case "decades": // 1990s, '90s, 90s
		t := l.text
		if t == "'" && i+1 < len(w.lex) && w.lex[i+1].glued {
			t, c.n = w.lex[i+1].text, 2
		}
		if !strings.HasSuffix(t, "0s") || len(t) != 3 && len(t) != 5 {
			return c, false
		}
		return c, num(t[:len(t)-1])
	case "iso":
		return c, len(l.text) == 10 && l.text[4] == '-' && l.text[7] == '-'
	case "slash":
		return c, strings.Count(l.text, "/") == 2
	case "year", "anyyear":
		if l.digit && len(l.text) == 4 && l.value >= 1000 && l.value <= 2100 && !w.glueAfter(i, "%") {
			if name == "year" && l.value < 1500 {
				return c, false
			}
			c.value = l.value
			return c, true
		}
		if name == "anyyear" && !l.digit {
			return w.yearInWords(i)
		}
		return c, false
	case "shortyear":
		if l.text == "'" && i+1 < len(w.lex) {
			y := &w.lex[i+1]
			if y.glued && y.digit && len(y.text) == 2 && (i == 0 || !l.glued) {
				c.n, c.value = 2, y.value
				return c, true
			}
		}
		return c, false
	case "day":
		if l.digit && len(l.text) <= 2 && l.value >= 1 && l.value <= 31 && !w.glueAfter(i, "%") {
			c.value = l.value
			return c, true
		}
		if v, ok := ordinal(l.text); ok && v <= 31 {
			c.value = float64(v)
			return c, true
		}
		return c, false
	case "clock":
		h, m, ok := strings.Cut(l.text, ":")
		if !ok {
			h, m, ok = strings.Cut(l.text, ".")
		}
		hh, e1 := strconv.Atoi(h)
		mm, e2 := strconv.Atoi(m)
		c.value = float64(hh*60 + mm)
		return c, ok && e1 == nil && e2 == nil && hh < 25 && mm < 60 && len(m) == 2
	case "hour":
		n, ok := w.number(i)
		n.value *= 60
		return n, ok && n.value >= 60 && n.value <= 24*60 && n.n == 1 && len(l.text) < 7
	case "ampm":
		return c, l.text == "am" && (w.lex[i].End-w.lex[i].Start > 2 || i > 0 && w.lex[i-1].digit) || l.text == "pm"
	case "hhmm":
		n, err := strconv.Atoi(l.text)
		c.value = float64(n/100*60 + n%100)
		return c, err == nil && len(l.text) == 4 && n < 2400 && n%100 < 60
	case "noon":
		return c, l.text == "noon" || l.text == "midnight" || l.text == "midday"
	case "anchor", "noun":
		return w.anchorPhrase(name, i)
	}
	return c, false
}

func (w *walk) is(class string, i int) bool {
	if i < 0 || i >= len(w.lex) {
		return false
	}
	_, ok := w.class(class, i)
	return ok
}

func (w *walk) textIs(i int, words ...string) bool {
	if i < 0 || i+len(words) > len(w.lex) {
		return false
	}
	for k, s := range words {
		if w.lex[i+k].text != s {
			return false
		}
	}
	return true
}

// digitNear tells that a number stands right beside lexeme i.
func (w *walk) digitNear(i int) bool {
	return i > 0 && w.lex[i-1].value > 0 || i+1 < len(w.lex) && w.lex[i+1].value > 0
}

func (w *walk) glueAfter(i int, text string) bool {
	return i+1 < len(w.lex) && w.lex[i+1].glued && w.lex[i+1].text == text
}

// longest finds the longest entry of several lexemes in words.tsv.
func (w *walk) longest(class string, i int) (capture, bool) {
	best := capture{i: i}
	if v, ok := w.words.value(class, w.lex[i].text); ok && w.lex[i].upper {
		best.n, best.text = 1, v
	}
	for _, e := range w.words.long[w.lex[i].text] {
		if e.class == class && len(e.parts) > best.n && w.lex[i].upper && w.textIs(i, e.parts...) {
			best.n, best.text = len(e.parts), e.value
		}
	}
	return best, best.n > 0
}

func ordinal(s string) (int, bool) {
	if len(s) < 3 || !isDigit(s[0]) {
		return 0, false
	}
	switch s[len(s)-2:] {
	case "st", "nd", "rd", "th":
	default:
		return 0, false
	}
	n, err := strconv.Atoi(s[:len(s)-2])
	return n, err == nil
}

// number reads a cardinal: 12, 2.5, twelve, twenty-four, a hundred, two thousand.
func (w *walk) number(i int) (capture, bool) {
	l := &w.lex[i]
	c := capture{i: i, n: 1, text: l.text}
	if l.digit {
		if strings.ContainsAny(l.text, ":/-") {
			return c, false
		}
		c.value = l.value
		if i+1 < len(w.lex) {
			if v, ok := scale(w.lex[i+1].text); ok {
				c.value *= v
				c.n = 2
			}
		}
		return c, true
	}
	small := func(i int) (float64, int) {
		if i >= len(w.lex) {
			return 0, 0
		}
		v, ok := w.words.value("num", w.lex[i].text)
		if !ok {
			return 0, 0
		}
		f, _ := strconv.ParseFloat(v, 64)
		if f < 20 {
			return f, 1
		}
		j := i + 1
		if j < len(w.lex) && w.lex[j].text == "-" && w.lex[j].glued {
			j++
		}
		if j < len(w.lex) {
			if v, ok := w.words.value("num", w.lex[j].text); ok {
				if g, _ := strconv.ParseFloat(v, 64); g < 10 {
					return f + g, j - i + 1
				}
			}
		}
		return f, 1
	}
	v, n := small(i)
	if n == 0 {
		if l.text != "a" && l.text != "one" || i+1 >= len(w.lex) {
			return c, false
		}
		if _, ok := scale(w.lex[i+1].text); !ok {
			return c, false
		}
		v, n = 1, 1
	}
	if i+n < len(w.lex) {
		if s, ok := scale(w.lex[i+n].text); ok {
			v, n = v*s, n+1
			k := n
			if i+k < len(w.lex) && w.lex[i+k].text == "and" {
				k++
			}
			if more, m := small(i + k); m > 0 && more < s {
				v, n = v+more, k+m
			}
		}
	}
	c.value, c.n = v, n
	return c, true
}

func scale(s string) (float64, bool) {
	switch s {
	case "hundred":
		return 100, true
	case "thousand":
		return 1000, true
	case "million":
		return 1e6, true
	}
	return 0, false
}

// yearInWords reads spoken years: nineteen ninety-seven, two thousand one.
func (w *walk) yearInWords(i int) (capture, bool) {
	c, ok := w.number(i)
	if !ok || w.lex[i].digit {
		return c, false
	}
	if c.value >= 1900 && c.value < 2100 {
		return c, true
	}
	if c.n == 1 && (c.value == 19 || c.value == 18 || c.value == 20) && i+1 < len(w.lex) {
		if d, ok := w.number(i + 1); ok && d.value >= 10 && d.value < 100 {
			return capture{i: i, n: 1 + d.n, value: c.value*100 + d.value}, true
		}
	}
	return c, false
}

// anchorPhrase matches the noun phrase that a time counts from: "the attack",
// "his inauguration", up to the noun that heads it.
func (w *walk) anchorPhrase(name string, i int) (capture, bool) {
	l := &w.lex[i]
	c := capture{i: i}
	s := w.r.Syntax
	head := -1
	if name == "anchor" {
		switch l.text {
		case "the", "that", "this", "his", "her", "their", "its", "those":
		default:
			return c, false
		}
		if i+1 >= len(w.lex) {
			return c, false
		}
		head = s.Tokens[l.tok].Head
		if head <= l.tok || head > l.tok+6 {
			head = w.lex[i+1].tok
		}
	} else if head = l.tok; s.Tokens[l.tok].Pos != "" && s.Tokens[l.tok].Pos != "NOUN" {
		return c, false
	}
	// "two days after the government resigned": a clause, not a happening's name.
	if dep := s.Tokens[head].Dep; dep == "nsubj" || dep == "nsubjpass" || dep == "expl" {
		return c, false
	}
	for i+c.n < len(w.lex) && w.lex[i+c.n].tok <= head && w.lex[i+c.n].text != "\n" {
		if k := i + c.n; c.n > 0 && (w.is("month", k) || w.is("dow", k)) {
			return c, false // "before the June 2 vote": counted from the date
		}
		c.n++
	}
	c.value = float64(head)
	r := []rune(w.lex[i+c.n-1].text)
	return c, c.n > 0 && unicode.IsLetter(r[0])
}

// tag is the fine tag of a token; empty where there is no tree.
func (w *walk) tag(tok int) string {
	if tok < len(w.r.Syntax.Tokens) {
		return w.r.Syntax.Tokens[tok].Tag
	}
	return ""
}
