package query

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

// The bounds of what one event tells in an answer that is bounded: rows of a list, the evidence of one value, and how
// the event stood before.
const (
	mostRows     = 500
	mostEvidence = 200
	mostViews    = 20
)

// Left is how many rows of an event's lists were left out of an answer.
type Left struct {
	Reports     int `json:"reports"`
	Origins     int `json:"origins"`
	Outlets     int `json:"outlets"`
	Tellings    int `json:"tellings"`
	Evidence    int `json:"evidence"` // of all values together
	Follows     int `json:"follows"`
	Followed    int `json:"followed"`
	Corrections int `json:"corrections"`
}

// Bound leaves out of an event what goes beyond the bounds of an answer, counts it under Left and says in Notes where
// all of it is. The first reports, origins and so on stay. Of the evidence of a value there stay, in their order,
// the first of each origin and stance, then the first ones: who denies is not left out for the many who assert.
func (e *Event) Bound() {
	e.Left = bound(&e.Merged)
	e.Corrections, e.Left.Corrections = first(e.Corrections)
	l, id := &e.Left, url.QueryEscape(e.ID)
	for _, n := range []struct {
		left        int
		noun, where string
	}{
		{l.Reports, "report", "/api/reports?event=" + id + " lists all"},
		{l.Origins, "origin", "/api/claims?event=" + id + " lists who says it"},
		{l.Outlets, "outlet", "/api/reports?event=" + id + " lists all reports, each with its outlet"},
		{l.Tellings, "telling", "/api/claims?event=" + id + " lists all claims, each with its tellings"},
		{l.Follows, "earlier related event", "/api/explain/" + id + " has each among its changes"},
		{l.Followed, "later related event", "/api/explain/" + id + " has each among its changes"},
		{l.Corrections, "correction", "/api/corrections?event=" + id + " lists all"},
	} {
		if n.left > 0 {
			e.Notes = append(e.Notes, cutShort(n.left, n.noun, n.where))
		}
	}
	if l.Evidence > 0 {
		e.Notes = append(e.Notes, leftOut(l.Evidence, "values", e.ID))
	}
}

// cutShort says of how many rows the first ones are told, and where the rest is.
func cutShort(left int, noun, where string) string {
	return fmt.Sprintf("of %s the first %d are told; %s", figure(left+mostRows, noun), mostRows, where)
}

// Bound leaves out of a timeline what goes beyond the bounds of an answer, and says in the event's Notes where it is. The newest
// moments stay.
func (t *Timeline) Bound() {
	id := url.PathEscape(t.Event.ID)
	if t.Earlier = len(t.Moments) - mostRows; t.Earlier > 0 {
		t.Moments = t.Moments[t.Earlier:]
		t.Event.Notes = append(t.Event.Notes, fmt.Sprintf("of %d moments the newest %d are told; /api/events/%s/timeline?as_of=%s goes back from the first of them",
			t.Earlier+mostRows, mostRows, id, t.Moments[0].Known.UTC().Format(time.RFC3339Nano)))
	}
	t.Earlier = max(0, t.Earlier)
	evidence := 0
	for i := range t.Moments {
		m := &t.Moments[i]
		all := len(m.By)
		m.By = boundEvidence(m.By)
		evidence += all - len(m.By)
	}
	if evidence > 0 {
		t.Event.Notes = append(t.Event.Notes, leftOut(evidence, "moments", t.Event.ID))
	}
}

// leftOut says how many pieces of evidence were left out, of what.
func leftOut(n int, of, event string) string {
	return fmt.Sprintf("%s left out, of %s with more than %d; /api/claims?event=%s lists all claims", figure(n, "further piece")+" of evidence", of, mostEvidence, url.QueryEscape(event))
}

// bound leaves out of an explanation what goes beyond the bounds of an answer, and says in Notes where it is. Of the
// changes of a report, story or event it keeps those with a number above after, and tells under Next the number to go on after.
func (x *Explanation) bound(after int64) {
	changes := func(list []hearsay.Change) []hearsay.Change {
		behind, _ := slices.BinarySearchFunc(list, after+1, func(c hearsay.Change, seq int64) int { return cmp.Compare(c.Seq, seq) })
		list, left := first(list[behind:])
		if left > 0 {
			x.Next = list[len(list)-1].Seq
			x.Notes = append(x.Notes, fmt.Sprintf("further changes: %d; /api/explain/%s?after=%d goes on with them", left, url.PathEscape(x.ID), x.Next))
		}
		return list
	}
	cut := func(left int, noun, where string) {
		if left > 0 {
			x.Notes = append(x.Notes, cutShort(left, noun, where))
		}
	}
	left := 0
	switch {
	case x.Report != nil:
		w := x.Report
		w.Changes = changes(w.Changes)
		w.CopiedBy, left = first(w.CopiedBy)
		cut(left, "copying report", "/api/stories/"+w.Report.Story+" lists the reports of its story, each with what it copies")
		w.Versions, left = first(w.Versions)
		cut(left, "version", "/api/reports/"+x.ID+" lists all")
	case x.Story != nil:
		x.Story.Changes = changes(x.Story.Changes)
	case x.Event != nil:
		w := x.Event
		w.Bound()
		w.Changes = changes(w.Changes)
		w.Told, left = first(w.Told)
		cut(left, "telling", "/api/claims?event="+url.QueryEscape(w.ID)+" lists all claims, each with its tellings")
		if left = len(w.History) - mostViews; left > 0 {
			w.History = w.History[left:]
			x.Notes = append(x.Notes, fmt.Sprintf("of how it stood before the newest %d views are told; /api/events/%s?as_of=TIME tells it as it stood then", mostViews, url.PathEscape(w.ID)))
		}
		for i := range w.History {
			bound(&w.History[i])
		}
	}
}

// bound leaves out of an event, as it stands or stood, what goes beyond the bounds of an answer, and counts it.
func bound(m *hearsay.Merged) (l Left) {
	m.Reports, l.Reports = first(m.Reports)
	m.Origins, l.Origins = first(m.Origins)
	m.Origins = slices.Clone(m.Origins) // what stands in a cache is not changed
	for i := range m.Origins {
		o := &m.Origins[i]
		o.Reports, _ = first(o.Reports)
		o.Outlets, _ = first(o.Outlets)
	}
	m.Outlets, l.Outlets = first(m.Outlets)
	m.Tellings, l.Tellings = first(m.Tellings)
	m.Follows, l.Follows = first(m.Follows)
	m.Followed, l.Followed = first(m.Followed)
	m.Slots = slices.Clone(m.Slots)
	for i := range m.Slots {
		s := &m.Slots[i]
		s.Values = slices.Clone(s.Values)
		for j := range s.Values {
			v := &s.Values[j]
			v.Origins, _ = first(v.Origins)
			v.Denied, _ = first(v.Denied)
			all := len(v.Evidence)
			v.Evidence = boundEvidence(v.Evidence)
			l.Evidence += all - len(v.Evidence)
		}
	}
	return l
}

// first are the first rows of a list, and how many are left.
func first[T any](list []T) ([]T, int) {
	n := min(len(list), mostRows)
	return list[:n:n], len(list) - n
}

func boundEvidence(list []hearsay.EvidenceRef) []hearsay.EvidenceRef {
	if len(list) <= mostEvidence {
		return list
	}
	type voice struct{ origin, stance string }
	had, keep, n := map[voice]bool{}, make([]bool, len(list)), 0
	take := func(want func(*hearsay.EvidenceRef) bool) {
		for i := range list {
			if n < mostEvidence && !keep[i] && want(&list[i]) {
				keep[i] = true
				n++
			}
		}
	}
	foremost := func(ev *hearsay.EvidenceRef) bool {
		v := voice{ev.Origin, string(ev.Stance)}
		if had[v] {
			return false
		}
		had[v] = true
		return true
	}
	take(func(ev *hearsay.EvidenceRef) bool { return ev.Stance != "asserts" && foremost(ev) })
	take(foremost)
	take(func(*hearsay.EvidenceRef) bool { return true })
	out := make([]hearsay.EvidenceRef, 0, n)
	for i := range list {
		if keep[i] {
			out = append(out, list[i])
		}
	}
	return out
}
