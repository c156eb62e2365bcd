package revise

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// changed is a number of an event that is another in the newer version.
type changed struct {
	at       int
	old, new string // claims that report the event
	note     string
	was, is  string
}

// counts compares the numbers of the events that both versions tell.
func counts(was, is *hearsay.Reading, pairs []couple) []changed {
	became := map[string]string{} // claim of the older -> of the newer
	for _, p := range pairs {
		became[was.Claims[p.a].ID] = is.Claims[p.b].ID
	}
	var out []changed
	taken := make([]bool, len(is.Events))
	for i := range was.Events {
		x := &was.Events[i]
		k := sameEvent(was, is, x, taken, became)
		if k < 0 {
			continue
		}
		taken[k] = true
		y := &is.Events[k]
		for _, cx := range x.Counts {
			cy := countOf(y, cx.Of)
			if cy == nil || equal(cx.Low, cy.Low) && equal(cx.High, cy.High) {
				continue
			}
			c := changed{at: cy.Start, note: fmt.Sprintf("%s %s -> %s", cx.Of, span(&cx), span(cy)), was: words(was, cx.Span), is: words(is, cy.Span)}
			if len(x.Claims) > 0 {
				c.old = x.Claims[0]
			}
			if len(y.Claims) > 0 {
				c.new = y.Claims[0]
			}
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y changed) int { return cmp.Compare(x.at, y.at) })
	return slices.CompactFunc(out, func(x, y changed) bool { return x.note == y.note && x.new == y.new })
}

// sameEvent finds the event of the newer version that tells what x tells: of one
// type, reported by the claim that x's claim became, or by the same word, at the
// same place among those. -1: none.
func sameEvent(was, is *hearsay.Reading, x *hearsay.Event, taken []bool, became map[string]string) int {
	best, bestScore := -1, 0
	for k := range is.Events {
		y := &is.Events[k]
		if taken[k] || y.Type != x.Type || y.Status == hearsay.Negated != (x.Status == hearsay.Negated) {
			continue
		}
		score := 0
		for _, c := range x.Claims {
			if to := became[c]; to != "" && slices.Contains(y.Claims, to) {
				score += 4
				break
			}
		}
		if y.Trigger.Lemma == x.Trigger.Lemma {
			score += 2
		}
		if shareParty(was, is, x, y) {
			score++
		}
		if x.Place != nil && y.Place != nil && gazetteer.Fold(x.Place.Name) == gazetteer.Fold(y.Place.Name) {
			score++
		}
		for _, c := range x.Counts {
			if countOf(y, c.Of) != nil {
				score++
				break
			}
		}
		if score >= 3 && score > bestScore {
			best, bestScore = k, score
		}
	}
	return best
}

// shareParty reports whether an actor or recipient of x has the name of one of y.
func shareParty(was, is *hearsay.Reading, x, y *hearsay.Event) bool {
	for _, p := range slices.Concat(x.Actors, x.Recipients) {
		for _, q := range slices.Concat(y.Actors, y.Recipients) {
			if n := nameOf(was, p); n != "" && n == nameOf(is, q) {
				return true
			}
		}
	}
	return false
}

func nameOf(r *hearsay.Reading, p hearsay.Participant) string {
	for i := range r.Entities {
		if r.Entities[i].ID == p.Entity && p.Entity != "" {
			return gazetteer.Fold(r.Entities[i].Name)
		}
	}
	return ""
}

func countOf(e *hearsay.Event, of string) *hearsay.Count {
	for i := range e.Counts {
		if e.Counts[i].Of == of {
			return &e.Counts[i]
		}
	}
	return nil
}

func equal(x, y *int) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }

// span writes a count: "12", "at least 12", "up to 12", "12 to 15".
func span(c *hearsay.Count) string {
	switch {
	case c.Low == nil && c.High == nil:
		return "some"
	case c.Low == nil:
		return fmt.Sprintf("up to %d", *c.High)
	case c.High == nil:
		return fmt.Sprintf("at least %d", *c.Low)
	case *c.Low == *c.High:
		return fmt.Sprint(*c.Low)
	}
	return fmt.Sprintf("%d to %d", *c.Low, *c.High)
}

func words(r *hearsay.Reading, s hearsay.Span) string {
	if s.Start < 0 || s.End > len(r.Document.Text) || s.Start > s.End {
		return ""
	}
	return r.Document.Text[s.Start:s.End]
}
