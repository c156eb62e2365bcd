package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldTable(t *testing.T) {
	if n := utf8.RuneCountInString(foldFrom); n != len(foldTo) {
		t.Fatalf("%d letters, %d plain forms", n, len(foldTo))
	}
	for in, want := range map[string]string{"São Tomé": "sao tome", "Sana’a": "sana'a", "Łódź": "lodz", "Đà Nẵng": "da nang", "Türkiye": "turkiye", "İstanbul": "istanbul",
		"Şanlıurfa": "sanliurfa", "Þórshöfn": "thorshofn", "  New\u00a0York ": "new york", "Zürich": "zurich", "Großenhain": "grossenhain", "N’Djamena": "n'djamena", "København": "kobenhavn",
		"Gəncə": "ganca", "Ústí": "usti", "Żywiec": "zywiec", "Ýmir": "ymir"} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCountryOf(t *testing.T) {
	for _, c := range []struct {
		word, iso string
		as        As
	}{
		{"Israel", "ISR", Name}, {"Israeli", "ISR", Adjective}, {"Israelis", "ISR", People}, {"the United States", "USA", Name}, {"U.S.", "USA", Name}, {"US", "USA", Name},
		{"French", "FRA", Adjective}, {"Frenchman", "FRA", People}, {"Frenchmen", "FRA", People}, {"Spaniards", "ESP", People}, {"Tehran", "IRN", Capital}, {"Kiev", "UKR", Capital},
		{"Kyiv", "UKR", Capital}, {"Congolese", "COD", Adjective}, {"Guinea", "GIN", Name}, {"Niger", "NER", Name}, {"Nigerien", "NER", Adjective}, {"Nigerian", "NGA", Adjective},
		{"Georgia", "GEO", Name}, {"Türkiye", "TUR", Name}, {"Turkiye", "TUR", Name}, {"Burma", "MMR", Name}, {"Burmese", "MMR", Adjective}, {"Côte d’Ivoire", "CIV", Name},
		{"DRC", "COD", Name}, {"UAE", "ARE", Name}, {"Emiratis", "ARE", People}, {"North Koreans", "PRK", People}, {"Beijing", "CHN", Capital}, {"Palestinians", "PSE", People},
		{"Kosovo", "XKX", Name}, {"Dominican", "DOM", Adjective}, {"IRAN", "IRN", Name}, {"Filipina", "PHL", Adjective}, {"Britons", "GBR", People}, {"Dutch", "NLD", Adjective},
		{"Danes", "DNK", People}, {"Washington, D.C.", "USA", Capital}, {"Singapore", "SGP", Name}, {"The Hague", "NLD", Capital}, {"Holy See", "VAT", Name},
	} {
		m, ok := CountryOf(c.word)
		if !ok || m.Country.ISO3 != c.iso || m.As != c.as {
			t.Errorf("CountryOf(%q) = %+v %v, want %s as %s", c.word, m, ok, c.iso, c.as)
		}
	}
	for _, w := range []string{"us", "car", "Republic", "", "the", "it", "prc"} {
		if m, ok := CountryOf(w); ok {
			t.Errorf("CountryOf(%q) = %s as %s, want none", w, m.Country.ISO3, m.As)
		}
	}
}

// Every line of countries.tsv is whole, and every name it gives finds it.
func TestEveryCountry(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
	if n := len(Countries()); n < 249 {
		t.Fatalf("%d countries", n)
	}
	seen := map[string]bool{}
	for i := range Countries() {
		c := &Countries()[i]
		if len(c.ISO2) != 2 || len(c.ISO3) != 3 || len(c.CAMEO) != 3 || c.GeoNames == 0 || c.Lat < -90 || c.Lat > 90 || c.Lon < -180 || c.Lon > 180 || seen[c.ISO3] {
			t.Errorf("%s: codes or coordinates are wrong: %+v", c.Name, c)
		}
		seen[c.ISO3] = true
		words := c.Names()
		words = append(words, c.Adjectives...)
		for _, d := range c.Demonyms {
			words = append(words, d.Singular, d.Plural)
		}
		if c.Capital != "" {
			words = append(words, c.Capital)
			if c.CapitalGeoNames == 0 && c.ISO2 != "IO" {
				t.Errorf("%s: capital %s has no GeoNames id", c.Name, c.Capital)
			}
		}
		for _, w := range append(words, c.CapitalNames...) {
			found := false
			for _, m := range CountriesOf(w) {
				found = found || m.Country == c
			}
			if !found || strings.TrimSpace(w) != w {
				t.Errorf("%s: %q does not find it", c.Name, w)
			}
		}
		for _, n := range c.Neighbours {
			if _, ok := ByCode(n); !ok {
				t.Errorf("%s: neighbour %q is unknown", c.Name, n)
			}
		}
		if len(c.Regions) == 0 {
			t.Errorf("%s: no region", c.Name)
		}
	}
	if q, _ := ByCode("QAT"); !q.In("gulf") || len(InRegion("Baltic")) != 3 {
		t.Error("regions are wrong")
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"São Tomé", "\xff\xfe", "  a  b ", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if utf8.ValidString(s) && Fold(once) != once {
			t.Errorf("folding %q twice gives %q", once, Fold(once))
		}
	})
}

func BenchmarkCountryOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CountryOf("Israeli")
	}
}
