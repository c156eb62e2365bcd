package view

import (
	"encoding/json"
	"math"
	"sort"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
)

type (
	wireExplanation struct {
		Schema string `json:"schema"`
		Kind   string `json:"kind"`
		ID     string `json:"id"`
		// One of these, by kind.
		Report  *wireReportWhy `json:"report,omitempty"`
		Story   *wireStoryWhy  `json:"story,omitempty"`
		Event   *wireEventWhy  `json:"event,omitempty"`
		Telling *wireCoded     `json:"telling,omitempty"`
		Claim   *wireCoded     `json:"claim,omitempty"`
		Next    int64          `json:"next"`
		Notes   []string       `json:"notes"`
	}
	wireReportWhy struct {
		*wireReport
		Readings   []wireMadeBy       `json:"readings"`
		Original   *wireArticle       `json:"original"`
		Left       []string           `json:"left"`
		Added      []string           `json:"added"`
		CopiedBy   []wireArticle      `json:"copied_by"`
		Versions   []wireArticle      `json:"versions"`
		Revisions  []hearsay.Revision `json:"revisions"`
		Changes    []wireChange       `json:"changes"`
		Tellings   []wireTelling      `json:"tellings"`
		Claims     int                `json:"claims"`
		Entities   int                `json:"entities"`
		PassedOver []wirePassed       `json:"passed_over"`
	}
	wireMadeBy struct {
		MadeBy   string `json:"made_by"`
		Recorded string `json:"recorded"`
	}
	wireTelling struct {
		ID        string   `json:"id"`
		Event     string   `json:"event"`
		Type      string   `json:"type"`
		Modes     []string `json:"modes"`
		Trigger   string   `json:"trigger"`
		Withdrawn string   `json:"withdrawn"`
	}
	wirePassed struct {
		What   string `json:"what"`
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Text   string `json:"text"`
		Reason string `json:"reason"`
		By     string `json:"by"`
	}
	wireChange struct {
		Seq      int64         `json:"seq"`
		Recorded string        `json:"recorded"`
		Known    string        `json:"known"`
		Kind     string        `json:"kind"`
		Subject  string        `json:"subject"`
		Object   string        `json:"object"`
		Report   string        `json:"report"`
		Why      []hearsay.Why `json:"why"`
	}
	wireStoryWhy struct {
		*wireStory
		Changes []wireChange `json:"changes"`
	}
	wireEventWhy struct {
		*wireEvent
		Told    []wireTelling `json:"told"`
		Changes []wireChange  `json:"changes"`
		History []*wireEvent  `json:"history"`
	}
	// wireCoded is a telling or claim: the part of the reading that it is, in the form
	// of hearsay.reading/1.
	wireCoded struct {
		ID        string             `json:"id"`
		Report    wireArticle        `json:"report"`
		Coded     json.RawMessage    `json:"coded"`
		Claims    json.RawMessage    `json:"claims,omitempty"` // of a telling
		Events    []wireTelling      `json:"events,omitempty"` // of a claim
		Parent    string             `json:"parent,omitempty"`
		Event     string             `json:"event,omitempty"`
		Changes   []wireChange       `json:"changes,omitempty"`
		Revisions []hearsay.Revision `json:"revisions,omitempty"`
		Grounds   *wireGrounds       `json:"grounds,omitempty"` // of a claim whose report was read again
		// Of a telling, what people say of it.
		Corrections []wireCorrected `json:"corrections,omitempty"`
	}
)

// wireGrounds is hearsay.Grounds, with places in code points and their words.
type wireGrounds struct {
	Spans []wireSpanOdds `json:"spans"`
	Words []wireWordOdds `json:"words"`
	Steps []wireStep     `json:"steps"`
	Note  string         `json:"note,omitempty"`
}

type wireWords struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type wireSpanOdds struct {
	Role string `json:"role"`
	wireWords
	Alone float64  `json:"alone"`
	Tied  *float64 `json:"tied,omitempty"`
}

type wireWordOdds struct {
	wireWords
	Less float64 `json:"less"`
}

type wireStep struct {
	Source int `json:"source"`
	wireWords
	Form string `json:"form"`
	By   string `json:"by"`
}

func grounds(g *hearsay.Grounds, text string) *wireGrounds {
	if g == nil {
		return nil
	}
	cp := hearsay.NewCodePoints(text)
	place := func(s hearsay.Span) wireWords { return wireWords{cp.Of(s.Start), cp.Of(s.End), under(text, s)} }
	short := func(x float64) float64 { return math.Round(x*100) / 100 }
	out := &wireGrounds{Spans: []wireSpanOdds{}, Words: []wireWordOdds{}, Steps: []wireStep{}, Note: g.Note}
	for _, s := range g.Spans {
		o := wireSpanOdds{Role: s.Role, wireWords: place(s.Span), Alone: short(s.Alone)}
		o.Text = s.Extent.Text(text)
		if s.Cued {
			tied := short(s.Tied)
			o.Tied = &tied
		}
		out.Spans = append(out.Spans, o)
	}
	for _, w := range g.Words {
		out.Words = append(out.Words, wireWordOdds{place(w.Span), short(w.Less)})
	}
	for _, s := range g.Steps {
		out.Steps = append(out.Steps, wireStep{s.Source, place(s.Span), string(s.Form), s.By})
	}
	return out
}

func changes(list []hearsay.Change) []wireChange {
	out := []wireChange{}
	for _, c := range list {
		out = append(out, wireChange{c.Seq, stamp(c.Recorded), stamp(c.Known), c.Kind, c.Subject, c.Object, c.Report, orNone(c.Why)})
	}
	return out
}

func (w wire) explanation(x *query.Explanation) (any, error) {
	out := &wireExplanation{Schema: "hearsay.explanation/1", Kind: x.Kind, ID: x.ID, Next: x.Next, Notes: orNone(x.Notes)}
	var err error
	switch {
	case x.Report != nil:
		out.Report, err = w.reportWhy(x.Report)
	case x.Passed != nil:
		out.Report = &wireReportWhy{wireReport: w.report(&x.Passed.Report)}
		for _, p := range x.Passed.Passed {
			start, end, err := w.texts.Points(x.Passed.Report.ID, p.Span)
			if err != nil {
				return nil, err
			}
			out.Report.PassedOver = append(out.Report.PassedOver, wirePassed{p.What, start, end, p.Text, p.Reason, p.By})
		}
		out.Report.PassedOver = orNone(out.Report.PassedOver)
	case x.Story != nil:
		s, _ := w.story(&x.Story.Story)
		out.Story = &wireStoryWhy{s.(*wireStory), changes(x.Story.Changes)}
	case x.Event != nil:
		out.Event, err = w.eventWhy(x.Event)
	case x.Telling != nil:
		t := x.Telling
		out.Telling = &wireCoded{ID: x.ID, Report: article(&t.Report), Event: t.Merged, Changes: changes(t.Changes)}
		read := &hearsay.Reading{Document: &hearsay.Document{Text: t.Text}, Events: []hearsay.Event{t.Event}, Claims: t.Claims, Entities: t.Entities}
		if out.Telling.Corrections, err = w.corrections(t.Corrections); err != nil {
			return nil, err
		}
		out.Telling.Coded, out.Telling.Claims, err = coded(read, "events")
	case x.Claim != nil:
		c := x.Claim
		out.Claim = &wireCoded{ID: x.ID, Report: article(&c.Report), Revisions: c.Revisions, Grounds: grounds(c.Grounds, c.Text)}
		if c.Parent != nil {
			out.Claim.Parent = c.Parent.ID
		}
		for _, e := range c.Events {
			id := hearsay.PartID(c.Report.ID, e.ID)
			out.Claim.Events = append(out.Claim.Events, wireTelling{ID: id, Event: c.Merged[id], Type: e.Type, Modes: orNone(e.Modes), Trigger: e.Trigger.Text(c.Text)})
		}
		read := &hearsay.Reading{Document: &hearsay.Document{Text: c.Text}, Claims: []hearsay.Claim{c.Claim}, Entities: c.Entities}
		out.Claim.Coded, _, err = coded(read, "claims")
	}
	return out, err
}

// coded takes the one event or claim out of a reading's public form; and the
// claims beside an event.
func coded(r *hearsay.Reading, layer string) (one, claims json.RawMessage, err error) {
	b, err := json.Marshal(r)
	if err != nil {
		return nil, nil, err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil {
		return nil, nil, err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(parts[layer], &list); err != nil || len(list) == 0 {
		return nil, nil, err
	}
	return list[0], parts["claims"], nil
}

func (w wire) reportWhy(x *query.ReportWhy) (*wireReportWhy, error) {
	out := &wireReportWhy{wireReport: w.report(&x.Report), Left: orNone(x.Left), Added: orNone(x.Added), CopiedBy: articles(x.CopiedBy), Versions: articles(x.Versions),
		Revisions: orNone(x.Revisions), Changes: changes(x.Changes), Claims: x.Claims, Entities: x.Entities, Tellings: []wireTelling{}, PassedOver: []wirePassed{}, Readings: []wireMadeBy{}}
	if x.Original != nil {
		a := article(x.Original)
		out.Original = &a
	}
	for _, r := range x.Readings {
		out.Readings = append(out.Readings, wireMadeBy{r.MadeBy, stamp(r.Recorded)})
	}
	for _, t := range x.Tellings {
		out.Tellings = append(out.Tellings, wireTelling{t.ID, t.Merged, t.Type, orNone(t.Modes), t.Trigger, stamp(t.Withdrawn)})
	}
	for _, p := range x.Passed {
		start, end, err := w.texts.Points(x.Report.ID, p.Span)
		if err != nil {
			return nil, err
		}
		words, err := w.texts.Words(x.Report.ID, p.Span)
		if err != nil {
			return nil, err
		}
		out.PassedOver = append(out.PassedOver, wirePassed{p.What, start, end, words, p.Reason, p.By})
	}
	return out, nil
}

func (w wire) eventWhy(x *query.EventWhy) (*wireEventWhy, error) {
	e, err := w.event(&x.Event)
	if err != nil {
		return nil, err
	}
	out := &wireEventWhy{wireEvent: e.(*wireEvent), Changes: changes(x.Changes), Told: []wireTelling{}, History: []*wireEvent{}}
	for _, t := range x.Told {
		out.Told = append(out.Told, wireTelling{t.ID, t.Merged, t.Type, orNone(t.Modes), t.Trigger, stamp(t.Withdrawn)})
	}
	for i := range x.History {
		h, err := w.merged(&x.History[i])
		if err != nil {
			return nil, err
		}
		out.History = append(out.History, h)
	}
	sort.SliceStable(out.History, func(i, j int) bool { return out.History[i].Changed < out.History[j].Changed })
	return out, nil
}
