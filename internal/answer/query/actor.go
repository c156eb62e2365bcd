package query

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// PartyReader is what questions about actors ask of the record.
type PartyReader interface {
	CountReader
	Claims(ctx context.Context, f record.Filter) (record.Page[record.Claim], error)
	Outlet(ctx context.Context, name string) (*record.OutletRow, error)
}

// The bounds of what is looked at of events one by one: in search of actors, for whom an
// actor acted with, and for who contradicts it.
const (
	mostSearched  = 300
	mostSampled   = 200
	mostContested = 20
	mostPartners  = 20
)

// Actors are parties that were found.
type Actors struct {
	Actors  []ActorRow `json:"actors"`
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
			key := or2(p.Key, p.Name)
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
		out.Actors = out.Actors[:limit]
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

func or2(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// stateKey begins the keys of states.
const stateKey = "state:"

// partyName is a party for a reader.
func partyName(labels map[string]string, p record.PartyRow) string {
	if code, ok := strings.CutPrefix(p.Key, stateKey); ok {
		return countryName(code)
	}
	return or2(labels[p.Key], p.Name)
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

// Partner is a party that it acted with, on, or that acted on it.
type Partner struct {
	Key         string `json:"key"`
	Name        string `json:"name"`
	Country     string `json:"country"`
	CountryName string `json:"country_name"`
	Count       int    `json:"count"`

	in string // the newest of these events
}

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
	var sets []*record.Facts
	yes := true
	for _, side := range []struct {
		into *ActorSide
		f    record.Filter
		list string
	}{
		{&a.Did, record.Filter{Actors: asked}, "/api/events?actor=" + q},
		{&a.Received, record.Filter{Recipients: asked}, "/api/events?recipient=" + q},
		{&a.Told, record.Filter{Speakers: asked}, "/api/events?speaker=" + q},
		{&a.Disputed, record.Filter{Speakers: asked, Disputed: &yes}, "/api/events?disputed=true&speaker=" + q},
	} {
		fs, counted, err := facts(ctx, r, weigh, side.f)
		if err != nil {
			return nil, err
		}
		sets = append(sets, fs)
		types := make([]int, len(fs.Types))
		fs.Each(func(e *record.Fact) {
			counted.Count++
			types[e.Type()]++
		})
		list, _ := ranked(fs.Types, types, 0, nil)
		*side.into = ActorSide{counted.Count, counted.Approximate, list, side.list}
		for _, n := range counted.Notes {
			a.Notes = appendNew(a.Notes, n)
		}
	}
	a.Said.List = "/api/claims?speaker=" + q
	a.Activity = activity(sets[0], sets[1], sets[2])
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
		for _, list := range []*[]Partner{&a.With, &a.To, &a.From} {
			if *list, err = withoutPlaces(ctx, r, *list); err != nil {
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

// withoutPlaces leaves out partners that are places, to which a visit was read: put
// together they would tell where a person was, and people have no places here.
func withoutPlaces(ctx context.Context, r PartyReader, list []Partner) ([]Partner, error) {
	out := []Partner{}
	for _, p := range list {
		told, err := r.Told(ctx, p.in)
		if err != nil {
			return nil, err
		}
		place := false
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

// activity counts by when the events happened, side by side.
func activity(did, received, told *record.Facts) ActorActivity {
	clock := (*record.Fact).Span
	per := "day"
	for _, fs := range []*record.Facts{did, received, told} {
		if p := perFor(fs, clock, "happened"); slices.Index(Stretches(), p) > slices.Index(Stretches(), per) {
			per = p
		}
	}
	out := ActorActivity{Clock: "happened", Per: per, Buckets: []ActorBucket{}}
	one := func(*record.Fact) int { return 0 }
	at := map[int64]*ActorBucket{}
	var starts []int64
	for i, fs := range []*record.Facts{did, received, told} {
		piles, _, _ := cutUp(fs, clock, per, one, 1)
		for s, p := range piles {
			b := at[s]
			if b == nil {
				b = &ActorBucket{Start: bucketName(s, per)}
				at[s] = b
				starts = append(starts, s)
			}
			switch i {
			case 0:
				b.Did = p.count
			case 1:
				b.Received = p.count
			default:
				b.Told = p.count
			}
		}
	}
	slices.Sort(starts)
	for _, s := range starts[max(0, len(starts)-mostBuckets):] {
		out.Buckets = append(out.Buckets, *at[s])
	}
	return out
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
				own[or2(p.Key, p.Name)] = true
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
			if key := or2(p.Key, p.Name); sides[p.Role] != nil && !own[key] {
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
	a.With, a.To, a.From = top(with), top(to), top(from)
	best := 0
	for label, n := range named {
		if n > best || n == best && label < a.Name {
			a.Name, best = label, n
		}
	}
	slices.Sort(a.Names)
	a.Names = a.Names[:min(len(a.Names), mostPartners)]
	return nil
}

func top(in map[string]*Partner) []Partner {
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
	return out[:min(len(out), mostPartners)]
}

// Person is which of the parties that a filter asks for is a person; empty: none. Events have
// places, people have none: what shows where events were does not answer for a person.
func Person(ctx context.Context, r PartyReader, f record.Filter) (string, error) {
	for _, name := range slices.Concat(f.Actors, f.Recipients, f.Participants) {
		var a Actor
		if err := a.identity(ctx, r, []string{name}); err != nil {
			return "", err
		}
		if a.Kind == string(hearsay.Person) {
			return or2(a.Name, name), nil
		}
	}
	return "", nil
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
		a.Key = or2(p.Key, a.Key)
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
					theirs, others := Statement{v.Label, side.stance, []string{}, []string{}}, Statement{v.Label, side.stance, []string{}, []string{}}
					for _, o := range side.origins {
						into := &others
						if own[o] {
							into = &theirs
						}
						if !slices.Contains(into.By, name[o]) {
							into.By, into.Keys = append(into.By, name[o]), append(into.Keys, key[o])
						}
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
