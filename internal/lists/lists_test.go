package lists

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

func TestCheck(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
}

// Every line of every list is well formed and each of its words is found.
func TestEveryLine(t *testing.T) {
	kinds := map[string]bool{"state": true, "organization": true, "person": true, "group": true, "place": true, "facility": true, "other": true}
	traits := map[string]bool{"m": true, "f": true, "plural": true, "mass": true, "class": true, "outlet": true, "inst": true, "gov": true, "unit": true, "role": true, "relative": true}
	word := func(w string) {
		t.Helper()
		if w != strings.ToLower(w) || strings.TrimSpace(w) == "" {
			t.Errorf("%q is not lower case", w)
		}
	}
	if err := Rows(nounsTSV, 4, func(c []string) error {
		if !kinds[c[0]] {
			t.Errorf("kind %q", c[0])
		}
		for _, tr := range Split(c[2]) {
			if !traits[tr] {
				t.Errorf("trait %q", tr)
			}
		}
		for _, s := range Split(c[1]) {
			if s != strings.ToUpper(s) || len(s) != 3 {
				t.Errorf("sector %q", s)
			}
		}
		for _, w := range strings.Fields(c[3]) {
			word(w)
			n, ok := NounOf(strings.ReplaceAll(w, "_", " "))
			if !ok || n.Kind != hearsay.Kind(c[0]) {
				t.Errorf("NounOf(%q) = %v, %v", w, n, ok)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if err := Rows(titlesTSV, 5, func(c []string) error {
		word(c[0])
		if n, ok := TitleOf(strings.ToUpper(c[0]) + "."); !ok || string(n.Class) != c[1] {
			t.Errorf("TitleOf(%q) = %v, %v", c[0], n, ok)
		}
		if n, _ := TitleOf(c[0]); c[4] != "-" && n.Role != c[4] {
			t.Errorf("TitleOf(%q) has role %q", c[0], n.Role)
		}
		if c[1] != string(Honorific) && c[1] != string(Rank) && c[1] != string(Kept) {
			t.Errorf("class %q", c[1])
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if err := Rows(numbersTSV, 3, func(c []string) error {
		word(c[0])
		_, exact := Number(c[0])
		_, about := Approximate(c[0])
		_, nth := Ordinal(c[0])
		if exact == about && !nth || exact && (about || nth) {
			t.Errorf("%s: exact %v, approximate %v, ordinal %v", c[0], exact, about, nth)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	if err := Rows(namesTSV, 3, func(c []string) error {
		for _, w := range strings.Fields(c[2]) {
			word(w)
			if FirstName(strings.ToUpper(w)) != c[0][0] {
				t.Errorf("FirstName(%q) is not %s: it stands in both lists", w, c[0])
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int
		ok   bool
	}{
		{"1,200", 1200, true}, {"twenty-five", 25, true}, {"two hundred and six", 206, true}, {"1.2 million", 1200000, true},
		{"a dozen", 12, true}, {"three thousand four hundred", 3400, true}, {"Two", 2, true}, {"dozens", 0, false},
		{"several", 0, false}, {"2.5", 0, false}, {"", 0, false}, {"third", 0, false}, {"99999999999999999999", 0, false}, {"12th", 0, false},
	} {
		if got, ok := Number(c.in); got != c.want || ok != c.ok {
			t.Errorf("Number(%q) = %d, %v, want %d, %v", c.in, got, ok, c.want, c.ok)
		}
	}
}

func TestRowsTellsTheLine(t *testing.T) {
	err := Rows("# head\na\tb\nc\n", 2, func([]string) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("error %v does not name line 3", err)
	}
}
