package claim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/reading/vector"
	"github.com/hearsay/hearsay/internal/testkit"
)

// parse reads a text with the embedded engines.
func parse(t testing.TB, text string) *hearsay.Reading {
	t.Helper()
	r := testkit.Reading(t, text, "")
	v, err := vector.New()
	if err != nil {
		t.Fatal(err)
	}
	v.Read(r)
	return r
}

func newReader(t testing.TB) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read reads the claims of a text that has no entities or events.
func read(t testing.TB, r *Reader, text string) *hearsay.Reading {
	t.Helper()
	reading := parse(t, text)
	r.Read(reading)
	return reading
}

// show writes claims one a line.
func show(r *hearsay.Reading) string {
	var b strings.Builder
	text := r.Document.Text
	for _, c := range r.Claims {
		fmt.Fprintf(&b, "%s", c.ID)
		if c.Parent != "" {
			fmt.Fprintf(&b, " in %s", c.Parent)
		}
		fmt.Fprintf(&b, ": ")
		for i, s := range c.Sources {
			if i > 0 {
				b.WriteString(" > ")
			}
			name := s.Label
			if !s.Extent.Empty() {
				name = s.Extent.Text(text)
			}
			fmt.Fprintf(&b, "{%s}", name)
			if s.Entity != "" {
				fmt.Fprintf(&b, "=%s", s.Entity)
			}
			if s.Named {
				b.WriteString(" named")
			}
			fmt.Fprintf(&b, " %d", s.Number)
		}
		if !c.Cue.Empty() {
			fmt.Fprintf(&b, " <%s|%s>", c.Cue.Text(text), c.Cue.Lemma)
		}
		fmt.Fprintf(&b, " [%s] %s %s %s %s", oneLine(c.Content.Text(text)), c.Manner, c.Act, c.Certainty, c.Polarity)
		if len(c.Events) > 0 {
			fmt.Fprintf(&b, " %s", strings.Join(c.Events, ","))
		}
		fmt.Fprintf(&b, " %s\n", c.By)
	}
	for _, p := range r.PassedOver {
		if p.What == "claim" {
			fmt.Fprintf(&b, "passed over: %s (%s)\n", p.Reason, p.By)
		}
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
