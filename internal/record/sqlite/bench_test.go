package sqlite_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

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

// BenchmarkEvents puts questions to a record of -bench-events, a page of 50 each,
// and gives the 99th percentile of their times.
func BenchmarkEvents(b *testing.B) {
	s := eventRecord(b)
	most := *benchEvents
	yes := true
	when := func(n int) time.Time { return recordtest.Event(n * 7919 % most).Known }
	for _, q := range []struct {
		name string
		f    func(n int) record.Filter
	}{
		{"newest", func(int) record.Filter { return record.Filter{} }},
		{"type", func(n int) record.Filter { return record.Filter{Types: []string{recordtest.Event(n).Type}} }},
		{"actor", func(n int) record.Filter { return record.Filter{Actors: []string{recordtest.Event(n).Parties[0].Key}} }},
		{"word", func(n int) record.Filter { return record.Filter{Participants: []string{"tamsin quill"}} }},
		{"week", func(n int) record.Filter { return record.Filter{Since: when(n), Until: when(n).AddDate(0, 0, 7)} }},
		{"week and type", func(n int) record.Filter {
			return record.Filter{Since: when(n), Until: when(n).AddDate(0, 0, 7), Types: []string{"AGREE"}}
		}},
		{"before", func(n int) record.Filter { return record.Filter{Until: when(n)} }},
		{"as of", func(n int) record.Filter { return record.Filter{AsOf: when(n), Countries: []string{"UZB"}} }},
		{"type, country, disputed", func(n int) record.Filter {
			return record.Filter{Types: []string{"AGREE"}, Countries: []string{"UZB"}, Disputed: &yes}
		}},
		{"rare of two common", func(n int) record.Filter {
			return record.Filter{Types: []string{"ASSAULT"}, Countries: []string{"KEN"}, Origins: 5, Actors: []string{"kofi saidov"}}
		}},
		{"circle", func(n int) record.Filter {
			p := recordtest.Event(n).Place
			return record.Filter{Places: []record.PlaceFilter{{Lat: p.Lat, Lon: p.Lon, Kilometres: 50}}}
		}},
		{"box and month", func(n int) record.Filter {
			return record.Filter{Places: []record.PlaceFilter{{Box: &[4]float64{0, 0, 30, 30}}}, Since: when(n), Until: when(n).AddDate(0, 1, 0)}
		}},
		{"undisputed of many origins", func(n int) record.Filter { no := false; return record.Filter{Disputed: &no, Origins: 4} }},
		{"none", func(n int) record.Filter {
			return record.Filter{Types: []string{"ASSAULT"}, Actors: []string{"nobody"}}
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			askOften(b, s, q.f, func(r record.Reader, f record.Filter) (int, error) {
				f.Limit = 50
				page, err := r.Events(b.Context(), f)
				return len(page.Rows), err
			})
		})
	}
}

// BenchmarkFacts gathers the facts of the events that answer a question and goes through
// them, which is what every count does.
func BenchmarkFacts(b *testing.B) {
	s := eventRecord(b)
	most := *benchEvents
	yes := true
	when := func(n int) time.Time { return recordtest.Event(n * 7919 % most).Known }
	for _, q := range []struct {
		name string
		f    func(n int) record.Filter
	}{
		{"all", func(int) record.Filter { return record.Filter{} }},
		{"type", func(n int) record.Filter { return record.Filter{Types: []string{recordtest.Event(n).Type}} }},
		{"country", func(n int) record.Filter { return record.Filter{Countries: []string{"UZB"}} }},
		{"word", func(n int) record.Filter { return record.Filter{Participants: []string{"quill"}} }},
		{"two words", func(n int) record.Filter { return record.Filter{Participants: []string{"tamsin quill"}} }},
		{"actor", func(n int) record.Filter { return record.Filter{Actors: []string{recordtest.Event(n).Parties[0].Key}} }},
		{"week", func(n int) record.Filter { return record.Filter{Since: when(n), Until: when(n).AddDate(0, 0, 7)} }},
		{"before", func(n int) record.Filter { return record.Filter{Until: when(n)} }},
		{"as of", func(n int) record.Filter { return record.Filter{AsOf: when(n), Countries: []string{"UZB"}} }},
		{"circle", func(n int) record.Filter {
			p := recordtest.Event(n).Place
			return record.Filter{Places: []record.PlaceFilter{{Lat: p.Lat, Lon: p.Lon, Kilometres: 500}}}
		}},
		{"undisputed", func(n int) record.Filter { no := false; return record.Filter{Disputed: &no} }},
		{"disputed and outlet", func(n int) record.Filter { return record.Filter{Disputed: &yes, Outlets: []string{"outlet 7"}} }},
	} {
		b.Run(q.name, func(b *testing.B) {
			askOften(b, s, q.f, func(r record.Reader, f record.Filter) (int, error) {
				fs, err := r.Facts(b.Context(), f)
				if err != nil {
					return 0, err
				}
				return fs.Count(), nil
			})
		})
	}
}

// askOften asks a question again and again, each time of another filter, and gives the 99th
// percentile of the times and how many rows answer in the mean.
func askOften(b *testing.B, s *sqlite.Store, filter func(n int) record.Filter, ask func(r record.Reader, f record.Filter) (int, error)) {
	var took []time.Duration
	rows := 0
	for n := 0; b.Loop(); n++ {
		f := filter(n)
		t := time.Now()
		err := s.Read(b.Context(), func(r record.Reader) error {
			got, err := ask(r, f)
			rows += got
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(t))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(rows)/float64(len(took)), "rows")
}

func eventRecord(b *testing.B) *sqlite.Store {
	b.Helper()
	path := *benchRecord
	if path == "" {
		path = filepath.Join(b.TempDir(), "record.db")
	}
	s := open(b, path, sqlite.Options{})
	have := 0
	if err := s.Read(b.Context(), func(r record.Reader) error {
		n, err := r.Counts(b.Context())
		have = int(n.Events)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	if have > *benchEvents {
		b.Fatal(fmt.Errorf("%s holds %d events", path, have))
	}
	for from := have; from < *benchEvents; from += 2000 {
		write(b, s, func(ctx context.Context, w record.Writer) error {
			for n := from; n < min(from+2000, *benchEvents); n++ {
				if err := w.PutMerged(ctx, recordtest.Event(n)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return s
}
