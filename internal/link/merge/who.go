package merge

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// whoAre makes the parties comparable; those without a key say nothing.
func whoAre(ps []hearsay.Party) []Who {
	var out []Who
	for i := range ps {
		p := &ps[i]
		if p.Key == "" || p.Kind == hearsay.PlaceKind { // where it was has features of its own
			continue
		}
		w := Who{Country: letters(p.Codes.Country), N: 1, Keys: []uint32{hash(p.Key)}}
		for _, s := range p.Codes.Sectors {
			w.Sectors |= 1 << (hash(s) % 32)
		}
		isState := strings.HasPrefix(p.Key, "state:") || strings.HasPrefix(p.Key, "people:")
		switch {
		case isState:
			w.Flags |= state
			w.Label = p.Name
		case p.Named:
			w.Flags |= named
			w.Label = p.Name
			for _, a := range p.Aliases {
				if h := hash(a); len(w.Keys) < mostNames && !slices.Contains(w.Keys, h) && len(a) > 2 {
					w.Keys = append(w.Keys, h)
				}
			}
			if p.Kind == hearsay.Person {
				if i := strings.LastIndexByte(p.Key, ' '); i > 0 && len(p.Key)-i > 3 {
					if h := hash(p.Key[i+1:]); len(w.Keys) < mostNames && !slices.Contains(w.Keys, h) {
						w.Keys = append(w.Keys, h)
					}
				}
			}
		}
		if p.Kind == hearsay.Person || p.Kind == hearsay.Group {
			w.Flags |= person
		}
		if !p.Named {
			w.Flags |= sexOf(p.Words)
		}
		out = addWho(out, w)
	}
	return out
}

// official are the sectors of those who act for a state.
var official = func() uint32 {
	var bits uint32
	for _, s := range []string{"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"} {
		bits |= 1 << (hash(s) % 32)
	}
	return bits
}()

// sexOf reads "a man", "a 19-year-old woman"; 0 where it is neither or several.
func sexOf(words string) uint8 {
	for _, w := range strings.Fields(strings.ToLower(words)) {
		switch strings.Trim(w, ".,") {
		case "man", "boy", "husband", "father", "son", "brother":
			return male
		case "woman", "girl", "wife", "mother", "daughter", "sister":
			return female
		}
	}
	return 0
}

func addWho(ws []Who, w Who) []Who {
	for i := range ws {
		if meets(&ws[i], &w) && ws[i].Flags&(named|state|male|female) == w.Flags&(named|state|male|female) {
			ws[i].N = more(ws[i].N, w.N)
			for _, k := range w.Keys {
				if len(ws[i].Keys) < mostNames && !slices.Contains(ws[i].Keys, k) {
					ws[i].Keys = append(ws[i].Keys, k)
				}
			}
			return ws
		}
	}
	if len(ws) < mostWho {
		ws = append(ws, w)
	} else if w.Flags&named != 0 {
		// A name says more than a description.
		for i := range ws {
			if ws[i].Flags&named == 0 {
				ws[i] = w
				break
			}
		}
	}
	return ws
}

// meets reports whether two parties have a key or name in common. The surname
// alone meets a full name, not another full name with that surname.
func meets(a, b *Who) bool {
	if a.Keys[0] == b.Keys[0] {
		return true
	}
	if a.Flags&named == 0 || b.Flags&named == 0 {
		return false
	}
	return slices.Contains(a.Keys, b.Keys[0]) || slices.Contains(b.Keys, a.Keys[0])
}

func more(a, b uint8) uint8 { return uint8(min(255, int(a)+int(b))) }
