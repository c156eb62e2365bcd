package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/hearsay/hearsay/internal/record"
)

// unpacked is the total that tells that the linking index of an older version, one row for each posting,
// may still be there; the migration sets it.
const unpacked = "unpacked"

// BringOver is called when a record is opened. It puts all that an older version kept in the linking index
// where this one looks for it, some at a time, in transactions of their own. A record must not be used before.
func BringOver(ctx context.Context, store interface {
	Read(context.Context, func(record.Reader) error) error
	Write(context.Context, func(record.Writer) error) error
}) error {
	left := false
	err := store.Read(ctx, func(r record.Reader) error {
		n, err := r.(*reader).total(unpacked)
		left = n != 0
		return err
	})
	var done over
	for err == nil && left {
		next := done
		err = store.Write(ctx, func(w record.Writer) (err error) {
			next, left, err = w.(*tx).bringOver(done)
			return trouble("bringing the linking index over", err)
		})
		done = next
	}
	return err
}

// over is how far it came, in the order of the old index: what was taken off before it is not walked through
// again, which takes long in PostgreSQL. Zero: nothing, as kinds are numbered from 1.
type over struct {
	part
	key int64
}

// bringOver does a part of what comes after a place; left: there may be more.
func (t *tx) bringOver(done over) (next over, left bool, err error) {
	n, err := t.total(unpacked)
	if err != nil || n == 0 {
		return done, false, err // another program did it
	}
	var p part
	var from int64
	err = t.Row("select kind, period, key from posting where (kind, period, key) > (?, ?, ?) order by kind, period, key limit 1", []any{done.kind, done.period, done.key}, &p.kind, &p.period, &from)
	switch {
	case errors.Is(err, sql.ErrNoRows) && done != over{}:
		return over{}, true, nil // what an older program, still at work, put in before
	case errors.Is(err, sql.ErrNoRows):
		t.add(unpacked, -n)
		return done, false, t.Exec("drop table posting")
	case err != nil:
		return done, false, err
	}
	var es []record.Entry
	read := func(to int64, limit int) error {
		es = es[:0]
		return t.Rows("select key, day, ref from posting where kind = ? and period = ? and key >= ? and key <= ? order by key, day desc, ref limit ?", []any{p.kind, p.period, from, to, limit}, func(scan func(...any) error) error {
			var key, ref int64
			var day int32
			if err := scan(&key, &day, &ref); err != nil {
				return err
			}
			if Period(day) != p.period {
				return fmt.Errorf("day %d stands in period %d", day, p.period)
			}
			es = append(es, record.Entry{Key: uint64(key), Day: backwards(day), Ref: ref})
			return nil
		})
	}
	if err := read(math.MaxInt64, Bounds.Over); err != nil {
		return done, false, err
	}
	// Whole keys are brought over: of the last one there may be more.
	to := int64(math.MaxInt64)
	if len(es) == Bounds.Over {
		last := es[len(es)-1].Key
		end := len(es)
		for end > 0 && es[end-1].Key == last {
			end--
		}
		if end == 0 {
			to = int64(last)
			if err := read(to, math.MaxInt32); err != nil {
				return done, false, err
			}
		} else {
			to, es = int64(es[end-1].Key), es[:end]
		}
	}
	for _, e := range es {
		if err := t.put(p, e); err != nil {
			return done, false, err
		}
	}
	return over{p, to}, true, t.Exec("delete from posting where kind = ? and period = ? and key >= ? and key <= ?", p.kind, p.period, from, to)
}
