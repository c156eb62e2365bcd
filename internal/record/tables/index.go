package tables

import (
	"context"
	"database/sql"
	"errors"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Period is the stretch of the linking index that a day belongs to: 32 days each,
// below 0 too.
func Period(day int32) int32 { return day >> 5 }

// Periods lists the periods that touch [from, to], the newest first.
func Periods(from, to int32) []int32 {
	var out []int32
	for p := Period(to); p >= Period(from) && from <= to; p-- {
		out = append(out, p)
	}
	return out
}

// kind numbers a kind; 0 where it has no number.
func (r *reader) kind(name string) (int64, error) {
	if n, ok := r.kinds[name]; ok {
		return n, nil
	}
	var n int64
	err := r.Row("select n from kind where name = ?", []any{name}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		n, err = 0, nil
	}
	if err == nil && n != 0 {
		r.setKind(name, n)
	}
	return n, err
}

func (r *reader) setKind(name string, n int64) {
	if r.kinds == nil {
		r.kinds = map[string]int64{}
	}
	r.kinds[name] = n
}

// makeKind numbers a kind, a new one too.
func (t *tx) makeKind(name string) (int64, error) {
	n, err := t.kind(name)
	if err != nil || n != 0 {
		return n, err
	}
	if n, err = t.Insert("insert into kind (name) values (?) returning n", name); err == nil {
		t.setKind(name, n)
	}
	return n, err
}

func (r *reader) Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	k, err := r.kind(kind)
	if err != nil || k == 0 || len(keys) == 0 || from > to {
		return nil, trouble("looking into the linking index", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out, err := r.near(k, distinct(keys), from, to, limit)
	return out, trouble("looking into the linking index", err)
}

func (r *reader) Cards(_ context.Context, kind string, refs []int64) (map[int64][]byte, error) {
	out := make(map[int64][]byte, len(refs))
	k, err := r.kind(kind)
	if err != nil || k == 0 {
		return out, trouble("reading cards", err)
	}
	err = r.in("select ref, body from card where kind = ? and ref in ()", []any{k}, refs, func(scan func(...any) error) error {
		var ref int64
		var body []byte
		err := scan(&ref, &body)
		out[ref] = body
		return err
	})
	return out, trouble("reading cards", err)
}

func (t *tx) PutCards(_ context.Context, cs []record.Card) error {
	for _, c := range cs {
		k, err := t.makeKind(c.Kind)
		if err == nil {
			body := c.Body
			if body == nil {
				body = []byte{}
			}
			err = t.Exec("insert into card (kind, ref, body) values (?, ?, ?) on conflict (kind, ref) do update set body = excluded.body", k, c.Ref, body)
		}
		if err != nil {
			return trouble("keeping a card", err)
		}
	}
	return nil
}
