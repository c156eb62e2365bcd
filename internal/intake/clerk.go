package intake

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// Opened is an item that was read, or could not be, and waits to be kept.
type Opened struct{ outcome flow.Outcome[done] }

// Open reads one item for [Clerk.Keep], as [Adder.Add] does. The error is one of the record or the end
// of ctx; what is wrong with the item is kept with it. One call at a time.
func (a *Adder) Open(ctx context.Context, it source.Item) (*Opened, error) {
	out := &Opened{}
	fetched := a.Now().UTC()
	err := flow.Batch(ctx, 1, []item{{Item: it}}, func(ctx context.Context, worker int, it item) (done, error) {
		return a.work(ctx, worker, it, fetched)
	}, func(o flow.Outcome[done]) error {
		out.outcome = o
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	return out, broken(ctx, out.outcome.Err)
}

// Clerk commits items that many callers bring at once. While one transaction is on its way, or
// waits for another writer, the others gather and go together into the next.
type Clerk struct {
	Store Store
	Now   func() time.Time

	mu   sync.Mutex
	wait []ticket
	busy bool
	work sync.WaitGroup
}

// ticket is an item that waits, and how its caller learns what became of it.
type ticket struct {
	opened *Opened
	told   chan told
}

type told struct {
	result Result
	err    error
}

// clerkBatch is how many items go into one transaction at most.
const clerkBatch = 64

// Keep commits an item and returns what became of it. The error is one of the record, or of the end of
// ctx, after which the item may have been committed or not.
func (c *Clerk) Keep(ctx context.Context, o *Opened) (Result, error) {
	t := ticket{o, make(chan told, 1)}
	c.mu.Lock()
	c.wait = append(c.wait, t)
	if !c.busy {
		c.busy = true
		ctx := context.WithoutCancel(ctx) // who waits for it is not this caller alone
		c.work.Go(func() { c.run(ctx) })
	}
	c.mu.Unlock()
	select {
	case w := <-t.told:
		return w.result, w.err
	case <-ctx.Done():
		return Result{}, ctx.Err()
	}
}

// Waiting is how many items wait for the next transaction.
func (c *Clerk) Waiting() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.wait)
}

// Close waits for what is on its way. Nothing may be kept after it.
func (c *Clerk) Close() { c.work.Wait() }

// run commits until nobody waits.
func (c *Clerk) run(ctx context.Context) {
	for {
		c.mu.Lock()
		n := min(len(c.wait), clerkBatch)
		if n == 0 {
			c.busy = false
			c.mu.Unlock()
			return
		}
		now := c.wait[:n:n]
		c.wait = c.wait[n:]
		c.mu.Unlock()
		outcomes := make([]flow.Outcome[done], n)
		for i, t := range now {
			outcomes[i] = t.opened.outcome
		}
		results, err := guarded(ctx, c.Store, c.Now, outcomes)
		for i, t := range now {
			if err != nil {
				t.told <- told{err: err}
			} else {
				t.told <- told{result: results[i]}
			}
		}
	}
}

// guarded is commit for a goroutine of nobody's own: a panic, which is always a fault of ours, ends one
// transaction and not the program.
func guarded(ctx context.Context, store Store, now func() time.Time, outcomes []flow.Outcome[done]) (results []Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &flow.Fault{Value: p, Stack: debug.Stack()}
		}
	}()
	return commit(ctx, store, now, outcomes)
}

// commit keeps what was read, in one transaction.
func commit(ctx context.Context, store Store, now func() time.Time, outcomes []flow.Outcome[done]) ([]Result, error) {
	var results []Result
	err := store.Write(ctx, func(rw record.Writer) error {
		results = results[:0] // the store may run this again
		var keep []record.Kept
		var at []int
		for _, o := range outcomes {
			d := o.Value
			r := Result{Where: d.item.Where, Doubts: d.doubts, Err: o.Err}
			switch {
			case o.Err != nil:
				if err := rw.Fail(ctx, failure(d.item, o.Err, now())); err != nil {
					return err
				}
			case d.same:
				r.What = "same"
			default:
				keep, at = append(keep, *d.kept), append(at, len(results))
			}
			results = append(results, r)
		}
		accepted, err := rw.Keep(ctx, keep)
		if err != nil {
			return err
		}
		for i, acc := range accepted {
			r := &results[at[i]]
			r.ID = acc.ID
			switch {
			case !acc.New:
				r.What = "same"
			case acc.Version > 1:
				r.What = "version"
			default:
				r.What = "added"
			}
			key := outcomes[at[i]].Value.item.Key
			if err := rw.MarkItem(ctx, key); err != nil {
				return err
			}
			if err := rw.Unfail(ctx, key); err != nil {
				return err
			}
		}
		return nil
	})
	return results, err
}
