package view

import (
	"fmt"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
	"github.com/hearsay/hearsay/internal/record"
)

// minute writes a time for a reader, in UTC; a time without a clock is midnight,
// and then the day is all that is known.
func minute(t time.Time) string {
	switch {
	case t.IsZero():
		return "unknown"
	case t.UTC().Truncate(24 * time.Hour).Equal(t.UTC()):
		return t.UTC().Format(time.DateOnly)
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// clock is the hour of a time within its day; empty where only the day is known.
func clock(t time.Time) string {
	if t.UTC().Truncate(24 * time.Hour).Equal(t.UTC()) {
		return ""
	}
	return t.UTC().Format("15:04")
}

// stamp writes a time for a program; empty where there is none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// eventType writes a type with its modes and contexts: "ASSAULT aerial (military)".
func eventType(typ string, modes, contexts []string) string {
	s := strings.TrimSpace(typ + " " + strings.Join(modes, " "))
	if len(contexts) > 0 {
		s += " (" + strings.Join(contexts, ", ") + ")"
	}
	return columns.Clean(s)
}

// place writes a place with its province and country: "Kharkiv, Kharkiv Oblast, UKR".
func place(p *hearsay.Place) string {
	if p == nil {
		return ""
	}
	parts := []string{p.Name}
	if p.Admin1 != "" && !strings.EqualFold(p.Admin1, p.Name) {
		parts = append(parts, p.Admin1)
	}
	if p.Country != "" && p.Precision != "country" {
		parts = append(parts, p.Country)
	}
	return columns.Clean(strings.Join(parts, ", "))
}

// when writes when something happened: "2014-06-01", "2014-06-01 to 2014-06-03".
func when(t *hearsay.Time) string {
	if t == nil {
		return ""
	}
	switch {
	case t.Start == t.End || t.End == "":
		return t.Start
	case t.Start == "":
		return "until " + t.End
	}
	return t.Start + " to " + t.End
}

// slotNames are how a slot is called for a reader.
func slotName(s string) string {
	switch s {
	case "actor":
		return "who"
	case "recipient":
		return "whom"
	case "instrument":
		return "with"
	case "place":
		return "where"
	case "time":
		return "when"
	}
	return columns.Clean(s)
}

// statusWords are how a status reads.
func statusWords(s hearsay.Status) string {
	switch s {
	case hearsay.Actual:
		return "happened"
	case hearsay.Planned:
		return "planned"
	case hearsay.Hypothetical:
		return "possible only"
	case hearsay.Negated:
		return "did not happen"
	case hearsay.Historical:
		return "happened earlier"
	case hearsay.Attempted:
		return "attempted"
	case hearsay.NoEvent:
		return "no event"
	}
	return columns.Clean(string(s))
}

// digit are the words of the Admiralty scale.
func digit(n int) string {
	words := []string{"", "confirmed", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"}
	if n < 1 || n >= len(words) {
		return ""
	}
	return words[n]
}

// tone is the colour of a verdict.
func tone(v hearsay.Verdict) string {
	switch v {
	case hearsay.Agreed:
		return columns.Green
	case hearsay.Disputed:
		return columns.Red
	case hearsay.Range, hearsay.Updated:
		return columns.Yellow
	}
	return ""
}

// figure is a number with its noun: "1 outlet", "2,000 reports".
func figure(n int, noun string) string {
	return columns.Thousands(n) + " " + columns.Plural(noun, n)
}

// quote sets words in quotation marks that do not meet marks of their own.
func quote(s string) string {
	if s == "" || strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`) && len(s) > 1 || strings.HasPrefix(s, "“") && strings.HasSuffix(s, "”") {
		return s
	}
	return "«" + s + "»"
}

// outlet is a report's outlet; empty ones are said so.
func outlet(s string) string {
	if s = columns.Clean(s); s == "" {
		return "(no outlet given)"
	}
	return s
}

func title(s string) string {
	if s = columns.Clean(s); s == "" {
		return "(no title)"
	}
	return s
}

// folded are reports with those that copy them.
type folded struct {
	record.Teller
	copies []record.Teller
}

// fold puts copies under what they copy, where that is among the reports.
func fold(list []record.Teller) []folded {
	at := map[string]int{}
	for i, a := range list {
		at[a.ID] = i
	}
	// A copy of a copy stands under the first of them; a ring, which no record
	// should hold, ends after as many steps as there are reports.
	root := func(i int) int {
		for range list {
			c := list[i].Copy
			if c == nil {
				return i
			}
			j, ok := at[c.Of]
			if !ok || j == i {
				return i
			}
			i = j
		}
		return i
	}
	var out []folded
	place := map[int]int{}
	for i, a := range list {
		if root(i) == i {
			place[i] = len(out)
			out = append(out, folded{Teller: a})
		}
	}
	for i, a := range list {
		r := root(i)
		if p, ok := place[r]; ok && r != i {
			out[p].copies = append(out[p].copies, a)
		}
	}
	return out
}

// names lists the outlets of reports, the first few of many.
func names(list []record.Teller, most int) string {
	var out []string
	seen := map[string]bool{}
	for _, a := range list {
		if o := outlet(a.Outlet); !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	if len(out) > most {
		return strings.Join(out[:most], ", ") + fmt.Sprintf(" and %d more", len(out)-most)
	}
	return strings.Join(out, ", ")
}
