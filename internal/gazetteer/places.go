package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"strings"
	"sync"
)

//go:generate go run ./build -cities cities500.txt -admin1 admin1CodesASCII.txt -admin2 admin2Codes.txt -shapes admin1.json -out places.bin

// placesBin is searched where it lies; nothing of it is decoded ahead. Layout,
// all numbers little-endian:
//
//	"HSGZ1\n\x00\x00", then six uint32: bytes of records, heap, units, index,
//	dictionary; number of names
//	records     24 bytes a place, most prominent first: GeoNames id, lat and lon in
//	            1/10000 degree (int32), population, admin-1 unit (uint16, 1-based into
//	            units, 0 none), country (byte, 1-based into Countries), kind (byte), name (offset into heap)
//	heap        names as written: a length byte and UTF-8
//	units       uint32 a unit: its record
//	index       uint32 a block of 32 names: its offset in the dictionary
//	dictionary  names by their Key in byte order: bytes shared with the name before, bytes
//	            that follow, these, number of places, their records as uvarint differences
//
//go:embed places.bin
var placesBin string

// Sizes of the layout, for the tool that writes it.
const (
	Magic      = "HSGZ1\n\x00\x00"
	RecordSize = 24
	BlockSize  = 32
	MostPlaces = 60 // of one name; the least prominent beyond that are left out
)

// Kind is what sort of place it is.
type Kind byte

const (
	Town        Kind = iota + 1 // a city, town or village
	CapitalCity                 // a country's seat of government
	Seat                        // the seat of an admin-1 unit
	Seat2                       // the seat of an admin-2 unit
	Quarter                     // a part of a town
	Province                    // an admin-1 unit: state, province, governorate
	District                    // an admin-2 unit: county, district
	Area                        // a region, sea, river, mountain: areas.tsv
)

// IsCity reports whether the kind is a settlement.
func (k Kind) IsCity() bool { return k >= Town && k <= Quarter }

// Place is one place of the gazetteer.
type Place struct {
	GeoNames   int // 0 for an area without one
	Name       string
	Kind       Kind
	Country    *Country // nil for seas and regions over borders
	Admin1     string   // name of its admin-1 unit; empty where none
	Admin1ID   int      // GeoNames id of that
	Lat, Lon   float64  // degrees
	Population int      // of a unit: of its towns
	order      int
}

// ISO3 is the country's code, empty where the place has none.
func (p Place) ISO3() string {
	if p.Country == nil {
		return ""
	}
	return p.Country.ISO3
}

type sections struct {
	records, heap, units, index, dict string
	names                             int
}

var table = sync.OnceValues(func() (sections, error) { return cut(placesBin) })

func cut(file string) (sections, error) {
	var s sections
	bad := errors.New("places.bin is broken: make it again with go generate ./internal/gazetteer")
	if len(file) < len(Magic)+24 || file[:len(Magic)] != Magic {
		return s, bad
	}
	at := len(Magic)
	n := [6]int{}
	for i := range n {
		n[i] = int(u32(file, at))
		at += 4
	}
	for i, to := range []*string{&s.records, &s.heap, &s.units, &s.index, &s.dict} {
		if n[i] > len(file)-at {
			return sections{}, bad
		}
		*to = file[at : at+n[i]]
		at += n[i]
	}
	s.names = n[5]
	return s, nil
}

func u32(s string, at int) uint32 {
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

// Key is the form under which names of places are kept and looked up: folded,
// apostrophes left out and hyphens as blanks, because news and maps differ in
// both: "Sana'a" and "Sanaa", "Ras al-Ain" and "Ras al Ain".
func Key(name string) string {
	k := Fold(name)
	if strings.IndexByte(k, '\'') < 0 && strings.IndexByte(k, '-') < 0 {
		return k
	}
	b := make([]byte, 0, len(k))
	for i := 0; i < len(k); i++ {
		switch c := k[i]; {
		case c == '\'':
		case (c == '-' || c == ' ') && (len(b) == 0 || b[len(b)-1] == ' '):
		case c == '-':
			b = append(b, ' ')
		default:
			b = append(b, c)
		}
	}
	return strings.TrimSpace(string(b))
}

// Places returns the places that bear a name, the most prominent first; nil
// where there are none. Case, marks and a leading "the" do not matter.
func Places(name string) []Place {
	t, err := table()
	if err != nil {
		return nil
	}
	var buf [64]int
	ids := t.find(Key(name), buf[:0])
	if len(ids) == 0 {
		return nil
	}
	out := make([]Place, len(ids))
	for i, id := range ids {
		out[i] = t.place(id)
	}
	return out
}

// IsPlace reports whether any place bears the name, and how many people live in
// the most prominent one.
func IsPlace(name string) (population int, ok bool) {
	t, err := table()
	if err != nil {
		return 0, false
	}
	var buf [64]int
	ids := t.find(Key(name), buf[:0])
	if len(ids) == 0 {
		return 0, false
	}
	return int(u32(t.records, ids[0]*RecordSize+12)), true
}

// find looks a folded name up and appends its records to ids.
func (t *sections) find(name string, ids []int) []int {
	if len(name) < 2 || len(name) > 60 {
		return ids
	}
	lo, hi := 0, len(t.index)/4
	for lo < hi {
		m := (lo + hi) / 2
		at := int(u32(t.index, m*4))
		n := int(t.dict[at+1])
		if t.dict[at+2:at+2+n] <= name {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 {
		return ids
	}
	at := int(u32(t.index, (lo-1)*4))
	end := len(t.dict)
	if lo*4 < len(t.index) {
		end = int(u32(t.index, lo*4))
	}
	var word [128]byte
	for at < end {
		shared, n := int(t.dict[at]), int(t.dict[at+1])
		copy(word[shared:], t.dict[at+2:at+2+n])
		at += 2 + n
		count := int(t.dict[at])
		at++
		hit := string(word[:shared+n]) == name
		id := 0
		for range count {
			d, w := uvarint(t.dict[at:])
			at += w
			id += d
			if hit {
				ids = append(ids, id)
			}
		}
		if hit {
			return ids
		}
	}
	return ids
}

func uvarint(s string) (int, int) {
	x, shift := 0, 0
	for i := 0; i < len(s) && i < binary.MaxVarintLen32; i++ {
		x |= int(s[i]&0x7f) << shift
		if s[i] < 0x80 {
			return x, i + 1
		}
		shift += 7
	}
	return x, len(s)
}

func (t *sections) text(at int) string { return t.heap[at+1 : at+1+int(t.heap[at])] }

func (t *sections) place(i int) Place {
	r := t.records[i*RecordSize : (i+1)*RecordSize]
	p := Place{GeoNames: int(u32(r, 0)), Lat: float64(int32(u32(r, 4))) / 1e4, Lon: float64(int32(u32(r, 8))) / 1e4, Population: int(u32(r, 12)),
		Kind: Kind(r[19]), Name: t.text(int(u32(r, 20))), order: i}
	if c := int(r[18]); c > 0 && c <= len(Countries()) {
		p.Country = &Countries()[c-1]
	}
	if u := int(r[16]) | int(r[17])<<8; u > 0 {
		at := int(u32(t.units, (u-1)*4))
		rec := t.records[at*RecordSize:]
		p.Admin1, p.Admin1ID = t.text(int(u32(rec, 20))), int(u32(rec, 0))
	}
	return p
}
