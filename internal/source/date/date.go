package date

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/hearsay/hearsay"
)

// Order tells how dates of numbers only, such as 03/04/2016, are meant.
type Order int

const (
	Unknown    Order = iota // refused where it could be either
	DayFirst                // 3 April
	MonthFirst              // March 4
)

// maxLength is more than any date is long; longer ones are no date.
const maxLength = 120

// Parse reads a date. An empty text, and words such as "n/a" or "unknown",
// give the zero time: nothing was said.
func Parse(s string, order Order) (t time.Time, hasClock bool, err error) {
	// Control characters are the leavings of old wires: what follows is another field.
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }); i > 0 {
		s = s[:i]
	}
	s = strings.TrimSpace(s)
	if saysNothing(s) {
		return time.Time{}, false, nil
	}
	if len(s) > maxLength {
		return time.Time{}, false, none(s[:maxLength] + "...")
	}
	t, hasClock, ok := number(s)
	if !ok {
		p := &parser{text: s, rest: tokens(s), order: order}
		if err = p.run(); err == nil {
			t, hasClock, err = p.time()
		}
	}
	if err == nil {
		err = inRange(t, s)
	}
	if err != nil {
		return time.Time{}, false, err
	}
	return t, hasClock, nil
}

// saysNothing reports whether a field is filled only for form's sake.
func saysNothing(s string) bool {
	switch strings.ToLower(strings.Trim(s, "-.?() ")) {
	case "", "n/a", "na", "n.a", "nan", "nat", "none", "null", "nil", "unknown", "undated", "no date", "n.d", "nd":
		return true
	}
	return strings.HasPrefix(s, "0000-00-00")
}

func none(s string) error {
	return &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("%q is no date that can be read", s),
		Hint: "write it as 2025-09-09 or 2025-09-09T14:30:00Z"}
}

// inRange refuses what cannot be the date of a report: it is mostly a number
// that is no time at all. Printed news begins in 1605.
func inRange(t time.Time, s string) error {
	if y := t.UTC().Year(); y < 1605 || y > 2200 {
		return none(s)
	}
	return nil
}

// number reads a date that is one number: 20161101, 20161101123000, or seconds
// (milliseconds, microseconds, nanoseconds) since 1970.
func number(s string) (t time.Time, hasClock, ok bool) {
	for _, l := range []struct {
		layout string
		clock  bool
	}{{"20060102", false}, {"200601021504", true}, {"20060102150405", true}} {
		if len(s) != len(l.layout) {
			continue
		}
		if t, err := time.Parse(l.layout, s); err == nil && t.Year() >= 1800 && t.Year() <= 2100 {
			return t, l.clock, true
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || strings.ContainsAny(s, "xXpP_") {
		return t, false, false
	}
	per := 0.0 // units in a second
	switch a := math.Abs(v); {
	case a < 1e8: // before 1973 in seconds: likelier a number of something else
		return t, false, false
	case a < 1e11:
		per = 1
	case a < 1e14:
		per = 1e3
	case a < 1e17:
		per = 1e6
	case a < 9e18:
		per = 1e9
	default:
		return t, false, false
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil { // exact
		return time.Unix(i/int64(per), i%int64(per)*int64(1e9/per)).UTC(), true, true
	}
	sec := math.Floor(v / per)
	return time.Unix(int64(sec), 0).UTC().Add(time.Duration((v/per-sec)*1e6) * time.Microsecond), true, true
}
