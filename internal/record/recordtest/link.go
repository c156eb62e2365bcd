package recordtest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func (s *suite) story() {
	ks := []record.Kept{made(3), made(1), made(2)}
	got := s.keep(ks...)
	seqs := []int64{got[0].Seq, got[1].Seq, got[2].Seq}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, seqs, storyID(1)))
		s.must(w.SetStory(ctx, seqs[2:], storyID(2)))
		s.must(w.SetStory(ctx, seqs[2:], storyID(1)))
		m, err := w.Members(ctx, storyID(1), 0)
		s.must(err)
		s.same("members", m, []int64{seqs[0], seqs[2], seqs[1]}) // the newest Known first
		s.must(w.SetStory(ctx, seqs[1:2], ""))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		m, err := r.Members(ctx, storyID(1), 1)
		s.must(err)
		s.same("the newest", m, seqs[:1])
		for _, id := range []string{"", storyID(2), storyID(3)} {
			m, err = r.Members(ctx, id, 0)
			s.must(err)
			s.same("members of "+id, len(m), 0)
		}
		of, err := r.StoryOf(ctx, append(seqs, 99999))
		s.must(err)
		s.same("stories", of, map[int64]string{seqs[0]: storyID(1), seqs[2]: storyID(1)})
		rep, err := r.Report(ctx, ks[0].Report.ID)
		s.must(err)
		s.same("story of the report", rep.Story, storyID(1))
	})
	view := hearsay.Story{ID: storyID(1), Title: "Flood at Talvenne", Reports: 2, Outlets: 1, Origins: 1, First: at(1, 7), Last: at(1, 9)}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.PutStory(ctx, view))
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(2), Into: storyID(1), Title: "x", First: at(1, 7), Last: at(1, 7)}))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		page, err := r.Stories(ctx, record.Filter{})
		s.must(err)
		if len(page.Rows) != 1 {
			s.Fatalf("stories %+v", page.Rows)
		}
		want := view
		want.Seq = page.Rows[0].Seq
		s.same("story", page.Rows[0], want)
		page, err = r.Stories(ctx, record.Filter{Story: storyID(2)})
		s.must(err)
		if len(page.Rows) != 1 || page.Rows[0].Into != storyID(1) {
			s.Errorf("the story that was joined: %+v", page.Rows)
		}
	})
}

func (s *suite) copies() {
	ks := []record.Kept{made(1), made(3), made(2)}
	got := s.keep(ks...)
	c := &hearsay.Copy{Of: ks[0].Report.ID, Taken: 0.9, Given: 0.25, Kind: "part", Score: 3.5, Changed: hearsay.Changes{Title: true, Left: []hearsay.Span{{Start: 1, End: 2}}, Added: []hearsay.Span{{Start: 3, End: 9}}}}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetCopy(ctx, got[1].Seq, &hearsay.Copy{Of: "r0000000000zz", Kind: "exact"}))
		s.must(w.SetCopy(ctx, got[1].Seq, c))
		s.must(w.SetCopy(ctx, got[2].Seq, c))
		s.must(w.SetCopy(ctx, got[0].Seq, nil))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, ks[1].Report.ID)
		s.must(err)
		s.same("copy", rep.Copy, c)
		of, err := r.CopiesOf(ctx, ks[0].Report.ID)
		s.must(err)
		if len(of) != 2 || of[0].ID != ks[2].Report.ID || of[1].ID != ks[1].Report.ID {
			s.Errorf("copies %+v", of)
		}
		s.same("copy in the head", of[0].Copy, c)
		of, err = r.CopiesOf(ctx, "r0000000000zz")
		s.must(err)
		s.same("copies of what it was thought to copy", len(of), 0)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("copies", n.Copies, int64(2))
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.SetCopy(ctx, got[1].Seq, nil)) })
	s.read(func(ctx context.Context, r record.Reader) {
		rep, err := r.Report(ctx, ks[1].Report.ID)
		s.must(err)
		if rep.Copy != nil {
			s.Errorf("taken back, and still %+v", rep.Copy)
		}
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("copies", n.Copies, int64(1))
	})
}

func (s *suite) merged() {
	late, early := made(9), made(1)
	got := s.keep(late, early)
	ids := []string{late.Report.ID + "/e1", early.Report.ID + "/e2", early.Report.ID + "/e1"}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.SetStory(ctx, []int64{got[0].Seq}, storyID(4)))
		s.must(w.SetMerged(ctx, ids[:2], eventID(2)))
		s.must(w.SetMerged(ctx, ids, eventID(1)))
		if err := w.SetMerged(ctx, []string{"r0000000000no/e1"}, eventID(1)); !errors.Is(err, record.ErrNone) {
			s.Errorf("a telling of no report: %v", err)
		}
		told, err := w.Told(ctx, eventID(1))
		s.must(err)
		s.same("told within", len(told), 3)
	})
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.Told(ctx, eventID(1))
		s.must(err)
		if len(told) != 3 || told[0].ID != ids[2] || told[1].ID != ids[1] || told[2].ID != ids[0] {
			s.Fatalf("told %+v", told)
		}
		want := late.Reading.Tellings[0]
		want.Report = got[0].Seq
		s.same("telling", told[2].Telling, want)
		s.same("teller", told[2].Teller.ID+" "+told[2].Teller.Story, late.Report.ID+" "+storyID(4))
		s.same("merged", told[2].Merged, eventID(1))
		told, err = r.Told(ctx, eventID(2))
		s.must(err)
		s.same("told of the other", len(told), 0)
		told, err = r.ToldByID(ctx, []string{ids[1], "r0000000000no/e1", early.Report.ID + "/e77", "nonsense", late.Report.ID + "/e2", ids[0]})
		s.must(err)
		if len(told) != 3 || told[0].ID != ids[1] || told[1].ID != late.Report.ID+"/e2" || told[1].Merged != "" || told[2].ID != ids[0] {
			s.Errorf("told by id %+v", told)
		}
		of, err := r.MergedOf(ctx, append(ids, late.Report.ID+"/e2", "r0000000000no/e1"))
		s.must(err)
		s.same("merged of", of, map[string]string{ids[0]: eventID(1), ids[1]: eventID(1), ids[2]: eventID(1)})
		if _, err := r.Merged(ctx, eventID(1)); !errors.Is(err, record.ErrNone) {
			s.Errorf("an event without a view: %v", err)
		}
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.SetMerged(ctx, ids[:1], "")) })
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.Told(ctx, eventID(1))
		s.must(err)
		s.same("told after one was taken off", len(told), 2)
	})
}

func (s *suite) history() {
	first := event(eventID(1))
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.PutMerged(ctx, first))
		s.must(w.PutMerged(ctx, first))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		m, err := r.Merged(ctx, eventID(1))
		s.must(err)
		want := first
		want.Seq = m.Seq
		s.same("merged", *m, want)
		if m.Seq <= 0 {
			s.Errorf("seq %d", m.Seq)
		}
	})
	views := []record.MergedRow{first}
	for i := range 40 {
		m := event(eventID(1), func(m *record.MergedRow) {
			m.Changed = at(3, 0).Add(time.Duration(i) * time.Hour)
			m.Slots[0].Values[0].Low = number(13 + i)
			m.Reports = append(m.Reports, reportID(10+i))
		})
		sides := m
		sides.Parties = []record.PartyRow{{Role: "actor", Key: "rain", Name: "rain"}}
		s.write(func(ctx context.Context, w record.Writer) {
			s.must(w.PutMerged(ctx, m))
			s.must(w.PutMerged(ctx, sides)) // a reader sees no difference
			s.must(w.PutMerged(ctx, event(eventID(2), func(o *record.MergedRow) { o.Credibility = i })))
		})
		views = append(views, sides)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		h, err := r.History(ctx, eventID(1), 0)
		s.must(err)
		if len(h) != len(views) {
			s.Fatalf("%d views and not %d", len(h), len(views))
		}
		for i := range h {
			want := views[i].Merged
			want.Seq = h[i].Seq
			s.same("view", h[i], want)
		}
		m, err := r.Merged(ctx, eventID(1))
		s.must(err)
		want := views[len(views)-1]
		want.Seq = m.Seq
		s.same("the last", *m, want)
		newest, err := r.History(ctx, eventID(1), 3)
		s.must(err)
		s.same("the newest views", newest, h[len(h)-3:])
		h, err = r.History(ctx, eventID(2), 0)
		s.must(err)
		s.same("of the other", len(h), 40)
		h, err = r.History(ctx, eventID(3), 0)
		s.must(err)
		s.same("of none", len(h), 0)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("events", n.Events, int64(2))
	})
}

// longViews: lists leave the evidence out, of short views and long ones.
func (s *suite) longViews() {
	many := func(n int) func(m *record.MergedRow) {
		return func(m *record.MergedRow) {
			v := &m.Slots[0].Values[0]
			for i := range n {
				e := v.Evidence[0]
				e.Report = reportID(i)
				v.Evidence = append(v.Evidence, e)
			}
		}
	}
	short, long := event(eventID(1)), event(eventID(2), many(300))
	for range 2 { // the second time it grows and shrinks
		s.write(func(ctx context.Context, w record.Writer) {
			s.must(w.PutMerged(ctx, short))
			s.must(w.PutMerged(ctx, long))
		})
		s.read(func(ctx context.Context, r record.Reader) {
			page, err := r.Events(ctx, record.Filter{})
			s.must(err)
			if len(page.Rows) != 2 {
				s.Fatalf("%d events", len(page.Rows))
			}
			for _, row := range page.Rows {
				whole, err := r.Merged(ctx, row.ID)
				s.must(err)
				want := short
				if row.ID == long.ID {
					want = long
				}
				want.Seq = whole.Seq
				s.same("whole", *whole, want)
				record.DropEvidence(&want)
				s.same("head", row, want)
			}
		})
		short, long = event(eventID(1), many(301)), event(eventID(2))
	}
}

func (s *suite) drop() {
	s.write(func(ctx context.Context, w record.Writer) {
		for i := 1; i <= 4; i++ {
			s.must(w.PutMerged(ctx, event(eventID(i))))
		}
		s.must(w.DropMerged(ctx, eventID(1), eventID(2)))
		s.must(w.DropMerged(ctx, eventID(2), eventID(3)))
		s.must(w.DropMerged(ctx, eventID(4), ""))
		s.must(w.DropMerged(ctx, eventID(4), ""))
		s.must(w.DropMerged(ctx, eventID(99), ""))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		m, err := r.Merged(ctx, eventID(1))
		s.must(err)
		s.same("where it went", m.ID, eventID(3))
		for _, id := range []string{eventID(4), eventID(99)} {
			if _, err := r.Merged(ctx, id); !errors.Is(err, record.ErrNone) {
				s.Errorf("%s: %v", id, err)
			}
		}
		page, err := r.Events(ctx, record.Filter{Types: []string{"FLOOD"}})
		s.must(err)
		if len(page.Rows) != 1 || page.Rows[0].ID != eventID(3) {
			s.Errorf("events %+v", page.Rows)
		}
		h, err := r.History(ctx, eventID(1), 0)
		s.must(err)
		s.same("history stays", len(h), 1)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("events", n.Events, int64(1))
		ids, err := r.EventsOfStory(ctx, storyID(1), 0)
		s.must(err)
		s.same("events of the story", ids, []string{eventID(3)})
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.PutMerged(ctx, event(eventID(1)))) }) // it may come back
	s.read(func(ctx context.Context, r record.Reader) {
		m, err := r.Merged(ctx, eventID(1))
		s.must(err)
		s.same("back", m.ID, eventID(1))
		ids, err := r.EventsOfStory(ctx, storyID(1), 1)
		s.must(err)
		s.same("the newest of the story", ids, []string{eventID(3)})
	})
}

func (s *suite) relations() {
	rel := func(id, why string) hearsay.Relation {
		return hearsay.Relation{Event: id, Kind: "consequence", Why: why}
	}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.PutRelation(ctx, "Eb", rel("Ea", "old")))
		s.must(w.PutRelation(ctx, "Eb", rel("Ea", "an arrest")))
		s.must(w.PutRelation(ctx, "Ec", rel("Ea", "a trial")))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		follows, followed, err := r.Relations(ctx, "Ea")
		s.must(err)
		s.same("follows", len(follows), 0)
		s.same("followed", followed, []hearsay.Relation{rel("Eb", "an arrest"), rel("Ec", "a trial")})
		follows, followed, err = r.Relations(ctx, "Eb")
		s.must(err)
		s.same("follows", follows, []hearsay.Relation{rel("Ea", "an arrest")})
		s.same("followed", len(followed), 0)
	})
}

func (s *suite) changes() {
	cs := []hearsay.Change{
		{Known: at(1, 6), Kind: "story-founded", Subject: "Sa", Report: "Ra", Why: []hearsay.Why{{Feature: "same place", Value: 1, Weight: 2.5, Note: "Talvenne; 0 km"}}},
		{Known: at(1, 7), Kind: "story-joined-by", Subject: "Rb", Object: "Sa", Report: "Rb"},
		{Kind: "reread", Subject: "Rb"},
	}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Note(ctx, cs[:2]))
		s.must(w.Note(ctx, cs[2:]))
		s.must(w.Note(ctx, nil))
		got, err := w.ChangesOf(ctx, "Rb")
		s.must(err)
		s.same("changes within", got, cs[1:])
		last, err := w.LastChange(ctx)
		s.must(err)
		s.same("the newest within", last, cs[2].Seq)
	})
	if cs[0].Seq <= 0 || cs[1].Seq <= cs[0].Seq || cs[2].Seq <= cs[1].Seq || cs[0].Recorded.IsZero() || !cs[0].Recorded.Equal(cs[2].Recorded) {
		s.Errorf("numbers and times are not filled: %+v", cs)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		for id, want := range map[string][]hearsay.Change{"Sa": cs[:2], "Ra": cs[:1], "Rb": cs[1:], "Rc": nil, "": nil} {
			got, err := r.ChangesOf(ctx, id)
			s.must(err)
			s.same("changes of "+id, got, want)
		}
	})
}

// manyChanges: more than are written at once; what is taken back leaves no number behind that is not given again.
func (s *suite) manyChanges() {
	var want []hearsay.Change
	for n := range 700 {
		want = append(want, hearsay.Change{Kind: "copy-found", Subject: "Ra", Object: fmt.Sprint(n), Why: []hearsay.Why{{Feature: "words", Value: float64(n)}}})
	}
	note := func(w record.Writer) error {
		for i := range want {
			if err := w.Note(s.Context(), want[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	err := s.db.Write(s.Context(), func(w record.Writer) error {
		s.must(note(w))
		return errFailing
	})
	if !errors.Is(err, errFailing) {
		s.Fatal(err)
	}
	s.write(func(_ context.Context, w record.Writer) { s.must(note(w)) })
	s.read(func(ctx context.Context, r record.Reader) {
		got, err := r.ChangesOf(ctx, "Ra")
		s.must(err)
		s.same("changes", got, want)
	})
}

// headsKept: a writer that asked for a report's head sees what became of it since, by its own writing, by another's,
// and after it was taken back.
func (s *suite) headsKept() {
	a, b := made(1), made(2)
	got := s.keep(a, b)
	check := func(what string, r record.Reader, story, of string, superseded bool) {
		s.Helper()
		hs, err := r.Heads(s.Context(), []int64{got[0].Seq, got[1].Seq})
		s.must(err)
		stories, err := r.StoryOf(s.Context(), []int64{got[0].Seq})
		s.must(err)
		if len(hs) != 2 || hs[0].Story != story || stories[got[0].Seq] != story || (hs[0].Copy == nil) != (of == "") || hs[0].Copy != nil && hs[0].Copy.Of != of || hs[0].Superseded.IsZero() == superseded {
			s.Fatalf("%s: %+v, want story %q, copy of %q, superseded %v", what, hs, story, of, superseded)
		}
	}
	s.write(func(ctx context.Context, w record.Writer) {
		check("at first", w, "", "", false)
		s.must(w.SetStory(ctx, []int64{got[0].Seq}, storyID(1)))
		check("in a story", w, storyID(1), "", false)
		s.must(w.SetCopy(ctx, got[0].Seq, &hearsay.Copy{Of: b.Report.ID}))
		check("a copy", w, storyID(1), b.Report.ID, false)
	})
	err := s.db.Write(s.Context(), func(w record.Writer) error {
		check("later", w, storyID(1), b.Report.ID, false)
		s.must(w.SetStory(s.Context(), []int64{got[0].Seq}, storyID(2)))
		s.must(w.SetCopy(s.Context(), got[0].Seq, nil))
		check("to be taken back", w, storyID(2), "", false)
		return errFailing
	})
	if !errors.Is(err, errFailing) {
		s.Fatal(err)
	}
	s.write(func(ctx context.Context, w record.Writer) {
		check("taken back", w, storyID(1), b.Report.ID, false)
		next := made(9)
		next.Report.Address = a.Report.Address
		_, err := w.Keep(ctx, []record.Kept{next})
		s.must(err)
		check("superseded", w, storyID(1), b.Report.ID, true)
		s.must(w.Unlink(ctx))
		check("unlinked", w, "", "", true)
	})
	s.read(func(_ context.Context, r record.Reader) { check("at last", r, "", "", true) })
}

func (s *suite) withdraw() {
	k := made(1)
	seq := s.keep(k)[0].Seq
	id := k.Report.ID
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Withdraw(ctx, []string{id + "/c1"}, []string{id + "/e2"}, at(3, 0)))
		s.must(w.Withdraw(ctx, []string{id + "/c1"}, nil, at(4, 0))) // the first time counts
	})
	s.read(func(ctx context.Context, r record.Reader) {
		told, err := r.ToldBy(ctx, seq)
		s.must(err)
		if !told[0].Withdrawn.IsZero() || !told[1].Withdrawn.Equal(at(3, 0)) {
			s.Errorf("told %v, %v", told[0].Withdrawn, told[1].Withdrawn)
		}
		page, err := r.Claims(ctx, record.Filter{})
		s.must(err)
		if len(page.Rows) != 2 || !page.Rows[0].Withdrawn.Equal(at(3, 0)) || !page.Rows[1].Withdrawn.IsZero() {
			s.Errorf("claims %+v", page.Rows)
		}
	})
}

func (s *suite) revisions() {
	rs := []hearsay.Revision{{From: "Ra", To: "Rb", Kind: "number", Old: "c1", New: "c2", Note: "missing 12 -> 15", Was: "twelve", Is: "fifteen"}, {From: "Ra", To: "Rb", Kind: "dropped", Old: "c3", Was: "x"}, {From: "Rb", To: "Rc", Kind: "added", New: "c1"}}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Revise(ctx, rs))
		s.must(w.Revise(ctx, rs[:2])) // again: in place of the same
		s.must(w.Revise(ctx, nil))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for id, want := range map[string]int{"Ra": 2, "Rb": 3, "Rc": 1, "Rd": 0} {
			got, err := r.Revisions(ctx, id)
			s.must(err)
			s.same("revisions of "+id, len(got), want)
		}
		got, err := r.Revisions(ctx, "Ra")
		s.must(err)
		s.same("revisions", got, rs[:2])
	})
}

func (s *suite) unlink() {
	ks := []record.Kept{made(1), made(2)}
	got := s.keep(ks...)
	a, b := got[0].Seq, got[1].Seq
	link := func(ctx context.Context, w record.Writer) {
		s.must(w.Post(ctx, "dup", []hearsay.Posting{{Key: 1, Day: 1, Ref: a}}))
		s.must(w.Count(ctx, "dup", []uint64{1}, 1))
		s.must(w.PutCards(ctx, []record.Card{{Kind: "dup", Ref: a, Body: []byte("x")}}))
		s.must(w.SetCopy(ctx, b, &hearsay.Copy{Of: ks[0].Report.ID}))
		s.must(w.SetStory(ctx, []int64{a, b}, storyID(1)))
		s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(1), Reports: 2, First: at(1, 7), Last: at(1, 8)}))
		s.must(w.SetMerged(ctx, []string{ks[0].Report.ID + "/e1"}, eventID(1)))
		s.must(w.PutMerged(ctx, event(eventID(1))))
		s.must(w.PutRelation(ctx, eventID(1), hearsay.Relation{Event: eventID(2), Kind: "consequence"}))
		s.must(w.SetLinked(ctx, []int64{a, b}))
	}
	s.write(func(ctx context.Context, w record.Writer) {
		link(ctx, w)
		s.must(w.Note(ctx, []hearsay.Change{{Kind: "copy-found", Subject: ks[1].Report.ID}}))
		s.must(w.Withdraw(ctx, []string{ks[0].Report.ID + "/c1"}, nil, at(3, 0)))
	})
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Unlink(ctx)) })
	s.read(func(ctx context.Context, r record.Reader) {
		near, err := r.Near(ctx, "dup", []uint64{1}, 0, 9, 9)
		s.must(err)
		counts, total, err := r.Frequency(ctx, "dup", []uint64{1}, 0, 9)
		s.must(err)
		cards, err := r.Cards(ctx, "dup", []int64{a})
		s.must(err)
		of, err := r.CopiesOf(ctx, ks[0].Report.ID)
		s.must(err)
		story, err := r.StoryOf(ctx, []int64{a, b})
		s.must(err)
		told, err := r.Told(ctx, eventID(1))
		s.must(err)
		follows, _, err := r.Relations(ctx, eventID(1))
		s.must(err)
		events, err := r.Events(ctx, record.Filter{})
		s.must(err)
		stories, err := r.Stories(ctx, record.Filter{})
		s.must(err)
		if len(near)+len(cards)+len(of)+len(story)+len(told)+len(follows)+len(events.Rows)+len(stories.Rows) != 0 || counts[0] != 0 || total != 0 {
			s.Errorf("links stay: %v %v %v %v %v %v %v %v %v %d", near, cards, of, story, told, follows, events.Rows, stories.Rows, counts, total)
		}
		p, err := r.Pending(ctx, 0)
		s.must(err)
		s.same("pending", p, []int64{a, b})
		h, err := r.History(ctx, eventID(1), 0)
		s.must(err)
		s.same("history", len(h), 1)
		cs, err := r.ChangesOf(ctx, ks[1].Report.ID)
		s.must(err)
		s.same("changes", len(cs), 1)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: 2, Pending: 2, Readings: 2, Claims: 4, Tellings: 4})
		claims, err := r.Claims(ctx, record.Filter{Speakers: []string{"brandt"}})
		s.must(err)
		if len(claims.Rows) != 2 || !claims.Rows[1].Withdrawn.IsZero() {
			s.Errorf("claims %+v", claims.Rows)
		}
	})
	s.write(link)
	s.read(func(ctx context.Context, r record.Reader) {
		h, err := r.History(ctx, eventID(1), 0)
		s.must(err)
		s.same("history after linking again", len(h), 2)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: 2, Readings: 2, Claims: 4, Tellings: 4, Stories: 1, Events: 1, Copies: 1})
	})
}
