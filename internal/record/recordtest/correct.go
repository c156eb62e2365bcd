package recordtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// correctedType is a correction of the type of a telling of made(n).
func correctedType(n int, own, to string) hearsay.Correction {
	id := reportID(n) + "/" + own
	was := map[string]string{"e1": "FLOOD", "e2": "ACCUSE"}[own]
	at := hearsay.Span{Start: 14, End: 18}
	return hearsay.Correction{Field: "type", Given: []string{to}, Target: id, By: "Ilda B.", Note: "it says <so> & more",
		Tellings: []hearsay.Corrected{{Anchor: hearsay.Anchor{Telling: id, At: at, Type: was}, Reading: 7, Sentence: hearsay.Span{Start: 0, End: 47},
			Was: []hearsay.Stated{{Value: was, At: at}}, Is: []hearsay.Stated{{Value: to, At: at}}, Coding: hearsay.Coding{Type: to, CAMEO: "190", Quad: "material conflict", Score: -9}}}}
}

func (s *suite) correct(k *hearsay.Correction) {
	s.Helper()
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Correct(ctx, k)) })
}

// told is a telling by its id.
func (s *suite) toldByID(id string) record.Told {
	s.Helper()
	var out record.Told
	s.read(func(ctx context.Context, r record.Reader) {
		ts, err := r.ToldByID(ctx, []string{id})
		s.must(err)
		if len(ts) != 1 {
			s.Fatalf("%d tellings under %s", len(ts), id)
		}
		out = ts[0]
	})
	return out
}

// correctFields: what a person says is laid over a telling wherever it is read; what was
// coded stays beside it; and a moment before answers without it.
func (s *suite) correctFields() {
	k := made(1)
	s.keep(k)
	one, two := k.Reading.Tellings[0].ID, k.Reading.Tellings[1].ID
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.SetMerged(ctx, []string{one, two}, eventID(1))) })
	before := s.toldByID(one)
	if before.Coded != nil || before.Corrections != nil {
		s.Errorf("corrected by nobody: %+v", before)
	}
	c := correctedType(1, "e1", "ASSAULT")
	s.correct(&c)
	if c.Seq <= 0 || c.Made.IsZero() || c.ID != hearsay.CorrectionID(&c) || c.ID[:1] != hearsay.CorrectionPrefix {
		s.Errorf("what was filled: %+v", c)
	}
	actor := hearsay.Party{Name: "the army", Key: "army", Kind: hearsay.Organization, Named: true, Words: "army", At: hearsay.Span{Start: 1, End: 5}, Aliases: []string{"army"}}
	low, high := 3, 4
	more := []hearsay.Correction{
		{Field: "actor", Tellings: []hearsay.Corrected{{Coding: hearsay.Coding{Parties: []hearsay.Party{actor}}}}},
		{Field: "recipient", Tellings: []hearsay.Corrected{{}}},
		{Field: "place", Tellings: []hearsay.Corrected{{Coding: hearsay.Coding{Place: &hearsay.Place{Name: "Osk", Country: "URY", Lat: 1.5}}}}},
		{Field: "time", Tellings: []hearsay.Corrected{{}}},
		{Field: "killed", Tellings: []hearsay.Corrected{{Coding: hearsay.Coding{Count: &hearsay.Count{Of: "killed", Low: &low, High: &high}}}}},
		{Field: "status", Tellings: []hearsay.Corrected{{Coding: hearsay.Coding{Status: hearsay.Planned}}}},
	}
	for i := range more {
		more[i].Target, more[i].By = one, "Ilda B."
		more[i].Tellings[0].Anchor = c.Tellings[0].Anchor
		s.correct(&more[i])
	}
	want := before.Telling
	want.Type, want.Modes, want.CAMEO, want.Quad, want.Score = "ASSAULT", nil, "190", "material conflict", -9
	want.Actors, want.Recipients, want.Place, want.Time, want.Status = []hearsay.Party{actor}, nil, &hearsay.Place{Name: "Osk", Country: "URY", Lat: 1.5}, nil, hearsay.Planned
	want.Counts = []hearsay.Count{before.Counts[0], {Of: "killed", Low: &low, High: &high}}
	check := func(what string, t record.Told) {
		s.Helper()
		s.same(what, t.Telling, want)
		if t.Coded == nil {
			s.Fatalf("%s: what was coded is not told", what)
		}
		s.same(what+", as coded", *t.Coded, before.Telling)
		s.same(what+", before", t.As(c.Made.Add(-time.Microsecond)), before.Telling)
		s.same(what+", then", t.As(c.Made).Type, "ASSAULT")
		s.same(what+", then", t.As(c.Made).Status, hearsay.Actual)
		s.same(what+", by", t.Corrections[0].By, "Ilda B.")
	}
	check("by id", s.toldByID(one))
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.Told(ctx, eventID(1))
		s.must(err)
		check("of the event", told[0])
		if told[1].Coded != nil {
			s.Errorf("the other telling: %+v", told[1])
		}
		told, err = r.ToldBy(ctx, before.Teller.Seq)
		s.must(err)
		check("of the report", told[0])
		at, err := r.CorrectedAt(ctx, eventID(1))
		s.must(err)
		s.same("corrected at", at, more[len(more)-1].Made)
		at, err = r.CorrectedAt(ctx, eventID(2))
		s.must(err)
		s.same("of another event", at, time.Time{})
		at, err = r.CorrectedAt(ctx, "")
		s.must(err)
		s.same("of any event", at, more[len(more)-1].Made)
		kind, full, err := r.Resolve(ctx, c.ID[:6])
		s.must(err)
		s.same("resolved", kind+" "+full, "correction "+c.ID)
	})
	s.write(func(ctx context.Context, w record.Writer) { // within a transaction too
		s.must(w.Undo(ctx, c.ID, "Ossi", "no"))
		told, err := w.ToldByID(ctx, []string{one})
		s.must(err)
		s.same("undone", told[0].Type, "FLOOD")
		s.same("what else was said stands", told[0].Status, hearsay.Planned)
		if err := w.Undo(ctx, c.ID, "Ossi", ""); !errors.Is(err, record.ErrUndone) {
			s.Errorf("undone twice: %v", err)
		}
		if err := w.Undo(ctx, "k000000000000", "Ossi", ""); !errors.Is(err, record.ErrNone) {
			s.Errorf("undone what is not there: %v", err)
		}
		for i := range more {
			s.must(w.Undo(ctx, more[i].ID, "Ossi", ""))
		}
	})
	after := s.toldByID(one)
	s.same("all undone", after.Telling, before.Telling)
	s.same("as of before they were undone", after.As(more[len(more)-1].Made).Type, "ASSAULT")
	s.read(func(ctx context.Context, r record.Reader) {
		got, err := r.Correction(ctx, c.ID)
		s.must(err)
		if got.Undone == nil || got.Undone.By != "Ossi" || got.Undone.Note != "no" || !got.Undone.When.After(c.Made) {
			s.Errorf("undone: %+v", got.Undone)
		}
		got.Undone = nil
		want := c
		want.Tellings = append([]hearsay.Corrected{}, c.Tellings...)
		x := &want.Tellings[0]
		x.ReportID, x.Found, x.Merged = reportID(1), one, eventID(1)
		s.same("correction", *got, want)
		if _, err := r.Correction(ctx, "k000000000000"); !errors.Is(err, record.ErrNone) {
			s.Errorf("a correction that is not there: %v", err)
		}
	})
}

// correctAgain: a newer reading, in which tellings have other numbers or are gone, keeps
// corrections; and so does taking the links off.
func (s *suite) correctAgain() {
	k := made(1)
	acc := s.keep(k)
	c, lost := correctedType(1, "e1", "ASSAULT"), correctedType(1, "e2", "COERCE")
	s.correct(&c)
	s.correct(&lost)
	newer := k.Reading
	first := k.Reading.Tellings[0]
	other := first
	other.ID, other.Type, other.At = reportID(1)+"/e1", "AID", hearsay.Span{Start: 20, End: 25}
	first.ID, first.At = reportID(1)+"/e5", hearsay.Span{Start: 13, End: 18} // one letter more
	newer.Tellings, newer.MadeBy = []hearsay.Telling{other, first}, "hearsay 0.5"
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.KeepReading(ctx, acc[0].Seq, newer))
		s.must(w.SetMerged(ctx, []string{first.ID}, eventID(3)))
	})
	check := func() {
		s.Helper()
		s.same("found under another number", s.toldByID(first.ID).Type, "COERCE") // both stand at its words: the later counts
		s.same("the new one", s.toldByID(other.ID).Type, "AID")
	}
	check()
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Undo(ctx, lost.ID, "x", "")) })
	s.same("the earlier again", s.toldByID(first.ID).Type, "ASSAULT")
	s.read(func(ctx context.Context, r record.Reader) {
		got, err := r.Correction(ctx, c.ID)
		s.must(err)
		s.same("found", got.Tellings[0].Found+" "+got.Tellings[0].Merged, first.ID+" "+eventID(3))
		s.same("it was made on", got.Tellings[0].Telling, reportID(1)+"/e1")
	})
	newer.Tellings = []hearsay.Telling{other}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.KeepReading(ctx, acc[0].Seq, newer))
		s.must(w.Unlink(ctx))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		page, err := r.Corrections(ctx, record.Filter{})
		s.must(err)
		if len(page.Rows) != 2 {
			s.Fatalf("%d corrections", len(page.Rows))
		}
		for _, row := range page.Rows {
			s.same("not found again, and listed", row.Tellings[0].Found+row.Tellings[0].Merged, "")
			s.same("of its report", row.Tellings[0].ReportID, reportID(1))
		}
	})
}

// correctMoves: which event a telling is of, as people say.
func (s *suite) correctMoves() {
	ks := []record.Kept{made(1), made(2), made(3)}
	s.keep(ks...)
	id := func(n int) string { return ks[n-1].Reading.Tellings[0].ID }
	anchor := func(n int) *hearsay.Anchor {
		t := ks[n-1].Reading.Tellings[0]
		return &hearsay.Anchor{Telling: t.ID, At: t.At, Type: t.Type}
	}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetMerged(ctx, []string{id(1), id(2)}, eventID(1)))
		s.must(w.SetMerged(ctx, []string{id(3)}, eventID(2)))
	})
	c := hearsay.Correction{Field: hearsay.FieldSame, Given: []string{eventID(2)}, Target: id(2), By: "ana", Tellings: []hearsay.Corrected{{Anchor: *anchor(2), Beside: anchor(1), With: anchor(3)}}}
	s.correct(&c)
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.SetMerged(ctx, []string{id(2)}, eventID(2))) })
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.Told(ctx, eventID(2))
		s.must(err)
		if len(told) != 2 || told[0].Held() == nil || told[0].Held().ID != c.ID || !told[0].Came.Equal(c.Made) || told[1].Held() != nil {
			s.Fatalf("told %+v", told)
		}
		s.same("before it came, now", fmt.Sprint(told[0].In(c.Made.Add(-time.Second)), told[0].In(c.Made), told[0].In(time.Time{})), "false true true")
		gone, err := r.Departed(ctx, eventID(1))
		s.must(err)
		if len(gone) != 1 || gone[0].ID != id(2) {
			s.Fatalf("departed %+v", gone)
		}
		s.same("before it left, now", fmt.Sprint(gone[0].In(c.Made.Add(-time.Second)), gone[0].In(c.Made), gone[0].In(time.Time{})), "true false false")
		gone, err = r.Departed(ctx, eventID(2))
		s.must(err)
		s.same("departed from the other", len(gone), 0)
		waiting, err := r.Waiting(ctx, told[1].Teller.Seq)
		s.must(err)
		if len(waiting) != 1 || waiting[0].ID != id(2) {
			s.Errorf("waiting %+v", waiting)
		}
		for _, e := range []string{eventID(1), eventID(2)} {
			at, err := r.CorrectedAt(ctx, e)
			s.must(err)
			s.same("corrected at, "+e, at, c.Made)
			page, err := r.Corrections(ctx, record.Filter{Event: e})
			s.must(err)
			s.same("corrections of "+e, len(page.Rows), 1)
		}
		page, err := r.Corrections(ctx, record.Filter{Event: eventID(3)})
		s.must(err)
		s.same("of another", len(page.Rows), 0)
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.AlsoCorrect(ctx, c.ID, []hearsay.Corrected{{Anchor: *anchor(1), With: anchor(3)}}))
		told, err := w.ToldByID(ctx, []string{id(1)})
		s.must(err)
		if told[0].Held() == nil {
			s.Error("what was added to a correction is not held by it")
		}
		if err := w.AlsoCorrect(ctx, "k000000000000", nil); !errors.Is(err, record.ErrNone) {
			s.Errorf("added to no correction: %v", err)
		}
		s.must(w.Undo(ctx, c.ID, "ben", ""))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.Told(ctx, eventID(2))
		s.must(err)
		if told[0].Held() != nil || !told[0].Came.IsZero() {
			s.Errorf("undone, and still held: %+v", told[0])
		}
		gone, err := r.Departed(ctx, eventID(1))
		s.must(err)
		s.same("departed", len(gone), 0)
	})
}

// correctList: filters and pages.
func (s *suite) correctList() {
	s.keep(made(1), made(2))
	s.read(func(ctx context.Context, r record.Reader) {
		page, err := r.Corrections(ctx, record.Filter{})
		s.must(err)
		s.same("none", len(page.Rows), 0)
	})
	var all []hearsay.Correction
	for i := range 9 {
		c := correctedType(1+i%2, "e1", fmt.Sprintf("TYPE%d", i))
		c.By = []string{"ana", "ben", "çelik"}[i%3]
		if i == 4 {
			c.Field = hearsay.FieldNone
		}
		s.correct(&c)
		all = append(all, c)
	}
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Undo(ctx, all[8].ID, "ben", "x")) })
	yes, no := true, false
	for _, c := range []struct {
		what string
		f    record.Filter
		want []int // the newest first
	}{
		{"all", record.Filter{}, []int{8, 7, 6, 5, 4, 3, 2, 1, 0}},
		{"by", record.Filter{By: []string{"Ben"}}, []int{7, 4, 1}},
		{"by another", record.Filter{By: []string{"çelik", "ana"}}, []int{8, 6, 5, 3, 2, 0}},
		{"report", record.Filter{Report: reportID(2)}, []int{7, 5, 3, 1}},
		{"no report", record.Filter{Report: reportID(9)}, nil},
		{"field", record.Filter{Fields: []string{hearsay.FieldNone}}, []int{4}},
		{"undone", record.Filter{Undone: &yes}, []int{8}},
		{"standing", record.Filter{Undone: &no, Report: reportID(1)}, []int{6, 4, 2, 0}},
		{"as of", record.Filter{AsOf: all[3].Made}, []int{3, 2, 1, 0}},
		{"stood then", record.Filter{AsOf: all[8].Made, Undone: &no, By: []string{"çelik"}}, []int{8, 5, 2}},
		{"made", record.Filter{KnownSince: all[2].Made, KnownUntil: all[4].Made}, []int{3, 2}},
	} {
		for _, limit := range []int{0, 2} {
			var got []int
			f := c.f
			f.Limit = limit
			for {
				var page record.Page[hearsay.Correction]
				s.read(func(ctx context.Context, r record.Reader) {
					var err error
					page, err = r.Corrections(ctx, f)
					s.must(err)
				})
				for _, row := range page.Rows {
					for i := range all {
						if all[i].ID == row.ID {
							got = append(got, i)
						}
					}
				}
				if f.After = page.Next; f.After == "" {
					break
				}
			}
			s.same(fmt.Sprintf("%s, limit %d", c.what, limit), got, c.want)
		}
	}
	s.read(func(ctx context.Context, r record.Reader) {
		page, err := r.Corrections(ctx, record.Filter{Limit: 1})
		s.must(err)
		if _, err = r.Corrections(ctx, record.Filter{Limit: 1, After: page.Next, By: []string{"ana"}}); !errors.Is(err, record.ErrCursor) {
			s.Errorf("the mark of another question: %v", err)
		}
	})
	s.write(func(ctx context.Context, w record.Writer) {
		if err := w.Correct(ctx, &hearsay.Correction{Field: "type", By: "ana"}); err == nil {
			s.Error("a correction of nothing was kept")
		}
		c := correctedType(77, "e1", "X")
		if err := w.Correct(ctx, &c); !errors.Is(err, record.ErrNone) {
			s.Errorf("a correction of no report: %v", err)
		}
	})
}

// hidden: what people say is no event is left out of lists, but for those who ask for it
// and for questions as of a moment.
func (s *suite) hidden() {
	none := event(eventID(2), func(m *record.MergedRow) {
		m.Status = hearsay.NoEvent
		m.Parties = append(m.Parties, record.PartyRow{Role: record.CodedAs + "actor", Key: "old dam", Name: "the old dam"}, record.PartyRow{Role: record.CodedAs + "place", Country: "LSO"})
	})
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.PutMerged(ctx, event(eventID(1))))
		s.must(w.PutMerged(ctx, none))
	})
	for _, c := range []struct {
		what string
		f    record.Filter
		want []string
	}{
		{"all", record.Filter{}, []string{eventID(1)}},
		{"by status", record.Filter{Statuses: []hearsay.Status{hearsay.NoEvent}}, []string{eventID(2)}},
		{"as of", record.Filter{AsOf: at(9, 0)}, []string{eventID(2), eventID(1)}},
		{"what was coded, now", record.Filter{Actors: []string{"old dam"}, Statuses: []hearsay.Status{hearsay.NoEvent}}, nil},
		{"what was coded, then", record.Filter{Actors: []string{"old dam"}, AsOf: at(9, 0)}, []string{eventID(2)}},
		{"as participant", record.Filter{Participants: []string{"old dam"}, AsOf: at(9, 0)}, []string{eventID(2)}},
		{"as recipient", record.Filter{Recipients: []string{"old dam"}, AsOf: at(9, 0)}, nil},
		{"country, now", record.Filter{Countries: []string{"LSO"}, Statuses: []hearsay.Status{hearsay.NoEvent}}, nil},
		{"country, then", record.Filter{Countries: []string{"LSO"}, AsOf: at(9, 0)}, []string{eventID(2)}},
	} {
		s.read(func(ctx context.Context, r record.Reader) {
			page, err := r.Events(ctx, c.f)
			s.must(err)
			var got []string
			for _, row := range page.Rows {
				got = append(got, row.ID)
			}
			s.same(c.what, got, c.want)
		})
	}
}
