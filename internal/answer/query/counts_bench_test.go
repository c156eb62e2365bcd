package query

import (
	"context"
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
)

var benchEvents = flag.Int("bench-events", 20000, "events that are counted")

// inMemory is a record of which only the facts are there, all of them.
type inMemory struct {
	CountReader
	stripes [][]byte
	words   *record.Lexicon
}

func (m *inMemory) Facts(ctx context.Context, f record.Filter) (*record.Facts, error) {
	all, err := record.Gather(ctx, record.Node{}, nil)
	return record.NewFacts(&f, all, m.stripes, m.words), err
}

func (m *inMemory) EventIDs(context.Context, []int64) (map[int64]string, error) {
	return map[int64]string{}, nil
}

func newInMemory(b *testing.B, events int) *inMemory {
	m := &inMemory{words: record.NewLexicon()}
	numbers := map[record.WordKind]map[string]int64{}
	number := func(kind record.WordKind, value string) (int64, error) {
		if numbers[kind] == nil {
			numbers[kind] = map[string]int64{}
		}
		n, ok := numbers[kind][value]
		if !ok {
			n = m.words.Last(kind) + 1
			numbers[kind][value] = n
			return n, m.words.Put(kind, n, value)
		}
		return n, nil
	}
	edit := map[int][]byte{}
	for n := range events {
		row := recordtest.Event(n)
		stripe, place := record.StripeOf(int64(n))
		f, err := record.FactBlock(&row, number)
		if err != nil {
			b.Fatal(err)
		}
		edit[place] = f
		if next, _ := record.StripeOf(int64(n + 1)); next != stripe || n == events-1 {
			body, err := record.EditStripe(nil, edit)
			if err != nil {
				b.Fatal(err)
			}
			m.stripes = append(m.stripes, body)
			clear(edit)
		}
	}
	return m
}

// BenchmarkCounts counts events that are in memory, as a server has them; -bench-events says how many.
func BenchmarkCounts(b *testing.B) {
	m := newInMemory(b, *benchEvents)
	since := recordtest.Event(0).Known
	for _, q := range []struct {
		name string
		f    func() error
	}{
		{"map", func() error { _, err := MapOf(b.Context(), m, nil, record.Filter{}, nil, 3, ByQuad); return err }},
		{"map, near", func() error {
			_, err := MapOf(b.Context(), m, nil, record.Filter{}, &[4]float64{0, 0, 30, 30}, 7, ByQuad)
			return err
		}},
		{"map of a circle", func() error {
			_, err := MapOf(b.Context(), m, nil, record.Filter{Places: []record.PlaceFilter{{Lat: 10, Lon: 10, Kilometres: 500}}}, nil, 6, ByQuad)
			return err
		}},
		{"histogram", func() error {
			_, err := HistogramOf(b.Context(), m, nil, record.Filter{}, "happened", "", ByType)
			return err
		}},
		{"histogram per day by country", func() error {
			_, err := HistogramOf(b.Context(), m, nil, record.Filter{}, "known", "day", ByCountry)
			return err
		}},
		{"facets", func() error { _, err := FacetsOf(b.Context(), m, nil, record.Filter{}, false, 20); return err }},
		{"facets of a time", func() error {
			_, err := FacetsOf(b.Context(), m, nil, record.Filter{Since: since, Until: since.AddDate(0, 3, 0)}, false, 20)
			return err
		}},
	} {
		b.Run(q.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				t := time.Now()
				if err := q.f(); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(t))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
