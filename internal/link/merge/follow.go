package merge

import (
	"context"
	"math"
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// mostCauses is how many causes one event is tied to.
const (
	mostCauses = 2
	mostLooked = 2    // events of one report whose causes are looked for by name
	causeDays  = 1500 // days before; trials take years
)

// follow finds which events of a report follow from which. A line of follows.tsv
// must allow it, the cause must not be later, and something must tie the two: a
// word such as "over" or "in connection with" between them in one sentence, a party or place in common, the
// same sentence, or that the cause is the main thing that the report tells. The best causes count.
func (m *Merger) follow(ctx context.Context, ix Index, ts []hearsay.Telling, groups []group, events, found []*candidate, text string) ([]Relation, error) {
	var out []Relation
	looked := 0
	for l := range groups {
		if groups[l].p.Status&(isActual|isPlanned|isHistorical|isAttempted) == 0 && !ordered(ts, &groups[l], text) {
			continue // what did not happen follows from nothing
		}
		var ties []Relation
		var weight []float64
		for c := range groups {
			if c == l || events[c] == events[l] {
				continue
			}
			line := m.t.line(ts, &groups[l], &groups[c], text)
			if line == nil || tooLate(groups[l].p, groups[c].p) {
				continue
			}
			why, w := m.bonds(ts, &groups[l], &groups[c], line, text)
			if w >= 1 {
				ties = append(ties, tie(events[l].Event, events[c].Event, line, why))
				weight = append(weight, w)
			}
		}
		if len(ties) == 0 {
			ties, weight = m.causesBefore(ts, &groups[l], events[l], found)
		}
		if len(ties) == 0 && looked < mostLooked {
			more, err := m.causesOf(ctx, ix, &groups[l])
			if err != nil {
				return nil, err
			}
			if len(more) > 0 {
				looked++
				ties, weight = m.causesBefore(ts, &groups[l], events[l], more)
			}
		}
		order := make([]int, len(ties))
		for i := range order {
			order[i] = i
		}
		sort.SliceStable(order, func(a, b int) bool { return weight[order[a]] > weight[order[b]] })
		for n, i := range order {
			if n == mostCauses || n > 0 && weight[i] < weight[order[0]]-0.5 {
				break
			}
			if !slices.ContainsFunc(out, func(t Relation) bool { return t.From == ties[i].From && t.To == ties[i].To }) {
				out = append(out, ties[i])
			}
		}
	}
	return out, nil
}

// ordered reports whether somebody is told to have ordered what a group tells: "A judge
// ordered the release of 41 protesters".
func ordered(ts []hearsay.Telling, g *group, text string) bool {
	for _, k := range g.members {
		at := ts[k].At.Start
		ws := strings.Fields(gazetteer.Fold(cut(text, hearsay.Span{Start: max(ts[k].Sentence.Start, at-40), End: at})))
		for i := max(0, len(ws)-3); i < len(ws); i++ {
			if ws[i] == "ordered" || ws[i] == "orders" || ws[i] == "ordering" {
				return true
			}
		}
	}
	return false
}

// causesOf looks for events that could be the cause of a later one by the names
// of who takes part: the charge and the trial years after.
func (m *Merger) causesOf(ctx context.Context, ix Index, later *group) ([]*candidate, error) {
	causes := uint32(0)
	for i := range m.t.follows {
		if f := &m.t.follows[i]; f.cues == nil && f.later&later.p.Families != 0 {
			causes |= f.cause
		}
	}
	var keys []uint64
	for _, ws := range [][]Who{later.p.Patients, later.p.Actors} {
		for i := range ws {
			if ws[i].Flags&named == 0 {
				continue
			}
			for f := 0; f < 32 && len(keys) < mostAsked/2; f++ {
				if causes&(1<<f) != 0 {
					keys = append(keys, key64(f, 'w', uint64(ws[i].Keys[0])))
				}
			}
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	slices.Sort(keys)
	rows, err := ix.Near(ctx, Kind, slices.Compact(keys), later.p.First-causeDays, later.p.Last+1, 4)
	if err != nil {
		return nil, err
	}
	var refs []int64
	for _, r := range rows {
		if !slices.Contains(refs, r.Ref) && len(refs) < 8 {
			refs = append(refs, r.Ref)
		}
	}
	return load(ctx, ix, refs)
}

func tie(later, cause string, line *followLine, why []hearsay.Why) Relation {
	var words []string
	for _, w := range why {
		if w.Weight > 0 {
			words = append(words, w.Feature)
			if w.Note != "" {
				words[len(words)-1] += " " + w.Note
			}
		}
	}
	return Relation{From: later, To: cause, Kind: line.kind, Note: strings.Join(words, "; "), Why: why}
}

// line is the first line of follows.tsv that allows the two groups.
func (t *tables) line(ts []hearsay.Telling, later, cause *group, text string) *followLine {
	for i := range t.follows {
		f := &t.follows[i]
		if f.later&later.p.Families == 0 || f.cause&cause.p.Families == 0 {
			continue
		}
		if f.laterDeeds != nil && !slices.ContainsFunc(later.members, func(k int) bool { return slices.Contains(f.laterDeeds, ts[k].Lemma) }) {
			continue
		}
		if f.cues != nil {
			if _, ok := cue(ts, later, cause, f.cues, text); !ok {
				continue
			}
		}
		return f
	}
	return nil
}

// tooLate reports whether the cause is told to have happened after the later event.
func tooLate(later, cause *Profile) bool {
	if len(later.Days) == 0 || len(cause.Days) == 0 {
		return cause.Status&(isActual|isHistorical|isAttempted) == 0 && cause.Status&isPlanned != 0
	}
	return cause.Days[0].Lo > later.Days[0].Hi
}

// bonds are the words and things that tie a later event to a cause, and how strongly.
func (m *Merger) bonds(ts []hearsay.Telling, later, cause *group, line *followLine, text string) (why []hearsay.Why, weight float64) {
	add := func(feature string, w float64, note string) {
		why = append(why, hearsay.Why{Feature: feature, Value: 1, Weight: w, Note: note})
		weight += w
	}
	cues := line.cues
	if cues == nil {
		cues = overWords
	}
	if w, ok := cue(ts, later, cause, cues, text); ok {
		add("words between them", 2, quote(w))
	} else if sameSentence(ts, later, cause) {
		add("in one sentence", 1, "")
	}
	if w := m.t.namesIt(ts, later, cause, text); w != "" {
		add("its words name the cause", 1, quote(w))
	}
	if cause.p.Main && !line.weak {
		add("the main thing that the report tells", 1, "")
	}
	if w := shared(later.p, cause.p); w != "" {
		add("in common", 0.7, w)
	}
	if weight > 0 && line.usual&cause.p.Families != 0 {
		add("the usual cause", 0.5, "")
	}
	var c pair
	where(later.p, cause.p, &c)
	switch {
	case c.x[fPlace] != 0 || c.x[fNear] != 0:
		add("same place", 0.5, "")
	case c.never != "" && later.p.Families&m.t.elsewhere != 0:
		add("another place", -0.5, c.never) // suspects flee, and courts sit where they sit
	case c.never != "":
		add("another place", -1, c.never)
	}
	near := math.MaxInt
	for _, i := range later.members {
		for _, k := range cause.members {
			if d := ts[i].At.Start - ts[k].At.Start; d > 0 {
				near = min(near, d)
			}
		}
	}
	if near < 400 {
		add("told shortly after it", 0.4, "")
	}
	return why, weight
}

// namesIt finds a noun that points at the cause in the sentence of the later event,
// after its trigger: "condemned the attack", "the victims of the bombing".
func (t *tables) namesIt(ts []hearsay.Telling, later, cause *group, text string) string {
	for _, i := range later.members {
		rest := strings.Fields(gazetteer.Fold(cut(text, hearsay.Span{Start: ts[i].At.End, End: ts[i].Sentence.End})))
		for k := 1; k < len(rest); k++ {
			w := strings.Trim(rest[k], ".,;:\"'")
			if n := singular(w); (t.nameOf(cause.p.Families, w) || t.nameOf(cause.p.Families, n)) && (pointing[rest[k-1]] || k > 1 && pointing[rest[k-2]]) {
				return w
			}
		}
	}
	return ""
}

var pointing = set("the this that these those")

// nameOf reports whether a word is of deeds.tsv for one of the families.
func (t *tables) nameOf(families uint32, word string) bool {
	for i, n := range t.names {
		if families&(1<<i) != 0 {
			if _, ok := t.deeds[n][word]; ok {
				return true
			}
		}
	}
	return false
}

// overWords tie a consequence to its cause.
var overWords = []string{"over", "in connection with", "after", "following", "accused of", "suspected of", "suspicion of", "for", "condemned", "condemning", "blamed", "linked to",
	"related to", "responsible for", "behind", "charged with", "convicted of", "in response to", "because of", "in the wake of", "role in", "involvement in", "into", "victims of"}

// cue finds a word that stands between the two in one sentence, the cause told
// after it, or the later event told again by such a word.
func cue(ts []hearsay.Telling, later, cause *group, cues []string, text string) (string, bool) {
	for _, i := range later.members {
		for _, k := range cause.members {
			a, b := &ts[i], &ts[k]
			if a.Sentence != b.Sentence || a.At.End > b.At.Start {
				continue
			}
			// With the trigger's last word: "marched in protest at an attack".
			between := " " + gazetteer.Fold(lastWord(a.Trigger)+cut(text, hearsay.Span{Start: a.At.End, End: b.At.Start})) + " "
			own := gazetteer.Fold(a.Trigger)
			for _, c := range cues {
				at := strings.LastIndex(between, " "+c+" ")
				if own == c || at >= 0 && len(strings.Fields(between[at+len(c)+2:])) <= reach(c) {
					return c, true
				}
			}
		}
	}
	return "", false
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// reach is how many words may stand between a cue and the cause: "after" rules a
// clause, "over" a noun.
func reach(cue string) int {
	if cue == "after" || cue == "following" {
		return 12
	}
	return 6
}

func sameSentence(ts []hearsay.Telling, a, b *group) bool {
	for _, i := range a.members {
		for _, k := range b.members {
			if ts[i].Sentence == ts[k].Sentence {
				return true
			}
		}
	}
	return false
}

// shared names a party with a name that takes part in both, in any part.
func shared(a, b *Profile) string {
	for _, as := range [][]Who{a.Actors, a.Patients} {
		for _, bs := range [][]Who{b.Patients, b.Actors} {
			for i := range as {
				for k := range bs {
					if as[i].Flags&named != 0 && meets(&as[i], &bs[k]) {
						return as[i].Label
					}
				}
			}
		}
	}
	return ""
}

// causesBefore looks for the cause among the events that earlier reports told,
// where this report does not tell it: of the same story, or with a party in common.
func (m *Merger) causesBefore(ts []hearsay.Telling, later *group, event *candidate, found []*candidate) ([]Relation, []float64) {
	var ties []Relation
	var weight []float64
	for _, f := range found {
		if f == event || f.Into != "" || f.Event == event.Event {
			continue
		}
		line := m.t.lineBefore(ts, later, f.Profile)
		if line == nil || tooLate(later.p, f.Profile) {
			continue
		}
		var why []hearsay.Why
		w := 0.0
		add := func(feature string, by float64, note string) {
			why = append(why, hearsay.Why{Feature: feature, Value: 1, Weight: by, Note: note})
			w += by
		}
		if who := shared(later.p, f.Profile); who != "" {
			add("in common", 1.4, who)
		}
		if shares(later.p.Stories, f.Stories) {
			add("same story", 0.5, "")
			if f.Main && !line.weak {
				add("the main thing that reports of the story tell", 0.3, "")
			}
		}
		if w > 0 && line.usual&f.Families != 0 {
			add("the usual cause", 0.5, "")
		}
		var c pair
		where(later.p, f.Profile, &c)
		switch {
		case c.x[fPlace] != 0 || c.x[fNear] != 0:
			add("same place", 0.5, "")
		case c.x[fInside] != 0:
			add("places that fit", 0.3, "")
		case c.never != "":
			continue
		}
		if w >= 1.3 {
			ties = append(ties, tie(event.Event, f.Event, line, why))
			weight = append(weight, w)
		}
	}
	return ties, weight
}

// lineBefore is the first line that needs no words between, which are not to be had here.
func (t *tables) lineBefore(ts []hearsay.Telling, later *group, cause *Profile) *followLine {
	for i := range t.follows {
		f := &t.follows[i]
		if f.cues == nil && f.later&later.p.Families != 0 && f.cause&cause.Families != 0 &&
			(f.laterDeeds == nil || slices.ContainsFunc(later.members, func(k int) bool { return slices.Contains(f.laterDeeds, ts[k].Lemma) })) {
			return f
		}
	}
	return nil
}
