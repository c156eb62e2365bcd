package tables

import (
	"database/sql"
	"errors"
	"math"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Memory is what a connection keeps from one transaction to the next. It changes
// nothing but the time that questions take.
type Memory struct {
	// What never changes, or is found by its content.
	recent *record.Recent[int64, *keptReading]   // tellings that were unpacked last, by reading; see kept
	copies *record.Recent[string, *hearsay.Copy] // see copyOf

	// What changes by this connection's own writing alone, as long as no other writes.
	// See tx.wake.
	writes int64 // transactions that the record had taken when this was so last
	counts *record.Recent[counted, int64]
	keys   *record.Recent[indexKey, *prefix]
	newest map[int64]int32 // the last period of the linking index, by kind

	factMemory
}

// Forget drops it all, as after a rollback: the numbers that were given out will be
// given again.
func (m *Memory) Forget() { *m = Memory{} }

// Bounds of what is kept, twice as much at the most: some 60 bytes a count, up to 600 a key.
const (
	keptCounts = 200_000
	keptKeys   = 40_000
)

// writes is the total under which the transactions that wrote are counted.
const writes = "writes"

// wake makes the memory of a writer right for its transaction: where another program
// or connection wrote since this one did, all that may have changed is forgotten.
func (t *tx) wake() error {
	var n int64
	err := t.Row("select n from total where name = ?", []any{writes}, &n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	m := t.Memory
	if m.counts == nil || n != m.writes {
		m.forgetIndex()
	}
	m.writes = n + 1 // a rollback forgets it
	t.add(writes, 1)
	return nil
}

// forgetIndex drops what is kept of the linking index.
func (m *Memory) forgetIndex() {
	m.counts = record.NewRecent[counted, int64](keptCounts)
	m.keys = record.NewRecent[indexKey, *prefix](keptKeys)
	m.newest = map[int64]int32{}
}

// lastPeriod is the newest period in which the index has rows of a kind; false: it has none.
func (r *reader) lastPeriod(kind int64) (int32, bool, error) {
	if p, ok := r.newest[kind]; ok {
		return p, true, nil
	}
	var p int32
	err := r.Row("select period from posting where kind = ? order by period desc limit 1", []any{kind}, &p)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	if err == nil {
		r.newest[kind] = p
	}
	return p, err == nil, err
}

// posted is told of rows that are added to the index.
func (t *tx) posted(kind int64, ps []hearsay.Posting) {
	for _, p := range ps {
		if have, ok := t.keys.Get(indexKey{kind, p.Key}); ok {
			have.add(row{p.Day, p.Ref})
		}
		if last, ok := t.newest[kind]; ok {
			t.newest[kind] = max(last, Period(p.Day))
		}
	}
}

// indexKey is a key of the linking index.
type indexKey struct {
	kind int64
	key  uint64
}

// prefix is how the rows of a key begin, in the order of the index: the newest day
// first, then by ref.
type prefix struct {
	rows []row
	// All rows of this day and later are there; see unknown.
	low int32
}

type row struct {
	day int32
	ref int64
}

// unknown is the low of a prefix that tells of no day whether all of it is there.
const unknown = math.MaxInt32

// mostPrefix is how many rows are kept of a key.
const mostPrefix = 32

func (a row) compare(b row) int {
	switch {
	case a.day != b.day:
		return compare(int64(b.day), int64(a.day))
	default:
		return compare(a.ref, b.ref)
	}
}

// answer gives the first rows of the days [from, to]; false: the prefix does not tell.
func (p *prefix) answer(key uint64, from, to int32, limit int, out []hearsay.Posting) ([]hearsay.Posting, bool) {
	began := len(out)
	for _, r := range p.rows {
		if r.day < from {
			return out, true
		}
		if r.day > to {
			continue
		}
		if out = append(out, hearsay.Posting{Key: key, Day: r.day, Ref: r.ref}); len(out)-began == limit {
			return out, true
		}
	}
	if p.low <= from {
		return out, true
	}
	return out[:began], false
}

// add is told of a row that was added to the index.
func (p *prefix) add(r row) {
	i, found := slices.BinarySearchFunc(p.rows, r, row.compare)
	if found || i == len(p.rows) && r.day < p.low {
		return // there may be others before it
	}
	p.rows = slices.Insert(p.rows, i, r)
	p.cut()
}

func (p *prefix) cut() {
	if len(p.rows) > mostPrefix {
		p.rows, p.low = p.rows[:mostPrefix], unknown
	}
}

// near looks into the index as Conn.Near does, and asks it only for what is not
// kept. keys are distinct and in rising order.
func (r *reader) near(kind int64, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	if r.tx == nil || limit <= 0 || limit > mostPrefix {
		return r.Conn.Near(kind, keys, from, to, limit)
	}
	var out []hearsay.Posting
	type part struct{ from, to int } // of out
	have := make([]part, len(keys))
	var lack []uint64
	for i, key := range keys {
		at := len(out)
		ok := false
		if p, kept := r.keys.Get(indexKey{kind, key}); kept {
			out, ok = p.answer(key, from, to, limit, out)
		}
		if have[i] = (part{at, len(out)}); !ok {
			lack = append(lack, key)
		}
	}
	if len(lack) == 0 {
		return out, nil
	}
	found, err := r.Conn.Near(kind, lack, from, to, limit)
	if err != nil {
		return nil, err
	}
	// What was found is how the rows of a key begin where the index has none of later days.
	last, any, err := r.lastPeriod(kind)
	if err != nil {
		return nil, err
	}
	newest := !any || Period(to) > last || to == last<<5|31
	all := make([]hearsay.Posting, 0, len(out)+len(found))
	for i, key := range keys {
		all = append(all, out[have[i].from:have[i].to]...)
		if len(lack) == 0 || lack[0] != key {
			continue
		}
		lack = lack[1:]
		n := 0
		for n < len(found) && found[n].Key == key {
			n++
		}
		all = append(all, found[:n]...)
		if newest {
			p := &prefix{low: unknown}
			for _, f := range found[:n] {
				p.rows = append(p.rows, row{f.Day, f.Ref})
			}
			if n < limit {
				p.low = from
			}
			r.keys.Put(indexKey{kind, key}, p)
		}
		found = found[n:]
	}
	return all, nil
}
