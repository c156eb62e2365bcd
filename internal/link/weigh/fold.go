package weigh

import "time"

// settle counts what the press tells in its own words with whom it quotes: rule 5.
//
// An outlet's own words are an origin where its report quotes nobody for the happening. Where it
// quotes somebody, a value that a quoted speaker gives too is that speaker's; a value of
// which the quoted say nothing is counted with the first of them, where it only says where, when or
// how; a number or a name for who did it is the outlet's own (rule 5.2). What an outlet repeats a day
// or more after others had given it is theirs (rule 5.5).
// Of a cited outlet ("CNN reported 12 dead") its own report in the record tells the same (rule 6.2).
func (m *matter) settle() {
	quoted := make([][]int, len(m.groups)) // words of the quoted, by report
	byPress := map[string][]int{}          // reports by who speaks in them
	for k := range m.groups {
		byPress[m.groups[k].press] = append(byPress[m.groups[k].press], k)
	}
	for k := range m.words {
		w := &m.words[k]
		if !w.press && (w.stance == asserts || w.stance == hedged) {
			g := m.group[w.told]
			quoted[g] = append(quoted[g], k)
		}
	}
	first := m.firsts()
	drop := make([]bool, len(m.words))
	some := false
	// Numbers before the rest: whose number a telling repeats, his are its circumstances too.
	order := make([]int, 0, len(m.words))
	for _, counted := range [2]bool{true, false} {
		for k := range m.words {
			if m.words[k].slot.counted() == counted {
				order = append(order, k)
			}
		}
	}
	lead := map[int]int{} // telling -> the word that its number repeats
	for _, k := range order {
		w := &m.words[k]
		if !w.press || w.eyes || w.stance == denies {
			continue
		}
		own := m.group[w.told]
		scope := [][]int{quoted[own]}
		if key := m.voices[w.voice].keys[0]; key != m.groups[own].press {
			scope = scope[:0]
			for _, g := range byPress[key] {
				scope = append(scope, quoted[g])
			}
		}
		to, gone := m.fate(k, scope)
		if to < 0 && !gone {
			if to = m.repeats(k, first); to >= 0 {
				if of, ok := lead[w.told]; w.slot.counted() && !ok {
					lead[w.told] = to
				} else if ok && !w.slot.counted() && (w.slot != slotActor || vague(w.item.party)) {
					to = of
				}
			}
		}
		switch {
		case gone:
			drop[k], some = true, true
		case to >= 0:
			w.by = m.words[to].by
			w.stance = min(w.stance, m.words[to].stance)
		}
	}
	if !some {
		return
	}
	kept := make([]word, 0, len(m.words))
	for k := range m.words {
		if !drop[k] {
			kept = append(kept, m.words[k])
		}
	}
	m.words = kept
	for s := range m.values {
		for j := range m.values[s] {
			m.values[s][j].words = m.values[s][j].words[:0]
		}
	}
	for k := range m.words {
		if w := &m.words[k]; w.value >= 0 {
			v := &m.values[w.slot][w.value]
			v.words = append(v.words, k)
		}
	}
}

// background is how long after others an outlet's own words only repeat what is known.
const background = 24 * time.Hour

// said names a value of a slot; a number by its figure.
type said struct {
	slot  slot
	value int
}

func (w *word) said() said {
	if w.slot.counted() {
		return said{w.slot, w.item.count.base()}
	}
	return said{w.slot, w.value}
}

// firsts finds for each value the word that gave it first, of the quoted before the press.
func (m *matter) firsts() map[said]int {
	out := map[said]int{}
	for k := range m.words {
		w := &m.words[k]
		if w.stance != asserts && w.stance != hedged || w.value < 0 {
			continue
		}
		at, ok := out[w.said()]
		if !ok || !w.press && m.words[at].press || w.press == m.words[at].press && w.when.Before(m.words[at].when) {
			out[w.said()] = k
		}
	}
	return out
}

// repeats finds the word that an outlet's own word only repeats, below 0: none.
func (m *matter) repeats(k int, first map[said]int) int {
	w := &m.words[k]
	if w.value < 0 {
		return -1
	}
	if at, ok := first[w.said()]; ok && at != k && w.when.Sub(m.words[at].when) >= background {
		return at
	}
	if w.slot.counted() || w.slot == slotActor && !vague(w.item.party) {
		return -1
	}
	// A circumstance of what is told as background comes with it.
	for j := range m.values[slotType] {
		if at, ok := first[said{slotType, j}]; ok && m.values[slotType][j].key == m.told[w.told].Type && w.when.Sub(m.words[at].when) >= background {
			return at
		}
	}
	return -1
}

// fate finds the quoted word with which a word of the press is counted, below 0: with none. It
// is gone where a headline sums up wrongly what the report then quotes (rule 5.4).
func (m *matter) fate(k int, scope [][]int) (to int, gone bool) {
	w := &m.words[k]
	first, other := -1, false
	for _, words := range scope {
		for _, q := range words {
			x := &m.words[q]
			if x.slot == w.slot {
				if x.value == w.value || w.slot.counted() && x.item.count.base() == w.item.count.base() {
					return q, false
				}
				other = true
			}
			if first < 0 || x.stance > m.words[first].stance {
				first = q
			}
		}
	}
	if first < 0 {
		return -1, false
	}
	if m.told[w.told].Headline && w.slot.counted() && other {
		return -1, true
	}
	if w.slot.counted() || w.slot == slotActor && !vague(w.item.party) {
		return -1, false
	}
	return first, false
}
