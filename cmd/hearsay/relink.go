package main

import (
	"context"
	"fmt"

	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/record"
)

// relinkCmd is "hearsay relink".
type relinkCmd struct {
	recordFlags
	Quiet bool `short:"q" help:"No progress."`
	Limit int  `default:"50" help:"List so many differences of each kind; below 0 all."`
}

// Help is shown by hearsay relink --help.
func (*relinkCmd) Help() string {
	return "Takes all links off and makes them anew, in the order of publication, and tells what is now otherwise: reports that came late may have been linked differently " +
		"when they came. Reports, readings, claims and the history of changes stay. While it runs, answers are incomplete; stopped, it goes on with the next add or relink."
}

// Run rebuilds the links and reports the differences.
func (c *relinkCmd) Run(ctx context.Context, s *surroundings) error {
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	before, err := link.Links(ctx, store)
	if err != nil {
		return err
	}
	return relink(ctx, s, store, before, c.Quiet, c.Limit)
}

// relink makes all links anew and tells what is otherwise than before.
func relink(ctx context.Context, s *surroundings, store record.Store, before *link.Linked, quiet bool, limit int) error {
	if err := store.Write(ctx, func(w record.Writer) error { return w.Unlink(ctx) }); err != nil {
		return err
	}
	if err := linkPending(ctx, s, store, quiet); err != nil {
		return err
	}
	after, err := link.Links(ctx, store)
	if err != nil {
		return err
	}
	d := link.Compare(before, after)
	fmt.Fprintln(s.out, d.Sum())
	for i, line := range d.Lines() {
		if limit >= 0 && i >= limit {
			fmt.Fprintf(s.out, "  ... and %d more: --limit -1 lists all\n", len(d.Lines())-i)
			break
		}
		fmt.Fprintln(s.out, "  "+line)
	}
	return nil
}

// rereadCmd is "hearsay reread".
type rereadCmd struct {
	recordFlags
	readingFlags
	All bool `help:"Read again also what this very program and pipeline read."`
}

// Help is shown by hearsay reread --help.
func (*rereadCmd) Help() string {
	return "Reads again what an older program or other pipelines read, then links everything anew. Older readings are kept as history."
}

// Run reads again and links again.
func (c *rereadCmd) Run(ctx context.Context, s *surroundings) error {
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	adder, err := c.adder(store)
	if err != nil {
		return err
	}
	before, err := link.Links(ctx, store) // a newer reading takes its report's links off
	if err != nil {
		return err
	}
	bar := newProgress(s, 0, c.Quiet)
	bar.what = "read again"
	var totals intake.Totals
	err = adder.Reread(ctx, c.All, func(r intake.Result) {
		totals.Count(r)
		if r.Err != nil {
			bar.hide()
			complain(s.err, r.Where, r.Err)
		}
		bar.step(r.Err == nil)
	})
	bar.hide()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d reports read again\n", totals.Added)
	if totals.Failed > 0 {
		fmt.Fprintf(s.err, "hearsay: %d could not be read again; their older readings stay\n", totals.Failed)
	}
	if totals.Added > 0 {
		if err := relink(ctx, s, store, before, c.Quiet, 50); err != nil {
			return err
		}
	}
	if totals.Failed > 0 {
		return exitStatus(statusSome)
	}
	return nil
}
