package recordtest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func yes(b bool) *bool { return &b }

// events lists the numbers of the events that answer a filter, the newest first.
func (s *suite) events(ctx context.Context, r record.Reader, f record.Filter) string {
	s.Helper()
	page, err := r.Events(ctx, f)
	s.must(err)
	var out []string
	for _, m := range page.Rows {
		if !record.MatchEvent(&f, &m) {
			s.Errorf("%s does not answer %+v", m.ID, f)
		}
		out = append(out, strings.TrimLeft(m.ID, "e0"))
	}
	return strings.Join(out, " ")
}

func (s *suite) askEvents() {
	ks := []record.Kept{made(1), made(2)}
	s.keep(ks...)
	s.write(func(ctx context.Context, w record.Writer) {
		for _, m := range []record.MergedRow{
			event(eventID(1)),
			event(eventID(2), func(m *record.MergedRow) {
				m.Type, m.Status, m.Story, m.Disputed = "PROTEST", hearsay.Planned, storyID(2), false
				m.Place, m.Countries = &hearsay.Place{Name: "São Quirino", Country: "MOZ", Admin1: "Nampula", GeoNames: 88, Lat: -15, Lon: 40}, []string{"MOZ", "KEN"}
				m.Outlets, m.Origins = []string{"Rádio Sellin", "The Lindi Herald"}, append(m.Origins, m.Origins...)
				m.Parties = []record.PartyRow{{Role: "actor", Key: "dockers of lindi", Name: "dockers' union of lindi", Country: "TZA"}, {Role: "actor", Key: "ilda brandt", Name: "ilda brandt", Country: "URY"},
					{Role: "recipient", Key: "port authority", Name: "port authority", Country: "MOZ"}, {Role: "speaker", Key: "omar quill", Name: "omar quill", Country: "MOZ"}}
				m.Reports = []string{reportID(2)}
			}),
			event(eventID(3), func(m *record.MergedRow) {
				m.Place, m.Countries, m.Parties, m.Origins, m.Outlets, m.Story, m.Disputed = nil, nil, nil, nil, nil, "", false
				m.Start, m.End, m.Known, m.Reports = time.Time{}, time.Time{}, at(20, 0), nil
			}),
		} {
			s.must(w.PutMerged(ctx, m))
		}
		s.must(w.SetMerged(ctx, []string{reportID(1) + "/e1"}, eventID(1)))
		s.must(w.SetMerged(ctx, []string{reportID(2) + "/e1", reportID(2) + "/e2"}, eventID(2)))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			name string
			f    record.Filter
			want string
		}{
			{"all", record.Filter{}, "3 2 1"},
			{"a type", record.Filter{Types: []string{"FLOOD"}}, "3 1"},
			{"types", record.Filter{Types: []string{"FLOOD", "PROTEST"}}, "3 2 1"},
			{"no type", record.Filter{Types: []string{"ASSAULT"}}, ""},
			{"status", record.Filter{Statuses: []hearsay.Status{hearsay.Planned, hearsay.Negated}}, "2"},
			{"actor's key", record.Filter{Actors: []string{"dockers of lindi"}}, "2"},
			{"a word of an actor", record.Filter{Actors: []string{"lindi"}}, "2"},
			{"words of an actor in any order", record.Filter{Actors: []string{"lindi dockers"}}, "2"},
			{"words of two actors", record.Filter{Actors: []string{"lindi brandt"}}, ""},
			{"an actor's country", record.Filter{Actors: []string{"TZA"}}, "2"},
			{"a country that is no word", record.Filter{Actors: []string{"tza"}}, ""},
			{"an actor who is a recipient", record.Filter{Actors: []string{"port authority"}}, ""},
			{"one of two actors", record.Filter{Actors: []string{"river osk", "nobody"}}, "1"},
			{"recipient", record.Filter{Recipients: []string{"port authority"}}, "2"},
			{"a word of a recipient", record.Filter{Recipients: []string{"residents"}}, "1"},
			{"participants", record.Filter{Participants: []string{"port authority", "river osk"}}, "2 1"},
			{"a participant who only speaks", record.Filter{Participants: []string{"omar quill"}}, ""},
			{"speaker", record.Filter{Speakers: []string{"omar quill"}}, "2"},
			{"actor and recipient", record.Filter{Actors: []string{"URY"}, Recipients: []string{"MOZ"}}, "2"},
			{"actor and another's recipient", record.Filter{Actors: []string{"river osk"}, Recipients: []string{"MOZ"}}, ""},
			{"country", record.Filter{Countries: []string{"KEN"}}, "2"},
			{"country of the place", record.Filter{Countries: []string{"URY"}}, "1"},
			{"countries", record.Filter{Countries: []string{"URY", "MOZ"}}, "2 1"},
			{"place by name", record.Filter{Places: []record.PlaceFilter{{Name: "sao quirino"}}}, "2"},
			{"place by number", record.Filter{Places: []record.PlaceFilter{{GeoNames: 77}}}, "1"},
			{"places", record.Filter{Places: []record.PlaceFilter{{GeoNames: 77}, {Name: "sao quirino"}}}, "2 1"},
			{"a place or a country", record.Filter{Places: []record.PlaceFilter{{GeoNames: 77}}, Countries: []string{"KEN"}}, "2 1"},
			{"place by its division", record.Filter{Places: []record.PlaceFilter{{Name: "nampula"}}}, "2"},
			{"no place", record.Filter{Places: []record.PlaceFilter{{GeoNames: 78}}}, ""},
			{"outlet", record.Filter{Outlets: []string{"radio sellin"}}, "2"},
			{"outlet as it is written", record.Filter{Outlets: []string{"Osk Valley Courier"}}, "1"},
			{"part of an outlet", record.Filter{Outlets: []string{"radio"}}, ""},
			{"origins", record.Filter{Origins: 2}, "2 1"},
			{"more origins", record.Filter{Origins: 4}, "2"},
			{"too many origins", record.Filter{Origins: 5}, ""},
			{"disputed", record.Filter{Disputed: yes(true)}, "1"},
			{"undisputed", record.Filter{Disputed: yes(false)}, "3 2"},
			{"story", record.Filter{Story: storyID(2)}, "2"},
			{"no story", record.Filter{Story: storyID(9)}, ""},
			{"event", record.Filter{Event: eventID(2)}, "2"},
			{"no event", record.Filter{Event: eventID(9)}, ""},
			{"report", record.Filter{Report: reportID(2)}, "2"},
			{"no report", record.Filter{Report: reportID(9)}, ""},
			{"known since", record.Filter{KnownSince: at(20, 0)}, "3"},
			{"known until", record.Filter{KnownUntil: at(20, 0)}, "2 1"},
			{"known", record.Filter{KnownSince: at(1, 6), KnownUntil: at(1, 7)}, "2 1"},
			{"as of", record.Filter{AsOf: at(19, 23)}, "2 1"},
			{"as of the moment itself", record.Filter{AsOf: at(20, 0)}, "3 2 1"},
			{"as of before all", record.Filter{AsOf: at(1, 0)}, ""},
			{"happened", record.Filter{Since: at(1, 0), Until: at(2, 0)}, "2 1"},
			{"all together", record.Filter{Types: []string{"PROTEST"}, Actors: []string{"TZA"}, Countries: []string{"MOZ"}, Origins: 2, Since: at(1, 0), KnownUntil: at(9, 0), Outlets: []string{"radio sellin"}, Story: storyID(2)}, "2"},
		} {
			if got := s.events(ctx, r, c.f); got != c.want {
				s.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	})
}

// askTimes holds ranges of all lengths against a plain comparison.
func (s *suite) askTimes() {
	day := 24 * time.Hour
	start := time.Date(2009, 11, 27, 13, 0, 0, 0, time.UTC)
	lengths := []time.Duration{0, time.Hour, 12 * time.Hour, day, 2 * day, 3 * day, 40 * day, 61 * day, 62 * day, 70 * day, 400 * day, 4000 * day}
	var rows []record.MergedRow
	for i := range 40 {
		rows = append(rows, event(eventID(i+1), func(m *record.MergedRow) {
			m.Start = start.Add(time.Duration(i*i) * 23 * time.Hour)
			m.End = m.Start.Add(lengths[i%len(lengths)])
			m.Known = m.Start.Add(time.Duration(i) * day)
			if i%9 == 0 {
				m.End = time.Time{}
			}
		}))
	}
	s.write(func(ctx context.Context, w record.Writer) {
		for _, m := range rows {
			s.must(w.PutMerged(ctx, m))
		}
	})
	points := []time.Time{{}, start.Add(-3000 * day), start, start.Add(time.Hour), start.Add(day), time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2010, 2, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2011, 5, 5, 5, 0, 0, 0, time.UTC), time.Date(2013, 12, 31, 23, 0, 0, 0, time.UTC), time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2300, 1, 1, 0, 0, 0, 0, time.UTC)}
	s.read(func(ctx context.Context, r record.Reader) {
		for i, from := range points {
			for _, to := range points {
				if !to.IsZero() && i > 0 && !from.Before(to) {
					continue
				}
				for _, f := range []record.Filter{{Since: from, Until: to}, {KnownSince: from, KnownUntil: to}, {Since: from, AsOf: to}} {
					var want []string
					for j := len(rows) - 1; j >= 0; j-- {
						if record.MatchEvent(&f, &rows[j]) {
							want = append(want, fmt.Sprint(j+1))
						}
					}
					if got := s.events(ctx, r, f); got != strings.Join(want, " ") {
						s.Errorf("%v to %v: %s\nwant %v", from, to, got, want)
					}
				}
			}
		}
	})
}

func (s *suite) askPlaces() {
	var rows []record.MergedRow
	for i := range 120 {
		lat, lon := float64(i*37%181-90), float64(i*53%361-180)
		if i%3 == 0 { // a crowd about Talvenne
			lat, lon = -31.25+float64(i)/500, -56.5-float64(i)/700
		}
		rows = append(rows, event(eventID(i+1), func(m *record.MergedRow) { m.Place = &hearsay.Place{Name: "x", Lat: lat, Lon: lon} }))
	}
	rows = append(rows, event(eventID(121), func(m *record.MergedRow) { m.Place = &hearsay.Place{Name: "nowhere"} }))
	s.write(func(ctx context.Context, w record.Writer) {
		for _, m := range rows {
			s.must(w.PutMerged(ctx, m))
		}
	})
	box := func(w, s, e, n float64) record.PlaceFilter { return record.PlaceFilter{Box: &[4]float64{w, s, e, n}} }
	circle := func(lat, lon, km float64) record.PlaceFilter {
		return record.PlaceFilter{Lat: lat, Lon: lon, Kilometres: km}
	}
	s.read(func(ctx context.Context, r record.Reader) {
		for _, p := range []record.PlaceFilter{box(-57, -32, -56, -31), box(-180, -90, 180, 90), box(170, -90, -170, 90), box(-10, -10, 10, 10), box(-56.55, -31.3, -56.45, -31.2), box(0, 80, 180, 90), box(20, 20, 10, 30),
			circle(-31.25, -56.5, 5), circle(-31.25, -56.5, 20), circle(-31.25, -56.5, 500), circle(0, 179.9, 800), circle(89, 0, 400), circle(-89.9, 120, 30), circle(10, 10, 30000), circle(5, -179.99, 300), circle(60, 20, 0.5)} {
			f := record.Filter{Places: []record.PlaceFilter{p}}
			var want []string
			for j := len(rows) - 1; j >= 0; j-- {
				if record.MatchEvent(&f, &rows[j]) {
					want = append(want, fmt.Sprint(j+1))
				}
			}
			if got := s.events(ctx, r, f); got != strings.Join(want, " ") {
				s.Errorf("%+v: %s\nwant %v", p, got, want)
			}
		}
		if got := s.events(ctx, r, record.Filter{Places: []record.PlaceFilter{circle(-31.25, -56.5, 0.5)}}); got != "1" {
			s.Errorf("at Talvenne itself: %s", got)
		}
	})
}

func (s *suite) askClaims() {
	k1 := made(1)
	k2 := made(2, func(k *record.Kept) {
		id := k.Report.ID
		k.Report.Document.Outlet, k.Report.Document.Title, k.Report.Document.Published = "Rádio Sellin", "Strike", at(9, 0)
		k.Reading.Claims = []record.Claim{
			claim(id, "c1", at(9, 0), "Ómar Quill", "omar quill", "MOZ", hearsay.Accuse, "e1"),
			claim(id, "c2", at(9, 0), "Rádio Sellin", "radio sellin", "", hearsay.Say),
			claim(id, "c3", at(9, 0), "a docker", "docker", "TZA", hearsay.Deny, "e1", "e2"),
		}
		k.Reading.Claims[1].Chain = []hearsay.Speaker{{Party: hearsay.Party{Name: "Rádio Sellin", Key: "radio sellin"}, Outlet: true}} // narration
		// The docker was quoted by the union's spokeswoman.
		c := &k.Reading.Claims[2]
		c.Chain = []hearsay.Speaker{c.Chain[0], {Party: hearsay.Party{Name: "Tamsin Okeke", Key: "tamsin okeke", Codes: hearsay.Codes{Country: "NGA"}}}, {Party: hearsay.Party{Name: "Rádio Sellin", Key: "radio sellin"}, Outlet: true}}
	})
	got := s.keep(k1, k2)
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, []int64{got[1].Seq}, storyID(2)))
		s.must(w.SetMerged(ctx, []string{k2.Report.ID + "/e2"}, eventID(7)))
		s.must(w.SetMerged(ctx, []string{k1.Report.ID + "/e1", k1.Report.ID + "/e2"}, eventID(8)))
		s.must(w.SetCopy(ctx, got[0].Seq, &hearsay.Copy{Of: "R"}))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			name string
			f    record.Filter
			want string
		}{
			{"all", record.Filter{}, "2/c1 2/c2 2/c3 1/c1 1/c2"},
			{"key", record.Filter{Speakers: []string{"omar quill"}}, "2/c1"},
			{"a word", record.Filter{Speakers: []string{"quill"}}, "2/c1"},
			{"words of two speakers", record.Filter{Speakers: []string{"quill docker"}}, ""},
			{"country", record.Filter{Speakers: []string{"URY"}}, "1/c1"},
			{"one of", record.Filter{Speakers: []string{"MOZ", "water board"}}, "2/c1 1/c2"},
			{"who passed it on", record.Filter{Speakers: []string{"tamsin okeke"}}, "2/c3"},
			{"country of who passed it on", record.Filter{Speakers: []string{"NGA"}}, "2/c3"},
			{"the outlet's own voice", record.Filter{Speakers: []string{"radio sellin"}}, "2/c2"},
			{"the outlet that only passed it on", record.Filter{Speakers: []string{"osk valley courier"}}, ""},
			{"act", record.Filter{Acts: []hearsay.Act{hearsay.Deny}}, "2/c3 1/c2"},
			{"acts", record.Filter{Acts: []hearsay.Act{hearsay.Accuse, hearsay.Warn}}, "2/c1"},
			{"no act", record.Filter{Acts: []hearsay.Act{hearsay.Warn}}, ""},
			{"speaker and another's act", record.Filter{Speakers: []string{"omar quill"}, Acts: []hearsay.Act{hearsay.Deny}}, ""},
			{"outlet", record.Filter{Outlets: []string{"radio sellin"}}, "2/c1 2/c2 2/c3"},
			{"known", record.Filter{KnownSince: at(9, 0)}, "2/c1 2/c2 2/c3"},
			{"known until", record.Filter{KnownUntil: at(9, 0)}, "1/c1 1/c2"},
			{"as of", record.Filter{AsOf: at(8, 0)}, "1/c1 1/c2"},
			{"story", record.Filter{Story: storyID(2)}, "2/c1 2/c2 2/c3"},
			{"no story", record.Filter{Story: storyID(3)}, ""},
			{"event", record.Filter{Event: eventID(7)}, "2/c3"},
			{"event of the other", record.Filter{Event: eventID(8), Acts: []hearsay.Act{hearsay.Say}}, "1/c1"},
			{"no event", record.Filter{Event: eventID(9)}, ""},
			{"report", record.Filter{Report: k1.Report.ID}, "1/c1 1/c2"},
			{"no report", record.Filter{Report: "r0000000000no"}, ""},
			{"copies", record.Filter{Copies: yes(true)}, "1/c1 1/c2"},
			{"no copies", record.Filter{Copies: yes(false)}, "2/c1 2/c2 2/c3"},
			{"text", record.Filter{Text: text(word("flood"))}, "1/c1 1/c2"},
		} {
			page, err := r.Claims(ctx, c.f)
			s.must(err)
			var out []string
			for _, c := range page.Rows {
				out = append(out, strings.TrimLeft(c.ID, "r0"))
			}
			if got := strings.Join(out, " "); got != c.want {
				s.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		page, err := r.Claims(ctx, record.Filter{Report: k1.Report.ID})
		s.must(err)
		want := k1.Reading.Claims[1]
		want.Report, want.ReportID, want.Outlet, want.Title, want.Merged = got[0].Seq, k1.Report.ID, "Osk Valley Courier", k1.Report.Document.Title, []string{eventID(8)}
		s.same("claim", page.Rows[1], want)
	})
}

func (s *suite) askReports() {
	k1 := made(1)
	k2 := made(2, func(k *record.Kept) {
		k.Report.Document.Outlet, k.Report.Document.Published = "Rádio Sellin", at(9, 0)
	})
	k3 := made(3)
	got := s.keep(k1, k2, k3)
	c := &hearsay.Copy{Of: k1.Report.ID, Kind: "near"}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, []int64{got[1].Seq, got[2].Seq}, storyID(2)))
		s.must(w.SetMerged(ctx, []string{k2.Report.ID + "/e2"}, eventID(7)))
		s.must(w.SetCopy(ctx, got[2].Seq, c))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			name string
			f    record.Filter
			want string
		}{
			{"all", record.Filter{}, "3 2 1"},
			{"outlet", record.Filter{Outlets: []string{"Radio Sellin"}}, "2"},
			{"outlets", record.Filter{Outlets: []string{"Radio Sellin", "osk valley courier"}}, "3 2 1"},
			{"story", record.Filter{Story: storyID(2)}, "3 2"},
			{"event", record.Filter{Event: eventID(7)}, "2"},
			{"report", record.Filter{Report: k1.Report.ID}, "1"},
			{"copies", record.Filter{Copies: yes(true)}, "3"},
			{"no copies", record.Filter{Copies: yes(false)}, "2 1"},
			{"known", record.Filter{KnownSince: at(1, 8), KnownUntil: at(9, 0)}, "3"},
			{"as of", record.Filter{AsOf: at(1, 7)}, "1"},
			{"speaker", record.Filter{Speakers: []string{"brandt"}, Outlets: []string{"radio sellin"}}, "2"},
			{"speaker and another's act", record.Filter{Speakers: []string{"brandt"}, Acts: []hearsay.Act{hearsay.Deny}}, ""},
			{"text and story", record.Filter{Text: text(word("talvenne")), Story: storyID(2), Copies: yes(false)}, "2"},
		} {
			page, err := r.Reports(ctx, c.f)
			s.must(err)
			var out []string
			for _, rep := range page.Rows {
				out = append(out, strings.TrimLeft(rep.ID, "r0"))
			}
			if got := strings.Join(out, " "); got != c.want {
				s.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
		page, err := r.Reports(ctx, record.Filter{Report: k3.Report.ID})
		s.must(err)
		want := expected(k3, got[2], k3.Report.Recorded)
		d := *want.Document
		d.Text = ""
		want.Document, want.Bytes, want.Story, want.Copy = &d, nil, storyID(2), c
		s.same("head", &page.Rows[0], want)
	})
}

func (s *suite) askStories() {
	ks := []record.Kept{made(1), made(2, func(k *record.Kept) {
		k.Report.Document.Outlet, k.Report.Document.Published = "Rádio Sellin", at(9, 0)
	}), made(3)}
	got := s.keep(ks...)
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, []int64{got[0].Seq, got[1].Seq}, storyID(1)))
		s.must(w.SetStory(ctx, []int64{got[2].Seq}, storyID(2)))
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(1), Title: "Flood", Reports: 2, Outlets: 2, Origins: 2, First: at(1, 7), Last: at(9, 0)}))
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(2), Title: "Strike", Reports: 1, Outlets: 1, Origins: 1, First: at(1, 9), Last: at(1, 9)}))
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(3), Title: "empty"}))
		s.must(w.SetMerged(ctx, []string{ks[1].Report.ID + "/e1", ks[0].Report.ID + "/e1"}, eventID(1)))
	})
	ask := func(ctx context.Context, r record.Reader, name string, f record.Filter, want string) {
		page, err := r.Stories(ctx, f)
		s.must(err)
		var out []string
		for _, v := range page.Rows {
			out = append(out, strings.TrimLeft(v.ID, "s0"))
		}
		if got := strings.Join(out, " "); got != want {
			s.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	s.read(func(ctx context.Context, r record.Reader) {
		ask(ctx, r, "all", record.Filter{}, "2 1")
		ask(ctx, r, "outlet", record.Filter{Outlets: []string{"radio sellin"}}, "1")
		ask(ctx, r, "no outlet", record.Filter{Outlets: []string{"nobody"}}, "")
		ask(ctx, r, "known since", record.Filter{KnownSince: at(2, 0)}, "1")
		ask(ctx, r, "known until", record.Filter{KnownUntil: at(1, 8)}, "1")
		ask(ctx, r, "as of", record.Filter{AsOf: at(1, 9)}, "2 1")
		ask(ctx, r, "as of before all", record.Filter{AsOf: at(1, 1)}, "")
		ask(ctx, r, "story", record.Filter{Story: storyID(1)}, "1")
		ask(ctx, r, "event", record.Filter{Event: eventID(1)}, "1")
		ask(ctx, r, "report", record.Filter{Report: ks[2].Report.ID}, "2")
		ask(ctx, r, "origins", record.Filter{Origins: 2}, "1")
	})
	s.write(func(ctx context.Context, w record.Writer) { // an outlet leaves
		s.must(w.SetStory(ctx, []int64{got[1].Seq}, storyID(2)))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		ask(ctx, r, "where the outlet went", record.Filter{Outlets: []string{"radio sellin"}}, "2")
	})
}

func (s *suite) counts() {
	var before int64
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("of an empty record", n, record.Totals{})
		before, err = r.Writes(ctx) // making the tables takes one
		s.must(err)
		last, err := r.LastChange(ctx)
		s.must(err)
		s.same("the newest change of an empty record", last, int64(0))
	})
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 1) })
	s.write(func(ctx context.Context, w record.Writer) {
		s.everything(ctx, w, 2)
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(2), Into: storyID(1)}))
		s.must(w.DropMerged(ctx, eventID(1), eventID(2)))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: 2, Pending: 2, Readings: 2, Claims: 4, Tellings: 4, Stories: 1, Events: 1, Copies: 2, Failed: 2})
		writes, err := r.Writes(ctx)
		s.must(err)
		s.same("writes", writes-before, int64(2))
		all, err := r.ChangesAfter(ctx, 0, 100)
		s.must(err)
		if len(all) < 2 {
			s.Fatalf("changes %+v", all)
		}
		rest, err := r.ChangesAfter(ctx, all[0].Seq, 1)
		s.must(err)
		s.same("the change behind the first", rest, all[1:2])
		last, err := r.LastChange(ctx)
		s.must(err)
		s.same("the newest change", last, all[len(all)-1].Seq)
	})
}
