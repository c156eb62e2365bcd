package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// periodDays is how many days share a stretch of the linking index.
const periodDays = 32

func period(day int32) int32 { return day >> 5 } // floor(day/32), below 0 too

// periods lists the periods that touch [from, to], the newest first.
func periods(from, to int32) []int32 {
	var out []int32
	for p := period(to); p >= period(from) && from <= to; p-- {
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
	err := r.row("select n from kind where name = ?", []any{name}, &n)
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
	if n, err = t.insert("insert into kind (name) values (?)", name); err == nil {
		t.setKind(name, n)
	}
	return n, err
}

// Near asks for several keys in one statement: a union of one short range of the
// primary key for each key, of which no more than limit rows are read. Periods are
// asked one after the other, the newest first, for the keys that lack rows still.
func (r *reader) Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	k, err := r.kind(kind)
	if err != nil || k == 0 || len(keys) == 0 {
		return nil, trouble("looking into the linking index", err)
	}
	found := make(map[uint64][]hearsay.Posting, len(keys))
	open := distinct(keys)
	for _, p := range periods(from, to) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		err := parts(open, func(part []uint64) error {
			args := append(make([]any, 0, len(part)+4), k, p, from, to)
			for _, key := range part {
				args = append(args, int64(key))
			}
			return r.rows(r.nearQuery(len(part), limit), args, func(scan func(...any) error) error {
				var key int64
				var at hearsay.Posting
				if err := scan(&key, &at.Day, &at.Ref); err != nil {
					return err
				}
				at.Key = uint64(key)
				if limit <= 0 || len(found[at.Key]) < limit {
					found[at.Key] = append(found[at.Key], at)
				}
				return nil
			})
		})
		if err != nil {
			return nil, trouble("looking into the linking index", err)
		}
		if limit > 0 {
			lacking := open[:0:0]
			for _, key := range open {
				if len(found[key]) < limit {
					lacking = append(lacking, key)
				}
			}
			open = lacking
		}
	}
	var out []hearsay.Posting
	for _, key := range distinct(keys) {
		out = append(out, found[key]...)
	}
	return out, nil
}

// nearQuery is the statement of Near by the number of keys and the limit, which
// stands in its text: see rows.
func (c *conn) nearQuery(keys, limit int) string {
	if q, ok := c.nears[[2]int{keys, limit}]; ok {
		return q
	}
	var b strings.Builder
	for i := range keys {
		if i > 0 {
			b.WriteString(" union all ")
		}
		b.WriteString("select * from (select key, day, ref from posting where kind = ?1 and period = ?2 and key = ?" + itoa(5+i) +
			" and day between ?3 and ?4 order by day desc, ref limit " + itoa(all(limit)) + ")")
	}
	c.nears[[2]int{keys, limit}] = b.String()
	return b.String()
}

func (r *reader) Frequency(ctx context.Context, kind string, keys []uint64, from, to int32) (counts []int64, total int64, err error) {
	counts = make([]int64, len(keys))
	k, err := r.kind(kind)
	if err != nil || k == 0 {
		return counts, 0, trouble("counting in the linking index", err)
	}
	by := make(map[uint64]int64, len(keys))
	for _, p := range periods(from, to) {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		var n int64
		if err := r.row("select n from documents where kind = ? and period = ?", []any{k, p}, &n); errors.Is(err, sql.ErrNoRows) {
			continue // nothing was counted in it
		} else if err != nil {
			return nil, 0, trouble("counting in the linking index", err)
		}
		total += n
		err := r.in("select key, n from frequency where kind = ? and period = ? and key in ()", []any{k, p}, signed(distinct(keys)), func(scan func(...any) error) error {
			var key, n int64
			err := scan(&key, &n)
			by[uint64(key)] += n
			return err
		})
		if err != nil {
			return nil, 0, trouble("counting in the linking index", err)
		}
	}
	for i, key := range keys {
		counts[i] = by[key]
	}
	return counts, total, nil
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

func (t *tx) Post(_ context.Context, kind string, ps []hearsay.Posting) error {
	k, err := t.makeKind(kind)
	if err != nil {
		return trouble("adding to the linking index", err)
	}
	err = parts(ps, func(part []hearsay.Posting) error {
		args := make([]any, 0, 5*len(part))
		for _, p := range part {
			args = append(args, k, period(p.Day), int64(p.Key), p.Day, p.Ref)
		}
		return t.exec("insert or ignore into posting (kind, period, key, day, ref) values "+repeat("(?, ?, ?, ?, ?)", len(part)), args...)
	})
	return trouble("adding to the linking index", err)
}

func (t *tx) Count(_ context.Context, kind string, keys []uint64, day int32) error {
	k, err := t.makeKind(kind)
	if err != nil {
		return trouble("counting for the linking index", err)
	}
	p := period(day)
	err = parts(distinct(keys), func(part []uint64) error {
		args := make([]any, 0, 3*len(part))
		for _, key := range part {
			args = append(args, k, p, int64(key))
		}
		return t.exec("insert into frequency (kind, period, key, n) values "+repeat("(?, ?, ?, 1)", len(part))+" on conflict do update set n = n + 1", args...)
	})
	if err == nil {
		err = t.exec("insert into documents (kind, period, n) values (?, ?, 1) on conflict do update set n = n + 1", k, p)
	}
	return trouble("counting for the linking index", err)
}

func (t *tx) PutCards(_ context.Context, cs []record.Card) error {
	for _, c := range cs {
		k, err := t.makeKind(c.Kind)
		if err == nil {
			body := c.Body
			if body == nil {
				body = []byte{}
			}
			err = t.exec("insert into card (kind, ref, body) values (?, ?, ?) on conflict do update set body = excluded.body", k, c.Ref, body)
		}
		if err != nil {
			return trouble("keeping a card", err)
		}
	}
	return nil
}
