package query

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// span is what a time covers: a day for "2014-06-01", nothing but itself for a
// time with its clock. Half-open where it has a length.
type span struct{ start, end time.Time }

var (
	agoWords  = regexp.MustCompile(`^(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten) (minute|hour|day|week|month|year)s? ago$`)
	dayMonth  = regexp.MustCompile(`^(?:(\d{1,2}) )?([a-z]+) (\d{4})$`)
	smallNums = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)

const timeHint = `write it as 2014-06-01, 2014-06 or 2014 (a whole day, month or year, UTC), 2014-06-01T09:30Z, "1 June 2014", yesterday, or "3 days ago"`

// parseTime reads a time; now is what "yesterday" is counted from. All times are UTC
// unless they carry an offset of their own.
func parseTime(flag, s string, now time.Time) (span, error) {
	now = now.UTC().Truncate(time.Second)
	t := strings.Join(strings.Fields(s), " ")
	if t == "" {
		return span{}, wrong(flag, timeHint, "the time is empty")
	}
	day := func(d time.Time) span { return span{d, d.AddDate(0, 0, 1)} }
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	low := strings.ToLower(t)
	switch low {
	case "now":
		return span{now, now}, nil
	case "today":
		return day(today), nil
	case "yesterday":
		return day(today.AddDate(0, 0, -1)), nil
	case "tomorrow":
		return day(today.AddDate(0, 0, 1)), nil
	}
	if m := agoWords.FindStringSubmatch(low); m != nil {
		n, err := number(m[1])
		if err != nil || n > 100000 {
			return span{}, wrong(flag, timeHint, "%q is too long ago", t)
		}
		switch m[2] {
		case "minute":
			return span{now.Add(-time.Duration(n) * time.Minute), now.Add(-time.Duration(n) * time.Minute)}, nil
		case "hour":
			return span{now.Add(-time.Duration(n) * time.Hour), now.Add(-time.Duration(n) * time.Hour)}, nil
		case "day":
			return day(today.AddDate(0, 0, -n)), nil
		case "week":
			return day(today.AddDate(0, 0, -7*n)), nil
		case "month":
			return day(monthsBefore(today, n)), nil
		}
		return day(monthsBefore(today, 12*n)), nil
	}
	if d, err := time.Parse(time.DateOnly, t); err == nil {
		return checked(flag, t, day(d))
	}
	if d, err := time.Parse("2006-01", t); err == nil {
		return checked(flag, t, span{d, d.AddDate(0, 1, 0)})
	}
	if len(t) == 4 {
		if d, err := time.Parse("2006", t); err == nil {
			return checked(flag, t, span{d, d.AddDate(1, 0, 0)})
		}
	}
	if m := dayMonth.FindStringSubmatch(low); m != nil {
		for month := time.January; month <= time.December; month++ {
			name := strings.ToLower(month.String())
			if m[2] != name && m[2] != name[:3] {
				continue
			}
			year, _ := strconv.Atoi(m[3])
			if m[1] == "" {
				first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
				return checked(flag, t, span{first, first.AddDate(0, 1, 0)})
			}
			n, _ := strconv.Atoi(m[1])
			d := time.Date(year, month, n, 0, 0, 0, 0, time.UTC)
			if d.Day() != n || d.Month() != month {
				return span{}, wrong(flag, "", "there is no %d %s in %d", n, month, year)
			}
			return checked(flag, t, day(d))
		}
	}
	upper := strings.ToUpper(t)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04Z07:00", "2006-01-02 15:04"} {
		if d, err := time.Parse(layout, upper); err == nil {
			d = d.UTC().Truncate(time.Microsecond)
			return checked(flag, t, span{d, d})
		}
	}
	return span{}, wrong(flag, timeHint, "%q is no time that can be read", t)
}

// checked refuses years that databases and calendars do not share.
func checked(flag, s string, sp span) (span, error) {
	if y := sp.start.Year(); y < 1 || y > 9000 {
		return span{}, wrong(flag, "", "the year of %q lies outside 1 to 9000", s)
	}
	return sp, nil
}

// monthsBefore goes back by months and stays in the month that it comes to: a
// month before 31 March is the end of February.
func monthsBefore(d time.Time, n int) time.Time {
	first := time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d.Day(), last)-1)
}

func number(s string) (int, error) {
	if s == "a" || s == "an" {
		return 1, nil
	}
	for i, w := range smallNums {
		if w == s && i > 0 {
			return i, nil
		}
	}
	return strconv.Atoi(s)
}

// between reads the two ends of a stretch of time. A day as the end is a part of it.
func between(sinceFlag, since, untilFlag, until string, now time.Time) (from, to time.Time, err error) {
	if since != "" {
		s, err := parseTime(sinceFlag, since, now)
		if err != nil {
			return from, to, err
		}
		from = s.start
	}
	if until != "" {
		s, err := parseTime(untilFlag, until, now)
		if err != nil {
			return from, to, err
		}
		to = s.end
	}
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		return from, to, wrong(untilFlag, fmt.Sprintf("%s wants the earlier time, %s the later one", sinceFlag, untilFlag),
			"%s is not after %s", until, since)
	}
	return from, to, nil
}
