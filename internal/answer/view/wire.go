package view

import (
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// The wire structs follow docs/formats/answers.md key by key; their order is the
// order of the keys. Keys are those of the nouns in the root package; offsets count
// code points, and the words stand under "text", as in a reading.
type (
	wireEvent struct {
		Schema      string             `json:"schema"`
		ID          string             `json:"id"`
		Story       string             `json:"story"`
		AsOf        string             `json:"as_of"`
		Type        string             `json:"type"`
		Modes       []string           `json:"modes"`
		Contexts    []string           `json:"contexts"`
		CAMEO       string             `json:"cameo"`
		Quad        string             `json:"quad"`
		Score       float64            `json:"score"`
		Status      hearsay.Status     `json:"status"`
		Summary     string             `json:"summary"`
		Place       *wirePlace         `json:"place"`
		Time        *wireTime          `json:"time"`
		Slots       []wireSlot         `json:"slots"`
		Origins     []wireOrigin       `json:"origins"`
		Disputed    bool               `json:"disputed"`
		Credibility int                `json:"credibility"`
		Because     string             `json:"because"`
		Reports     []wireArticle      `json:"reports"`
		Outlets     []string           `json:"outlets"`
		Tellings    []string           `json:"tellings"`
		Known       string             `json:"known"`
		Changed     string             `json:"changed"`
		Follows     []hearsay.Relation `json:"follows"`
		Followed    []hearsay.Relation `json:"followed"`
		Corrections []wireCorrected    `json:"corrections"`
		More        query.Left         `json:"more"`
		Notes       []string           `json:"notes"`
	}
	wirePlace struct {
		Name      string  `json:"name"`
		Country   string  `json:"country"`
		Admin1    string  `json:"admin1"`
		GeoNames  int     `json:"geonames"`
		Lat       float64 `json:"lat"`
		Lon       float64 `json:"lon"`
		Precision string  `json:"precision"`
	}
	wireTime struct {
		Start     string `json:"start"`
		End       string `json:"end"`
		Precision string `json:"precision"`
		Timex     string `json:"timex"`
	}
	wireSlot struct {
		Name    string          `json:"name"`
		Verdict hearsay.Verdict `json:"verdict"`
		Value   string          `json:"value"`
		Values  []wireValue     `json:"values"`
		Why     string          `json:"why"`
	}
	wireValue struct {
		Value       string         `json:"value"`
		Label       string         `json:"label"`
		Low         *int           `json:"low"`
		High        *int           `json:"high"`
		Approximate bool           `json:"approximate"`
		Origins     []string       `json:"origins"`
		Denied      []string       `json:"denied"`
		Evidence    []wireEvidence `json:"evidence"`
		Since       string         `json:"since"`
		Withdrawn   string         `json:"withdrawn"`
	}
	wireEvidence struct {
		Telling string `json:"telling"`
		Report  string `json:"report"`
		Claim   string `json:"claim"`
		Origin  string `json:"origin"`
		Speaker string `json:"speaker"`
		Outlet  string `json:"outlet"`
		Stance  string `json:"stance"`
		Start   int    `json:"start"`
		End     int    `json:"end"`
		Text    string `json:"text"`
		Known   string `json:"known"`
		// Corrected is the correction that the value is by.
		Corrected string `json:"corrected,omitempty"`
	}
	wireOrigin struct {
		ID      string   `json:"id"`
		Kind    string   `json:"kind"`
		Name    string   `json:"name"`
		Key     string   `json:"key"`
		Side    string   `json:"side"`
		Reports []string `json:"reports"`
		Outlets []string `json:"outlets"`
		Since   string   `json:"since"`
		Why     string   `json:"why"`
	}
	wireArticle struct {
		ID         string    `json:"id"`
		Outlet     string    `json:"outlet"`
		Title      string    `json:"title"`
		URL        string    `json:"url"`
		Address    string    `json:"address"`
		Version    int       `json:"version"`
		Language   string    `json:"language"`
		Agency     string    `json:"agency"`
		Known      string    `json:"known"`
		Superseded string    `json:"superseded"`
		Story      string    `json:"story"`
		Copy       *wireCopy `json:"copy"`
	}
	wireCopy struct {
		Of    string  `json:"of"`
		Kind  string  `json:"kind"`
		Taken float64 `json:"taken"`
		Given float64 `json:"given"`
		Score float64 `json:"score"`
	}
)

// wire makes the public form of answers.
type wire struct{ texts *query.Texts }

func orNone[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func stampOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return stamp(*t)
}

func placeOf(p *hearsay.Place) *wirePlace {
	if p == nil {
		return nil
	}
	return &wirePlace{p.Name, p.Country, p.Admin1, p.GeoNames, p.Lat, p.Lon, p.Precision}
}

func timeOf(t *hearsay.Time) *wireTime {
	if t == nil {
		return nil
	}
	return &wireTime{t.Start, t.End, t.Precision, t.Timex}
}

func (w wire) event(e *query.Event) (any, error) {
	out, err := w.merged(&e.Merged)
	if err != nil {
		return nil, err
	}
	out.AsOf, out.More, out.Notes = stamp(e.AsOf), e.Left, orNone(e.Notes)
	at := map[string]int{}
	for i, a := range e.Articles {
		at[a.ID] = i
	}
	for i, r := range out.Reports {
		if k, ok := at[r.ID]; ok {
			out.Reports[i] = article(&e.Articles[k])
		}
	}
	if out.Corrections, err = w.corrections(e.Corrections); err != nil {
		return nil, err
	}
	markCorrected(out, e.Corrections)
	return out, nil
}

func (w wire) merged(m *hearsay.Merged) (*wireEvent, error) {
	out := &wireEvent{Schema: "hearsay.event/1", ID: m.ID, Story: m.Story, Type: m.Type, Modes: orNone(m.Modes), Contexts: orNone(m.Contexts), CAMEO: m.CAMEO, Quad: m.Quad,
		Score: m.Score, Status: m.Status, Summary: m.Summary, Place: placeOf(m.Place), Time: timeOf(m.Time), Disputed: m.Disputed, Credibility: m.Credibility, Because: m.Because,
		Outlets: orNone(m.Outlets), Tellings: orNone(m.Tellings), Known: stamp(m.Known), Changed: stamp(m.Changed), Follows: orNone(m.Follows), Followed: orNone(m.Followed),
		Slots: []wireSlot{}, Origins: []wireOrigin{}, Reports: []wireArticle{}, Corrections: []wireCorrected{}, Notes: []string{}}
	for _, s := range m.Slots {
		ws := wireSlot{s.Name, s.Verdict, s.Value, []wireValue{}, s.Why}
		for _, v := range s.Values {
			wv := wireValue{Value: v.Value, Label: v.Label, Low: v.Low, High: v.High, Approximate: v.Approximate, Origins: orNone(v.Origins), Denied: orNone(v.Denied),
				Since: stamp(v.Since), Withdrawn: stampOf(v.Withdrawn)}
			var err error
			if wv.Evidence, err = w.evidence(v.Evidence); err != nil {
				return nil, err
			}
			ws.Values = append(ws.Values, wv)
		}
		out.Slots = append(out.Slots, ws)
	}
	for _, o := range m.Origins {
		out.Origins = append(out.Origins, wireOrigin{o.ID, o.Kind, o.Name, o.Key, o.Side, orNone(o.Reports), orNone(o.Outlets), stamp(o.Since), o.Why})
	}
	for _, id := range m.Reports {
		out.Reports = append(out.Reports, wireArticle{ID: id})
	}
	return out, nil
}

func (w wire) evidence(list []hearsay.EvidenceRef) ([]wireEvidence, error) {
	out := []wireEvidence{}
	for _, ev := range list {
		start, end, err := w.texts.Points(ev.Report, ev.At)
		if err != nil {
			return nil, err
		}
		// Weighing has no texts: of a time or number it gives the value for words.
		words, err := w.texts.Words(ev.Report, ev.At)
		if err != nil {
			return nil, err
		}
		if words == "" {
			words = ev.Words
		}
		out = append(out, wireEvidence{ev.Telling, ev.Report, ev.Claim, ev.Origin, ev.Speaker, ev.Outlet, ev.Stance, start, end, words, stamp(ev.Known), ""})
	}
	return out, nil
}

func article(a *record.Teller) wireArticle {
	out := wireArticle{a.ID, a.Outlet, a.Title, a.URL, a.Address, a.Version, a.Language, a.Agency, stamp(a.Known), stamp(a.Superseded), a.Story, nil}
	if c := a.Copy; c != nil {
		out.Copy = &wireCopy{c.Of, c.Kind, c.Taken, c.Given, c.Score}
	}
	return out
}

func articles(list []record.Teller) []wireArticle {
	out := []wireArticle{}
	for i := range list {
		out = append(out, article(&list[i]))
	}
	return out
}
