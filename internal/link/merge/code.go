package merge

import (
	"encoding/binary"
	"errors"
	"math"
)

// cardVersion is the first byte of a card; others are not read.
const cardVersion = 1

var errCard = errors.New("a card of a merged event cannot be read: hearsay relink makes them anew")

// Encode writes a profile as the card that is kept of a merged event.
func (p *Profile) Encode() []byte {
	e := encoder{b: make([]byte, 0, 512)}
	e.b = append(e.b, cardVersion)
	e.text(p.Event)
	e.text(p.Into)
	if p.Into != "" {
		return e.b
	}
	e.num(uint64(p.Families))
	e.num(uint64(p.Types))
	e.num(uint64(p.Modes))
	e.num(uint64(p.Deeds))
	e.num(uint64(p.Status))
	flags := uint64(0)
	for i, f := range []bool{p.Even, p.Main, p.Past, p.Single, p.Other, p.Held} {
		if f {
			flags |= 1 << i
		}
	}
	e.num(flags)
	e.int(int64(p.Scene))
	e.int(int64(p.First))
	e.int(int64(p.Last))
	e.num(uint64(p.Tellings))
	e.list(p.Lemmas)
	e.num(uint64(len(p.Days)))
	for _, d := range p.Days {
		e.int(int64(d.Lo))
		e.num(uint64(d.Hi - d.Lo))
		e.num(uint64(d.N))
	}
	e.num(uint64(len(p.Spots)))
	for i := range p.Spots {
		s := &p.Spots[i]
		for _, n := range []uint64{uint64(s.Fine), uint64(s.Around), uint64(s.N), uint64(s.ID), uint64(s.Country), uint64(s.Admin1), uint64(s.Name)} {
			e.num(n)
		}
		e.b = binary.LittleEndian.AppendUint32(e.b, math.Float32bits(s.Lat))
		e.b = binary.LittleEndian.AppendUint32(e.b, math.Float32bits(s.Lon))
		e.text(s.Label)
	}
	for _, ws := range [][]Who{p.Actors, p.Patients} {
		e.num(uint64(len(ws)))
		for i := range ws {
			w := &ws[i]
			e.list(w.Keys)
			e.num(uint64(w.Flags))
			e.num(uint64(w.Country))
			e.num(uint64(w.Sectors))
			e.num(uint64(w.N))
			e.text(w.Label)
		}
	}
	e.num(uint64(len(p.Tallies)))
	for _, c := range p.Tallies {
		e.num(uint64(c.Of))
		e.int(int64(c.Low))
		e.int(int64(c.High))
		e.num(uint64(c.N))
	}
	for _, l := range [][]uint32{p.Words, p.Rare, p.Speakers, p.Around} {
		e.list(l)
	}
	e.list(p.Reports)
	e.list(p.Stories)
	e.list(p.Posted)
	return e.b
}

// Decode reads a card; a broken one is an error.
func Decode(b []byte) (*Profile, error) {
	if len(b) == 0 || b[0] != cardVersion {
		return nil, errCard
	}
	d := decoder{b: b[1:]}
	p := &Profile{Event: d.text(), Into: d.text()}
	if p.Into != "" {
		if d.bad {
			return nil, errCard
		}
		return p, nil
	}
	p.Families, p.Types, p.Modes, p.Deeds, p.Status = uint32(d.num()), uint32(d.num()), uint32(d.num()), uint32(d.num()), uint8(d.num())
	flags := d.num()
	p.Even, p.Main, p.Past, p.Single, p.Other, p.Held = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0, flags&32 != 0
	p.Scene, p.First, p.Last, p.Tellings = int32(d.int()), int32(d.int()), int32(d.int()), int32(d.num())
	p.Lemmas = d.list()
	p.Days = make([]Stay, d.count(3))
	for i := range p.Days {
		s := Stay{Lo: int32(d.int())}
		s.Hi, s.N = s.Lo+int32(d.num()), uint8(d.num())
		p.Days[i] = s
	}
	p.Spots = make([]Spot, d.count(16))
	for i := range p.Spots {
		s := &p.Spots[i]
		s.Fine, s.Around, s.N, s.ID = uint8(d.num()), uint8(d.num()), uint8(d.num()), uint32(d.num())
		s.Country, s.Admin1, s.Name = uint32(d.num()), uint32(d.num()), uint32(d.num())
		s.Lat, s.Lon = d.float(), d.float()
		s.Label = d.text()
	}
	for _, ws := range []*[]Who{&p.Actors, &p.Patients} {
		*ws = make([]Who, d.count(6))
		for i := range *ws {
			w := &(*ws)[i]
			w.Keys = d.list()
			if len(w.Keys) == 0 {
				d.bad = true
			}
			w.Flags, w.Country, w.Sectors, w.N = uint8(d.num()), uint32(d.num()), uint32(d.num()), uint8(d.num())
			w.Label = d.text()
		}
	}
	p.Tallies = make([]Tally, d.count(4))
	for i := range p.Tallies {
		p.Tallies[i] = Tally{uint8(d.num()) % 8, int32(d.int()), int32(d.int()), uint8(d.num())}
	}
	p.Words, p.Rare, p.Speakers, p.Around = d.list(), d.list(), d.list(), d.list()
	p.Reports, p.Stories, p.Posted = d.list(), d.list(), d.list()
	if d.bad {
		return nil, errCard
	}
	return p, nil
}

type encoder struct{ b []byte }

func (e *encoder) num(n uint64) { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) int(n int64)  { e.b = binary.AppendVarint(e.b, n) }
func (e *encoder) text(s string) {
	if len(s) > 64 {
		s = s[:64]
	}
	e.num(uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) list(xs []uint32) {
	e.num(uint64(len(xs)))
	for _, x := range xs {
		e.b = binary.LittleEndian.AppendUint32(e.b, x)
	}
}

// decoder reads what encoder wrote; after a fault it gives zeros.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) num() uint64 {
	n, w := binary.Uvarint(d.b)
	if w <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[w:]
	return n
}

func (d *decoder) int() int64 {
	n, w := binary.Varint(d.b)
	if w <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[w:]
	return n
}

// count reads how many things of so many bytes at least follow.
func (d *decoder) count(size int) int {
	n := d.num()
	if n > uint64(len(d.b)/size) {
		d.bad, d.b = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.count(1)
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

func (d *decoder) float() float32 {
	if len(d.b) < 4 {
		d.bad, d.b = true, nil
		return 0
	}
	f := math.Float32frombits(binary.LittleEndian.Uint32(d.b))
	d.b = d.b[4:]
	return f
}

func (d *decoder) list() []uint32 {
	n := d.count(4)
	if n == 0 {
		return nil
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(d.b[4*i:])
	}
	d.b = d.b[4*n:]
	return out
}
