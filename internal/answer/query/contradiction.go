package query

import (
	"context"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// mostContested is how many of the newest disputed events are looked at for who contradicts an actor, mostVoices how many
// are named who say one value.
const (
	mostContested = 20
	mostVoices    = 20
)

// Contradiction is what it told of an event and others tell otherwise.
type Contradiction struct {
	Event   string      `json:"event"`
	Summary string      `json:"summary"`
	Slot    string      `json:"slot"`
	Theirs  []Statement `json:"theirs"`
	Others  []Statement `json:"others"`
}

// Statement is a value, who gives it, and how: asserts or denies.
type Statement struct {
	Value  string   `json:"value"`
	Stance string   `json:"stance"`
	By     []string `json:"by"`
	Keys   []string `json:"keys"` // of each of By; empty: it is nobody that could be asked for
	More   int      `json:"more"` // who say so too and are not named
}

// contradictions lists what it told of the newest disputed events and others tell otherwise.
func (a *Actor) contradictions(ctx context.Context, r EventReader, asked []string) error {
	yes := true
	page, err := r.Events(ctx, record.Filter{Speakers: asked, Disputed: &yes, Limit: mostContested})
	if err != nil {
		return err
	}
	for i := range page.Rows {
		m := &page.Rows[i]
		own, name, key, spoke := map[string]bool{}, map[string]string{}, map[string]string{}, map[string]bool{}
		for _, p := range m.Parties {
			if p.Role == "speaker" && record.IsParty(asked, p.Key, p.Name, p.Country) {
				spoke[p.Name] = true
			}
		}
		for _, o := range m.Origins {
			name[o.ID] = o.Name
			if o.Kind == "speaker" || o.Kind == "outlet" || o.Kind == "agency" {
				key[o.ID] = strings.TrimPrefix(o.Key, "m:")
			}
			if o.Kind == "speaker" && (spoke[record.Fold(o.Name)] || record.IsParty(asked, strings.TrimPrefix(o.Key, "m:"), record.Fold(o.Name), "")) {
				own[o.ID] = true
			}
		}
		for _, s := range m.Slots {
			if s.Verdict != hearsay.Disputed {
				continue
			}
			c := Contradiction{m.ID, m.Summary, s.Name, []Statement{}, []Statement{}}
			for _, v := range s.Values {
				if v.Withdrawn != nil {
					continue
				}
				for _, side := range []struct {
					stance  string
					origins []string
				}{{"asserts", v.Origins}, {"denies", v.Denied}} {
					theirs, others := Statement{v.Label, side.stance, []string{}, []string{}, 0}, Statement{v.Label, side.stance, []string{}, []string{}, 0}
					type voice struct {
						own  bool
						name string
					}
					heard := map[voice]bool{}
					for _, o := range side.origins {
						into, v := &others, voice{own[o], name[o]}
						if v.own {
							into = &theirs
						}
						switch {
						case heard[v]:
						case len(into.By) == mostVoices:
							into.More++
						default:
							into.By, into.Keys = append(into.By, name[o]), append(into.Keys, key[o])
						}
						heard[v] = true
					}
					switch {
					case len(theirs.By) > 0: // others who say the same do not contradict it
						c.Theirs = append(c.Theirs, theirs)
					case len(others.By) > 0:
						c.Others = append(c.Others, others)
					}
				}
			}
			if len(c.Theirs) > 0 && len(c.Others) > 0 {
				a.Contradicted = append(a.Contradicted, c)
			}
		}
	}
	return nil
}
