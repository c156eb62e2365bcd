package record

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/hearsay/hearsay"
)

// The index of questions is one table of (term, seq) for each of events, reports
// and stories: a term stands for "has type ASSAULT", "became known in June 2014",
// "an actor is called hamas". A filter becomes terms tied by and and or, whose
// lists are walked together from the newest row to the oldest: see [Walk]. What
// terms cannot say exactly (a circle, the hour of a day) is checked on the row.

// Term is a number for "field is value", 48 bits so that it takes 6 bytes in a
// row of SQLite. Two values may share one: rows are checked against the filter.
func Term(field, value string) int64 {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(field) {
		h = (h ^ uint64(field[i])) * 1099511628211
	}
	h *= 1099511628211 // as for a byte 0 between the two
	for i := range len(value) {
		h = (h ^ uint64(value[i])) * 1099511628211
	}
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return int64(h >> 16)
}

func termOf(field string, n int) int64 { return Term(field, strconv.Itoa(n)) }

type termSet map[int64]bool

func (s termSet) add(field, value string) { s[Term(field, value)] = true }
func (s termSet) addN(field string, n int) {
	s[termOf(field, n)] = true
}

func (s termSet) sorted() []int64 {
	out := make([]int64, 0, len(s))
	for t := range s {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// EventTerms are the terms of a merged event, in rising order.
func EventTerms(m *MergedRow) []int64 {
	s := termSet{}
	s.add("type", m.Type)
	s.add("status", string(m.Status))
	s.add("story", m.Story)
	spanTerms(s, "happened", m.Start, m.End)
	knownTerms(s, m.Known)
	for _, c := range m.Countries {
		s.add("country", c)
	}
	for _, o := range m.Outlets {
		s.add("outlet", Fold(o))
	}
	for _, n := range originSteps {
		if len(m.Origins) >= n {
			s.addN("origins", n)
		}
	}
	if m.Disputed {
		s.add("disputed", "")
	}
	if p := m.Place; p != nil {
		s.add("country", p.Country)
		s.add("place", Fold(p.Name))
		if p.Admin1 != "" {
			s.add("place", Fold(p.Admin1))
		}
		if p.GeoNames != 0 {
			s.addN("geonames", p.GeoNames)
		}
		if located(p) {
			for level, size := range cellSizes {
				s.addN(cellField[level], cell(p.Lat, p.Lon, size))
			}
		}
	}
	for _, p := range m.Parties {
		partyTerms(s, p.Role, p.Key, p.Name, p.Country)
	}
	return s.sorted()
}

// originSteps are the numbers of origins that have a term: "at least so many".
var originSteps = []int{2, 3, 5, 10}

func partyTerms(s termSet, role, key, name, country string) {
	for _, w := range Words(name) {
		s.add(role, w)
	}
	for _, w := range Words(key) {
		s.add(role, w)
	}
	if country != "" {
		s.add(role+" of", country)
	}
}

// ReportTerms are the terms of a report with the claims of its newest reading.
func ReportTerms(t *Teller, claims []Claim) []int64 {
	s := termSet{}
	s.add("outlet", Fold(t.Outlet))
	knownTerms(s, t.Known)
	for i := range claims {
		c := &claims[i]
		s.add("act", string(c.Act))
		partyTerms(s, "speaker", c.Key, c.Speaker, c.Country)
		for j := range c.Chain {
			if p := &c.Chain[j]; j == 0 || !p.Outlet {
				partyTerms(s, "speaker", p.Key, p.Name, p.Codes.Country)
			}
		}
	}
	return s.sorted()
}

// StoryTerms are the terms that a report brings to its story.
func StoryTerms(t *Teller) []int64 {
	s := termSet{}
	s.add("outlet", Fold(t.Outlet))
	knownTerms(s, t.Known)
	return s.sorted()
}

// Spans of time have terms at three levels. A span of at most two days has its
// days; one of at most 62 days has its months, and where it has no days also "in
// this month, no day"; any span has its decades, and where it has no months also
// "in this decade, no month". So a question for any range of time is a hundred
// lists at most, and a question for a day does not walk the decades.
const (
	shortSpan = 2  // days
	midSpan   = 62 // days
)

func spanTerms(s termSet, field string, start, end time.Time) {
	if start.IsZero() && end.IsZero() {
		return
	}
	if start.IsZero() {
		start = end
	}
	if end.Before(start) {
		end = start
	}
	d0, d1 := dayNumber(start), dayNumber(end)
	m0, m1 := monthNumber(start), monthNumber(end)
	long := d1-d0 >= midSpan
	if d1-d0 < shortSpan {
		for d := d0; d <= d1; d++ {
			s.addN(field+" day", d)
		}
	}
	if !long {
		for m := m0; m <= m1; m++ {
			s.addN(field+" month", m)
			if d1-d0 >= shortSpan {
				s.addN(field+" month, no day", m)
			}
		}
	}
	for d := m0 / 120; d <= m1/120; d++ {
		s.addN(field+" decade", d)
		if long {
			s.addN(field+" decade, no month", d)
		}
	}
}

// knownTerms: what nobody knows the time of was known before everything else.
func knownTerms(s termSet, t time.Time) {
	t = clampTime(t)
	spanTerms(s, "known", t, t)
}

// Times before the first decade or after the last count as of these.
var (
	firstTime = time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC)
	lastTime  = time.Date(2199, 12, 31, 23, 59, 59, 0, time.UTC)
)

func clampTime(t time.Time) time.Time {
	if t.Before(firstTime) {
		return firstTime
	}
	if t.After(lastTime) {
		return lastTime
	}
	return t.UTC()
}

func dayNumber(t time.Time) int {
	return int(math.Floor(float64(clampTime(t).Unix()) / 86400))
}

func monthNumber(t time.Time) int {
	t = clampTime(t)
	return t.Year()*12 + int(t.Month()) - 1
}

// rangeTerms are the terms whose lists hold, together, every span that touches
// [from, to); a zero time leaves that side open. They may hold others too.
func rangeTerms(field string, from, to time.Time) []Node {
	if from.IsZero() {
		from = firstTime
	}
	last := lastTime
	if !to.IsZero() {
		last = to.Add(-time.Microsecond)
	}
	if last.Before(from) {
		return nil
	}
	d0, d1 := dayNumber(from), dayNumber(last)
	m0, m1 := monthNumber(from), monthNumber(last)
	var out []Node
	add := func(level string, n int) { out = append(out, Node{Term: termOf(field+level, n)}) }
	for dec := m0 / 120; dec <= m1/120; dec++ {
		if m0 <= dec*120 && dec*120+119 <= m1 && startOfMonth(dec*120) >= d0 && startOfMonth(dec*120+120)-1 <= d1 {
			add(" decade", dec)
			continue
		}
		add(" decade, no month", dec)
		for m := max(m0, dec*120); m <= min(m1, dec*120+119); m++ {
			first, end := startOfMonth(m), startOfMonth(m+1)
			if first >= d0 && end-1 <= d1 {
				add(" month", m)
				continue
			}
			add(" month, no day", m)
			for d := max(first, d0); d <= min(end-1, d1); d++ {
				add(" day", d)
			}
		}
	}
	return out
}

func startOfMonth(m int) int {
	return int(math.Floor(float64(time.Date(m/12, time.Month(m%12+1), 1, 0, 0, 0, 0, time.UTC).Unix()) / 86400))
}

// located reports whether a place has coordinates. Nothing of note lies at 0, 0.
func located(p *hearsay.Place) bool { return p.Lat != 0 || p.Lon != 0 }

// PackTerms makes a block of terms in rising order.
func PackTerms(terms []int64) []byte {
	b := make([]byte, 0, 7*len(terms))
	last := int64(0)
	for _, t := range terms {
		b = binary.AppendUvarint(b, uint64(t-last))
		last = t
	}
	return b
}

// UnpackTerms reads it.
func UnpackTerms(b []byte) ([]int64, error) {
	var out []int64
	last := int64(0)
	for len(b) > 0 {
		n, w := binary.Uvarint(b)
		if w <= 0 {
			return nil, errors.New("a kept list of terms is damaged")
		}
		b = b[w:]
		last += int64(n)
		out = append(out, last)
	}
	return out, nil
}

// Differ compares two lists in rising order.
func Differ(was, is []int64) (gone, come []int64) {
	for len(was) > 0 && len(is) > 0 {
		switch {
		case was[0] == is[0]:
			was, is = was[1:], is[1:]
		case was[0] < is[0]:
			gone, was = append(gone, was[0]), was[1:]
		default:
			come, is = append(come, is[0]), is[1:]
		}
	}
	return append(gone, was...), append(come, is...)
}
