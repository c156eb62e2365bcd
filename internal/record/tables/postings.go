package tables

import (
	"context"
	"database/sql"
	"errors"
	"math"
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
}{4000, 500_000, 2_000_000, 250_000} // a block of 4000 bytes fits on a page of SQLite's

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
	used   int64 // when it was asked last, in asks of the postings
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
		runs, err := r.runs(p, 0)
		if err != nil {
			return nil, err
		}
		s.tail = tailOf(runs)
	}
	x.shelves[p] = s
	x.shed(func(p part) bool { return r.tx != nil && len(r.tx.fresh[p]) > 0 })
	return s, nil
}

// runs reads the runs of a tail from a number on, in one list.
func (r *reader) runs(p part, from int64) ([]record.Entry, error) {
	var runs [][]record.Entry
	err := r.Rows("select body from posting_tail where kind = ? and period = ? and n >= ?", []any{p.kind, p.period, from}, func(scan func(...any) error) error {
		var body []byte
		err := scan(&body)
		if err != nil {
			return err
		}
		es, err := record.UnpackEntries(nil, body)
		runs = append(runs, es)
		return err
	})
	return mergeEntries(runs...), err
}

// shed drops the shelves that were not used for longest, where there is too much on all, but for those
// that hold what is not written yet.
func (x *postings) shed(keep func(part) bool) {
	held := 0
	for _, s := range x.shelves {
		held += len(s.leaves) + s.tail.n
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
		held -= len(least.leaves) + least.tail.n
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

// look is one question to the linking index.
type look struct {
	r        *reader
	x        *postings
	from, to int32
	limit    int
	read     map[int64][]byte // blocks that were read for it and are not kept
	keep     bool             // those that are read

	found, late []record.Entry // room for what rows reads
}

// block reads a block.
func (l *look) block(n int64) ([]byte, error) {
	if b, ok := l.at(n); ok {
		return b, nil
	}
	var b []byte
	err := l.r.Row("select body from posting_block where n = ?", []any{n}, &b)
	if err == nil {
		l.have(n, b)
	}
	return b, err
}

func (l *look) at(n int64) ([]byte, bool) {
	if b, ok := l.read[n]; ok {
		return b, true
	}
	return l.x.blocks.Get(n)
}

func (l *look) have(n int64, b []byte) {
	if l.keep {
		l.x.blocks.PutSized(n, b, len(b))
		return
	}
	if l.read == nil {
		l.read = map[int64][]byte{}
	}
	l.read[n] = b
}

// bounds are where the rows of a key begin in a part, and the last day that is asked for.
func (l *look) bounds(p part, key uint64) (start record.Entry, end uint8) {
	return record.Entry{Key: key, Day: backwards(min(l.to, p.period<<5|31)), Ref: math.MinInt64}, backwards(max(l.from, p.period<<5))
}

// ahead reads the blocks in which keys are looked up first.
func (l *look) ahead(parts []part, shelves []*shelf, keys []uint64) error {
	var lack []int64
	for i, s := range shelves {
		for _, key := range keys {
			if len(s.leaves) == 0 {
				continue
			}
			start, end := l.bounds(parts[i], key)
			leaf := &s.leaves[s.leaf(start)]
			if leaf.First.Key > key || leaf.First.Key == key && leaf.First.Day > end {
				continue
			}
			if _, ok := l.at(leaf.N); !ok {
				lack = append(lack, leaf.N)
			}
		}
	}
	slices.Sort(lack)
	return l.r.in("select n, body from posting_block where n in ()", nil, slices.Compact(lack), func(scan func(...any) error) error {
		var n int64
		var b []byte
		err := scan(&n, &b)
		l.have(n, b)
		return err
	})
}

// rows appends the rows of a key in a part, as many as limit at the most.
func (l *look) rows(p part, s *shelf, key uint64, limit int, out []hearsay.Posting) ([]hearsay.Posting, error) {
	start, day := l.bounds(p, key)
	end := record.Entry{Key: key, Day: day, Ref: math.MaxInt64}
	l.late = s.tail.between(l.late[:0], start, end, limit)
	l.found = l.found[:0]
	for i := s.leaf(start); i < len(s.leaves) && s.leaves[i].First.Compare(end) <= 0; i++ {
		b, err := l.block(s.leaves[i].N)
		if err != nil {
			return out, err
		}
		most, past := limit, false
		if limit > 0 {
			most -= len(l.found)
		}
		if l.found, past, err = record.SeekEntries(l.found, b, start, end, most); err != nil {
			return out, err
		}
		if past {
			break
		}
	}
	// Both are in order; what was posted again is in both.
	found, late := l.found, l.late
	for n := 0; len(found)+len(late) > 0 && (limit <= 0 || n < limit); n++ {
		var e record.Entry
		switch {
		case len(late) == 0:
			e, found = found[0], found[1:]
		case len(found) == 0:
			e, late = late[0], late[1:]
		default:
			c := found[0].Compare(late[0])
			if e = found[0]; c > 0 {
				e = late[0]
			}
			if c <= 0 {
				found = found[1:]
			}
			if c >= 0 {
				late = late[1:]
			}
		}
		out = append(out, hearsay.Posting{Key: key, Day: p.period<<5 | int32(31-e.Day), Ref: e.Ref})
	}
	return out, nil
}

// widePeriods is from how many periods on a look-up is wide: what it reads is not kept, but what it found
// is, for those who ask the same again.
const widePeriods = 5

// atOnce is how many periods a wide look-up takes at once: it seldom needs all.
const atOnce = 4

// near looks into the linking index: see [record.Reader]. keys are distinct and in rising order.
func (r *reader) near(kind int64, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	x, err := r.postings()
	if err != nil {
		return nil, err
	}
	span, ok := x.spans[kind]
	if !ok {
		return nil, nil
	}
	wide := Period(to)-Period(from) >= widePeriods
	keep := wide && r.tx != nil && limit > 0 && limit <= mostPrefix
	l := &look{r: r, x: x, from: from, to: to, limit: limit, keep: !wide}
	found := make([][]hearsay.Posting, len(keys))
	open := make([]int, 0, len(keys)) // which keys may have more
	for i, key := range keys {
		if keep {
			if p, kept := r.keys.Get(indexKey{kind, key}); kept {
				if found[i], ok = p.answer(key, from, to, limit, nil); ok {
					continue
				}
			}
		}
		open = append(open, i)
	}
	asked := slices.Clone(open)
	// A wide look-up over a young record would ask of many periods that hold nothing.
	newest, oldest := min(Period(to), span[1]), max(Period(from), span[0])
	var parts []part
	for p := newest; p >= oldest; p-- {
		if _, ok := x.tails[part{kind, p}]; ok {
			parts = append(parts, part{kind, p})
		}
	}
	for len(parts) > 0 && len(open) > 0 {
		some := parts
		if wide {
			some = parts[:min(len(parts), atOnce)]
		}
		parts = parts[len(some):]
		shelves, ks := make([]*shelf, len(some)), make([]uint64, len(open))
		for i, p := range some {
			if shelves[i], err = r.shelf(x, p); err != nil {
				return nil, err
			}
		}
		for i, o := range open {
			ks[i] = keys[o]
		}
		if err := l.ahead(some, shelves, ks); err != nil {
			return nil, err
		}
		left := open[:0]
		for _, o := range open {
			out := found[o]
			for i := 0; i < len(some) && (limit <= 0 || len(out) < limit); i++ {
				most := limit
				if limit > 0 {
					most -= len(out)
				}
				if out, err = l.rows(some[i], shelves[i], keys[o], most, out); err != nil {
					return nil, err
				}
			}
			if found[o] = out; limit <= 0 || len(out) < limit {
				left = append(left, o)
			}
		}
		open = left
	}
	if keep && (Period(to) > span[1] || to == span[1]<<5|31) {
		// What was found is how the rows of a key begin: the index has none of later days.
		for _, o := range asked {
			p := &prefix{low: unknown}
			for _, f := range found[o] {
				p.rows = append(p.rows, row{f.Day, f.Ref})
			}
			if len(found[o]) < limit {
				p.low = from
			}
			r.keys.Put(indexKey{kind, keys[o]}, p)
		}
	}
	return slices.Concat(found...), nil
}

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
		before, err := t.runs(p, lowest)
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

// pack merges the tail of a part into its blocks.
func (t *tx) pack(x *postings, p part) error {
	s, err := t.shelf(x, p)
	if err != nil {
		return err
	}
	var list *int64 // the block that lists the others
	if err := t.Row("select leaves from posting_part where kind = ? and period = ?", []any{p.kind, p.period}, &list); err != nil {
		return err
	}
	var last int64
	if err := t.Row("select coalesce(max(n), 0) from posting_block", nil, &last); err != nil {
		return err
	}
	es := s.tail.all()
	var out []record.Leaf
	for i := 0; i < len(s.leaves) || i == 0; {
		// until is how many of the entries go no further than block i.
		until := func(i int) int {
			if i+1 >= len(s.leaves) {
				return len(es)
			}
			n, _ := slices.BinarySearchFunc(es, s.leaves[i+1].First, record.Entry.Compare)
			return n
		}
		n := until(i)
		if n == 0 && i < len(s.leaves) {
			out = append(out, s.leaves[i])
			i++
			continue
		}
		// Blocks side by side that all take something in are made anew together, and so are full.
		had := s.leaves[min(i, len(s.leaves)):min(i+1, len(s.leaves))]
		for i++; i < len(s.leaves) && len(had) < mergedRun; i++ {
			more := until(i)
			if more == n {
				break
			}
			n, had = more, s.leaves[i-len(had):i+1]
		}
		if out, err = t.mergeBlocks(x, had, es[:n], &last, out); err != nil {
			return err
		}
		es = es[n:]
	}
	body := record.PackLeaves(out)
	if list == nil {
		last++
		list = &last
	}
	if err := t.Exec(putBlock+"(?, ?)"+overBlock, *list, body); err != nil {
		return err
	}
	if err := t.Exec("update posting_part set tail = 0, leaves = ? where kind = ? and period = ?", *list, p.kind, p.period); err != nil {
		return err
	}
	if err := t.Exec("delete from posting_tail where kind = ? and period = ?", p.kind, p.period); err != nil {
		return err
	}
	s.setLeaves(out)
	s.tail = tail{}
	x.note(p, 0)
	t.packed()
	return nil
}

const (
	putBlock  = "insert into posting_block (n, body) values "
	overBlock = " on conflict (n) do update set body = excluded.body"
)

// packed counts that blocks were changed, so that other writers forget what they hold.
func (t *tx) packed() {
	t.add(packings, 1)
	t.Memory.packings++
}

// mergeBlocks puts entries into blocks that lie side by side, and appends what they became to out. New
// ones are numbered from last on.
func (t *tx) mergeBlocks(x *postings, had []record.Leaf, es []record.Entry, last *int64, out []record.Leaf) ([]record.Leaf, error) {
	l := &look{r: &t.reader, x: x}
	var lack, numbers []int64
	for _, leaf := range had {
		numbers = append(numbers, leaf.N)
		if _, ok := l.at(leaf.N); !ok {
			lack = append(lack, leaf.N)
		}
	}
	err := t.in("select n, body from posting_block where n in ()", nil, lack, func(scan func(...any) error) error {
		var n int64
		var b []byte
		err := scan(&n, &b)
		l.have(n, b)
		return err
	})
	if err != nil {
		return out, err
	}
	var old []record.Entry
	for _, leaf := range had {
		b, err := l.block(leaf.N)
		if err != nil {
			return out, err
		}
		if old, err = record.UnpackEntries(old, b); err != nil {
			return out, err
		}
	}
	pieces := record.SplitEntries(merge2(old, es), Bounds.Block)
	args := make([]any, 0, 2*len(pieces))
	for i, piece := range pieces {
		if i >= len(numbers) {
			*last++
			numbers = append(numbers, *last)
		}
		body := record.PackEntries(piece)
		x.blocks.PutSized(numbers[i], body, len(body))
		args = append(args, numbers[i], body)
		out = append(out, record.Leaf{First: piece[0], N: numbers[i]})
	}
	err = Parts(numbers[:len(pieces)], func(part []int64) error {
		n := 2 * len(part)
		err := t.Exec(putBlock+repeat("(?, ?)", len(part))+overBlock, args[:n]...)
		args = args[n:]
		return err
	})
	for _, n := range numbers[len(pieces):] {
		if err == nil {
			err = t.Exec("delete from posting_block where n = ?", n)
		}
	}
	return out, err
}

// packings is the total under which the changes of blocks are counted; see wake.
const packings = "packings"
