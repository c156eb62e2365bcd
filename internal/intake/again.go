package intake

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// pageOf is how many rows are asked for at once.
const pageOf = 100

// Fetch opens an address again; see [source.Opener.Open].
type Fetch func(ctx context.Context, address string) (*source.Raw, error)

// Retry takes failed items in once more: those of which bytes are kept from
// these, others by fetching their address again. What goes well is no longer
// listed as failed.
func (a *Adder) Retry(ctx context.Context, fetch Fetch, tell func(Result)) error {
	var broken error
	items := func(yield func(source.Item, error) bool) {
		after := int64(0)
		for {
			var rows []record.Failure
			err := a.Store.Read(ctx, func(r record.Reader) (err error) {
				rows, err = r.Failed(ctx, after, pageOf)
				return err
			})
			if err != nil {
				broken = fmt.Errorf("listing what failed: %w", err)
				return
			}
			if len(rows) == 0 {
				return
			}
			for _, f := range rows {
				after = f.Seq
				it, err := again(ctx, f, fetch)
				if !yield(it, err) {
					return
				}
			}
		}
	}
	if err := a.Add(ctx, iter.Seq2[source.Item, error](items), tell); err != nil {
		return err
	}
	return broken
}

// again makes the item of a failure anew.
func again(ctx context.Context, f record.Failure, fetch Fetch) (source.Item, error) {
	var g given
	if err := json.Unmarshal(f.Given, &g); err != nil && len(f.Given) > 0 {
		return source.Item{Where: f.Found, Key: f.Key}, fmt.Errorf("what is kept of it cannot be read: %w", err)
	}
	it := source.Item{Raw: source.Raw{Name: g.Name, URL: f.Address, MediaType: f.MediaType, Bytes: f.Bytes}, Given: g.Given, Text: g.Text, Where: f.Found, Key: f.Key}
	if it.Name == "" {
		it.Name = f.Found
	}
	if len(it.Bytes) > 0 {
		return it, nil
	}
	if !source.IsURL(it.Name) {
		return it, &hearsay.Problem{Kind: hearsay.ErrMissing, What: "nothing of it is kept to try again", Hint: "add it again from where it lies: " + f.Found}
	}
	raw, err := fetch(ctx, it.Name)
	if err != nil {
		return it, err
	}
	it.Raw = *raw
	return it, nil
}

// Reread reads again what was not read by [Adder.MadeBy], or, where all is set,
// everything. The older readings are kept. The links are as they were until the
// record is linked again. tell is called for each report; total is how many
// reports the record holds.
func (a *Adder) Reread(ctx context.Context, all bool, tell func(Result)) error {
	madeBy := a.MadeBy
	if all {
		madeBy = "" // nothing was made by nobody
	}
	var broken error
	seqs := func(yield func(int64) bool) {
		after := int64(0)
		for {
			var page []int64
			err := a.Store.Read(ctx, func(r record.Reader) (err error) {
				page, err = r.Outdated(ctx, madeBy, after, pageOf)
				return err
			})
			if err != nil {
				broken = err
				return
			}
			if len(page) == 0 {
				return
			}
			for _, seq := range page {
				after = seq
				if !yield(seq) {
					return
				}
			}
		}
	}
	err := flow.Stream(ctx, max(1, a.Jobs), seqs, func(ctx context.Context, worker int, seq int64) (reread, error) {
		return a.reread(ctx, worker, seq)
	}, func(o flow.Outcome[reread]) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		res := Result{Where: o.Value.id, ID: o.Value.id, What: "added", Err: o.Err}
		if o.Err == nil {
			err := a.Store.Write(ctx, func(w record.Writer) error { return w.KeepReading(ctx, o.Value.seq, o.Value.reading) })
			if err != nil {
				return fmt.Errorf("committing to the record: %w", err)
			}
		}
		tell(res)
		return nil
	})
	if err != nil {
		return err
	}
	return broken
}

type reread struct {
	seq     int64
	id      string
	reading record.Reading
}

func (a *Adder) reread(ctx context.Context, worker int, seq int64) (reread, error) {
	out := reread{seq: seq}
	var report *hearsay.Report
	var head record.Teller
	err := a.Store.Read(ctx, func(r record.Reader) error {
		heads, err := r.Heads(ctx, []int64{seq})
		if err != nil || len(heads) == 0 {
			return err
		}
		head = heads[0]
		report, err = r.Report(ctx, head.ID)
		return err
	})
	if err != nil || report == nil {
		return out, fmt.Errorf("report %d cannot be found again: %w", seq, err)
	}
	out.id = report.ID
	reading, err := a.Read(ctx, worker, report.Document)
	if err != nil {
		return out, err
	}
	out.reading, err = a.prepare(reading, report.ID, head.Known)
	return out, err
}
