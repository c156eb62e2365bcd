package query

import (
	"fmt"
	"net/url"

	"github.com/hearsay/hearsay"
)

// The bounds of what one event tells in an answer that is bounded: rows of a list, and the evidence of one value.
const (
	mostRows     = 500
	mostEvidence = 200
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
	l := &e.Left
	id := url.QueryEscape(e.ID)
	say := func(left, most int, noun, where string) {
		if left > 0 {
			e.Notes = append(e.Notes, fmt.Sprintf("of %s the first %d are told; %s", figure(left+most, noun), most, where))
		}
	}
	e.Reports, l.Reports = first(e.Reports)
	say(l.Reports, mostRows, "report", "/api/reports?event="+id+" lists all")
	e.Origins, l.Origins = first(e.Origins)
	for i := range e.Origins {
		o := &e.Origins[i]
		o.Reports, _ = first(o.Reports)
		o.Outlets, _ = first(o.Outlets)
	}
	say(l.Origins, mostRows, "origin", "/api/claims?event="+id+" lists who says it")
	e.Outlets, l.Outlets = first(e.Outlets)
	say(l.Outlets, mostRows, "outlet", "/api/reports?event="+id+" lists all reports, each with its outlet")
	e.Tellings, l.Tellings = first(e.Tellings)
	say(l.Tellings, mostRows, "telling", "/api/explain/"+id+" lists all")
	e.Follows, l.Follows = first(e.Follows)
	e.Followed, l.Followed = first(e.Followed)
	say(l.Follows+l.Followed, mostRows, "related event", "/api/explain/"+id+" lists all")
	e.Corrections, l.Corrections = first(e.Corrections)
	say(l.Corrections, mostRows, "correction", "/api/corrections?event="+id+" lists all")
	slots := make([]hearsay.Slot, len(e.Slots)) // what stands in a cache is not changed
	for i, s := range e.Slots {
		values := make([]hearsay.Value, len(s.Values))
		for j, v := range s.Values {
			v.Origins, _ = first(v.Origins)
			v.Denied, _ = first(v.Denied)
			all := len(v.Evidence)
			v.Evidence = boundEvidence(v.Evidence)
			l.Evidence += all - len(v.Evidence)
			values[j] = v
		}
		s.Values = values
		slots[i] = s
	}
	e.Slots = slots
	if l.Evidence > 0 {
		e.Notes = append(e.Notes, fmt.Sprintf("%s left out, of values with more than %d; /api/claims?event=%s lists all claims", figure(l.Evidence, "further piece")+" of evidence", mostEvidence, id))
	}
}

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
