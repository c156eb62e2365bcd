package story

import (
	"context"
)

// Pair is what two reports look like to each other, for fitting.
type Pair struct {
	Other    int64
	Features Features
}

// Whole is how a report stands to a story, for fitting: see stands.
type Whole struct {
	Story    string
	Features []float64
}

// Look does what Place does up to the decision: it returns what is to be
// written of the report, the reports that would be compared with it, and the stories.
func (c *Clusterer) Look(ctx context.Context, ix Index, me Me, card *Card) (*Placement, []Pair, []Whole, error) {
	w, p, near, err := c.start(ctx, ix, me, card, nil)
	if err != nil {
		return nil, nil, nil, err
	}
	ranked, err := w.rank(near)
	if err != nil {
		return nil, nil, nil, err
	}
	var pairs []Pair
	for _, ref := range near {
		if other := w.all[ref]; other != nil {
			pairs = append(pairs, Pair{ref, Compare(w.card, other)})
		}
	}
	var wholes []Whole
	for _, r := range ranked {
		var odds []float64
		for _, m := range r.members {
			if w.all[m] != nil {
				odds = append(odds, w.between(me.Seq, m))
			}
		}
		wholes = append(wholes, Whole{r.id, w.stands(w.card, r.members, odds)})
	}
	return p, pairs, wholes, nil
}

// Parted is how a set of reports falls into two, for fitting.
type Parted struct {
	A, B    []int64
	Figures []float64
}

// Part tells into which two camps a set of reports falls that were placed before.
func (c *Clusterer) Part(ctx context.Context, ix Index, reports []int64) (Parted, error) {
	w := &work{Clusterer: c, ctx: ctx, ix: ix, odds: map[[2]int64]float64{}, all: map[int64]*Card{}}
	if err := w.cards(reports); err != nil {
		return Parted{}, err
	}
	a, b := w.camps(reports)
	if len(b) == 0 {
		return Parted{A: reports}, nil
	}
	return Parted{a, b, w.figures(a, b)}, nil
}

// EachWord calls f with the words of a text, as they are cut for cards.
func EachWord(text string, f func(string)) { each(text, func(_ int, w string) { f(w) }) }

// Remember keeps the log odds of all pairs in a map from now on, so that the same
// reports can be placed again in the same order with other thresholds in less
// time. Memory grows with the reports. judge, where it is not nil, gives the odds of
// a pair instead of the model.
func (c *Clusterer) Remember(pairs map[[2]int64]float64, judge func(a, b int64, f *Features) float64) {
	c.memo, c.judge = pairs, judge
}
