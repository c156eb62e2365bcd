package weigh

import (
	"fmt"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

// rise is how much later a higher number must be for it to be taken as the toll's
// rise rather than as a contradiction (rule 10.6).
const rise = 2 * time.Hour

// holding is a number with the origins that stand by it now.
type holding struct {
	value       int
	origins     []int
	firm        int
	first, last time.Time // when they came to it
	moved       bool      // one of them gave another number before
}

// judgeNumbers weighs numbers: each origin stands by the last that it came to
// (rule 10.5), and those are held against one another.
func (m *matter) judgeNumbers(t *tally) ruling {
	vs := m.values[t.slot]
	r := ruling{over: make([]time.Time, len(t.values)), main: -1}
	latest, moved := m.latest(t)
	var hs []holding
	at := make([]int, len(t.values))
	for i := range at {
		at[i] = -1
	}
	for _, v := range t.known {
		for k := range t.values[v] {
			c := &t.values[v][k]
			if !t.stands(c) || latest[c.origin] != v {
				continue
			}
			if at[v] < 0 {
				at[v] = len(hs)
				hs = append(hs, holding{value: v, first: c.when})
			}
			h := &hs[at[v]]
			h.origins = append(h.origins, c.origin)
			if c.firm > 0 {
				h.firm++
			}
			if c.when.Before(h.first) {
				h.first = c.when
			}
			if c.when.After(h.last) {
				h.last = c.when
			}
			h.moved = h.moved || moved[c.origin]
		}
	}
	m.outdated(t, latest, &r)
	var denied []int
	for _, v := range t.known {
		if len(t.deniers(v)) > 0 && (at[v] >= 0 || len(hs) == 0) { // rule 10.4
			denied = append(denied, v)
		}
	}
	against := t.against()
	if len(hs) == 0 {
		r.none = true
		if len(denied)+len(against) > 0 {
			r.verdict, r.why = hearsay.Disputed, m.sayDenied(t, denied, against)
		} else {
			r.verdict, r.why = hearsay.Single, "nobody stands by a number"
			if h := m.held(t); h != "" {
				r.why = h
			}
		}
		return r
	}
	top := 0 // the number that most confirm; of equals the last come to
	for k := range hs {
		if hs[k].firm > hs[top].firm || hs[k].firm == hs[top].firm && hs[k].last.After(hs[top].last) {
			top = k
		}
	}
	r.main = hs[top].value
	if len(denied)+len(against) > 0 {
		r.verdict, r.why = hearsay.Disputed, m.sayDenied(t, denied, against)
		return r
	}
	risen := false
	for i := range hs {
		for k := i + 1; k < len(hs); k++ {
			a, b := &hs[i], &hs[k]
			if vs[a.value].item.count.base() > vs[b.value].item.count.base() {
				a, b = b, a
			}
			_, ahi := vs[a.value].item.count.bounds()
			blo, _ := vs[b.value].item.count.bounds()
			if ahi >= blo {
				continue // both can be so
			}
			if m.beside(a, b, t.slot) || m.beside(b, a, t.slot) {
				continue
			}
			if m.follows(a, b) || m.follows(b, a) {
				continue
			}
			if b.first.Sub(a.last) < rise || m.opposed(a.origins, b.origins) {
				r.verdict = hearsay.Disputed
				r.why = fmt.Sprintf("%s (%s) against %s (%s)", vs[a.value].label, m.called(a.origins), vs[b.value].label, m.called(b.origins))
				return r
			}
			risen = true
		}
	}
	return m.settled(t, hs, top, risen, r)
}

// settled gives the verdict over numbers that do not contradict.
func (m *matter) settled(t *tally, hs []holding, top int, risen bool, r ruling) ruling {
	vs := m.values[t.slot]
	base := func(h *holding) int { return vs[h.value].item.count.base() }
	if risen {
		for k := range hs { // what counts now is the highest
			if base(&hs[k]) > base(&hs[top]) {
				top = k
			}
		}
		r.main = hs[top].value
	}
	low, high, firm, moved := base(&hs[top]), base(&hs[top]), 0, false
	for k := range hs {
		low, high = min(low, base(&hs[k])), max(high, base(&hs[k]))
		if base(&hs[k]) == base(&hs[top]) {
			firm += hs[k].firm
			moved = moved || hs[k].moved
		}
	}
	r.value = vs[r.main].label
	switch {
	case firm >= 2:
		r.verdict, r.why = hearsay.Agreed, fmt.Sprintf("%d origins, and no other number that stands contradicts", firm)
		if low != high && !risen {
			r.why = fmt.Sprintf("%d origins; the other numbers allow it", firm)
		}
	case low == high && !moved || len(hs) == 1 && !moved:
		r.verdict, r.why = hearsay.Single, "one origin: "+m.called(hs[top].origins)
		if len(hs[top].origins) > 1 {
			r.why = "no more than one origin without \"probably\" (rule 8.1)"
		}
	case low == high || risen && moved:
		r.verdict, r.why = hearsay.Updated, m.called(hs[top].origins)+" replaced an earlier number"
	default:
		r.verdict, r.value = hearsay.Range, grouped(low)+" to "+grouped(high)
		r.why = "the numbers need not contradict"
		if risen {
			r.why = "the later number is the higher; nobody of the other side gives another (rule 10.6)"
		}
	}
	return r
}

// latest finds the number that each origin stands by: the one it came to last. What it said
// before and is only repeated later does not count as new (rule 10.5).
func (m *matter) latest(t *tally) (latest map[int]int, moved map[int]bool) {
	vs := m.values[t.slot]
	latest, moved = map[int]int{}, map[int]bool{}
	at := map[int]*cell{}
	for _, v := range t.known {
		for k := range t.values[v] {
			c := &t.values[v][k]
			if !t.stands(c) {
				continue
			}
			old := at[c.origin]
			later := old == nil || c.when.After(old.when)
			if old != nil && c.when.Equal(old.when) { // of one report the larger is the whole (rule 9.5)
				a, b := vs[v].item.count, vs[latest[c.origin]].item.count
				later = a.base() > b.base() || a.base() == b.base() && a.high == nil
			}
			if later {
				latest[c.origin], at[c.origin] = v, c
			}
		}
	}
	for _, v := range t.known {
		for k := range t.values[v] {
			c := &t.values[v][k]
			if now := at[c.origin]; now != nil && c.gave() && latest[c.origin] != v && c.when.Before(now.when) && vs[v].item.count.base() != vs[latest[c.origin]].item.count.base() {
				moved[c.origin] = true
			}
		}
	}
	return latest, moved
}

// outdated tells since when nobody stands by a number that somebody gave.
func (m *matter) outdated(t *tally, latest map[int]int, r *ruling) {
	cells := map[int][]*cell{} // by origin
	for _, v := range t.known {
		for k := range t.values[v] {
			if c := &t.values[v][k]; c.gave() {
				cells[c.origin] = append(cells[c.origin], c)
			}
		}
	}
	for _, v := range t.known {
		var at time.Time
		stands := false
		for k := range t.values[v] {
			c := &t.values[v][k]
			if !c.gave() {
				continue
			}
			now, ok := latest[c.origin]
			switch {
			case ok && now == v:
				stands = true
			case !t.stands(c) && !ok:
				at = later(at, c.gone)
			default:
				// The next number that the origin came to replaced this one.
				var next *cell
				for _, d := range cells[c.origin] {
					if d.when.After(c.when) && (next == nil || d.when.Before(next.when)) {
						next = d
					}
				}
				switch {
				case next != nil && (t.stands(c) || next.since.Before(c.gone)):
					at = later(at, next.since)
				case t.stands(c):
					stands = true // another number of the same report
				default:
					at = later(at, c.gone)
				}
			}
		}
		if !stands {
			r.over[v] = at
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// beside tells whether a is a number of the press alone, told in the very reports that
// quote b: who writes "eleven died; eight, the police said" sees no contradiction (rule 10.7).
func (m *matter) beside(a, b *holding, s slot) bool {
	for _, o := range a.origins {
		if k := m.origins[o].kind; k != "outlet" && k != "agency" {
			return false
		}
	}
	in := map[int]bool{}
	for _, k := range m.values[s][b.value].words {
		in[m.group[m.words[k].told]] = true
	}
	for _, k := range m.values[s][a.value].words {
		if !in[m.group[m.words[k].told]] {
			return false
		}
	}
	return true
}

// follows tells whether a is a number of the press alone that came later than b: a toll
// told anew, up or down, is news of it and no contradiction (rule 10.7).
func (m *matter) follows(a, b *holding) bool {
	for _, o := range a.origins {
		if k := m.origins[o].kind; k != "outlet" && k != "agency" {
			return false
		}
	}
	return a.first.Sub(b.last) >= rise
}

// opposed tells whether two sides speak: origins of different camps that are both party to
// what states and armed groups do, or one that names the other's side as having done it.
func (m *matter) opposed(a, b []int) bool {
	for _, x := range a {
		for _, y := range b {
			cx, cy := m.origins[x].camp, m.origins[y].camp
			if cx != cy && !sameLand(cx, cy) && (blamed(m.blames[x], cy) || blamed(m.blames[y], cx)) {
				return true
			}
		}
	}
	camps := func(os []int) []string {
		var out []string
		for _, o := range os {
			if c := m.origins[o].camp; c != "" && c != "press" && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
		return out
	}
	for _, x := range camps(a) {
		for _, y := range camps(b) {
			if x != y && !(sameLand(x, y)) {
				return true
			}
		}
	}
	return false
}

// blamed tells whether a camp is among those that somebody names; a state's body of unknown country is
// of the state that is named.
func blamed(by map[string]bool, camp string) bool {
	if camp == "" || by[camp] {
		return camp != ""
	}
	for c := range by {
		if sameLand(c, camp) {
			return true
		}
	}
	return false
}

// accusations are, of each origin, the camps that it names as having done it.
func (m *matter) accusations() []map[string]bool {
	out := make([]map[string]bool, len(m.origins))
	for k := range m.words {
		w := &m.words[k]
		if w.slot != slotActor || w.stance == denies || w.stance == doubts || !m.fight {
			continue
		}
		p, camp := w.item.party, ""
		switch b := m.bodyOf(p); {
		case p.Kind == hearsay.State:
			camp = "state:" + p.Codes.Country
		case b != nil && official[b.sector]:
			if camp = "state:" + m.landOf(p, b); camp == "state:" {
				camp = m.campOf(b)
			}
		case p.Named:
			camp = p.Key
		}
		if camp == "" {
			continue
		}
		if out[w.by] == nil {
			out[w.by] = map[string]bool{}
		}
		out[w.by][camp] = true
	}
	return out
}

// campOf is the camp of a body that is named without its country, where one such body speaks (rule 3.4).
func (m *matter) campOf(b *body) string {
	camp := "state:"
	for k := range m.origins {
		o := &m.origins[k]
		switch {
		case o.body != b.name || o.camp == camp || o.camp == "state:":
		case camp != "state:":
			return "state:"
		default:
			camp = o.camp
		}
	}
	return camp
}

// sameLand takes a state's body of unknown country for one of any state.
func sameLand(x, y string) bool {
	const s = "state:"
	return len(x) >= len(s) && len(y) >= len(s) && x[:len(s)] == s && y[:len(s)] == s && (x == s || y == s)
}
