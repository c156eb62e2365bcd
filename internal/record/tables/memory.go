package tables

import (
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
	wholes wholes
	keys   *record.Recent[indexKey, *prefix]
	heads  *record.Recent[int64, record.Teller] // by report; see Heads
	// As long as no other merges tails into blocks.
	packings int64 // times that this had been done when this was so last
	posted   postings

	factMemory
}

// Forget drops it all, as after a rollback: the numbers that were given out will be
// given again.
func (m *Memory) Forget() { *m = Memory{} }

// Bounds of what is kept, twice as much at the most: some 60 bytes a count, up to 600 a key, some
// 700 a head.
const (
	keptCounts = 200_000
	keptKeys   = 40_000
	keptHeads  = 15_000
)

// writes is the total under which the transactions that wrote are counted.
const writes = "writes"

// wake makes the memory of a writer right for its transaction: where another program
// or connection wrote since this one did, all that may have changed is forgotten.
func (t *tx) wake() error {
	var n, packed int64
	err := t.Rows("select name, n from total where name in (?, ?)", []any{writes, packings}, func(scan func(...any) error) error {
		var name string
		var count int64
		err := scan(&name, &count)
		if name == writes {
			n = count
		} else {
			packed = count
		}
		return err
	})
	if err != nil {
		return err
	}
	m := t.Memory
	if m.counts == nil || n != m.writes {
		m.forgetRows()
		if packed != m.packings {
			m.posted = postings{}
		} else if err := t.catchUp(m.writes); err != nil {
			return err
		}
	}
	m.writes, m.packings = n+1, packed // a rollback forgets it
	t.add(writes, 1)
	return nil
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

// forgetIndex drops what is kept of the linking index.
func (m *Memory) forgetIndex() {
	m.forgetRows()
	m.posted = postings{}
}

// forgetRows drops what was read of rows that others may change.
func (m *Memory) forgetRows() {
	m.counts = record.NewRecent[counted, int64](keptCounts)
	m.wholes = wholes{}
	m.keys = record.NewRecent[indexKey, *prefix](keptKeys)
	m.heads = record.NewRecent[int64, record.Teller](keptHeads)
}
