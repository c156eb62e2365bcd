package merge

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// mostGrouped bounds the tellings of one report that are compared with one
// another; a report that tells more keeps the rest as they are.
const mostGrouped = 64

// inside compares two tellings of one report, a told before b; near says that a is
// the attack told last before b.
func (t *tables) inside(a, b *hearsay.Telling, p, q *Profile, text string, near bool, c *pair) {
	t.compare(p, q, c)
	x := &c.x
	if q.Other && x[fDay] == 0 {
		c.never = "told as another"
	}
	if c.never == "" && a.Sentence == b.Sentence {
		if w := apartBy(a, b, text); w != "" {
			c.never = "one is told as " + w + " the other"
		}
	}
	if c.never != "" {
		return
	}
	if alike(p.Actors, q.Actors) && alike(p.Patients, q.Patients) {
		// In one report police who shoot robbers are the police and the robbers told before.
		x[fActor], x[fPatient], x[fLikeActor], x[fLikePatient] = 1, 1, 0, 0
	}
	if results[b.Lemma] && near && b.Status != hearsay.Negated && a.Lemma != b.Lemma && !b.Sentence.Overlaps(placeOf(b)) && !b.Sentence.Overlaps(timeOf(b)) {
		x[fResult] = 1
	}
	if again(a, b) {
		x[fAgain] = 1
	}
	if a.Headline && !b.Headline && b.At.Start < a.Sentence.End+600 {
		x[fHeadline] = 1
	}
	if a.Sentence == b.Sentence {
		x[fSentence] = 1
	}
	if n := len(text); n > 0 {
		x[fFar] = float64(b.At.Start-a.At.Start) / float64(max(n, 2000))
	}
	if byNoun(b, text) {
		x[fNoun] = 1
		c.note(fNoun, "the %s", b.Trigger)
	}
	// What one report tells is one story by one outlet: features across reports say nothing.
	for _, f := range []int{fReports, fSpeaker, fStory, fOtherStory, fCopied, fMain, fOneMain, fPersons, fGrew, fScene, fOtherScene} {
		x[f] = 0
	}
}

// alike reports whether two lists hold people called the same, of whom more is told than that they are people.
func alike(as, bs []Who) bool {
	for i := range as {
		if k := as[i].Keys[0]; as[i].Flags&(male|female) == 0 && !anybody[k] && holds(bs, k) {
			return true
		}
	}
	return false
}

// apartBy finds words between two tellings of a sentence that tell how long the one came
// after the other: "shot two robbers, hours after they had killed a guard". Of who died a while after an
// attack they tell no other happening.
func apartBy(a, b *hearsay.Telling, text string) string {
	if a.At.End > b.At.Start {
		a, b = b, a
	}
	if a.Lemma == "die" || b.Lemma == "die" {
		return ""
	}
	ws := strings.Fields(gazetteer.Fold(cut(text, hearsay.Span{Start: a.At.End, End: b.At.Start})))
	for i := 0; i+1 < len(ws); i++ {
		// The clause of the second must follow: not "fled minutes after, and police shot one".
		if stretches[ws[i]] && (ws[i+1] == "after" || ws[i+1] == "before") && len(ws)-i-2 <= clause {
			return ws[i] + " " + ws[i+1]
		}
	}
	return ""
}

// clause is how many words may stand between "after" and the verb that it rules.
const clause = 12

// stretches are the words for how long the one came after the other.
var stretches = set("second seconds minute minutes hour hours day days week weeks month months year years night morning shortly soon")

// attacksBefore finds for each telling the attack told last before it, in another
// sentence, at most 900 bytes back; -1: none.
func attacksBefore(ts []hearsay.Telling, text string) []int {
	out := make([]int, len(ts))
	for j := range ts {
		out[j] = -1
		for i := range ts {
			if ts[i].Type != "ASSAULT" || ts[i].Sentence == ts[j].Sentence || ts[i].At.Start >= ts[j].At.Start || ts[j].At.Start-ts[i].At.Start > 900 {
				continue
			}
			if out[j] >= 0 && ts[i].Sentence == ts[out[j]].Sentence && apartBy(&ts[out[j]], &ts[i], text) != "" {
				continue // "shot a man, hours after he had killed a guard": the shooting is what is told on
			}
			if out[j] < 0 || ts[i].At.Start > ts[out[j]].At.Start {
				out[j] = i
			}
		}
	}
	return out
}

// results are triggers that tell what became of people, not what was done.
var results = set("kill die wound injure hurt maim")

func placeOf(e *hearsay.Telling) hearsay.Span {
	if e.Place == nil {
		return hearsay.Span{}
	}
	return e.Place.Span
}

func timeOf(e *hearsay.Telling) hearsay.Span {
	if e.Time == nil {
		return hearsay.Span{}
	}
	return e.Time.Span
}

// again reports whether the reading took over words of the earlier telling for the
// later one, which it does where that names the happening again: "the attack".
func again(a, b *hearsay.Telling) bool {
	if a.Type != b.Type {
		return false
	}
	if a.Place != nil && b.Place != nil && a.Place.Span == b.Place.Span && !b.Sentence.Overlaps(b.Place.Span) && strings.Contains(b.Place.By, "event/again") && !strings.Contains(b.Place.By, "place-of") {
		return true
	}
	taken := func(as, bs []hearsay.Party) bool {
		for i := range bs {
			if bs[i].At.Empty() || b.Sentence.Overlaps(bs[i].At) {
				continue
			}
			for k := range as {
				if as[k].At == bs[i].At {
					return true
				}
			}
		}
		return false
	}
	return taken(a.Actors, b.Actors) || taken(a.Recipients, b.Recipients)
}

// byNoun reports whether a telling names its happening by a noun with an article
// that points back, and names nobody itself in its sentence.
func byNoun(e *hearsay.Telling, text string) bool {
	from := max(0, e.At.Start-24)
	before := gazetteer.Fold(text[from:min(e.At.Start, len(text))])
	ws := strings.Fields(before)
	if len(ws) == 0 {
		return false
	}
	pointing := false
	for i := len(ws) - 1; i >= 0 && i >= len(ws)-3; i-- {
		if ws[i] == "the" || ws[i] == "that" || ws[i] == "this" || ws[i] == "those" || ws[i] == "these" {
			pointing = true
		}
	}
	if !pointing {
		return false
	}
	for _, ps := range [][]hearsay.Party{e.Actors, e.Recipients} {
		for i := range ps {
			if e.Sentence.Contains(ps[i].At) {
				return false
			}
		}
	}
	return true
}

// group is a happening as one report tells it.
type group struct {
	members []int // into the tellings
	p       *Profile
	why     [][]hearsay.Why // for each member but the first: what tied it
	apart   []int           // groups that the report tells as hours or days before or after it
}

// groups finds which tellings of a report are one happening: the two groups whose
// tellings fit best on average are joined, as long as they fit better than the threshold and
// none of their tellings contradict one another.
func (m *Merger) groups(ts []hearsay.Telling, ps []*Profile, text string) []group {
	n := len(ts)
	out := make([]group, 0, n)
	for i := range ts {
		out = append(out, group{members: []int{i}, p: ps[i].clone()})
	}
	k := min(n, mostGrouped)
	score := make([]float64, k*k)
	last := attacksBefore(ts, text)
	const never = -1e9
	for i := 0; i < k; i++ {
		for j := i + 1; j < k; j++ {
			s := never
			if ps[i].Families&ps[j].Families != 0 {
				var c pair
				m.t.inside(&ts[i], &ts[j], ps[i], ps[j], text, last[j] == i, &c)
				if c.never == "" {
					s = m.m.Within.score(c.x[:])
				}
			}
			score[i*k+j], score[j*k+i] = s, s
		}
	}
	for {
		bi, bj, best := -1, -1, m.m.Within.Threshold
		for i := range out {
			for j := i + 1; j < len(out); j++ {
				if s := between(out[i].members, out[j].members, score, k); s >= best && (s > best || bi < 0) {
					bi, bj, best = i, j, s
				}
			}
		}
		if bi < 0 {
			setApart(out, ts, text)
			return out
		}
		a, b := &out[bi], &out[bj]
		for _, j := range b.members {
			// The earlier telling that it fits best is the one to tell of.
			with := a.members[0]
			for _, i := range a.members {
				if score[i*k+j] > score[with*k+j] {
					with = i
				}
			}
			a.why = append(a.why, m.whyInside(ts, ps, min(with, j), max(with, j), text))
		}
		a.members = append(a.members, b.members...)
		a.p.Add(b.p)
		out = append(out[:bj], out[bj+1:]...)
	}
}

// setApart notes which groups the report tells as hours or days apart.
func setApart(gs []group, ts []hearsay.Telling, text string) {
	for i := range gs {
		for j := range gs {
			if i == j {
				continue
			}
			for _, a := range gs[i].members {
				for _, b := range gs[j].members {
					if ts[a].Sentence == ts[b].Sentence && apartBy(&ts[a], &ts[b], text) != "" && !slices.Contains(gs[i].apart, j) {
						gs[i].apart = append(gs[i].apart, j)
					}
				}
			}
		}
	}
}

// between is how well two groups fit: the mean of the average and of the best of
// their pairs; one contradiction forbids it.
func between(as, bs []int, score []float64, k int) float64 {
	sum, best := 0.0, -1e18
	for _, i := range as {
		for _, j := range bs {
			if i >= k || j >= k || score[i*k+j] <= -1e8 {
				return -1e9
			}
			sum += score[i*k+j]
			best = max(best, score[i*k+j])
		}
	}
	return (sum/float64(len(as)*len(bs)) + best) / 2
}

func (m *Merger) whyInside(ts []hearsay.Telling, ps []*Profile, i, j int, text string) []hearsay.Why {
	c := pair{notes: map[int]string{}}
	m.t.inside(&ts[i], &ts[j], ps[i], ps[j], text, attacksBefore(ts, text)[j] == i, &c)
	why := m.whyOne(Within, &c)
	return append([]hearsay.Why{{Feature: "told again", Value: 1, Note: "the report tells it as " + quote(ts[i].Trigger) + " and as " + quote(ts[j].Trigger)}}, why...)
}

func quote(s string) string { return "\u201c" + s + "\u201d" }
