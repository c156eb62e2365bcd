package query

import (
	"context"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// mostNamed bounds the claims and events in which a person of a name is looked for.
const mostNamed = 20

// Person is which of the parties that a filter asks for may be a person; empty: none. Events have
// places, people have none: what shows where events were does not answer for a person. It is one
// whose name holds the words asked for, in the newest claims and events of such parties: where a name is
// of a person and of others too, the person counts.
func Person(ctx context.Context, r PartyReader, f record.Filter) (string, error) {
	for _, name := range slices.Concat(f.Actors, f.Recipients, f.Participants) {
		if country(strings.TrimPrefix(name, stateKey)) != nil {
			continue
		}
		who, err := personCalled(ctx, r, name)
		if who != "" || err != nil {
			return who, err
		}
	}
	return "", nil
}

func personCalled(ctx context.Context, r PartyReader, name string) (string, error) {
	asked := []string{name}
	is := func(p *hearsay.Party) bool {
		return p.Named && p.Kind == hearsay.Person && record.IsParty(asked, p.Key, record.Fold(p.Name), "")
	}
	claims, err := r.Claims(ctx, record.Filter{Speakers: asked, Limit: mostNamed})
	if err != nil {
		return "", err
	}
	for i := range claims.Rows {
		for j := range claims.Rows[i].Chain {
			if p := &claims.Rows[i].Chain[j].Party; is(p) {
				return p.Name, nil
			}
		}
	}
	events, err := r.Events(ctx, record.Filter{Participants: asked, Limit: mostNamed})
	if err != nil {
		return "", err
	}
	for i := range events.Rows {
		told, err := r.Told(ctx, events.Rows[i].ID)
		if err != nil {
			return "", err
		}
		for j := range told {
			for _, side := range [][]hearsay.Party{told[j].Actors, told[j].Recipients} {
				for k := range side {
					if is(&side[k]) {
						return side[k].Name, nil
					}
				}
			}
		}
	}
	return "", nil
}
