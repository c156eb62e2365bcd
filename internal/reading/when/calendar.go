package when

import (
	"fmt"
	"time"
)

// grain is how fine a time is.
type grain int8

const (
	minute grain = iota
	hour
	part
	day
	weekend
	week
	month
	quarter
	season
	half
	year
	decade
	century
)

// precisionOf names a grain as the public format does.
var precisionOf = [...]string{"minute", "hour", "part", "day", "week", "week", "month", "season", "season", "season", "year", "decade", "decade"}

// value is a resolved time. A duration or a reference has no first and last.
type value struct {
	timex       string
	grain       grain
	first, last time.Time // days; the clock counts for minute and hour only
	has         bool      // first and last are known
}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func dayValue(t time.Time) value {
	t = date(t.Year(), int(t.Month()), t.Day())
	return value{timex: t.Format(time.DateOnly), grain: day, first: t, last: t, has: true}
}

// partValue is a part of a day: TMO, TAF, TEV, TNI, TMI.
func partValue(t time.Time, code string) value {
	v := dayValue(t)
	v.timex += "T" + code
	v.grain = part
	if code == "MI" {
		v.timex = v.first.Format(time.DateOnly) + "T12:00"
	}
	return v
}

// clockValue is a time of day; minutes counts from midnight.
func clockValue(t time.Time, minutes int, g grain) value {
	t = date(t.Year(), int(t.Month()), t.Day()).Add(time.Duration(minutes) * time.Minute)
	return value{timex: t.Format("2006-01-02T15:04"), grain: g, first: t, last: t, has: true}
}

func monday(t time.Time) time.Time { return t.AddDate(0, 0, -((int(t.Weekday()) + 6) % 7)) }

func weekValue(t time.Time) value {
	m := monday(t)
	y, w := m.ISOWeek()
	return value{timex: fmt.Sprintf("%04d-W%02d", y, w), grain: week, first: m, last: m.AddDate(0, 0, 6), has: true}
}

func weekendValue(t time.Time) value {
	v := weekValue(t)
	v.timex += "-WE"
	v.grain = weekend
	v.first, v.last = v.first.AddDate(0, 0, 5), v.first.AddDate(0, 0, 6)
	return v
}

func monthValue(y, m int) value {
	f := date(y, m, 1)
	return value{timex: f.Format("2006-01"), grain: month, first: f, last: f.AddDate(0, 1, -1), has: true}
}

func quarterValue(y, q int) value {
	f := date(y, 3*q-2, 1)
	return value{timex: fmt.Sprintf("%04d-Q%d", f.Year(), (int(f.Month())+2)/3), grain: quarter, first: f, last: f.AddDate(0, 3, -1), has: true}
}

func halfValue(y, h int) value {
	f := date(y, 6*h-5, 1)
	return value{timex: fmt.Sprintf("%04d-H%d", y, h), grain: half, first: f, last: f.AddDate(0, 6, -1), has: true}
}

// seasonValue is a northern season; a winter begins in December of its year.
func seasonValue(y int, code string) value {
	m := map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
	f := date(y, m, 1)
	return value{timex: fmt.Sprintf("%04d-%s", y, code), grain: season, first: f, last: f.AddDate(0, 3, -1), has: true}
}

func yearValue(y int) value {
	return value{timex: fmt.Sprintf("%04d", y), grain: year, first: date(y, 1, 1), last: date(y, 12, 31), has: true}
}

func decadeValue(y int) value {
	y -= y % 10
	return value{timex: fmt.Sprintf("%03dX", y/10), grain: decade, first: date(y, 1, 1), last: date(y+9, 12, 31), has: true}
}

func centuryValue(n int) value { // the 19th century: 19
	return value{timex: fmt.Sprintf("%02d", n-1), grain: century, first: date(n*100-99, 1, 1), last: date(n*100, 12, 31), has: true}
}

// bounds writes the first and last of a value at its precision.
func (v value) bounds() (string, string) {
	if !v.has {
		return "", ""
	}
	layout := time.DateOnly
	switch v.grain {
	case minute, hour:
		layout = "2006-01-02T15:04"
	case month, quarter, season, half:
		layout = "2006-01"
	case year, decade, century:
		layout = "2006"
	}
	return v.first.Format(layout), v.last.Format(layout)
}

// unitGrain gives the grain of a unit's code in words.tsv.
func unitGrain(code string) grain {
	switch code {
	case "S", "MIN":
		return minute
	case "H":
		return hour
	case "D":
		return day
	case "W", "F":
		return week
	case "M":
		return month
	case "Q":
		return quarter
	case "Y":
		return year
	case "DE":
		return decade
	}
	return century
}

// at is the value of a grain that holds day t.
func at(t time.Time, g grain) value {
	switch g {
	case minute, hour:
		return clockValue(t, t.Hour()*60+t.Minute(), g)
	case week:
		return weekValue(t)
	case weekend:
		return weekendValue(t)
	case month:
		return monthValue(t.Year(), int(t.Month()))
	case quarter:
		return quarterValue(t.Year(), (int(t.Month())+2)/3)
	case season:
		return seasonValue(t.Year(), seasonOf(t))
	case half:
		return halfValue(t.Year(), (int(t.Month())+5)/6)
	case year:
		return yearValue(t.Year())
	case decade:
		return decadeValue(t.Year())
	case century:
		return centuryValue((t.Year() + 99) / 100)
	}
	return dayValue(t)
}

func seasonOf(t time.Time) string {
	return []string{"WI", "SP", "SU", "FA"}[int(t.Month())%12/3]
}

// shift moves a day by n units, keeping to the end of short months.
func shift(t time.Time, n int, unit string) time.Time {
	switch unit {
	case "S":
		return t.Add(time.Duration(n) * time.Second)
	case "MIN":
		return t.Add(time.Duration(n) * time.Minute)
	case "H":
		return t.Add(time.Duration(n) * time.Hour)
	case "D":
		return t.AddDate(0, 0, n)
	case "W":
		return t.AddDate(0, 0, 7*n)
	case "F":
		return t.AddDate(0, 0, 14*n)
	}
	months := n
	switch unit {
	case "Q":
		months = 3 * n
	case "Y":
		months = 12 * n
	case "DE":
		months = 120 * n
	case "CE":
		months = 1200 * n
	}
	first := time.Date(t.Year(), t.Month(), 1, t.Hour(), t.Minute(), 0, 0, time.UTC).AddDate(0, months, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// holidays by code: the day in a year.
func holiday(code string, y int) (time.Time, bool) {
	nth := func(m time.Month, d time.Weekday, n int) time.Time {
		t := date(y, int(m), 1)
		t = t.AddDate(0, 0, (int(d)-int(t.Weekday())+7)%7)
		return t.AddDate(0, 0, 7*(n-1))
	}
	switch code {
	case "christmas_day":
		return date(y, 12, 25), true
	case "christmas_eve":
		return date(y, 12, 24), true
	case "boxing_day":
		return date(y, 12, 26), true
	case "new_year":
		return date(y, 1, 1), true
	case "new_year_eve":
		return date(y, 12, 31), true
	case "may_day":
		return date(y, 5, 1), true
	case "valentine":
		return date(y, 2, 14), true
	case "halloween":
		return date(y, 10, 31), true
	case "thanksgiving":
		return nth(time.November, time.Thursday, 4), true
	case "labor_day":
		return nth(time.September, time.Monday, 1), true
	case "memorial_day":
		t := nth(time.June, time.Monday, 1)
		return t.AddDate(0, 0, -7), true
	case "election_day":
		return nth(time.November, time.Monday, 1).AddDate(0, 0, 1), true
	case "easter":
		return easter(y), true
	case "good_friday":
		return easter(y).AddDate(0, 0, -2), true
	case "easter_monday":
		return easter(y).AddDate(0, 0, 1), true
	}
	return time.Time{}, false
}

// easter is the Gregorian Easter Sunday (Meeus, Astronomical Algorithms, chapter 8).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return date(y, n/31, n%31+1)
}
