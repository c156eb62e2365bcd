package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// What is told of outlets is counted as it comes: how many reports each has, whom it copies, what it changed.

// tallyKey is one such count. Other is an outlet too, where there is a second.
type tallyKey struct {
	outlet int64
	what   string
	other  int64
}

// outlet gives an outlet its number; 0 where it has no name.
func (t *tx) outlet(name string) (int64, error) {
	key := record.Fold(name)
	if key == "" {
		return 0, nil
	}
	var n int64
	err := t.Row("select n from outlet where key = ?", []any{key}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		n, err = t.Insert("insert into outlet (key, name, reports, first, last) values (?, ?, 0, null, null) returning n", key, name)
	}
	return n, err
}

// keptBy counts a report for its outlet.
func (t *tx) keptBy(outlet string, known int64) error {
	n, err := t.number(record.OutletWord, outlet)
	if err != nil || n == 0 {
		return err
	}
	return t.Exec("update outlet set reports = reports + 1, first = case when first < ?1 then first else ?1 end, last = case when last > ?1 then last else ?1 end where n = ?2", known, n)
}

func (t *tx) tally(outlet int64, what string, other, n int64) {
	if t.tallies == nil {
		t.tallies = map[tallyKey]int64{}
	}
	if outlet != 0 {
		t.tallies[tallyKey{outlet, what, other}] += n
	}
}

// outletOf numbers the outlet of a report.
func (t *tx) outletOf(column string, report any) (int64, error) {
	var name string
	err := t.Row("select outlet from report where "+column+" = ?", []any{report}, &name)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return t.number(record.OutletWord, name)
}

// copied counts that a report copies another, by n: 1 or, taken back, -1.
func (t *tx) copied(seq int64, of string, n int64) error {
	mine, err := t.outletOf("seq", seq)
	if err != nil {
		return err
	}
	theirs, err := t.outletOf("id", of)
	if err != nil {
		return err
	}
	t.tally(mine, record.CopiesTally, theirs, n)
	t.tally(theirs, record.CopiedTally, mine, n)
	return nil
}

// uncopied takes back what was counted of a report's being a copy.
func (t *tx) uncopied(seq int64) error {
	var of string
	err := t.Row("select of_id from copy where seq = ?", []any{seq}, &of)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.copied(seq, of, -1)
}

// revised counts the differences of two versions, by n; those kept of them now are taken back
// where n is below 0.
func (t *tx) revised(from, to string, rs []hearsay.Revision, n int64) error {
	if n < 0 {
		rs = nil
		err := t.Rows("select body from revision where old_id = ? and new_id = ?", []any{from, to}, func(scan func(...any) error) error {
			r, err := scanRevision(scan)
			rs = append(rs, r)
			return err
		})
		if err != nil {
			return err
		}
	}
	if len(rs) == 0 {
		return nil
	}
	outlet, err := t.outletOf("id", to)
	if err != nil {
		return err
	}
	t.tally(outlet, record.RevisedTally, 0, n)
	for _, r := range rs {
		t.tally(outlet, record.RevisedTally+" "+r.Kind, 0, n)
	}
	return nil
}

func scanRevision(scan func(...any) error) (r hearsay.Revision, err error) {
	var body []byte
	if err := scan(&body); err != nil {
		return r, err
	}
	b, err := record.Unsqueeze(body)
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	return r, err
}

// flushTallies writes what was counted.
func (t *tx) flushTallies() error {
	keys := make([]tallyKey, 0, len(t.tallies))
	for k, n := range t.tallies {
		if n != 0 {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b tallyKey) int {
		switch {
		case a.outlet != b.outlet:
			return compare(a.outlet, b.outlet)
		case a.what < b.what:
			return -1
		case a.what > b.what:
			return 1
		}
		return compare(a.other, b.other)
	})
	for _, k := range keys {
		if err := t.Exec("insert into tally (outlet, what, other, n) values (?, ?, ?, ?) on conflict (outlet, what, other) do update set n = tally.n + excluded.n", k.outlet, k.what, k.other, t.tallies[k]); err != nil {
			return err
		}
	}
	t.tallies = nil
	return nil
}

// tallyAll counts everything anew.
func (t *tx) tallyAll() error {
	for _, q := range []string{"delete from tally", "update outlet set reports = 0, first = null, last = null"} {
		if err := t.Exec(q); err != nil {
			return err
		}
	}
	t.tallies = nil
	type row struct {
		name        string
		n           int64
		first, last int64
	}
	var rows []row
	err := t.Rows("select outlet, count(*), min(known), max(known) from report group by outlet order by count(*) desc, outlet", nil, func(scan func(...any) error) error {
		var x row
		err := scan(&x.name, &x.n, &x.first, &x.last)
		rows = append(rows, x)
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range rows {
		n, err := t.number(record.OutletWord, x.name)
		if err != nil {
			return err
		}
		err = t.Exec("update outlet set reports = reports + ?1, first = case when first < ?2 then first else ?2 end, last = case when last > ?3 then last else ?3 end where n = ?4", x.n, x.first, x.last, n)
		if err != nil {
			return err
		}
	}
	type pair struct {
		a, b string
		n    int64
	}
	var pairs []pair
	err = t.Rows("select a.outlet, b.outlet, count(*) from copy c join report a on a.seq = c.seq join report b on b.id = c.of_id group by a.outlet, b.outlet", nil, func(scan func(...any) error) error {
		var x pair
		err := scan(&x.a, &x.b, &x.n)
		pairs = append(pairs, x)
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range pairs {
		a, err := t.number(record.OutletWord, x.a)
		if err != nil {
			return err
		}
		b, err := t.number(record.OutletWord, x.b)
		if err != nil {
			return err
		}
		t.tally(a, record.CopiesTally, b, x.n)
		t.tally(b, record.CopiedTally, a, x.n)
	}
	two := map[[2]string][]hearsay.Revision{}
	var order [][2]string
	err = t.Rows("select body from revision order by n", nil, func(scan func(...any) error) error {
		r, err := scanRevision(scan)
		k := [2]string{r.From, r.To}
		if two[k] == nil {
			order = append(order, k)
		}
		two[k] = append(two[k], r)
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range order {
		if err := t.revised(k[0], k[1], two[k], 1); err != nil {
			return err
		}
	}
	return nil
}

// Outlets are all that have reports, the one with most first.
func (r *reader) Outlets(context.Context) ([]record.OutletRow, error) {
	var out []record.OutletRow
	err := r.Rows("select n, key, name, reports, first, last from outlet where reports > 0 order by reports desc, key", nil, func(scan func(...any) error) error {
		var o record.OutletRow
		var first, last *int64
		err := scan(&o.N, &o.Key, &o.Name, &o.Reports, &first, &last)
		o.First, o.Last = record.FromMicros(first), record.FromMicros(last)
		out = append(out, o)
		return err
	})
	return out, trouble("listing outlets", err)
}

// Outlet is one by its name; record.ErrNone where no report is of it.
func (r *reader) Outlet(_ context.Context, name string) (*record.OutletRow, error) {
	var o record.OutletRow
	var first, last *int64
	err := r.Row("select n, key, name, reports, first, last from outlet where key = ? and reports > 0", []any{record.Fold(name)}, &o.N, &o.Key, &o.Name, &o.Reports, &first, &last)
	o.First, o.Last = record.FromMicros(first), record.FromMicros(last)
	return &o, none("looking for an outlet", err)
}

// Tallies are the counts of an outlet, in the order of what they count, the highest first.
func (r *reader) Tallies(_ context.Context, outlet int64) ([]record.Tally, error) {
	if r.tx != nil {
		if err := r.tx.flushTallies(); err != nil {
			return nil, trouble("counting for an outlet", err)
		}
	}
	var out []record.Tally
	err := r.Rows("select t.what, coalesce(o.name, ''), t.n from tally t left join outlet o on o.n = t.other where t.outlet = ? and t.n > 0 order by t.what, t.n desc, t.other", []any{outlet}, func(scan func(...any) error) error {
		var x record.Tally
		err := scan(&x.What, &x.Other, &x.N)
		out = append(out, x)
		return err
	})
	return out, trouble("counting for an outlet", err)
}
