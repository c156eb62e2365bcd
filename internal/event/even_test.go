package event_test

import (
	"fmt"
	"strings"
	"testing"
)

// sides are names that are swapped in each sentence: what is coded must not
// depend on who did it to whom.
var sides = [][2]string{
	{"Israel", "Iran"}, {"Russia", "Ukraine"}, {"India", "Pakistan"}, {"Armenia", "Azerbaijan"},
	{"Kenya", "Somalia"}, {"Serbia", "Kosovo"}, {"China", "Japan"}, {"Colombia", "Venezuela"}, {"Turkey", "Greece"},
}

var swapped = []string{
	"%s attacked %s on Monday, killing three soldiers.",
	"%s condemned the attack by %s.",
	"%s accused %s of torture.",
	"%s agreed to release prisoners after talks with %s.",
	"Forces of %s may have shelled a village in %s.",
	"%s imposed sanctions on %s over the raid.",
	"%s said it would withdraw its troops from %s next week.",
	"%s was blamed by %s for the massacre.",
	"Officials of %s met envoys of %s in Geneva.",
	"%s denied that it had invaded %s.",
	"If %s strikes again, %s will respond.",
	"%s sent food and medicine to %s after the flood.",
	"Police of %s arrested two citizens of %s at the border.",
	"%s threatened to attack %s with missiles.",
}

// Swapping the names of the sides changes no type, mode, status or CAMEO code.
func TestEvenHanded(t *testing.T) {
	r := newReader(t)
	coded := func(text string) string {
		var out []string
		for _, e := range read(t, r, text, "2024-05-15").Events {
			out = append(out, fmt.Sprintf("%s %v %s %s %q", e.Type, e.Modes, e.CAMEO, e.Status, e.Trigger.Text(text)))
		}
		return strings.Join(out, "\n")
	}
	for _, s := range swapped {
		for _, pair := range sides {
			a, b := fmt.Sprintf(s, pair[0], pair[1]), fmt.Sprintf(s, pair[1], pair[0])
			if x, y := coded(a), coded(b); x != y {
				t.Errorf("%s\n%s\nbut %s\n%s", a, x, b, y)
			} else if x == "" {
				t.Errorf("%s: nothing coded", a)
			}
		}
	}
}
