package merge

import (
	"context"
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// Bounds of what follows from what.
const (
	mostCauses = 2    // causes that one event is tied to
	secondOver = 1.5  // log odds over the threshold that the second must have
	mostLooked = 2    // events of one report whose causes are looked for by name
	causeDays  = 1500 // days before; trials take years
)

// Bond is an event held against another that it could follow from.
type Bond struct {
	From, To string // the later event, the cause
	X        []float64
	notes    map[int]string
	score    float64 // log odds over the threshold
}

// happening is an event as it stands while a report is placed.
type happening struct {
	*candidate
	g *group // as the report tells it; nil: it does not
}

// follow finds which events follow from which: for each that a report tells, those told beside
// it and those that earlier reports told in its story or of its parties are held against it, and
// the best causes count. For an event told before, a cause that only this report
// brings is looked at too: reports come late. All that was held against one another
// is returned beside the relations.
func (m *Merger) follow(ctx context.Context, ix Index, ts []hearsay.Telling, groups []group, events, found []*candidate, text string) ([]Relation, []Bond, error) {
	here := make([]happening, 0, len(groups))
	at := map[*candidate]int{}
	for g := range groups {
		if i, ok := at[events[g]]; ok {
			// Two groups of one event: the one that is told first stands for it.
			if groups[g].first(ts) < here[i].g.first(ts) {
				here[i].g = &groups[g]
			}
			continue
		}
		if len(here) == mostGrouped {
			break
		}
		at[events[g]] = len(here)
		here = append(here, happening{events[g], &groups[g]})
	}
	before := make([]happening, 0, len(found))
	for _, f := range found {
		if _, told := at[f]; !told && f.Into == "" {
			before = append(before, happening{candidate: f})
		}
	}
	scene := &scene{m: m, ts: ts, text: text}
	var out []Relation
	var all []Bond
	looked := 0
	for i := range here {
		l := &here[i]
		if !scene.canFollow(l) {
			continue
		}
		causes := slices.Concat(here, before)
		bs := scene.bonds(l, causes)
		if looked < mostLooked && !slices.ContainsFunc(bs, func(b Bond) bool { return b.score >= 0 }) {
			more, err := m.causesOf(ctx, ix, l.g)
			if err != nil {
				return nil, nil, err
			}
			n := len(causes)
			for _, c := range more {
				if c.Into == "" && !slices.ContainsFunc(causes, func(h happening) bool { return h.Event == c.Event }) {
					causes = append(causes, happening{candidate: c})
				}
			}
			if len(causes) > n {
				looked++
				bs = scene.bonds(l, causes)
			}
		}
		all = append(all, bs...)
		out = append(out, m.causes(bs)...)
	}
	var late []happening // what this report is the first to tell
	for i := range here {
		if !slices.Contains(found, here[i].candidate) {
			late = append(late, here[i])
		}
	}
	if len(late) > 0 {
		for i := range before {
			if !scene.canFollow(&before[i]) {
				continue
			}
			bs := scene.bonds(&before[i], late)
			all = append(all, bs...)
			out = append(out, m.causes(bs)...)
		}
	}
	return oneWay(out), all, nil
}

// oneWay leaves out the worse of two relations that say the opposite.
func oneWay(rs []Relation) []Relation {
	return slices.DeleteFunc(slices.Clone(rs), func(r Relation) bool {
		return slices.ContainsFunc(rs, func(o Relation) bool {
			return o.From == r.To && o.To == r.From && (o.score > r.score || o.score == r.score && o.From < r.From)
		})
	})
}

// causes are the best of the bonds of one later event, those over the threshold.
func (m *Merger) causes(bs []Bond) []Relation {
	bs = slices.Clone(bs)
	sort.SliceStable(bs, func(a, b int) bool { return bs[a].score > bs[b].score })
	var out []Relation
	for i := range bs {
		if i == mostCauses || bs[i].score < 0 || i > 0 && bs[i].score < secondOver {
			break
		}
		why := m.m.Follow.why(m.t.sheets[Follow], bs[i].X, bs[i].notes, "an event and one that it could follow from, and the threshold")
		out = append(out, Relation{From: bs[i].From, To: bs[i].To, Kind: "consequence", Note: because(why), Why: why, score: bs[i].score})
	}
	return out
}

// because tells what spoke for it, in the words of bonds.tsv.
func because(why []hearsay.Why) string {
	var words []string
	for _, w := range why {
		if w.Weight > 0 && w.Feature != "expected" && w.Feature != "to begin with" {
			words = append(words, strings.TrimSpace(w.Feature+" "+w.Note))
		}
	}
	if len(words) == 0 {
		return "of one story, and such an event often has it for a consequence"
	}
	return strings.Join(words, "; ")
}

// first is where the report tells a group first.
func (g *group) first(ts []hearsay.Telling) int {
	at := ts[g.members[0]].At.Start
	for _, k := range g.members {
		at = min(at, ts[k].At.Start)
	}
	return at
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
	causes := m.t.causesOf(later.p, 0)
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
