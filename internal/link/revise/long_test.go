package revise

import (
	"strings"
	"testing"
	"time"
)

// The time to find notes grows with the length of a text, whatever it holds.
func TestLongTexts(t *testing.T) {
	for name, s := range map[string]string{"empty lines": "\n \n", "notes": "correction: not 1. ", "paragraphs": "Correction: a, not 1.\n\n", "words": "An earlier version of this ", "lines": "error\n", "spaces": " ", "indents": "a\n  ", "indented": "error x\n y"} {
		s = strings.Repeat(s, 200_000/len(s))
		start := time.Now()
		Notes(s)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: 200 kB took %v", name, d)
		}
	}
}
