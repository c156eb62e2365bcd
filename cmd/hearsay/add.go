package main

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/document"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
	"github.com/hearsay/hearsay/internal/source/date"
)

// readingFlags say how reports are read before they go into the record.
type readingFlags struct {
	Model []string `placeholder:"PATH" sep:"none" help:"A spaCy v3 pipeline for the language it was made for: folder, wheel or source archive. May be given again. English is built in."`
	Jobs  int      `short:"j" placeholder:"N" help:"Reports read at once; all cores if not given."`
	Quiet bool     `short:"q" help:"No progress."`
}

// addCmd is "hearsay add".
type addCmd struct {
	recordFlags
	readingFlags
	Inputs []string `arg:"" name:"input" help:"File, folder, archive (JSONL, CSV, WARC, zip, mbox), http(s) address, or - for standard input."`

	Published string `placeholder:"DATE" help:"When the reports were published, as 2025-09-09 or 2025-09-09T14:30:00Z; else as the container or page says."`
	Outlet    string `help:"Who published them; else as the container or page says."`
	Title     string `help:"Their title; else as the container or page says."`
	Language  string `placeholder:"CODE" help:"Their language, as in 'en'; else detected."`
	Charset   string `placeholder:"NAME" help:"Their encoding, as in 'windows-1252'; else as the page says or guessed."`
	Dates     string `enum:"clear,day-first,month-first" default:"clear" help:"How dates such as 03/04/2016 in rows are meant: day-first, month-first; clear refuses those that could be either."`

	Timeout      time.Duration `default:"30s" help:"The longest that one address may take to answer."`
	AllowHost    []string      `placeholder:"HOST" help:"A host on this machine or a private network that may be asked. May be given again."`
	IgnoreRobots bool          `help:"Read pages that a robots.txt asks programs not to read: only where you have leave to."`
	NoLink       bool          `help:"Accept and read only; link later, with another add or with relink."`
}

var dateOrders = map[string]date.Order{"clear": date.Unknown, "day-first": date.DayFirst, "month-first": date.MonthFirst}

// Help is shown by hearsay add --help.
func (*addCmd) Help() string {
	return "Reads reports and puts them into the record, then links them: copies, stories, merged events.\n\n" +
		"Stopped at any moment, it loses nothing that was accepted; the same call goes on where it was. What could not be read is kept: see hearsay failed and hearsay retry."
}

// Run takes the inputs in and links what is pending.
func (c *addCmd) Run(ctx context.Context, s *surroundings) error {
	opt, err := documentOptions(c.Published, c.Outlet, c.Title, c.Language, c.Charset)
	if err != nil {
		return err
	}
	store, err := c.open(ctx, s, true)
	if err != nil {
		return err
	}
	defer store.Close()
	adder, err := c.adder(store)
	if err != nil {
		return err
	}
	adder.Document = opt
	opener := source.NewOpener(source.Options{Stdin: s.in, Timeout: c.Timeout, AllowHosts: c.AllowHost, IgnoreRobots: c.IgnoreRobots, Agent: agent()})
	bar := newProgress(s, 0, c.Quiet)
	other := 0
	items := opener.Walk(ctx, c.Inputs, source.WalkOptions{Progress: bar.portion, Other: &other, Dates: dateOrders[c.Dates]})
	t := &teller{s: s, bar: bar}
	if err := adder.Add(ctx, items, t.result); err != nil {
		bar.hide()
		return err
	}
	bar.hide()
	if other > 0 {
		fmt.Fprintf(s.err, "hearsay: %d files and records were passed over: they are no reports by their ending, type or status\n", other)
	}
	fmt.Fprintln(s.out, t.sum())
	if !c.NoLink {
		if err := linkPending(ctx, s, store, c.Quiet); err != nil {
			return err
		}
	}
	return t.status()
}

func agent() string {
	return "hearsay/" + version().number + " (+https://github.com/hearsay/hearsay)"
}

// adder composes what takes reports in.
func (f *readingFlags) adder(store record.Store) (*intake.Adder, error) {
	engines, err := openEngines(f.Model)
	if err != nil {
		return nil, err
	}
	jobs := f.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return newAdder(store, engines, madeBy(f.Model), jobs), nil
}

// newAdder composes what takes reports in with so many workers.
func newAdder(store record.Store, engines *engines, made string, jobs int) *intake.Adder {
	workers := make([]*worker, jobs)
	for i := range workers {
		workers[i] = &worker{engines: engines, readers: map[string]*flow.Reader{}}
	}
	return &intake.Adder{Store: store, Prepare: link.Prepare, Agency: dup.Agency, MadeBy: made, Now: time.Now, Jobs: jobs,
		Read: func(ctx context.Context, w int, d *hearsay.Document) (*hearsay.Reading, error) {
			return workers[w].readDocument(ctx, d)
		}}
}

// madeBy names code and pipelines: readings made by the same are the same.
func madeBy(models []string) string {
	v := version()
	s := "hearsay " + v.number
	if r := strings.TrimSpace(v.revision); r != "" {
		s += " " + r
	}
	if len(models) > 0 {
		s += " with " + strings.Join(models, ", ")
	}
	return s
}

// documentOptions is what the user says of all reports.
func documentOptions(published, outlet, title, language, charset string) (document.Options, error) {
	o := document.Options{Outlet: outlet, Title: title, Language: strings.ToLower(language), Charset: charset, Now: time.Now()}
	var err error
	if o.Published, o.HasClock, err = hearsay.ParsePublished(published); err != nil {
		return o, usageError{"--published: " + err.Error()}
	}
	return o, nil
}

// linkPending links all that waits for it.
func linkPending(ctx context.Context, s *surroundings, store record.Store, quiet bool) error {
	l, err := link.New()
	if err != nil {
		return err
	}
	bar := newProgress(s, 0, quiet)
	bar.what = "linked"
	done, err := l.Run(ctx, store, func(done, left int64) {
		bar.total = int(done + left)
		bar.to(int(done))
	})
	bar.hide()
	if done.Reports > 0 {
		fmt.Fprintln(s.out, done)
	}
	if err != nil {
		return fmt.Errorf("linking (what was accepted is kept; hearsay add or hearsay relink goes on): %w", err)
	}
	return nil
}

// teller tells of results as they come.
type teller struct {
	s      *surroundings
	bar    *progress
	totals intake.Totals
}

func (t *teller) result(r intake.Result) {
	t.totals.Count(r)
	if len(r.Doubts) > 0 || r.Err != nil {
		t.bar.hide()
	}
	for _, d := range r.Doubts {
		fmt.Fprintf(t.s.err, "hearsay: %s: %s\n  %s\n", printable(r.Where), d.What, d.Hint)
	}
	if r.Err != nil {
		complain(t.s.err, r.Where, r.Err)
	}
	t.bar.step(r.Err == nil)
}

// sum tells what became of the items.
func (t *teller) sum() string {
	n := t.totals
	out := fmt.Sprintf("%d reports added", n.Added)
	if n.Versions > 0 {
		out += fmt.Sprintf(", %d new versions", n.Versions)
	}
	if n.Same > 0 {
		out += fmt.Sprintf(", %d were there already", n.Same)
	}
	if n.Failed > 0 {
		out += fmt.Sprintf(", %d not read (hearsay failed lists them)", n.Failed)
	}
	return out
}

func (t *teller) status() error {
	switch {
	case t.totals.Failed > 0:
		return exitStatus(statusSome)
	case t.totals.Doubts > 0:
		return exitStatus(statusDoubt)
	}
	return nil
}
