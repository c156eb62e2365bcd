package view

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

type (
	wireClaim struct {
		Schema    string            `json:"schema"`
		ID        string            `json:"id"`
		Report    string            `json:"report"`
		Outlet    string            `json:"outlet"`
		Title     string            `json:"title"`
		Known     string            `json:"known"`
		Speaker   string            `json:"speaker"`
		Key       string            `json:"key"`
		Country   string            `json:"country"`
		Named     bool              `json:"named"`
		Chain     []wireSpeaker     `json:"chain"`
		Manner    hearsay.Manner    `json:"manner"`
		Act       hearsay.Act       `json:"act"`
		Certainty hearsay.Certainty `json:"certainty"`
		Polarity  hearsay.Polarity  `json:"polarity"`
		Inside    string            `json:"inside"`
		Content   wireStretch       `json:"content"`
		Tellings  []string          `json:"tellings"`
		Events    []string          `json:"events"`
		Withdrawn string            `json:"withdrawn"`
	}
	wireSpeaker struct {
		Name    string       `json:"name"`
		Key     string       `json:"key"`
		Kind    hearsay.Kind `json:"kind"`
		Named   bool         `json:"named"`
		Number  int          `json:"number"`
		Outlet  bool         `json:"outlet"`
		Country string       `json:"country"`
		CAMEO   string       `json:"cameo"`
		Start   int          `json:"start"`
		End     int          `json:"end"`
		Text    string       `json:"text"`
	}
	wireStretch struct {
		Start int      `json:"start"`
		End   int      `json:"end"`
		Spans [][2]int `json:"spans,omitempty"`
		Text  string   `json:"text"`
	}
	wireStory struct {
		Schema  string        `json:"schema"`
		ID      string        `json:"id"`
		Title   string        `json:"title"`
		Count   wireStorySize `json:"count"`
		First   string        `json:"first"`
		Last    string        `json:"last"`
		Into    string        `json:"into"`
		Reports []wireArticle `json:"reports"`
		More    int           `json:"more"` // reports that follow
		Next    string        `json:"next"`
		Notes   []string      `json:"notes"`
	}
	wireStorySize struct {
		Reports int `json:"reports"`
		Outlets int `json:"outlets"`
		Origins int `json:"origins"`
	}
	wireReport struct {
		Schema     string    `json:"schema"`
		ID         string    `json:"id"`
		Outlet     string    `json:"outlet"`
		URL        string    `json:"url"`
		Title      string    `json:"title"`
		Published  string    `json:"published"`
		Known      string    `json:"known"`
		Modified   string    `json:"modified"`
		Fetched    string    `json:"fetched"`
		Recorded   string    `json:"recorded"`
		Language   string    `json:"language"`
		Address    string    `json:"address"`
		Version    int       `json:"version"`
		Superseded string    `json:"superseded"`
		Found      string    `json:"found"`
		MediaType  string    `json:"media_type"`
		Agency     string    `json:"agency"`
		Story      string    `json:"story"`
		Copy       *wireCopy `json:"copy"`
		// Of a search: words around the find, and the finds in it, in code points.
		Snippet string   `json:"snippet,omitempty"`
		Finds   [][2]int `json:"finds,omitempty"`
	}
	wireTimeline struct {
		Schema  string       `json:"schema"`
		Event   string       `json:"event"`
		AsOf    string       `json:"as_of"`
		Summary string       `json:"summary"`
		Moments []wireMoment `json:"moments"`
		More    int          `json:"more"` // moments before these
		Notes   []string     `json:"notes"`
	}
	wireMoment struct {
		Known   string          `json:"known"`
		Slot    string          `json:"slot"`
		Before  string          `json:"before"`
		After   string          `json:"after"`
		Verdict hearsay.Verdict `json:"verdict"`
		Kind    string          `json:"kind"`
		By      []wireEvidence  `json:"by"`
	}
)

func (w wire) stretch(report string, e hearsay.Extent, words string) (wireStretch, error) {
	out := wireStretch{Text: words}
	var err error
	if out.Start, out.End, err = w.texts.Points(report, e.Span); err != nil {
		return out, err
	}
	for _, p := range e.Parts {
		a, b, err := w.texts.Points(report, p)
		if err != nil {
			return out, err
		}
		out.Spans = append(out.Spans, [2]int{a, b})
	}
	return out, nil
}

func (w wire) claim(c *record.Claim) (any, error) {
	report := c.ReportID
	if report == "" {
		report, _, _ = strings.Cut(c.ID, "/")
	}
	out := &wireClaim{Schema: "hearsay.claim/1", ID: c.ID, Report: report, Outlet: c.Outlet, Title: c.Title, Known: stamp(c.Known), Speaker: c.Speaker, Key: c.Key, Country: c.Country,
		Named: c.Named, Chain: []wireSpeaker{}, Manner: c.Manner, Act: c.Act, Certainty: c.Certainty, Polarity: c.Polarity, Inside: c.Inside,
		Tellings: orNone(c.Tellings), Events: orNone(c.Merged), Withdrawn: stamp(c.Withdrawn)}
	for _, s := range c.Chain {
		start, end, err := w.texts.Points(report, s.At)
		if err != nil {
			return nil, err
		}
		out.Chain = append(out.Chain, wireSpeaker{s.Name, s.Key, s.Kind, s.Named, s.Number, s.Outlet, s.Codes.Country, s.Codes.CAMEO, start, end, s.Words})
	}
	var err error
	out.Content, err = w.stretch(report, c.Content, c.Words)
	return out, err
}

func (w wire) story(s *query.Story) (any, error) {
	return &wireStory{"hearsay.story/1", s.ID, s.Title, wireStorySize{s.Reports, s.Outlets, s.Origins}, stamp(s.First), stamp(s.Last), s.Into, articles(s.Articles), s.More, s.Next, orNone(s.Notes)}, nil
}

func (w wire) report(r *hearsay.Report) *wireReport {
	d := r.Document
	if d == nil {
		d = &hearsay.Document{}
	}
	out := &wireReport{Schema: "hearsay.report/1", ID: r.ID, Outlet: d.Outlet, URL: d.URL, Title: d.Title, Published: hearsay.FormatPublished(d.Published, d.HasClock), Known: stamp(r.Known()),
		Modified: stamp(r.Modified), Fetched: stamp(r.Fetched), Recorded: stamp(r.Recorded), Language: d.Language, Address: r.Address, Version: r.Version, Superseded: stamp(r.Superseded),
		Found: r.Found, MediaType: r.MediaType, Agency: r.Agency, Story: r.Story}
	if c := r.Copy; c != nil {
		out.Copy = &wireCopy{c.Of, c.Kind, c.Taken, c.Given, c.Score}
	}
	return out
}

func (w wire) found(f *record.Found) *wireReport {
	out := w.report(&f.Report)
	at := 0
	for _, p := range pieces(f.Snippet) {
		n := len([]rune(p.text))
		if p.found {
			out.Finds = append(out.Finds, [2]int{at, at + n})
		}
		out.Snippet += p.text
		at += n
	}
	return out
}

func (w wire) moments(list []hearsay.Moment) ([]wireMoment, error) {
	out := []wireMoment{}
	for _, m := range list {
		by, err := w.evidence(m.By)
		if err != nil {
			return nil, err
		}
		out = append(out, wireMoment{stamp(m.Known), m.Slot, m.Before, m.After, m.Verdict, m.Kind, by})
	}
	return out, nil
}

func (w wire) timeline(t *query.Timeline) (any, error) {
	ms, err := w.moments(t.Moments)
	return &wireTimeline{"hearsay.timeline/1", t.Event.ID, stamp(t.Event.AsOf), t.Event.Summary, ms, t.Earlier, orNone(t.Event.Notes)}, err
}
