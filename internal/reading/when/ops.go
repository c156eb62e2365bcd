package when

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// op makes a value of a match; false lets the next best rule have the words.
type op func(w *walk, m *match, arg string) (value, bool)

// ops are the ways in which rules.tsv turns its captures into values.
var ops map[string]op

func init() { // a literal would refer to itself through firstFullDate
	ops = map[string]op{
		"daterange": opDateRange, "monthrange": opMonthRange, "yearrange": opYearRange,
		"iso": opISO, "slash": opSlash, "date": opDate, "dateyear": opDateYear, "month": opMonth, "monthyear": opMonthYear, "monthref": opMonthRef,
		"relmonth": opRelMonth, "dow": opDow, "reldow": opRelDow, "dowweek": opDowWeek, "dowago": opDowAgo, "daybefore": opDayBefore, "weekof": opWeekOf,
		"year": opYear, "shortyear": opShortYear, "decade": opDecade, "century": opCentury, "quarter": opQuarter, "quarterrel": opQuarterRel,
		"halfyear": opHalf, "halfrel": opHalfRel, "season": opSeason, "relseason": opRelSeason, "seasonthe": opSeasonThe, "day": opDay, "tonight": opTonight,
		"lastnight": opLastNight, "thispart": opThisPart, "overnight": opTonightPast, "weekend": opWeekend, "relunit": opRelUnit, "span": opSpan,
		"recent": opRecent, "theunit": opTheUnit, "latest": opLatest, "ago": opAgo, "someago": opRef("PAST_REF"), "yearago": opYearAgo, "ref": opRefArg,
		"fromnow": opFromNow, "earlier": opEarlier, "later": opLater, "before": opAnchor(-1), "after": opAnchor(1), "eve": opEve, "fromdate": opFromDate, "eventday": opEventDay,
		"same": opSame, "shift": opShift, "dur": opDur, "durrange": opDurRange, "durmixed": opDurMixed, "units": opUnits, "set": opSet, "setword": opSetWord,
		"per": opPer, "thepast": opRef("PAST_REF"), "thetime": opTheTime, "soon": opSoon, "clock": opClock, "clockat": opClockAt,
		"clockdow": opClockDow, "dateclock": opDateClock, "noon": opNoon, "thepart": opThePart, "holiday": opHoliday, "yearend": opYearEnd, "partof": opPartOf,
	}
}

func (w *walk) words1(m *match) string { // all words of a match, for small choices
	var b strings.Builder
	for i := m.from; i < m.end; i++ {
		b.WriteString(w.lex[i].text)
		b.WriteByte(' ')
	}
	return b.String()
}

// aheadOf are the prepositions of a coming happening: "before Sunday's vote".
var aheadOf = map[string]bool{"at": true, "in": true, "during": true, "for": true, "before": true, "of": true, "on": true}

func (w *walk) tense(m *match) tense {
	t := w.tenseOf(w.lex[m.from].tok)
	// "Wednesday's ruling" has been, whatever the clause says of it, unless it is
	// where or for when something will be ("at Friday's meeting").
	if w.forced == noTense && w.textIs(m.upto, "'s") && t != past {
		s := w.r.Syntax
		noun := s.Tokens[w.lex[m.upto-1].tok].Head
		if prep := s.Tokens[noun].Head; s.Tokens[noun].Dep != "pobj" || !aheadOf[strings.ToLower(s.TextOf(prep))] {
			return past
		}
	}
	if m.from > 0 {
		// "by Friday", "until May", "ahead of Sunday's vote" look ahead where the
		// clause does not say that it is over.
		switch w.lex[m.from-1].text {
		case "until", "by":
			if t != past {
				return future
			}
		case "of":
			if m.from > 1 && w.lex[m.from-2].text == "ahead" {
				return future
			}
		}
	}
	return t
}

// near picks among candidate first days the one that the tense asks for: the
// latest not after the base for the past, the earliest not before it for the
// future, the nearest for none.
func (w *walk) pick(t tense, candidates ...value) (value, bool) {
	best, found := value{}, false
	for _, c := range candidates {
		switch {
		case t == past && c.first.After(w.base) && c.timex != "":
			continue
		case t == future && c.last.Before(date(w.base.Year(), int(w.base.Month()), w.base.Day())):
			continue
		}
		if !found || dist(c, w.base) < dist(best, w.base) {
			best, found = c, true
		}
	}
	return best, found
}

func dist(v value, t time.Time) float64 {
	if !v.first.After(t) && !v.last.Before(t) {
		return 0
	}
	return math.Min(math.Abs(v.first.Sub(t).Hours()), math.Abs(v.last.Sub(t).Hours()))
}

func known(v value) (value, bool) { return v, true }
func opRef(timex string) op {
	return func(*walk, *match, string) (value, bool) { return value{timex: timex, grain: day}, true }
}
func opRefArg(_ *walk, m *match, arg string) (value, bool) {
	return value{timex: arg, grain: day}, true
}

// opSoon passes over "shortly after the blast" and "as soon as Tuesday".
func opSoon(w *walk, m *match, _ string) (value, bool) {
	for _, t := range []string{"after", "before", "as", "afterwards", "afterward", "thereafter"} {
		if w.textIs(m.upto, t) {
			return none()
		}
	}
	return open("FUTURE_REF", day)
}

func opTheTime(w *walk, m *match, _ string) (value, bool) {
	for _, t := range []string{"of", "to", "for", "that", "when", "has", "is"} {
		if w.textIs(m.upto, t) {
			return none()
		}
	}
	return open("PAST_REF", day)
}

func none() (value, bool)                      { return value{}, false }
func open(timex string, g grain) (value, bool) { return value{timex: timex, grain: g}, true }

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
	default:
		if wd := int(w.base.Weekday()); t != future && wd >= 1 && wd <= 5 {
			this = this.AddDate(0, 0, -7)
		}
	}
	return known(weekendValue(this))
}

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
		return known(moved(from, sign*n, u.text))
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
			lead = i
			break
		}
	}
	if lead >= 0 {
		return w.vals[lead].first, true
	}
	return time.Time{}, false
}

func opSame(w *walk, m *match, _ string) (value, bool) {
	if !w.ref.has {
		return none()
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
