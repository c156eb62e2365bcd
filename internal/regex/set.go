package regex

import (
	"sort"

	"github.com/hearsay/hearsay/internal/regex/pychar"
)

const maxRune = 0x10FFFF

// A set is a set of code points: sorted, disjoint, non-adjacent closed ranges.
type set []span

type span struct{ lo, hi rune }

// normal sorts and joins ranges in place.
func normal(s set) set {
	sort.Slice(s, func(i, j int) bool { return s[i].lo < s[j].lo })
	out := s[:0]
	for _, r := range s {
		if n := len(out); n > 0 && r.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, r.hi)
			continue
		}
		out = append(out, r)
	}
	return out
}

func (s set) has(r rune) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].hi >= r })
	return i < len(s) && s[i].lo <= r
}

func (s set) negate() set {
	var out set
	next := rune(0)
	for _, r := range s {
		if r.lo > next {
			out = append(out, span{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= maxRune {
		out = append(out, span{next, maxRune})
	}
	return out
}

// property collects the code points up to limit with a property of pychar.
func property(bits uint32, limit rune) set {
	var out set
	pychar.Ranges(bits, func(lo, hi rune) {
		if lo <= limit {
			out = append(out, span{lo, min(hi, limit)})
		}
	})
	return out
}

// wordSet is what \w matches, in ASCII mode or not.
func wordSet(limit rune) set {
	return normal(append(property(pychar.Alnum, limit), span{'_', '_'}))
}

// folder widens sets for matching without regard to case, as sre does: a code
// point matches if its lower case is that of a member, or one of the few others
// that share its upper case.
type folder struct {
	lower map[rune]rune // code points that lower case changes
	order []rune        // its keys, sorted
	fixes map[rune][]rune
	ascii bool
}

func newFolder(ascii bool) *folder {
	f := &folder{lower: map[rune]rune{}, fixes: map[rune][]rune{}, ascii: ascii}
	if ascii {
		for r := 'A'; r <= 'Z'; r++ {
			f.lower[r] = r + 'a' - 'A'
			f.order = append(f.order, r)
		}
		return f
	}
	pychar.LowerPairs(func(r, l rune) {
		f.lower[r] = l
		f.order = append(f.order, r)
	})
	pychar.CaseFixes(func(l, o rune) { f.fixes[l] = append(f.fixes[l], o) })
	return f
}

// fold returns what s matches when case is ignored.
func (f *folder) fold(s set) set {
	lowered := append(set(nil), s...)
	for _, r := range f.order {
		if s.has(r) {
			lowered = append(lowered, span{f.lower[r], f.lower[r]})
		}
	}
	lowered = normal(lowered)
	var more set
	for l, others := range f.fixes { // the order does not matter: a set is made of it
		if lowered.has(l) {
			for _, o := range others {
				more = append(more, span{o, o})
			}
		}
	}
	lowered = normal(append(lowered, more...))
	// Upper case members are no lower case of anything: they count only through
	// their own lower case, which is in the set by now.
	out := append(set(nil), lowered...)
	for _, r := range f.order {
		if lowered.has(f.lower[r]) {
			out = append(out, span{r, r})
		}
	}
	return normal(out)
}
