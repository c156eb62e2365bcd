package weigh

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
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
	// Who has no word left (condemned it, and others tell it) is nobody to choose among.
	speaks := make([]bool, len(m.voices))
	for k := range m.words {
		speaks[m.words[k].voice] = true
	}
	for k := range m.voices {
		if !speaks[k] {
			m.voices[k] = voice{}
		}
	}
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
		switch {
		case v.person && v.named:
			r = len(v.party.Key) // of equal names the one heard first
		case r > 60:
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
		case !v.person && v.kind == "speaker":
			r += 300
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
	if k, ok := m.byVoice["p:"+key]; ok && m.voices[k].name != "" {
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
