package record

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"slices"
)

// Entry is a posting of the linking index within its kind and period.
type Entry struct {
	Key uint64
	Day uint8 // backwards: 0 is the last day of the period, 31 the first
	Ref int64
}

// Compare orders entries as the index does: by key, the newest day first, then by ref.
func (a Entry) Compare(b Entry) int {
	if c := cmp.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Day, b.Day); c != 0 {
		return c
	}
	return cmp.Compare(a.Ref, b.Ref)
}

// Entries are packed in order, in some ten bytes each where keys are hashes:
//
//	form, 1 byte: 1
//	width, 1 byte
//	count, 4 bytes, little-endian as all numbers of a width
//	lowest ref, 8 bytes
//	for each group of 32 entries: key and day of its first, 8 and 1 bytes, and where it begins after these, 4 bytes
//	for each entry: but for the first of a group, its key less the one before, as a varint; then its value
//
// A value is (ref - lowest) << 5 | day in width bytes. Where that is more than 64 bits width is 9: the day
// in one byte, the ref in eight. So a key is found by a search among the groups and a walk through one.
const (
	entriesForm = 1
	groupSize   = 32
	groupBytes  = 13
	headBytes   = 14
	wideValue   = 9
)

var errEntries = errors.New("a block of the linking index is damaged")

// widthOf is how many bytes the values of entries take, and the lowest ref.
func widthOf(es []Entry) (width int, low int64) {
	low, high := es[0].Ref, es[0].Ref
	for _, e := range es {
		low, high = min(low, e.Ref), max(high, e.Ref)
	}
	n := bits.Len64(uint64(high)-uint64(low)) + 5
	if n > 64 {
		return wideValue, low
	}
	return (n + 7) / 8, low
}

func varintSize(n uint64) int { return (bits.Len64(n|1) + 6) / 7 }

// PackEntries packs entries, which are in order and all different.
func PackEntries(es []Entry) []byte {
	if len(es) == 0 {
		return []byte{entriesForm, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	}
	width, low := widthOf(es)
	groups := (len(es) + groupSize - 1) / groupSize
	size := 0
	for i, e := range es {
		if size += width; i%groupSize != 0 {
			size += varintSize(e.Key - es[i-1].Key)
		}
	}
	b := make([]byte, headBytes+groups*groupBytes, headBytes+groups*groupBytes+size)
	b[0], b[1] = entriesForm, byte(width)
	binary.LittleEndian.PutUint32(b[2:], uint32(len(es)))
	binary.LittleEndian.PutUint64(b[6:], uint64(low))
	began := len(b)
	for i, e := range es {
		if i%groupSize == 0 {
			g := b[headBytes+i/groupSize*groupBytes:]
			binary.LittleEndian.PutUint64(g, e.Key)
			g[8] = e.Day
			binary.LittleEndian.PutUint32(g[9:], uint32(len(b)-began))
		} else {
			b = binary.AppendUvarint(b, e.Key-es[i-1].Key)
		}
		if width == wideValue {
			b = binary.LittleEndian.AppendUint64(append(b, e.Day), uint64(e.Ref))
			continue
		}
		for v, n := (uint64(e.Ref)-uint64(low))<<5|uint64(e.Day&31), 0; n < width; n++ {
			b = append(b, byte(v))
			v >>= 8
		}
	}
	return b
}

// SplitEntries cuts entries into as few pieces as make blocks of at most size bytes, all of about one size.
func SplitEntries(es []Entry, size int) [][]Entry {
	if len(es) == 0 {
		return nil
	}
	// What each takes is that of the whole, where values may be wider: so a block never takes more.
	width, _ := widthOf(es)
	took := func(i int) int {
		n := width
		if i > 0 {
			n += varintSize(es[i].Key - es[i-1].Key)
		}
		if i%groupSize == 0 {
			n += groupBytes
		}
		return n
	}
	total := 0
	for i := range es {
		total += took(i)
	}
	room := max(1, size-headBytes-groupBytes)
	pieces := (total + room - 1) / room
	var out [][]Entry
	began, sum := 0, 0
	for i := range es {
		n := took(i)
		// A piece ends where its share of the whole does.
		if i > began && sum+n > total*(len(out)+1)/pieces {
			out = append(out, es[began:i:i])
			began = i
		}
		sum += n
	}
	return append(out, es[began:])
}

// packed is a packed block that was looked over.
type packed struct {
	body   []byte // values and keys
	groups []byte
	count  int
	width  int
	low    int64
}

func openEntries(b []byte) (packed, error) {
	if len(b) < headBytes || b[0] != entriesForm || b[1] < 1 || b[1] > wideValue {
		return packed{}, errEntries
	}
	p := packed{width: int(b[1]), count: int(binary.LittleEndian.Uint32(b[2:])), low: int64(binary.LittleEndian.Uint64(b[6:]))}
	b = b[headBytes:]
	groups := (p.count + groupSize - 1) / groupSize
	if groups > len(b)/groupBytes || p.count > len(b) {
		return packed{}, errEntries
	}
	p.groups, p.body = b[:groups*groupBytes], b[groups*groupBytes:]
	return p, nil
}

// first is key and day of a group's first entry.
func (p *packed) first(g int) (uint64, uint8) {
	b := p.groups[g*groupBytes:]
	return binary.LittleEndian.Uint64(b), b[8]
}

// begins is where its values do.
func (p *packed) begins(g int) int {
	return int(binary.LittleEndian.Uint32(p.groups[g*groupBytes+9:]))
}

// take appends the entries from from to to, in order, of the groups from g on, most of them where it is above
// 0. past: there are no more of them in what follows, or enough.
func (p *packed) take(out []Entry, g int, from, to Entry, most int) (_ []Entry, past bool, err error) {
	if g*groupSize >= p.count {
		return out, false, nil
	}
	began, at := len(out), p.begins(g)
	var e Entry
	for i := g * groupSize; i < p.count; i++ {
		before := e.Key
		var day uint8 // of a group's first, as its table has it
		if i%groupSize == 0 {
			if e.Key, day = p.first(i / groupSize); p.begins(i/groupSize) != at {
				return out, false, errEntries
			}
		} else {
			if at >= len(p.body) {
				return out, false, errEntries
			}
			d, n := binary.Uvarint(p.body[at:])
			if n <= 0 {
				return out, false, errEntries
			}
			e.Key += d
			at += n
		}
		if at > len(p.body)-p.width || i > g*groupSize && e.Key < before {
			return out, false, errEntries
		}
		v := p.body[at : at+p.width]
		at += p.width
		if p.width == wideValue {
			e.Day, e.Ref = v[0], int64(binary.LittleEndian.Uint64(v[1:]))
		} else {
			n := uint64(0)
			for k := len(v) - 1; k >= 0; k-- {
				n = n<<8 | uint64(v[k])
			}
			e.Day, e.Ref = uint8(n&31), int64(uint64(p.low)+n>>5)
		}
		if e.Day > 31 || i%groupSize == 0 && e.Day != day {
			return out, false, errEntries
		}
		if e.Key < from.Key || e.Key == from.Key && e.Compare(from) < 0 {
			continue
		}
		if e.Key > to.Key || e.Key == to.Key && e.Compare(to) > 0 {
			return out, true, nil
		}
		if out = append(out, e); most > 0 && len(out)-began == most {
			return out, true, nil
		}
	}
	return out, false, nil
}

// The ends of the order of entries.
var (
	FirstEntry = Entry{0, 0, math.MinInt64}
	LastEntry  = Entry{math.MaxUint64, math.MaxUint8, math.MaxInt64}
)

// UnpackEntries appends the entries of a block.
func UnpackEntries(out []Entry, b []byte) ([]Entry, error) {
	p, err := openEntries(b)
	if err != nil {
		return out, err
	}
	began := len(out)
	out, _, err = p.take(slices.Grow(out, p.count), 0, FirstEntry, LastEntry, 0)
	for i := began + 1; i < len(out) && err == nil; i++ {
		if out[i-1].Compare(out[i]) >= 0 {
			err = errEntries
		}
	}
	return out, err
}

// SeekEntries appends the entries of a block from from to to, most of them where that is above 0. past: the
// block has others behind them, or there are enough.
func SeekEntries(out []Entry, b []byte, from, to Entry, most int) (_ []Entry, past bool, err error) {
	p, err := openEntries(b)
	if err != nil {
		return out, false, err
	}
	// The last group that begins before the place: what is of it may lie within.
	lo, hi := 0, len(p.groups)/groupBytes
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if key, day := p.first(mid); key > from.Key || key == from.Key && day >= from.Day {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return p.take(out, max(0, lo-1), from, to, most)
}

// Leaf is a block of entries as the list of a part's blocks has it.
type Leaf struct {
	First Entry
	N     int64 // its number
}

// PackLeaves packs the list of blocks: form 1, their count, and for each its number less the one before,
// the key of its first entry less the one before, day, and ref less the one before.
func PackLeaves(ls []Leaf) []byte {
	b := binary.AppendUvarint([]byte{entriesForm}, uint64(len(ls)))
	var was Leaf
	for _, l := range ls {
		b = binary.AppendVarint(b, l.N-was.N)
		b = binary.AppendUvarint(b, l.First.Key-was.First.Key)
		b = append(b, l.First.Day)
		b = binary.AppendVarint(b, l.First.Ref-was.First.Ref)
		was = l
	}
	return b
}

// UnpackLeaves reads the list.
func UnpackLeaves(b []byte) ([]Leaf, error) {
	if len(b) < 2 || b[0] != entriesForm {
		return nil, errEntries
	}
	b = b[1:]
	count, n := binary.Uvarint(b)
	if n <= 0 || count > uint64(len(b)) {
		return nil, errEntries
	}
	b = b[n:]
	out := make([]Leaf, 0, count)
	var l Leaf
	for range count {
		number, n := binary.Varint(b)
		if n <= 0 {
			return nil, errEntries
		}
		b = b[n:]
		key, n := binary.Uvarint(b)
		if n <= 0 || n == len(b) {
			return nil, errEntries
		}
		day := b[n]
		b = b[n+1:]
		ref, n := binary.Varint(b)
		if n <= 0 || day > 31 {
			return nil, errEntries
		}
		b = b[n:]
		l.N, l.First = l.N+number, Entry{l.First.Key + key, day, l.First.Ref + ref}
		if len(out) > 0 && out[len(out)-1].First.Compare(l.First) >= 0 {
			return nil, errEntries
		}
		out = append(out, l)
	}
	return out, nil
}
