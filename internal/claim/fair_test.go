package claim

import (
	"fmt"
	"strings"
	"testing"
)

// TestFair swaps the names of two sides: who is named must not change how a
// claim is read.
func TestFair(t *testing.T) {
	rd := newReader(t)
	sides := [][2]string{{"Israel", "Palestine"}, {"Russia", "Ukraine"}, {"India", "Pakistan"}, {"Azerbaijan", "Armenia"}, {"China", "Taiwan"}, {"Rwanda", "Congo"},
		{"Hamas", "Israel"}, {"Iran", "America"}}
	sentences := []string{
		"%[1]s said that %[2]s had attacked its troops.",
		"%[1]s accused %[2]s of shelling a village.",
		"%[1]s denied that it had struck a school in %[2]s.",
		"The attack on %[2]s was carried out by %[1]s, officials said.",
		"%[1]s reportedly struck a port in %[2]s on Monday.",
		"\"%[2]s will pay for this,\" a general from %[1]s warned.",
		"%[1]s claimed that soldiers from %[2]s may have crossed the border.",
		"%[1]s condemned the raid by %[2]s as \"cowardly\" and called for talks.",
		"According to %[1]s, forces of %[2]s fired first.",
		"%[1]s is believed to have warned %[2]s.",
	}
	form := func(text string) string {
		r := read(t, rd, text)
		var b strings.Builder
		for _, c := range r.Claims {
			fmt.Fprintf(&b, "%s %s %s %s %s %d\n", c.Cue.Lemma, c.Manner, c.Act, c.Certainty, c.Polarity, len(c.Sources))
		}
		return b.String()
	}
	for _, s := range sentences {
		for _, side := range sides {
			a, b := form(fmt.Sprintf(s, side[0], side[1])), form(fmt.Sprintf(s, side[1], side[0]))
			if a != b {
				t.Errorf("%s\n%s: %s\n%s: %s", s, side[0], a, side[1], b)
			}
		}
	}
}
