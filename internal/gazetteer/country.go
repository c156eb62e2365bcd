package gazetteer

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed countries.tsv
var countriesTSV string

// Country is a state or a territory with a code of its own.
type Country struct {
	ISO2, ISO3 string
	CAMEO      string // country code of the CAMEO codebook and the PETRARCH dictionaries; mostly ISO3
	GeoNames   int    // 0: none
	Name       string // usual English name: "Ivory Coast"
	OtherNames []string
	Adjectives []string // usual one first: "French"
	Demonyms   []Demonym
	// Capital is the seat of government; CapitalNames are other spellings, further
	// seats, and former capitals that news still speaks for the state by.
	Capital         string
	CapitalNames    []string
	CapitalGeoNames int
	Lat, Lon        float64 // middle of the main land, degrees
	CapitalLat      float64
	CapitalLon      float64
	Population      int
	Neighbours      []string // ISO2
	Regions         []string // words that news names it by: "Gulf", "Baltic", "West African"
}

// Demonym is the noun for a country's people.
type Demonym struct{ Singular, Plural string }

// Names returns the country's usual name and its other names.
func (c *Country) Names() []string { return append([]string{c.Name}, c.OtherNames...) }

// In reports whether the country belongs to a region as news words it: "Gulf",
// "Balkan", "West African". Case does not matter.
func (c *Country) In(region string) bool {
	for _, r := range c.Regions {
		if strings.EqualFold(r, region) {
			return true
		}
	}
	return false
}

// As is how a word speaks of a country.
type As string

const (
	Name      As = "name"      // "Israel", "the UK"
	Adjective As = "adjective" // "Israeli", "French"
	People    As = "demonym"   // "Israelis", "a Frenchman"
	Capital   As = "capital"   // "Tehran"
)

// Match is a country and how a word spoke of it.
type Match struct {
	Country *Country
	As      As
}

type countryTable struct {
	all    []Country
	byCode map[string]*Country // ISO2, ISO3 and CAMEO codes
	byWord map[string][]Match  // folded name -> in the order name, adjective, demonym, capital
	region map[string][]*Country
	err    error
}

var countries = sync.OnceValue(func() *countryTable { return readCountries(countriesTSV) })

func readCountries(tsv string) *countryTable {
	t := &countryTable{byCode: map[string]*Country{}, byWord: map[string][]Match{}, region: map[string][]*Country{}}
	fail := func(n int, why string) *countryTable {
		t.err = fmt.Errorf("countries.tsv line %d: %s", n, why)
		return t
	}
	list := func(s, sep string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, sep)
	}
	for n, line := range strings.Split(tsv, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 18 {
			return fail(n+1, fmt.Sprintf("%d columns, 18 wanted", len(f)))
		}
		c := Country{ISO2: f[0], ISO3: f[1], CAMEO: f[2], Name: f[4], OtherNames: list(f[5], ";"), Adjectives: list(f[6], ";"),
			Capital: f[8], CapitalNames: list(f[9], ";"), Neighbours: list(f[16], ","), Regions: list(f[17], ";")}
		for _, d := range list(f[7], ";") {
			one, many, ok := strings.Cut(d, ",")
			if !ok {
				return fail(n+1, "a demonym is written singular,plural")
			}
			c.Demonyms = append(c.Demonyms, Demonym{one, many})
		}
		var bad error
		num := func(s string) int {
			v, err := strconv.Atoi(s)
			if err != nil {
				bad = err
			}
			return v
		}
		deg := func(s string) float64 {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				bad = err
			}
			return v
		}
		c.GeoNames, c.CapitalGeoNames, c.Population = num(f[3]), num(f[10]), num(f[15])
		c.Lat, c.Lon, c.CapitalLat, c.CapitalLon = deg(f[11]), deg(f[12]), deg(f[13]), deg(f[14])
		if bad != nil {
			return fail(n+1, bad.Error())
		}
		t.all = append(t.all, c)
	}
	add := func(word string, c *Country, as As) {
		k := foldCountry(word)
		for _, m := range t.byWord[k] {
			if m.Country == c {
				return
			}
		}
		t.byWord[k] = append(t.byWord[k], Match{c, as})
	}
	each := func(f func(c *Country)) {
		for i := range t.all {
			f(&t.all[i])
		}
	}
	// Passes over the whole list keep names before adjectives, and those before
	// demonyms and capitals, where two countries share a word.
	each(func(c *Country) {
		t.byCode[c.ISO2], t.byCode[c.ISO3], t.byCode[c.CAMEO] = c, c, c
		for _, n := range c.Names() {
			add(n, c, Name)
		}
		for _, r := range c.Regions {
			t.region[strings.ToLower(r)] = append(t.region[strings.ToLower(r)], c)
		}
	})
	each(func(c *Country) {
		for _, n := range c.Adjectives {
			add(n, c, Adjective)
		}
	})
	each(func(c *Country) {
		for _, d := range c.Demonyms {
			add(d.Singular, c, People)
			add(d.Plural, c, People)
		}
	})
	each(func(c *Country) {
		if c.Capital != "" {
			add(c.Capital, c, Capital)
		}
		for _, n := range c.CapitalNames {
			add(n, c, Capital)
		}
	})
	// Where countries share a word, the one with more people is meant more often
	// ("Congolese", "Guinean"), within the same way of speaking.
	for k, ms := range t.byWord {
		sortMatches(ms)
		t.byWord[k] = ms
	}
	return t
}

func rank(a As) int {
	switch a {
	case Name:
		return 0
	case Adjective:
		return 1
	case People:
		return 2
	}
	return 3
}

func sortMatches(ms []Match) {
	for i := 1; i < len(ms); i++ {
		for j := i; j > 0; j-- {
			a, b := ms[j-1], ms[j]
			if rank(a.As) < rank(b.As) || rank(a.As) == rank(b.As) && a.Country.Population >= b.Country.Population {
				break
			}
			ms[j-1], ms[j] = b, a
		}
	}
}

// allUpper tells abbreviations: in other letters they are other words, "us" and "car".
func allUpper(s string) bool {
	seen := false
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			seen = true
		case r >= 'a' && r <= 'z', r >= 0x80:
			return false
		}
	}
	return seen && len(s) <= 6
}

// foldCountry makes names comparable: folded, "the" taken off. Abbreviations
// keep their letters, so that "us" is not "US", and lose their points.
func foldCountry(s string) string {
	s = strings.TrimSpace(s)
	if allUpper(s) {
		return strings.ReplaceAll(s, ".", "")
	}
	s = Fold(s)
	return strings.TrimPrefix(s, "the ")
}

// CountryOf returns the country that a word or name most often stands for, as a
// name, an adjective, a demonym or by its capital, telling which. A leading
// "the" and the case do not matter, except in abbreviations: "us" is no country. Where a word is the name of one and the adjective of another, the name goes
// first; "Georgia" is the country (the caller knows whether the US state is meant).
func CountryOf(word string) (Match, bool) {
	ms := CountriesOf(word)
	if len(ms) == 0 {
		return Match{}, false
	}
	return ms[0], true
}

// CountriesOf returns all countries that a word may stand for, the usual one
// first: "Dominican" gives two.
func CountriesOf(word string) []Match {
	t := countries()
	ms := t.byWord[foldCountry(word)]
	if ms == nil && strings.ToUpper(word) == word && strings.ToLower(word) != word && len(word) > 3 {
		ms = t.byWord[foldCountry(strings.ToLower(word))] // "IRAN", "CUBA" in a headline or dateline
	}
	return ms
}

// Countries lists all countries in order of their ISO2 codes. The slice and
// what it points to must not be changed.
func Countries() []Country { return countries().all }

// ByCode returns the country with an ISO2, ISO3 or CAMEO code, in capitals.
func ByCode(code string) (*Country, bool) {
	c, ok := countries().byCode[code]
	return c, ok
}

// InRegion lists the countries of a region as news words it ("Gulf", "Baltic",
// "landlocked"); nil where the word is no region.
func InRegion(word string) []*Country { return countries().region[strings.ToLower(word)] }

// Check reports the first fault in the embedded tables; nil when all is well.
func Check() error { return countries().err }
