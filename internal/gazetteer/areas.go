package gazetteer

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed areas.tsv
var areasTSV string

// AreaLine is one line of areas.tsv: a region, sea, river, mountain or site that
// GeoNames' list of towns and units does not have.
type AreaLine struct {
	Name     string
	Names    []string
	Sort     string // region sea river mountain island lake desert strait canal site
	ISO2     string // empty where it lies over borders
	Lat, Lon float64
	GeoNames int
	Weight   int // stands in for a population: how prominent it is in news
}

// Areas reads areas.tsv.
func Areas() ([]AreaLine, error) {
	var out []AreaLine
	for n, line := range strings.Split(areasTSV, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("areas.tsv line %d: %d columns, 7 wanted", n+1, len(f))
		}
		a := AreaLine{Name: f[0], Sort: f[2], ISO2: f[3]}
		if f[1] != "" {
			a.Names = strings.Split(f[1], ";")
		}
		var e1, e2, e3 error
		a.Lat, e1 = strconv.ParseFloat(f[4], 64)
		a.Lon, e2 = strconv.ParseFloat(f[5], 64)
		a.GeoNames, e3 = strconv.Atoi(f[6])
		if e1 != nil || e2 != nil || e3 != nil {
			return nil, fmt.Errorf("areas.tsv line %d: a number cannot be read", n+1)
		}
		a.Weight = 3000000
		if a.Sort == "site" {
			a.Weight = 200000
		}
		out = append(out, a)
	}
	return out, nil
}
