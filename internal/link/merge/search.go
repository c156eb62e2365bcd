package merge

import (
	"context"
	"slices"
	"sort"
)

// candidates loads the merged events that the groups may belong to.
func (m *Merger) candidates(ctx context.Context, ix Index, groups []group, story string) ([]*candidate, error) {
	type ask struct {
		from, to int32
		keys     []uint64
	}
	var asks []ask
	asked := 0
	// The keys of the first groups first, and of each its most telling ones, until the bound is reached.
	type wish struct {
		key      uint64
		from, to int32
	}
	lists := make([][]wish, len(groups))
	told := uint32(0)
	for g := range groups {
		told |= groups[g].p.Families
	}
	for g := range groups {
		if groups[g].p.Families == 0 {
			continue
		}
		from, to := groups[g].p.window()
		for i, k := range groups[g].p.keys(true) {
			lists[g] = append(lists[g], wish{k, from, to})
			if i == 0 {
				for _, k := range m.t.causeKeys(groups[g].p, told) {
					lists[g] = append(lists[g], wish{k, from - storyDays, to})
				}
			}
		}
	}
	for n := 0; n < 8 && asked < mostAsked; n++ {
		for g := range groups {
			if n >= len(lists[g]) || asked >= mostAsked {
				continue
			}
			w := lists[g][n]
			i := slices.IndexFunc(asks, func(a ask) bool { return a.from == w.from && a.to == w.to })
			if i < 0 {
				i = len(asks)
				asks = append(asks, ask{from: w.from, to: w.to})
			}
			if !slices.Contains(asks[i].keys, w.key) {
				asks[i].keys = append(asks[i].keys, w.key)
				asked++
			}
		}
	}
	hits := map[int64]int{}
	var refs []int64
	hit := func(ref int64, n int) {
		if hits[ref] == 0 {
			refs = append(refs, ref)
		}
		hits[ref] += n
	}
	for _, a := range asks {
		slices.Sort(a.keys)
		rows, err := ix.Near(ctx, Kind, a.keys, a.from, a.to, perKey)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			hit(r.Ref, 2)
		}
	}
	if story != "" && len(refs) < mostCandidates {
		ids, err := ix.EventsOfStory(ctx, story, mostCandidates)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			hit(Ref(id), 1)
		}
	}
	sort.SliceStable(refs, func(a, b int) bool {
		return hits[refs[a]] > hits[refs[b]] || hits[refs[a]] == hits[refs[b]] && refs[a] < refs[b]
	})
	return load(ctx, ix, refs[:min(len(refs), mostCandidates)])
}

// storyDays is how long before an event its cause is looked for in the story: stories go on
// for about a month.
const storyDays = 40

// causeKeys are the keys by which what a happening most often follows from is found in its
// story, where the report itself does not tell it. They are looked up together with its own.
func (t *tables) causeKeys(p *Profile, told uint32) []uint64 {
	if len(p.Stories) == 0 {
		return nil
	}
	causes := t.causesOf(p, 1)
	var out []uint64
	for f := 0; f < 32; f++ {
		if causes&^told&(1<<f) != 0 {
			out = append(out, key64(f, 's', uint64(p.Stories[0])))
		}
	}
	return out
}

// load reads the cards of merged events; where one was joined into another, that one's.
func load(ctx context.Context, ix Index, refs []int64) ([]*candidate, error) {
	var out []*candidate
	have := map[int64]bool{}
	for hops := 0; len(refs) > 0 && hops < 4; hops++ {
		slices.Sort(refs)
		cards, err := ix.Cards(ctx, Kind, refs)
		if err != nil {
			return nil, err
		}
		var on []int64
		for _, ref := range refs {
			b, ok := cards[ref]
			if !ok || have[ref] {
				continue
			}
			have[ref] = true
			p, err := Decode(b)
			if err != nil {
				return nil, err
			}
			if p.Into != "" {
				on = append(on, Ref(p.Into))
				continue
			}
			out = append(out, &candidate{Profile: p, ref: ref})
		}
		refs = on
	}
	return out, nil
}
