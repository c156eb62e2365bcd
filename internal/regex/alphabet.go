package regex

import (
	"sort"
	"unicode/utf8"
)

// An alphabet divides the code points into classes that no set of the pattern
// tells apart. The automaton reads class numbers ("symbols"), so that its
// tables are some hundred wide and not a million.
type alphabet struct {
	n       int // number of classes
	ascii   [utf8.RuneSelf]uint16
	page    [0x1100]uint16 // page of each 256 code points
	pages   [][256]uint16
	members [][]uint64 // set -> bits of the classes in it
	newline uint16     // class of U+000A
}

func newAlphabet(sets []set) *alphabet {
	var cuts []rune
	for _, s := range sets {
		for _, r := range s {
			cuts = append(cuts, r.lo, r.hi+1)
		}
	}
	cuts = append(cuts, 0, maxRune+1)
	sort.Slice(cuts, func(i, j int) bool { return cuts[i] < cuts[j] })
	k := 0
	for i, c := range cuts {
		if i == 0 || c != cuts[k-1] {
			cuts[k] = c
			k++
		}
	}
	cuts = cuts[:k]
	m := len(cuts) - 1 // intervals [cuts[i], cuts[i+1])
	find := func(r rune) int { return sort.Search(len(cuts), func(i int) bool { return cuts[i] >= r }) }

	// Refine: each set splits the classes that it covers in part.
	class := make([]int32, m)
	size := []int{m}
	hit := []int{0}
	to := []int32{0}
	var touched []int32
	for _, s := range sets {
		touched = touched[:0]
		each := func(f func(i int)) {
			for _, r := range s {
				for i, end := find(r.lo), find(r.hi+1); i < end; i++ {
					f(i)
				}
			}
		}
		each(func(i int) {
			c := class[i]
			if hit[c] == 0 {
				touched = append(touched, c)
			}
			hit[c]++
		})
		for _, c := range touched {
			to[c] = c
			if hit[c] < size[c] {
				to[c] = int32(len(size))
				size = append(size, hit[c])
				hit, to = append(hit, 0), append(to, 0)
				size[c] -= hit[c]
			}
			hit[c] = 0
		}
		each(func(i int) { class[i] = to[class[i]] })
	}
	a := &alphabet{n: len(size)}
	words := (a.n + 63) / 64
	for _, s := range sets {
		bits := make([]uint64, words)
		for _, r := range s {
			for i, end := find(r.lo), find(r.hi+1); i < end; i++ {
				bits[class[i]>>6] |= 1 << (class[i] & 63)
			}
		}
		a.members = append(a.members, bits)
	}
	uniform := map[int32]uint16{}
	i := 0
	for p := range a.page {
		lo, hi := rune(p)<<8, rune(p)<<8+255
		for cuts[i+1] <= lo {
			i++
		}
		if cuts[i+1] > hi {
			id, ok := uniform[class[i]]
			if !ok {
				var pg [256]uint16
				for j := range pg {
					pg[j] = uint16(class[i])
				}
				id = uint16(len(a.pages))
				a.pages = append(a.pages, pg)
				uniform[class[i]] = id
			}
			a.page[p] = id
			continue
		}
		var pg [256]uint16
		for j, at := i, lo; at <= hi; at++ {
			for cuts[j+1] <= at {
				j++
			}
			pg[at-lo] = uint16(class[j])
		}
		a.page[p] = uint16(len(a.pages))
		a.pages = append(a.pages, pg)
	}
	for r := range a.ascii {
		a.ascii[r] = a.of(rune(r))
	}
	a.newline = a.ascii['\n']
	return a
}

func (a *alphabet) of(r rune) uint16 { return a.pages[a.page[r>>8]][r&255] }

func (a *alphabet) in(set int, sym uint16) bool {
	return int(sym) < a.n && a.members[set][sym>>6]>>(sym&63)&1 == 1
}
