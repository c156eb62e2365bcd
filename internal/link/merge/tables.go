package merge

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

var (
	//go:embed families.tsv
	familiesTSV string
	//go:embed deeds.tsv
	deedsTSV string
	//go:embed features.tsv
	featuresTSV string
	//go:embed follows.tsv
	followsTSV string
)

// tables are the data files of this package, read once.
type tables struct {
	families []familyLine
	names    []string // of families, by their bit
	bits     map[string]uint32
	deeds    map[string]map[string]uint8 // family -> lemma -> deed; 0: goes with all
	deedName []string
	features []featureLine
	follows  []followLine

	elsewhere   uint32 // families of what is often done at another place than its cause
	suppression uint8  // the deed of putting down a revolt
}

type familyLine struct {
	typ, mode     string
	codes, lemmas []string // nil: any
	bits          uint32
	symmetric     bool
	single        bool
}

type featureLine struct {
	name           string
	sign           byte
	prior          [2]float64 // within, across
	within, across bool
}

type followLine struct {
	later, cause uint32   // families
	usual        uint32   // the first of the causes, which is the usual one
	laterDeeds   []string // trigger lemmas; nil: any
	cues         []string // words between, or before the cause; nil: none needed
	weak         bool     // that the cause is the main thing is no tie
	kind         string
}

var data = sync.OnceValues(readTables)

func readTables() (*tables, error) {
	t := &tables{bits: map[string]uint32{}, deeds: map[string]map[string]uint8{}, deedName: []string{""}}
	bits := func(names string) uint32 {
		var out uint32
		for _, n := range strings.Split(names, ",") {
			if t.bits[n] == 0 {
				t.bits[n] = 1 << len(t.names)
				t.names = append(t.names, n)
			}
			out |= t.bits[n]
		}
		return out
	}
	list := func(s string) []string {
		if s == "*" || s == "-" {
			return nil
		}
		return strings.Split(s, ",")
	}
	if err := lists.Rows(familiesTSV, 8, func(c []string) error {
		t.families = append(t.families, familyLine{c[0], c[1], list(c[2]), list(c[3]), bits(c[4]), c[5] == "yes", c[6] == "yes"})
		return nil
	}); err != nil {
		return nil, fmt.Errorf("families.tsv: %w", err)
	}
	if len(t.names) > 32 {
		return nil, fmt.Errorf("families.tsv: %d families, 32 have room", len(t.names))
	}
	if err := lists.Rows(deedsTSV, 3, func(c []string) error {
		if t.bits[c[0]] == 0 {
			return fmt.Errorf("%q is no family", c[0])
		}
		id := 0
		if c[1] != "*" {
			id = slices.Index(t.deedName, c[1])
			if id < 0 {
				id = len(t.deedName)
				t.deedName = append(t.deedName, c[1])
			}
		}
		if t.deeds[c[0]] == nil {
			t.deeds[c[0]] = map[string]uint8{}
		}
		for _, w := range strings.Fields(c[2]) {
			if _, twice := t.deeds[c[0]][w]; twice {
				return fmt.Errorf("%q stands twice in %s", w, c[0])
			}
			t.deeds[c[0]][w] = uint8(id)
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("deeds.tsv: %w", err)
	}
	if err := lists.Rows(featuresTSV, 5, func(c []string) error {
		f := featureLine{name: c[0], sign: c[1][0], within: c[3] != "across", across: c[3] != "within"}
		in, over, two := strings.Cut(c[2], "|")
		if !two {
			over = in
		}
		for i, n := range []string{in, over} {
			if _, err := fmt.Sscan(n, &f.prior[i]); err != nil {
				return err
			}
		}
		t.features = append(t.features, f)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("features.tsv: %w", err)
	}
	if len(t.features) != int(features) {
		return nil, fmt.Errorf("features.tsv has %d lines and the code %d features", len(t.features), features)
	}
	t.suppression = uint8(slices.Index(t.deedName, "suppression"))
	t.elsewhere = bits("custody,charge,trial,verdict,inquiry")
	if err := lists.Rows(followsTSV, 6, func(c []string) error {
		f := followLine{later: bits(c[0]), laterDeeds: list(c[1]), cause: bits(c[2]), usual: bits(strings.Split(c[2], ",")[0]), kind: c[4]}
		switch c[3] {
		case "-":
		case "~":
			f.weak = true
		default:
			f.cues = strings.Split(c[3], ",")
		}
		t.follows = append(t.follows, f)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("follows.tsv: %w", err)
	}
	if len(t.names) > 32 {
		return nil, fmt.Errorf("follows.tsv names a family that families.tsv lacks")
	}
	return t, nil
}

// family is the line of families.tsv for a telling; nil: none.
func (t *tables) family(e *hearsay.Telling) *familyLine {
	for i := range t.families {
		f := &t.families[i]
		if f.typ != e.Type || f.mode != "*" && !slices.Contains(e.Modes, f.mode) || f.lemmas != nil && !slices.Contains(f.lemmas, e.Lemma) {
			continue
		}
		if f.codes != nil && !slices.ContainsFunc(f.codes, func(p string) bool { return strings.HasPrefix(e.CAMEO, p) }) {
			continue
		}
		return f
	}
	return nil
}

// deed returns the sort of deed that a lemma names in one of the families; 0:
// none in particular.
func (t *tables) deed(bits uint32, lemma string) uint8 {
	for i, n := range t.names {
		if bits&(1<<i) != 0 {
			if d := t.deeds[n][lemma]; d > 0 {
				return d
			}
		}
	}
	return 0
}

// familyName names the first family of the bits.
func (t *tables) familyName(bits uint32) string {
	for i, n := range t.names {
		if bits&(1<<i) != 0 {
			return n
		}
	}
	return ""
}
