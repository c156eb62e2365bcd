package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/score"
)

type fitStoriesCmd struct {
	Incidents         string  `required:"" placeholder:"DIR" help:"Folder of incidents."`
	Ecb               string  `required:"" placeholder:"DIR" help:"Folder of ECB+."`
	IncidentsReadings string  `placeholder:"FILE" help:"Readings of the incidents made before."`
	EcbReadings       string  `placeholder:"FILE" help:"Readings of ECB+ made before."`
	Nets              int     `default:"6" help:"Nets whose mean is taken."`
	Hidden            int     `default:"4" help:"Units of the layer beside the regression, in each."`
	Rounds            int     `default:"30" help:"Rounds over the pairs."`
	Penalty           float64 `default:"0.001" help:"Penalty on squared weights."`
	Folds             int     `placeholder:"N" help:"Write no model: fit N times, each time without one part, and print the figures of what was left out."`
	Out               string  `placeholder:"FILE" help:"Where to write the model."`
}

// Run fits the model on the reports that are not kept aside, and prints what it
// gives on both parts.
func (c fitStoriesCmd) Run(ctx context.Context, s *surroundings) error {
	if c.Folds == 0 && c.Out == "" {
		return usageError{"fit stories: say where to write the model with --out"}
	}
	whole, err := c.corpora(ctx)
	if err != nil {
		return err
	}
	if c.Folds > 0 {
		return c.folds(ctx, s.out, whole)
	}
	m, err := c.fit(ctx, s.out, whole, of(score.Developing))
	if err != nil {
		return err
	}
	m.Card = story.ModelCard{Made: time.Now().UTC().Format(time.DateOnly), By: "hearsay fit stories",
		Data:  []string{"incidents: reports of shootings by incident", "ECB+ topics 1-35 by subtopic"},
		Split: "fitted on four fifths of the incidents and of the topics, by a hash of their names; thresholds by B-cubed F on the same"}
	for _, w := range whole {
		p, err := w.cluster(ctx, m, nil)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(s.out, w.name); err != nil {
			return err
		}
		if err := w.print(s.out, p); err != nil {
			return err
		}
		m.Card.Figures = append(m.Card.Figures, fmt.Sprintf("%s, kept aside: %s", w.name, w.score(p.stories, of(score.KeptAside))),
			fmt.Sprintf("%s, all: %s", w.name, w.score(p.stories, of(score.AllFiles))))
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, append(data, '\n'), 0o644)
}

// folds fits on all parts but one, for each part in turn.
func (c fitStoriesCmd) folds(ctx context.Context, out io.Writer, whole []*corpus) error {
	sums := make([]score.BCubed, len(whole))
	for k := range c.Folds {
		m, err := c.fit(ctx, io.Discard, whole, func(r *score.StoryReport) bool { return r.Fold(c.Folds) != k })
		if err != nil {
			return err
		}
		for i, w := range whole {
			p, err := w.cluster(ctx, m, nil)
			if err != nil {
				return err
			}
			b := w.score(p.stories, func(r *score.StoryReport) bool { return r.Fold(c.Folds) == k })
			if _, err := fmt.Fprintf(out, "left out %d  %-10s %s  (place %+.2f, join %+.2f, split %+.2f)\n", k, w.name, b, m.Place, m.Join, m.Split); err != nil {
				return err
			}
			sums[i].P += b.P * float64(b.Items)
			sums[i].R += b.R * float64(b.Items)
			sums[i].Items, sums[i].Gold, sums[i].Got = sums[i].Items+b.Items, sums[i].Gold+b.Gold, sums[i].Got+b.Got
		}
	}
	for i, w := range whole {
		b := sums[i]
		b.P, b.R = b.P/float64(b.Items), b.R/float64(b.Items)
		if _, err := fmt.Fprintf(out, "all parts   %-10s %s\n", w.name, b); err != nil {
			return err
		}
	}
	return nil
}

// fit fits the pairs, then the stories over them, then the thresholds.
func (c fitStoriesCmd) fit(ctx context.Context, out io.Writer, whole []*corpus, in func(*score.StoryReport) bool) (*story.Model, error) {
	var dev []*corpus
	for _, w := range whole {
		dev = append(dev, w.only(in))
	}
	m := &story.Model{Names: story.FeatureNames(), Split: 100}
	m.Pair.Weights = make([]float64, len(m.Names))
	m.Story.Weights = make([]float64, story.WholeFeatures)
	m.Camps.Weights = make([]float64, story.CampFigures)
	pairs, _, _, err := examples(ctx, dev, m)
	if err != nil {
		return nil, err
	}
	m.Pair = story.FitNets(pairs, c.Nets, c.Hidden, c.Rounds, c.Penalty)
	_, wholes, camps, err := examples(ctx, dev, m)
	if err != nil {
		return nil, err
	}
	m.Story = story.FitNet(wholes, 0, 60, 0.0003, 0).Linear
	m.Camps = story.FitNet(camps, 0, 200, 0.0003, 0).Linear
	if _, err := fmt.Fprintf(out, "%d pairs, %d reports held against a story, %d stories parted\n", len(pairs), len(wholes), len(camps)); err != nil {
		return nil, err
	}
	return m, thresholds(ctx, out, dev, m)
}

func (c fitStoriesCmd) corpora(ctx context.Context) ([]*corpus, error) {
	incidents, err := score.ReadIncidents(c.Incidents)
	if err != nil {
		return nil, err
	}
	ecb, err := score.ReadECB(c.Ecb)
	if err != nil {
		return nil, err
	}
	a, err := openCorpus(ctx, "incidents", incidents, readings{c.IncidentsReadings})
	if err != nil {
		return nil, err
	}
	b, err := openCorpus(ctx, "ecb", score.ECBStories(ecb), readings{c.EcbReadings})
	return []*corpus{a, b}, err
}

// only is the part of a corpus for which in is true.
func (c *corpus) only(in func(*score.StoryReport) bool) *corpus {
	out := &corpus{name: c.name}
	for i := range c.reports {
		if in(&c.reports[i]) {
			out.reports = append(out.reports, c.reports[i])
			out.cards = append(out.cards, c.cards[i])
		}
	}
	return out
}

// examples places reports with their right stories and gathers which pairs and
// stories they were held against, and into which camps right stories and
// mixtures of two fall. Each corpus counts as much as the other.
func examples(ctx context.Context, cs []*corpus, m *story.Model) (pairs, wholes, camps []story.Sample, err error) {
	var ends [][3]int
	for _, c := range cs {
		ix := storytest.New()
		clusterer := story.With(m)
		clusterer.Remember(map[[2]int64]float64{})
		founder := map[string]string{}
		for i := range c.reports {
			me := c.me(i)
			if ix.Story(me.Seq) != "" {
				continue
			}
			p, ps, ws, err := clusterer.Look(ctx, ix, me, c.cards[i])
			if err != nil {
				return nil, nil, nil, err
			}
			gold := c.reports[i].Story
			for _, pair := range ps {
				f := pair.Features
				pairs = append(pairs, story.Sample{X: f[:], Same: c.reports[pair.Other-1].Story == gold})
			}
			rival := ""
			for _, w := range ws {
				same := w.Story == founder[gold]
				wholes = append(wholes, story.Sample{X: w.Features, Same: same})
				if !same && rival == "" {
					rival = w.Story
				}
			}
			if founder[gold] == "" {
				founder[gold] = hearsay.StoryID(me.ID)
			} else {
				p.Story = founder[gold]
			}
			ix.Apply(me, p)
			if camps, err = parted(ctx, clusterer, ix, camps, founder[gold], rival); err != nil {
				return nil, nil, nil, err
			}
		}
		ends = append(ends, [3]int{len(pairs), len(wholes), len(camps)})
	}
	from := [3]int{}
	for _, end := range ends {
		level(pairs[from[0]:end[0]], len(pairs), len(ends))
		level(wholes[from[1]:end[1]], len(wholes), len(ends))
		level(camps[from[2]:end[2]], len(camps), len(ends))
		from = end
	}
	return pairs, wholes, camps, nil
}

// parted adds how a right story falls into camps, which is no reason to split it, and
// how it does when mixed with its nearest rival, which is one where the camps are the two.
func parted(ctx context.Context, c *story.Clusterer, ix *storytest.Index, camps []story.Sample, own, rival string) ([]story.Sample, error) {
	mine, err := ix.Members(ctx, own, 24)
	if err != nil {
		return nil, err
	}
	if len(mine) >= 4 {
		p, err := c.Part(ctx, ix, mine)
		if err != nil {
			return nil, err
		}
		if len(p.B) >= 2 {
			camps = append(camps, story.Sample{X: p.Figures})
		}
	}
	if rival == "" || len(mine) < 2 {
		return camps, nil
	}
	mine = mine[:min(len(mine), 12)]
	others, err := ix.Members(ctx, rival, 12)
	if err != nil || len(others) < 2 {
		return camps, err
	}
	p, err := c.Part(ctx, ix, append(slices.Clone(mine), others...))
	if err != nil || len(p.B) < 2 {
		return camps, err
	}
	astray := 0
	for _, side := range [][]int64{p.A, p.B} {
		n := 0
		for _, r := range side {
			if ix.Story(r) == own {
				n++
			}
		}
		astray += min(n, len(side)-n)
	}
	if 10*astray > len(p.A)+len(p.B) {
		return camps, nil
	}
	return append(camps, story.Sample{X: p.Figures, Same: true}), nil
}

// level gives the samples of one corpus of several their even share of the weight;
// the mean weight of all samples is one.
func level(s []story.Sample, all, corpora int) {
	for i := range s {
		s[i].Weight = float64(all) / float64(corpora) / float64(len(s))
	}
}

// thresholds tries thresholds in turn and keeps what gives the best mean B-cubed
// F over the corpora.
func thresholds(ctx context.Context, out io.Writer, cs []*corpus, m *story.Model) error {
	pairs := make([]map[[2]int64]float64, len(cs))
	for i := range pairs {
		pairs[i] = map[[2]int64]float64{}
	}
	for _, turn := range []struct {
		name string
		at   *float64
		try  []float64
	}{
		{"place", &m.Place, []float64{-0.5, 0, 0.5, 1}},
		{"join", &m.Join, []float64{-1.5, -0.5, 0.5}},
		{"split", &m.Split, []float64{100, 1, 0, -1}},
		{"place", &m.Place, nil},
		{"join", &m.Join, nil},
		{"split", &m.Split, nil},
	} {
		if turn.try == nil {
			turn.try = []float64{*turn.at - 0.25, *turn.at, *turn.at + 0.25}
		}
		best, bestF := *turn.at, -1.0
		for _, v := range turn.try {
			*turn.at = v
			f, told := 0.0, ""
			for i, c := range cs {
				p, err := c.cluster(ctx, m, pairs[i])
				if err != nil {
					return err
				}
				b := c.score(p.stories, of(score.AllFiles))
				f += b.F() / float64(len(cs))
				told += fmt.Sprintf("  %s P %.3f R %.3f F %.4f", c.name, b.P, b.R, b.F())
			}
			if _, err := fmt.Fprintf(out, "%-6s %+.2f  mean F %.4f%s\n", turn.name, v, f, told); err != nil {
				return err
			}
			if f > bestF {
				best, bestF = v, f
			}
		}
		*turn.at = best
	}
	return nil
}
