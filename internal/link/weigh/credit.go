package weigh

import (
	"fmt"
	"slices"

	"github.com/hearsay/hearsay"
)

// credit gives the Admiralty digit (AJP-2.1; FM 2-22.3, appendix B) for the happening
// itself, and why: docs/origins.md, rule 11. It looks at who says so, never at
// which side they are on.
func (v *view) credit() (int, string) {
	t := v.tally[slotType]
	firm, soft, deny := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, j := range t.known {
		for k := range t.values[j] {
			c := &t.values[j][k]
			switch {
			case t.stands(c) && c.firm > 0:
				firm[c.origin] = true
			case t.stands(c) || c.doubt > 0:
				soft[c.origin] = true
			case c.denies():
				deny[c.origin] = true
			}
		}
	}
	for _, o := range t.against() {
		if !firm[o] {
			deny[o] = true
		}
	}
	digit, why := v.digit(firm, soft, deny)
	var open []string
	for s := slotActor; s < slots; s++ {
		if v.ruling[s].verdict == hearsay.Disputed && (len(v.tally[s].known) > 0 || len(v.tally[s].whole) > 0) {
			open = append(open, map[slot]string{slotActor: "who did it", slotRecipient: "whom it hit", slotInstrument: "with what", slotPlace: "where", slotTime: "when", slotParticipants: "how many took part"}[s])
			if open[len(open)-1] == "" {
				open[len(open)-1] = "how many were " + s.String()
			}
		}
	}
	if len(open) > 0 {
		why += "; disputed: " + list(open, 6)
	}
	return digit, why
}

// digit is the table of rule 11.
func (v *view) digit(firm, soft, deny map[int]bool) (int, string) {
	who := func(set map[int]bool) string {
		var out []int
		for k := range v.origins {
			if set[k] {
				out = append(out, k)
			}
		}
		return v.called(out)
	}
	n, d := len(firm), len(deny)
	switch {
	case n == 0 && d == 0 && len(soft) == 0:
		return 6, "nobody stands by it"
	case n == 0 && d > 0 && len(soft) == 0:
		return 6, "nobody tells it, it is only denied, by " + who(deny)
	case n == 0 && d > 0:
		return 5, fmt.Sprintf("told as possible only, by %s, and denied by %s", who(soft), who(deny))
	case n == 0:
		return 4, "told as probable or possible only, by " + who(soft)
	case d > n:
		return 5, fmt.Sprintf("%s it, %s it", many(n, "tells", "tell"), many(d, "denies", "deny"))
	case d == n:
		return 6, fmt.Sprintf("as many deny it as tell it: %s against %s", who(firm), who(deny))
	case d > 0:
		return 3, fmt.Sprintf("%s it, %s it", many(n, "tells", "tell"), many(d, "denies", "deny"))
	}
	if by := v.accusedDenies(firm); by != "" && v.oneSide(firm) {
		return 6, fmt.Sprintf("one side's word (%s) against the other's (%s)", who(firm), by)
	}
	if n == 1 {
		o := 0
		for k := range firm {
			o = k
		}
		if v.origins[o].kind == "unnamed" {
			return 4, "one origin without a name: " + v.origins[o].name
		}
		return 3, "one origin: " + v.origins[o].name
	}
	unchallenged := "nobody denies it"
	if v.partDenied() {
		unchallenged = "nobody denies the happening itself"
	}
	if n >= 3 {
		return 1, fmt.Sprintf("%d origins of their own tell it, and %s", n, unchallenged)
	}
	camps := map[string]bool{}
	for k := range firm {
		c := v.origins[k].camp
		if c == "" {
			c = v.origins[k].id
		}
		camps[c] = true
	}
	if len(camps) > 1 && !v.unnamed(firm) {
		return 1, "two origins of different sides tell it, and " + unchallenged + ": " + who(firm)
	}
	return 2, "two origins tell it, and " + unchallenged + ": " + who(firm)
}

// partDenied tells whether somebody denies a part of it: who did it, where, how many.
func (v *view) partDenied() bool {
	for s := slotActor; s < slots; s++ {
		t := v.tally[s]
		if len(t.against()) > 0 {
			return true
		}
		for _, j := range t.known {
			for k := range t.values[j] {
				if t.values[j][k].denies() {
					return true
				}
			}
		}
	}
	return false
}

func (v *view) unnamed(set map[int]bool) bool {
	for k := range set {
		if v.origins[k].kind == "unnamed" {
			return true
		}
	}
	return false
}

func many(n int, one, more string) string {
	if n == 1 {
		return "1 origin " + one
	}
	return fmt.Sprintf("%d origins %s", n, more)
}

// oneSide tells whether origins are one, or all of one side.
func (v *view) oneSide(set map[int]bool) bool {
	camp, first := "", true
	for k := range set {
		c := v.origins[k].camp
		if (c == "" || c == "press") && len(set) > 1 || !first && c != camp {
			return false
		}
		camp, first = c, false
	}
	return true
}

// accusedDenies tells who, of those that do not tell the happening, denies a part in it.
func (v *view) accusedDenies(firm map[int]bool) string {
	t := v.tally[slotActor]
	var out []int
	for _, j := range t.known {
		for k := range t.values[j] {
			if c := &t.values[j][k]; c.denies() && !firm[c.origin] && !slices.Contains(out, c.origin) {
				out = append(out, c.origin)
			}
		}
	}
	return v.called(out)
}
