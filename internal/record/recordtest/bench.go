package recordtest

import (
	"slices"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/record"
)

// BenchEvents puts questions to a record of so many events, a page of 50 each, and gives the
// 99th percentile of their times.
func BenchEvents(b *testing.B, s record.Store, most int) {
	yes, no := true, false
	when := moment(most)
	ask(b, s, most, func(r record.Reader, f record.Filter) (int, error) {
		f.Limit = 50
		page, err := r.Events(b.Context(), f)
		return len(page.Rows), err
	}, []question{
		{"newest", func(int) record.Filter { return record.Filter{} }},
		{"word", func(int) record.Filter { return record.Filter{Participants: []string{"tamsin quill"}} }},
		{"week and type", func(n int) record.Filter {
			return record.Filter{Since: when(n), Until: when(n).AddDate(0, 0, 7), Types: []string{"AGREE"}}
		}},
		{"type, country, disputed", func(int) record.Filter {
			return record.Filter{Types: []string{"AGREE"}, Countries: []string{"UZB"}, Disputed: &yes}
		}},
		{"rare of two common", func(int) record.Filter {
			return record.Filter{Types: []string{"ASSAULT"}, Countries: []string{"KEN"}, Origins: 5, Actors: []string{"kofi saidov"}}
		}},
		{"circle", func(n int) record.Filter { return record.Filter{Places: around(n, 50)} }},
		{"box and month", func(n int) record.Filter {
			return record.Filter{Places: []record.PlaceFilter{{Box: &[4]float64{0, 0, 30, 30}}}, Since: when(n), Until: when(n).AddDate(0, 1, 0)}
		}},
		{"undisputed of many origins", func(int) record.Filter { return record.Filter{Disputed: &no, Origins: 4} }},
		{"none", func(int) record.Filter {
			return record.Filter{Types: []string{"ASSAULT"}, Actors: []string{"nobody"}}
		}},
	})
}

// BenchFacts gathers the facts of the events that answer a question and goes through
// them, which is what every count does.
func BenchFacts(b *testing.B, s record.Store, most int) {
	yes, no := true, false
	ask(b, s, most, func(r record.Reader, f record.Filter) (int, error) {
		fs, err := r.Facts(b.Context(), f)
		if err != nil {
			return 0, err
		}
		return fs.Count(), nil
	}, []question{
		{"all", func(int) record.Filter { return record.Filter{} }},
		{"country", func(int) record.Filter { return record.Filter{Countries: []string{"UZB"}} }},
		{"word", func(int) record.Filter { return record.Filter{Participants: []string{"quill"}} }},
		{"two words", func(int) record.Filter { return record.Filter{Participants: []string{"tamsin quill"}} }},
		{"circle", func(n int) record.Filter { return record.Filter{Places: around(n, 500)} }},
		{"undisputed", func(int) record.Filter { return record.Filter{Disputed: &no} }},
		{"disputed and outlet", func(int) record.Filter { return record.Filter{Disputed: &yes, Outlets: []string{"outlet 7"}} }},
	})
}

// question is asked again and again, each time of another filter.
type question struct {
	name   string
	filter func(n int) record.Filter
}

// moment gives moments at which events of a record of so many became known, in no order.
func moment(most int) func(n int) time.Time {
	return func(n int) time.Time { return Event(n * 7919 % most).Known }
}

func around(n int, kilometres float64) []record.PlaceFilter {
	p := Event(n).Place
	return []record.PlaceFilter{{Lat: p.Lat, Lon: p.Lon, Kilometres: kilometres}}
}

// ask times some questions, and those that are put to events and facts alike.
func ask(b *testing.B, s record.Store, most int, answer func(record.Reader, record.Filter) (rows int, err error), some []question) {
	fillEvents(b, s, most)
	when := moment(most)
	for _, q := range append(some, []question{
		{"type", func(n int) record.Filter { return record.Filter{Types: []string{Event(n).Type}} }},
		{"actor", func(n int) record.Filter { return record.Filter{Actors: []string{Event(n).Parties[0].Key}} }},
		{"week", func(n int) record.Filter { return record.Filter{Since: when(n), Until: when(n).AddDate(0, 0, 7)} }},
		{"before", func(n int) record.Filter { return record.Filter{Until: when(n)} }},
		{"as of", func(n int) record.Filter { return record.Filter{AsOf: when(n), Countries: []string{"UZB"}} }},
	}...) {
		b.Run(q.name, func(b *testing.B) { askOften(b, s, q.filter, answer) })
	}
}

// askOften asks a question again and again, each time of another filter, and gives the 99th
// percentile of the times and how many rows answer in the mean.
func askOften(b *testing.B, s record.Store, filter func(n int) record.Filter, answer func(record.Reader, record.Filter) (int, error)) {
	var took []time.Duration
	rows := 0
	for n := 0; b.Loop(); n++ {
		f := filter(n)
		t := time.Now()
		err := s.Read(b.Context(), func(r record.Reader) error {
			got, err := answer(r, f)
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

// fillEvents puts events into a record until it holds so many; it may hold some already.
func fillEvents(b *testing.B, s record.Store, most int) {
	b.Helper()
	have := 0
	if err := s.Read(b.Context(), func(r record.Reader) error {
		n, err := r.Counts(b.Context())
		have = int(n.Events)
		return err
	}); err != nil {
		b.Fatal(err)
	}
	if have > most {
		b.Fatalf("the record holds %d events, more than are asked for", have)
	}
	for from := have; from < most; from += 2000 {
		if err := s.Write(b.Context(), func(w record.Writer) error {
			for n := from; n < min(from+2000, most); n++ {
				if err := w.PutMerged(b.Context(), Event(n)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}
