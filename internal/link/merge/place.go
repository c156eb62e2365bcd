package merge

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// Index is what placing reads of the record.
type Index interface {
	Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error)
	Cards(ctx context.Context, kind string, refs []int64) (map[int64][]byte, error)
	EventsOfStory(ctx context.Context, story string, limit int) ([]string, error)
}

// Me is the report whose tellings are placed.
type Me struct {
	Seq    int64
	ID     string
	Outlet string
	Known  time.Time
	Text   string // the spans of the tellings point into it
	Copy   *hearsay.Copy
}

// Placement is where the tellings of a report belong, and all that is to be
// written for it.
type Placement struct {
	Placed    []Placed // in the order of the tellings
	Joins     []Join
	Relations []Relation
	Postings  []hearsay.Posting // of kind Kind
	Cards     []record.Card
}

// Placed is one telling.
type Placed struct {
	Telling string
	Merged  string        // id of its merged event
	New     bool          // this telling founds it
	Score   float64       // log odds over the threshold; 0 where founded
	Why     []hearsay.Why // what spoke for and against; of a founded event, why the nearest other one was not it
}

// Join says that two merged events turned out to be one.
type Join struct {
	From, Into string
	Score      float64
	Why        []hearsay.Why
}

// Relation says that a merged event follows from another.
type Relation struct {
	From, To string // the later event, its cause
	Kind     string // consequence
	Note     string // for a reader
	Why      []hearsay.Why
	score    float64 // log odds over the threshold
}

// Bounds of the search for one report.
const (
	mostCandidates = 24 // cards loaded
	sceneBytes     = 400
	joinMargin     = 2 // log odds over the threshold, of both and of the two with one another
)

// candidate is a merged event that a group may belong to.
type candidate struct {
	*Profile
	ref   int64
	moved bool // it was changed by this report
}

// Place decides to which merged events the tellings of a report belong. They are
// as [Tellings] gave them; story is the report's, empty where it has none.
func (m *Merger) Place(ctx context.Context, ix Index, me Me, ts []hearsay.Telling, story string) (Placement, error) {
	p, _, err := m.PlaceBonds(ctx, ix, me, ts, story)
	return p, err
}

// PlaceBonds is Place, and tells which events were held against one another as what could
// follow from what, for fitting.
func (m *Merger) PlaceBonds(ctx context.Context, ix Index, me Me, ts []hearsay.Telling, story string) (out Placement, held []Bond, err error) {
	if len(ts) == 0 {
		return out, nil, nil
	}
	in := newPage(me.Text, dayNumber(me.Known), story, ts)
	ps := m.profiles(ts, in)
	groups := m.groups(ts, ps, me.Text)
	found, err := m.candidates(ctx, ix, groups, story)
	if err != nil {
		return out, nil, fmt.Errorf("looking for events told before: %w", err)
	}
	choices := m.choose(groups, found, me)
	out.Placed = make([]Placed, len(ts))
	events := make([]*candidate, len(groups))
	for g := range groups {
		ch := &choices[g]
		p := Placed{Why: ch.why}
		if ch.at < 0 {
			p.New = true
			p.Merged = hearsay.EventID(ts[groups[g].members[0]].ID)
			groups[g].p.Event = p.Merged
			c := &candidate{Profile: groups[g].p, ref: Ref(p.Merged), moved: true}
			events[g] = c
		} else {
			c := found[ch.at]
			p.Merged, p.Score = c.Event, round(ch.score)
			if !c.moved {
				c.Profile = c.clone()
				c.moved = true
			}
			c.Profile.Add(groups[g].p)
			events[g] = c
		}
		for i, k := range groups[g].members {
			p := p
			p.Telling = ts[k].ID
			if i > 0 {
				p.New = false
				p.Why = append(slices.Clone(groups[g].why[i-1]), p.Why...)
			}
			out.Placed[k] = p
		}
	}
	m.joins(&out, groups, choices, found, events)
	if out.Relations, held, err = m.follow(ctx, ix, ts, groups, events, found, me.Text); err != nil {
		return out, nil, fmt.Errorf("looking for causes: %w", err)
	}
	out.write(events, found)
	return out, held, nil
}

// profiles makes the profiles of a report's tellings. What the headline tells, or
// without one the first telling that is no background, is the main thing.
func (m *Merger) profiles(ts []hearsay.Telling, in *page) []*Profile {
	ps := make([]*Profile, len(ts))
	first, headline := -1, false
	for i := range ts {
		ps[i] = m.t.profile(&ts[i], in)
		headline = headline || ts[i].Headline
		if ts[i].Status != hearsay.Historical && ts[i].Status != hearsay.Hypothetical && (first < 0 || ts[i].At.Start < ts[first].At.Start) {
			first = i
		}
	}
	if !headline && first >= 0 {
		ps[first].Main = true
	}
	for i := range ts {
		if len(ps[i].Days) > 0 || ps[i].Past || looksBack(&ts[i], in.text) {
			continue
		}
		// The nearest telling before it with a day, at most two sentences back or so.
		best := -1
		for k := range ts {
			if d := ts[i].At.Start - ts[k].At.Start; d > 0 && d < sceneBytes && !looksBack(&ts[k], in.text) && len(ps[k].Days) > 0 && ps[k].Days[0].Exact() && (best < 0 || ts[k].At.Start > ts[best].At.Start) {
				best = k
			}
		}
		if best >= 0 {
			ps[i].Scene = ps[best].Days[0].Lo
		}
	}
	return ps
}

// looksBack reports whether a telling stands after words that lead to an earlier
// day: "it came three days after a blast".
func looksBack(e *hearsay.Telling, text string) bool {
	for _, w := range strings.Fields(gazetteer.Fold(cut(text, hearsay.Span{Start: e.Sentence.Start, End: max(e.Sentence.Start, e.At.Start)}))) {
		switch strings.Trim(w, ",;:\"") {
		case "after", "since", "following", "before", "last", "previous", "earlier", "ago", "over":
			return true
		}
	}
	return false
}

// choice is what was decided for a group.
type choice struct {
	at     int // into the candidates; -1: none
	score  float64
	why    []hearsay.Why
	others []int // further candidates that are it too
}

// choose gives each group the candidate that fits best. Two groups of one report
// that contradict one another never get the same.
func (m *Merger) choose(groups []group, found []*candidate, me Me) []choice {
	out := make([]choice, len(groups))
	type match struct {
		g, c  int
		score float64
	}
	var all []match
	best := make([]match, len(groups)) // the best refused one, for the explanation
	for g := range groups {
		out[g].at = -1
		best[g].c = -1
		for c := range found {
			var p pair
			m.across(groups[g].p, found[c].Profile, me, &p)
			if p.never != "" {
				continue
			}
			s := m.m.Across.score(p.x[:]) - m.m.Across.Threshold
			if s >= 0 {
				all = append(all, match{g, c, s})
			} else if best[g].c < 0 || s > best[g].score {
				best[g] = match{g, c, s}
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].score != all[j].score {
			return all[i].score > all[j].score
		}
		if all[i].g != all[j].g {
			return all[i].g < all[j].g
		}
		return found[all[i].c].ref < found[all[j].c].ref
	})
	taken := make([][]int, len(found))
	for _, a := range all {
		if out[a.g].at >= 0 {
			out[a.g].others = append(out[a.g].others, a.c)
			continue
		}
		clash := false
		for _, g := range taken[a.c] {
			var p pair
			m.t.compare(groups[g].p, groups[a.g].p, &p)
			// Both may be it only if they could be one: the report may have told it twice without our seeing it.
			clash = clash || p.never != "" || slices.Contains(groups[g].apart, a.g) || m.m.Within.score(p.x[:]) < m.m.Within.Threshold-2
		}
		if clash {
			continue
		}
		out[a.g].at, out[a.g].score = a.c, a.score
		taken[a.c] = append(taken[a.c], a.g)
	}
	for g := range groups {
		c := out[g].at
		if c >= 0 {
			out[g].why = m.whyAcross(groups[g].p, found[c].Profile, me)
			continue
		}
		if c = best[g].c; c >= 0 {
			out[g].why = append([]hearsay.Why{{Feature: "nearest other event", Value: round(best[g].score), Note: found[c].Event + " was not taken: the score is below 0"}},
				m.whyAcross(groups[g].p, found[c].Profile, me)...)
		}
	}
	return out
}

// across compares a group with a merged event.
func (m *Merger) across(g, e *Profile, me Me, c *pair) {
	m.t.compare(g, e, c)
	if c.apart && shares(g.Stories, e.Stories) && namesakes(g, e) {
		c.never, c.apart = "", false
		c.x[fPlaceName] = 1
	}
	if c.never != "" {
		return
	}
	if g.Other != e.Other && c.x[fDay] == 0 && c.x[fDay1] == 0 {
		c.never = "told as another or one of several, with no day"
		return
	}
	if c.x[fOtherScene] != 0 && c.x[fOtherNumber] != 0 {
		c.never = "another number, told beside another day"
		return
	}
	if len(g.Stories) > 0 && len(e.Stories) > 0 {
		switch {
		case shares(g.Stories, e.Stories):
			c.x[fStory] = 1
		case g.Main && g.First-e.Last <= 30 && e.First-g.Last <= 30:
			// What a report tells as background is often of another story.
			c.x[fOtherStory] = 1
		}
	}
	if me.Copy != nil && slices.Contains(e.Reports, hash(me.Copy.Of)) {
		c.x[fCopied] = 1
	}
}

func (m *Merger) whyAcross(g, e *Profile, me Me) []hearsay.Why {
	c := pair{notes: map[int]string{}}
	m.across(g, e, me, &c)
	if c.never != "" {
		return []hearsay.Why{{Feature: "cannot be one", Note: c.never}}
	}
	return m.whyOne(Across, &c)
}

// joins finds merged events that this report shows to be one: a group fits both
// well over the threshold, and they fit each other.
func (m *Merger) joins(out *Placement, groups []group, choices []choice, found []*candidate, events []*candidate) {
	gone := map[int]bool{}
	for g := range groups {
		at := choices[g].at
		if at < 0 || gone[at] {
			continue
		}
		for _, o := range choices[g].others {
			if gone[o] || o == at || len(out.Joins) >= 4 {
				continue
			}
			a, b := found[at], found[o]
			if a.Held || b.Held {
				continue
			}
			c := pair{notes: map[int]string{}}
			m.across(a.Profile, b.Profile, Me{}, &c)
			s := m.m.Across.score(c.x[:]) - m.m.Across.Threshold
			var d pair
			m.across(groups[g].p, b.Profile, Me{}, &d)
			if shares(a.Reports, b.Reports) && (a.Single || differ(&c.x)) {
				continue // one report tells them as two
			}
			if c.x[fDay1] != 0 || c.x[fDay2] != 0 || c.x[fOtherNumber] != 0 {
				continue // a report that tells of both may say a wrong day of one
			}
			if c.never != "" || s < joinMargin || m.m.Across.score(d.x[:])-m.m.Across.Threshold < joinMargin {
				continue
			}
			into, from, f := a, b, o
			if b.Tellings > a.Tellings || b.Tellings == a.Tellings && b.First < a.First {
				into, from, f = b, a, at
			}
			out.Joins = append(out.Joins, Join{From: from.Event, Into: into.Event, Score: round(s), Why: m.whyOne(Across, &c)})
			if !into.moved {
				into.Profile = into.clone()
				into.moved = true
			}
			into.Profile.Add(from.Profile)
			*from = candidate{Profile: &Profile{Event: from.Event, Into: into.Event}, ref: from.ref, moved: true}
			gone[f] = true
			for k := range events {
				if events[k] == from {
					events[k] = into
				}
			}
			for k := range out.Placed {
				if out.Placed[k].Merged == from.Event {
					out.Placed[k].Merged = into.Event
				}
			}
			if f == at {
				break
			}
		}
	}
}

// differ reports whether anything sets two events apart that a report told as two.
func differ(x *Vector) bool {
	for _, f := range []int{fOtherNumber, fOtherDeed, fOtherWeapon, fOtherActor, fOtherPatient, fSwapped, fNear, fPlaceName, fDay1, fDay2} {
		if x[f] != 0 {
			return true
		}
	}
	return false
}

// write lists the postings and cards of the events that changed.
func (out *Placement) write(events, found []*candidate) {
	done := map[int64]bool{}
	var changed []*candidate
	for _, c := range append(slices.Clone(events), found...) {
		if c.moved && !done[c.ref] {
			done[c.ref] = true
			changed = append(changed, c)
		}
	}
	lists := make([][]uint64, len(changed))
	for i, c := range changed {
		if c.Into == "" {
			lists[i] = c.keys(false)
		}
	}
	for n := 0; n < 12; n++ {
		for i, c := range changed {
			if n >= len(lists[i]) || len(out.Postings) >= mostPosted || len(c.Posted) >= mostPosted {
				continue
			}
			k, d := lists[i][n], c.posted()
			mark := uint32(k>>32) ^ uint32(k) ^ uint32(d)*2654435761
			if slices.Contains(c.Posted, mark) {
				continue
			}
			c.Posted = append(c.Posted, mark)
			out.Postings = append(out.Postings, hearsay.Posting{Key: k, Day: d, Ref: c.ref})
		}
	}
	for _, c := range changed {
		out.Cards = append(out.Cards, record.Card{Kind: Kind, Ref: c.ref, Body: c.Encode()})
	}
}

// Explain writes reasons on lines, for tests and a terminal.
func Explain(why []hearsay.Why) string {
	var b strings.Builder
	for _, w := range why {
		fmt.Fprintf(&b, "%+.2f %s %s\n", w.Weight, w.Feature, w.Note)
	}
	return b.String()
}
