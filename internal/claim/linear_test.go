package claim

import (
	"strings"
	"testing"
	"time"
)

// TestLinear reads a text of one line four times as long as another: the time must not
// take four times as long. Generous, as machines are shared.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("long texts: skipped with -short")
	}
	rd := newReader(t)
	for _, s := range []string{
		"The minister said that the army, officials said, had \"struck\" the port, denied it and accused rebels of lying. ",
		"\"We left, he said, and they said, and she said that he said, ",
		"» said ' \" the « claim that ‘ ",
	} {
		short, long := parse(t, strings.Repeat(s, 150)), parse(t, strings.Repeat(s, 600))
		took := func(n int, f func()) time.Duration {
			best := time.Hour
			for range n {
				start := time.Now()
				f()
				best = min(best, time.Since(start))
			}
			return best
		}
		a := took(3, func() { short.Claims, short.PassedOver = nil, nil; rd.Read(short) })
		b := took(2, func() { long.Claims, long.PassedOver = nil, nil; rd.Read(long) })
		t.Logf("%q: %v, %v", s, a, b)
		if b > 25*a && b > time.Second {
			t.Errorf("%q: four times the text took %v after %v", s, b, a)
		}
	}
}
