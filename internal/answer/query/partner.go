package query

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// The bounds of what is looked at for whom an actor acted with, and of what is told of that.
const (
	mostSampled  = 200
	mostPartners = 20
)

// Partner is a party that it acted with, on, or that acted on it.
type Partner struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Country     string `json:"country"`
	CountryName string `json:"country_name"`
	Count       int    `json:"count"`

	in string // the newest of these events
}

// partners counts the other parties of the newest events.
func (a *Actor) partners(ctx context.Context, r EventReader, asked []string) error {
	page, err := r.Events(ctx, record.Filter{Participants: asked, Limit: mostSampled})
	if err != nil {
		return err
	}
	a.Sampled = len(page.Rows)
	with, to, from := map[string]*Partner{}, map[string]*Partner{}, map[string]*Partner{}
	named := map[string]int{}
	for i := range page.Rows {
		m := &page.Rows[i]
		labels := labelsOf(m)
		sides := map[string]map[string]record.PartyRow{"actor": {}, "recipient": {}}
		mine := map[string]bool{}
		own := map[string]bool{} // keys that are its
		for _, p := range m.Parties {
			if record.IsParty(asked, p.Key, p.Name, p.Country) {
				own[cmp.Or(p.Key, p.Name)] = true
				if p.Role != "speaker" {
					mine[p.Role] = true
				}
				a.Names = appendNew(a.Names, p.Name)
				if label := labels[p.Key]; label != "" {
					named[label]++
				}
			}
		}
		for _, p := range m.Parties {
			if key := cmp.Or(p.Key, p.Name); sides[p.Role] != nil && !own[key] {
				if _, ok := sides[p.Role][key]; !ok {
					sides[p.Role][key] = p
				}
			}
		}
		count := func(into map[string]*Partner, side map[string]record.PartyRow) {
			for key, p := range side {
				if into[key] == nil {
					into[key] = &Partner{Key: key, Name: partyName(labels, p), Country: p.Country, CountryName: countryName(p.Country), in: m.ID}
				}
				into[key].Count++
			}
		}
		if mine["actor"] {
			count(with, sides["actor"])
			count(to, sides["recipient"])
		}
		if mine["recipient"] {
			count(from, sides["actor"])
		}
	}
	a.With, a.More.With = top(with)
	a.To, a.More.To = top(to)
	a.From, a.More.From = top(from)
	best := 0
	for label, n := range named {
		if n > best || n == best && label < a.Name {
			a.Name, best = label, n
		}
	}
	slices.Sort(a.Names)
	n := min(len(a.Names), mostPartners)
	a.Names, a.More.Names = a.Names[:n], len(a.Names)-n
	return nil
}

// top are those of most events, and how many are left.
func top(in map[string]*Partner) (most []Partner, left int) {
	out := make([]Partner, 0, len(in))
	for _, p := range in {
		out = append(out, *p)
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Key < out[j].Key
	})
	n := min(len(out), mostPartners)
	return out[:n], len(out) - n
}

// withoutPlaces leaves out partners that are places, to which a visit was read: put
// together they would tell where a person was, and people have no places here. What was read for it is kept in told.
func withoutPlaces(ctx context.Context, r PartyReader, list []Partner, told map[string][]record.Told) ([]Partner, error) {
	out := []Partner{}
	for _, p := range list {
		if _, ok := told[p.in]; !ok {
			var err error
			if told[p.in], err = r.Told(ctx, p.in); err != nil {
				return nil, err
			}
		}
		told, place := told[p.in], false
		for i := range told {
			for _, side := range [][]hearsay.Party{told[i].Actors, told[i].Recipients} {
				for _, q := range side {
					place = place || q.Key == p.Key && (q.Kind == hearsay.PlaceKind || q.Kind == hearsay.Facility)
				}
			}
		}
		if !place {
			out = append(out, p)
		}
	}
	return out, nil
}
