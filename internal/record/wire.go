package record

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
)

// within takes the report's id off an id of one of its claims or tellings, so
// that it is not kept again with each; whole gives it back.
func within(report, id string) string {
	if rest, ok := strings.CutPrefix(id, report+"/"); ok && rest != "" {
		return rest
	}
	return "/" + id
}

func whole(report, part string) string {
	if rest, ok := strings.CutPrefix(part, "/"); ok {
		return rest
	}
	return report + "/" + part
}

// Part splits the id of a claim or telling into its report's and its own.
func Part(id string) (report, own string, ok bool) {
	i := strings.LastIndexByte(id, '/')
	if i <= 0 || i == len(id)-1 {
		return "", "", false
	}
	return id[:i], id[i+1:], true
}

// PackTellings makes the block that keeps the tellings of a reading of a report.
func PackTellings(report string, ts []hearsay.Telling) []byte {
	items := make([]item, len(ts))
	for i := range ts {
		items[i] = item{within(report, ts[i].ID), encode(func(c *coder) { c.telling(&ts[i]) })}
	}
	return pack(items)
}

// UnpackTellings gives back the tellings of a block, and how many bytes they took in it, unsqueezed.
// seq is the report's.
func UnpackTellings(report string, seq int64, block []byte) (ts []hearsay.Telling, size int, err error) {
	items, err := unpack(block)
	if err != nil {
		return nil, 0, fmt.Errorf("tellings of %s: %w", report, err)
	}
	out := make([]hearsay.Telling, len(items))
	for i, it := range items {
		t := &out[i]
		t.ID, t.Report = whole(report, it.name), seq
		if err := decode(it.body, func(c *coder) { c.telling(t) }); err != nil {
			return nil, 0, fmt.Errorf("telling %s: %w", t.ID, err)
		}
		size += len(it.body)
	}
	return out, size, nil
}

// PackClaims makes the block that keeps the claims of a reading of a report.
func PackClaims(report string, cs []Claim) []byte {
	items := make([]item, len(cs))
	for i := range cs {
		k := cs[i]
		k.Tellings = nil
		for _, t := range cs[i].Tellings {
			k.Tellings = append(k.Tellings, within(report, t))
		}
		items[i] = item{within(report, k.ID), encode(func(c *coder) { c.claim(&k) })}
	}
	return pack(items)
}

// UnpackClaims gives back the claims of a block.
func UnpackClaims(report string, seq int64, block []byte) ([]Claim, error) {
	items, err := unpack(block)
	if err != nil {
		return nil, fmt.Errorf("claims of %s: %w", report, err)
	}
	out := make([]Claim, len(items))
	for i, it := range items {
		k := &out[i]
		k.ID, k.Report = whole(report, it.name), seq
		if err := decode(it.body, func(c *coder) { c.claim(k) }); err != nil {
			return nil, fmt.Errorf("claim %s: %w", k.ID, err)
		}
		for j, t := range k.Tellings {
			k.Tellings[j] = whole(report, t)
		}
	}
	return out, nil
}

// NamesIn lists the whole ids of a block of claims or tellings, in their order.
func NamesIn(report string, block []byte) ([]string, error) {
	items, err := unpack(block)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = whole(report, it.name)
	}
	return out, nil
}

// PackReasons makes the block that keeps the reasons of a decision, beside other work: call what it returns to
// have it.
func PackReasons(ws []hearsay.Why) func() []byte {
	raw := encode(func(c *coder) { list(c, &ws, (*coder).why) })
	return beside(func() []byte { return SqueezeOwn(raw) })
}

// UnpackReasons gives them back.
func UnpackReasons(block []byte) (ws []hearsay.Why, err error) {
	b, err := Unsqueeze(block)
	if err == nil {
		err = decode(b, func(c *coder) { list(c, &ws, (*coder).why) })
	}
	if err != nil {
		return nil, fmt.Errorf("the reasons of a decision: %w", err)
	}
	return ws, nil
}

// View is a merged event as it is kept: what a reader sees, and what only filters
// use. Equal views have equal bytes.
type View struct{ Shown, Sides []byte }

// NewView makes the view of a merged event.
func NewView(m *MergedRow) View {
	s := sides{m.Start, m.End, m.Parties, m.Countries, m.Place, len(m.Origins), m.Disputed, m.Known}
	return View{encode(func(c *coder) { c.merged(&m.Merged) }), encode(func(c *coder) { c.sides(&s) })}
}

// headAbove is the length of a view, in bytes, above which its head is kept too:
// most are shorter, and read as quickly.
const headAbove = 3000

// Packed is all that is written of a merged event.
type Packed struct {
	View
	Terms  []int64 // under which questions find it
	Listed []byte  // these, packed
	Head   []byte  // what lists show; nil where the view is short
	Body   []byte
}

// PackMerged makes it. It takes a while, and can be done beside other work: see [MergedRow].
func PackMerged(m *MergedRow) *Packed {
	v, ts := NewView(m), EventTerms(m)
	return &Packed{v, ts, PackTerms(ts), v.Head(m), v.Block()}
}

// Head is the block that lists read in place of a long view: m without its
// evidence, which is most of it; nil where the view is short.
func (v View) Head(m *MergedRow) []byte {
	if len(v.Shown) <= headAbove {
		return nil
	}
	bare := *m
	DropEvidence(&bare)
	return NewView(&bare).Block()
}

// DropEvidence makes of a merged event what lists show of it: values without their
// evidence, origins without their reports and reasons. What m had is left alone.
func DropEvidence(m *MergedRow) {
	m.Origins = append([]hearsay.Origin(nil), m.Origins...)
	for i := range m.Origins {
		o := &m.Origins[i]
		o.Reports, o.Outlets, o.Why = nil, nil, ""
	}
	m.Slots = append([]hearsay.Slot(nil), m.Slots...)
	for i := range m.Slots {
		s := &m.Slots[i]
		s.Values = append([]hearsay.Value(nil), s.Values...)
		for j := range s.Values {
			s.Values[j].Evidence = nil
		}
	}
}

// Same reports whether nothing differs.
func (v View) Same(w View) bool {
	return bytes.Equal(v.Shown, w.Shown) && bytes.Equal(v.Sides, w.Sides)
}

// Block is the view as one column.
func (v View) Block() []byte { return pack([]item{{"", v.Shown}, {"", v.Sides}}) }

// ReadView reads a column that [View.Block] made.
func ReadView(block []byte) (View, error) {
	items, err := unpack(block)
	if err == nil && len(items) != 2 {
		err = fmt.Errorf("%d parts and not 2", len(items))
	}
	if err != nil {
		return View{}, fmt.Errorf("a view of a merged event: %w", err)
	}
	return View{items[0].body, items[1].body}, nil
}

// May reports whether the event can answer a filter, as far as its times, parties,
// place and origins tell: terms find rows by words of different parties, and by cells that a
// circle only touches. It takes a tenth of the time of Row.
func (v View) May(f *Filter) (bool, error) {
	var part Filter
	part.Since, part.Until = f.Since, f.Until
	part.Actors, part.Recipients, part.Participants, part.Speakers = f.Actors, f.Recipients, f.Participants, f.Speakers
	part.Places, part.Countries, part.Origins, part.Disputed = f.Places, f.Countries, f.Origins, f.Disputed
	part.AsOf, part.KnownSince, part.KnownUntil = f.AsOf, f.KnownSince, f.KnownUntil
	var s sides
	if err := decode(v.Sides, func(c *coder) { c.sides(&s) }); err != nil {
		return false, fmt.Errorf("a view of a merged event: %w", err)
	}
	m := MergedRow{Start: s.start, End: s.end, Parties: s.parties, Countries: s.countries}
	m.Origins, m.Disputed, m.Place, m.Known = make([]hearsay.Origin, min(max(0, s.origins), 1<<16)), s.disputed, s.place, s.known
	return MatchEvent(&part, &m), nil
}

// Row gives the merged event back; seq is the record's number of it.
func (v View) Row(seq int64) (*MergedRow, error) {
	m, err := ReadShown(v.Shown)
	if err != nil {
		return nil, err
	}
	var s sides
	if err := decode(v.Sides, func(c *coder) { c.sides(&s) }); err != nil {
		return nil, fmt.Errorf("a view of a merged event: %w", err)
	}
	m.Seq = seq
	return &MergedRow{Merged: *m, Start: s.start, End: s.end, Parties: s.parties, Countries: s.countries}, nil
}

// ReadShown reads the part of a view that history keeps too.
func ReadShown(shown []byte) (*hearsay.Merged, error) {
	m := &hearsay.Merged{}
	if err := decode(shown, func(c *coder) { c.merged(m) }); err != nil {
		return nil, fmt.Errorf("a view of a merged event: %w", err)
	}
	return m, nil
}
