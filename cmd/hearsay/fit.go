package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/score"
)

// fitCmd makes the numbers that the linking decides by.
type fitCmd struct {
	Background fitBackgroundCmd `cmd:"" help:"Count in how many reports of development corpora each word stands."`
	Stories    fitStoriesCmd    `cmd:"" help:"The model and thresholds of stories."`
}

type fitBackgroundCmd struct {
	Incidents string   `required:"" placeholder:"DIR" help:"Folder of incidents; those kept aside are left out."`
	Ecb       string   `required:"" placeholder:"DIR" help:"Folder of ECB+; the topics kept aside are left out."`
	Others    []string `arg:"" optional:"" help:"More news: files of JSON lines (.gz) with a text, or folders of .txt."`
	Least     int      `default:"5" help:"Leave out words of fewer reports."`
	Out       string   `required:"" placeholder:"FILE" help:"Where to write the table."`
}

// Run writes the table of words.
func (c fitBackgroundCmd) Run(s *surroundings) error {
	counts, n := map[string]int{}, 0
	count := func(text string) {
		n++
		seen := map[string]bool{}
		story.EachWord(text, func(w string) {
			if stem := story.Stem(w); stem != "" && !seen[stem] {
				seen[stem] = true
				counts[stem]++
			}
		})
	}
	reports, err := score.ReadIncidents(c.Incidents)
	if err != nil {
		return err
	}
	ecb, err := score.ReadECB(c.Ecb)
	if err != nil {
		return err
	}
	for _, r := range append(reports, score.ECBStories(ecb)...) {
		if r.Part == score.Developing {
			count(r.Document.Title + "\n" + r.Document.Text)
		}
	}
	for _, other := range c.Others {
		if err := eachText(other, count); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := story.WriteBackground(&b, counts, n, c.Least); err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, b.Bytes(), 0o644); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%d reports, %d words, %d bytes\n", n, len(counts), b.Len())
	return err
}

// eachText hands over the texts of a folder of .txt files or of a file of JSON lines.
func eachText(path string, f func(string)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return filepath.WalkDir(path, func(p string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".txt" {
				return err
			}
			data, err := os.ReadFile(p)
			if err == nil {
				f(string(data))
			}
			return err
		})
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	dec := json.NewDecoder(in)
	for {
		var r struct{ Title, Text string }
		err := dec.Decode(&r)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		f(r.Title + "\n" + r.Text)
	}
}

type fitStoriesCmd struct {
	Incidents         string  `required:"" placeholder:"DIR" help:"Folder of incidents."`
	Ecb               string  `required:"" placeholder:"DIR" help:"Folder of ECB+."`
	IncidentsReadings string  `placeholder:"FILE" help:"Readings of the incidents made before."`
	EcbReadings       string  `placeholder:"FILE" help:"Readings of ECB+ made before."`
	Hidden            int     `default:"12" help:"Units of the layer beside the regression."`
	Rounds            int     `default:"30" help:"Rounds over the pairs."`
	Penalty           float64 `default:"0.0003" help:"Penalty on squared weights."`
	Out               string  `required:"" placeholder:"FILE" help:"Where to write the model."`
}

// Run fits the model on the reports that are not kept aside, and prints what it gives
// on both parts.
func (c fitStoriesCmd) Run(ctx context.Context, s *surroundings) error {
	whole, err := c.corpora(ctx)
	if err != nil {
		return err
	}
	var dev []*corpus
	for _, w := range whole {
		dev = append(dev, w.developing())
	}
	m := &story.Model{Names: story.FeatureNames(), Place: 0, Join: 0, Split: -3}
	m.Pair.Weights = make([]float64, len(m.Names))
	m.Story.Weights = make([]float64, story.WholeFeatures)
	pairs, _, err := examples(ctx, dev, m)
	if err != nil {
		return err
	}
	m.Pair = story.FitNet(pairs, c.Hidden, c.Rounds, c.Penalty)
	_, wholes, err := examples(ctx, dev, m)
	if err != nil {
		return err
	}
	m.Story = story.FitNet(wholes, 0, 60, 0.0003).Linear
	fmt.Fprintf(s.out, "%d pairs, %d reports with stories\n", len(pairs), len(wholes))
	if err := thresholds(ctx, s.out, dev, m); err != nil {
		return err
	}
	m.Card = story.ModelCard{Made: time.Now().UTC().Format(time.DateOnly), By: "hearsay fit stories",
		Data:  []string{"incidents: reports of shootings by incident", "ECB+ topics 1-35 by subtopic"},
		Split: "fitted on four fifths of the incidents and of the topics, by a hash of their names; thresholds by B-cubed F on the same"}
	for _, w := range whole {
		p, err := w.cluster(ctx, m)
		if err != nil {
			return err
		}
		fmt.Fprintln(s.out, w.name)
		if err := w.print(s.out, p); err != nil {
			return err
		}
		m.Card.Figures = append(m.Card.Figures, fmt.Sprintf("%s, kept aside: %s", w.name, w.score(p.stories, score.KeptAside)), fmt.Sprintf("%s, all: %s", w.name, w.score(p.stories, score.AllFiles)))
	}
	data, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, append(data, '\n'), 0o644)
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

// developing is the part that may be fitted on.
func (c *corpus) developing() *corpus {
	out := &corpus{name: c.name}
	for i, r := range c.reports {
		if r.Part == score.Developing {
			out.reports = append(out.reports, r)
			out.cards = append(out.cards, c.cards[i])
		}
	}
	return out
}

// examples places reports with their right stories and gathers which pairs and
// stories they were held against. Each corpus counts as much as the other.
func examples(ctx context.Context, cs []*corpus, m *story.Model) (pairs, wholes []story.Sample, err error) {
	for _, c := range cs {
		ix := storytest.New()
		clusterer := story.With(m)
		firstPair, firstWhole := len(pairs), len(wholes)
		founder := map[string]string{}
		for i := range c.reports {
			me := c.me(i)
			p, ps, ws, err := clusterer.Look(ctx, ix, me, c.cards[i])
			if err != nil {
				return nil, nil, err
			}
			gold := c.reports[i].Story
			for _, pair := range ps {
				f := pair.Features
				pairs = append(pairs, story.Sample{X: f[:], Same: c.reports[pair.Other-1].Story == gold, Weight: 1})
			}
			for _, w := range ws {
				wholes = append(wholes, story.Sample{X: w.Features, Same: w.Story == founder[gold], Weight: 1})
			}
			if founder[gold] == "" {
				founder[gold] = hearsay.StoryID(me.ID)
			} else {
				p.Story = founder[gold]
			}
			ix.Apply(me, p)
		}
		level(pairs[firstPair:])
		level(wholes[firstWhole:])
	}
	return pairs, wholes, nil
}

// level makes the weights of a corpus sum up to ten thousand.
func level(s []story.Sample) {
	for i := range s {
		s[i].Weight = 10000 / float64(len(s))
	}
	// The mean weight is one where there are as many samples.
	for i := range s {
		s[i].Weight *= float64(len(s)) / 10000
	}
}

// thresholds tries thresholds in turn and keeps what gives the best mean B-cubed
// F over the corpora.
func thresholds(ctx context.Context, out io.Writer, cs []*corpus, m *story.Model) error {
	measure := func() (float64, string, error) {
		sum, told := 0.0, ""
		for _, c := range cs {
			p, err := c.cluster(ctx, m)
			if err != nil {
				return 0, "", err
			}
			b := c.score(p.stories, score.AllFiles)
			sum += b.F() / float64(len(cs))
			told += fmt.Sprintf("  %s P %.3f R %.3f F %.4f", c.name, b.P, b.R, b.F())
		}
		return sum, told, nil
	}
	for _, turn := range []struct {
		name string
		at   *float64
		try  []float64
	}{
		{"place", &m.Place, []float64{-1.5, -1, -0.5, 0, 0.5, 1}},
		{"join", &m.Join, []float64{-3, -2, -1, 0, 1, 2}},
		{"split", &m.Split, []float64{-8, -6, -5, -4, -3, -2}},
		{"place", &m.Place, nil},
	} {
		if turn.try == nil {
			turn.try = []float64{*turn.at - 0.25, *turn.at, *turn.at + 0.25}
		}
		best, bestF := math.NaN(), -1.0
		for _, v := range turn.try {
			*turn.at = v
			f, told, err := measure()
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%-6s %+.2f  mean F %.4f%s\n", turn.name, v, f, told)
			if f > bestF {
				best, bestF = v, f
			}
		}
		*turn.at = best
	}
	return nil
}

var _ = slices.Sort[[]int]
var _ = cmp.Compare[int]
