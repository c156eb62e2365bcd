package query

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// PartyReader is what questions about actors ask of the record.
type PartyReader interface {
	CountReader
	Claims(ctx context.Context, f record.Filter) (record.Page[record.Claim], error)
	Outlet(ctx context.Context, name string) (*record.OutletRow, error)
}

// stateKey begins the keys of states.
const stateKey = "state:"

// partyName is a party for a reader.
func partyName(labels map[string]string, p record.PartyRow) string {
	if code, ok := strings.CutPrefix(p.Key, stateKey); ok {
		return countryName(code)
	}
	return cmp.Or(labels[p.Key], p.Name)
}

// labelsOf are the names of an event's parties for a reader, by key.
func labelsOf(m *record.MergedRow) map[string]string {
	out := map[string]string{}
	for _, name := range []string{"actor", "recipient"} {
		if s := slotOf(m, name); s != nil {
			for _, v := range s.Values {
				if out[v.Value] == "" {
					out[v.Value] = v.Label
				}
			}
		}
	}
	for _, o := range m.Origins {
		if (o.Kind == "speaker" || o.Kind == "outlet" || o.Kind == "agency") && out[o.Key] == "" {
			out[o.Key] = o.Name
		}
	}
	return out
}

// Actor is what the record holds of a party.
type Actor struct {
	Key         string     `json:"key"`
	Name        string     `json:"name"`
	Names       []string   `json:"names"` // folded
	Kind        string     `json:"kind"`
	Country     string     `json:"country"`
	CountryName string     `json:"country_name"`
	Outlet      string     `json:"outlet"` // the name of the outlet that it is; empty: none
	Codes       ActorCodes `json:"codes"`
	Notes       []string   `json:"notes"`

	Did      ActorSide `json:"did"`
	Received ActorSide `json:"received"`
	Told     ActorSide `json:"told"`
	Disputed ActorSide `json:"disputed"` // of those that it told
	Said     struct {
		List string `json:"list"`
	} `json:"said"`

	Activity ActorActivity `json:"activity"`
	Sampled  int           `json:"sampled"` // the newest events that it takes part in
	With     []Partner     `json:"with"`
	To       []Partner     `json:"to"`
	From     []Partner     `json:"from"`

	Contradicted []Contradiction `json:"contradicted"`
	More         ActorMore       `json:"more"`
}

// ActorMore is how many are not listed.
type ActorMore struct {
	Names int `json:"names"`
	With  int `json:"with"`
	To    int `json:"to"`
	From  int `json:"from"`
}

// ActorCodes are a party's codes, without a place: people have none here.
type ActorCodes struct {
	Country  string   `json:"country"`
	Sectors  []string `json:"sectors"`
	CAMEO    string   `json:"cameo"`
	Wikidata string   `json:"wikidata"`
}

// ActorSide is its events in one role, and where they are listed.
type ActorSide struct {
	Count       int     `json:"count"`
	Approximate bool    `json:"approximate"`
	Types       []Facet `json:"types"`
	List        string  `json:"list"`
}

// ActorActivity is how many there were when.
type ActorActivity struct {
	Clock   string        `json:"clock"`
	Per     string        `json:"per"`
	Buckets []ActorBucket `json:"buckets"`
}

// ActorBucket is one stretch of it.
type ActorBucket struct {
	Start    string `json:"start"`
	Did      int    `json:"did"`
	Received int    `json:"received"`
	Told     int    `json:"told"`
}

// ActorOf gathers what the record holds of a party: a key, a name, or a country.
func ActorOf(ctx context.Context, r PartyReader, weigh Weigh, name string) (*Actor, error) {
	asked, err := names("", []string{name})
	if err != nil {
		return nil, err
	}
	a := &Actor{Key: asked[0], Name: name, Names: []string{}, Codes: ActorCodes{Sectors: []string{}}, Notes: []string{},
		With: []Partner{}, To: []Partner{}, From: []Partner{}, Contradicted: []Contradiction{}}
	land := country(strings.TrimPrefix(name, stateKey))
	if land != nil {
		asked = []string{land.ISO3}
		name = land.ISO3
	}
	q := url.QueryEscape(name)
	var sides [3]sideCount
	for i, side := range []struct {
		into *ActorSide
		f    record.Filter
		list string
	}{
		{&a.Did, record.Filter{Actors: asked}, "/api/events?actor=" + q},
		{&a.Received, record.Filter{Recipients: asked}, "/api/events?recipient=" + q},
		{&a.Told, record.Filter{Speakers: asked}, "/api/events?speaker=" + q},
	} {
		fs, counted, err := facts(ctx, r, weigh, side.f)
		if err != nil {
			return nil, err
		}
		c := &sides[i]
		c.count(fs)
		types, _ := ranked(fs.Types, c.types, 0, nil)
		*side.into = ActorSide{c.n, counted.Approximate, types, side.list}
		if side.into == &a.Told {
			types, _ = ranked(fs.Types, c.disputedTypes, 0, nil)
			a.Disputed = ActorSide{c.disputed, counted.Approximate, types, "/api/events?disputed=true&speaker=" + q}
		}
		for _, n := range counted.Notes {
			a.Notes = appendNew(a.Notes, n)
		}
	}
	a.Said.List = "/api/claims?speaker=" + q
	a.Activity = activity(&sides)
	if err := a.partners(ctx, r, asked); err != nil {
		return nil, err
	}
	if land != nil {
		a.Key, a.Name, a.Kind, a.Country, a.Codes.Country = land.ISO3, land.Name, string(hearsay.State), land.ISO3, land.ISO3
		a.Names = []string{record.Fold(land.Name)}
		a.Notes = append(a.Notes, "all parties of "+land.Name+": its state, and who is told of as of it")
	} else if err := a.identity(ctx, r, asked); err != nil {
		return nil, err
	}
	if a.Did.Count+a.Received.Count+a.Told.Count == 0 && len(a.Names) == 0 {
		return nil, &hearsay.Problem{Kind: record.ErrNone, What: fmt.Sprintf("nobody in the record is called %q", name), Hint: "/api/actors?words=... finds names by some of their words"}
	}
	a.CountryName = countryName(a.Country)
	if a.Kind == string(hearsay.Person) || a.Kind == "" {
		told := map[string][]record.Told{}
		for _, list := range []*[]Partner{&a.With, &a.To, &a.From} {
			if *list, err = withoutPlaces(ctx, r, *list, told); err != nil {
				return nil, err
			}
		}
	}
	switch o, err := r.Outlet(ctx, a.Name); {
	case err == nil:
		a.Outlet = o.Name
	case !isNone(err):
		return nil, err
	}
	return a, a.contradictions(ctx, r, asked)
}

// sideCount is one role of an actor. All of it is counted in one pass: of the facts of a record of a million events
// each costs some ten milliseconds.
type sideCount struct {
	n, disputed          int
	types, disputedTypes []int
	// days are how many events began on which day, by the shortest of activityStretches that holds what is told of
	// their time; of a time that is told less exactly than a year there are none.
	days near[[activityLongest]int32]
}

// activityStretches are those that activity may be told by, the shortest first.
var activityStretches = [activityLongest]string{"day", "week", "month", "year"}

const activityLongest = 4

func (c *sideCount) count(fs *record.Facts) {
	c.types, c.disputedTypes = make([]int, len(fs.Types)), make([]int, len(fs.Types))
	var lengths [activityLongest]int64
	for i, per := range activityStretches {
		lengths[i] = longest[per]
	}
	fs.Each(func(e *record.Fact) {
		c.n++
		c.types[e.Type()]++
		if e.Disputed() {
			c.disputed++
			c.disputedTypes[e.Type()]++
		}
		if start, end, ok := e.Span(); ok {
			for i, l := range lengths {
				if end-start < l {
					c.days.at(floorDiv(start, dayMicros))[i]++
					break
				}
			}
		}
	})
}

// began is on which days how many events began, of those that a stretch holds.
func (c *sideCount) began(per string) map[int64]int {
	out := map[int64]int{}
	held := slices.Index(activityStretches[:], per) + 1
	c.days.each(func(day int64, by *[activityLongest]int32) {
		n := 0
		for _, k := range by[:held] {
			n += int(k)
		}
		if n > 0 {
			out[day] = n
		}
	})
	return out
}

// activity counts by when the events happened, side by side.
func activity(sides *[3]sideCount) ActorActivity {
	per := "day"
	for i := range sides {
		if p := perOf(sides[i].began("month"), "happened"); slices.Index(Stretches(), p) > slices.Index(Stretches(), per) {
			per = p
		}
	}
	out := ActorActivity{Clock: "happened", Per: per, Buckets: []ActorBucket{}}
	at := map[int64]*ActorBucket{}
	for i := range sides {
		for day, n := range sides[i].began(per) {
			s := bucketStart(day*dayMicros, per)
			b := at[s]
			if b == nil {
				b = &ActorBucket{Start: bucketName(s, per)}
				at[s] = b
			}
			*[]*int{&b.Did, &b.Received, &b.Told}[i] += n
		}
	}
	starts := slices.Sorted(maps.Keys(at))
	for _, s := range starts[max(0, len(starts)-mostBuckets):] {
		out.Buckets = append(out.Buckets, *at[s])
	}
	return out
}

// identity takes kind and codes from where it was read last.
func (a *Actor) identity(ctx context.Context, r PartyReader, asked []string) error {
	take := func(p *hearsay.Party) bool {
		if !record.IsParty(asked, p.Key, p.Name, p.Codes.Country) {
			return false
		}
		a.Kind, a.Country = string(p.Kind), p.Codes.Country
		a.Codes.Country, a.Codes.CAMEO, a.Codes.Wikidata = p.Codes.Country, p.Codes.CAMEO, p.Codes.Wikidata
		a.Codes.Sectors = append(a.Codes.Sectors, p.Codes.Sectors...)
		a.Key = cmp.Or(p.Key, a.Key)
		return true
	}
	page, err := r.Claims(ctx, record.Filter{Speakers: asked, Limit: 1})
	if err != nil {
		return err
	}
	for i := range page.Rows {
		c := &page.Rows[i]
		for j := range c.Chain {
			p := &c.Chain[j].Party
			if take(p) {
				a.Names = appendNew(a.Names, record.Fold(p.Name))
				if len(a.Names) == 1 && p.Named {
					a.Name = p.Name
				}
				return nil
			}
		}
	}
	events, err := r.Events(ctx, record.Filter{Participants: asked, Limit: 1})
	if err != nil || len(events.Rows) == 0 {
		return err
	}
	told, err := r.Told(ctx, events.Rows[0].ID)
	if err != nil {
		return err
	}
	for i := range told {
		for _, list := range [][]hearsay.Party{told[i].Actors, told[i].Recipients} {
			for j := range list {
				if take(&list[j]) {
					return nil
				}
			}
		}
	}
	return nil
}
