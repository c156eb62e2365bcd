package weigh

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// value is one value of a slot, with all the words that give or deny it.
type value struct {
	key, label string
	item       item // the finest of the items that are this value
	stretch    stretch
	words      []int // in the order of the words
}

// sort puts the words in the order in which they became known; words of one
// report follow its text.
func (m *matter) sortWords() {
	slices.SortStableFunc(m.words, func(a, b word) int {
		return cmp.Or(a.from.Compare(b.from), cmp.Compare(a.told, b.told), cmp.Compare(a.slot, b.slot), cmp.Compare(a.at.Start, b.at.Start),
			strings.Compare(claimOf(a.s), claimOf(b.s)), cmp.Compare(a.stance, b.stance), strings.Compare(a.text, b.text))
	})
}

func claimOf(s *hearsay.Saying) string {
	if s == nil {
		return ""
	}
	return s.Claim
}

// sift finds which words give one and the same value: first those that are equal at
// their own precision, then each coarser one goes to the finer that most name (rules 9.1 to 9.4).
func (m *matter) sift() {
	var bySlot [slots][]int
	for k := range m.words {
		bySlot[m.words[k].slot] = append(bySlot[m.words[k].slot], k)
	}
	for s := slotType; s < slots; s++ {
		m.values[s] = m.siftSlot(s, bySlot[s])
	}
}

func (m *matter) siftSlot(s slot, words []int) []value {
	var vs []value
	byKey := map[string]int{}
	for _, k := range words {
		w := &m.words[k]
		key := itemKey(&w.item)
		if key == "" {
			continue // the slot as a whole
		}
		at, ok := byKey[key]
		if !ok {
			at = len(vs)
			for j := range vs {
				if m.sameItem(&vs[j].item, &w.item) {
					at = j
					break
				}
			}
			byKey[key] = at
			if at == len(vs) {
				vs = append(vs, value{})
			}
		}
		v := &vs[at]
		if len(v.words) == 0 || m.finer(&w.item, &v.item) {
			v.item = w.item
		}
		v.words = append(v.words, k)
	}
	vs = m.absorb(s, vs)
	for j := range vs {
		v := &vs[j]
		slices.Sort(v.words)
		v.key, v.label = itemKey(&v.item), itemLabel(&v.item)
		if v.item.time != nil {
			v.stretch, _ = stretchOf(v.item.time)
		}
	}
	slices.SortStableFunc(vs, func(a, b value) int { return cmp.Compare(a.words[0], b.words[0]) })
	for j := range vs {
		for _, k := range vs[j].words {
			m.words[k].value = j
		}
	}
	return vs
}

// absorb moves each value that says less into the one that says more and that most words give.
func (m *matter) absorb(s slot, vs []value) []value {
	if len(vs) < 2 || s.counted() || s == slotType || s == slotStatus {
		return vs
	}
	order := make([]int, len(vs)) // the most told first
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(vs[b].words), len(vs[a].words)) })
	into := make([]int, len(vs))
	for j := range vs {
		into[j] = -1
		for _, k := range order {
			if k != j && m.lessThan(&vs[j].item, &vs[k].item) {
				into[j] = k
				break
			}
		}
	}
	gone := make([]bool, len(vs))
	for j := range vs {
		to := into[j]
		for n := 0; to >= 0 && into[to] >= 0 && n < len(vs); n++ {
			to = into[to]
		}
		if to < 0 || to == j {
			continue
		}
		gone[j] = true
		vs[to].words = append(vs[to].words, vs[j].words...)
	}
	out := vs[:0:0]
	for j := range vs {
		if !gone[j] {
			out = append(out, vs[j])
		}
	}
	return out
}

func itemKey(v *item) string {
	switch {
	case v.party != nil:
		return v.party.Key
	case v.place != nil:
		return placeKey(v.place)
	case v.time != nil:
		return timeKey(v.time)
	case v.count != nil:
		return v.count.key()
	}
	return v.text
}

func itemLabel(v *item) string {
	switch {
	case v.party != nil:
		return partyLabel(v.party)
	case v.place != nil:
		return placeLabel(v.place)
	case v.time != nil:
		return timeLabel(v.time)
	case v.count != nil:
		return v.count.label()
	}
	return v.text
}

func (m *matter) sameItem(a, b *item) bool {
	switch {
	case a.party != nil && b.party != nil:
		return m.sameParty(a.party, b.party)
	case a.place != nil && b.place != nil:
		return m.samePlace(a.place, b.place)
	}
	return false
}

// finer tells whether a says more than b of what is the same value.
func (m *matter) finer(a, b *item) bool {
	switch {
	case a.party != nil:
		x, y := a.party, b.party
		if x.Named != y.Named {
			return x.Named
		}
		if (x.Codes.Country != "") != (y.Codes.Country != "") {
			return x.Codes.Country != ""
		}
		return x.Named && len(x.Key) > len(y.Key) && len(x.Key) < 60
	case a.place != nil:
		return fineness(a.place) > fineness(b.place)
	}
	return false
}

// lessThan tells whether a is b told less exactly.
func (m *matter) lessThan(a, b *item) bool {
	switch {
	case a.party != nil:
		return m.coarser(a.party, b.party)
	case a.place != nil:
		return wider(a.place, b.place)
	case a.time != nil:
		x, ok := stretchOf(a.time)
		y, ok2 := stretchOf(b.time)
		return ok && ok2 && x.overlaps(y) && x.length() > y.length()
	}
	return false
}
