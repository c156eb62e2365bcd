package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/score"
)

type fitStoriesCmd struct {
	fitCorpora
	Nets    int     `default:"3" help:"Nets whose mean is taken."`
	Hidden  int     `default:"10" help:"Units of the layer beside the regression, in each."`
	Rounds  int     `default:"30" help:"Rounds over the pairs."`
	Penalty float64 `default:"0.0015" help:"Penalty on squared weights."`
	Orders  int     `default:"5" help:"In how many orders reports without a day are placed."`
	Out     string  `placeholder:"FILE" help:"Where to write the model. Without it, only what the fit gives on parts left out is printed."`
}

// storyData tells what each corpus gives.
var storyData = map[string]string{
	"incidents": "incidents: reports of shootings by incident, with and without their days, whole and their heads alone",
	"ecb":       "ECB+ topics 1-35 by subtopic, whole and their heads alone",
	"written":   "reports written for it (internal/intake/testdata), by story",
}

// Run fits the model on the reports that are not kept aside, and prints what it
// gives on both parts.
func (c fitStoriesCmd) Run(ctx context.Context, s *surroundings) error {
	whole, err := c.corpora(ctx)
	if err != nil {
		return err
	}
	var dev []*corpus
	for _, w := range whole {
		dev = append(dev, w.only(of(score.Developing)))
	}
	m, err := c.fit(ctx, s.out, dev)
	if err != nil || c.Out == "" {
		return err
	}
	m.Card.Made, m.Card.By = time.Now().UTC().Format(time.DateOnly), "hearsay fit stories"
	for _, w := range whole {
		m.Card.Data = append(m.Card.Data, storyData[w.name])
	}
	m.Card.Split = "fitted on four fifths of the incidents, topics and written files, by a hash of their names; what stands over the nets, and the thresholds, on odds by nets without the part"
	for _, w := range whole {
		p, err := w.cluster(ctx, m, nil, nil)
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

// fit fits the pairs, then the stories over them, then the thresholds. What is
// fitted over the pairs takes their odds from nets that have not seen them: a net is
// surer of what it was fitted on than of what comes, and thresholds that were made for
// such odds are wrong for all later reports.
func (c fitStoriesCmd) fit(ctx context.Context, out io.Writer, dev []*corpus) (*story.Model, error) {
	m := &story.Model{Names: story.FeatureNames(), Place: -1, Join: -0.25, Split: 100}
	m.Pair.Weights = make([]float64, len(m.Names))
	m.Story.Weights = make([]float64, story.WholeFeatures)
	m.Camps.Weights = make([]float64, story.CampFigures)
	var all []*seen
	for _, d := range dev {
		parts := d.parts(leftOut)
		if !d.dated() {
			for k := range c.Orders {
				all = append(all, newSeen(d.order(k), parts))
			}
			continue
		}
		// Reports without their days teach what tells happenings apart where days do not.
		undated := newSeen(d.undated().order(0), parts)
		undated.forPairs = true
		all = append(all, newSeen(d, parts), undated)
	}
	// The first paragraphs alone teach what short reports look like.
	for _, d := range dev {
		if d.name != "written" {
			heads, err := d.short()
			if err != nil {
				return nil, err
			}
			short := newSeen(heads, d.parts(leftOut))
			short.forPairs = true
			all = append(all, short)
		}
	}
	ex, err := examples(ctx, all, m)
	if err != nil {
		return nil, err
	}
	nets := make([]story.Net, leftOut+1) // the last has seen all
	var g sync.WaitGroup
	turns := make(chan bool, runtime.GOMAXPROCS(0))
	for k := range nets {
		g.Go(func() {
			turns <- true
			nets[k] = story.FitNets(ex.without(k), c.Nets, c.Hidden, c.Rounds, c.Penalty)
			<-turns
		})
	}
	g.Wait()
	m.Pair = nets[leftOut]
	for _, s := range all {
		s.unseen(nets)
	}
	if ex, err = examples(ctx, all, m); err != nil {
		return nil, err
	}
	m.Story = story.FitNet(ex.wholes, 0, 60, 0.0003, 0).Linear
	m.Camps = story.FitNet(ex.camps, 0, 200, 0.0003, 0).Linear
	if _, err := fmt.Fprintf(out, "%d pairs, %d reports held against a story, %d stories parted\n", len(ex.pairs), len(ex.wholes), len(ex.camps)); err != nil {
		return nil, err
	}
	return m, thresholds(ctx, out, all, m)
}

// leftOut is how many parts are left out in turn for nets that have not seen them.
const leftOut = 5

// seen is a corpus in one order while a model is fitted.
type seen struct {
	*corpus
	part     []int // of each report
	forPairs bool  // it is for fitting; thresholds are not tried on it
	// odds and judge are for story.Clusterer.Remember.
	odds  map[[2]int64]float64
	judge func(a, b int64, f *story.Features) float64
}

func newSeen(c *corpus, parts map[string]int) *seen {
	s := &seen{corpus: c, odds: map[[2]int64]float64{}}
	for i := range c.reports {
		s.part = append(s.part, parts[c.reports[i].Group])
	}
	return s
}

// unseen has pairs judged by the nets that were fitted without either report. Of two
// parts no net has seen neither, so that the mean of two is taken, each of which has
// seen one of the reports, but no pair of that kind.
func (s *seen) unseen(nets []story.Net) {
	s.odds = map[[2]int64]float64{}
	s.judge = func(a, b int64, f *story.Features) float64 {
		p, q := s.part[a-1], s.part[b-1]
		if p == q {
			return nets[p].Odds(f)
		}
		return (nets[p].Odds(f) + nets[q].Odds(f)) / 2
	}
}

// dated reports whether any report has a day.
func (c *corpus) dated() bool {
	return slices.ContainsFunc(c.reports, func(r score.StoryReport) bool { return !r.Document.Published.IsZero() })
}

// undated is the corpus without days.
func (c *corpus) undated() *corpus {
	out := &corpus{name: c.name}
	for i, r := range c.reports {
		d, card := *r.Document, *c.cards[i]
		d.Published = time.Time{}
		card.Published, card.Days, card.Told = story.Unknown, nil, slices.Clone(card.Told)
		for k := range card.Told {
			card.Told[k].Day = -1
		}
		r.Document = &d
		out.reports = append(out.reports, r)
		out.cards = append(out.cards, &card)
	}
	return out
}

// short is the corpus with the heads of its reports alone: every fourth as it is, the
// others cut after some 350, 600 or 1,000 bytes.
func (c *corpus) short() (*corpus, error) {
	out := &corpus{name: c.name, reports: c.reports}
	for i, r := range c.readings {
		card := c.cards[i]
		if n := []int{0, 350, 600, 1000}[hash(r.Document.ID)%4]; n > 0 {
			var err error
			if card, err = kept(clip(r, n)); err != nil {
				return nil, err
			}
		}
		out.cards = append(out.cards, card)
	}
	return out, nil
}

// clip is the reading of the head of a report: of whole lines or sentences, at least so many
// bytes of it.
func clip(r *hearsay.Reading, least int) *hearsay.Reading {
	d, out := *r.Document, *r
	if least >= len(d.Text) {
		return r
	}
	end := strings.IndexAny(d.Text[least:], ".\n")
	if end < 0 {
		return r
	}
	end += least + 1
	d.Text = d.Text[:end]
	out.Document, out.Events, out.Entities = &d, nil, nil
	for _, e := range r.Events {
		if e.Trigger.End <= end {
			out.Events = append(out.Events, e)
		}
	}
	for _, e := range r.Entities {
		e.Mentions = slices.DeleteFunc(slices.Clone(e.Mentions), func(m hearsay.Mention) bool { return m.End > end })
		out.Entities = append(out.Entities, e)
	}
	return &out
}

// order is the k-th of some random orders: which of the reports without a day comes
// first is chance, and a figure of one order has much of that chance in it.
func (c *corpus) order(k int) *corpus {
	order := make([]int, len(c.reports))
	for i := range order {
		order[i] = i
	}
	at := func(i int) uint32 { return hash(fmt.Sprint(k, " ", c.reports[i].Document.ID)) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
	out := &corpus{name: c.name}
	for _, i := range order {
		out.reports = append(out.reports, c.reports[i])
		out.cards = append(out.cards, c.cards[i])
	}
	return out
}

func (c fitStoriesCmd) corpora(ctx context.Context) ([]*corpus, error) {
	if c.Incidents == "" || c.Ecb == "" {
		return nil, &hearsay.Problem{What: "stories are fitted on incidents and ECB+ together", Hint: "name --incidents and --ecb"}
	}
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
	if err != nil || len(c.Written) == 0 {
		return []*corpus{a, b}, err
	}
	written, err := score.ReadWritten(c.Written...)
	if err != nil {
		return nil, err
	}
	w, err := openCorpus(ctx, "written", score.WrittenStories(written), readings{c.WrittenReadings})
	return []*corpus{a, b, w}, err
}

// only is the part of a corpus for which in is true.
func (c *corpus) only(in func(*score.StoryReport) bool) *corpus {
	out := &corpus{name: c.name}
	for i := range c.reports {
		if in(&c.reports[i]) {
			out.reports = append(out.reports, c.reports[i])
			out.cards = append(out.cards, c.cards[i])
			out.readings = append(out.readings, c.readings[i])
		}
	}
	return out
}

// parts assigns the groups of a corpus to so many parts of even size.
func (c *corpus) parts(n int) map[string]int {
	out := map[string]int{}
	var groups []string
	for i := range c.reports {
		if g := c.reports[i].Group; !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b string) int { return cmp.Or(cmp.Compare(hash(a), hash(b)), cmp.Compare(a, b)) })
	for i, g := range groups {
		out[g] = i % n
	}
	return out
}

func hash(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// samples are examples for fitting.
type samples struct {
	pairs, wholes, camps []story.Sample
	parts                [][2]int // of the two reports of each pair
}

// without are the pairs neither report of which is of a part.
func (s *samples) without(part int) []story.Sample {
	var out []story.Sample
	for i := range s.pairs {
		if s.parts[i][0] != part && s.parts[i][1] != part {
			out = append(out, s.pairs[i])
		}
	}
	return out
}

// examples places reports with their right stories and gathers which pairs and
// stories they were held against, and into which camps right stories and
// mixtures of two fall. Each corpus counts as much as the other, however many orders
// it is there in.
func examples(ctx context.Context, cs []*seen, m *story.Model) (*samples, error) {
	out := &samples{}
	var ends [][3]int
	times, corpora := map[string]int{}, 0
	for _, c := range cs {
		ix := storytest.New()
		clusterer := story.With(m)
		clusterer.Remember(c.odds, c.judge)
		founder := map[string]string{}
		for i := range c.reports {
			me := c.me(i)
			if ix.Story(me.Seq) != "" {
				continue
			}
			p, ps, ws, err := clusterer.Look(ctx, ix, me, c.cards[i])
			if err != nil {
				return nil, err
			}
			gold := c.reports[i].Story
			for _, pair := range ps {
				f := pair.Features
				out.pairs = append(out.pairs, story.Sample{X: f[:], Same: c.reports[pair.Other-1].Story == gold})
				out.parts = append(out.parts, [2]int{c.part[i], c.part[pair.Other-1]})
			}
			rival := ""
			for _, w := range ws {
				same := w.Story == founder[gold]
				out.wholes = append(out.wholes, story.Sample{X: w.Features, Same: same})
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
			if out.camps, err = parted(ctx, clusterer, ix, out.camps, founder[gold], rival); err != nil {
				return nil, err
			}
		}
		ends = append(ends, [3]int{len(out.pairs), len(out.wholes), len(out.camps)})
		if times[c.name]++; times[c.name] == 1 {
			corpora++
		}
	}
	from := [3]int{}
	for i, end := range ends {
		shares := corpora * times[cs[i].name]
		level(out.pairs[from[0]:end[0]], len(out.pairs), shares)
		level(out.wholes[from[1]:end[1]], len(out.wholes), shares)
		level(out.camps[from[2]:end[2]], len(out.camps), shares)
		from = end
	}
	return out, nil
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

// level gives some samples one of so many even shares of the weight; the mean weight
// of all samples is one.
func level(s []story.Sample, all, shares int) {
	for i := range s {
		s[i].Weight = float64(all) / float64(shares) / float64(len(s))
	}
}

// even is how much less than the best mean F counts as no worse: as much as another
// order of the reports or other seeds of the nets change it.
const even = 0.003

// thresholds tries thresholds in turn on odds by nets that have not seen the reports
// and keeps what gives the best mean B-cubed F over the corpora. Of those to be placed
// that are no worse than the best it keeps the highest: a mixed story misleads more than
// one told in two parts.
func thresholds(ctx context.Context, out io.Writer, cs []*seen, m *story.Model) error {
	for _, turn := range []struct {
		name  string
		at    *float64
		slack float64
		try   []float64
	}{
		{"split", &m.Split, 0, []float64{-1, -0.5, 0, 0.5}},
		{"place", &m.Place, even, []float64{-0.5, -0.75, -1, -1.25, -1.5, -2}},
		{"join", &m.Join, 0, []float64{0.25, -0.25, -0.75}},
		{"split", &m.Split, 0, []float64{-1, -0.5, 0, 0.5}},
	} {
		f := make([]float64, len(turn.try))
		told := make([]string, len(turn.try))
		for i, v := range turn.try {
			*turn.at = v
			var err error
			if f[i], told[i], err = tried(ctx, cs, m); err != nil {
				return err
			}
			if _, err := fmt.Fprintf(out, "%-6s %+.2f  mean F %.4f%s\n", turn.name, v, f[i], told[i]); err != nil {
				return err
			}
		}
		best := slices.Max(f)
		k := slices.IndexFunc(f, func(x float64) bool { return x >= best-turn.slack })
		*turn.at = turn.try[k]
		m.Card.Figures = []string{"parts left out in turn:" + told[k]}
	}
	return nil
}

// tried is the mean F over the corpora, and what it is of.
func tried(ctx context.Context, cs []*seen, m *story.Model) (f float64, told string, err error) {
	sums := map[string]*score.BCubed{}
	var names []string
	for _, c := range cs {
		if c.forPairs {
			continue
		}
		p, err := c.cluster(ctx, m, c.odds, c.judge)
		if err != nil {
			return 0, "", err
		}
		if sums[c.name] == nil {
			sums[c.name] = &score.BCubed{}
			names = append(names, c.name)
		}
		add(sums[c.name], c.score(p.stories, of(score.AllFiles)))
	}
	for _, name := range names {
		b := mean(*sums[name])
		f += b.F() / float64(len(names))
		told += fmt.Sprintf("  %s P %.3f R %.3f F %.4f", name, b.P, b.R, b.F())
	}
	return f, told, nil
}

// add sums figures, each weighted by its items.
func add(sum *score.BCubed, b score.BCubed) {
	sum.P += b.P * float64(b.Items)
	sum.R += b.R * float64(b.Items)
	sum.Items, sum.Gold, sum.Got = sum.Items+b.Items, sum.Gold+b.Gold, sum.Got+b.Got
}

// mean is the mean of figures that were added.
func mean(sum score.BCubed) score.BCubed {
	sum.P /= float64(sum.Items)
	sum.R /= float64(sum.Items)
	return sum
}
