package tables

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// The postings of the linking index are kept by parts: those of one kind and period. Most keys are
// hashes, so that the postings of a report lie anywhere among those of its part: one by one they would
// change as many pages. So a part has blocks, which hold its postings in order (see
// [record.PackEntries]), and a tail of what came since. A transaction writes what it posted as one run
// of each tail it is of, and takes up the runs before that are no longer, so that they are few.
// Where all tails together hold more than [Bounds] say, the longest is merged into the blocks of its part:
// then each block that is written takes in several postings.
//
// In memory a part is a shelf: where its blocks begin, and its tail. Blocks that were used last are held
// as they are stored. What a writer knows stays right as long as no other merges a tail; what others
// posted is read at the beginning of a transaction: see wake.

// part names a part of the linking index.
type part struct {
	kind   int64
	period int32
}

// Bounds are those of the linking index; tests set them lower.
var Bounds = struct {
	Block int // bytes of a block at most
	Tails int // postings in all tails, of 24 bytes in memory
	Held  int // blocks and postings of tails that are on the shelves, of up to 40 bytes
	Over  int // postings of an older version that are brought over in one transaction: some seconds
	Paid  int // look-ups in a period after which all of it is read: counts of words, tails
}{4000, 500_000, 2_000_000, 250_000, 10_000} // a block of 4000 bytes fits on a page of SQLite's

const (
	keptBlocks = 80 << 20 // bytes of blocks in memory, and as many of those used before them
	mergedRun  = 256      // blocks that are merged at once
)

// postings are what is held of the linking index.
type postings struct {
	tails   map[part]int64     // all parts, with how many postings are in their tails; nil: not read yet
	spans   map[int64][2]int32 // the first and last period of each kind
	shelves map[part]*shelf
	blocks  *record.Recent[int64, []byte] // by number
	asks    int64
}

type shelf struct {
	leaves []record.Leaf // its blocks, in order
	keys   []uint64      // with which they begin, to find them by
	tail   tail
	runs   [][]byte // of its tail, as they are stored: those that are not in tail yet
	asked  int      // look-ups in runs
	used   int64    // when it was asked last, in asks of the postings
}

// held is how much it holds, in entries of a tail.
func (s *shelf) held() int {
	n := len(s.leaves) + s.tail.n
	for _, b := range s.runs {
		n += len(b) / 10
	}
	return n
}

// open puts the runs into the tail: who asks a few times looks them up as they are stored.
func (s *shelf) open() error {
	if len(s.runs) == 0 {
		return nil
	}
	es, err := unpackRuns(s.runs)
	if err == nil {
		s.tail, s.runs = tailOf(merge2(s.tail.all(), es)), nil
	}
	return err
}

// leaf is the last block that begins at or before a place, or the first.
func (s *shelf) leaf(e record.Entry) int {
	lo, hi := 0, len(s.keys)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s.keys[mid] > e.Key || s.keys[mid] == e.Key && s.leaves[mid].First.Compare(e) > 0 {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return max(0, lo-1)
}

func (s *shelf) setLeaves(ls []record.Leaf) {
	s.leaves, s.keys = ls, make([]uint64, len(ls))
	for i, l := range ls {
		s.keys[i] = l.First.Key
	}
}

func (x *postings) note(p part, tail int64) {
	x.tails[p] = tail
	if span, ok := x.spans[p.kind]; ok {
		x.spans[p.kind] = [2]int32{min(span[0], p.period), max(span[1], p.period)}
	} else {
		x.spans[p.kind] = [2]int32{p.period, p.period}
	}
}

// postings are those of the writer or, of a reader, those of its snapshot.
func (r *reader) postings() (*postings, error) {
	x := &r.Memory.posted
	if r.tx == nil {
		x = &r.own
	}
	if x.tails != nil {
		return x, nil
	}
	if x.shelves == nil {
		x.shelves, x.blocks = map[part]*shelf{}, record.NewRecent[int64, []byte](keptBlocks)
	}
	tails := map[part]int64{}
	err := r.Rows("select kind, period, tail from posting_part", nil, func(scan func(...any) error) error {
		var p part
		var n int64
		err := scan(&p.kind, &p.period, &n)
		tails[p] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	x.tails, x.spans = map[part]int64{}, map[int64][2]int32{}
	for p, n := range tails {
		x.note(p, n)
	}
	return x, nil
}

// shelf reads what is to be known of a part.
func (r *reader) shelf(x *postings, p part) (*shelf, error) {
	x.asks++
	if s := x.shelves[p]; s != nil {
		s.used = x.asks
		return s, nil
	}
	s := &shelf{used: x.asks}
	if _, ok := x.tails[p]; ok {
		var body []byte
		err := r.Row("select b.body from posting_part p join posting_block b on b.n = p.leaves where p.kind = ? and p.period = ?", []any{p.kind, p.period}, &body)
		if err == nil {
			var leaves []record.Leaf
			leaves, err = record.UnpackLeaves(body)
			s.setLeaves(leaves)
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		if s.runs, err = r.runs(p, 0); err != nil {
			return nil, err
		}
	}
	x.shelves[p] = s
	x.shed(func(p part) bool { return r.tx != nil && len(r.tx.fresh[p]) > 0 })
	return s, nil
}

// runs reads the runs of a tail from a number on, as they are stored.
func (r *reader) runs(p part, from int64) (out [][]byte, err error) {
	err = r.Rows("select body from posting_tail where kind = ? and period = ? and n >= ?", []any{p.kind, p.period, from}, func(scan func(...any) error) error {
		var body []byte
		err := scan(&body)
		out = append(out, body)
		return err
	})
	return out, err
}

// unpackRuns gives what runs hold in one list.
func unpackRuns(runs [][]byte) ([]record.Entry, error) {
	var lists [][]record.Entry
	for _, b := range runs {
		es, err := record.UnpackEntries(nil, b)
		if err != nil {
			return nil, err
		}
		lists = append(lists, es)
	}
	return mergeEntries(lists...), nil
}

// shed drops the shelves that were not used for longest, where there is too much on all, but for those
// that hold what is not written yet.
func (x *postings) shed(keep func(part) bool) {
	held := 0
	for _, s := range x.shelves {
		held += s.held()
	}
	for held > Bounds.Held {
		var oldest part
		var least *shelf
		for p, s := range x.shelves {
			if (least == nil || s.used < least.used) && s.used < x.asks && !keep(p) {
				oldest, least = p, s
			}
		}
		if least == nil {
			return
		}
		held -= least.held()
		delete(x.shelves, oldest)
	}
}

// catchUp reads what others posted after a transaction.
func (t *tx) catchUp(after int64) error {
	x := &t.Memory.posted
	x.tails = nil
	if len(x.shelves) == 0 {
		return nil
	}
	return t.Rows("select kind, period, body from posting_tail where n > ?", []any{after}, func(scan func(...any) error) error {
		var p part
		var body []byte
		if err := scan(&p.kind, &p.period, &body); err != nil {
			return err
		}
		s := x.shelves[p]
		if s == nil {
			return nil
		}
		es, err := record.UnpackEntries(nil, body)
		for _, e := range es { // a run holds earlier ones that it took up
			s.tail.add(e)
		}
		return err
	})
}

// backwards is the order of days in a part.
func backwards(day int32) uint8 { return uint8(31 - day&31) }

func (t *tx) Post(_ context.Context, kind string, ps []hearsay.Posting) error {
	return trouble("adding to the linking index", t.post(kind, ps))
}

func (t *tx) post(kind string, ps []hearsay.Posting) error {
	k, err := t.makeKind(kind)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if err := t.put(part{k, Period(p.Day)}, record.Entry{Key: p.Key, Day: backwards(p.Day), Ref: p.Ref}); err != nil {
			return err
		}
		if have, ok := t.keys.Get(indexKey{k, p.Key}); ok {
			have.add(row{p.Day, p.Ref})
		}
	}
	if t.freshRows >= Bounds.Tails {
		return t.settlePostings()
	}
	return nil
}

// put adds an entry to a part.
func (t *tx) put(p part, e record.Entry) error {
	x, err := t.postings()
	if err != nil {
		return err
	}
	s, err := t.shelf(x, p)
	if err != nil || !s.tail.add(e) {
		return err
	}
	if _, ok := x.tails[p]; !ok {
		x.note(p, 0)
	}
	if t.fresh == nil {
		t.fresh = map[part][]record.Entry{}
	}
	t.fresh[p] = append(t.fresh[p], e)
	t.freshRows++
	return nil
}

// settlePostings writes what was posted, and merges tails where they are long.
func (t *tx) settlePostings() error {
	if len(t.fresh) == 0 {
		return nil
	}
	x, err := t.postings()
	if err != nil {
		return err
	}
	parts := make([]part, 0, len(t.fresh))
	for p := range t.fresh {
		parts = append(parts, p)
	}
	slices.SortFunc(parts, part.compare)
	for _, p := range parts {
		if err := t.putRun(x, p, t.fresh[p]); err != nil {
			return err
		}
	}
	t.fresh, t.freshRows = nil, 0
	for {
		all := int64(0)
		var longest part
		for p, n := range x.tails {
			all += n
			if most := x.tails[longest]; n > most || n == most && p.compare(longest) < 0 {
				longest = p
			}
		}
		if all <= int64(Bounds.Tails) {
			return nil
		}
		if err := t.pack(x, longest); err != nil {
			return err
		}
	}
}

func (a part) compare(b part) int {
	if a.kind != b.kind {
		return compare(a.kind, b.kind)
	}
	return compare(int64(a.period), int64(b.period))
}

// putRun adds a run to a tail; its number is the transaction's.
func (t *tx) putRun(x *postings, p part, es []record.Entry) error {
	slices.SortFunc(es, record.Entry.Compare)
	now := t.Memory.writes
	lowest, rest, size := now, int64(0), int64(len(es))
	err := t.Rows("select n, size from posting_tail where kind = ? and period = ? order by n desc", []any{p.kind, p.period}, func(scan func(...any) error) error {
		var n, has int64
		if err := scan(&n, &has); err != nil {
			return err
		}
		if rest == 0 && (n == now || has <= size) {
			lowest, size = n, size+has
		} else {
			rest += has
		}
		return nil
	})
	if err != nil {
		return err
	}
	if size > int64(len(es)) {
		runs, err := t.runs(p, lowest)
		if err != nil {
			return err
		}
		before, err := unpackRuns(runs)
		if err != nil {
			return err
		}
		es = merge2(before, es)
		if err := t.Exec("delete from posting_tail where kind = ? and period = ? and n >= ?", p.kind, p.period, lowest); err != nil {
			return err
		}
	}
	x.note(p, rest+int64(len(es)))
	err = t.Exec("insert into posting_tail (kind, period, n, size, body) values (?, ?, ?, ?, ?)", p.kind, p.period, now, len(es), record.PackEntries(es))
	if err != nil {
		return err
	}
	return t.Exec("insert into posting_part (kind, period, tail, leaves) values (?, ?, ?, null) on conflict (kind, period) do update set tail = excluded.tail", p.kind, p.period, x.tails[p])
}
