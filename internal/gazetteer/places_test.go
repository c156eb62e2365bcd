package gazetteer

import (
	"math"
	"testing"
)

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, iso string
		id        int
	}{
		{"Doha", "QAT", 290030}, {"Kyiv", "UKR", 703448}, {"Kiev", "UKR", 703448}, {"Sana'a", "YEM", 71137}, {"Mosul", "IRQ", 99072}, {"Goma", "COD", 216281},
		{"Port-au-Prince", "HTI", 3718426}, {"Khartoum", "SDN", 379252}, {"Tripoli", "LBY", 2210247}, {"Texas", "USA", 4736286}, {"São Paulo", "BRA", 3448439},
		{"Aleppo", "SYR", 170063}, {"Kandahar", "AFG", 1138336}, {"Gaza Strip", "PSE", 281132}, {"Red Sea", "", 0}, {"Donbas", "UKR", 0}, {"Idlib", "SYR", 169387},
		{"Helmand", "AFG", 1140043}, {"Cox's Bazar", "BGD", 1336134}, {"Maiduguri", "NGA", 2331447}, {"Bamako", "MLI", 2460596},
	} {
		ps := Places(c.name)
		if len(ps) == 0 {
			t.Errorf("%s: not found", c.name)
			continue
		}
		found := false
		for _, p := range ps[:min(3, len(ps))] {
			found = found || p.ISO3() == c.iso && p.GeoNames == c.id
		}
		if !found {
			t.Errorf("%s: %+v, want %s %d among the first three", c.name, ps[0], c.iso, c.id)
		}
	}
	if ps := Places("no such town at all"); ps != nil {
		t.Errorf("found %v", ps)
	}
	if n := len(Places("Springfield")); n < 10 {
		t.Errorf("%d Springfields", n)
	}
}

// Every line of areas.tsv is read and finds itself.
func TestAreas(t *testing.T) {
	as, err := Areas()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range as {
		if a.ISO2 != "" {
			if _, ok := ByCode(a.ISO2); !ok {
				t.Errorf("%s: country %q is unknown", a.Name, a.ISO2)
			}
		}
		for _, n := range append([]string{a.Name}, a.Names...) {
			ok := false
			for _, p := range Places(n) {
				ok = ok || p.Kind == Area && math.Abs(p.Lat-a.Lat) < 0.01 && math.Abs(p.Lon-a.Lon) < 0.01
				ok = ok || p.Kind == Province && p.Country != nil && p.Country.ISO2 == a.ISO2 // the unit of that name stands for it
			}
			if !ok {
				t.Errorf("%s: %q does not find it: places.bin is older than areas.tsv, make it again", a.Name, n)
			}
		}
	}
}

func TestBrokenTable(t *testing.T) {
	for _, s := range []string{"", Magic, Magic + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", placesBin[:1000]} {
		if _, err := cut(s); err == nil {
			t.Errorf("a table of %d bytes was taken", len(s))
		}
	}
}

func FuzzPlaces(f *testing.F) {
	for _, s := range []string{"Doha", "", "zzzz", "\xff", "são", "a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range Places(s) {
			if p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 || p.Name == "" {
				t.Errorf("%q gives %+v", s, p)
			}
		}
	})
}

func BenchmarkPlaces(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Places("Port-au-Prince")
	}
}

func BenchmarkIsPlace(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		IsPlace("government")
	}
}
