package weigh

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// number is a count of people as one telling gives it.
type number struct {
	of        slot
	low, high *int
	about     bool
	at        hearsay.Span
}

// base is the figure that the number names.
func (n *number) base() int {
	switch {
	case n.low != nil:
		return *n.low
	case n.high != nil:
		return *n.high
	}
	return 0
}

// wide is how far an approximate number may lie from the true one: casualties by a
// fifth, crowds and the displaced by half. Found by no trial: what desks take "about" to mean.
func wide(s slot) float64 {
	if s == slotParticipants || s == slotDisplaced {
		return .5
	}
	return .2
}

// bounds are the least and greatest number meant; open is 1 << 40.
func (n *number) bounds() (lo, hi int) {
	const open = 1 << 40
	lo, hi = 0, open
	if n.low != nil {
		lo = *n.low
	}
	if n.high != nil {
		hi = *n.high
	}
	if n.about {
		w := wide(n.of)
		lo = int(float64(lo) * (1 - w))
		if hi < open {
			hi = int(float64(hi)*(1+w) + .999)
		}
	}
	return lo, hi
}

func (n *number) key() string {
	s := ""
	switch {
	case n.low != nil && n.high != nil && *n.low == *n.high:
		s = strconv.Itoa(*n.low)
	case n.low != nil && n.high != nil:
		s = strconv.Itoa(*n.low) + "-" + strconv.Itoa(*n.high)
	case n.low != nil:
		s = ">=" + strconv.Itoa(*n.low)
	case n.high != nil:
		s = "<=" + strconv.Itoa(*n.high)
	}
	if n.about {
		s = "~" + s
	}
	return s
}

func (n *number) label() string {
	s := ""
	switch {
	case n.low != nil && n.high != nil && *n.low == *n.high:
		s = grouped(*n.low)
		if *n.low == 0 {
			s = "none"
		}
	case n.low != nil && n.high != nil:
		s = grouped(*n.low) + " to " + grouped(*n.high)
	case n.low != nil:
		s = "at least " + grouped(*n.low)
	case n.high != nil:
		s = "up to " + grouped(*n.high)
	}
	if n.about {
		s = "about " + s
	}
	return s
}

// grouped writes thousands apart: 12,000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// numbers are the counts of a telling, one for each slot and speaker: of "12,
// three of them children" the larger is the whole, and "three soldiers and two
// civilians" are five (rule 9.5).
func (m *matter) numbers(t *record.Told) []*number {
	var all []*number
	for k := range t.Counts {
		c := &t.Counts[k]
		of, ok := slotOf(c.Of)
		if !ok || !of.counted() || c.Low == nil && c.High == nil {
			continue
		}
		all = append(all, &number{of: of, low: c.Low, high: c.High, about: c.Approximate, at: c.Span})
	}
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, func(a, b *number) int { return cmp.Or(cmp.Compare(a.of, b.of), cmp.Compare(a.at.Start, b.at.Start)) })
	out := all[:0:0]
	for _, n := range all {
		if len(out) == 0 || out[len(out)-1].of != n.of {
			out = append(out, n)
			continue
		}
		last := out[len(out)-1]
		words, together := between(t, last.at, n.at)
		switch {
		case !together:
			out = append(out, n)
		case summed(words) && last.low != nil && n.low != nil:
			sum := *last.low + *n.low
			s := &number{of: n.of, low: &sum, about: last.about || n.about, at: hearsay.Span{Start: last.at.Start, End: n.at.End}}
			if last.high != nil && n.high != nil {
				high := *last.high + *n.high
				s.high = &high
			}
			out[len(out)-1] = s
		case n.base() > last.base():
			out[len(out)-1] = n
		}
	}
	return out
}

// between returns the words between two counts, where one saying holds both.
func between(t *record.Told, a, b hearsay.Span) (string, bool) {
	if a.Empty() || b.Empty() {
		return "", true // offsets are not known: taken as of one speaker
	}
	for k := range t.Sayings {
		s := &t.Sayings[k]
		if !s.Content.Contains(a) || !s.Content.Contains(b) {
			continue
		}
		from, to := a.End-s.Content.Start, b.Start-s.Content.Start
		if len(s.Content.Parts) > 0 || from < 0 || to > len(s.Words) || from > to {
			return "", true
		}
		return strings.ToLower(s.Words[from:to]), true
	}
	return "", len(t.Sayings) == 0
}

// summed tells whether the words between two counts join them as parts of one sum.
func summed(words string) bool {
	if len(words) == 0 || len(words) > 40 || has(words, []string{"includ", "among", "of them", "of whom", "more than", "earlier", "from", "to "}) {
		return false
	}
	return strings.Contains(words, " and ") || strings.Contains(words, ", ")
}
