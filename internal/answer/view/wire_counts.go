package view

import (
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// The forms of counts, actors and outlets; docs/formats/answers.md has them.
type (
	wireMap struct {
		Schema string `json:"schema"`
		AsOf   string `json:"as_of"`
		query.Map
	}
	wireHistogram struct {
		Schema string `json:"schema"`
		AsOf   string `json:"as_of"`
		query.Histogram
	}
	wireFacets struct {
		Schema string `json:"schema"`
		AsOf   string `json:"as_of"`
		query.Facets
	}
	wireActors struct {
		Schema string `json:"schema"`
		query.Actors
	}
	wireActor struct {
		Schema string `json:"schema"`
		query.Actor
	}
	wireOutlets struct {
		Schema  string          `json:"schema"`
		Outlets []wireOutletRow `json:"outlets"`
		More    int             `json:"more"` // outlets that are not listed
	}
	wireOutletRow struct {
		Name    string `json:"name"`
		Key     string `json:"key"`
		Reports int64  `json:"reports"`
		First   string `json:"first"`
		Last    string `json:"last"`
	}
	wireOutlet struct {
		Schema string `json:"schema"`
		wireOutletRow
		query.Outlet
	}
)

// Map is where the events of an answer happened.
func Map(m *query.Map) ([]byte, error) {
	return compact(&wireMap{"hearsay.map/1", stamp(m.AsOf), *m})
}

// Histogram is when they did.
func Histogram(h *query.Histogram) ([]byte, error) {
	return compact(&wireHistogram{"hearsay.histogram/1", stamp(h.AsOf), *h})
}

// Facets are what they are.
func Facets(f *query.Facets) ([]byte, error) {
	return compact(&wireFacets{"hearsay.facets/1", stamp(f.AsOf), *f})
}

// Actors are parties that were found.
func Actors(a *query.Actors) ([]byte, error) { return compact(&wireActors{"hearsay.actors/1", *a}) }

// Actor is one of them.
func Actor(a *query.Actor) ([]byte, error) { return compact(&wireActor{"hearsay.actor/1", *a}) }

// Outlets lists outlets; more is how many are left.
func Outlets(rows []record.OutletRow, more int) ([]byte, error) {
	out := &wireOutlets{"hearsay.outlets/1", []wireOutletRow{}, more}
	for i := range rows {
		out.Outlets = append(out.Outlets, outletRow(&rows[i]))
	}
	return compact(out)
}

// Outlet is one of them.
func Outlet(o *query.Outlet) ([]byte, error) {
	return compact(&wireOutlet{"hearsay.outlet/1", outletRow(&o.Row), *o})
}

func outletRow(o *record.OutletRow) wireOutletRow {
	return wireOutletRow{o.Name, o.Key, o.Reports, stamp(o.First), stamp(o.Last)}
}
