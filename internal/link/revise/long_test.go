package revise

import (
	"fmt"
	"strings"
	"testing"
)

// tedious are texts that made some expression or loop look over the rest of the
// text again and again.
var tedious = []struct{ name, unit string }{
	{"empty lines", "\n \n"},
	{"notes", "correction: not 1. "},
	{"paragraphs", "Correction: a, not 1.\n\n"},
	{"words", "An earlier version of this "},
	{"lines", "error\n"},
	{"spaces", " "},
	{"indents", "a\n  "},
	{"indented", "error x\n y"},
}

// The time to find notes grows with its length, whatever it holds: the time of 200 kB is about
// ten times that of 20 kB. Each runs once in CI, where one that grows with the
// square would be seen by its minutes.
func BenchmarkLongTexts(b *testing.B) {
	for _, c := range tedious {
		for _, size := range []int{20_000, 200_000} {
			s := strings.Repeat(c.unit, size/len(c.unit))
			b.Run(fmt.Sprintf("%s/%dkB", c.name, size/1000), func(b *testing.B) {
				for b.Loop() {
					Notes(s)
				}
			})
		}
	}
}
