package story

import (
	"cmp"
	"slices"
)

// The core of a set of reports are the words that most of them are about. What
// tells two happenings of one kind apart, the same team's match against another
// side, is seldom the share of common words but a few words that all reports of one
// have and none of the other.

// cored is a word that one of a set of reports is most about.
type cored struct {
	key    uint32
	rarity float64 // nats
	weight float64 // how much the report is about it
	share  float64 // of the set that holds it
}

// core lists the words that any of the reports is most about, by key, with the share
// that holds them.
func (w *work) core(reports []int64) []cored {
	var keys []cored
	for _, r := range reports {
		if c := w.all[r]; c != nil {
			keys = c.about(keys)
		}
	}
	slices.SortFunc(keys, func(a, b cored) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(b.rarity, a.rarity))
	})
	keys = slices.CompactFunc(keys, func(a, b cored) bool { return a.key == b.key })
	w.shares(keys, reports)
	return keys
}

// about adds the words that a report is most about.
func (c *Card) about(into []cored) []cored {
	ts := c.of(Word)
	for _, i := range c.salient {
		into = append(into, cored{key: ts[i].Key, rarity: float64(ts[i].Rarity) / 16, weight: ts[i].about()})
	}
	return into
}

// shares fills how many of the reports hold each word; keys are in order.
func (w *work) shares(keys []cored, reports []int64) {
	for i := range keys {
		keys[i].share = 0
	}
	n := 0
	for _, r := range reports {
		c := w.all[r]
		if c == nil {
			continue
		}
		n++
		ts := c.of(Word)
		for i, j := 0, 0; i < len(keys) && j < len(ts); {
			switch k := ts[j].Key; {
			case keys[i].key < k:
				i++
			case keys[i].key > k:
				j++
			default:
				keys[i].share++
				i++
				j++
			}
		}
	}
	for i := range keys {
		keys[i].share /= float64(max(1, n))
	}
}

// covers is the share of a story's core that a report speaks of, and the share of
// what the report is most about that the story knows.
func (w *work) covers(c *Card, members []int64) (core, own float64) {
	all, in := 0.0, 0.0
	words := c.of(Word)
	for _, k := range w.core(members) {
		if k.share < 0.6 {
			continue
		}
		weight := k.rarity * k.share
		all += weight
		if has(words, k.key) {
			in += weight
		}
	}
	if all > 0 {
		core = in / all
	}
	mine := c.about(nil)
	slices.SortFunc(mine, func(a, b cored) int { return cmp.Compare(a.key, b.key) })
	w.shares(mine, members)
	all, in = 0, 0
	for _, k := range mine {
		all += k.weight
		in += k.weight * min(1, 3*k.share)
	}
	if all > 0 {
		own = in / all
	}
	return core, own
}

// parting is how well the three best words tell two sets of reports apart: the
// share of a that holds a word less the share of b, weighted by how rare it is; from 0
// to 1.
func (w *work) parting(a, b []int64) float64 {
	var best [3]float64
	n := float64(len(a))
	mine := w.core(a)
	theirs := slices.Clone(mine)
	w.shares(theirs, b)
	for i, k := range mine {
		// One report more that does not hold it keeps small sets from being sure.
		s := (k.share*n/(n+1) - theirs[i].share) * min(1, k.rarity/7)
		for i := range best {
			if s > best[i] {
				copy(best[i+1:], best[i:])
				best[i] = s
				break
			}
		}
	}
	return (best[0] + best[1] + best[2]) / 3
}
