package merge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/testkit"
)

// show writes tellings for a reader of case files: a block each, what is empty left out.
func show(text string, ts []hearsay.Telling) string {
	var b strings.Builder
	parties := func(name string, ps []hearsay.Party) {
		for _, p := range ps {
			fmt.Fprintf(&b, "  %s %q key=%s", name, p.Words, p.Key)
			if len(p.Aliases) > 0 {
				fmt.Fprintf(&b, " also=%s", strings.Join(p.Aliases, "|"))
			}
			b.WriteByte('\n')
		}
	}
	for _, t := range ts {
		fmt.Fprintf(&b, "%s %s %q %s", t.ID, t.Type, t.Trigger, t.Status)
		if t.Headline {
			b.WriteString(" headline")
		}
		fmt.Fprintf(&b, "\n  in %q\n", text[t.Sentence.Start:t.Sentence.End])
		parties("actor", t.Actors)
		parties("recipient", t.Recipients)
		parties("instrument", t.Instruments)
		if t.Place != nil {
			fmt.Fprintf(&b, "  place %s %s\n", t.Place.Name, t.Place.Precision)
		}
		if t.Time != nil {
			fmt.Fprintf(&b, "  time %s..%s\n", t.Time.Start, t.Time.End)
		}
		for _, c := range t.Counts {
			fmt.Fprintf(&b, "  count %s %s\n", c.Of, text[c.Start:c.End])
		}
		for _, s := range t.Sayings {
			var who []string
			for _, sp := range s.Chain {
				who = append(who, sp.Key)
			}
			fmt.Fprintf(&b, "  %s %s %s/%s by %s: %q\n", s.Claim, s.Manner, s.Act, s.Polarity, strings.Join(who, " < "), s.Words)
		}
	}
	return b.String()
}

func TestTellings(t *testing.T) {
	testkit.Cases(t, "testdata/tellings/*.txtar", func(t *testing.T, c testkit.Case) string {
		r := read(t, &hearsay.Document{Text: c.Report, Published: day(t, c.Published), Outlet: "Hill Post"})
		return show(r.Document.Text, merge.Tellings(r, "R1", 1, r.Document.Published))
	})
}
