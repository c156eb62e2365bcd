package lists

import (
	"strings"
	"testing"
)

// Each word of denials.tsv does what its line is for.
func TestDenials(t *testing.T) {
	if err := Rows(denialsTSV, 2, func(c []string) error {
		for _, w := range strings.Fields(c[1]) {
			ok := false
			switch c[0] {
			case "none":
				ok = SaysNo(w+" shots were fired") && SaysNo("there were "+w+" shots")
			case "rest":
				ok = !SaysNo("no "+w+" shots were fired") && !SaysNo("no one "+w+" was hurt")
			case "figure":
				ok = Figure(w) && OfFigure("the army's "+w+", which it rejects")
			default:
				ok = Harm(w+",") == c[0]
			}
			if !ok {
				t.Errorf("%s: %q does not", c[0], w)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for words, want := range map[string]bool{"there had been no attack": true, "nobody was hurt": true, "no": false, "": false, "there were": false, "shots were fired": false, "no one was hurt": true, "no one else was hurt": false} {
		if SaysNo(words) != want {
			t.Errorf("%q says no: %v", words, !want)
		}
	}
	for words, want := range map[string]bool{"a number of men had been killed": false, "the number of dead": true, "the country": false, "an estimated 40": false, "any number of men": false, "a toll": true} {
		if OfFigure(words) != want {
			t.Errorf("%q points at a number: %v", words, !want)
		}
	}
}
