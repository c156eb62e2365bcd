package dup

import (
	"strings"
	"testing"
	"time"
)

// The time to lay out and compare a text grows with its length, whatever it holds.
func TestLongTexts(t *testing.T) {
	for name, s := range map[string]string{"empty lines": "\n \n", "brackets": "(", "quotes": "\"a\" ", "points": "a. B", "strokes": "/A/", "films": "1:05 A ", "one word": "x", "letters": "é", "spaces": " ", "indents": "a\n  "} {
		s = strings.Repeat(s, 200_000/len(s))
		start := time.Now()
		a := lay(s, s)
		compare(a, a)
		Agency(s)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: 200 kB took %v", name, d)
		}
	}
}
