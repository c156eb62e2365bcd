package story

import (
	"context"
	"slices"
)

// Pair is what two reports look like to each other, for fitting.
type Pair struct {
	Other    int64
	Features Features
}

// Whole is how a report stands to a story, for fitting: see storyOf.
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
		wholes = append(wholes, Whole{r.id, slices.Clone(storyOf(odds))})
	}
	return p, pairs, wholes, nil
}

// EachWord calls f with the words of a text, as they are cut for cards.
func EachWord(text string, f func(string)) { each(text, func(_ int, w string) { f(w) }) }
