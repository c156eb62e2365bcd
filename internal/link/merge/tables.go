package merge

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
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
	//go:embed bonds.tsv
	bondsTSV string
	//go:embed cues.tsv
	cuesTSV string
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
	sheets   [3][]featureLine // by decision
	follows  []followLine
	cues     []cueLine
	pointing map[string]int // words of cues.tsv that point at a noun -> their reach

	elsewhere   uint32 // families of what is often done at another place than its cause
	force       uint32 // families of force
	demand      uint32 // of what is demanded and threatened
	protest     uint32
	violence    uint32
	suppression uint8 // the deed of putting down a revolt
}

type familyLine struct {
	typ, mode     string
	codes, lemmas []string // nil: any
	bits          uint32
	symmetric     bool
	single        bool
}

// featureLine is a feature of one decision.
type featureLine struct {
	name  string
	sign  byte
	prior float64
	used  bool // in this decision
}

// followLine says that events of some families follow from those of others.
type followLine struct {
	later, cause uint32   // families
	deed         uint32   // of the cause; 0: any
	lemmas       []uint32 // hashed stems of the later one's triggers; nil: any
	usual        float64  // log odds
}

// cueLine is words that tie a consequence to its cause.
type cueLine struct {
	words   string
	where   string // between, opening, leading, answer or pointing
	reach   int    // words between them and the trigger or noun behind them
	example string
}

var data = sync.OnceValues(readTables)

func readTables() (*tables, error) {
	t := &tables{bits: map[string]uint32{}, deeds: map[string]map[string]uint8{}, deedName: []string{""}, pointing: map[string]int{}}
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
		in, over, two := strings.Cut(c[2], "|")
		if !two {
			over = in
		}
		for d, n := range []string{in, over} {
			prior, err := strconv.ParseFloat(n, 64)
			if err != nil {
				return err
			}
			t.sheets[d] = append(t.sheets[d], featureLine{c[0], c[1][0], prior, c[3] == "both" || c[3] == [...]string{"within", "across"}[d]})
		}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("features.tsv: %w", err)
	}
	if err := lists.Rows(bondsTSV, 4, func(c []string) error {
		prior, err := strconv.ParseFloat(c[2], 64)
		t.sheets[Follow] = append(t.sheets[Follow], featureLine{c[0], c[1][0], prior, true})
		return err
	}); err != nil {
		return nil, fmt.Errorf("bonds.tsv: %w", err)
	}
	if len(t.sheets[Within]) != features || len(t.sheets[Follow]) != bonds {
		return nil, fmt.Errorf("features.tsv has %d lines and the code %d features; bonds.tsv %d, and %d", len(t.sheets[Within]), features, len(t.sheets[Follow]), bonds)
	}
	t.suppression = uint8(slices.Index(t.deedName, "suppression"))
	t.force, t.demand, t.protest, t.violence = bits("violence,custody,seizure,restriction,deportation"), bits("request,threat"), bits("protest"), bits("violence")
	t.elsewhere = bits("custody,charge,trial,verdict,inquiry,blame,refusal,support,request,threat,talks,deal,sanction,dismissal,resignation,release,aid,protest")
	if err := lists.Rows(followsTSV, 5, func(c []string) error {
		families, deed, _ := strings.Cut(c[2], "/")
		f := followLine{later: bits(c[0]), cause: bits(families)}
		if deed != "" {
			i := slices.Index(t.deedName, deed)
			if i <= 0 || i >= 32 {
				return fmt.Errorf("%q is no deed of deeds.tsv", deed)
			}
			f.deed = 1 << i
		}
		for _, l := range list(c[1]) {
			f.lemmas = append(f.lemmas, hash(stem(l)))
		}
		t.follows = append(t.follows, f)
		_, err := fmt.Sscan(c[3], &t.follows[len(t.follows)-1].usual)
		return err
	}); err != nil {
		return nil, fmt.Errorf("follows.tsv: %w", err)
	}
	if err := lists.Rows(cuesTSV, 4, func(c []string) error {
		n, err := strconv.Atoi(c[2])
		t.cues = append(t.cues, cueLine{c[0], c[1], n, c[3]})
		if c[1] == "pointing" {
			t.pointing[c[0]] = n
		}
		return err
	}); err != nil {
		return nil, fmt.Errorf("cues.tsv: %w", err)
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
