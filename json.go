package hearsay

import (
	"encoding/json"
	"fmt"
	"sort"
	"time"
	"unicode/utf8"
)

// Schema names the public format of a reading.
const Schema = "hearsay.reading/1"

// The wire structs follow the public format key by key; their order is the
// order of the keys in the output.
type (
	wireReading struct {
		Schema     string       `json:"schema"`
		Report     wireReport   `json:"report"`
		Entities   []wireEntity `json:"entities"`
		Claims     []wireClaim  `json:"claims"`
		Events     []wireEvent  `json:"events"`
		PassedOver []wirePassed `json:"passed_over"`
	}
	wireReport struct {
		ID        string `json:"id"`
		Outlet    string `json:"outlet"`
		URL       string `json:"url"`
		Title     string `json:"title"`
		Published string `json:"published"`
		Language  string `json:"language"`
		Text      string `json:"text"`
	}
	wireStretch struct {
		Start int      `json:"start"`
		End   int      `json:"end"`
		Spans [][2]int `json:"spans,omitempty"`
		Text  string   `json:"text"`
	}
	wireEntity struct {
		ID       string        `json:"id"`
		Name     string        `json:"name"`
		Kind     Kind          `json:"kind"`
		Codes    wireCodes     `json:"codes"`
		Mentions []wireMention `json:"mentions"`
		By       string        `json:"by"`
	}
	wireCodes struct {
		Country  string   `json:"country"`
		Sectors  []string `json:"sectors"`
		CAMEO    string   `json:"cameo"`
		GeoNames int      `json:"geonames"`
		Wikidata string   `json:"wikidata"`
	}
	wireMention struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
		Form  Form   `json:"form"`
		By    string `json:"by,omitempty"`
	}
	wireSource struct {
		Entity string   `json:"entity"`
		Text   string   `json:"text"`
		Start  *int     `json:"start,omitempty"`
		End    *int     `json:"end,omitempty"`
		Spans  [][2]int `json:"spans,omitempty"`
		Named  bool     `json:"named"`
		Number int      `json:"number"`
		By     string   `json:"by,omitempty"`
	}
	wireCue struct {
		wireStretch
		Lemma string `json:"lemma"`
	}
	wireClaim struct {
		ID        string       `json:"id"`
		Content   wireStretch  `json:"content"`
		Sources   []wireSource `json:"sources"`
		Cue       *wireCue     `json:"cue"`
		Manner    Manner       `json:"manner"`
		Act       Act          `json:"act"`
		Certainty Certainty    `json:"certainty"`
		Polarity  Polarity     `json:"polarity"`
		Parent    string       `json:"parent"`
		Events    []string     `json:"events"`
		By        string       `json:"by"`
	}
	wireRole struct {
		Entity string `json:"entity"`
		Text   string `json:"text"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		By     string `json:"by,omitempty"`
	}
	wirePlace struct {
		Name      string  `json:"name"`
		Country   string  `json:"country"`
		Admin1    string  `json:"admin1"`
		GeoNames  int     `json:"geonames"`
		Lat       float64 `json:"lat"`
		Lon       float64 `json:"lon"`
		Precision string  `json:"precision"`
		Start     int     `json:"start"`
		End       int     `json:"end"`
		Text      string  `json:"text"`
		By        string  `json:"by,omitempty"`
	}
	wireTime struct {
		Start     string   `json:"start"`
		End       string   `json:"end"`
		Precision string   `json:"precision"`
		Timex     string   `json:"timex"`
		Spans     [][2]int `json:"spans,omitempty"`
		Text      string   `json:"text"`
		By        string   `json:"by,omitempty"`
	}
	wireCount struct {
		Of          string   `json:"of"`
		Low         *int     `json:"low"`
		High        *int     `json:"high"`
		Approximate bool     `json:"approximate"`
		Spans       [][2]int `json:"spans,omitempty"`
		Text        string   `json:"text"`
		By          string   `json:"by,omitempty"`
	}
	wireEvent struct {
		ID          string      `json:"id"`
		Type        string      `json:"type"`
		Modes       []string    `json:"modes"`
		Contexts    []string    `json:"contexts"`
		CAMEO       string      `json:"cameo"`
		Quad        string      `json:"quad"`
		Score       float64     `json:"score"`
		Trigger     wireCue     `json:"trigger"`
		Actors      []wireRole  `json:"actors"`
		Recipients  []wireRole  `json:"recipients"`
		Instruments []wireRole  `json:"instruments"`
		Place       *wirePlace  `json:"place"`
		Time        *wireTime   `json:"time"`
		Counts      []wireCount `json:"counts"`
		Status      Status      `json:"status"`
		Claims      []string    `json:"claims"`
		By          string      `json:"by"`
	}
	wirePassed struct {
		What   string `json:"what"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Text   string `json:"text"`
		Reason string `json:"reason"`
		By     string `json:"by,omitempty"`
	}
)

// pointsEvery is how many bytes lie between two entries of a CodePoints index.
const pointsEvery = 256

// CodePoints converts byte offsets of one text to code points and back.
// An invalid byte counts as one code point, as in Go's range loops.
type CodePoints struct {
	text  string
	ascii bool
	at    []int // at[i]: code points before the first rune start at or after byte i*pointsEvery
	start []int // that rune start
}

// NewCodePoints indexes text.
func NewCodePoints(text string) *CodePoints {
	c := &CodePoints{text: text, ascii: true}
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			c.ascii = false
			break
		}
	}
	if c.ascii {
		return c
	}
	points, next := 0, 0
	for i := range text {
		if i >= next {
			c.at, c.start = append(c.at, points), append(c.start, i)
			next = len(c.at) * pointsEvery
		}
		points++
	}
	return c
}

// Of returns the code point offset of a byte offset on a rune's border.
func (c *CodePoints) Of(b int) int {
	if c.ascii {
		return b
	}
	i := sort.SearchInts(c.start, b+1) - 1
	if i < 0 {
		return 0
	}
	return c.at[i] + utf8.RuneCountInString(c.text[c.start[i]:b])
}

// Byte returns the byte offset of a code point offset; past the end, the end.
func (c *CodePoints) Byte(p int) int {
	if c.ascii {
		return min(p, len(c.text))
	}
	i := sort.SearchInts(c.at, p+1) - 1
	if i < 0 {
		return 0
	}
	b, n := c.start[i], c.at[i]
	for n < p && b < len(c.text) {
		_, w := utf8.DecodeRuneInString(c.text[b:])
		b += w
		n++
	}
	return b
}

// FormatPublished writes a published time as the format has it: a date, or a
// date with its hour where that is known; empty where nothing is.
func FormatPublished(t time.Time, hasClock bool) string {
	switch {
	case t.IsZero():
		return ""
	case hasClock:
		return t.Format(time.RFC3339)
	}
	return t.Format(time.DateOnly)
}

// ParsePublished reads what FormatPublished writes.
func ParsePublished(s string) (t time.Time, hasClock bool, err error) {
	if s == "" {
		return time.Time{}, false, nil
	}
	if t, err = time.Parse(time.DateOnly, s); err == nil {
		return t, false, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err = time.Parse(layout, s); err == nil {
			return t, true, nil
		}
	}
	return time.Time{}, false, fmt.Errorf("%q is no date: write it as 2025-09-09 or 2025-09-09T14:30:00Z", s)
}

// MarshalJSON writes the reading in the public format hearsay.reading/1.
func (r *Reading) MarshalJSON() ([]byte, error) {
	d := r.Document
	cp := NewCodePoints(d.Text)
	stretch := func(e Extent) wireStretch {
		w := wireStretch{Start: cp.Of(e.Start), End: cp.Of(e.End), Text: e.Text(d.Text)}
		w.Spans = pairs(cp, e.Parts)
		return w
	}
	out := wireReading{
		Schema:   Schema,
		Report:   wireReport{d.ID, d.Outlet, d.URL, d.Title, FormatPublished(d.Published, d.HasClock), d.Language, d.Text},
		Entities: make([]wireEntity, 0, len(r.Entities)), Claims: make([]wireClaim, 0, len(r.Claims)),
		Events: make([]wireEvent, 0, len(r.Events)), PassedOver: make([]wirePassed, 0, len(r.PassedOver)),
	}
	for _, e := range r.Entities {
		w := wireEntity{ID: e.ID, Name: e.Name, Kind: e.Kind, By: e.By, Mentions: make([]wireMention, 0, len(e.Mentions)),
			Codes: wireCodes{e.Codes.Country, orEmpty(e.Codes.Sectors), e.Codes.CAMEO, e.Codes.GeoNames, e.Codes.Wikidata}}
		for _, m := range e.Mentions {
			w.Mentions = append(w.Mentions, wireMention{cp.Of(m.Start), cp.Of(m.End), d.Text[m.Start:m.End], m.Form, m.By})
		}
		out.Entities = append(out.Entities, w)
	}
	for _, c := range r.Claims {
		w := wireClaim{ID: c.ID, Content: stretch(c.Content), Sources: make([]wireSource, 0, len(c.Sources)),
			Manner: c.Manner, Act: c.Act, Certainty: c.Certainty, Polarity: c.Polarity, Parent: c.Parent, Events: orEmpty(c.Events), By: c.By}
		if !c.Cue.Empty() {
			w.Cue = &wireCue{stretch(c.Cue.Extent), c.Cue.Lemma}
		}
		for _, s := range c.Sources {
			ws := wireSource{Entity: s.Entity, Text: s.Label, Named: s.Named, Number: s.Number, By: s.By}
			if !s.Extent.Empty() {
				st := stretch(s.Extent)
				ws.Text, ws.Start, ws.End, ws.Spans = st.Text, &st.Start, &st.End, st.Spans
			}
			w.Sources = append(w.Sources, ws)
		}
		out.Claims = append(out.Claims, w)
	}
	for _, e := range r.Events {
		w := wireEvent{ID: e.ID, Type: e.Type, Modes: orEmpty(e.Modes), Contexts: orEmpty(e.Contexts), CAMEO: e.CAMEO, Quad: e.Quad, Score: e.Score,
			Trigger: wireCue{stretch(e.Trigger.Extent), e.Trigger.Lemma}, Status: e.Status, Claims: orEmpty(e.Claims), By: e.By,
			Counts: make([]wireCount, 0, len(e.Counts))}
		roles := func(ps []Participant) []wireRole {
			ws := make([]wireRole, 0, len(ps))
			for _, p := range ps {
				ws = append(ws, wireRole{p.Entity, d.Text[p.Start:p.End], cp.Of(p.Start), cp.Of(p.End), p.By})
			}
			return ws
		}
		w.Actors, w.Recipients, w.Instruments = roles(e.Actors), roles(e.Recipients), roles(e.Instruments)
		if p := e.Place; p != nil {
			w.Place = &wirePlace{p.Name, p.Country, p.Admin1, p.GeoNames, p.Lat, p.Lon, p.Precision, cp.Of(p.Start), cp.Of(p.End), d.Text[p.Start:p.End], p.By}
		}
		if t := e.Time; t != nil {
			w.Time = &wireTime{t.Start, t.End, t.Precision, t.Timex, one(cp, t.Span), d.Text[t.Span.Start:t.Span.End], t.By}
		}
		for _, c := range e.Counts {
			w.Counts = append(w.Counts, wireCount{c.Of, c.Low, c.High, c.Approximate, one(cp, c.Span), d.Text[c.Start:c.End], c.By})
		}
		out.Events = append(out.Events, w)
	}
	for _, p := range r.PassedOver {
		out.PassedOver = append(out.PassedOver, wirePassed{p.What, cp.Of(p.Start), cp.Of(p.End), d.Text[p.Start:p.End], p.Reason, p.By})
	}
	return json.Marshal(out)
}

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func pairs(cp *CodePoints, spans []Span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{cp.Of(s.Start), cp.Of(s.End)})
	}
	return out
}

func one(cp *CodePoints, s Span) [][2]int {
	if s.Empty() {
		return nil
	}
	return pairs(cp, []Span{s})
}

// UnmarshalJSON reads the public format back. Syntax, the layers and the token
// positions are not part of it and stay empty.
func (r *Reading) UnmarshalJSON(data []byte) error {
	var w wireReading
	if err := json.Unmarshal(data, &w); err != nil {
		return err
	}
	if w.Schema != Schema {
		return fmt.Errorf("schema %q is not %s", w.Schema, Schema)
	}
	published, clock, err := ParsePublished(w.Report.Published)
	if err != nil {
		return fmt.Errorf("report.published: %w", err)
	}
	text := w.Report.Text
	*r = Reading{Document: &Document{ID: w.Report.ID, Outlet: w.Report.Outlet, URL: w.Report.URL, Title: w.Report.Title,
		Language: w.Report.Language, Published: published, HasClock: clock, Text: text}}
	cp := NewCodePoints(text)
	var bad error
	span := func(start, end int) Span {
		if start < 0 || end < start {
			bad = fmt.Errorf("offsets %d-%d are no stretch of the text", start, end)
			return Span{}
		}
		s := Span{cp.Byte(start), cp.Byte(end)}
		if cp.Of(s.End) != end {
			bad = fmt.Errorf("offsets %d-%d lie outside the text", start, end)
		}
		return s
	}
	spans := func(ps [][2]int) []Span {
		var out []Span
		for _, p := range ps {
			out = append(out, span(p[0], p[1]))
		}
		return out
	}
	extent := func(w wireStretch) Extent { return Extent{span(w.Start, w.End), spans(w.Spans)} }
	first := func(ps [][2]int) Span {
		if len(ps) == 0 {
			return Span{}
		}
		return span(ps[0][0], ps[0][1])
	}
	for _, e := range w.Entities {
		n := Entity{ID: e.ID, Name: e.Name, Kind: e.Kind, By: e.By,
			Codes: Codes{e.Codes.Country, e.Codes.Sectors, e.Codes.CAMEO, e.Codes.GeoNames, e.Codes.Wikidata}}
		for _, m := range e.Mentions {
			n.Mentions = append(n.Mentions, Mention{Span: span(m.Start, m.End), Form: m.Form, By: m.By})
		}
		r.Entities = append(r.Entities, n)
	}
	for _, c := range w.Claims {
		n := Claim{ID: c.ID, Content: extent(c.Content), Manner: c.Manner, Act: c.Act, Certainty: c.Certainty, Polarity: c.Polarity,
			Parent: c.Parent, Events: c.Events, By: c.By}
		if c.Cue != nil {
			n.Cue = Cue{extent(c.Cue.wireStretch), c.Cue.Lemma}
		}
		for _, s := range c.Sources {
			m := Source{Entity: s.Entity, Named: s.Named, Number: s.Number, By: s.By}
			if s.Start != nil && s.End != nil {
				m.Extent = extent(wireStretch{Start: *s.Start, End: *s.End, Spans: s.Spans})
			} else {
				m.Label = s.Text
			}
			n.Sources = append(n.Sources, m)
		}
		r.Claims = append(r.Claims, n)
	}
	for _, e := range w.Events {
		n := Event{ID: e.ID, Type: e.Type, Modes: e.Modes, Contexts: e.Contexts, CAMEO: e.CAMEO, Quad: e.Quad, Score: e.Score,
			Trigger: Trigger{Extent: extent(e.Trigger.wireStretch), Lemma: e.Trigger.Lemma}, Status: e.Status, Claims: e.Claims, By: e.By}
		roles := func(ws []wireRole) []Participant {
			var out []Participant
			for _, p := range ws {
				out = append(out, Participant{Entity: p.Entity, Span: span(p.Start, p.End), By: p.By})
			}
			return out
		}
		n.Actors, n.Recipients, n.Instruments = roles(e.Actors), roles(e.Recipients), roles(e.Instruments)
		if p := e.Place; p != nil {
			n.Place = &Place{Span: span(p.Start, p.End), Name: p.Name, Country: p.Country, Admin1: p.Admin1, GeoNames: p.GeoNames,
				Lat: p.Lat, Lon: p.Lon, Precision: p.Precision, By: p.By}
		}
		if t := e.Time; t != nil {
			n.Time = &Time{Span: first(t.Spans), Start: t.Start, End: t.End, Precision: t.Precision, Timex: t.Timex, By: t.By}
		}
		for _, c := range e.Counts {
			n.Counts = append(n.Counts, Count{Span: first(c.Spans), Of: c.Of, Low: c.Low, High: c.High, Approximate: c.Approximate, By: c.By})
		}
		r.Events = append(r.Events, n)
	}
	for _, p := range w.PassedOver {
		r.PassedOver = append(r.PassedOver, PassedOver{span(p.Start, p.End), p.What, p.Reason, p.By})
	}
	return bad
}
