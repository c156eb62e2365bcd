package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	shipped "github.com/hearsay/hearsay/examples"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/source"
)

// showExamples puts the reports that ship into a record of their own and serves that. What it
// returns takes the record away again.
func (c *serveCmd) showExamples(ctx context.Context, s *surroundings) (end func(), err error) {
	if c.Record != "" {
		return nil, usageError{"--examples has a record of its own: leave --record out, or put the examples into yours with hearsay add"}
	}
	dir, err := os.MkdirTemp("", "hearsay-examples-")
	if err != nil {
		return nil, err
	}
	end = func() { os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			end()
		}
	}()
	began := time.Now()
	if err := os.CopyFS(dir, shipped.FS); err != nil {
		return nil, err
	}
	c.Record = filepath.Join(dir, "record.db")
	store, err := c.open(ctx, s, true)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	adder, err := (&readingFlags{Jobs: c.Jobs}).adder(store)
	if err != nil {
		return nil, err
	}
	opener := source.NewOpener(source.Options{Agent: agent()})
	added := 0
	for _, f := range shipped.All {
		if adder.Document, err = documentOptions(f.Published, f.Outlet, "", "", ""); err != nil {
			return nil, err
		}
		var wrong error
		items := opener.Walk(ctx, []string{filepath.Join(dir, filepath.FromSlash(f.Name))}, source.WalkOptions{})
		err := adder.Add(ctx, items, func(r intake.Result) {
			if added++; r.Err != nil {
				wrong = fmt.Errorf("%s: %w", f.Name, r.Err)
			}
		})
		if err == nil {
			err = wrong
		}
		if err != nil {
			return nil, err
		}
	}
	quiet := *s
	quiet.out = s.err
	if err := linkPending(ctx, &quiet, store, true); err != nil {
		return nil, err
	}
	fmt.Fprintf(s.err, "hearsay: %d example reports were read and linked in %.1f s; they are gone when the server ends\n", added, time.Since(began).Seconds())
	return end, nil
}
