package recordtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// A small world, so that random questions have answers.
var (
	factTypes  = []string{"ASSAULT", "PROTEST", "AID", "AGREE"}
	factStates = []hearsay.Status{hearsay.Actual, hearsay.Planned, hearsay.Negated, hearsay.NoEvent}
	factPlaces = []*hearsay.Place{
		nil,
		{Name: "Uruguay", Country: "URY", GeoNames: 1, Lat: -33, Lon: -56, Precision: "country"},
		{Name: "Talvenne", Country: "URY", Admin1: "Osk", GeoNames: 2, Lat: -31.25, Lon: -56.5, Precision: "city"},
		{Name: "Osk", Country: "URY", GeoNames: 3, Lat: -31, Lon: -56, Precision: "province"},
		{Name: "São Quirino", Country: "MOZ", Admin1: "Nampula", GeoNames: 4, Lat: -15, Lon: 40, Precision: "city"},
		{Name: "the quay", Country: "MOZ", Admin1: "Nampula", Precision: "district"},
		{Name: "Nukualo", Country: "TON", GeoNames: 5, Lat: -21.1, Lon: 179.9, Precision: "site"},
		{Name: "Aru", Country: "FJI", GeoNames: 6, Lat: -17, Lon: -179.9, Precision: "district"},
	}
	factOutlets = []string{"Osk Valley Courier", "Rádio Sellin", "The Lindi Herald", "Nampula Post"}
	factParties = []record.PartyRow{
		{Key: "ilda brandt", Name: "ilda brandt", Country: "URY"}, {Key: "omar quill", Name: "omar quill", Country: "MOZ"},
		{Key: "ilda quill", Name: "mayor ilda quill", Country: ""}, {Key: "water board", Name: "board of water", Country: "URY"},
	}
)

func factEvent(r *rand.Rand, n int) record.MergedRow {
	one := func(m int) int { return r.IntN(m) }
	return event(eventID(n), func(m *record.MergedRow) {
		m.Type, m.Status, m.Disputed = factTypes[one(4)], factStates[one(4)], one(3) == 0
		m.Quad = []string{"material conflict", "verbal cooperation"}[one(2)]
		m.Place, m.Countries = factPlaces[one(len(factPlaces))], nil
		for range one(3) {
			m.Countries = append(m.Countries, []string{"URY", "MOZ", "KEN"}[one(3)])
		}
		slices.Sort(m.Countries)
		m.Countries = slices.Compact(m.Countries)
		m.Outlets = nil
		for range one(4) {
			if o := factOutlets[one(4)]; !slices.Contains(m.Outlets, o) {
				m.Outlets = append(m.Outlets, o)
			}
		}
		m.Origins = m.Origins[:1]
		for range one(12) {
			m.Origins = append(m.Origins, hearsay.Origin{ID: "o9", Kind: "outlet", Name: factOutlets[one(4)]})
		}
		m.Known = at(1, 0).Add(time.Duration(one(200*24*60)) * time.Minute)
		m.Changed = m.Known.Add(time.Duration(one(48)) * time.Hour)
		switch one(5) {
		case 0:
			m.Start, m.End = time.Time{}, time.Time{}
		case 1: // a month
			m.Start = time.Date(2031, time.Month(1+one(12)), 1, 0, 0, 0, 0, time.UTC)
			m.End = m.Start.AddDate(0, 1, 0).Add(-time.Microsecond)
		case 2: // a year
			m.Start = time.Date(2020+one(20), 1, 1, 0, 0, 0, 0, time.UTC)
			m.End = m.Start.AddDate(1, 0, 0).Add(-time.Microsecond)
		case 3: // a minute
			m.Start = m.Known.Add(-time.Duration(one(5000)) * time.Minute)
			m.End = m.Start
		default:
			m.Start = m.Known.Truncate(24*time.Hour).AddDate(0, 0, -one(9))
			m.End = m.Start.Add(24*time.Hour - time.Microsecond)
		}
		m.Parties = nil
		for range one(5) {
			p := factParties[one(4)]
			p.Role = []string{"actor", "recipient", "speaker"}[one(3)]
			m.Parties = append(m.Parties, p)
		}
		m.Story, m.Reports = storyID(one(5)), nil
	})
}

func factFilter(r *rand.Rand) record.Filter {
	var f record.Filter
	may := func(n int) bool { return r.IntN(n) == 0 }
	moment := func() time.Time { return at(1, 0).Add(time.Duration(r.IntN(200*24*60)) * time.Minute) }
	if may(3) {
		f.Since = moment()
	}
	if may(3) {
		f.Until = f.Since.Add(time.Duration(1+r.IntN(60*24)) * time.Hour)
		if f.Since.IsZero() {
			f.Until = moment()
		}
	}
	if may(5) {
		f.KnownSince = moment()
	}
	if may(5) {
		f.KnownUntil = moment()
	}
	if may(6) {
		f.AsOf = moment()
	}
	if may(4) {
		f.Types = []string{factTypes[r.IntN(4)], factTypes[r.IntN(4)]}
	}
	if may(5) {
		f.Statuses = []hearsay.Status{factStates[r.IntN(4)]}
	}
	for i, list := range []*[]string{&f.Actors, &f.Recipients, &f.Participants, &f.Speakers} {
		if may(9) {
			*list = []string{[]string{"ilda brandt", "quill", "URY", "omar brandt", "water board", "mayor quill", "nobody"}[r.IntN(7)]}
			if i == 2 {
				*list = append(*list, "omar quill")
			}
		}
	}
	if may(6) {
		f.Countries = []string{[]string{"URY", "MOZ", "KEN", "TON"}[r.IntN(4)]}
	}
	for may(4) {
		f.Places = append(f.Places, []record.PlaceFilter{{Name: "talvenne"}, {Name: "nampula", GeoNames: 2}, {Box: &[4]float64{-60, -32, -56.2, -30}}, {Box: &[4]float64{170, -30, -170, -10}},
			{Lat: -31.2, Lon: -56.4, Kilometres: 30}, {Lat: -17, Lon: 179, Kilometres: 400}, {GeoNames: 3}}[r.IntN(7)])
	}
	if may(6) {
		f.Outlets = []string{record.Fold(factOutlets[r.IntN(4)])}
	}
	if may(5) {
		f.Origins = r.IntN(13)
	}
	if may(5) {
		f.Disputed = yes(may(2))
	}
	if may(12) {
		f.Story = storyID(r.IntN(5))
	}
	if may(20) {
		f.Event = eventID(r.IntN(300))
	}
	return f
}

// facts: what is counted is what is listed, for random questions, while events come, change and go.
func (s *suite) facts() {
	r := rand.New(rand.NewPCG(3, 4))
	answered := 0
	for round := range 8 {
		s.write(func(ctx context.Context, w record.Writer) {
			for range 60 {
				s.must(w.PutMerged(ctx, factEvent(r, r.IntN(300))))
			}
			for range 10 {
				s.must(w.DropMerged(ctx, eventID(r.IntN(300)), ""))
			}
			s.sameFacts(ctx, w, fmt.Sprint("round ", round, " within"), record.Filter{})
		})
		// What is taken back leaves nothing behind.
		err := s.db.Write(s.Context(), func(w record.Writer) error {
			for range 20 {
				m := factEvent(r, r.IntN(300))
				m.Type = fmt.Sprint("TYPE ", r.IntN(1000))
				s.must(w.PutMerged(s.Context(), m))
			}
			s.sameFacts(s.Context(), w, "to be taken back", record.Filter{})
			return errFailing
		})
		if !errors.Is(err, errFailing) {
			s.Fatal(err)
		}
		s.read(func(ctx context.Context, rd record.Reader) {
			for range 60 {
				f := factFilter(r)
				answered += min(1, s.sameFacts(ctx, rd, fmt.Sprintf("round %d %+v", round, f), f))
			}
		})
	}
	if answered < 100 {
		s.Errorf("only %d questions had an answer", answered)
	}
	// A reader sees the record as it was when it began, whatever others found since.
	s.read(func(ctx context.Context, old record.Reader) {
		s.write(func(ctx context.Context, w record.Writer) {
			for range 50 {
				s.must(w.PutMerged(ctx, factEvent(r, r.IntN(400))))
			}
		})
		s.read(func(ctx context.Context, now record.Reader) { s.sameFacts(ctx, now, "now", record.Filter{}) })
		s.sameFacts(ctx, old, "before", record.Filter{})
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Unlink(ctx)) })
	s.read(func(ctx context.Context, rd record.Reader) {
		s.same("after Unlink", s.sameFacts(ctx, rd, "after Unlink", record.Filter{}), 0)
	})
}

// sameFacts compares the facts of the events that answer with the list of them.
func (s *suite) sameFacts(ctx context.Context, r record.Reader, what string, f record.Filter) int {
	s.Helper()
	page, err := r.Events(ctx, f)
	s.must(err)
	fs, err := r.Facts(ctx, f)
	s.must(err)
	if fs.Approximate || fs.Lacking != 0 {
		s.Errorf("%s: approximate %v, lacking %d", what, fs.Approximate, fs.Lacking)
	}
	// Of a moment the record lists what people say now to be no event too, as it may have been one then;
	// who asks looks at each. What is counted is as it stands.
	rows := slices.DeleteFunc(page.Rows, func(m record.MergedRow) bool { return record.Hidden(&f, &m) })
	slices.Reverse(rows)
	var got, want []string
	fs.Each(func(e *record.Fact) {
		p := fs.Places[e.Place()].Place
		line := fmt.Sprint(e.Seq, fs.Types[e.Type()], fs.Statuses[e.Status()], fs.Quads[e.Quad()], p.Name, p.Country, p.Admin1, p.GeoNames, p.Lat, p.Lon, p.Precision, e.Origins(), e.Disputed(),
			record.Instant(e.Known()), record.Instant(e.Changed()))
		if start, end, ok := e.Span(); ok {
			line += fmt.Sprint(record.Instant(start), record.Instant(end))
		}
		var lands []string
		for i := range e.Countries() {
			lands = append(lands, fs.Lands[e.Country(i)])
		}
		slices.Sort(lands)
		line += fmt.Sprint(lands)
		for i := range e.Outlets() {
			n, own := e.Outlet(i)
			line += fmt.Sprint(fs.Outlets[n], own)
		}
		got = append(got, line)
	})
	for i := range rows {
		m := &rows[i]
		var p hearsay.Place
		lands := slices.Clone(m.Countries)
		if m.Place != nil {
			p = *m.Place
			if !slices.Contains(lands, p.Country) {
				lands = append(lands, p.Country)
			}
		}
		slices.Sort(lands)
		line := fmt.Sprint(m.Seq, m.Type, m.Status, m.Quad, p.Name, p.Country, p.Admin1, p.GeoNames, p.Lat, p.Lon, p.Precision, len(m.Origins), m.Disputed, m.Known, m.Changed)
		if !m.Start.IsZero() {
			line += fmt.Sprint(m.Start, m.End)
		}
		line += fmt.Sprint(lands)
		for _, o := range m.Outlets {
			own := slices.ContainsFunc(m.Origins, func(g hearsay.Origin) bool { return g.Kind == "outlet" && g.Name == o })
			line += fmt.Sprint(o, own)
		}
		want = append(want, line)
	}
	s.same(what, got, want)
	return len(rows)
}

// outlets: the counts of outlets follow what is kept, copied and revised.
func (s *suite) outlets() {
	of := func(n int, outlet string) record.Kept {
		return made(n, func(k *record.Kept) { k.Report.Document.Outlet = outlet })
	}
	ks := []record.Kept{of(1, "Osk Valley Courier"), of(2, "The Lindi Herald"), of(3, "the lindi herald"), of(4, ""), of(5, "Nampula Post")}
	got := s.keep(ks...)
	s.keep(ks[1]) // again: nothing is doubled
	check := func(what string, want map[string][]record.Tally) {
		s.Helper()
		s.read(func(ctx context.Context, r record.Reader) {
			for _, name := range []string{"Osk Valley Courier", "The Lindi Herald", "Nampula Post"} {
				o, err := r.Outlet(ctx, name)
				s.must(err)
				ts, err := r.Tallies(ctx, o.N)
				s.must(err)
				s.same(what+" "+name, ts, want[name])
			}
		})
	}
	s.read(func(ctx context.Context, r record.Reader) {
		list, err := r.Outlets(ctx)
		s.must(err)
		s.same("outlets", len(list), 3)
		want := record.OutletRow{N: list[0].N, Key: "the lindi herald", Name: "The Lindi Herald", Reports: 2, First: ks[1].Report.Known(), Last: ks[2].Report.Known()}
		s.same("the first", list[0], want)
		_, err = r.Outlet(ctx, "The Hill Herald")
		if !errors.Is(err, record.ErrNone) {
			s.Errorf("an outlet that is none: %v", err)
		}
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetCopy(ctx, got[1].Seq, &hearsay.Copy{Of: reportID(1)}))
		s.must(w.SetCopy(ctx, got[2].Seq, &hearsay.Copy{Of: reportID(1)}))
		s.must(w.SetCopy(ctx, got[4].Seq, &hearsay.Copy{Of: reportID(2)}))
		s.must(w.SetCopy(ctx, got[3].Seq, &hearsay.Copy{Of: reportID(2)})) // of no outlet
		s.must(w.Revise(ctx, []hearsay.Revision{{From: reportID(2), To: reportID(3), Kind: "number"}, {From: reportID(2), To: reportID(3), Kind: "number"}, {From: reportID(2), To: reportID(3), Kind: "dropped"}}))
	})
	check("first", map[string][]record.Tally{
		"Osk Valley Courier": {{What: "copied", Other: "The Lindi Herald", N: 2}},
		"The Lindi Herald":   {{What: "copied", N: 1}, {What: "copied", Other: "Nampula Post", N: 1}, {What: "copies", Other: "Osk Valley Courier", N: 2}, {What: "revised", N: 1}, {What: "revised dropped", N: 1}, {What: "revised number", N: 2}},
		"Nampula Post":       {{What: "copies", Other: "The Lindi Herald", N: 1}},
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetCopy(ctx, got[1].Seq, nil))
		s.must(w.SetCopy(ctx, got[1].Seq, nil))
		s.must(w.SetCopy(ctx, got[4].Seq, &hearsay.Copy{Of: reportID(1)}))
		s.must(w.SetCopy(ctx, got[3].Seq, nil))
		s.must(w.Revise(ctx, []hearsay.Revision{{From: reportID(2), To: reportID(3), Kind: "added"}}))
	})
	check("changed", map[string][]record.Tally{
		"Osk Valley Courier": {{What: "copied", Other: "The Lindi Herald", N: 1}, {What: "copied", Other: "Nampula Post", N: 1}},
		"The Lindi Herald":   {{What: "copies", Other: "Osk Valley Courier", N: 1}, {What: "revised", N: 1}, {What: "revised added", N: 1}},
		"Nampula Post":       {{What: "copies", Other: "Osk Valley Courier", N: 1}},
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Unlink(ctx)) })
	check("unlinked", nil)
}

// CheckFilled fails the test where a record that an older version wrote, once filled, has
// not the facts and counts that it would have had.
func CheckFilled(t *testing.T, db record.Store) {
	t.Helper()
	s := &suite{t, db}
	for done := false; !done; {
		s.write(func(ctx context.Context, w record.Writer) {
			var err error
			done, err = w.Fill(ctx)
			s.must(err)
		})
	}
	s.read(func(ctx context.Context, r record.Reader) {
		s.same("events", s.sameFacts(ctx, r, "filled", record.Filter{}), 1)
		list, err := r.Outlets(ctx)
		s.must(err)
		if len(list) != 1 || list[0].Reports != sampleSize || !list[0].First.Equal(sampleReport(1).Report.Known()) || !list[0].Last.Equal(sampleReport(sampleSize).Report.Known()) {
			s.Errorf("outlets %+v", list)
		}
		ts, err := r.Tallies(ctx, list[0].N)
		s.must(err)
		name := list[0].Name
		s.same("tallies", ts, []record.Tally{{What: "copied", Other: name, N: sampleSize - 1}, {What: "copies", Other: name, N: sampleSize - 1}, {What: "revised", N: sampleSize}, {What: "revised reworded", N: sampleSize}})
	})
}
