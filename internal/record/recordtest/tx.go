package recordtest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// everything writes to most tables.
func (s *suite) everything(ctx context.Context, w record.Writer, n int) {
	k := made(n)
	got, err := w.Keep(ctx, []record.Kept{k})
	s.must(err)
	s.must(w.SetStory(ctx, []int64{got[0].Seq}, storyID(n)))
	s.must(w.PutStory(ctx, hearsay.Story{ID: storyID(n), Reports: 1, First: at(1, 1), Last: at(1, 1)}))
	s.must(w.SetMerged(ctx, []string{k.Report.ID + "/e1"}, eventID(n)))
	s.must(w.PutMerged(ctx, event(eventID(n))))
	s.must(w.Post(ctx, fmt.Sprintf("kind %d", n), []hearsay.Posting{{Key: 1, Day: 1, Ref: 1}}))
	s.must(w.Count(ctx, "count", []uint64{1}, 1))
	s.must(w.Note(ctx, []hearsay.Change{{Kind: "story-founded", Subject: storyID(n)}}))
	s.must(w.Fail(ctx, record.Failure{Key: fmt.Sprint(n), First: at(1, 1)}))
	s.must(w.SetCopy(ctx, got[0].Seq, &hearsay.Copy{Of: "R"}))
}

// holdsOne checks that the record holds report 1 and no trace of report 2.
func (s *suite) holdsOne() {
	s.Helper()
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts", n, record.Totals{Reports: 1, Pending: 1, Readings: 1, Claims: 2, Tellings: 2, Stories: 1, Events: 1, Copies: 1, Failed: 1})
		if _, err := r.Report(ctx, reportID(2)); !errors.Is(err, record.ErrNone) {
			s.Errorf("report 2: %v", err)
		}
		page, err := r.Reports(ctx, record.Filter{})
		s.must(err)
		s.same("reports", len(page.Rows), 1)
		found, err := r.Search(ctx, record.Filter{Text: text(word("river"))})
		s.must(err)
		s.same("found", len(found.Rows), 1)
		near, err := r.Near(ctx, "kind 2", []uint64{1}, 0, 9, 9)
		s.must(err)
		s.same("near", len(near), 0)
		_, total, err := r.Frequency(ctx, "count", []uint64{1}, 1, 1)
		s.must(err)
		s.same("counted", total, int64(1))
		cs, err := r.ChangesOf(ctx, storyID(2))
		s.must(err)
		s.same("changes", len(cs), 0)
	})
	// The record goes on: the same is accepted at the next try.
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 2) })
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("counts afterwards", n, record.Totals{Reports: 2, Pending: 2, Readings: 2, Claims: 4, Tellings: 4, Stories: 2, Events: 2, Copies: 2, Failed: 2})
		near, err := r.Near(ctx, "kind 2", []uint64{1}, 0, 9, 9)
		s.must(err)
		s.same("near afterwards", len(near), 1)
	})
}

func (s *suite) txFailed() {
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 1) })
	stop := errors.New("stop")
	err := s.db.Write(s.Context(), func(w record.Writer) error {
		s.everything(s.Context(), w, 2)
		_, err := w.ToldByID(s.Context(), []string{reportID(2) + "/e1"})
		s.must(err)
		return stop
	})
	if !errors.Is(err, stop) {
		s.Errorf("the error that f gave comes back as %v", err)
	}
	s.holdsOne()
	s.read(func(ctx context.Context, r record.Reader) { // whose number may have been that of what was not kept
		told, err := r.ToldByID(ctx, []string{reportID(2) + "/e1"})
		s.must(err)
		s.same("told", len(told), 1)
	})
	last := errors.New("the last")
	err = s.db.Write(s.Context(), func(w record.Writer) error {
		got, err := w.Keep(s.Context(), []record.Kept{made(3)})
		s.must(err)
		_, err = w.ToldBy(s.Context(), got[0].Seq)
		s.must(err)
		return last
	})
	if !errors.Is(err, last) {
		s.Error(err)
	}
	s.write(func(ctx context.Context, w record.Writer) {
		got, err := w.Keep(ctx, []record.Kept{made(4)})
		s.must(err)
		told, err := w.ToldBy(ctx, got[0].Seq)
		s.must(err)
		if len(told) != 2 || told[0].ID != reportID(4)+"/e1" {
			s.Errorf("the tellings of a report that was not kept come back: %+v", told)
		}
	})
}

func (s *suite) txPanic() {
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 1) })
	func() {
		defer func() {
			if recover() != "stop" {
				s.Error("the panic was swallowed")
			}
		}()
		s.db.Write(s.Context(), func(w record.Writer) error {
			s.everything(s.Context(), w, 2)
			panic("stop")
		})
	}()
	func() {
		defer func() { recover() }()
		s.db.Read(s.Context(), func(record.Reader) error { panic("stop") })
	}()
	s.holdsOne()
}

func (s *suite) txCancelled() {
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 1) })
	ctx, cancel := context.WithCancel(s.Context())
	err := s.db.Write(ctx, func(w record.Writer) error {
		s.everything(s.Context(), w, 2)
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		s.Errorf("cancelled before the commit: %v", err)
	}
	called := false
	err = s.db.Write(ctx, func(record.Writer) error { called = true; return nil })
	if !errors.Is(err, context.Canceled) || called {
		s.Errorf("cancelled before the beginning: %v, called %v", err, called)
	}
	if err := s.db.Read(ctx, func(record.Reader) error { return nil }); !errors.Is(err, context.Canceled) {
		s.Errorf("reading when cancelled: %v", err)
	}
	err = s.db.Write(s.Context(), func(w record.Writer) error {
		ctx, cancel := context.WithCancel(s.Context())
		cancel()
		_, err := w.Keep(ctx, []record.Kept{made(2)})
		return err
	})
	if !errors.Is(err, context.Canceled) {
		s.Errorf("keeping when cancelled: %v", err)
	}
	s.holdsOne()
}

// txWriters: several at once; each commit is kept, and each sees those before it.
func (s *suite) txWriters() {
	const writers, each = 6, 12
	var wg sync.WaitGroup
	errs := make(chan error, writers*each+30)
	for g := range writers {
		wg.Go(func() {
			for i := range each {
				errs <- s.db.Write(s.Context(), func(w record.Writer) error {
					before, err := w.Counts(s.Context())
					if err != nil {
						return err
					}
					if _, err := w.Keep(s.Context(), []record.Kept{made(g*1000 + i), made(500000)}); err != nil { // one is everybody's
						return err
					}
					if err := w.Count(s.Context(), "n", []uint64{1}, 1); err != nil {
						return err
					}
					after, err := w.Counts(s.Context())
					if err != nil {
						return err
					}
					if d := after.Reports - before.Reports; d != 1 && d != 2 {
						return fmt.Errorf("%d reports came in within one transaction", d)
					}
					return nil
				})
			}
		})
	}
	wg.Go(func() { // readers go on meanwhile
		for range 30 {
			errs <- s.db.Read(s.Context(), func(r record.Reader) error {
				n, err := r.Counts(s.Context())
				if err != nil {
					return err
				}
				page, err := r.Reports(s.Context(), record.Filter{})
				if err == nil && int64(len(page.Rows)) != n.Reports {
					err = fmt.Errorf("%d reports are listed and %d counted", len(page.Rows), n.Reports)
				}
				return err
			})
		}
	})
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			s.Error(err)
		}
	}
	s.read(func(ctx context.Context, r record.Reader) {
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("reports", n.Reports, int64(writers*each+1))
		counts, total, err := r.Frequency(ctx, "n", []uint64{1}, 1, 1)
		s.must(err)
		s.same("counted", []int64{counts[0], total}, []int64{writers * each, writers * each})
		page, err := r.Reports(ctx, record.Filter{})
		s.must(err)
		seen := map[int64]bool{}
		for _, rep := range page.Rows {
			if seen[rep.Seq] {
				s.Errorf("number %d twice", rep.Seq)
			}
			seen[rep.Seq] = true
		}
		s.same("listed", len(seen), writers*each+1)
	})
}

// txSnapshot: a reader sees what stood when it began, whatever is committed meanwhile.
func (s *suite) txSnapshot() {
	s.write(func(ctx context.Context, w record.Writer) { s.everything(ctx, w, 1) })
	s.read(func(ctx context.Context, r record.Reader) {
		done := make(chan error)
		go func() {
			done <- s.db.Write(ctx, func(w record.Writer) error {
				if _, err := w.Keep(ctx, []record.Kept{made(2)}); err != nil {
					return err
				}
				return w.PutMerged(ctx, event(eventID(2)))
			})
		}()
		s.must(<-done)
		n, err := r.Counts(ctx)
		s.must(err)
		s.same("reports counted", n.Reports, int64(1))
		page, err := r.Reports(ctx, record.Filter{})
		s.must(err)
		s.same("reports listed", len(page.Rows), 1)
		events, err := r.Events(ctx, record.Filter{Types: []string{"FLOOD"}})
		s.must(err)
		s.same("events", len(events.Rows), 1)
		found, err := r.Search(ctx, record.Filter{Text: text(word("river"))})
		s.must(err)
		s.same("found", len(found.Rows), 1)
	})
	s.read(func(ctx context.Context, r record.Reader) {
		page, err := r.Reports(ctx, record.Filter{})
		s.must(err)
		s.same("reports of the next reader", len(page.Rows), 2)
	})
}

// txOwnWrites: a writer sees what it wrote, in every question.
func (s *suite) txOwnWrites() {
	s.write(func(ctx context.Context, w record.Writer) {
		s.everything(ctx, w, 1)
		events, err := w.Events(ctx, record.Filter{Types: []string{"FLOOD"}})
		s.must(err)
		claims, err := w.Claims(ctx, record.Filter{Speakers: []string{"brandt"}})
		s.must(err)
		found, err := w.Search(ctx, record.Filter{Text: text(word("river"))})
		s.must(err)
		stories, err := w.Stories(ctx, record.Filter{Outlets: []string{"osk valley courier"}})
		s.must(err)
		s.same("rows", []int{len(events.Rows), len(claims.Rows), len(found.Rows), len(stories.Rows)}, []int{1, 1, 1, 1})
		p, err := w.Pending(ctx, 0)
		s.must(err)
		s.same("pending", len(p), 1)
	})
}

func (s *suite) size() {
	before, err := s.db.Size(s.Context())
	s.must(err)
	var items []record.Kept
	for i := range 300 {
		items = append(items, made(i))
	}
	s.keep(items...)
	after, err := s.db.Size(s.Context())
	s.must(err)
	if before < 0 || after <= before {
		s.Errorf("size %d, after 300 reports %d", before, after)
	}
}
