package date

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2016-11-01", "2016-11-01"},
		{"2016-11-01T12:30:00Z", "2016-11-01T12:30:00Z"},
		{"2016-11-01T12:30:00.123456789+02:00", "2016-11-01T12:30:00.123456789+02:00"},
		{"2016-11-01T12:30:00+0200", "2016-11-01T12:30:00+02:00"},
		{"2016-11-01T12:30", "2016-11-01T12:30:00Z"},
		{"2016-11-01 12:30:00", "2016-11-01T12:30:00Z"},
		{"2016-11-01 12:30:00.000000", "2016-11-01T12:30:00Z"},
		{"2016-11-01 12:30:00+00:00", "2016-11-01T12:30:00Z"},
		{"2016-11-01 12:30:00 -0700", "2016-11-01T12:30:00-07:00"},
		{"2016-11-01 12:30:00 UTC", "2016-11-01T12:30:00Z"},
		{"2016/11/01", "2016-11-01"},
		{"2016.11.01", "2016-11-01"},
		{"20161101", "2016-11-01"},
		{"20161101123000", "2016-11-01T12:30:00Z"},
		{"201611011230", "2016-11-01T12:30:00Z"},
		{"20161101T123000Z", "2016-11-01T12:30:00Z"},
		{"20161101T1230+0100", "2016-11-01T12:30:00+01:00"},
		{"1478003400", "2016-11-01T12:30:00Z"},
		{"1478003400.5", "2016-11-01T12:30:00.5Z"},
		{"1.4780034e9", "2016-11-01T12:30:00Z"},
		{"1478003400000", "2016-11-01T12:30:00Z"},
		{"1478003400000000", "2016-11-01T12:30:00Z"},
		{"1478003400000000000", "2016-11-01T12:30:00Z"},
		{"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01.79Z"},
		{" 5-MAR-1987 09:22:57.75", "1987-03-05T09:22:57.75Z"},
		{"27-MAR-1987 00:02:59.13\x05\x05RM", "1987-03-27T00:02:59.13Z"},
		{"26-Feb-87", "1987-02-26"},
		{"01-Nov-16", "2016-11-01"},
		{"January 12, 2014", "2014-01-12"},
		{"Jan. 12, 2014", "2014-01-12"},
		{"12 January 2014", "2014-01-12"},
		{"12th January, 2014", "2014-01-12"},
		{"Sunday 12 of January 2014", "2014-01-12"},
		{"2014 January 12", "2014-01-12"},
		{"January 12 '14", "2014-01-12"},
		{"Nov 1, 2016 at 3:05 PM EDT", "2016-11-01T15:05:00-04:00"},
		{"Published: Nov 1, 2016, 12 a.m.", "2016-11-01T00:00:00Z"},
		{"3pm, 1 Nov 2016", "2016-11-01T15:00:00Z"},
		{"12:05 p.m. Nov 1, 2016", "2016-11-01T12:05:00Z"},
		{"Tue, 01 Nov 2016 12:30:00 GMT", "2016-11-01T12:30:00Z"},
		{"Tue, 1 Nov 2016 12:30:00 +0100 (CET)", "2016-11-01T12:30:00+01:00"},
		{"Tuesday, 01-Nov-16 12:30:00 UTC", "2016-11-01T12:30:00Z"},
		{"Tue Nov 01 12:30:00 +0000 2016", "2016-11-01T12:30:00Z"},
		{"Tue Nov  1 12:30:00 2016", "2016-11-01T12:30:00Z"},
		{"Tue Nov  1 12:30:00 EST 2016", "2016-11-01T12:30:00-05:00"},
		{"Tue Nov 01 2016 12:30:00 GMT+0200 (Central European Standard Time)", "2016-11-01T12:30:00+02:00"},
		{"12:30 - 1 Nov 2016", "2016-11-01T12:30:00Z"},
		{"1 Nov 2016 | 12:30", "2016-11-01T12:30:00Z"},
		{"1 Nov 2016 12:30 IST", "2016-11-01"}, // India, Israel or Ireland
		{"1.11.2016", "2016-11-01"},
		{"03.04.2016 15:00 Uhr", "2016-04-03T15:00:00Z"},
		{"1. November 2016", "2016-11-01"},
		{"1er novembre 2016 à 15h30", "2016-11-01T15:30:00Z"},
		{"le mardi 1 novembre 2016", "2016-11-01"},
		{"martes, 1 de noviembre de 2016", "2016-11-01"},
		{"11/13/2016", "2016-11-13"},
		{"13/11/2016", "2016-11-13"},
		{"13-11-2016 08:15", "2016-11-13T08:15:00Z"},
		{"5/5/2016", "2016-05-05"},
		{"30/06/16 23:59:60", "2016-06-30T23:59:59Z"},
		{"", ""}, {"  ", ""}, {"n/a", ""}, {"Unknown", ""}, {"-", ""}, {"NaN", ""}, {"NaT", ""}, {"(none)", ""}, {"0000-00-00 00:00:00", ""},
	} {
		have, clock, err := Parse(c.in, Unknown)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		s := ""
		if clock {
			s = have.Format(time.RFC3339Nano)
		} else if !have.IsZero() {
			s = have.Format(time.DateOnly)
		}
		if s != c.want {
			t.Errorf("%q gave %q, not %q", c.in, s, c.want)
		}
	}
}

func TestOrder(t *testing.T) {
	_, _, err := Parse("03/04/2016", Unknown)
	var p *hearsay.Problem
	if !errors.Is(err, hearsay.ErrFormat) || !errors.As(err, &p) || !strings.Contains(p.What, "3 April or 4 March") || p.Hint == "" {
		t.Errorf("gave %v", err)
	}
	for _, c := range []struct {
		in    string
		order Order
		want  string
	}{{"03/04/2016", DayFirst, "2016-04-03"}, {"03/04/2016", MonthFirst, "2016-03-04"}, {"3-4-16", MonthFirst, "2016-03-04"}, {"11/13/2016", DayFirst, "2016-11-13"}, {"13/11/2016", MonthFirst, "2016-11-13"}} {
		have, _, err := Parse(c.in, c.order)
		if err != nil || have.Format(time.DateOnly) != c.want {
			t.Errorf("%q: %v %v", c.in, have, err)
		}
	}
}

func TestNoDates(t *testing.T) {
	for _, s := range []string{"yesterday", "3 days ago", "2016", "November 2016", "31 February 2016", "2016-13-01", "2016-00-10", "13/13/2016", "25:00 1 Nov 2016", "1 Nov 2016 13:00 pm", "12", "99999999", "1e40", "-1e300", "inf",
		"0x7fffffffffff", "Nov 1 2 2016", "1 Nov 2016 12:30 13:40", "1 Nov 2016 +02:00", "http://example.org/2016/11/01", "1 Nov 0016", "1 Nov 9999", "12:30", "1 Nov 2016 12:30 (", "1 Nov 2016 12:30 +99:00", strings.Repeat("1 ", 500)} {
		if have, _, err := Parse(s, Unknown); err == nil {
			t.Errorf("%q gave %v", s, have)
		} else if !errors.Is(err, hearsay.ErrFormat) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// FuzzParse: a date that is read lies in the range of news, reads as itself
// when it is written, and is read the same way again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"2016-11-01T12:30:00+02:00", "26-FEB-1987 15:01:01.79", "Nov 1, 2016 at 3:05 PM EDT", "03/04/2016", "1er novembre 2016 à 15h30", "1478003400000", "Tue, 1 Nov 2016 12:30:00 +0100 (CET)", "(((", "1:1:1:1", "\xff1"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, order int) {
		have, clock, err := Parse(s, Order(order&3))
		if err != nil || have.IsZero() {
			if clock {
				t.Error("an hour of no day")
			}
			return
		}
		layout := time.DateOnly
		if clock {
			layout = time.RFC3339Nano
		}
		again, clock2, err := Parse(have.Format(layout), Unknown)
		if err != nil || clock2 != clock || again.Format(layout) != have.Format(layout) {
			t.Errorf("%q gave %v, which reads as %v, %v", s, have, again, err)
		}
	})
}
