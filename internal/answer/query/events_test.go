package query

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// fake is a record of events, each told by some reports; the answers go from the
// newest row to the oldest, as a store's do.
type fake struct {
	rows  []record.MergedRow
	told  map[string][]record.Told
	asked int
}

func (f *fake) Events(_ context.Context, q record.Filter) (record.Page[record.MergedRow], error) {
	f.asked++
	var page record.Page[record.MergedRow]
	from := len(f.rows)
	if q.After != "" {
		from, _ = strconv.Atoi(q.After)
	}
	for i := from - 1; i >= 0; i-- {
		if !record.MatchEvent(&q, &f.rows[i]) {
			continue
		}
		if len(page.Rows) == q.Limit {
			page.Next = strconv.Itoa(i + 1)
			break
		}
		page.Rows = append(page.Rows, f.rows[i])
	}
	return page, nil
}

func (f *fake) Told(_ context.Context, id string) ([]record.Told, error) { return f.told[id], nil }

func (f *fake) Merged(_ context.Context, id string) (*record.MergedRow, error) {
	for i := range f.rows {
		if f.rows[i].ID == id {
			return &f.rows[i], nil
		}
	}
	return nil, record.ErrNone
}

func (f *fake) Relations(context.Context, string) (follows, followed []hearsay.Relation, err error) {
	return []hearsay.Relation{{Event: "e0"}, {Event: "e9999"}}, nil, nil
}

func (f *fake) Departed(context.Context, string) ([]record.Told, error) { return nil, nil }

func (f *fake) CorrectedAt(context.Context, string) (time.Time, error) { return time.Time{}, nil }

func (f *fake) Corrections(context.Context, record.Filter) (record.Page[hearsay.Correction], error) {
	return record.Page[hearsay.Correction]{}, nil
}

// weigh is a stand-in for the weighing: the type, place and number of the last telling,
// an origin a report, disputed where the places differ.
func weigh(told []record.Told, asOf time.Time) record.MergedRow {
	var m record.MergedRow
	for _, t := range told {
		if !asOf.IsZero() && t.Known.After(asOf) || !t.Withdrawn.IsZero() && (asOf.IsZero() || !t.Withdrawn.After(asOf)) {
			continue
		}
		if m.Known.IsZero() {
			m.Known = t.Known
		}
		m.Disputed = m.Disputed || m.Place != nil && t.Place.Name != m.Place.Name
		m.Type, m.Place, m.Changed, m.Status = t.Type, t.Place, t.Known, hearsay.Actual
		m.Tellings = append(m.Tellings, t.ID)
		m.Reports = append(m.Reports, t.Teller.ID)
		m.Origins = append(m.Origins, hearsay.Origin{ID: t.Teller.ID})
	}
	return m
}

// newFake makes n events; the i-th happened on day i. It is told that day as an attack
// in Kisumu, the day after as one in Gulu, and on the third day the first report is withdrawn.
func newFake(n int) *fake {
	f := &fake{told: map[string][]record.Told{}}
	seq := int64(0)
	for i := range n {
		id := fmt.Sprintf("e%d", i)
		d := day(2024, 1, 1).AddDate(0, 0, i)
		var told []record.Told
		for k, place := range []string{"Kisumu", "Gulu"} {
			seq++
			r := fmt.Sprintf("r%d", seq)
			at := d.AddDate(0, 0, k)
			told = append(told, record.Told{Telling: hearsay.Telling{ID: r + "/e1", Type: []string{"ASSAULT", "COERCE"}[k], Place: &hearsay.Place{Name: place}, Known: at},
				Merged: id, Teller: record.Teller{Seq: seq, ID: r, Known: at}})
		}
		told[0].Withdrawn = d.AddDate(0, 0, 2)
		f.told[id] = told
		row := weigh(told, time.Time{})
		row.ID, row.Known, row.Changed, row.Story = id, d, d.AddDate(0, 0, 2), "s1"
		f.rows = append(f.rows, row)
	}
	return f
}

func TestEventsAsOf(t *testing.T) {
	f := newFake(30)
	yes, no := true, false
	at := func(d int) time.Time { return day(2024, 1, d).Add(12 * time.Hour) }
	for _, c := range []struct {
		name string
		in   record.Filter
		want string
	}{
		{"known later is left out", record.Filter{AsOf: at(3)}, "e2 e1 e0"},
		{"the type was another then", record.Filter{AsOf: at(3), Types: []string{"ASSAULT"}}, "e2"},
		{"and is this now", record.Filter{Types: []string{"COERCE"}, Limit: 2}, "e29 e28"},
		{"so was the place", record.Filter{AsOf: at(3), Places: []record.PlaceFilter{{Name: "kisumu"}}}, "e2"},
		{"disputed between the two", record.Filter{AsOf: at(3), Disputed: &yes}, "e1"},
		{"settled when one was withdrawn", record.Filter{AsOf: at(3), Disputed: &no}, "e2 e0"},
		{"origins by then", record.Filter{AsOf: at(3), Origins: 2}, "e1"},
		{"one page", record.Filter{AsOf: at(20), Types: []string{"COERCE"}, Limit: 3}, "e18 e17 e16"},
	} {
		if c.in.Limit == 0 {
			c.in.Limit = 20
		}
		page, err := Events(context.Background(), f, weigh, c.in)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, e := range page.Rows {
			ids = append(ids, e.ID)
			if !c.in.AsOf.IsZero() && (len(e.Follows) != 1 || e.Follows[0].Event != "e0") {
				t.Errorf("%s: relations to what is not there: %v", c.name, e.Follows)
			}
		}
		if have := strings.Join(ids, " "); have != c.want {
			t.Errorf("%s: %s, want %s", c.name, have, c.want)
		}
	}
}

// TestPagesAsOf: the pages put together are the whole, whatever their size.
func TestPagesAsOf(t *testing.T) {
	f := newFake(250)
	in := record.Filter{AsOf: day(2025, 1, 1), Types: []string{"COERCE"}, Limit: 1000}
	whole, err := Events(context.Background(), f, weigh, in)
	if err != nil || len(whole.Rows) != 250 || whole.Next != "" {
		t.Fatal(len(whole.Rows), whole.Next, err)
	}
	for _, size := range []int{1, 7, 100, 101, 249} {
		in.Limit, in.After = size, ""
		var ids []string
		for {
			page, err := Events(context.Background(), f, weigh, in)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Rows {
				ids = append(ids, e.ID)
			}
			if in.After = page.Next; page.Next == "" {
				break
			}
		}
		for i, e := range whole.Rows {
			if i >= len(ids) || ids[i] != e.ID {
				t.Fatalf("pages of %d: row %d", size, i)
			}
		}
		if len(ids) != 250 {
			t.Errorf("pages of %d: %d rows", size, len(ids))
		}
	}
}

// TestLooksAreBounded: a question that hardly anything answers stops and can go on.
func TestLooksAreBounded(t *testing.T) {
	f := newFake(mostLooks + 500)
	in := record.Filter{AsOf: day(2100, 1, 1), Origins: 2, Limit: 5}
	page, err := Events(context.Background(), f, weigh, in)
	if err != nil || len(page.Rows) != 0 || !page.Partial || page.Next == "" || page.Looked != mostLooks {
		t.Fatalf("%d rows, partial %v, next %q, looked %d, %v", len(page.Rows), page.Partial, page.Next, page.Looked, err)
	}
	in.After = page.Next
	if page, err = Events(context.Background(), f, weigh, in); err != nil || page.Next != "" || page.Looked != 500 {
		t.Fatalf("the rest: looked %d, next %q, %v", page.Looked, page.Next, err)
	}
}

// TestCould: what was never told of an event rules it out, what was told once does not.
func TestCould(t *testing.T) {
	gone := day(2024, 1, 3)
	slot := func(name string, labels ...string) hearsay.Slot {
		s := hearsay.Slot{Name: name}
		for _, l := range labels {
			s.Values = append(s.Values, hearsay.Value{Value: l, Label: l})
		}
		return s
	}
	row := record.MergedRow{Merged: hearsay.Merged{Type: "ASSAULT", Place: &hearsay.Place{Name: "Gulu", Country: "UGA", Lat: 2.77, Lon: 32.3}, Origins: []hearsay.Origin{{ID: "o1"}},
		Slots: []hearsay.Slot{slot("type", "COERCE", "ASSAULT"), slot("status", "actual"), slot("place", "Gulu, UGA"), slot("time", "2024-01-01")}}, Start: day(2024, 1, 1), End: day(2024, 1, 2).Add(-time.Second), Countries: []string{"UGA"}}
	two := row
	two.Slots = append([]hearsay.Slot{}, row.Slots...)
	two.Slots[2] = slot("place", "Gulu, UGA", "Kisumu, KEN")
	two.Slots[2].Values[1].Withdrawn = &gone
	for _, c := range []struct {
		name string
		row  record.MergedRow
		in   record.Filter
		want bool
	}{
		{"an earlier type", row, record.Filter{Types: []string{"COERCE"}}, true},
		{"never that type", row, record.Filter{Types: []string{"AID"}}, false},
		{"never that status", row, record.Filter{Statuses: []hearsay.Status{hearsay.Planned}}, false},
		{"another day", row, record.Filter{Since: day(2024, 2, 1)}, false},
		{"that day", row, record.Filter{Until: day(2024, 1, 2)}, true},
		{"another country", row, record.Filter{Countries: []string{"PER"}}, false},
		{"either place", row, record.Filter{Countries: []string{"PER"}, Places: []record.PlaceFilter{{Name: "gulu"}}}, true},
		{"near enough to have been told coarser", row, record.Filter{Places: []record.PlaceFilter{{Lat: 1.4, Lon: 32.3, Kilometres: 10}}}, true},
		{"too far", row, record.Filter{Places: []record.PlaceFilter{{Lat: -12, Lon: -77, Kilometres: 10}}}, false},
		{"two places: weigh it", two, record.Filter{Places: []record.PlaceFilter{{Name: "kisumu"}}}, true},
		{"too few origins, none taken back", row, record.Filter{Origins: 2}, false},
		{"too few origins, something taken back", two, record.Filter{Origins: 2}, true},
		{"nothing is known of its slots", record.MergedRow{}, record.Filter{Types: []string{"AID"}, Origins: 3}, true},
	} {
		if have := could(&c.row, &c.in); have != c.want {
			t.Errorf("%s: %v", c.name, have)
		}
	}
}

func TestOne(t *testing.T) {
	f := newFake(3)
	e, err := One(context.Background(), f, weigh, "e1", day(2024, 1, 2))
	if err != nil || e.Type != "ASSAULT" || len(e.Articles) != 1 || e.Story != "s1" {
		t.Errorf("%+v %v", e, err)
	}
	if e, err = One(context.Background(), f, weigh, "e1", time.Time{}); err != nil || len(e.Articles) != 2 {
		t.Errorf("%+v %v", e, err)
	}
	if _, err = One(context.Background(), f, weigh, "e1", day(2023, 1, 2)); err == nil || !strings.Contains(err.Error(), "nothing was known of e1") {
		t.Error(err)
	}
	if _, err = One(context.Background(), f, weigh, "e77", time.Time{}); err == nil || !strings.Contains(err.Error(), "no event e77") {
		t.Error(err)
	}
}

type totals record.Totals

func (t totals) Counts(context.Context) (record.Totals, error) { return record.Totals(t), nil }

func TestLoosen(t *testing.T) {
	f := newFake(5)
	loosen := func(fl Flags, n totals) string {
		q, err := fl.Question(EventKind, now)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := q.Loosen(context.Background(), n, func(r record.Filter) (bool, error) {
			p, err := Events(context.Background(), f, weigh, r)
			return len(p.Rows) > 0, err
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(lines, "; ")
	}
	for _, c := range []struct {
		in   Flags
		n    totals
		want string
	}{
		{Flags{}, totals{}, "the record is empty"},
		{Flags{}, totals{Reports: 3}, "3 reports; an event was found in none of them"},
		{Flags{Types: []string{"AID"}}, totals{Reports: 3, Pending: 2}, "2 of 3 reports are not linked yet, so what they tell is not seen here: hearsay add goes on with them; there would be an answer without --type AID"},
		{Flags{Types: []string{"COERCE"}, Origins: 9}, totals{Reports: 3}, "there would be an answer without --origins 9"},
		{Flags{Types: []string{"AID"}, Origins: 9}, totals{Reports: 3}, "leaving out any one of the conditions is not enough; ask with fewer of them"},
		{Flags{Places: []string{"5km of 1,1"}}, totals{Reports: 3}, "there would be an answer without --place '5km of 1,1'"},
	} {
		if have := loosen(c.in, c.n); !strings.HasPrefix(have, c.want) && have != c.want && !strings.Contains(have, c.want) {
			t.Errorf("%+v\n have %s\n want %s", c.in, have, c.want)
		}
	}
}
