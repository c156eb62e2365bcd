package weigh

import (
	"slices"

	"github.com/hearsay/hearsay"
)

// mostEvidence bounds the places that are kept for a value: the first of every
// origin, then the earliest. All reports of an origin stand in the origin.
const mostEvidence = 16

// slots lists the slots of which something is told.
func (v *view) slots() []hearsay.Slot {
	out := []hearsay.Slot{}
	for s := slotType; s < slots; s++ {
		t := v.tally[s]
		if len(t.known) == 0 && len(t.whole) == 0 {
			continue
		}
		r := &v.ruling[s]
		sl := hearsay.Slot{Name: s.String(), Verdict: r.verdict, Value: r.value, Why: r.why, Values: []hearsay.Value{}}
		for j := range v.values[s] {
			if len(t.values[j]) > 0 {
				sl.Values = append(sl.Values, v.value(s, j))
			}
		}
		if len(t.whole) > 0 && len(sl.Values) == 0 {
			sl.Values = append(sl.Values, v.bareDenial(s))
		}
		out = append(out, sl)
	}
	return out
}

func (v *view) value(s slot, j int) hearsay.Value {
	x := &v.values[s][j]
	t := v.tally[s]
	out := hearsay.Value{Value: x.key, Label: x.label, Origins: []string{}, Denied: []string{}}
	if n := x.item.count; n != nil {
		out.Low, out.High, out.Approximate = n.low, n.high, n.about
	}
	sup, _ := t.supporters(j)
	out.Origins = v.ids(sup)
	out.Denied = v.ids(append(t.deniers(j), v.wholeOn(s, j)...))
	words := slices.Clone(x.words)
	for k := range v.words {
		if len(t.whole) == 0 {
			break
		}
		if v.words[k].slot == s && v.words[k].value < 0 {
			words = append(words, k)
		}
	}
	out.Evidence = v.evidence(words)
	for _, k := range x.words {
		w := &v.words[k]
		if out.Since.IsZero() || w.from.Before(out.Since) {
			out.Since = w.from
		}
	}
	if at := v.ruling[s].over[j]; !at.IsZero() {
		out.Withdrawn = &at
	}
	return out
}

// wholeOn are the origins that deny the slot as such, and do not give the value.
func (v *view) wholeOn(s slot, j int) []int {
	var out []int
	sup, _ := v.tally[s].supporters(j)
	for _, o := range v.tally[s].against() {
		if !slices.Contains(sup, o) {
			out = append(out, o)
		}
	}
	return out
}

// bareDenial stands for what is only denied: nobody gives a value for it.
func (v *view) bareDenial(s slot) hearsay.Value {
	var words []int
	for k := range v.words {
		if v.words[k].slot == s && v.words[k].value < 0 {
			words = append(words, k)
		}
	}
	w := &v.words[words[0]]
	label := w.text
	if s == slotType {
		label = v.told[w.told].Type
	}
	return hearsay.Value{Value: label, Label: label, Origins: []string{}, Denied: v.ids(v.tally[s].against()), Evidence: v.evidence(words), Since: w.from}
}

// ids are the ids of origins that stand.
func (v *view) ids(origins []int) []string {
	slices.Sort(origins)
	out := []string{}
	for _, o := range slices.Compact(origins) {
		if v.stands[o] {
			out = append(out, v.origins[o].id)
		}
	}
	return out
}

// evidence leads to the words, one place for each origin, report and stance.
func (v *view) evidence(words []int) []hearsay.EvidenceRef {
	type mark struct {
		by     int
		report string
		stance stance
	}
	seen := map[mark]bool{}
	had := map[int]bool{}
	var first, more []int
	for _, k := range words {
		w := &v.words[k]
		st := w.stance
		if st == hedged {
			st = asserts
		}
		a := mark{by: w.by, report: v.told[w.told].Teller.ID, stance: st}
		if seen[a] {
			continue
		}
		seen[a] = true
		if !had[w.by] {
			had[w.by] = true
			first = append(first, k)
		} else {
			more = append(more, k)
		}
	}
	if n := mostEvidence - len(first); n < len(more) {
		more = more[:max(n, 0)]
	}
	keep := append(first, more...)
	slices.Sort(keep)
	out := make([]hearsay.EvidenceRef, 0, len(keep))
	for _, k := range keep {
		out = append(out, v.ref(k))
	}
	return out
}

// ref leads to one word.
func (m *matter) ref(k int) hearsay.EvidenceRef {
	w := &m.words[k]
	t := m.told[w.told]
	e := hearsay.EvidenceRef{Telling: t.ID, Report: t.Teller.ID, Origin: m.origins[w.by].id, Speaker: m.voices[w.voice].name, Outlet: t.Teller.Outlet,
		Stance: w.stance.String(), At: w.at, Words: w.text, Known: w.from}
	if w.s != nil {
		e.Claim = hearsay.PartID(t.Teller.ID, w.s.Claim)
	}
	return e
}

// originList lists the origins that stand, each with the reports that carry it.
func (v *view) originList() []hearsay.Origin {
	type carried struct {
		reports, outlets []string
		copies           int
		in               map[string]bool
	}
	all := make([]carried, len(v.origins))
	for k := range v.words {
		w := &v.words[k]
		if !w.until.IsZero() {
			continue
		}
		c := &all[w.by]
		t := v.told[w.told]
		if c.in == nil {
			c.in = map[string]bool{}
		}
		if c.in[t.Teller.ID] {
			continue
		}
		c.in[t.Teller.ID] = true
		c.reports = append(c.reports, t.Teller.ID)
		if v.groups[v.group[w.told]].id != t.Teller.ID {
			c.copies++
		}
		if o := t.Teller.Outlet; !slices.Contains(c.outlets, o) {
			c.outlets = append(c.outlets, o)
		}
	}
	out := []hearsay.Origin{}
	for k := range v.origins {
		o := &v.origins[k]
		if !v.stands[k] {
			continue
		}
		c := &all[k]
		out = append(out, hearsay.Origin{ID: o.id, Kind: o.kind, Name: o.name, Key: o.key, Side: o.side, Reports: c.reports, Outlets: c.outlets,
			Since: o.since, Why: v.why(o, len(c.reports), c.copies, len(c.outlets))})
	}
	return out
}
