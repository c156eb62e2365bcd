package when

import (
	"math"
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
		case "by":
			if t != past {
				return future
			}
		case "until":
			if t != past || !w.lasted(w.lex[m.from].tok) {
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

// lasted tells that the verb above a token is of what went on until then and is
// over ("fought until Friday"), not of a measure with an end to come ("imposed
// a curfew until Friday").
func (w *walk) lasted(tok int) bool {
	s := w.r.Syntax
	for steps := 0; steps < 8 && tok < len(s.Tokens); steps++ {
		if strings.HasPrefix(s.Tokens[tok].Tag, "VB") {
			return w.words.verbs["last"][s.Tokens[tok].Lemma]
		}
		if s.Tokens[tok].Head == tok {
			break
		}
		tok = s.Tokens[tok].Head
	}
	return true
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
