package where

import (
	"math"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// candidate is a place in the world that a name may stand for.
type candidate struct {
	name       string
	kind       gazetteer.Kind // 0: a country
	country    *gazetteer.Country
	admin1     string
	admin1ID   int
	geonames   int
	lat, lon   float64
	population int
}

func ofPlace(p gazetteer.Place) candidate {
	return candidate{name: p.Name, kind: p.Kind, country: p.Country, admin1: p.Admin1, admin1ID: p.Admin1ID, geonames: p.GeoNames, lat: p.Lat, lon: p.Lon, population: p.Population}
}

func ofCountry(c *gazetteer.Country) candidate {
	return candidate{name: c.Name, country: c, geonames: c.GeoNames, lat: c.Lat, lon: c.Lon, population: c.Population}
}

func capitalOf(c *gazetteer.Country) candidate {
	for _, p := range gazetteer.Places(c.Capital) {
		if p.GeoNames == c.CapitalGeoNames {
			k := ofPlace(p)
			k.name = c.Capital
			return k
		}
	}
	return candidate{name: c.Capital, kind: gazetteer.CapitalCity, country: c, geonames: c.CapitalGeoNames, lat: c.CapitalLat, lon: c.CapitalLon}
}

// candidates lists what a name may stand for, most prominent first.
func (rd *Reader) candidates(name string) []candidate {
	var out []candidate
	if s, ok := rd.short[name]; ok {
		for _, p := range gazetteer.Places(s.name) {
			if p.Kind == gazetteer.Province && p.Country != nil && p.Country.ISO2 == s.country {
				return []candidate{ofPlace(p)}
			}
		}
	}
	for _, m := range gazetteer.CountriesOf(name) {
		if m.As == gazetteer.Name {
			out = append(out, ofCountry(m.Country))
			break // of "Congo" the first is meant more often
		}
	}
	for _, p := range gazetteer.Places(name) {
		out = append(out, ofPlace(p))
	}
	// "Washington, D.C.", "Tehran" by a spelling that only the country list has.
	if len(out) == 0 {
		for _, m := range gazetteer.CountriesOf(name) {
			if m.As == gazetteer.Capital && m.Country.Capital != "" && gazetteer.Fold(name) != gazetteer.Fold(m.Country.Capital) {
				out = append(out, capitalOf(m.Country))
			}
		}
	}
	return out
}

// prior is how likely a place is meant when nothing else is known.
func (c *candidate) prior() float64 {
	s := math.Log10(float64(c.population) + 10)
	switch c.kind {
	case 0:
		s += 5
	case gazetteer.CapitalCity:
		s += 3
	case gazetteer.Seat:
		s += 0.7
	case gazetteer.Province:
		s += 0.3
	case gazetteer.District:
		s -= 1.5
	case gazetteer.Quarter:
		s -= 1.2
	case gazetteer.Area:
		s += 1
	}
	return s
}

// precision names how fine the place is, as the public format has it.
func (c *candidate) precision() string {
	switch c.kind {
	case 0:
		return "country"
	case gazetteer.Province, gazetteer.Area:
		if c.population == 200000 && c.kind == gazetteer.Area { // sites of areas.tsv
			return "site"
		}
		return "province"
	case gazetteer.District, gazetteer.Quarter:
		return "district"
	}
	return "city"
}

// distance in kilometres, on a sphere.
func (c *candidate) distance(d *candidate) float64 { return Kilometres(c.lat, c.lon, d.lat, d.lon) }

// Kilometres is the great circle distance of two points in degrees.
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// in reports whether c lies in the country or unit d.
func (c *candidate) in(d *candidate) bool {
	if c.country == nil || d.country == nil || c.country != d.country {
		return false
	}
	switch d.kind {
	case 0:
		return c.kind != 0
	case gazetteer.Province:
		return c.kind != 0 && c.admin1ID == d.geonames && c.geonames != d.geonames
	case gazetteer.District, gazetteer.Town, gazetteer.CapitalCity, gazetteer.Seat, gazetteer.Seat2:
		return c.geonames != d.geonames && c.kind.IsCity() && c.distance(d) < 60
	case gazetteer.Area:
		return c.kind != 0 && c.distance(d) < 300
	}
	return false
}
