package main

import (
	"context"
	"fmt"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// failedCmd is "hearsay failed".
type failedCmd struct {
	recordFlags
	After int64 `placeholder:"N" help:"List what follows number N."`
	Limit int   `default:"100" help:"List so many."`
}

// Run lists what could not be read, with the reasons.
func (c *failedCmd) Run(ctx context.Context, s *surroundings) error {
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	var rows []record.Failure
	err = store.Read(ctx, func(r record.Reader) (err error) {
		rows, err = r.Failed(ctx, c.After, c.Limit)
		return err
	})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		fmt.Fprintln(s.err, "hearsay: nothing failed, or it was mended since")
		return nil
	}
	for _, f := range rows {
		tries := "tried once"
		if f.Tries > 1 {
			tries = fmt.Sprintf("tried %d times", f.Tries)
		}
		kept := "its bytes are kept"
		if len(f.Bytes) == 0 {
			kept = "nothing of it came"
		}
		fmt.Fprintf(s.out, "%-6d %s\n       %s\n", f.Seq, printable(f.Found), printable(f.Reason))
		if f.Hint != "" {
			fmt.Fprintf(s.out, "       %s\n", printable(f.Hint))
		}
		fmt.Fprintf(s.out, "       %s, last on %s; %s\n", tries, f.Last.Format("2006-01-02 15:04"), kept)
	}
	if len(rows) == c.Limit {
		fmt.Fprintf(s.err, "hearsay: there may be more: --after %d\n", rows[len(rows)-1].Seq)
	}
	return nil
}

// retryCmd is "hearsay retry".
type retryCmd struct {
	recordFlags
	readingFlags
	AllowHost    []string `placeholder:"HOST" help:"A host on this machine or a private network that may be asked. May be given again."`
	IgnoreRobots bool     `help:"Read pages that a robots.txt asks programs not to read: only where you have leave to."`
}

// Run tries what failed once more.
func (c *retryCmd) Run(ctx context.Context, s *surroundings) error {
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	adder, err := c.adder(store)
	if err != nil {
		return err
	}
	opener := source.NewOpener(source.Options{AllowHosts: c.AllowHost, IgnoreRobots: c.IgnoreRobots, Agent: agent()})
	bar := newProgress(s, 0, c.Quiet)
	t := &teller{s: s, bar: bar}
	err = adder.Retry(ctx, func(ctx context.Context, address string) (*source.Raw, error) {
		return opener.Open(ctx, source.Ref{Kind: source.URL, Name: address})
	}, t.result)
	bar.hide()
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, t.sum())
	if err := linkPending(ctx, s, store, c.Quiet); err != nil {
		return err
	}
	return t.status()
}
