package merge_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

// sides are states that are exchanged as parties of what happened: nothing that
// merging decides may hang on which side it is. Places stay where they are.
var sides = [][2]string{{"UKR", "RUS"}, {"ERI", "DJI"}, {"USA", "GBR"}, {"PAK", "NGA"}}

func swapped(code string) string {
	for _, p := range sides {
		switch code {
		case p[0]:
			return p[1]
		case p[1]:
			return p[0]
		}
	}
	return code
}

func swapParty(p *hearsay.Party) {
	if p.Codes.Country == "" {
		return
	}
	to := swapped(p.Codes.Country)
	p.Key = strings.Replace(p.Key, p.Codes.Country, to, 1)
	p.Codes.CAMEO = strings.Replace(p.Codes.CAMEO, p.Codes.Country, to, 1)
	p.Codes.Country = to
}

func swap(ts []hearsay.Telling) {
	for i := range ts {
		for _, ps := range [][]hearsay.Party{ts[i].Actors, ts[i].Recipients, ts[i].Instruments} {
			for k := range ps {
				swapParty(&ps[k])
			}
		}
		for k := range ts[i].Sayings {
			for c := range ts[i].Sayings[k].Chain {
				swapParty(&ts[i].Sayings[k].Chain[c].Party)
			}
		}
	}
}

func TestSidesSwapped(t *testing.T) {
	files, err := filepath.Glob("testdata/place/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files")
	}
	// What stands in notes are the names themselves.
	plain := func(s string) string {
		return regexp.MustCompile(`(the same suffer both|done to who did it|the same do both|done by whom it was done to) [^;\n]*`).ReplaceAllString(s, "$1")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if want, have := plain(place(t, a)), plain(place(t, a, swap)); want != have {
				t.Errorf("with the sides swapped another answer:\n%s\n---\n%s", want, have)
			}
		})
	}
}

func TestSameAgain(t *testing.T) {
	a, err := txtar.ParseFile("testdata/place/lookalike.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if one, two := place(t, a), place(t, a); one != two {
		t.Errorf("two runs differ:\n%s\n---\n%s", one, two)
	}
}
