package weigh

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// ruling is how the values of a slot stand to one another at a moment.
type ruling struct {
	verdict hearsay.Verdict
	value   string
	why     string
	// over tells for each value when all who gave it had given another or taken it
	// back; zero: it stands, or nobody gave it.
	over []time.Time
	// main is the value that counts most, below 0: none stands.
	main int
	// none: nobody gives any value.
	none bool
}

// judge weighs a slot (docs/origins.md, rules 9 and 10).
func (m *matter) judge(t *tally) ruling {
	if t.slot.counted() {
		return m.judgeNumbers(t)
	}
	r := ruling{over: make([]time.Time, len(t.values)), main: -1}
	against := t.against()
	var given, denied []int // values
	best, bestFirm := -1, 0
	union := map[int]bool{}
	for _, v := range t.known {
		sup, firm := t.supporters(v)
		if len(sup) > 0 {
			given = append(given, v)
			for k := range t.values[v] {
				if c := &t.values[v][k]; t.stands(c) && c.firm > 0 {
					union[c.origin] = true
				}
			}
			if best < 0 || firm > bestFirm || firm == bestFirm && len(sup) > len(m.firstSupporters(t, best)) {
				best, bestFirm = v, firm
			}
		} else {
			r.over[v] = t.ended(v)
		}
		if len(t.deniers(v)) > 0 {
			denied = append(denied, v)
		}
	}
	if t.slot == slotStatus {
		best, given = m.lastStatus(t, given, best, &r)
	}
	r.main = best
	if len(given) == 0 {
		r.none = true
		if len(denied) > 0 || len(against) > 0 {
			r.verdict = hearsay.Disputed
			r.why = m.sayDenied(t, denied, against)
			return r
		}
		r.verdict, r.why = hearsay.Single, "nobody stands by a value"
		if h := m.held(t); h != "" {
			r.why = h
		}
		return r
	}
	if why := m.contested(t, given, denied, against); why != "" {
		r.verdict, r.why = hearsay.Disputed, why
		return r
	}
	firm := bestFirm
	if t.slot == slotType {
		firm = len(union)
	}
	var labels []string
	definite := t.slot == slotActor && m.definite(t, given)
	for _, v := range given {
		if definite && vague(m.values[slotActor][v].item.party) && (v != best || firm < 2) {
			continue // "gunmen", where somebody says whose they are
		}
		if _, n := t.supporters(v); firm < 2 || n >= 2 || t.slot == slotType && v == best {
			labels = append(labels, m.values[t.slot][v].label)
		}
	}
	if t.slot == slotPlace || t.slot == slotTime || t.slot == slotType || t.slot == slotStatus {
		labels = []string{m.values[t.slot][best].label}
	}
	r.value = list(labels, 3)
	if t.slot == slotTime && len(given) > 1 && m.neighbours(given) {
		a, b := m.widest(given)
		r.verdict, r.value, r.why = hearsay.Range, readable(a.Format("2006-01-02"))+" to "+readable(b.Format("2006-01-02")), "neighbouring days, that need not contradict (rule 9.3)"
		return r
	}
	if firm >= 2 {
		r.verdict, r.why = hearsay.Agreed, fmt.Sprintf("%d origins, and nobody says otherwise", firm)
		return r
	}
	r.verdict = hearsay.Single
	if len(given) > 1 {
		r.why = "no value has a second origin; the values need not contradict"
	} else if sup, _ := t.supporters(given[0]); len(sup) > 1 {
		r.why = fmt.Sprintf("%d origins, of which at most one does without \"probably\" (rule 8.1)", len(sup))
	} else {
		r.why = "one origin: " + m.called(sup)
	}
	return r
}

// held tells who holds a value possible, where nobody gives one.
func (m *matter) held(t *tally) string {
	var parts []string
	for _, v := range t.known {
		var by []int
		for k := range t.values[v] {
			if t.values[v][k].doubt > 0 {
				by = append(by, t.values[v][k].origin)
			}
		}
		if len(by) > 0 {
			parts = append(parts, m.values[t.slot][v].label+", held possible by "+m.called(by))
		}
	}
	return strings.Join(parts, "; ")
}

func (m *matter) firstSupporters(t *tally, v int) []int { s, _ := t.supporters(v); return s }

// ended is when the last who gave a value took it back; zero: nobody gave it.
func (t *tally) ended(v int) time.Time {
	var at time.Time
	for k := range t.values[v] {
		c := &t.values[v][k]
		if !c.gave() {
			continue
		}
		if c.gone.After(at) {
			at = c.gone
		}
		if c.deny > 0 && c.denied.After(at) {
			at = c.denied
		}
	}
	return at
}

// lastStatus lets what has happened stand over what was planned before.
func (m *matter) lastStatus(t *tally, given []int, best int, r *ruling) (int, []int) {
	actual := -1
	for _, v := range given {
		if m.values[slotStatus][v].key == string(hearsay.Actual) {
			actual = v
		}
	}
	if actual < 0 {
		return best, given
	}
	for _, v := range given {
		if v != actual {
			r.over[v] = t.first(actual)
		}
	}
	return actual, []int{actual}
}

// first is when a value was first given.
func (t *tally) first(v int) time.Time {
	var at time.Time
	for k := range t.values[v] {
		if c := &t.values[v][k]; c.gave() && (at.IsZero() || c.since.Before(at)) {
			at = c.since
		}
	}
	return at
}

// contested tells why a slot is disputed; empty: it is not.
func (m *matter) contested(t *tally, given, denied, against []int) string {
	for _, v := range denied {
		// A denial of what nobody says counts only where nobody else is named (rule 10.4).
		if sup, _ := t.supporters(v); len(sup) > 0 || !m.definite(t, given) {
			return m.sayDenied(t, []int{v}, nil)
		}
	}
	if len(against) > 0 {
		return m.sayDenied(t, nil, against)
	}
	for i, a := range given {
		for _, b := range given[i+1:] {
			if m.clash(t, a, b) {
				sa, _ := t.supporters(a)
				sb, _ := t.supporters(b)
				return fmt.Sprintf("%s (%s) against %s (%s)", m.values[t.slot][a].label, m.called(sa), m.values[t.slot][b].label, m.called(sb))
			}
		}
	}
	return ""
}

// definite tells whether one of the values names somebody.
func (m *matter) definite(t *tally, given []int) bool {
	if t.slot != slotActor {
		return len(given) > 0
	}
	for _, v := range given {
		if !vague(m.values[slotActor][v].item.party) {
			return true
		}
	}
	return false
}

// clash tells whether two values cannot both be so, and different origins give them.
func (m *matter) clash(t *tally, a, b int) bool {
	x, y := &m.values[t.slot][a], &m.values[t.slot][b]
	switch t.slot {
	case slotActor:
		if !m.fight || !m.rivals(x.item.party, y.item.party) {
			return false
		}
	case slotPlace:
		if !m.placesApart(x.item.place, y.item.place) {
			return false
		}
	case slotTime:
		if !x.stretch.far(y.stretch) {
			return false
		}
	default:
		return false
	}
	sa, _ := t.supporters(a)
	sb, _ := t.supporters(b)
	if !lacks(sa, sb) || !lacks(sb, sa) {
		return false
	}
	return !m.together(x, y)
}

// lacks tells whether one of a is not in b.
func lacks(a, b []int) bool {
	for _, o := range a {
		if !slices.Contains(b, o) {
			return true
		}
	}
	return false
}

// together tells whether one telling gives both values.
func (m *matter) together(x, y *value) bool {
	in := make(map[int]bool, len(x.words))
	for _, k := range x.words {
		in[m.words[k].told] = true
	}
	for _, k := range y.words {
		if in[m.words[k].told] {
			return true
		}
	}
	return false
}

// neighbours tells whether times do not overlap, and none are far apart.
func (m *matter) neighbours(given []int) bool {
	beside := false
	for i, a := range given {
		for _, b := range given[i+1:] {
			x, y := m.values[slotTime][a].stretch, m.values[slotTime][b].stretch
			if x.far(y) {
				return false
			}
			beside = beside || !x.overlaps(y)
		}
	}
	return beside
}

func (m *matter) widest(given []int) (from, to time.Time) {
	for i, v := range given {
		s := m.values[slotTime][v].stretch
		if i == 0 || s.from.Before(from) {
			from = s.from
		}
		if i == 0 || s.to.After(to) {
			to = s.to
		}
	}
	return from, to
}

func (m *matter) sayDenied(t *tally, denied, against []int) string {
	var parts []string
	for _, v := range denied {
		sup, _ := t.supporters(v)
		by := m.called(t.deniers(v))
		if len(sup) == 0 {
			parts = append(parts, fmt.Sprintf("%s: denied by %s", m.values[t.slot][v].label, by))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s: given by %s, denied by %s", m.values[t.slot][v].label, m.called(sup), by))
	}
	if len(against) > 0 {
		parts = append(parts, "denied by "+m.called(against))
	}
	return strings.Join(parts, "; ")
}

// called lists origins by name.
func (m *matter) called(origins []int) string {
	var out []string
	for _, o := range origins {
		out = append(out, m.origins[o].name)
	}
	return list(out, 4)
}

// list joins words for a reader: "a, b and c", more than most as "a, b and 3 others".
func list(words []string, most int) string {
	switch n := len(words); {
	case n == 0:
		return ""
	case n == 1:
		return words[0]
	case n > most:
		return fmt.Sprintf("%s and %s", strings.Join(words[:most-1], ", "), plural(n-most+1, "other"))
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// plural counts a noun: "1 copy", "2 copies".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
