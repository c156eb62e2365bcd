package tables

import (
	"math"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

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
	if len(s.runs) > 0 {
		if s.asked++; s.asked > Bounds.Paid {
			if err := s.open(); err != nil {
				return out, err
			}
		}
	}
	l.late = s.tail.between(l.late[:0], start, end, limit)
	for _, b := range s.runs {
		var err error
		if l.late, _, err = record.SeekEntries(l.late, b, start, end, limit); err != nil {
			return out, err
		}
	}
	if len(s.runs) > 0 {
		slices.SortFunc(l.late, record.Entry.Compare)
		l.late = slices.Compact(l.late)
	}
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
