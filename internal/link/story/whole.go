package story

import (
	"fmt"
	"math"
	"slices"

	"github.com/hearsay/hearsay"
)

// wholeStory is more reports than any story has.
const wholeStory = 1 << 30

// join moves other stories that the report wants as much into its own, where
// their members would on average be placed into the other now.
func (w *work) join(p *Placement, rs []ranked) error {
	best := rs[0]
	for _, r := range rs[1:] {
		if r.score < w.model.Place {
			break
		}
		mean := (w.toward(best.members, r.members) + w.toward(r.members, best.members)) / 2
		if mean < w.model.Join {
			continue
		}
		// What would be split again is not joined.
		if x, y := w.known(best.members), w.known(r.members); len(x) >= smallestCamp && len(y) >= smallestCamp &&
			w.model.Camps.Odds(w.figures(x, y)) > w.model.Split {
			continue
		}
		from, to := r.id, best.id
		leaving, err := w.ix.Members(w.ctx, from, wholeStory)
		if err != nil {
			return err
		}
		p.Moves = append(p.Moves, Move{Kind: Joined, Seqs: leaving, From: from, To: to, Why: []hearsay.Why{
			{Feature: "bridge", Value: r.score, Weight: r.score - w.model.Place, Note: "the report belongs to both"},
			{Feature: "members to the other story", Value: mean, Weight: mean - w.model.Join, Note: fmt.Sprintf("%d and %d reports", len(best.members), len(r.members))},
		}})
	}
	return nil
}

// known are those of the reports whose cards are at hand.
func (w *work) known(reports []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(reports), func(r int64) bool { return w.all[r] == nil })
}

// toward is the mean score of reports against a story of others: what each would
// get if it came now.
func (w *work) toward(reports, members []int64) float64 {
	sum, n := 0.0, 0
	for _, a := range reports {
		var odds []float64
		for _, b := range members {
			if w.all[a] != nil && w.all[b] != nil {
				odds = append(odds, w.between(a, b))
			}
		}
		if len(odds) > 0 {
			sum += w.model.Story.Odds(w.stands(w.all[a], members, odds))
			n++
		}
	}
	if n == 0 {
		return math.Inf(-1)
	}
	return sum / float64(n)
}

// split looks at the story that took the report: where its members fall into two
// camps that do not agree, the smaller one leaves.
func (w *work) split(p *Placement) error {
	members, err := w.ix.Members(w.ctx, p.Story, coreSeen-1)
	if err != nil {
		return err
	}
	members = slices.DeleteFunc(slices.Clone(members), func(m int64) bool { return m == w.me.Seq })
	members = append(members, w.me.Seq)
	if len(members) < 4 {
		return nil
	}
	if err := w.cards(members); err != nil {
		return err
	}
	slices.Sort(members)
	members = slices.DeleteFunc(members, func(m int64) bool { return w.all[m] == nil })
	a, b := w.camps(members)
	if len(b) < smallestCamp {
		return nil
	}
	// No words, however well they told them apart, would part camps that agree so much.
	if o := &w.model.Camps; max(o.Odds(w.agreement(a, b, 1, 1)), o.Odds(w.agreement(a, b, 0, 1)), o.Odds(w.agreement(a, b, 0, 0))) <= w.model.Split {
		return nil
	}
	figures := w.figures(a, b)
	score := w.model.Camps.Odds(figures) - w.model.Split
	if score <= 0 {
		return nil
	}
	move := Move{Kind: Split, From: p.Story, To: hearsay.StoryID(w.me.ID + "/split"), Seqs: b, Why: []hearsay.Why{
		{Feature: "two camps", Value: figures[0], Weight: score, Note: fmt.Sprintf("%d and %d reports; mean of pairs %.1f between them, %.1f and %.1f within", len(a), len(b), figures[0], figures[1], figures[2])},
	}}
	if i := slices.Index(b, w.me.Seq); i >= 0 {
		move.Seqs = slices.Delete(b, i, i+1)
		p.Story = move.To
	}
	p.Moves = append(p.Moves, move)
	return nil
}

// smallestCamp is how many reports leave a story at least.
const smallestCamp = 2

// CampFigures is how many figures tell how two camps of a story stand to one another.
const CampFigures = 7

// camps parts reports in two by joining the nearest until two sets are left
// (average link), the larger first.
func (w *work) camps(members []int64) (a, b []int64) {
	n := len(members)
	sets := make([][]int64, n)
	link := make([][]float64, n) // sums of log odds between sets
	for i, m := range members {
		sets[i] = []int64{m}
		link[i] = make([]float64, n)
		for j := range i {
			link[i][j] = w.between(m, members[j])
			link[j][i] = link[i][j]
		}
	}
	for left := n; left > 2; left-- {
		bi, bj, best := -1, -1, math.Inf(-1)
		for i := range sets {
			for j := range i {
				if sets[i] == nil || sets[j] == nil {
					continue
				}
				if s := link[i][j] / float64(len(sets[i])*len(sets[j])); bi < 0 || s > best {
					bi, bj, best = i, j, s
				}
			}
		}
		sets[bj] = append(sets[bj], sets[bi]...)
		sets[bi] = nil
		for k := range sets {
			if k != bj && k != bi {
				link[bj][k] += link[bi][k]
				link[k][bj] = link[bj][k]
			}
		}
	}
	var at []int
	for i := range sets {
		if sets[i] != nil {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return nil, nil
	}
	a, b = sets[at[0]], sets[at[1]]
	slices.Sort(a)
	slices.Sort(b)
	if len(b) > len(a) {
		a, b = b, a
	}
	return a, b
}

// figures tell how two sets of reports stand to one another: the mean log odds of
// pairs between them, within the larger and within the smaller, how many reports
// these hold, and how well words tell them apart, in the worse and in the better direction.
func (w *work) figures(a, b []int64) []float64 {
	if len(b) > len(a) {
		a, b = b, a
	}
	return w.agreement(a, b, w.parting(a, b), w.parting(b, a))
}

// agreement makes the figures of two sets from how well words tell them apart.
func (w *work) agreement(a, b []int64, apart, back float64) []float64 {
	between := 0.0
	for _, x := range a {
		for _, y := range b {
			between += w.between(x, y)
		}
	}
	within := func(s []int64) float64 {
		if len(s) < 2 {
			return bound // one report agrees with itself
		}
		sum := 0.0
		for i := range s {
			for j := range i {
				sum += w.between(s[i], s[j])
			}
		}
		return sum / float64(len(s)*(len(s)-1)/2)
	}
	return []float64{between / float64(len(a)*len(b)), within(a), within(b), math.Log(float64(len(a))), math.Log(float64(len(b))), min(apart, back), max(apart, back)}
}
