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
// their members agree on average.
func (w *work) join(p *Placement, rs []ranked) error {
	best := rs[0]
	for _, r := range rs[1:] {
		if r.score < w.model.Place {
			break
		}
		sum, n := 0.0, 0
		for _, a := range best.members {
			for _, b := range r.members {
				if w.all[a] != nil && w.all[b] != nil {
					sum += w.between(a, b)
					n++
				}
			}
		}
		if n == 0 || sum/float64(n) < w.model.Join {
			continue
		}
		from, to := r.id, best.id
		leaving, err := w.ix.Members(w.ctx, from, wholeStory)
		if err != nil {
			return err
		}
		p.Moves = append(p.Moves, Move{Kind: Joined, Seqs: leaving, From: from, To: to, Why: []hearsay.Why{
			{Feature: "bridge", Value: r.score, Weight: r.score - w.model.Place, Note: "the report belongs to both"},
			{Feature: "mean of pairs", Value: sum / float64(n), Weight: sum/float64(n) - w.model.Join, Note: fmt.Sprintf("%d pairs of members", n)},
		}})
	}
	return nil
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
	a, b, mean := w.camps(members)
	if len(a) < 2 || len(b) < 2 || mean > w.model.Split {
		return nil
	}
	if len(b) > len(a) {
		a, b = b, a
	}
	move := Move{Kind: Split, From: p.Story, To: hearsay.StoryID(w.me.ID + "/split"), Seqs: b, Why: []hearsay.Why{
		{Feature: "mean of pairs", Value: mean, Weight: w.model.Split - mean, Note: fmt.Sprintf("between %d and %d reports", len(a), len(b))},
	}}
	if i := slices.Index(b, w.me.Seq); i >= 0 {
		move.Seqs = slices.Delete(b, i, i+1)
		p.Story = move.To
	}
	p.Moves = append(p.Moves, move)
	return nil
}

// camps parts reports in two by joining the nearest until two sets are left
// (average link), and tells the mean log odds between them.
func (w *work) camps(members []int64) (a, b []int64, mean float64) {
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
			link[bj][k] += link[bi][k]
			link[k][bj] = link[bj][k]
		}
	}
	var at []int
	for i := range sets {
		if sets[i] != nil {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return nil, nil, 0
	}
	a, b = sets[at[0]], sets[at[1]]
	slices.Sort(a)
	slices.Sort(b)
	return a, b, link[at[0]][at[1]] / float64(len(a)*len(b))
}
