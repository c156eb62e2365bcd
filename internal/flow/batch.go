package flow

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"
	"sync"
)

// Outcome is what became of one item of a batch: a value or an error.
type Outcome[R any] struct {
	Index int
	Value R
	Err   error
}

// Batch works on items with several workers and hands over the outcomes in the
// order of the items. One bad item never stops the rest: its error, or its
// panic, is its outcome. worker numbers from 0 to workers-1 and is never used
// by two calls at once, so that a worker may own a parser.
//
//	err := flow.Batch(ctx, 4, docs, func(ctx context.Context, worker int, d *hearsay.Document) (*hearsay.Reading, error) {
//		return readers[worker].Read(ctx, d)
//	}, func(o flow.Outcome[*hearsay.Reading]) error { ... })
//
// At most two outcomes a worker wait for their turn, so memory does not grow
// with the batch. An error of give, or the end of ctx, stops the batch and is
// returned; give is never called by two goroutines at once.
func Batch[T, R any](ctx context.Context, workers int, items []T, work func(ctx context.Context, worker int, item T) (R, error), give func(Outcome[R]) error) error {
	return Stream(ctx, max(1, min(workers, len(items))), slices.Values(items), work, give)
}

// Stream is [Batch] over items that come one by one and need not fit in
// memory. items is run by a goroutine of its own and told to stop when the
// stream does.
func Stream[T, R any](ctx context.Context, workers int, items iter.Seq[T], work func(ctx context.Context, worker int, item T) (R, error), give func(Outcome[R]) error) error {
	workers = max(1, workers)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan Outcome[R], workers)
	// A ticket is held from the start of an item until its outcome was given.
	tickets := make(chan struct{}, 3*workers)
	type numbered struct {
		index int
		item  T
	}
	next := make(chan numbered)
	total, fed := 0, make(chan struct{})
	whole := false
	go func() {
		defer close(fed)
		defer close(next)
		for item := range items {
			select {
			case tickets <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- numbered{total, item}:
				total++
			case <-ctx.Done():
				return
			}
		}
		whole = true
	}()
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for n := range next {
				v, err := guard(ctx, w, n.item, work)
				done <- Outcome[R]{n.index, v, err}
			}
		})
	}
	go func() {
		wg.Wait()
		close(done)
	}()
	waiting := map[int]Outcome[R]{}
	given := 0
	var stop error
	for o := range done {
		waiting[o.Index] = o
		for stop == nil {
			o, ok := waiting[given]
			if !ok {
				break
			}
			delete(waiting, given)
			given++
			if stop = give(o); stop != nil {
				cancel()
			}
			<-tickets
		}
	}
	<-fed
	if stop != nil {
		return stop
	}
	if !whole || given < total {
		return context.Cause(ctx)
	}
	return nil
}

// guard runs work and turns a panic, which is always a fault of ours, into an
// error, so that the other items are still worked on.
func guard[T, R any](ctx context.Context, worker int, item T, work func(context.Context, int, T) (R, error)) (v R, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Fault{Value: p, Stack: debug.Stack()}
		}
	}()
	return work(ctx, worker, item)
}

// Fault is a panic while an item was worked on.
type Fault struct {
	Value any
	Stack []byte
}

func (f *Fault) Error() string {
	return fmt.Sprintf("a fault in hearsay itself: %v; please report it with the text that caused it", f.Value)
}
