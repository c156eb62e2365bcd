package when

import (
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// Reader finds times by the rules of rules.tsv. It is safe for concurrent use.
type Reader struct {
	words *words
	rules *rules
}

// New reads the embedded rules.
func New() (*Reader, error) {
	w, err := loadWords()
	if err != nil {
		return nil, err
	}
	rs, err := loadRules()
	if err != nil {
		return nil, err
	}
	return &Reader{w, rs}, nil
}

// walk is the state of one reading.
type walk struct {
	*Reader
	r           *hearsay.Reading
	lex         []lexeme
	base        time.Time // published; zero where unknown
	ref         value     // the last date read, for "the next day"
	refAt       int       // its token
	forced      tense     // tests without a tree set it
	properNames bool      // months and weekdays must have capitals
	m           matcher
	taken       []bool // tokens in names that are no times
	vals        []value
	fullDates   map[int]int // month*100+day -> the one year that the report gives with it; 0 where it gives two
}

// Read adds r.Times in order of the text.
func (rd *Reader) Read(r *hearsay.Reading) { rd.read(r, noTense) }

func (rd *Reader) read(r *hearsay.Reading, forced tense) {
	if len(r.Syntax.Tokens) == 0 {
		return
	}
	w := &walk{Reader: rd, r: r, lex: lex(r.Syntax), forced: forced, properNames: true}
	w.m.w = w
	w.fullDates = nil
	if p := r.Document.Published; !p.IsZero() {
		w.base = date(p.Year(), int(p.Month()), p.Day())
		if r.Document.HasClock {
			w.base = w.base.Add(time.Duration(p.Hour()*60+p.Minute()) * time.Minute)
		}
	} else {
		w.base = w.firstFullDate()
	}
	w.names()
	w.years()
	tried := make([]int, len(rd.rules.all)) // rule -> lexeme it was last tried at, plus 1
	for i := 0; i < len(w.lex); {
		m, ru, v, ok := w.best(i, tried)
		if !ok {
			i++
			continue
		}
		// A rule may begin with context ("in", "at"): what begins at the span
		// itself goes before it when it takes more words.
		if m.from > i {
			if m2, ru2, v2, ok := w.best(m.from, tried); ok && (m2.upto > m.upto || m2.upto == m.upto && ru2.order < ru.order) {
				m, ru, v = m2, ru2, v2
			}
		}
		w.emit(m, ru, v)
		i = max(m.upto, i+1)
	}
	w.ranges()
}

// years collects the dates that the report gives with their year.
func (w *walk) years() {
	w.fullDates = map[int]int{}
	add := func(month, day, year float64) {
		k := int(month)*100 + int(day)
		if y, ok := w.fullDates[k]; ok && y != int(year) {
			year = 0
		}
		w.fullDates[k] = int(year)
	}
	for i := range w.lex {
		mo, ok := capture{}, false
		if w.lex[i].upper {
			mo, ok = w.class("month", i)
		}
		if !ok {
			continue
		}
		if d, ok := w.classAt("day", i+1); ok {
			j := i + 2
			if w.textIs(j, ",") {
				j++
			}
			if y, ok := w.classAt("year", j); ok {
				add(mo.value, d.value, y.value)
			}
		}
		if d, ok := w.classAt("day", i-1); ok {
			if y, ok := w.classAt("year", i+1); ok {
				add(mo.value, d.value, y.value)
			}
		}
	}
	for k, y := range w.fullDates {
		if y == 0 {
			delete(w.fullDates, k)
		}
	}
}

func (w *walk) classAt(name string, i int) (capture, bool) {
	if i < 0 || i >= len(w.lex) {
		return capture{}, false
	}
	return w.class(name, i)
}

// names marks the tokens of names that hold words of time without being times:
// "Sunday Times", "April Jones", "Black September".
func (w *walk) names() {
	s := w.r.Syntax
	w.taken = make([]bool, len(s.Tokens))
	for _, n := range s.Names() {
		switch n.Label {
		case "PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "GPE", "LOC", "NORP":
			// A name that is nothing but a word of time is a wrong name.
			if n.End-n.First > 1 {
				for i := n.First; i < n.End; i++ {
					w.taken[i] = true
				}
			}
		}
	}
}

type candidate struct {
	m    match
	rule int
}

// best tries the rules that can begin at lexeme i; the longest span wins, then
// the rule that stands first.
func (w *walk) best(i int, tried []int) (match, *rule, value, bool) {
	l := &w.lex[i]
	var found []candidate
	try := func(rs []int) {
		for _, k := range rs {
			if tried[k] == i+1 {
				continue
			}
			tried[k] = i + 1
			if m, ok := w.m.longest(w.rules.all[k].pattern, i); ok && m.upto > m.from && !(m.from > i && w.lex[m.from-1].text == "\n") {
				found = append(found, candidate{m, k})
			}
		}
	}
	try(w.rules.byWord[l.text])
	for _, c := range w.rules.byClass {
		if !w.timely(l) {
			break
		}
		if _, ok := w.class(c.class, i); ok {
			try(c.rules)
		}
	}
	if len(found) == 0 {
		return match{}, nil, value{}, false
	}
	sort.SliceStable(found, func(a, b int) bool {
		x, y := found[a].m, found[b].m
		if x.upto != y.upto {
			return x.upto > y.upto
		}
		if x.from != y.from {
			return x.from < y.from
		}
		return found[a].rule < found[b].rule
	})
	for _, c := range found {
		ru := &w.rules.all[c.rule]
		c.m.from, c.m.upto = w.trim(c.m.from, c.m.upto)
		if c.m.upto <= c.m.from || w.inName(c.m) {
			continue
		}
		if v, ok := ops[ru.op](w, &c.m, ru.arg); ok {
			return c.m, ru, v, true
		}
	}
	return match{}, nil, value{}, false
}

// timely is a quick look whether any class of words can hold a lexeme.
func (w *walk) timely(l *lexeme) bool {
	if isDigit(l.text[0]) || l.text == "'" || l.text == "noon" || l.text == "midnight" {
		return true
	}
	if w.words.of[l.text] != nil || w.words.long[l.text] != nil {
		return true
	}
	_, ok := lists.Ordinal(l.text)
	return ok || l.text == "½"
}

// leading are words that open a pattern as context and are not of the span.
var leading = map[string]bool{"in": true, "on": true, "at": true, "by": true, "since": true, "until": true, "during": true, "of": true, "for": true, "from": true,
	"within": true, "through": true, "throughout": true, "spent": true, "took": true, "take": true, "takes": true, "lasted": true, "lasts": true, "before": true,
	"after": true, ",": true, "(": true, "'s": true}

func (w *walk) trim(from, upto int) (int, int) {
	for from < upto && (leading[w.lex[from].text] || w.lex[from].text == "over" && w.textIs(from+1, "the")) {
		from++
	}
	for from < upto && (w.lex[upto-1].text == "," || w.lex[upto-1].text == "(") {
		upto--
	}
	return from, upto
}

// inName reports whether the match reaches into a name that is no time.
func (w *walk) inName(m match) bool {
	a, b := w.lex[m.from].tok, w.lex[m.upto-1].tok
	if !w.taken[a] && !w.taken[b] {
		return false
	}
	// A full date inside a name ("the October 7, 2023, attack") is a date still.
	_, hasDay := m.cap("day")
	return !hasDay
}

func (w *walk) emit(m match, ru *rule, v value) {
	t := hearsay.Time{Span: hearsay.Span{Start: w.lex[m.from].Start, End: w.lex[m.upto-1].End}, First: w.lex[m.from].tok, TokenEnd: w.lex[m.upto-1].tok + 1,
		Timex: v.timex, Precision: precisionOf[v.grain], By: "when/" + ru.name}
	t.Start, t.End = v.bounds()
	// "since 2014" has no end, "until May" no beginning.
	for k := m.from - 1; k >= 0 && k >= m.from-2; k-- {
		switch w.lex[k].text {
		case "since":
			t.End = ""
		case "until", "till":
			t.Start = ""
		case "the", "at", "early", "late", "least":
			continue
		}
		break
	}
	w.r.Times = append(w.r.Times, t)
	w.vals = append(w.vals, v)
	// "…, state television reported Sunday" is when it was said: it does not take
	// the place of a day that was read just before.
	if v.has && v.grain <= year && !(w.ref.has && t.First-w.refAt < 45 && w.ofSaying(t.First)) {
		w.ref, w.refAt = v, t.First
	}
}

// ofSaying tells that a time hangs on a verb of saying.
func (w *walk) ofSaying(tok int) bool {
	s := w.r.Syntax
	for steps := 0; steps < 4 && s.Tokens[tok].Head != tok; steps++ {
		tok = s.Tokens[tok].Head
		if strings.HasPrefix(s.Tokens[tok].Tag, "VB") {
			return w.words.verbs["say"][s.Tokens[tok].Lemma]
		}
	}
	return false
}

// firstFullDate finds a date with day, month and year in the first part of a
// report that has no published date: its dateline counts for it.
func (w *walk) firstFullDate() time.Time {
	for i := 0; i < len(w.lex) && i < 120; i++ {
		for _, k := range []string{"iso", "md", "dm"} {
			for j := range w.rules.all {
				ru := &w.rules.all[j]
				if ru.name != k {
					continue
				}
				if m, ok := w.m.longest(ru.pattern, i); ok {
					if _, has := m.cap("year"); has || k == "iso" {
						if v, ok := ops[ru.op](w, &m, ru.arg); ok && v.has {
							return v.first
						}
					}
				}
			}
		}
	}
	return time.Time{}
}

// ranges joins "between X and Y" and "from X to Y": both times get the whole
// stretch as their start and end, and keep their own TIMEX values.
func (w *walk) ranges() {
	ts, vs := w.r.Times, w.vals
	for i := 0; i+1 < len(ts); i++ {
		a, b := &ts[i], &ts[i+1]
		gap := strings.ToLower(strings.TrimSpace(w.r.Syntax.Text[a.Span.End:b.Span.Start]))
		before := strings.ToLower(strings.TrimRight(w.r.Syntax.Text[max(0, a.Span.Start-9):a.Span.Start], " \n"))
		open := strings.HasSuffix(before, "between") && gap == "and" || (strings.HasSuffix(before, "from") || gap == "-" || gap == "–") && (gap == "to" || gap == "until" || gap == "through" || gap == "till" || gap == "-" || gap == "–")
		if !open || !vs[i].has || !vs[i+1].has || vs[i].grain != vs[i+1].grain {
			continue
		}
		// "between May and June 2023": the first takes the year of the second.
		if vs[i].first.After(vs[i+1].last) && vs[i].grain >= day && vs[i].grain <= month {
			vs[i].first = vs[i].first.AddDate(vs[i+1].first.Year()-vs[i].first.Year(), 0, 0)
			if vs[i].first.After(vs[i+1].last) {
				continue
			}
		}
		if vs[i].first.After(vs[i+1].last) {
			continue
		}
		v := vs[i]
		v.last = vs[i+1].last
		start, end := v.bounds()
		a.Start, a.End, b.Start, b.End = start, end, start, end
	}
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
