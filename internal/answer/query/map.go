package query

import (
	"context"
	"fmt"
	"math"
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
	MostZoom    = 20
)

// cellSides are the sides of cells, in degrees, and cellPixels how wide one is drawn, at least, on a
// map of 256 pixels for the whole world at zoom 0.
var cellSides = []float64{10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001}

const cellPixels = 40

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
	seqs []int64 // the first few
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
	at := make([]*placed, len(fs.Places))
	fs.Each(func(e *record.Fact) {
		p := at[e.Place()]
		if p == nil {
			p = &placed{pile: *newPile(len(names))}
			at[e.Place()] = p
		}
		p.add(group(e), e.Disputed())
		if p.count <= fewEvents {
			p.seqs = append(p.seqs, e.Seq)
		}
	})
	unplaced := newPile(len(names))
	countries, regions := map[string]*placed{}, map[string]*placed{}
	firsts := map[string]int{} // the place that a region was first found by
	var points []int
	for i, p := range at {
		if p == nil {
			continue
		}
		place := &fs.Places[i]
		switch exact := exactness(place); {
		case exact == inCountry && place.Country != "":
			join(countries, place.Country, p, len(names))
		case exact == inCountry || i == 0:
			unplaced.addAll(&p.pile)
		case window != nil && !inWindow(window, place.Lat, place.Lon):
			out.Outside += p.count
		case exact == inRegion:
			key := fmt.Sprintf("%d %s %s", place.GeoNames, place.Country, gazetteer.Key(place.Name))
			if _, ok := firsts[key]; !ok {
				firsts[key] = i
			}
			join(regions, key, p, len(names))
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
	out.cells(fs, at, points, names)
	return out, out.name(ctx, r)
}

// How exactly a place is told.
const (
	inCountry = iota
	inRegion
	atPoint
)

// exactness: what lies nowhere, or is told in a way that is not known, cannot be shown any
// nearer than in its country.
func exactness(p *record.PlaceFact) int {
	if !p.Located() {
		return inCountry
	}
	switch p.Precision {
	case "site", "city", "district":
		return atPoint
	case "province":
		return inRegion
	}
	return inCountry
}

func inWindow(b *[4]float64, lat, lon float64) bool {
	if b[0] > b[2] {
		return lat >= b[1] && lat <= b[3] && (lon >= b[0] || lon <= b[2])
	}
	return lat >= b[1] && lat <= b[3] && lon >= b[0] && lon <= b[2]
}

func join(into map[string]*placed, key string, p *placed, groups int) {
	if into[key] == nil {
		into[key] = &placed{pile: *newPile(groups)}
	}
	q := into[key]
	q.addAll(&p.pile)
	if q.count <= fewEvents {
		q.seqs = append(q.seqs, p.seqs...)
	}
}

// few are the events where they are few.
func (p *placed) few() []int64 {
	if p.count > fewEvents {
		return nil
	}
	return p.seqs
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
func (m *Map) cells(fs *record.Facts, at []*placed, points []int, names []string) {
	type cell struct {
		placed
		x, y      int
		lat, lon  float64
		places    map[string]bool
		last      int
		precision map[string]int
	}
	var found map[[2]int]*cell
	var side float64
	for n := sideAt(m.Zoom); n >= 0; n-- {
		side, found = cellSides[n], map[[2]int]*cell{}
		for _, i := range points {
			x, y := int(math.Floor((fs.Places[i].Lon+180)/side+1e-9)), int(math.Floor((fs.Places[i].Lat+90)/side+1e-9))
			found[[2]int{x, y}] = &cell{x: x, y: y}
		}
		if len(found) <= mostCells {
			break
		}
	}
	m.Cell = side
	for _, i := range points {
		place, p := &fs.Places[i], at[i]
		c := found[[2]int{int(math.Floor((place.Lon+180)/side + 1e-9)), int(math.Floor((place.Lat+90)/side + 1e-9))}]
		if c.by == nil {
			c.pile, c.places, c.precision = *newPile(len(names)), map[string]bool{}, map[string]int{}
		}
		c.addAll(&p.pile)
		if c.count <= fewEvents {
			c.seqs = append(c.seqs, p.seqs...)
		}
		c.lat += place.Lat * float64(p.count)
		c.lon += place.Lon * float64(p.count)
		c.places[fmt.Sprint(place.GeoNames, place.Lat, place.Lon)] = true
		c.precision[place.Precision] += p.count
		c.last = i
	}
	for _, c := range found {
		round := func(x float64) float64 { return math.Round(x*1e5) / 1e5 }
		west, south := round(float64(c.x)*side-180), round(float64(c.y)*side-90)
		out := MapCell{Box: [4]float64{west, south, round(west + side), round(south + side)}, Lat: round(c.lat / float64(c.count)), Lon: round(c.lon / float64(c.count)),
			Places: len(c.places), Precision: c.precision, Bundle: c.bundle(names), Events: []string{}, seqs: c.few()}
		if len(c.places) == 1 {
			p := &fs.Places[c.last]
			out.Place, out.Country, out.Lat, out.Lon = p.Name, p.Country, p.Lat, p.Lon
		}
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
