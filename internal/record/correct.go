package record

import (
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// Correcting is a correction as it concerns one telling.
type Correcting struct {
	ID, Field, By string
	Made, Undone  time.Time // Undone zero: it stands
	Coding        hearsay.Coding
	Beside, With  *hearsay.Anchor // see [hearsay.Corrected]
}

func (c *Correcting) stands(at time.Time) bool {
	if at.IsZero() {
		return c.Undone.IsZero()
	}
	return !c.Made.After(at) && (c.Undone.IsZero() || c.Undone.After(at))
}

// As is the telling as it was coded and corrected at a moment; zero: now.
func (t *Told) As(asOf time.Time) hearsay.Telling {
	if t.Coded == nil || asOf.IsZero() {
		return t.Telling
	}
	out := *t.Coded
	for i := range t.Corrections {
		if c := &t.Corrections[i]; c.stands(asOf) {
			c.Coding.Over(&out, c.Field)
		}
	}
	return out
}

// Correct lays corrections over a telling as it was coded; they are in the order in
// which they were made.
func (t *Told) Correct(cs []Correcting) {
	if len(cs) == 0 {
		return
	}
	coded := t.Telling
	t.Coded, t.Corrections = &coded, cs
	for i := range cs {
		if c := &cs[i]; c.stands(time.Time{}) {
			c.Coding.Over(&t.Telling, c.Field)
		}
	}
	// Of an event that was taken over whole nothing is left to show it in before.
	if c := t.Held(); c != nil && c.Beside != nil {
		t.Came = c.Made
	}
}

// None tells whether people said at a moment (zero: now) that it is no event.
func (t *Told) None(asOf time.Time) bool { return len(t.NoneBy(asOf)) > 0 }

// NoneBy is who says so.
func (t *Told) NoneBy(asOf time.Time) []string {
	var out []string
	for i := range t.Corrections {
		if c := &t.Corrections[i]; c.Field == hearsay.FieldNone && c.stands(asOf) {
			out = append(out, c.By)
		}
	}
	return out
}

// CorrectedBy is when the last of the corrections was made that stand at a moment; zero: none
// does. What was undone left no mark on the telling.
func (t *Told) CorrectedBy(asOf time.Time) time.Time {
	var at time.Time
	for i := range t.Corrections {
		if c := &t.Corrections[i]; c.stands(asOf) && c.Made.After(at) {
			at = c.Made
		}
	}
	return at
}

// Held is the correction that says which merged event it is of now; nil: linking says it.
func (t *Told) Held() *Correcting { return t.HeldAt(time.Time{}) }

// HeldAt is the one that said so at a moment; zero: now.
func (t *Told) HeldAt(at time.Time) *Correcting {
	for i := len(t.Corrections) - 1; i >= 0; i-- {
		if c := &t.Corrections[i]; hearsay.Moves(c.Field) && c.stands(at) {
			return c
		}
	}
	return nil
}

// In tells whether at a moment (zero: now) it belonged to the event that it was asked for with.
func (t *Told) In(asOf time.Time) bool {
	if asOf.IsZero() {
		return t.Left.IsZero()
	}
	return !t.Came.After(asOf) && (t.Left.IsZero() || t.Left.After(asOf))
}

// CodedAs begins the roles of [PartyRow] for what was coded and does not stand since
// people corrected it: a question as of a moment finds an event by it too. The role
// "coded place" has the country.
const CodedAs = "coded "

// WithoutCoded are the parties by which an event is found now.
func WithoutCoded(ps []PartyRow) []PartyRow {
	if !slices.ContainsFunc(ps, isCoded) {
		return ps
	}
	return slices.DeleteFunc(slices.Clone(ps), isCoded)
}

func isCoded(p PartyRow) bool { return strings.HasPrefix(p.Role, CodedAs) }

// roles are those that a question asks for by a name.
func roles(f *Filter, names ...string) []string {
	if f.AsOf.IsZero() {
		return names
	}
	out := slices.Clone(names)
	for _, n := range names {
		out = append(out, CodedAs+n)
	}
	return out
}

// Hidden tells whether an event is left out of lists: people say that it is none, and
// such are not asked for.
func Hidden(f *Filter, m *MergedRow) bool {
	return m.Status == hearsay.NoEvent && !slices.Contains(f.Statuses, hearsay.NoEvent)
}

// MatchCorrection reports whether a correction answers a filter; Event and Report are
// asked of the store. As of a moment before it was undone it is given as it stood then.
func MatchCorrection(f *Filter, c *hearsay.Correction) bool {
	if c.Undone != nil && !f.AsOf.IsZero() && c.Undone.When.After(f.AsOf) {
		c.Undone = nil
	}
	return matchKnown(f, c.Made, c.Made) && oneOf(f.Fields, c.Field) && (f.Undone == nil || *f.Undone == (c.Undone != nil)) &&
		(len(f.By) == 0 || slices.ContainsFunc(f.By, func(s string) bool { return strings.EqualFold(s, c.By) }))
}
