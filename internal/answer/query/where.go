package query

import (
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

const placeHint = `give a name (Kharkiv, "Tripoli, Lebanon"), a country (Kenya, KEN), a distance ("50km of Kharkiv", "50km of 49.99,36.23": latitude, longitude) or a box "west,south,east,north" in degrees`

var (
	distanceWords = regexp.MustCompile(`(?i)^([\d.,]+) ?(km|kms|kilomet(?:er|re)s?|mi|miles?) (?:of|from|around|about|near) (.+)$`)
	pointWords    = regexp.MustCompile(`^([-+]?\d+(?:\.\d+)?) ?, ?([-+]?\d+(?:\.\d+)?)$`)
)

// kilometresOfMile is the international mile.
const kilometresOfMile = 1.609344

// widest is half of the way around the earth: a larger distance asks for everything.
const widest = 20038

// places makes filters of places as a person writes them. Notes tell what a reader
// may want to know of how a name was understood.
func places(flag string, given []string) (out []record.PlaceFilter, countries, notes []string, err error) {
	for _, g := range given {
		g = strings.Join(strings.Fields(g), " ")
		switch {
		case g == "":
			return nil, nil, nil, wrong(flag, placeHint, "the place is empty")
		case distanceWords.MatchString(g):
			p, note, err := circle(flag, g)
			if err != nil {
				return nil, nil, nil, err
			}
			out = append(out, p)
			if note != "" {
				notes = append(notes, note)
			}
		case numeric(g):
			p, err := box(flag, g)
			if err != nil {
				return nil, nil, nil, err
			}
			out = append(out, p)
		default:
			if c := country(g); c != nil {
				countries = appendNew(countries, c.ISO3)
				continue
			}
			ps, note, err := named(flag, g)
			if err != nil {
				return nil, nil, nil, err
			}
			out = append(out, ps...)
			if note != "" {
				notes = append(notes, note)
			}
		}
	}
	return out, countries, notes, nil
}

// numeric reports whether a place is written in numbers alone.
func numeric(s string) bool {
	return strings.Contains(s, ",") && strings.Trim(s, "0123456789.,+- ") == ""
}

func box(flag, s string) (record.PlaceFilter, error) {
	parts := strings.Split(s, ",")
	if len(parts) == 2 {
		return record.PlaceFilter{}, wrong(flag, fmt.Sprintf(`for what lies around a point say how far: "20km of %s"`, s), "%q is a point, and nothing lies on a point alone", s)
	}
	if len(parts) != 4 {
		return record.PlaceFilter{}, wrong(flag, placeHint, "%q has %d numbers; a box has four", s, len(parts))
	}
	var b [4]float64
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsInf(v, 0) {
			return record.PlaceFilter{}, wrong(flag, placeHint, "%q is no number of degrees", strings.TrimSpace(p))
		}
		b[i] = v
	}
	names := []string{"west", "south", "east", "north"}
	for i, v := range b {
		if most := []float64{180, 90}[i%2]; math.Abs(v) > most {
			return record.PlaceFilter{}, wrong(flag, "the order is west, south, east, north", "%s is %g, and lies between -%g and %g", names[i], v, most, most)
		}
	}
	if b[1] > b[3] {
		return record.PlaceFilter{}, wrong(flag, "the order is west, south, east, north", "the south of the box, %g, lies north of its north, %g", b[1], b[3])
	}
	return record.PlaceFilter{Box: &b}, nil
}

func circle(flag, s string) (record.PlaceFilter, string, error) {
	m := distanceWords.FindStringSubmatch(s)
	km, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	if err != nil || km <= 0 {
		return record.PlaceFilter{}, "", wrong(flag, placeHint, "%q is no distance", m[1])
	}
	if strings.HasPrefix(strings.ToLower(m[2]), "mi") {
		km *= kilometresOfMile
	}
	if km > widest {
		return record.PlaceFilter{}, "", wrong(flag, "leave --place away to ask everywhere", "%s %s is more than half of the way around the earth", m[1], m[2])
	}
	if p := pointWords.FindStringSubmatch(m[3]); p != nil {
		lat, _ := strconv.ParseFloat(p[1], 64)
		lon, _ := strconv.ParseFloat(p[2], 64)
		if math.Abs(lat) > 90 || math.Abs(lon) > 180 {
			return record.PlaceFilter{}, "", wrong(flag, "latitude first (-90 to 90), then longitude (-180 to 180)", "%s is no point on the earth", m[3])
		}
		return record.PlaceFilter{Lat: lat, Lon: lon, Kilometres: km}, "", nil
	}
	found, _ := candidates(m[3])
	// Around a name the town is meant, not the middle of the province called after it.
	sort.SliceStable(found, func(i, j int) bool { return found[i].Kind.IsCity() && !found[j].Kind.IsCity() })
	if len(found) == 0 {
		return record.PlaceFilter{}, "", wrong(flag, fmt.Sprintf(`give the point itself, latitude and longitude: "%s%s of 49.99,36.23"`, m[1], m[2]), "where %s lies is not known here", m[3])
	}
	note := ""
	for _, other := range found[1:] {
		if other.ISO3() != found[0].ISO3() && note == "" {
			note = fmt.Sprintf(`%s was taken for %s; for another write "%s%s of %s"`, m[3], full(found[0]), m[1], m[2], full(other))
		}
	}
	return record.PlaceFilter{Lat: found[0].Lat, Lon: found[0].Lon, Kilometres: km}, note, nil
}

// named finds a place by its name: as the reports write it, and by the numbers of the
// places that bear it under whatever name. With a country behind it ("Tripoli,
// Lebanon"), only the places of that country are meant.
func named(flag, s string) ([]record.PlaceFilter, string, error) {
	found, qualified := candidates(s)
	if qualified && len(found) == 0 {
		first, rest, _ := strings.Cut(s, ",")
		return nil, "", wrong(flag, fmt.Sprintf("leave %q away to find any place called %s", strings.TrimSpace(rest), strings.TrimSpace(first)), "no %s is known in %s", strings.TrimSpace(first), strings.TrimSpace(rest))
	}
	var out []record.PlaceFilter
	note := ""
	if !qualified {
		out = append(out, record.PlaceFilter{Name: gazetteer.Fold(trimArticle(s))})
		if len(found) == 0 {
			note = fmt.Sprintf("no place called %s is known here; only the name itself is looked for", s)
		}
	}
	var lands []string
	for _, p := range found {
		if p.GeoNames != 0 {
			out = append(out, record.PlaceFilter{GeoNames: p.GeoNames})
		}
		lands = appendNew(lands, p.ISO3())
	}
	if len(lands) > 1 {
		var fulls []string
		seen := map[string]bool{}
		for _, p := range found {
			if f := full(p); !seen[p.ISO3()] {
				seen[p.ISO3()] = true
				fulls = append(fulls, f)
			}
		}
		note = fmt.Sprintf("%s is looked for wherever it lies: %s; add a country to mean one", s, strings.Join(fulls[:min(3, len(fulls))], "; "))
	}
	return out, note, nil
}

// share is how prominent another bearer of a name must be, by its people, beside
// the most prominent one, to be asked for without a country behind it; on the
// namesakes of fifty capitals it keeps Tripoli in Lebanon and leaves Paris, Texas, out.
const share = 0.05

// candidates are the places that a name may mean, the likeliest first; qualified: a
// country or province behind a comma says which are meant.
func candidates(s string) (out []gazetteer.Place, qualified bool) {
	name, rest, comma := s, "", false
	if i := strings.LastIndexByte(s, ','); i > 0 {
		name, rest, comma = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), true
	}
	all := gazetteer.Places(name)
	if comma {
		c := country(rest)
		for _, p := range all {
			if c != nil && p.ISO3() == c.ISO3 || gazetteer.Key(p.Admin1) == gazetteer.Key(rest) {
				out = append(out, p)
			}
		}
		return out, true
	}
	for i, p := range all {
		if i == 0 || i < 8 && float64(p.Population) >= share*float64(all[0].Population) && p.Population > 0 {
			out = append(out, p)
		}
	}
	return out, false
}

// PlaceNamed is the likeliest place that a name means, the name with a country or province
// behind a comma where it has one; or a country. ok is false where none is known.
func PlaceNamed(s string) (p gazetteer.Place, land *gazetteer.Country, ok bool) {
	if c := country(s); c != nil {
		return p, c, true
	}
	found, _ := candidates(s)
	if len(found) == 0 {
		return p, nil, false
	}
	// The town is meant, not the province called after it.
	sort.SliceStable(found, func(i, j int) bool { return found[i].Kind.IsCity() && !found[j].Kind.IsCity() })
	return found[0], nil, true
}

func full(p gazetteer.Place) string {
	if p.Country != nil {
		return p.Name + ", " + p.Country.Name
	}
	return p.Name
}
