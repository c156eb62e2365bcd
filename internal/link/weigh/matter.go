package weigh

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// matter is everything that is told of one happening, taken apart.
type matter struct {
	lists *tables
	asOf  time.Time
	told  []*record.Told // by Known, report, place in the text
	// void: people say of all the tellings that they are no event, so that they are weighed as
	// they were coded. was are codings that people put others in place of.
	void bool
	was  []*hearsay.Telling
	left time.Time // when people last took a telling out

	groups []group // reports that are one by copying (rule 1)
	group  []int   // of each telling
	local  string  // country where it happened; empty: not told, or several
	only   string  // the one country of all who take part; empty: several or none

	voices  []voice
	byVoice map[string]int // by identity
	heard   map[*hearsay.Saying]heard
	origin  []int // of each voice: number in origins
	origins []origin

	words  []word
	values [slots][]value
	folded map[string]string        // of names, so that each is folded once
	bodies map[string]*body         // by the words that name them
	named  map[int][]*hearsay.Party // organizations by group: see orgs
	// fight tells whether it is material conflict, in which who did it is one side only.
	fight  bool
	blames []map[string]bool // of each origin: see accusations
}

// word is one speaker saying, doubting or denying one value of one slot.
type word struct {
	slot   slot
	stance stance
	// value is the number of the value; -1: the slot as a whole.
	value int
	item  item
	told  int             // number of the telling
	s     *hearsay.Saying // nil: the report itself
	voice int
	by    int // number of the origin that it counts for
	at    hearsay.Span
	text  string
	// from is when it became known, until when it was taken back (zero: stands). when is
	// from, or for what a copy repeats, when the first of its kind became known.
	from, until, when time.Time
	press             bool // an outlet's own words, or a cited outlet's
	eyes              bool // an outlet's own eyes: "a reporter saw"
	mention           bool
}

// item is a value as one telling gives it; one of the fields is set.
type item struct {
	text  string
	party *hearsay.Party
	place *hearsay.Place
	time  *hearsay.Time
	count *number
}

// group is a report with its copies: what they repeat of it is told once.
type group struct {
	id      string // of the report that is copied
	outlet  string
	agency  string
	known   time.Time // of the first of them in the record
	root    bool      // the copied report itself tells this happening
	press   string    // key of the outlet or agency that speaks in it
	name    string    // its name
	agented bool
}

// gather takes the tellings that were known by asOf (zero: all) and says which are copies of what.
func gather(told []record.Told, asOf time.Time) *matter {
	m := &matter{lists: lookup(), asOf: asOf, byVoice: map[string]int{}, folded: map[string]string{}, bodies: map[string]*body{}, named: map[int][]*hearsay.Party{}}
	seen := make(map[string]bool, len(told))
	var none []*record.Told
	for i := range told {
		t := &told[i]
		if seen[t.ID] || !asOf.IsZero() && t.Known.After(asOf) {
			continue
		}
		if t.Coded != nil {
			if !t.Left.IsZero() || !t.CorrectedBy(asOf).IsZero() {
				m.was = append(m.was, t.Coded)
			}
			if !t.In(asOf) {
				m.left = later(m.left, t.Left)
				continue
			}
			c := *t
			c.Telling = t.As(asOf)
			if t = &c; t.None(asOf) {
				none = append(none, t)
				continue
			}
		}
		seen[t.ID] = true
		m.told = append(m.told, t)
	}
	if len(m.told) == 0 {
		m.told, m.void = none, len(none) > 0
	}
	slices.SortFunc(m.told, func(a, b *record.Told) int {
		return cmp.Or(a.Known.Compare(b.Known), strings.Compare(a.Teller.ID, b.Teller.ID), cmp.Compare(a.At.Start, b.At.Start), strings.Compare(a.ID, b.ID))
	})
	m.bundle()
	m.countries()
	return m
}

// bundle puts each telling into the group of the report that it comes from:
// rule 1, copies collapse.
func (m *matter) bundle() {
	teller := map[string]*record.Teller{}
	for _, t := range m.told {
		teller[t.Teller.ID] = &t.Teller
	}
	number := map[string]int{}
	m.group = make([]int, len(m.told))
	for i, t := range m.told {
		id := t.Teller.ID
		if c := t.Teller.Copy; c != nil && !within(c.Changed.Added, t.Sentence) {
			id = c.Of
			for range 16 { // longer chains of copies are not followed
				of := teller[id]
				if of == nil || of.Copy == nil || of.Copy.Of == t.Teller.ID {
					break
				}
				id = of.Copy.Of
			}
		}
		k, ok := number[id]
		if !ok {
			k = len(m.groups)
			number[id] = k
			m.groups = append(m.groups, group{id: id, outlet: t.Teller.Outlet, agency: t.Teller.Agency, known: t.Known})
		}
		m.group[i] = k
		g := &m.groups[k]
		if t.Teller.ID == id && !g.root {
			g.root, g.outlet = true, t.Teller.Outlet
			if t.Teller.Agency != "" {
				g.agency = t.Teller.Agency
			}
		}
		if g.agency == "" {
			g.agency = t.Teller.Agency
		}
		if t.Known.Before(g.known) {
			g.known = t.Known
		}
	}
	for k := range m.groups {
		g := &m.groups[k]
		g.name, g.agented = g.outlet, false
		if g.agency != "" {
			g.name, g.agented = g.agency, true
		}
		if g.name == "" {
			g.name, g.press = "an outlet that is not named", "m:"+g.id
			continue
		}
		g.press = m.press(g.name)
	}
}

// within tells whether the added matter of a copy holds the sentence, or most of it.
func within(added []hearsay.Span, sentence hearsay.Span) bool {
	n := 0
	for _, a := range added {
		if a.Overlaps(sentence) {
			n += min(a.End, sentence.End) - max(a.Start, sentence.Start)
		}
	}
	return n > 0 && 2*n > sentence.Len()
}

// countries finds where it happened, for bodies that are named without their
// country ("police"): rule 3.4.
func (m *matter) countries() {
	places := map[string]int{}
	all := map[string]bool{}
	for _, t := range m.told {
		if t.Place != nil && t.Place.Country != "" {
			places[t.Place.Country]++
			all[t.Place.Country] = true
		}
		for _, ps := range [][]hearsay.Party{t.Actors, t.Recipients} {
			for k := range ps {
				if c := ps[k].Codes.Country; c != "" {
					all[c] = true
				}
			}
		}
		for k := range t.Sayings {
			for _, sp := range t.Sayings[k].Chain {
				if c := sp.Codes.Country; c != "" && !sp.Outlet && !slices.Contains(sp.Codes.Sectors, "MED") && !slices.Contains(sp.Codes.Sectors, "IGO") {
					all[c] = true
				}
			}
		}
	}
	best := 0
	for c, n := range places {
		if n > best || n == best && c < m.local {
			m.local, best = c, n
		}
	}
	if len(all) == 1 {
		for c := range all {
			m.only = c
		}
	}
	if m.local == "" {
		m.local = m.only
	}
}

// fold is [gazetteer.Fold], each name once.
func (m *matter) fold(s string) string {
	if f, ok := m.folded[s]; ok {
		return f
	}
	f := gazetteer.Fold(s)
	m.folded[s] = f
	return f
}

// bare is a name as it is compared: folded, without article and possessive.
func (m *matter) bare(s string) string {
	s = strings.Trim(m.fold(s), " \"'.,;:()[]")
	for _, a := range []string{"the ", "a ", "an "} {
		s = strings.TrimPrefix(s, a)
	}
	return strings.TrimSuffix(s, "'s")
}
