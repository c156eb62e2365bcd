package sqlite_test

import (
	"context"
	"flag"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

var (
	benchEvents = flag.Int("bench-events", 20000, "events in the record that questions are put to")
	benchRecord = flag.String("bench-record", "", "file that keeps that record from one run to the next")
)

func fresh(b *testing.B) *sqlite.Store {
	return open(b, filepath.Join(b.TempDir(), "record.db"), sqlite.Options{})
}

func write(b *testing.B, s record.Store, f func(ctx context.Context, w record.Writer) error) {
	b.Helper()
	if err := s.Write(b.Context(), func(w record.Writer) error { return f(b.Context(), w) }); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkKeep accepts reports, 64 to a transaction; one turn is one report.
func BenchmarkKeep(b *testing.B) {
	s := fresh(b)
	const batch = 64
	for n := 0; n < b.N; n += batch {
		b.StopTimer()
		var ks []record.Kept
		for i := range min(batch, b.N-n) {
			ks = append(ks, recordtest.Report(n+i))
		}
		b.StartTimer()
		write(b, s, func(ctx context.Context, w record.Writer) error { _, err := w.Keep(ctx, ks); return err })
	}
	size, err := s.Size(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(size)/float64(b.N), "bytes/report")
}

// key spreads keys over all 64 bits, as hashes do.
func key(n int) uint64 { return uint64(n) * 0x9E3779B97F4A7C15 }

// BenchmarkIndex looks 24 keys up in an index of 240,000 postings.
func BenchmarkIndex(b *testing.B) {
	s := fresh(b)
	const docs, keys = 10000, 24
	own := func(doc int) []uint64 {
		out := make([]uint64, keys)
		for i := range out {
			out[i] = key((doc*7919 + i*i*31) % (docs * 3))
		}
		return out
	}
	day := func(doc int) int32 { return int32(22000 + doc/200) }
	for from := 0; from < docs; from += 1000 {
		write(b, s, func(ctx context.Context, w record.Writer) error {
			for doc := from; doc < from+1000; doc++ {
				var ps []hearsay.Posting
				for _, k := range own(doc) {
					ps = append(ps, hearsay.Posting{Key: k, Day: day(doc), Ref: int64(doc)})
				}
				if err := w.Post(ctx, "x", ps); err != nil {
					return err
				}
				if err := w.Count(ctx, "x", own(doc), day(doc)); err != nil {
					return err
				}
				if err := w.PutCards(ctx, []record.Card{{Kind: "x", Ref: int64(doc), Body: make([]byte, 1200)}}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	each := func(name string, f func(ctx context.Context, w record.Writer, doc int) error) {
		b.Run(name, func(b *testing.B) {
			write(b, s, func(ctx context.Context, w record.Writer) error {
				for n := 0; b.Loop(); n++ {
					if err := f(ctx, w, docs-1-n%3000); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	each("Near", func(ctx context.Context, w record.Writer, doc int) error {
		_, err := w.Near(ctx, "x", own(doc), day(doc)-14, day(doc)+3, 32)
		return err
	})
	each("Frequency", func(ctx context.Context, w record.Writer, doc int) error {
		_, _, err := w.Frequency(ctx, "x", own(doc), day(doc)-60, day(doc))
		return err
	})
	each("Cards", func(ctx context.Context, w record.Writer, doc int) error {
		refs := make([]int64, 30)
		for i := range refs {
			refs[i] = int64(doc - i*11)
		}
		_, err := w.Cards(ctx, "x", refs)
		return err
	})
	more := docs
	each("Post", func(ctx context.Context, w record.Writer, _ int) error {
		more++
		var ps []hearsay.Posting
		for _, k := range own(more) {
			ps = append(ps, hearsay.Posting{Key: k, Day: day(more), Ref: int64(more)})
		}
		return w.Post(ctx, "x", ps)
	})
	each("Count", func(ctx context.Context, w record.Writer, _ int) error {
		more++
		return w.Count(ctx, "x", own(more), day(more))
	})
}

// BenchmarkPutMerged makes views anew, of which a tenth has changed.
func BenchmarkPutMerged(b *testing.B) {
	s := fresh(b)
	write(b, s, func(ctx context.Context, w record.Writer) error {
		for n := 0; b.Loop(); n++ {
			m := recordtest.Event(n % 1000)
			m.Credibility = n / 1000 % 10
			if err := w.PutMerged(ctx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkEvents and BenchmarkFacts ask a record of -bench-events.
func BenchmarkEvents(b *testing.B) { recordtest.BenchEvents(b, eventRecord(b), *benchEvents) }
func BenchmarkFacts(b *testing.B)  { recordtest.BenchFacts(b, eventRecord(b), *benchEvents) }

func eventRecord(b *testing.B) *sqlite.Store {
	path := *benchRecord
	if path == "" {
		path = filepath.Join(b.TempDir(), "record.db")
	}
	return open(b, path, sqlite.Options{})
}
