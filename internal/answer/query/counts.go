package query

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// CountReader is what counting asks of the record.
type CountReader interface {
	EventReader
	Facts(ctx context.Context, f record.Filter) (*record.Facts, error)
	EventIDs(ctx context.Context, seqs []int64) (map[int64]string, error)
}

// Counted is common to all counts of events.
type Counted struct {
	Count       int      `json:"count"`
	Approximate bool     `json:"approximate"`
	Notes       []string `json:"notes"`
}

// Bundle is some events by what they are.
type Bundle struct {
	Count    int            `json:"count"`
	Disputed int            `json:"disputed"`
	By       map[string]int `json:"by"`
}

// mostThen is how many events that changed after the moment asked for are weighed anew, as they
// stood then; 150 take some 50 ms.
const mostThen = 150

// facts are those of the events that answer a question, as of its moment. Who goes through
// them counts them.
func facts(ctx context.Context, r CountReader, weigh Weigh, f record.Filter) (*record.Facts, Counted, error) {
	out := Counted{Notes: []string{}}
	fs, err := r.Facts(ctx, f)
	if err != nil {
		return nil, out, err
	}
	if fs.Approximate {
		out.Notes = append(out.Notes, "who takes part was looked for by each word alone, so that events may be counted in which the words are of different parties")
	}
	if fs.Lacking > 0 {
		fs.Approximate = true
		out.Notes = append(out.Notes, fmt.Sprintf("%s of this record, which an older version made, %s not counted yet: hearsay serve counts them in the background", figure(int(fs.Lacking), "event"), isAre(fs.Lacking)))
	}
	if !f.AsOf.IsZero() {
		late, err := instead(ctx, r, weigh, f, fs)
		if err != nil {
			return nil, out, err
		}
		corrected, err := r.CorrectedAt(ctx, "")
		if err != nil {
			return nil, out, err
		}
		if corrected.After(f.AsOf) {
			fs.Approximate = true
			out.Notes = append(out.Notes, "people corrected codings since then, and events are counted as corrected")
		}
		if late > 0 {
			fs.Approximate = true
			out.Notes = append(out.Notes, fmt.Sprintf("counted are the events that were known then, as they stand now: of %d of them something changed since", late))
		}
	}
	out.Approximate = fs.Approximate
	return fs, out, nil
}

func isAre(n int64) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// instead counts the events that changed after f.AsOf as they stood then. Where they are too
// many for that, it returns how many.
func instead(ctx context.Context, r CountReader, weigh Weigh, f record.Filter, fs *record.Facts) (late int, err error) {
	wide, err := r.Facts(ctx, wider(f))
	if err != nil {
		return 0, err
	}
	asOf := f.AsOf.UnixMicro()
	var seqs []int64
	wide.Each(func(e *record.Fact) {
		if e.Changed() > asOf {
			if late++; late <= mostThen {
				seqs = append(seqs, e.Seq)
			}
		}
	})
	if late == 0 || late > mostThen {
		return late, nil
	}
	ids, err := r.EventIDs(ctx, seqs)
	if err != nil {
		return 0, err
	}
	rows := make(map[int64]*record.MergedRow, len(seqs))
	for _, seq := range seqs {
		rows[seq] = nil
		told, err := toldThen(ctx, r, ids[seq])
		if err != nil {
			return 0, err
		}
		row := weigh(told, f.AsOf)
		if row.ID = ids[seq]; len(row.Tellings) > 0 && record.MatchEvent(&f, &row) && !record.Hidden(&f, &row) {
			rows[seq] = &row
		}
	}
	return 0, fs.Instead(rows)
}

// By is what events are grouped by.
type By string

const (
	ByType    By = "type"
	ByQuad    By = "quad"
	ByStatus  By = "status"
	ByCountry By = "country"
)

// mostGroups bounds the groups; what is in others is grouped as "other".
const mostGroups = 20

// grouping gives the group of each event, by number, and the names of the groups.
func grouping(fs *record.Facts, by By) (group func(e *record.Fact) int, names []string) {
	var of func(e *record.Fact) int
	switch by {
	case ByQuad:
		of, names = (*record.Fact).Quad, fs.Quads
	case ByStatus:
		of, names = (*record.Fact).Status, fs.Statuses
	case ByCountry:
		land := placeLands(fs)
		of, names = func(e *record.Fact) int {
			if n := land[e.Place()]; n > 0 || e.Countries() == 0 {
				return n
			}
			return e.Country(0)
		}, fs.Lands
	default:
		of, names = (*record.Fact).Type, fs.Types
	}
	if len(names)-1 <= mostGroups {
		return of, names
	}
	count := make([]int, len(names))
	fs.Each(func(e *record.Fact) { count[of(e)]++ })
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return count[order[i]] > count[order[j]] })
	to, kept := make([]int, len(names)), []string{}
	for i, n := range order {
		to[n] = min(i, mostGroups)
		if i < mostGroups {
			kept = append(kept, names[n])
		}
	}
	return func(e *record.Fact) int { return to[of(e)] }, append(kept, "other")
}

// placeLands is the number of each place's country.
func placeLands(fs *record.Facts) []int {
	at := map[string]int{"": 0}
	for n, name := range fs.Lands {
		at[name] = n
	}
	out := make([]int, len(fs.Places))
	for i := range fs.Places {
		out[i] = at[fs.Places[i].Country]
	}
	return out
}

// pile counts events of some groups.
type pile struct {
	count, disputed int
	by              []int32
}

func newPile(groups int) *pile { return &pile{by: make([]int32, groups)} }

func (p *pile) add(group int, disputed bool) {
	p.count++
	if disputed {
		p.disputed++
	}
	p.by[group]++
}

func (p *pile) addAll(q *pile) {
	p.count, p.disputed = p.count+q.count, p.disputed+q.disputed
	for i, n := range q.by {
		p.by[i] += n
	}
}

func (p *pile) bundle(names []string) Bundle {
	out := Bundle{p.count, p.disputed, map[string]int{}}
	for i, n := range p.by {
		if n > 0 {
			out.By[names[i]] += int(n)
		}
	}
	return out
}

// Facet is one value with how many events have it.
type Facet struct {
	Value string `json:"value"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Facets are the values that the events of an answer have.
type Facets struct {
	AsOf time.Time `json:"-"`
	Counted
	Facets struct {
		Type      []Facet `json:"type"`
		Quad      []Facet `json:"quad"`
		Status    []Facet `json:"status"`
		Country   []Facet `json:"country"`
		Outlet    []Facet `json:"outlet"`
		Disputed  []Facet `json:"disputed"`
		Origins   []Facet `json:"origins"`
		Precision []Facet `json:"precision"`
	} `json:"facets"`
	More struct {
		Country int `json:"country"`
		Outlet  int `json:"outlet"`
	} `json:"more"`
}

// facetOrigins are the numbers of origins that are counted: so many or more.
var facetOrigins = []int{2, 3, 5, 10}

// FacetsOf counts the values of the events that answer a question. open counts each list as if
// what the question asks of it were not asked; top bounds the countries and the outlets.
func FacetsOf(ctx context.Context, r CountReader, weigh Weigh, f record.Filter, open bool, top int) (*Facets, error) {
	out := &Facets{AsOf: f.AsOf}
	fs, counted, err := facts(ctx, r, weigh, f)
	if err != nil {
		return nil, err
	}
	out.Counted = counted
	var lands, outlets, types, quads, states, places []int
	start := func(fs *record.Facts) {
		lands, outlets, types = make([]int, len(fs.Lands)), make([]int, len(fs.Outlets)), make([]int, len(fs.Types))
		quads, states, places = make([]int, len(fs.Quads)), make([]int, len(fs.Statuses)), make([]int, len(fs.Places))
	}
	start(fs)
	var disputed int
	origins := make([]int, 256)
	all := fs
	fs.Each(func(e *record.Fact) {
		out.Count++
		types[e.Type()]++
		quads[e.Quad()]++
		states[e.Status()]++
		places[e.Place()]++
		origins[e.Origins()]++
		if e.Disputed() {
			disputed++
		}
		countLands(e, lands)
		countOutlets(e, outlets)
	})
	x := &out.Facets
	x.Type, _ = ranked(fs.Types, types, 0, nil)
	x.Quad, _ = ranked(fs.Quads, quads, 0, nil)
	x.Status, _ = ranked(fs.Statuses, states, 0, nil)
	x.Country, out.More.Country = ranked(fs.Lands, lands, top, countryName)
	x.Outlet, out.More.Outlet = ranked(fs.Outlets, outlets, top, nil)
	x.Disputed = yesNo(disputed, out.Count)
	x.Origins = atLeast(origins)
	x.Precision = precisions(all, places)
	if !open {
		return out, nil
	}
	for _, lifted := range []struct {
		asked bool
		lift  func(*record.Filter)
		count func(fs *record.Facts)
	}{
		{len(f.Types) > 0, func(f *record.Filter) { f.Types = nil }, func(fs *record.Facts) {
			fs.Each(func(e *record.Fact) { types[e.Type()]++ })
			x.Type, _ = ranked(fs.Types, types, 0, nil)
		}},
		{len(f.Statuses) > 0, func(f *record.Filter) { f.Statuses = nil }, func(fs *record.Facts) {
			fs.Each(func(e *record.Fact) { states[e.Status()]++ })
			x.Status, _ = ranked(fs.Statuses, states, 0, nil)
		}},
		{len(f.Places)+len(f.Countries) > 0, func(f *record.Filter) { f.Places, f.Countries = nil, nil }, func(fs *record.Facts) {
			fs.Each(func(e *record.Fact) { countLands(e, lands) })
			x.Country, out.More.Country = ranked(fs.Lands, lands, top, countryName)
		}},
		{len(f.Outlets) > 0, func(f *record.Filter) { f.Outlets = nil }, func(fs *record.Facts) {
			fs.Each(func(e *record.Fact) { countOutlets(e, outlets) })
			x.Outlet, out.More.Outlet = ranked(fs.Outlets, outlets, top, nil)
		}},
		{f.Disputed != nil, func(f *record.Filter) { f.Disputed = nil }, func(fs *record.Facts) {
			disputed, n := 0, 0
			fs.Each(func(e *record.Fact) {
				n++
				if e.Disputed() {
					disputed++
				}
			})
			x.Disputed = yesNo(disputed, n)
		}},
		{f.Origins > 1, func(f *record.Filter) { f.Origins = 0 }, func(fs *record.Facts) {
			clear(origins)
			fs.Each(func(e *record.Fact) { origins[e.Origins()]++ })
			x.Origins = atLeast(origins)
		}},
	} {
		if !lifted.asked {
			continue
		}
		g := f
		lifted.lift(&g)
		fs, c, err := facts(ctx, r, weigh, g)
		if err != nil {
			return nil, err
		}
		out.Approximate = out.Approximate || c.Approximate
		for _, n := range c.Notes {
			out.Notes = appendNew(out.Notes, n)
		}
		start(fs)
		lifted.count(fs)
	}
	return out, nil
}

func countLands(e *record.Fact, lands []int) {
	for i := range e.Countries() {
		lands[e.Country(i)]++
	}
}

func countOutlets(e *record.Fact, outlets []int) {
	for i := range e.Outlets() {
		n, _ := e.Outlet(i)
		outlets[n]++
	}
}

// ranked lists the values that some events have, the most frequent first, top of them (0: all), and
// how many are left.
func ranked(values []string, counts []int, top int, name func(string) string) ([]Facet, int) {
	out := []Facet{}
	for i, n := range counts {
		if n > 0 && (values[i] != "" || top == 0) {
			out = append(out, Facet{values[i], values[i], n})
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Count != out[j].Count {
			return out[i].Count > out[j].Count
		}
		return out[i].Value < out[j].Value
	})
	more := 0
	if top > 0 && len(out) > top {
		out, more = out[:top], len(out)-top
	}
	if name != nil {
		for i := range out {
			out[i].Name = name(out[i].Value)
		}
	}
	return out, more
}

// countryName is a country for a reader.
func countryName(code string) string {
	if c, ok := gazetteer.ByCode(code); ok {
		return c.Name
	}
	return code
}

func yesNo(yes, of int) []Facet {
	out := []Facet{}
	if yes > 0 {
		out = append(out, Facet{"true", "disputed", yes})
	}
	if of > yes {
		out = append(out, Facet{"false", "not disputed", of - yes})
	}
	return out
}

func atLeast(origins []int) []Facet {
	out := []Facet{}
	for _, least := range facetOrigins {
		n := 0
		for _, k := range origins[least:] {
			n += k
		}
		if n > 0 {
			out = append(out, Facet{fmt.Sprint(least), fmt.Sprintf("%d or more", least), n})
		}
	}
	return out
}

// precisions counts places by how exactly they are told.
func precisions(fs *record.Facts, places []int) []Facet {
	names := append(record.Precisions(), "")
	counts := make([]int, len(names))
	for i, n := range places {
		counts[fs.Places[i].Exact] += n
	}
	out := []Facet{}
	for i, n := range counts {
		if n > 0 {
			name := names[i]
			if name == "" {
				name = "no place with coordinates"
			}
			out = append(out, Facet{names[i], name, n})
		}
	}
	return out
}

// ChooseBy reads what to group by; usual where it is not given.
func ChooseBy(given string, usual By, of ...By) (By, error) {
	if given == "" {
		return usual, nil
	}
	var list []string
	for _, b := range of {
		if strings.EqualFold(given, string(b)) {
			return b, nil
		}
		list = append(list, string(b))
	}
	return "", wrong("--by", "it is one of "+or(list), "events are not grouped by %q", given)
}
