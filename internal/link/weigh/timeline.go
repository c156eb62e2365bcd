package weigh

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Timeline tells how what was known of a merged event changed, in the order of
// time: each moment at which a slot's value, its verdict, or who gives it became another.
// What is only repeated by those who said it before is no moment.
func Timeline(told []record.Told, asOf time.Time) []hearsay.Moment {
	out := []hearsay.Moment{}
	var last [slots]state
	for _, p := range phases(told, asOf) {
		m := open(p.told, asOf)
		out = append(out, m.moments(&last, &p)...)
	}
	return out
}

// moments are the changes within a phase: last is how the slots stood before it, and
// becomes how they stand after it.
func (m *matter) moments(last *[slots]state, p *phase) []hearsay.Moment {
	ts := m.tallies()
	var out []hearsay.Moment
	steps := m.steps()
	i := 0
	if !p.from.IsZero() {
		for ; i < len(steps) && !steps[i].at.After(p.from); i++ {
			m.take(ts, &steps[i])
		}
		for s := slotType; s < slots; s++ {
			r := m.judge(ts[s])
			now := m.stateOf(ts[s], &r)
			if now.same(&last[s]) || now.text == last[s].text {
				continue
			}
			out = append(out, hearsay.Moment{Known: p.from, Slot: s.String(), Before: last[s].text, After: now.text, Verdict: r.verdict, By: p.by, Kind: "corrected"})
			last[s] = now
		}
	}
	for i < len(steps) && (p.to.IsZero() || steps[i].at.Before(p.to)) {
		at := steps[i].at
		var by [slots][]int
		var fresh [slots]bool
		for ; i < len(steps) && steps[i].at.Equal(at); i++ {
			st := &steps[i]
			w := m.take(ts, st)
			by[w.slot] = append(by[w.slot], st.word)
			fresh[w.slot] = fresh[w.slot] || !st.end
		}
		for s := slotType; s < slots; s++ {
			if len(by[s]) == 0 {
				continue
			}
			r := m.judge(ts[s])
			now := m.stateOf(ts[s], &r)
			if now.same(&last[s]) || !last[s].any && now.text == "" {
				continue
			}
			out = append(out, hearsay.Moment{Known: at, Slot: s.String(), Before: last[s].text, After: now.text, Verdict: r.verdict,
				By: m.bringers(by[s], &last[s], &now), Kind: kindOf(s, &last[s], &now, fresh[s])})
			last[s] = now
		}
	}
	return out
}

// take brings a step into the tallies.
func (m *matter) take(ts *[slots]*tally, st *step) *word {
	w := &m.words[st.word]
	if st.end {
		ts[w.slot].remove(w)
	} else {
		ts[w.slot].add(w)
	}
	return w
}

// step is a word that becomes known, or ends.
type step struct {
	at   time.Time
	word int
	end  bool
}

func (m *matter) steps() []step {
	out := make([]step, 0, len(m.words))
	for k := range m.words {
		w := &m.words[k]
		out = append(out, step{at: w.from, word: k})
		if !w.until.IsZero() {
			at := w.until
			if at.Before(w.from) {
				at = w.from
			}
			out = append(out, step{at: at, word: k, end: true})
		}
	}
	slices.SortStableFunc(out, func(a, b step) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(b2i(a.end), b2i(b.end)), cmp.Compare(a.word, b.word))
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// state is a slot at a moment, as far as a timeline shows it.
type state struct {
	text    string
	verdict hearsay.Verdict
	values  []string // labels of the values that stand
	top     int      // figure of the number that counts; -1: none
	origins int      // that give a value
	any     bool
}

func (a *state) same(b *state) bool {
	return a.any == b.any && a.text == b.text && a.verdict == b.verdict
}

// stateOf puts a slot into words: "12 (police)", "12 (police) against 20 (the Northern Front)", "15, agreed by 2 origins".
func (m *matter) stateOf(t *tally, r *ruling) state {
	st := state{verdict: r.verdict, any: true, top: -1}
	if r.none && r.verdict != hearsay.Disputed {
		st.any = len(t.known) > 0
		st.text = m.held(t)
		return st
	}
	seen := map[int]bool{}
	var parts []string
	for _, j := range t.known {
		sup, _ := t.supporters(j)
		if len(sup) == 0 || !r.over[j].IsZero() {
			continue
		}
		st.values = append(st.values, m.values[t.slot][j].label)
		for _, o := range sup {
			seen[o] = true
		}
		parts = append(parts, m.values[t.slot][j].label+" ("+m.called(sup)+")")
	}
	st.origins = len(seen)
	if r.main >= 0 && t.slot.counted() {
		st.top = m.values[t.slot][r.main].item.count.base()
	}
	switch r.verdict {
	case hearsay.Disputed:
		st.text = strings.Join(parts, " against ")
		var no []int
		no = append(no, t.against()...)
		for _, j := range t.known {
			for _, o := range t.deniers(j) {
				if !slices.Contains(no, o) {
					no = append(no, o)
				}
			}
		}
		if len(no) > 0 {
			if st.text != "" {
				st.text += ", "
			}
			st.text += "denied by " + m.called(no)
		}
	case hearsay.Agreed:
		st.text = fmt.Sprintf("%s, by %s", r.value, plural(st.origins, "origin"))
	case hearsay.Range:
		st.text = fmt.Sprintf("%s (%s)", r.value, strings.Join(parts, ", "))
	default:
		st.text = list(parts, 3)
		if t.slot.counted() && r.main >= 0 {
			sup := m.holders(t, r.main)
			st.text = r.value + " (" + m.called(sup) + ")"
		}
	}
	return st
}

// holders are the origins that stand by the figure of a value.
func (m *matter) holders(t *tally, v int) []int {
	var out []int
	base := m.values[t.slot][v].item.count.base()
	for _, j := range t.known {
		if m.values[t.slot][j].item.count.base() != base {
			continue
		}
		sup, _ := t.supporters(j)
		for _, o := range sup {
			if !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	slices.Sort(out)
	return out
}

// bringers are the words that made the change: those that stand for a value that was not
// there before, else all.
func (m *matter) bringers(words []int, before, now *state) []hearsay.EvidenceRef {
	type mark struct {
		by     int
		report string
	}
	out := []hearsay.EvidenceRef{}
	for pass := range 2 {
		seen := map[mark]bool{}
		for _, k := range words {
			w := &m.words[k]
			label := ""
			if w.value >= 0 {
				label = m.values[w.slot][w.value].label
			}
			fresh := w.stance == denies || slices.Contains(now.values, label) && !slices.Contains(before.values, label)
			a := mark{w.by, m.told[w.told].Teller.ID}
			if pass == 0 && !fresh || seen[a] || len(out) >= mostEvidence {
				continue
			}
			seen[a] = true
			out = append(out, m.ref(k))
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// kindOf says what kind of change it is; brought: new words made it, not only the end of others.
func kindOf(s slot, before, now *state, brought bool) string {
	switch {
	case before.text == "":
		if now.verdict == hearsay.Disputed {
			return "disputed"
		}
		return "first"
	case len(now.values) == 0 && now.text != "" && now.verdict != hearsay.Disputed:
		return "added" // another holds it possible
	case len(now.values) == 0 && now.verdict != hearsay.Disputed:
		return "withdrawn"
	case now.verdict == hearsay.Disputed && before.verdict != hearsay.Disputed:
		return "disputed"
	}
	fresh, lost := missing(now.values, before.values), missing(before.values, now.values)
	switch {
	case fresh && lost:
		if s.counted() && now.top > before.top || s == slotStatus {
			return "changed"
		}
		return "corrected"
	case fresh:
		return "added"
	case lost && s.counted() && brought:
		if now.top > before.top {
			return "changed"
		}
		return "corrected"
	case lost:
		return "withdrawn"
	case now.verdict == hearsay.Agreed && now.origins > before.origins:
		return "confirmed"
	case now.origins < before.origins:
		return "withdrawn"
	}
	return "added"
}

// missing tells whether one of a is not in b.
func missing(a, b []string) bool {
	for _, x := range a {
		if !slices.Contains(b, x) {
			return true
		}
	}
	return false
}
