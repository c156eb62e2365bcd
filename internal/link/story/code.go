package story

import (
	"encoding/binary"
	"errors"
	"math"

	"slices"
)

// cardVersion is the first byte of an encoded card. Cards of version 2 tell of no events.
const cardVersion = 3

var errCard = errors.New("the bytes are no card of a story")

// Encode writes the card: some 1.5 kB for a report of 400 words. Texts of the
// terms are kept for the rarest ones alone.
func (c *Card) Encode() []byte {
	b := make([]byte, 0, 8*len(c.Terms)+64)
	b = append(b, cardVersion)
	b = binary.AppendVarint(b, int64(c.Published))
	texts := c.worthTexts()
	for k := Class(0); k < classes; k++ {
		ts := c.of(k)
		b = binary.AppendUvarint(b, uint64(len(ts)))
		last := uint32(0)
		for i := range ts {
			t := &ts[i]
			b = binary.AppendUvarint(b, uint64(t.Key-last))
			last = t.Key
			flags := min(t.Count, 15) << 4
			if t.Proper {
				flags |= 8
			}
			if t.Title {
				flags |= 4
			}
			if t.Lead {
				flags |= 1
			}
			text := ""
			if texts[c.from[k]+i] {
				text = c.Text(t)
				flags |= 2
			}
			b = append(b, flags, t.Rarity)
			if text != "" {
				b = append(b, byte(len(text)))
				b = append(b, text...)
			}
		}
	}
	b = binary.AppendUvarint(b, uint64(len(c.Places)))
	for _, p := range c.Places {
		for _, v := range []uint32{p.ID, math.Float32bits(p.Lat), math.Float32bits(p.Lon), p.Country, p.Admin1} {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
		b = append(b, p.Precision, p.Weight, p.Deed)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Days)))
	for _, d := range c.Days {
		b = binary.AppendVarint(b, int64(d.From))
		b = append(b, byte(d.To-d.From), d.Weight, d.Deed)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Told)))
	for _, t := range c.Told {
		b = binary.LittleEndian.AppendUint16(b, t.Type)
		b = append(b, byte(t.Place), byte(t.Day))
	}
	return b
}

// worthTexts marks the terms whose words are kept.
func (c *Card) worthTexts() []bool {
	order := make([]int, 0, len(c.Terms))
	for i := range c.Terms {
		if c.Terms[i].size > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(c.Terms[b].Rarity) - int(c.Terms[a].Rarity) })
	keep := make([]bool, len(c.Terms))
	for _, i := range order[:min(len(order), mostTexts)] {
		keep[i] = true
	}
	return keep
}

// Decode reads a card.
func Decode(b []byte) (*Card, error) {
	r := reader{b: b}
	version := r.byte()
	if version != 2 && version != cardVersion {
		return nil, errCard
	}
	c := &Card{Published: int32(r.varint()), texts: string(b)}
	// Five bytes a term at least keeps a false length from asking for memory.
	for k := Class(0); k < classes && !r.bad; k++ {
		n := r.count(3)
		if c.Terms == nil {
			c.Terms = make([]Term, 0, n+n/2)
		}
		last := uint32(0)
		for range n {
			d := r.uvarint()
			if d > math.MaxUint32-uint64(last) {
				r.bad = true
				break
			}
			last += uint32(d)
			flags := r.byte()
			t := Term{Class: k, Key: last, Count: flags >> 4, Lead: flags&1 != 0, Title: flags&4 != 0, Proper: flags&8 != 0, Rarity: r.byte()}
			if flags&2 != 0 {
				t.size = r.byte()
				t.at = uint32(len(b) - len(r.b))
				r.take(int(t.size))
			}
			c.Terms = append(c.Terms, t)
		}
	}
	for range r.count(23) {
		p := Spot{ID: r.u32(), Lat: math.Float32frombits(r.u32()), Lon: math.Float32frombits(r.u32()), Country: r.u32(), Admin1: r.u32(), Precision: r.byte(), Weight: r.byte(), Deed: r.byte()}
		c.Places = append(c.Places, p)
	}
	for range r.count(4) {
		d := Day{From: int32(r.varint())}
		d.To, d.Weight, d.Deed = d.From+int32(r.byte()), r.byte(), r.byte()
		c.Days = append(c.Days, d)
	}
	if version > 2 {
		for range r.count(4) {
			t := Told{Type: uint16(r.byte()) | uint16(r.byte())<<8, Place: int8(r.byte()), Day: int8(r.byte())}
			r.bad = r.bad || int(t.Place) >= len(c.Places) || int(t.Day) >= len(c.Days)
			c.Told = append(c.Told, t)
		}
	}
	if r.bad || len(r.b) > 0 {
		return nil, errCard
	}
	c.index()
	c.measure()
	return c, nil
}

// reader takes values off the head of b.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads how many follow, each of at least size bytes.
func (r *reader) count(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.b)/size) {
		r.bad = true
		return 0
	}
	return int(n)
}
