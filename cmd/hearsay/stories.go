package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/score"
)

// readings are readings made before, so that measuring again need not read
// again.
type readings struct {
	Readings string `placeholder:"FILE" help:"Readings made before (JSON lines). Where the file is not there, it is written."`
}

// of returns the reading of each document, in the public format and back, as
// the record would hand it over.
func (c readings) of(ctx context.Context, docs []*hearsay.Document) ([]*hearsay.Reading, error) {
	out := make([]*hearsay.Reading, len(docs))
	if c.Readings != "" {
		f, err := os.Open(c.Readings)
		if err == nil {
			defer f.Close()
			return out, loadReadings(f, docs, out)
		}
		if !os.IsNotExist(err) {
			return nil, err
		}
	}
	all, err := openEngines(nil)
	if err != nil {
		return nil, err
	}
	workers := runtime.NumCPU()
	readers := make([]*flow.Reader, workers)
	for i := range readers {
		if readers[i], err = all.reader("en"); err != nil {
			return nil, err
		}
	}
	var keep io.Writer = io.Discard
	if c.Readings != "" {
		f, err := os.Create(c.Readings)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		b := bufio.NewWriter(f)
		defer b.Flush()
		keep = b
	}
	err = flow.Batch(ctx, workers, docs, func(ctx context.Context, worker int, d *hearsay.Document) ([]byte, error) {
		r, err := readers[worker].Read(ctx, d)
		if err != nil {
			return nil, err
		}
		return r.MarshalJSON()
	}, func(o flow.Outcome[[]byte]) error {
		if o.Err != nil {
			return fmt.Errorf("%s: %w", docs[o.Index].ID, o.Err)
		}
		r := &hearsay.Reading{}
		if err := r.UnmarshalJSON(o.Value); err != nil {
			return err
		}
		out[o.Index] = r
		_, err := keep.Write(append(o.Value, '\n'))
		return err
	})
	return out, err
}

// loadReadings finds the reading of each document by its id.
func loadReadings(f io.Reader, docs []*hearsay.Document, out []*hearsay.Reading) error {
	at := map[string][]int{} // a corpus may hold a report twice
	for i, d := range docs {
		at[d.ID] = append(at[d.ID], i)
	}
	dec := json.NewDecoder(bufio.NewReader(f))
	found := 0
	for {
		r := &hearsay.Reading{}
		err := dec.Decode(r)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		for _, i := range at[r.Document.ID] {
			if out[i] == nil {
				out[i] = r
				found++
			}
		}
	}
	if found < len(docs) {
		return &hearsay.Problem{What: fmt.Sprintf("the file of readings holds %d of %d reports", found, len(docs)), Hint: "remove it, so that it is made anew"}
	}
	return nil
}

// corpus is what stories are measured on: reports with their stories, in the
// order in which they became known.
type corpus struct {
	name     string
	reports  []score.StoryReport
	cards    []*story.Card
	readings []*hearsay.Reading
}

// openCorpus reads the reports and boils them down.
func openCorpus(ctx context.Context, name string, reports []score.StoryReport, c readings) (*corpus, error) {
	reports = slices.Clone(reports)
	slices.SortStableFunc(reports, func(a, b score.StoryReport) int {
		return cmp.Or(a.Document.Published.Compare(b.Document.Published), cmp.Compare(hearsay.ReportID(a.Document), hearsay.ReportID(b.Document)))
	})
	docs := make([]*hearsay.Document, len(reports))
	for i := range reports {
		docs[i] = reports[i].Document
	}
	rs, err := c.of(ctx, docs)
	if err != nil {
		return nil, err
	}
	out := &corpus{name: name, reports: reports, readings: rs}
	for _, r := range rs {
		card, err := kept(r)
		if err != nil {
			return nil, err
		}
		out.cards = append(out.cards, card)
	}
	return out, nil
}

// kept is the card of a reading as the record keeps it, which is what is compared.
func kept(r *hearsay.Reading) (*story.Card, error) { return story.Decode(story.Make(r).Encode()) }

// me is report i, numbered from 1; a report that is there again has the number
// of the first.
func (c *corpus) me(i int) story.Me {
	d := c.reports[i].Document
	for i > 0 && c.reports[i-1].Document.ID == d.ID {
		i--
	}
	return story.Me{Seq: int64(i + 1), ID: hearsay.ReportID(d), Day: story.DayOf(d.Published)}
}

// placed is what clustering a corpus gave.
type placed struct {
	stories []string // of each report
	index   *storytest.Index
	took    time.Duration // for placing alone, reading and boiling down left out
}

// cluster places the reports one by one. For pairs and judge see story.Clusterer.Remember.
func (c *corpus) cluster(ctx context.Context, m *story.Model, pairs map[[2]int64]float64, judge func(a, b int64, f *story.Features) float64) (*placed, error) {
	out := &placed{index: storytest.New()}
	clusterer := story.With(m)
	clusterer.Remember(pairs, judge)
	for i := range c.reports {
		me := c.me(i)
		if out.index.Story(me.Seq) != "" {
			continue // the same report again: the record takes it once
		}
		start := time.Now()
		p, err := clusterer.Place(ctx, out.index, me, c.cards[i], nil)
		if err != nil {
			return nil, err
		}
		out.took += time.Since(start)
		out.index.Apply(me, p)
	}
	for i := range c.reports {
		out.stories = append(out.stories, out.index.Story(c.me(i).Seq))
	}
	return out, nil
}

// score holds stories against the gold over the reports for which in is true,
// each with its whole story.
func (c *corpus) score(stories []string, in func(*score.StoryReport) bool) score.BCubed {
	gold := make([]string, len(c.reports))
	which := make([]bool, len(c.reports))
	for i := range c.reports {
		gold[i] = c.reports[i].Story
		which[i] = in(&c.reports[i])
	}
	return score.Partition(gold, stories, which)
}

// of takes the reports of a part.
func of(part score.Held) func(*score.StoryReport) bool {
	return func(r *score.StoryReport) bool { return r.In(part) }
}

// list prints the stories that were found with their reports.
func (c *corpus) list(w io.Writer, p *placed) error {
	order := make([]int, len(c.reports))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.stories[a], p.stories[b]) })
	for _, i := range order {
		r := &c.reports[i]
		head := r.Document.Title
		if head == "" {
			head, _, _ = strings.Cut(r.Document.Text, "\n")
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.stories[i], r.Story, r.Document.ID, hearsay.FormatPublished(r.Document.Published, false), head); err != nil {
			return err
		}
	}
	return nil
}

// print writes the figures of a corpus.
func (c *corpus) print(w io.Writer, p *placed) error {
	for _, row := range []struct {
		name string
		part score.Held
	}{{"all", score.AllFiles}, {"fitted on", score.Developing}, {"kept aside", score.KeptAside}} {
		if _, err := fmt.Fprintf(w, "stories, B-cubed, %-10s  %s\n", row.name, c.score(p.stories, of(row.part))); err != nil {
			return err
		}
	}
	joined, split := 0, 0
	for _, m := range p.index.Moves {
		if m.Kind == story.Joined {
			joined++
		} else {
			split++
		}
	}
	alone := make([]string, len(c.reports))
	for i := range alone {
		alone[i] = c.reports[i].Document.ID
	}
	_, err := fmt.Fprintf(w, "stories joined %d, split %d; %.2f ms a report to place it\nfor comparison, every report a story of its own: %s\n",
		joined, split, p.took.Seconds()*1000/float64(max(1, len(c.reports))), c.score(alone, of(score.AllFiles)))
	return err
}
