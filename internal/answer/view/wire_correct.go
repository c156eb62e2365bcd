package view

import (
	"encoding/json"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
)

type (
	// wireCorrection is a correction of one telling: an example to learn from.
	wireCorrection struct {
		Schema  string `json:"schema"`
		ID      string `json:"id"`
		Field   string `json:"field"`
		Target  string `json:"target"`
		Telling string `json:"telling"`
		Found   string `json:"found"`
		Event   string `json:"event"`

		Report  string `json:"report"`
		Outlet  string `json:"outlet"`
		Title   string `json:"title"`
		URL     string `json:"url"`
		Address string `json:"address"`
		Known   string `json:"known"`

		Trigger  wireStretch     `json:"trigger"`
		Sentence wireStretch     `json:"sentence"`
		Was      []wireStated    `json:"was"`
		Values   []wireStated    `json:"values"`
		Coded    json.RawMessage `json:"coded"`
		MadeBy   string          `json:"made_by"`

		By     string      `json:"by"`
		Note   string      `json:"note"`
		Made   string      `json:"made"`
		Undone *wireUndone `json:"undone"`
	}
	// wireCorrected is a correction as an event tells of it.
	wireCorrected struct {
		ID      string       `json:"id"`
		Field   string       `json:"field"`
		Telling string       `json:"telling"`
		Was     []wireStated `json:"was"`
		Values  []wireStated `json:"values"`
		By      string       `json:"by"`
		Note    string       `json:"note"`
		Made    string       `json:"made"`
		Undone  *wireUndone  `json:"undone"`
	}
	wireStated struct {
		Value string `json:"value"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		Text  string `json:"text"`
	}
	wireUndone struct {
		By   string `json:"by"`
		Note string `json:"note"`
		When string `json:"when"`
	}
)

func (w wire) stated(report string, vs []hearsay.Stated) ([]wireStated, error) {
	out := []wireStated{}
	for _, v := range vs {
		s, err := w.words(report, v.At)
		if err != nil {
			return nil, err
		}
		out = append(out, wireStated{v.Value, s.Start, s.End, s.Text})
	}
	return out, nil
}

// words is a stretch of a report with what stands there.
func (w wire) words(report string, at hearsay.Span) (s wireStretch, err error) {
	if at.Empty() {
		return s, nil
	}
	if s.Text, err = w.texts.Words(report, at); err == nil {
		s.Start, s.End, err = w.texts.Points(report, at)
	}
	return s, err
}

func (w wire) correction(c *query.Correction) (any, error) {
	x := &c.Of
	report := x.ReportID
	out := &wireCorrection{Schema: "hearsay.correction/1", ID: c.ID, Field: c.Field, Target: c.Target, Telling: x.Telling, Found: x.Found, Event: x.Merged,
		Report: report, Outlet: c.Report.Outlet, Title: c.Report.Title, URL: c.Report.URL, Address: c.Report.Address, Known: stamp(c.Report.Known),
		Coded: json.RawMessage("null"), MadeBy: c.MadeBy, By: c.By, Note: c.Note, Made: stamp(c.Made), Undone: undone(&c.Correction)}
	var err error
	if out.Trigger, err = w.words(report, x.At); err != nil {
		return nil, err
	}
	if out.Sentence, err = w.words(report, x.Sentence); err != nil {
		return nil, err
	}
	if out.Was, err = w.stated(report, x.Was); err != nil {
		return nil, err
	}
	if out.Values, err = w.stated(report, x.Is); err != nil {
		return nil, err
	}
	if c.Event.ID != "" {
		out.Coded, _, err = coded(&hearsay.Reading{Document: &hearsay.Document{Text: c.Text}, Events: []hearsay.Event{c.Event}, Entities: c.Entities}, "events")
	}
	return out, err
}

func undone(k *hearsay.Correction) *wireUndone {
	if k.Undone == nil {
		return nil
	}
	return &wireUndone{k.Undone.By, k.Undone.Note, stamp(k.Undone.When)}
}

func (w wire) corrections(list []hearsay.Correction) ([]wireCorrected, error) {
	out := []wireCorrected{}
	for i := range list {
		k := &list[i]
		for j := range k.Tellings {
			x := &k.Tellings[j]
			telling := x.Found
			if telling == "" {
				telling = x.Telling
			}
			was, err := w.stated(x.ReportID, x.Was)
			if err != nil {
				return nil, err
			}
			values, err := w.stated(x.ReportID, x.Is)
			if err != nil {
				return nil, err
			}
			out = append(out, wireCorrected{k.ID, k.Field, telling, was, values, k.By, k.Note, stamp(k.Made), undone(k)})
		}
	}
	return out, nil
}

// markCorrected tells of each piece of evidence which correction the value is by: of
// several the newest, which stands first.
func markCorrected(e *wireEvent, list []hearsay.Correction) {
	if len(list) == 0 {
		return
	}
	by := map[[2]string]string{}
	for i := range list {
		for j := range list[i].Tellings {
			k := [2]string{list[i].Field, list[i].Tellings[j].Found}
			if by[k] == "" {
				by[k] = list[i].ID
			}
		}
	}
	for i := range e.Slots {
		for j := range e.Slots[i].Values {
			ev := e.Slots[i].Values[j].Evidence
			for k := range ev {
				ev[k].Corrected = by[[2]string{e.Slots[i].Name, ev[k].Telling}]
			}
		}
	}
}
