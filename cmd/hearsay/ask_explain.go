package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// timelineCmd is "hearsay timeline".
type timelineCmd struct {
	askFlags
	ID string `arg:"" name:"event" help:"Id of an event, of a telling of it, or of a report that tells one event only."`
}

// Help is shown by hearsay timeline --help.
func (*timelineCmd) Help() string {
	return "Tells how what was known of an event changed: what, from what to what, when, and by whom.\n\n  hearsay timeline e4kx0"
}

// Run writes a timeline.
func (c *timelineCmd) Run(ctx context.Context, s *surroundings) error {
	asOf, err := query.Moment("--as-of", c.AsOf, now())
	if err != nil {
		return asUsage(err)
	}
	return c.answer(ctx, s, func(ctx context.Context, r record.Reader, w view.Writer) error {
		t, err := query.History(ctx, r, weigh.Merge, weigh.Timeline, c.ID, asOf)
		if err != nil {
			return err
		}
		return w.Timeline(t)
	})
}

// address is what a report is called by: a file is known by its whole path.
func address(id string) string {
	if _, err := os.Stat(id); err != nil {
		return id
	}
	abs, err := filepath.Abs(id)
	if err != nil {
		return id
	}
	return "file:" + filepath.ToSlash(abs)
}

// explainCmd is "hearsay explain".
type explainCmd struct {
	recordFlags
	ID         string   `arg:"" name:"id" help:"Id of a report, story, event, telling (r4kx0/e3) or claim (r4kx0/c5), or the address or file of a report."`
	Model      []string `placeholder:"PATH" sep:"none" help:"Of a claim, whose report is read again: the pipeline of its language, as for add. English is built in."`
	PassedOver bool     `help:"Of a report: what was seen in it and not coded, with the reasons."`
	Format     string   `short:"f" default:"text" enum:"text,json" help:"Form of the answer: text or json."`
	Colour     string   `name:"color" default:"auto" enum:"auto,always,never" help:"Colours: auto, always or never. NO_COLOR is honoured."`
	Width      int      `placeholder:"COLUMNS" help:"Columns of the text; the terminal's, up to 110, or 80 in a pipe."`
}

// Help is shown by hearsay explain --help.
func (*explainCmd) Help() string {
	return "Says why something is in the record as it is: what spoke for a link and against it, which rule coded an event or found a claim and in what words, how sure the encoder is of each part of a claim and by which words, what a copy changed, what was passed over.\n\n" +
		"  hearsay explain e4kx0\n  hearsay explain r4kx0/e3\n  hearsay explain r4kx0 --passed-over"
}

// Run writes an explanation.
func (c *explainCmd) Run(ctx context.Context, s *surroundings) error {
	// A claim alone has its report read again.
	again := func(ctx context.Context, doc *hearsay.Document, k *hearsay.Claim) (*hearsay.Grounds, error) {
		engines, err := openEngines(c.Model)
		if err != nil {
			return nil, err
		}
		w := &worker{engines: engines, readers: map[string]*flow.Reader{}}
		return w.grounds(ctx, doc, k)
	}
	f := askFlags{recordFlags: c.recordFlags, Format: c.Format, Colour: c.Colour, Width: c.Width}
	return f.answer(ctx, s, func(ctx context.Context, r record.Reader, w view.Writer) error {
		ask := query.Passed
		if !c.PassedOver {
			ask = func(ctx context.Context, r query.ExplainReader, id string) (*query.Explanation, error) {
				return query.Explain(ctx, r, weigh.Merge, again, id, query.Extent{})
			}
		}
		x, err := ask(ctx, r, address(c.ID))
		if err != nil {
			return err
		}
		return w.Explanation(x)
	})
}
