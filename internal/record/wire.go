package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
)

// The wire structs are what claims, tellings and views look like in the record.
// They exist because the nouns do not all come back from encoding/json as they
// went in: [hearsay.Time] has a Start of its own beside that of its Span.

type wireTime struct {
	Span      hearsay.Span `json:"span"`
	First     int          `json:"first,omitempty"`
	TokenEnd  int          `json:"token_end,omitempty"`
	Start     string       `json:"start"`
	End       string       `json:"end"`
	Precision string       `json:"precision"`
	Timex     string       `json:"timex"`
	By        string       `json:"by,omitempty"`
}

func toWireTime(t *hearsay.Time) *wireTime {
	if t == nil {
		return nil
	}
	return &wireTime{t.Span, t.First, t.TokenEnd, t.Start, t.End, t.Precision, t.Timex, t.By}
}

func (w *wireTime) time() *hearsay.Time {
	if w == nil {
		return nil
	}
	return &hearsay.Time{Span: w.Span, First: w.First, TokenEnd: w.TokenEnd, Start: w.Start, End: w.End, Precision: w.Precision, Timex: w.Timex, By: w.By}
}

type wireTelling struct {
	hearsay.Telling
	ID     string    `json:"id,omitempty"`     // in the pack's names
	Report int64     `json:"report,omitempty"` // the row's
	Time   *wireTime `json:"time,omitempty"`
}

type wireClaim struct {
	Known     *int64            `json:"known,omitempty"`
	Speaker   string            `json:"speaker"`
	Key       string            `json:"key"`
	Country   string            `json:"country,omitempty"`
	Chain     []hearsay.Speaker `json:"chain,omitempty"`
	Named     bool              `json:"named,omitempty"`
	Manner    hearsay.Manner    `json:"manner"`
	Act       hearsay.Act       `json:"act"`
	Certainty hearsay.Certainty `json:"certainty"`
	Polarity  hearsay.Polarity  `json:"polarity"`
	Inside    string            `json:"inside,omitempty"`
	Content   hearsay.Extent    `json:"content"`
	Words     string            `json:"words"`
	Tellings  []string          `json:"tellings,omitempty"`
}

type wireMerged struct {
	hearsay.Merged
	Time *wireTime `json:"time"`
}

// wireSides are short: a question reads them before it reads the whole.
type wireSides struct {
	Start     *int64     `json:"start,omitempty"`
	End       *int64     `json:"end,omitempty"`
	Parties   []PartyRow `json:"parties,omitempty"`
	Countries []string   `json:"countries,omitempty"`
	Place     *wireWhere `json:"place,omitempty"`
	Origins   int        `json:"origins,omitempty"`
	Disputed  bool       `json:"disputed,omitempty"`
	Known     *int64     `json:"known,omitempty"`
}

// wireWhere is what filters ask of a place, once more.
type wireWhere struct {
	Name     string  `json:"n,omitempty"`
	Country  string  `json:"c,omitempty"`
	Admin1   string  `json:"a,omitempty"`
	GeoNames int     `json:"g,omitempty"`
	Lat      float64 `json:"y"`
	Lon      float64 `json:"x"`
}

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
func PackTellings(report string, ts []hearsay.Telling) ([]byte, error) {
	items := make([]item, len(ts))
	for i := range ts {
		w := wireTelling{Telling: ts[i], Time: toWireTime(ts[i].Time)}
		w.Telling.Known = Stamp(w.Telling.Known)
		b, err := json.Marshal(&w)
		if err != nil {
			return nil, fmt.Errorf("telling %s: %w", ts[i].ID, err)
		}
		items[i] = item{within(report, ts[i].ID), b}
	}
	return pack(items), nil
}

// UnpackTellings gives back the tellings of a block that pick wants, by their
// whole ids; a nil pick wants all. seq is the report's.
func UnpackTellings(report string, seq int64, block []byte, pick func(id string) bool) ([]hearsay.Telling, error) {
	items, err := unpack(block)
	if err != nil {
		return nil, fmt.Errorf("tellings of %s: %w", report, err)
	}
	var out []hearsay.Telling
	for _, it := range items {
		id := whole(report, it.name)
		if pick != nil && !pick(id) {
			continue
		}
		var w wireTelling
		if err := json.Unmarshal(it.body, &w); err != nil {
			return nil, fmt.Errorf("telling %s: %w", id, err)
		}
		w.Telling.ID, w.Telling.Report, w.Telling.Time = id, seq, w.Time.time()
		w.Telling.Known = Stamp(w.Telling.Known)
		out = append(out, w.Telling)
	}
	return out, nil
}

// PackClaims makes the block that keeps the claims of a reading of a report.
func PackClaims(report string, cs []Claim) ([]byte, error) {
	items := make([]item, len(cs))
	for i := range cs {
		c := &cs[i]
		w := wireClaim{Known: Micros(c.Known), Speaker: c.Speaker, Key: c.Key, Country: c.Country, Chain: c.Chain, Named: c.Named, Manner: c.Manner, Act: c.Act,
			Certainty: c.Certainty, Polarity: c.Polarity, Inside: c.Inside, Content: c.Content, Words: c.Words}
		for _, t := range c.Tellings {
			w.Tellings = append(w.Tellings, within(report, t))
		}
		b, err := json.Marshal(&w)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", c.ID, err)
		}
		items[i] = item{within(report, c.ID), b}
	}
	return pack(items), nil
}

// UnpackClaims gives back the claims of a block.
func UnpackClaims(report string, seq int64, block []byte) ([]Claim, error) {
	items, err := unpack(block)
	if err != nil {
		return nil, fmt.Errorf("claims of %s: %w", report, err)
	}
	out := make([]Claim, len(items))
	for i, it := range items {
		var w wireClaim
		id := whole(report, it.name)
		if err := json.Unmarshal(it.body, &w); err != nil {
			return nil, fmt.Errorf("claim %s: %w", id, err)
		}
		out[i] = Claim{ID: id, Report: seq, Known: FromMicros(w.Known), Speaker: w.Speaker, Key: w.Key, Country: w.Country, Chain: w.Chain, Named: w.Named, Manner: w.Manner,
			Act: w.Act, Certainty: w.Certainty, Polarity: w.Polarity, Inside: w.Inside, Content: w.Content, Words: w.Words}
		for _, t := range w.Tellings {
			out[i].Tellings = append(out[i].Tellings, whole(report, t))
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

// View is a merged event as it is kept: the JSON of what a reader sees, and the
// JSON of what only filters use. Equal views have equal bytes.
type View struct{ Shown, Sides []byte }

// NewView makes the view of a merged event.
func NewView(m *MergedRow) (View, error) {
	w := wireMerged{Merged: stamped(m.Merged), Time: toWireTime(m.Merged.Time)}
	shown, err := json.Marshal(&w)
	if err != nil {
		return View{}, fmt.Errorf("merged event %s: %w", m.ID, err)
	}
	var where *wireWhere
	if p := m.Place; p != nil {
		where = &wireWhere{p.Name, p.Country, p.Admin1, p.GeoNames, p.Lat, p.Lon}
	}
	sides, err := json.Marshal(&wireSides{Micros(m.Start), Micros(m.End), m.Parties, m.Countries, where, len(m.Origins), m.Disputed, Micros(m.Known)})
	if err != nil {
		return View{}, fmt.Errorf("merged event %s: %w", m.ID, err)
	}
	return View{shown, sides}, nil
}

// headAbove is the length of a view, in bytes, above which its head is kept too:
// most are shorter, and read as quickly.
const headAbove = 6000

// Head is the block that lists read in place of a long view: m without its
// evidence, which is most of it; nil where the view is short.
func (v View) Head(m *MergedRow) ([]byte, error) {
	if len(v.Shown) <= headAbove {
		return nil, nil
	}
	bare := *m
	DropEvidence(&bare)
	h, err := NewView(&bare)
	if err != nil {
		return nil, err
	}
	return h.Block(), nil
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
	var s wireSides
	if err := json.Unmarshal(v.Sides, &s); err != nil {
		return false, fmt.Errorf("a view of a merged event: %w", err)
	}
	m := MergedRow{Start: FromMicros(s.Start), End: FromMicros(s.End), Parties: s.Parties, Countries: s.Countries}
	m.Origins, m.Disputed = make([]hearsay.Origin, min(max(0, s.Origins), 1<<16)), s.Disputed
	if s.Known != nil { // the day on which a question begins or ends holds many that it does not ask for
		m.Known = FromMicros(s.Known)
		part.AsOf, part.KnownSince, part.KnownUntil = f.AsOf, f.KnownSince, f.KnownUntil
	}
	if p := s.Place; p != nil {
		m.Place = &hearsay.Place{Name: p.Name, Country: p.Country, Admin1: p.Admin1, GeoNames: p.GeoNames, Lat: p.Lat, Lon: p.Lon}
	}
	return MatchEvent(&part, &m), nil
}

// Row gives the merged event back; seq is the record's number of it.
func (v View) Row(seq int64) (*MergedRow, error) {
	m, err := ReadShown(v.Shown)
	if err != nil {
		return nil, err
	}
	var s wireSides
	if err := json.Unmarshal(v.Sides, &s); err != nil {
		return nil, fmt.Errorf("a view of a merged event: %w", err)
	}
	m.Seq = seq
	return &MergedRow{Merged: *m, Start: FromMicros(s.Start), End: FromMicros(s.End), Parties: s.Parties, Countries: s.Countries}, nil
}

// ReadShown reads the part of a view that history keeps too.
func ReadShown(shown []byte) (*hearsay.Merged, error) {
	var w wireMerged
	if err := json.Unmarshal(shown, &w); err != nil {
		return nil, fmt.Errorf("a view of a merged event: %w", err)
	}
	w.Merged.Time = w.Time.time()
	m := stamped(w.Merged)
	return &m, nil
}

// stamped is m with all its times as both stores keep them; m itself, whose
// slices the caller may still use, is left alone.
func stamped(m hearsay.Merged) hearsay.Merged {
	m.Seq = 0
	m.Known, m.Changed = Stamp(m.Known), Stamp(m.Changed)
	m.Origins = append([]hearsay.Origin(nil), m.Origins...)
	for i := range m.Origins {
		m.Origins[i].Since = Stamp(m.Origins[i].Since)
	}
	m.Slots = append([]hearsay.Slot(nil), m.Slots...)
	for i := range m.Slots {
		s := &m.Slots[i]
		s.Values = append([]hearsay.Value(nil), s.Values...)
		for j := range s.Values {
			v := &s.Values[j]
			v.Since = Stamp(v.Since)
			if v.Withdrawn != nil {
				w := Stamp(*v.Withdrawn)
				v.Withdrawn = &w
			}
			v.Evidence = append([]hearsay.EvidenceRef(nil), v.Evidence...)
			for k := range v.Evidence {
				v.Evidence[k].Known = Stamp(v.Evidence[k].Known)
			}
		}
	}
	return m
}
