package entity

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

func lexiconFor(t testing.TB) *lexicon {
	t.Helper()
	x, err := newLexicon()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var kinds = map[hearsay.Kind]bool{hearsay.State: true, hearsay.Organization: true, hearsay.Person: true, hearsay.Group: true, hearsay.PlaceKind: true, hearsay.Facility: true, hearsay.OtherKind: true}

// Each name of each line is found as written and leads to its own line.
func TestOrganizationsEveryLine(t *testing.T) {
	x := lexiconFor(t)
	err := lists.Rows(organizationsTSV, 5, func(c []string) error {
		names := []string{c[0]}
		if c[1] != "-" {
			names = append(names, strings.Split(c[1], ";")...)
		}
		for _, n := range names {
			n = strings.TrimPrefix(strings.TrimPrefix(n, "the "), "The ")
			o := x.org(n, nameWords(n))
			switch {
			case o == nil:
				t.Errorf("%s: %q is not found", c[0], n)
			case o.name != c[0]:
				t.Errorf("%q of %s leads to %s: a name may stand in one line only", n, c[0], o.name)
			case !kinds[o.kind]:
				t.Errorf("%s: kind %q", c[0], o.kind)
			}
		}
		for _, s := range lists.Split(c[4]) {
			if len(s) != 3 || s != strings.ToUpper(s) {
				t.Errorf("%s: sector %q", c[0], s)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Short names and acronyms count only as they are written.
func TestAcronymsAreExact(t *testing.T) {
	x := lexiconFor(t)
	for _, w := range []string{"who", "is", "ice", "Who", "Is", "Sana"} {
		if o := x.org(w, nameWords(w)); o != nil {
			t.Errorf("%q is taken for %s", w, o.name)
		}
	}
}

// The table is sorted, each line is found, each code is made of threes.
func TestPetrarchEveryLine(t *testing.T) {
	before := ""
	n := 0
	err := lists.Rows(petrarchTSV, 3, func(c []string) error {
		n++
		if c[0] <= before {
			t.Errorf("%q stands after %q", c[0], before)
		}
		before = c[0]
		if code, main := searchPetrarch(petrarchTSV, c[0]); code != c[1] || main != c[2] {
			t.Errorf("%q gives %s, %q, want %s, %q", c[0], code, main, c[1], c[2])
		}
		if c[1] != strings.ToUpper(c[1]) || len(c[1]) < 3 {
			t.Errorf("%q has code %q", c[0], c[1])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 20000 {
		t.Errorf("%d names, the dictionaries hold more", n)
	}
	for _, miss := range []string{"", "a", "zzzzzz", "no such actor at all"} {
		if code, _ := searchPetrarch(petrarchTSV, miss); code != "" {
			t.Errorf("%q gives %s", miss, code)
		}
	}
}

func TestSuffixesEveryLine(t *testing.T) {
	x := lexiconFor(t)
	err := lists.Rows(suffixesTSV, 4, func(c []string) error {
		if !kinds[hearsay.Kind(c[0])] || c[2] != "last" && c[2] != "first" && c[2] != "any" {
			t.Errorf("line %v", c)
		}
		for _, w := range strings.Fields(c[3]) {
			if w != strings.ToLower(w) {
				t.Errorf("%q is not lower case", w)
			}
			_, last := x.last[w]
			_, first := x.first[w]
			if c[2] != "first" && !last || c[2] != "last" && !first {
				t.Errorf("%q is not found", w)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSmallListsEveryLine(t *testing.T) {
	x := lexiconFor(t)
	for _, file := range []struct {
		tsv   string
		found func(class, word string) bool
	}{
		{verbsTSV, func(c, w string) bool { return x.verb(c, w) }},
		{notNamesTSV, func(c, w string) bool { return x.notNames[w] != "" }},
		{wordsTSV, func(c, w string) bool { return x.is(c, strings.ReplaceAll(w, "_", " ")) }},
	} {
		if err := lists.Rows(file.tsv, 2, func(c []string) error {
			for _, w := range strings.Fields(c[1]) {
				if w != strings.ToLower(w) || !file.found(c[0], w) {
					t.Errorf("%s: %q is not found in lower case", c[0], w)
				}
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
	err := lists.Rows(pronounsTSV, 5, func(c []string) error {
		w, ok := x.pronouns[c[0]]
		if !ok || w.class != c[1] || string(w.number) != c[2] || string(w.gender) != c[3] || w.person != c[4][0]-'0' {
			t.Errorf("%v gives %+v", c, w)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestNameWords(t *testing.T) {
	for in, want := range map[string]string{
		"Al-Amin": "al amin", "U.N.": "un", "Folha de S.Paulo": "folha de s paulo", "Côte d’Ivoire": "cote divoire", "R&D": "r and d",
		"  New   York ": "new york", "O'Brien": "obrien", "": "", "—": "", "B-52": "b 52",
	} {
		if got := strings.Join(nameWords(in), " "); got != want {
			t.Errorf("nameWords(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"mohammed abdulrahman thani", "mohammed thani", true}, {"george w bush", "george bush", true}, {"j smith", "john smith", true},
		{"john smith", "jane smith", false}, {"ana lopez garcia", "ana garcia", true}, {"ana garcia", "ana lopez", false},
	} {
		if got := samePerson(strings.Fields(c.a), strings.Fields(c.b)); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
		if got := samePerson(strings.Fields(c.b), strings.Fields(c.a)); got != c.want {
			t.Errorf("%s and %s: %v", c.b, c.a, got)
		}
	}
}

func TestSplitCode(t *testing.T) {
	for in, want := range map[string]string{"PSEREBHMS": "PSE REB,HMS", "IGOUNO": " IGO,UNO", "KSVGOV": "XKX GOV", "": " "} {
		country, sectors := splitCode(in)
		if got := country + " " + strings.Join(sectors, ","); got != want {
			t.Errorf("splitCode(%q) = %q, want %q", in, got, want)
		}
	}
	if _, ok := gazetteer.ByCode("PSE"); !ok {
		t.Error("the gazetteer lacks PSE")
	}
}
