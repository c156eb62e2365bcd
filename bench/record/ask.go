package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// asker asks of what it saw come in.
type asker struct {
	v           *vocabulary
	seed        uint64
	recent      []*happening
	first, last time.Time
}

func (a *asker) saw(items []*made) {
	for _, m := range items {
		a.recent = append(a.recent, m.h)
		a.last = m.kept.Report.Known()
		if a.first.IsZero() {
			a.first = a.last
		}
	}
	a.recent = a.recent[max(0, len(a.recent)-2000):]
}

// ask puts questions of every kind in turn and returns how long each took, in
// milliseconds, and the kind that took longest at its 99th percentile.
func (a *asker) ask(ctx context.Context, store record.Store, count int) ([]float64, string, error) {
	r := rand.New(rand.NewPCG(a.seed, 2))
	const page = 50
	yes := true
	city := func() hearsay.Place {
		c := a.v.cities[r.IntN(len(a.v.cities))]
		return hearsay.Place{Name: c.Name, Country: c.ISO3(), GeoNames: c.GeoNames, Lat: c.Lat, Lon: c.Lon}
	}
	who := func() string { return strings.ToLower(a.recent[r.IntN(len(a.recent))].who) }
	begun := a.first
	when := func() time.Time {
		return begun.Add(time.Duration(r.Float64() * float64(a.last.Sub(begun))))
	}
	events := func(f record.Filter) func(record.Reader) error {
		f.Limit = page
		return func(rd record.Reader) error { _, err := rd.Events(ctx, f); return err }
	}
	kinds := []struct {
		name string
		ask  func() func(record.Reader) error
	}{
		{"newest", func() func(record.Reader) error { return events(record.Filter{}) }},
		{"type", func() func(record.Reader) error {
			return events(record.Filter{Types: []string{deeds[r.IntN(len(deeds))].kind}})
		}},
		{"country", func() func(record.Reader) error { return events(record.Filter{Countries: []string{city().Country}}) }},
		{"week", func() func(record.Reader) error {
			t := when()
			return events(record.Filter{Since: t, Until: t.AddDate(0, 0, 7)})
		}},
		{"type+week", func() func(record.Reader) error {
			t := when()
			return events(record.Filter{Types: []string{"PROTEST"}, Since: t, Until: t.AddDate(0, 0, 7)})
		}},
		{"place", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{GeoNames: c.GeoNames, Name: strings.ToLower(c.Name)}}})
		}},
		{"circle", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{Lat: c.Lat, Lon: c.Lon, Kilometres: 50}}})
		}},
		{"box", func() func(record.Reader) error {
			c := city()
			return events(record.Filter{Places: []record.PlaceFilter{{Box: &[4]float64{c.Lon - 5, c.Lat - 5, c.Lon + 5, c.Lat + 5}}}, Since: when()})
		}},
		{"actor", func() func(record.Reader) error { return events(record.Filter{Actors: []string{who()}}) }},
		{"disputed", func() func(record.Reader) error { return events(record.Filter{Disputed: &yes}) }},
		{"origins", func() func(record.Reader) error { return events(record.Filter{Origins: 3}) }},
		{"as-of", func() func(record.Reader) error {
			return events(record.Filter{AsOf: when(), Types: []string{"ASSAULT"}})
		}},
		{"claims", func() func(record.Reader) error {
			f := record.Filter{Speakers: []string{strings.ToLower(a.recent[r.IntN(len(a.recent))].person[0])}, Limit: page}
			return func(rd record.Reader) error { _, err := rd.Claims(ctx, f); return err }
		}},
		{"stories", func() func(record.Reader) error {
			f := record.Filter{KnownSince: when(), Limit: page}
			return func(rd record.Reader) error { _, err := rd.Stories(ctx, f); return err }
		}},
		{"search", func() func(record.Reader) error {
			f := record.Filter{Text: &record.TextQuery{All: []record.TextTerm{{Words: []string{a.v.rare[r.IntN(len(a.v.rare))]}}, {Words: []string{a.v.rare[r.IntN(len(a.v.rare))]}}}}, Limit: page}
			return func(rd record.Reader) error { _, err := rd.Search(ctx, f); return err }
		}},
		{"timeline", func() func(record.Reader) error {
			f := record.Filter{Actors: []string{who()}, Limit: 1}
			return func(rd record.Reader) error {
				p, err := rd.Events(ctx, f)
				if err != nil || len(p.Rows) == 0 {
					return err
				}
				told, err := rd.Told(ctx, p.Rows[0].ID)
				weigh.Timeline(told, time.Time{})
				return err
			}
		}},
	}
	var all []float64
	by := make([][]float64, len(kinds))
	for i := range count {
		k := i % len(kinds)
		f := kinds[k].ask()
		t := time.Now()
		if err := store.Read(ctx, f); err != nil {
			return nil, "", fmt.Errorf("%s: %w", kinds[k].name, err)
		}
		d := ms(time.Since(t))
		all, by[k] = append(all, d), append(by[k], d)
	}
	worst, most := "", 0.0
	for k := range kinds {
		if len(by[k]) > 0 {
			if q := quantile(by[k], .99); q > most {
				worst, most = kinds[k].name, q
			}
		}
	}
	return all, worst, nil
}
