package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"github.com/hearsay/hearsay/internal/record"
)

// mostSearched is how many of the newest events are looked at in search of actors.
const mostSearched = 300

// Actors are parties that were found.
type Actors struct {
	Actors  []ActorRow `json:"actors"`
	More    int        `json:"more"`    // that were found too and are not listed
	Sampled int        `json:"sampled"` // events that they were looked for in, the newest
	Partial bool       `json:"partial"` // there are more events
	Notes   []string   `json:"notes"`
}

// ActorRow is one of them, with in how many of these events it stands.
type ActorRow struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Country     string `json:"country"`
	CountryName string `json:"country_name"`
	Outlet      bool   `json:"outlet"` // it speaks as an outlet
	Did         int    `json:"did"`
	Received    int    `json:"received"`
	Told        int    `json:"told"`
	Last        string `json:"last"` // when the newest of these events became known
}

// FindActors looks for parties whose names hold some words (all parties, where there are none) in
// the newest events that answer a question.
func FindActors(ctx context.Context, r EventReader, f record.Filter, words string, limit int) (*Actors, error) {
	out := &Actors{Actors: []ActorRow{}, Notes: []string{}}
	f.AsOf, f.Limit, f.After = time.Time{}, mostSearched, ""
	asks := []record.Filter{f}
	var asked []string
	if words != "" {
		var err error
		if asked, err = names("--words", []string{words}); err != nil {
			return nil, err
		}
		asks = nil
		if len(f.Participants) == 0 {
			g := f
			g.Participants = asked
			asks = append(asks, g)
		}
		if len(f.Speakers) == 0 {
			g := f
			g.Speakers = asked
			asks = append(asks, g)
		}
		if len(asks) == 0 {
			asks = []record.Filter{f}
		}
	}
	rows := map[int64]*record.MergedRow{}
	for _, f := range asks {
		page, err := r.Events(ctx, f)
		if err != nil {
			return nil, err
		}
		out.Partial = out.Partial || page.Next != ""
		for i := range page.Rows {
			rows[page.Rows[i].Seq] = &page.Rows[i]
		}
	}
	out.Sampled = len(rows)
	seqs := make([]int64, 0, len(rows))
	for s := range rows {
		seqs = append(seqs, s)
	}
	slices.Sort(seqs)
	slices.Reverse(seqs) // the newest name of a party is shown
	found := map[string]*ActorRow{}
	last := map[string]time.Time{}
	for _, s := range seqs {
		m := rows[s]
		labels := labelsOf(m)
		outlets := map[string]bool{}
		for _, o := range m.Origins {
			if o.Kind == "outlet" {
				outlets[o.Key] = true
			}
		}
		had := map[[2]string]bool{}
		for _, p := range m.Parties {
			if len(asked) > 0 && !record.IsParty(asked, p.Key, p.Name, p.Country) {
				continue
			}
			key := cmp.Or(p.Key, p.Name)
			if p.Role == "speaker" && isOutlet(m, key) {
				continue
			}
			if had[[2]string{p.Role, key}] {
				continue // an alias
			}
			had[[2]string{p.Role, key}] = true
			a := found[key]
			if a == nil {
				a = &ActorRow{Key: key, Name: partyName(labels, p), Country: p.Country}
				found[key] = a
			}
			if a.Country == "" {
				a.Country = p.Country
			}
			if a.Name == p.Name { // folded: no event before gave it a better one
				a.Name = partyName(labels, p)
			}
			a.Outlet = a.Outlet || outlets[p.Key]
			switch p.Role {
			case "actor":
				a.Did++
			case "recipient":
				a.Received++
			case "speaker":
				a.Told++
			}
			if m.Known.After(last[key]) {
				last[key] = m.Known
			}
		}
	}
	for key, a := range found {
		if t := last[key]; !t.IsZero() {
			a.Last = t.UTC().Format(time.RFC3339Nano)
		}
		a.CountryName = countryName(a.Country)
		out.Actors = append(out.Actors, *a)
	}
	sort.Slice(out.Actors, func(i, j int) bool {
		a, b := &out.Actors[i], &out.Actors[j]
		if x, y := a.Did+a.Received+a.Told, b.Did+b.Received+b.Told; x != y {
			return x > y
		}
		return a.Key < b.Key
	})
	if len(out.Actors) > limit {
		out.Actors, out.More = out.Actors[:limit], len(out.Actors)-limit
	}
	if out.Partial {
		out.Notes = append(out.Notes, fmt.Sprintf("looked for in the newest %d events, and counted in these", out.Sampled))
	}
	return out, nil
}

// isOutlet tells whether a speaker is a report's own voice: that of its outlet, or, where that
// has no name, of the report.
func isOutlet(m *record.MergedRow, key string) bool {
	return slices.Contains(m.Reports, key) || slices.ContainsFunc(m.Outlets, func(o string) bool { return record.Fold(o) == key })
}
