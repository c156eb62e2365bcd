package tables

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/hearsay/hearsay/internal/record"
)

// Counting a million rows takes a second, so that totals are kept: each
// transaction adds what it changed when it commits.
const (
	reports  = "reports"
	pending  = "pending"
	readings = "readings"
	claims   = "claims"   // of the newest readings
	tellings = "tellings" // likewise
	stories  = "stories"
	events   = "events"
	copies   = "copies"
	failed   = "failed"
)

func (t *tx) add(name string, n int64) {
	if t.totals == nil {
		t.totals = map[string]int64{}
	}
	t.totals[name] += n
}

// flush writes the totals.
func (t *tx) flush() error {
	names := make([]string, 0, len(t.totals))
	for n := range t.totals {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		if t.totals[n] == 0 {
			continue
		}
		if err := t.Exec("insert into total (name, n) values (?, ?) on conflict (name) do update set n = total.n + excluded.n", n, t.totals[n]); err != nil {
			return err
		}
		t.totals[n] = 0
	}
	return nil
}

func (r *reader) Counts(context.Context) (record.Totals, error) {
	var out record.Totals
	if r.tx != nil {
		if err := r.tx.flush(); err != nil {
			return out, trouble("counting", err)
		}
	}
	to := map[string]*int64{reports: &out.Reports, pending: &out.Pending, readings: &out.Readings, claims: &out.Claims, tellings: &out.Tellings,
		stories: &out.Stories, events: &out.Events, copies: &out.Copies, failed: &out.Failed}
	err := r.Rows("select name, n from total", nil, func(scan func(...any) error) error {
		var name string
		var n int64
		if err := scan(&name, &n); err != nil {
			return err
		}
		if p := to[name]; p != nil {
			*p = n
		}
		return nil
	})
	return out, trouble("counting", err)
}

func (r *reader) CountPending(ctx context.Context) (int64, error) {
	t, err := r.Counts(ctx)
	return t.Pending, err
}

func (r *reader) Writes(context.Context) (int64, error) {
	if r.tx != nil {
		if err := r.tx.flush(); err != nil {
			return 0, trouble("counting", err)
		}
	}
	var n int64
	err := r.Row("select n from total where name = ?", []any{writes}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, trouble("counting", err)
}
