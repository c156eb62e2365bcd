package weigh

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// origin is where claims entered the news: voices that are one.
type origin struct {
	id     string
	voices []int
	kind   string
	name   string
	key    string
	side   string
	camp   string
	named  bool
	body   string
	since  time.Time
}

// unite makes origins of the voices: those that share a key are one, and then
// those of which a weaker hint says so with only one to choose from (rules 2 and 3).
func (m *matter) unite() {
	u := newUnion(len(m.voices))
	at := map[string]int{}
	for k := range m.voices {
		for _, key := range m.voices[k].keys {
			if first, ok := at[key]; ok {
				u.join(first, k)
			} else {
				at[key] = k
			}
		}
	}
	m.surnames(u)
	m.offices(u)
	m.lands(u)
	m.spokesmen(u)
	m.heads(u)
	m.rebels(u)
	m.metonyms(u)

	// Numbers in the order in which the origins first speak.
	m.origin = make([]int, len(m.voices))
	number := map[int]int{}
	seen := make([]bool, len(m.voices))
	for k := range m.words {
		v := m.words[k].voice
		if !seen[v] {
			seen[v] = true
			root := u.find(v)
			n, ok := number[root]
			if !ok {
				n = len(m.origins)
				number[root] = n
				m.origins = append(m.origins, origin{since: m.words[k].from})
			}
			m.origins[n].voices = append(m.origins[n].voices, v)
			m.origin[v] = n
		}
		m.words[k].by = m.origin[v]
	}
	for k := range m.origins {
		m.describe(&m.origins[k])
	}
}

// describe takes name, kind and side of an origin from its voices: the body's own
// name before that of who speaks for it, the fullest name of a person.
func (m *matter) describe(o *origin) {
	best := -1
	rank := func(v *voice) int {
		r := len(v.words)
		if r > 60 {
			r = 1
		}
		switch {
		case v.shown && v.body.scope == "metonym":
			r += 700
		case v.shown && v.named:
			r = 3000 - len(v.name)
		case v.shown:
			r = 2000 - len(v.name) // the body by its shortest name
		case !v.person && v.named:
			r += 500
		case v.named:
			r += 200
		}
		return r
	}
	for _, k := range o.voices {
		v := &m.voices[k]
		if best < 0 || rank(v) > rank(&m.voices[best]) {
			best = k
		}
		o.named = o.named || v.named || v.body != nil
		if o.camp == "" {
			o.camp = v.camp
		}
		if len(v.side) > len(o.side) {
			o.side = v.side
		}
		if v.body != nil && (o.body == "" || o.body == "authorities") {
			o.body = v.body.name
		}
		switch v.kind {
		case "agency", "outlet":
			o.kind = v.kind
		default:
			if o.kind == "" || o.kind == "unnamed" {
				o.kind = v.kind
			}
		}
	}
	v := &m.voices[best]
	o.name, o.key = v.name, strings.TrimPrefix(v.keys[0], "m:")
	if i := strings.IndexByte(o.key, ':'); i == 1 {
		o.key = o.key[2:]
	}
	if o.kind == "unnamed" {
		if _, carrier, ok := strings.Cut(v.keys[len(v.keys)-1], "|m:"); ok {
			o.name += " (to " + m.pressName("m:"+carrier) + ")"
		}
	}
}

// pressName is the name under which an outlet or agency is best known here.
func (m *matter) pressName(key string) string {
	if k, ok := m.byVoice["p:"+key]; ok {
		return m.voices[k].name
	}
	for k := range m.groups {
		if m.groups[k].press == key {
			return m.groups[k].name
		}
	}
	for i := range m.told {
		for k := range m.told[i].Sayings {
			for _, sp := range m.told[i].Sayings[k].Chain {
				if !sp.Outlet && m.press(sp.Name) == key {
					return sp.Name
				}
			}
		}
	}
	return strings.TrimPrefix(key, "m:")
}

// surnames joins who is only called by a last name with the one person of that name.
func (m *matter) surnames(u *union) {
	whole := map[string][]int{}
	for k := range m.voices {
		v := &m.voices[k]
		if v.named && v.person {
			if ws := strings.Fields(v.party.Key); len(ws) > 1 {
				last := ws[len(ws)-1]
				whole[last] = appendRoot(whole[last], u, k)
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

// spokesmen joins who is named as of an organization with the organization: rule 3.2.
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
		words := m.voices[at[1]].words
		first, rest, _ := strings.Cut(strings.TrimPrefix(words, "the "), " ")
		noun, of := strings.CutSuffix(first, "'s")
		if first != "its" && first != "their" && !of || rest == "" {
			continue
		}
		var fits []int
		for _, o := range in[at[0]] {
			v := &m.voices[o]
			if !of && v.named && v.body == nil || of && phrase(v.words, noun) || of && v.named && v.body == nil && (noun == "group" || noun == "movement" || noun == "organization" || noun == "agency") {
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
			for _, of := range sorted2(ministries) {
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

func sorted2(m map[string][]int) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func sorted(m map[string]int) []string {
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

func originID(n int) string { return "o" + strconv.Itoa(n+1) }

// why tells why the reports of an origin are one.
func (m *matter) why(o *origin, reports, copies, outlets int) string {
	var b strings.Builder
	switch o.kind {
	case "outlet":
		fmt.Fprintf(&b, "%s's own words, where its report quotes nobody for it (rule 5)", o.name)
	case "agency":
		fmt.Fprintf(&b, "the agency %s's own words, whoever carries them (rule 5.3)", o.name)
	case "unnamed":
		fmt.Fprintf(&b, "people without a name, of one side, told to one outlet (rule 4)")
	case "document":
		fmt.Fprintf(&b, "one document (rule 2)")
	default:
		if names := m.mouths(o); len(names) > 1 {
			fmt.Fprintf(&b, "one body or person under %d names: %s (rules 2, 3)", len(names), list(names, 4))
		} else {
			fmt.Fprintf(&b, "the same speaker (rule 2)")
		}
	}
	switch {
	case reports == 1:
		b.WriteString("; in one report")
	default:
		fmt.Fprintf(&b, "; in %d reports of %s", reports, plural(outlets, "outlet"))
	}
	if copies > 0 {
		fmt.Fprintf(&b, ", %s (rule 1)", plural(copies, "copy"))
	}
	return b.String()
}

// mouths are the names under which an origin speaks.
func (m *matter) mouths(o *origin) []string {
	var out []string
	for _, k := range o.voices {
		if n := m.voices[k].name; m.voices[k].party != nil && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// order numbers the origins anew in the order in which they first speak, after what
// the press tells was counted with whom it quotes; those left with no word go.
func (m *matter) order() {
	place := make([]int, len(m.origins))
	for k := range place {
		place[k] = -1
	}
	var out []origin
	for k := range m.words {
		w := &m.words[k]
		if place[w.by] < 0 {
			place[w.by] = len(out)
			o := m.origins[w.by]
			o.id, o.since = originID(len(out)), w.from
			out = append(out, o)
		}
		w.by = place[w.by]
	}
	m.origins = out
}
