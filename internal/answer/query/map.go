package query

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// Map is where the events of an answer happened, as exactly as it is told: nothing is a
// point of which only the country is known.
type Map struct {
	AsOf time.Time `json:"-"`
	Counted
	By        By        `json:"by"`
	Zoom      int       `json:"zoom"`
	Cell      float64   `json:"cell"` // side of a cell, degrees
	Countries []MapArea `json:"countries"`
	Regions   []MapArea `json:"regions"`
	Cells     []MapCell `json:"cells"`
	Outside   int       `json:"outside"`
	Unplaced  Bundle    `json:"unplaced"`
	LeftOut   int       `json:"left_out"`
}

// MapArea is a country or region of whose events no more is known than that they lie in it.
type MapArea struct {
	Country  string  `json:"country"`
	Name     string  `json:"name"`
	GeoNames int     `json:"geonames"` // of a region; 0: none
	Lat      float64 `json:"lat"`      // of a label
	Lon      float64 `json:"lon"`
	Bundle
	Events []string `json:"events"`
	seqs   []int64
}

// MapCell is a cell of a grid with the cities, districts and sites in it.
type MapCell struct {
	Box       [4]float64     `json:"box"` // west, south, east, north
	Lat       float64        `json:"lat"` // the mean of the events' places
	Lon       float64        `json:"lon"`
	Places    int            `json:"places"`
	Place     string         `json:"place"` // where it is one
	Country   string         `json:"country"`
	Precision map[string]int `json:"precision"`
	Bundle
	Events []string `json:"events"`
	seqs   []int64
}

// The bounds of a map: cells and regions in it, and the events whose ids are given where they
// are few.
const (
	mostCells   = 2000
	mostRegions = 1000
	fewEvents   = 5
)

// cellSides are the sides of cells, in degrees, and cellPixels how wide one is drawn, at least, on a
// map of 256 pixels for the whole world at zoom 0.
var cellSides = []float64{10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001}

const cellPixels = 40

// spotBits are those of a spot's number that it is sorted by, beside the 37 of the smallest cells.
const spotBits = 24

// sideAt is the index of the side for a zoom: the smallest that is wide enough.
func sideAt(zoom int) int {
	least := 360 / math.Exp2(float64(zoom)) * cellPixels / 256
	at := 0
	for at+1 < len(cellSides) && cellSides[at+1] >= least {
		at++
	}
	return at
}

// Box reads a window as an address has it: west, south, east, north.
func Box(flag, s string) (*[4]float64, error) {
	if s == "" {
		return nil, nil
	}
	p, err := box(flag, s)
	return p.Box, err
}

// placed is what is counted of one place.
type placed struct {
	pile
	first [fewEvents]int64 // the first few
}

// slab gives room for many of them at once.
type slab struct {
	groups int
	piles  []placed
	by     []int32
}

func (s *slab) next() *placed {
	const many = 1024
	if len(s.piles) == 0 {
		s.piles, s.by = make([]placed, many), make([]int32, many*s.groups)
	}
	p := &s.piles[0]
	p.by = s.by[:s.groups:s.groups]
	s.piles, s.by = s.piles[1:], s.by[s.groups:]
	return p
}

// byPlace counts by place; nil: none there. The counts of a million events are kept close together while they
// are counted: a place for each by itself would be looked up in slow memory.
func byPlace(fs *record.Facts, group func(*record.Fact) int, room *slab) []*placed {
	places, groups := len(fs.Places), room.groups
	count, disputed, by := make([]int32, places), make([]int32, places), make([]int32, places*groups)
	first := make([]int64, places*fewEvents)
	fs.Each(func(e *record.Fact) {
		p := e.Place()
		if n := count[p]; n < fewEvents {
			first[p*fewEvents+int(n)] = e.Seq
		}
		count[p]++
		by[p*groups+group(e)]++
		if e.Disputed() {
			disputed[p]++
		}
	})
	at := make([]*placed, places)
	for i, n := range count {
		if n == 0 {
			continue
		}
		p := room.next()
		p.count, p.disputed = int(n), int(disputed[i])
		copy(p.by, by[i*groups:])
		copy(p.first[:], first[i*fewEvents:])
		at[i] = p
	}
	return at
}

// join adds all of another.
func (p *placed) join(q *placed) {
	if p.count+q.count <= fewEvents {
		copy(p.first[p.count:], q.first[:q.count])
	}
	p.addAll(&q.pile)
}

// MapOf counts the events that answer a question by place. A window bounds the cells and regions
// that are listed; nil: the world.
func MapOf(ctx context.Context, r CountReader, weigh Weigh, f record.Filter, window *[4]float64, zoom int, by By) (*Map, error) {
	fs, counted, err := facts(ctx, r, weigh, f)
	if err != nil {
		return nil, err
	}
	out := &Map{AsOf: f.AsOf, Counted: counted, By: by, Zoom: zoom, Countries: []MapArea{}, Regions: []MapArea{}, Cells: []MapCell{}}
	group, names := grouping(fs, by)
	room := &slab{groups: len(names)}
	at := byPlace(fs, group, room)
	for _, p := range at {
		if p != nil {
			out.Count += p.count
		}
	}
	unplaced := newPile(len(names))
	countries, regions := map[string]*placed{}, map[string]*placed{}
	firsts := map[string]int{} // the place that a region was first found by
	var points []int
	for i, p := range at {
		if p == nil {
			continue
		}
		place := &fs.Places[i]
		switch {
		case place.Exact > toRegion && place.Country != "":
			join(room, countries, place.Country, p)
		case place.Exact > toRegion:
			unplaced.addAll(&p.pile)
		case window != nil && !inWindow(window, place.Lat, place.Lon):
			out.Outside += p.count
		case place.Exact == toRegion:
			key := fmt.Sprintf("%d %s %s", place.GeoNames, place.Country, gazetteer.Key(place.Name))
			if _, ok := firsts[key]; !ok {
				firsts[key] = i
			}
			join(room, regions, key, p)
		default:
			points = append(points, i)
		}
	}
	out.Unplaced = unplaced.bundle(names)
	for code, p := range countries {
		a := MapArea{Country: code, Name: countryName(code), Bundle: p.bundle(names), Events: []string{}, seqs: p.few()}
		if c, ok := gazetteer.ByCode(code); ok {
			a.Lat, a.Lon, a.GeoNames = c.Lat, c.Lon, c.GeoNames
		}
		out.Countries = append(out.Countries, a)
	}
	sortAreas(out.Countries)
	for key, p := range regions {
		place := &fs.Places[firsts[key]]
		out.Regions = append(out.Regions, MapArea{Country: place.Country, Name: place.Name, GeoNames: place.GeoNames, Lat: place.Lat, Lon: place.Lon, Bundle: p.bundle(names), Events: []string{}, seqs: p.few()})
	}
	sortAreas(out.Regions)
	if len(out.Regions) > mostRegions {
		for _, a := range out.Regions[mostRegions:] {
			out.LeftOut += a.Count
		}
		out.Regions = out.Regions[:mostRegions]
	}
	out.cells(fs, at, points, names, room)
	return out, out.name(ctx, r)
}

// What places are shown as, by the index of their precision: what lies nowhere, or is told in a
// way that is not known, cannot be shown any nearer than in its country.
var (
	toPoint  = slices.Index(record.Precisions(), "district") // and before it
	toRegion = slices.Index(record.Precisions(), "province")
)

func inWindow(b *[4]float64, lat, lon float64) bool {
	if b[0] > b[2] {
		return lat >= b[1] && lat <= b[3] && (lon >= b[0] || lon <= b[2])
	}
	return lat >= b[1] && lat <= b[3] && lon >= b[0] && lon <= b[2]
}

func join(room *slab, into map[string]*placed, key string, p *placed) {
	if into[key] == nil {
		into[key] = room.next()
	}
	into[key].join(p)
}

// few are the events where they are few.
func (p *placed) few() []int64 {
	if p.count > fewEvents {
		return nil
	}
	return p.first[:p.count]
}

func sortAreas(list []MapArea) {
	sort.Slice(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		if a.Name != b.Name {
			return a.Name < b.Name
		}
		return a.Country+fmt.Sprint(a.GeoNames) < b.Country+fmt.Sprint(b.GeoNames)
	})
}

// cells puts the points into cells; where they would be too many, larger ones.
func (m *Map) cells(fs *record.Facts, at []*placed, points []int, names []string, room *slab) {
	type point struct {
		cell  uint64 // and the spot in it, so that what lies at one stands together
		place int
	}
	list := make([]point, len(points))
	var wide uint64
	for n := sideAt(m.Zoom); n >= 0; n-- {
		m.Cell = cellSides[n]
		wide = uint64(math.Ceil(360/m.Cell)) + 1
		found := map[uint64]bool{}
		for k, i := range points {
			p := &fs.Places[i]
			c := uint64(max(0, math.Floor((p.Lat+90)/m.Cell+1e-9)))*wide + uint64(max(0, math.Floor((p.Lon+180)/m.Cell+1e-9)))
			list[k] = point{c<<spotBits | uint64(p.Spot)&(1<<spotBits-1), i}
			if len(found) <= mostCells {
				found[c] = true
			}
		}
		if len(found) <= mostCells {
			break
		}
	}
	slices.SortFunc(list, func(a, b point) int { return cmp.Compare(a.cell, b.cell) })
	round := func(x float64) float64 { return math.Round(x*1e5) / 1e5 }
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].cell>>spotBits == list[0].cell>>spotBits {
			n++
		}
		cell := list[:n]
		list = list[n:]
		sum := room.next()
		x, y := cell[0].cell>>spotBits%wide, (cell[0].cell>>spotBits)/wide
		west, south := round(float64(x)*m.Cell-180), round(float64(y)*m.Cell-90)
		out := MapCell{Box: [4]float64{west, south, round(west + m.Cell), round(south + m.Cell)}, Precision: map[string]int{}, Events: []string{}}
		precision := make([]int, toPoint+1)
		for k, c := range cell {
			p := &fs.Places[c.place]
			sum.join(at[c.place])
			weight := float64(at[c.place].count)
			out.Lat += p.Lat * weight
			out.Lon += p.Lon * weight
			precision[p.Exact] += at[c.place].count
			if k == 0 || p.Lat != fs.Places[cell[k-1].place].Lat || p.Lon != fs.Places[cell[k-1].place].Lon || p.GeoNames != fs.Places[cell[k-1].place].GeoNames {
				out.Places++
			}
		}
		for i, n := range precision {
			if n > 0 {
				out.Precision[record.Precisions()[i]] = n
			}
		}
		out.Lat, out.Lon = round(out.Lat/float64(sum.count)), round(out.Lon/float64(sum.count))
		if out.Places == 1 {
			p := &fs.Places[cell[0].place]
			out.Place, out.Country, out.Lat, out.Lon = p.Name, p.Country, p.Lat, p.Lon
		}
		out.Bundle, out.seqs = sum.bundle(names), sum.few()
		m.Cells = append(m.Cells, out)
	}
	sort.Slice(m.Cells, func(i, j int) bool {
		a, b := &m.Cells[i], &m.Cells[j]
		if a.Count != b.Count {
			return a.Count > b.Count
		}
		if a.Box[1] != b.Box[1] {
			return a.Box[1] < b.Box[1]
		}
		return a.Box[0] < b.Box[0]
	})
}

// name fills in the ids of events.
func (m *Map) name(ctx context.Context, r CountReader) error {
	var seqs []int64
	each := func(f func(seqs []int64, to *[]string)) {
		for i := range m.Countries {
			f(m.Countries[i].seqs, &m.Countries[i].Events)
		}
		for i := range m.Regions {
			f(m.Regions[i].seqs, &m.Regions[i].Events)
		}
		for i := range m.Cells {
			f(m.Cells[i].seqs, &m.Cells[i].Events)
		}
	}
	each(func(s []int64, _ *[]string) { seqs = append(seqs, s...) })
	ids, err := r.EventIDs(ctx, seqs)
	if err != nil {
		return err
	}
	each(func(s []int64, to *[]string) {
		sort.Slice(s, func(i, j int) bool { return s[i] > s[j] }) // the newest first
		for _, seq := range s {
			*to = append(*to, ids[seq])
		}
	})
	return nil
}
