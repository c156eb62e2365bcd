package merge

import (
	"context"
	"fmt"
	"math"

	"github.com/hearsay/hearsay"
)

// Sample is one pair that the weights are fitted on.
type Sample struct {
	X      []float64
	Same   bool
	Weight float64
}

// Teach places the tellings of a report as gold says and returns the pairs that
// had to be decided on the way, so that the fit sees what Place will see. gold names the
// happening of each telling; empty: not known, and then it is left out. across
// and within are what the two decisions saw.
func (m *Merger) Teach(ctx context.Context, ix Index, me Me, ts []hearsay.Telling, gold []string, story string) (p Placement, across, within []Sample, err error) {
	in := newPage(me.Text, dayNumber(me.Known), story, ts)
	ps := m.profiles(ts, in)
	last := attacksBefore(ts, me.Text)
	for i := range ts {
		for k := i + 1; k < len(ts); k++ {
			if gold[i] == "" || gold[k] == "" || ps[i].Families&ps[k].Families == 0 {
				continue
			}
			var c pair
			m.t.inside(&ts[i], &ts[k], ps[i], ps[k], me.Text, last[k] == i, &c)
			if c.never == "" {
				within = append(within, Sample{X: c.x[:], Same: gold[i] == gold[k], Weight: 1})
			}
		}
	}
	at := map[string]int{}
	var groups []group
	var names []string
	for i := range ts {
		if gold[i] == "" || ps[i].Families == 0 {
			continue
		}
		g, ok := at[gold[i]]
		if !ok {
			g = len(groups)
			at[gold[i]] = g
			groups = append(groups, group{p: ps[i].clone()})
			names = append(names, hearsay.EventID(gold[i]))
		} else {
			groups[g].p.Add(ps[i])
		}
		groups[g].members = append(groups[g].members, i)
	}
	found, err := m.candidates(ctx, ix, groups, story)
	if err != nil {
		return p, nil, nil, err
	}
	for g := range groups {
		var into *candidate
		for _, f := range found {
			if f.Event == names[g] {
				into = f
			}
			var c pair
			m.across(groups[g].p, f.Profile, me, &c)
			if c.never == "" {
				across = append(across, Sample{X: c.x[:], Same: f.Event == names[g], Weight: 1})
			}
		}
		if into == nil {
			// Where the search did not find it, it is there all the same.
			cards, err := ix.Cards(ctx, Kind, []int64{Ref(names[g])})
			if err != nil {
				return p, nil, nil, err
			}
			if b, ok := cards[Ref(names[g])]; ok {
				old, err := Decode(b)
				if err != nil {
					return p, nil, nil, fmt.Errorf("%s: %w", names[g], err)
				}
				into = &candidate{Profile: old, ref: Ref(names[g])}
				found = append(found, into)
			}
		}
		if into == nil {
			groups[g].p.Event = names[g]
			into = &candidate{Profile: groups[g].p, ref: Ref(names[g]), moved: true}
			found = append(found, into)
		} else {
			if !into.moved {
				into.Profile, into.moved = into.clone(), true
			}
			into.Profile.Add(groups[g].p)
		}
		for _, i := range groups[g].members {
			p.Placed = append(p.Placed, Placed{Telling: ts[i].ID, Merged: names[g]})
		}
	}
	p.write(nil, found)
	return p, across, within, nil
}

// Groups tells, for each telling of a report, the first telling of the report that tells the
// same happening.
func (m *Merger) Groups(ts []hearsay.Telling, text string) []int {
	in := newPage(text, 0, "", ts)
	out := make([]int, len(ts))
	for _, g := range m.groups(ts, m.profiles(ts, in), text) {
		for _, k := range g.members {
			out[k] = g.members[0]
		}
	}
	return out
}

// Fit finds the weights that make the samples most likely, given the priors: a
// logistic regression whose weights are drawn to the priors of features.tsv or
// bonds.tsv with the force of so many samples (pull) and keep the sign that is said
// there. One weight at a time by Newton's steps, until none moves.
func Fit(samples []Sample, d Decision, pull float64) (Weights, error) {
	t, err := data()
	if err != nil {
		return Weights{}, err
	}
	sheet := t.sheets[d]
	w := Weights{Weights: map[string]float64{}, Seen: map[string]int{}, w: make([]float64, len(sheet))}
	for i, f := range sheet {
		if f.used {
			w.w[i] = f.prior
		}
	}
	// The samples that show a feature; most features are mostly zero.
	shows := make([][]int, len(sheet))
	for n := range samples {
		for i := range samples[n].X {
			if samples[n].X[i] != 0 {
				shows[i] = append(shows[i], n)
			}
		}
	}
	score := make([]float64, len(samples))
	for n := range samples {
		score[n] = w.score(samples[n].X)
	}
	for round := 0; round < 400; round++ {
		moved := 0.0
		for i, f := range sheet {
			if !f.used {
				continue
			}
			g, h := pull*(w.w[i]-f.prior), pull
			for _, n := range shows[i] {
				s := &samples[n]
				p := 1 / (1 + math.Exp(-score[n]))
				y := 0.0
				if s.Same {
					y = 1
				}
				g += s.Weight * (p - y) * s.X[i]
				h += s.Weight * p * (1 - p) * s.X[i] * s.X[i]
			}
			v := w.w[i] - max(-1, min(1, g/h))
			if f.sign == '+' {
				v = max(v, 0)
			} else if f.sign == '-' {
				v = min(v, 0)
			}
			d := v - w.w[i]
			if d == 0 {
				continue
			}
			w.w[i] = v
			for _, n := range shows[i] {
				score[n] += d * samples[n].X[i]
			}
			moved = max(moved, math.Abs(d))
		}
		if moved < 1e-5 {
			break
		}
	}
	for i, f := range sheet {
		if f.used {
			w.w[i] = round(w.w[i])
			w.Weights[f.name] = w.w[i]
			w.Seen[f.name] = len(shows[i])
		}
	}
	return w, nil
}
