package record

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"time"

	"github.com/hearsay/hearsay"
)

// coder turns nouns into bytes and back. Each noun is described once, for both ways,
// so that the two cannot differ. It is ten times as fast as JSON, which matters
// since linking one report reads the tellings of dozens, and a question reads views by the
// hundred. What is read shares one string.
//
// A block begins with the number of its form. Where a noun gets a new field, the form
// grows by one, and the field is read only where c.form has it.
type coder struct {
	reading bool
	form    byte
	out     []byte // what was written
	in      string // what is left to read
	bad     bool
}

// newestForm begins what is written today.
const newestForm = 2 // 2: the role of a speaker

// encode writes what noun describes.
func encode(noun func(c *coder)) []byte {
	c := coder{form: newestForm, out: make([]byte, 1, 512)}
	c.out[0] = newestForm
	noun(&c)
	return c.out
}

var errDamaged = errors.New("a kept block is damaged")

// decode reads what encode wrote.
func decode(b []byte, noun func(c *coder)) error {
	if len(b) == 0 || b[0] == 0 || b[0] > newestForm {
		return errDamaged
	}
	c := coder{reading: true, form: b[0], in: string(b[1:])}
	noun(&c)
	if c.bad || c.in != "" {
		return errDamaged
	}
	return nil
}

func (c *coder) uint(n *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	v := uint64(0)
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			*n, c.in = v, c.in[i+1:]
			return
		}
	}
	c.fail()
	*n = 0
}

func (c *coder) fail() { c.bad, c.in = true, "" }

func (c *coder) int64(n *int64) {
	u := uint64(*n<<1) ^ uint64(*n>>63)
	c.uint(&u)
	*n = int64(u>>1) ^ -int64(u&1)
}

func (c *coder) int(n *int) {
	v := int64(*n)
	c.int64(&v)
	*n = int(v)
}

func (c *coder) bool(b *bool) {
	var n uint64
	if *b {
		n = 1
	}
	c.uint(&n)
	*b = n != 0
}

// float takes one byte for 0, two or three for small whole numbers.
func (c *coder) float(f *float64) {
	n := bits.ReverseBytes64(math.Float64bits(*f))
	c.uint(&n)
	*f = math.Float64frombits(bits.ReverseBytes64(n))
}

// time is kept in UTC, to the microsecond, as by [Stamp].
func (c *coder) time(t *time.Time) {
	set := !t.IsZero()
	c.bool(&set)
	if !set {
		*t = time.Time{}
		return
	}
	n := t.UnixMicro()
	c.int64(&n)
	*t = Instant(n)
}

func text[T ~string](c *coder, s *T) {
	n := uint64(len(*s))
	c.uint(&n)
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	if n > uint64(len(c.in)) {
		c.fail()
		return
	}
	*s, c.in = T(c.in[:n]), c.in[n:]
}

// list keeps nil and empty lists apart. Each item takes at least one byte.
func list[T any](c *coder, l *[]T, item func(*coder, *T)) {
	n := uint64(0)
	if *l != nil {
		n = uint64(len(*l)) + 1
	}
	c.uint(&n)
	if !c.reading {
		for i := range *l {
			item(c, &(*l)[i])
		}
		return
	}
	*l = nil
	if n == 0 {
		return
	}
	if n--; n > uint64(len(c.in)) {
		c.fail()
		return
	}
	*l = make([]T, 0, min(n, 256)) // a damaged number does not ask for all memory
	for range n {
		var v T
		item(c, &v)
		if c.bad {
			return
		}
		*l = append(*l, v)
	}
}

func pointer[T any](c *coder, p **T, item func(*coder, *T)) {
	set := *p != nil
	c.bool(&set)
	if !set {
		*p = nil
		return
	}
	if c.reading {
		*p = new(T)
	}
	item(c, *p)
}

func (c *coder) texts(l *[]string) { list(c, l, text[string]) }

func (c *coder) span(s *hearsay.Span) {
	c.int(&s.Start)
	n := s.End - s.Start
	c.int(&n)
	s.End = s.Start + n
}

func (c *coder) extent(e *hearsay.Extent) {
	c.span(&e.Span)
	list(c, &e.Parts, (*coder).span)
}

func (c *coder) codes(k *hearsay.Codes) {
	text(c, &k.Country)
	c.texts(&k.Sectors)
	text(c, &k.CAMEO)
	c.int(&k.GeoNames)
	text(c, &k.Wikidata)
}

func (c *coder) party(p *hearsay.Party) {
	text(c, &p.Name)
	text(c, &p.Key)
	text(c, &p.Kind)
	c.bool(&p.Named)
	c.codes(&p.Codes)
	text(c, &p.Words)
	c.span(&p.At)
	c.texts(&p.Aliases)
}

func (c *coder) speaker(s *hearsay.Speaker) {
	c.party(&s.Party)
	c.int(&s.Number)
	c.bool(&s.Outlet)
	if c.form >= 2 {
		text(c, &s.Role)
	}
}

func (c *coder) place(p *hearsay.Place) {
	c.span(&p.Span)
	c.int(&p.First)
	c.int(&p.TokenEnd)
	text(c, &p.Name)
	text(c, &p.Country)
	text(c, &p.Admin1)
	c.int(&p.GeoNames)
	c.float(&p.Lat)
	c.float(&p.Lon)
	text(c, &p.Precision)
	text(c, &p.By)
}

func (c *coder) when(t *hearsay.Time) {
	c.span(&t.Span)
	c.int(&t.First)
	c.int(&t.TokenEnd)
	text(c, &t.Start)
	text(c, &t.End)
	text(c, &t.Precision)
	text(c, &t.Timex)
	text(c, &t.By)
}

func (c *coder) count(n *hearsay.Count) {
	c.span(&n.Span)
	c.int(&n.First)
	c.int(&n.TokenEnd)
	c.int(&n.Head)
	text(c, &n.Of)
	pointer(c, &n.Low, (*coder).int)
	pointer(c, &n.High, (*coder).int)
	c.bool(&n.Approximate)
	text(c, &n.By)
}

func (c *coder) saying(s *hearsay.Saying) {
	text(c, &s.Claim)
	list(c, &s.Chain, (*coder).speaker)
	text(c, &s.Manner)
	text(c, &s.Act)
	text(c, &s.Certainty)
	text(c, &s.Polarity)
	c.extent(&s.Content)
	text(c, &s.Words)
	text(c, &s.Cue)
	text(c, &s.Inside)
}

// telling leaves its id and its report out: they are the row's.
func (c *coder) telling(t *hearsay.Telling) {
	text(c, &t.Type)
	c.texts(&t.Modes)
	c.texts(&t.Contexts)
	text(c, &t.CAMEO)
	text(c, &t.Quad)
	c.float(&t.Score)
	text(c, &t.Status)
	text(c, &t.Trigger)
	text(c, &t.Lemma)
	c.span(&t.At)
	c.span(&t.Sentence)
	list(c, &t.Actors, (*coder).party)
	list(c, &t.Recipients, (*coder).party)
	list(c, &t.Instruments, (*coder).party)
	pointer(c, &t.Place, (*coder).place)
	pointer(c, &t.Time, (*coder).when)
	list(c, &t.Counts, (*coder).count)
	list(c, &t.Sayings, (*coder).saying)
	c.bool(&t.Headline)
	c.time(&t.Known)
}

// claim leaves out its id and report, which are the row's, and what questions fill.
func (c *coder) claim(k *Claim) {
	c.time(&k.Known)
	text(c, &k.Speaker)
	text(c, &k.Key)
	text(c, &k.Country)
	list(c, &k.Chain, (*coder).speaker)
	c.bool(&k.Named)
	text(c, &k.Manner)
	text(c, &k.Act)
	text(c, &k.Certainty)
	text(c, &k.Polarity)
	text(c, &k.Inside)
	c.extent(&k.Content)
	text(c, &k.Words)
	c.texts(&k.Tellings)
}

func (c *coder) evidence(e *hearsay.EvidenceRef) {
	text(c, &e.Telling)
	text(c, &e.Report)
	text(c, &e.Claim)
	text(c, &e.Origin)
	text(c, &e.Speaker)
	text(c, &e.Outlet)
	text(c, &e.Stance)
	c.span(&e.At)
	text(c, &e.Words)
	c.time(&e.Known)
}

func (c *coder) value(v *hearsay.Value) {
	text(c, &v.Value)
	text(c, &v.Label)
	pointer(c, &v.Low, (*coder).int)
	pointer(c, &v.High, (*coder).int)
	c.bool(&v.Approximate)
	c.texts(&v.Origins)
	c.texts(&v.Denied)
	list(c, &v.Evidence, (*coder).evidence)
	c.time(&v.Since)
	pointer(c, &v.Withdrawn, (*coder).time)
}

func (c *coder) slot(s *hearsay.Slot) {
	text(c, &s.Name)
	text(c, &s.Verdict)
	text(c, &s.Value)
	list(c, &s.Values, (*coder).value)
	text(c, &s.Why)
}

func (c *coder) origin(o *hearsay.Origin) {
	text(c, &o.ID)
	text(c, &o.Kind)
	text(c, &o.Name)
	text(c, &o.Key)
	text(c, &o.Side)
	c.texts(&o.Reports)
	c.texts(&o.Outlets)
	c.time(&o.Since)
	text(c, &o.Why)
}

func (c *coder) relation(r *hearsay.Relation) {
	text(c, &r.Event)
	text(c, &r.Kind)
	text(c, &r.Why)
}

// merged leaves out Seq, which is the row's.
func (c *coder) merged(m *hearsay.Merged) {
	text(c, &m.ID)
	text(c, &m.Story)
	text(c, &m.Type)
	c.texts(&m.Modes)
	c.texts(&m.Contexts)
	text(c, &m.CAMEO)
	text(c, &m.Quad)
	c.float(&m.Score)
	text(c, &m.Status)
	text(c, &m.Summary)
	pointer(c, &m.Place, (*coder).place)
	pointer(c, &m.Time, (*coder).when)
	list(c, &m.Slots, (*coder).slot)
	list(c, &m.Origins, (*coder).origin)
	c.bool(&m.Disputed)
	c.int(&m.Credibility)
	text(c, &m.Because)
	c.texts(&m.Reports)
	c.texts(&m.Outlets)
	c.texts(&m.Tellings)
	c.time(&m.Known)
	c.time(&m.Changed)
	list(c, &m.Follows, (*coder).relation)
	list(c, &m.Followed, (*coder).relation)
}

func (c *coder) why(w *hearsay.Why) {
	text(c, &w.Feature)
	c.float(&w.Value)
	c.float(&w.Weight)
	text(c, &w.Note)
}

func (c *coder) partyRow(p *PartyRow) {
	text(c, &p.Role)
	text(c, &p.Key)
	text(c, &p.Name)
	text(c, &p.Country)
}

// sides are short: a question reads them before it reads the whole.
type sides struct {
	start, end time.Time
	parties    []PartyRow
	countries  []string
	// What filters ask of the view, once more. Of the place, not where it stands in a text.
	place    *hearsay.Place
	origins  int
	disputed bool
	known    time.Time
}

func (c *coder) sides(s *sides) {
	c.time(&s.start)
	c.time(&s.end)
	list(c, &s.parties, (*coder).partyRow)
	c.texts(&s.countries)
	pointer(c, &s.place, (*coder).where)
	c.int(&s.origins)
	c.bool(&s.disputed)
	c.time(&s.known)
}

func (c *coder) where(p *hearsay.Place) {
	text(c, &p.Name)
	text(c, &p.Country)
	text(c, &p.Admin1)
	c.int(&p.GeoNames)
	c.float(&p.Lat)
	c.float(&p.Lon)
}
