package weigh

import (
	"slices"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// surnames joins who is only called by a last or a first name with the one person of that name:
// which of the two a report uses is a custom of its country.
func (m *matter) surnames(u *union) {
	whole := map[string][]int{}
	for k := range m.voices {
		v := &m.voices[k]
		if v.named && v.person {
			if ws := strings.Fields(v.party.Key); len(ws) > 1 {
				for _, w := range [2]string{ws[0], ws[len(ws)-1]} {
					whole[w] = appendRoot(whole[w], u, k)
				}
			}
		}
	}
	for k := range m.voices {
		v := &m.voices[k]
		if v.named && v.person && !strings.Contains(v.party.Key, " ") {
			if of := whole[v.party.Key]; len(of) == 1 {
				u.join(of[0], k)
			}
		}
	}
}

// appendRoot adds the root of k where it is not there yet.
func appendRoot(to []int, u *union, k int) []int {
	if r := u.find(k); !slices.Contains(to, r) {
		return append(to, r)
	}
	return to
}

// offices joins "the mayor" with the mayor who has a name, where one mayor speaks (rule 3.3).
func (m *matter) offices(u *union) {
	holders, plain := map[string][]int{}, map[string]int{}
	for k := range m.voices {
		v := &m.voices[k]
		if v.body == nil || v.body.scope != "office" {
			continue
		}
		key := v.body.name + "|" + v.land
		if v.named && v.person {
			holders[key] = appendRoot(holders[key], u, k)
		} else if _, ok := plain[key]; !ok {
			plain[key] = k
		}
	}
	for _, key := range sorted(plain) {
		if of := holders[key]; len(of) == 1 {
			u.join(of[0], plain[key])
		}
	}
}

// lands joins a body that is named without its country with the one of a country (rule 3.4),
// and so for people without a name told to one outlet.
func (m *matter) lands(u *union) {
	with, without := map[string][]int{}, map[string]int{}
	for k := range m.voices {
		v := &m.voices[k]
		key := ""
		switch {
		case v.body != nil && v.body.scope != "metonym":
			key = "b:" + v.body.name
		case v.kind == "unnamed":
			key = strings.Replace(v.keys[len(v.keys)-1], "u:"+v.land, "u:", 1)
		default:
			continue
		}
		if v.land != "" {
			with[key] = appendRoot(with[key], u, k)
		} else if _, ok := without[key]; !ok {
			without[key] = k
		}
	}
	for _, key := range sorted(without) {
		roots := compact(u, with[key])
		if len(roots) == 1 && (m.voices[without[key]].body == nil || m.voices[without[key]].body.scope != "office") {
			u.join(roots[0], without[key])
		}
	}
}

// spokesmen joins who is named as of an organization with the organization, and "a
// spokesman" of whom it is not said with the one body that speaks: rule 3.2.
func (m *matter) spokesmen(u *union) {
	var orgs []int
	for k := range m.voices {
		v := &m.voices[k]
		if v.party != nil && v.named && !v.person && v.party.Kind != hearsay.State && len(v.party.Key) >= 4 && len(orgs) < 64 {
			orgs = append(orgs, k)
		}
	}
	for k := range m.voices {
		v := &m.voices[k]
		if v.party == nil || v.kind == "document" {
			continue
		}
		for _, o := range orgs {
			name := m.voices[o].party.Key
			if o != k && len(v.words) > len(name) && phrase(v.words, name) && !has(v.words, []string{"former", "ex-"}) {
				u.join(o, k)
				break
			}
		}
	}
	m.looseSpokesmen(u)
}

// looseSpokesmen joins spokesmen of whom nothing is said but that they are.
func (m *matter) looseSpokesmen(u *union) {
	var bodies []int
	var loose []int
	for k := range m.voices {
		v := &m.voices[k]
		switch {
		case v.party == nil:
		case v.body != nil || v.named && !v.person && v.party.Kind != hearsay.State:
			bodies = append(bodies, k)
		default:
			// "a spokesman", "Sani Dauda, the spokesman", "spokesman Sani Dauda"
			if slices.ContainsFunc(strings.Split(v.party.Words, ", "), func(part string) bool {
				w := strings.TrimSuffix(m.bare(part), " "+v.party.Key)
				return strings.HasPrefix(w, "spokes") && !strings.Contains(w, " ")
			}) {
				loose = append(loose, k)
			}
		}
	}
	if bodies = compact(u, bodies); len(bodies) == 1 {
		for _, k := range loose {
			u.join(bodies[0], k)
		}
	}
}

// heads joins "its leader, X" and "the service's spokeswoman, X" with the one organization that
// they can be of among those that speak in the same report (rule 3.2).
func (m *matter) heads(u *union) {
	in := map[int][]int{} // organizations that speak in a report
	seen := map[[2]int]bool{}
	var people [][2]int
	for k := range m.words {
		w := &m.words[k]
		v := &m.voices[w.voice]
		at := [2]int{m.group[w.told], w.voice}
		if v.party == nil || seen[at] {
			continue
		}
		seen[at] = true
		switch {
		case v.person:
			people = append(people, at)
		case v.kind == "speaker" && v.party.Kind != hearsay.State:
			in[at[0]] = append(in[at[0]], w.voice)
		}
	}
	for _, at := range people {
		noun, ok := ofWhom(m.voices[at[1]].words)
		if !ok {
			continue
		}
		of := noun != ""
		var fits []int
		for _, o := range in[at[0]] {
			v := &m.voices[o]
			if !of && v.named && v.body == nil || of && phrase(v.words, noun) || of && v.named && v.body == nil && general[noun] {
				fits = appendRoot(fits, u, o)
			}
		}
		if len(fits) == 1 {
			u.join(fits[0], at[1])
		}
	}
}

// phrase tells whether name stands in words as whole words.
func phrase(words, name string) bool {
	for at := 0; ; {
		k := strings.Index(words[at:], name)
		if k < 0 {
			return false
		}
		k += at
		end := k + len(name)
		if (k == 0 || !letter(words[k-1])) && (end == len(words) || !letter(words[end])) {
			return true
		}
		at = k + 1
	}
}

// rebels joins "rebels" with the armed group that has a name, where one speaks (rule 3.2).
func (m *matter) rebels(u *union) {
	var named []int
	for k := range m.voices {
		v := &m.voices[k]
		if v.named && !v.person && strings.HasSuffix(v.side, "REB") {
			named = appendRoot(named, u, k)
		}
	}
	if len(named) != 1 {
		return
	}
	for k := range m.voices {
		v := &m.voices[k]
		if v.kind == "unnamed" && !v.person && strings.HasSuffix(v.side, "REB") {
			u.join(named[0], k)
		}
	}
}

// metonyms joins "Moscow said" with the one body of that state that speaks, and "the
// ministry" with the one ministry (rule 3.5).
func (m *matter) metonyms(u *union) {
	bodies, states, parts, ministries := map[string][]int{}, map[string]int{}, map[string]int{}, map[string][]int{}
	for k := range m.voices {
		v := &m.voices[k]
		switch {
		case v.body == nil:
		case v.body.scope == "metonym":
			if _, ok := states[v.land]; !ok {
				states[v.land] = k
			}
		case v.body.scope == "part":
			if _, ok := parts[v.land]; !ok {
				parts[v.land] = k
			}
			continue
		case strings.HasPrefix(v.camp, "state:") && v.body.scope != "office":
			bodies[v.land] = appendRoot(bodies[v.land], u, k)
		}
		if v.body != nil && strings.HasSuffix(v.body.name, " ministry") {
			ministries[v.land] = appendRoot(ministries[v.land], u, k)
		}
	}
	for _, land := range sorted(parts) {
		roots := ministries[land]
		if len(roots) == 0 && land == "" { // the only ministry at all
			for _, of := range sorted(ministries) {
				roots = append(roots, ministries[of]...)
			}
		}
		if roots = compact(u, roots); len(roots) == 1 {
			u.join(roots[0], parts[land])
		}
	}
	for _, land := range sorted(states) {
		if roots := compact(u, bodies[land]); len(roots) == 1 {
			u.join(roots[0], states[land])
		}
	}
}

// compact gives the different roots of numbers, in order.
func compact(u *union, of []int) []int {
	for i := range of {
		of[i] = u.find(of[i])
	}
	slices.Sort(of)
	return slices.Compact(of)
}

// sorted gives the keys of a map in order.
func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// union is a union of numbers; the least of a set is its root.
type union struct{ up []int }

func newUnion(n int) *union {
	u := &union{make([]int, n)}
	for i := range u.up {
		u.up[i] = i
	}
	return u
}

func (u *union) find(i int) int {
	for u.up[i] != i {
		u.up[i] = u.up[u.up[i]]
		i = u.up[i]
	}
	return i
}

func (u *union) join(a, b int) {
	a, b = u.find(a), u.find(b)
	if a > b {
		a, b = b, a
	}
	u.up[b] = a
}
