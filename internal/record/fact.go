package record

import (
	"encoding/binary"
	"errors"
	"maps"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// Counting the events that answer a question looks at each of them, and reading a
// million views takes minutes. So what is counted by is kept a second time, as the facts of an
// event: 48 bytes and a few more, in stripes of 128 events, with numbers in place of words
// (types, places, outlets: [Lexicon]). A server keeps the stripes in memory, 60 MB for a
// million events.

// StripeBits is how many bits of an event's number tell its place in a stripe.
const StripeBits = 7

const (
	inStripe  = 1 << StripeBits
	factBytes = 48
	// More countries or outlets of one event are not counted by; filters find them all the same.
	mostCountries = 50
	mostOutlets   = 200
)

// StripeOf is the stripe in which an event's facts are kept, and their place there.
func StripeOf(seq int64) (stripe int64, place int) {
	return seq >> StripeBits, int(seq & (inStripe - 1))
}

// The bits of a fact's first byte.
const (
	factHere = 1 << iota
	factDisputed
	factStart // it has a time
)

// FactBlock is the facts of one event as they are kept. number gives the number of a word of
// a kind; a new one is made where it has none.
//
// Bytes: 0 bits, 1 origins (255: or more), 2 countries, 3 outlets, 4 type, 6 status, 8 quad, 10 where in the
// stripe's tail the rest begins (filled by EditStripe), 12 place, 16 known, 24 changed, 32 and 40 when it
// happened; then for each country 2 bytes, for each outlet 4: its number twice, and 1 more
// where the outlet is itself an origin of the event. Little endian; times in microseconds.
func FactBlock(m *MergedRow, number func(kind WordKind, value string) (int64, error)) ([]byte, error) {
	b := make([]byte, factBytes, factBytes+16)
	b[0] = factHere
	if m.Disputed {
		b[0] |= factDisputed
	}
	b[1] = byte(min(len(m.Origins), 255))
	var err error
	num := func(kind WordKind, value string) uint64 {
		if value == "" || err != nil {
			return 0
		}
		var n int64
		n, err = number(kind, value)
		return uint64(n)
	}
	le := binary.LittleEndian
	le.PutUint16(b[4:], uint16(num(TypeWord, m.Type)))
	le.PutUint16(b[6:], uint16(num(StatusWord, string(m.Status))))
	le.PutUint16(b[8:], uint16(num(QuadWord, m.Quad)))
	if m.Place != nil {
		le.PutUint32(b[12:], uint32(num(PlaceWord, placeWord(m.Place))))
	}
	le.PutUint64(b[16:], uint64(Order(Stamp(m.Known))))
	le.PutUint64(b[24:], uint64(Order(Stamp(m.Changed))))
	start, end := m.Start, m.End // as MatchEvent takes them
	if start.IsZero() {
		start = end
	}
	if end.Before(start) {
		end = start
	}
	if !start.IsZero() {
		b[0] |= factStart
		le.PutUint64(b[32:], uint64(Order(Stamp(start))))
		le.PutUint64(b[40:], uint64(Order(Stamp(end))))
	}
	lands := slices.Clone(m.Countries)
	if m.Place != nil && !slices.Contains(lands, m.Place.Country) {
		lands = append(lands, m.Place.Country)
	}
	for _, c := range lands {
		if c != "" && b[2] < mostCountries {
			b = le.AppendUint16(b, uint16(num(CountryWord, c)))
			b[2]++
		}
	}
	var had []uint64
	for _, o := range m.Outlets {
		n := num(OutletWord, o)
		if n == 0 || slices.Contains(had, n) || b[3] >= mostOutlets { // two spellings are one outlet
			continue
		}
		had = append(had, n)
		n <<= 1
		for i := range m.Origins {
			if g := &m.Origins[i]; g.Kind == "outlet" && Fold(g.Name) == Fold(o) {
				n |= 1
			}
		}
		b = le.AppendUint32(b, uint32(n))
		b[3]++
	}
	return b, err
}

// EditStripe puts facts into a stripe, by their place, and takes out those that are nil. An
// empty stripe is nil.
func EditStripe(body []byte, edit map[int][]byte) ([]byte, error) {
	if err := CheckStripe(body); err != nil {
		return nil, err
	}
	fixed := make([]byte, inStripe*factBytes, inStripe*(factBytes+12))
	var tail []byte
	any := false
	for i := range inStripe {
		f, edited := edit[i]
		var own []byte
		switch {
		case edited && f != nil:
			own, f = f[factBytes:], f[:factBytes]
		case !edited && len(body) > 0:
			f = body[i*factBytes:][:factBytes]
			own = tailOf(body, f)
		}
		if len(f) == 0 || f[0] == 0 {
			continue
		}
		any = true
		copy(fixed[i*factBytes:], f)
		binary.LittleEndian.PutUint16(fixed[i*factBytes+10:], uint16(len(tail)/2))
		tail = append(tail, own...)
	}
	if !any {
		return nil, nil
	}
	return append(fixed, tail...), nil
}

func tailOf(body, f []byte) []byte {
	from := inStripe*factBytes + 2*int(binary.LittleEndian.Uint16(f[10:]))
	return body[from:][:2*int(f[2])+4*int(f[3])]
}

// CheckStripe makes sure that nothing lies outside of a stripe, so that what reads it
// need not.
func CheckStripe(body []byte) error {
	if len(body) == 0 {
		return nil
	}
	bad := errors.New("the facts of some events are damaged: hearsay relink makes them anew")
	if len(body) < inStripe*factBytes {
		return bad
	}
	for i := range inStripe {
		f := body[i*factBytes:][:factBytes]
		if inStripe*factBytes+2*int(binary.LittleEndian.Uint16(f[10:]))+2*int(f[2])+4*int(f[3]) > len(body) {
			return bad
		}
	}
	return nil
}

// Fact is what is counted by of one event. It must not be kept: it is a part of a stripe.
type Fact struct {
	Seq int64
	b   []byte
	all []byte // the stripe
}

func (e *Fact) u16(at int) int   { return int(binary.LittleEndian.Uint16(e.b[at:])) }
func (e *Fact) i64(at int) int64 { return int64(binary.LittleEndian.Uint64(e.b[at:])) }

// Numbers of words.
func (e *Fact) Type() int   { return e.u16(4) }
func (e *Fact) Status() int { return e.u16(6) }
func (e *Fact) Quad() int   { return e.u16(8) }
func (e *Fact) Place() int  { return int(binary.LittleEndian.Uint32(e.b[12:])) }

// Origins is how many there are, 255 at the most.
func (e *Fact) Origins() int   { return int(e.b[1]) }
func (e *Fact) Disputed() bool { return e.b[0]&factDisputed != 0 }

// Known and Changed are in microseconds since 1970, as are Start and End, of which ok is false where no time is told.
func (e *Fact) Known() int64   { return e.i64(16) }
func (e *Fact) Changed() int64 { return e.i64(24) }
func (e *Fact) Span() (start, end int64, ok bool) {
	return e.i64(32), e.i64(40), e.b[0]&factStart != 0
}

// Countries is how many it has, that of its place among them, and Country the number of each.
func (e *Fact) Countries() int { return int(e.b[2]) }
func (e *Fact) Country(i int) int {
	return int(binary.LittleEndian.Uint16(tailOf(e.all, e.b)[2*i:]))
}

// Outlets is how many tell it, in the order in which they came to, and Outlet the number of each, and whether it is itself an origin.
func (e *Fact) Outlets() int { return int(e.b[3]) }
func (e *Fact) Outlet(i int) (n int, origin bool) {
	v := binary.LittleEndian.Uint32(tailOf(e.all, e.b)[2*int(e.b[2])+4*i:])
	return int(v >> 1), v&1 != 0
}

// Facts are those of the events that answer a question.
type Facts struct {
	*Lexicon
	// Approximate: some of them only seem to answer.
	Approximate bool
	// Lacking is how many events of the record have no facts yet, and are not counted.
	Lacking int64

	rows    *RowSet
	stripes [][]byte
	pass    func(e *Fact) bool // nil: all
	instead map[int64][]byte   // see Instead
}

// NewFacts are those of the given rows that answer the filter: of all that it asks but what
// the rows were found by exactly. stripes are by their number, checked.
func NewFacts(f *Filter, rows *RowSet, stripes [][]byte, w *Lexicon) *Facts {
	return &Facts{Lexicon: w, rows: rows, stripes: stripes, pass: w.passing(f)}
}

// Keep leaves only rows of a set, of which it is known that they answer.
func (fs *Facts) Keep(rows *RowSet) { fs.rows, fs.pass = rows, nil }

// Each calls f with the facts of each event, rising by number. They are f's until it returns.
func (fs *Facts) Each(f func(e *Fact)) {
	var e Fact
	for n, body := range fs.stripes {
		if len(body) == 0 {
			continue
		}
		e.all = body
		base := int64(n) << StripeBits
		for half := int64(0); half < inStripe; half += 64 {
			for w := fs.rows.part(base + half); w != 0; w &= w - 1 {
				at := half + int64(bits.TrailingZeros64(w))
				e.b = body[at*factBytes:][:factBytes]
				if e.b[0] == 0 {
					continue
				}
				e.Seq = base + at
				if fs.pass != nil && !fs.pass(&e) {
					continue
				}
				if fs.instead != nil {
					if _, ok := fs.instead[e.Seq]; ok {
						continue
					}
				}
				f(&e)
			}
		}
	}
	for _, seq := range slices.Sorted(maps.Keys(fs.instead)) {
		if body := fs.instead[seq]; len(body) > 0 {
			e = Fact{seq, body[seq&(inStripe-1)*factBytes:][:factBytes], body}
			f(&e)
		}
	}
}

// Instead counts events otherwise than the record has them now: as the rows given, by their
// number, or, where one is nil, not at all.
func (fs *Facts) Instead(rows map[int64]*MergedRow) error {
	fs.Lexicon = fs.Clone()
	number := func(kind WordKind, value string) (int64, error) {
		n := fs.Last(kind) + 1
		if kind != PlaceWord {
			list := fs.list(kind)
			for i, had := range *list {
				if had == value || kind == OutletWord && i > 0 && Fold(had) == Fold(value) {
					return int64(i), nil
				}
			}
			*list = append(slices.Clip(*list), value) // others read what it had
			return n, nil
		}
		fs.Places = slices.Clip(fs.Places)
		return n, fs.Put(kind, n, value)
	}
	fs.instead = map[int64][]byte{}
	for _, seq := range slices.Sorted(maps.Keys(rows)) {
		m := rows[seq]
		fs.instead[seq] = nil
		if m == nil {
			continue
		}
		b, err := FactBlock(m, number)
		if err != nil {
			return err
		}
		_, place := StripeOf(seq)
		if fs.instead[seq], err = EditStripe(nil, map[int][]byte{place: b}); err != nil {
			return err
		}
	}
	return nil
}

// Count is how many there are.
func (fs *Facts) Count() int {
	n := 0
	fs.Each(func(*Fact) { n++ })
	return n
}

// WordKind is what a word is of.
type WordKind string

const (
	TypeWord    WordKind = "type"
	StatusWord  WordKind = "status"
	QuadWord    WordKind = "quad"
	CountryWord WordKind = "country"
	PlaceWord   WordKind = "place"
	OutletWord  WordKind = "outlet"
)

// Lexicon is the words that facts have numbers for, by number; 0 is none of them.
type Lexicon struct {
	Types, Statuses, Quads, Lands []string
	Outlets                       []string // as first written
	Places                        []PlaceFact
}

// PlaceFact is a place with what filters compare folded.
type PlaceFact struct {
	hearsay.Place
	// Exact is the index of its precision in [Precisions]; their number: it is none of them, or it has no coordinates.
	Exact int
	// Spot is a number of where it lies, which few other places share.
	Spot         uint32
	name, admin1 string
}

// Precisions are how exactly a place is told, the most exact first.
func Precisions() []string { return precisions[:] }

var precisions = [...]string{"site", "city", "district", "province", "country"}

func newPlaceFact(p hearsay.Place) PlaceFact {
	out := PlaceFact{Place: p, Exact: len(precisions), name: Fold(p.Name), admin1: Fold(p.Admin1)}
	if i := slices.Index(precisions[:], p.Precision); i >= 0 && located(&p) {
		out.Exact = i
	}
	h := math.Float64bits(p.Lat)*0x9E3779B97F4A7C15 ^ math.Float64bits(p.Lon)
	h = h*0xd6e8feb86659fd93 ^ uint64(p.GeoNames)
	out.Spot = uint32(h * 0x9E3779B97F4A7C15 >> 32)
	return out
}

// NewLexicon returns one that holds nothing but the 0.
func NewLexicon() *Lexicon {
	return &Lexicon{[]string{""}, []string{""}, []string{""}, []string{""}, []string{""}, []PlaceFact{newPlaceFact(hearsay.Place{})}}
}

// Put adds a word with its number.
func (w *Lexicon) Put(kind WordKind, n int64, value string) error {
	if n <= 0 || n > 1<<31 || kind != PlaceWord && kind != OutletWord && n > 1<<16 {
		return errors.New("the numbers of words are damaged")
	}
	if kind == PlaceWord {
		for int64(len(w.Places)) <= n {
			w.Places = append(w.Places, newPlaceFact(hearsay.Place{}))
		}
		p, err := readPlaceWord(value)
		w.Places[n] = newPlaceFact(p)
		return err
	}
	list := w.list(kind)
	for int64(len(*list)) <= n {
		*list = append(*list, "")
	}
	(*list)[n] = value
	return nil
}

func (w *Lexicon) list(kind WordKind) *[]string {
	switch kind {
	case TypeWord:
		return &w.Types
	case StatusWord:
		return &w.Statuses
	case QuadWord:
		return &w.Quads
	case OutletWord:
		return &w.Outlets
	}
	return &w.Lands
}

// Last is the highest number of a kind.
func (w *Lexicon) Last(kind WordKind) int64 {
	if kind == PlaceWord {
		return int64(len(w.Places) - 1)
	}
	return int64(len(*w.list(kind)) - 1)
}

// Clone is one that can be added to at its end while the other is read: what both have is shared.
func (w *Lexicon) Clone() *Lexicon {
	c := *w
	return &c
}

// placeWord writes a place as a word: what an event says of it and what the map shows.
func placeWord(p *hearsay.Place) string {
	f := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	return strings.Join([]string{p.Name, p.Country, p.Admin1, strconv.Itoa(p.GeoNames), f(p.Lat), f(p.Lon), p.Precision}, "\x1f")
}

func readPlaceWord(s string) (hearsay.Place, error) {
	part := strings.Split(s, "\x1f")
	if len(part) != 7 {
		return hearsay.Place{}, errors.New("a kept place is damaged")
	}
	n, err1 := strconv.Atoi(part[3])
	lat, err2 := strconv.ParseFloat(part[4], 64)
	lon, err3 := strconv.ParseFloat(part[5], 64)
	return hearsay.Place{Name: part[0], Country: part[1], Admin1: part[2], GeoNames: n, Lat: lat, Lon: lon, Precision: part[6]}, errors.Join(err1, err2, err3)
}

// passing makes the check of what terms find only roughly: see [EventNode]. What they find
// exactly, or parties, is not checked again.
func (w *Lexicon) passing(f *Filter) func(*Fact) bool {
	var checks []func(*Fact) bool
	if !f.Since.IsZero() || !f.Until.IsZero() {
		since, until := bounds(f.Since, f.Until)
		checks = append(checks, func(e *Fact) bool {
			start, end, ok := e.Span()
			return ok && end >= since && start < until
		})
	}
	if from, to := knownRange(f); !from.IsZero() || !to.IsZero() {
		since, until := bounds(from, to)
		checks = append(checks, func(e *Fact) bool { k := e.Known(); return k >= since && k < until })
	}
	if n := slices.Index(w.Statuses, string(hearsay.NoEvent)); n > 0 && !slices.Contains(f.Statuses, hearsay.NoEvent) { // as Hidden
		checks = append(checks, func(e *Fact) bool { return e.Status() != n })
	}
	if n := min(f.Origins, 255); n > 1 {
		checks = append(checks, func(e *Fact) bool { return e.Origins() >= n })
	}
	if f.Disputed != nil {
		yes := *f.Disputed
		checks = append(checks, func(e *Fact) bool { return e.Disputed() == yes })
	}
	if len(f.Places) > 0 {
		asked := slices.Clone(f.Places)
		for i := range asked {
			asked[i].Name = Fold(asked[i].Name)
		}
		at := make([]bool, len(w.Places))
		for i := 1; i < len(at); i++ {
			at[i] = slices.ContainsFunc(asked, func(a PlaceFilter) bool { return matchPlaceFact(a, &w.Places[i]) })
		}
		land := make([]bool, len(w.Lands))
		for i, c := range w.Lands {
			land[i] = i > 0 && slices.Contains(f.Countries, c)
		}
		checks = append(checks, func(e *Fact) bool {
			if p := e.Place(); p > 0 && p < len(at) && at[p] {
				return true
			}
			for i := range e.Countries() {
				if c := e.Country(i); c < len(land) && land[c] {
					return true
				}
			}
			return false
		})
	}
	switch len(checks) {
	case 0:
		return nil
	case 1:
		return checks[0]
	}
	return func(e *Fact) bool {
		for _, ok := range checks {
			if !ok(e) {
				return false
			}
		}
		return true
	}
}

// matchPlaceFact is matchPlaces where the names are folded already.
func matchPlaceFact(a PlaceFilter, p *PlaceFact) bool {
	if a.Name != "" && (a.Name == p.name || a.Name == p.admin1) {
		return true
	}
	a.Name = ""
	return matchPlaces([]PlaceFilter{a}, &p.Place)
}

// bounds are the microseconds of a half-open range with open sides.
func bounds(since, until time.Time) (int64, int64) {
	from, to := int64(-1<<63), int64(1<<63-1)
	if !since.IsZero() {
		if from = since.UnixMicro(); since.Nanosecond()%1000 != 0 {
			from++ // what is kept is cut off to whole ones
		}
	}
	if !until.IsZero() {
		if to = until.UnixMicro(); until.Nanosecond()%1000 != 0 {
			to++
		}
	}
	return from, to
}

// Worded reports whether a question asks for a party by several words, which terms find also
// where they are of several parties.
func Worded(f *Filter) bool {
	for _, list := range [][]string{f.Actors, f.Recipients, f.Participants, f.Speakers} {
		for _, a := range list {
			if len(Words(a)) > 1 {
				return true
			}
		}
	}
	return false
}
