package tables

import (
	"math"
	"slices"

	"github.com/hearsay/hearsay"
)

// A shelf is a part of the linking index that a writer holds in memory: of one kind and
// period, the stretches of keys that it has read so far, whole. Most keys that are asked
// for, those of copies above all, are in no other report, and it takes whole stretches to
// know that. What a writer adds it puts on its shelves too, so a period that began while
// it ran is there from its first row on.
//
// Stretches are read ahead as far as look-ups in the database have paid for it: a writer
// that links a few reports reads little, one that runs on soon asks the database no more.
type shelf struct {
	blocks []*block // in order, none reaching into another
	keys   []int64  // with which they begin, to find them by
	credit int      // rows that may be read ahead
	used   int64    // when it was asked last, in look-ups of the writer
	wide   map[int64]bool
}

// block holds all rows of the index from lo to before hi.
type block struct {
	lo, hi place
	keys   []int64
	refs   []int64
	days   []uint8 // backwards: 31 is the first day of the period
}

// place is where a row stands in the index of a period.
type place struct {
	key int64
	day uint8
	ref int64
}

func (a place) compare(b place) int {
	switch {
	case a.key != b.key:
		return compare(a.key, b.key)
	case a.day != b.day:
		return int(a.day) - int(b.day)
	default:
		return compare(a.ref, b.ref)
	}
}

// Bounds of the shelves.
const (
	blockRows   = 512       // rows that are read ahead at once; a block has twice as many at most
	shelfRows   = 8_000_000 // rows on all shelves, of 17 bytes
	wideRows    = 50_000    // of a key: one that has more in a period is not held
	creditOfAsk = 50        // rows that may be read ahead for one key that the database was asked for
)

// firstOf is before, and lastOf after, all rows of a key.
func firstOf(key int64) place { return place{key, 0, math.MinInt64} }

var lastPlace = place{math.MaxInt64, math.MaxUint8, math.MaxInt64}

// backwards is the order of days in the index.
func backwards(day int32) uint8 { return uint8(31 - day&31) }

func (b *block) at(i int) place { return place{b.keys[i], b.days[i], b.refs[i]} }

// find is where a place is, or would be, in the block.
func (b *block) find(p place) (int, bool) {
	lo, hi := 0, len(b.keys)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if b.keys[mid] < p.key || b.keys[mid] == p.key && b.at(mid).compare(p) < 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < len(b.keys) && b.at(lo) == p
}

func (b *block) insert(i int, p place) {
	b.keys, b.days, b.refs = slices.Insert(b.keys, i, p.key), slices.Insert(b.days, i, p.day), slices.Insert(b.refs, i, p.ref)
}

// upper takes the rows from i on into a block of their own.
func (b *block) upper(i int) *block {
	up := &block{lo: b.at(i), hi: b.hi, keys: slices.Clone(b.keys[i:]), days: slices.Clone(b.days[i:]), refs: slices.Clone(b.refs[i:])}
	b.hi = up.lo
	b.keys, b.days, b.refs = slices.Clone(b.keys[:i]), slices.Clone(b.days[:i]), slices.Clone(b.refs[:i])
	return up
}

// block is the number of the last block that begins at or before a place, and whether it
// reaches over it; -1: there is none.
func (s *shelf) block(p place) (int, bool) {
	lo, hi := 0, len(s.blocks)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s.keys[mid] < p.key || s.keys[mid] == p.key && s.blocks[mid].lo.compare(p) <= 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo - 1, lo > 0 && p.compare(s.blocks[lo-1].hi) < 0
}

// rows appends the rows of a key in the days [from, to] of the period, limit at the most;
// false: the shelf does not have them all.
func (s *shelf) rows(key int64, period, from, to int32, limit int, out []hearsay.Posting) ([]hearsay.Posting, bool) {
	began := len(out)
	from, to = max(from, period<<5), min(to, period<<5|31)
	p := place{key, backwards(to), math.MinInt64}
	i, ok := s.block(p)
	if !ok {
		return out, false
	}
	for at, _ := s.blocks[i].find(p); ; at = 0 {
		b := s.blocks[i]
		for ; at < len(b.keys); at++ {
			day := period<<5 | int32(31-b.days[at])
			if b.keys[at] != key || day < from || len(out)-began == limit {
				return out, true
			}
			out = append(out, hearsay.Posting{Key: uint64(key), Day: day, Ref: b.refs[at]})
		}
		if b.hi.key != key {
			return out, true // the block goes on behind the key
		}
		if i++; i == len(s.blocks) || s.blocks[i].lo != b.hi {
			return out[:began], false
		}
	}
}

// add is told of a row that was added to the index, and says whether the shelf took it.
func (s *shelf) add(p place) bool {
	n, ok := s.block(p)
	if !ok {
		return false
	}
	b := s.blocks[n]
	i, have := b.find(p)
	if have {
		return false
	}
	b.insert(i, p)
	if len(b.keys) > 2*blockRows {
		s.insert(n+1, b.upper(len(b.keys)/2))
	}
	return true
}

func (s *shelf) insert(n int, b *block) {
	s.blocks, s.keys = slices.Insert(s.blocks, n, b), slices.Insert(s.keys, n, b.lo.key)
}

// put adds a stretch, which no block reaches into.
func (s *shelf) put(b *block) {
	n, _ := s.block(b.lo)
	for n++; ; n++ {
		s.insert(n, b)
		if len(b.keys) <= 2*blockRows {
			return
		}
		b = b.upper(blockRows)
	}
}

// part names a shelf.
type part struct {
	kind   int64
	period int32
}

// shelves are all of a writer.
type shelves struct {
	of   map[part]*shelf
	rows int
	asks int64
}

func (s *shelves) get(p part) *shelf {
	have := s.of[p]
	if have == nil {
		have = &shelf{wide: map[int64]bool{}}
		s.of[p] = have
	}
	s.asks++
	have.used = s.asks
	return have
}

// shed drops the shelf that was not used for longest, where there is too much on all.
func (s *shelves) shed() {
	for s.rows > shelfRows {
		var oldest part
		least := int64(math.MaxInt64)
		for p, have := range s.of {
			if have.used < least {
				oldest, least = p, have.used
			}
		}
		for _, b := range s.of[oldest].blocks {
			s.rows -= len(b.keys)
		}
		delete(s.of, oldest)
	}
}

func (s *shelves) posted(kind int64, p hearsay.Posting) {
	if have := s.of[part{kind, Period(p.Day)}]; have != nil && have.add(place{int64(p.Key), backwards(p.Day), p.Ref}) {
		s.rows++
	}
}

// fromShelves looks the rows of a key up in all periods of [from, to], as Conn.Near does;
// false: they do not tell.
func (r *reader) fromShelves(kind int64, key uint64, from, to int32, limit int, out []hearsay.Posting) ([]hearsay.Posting, bool) {
	began := len(out)
	for p := Period(to); p >= Period(from) && len(out)-began < limit; p-- {
		s := r.shelves.get(part{kind, p})
		var ok bool
		if out, ok = s.rows(int64(key), p, from, to, limit-(len(out)-began), out); !ok {
			return out[:began], false
		}
	}
	return out, true
}

// readAhead reads the stretch of the index in which a key is, as far as that is paid for.
func (r *reader) readAhead(kind int64, key int64, period int32) error {
	s := r.shelves.get(part{kind, period})
	s.credit += creditOfAsk
	if s.credit < blockRows || s.wide[key] {
		return nil
	}
	lo := firstOf(key)
	n, have := s.block(lo)
	if have {
		return nil
	}
	b := &block{lo: lo, hi: lastPlace}
	if n+1 < len(s.blocks) {
		b.hi = s.blocks[n+1].lo
	}
	top := b.hi.key // excluded, but at the end of all keys
	if b.hi != lastPlace {
		top--
	}
	read := func(to int64, limit int) error {
		b.keys, b.days, b.refs = nil, nil, nil
		return r.Rows("select key, day, ref from posting where kind = ? and period = ? and key between ? and ? order by key, day desc, ref limit ?", []any{kind, period, key, to, limit}, func(scan func(...any) error) error {
			var p place
			var day int32
			err := scan(&p.key, &day, &p.ref)
			b.keys, b.days, b.refs = append(b.keys, p.key), append(b.days, backwards(day)), append(b.refs, p.ref)
			return err
		})
	}
	if err := read(top, blockRows+1); err != nil {
		return err
	}
	s.credit -= len(b.keys)
	if len(b.keys) > blockRows {
		// The last key may have more rows than were read.
		last := b.keys[blockRows]
		i, _ := b.find(firstOf(last))
		if i == 0 {
			if err := read(key, wideRows+1); err != nil {
				return err
			}
			s.credit -= len(b.keys)
			if len(b.keys) > wideRows {
				s.wide[key] = true
				return nil
			}
			if key < math.MaxInt64 {
				b.hi = firstOf(key + 1)
			}
		} else {
			b.hi = firstOf(last)
			b.keys, b.days, b.refs = b.keys[:i], b.days[:i], b.refs[:i]
		}
	}
	r.shelves.rows += len(b.keys)
	s.put(b)
	r.shelves.shed()
	return nil
}
