package intake_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
)

// gate lets the first transaction wait, and counts them.
type gate struct {
	intake.Store
	first  sync.Once
	inside chan struct{}
	open   chan error
	writes int
}

func (g *gate) Write(ctx context.Context, f func(record.Writer) error) error {
	g.writes++
	var err error
	g.first.Do(func() {
		g.inside <- struct{}{}
		err = <-g.open
	})
	if err != nil {
		return err
	}
	return g.Store.Write(ctx, f)
}

func sent(n int) source.Item {
	text := fmt.Sprintf("Police in Accra detained %d reporters on Monday, their union said.", n)
	return source.NewItem(source.Raw{Name: "sent.txt", Bytes: []byte(text)}, source.Given{}, true, "sent")
}

// TestClerk: what comes while a transaction is on its way goes together into the next, each caller
// learns what became of its own, and one who leaves takes nobody along.
func TestClerk(t *testing.T) {
	k := newKeeper(t)
	g := &gate{Store: k.store, inside: make(chan struct{}, 1), open: make(chan error, 1)}
	c := &intake.Clerk{Store: g, Now: k.adder.Now}
	ctx := context.Background()
	var opened []*intake.Opened
	for i := range 12 {
		o, err := k.adder.Open(ctx, sent(2+i%11)) // the last is the same as the first
		if err != nil {
			t.Fatal(err)
		}
		opened = append(opened, o)
	}
	leaving, leave := context.WithCancel(ctx)
	defer leave()
	type outcome struct {
		intake.Result
		err error
	}
	got := make([]outcome, len(opened))
	var all sync.WaitGroup
	for i, o := range opened {
		ctx := ctx
		if i == 0 {
			ctx = leaving
		}
		all.Go(func() { got[i].Result, got[i].err = c.Keep(ctx, o) })
		if i == 0 {
			<-g.inside
			leave()
		}
	}
	for c.Waiting() < len(opened)-1 {
		time.Sleep(time.Millisecond)
	}
	g.open <- nil
	all.Wait()
	ids := map[string]bool{}
	for i, o := range got[1:] {
		if o.err != nil || o.ID == "" {
			t.Errorf("%d: %+v", i+1, o)
		}
		ids[o.ID] = true
	}
	if !errors.Is(got[0].err, context.Canceled) {
		t.Errorf("who left learns %v", got[0].err)
	}
	if same := got[11]; same.What != "same" || len(ids) != 11 {
		t.Errorf("%d reports; the last %+v", len(ids), same)
	}
	if g.writes != 2 {
		t.Errorf("%d transactions", g.writes)
	}
}

// faulty has a fault in its first transaction.
type faulty struct {
	intake.Store
	first sync.Once
}

func (f *faulty) Write(ctx context.Context, do func(record.Writer) error) error {
	f.first.Do(func() { panic("no such row") })
	return f.Store.Write(ctx, do)
}

// TestClerkFault: a fault of ours ends a transaction and nothing else.
func TestClerkFault(t *testing.T) {
	k := newKeeper(t)
	c := &intake.Clerk{Store: &faulty{Store: k.store}, Now: k.adder.Now}
	ctx := context.Background()
	for i := range 2 {
		o, err := k.adder.Open(ctx, sent(2))
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Keep(ctx, o)
		var fault *flow.Fault
		if i == 0 && !errors.As(err, &fault) || i == 1 && (err != nil || r.What != "added") {
			t.Errorf("%d: %+v, %v", i, r, err)
		}
	}
	c.Close()
}

// TestClerkFails: an error of the record is told to all who wait for that transaction, and to nobody else.
func TestClerkFails(t *testing.T) {
	k := newKeeper(t)
	g := &gate{Store: k.store, inside: make(chan struct{}, 1), open: make(chan error, 1)}
	c := &intake.Clerk{Store: g, Now: k.adder.Now}
	ctx := context.Background()
	broken := errors.New("the disk is full")
	g.open <- broken
	for i := range 2 {
		o, err := k.adder.Open(ctx, sent(2))
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Keep(ctx, o)
		if i == 0 && !errors.Is(err, broken) || i == 1 && (err != nil || r.What != "added") {
			t.Errorf("%d: %+v, %v", i, r, err)
		}
	}
	// What cannot be read is kept as a failure.
	o, err := k.adder.Open(ctx, source.NewItem(source.Raw{Name: "x.pdf", Bytes: []byte("%PDF-1.4")}, source.Given{}, false, "x.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if r, err := c.Keep(ctx, o); err != nil || r.Err == nil {
		t.Errorf("%+v, %v", r, err)
	}
}
