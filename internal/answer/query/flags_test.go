package query

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/event/book"
	"github.com/hearsay/hearsay/internal/record"
)

// now is a Friday.
var now = time.Date(2024, 3, 29, 14, 30, 12, 500, time.UTC)

func TestParseTime(t *testing.T) {
	for _, c := range []struct{ in, start, end string }{
		{"2014-06-01", "2014-06-01T00:00:00Z", "2014-06-02T00:00:00Z"},
		{"2014-06", "2014-06-01T00:00:00Z", "2014-07-01T00:00:00Z"},
		{"2014", "2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z"},
		{"1 June 2014", "2014-06-01T00:00:00Z", "2014-06-02T00:00:00Z"},
		{"29 feb 2024", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
		{"june 2014", "2014-06-01T00:00:00Z", "2014-07-01T00:00:00Z"},
		{"2014-06-01T09:30Z", "2014-06-01T09:30:00Z", "2014-06-01T09:30:00Z"},
		{"2014-06-01t09:30:10+03:00", "2014-06-01T06:30:10Z", "2014-06-01T06:30:10Z"},
		{"2014-06-01 09:30", "2014-06-01T09:30:00Z", "2014-06-01T09:30:00Z"},
		{"2014-06-01T09:30:10.1234567Z", "2014-06-01T09:30:10.123456Z", "2014-06-01T09:30:10.123456Z"},
		{"now", "2024-03-29T14:30:12Z", "2024-03-29T14:30:12Z"},
		{"today", "2024-03-29T00:00:00Z", "2024-03-30T00:00:00Z"},
		{"Yesterday", "2024-03-28T00:00:00Z", "2024-03-29T00:00:00Z"},
		{"3 days ago", "2024-03-26T00:00:00Z", "2024-03-27T00:00:00Z"},
		{"a week ago", "2024-03-22T00:00:00Z", "2024-03-23T00:00:00Z"},
		{"one month ago", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"},
		{"2 years ago", "2022-03-29T00:00:00Z", "2022-03-30T00:00:00Z"},
		{"90 minutes ago", "2024-03-29T13:00:12Z", "2024-03-29T13:00:12Z"},
	} {
		s, err := parseTime("--since", c.in, now)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if a, b := s.start.Format(time.RFC3339Nano), s.end.Format(time.RFC3339Nano); a != c.start || b != c.end {
			t.Errorf("%s is %s to %s, want %s to %s", c.in, a, b, c.start, c.end)
		}
	}
	for _, in := range []string{"", "soon", "2014-13-01", "2014-02-30", "31 June 2014", "12", "0000", "99999-01-01", "3 days", "2014-06-01T25:00", "01/06/2014", "9999999999999999999 days ago"} {
		if s, err := parseTime("--since", in, now); err == nil {
			t.Errorf("%q was read as %v", in, s)
		} else if !errors.Is(err, ErrQuestion) || !strings.Contains(err.Error(), "--since") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// FuzzParseTime: a time that is read can be asked for, and ends no earlier than it begins.
func FuzzParseTime(f *testing.F) {
	for _, s := range []string{"2014-06-01", "3 days ago", "1 June 2014", "2014-06-01T09:30:10+03:00", "now"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sp, err := parseTime("--since", s, now)
		if err == nil && (sp.end.Before(sp.start) || sp.start.IsZero()) {
			t.Errorf("%q is %v to %v", s, sp.start, sp.end)
		}
	})
}

func TestTypesAreTheBooks(t *testing.T) {
	b, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range Types() {
		if b.Quads[typ] == "" {
			t.Errorf("the book has no type %s", typ)
		}
	}
	if len(b.Quads) != len(Types()) {
		t.Errorf("the book has %d types, the questions %d", len(b.Quads), len(Types()))
	}
}

// TestQuestion: what becomes of flags.
func TestQuestion(t *testing.T) {
	yes := true
	for _, c := range []struct {
		name string
		in   Flags
		want record.Filter
	}{
		{"nothing", Flags{}, record.Filter{Limit: 20}},
		{"types", Flags{Types: []string{"assault,Protest", "ASSAULT"}}, record.Filter{Types: []string{"ASSAULT", "PROTEST"}, Limit: 20}},
		{"until takes the day in", Flags{Since: "2014-06-01", Until: "2014-06-01"}, record.Filter{Since: day(2014, 6, 1), Until: day(2014, 6, 2), Limit: 20}},
		{"as of the end of a day", Flags{AsOf: "2014-06-01"}, record.Filter{AsOf: day(2014, 6, 2).Add(-time.Microsecond), Limit: 20}},
		{"a country is a code and a name", Flags{Actors: []string{"the Netherlands", "KEN", "Kenyan", "Red Cross"}}, record.Filter{Actors: []string{"netherlands", "NLD", "KEN", "kenyan", "red cross"}, Limit: 20}},
		{"a capital is no state", Flags{Speakers: []string{"Tehran"}}, record.Filter{Speakers: []string{"tehran"}, Limit: 20}},
		{"us is no country", Flags{Speakers: []string{"us"}}, record.Filter{Speakers: []string{"us"}, Limit: 20}},
		{"marks", Flags{Actors: []string{"José  Ñandú"}}, record.Filter{Actors: []string{"jose nandu"}, Limit: 20}},
		{"box", Flags{Places: []string{"170,-50, -170 ,-10"}}, record.Filter{Places: []record.PlaceFilter{{Box: &[4]float64{170, -50, -170, -10}}}, Limit: 20}},
		{"circle", Flags{Places: []string{"50km of 49.99,36.23"}}, record.Filter{Places: []record.PlaceFilter{{Lat: 49.99, Lon: 36.23, Kilometres: 50}}, Limit: 20}},
		{"miles", Flags{Places: []string{"10 miles around -4.05, 39.67"}}, record.Filter{Places: []record.PlaceFilter{{Lat: -4.05, Lon: 39.67, Kilometres: 16.09344}}, Limit: 20}},
		{"countries", Flags{Places: []string{"Kenya", "PER"}}, record.Filter{Countries: []string{"KEN", "PER"}, Limit: 20}},
		{"outlet", Flags{Outlets: []string{"El  Ejemplo"}, Origins: 2, Disputed: &yes, Limit: 5}, record.Filter{Outlets: []string{"el ejemplo"}, Origins: 2, Disputed: &yes, Limit: 5}},
	} {
		q, err := c.in.Question(EventKind, now)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if have, want := show(q.Filter), show(c.want); have != want {
			t.Errorf("%s\n have %s\n want %s", c.name, have, want)
		}
	}
	// Reports have one clock.
	q, err := Flags{Since: "2014", Until: "2014-06"}.Question(ReportKind, now)
	if err != nil || !q.Filter.KnownSince.Equal(day(2014, 1, 1)) || !q.Filter.KnownUntil.Equal(day(2014, 7, 1)) || !q.Filter.Since.IsZero() {
		t.Errorf("since and until of reports: %+v %v", q.Filter, err)
	}
	q, err = Flags{Since: "3 hours ago"}.Question(EventKind, now)
	if err != nil || q.Fixed() != " --since 2024-03-29T11:30:12Z" {
		t.Errorf("a time counted from this minute is told for the next page: %q %v", q.Fixed(), err)
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func show(f record.Filter) string {
	b, err := json.Marshal(f)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		in    string
		names int // filters by name and by GeoNames id
		ids   bool
		note  string
	}{
		{"Kharkiv", 2, true, ""},
		{"Tripoli", 3, true, "wherever it lies"},
		{"Tripoli, Lebanon", 1, true, ""},
		{"Tripoli, LBN", 1, true, ""},
		{"Nowhereville-on-Sea", 1, false, "no place called"},
	} {
		ps, countries, notes, err := places("--place", []string{c.in})
		if err != nil || len(countries) > 0 {
			t.Errorf("%s: %v %v", c.in, countries, err)
			continue
		}
		id := false
		for _, p := range ps {
			id = id || p.GeoNames != 0
		}
		if len(ps) < c.names || id != c.ids || !strings.Contains(strings.Join(notes, " "), c.note) {
			t.Errorf("%s: %+v, notes %q", c.in, ps, notes)
		}
	}
	ps, _, notes, err := places("--place", []string{"50 km of Kharkiv"})
	if err != nil || len(ps) != 1 || ps[0].Kilometres != 50 || ps[0].Lat < 49.9 || ps[0].Lat > 50.1 {
		t.Errorf("around Kharkiv: %+v %q %v", ps, notes, err)
	}
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		in   Flags
		want string
	}{
		{Flags{Types: []string{"asault"}}, "did you mean ASSAULT?"},
		{Flags{Types: []string{"protests"}}, "did you mean PROTEST?"},
		{Flags{Types: []string{"war"}}, "it is one of AGREE, CONSULT"},
		{Flags{Statuses: []string{"planed"}}, "did you mean planned?"},
		{Flags{Acts: []string{"denies"}}, "did you mean deny?"},
		{Flags{Since: "2014-06-02", Until: "2014-06-01"}, "--until: 2014-06-01 is not after 2014-06-02"},
		{Flags{KnownSince: "soonish"}, "--known-since"},
		{Flags{Places: []string{"1,2,3"}}, "3 numbers; a box has four"},
		{Flags{Places: []string{"49.99,36.23"}}, "20km of 49.99,36.23"},
		{Flags{Places: []string{"10,50,20,40"}}, "lies north of its north"},
		{Flags{Places: []string{"10,50,20,95"}}, "north is 95"},
		{Flags{Places: []string{"0km of Lima"}}, "is no distance"},
		{Flags{Places: []string{"50000km of Lima"}}, "half of the way around"},
		{Flags{Places: []string{"5km of Nowhereville-on-Sea"}}, "is not known here"},
		{Flags{Places: []string{"5km of 99,200"}}, "no point on the earth"},
		{Flags{Places: []string{"Lima, Kenya"}}, "no Lima is known in Kenya"},
		{Flags{Places: []string{" "}}, "the place is empty"},
		{Flags{Actors: []string{""}}, "the name is empty"},
		{Flags{Origins: -1}, "no number of origins"},
		{Flags{Limit: 5000}, "it goes from 1 to 1000"},
		{Flags{Text: `"ferry`}, "a phrase begins"},
	} {
		_, err := c.in.Question(EventKind, now)
		if err == nil || !errors.Is(err, ErrQuestion) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v\n have %v\n want %s", c.in, err, c.want)
		}
	}
}

// FuzzPlaces: what is read is a place on the earth.
func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"Kharkiv", "50km of 49.99,36.23", "170,-50,-170,-10", "Tripoli, Lebanon", "3 miles of x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ps, countries, _, err := places("--place", []string{s})
		if err != nil {
			return
		}
		if len(ps)+len(countries) == 0 {
			t.Errorf("%q asks for nothing", s)
		}
		for _, p := range ps {
			if p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 || p.Kilometres < 0 || p.Kilometres > widest*kilometresOfMile {
				t.Errorf("%q is %+v", s, p)
			}
		}
	})
}
