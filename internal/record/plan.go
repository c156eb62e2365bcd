package record

import (
	"time"

	"github.com/hearsay/hearsay"
)

// EventNode is the part of a filter on merged events that terms can say. What a
// store must add from its own tables are Event and Report.
func EventNode(f *Filter) Node {
	var all []Node
	if !f.Since.IsZero() || !f.Until.IsZero() {
		all = append(all, anyOf(rangeTerms("happened", f.Since, f.Until)))
	}
	if n, ok := knownNode(f); ok {
		all = append(all, n)
	}
	all = appendAny(all, f.Types, func(s string) Node { return Node{Term: Term("type", s)} })
	all = appendAny(all, f.Statuses, func(s hearsay.Status) Node { return Node{Term: Term("status", string(s))} })
	all = appendAny(all, f.Actors, func(s string) Node { return rolesNode(f, s, "actor") })
	all = appendAny(all, f.Recipients, func(s string) Node { return rolesNode(f, s, "recipient") })
	all = appendAny(all, f.Participants, func(s string) Node { return rolesNode(f, s, "actor", "recipient") })
	all = appendAny(all, f.Speakers, func(s string) Node { return partyNode("speaker", s) })
	// Places and countries are alternatives of one another.
	var where []Node
	for _, p := range f.Places {
		where = append(where, placeNode(p))
	}
	for _, c := range f.Countries {
		where = append(where, Node{Term: Term("country", c)})
		if !f.AsOf.IsZero() {
			where = append(where, Node{Term: Term(CodedAs+"place of", c)})
		}
	}
	if len(where) > 0 {
		all = append(all, anyOf(where))
	}
	all = appendAny(all, f.Outlets, func(s string) Node { return Node{Term: Term("outlet", Fold(s))} })
	step := 0
	for _, n := range originSteps {
		if n <= f.Origins {
			step = n
		}
	}
	if step > 0 {
		all = append(all, Node{Term: termOf("origins", step)})
	}
	if f.Disputed != nil && *f.Disputed {
		all = append(all, Node{Term: Term("disputed", "")})
	}
	if f.Story != "" {
		all = append(all, Node{Term: Term("story", f.Story)})
	}
	return Node{All: all}
}

// ReportNode is the part of a filter on reports, or on claims through their
// reports, that terms can say. What a store must add from its own tables are
// Story, Event, Report, Copies and Text.
func ReportNode(f *Filter) Node {
	var all []Node
	if n, ok := knownNode(f); ok {
		all = append(all, n)
	}
	all = appendAny(all, f.Outlets, func(s string) Node { return Node{Term: Term("outlet", Fold(s))} })
	all = appendAny(all, f.Speakers, func(s string) Node { return partyNode("speaker", s) })
	all = appendAny(all, f.Acts, func(a hearsay.Act) Node { return Node{Term: Term("act", string(a))} })
	return Node{All: all}
}

// StoryNode is the part of a filter on stories that terms can say. What a store
// must add from its own tables are Story, Event and Report.
func StoryNode(f *Filter) Node {
	var all []Node
	if n, ok := knownNode(f); ok {
		all = append(all, n)
	}
	all = appendAny(all, f.Outlets, func(s string) Node { return Node{Term: Term("outlet", Fold(s))} })
	return Node{All: all}
}

// With adds to what rows must answer.
func (n Node) With(more ...Node) Node {
	return Node{All: append(n.All[:len(n.All):len(n.All)], more...)}
}

// knownRange is the part of the second clock that is asked for, half-open.
func knownRange(f *Filter) (from, to time.Time) {
	from, to = f.KnownSince, f.KnownUntil
	if !f.AsOf.IsZero() {
		if asOf := Stamp(f.AsOf).Add(time.Microsecond); to.IsZero() || asOf.Before(to) {
			to = asOf
		}
	}
	return from, to
}

func knownNode(f *Filter) (Node, bool) {
	from, to := knownRange(f)
	if from.IsZero() && to.IsZero() {
		return Node{}, false
	}
	return anyOf(rangeTerms("known", from, to)), true
}

// anyOf is a node of alternatives, or of nothing where there are none.
func anyOf(ns []Node) Node {
	switch len(ns) {
	case 0:
		return Node{Seqs: []int64{}}
	case 1:
		return ns[0]
	}
	return Node{Any: ns}
}

func appendAny[T any](all []Node, values []T, node func(T) Node) []Node {
	if len(values) == 0 {
		return all
	}
	ns := make([]Node, len(values))
	for i, v := range values {
		ns[i] = node(v)
	}
	return append(all, anyOf(ns))
}

// partyNode finds a value of a party filter: words of a name or key, or a country.
func partyNode(role, value string) Node {
	var words []Node
	for _, w := range Words(value) {
		words = append(words, Node{Term: Term(role, w)})
	}
	var ns []Node
	if len(words) > 0 {
		ns = append(ns, Node{All: words})
	}
	if isCountry(value) {
		ns = append(ns, Node{Term: Term(role+" of", value)})
	}
	return anyOf(ns)
}

// rolesNode finds a value of a party filter in any of some roles.
func rolesNode(f *Filter, value string, names ...string) Node {
	var ns []Node
	for _, role := range roles(f, names...) {
		ns = append(ns, partyNode(role, value))
	}
	return anyOf(ns)
}

// isCountry reports whether a value of a party filter may be an ISO 3166-1 code:
// names are folded there, codes are not.
func isCountry(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) == 3
}

func placeNode(p PlaceFilter) Node {
	var ns []Node
	if p.Name != "" {
		ns = append(ns, Node{Term: Term("place", Fold(p.Name))})
	}
	if p.GeoNames != 0 {
		ns = append(ns, Node{Term: termOf("geonames", p.GeoNames)})
	}
	if p.Box != nil {
		ns = append(ns, anyOf(boxTerms(p.Box[0], p.Box[1], p.Box[2], p.Box[3])))
	}
	if p.Kilometres > 0 {
		ns = append(ns, anyOf(boxTerms(circleBox(p.Lat, p.Lon, p.Kilometres))))
	}
	return anyOf(ns)
}
