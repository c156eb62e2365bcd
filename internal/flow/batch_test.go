package flow_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/flow"
)

func TestBatchKeepsOrderAndSurvives(t *testing.T) {
	items := make([]int, 200)
	for i := range items {
		items[i] = i
	}
	busy := make([]atomic.Int32, 4)
	var running atomic.Int32
	next := 0
	err := flow.Batch(t.Context(), 4, items, func(_ context.Context, w, item int) (string, error) {
		if busy[w].Add(1) != 1 {
			t.Error("two calls of one worker at once")
		}
		defer busy[w].Add(-1)
		if n := running.Add(1); n > 4 {
			t.Errorf("%d at once", n)
		}
		defer running.Add(-1)
		if item%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		switch item {
		case 50:
			panic("on purpose")
		case 51:
			return "", errors.New("bad")
		}
		return fmt.Sprint(item), nil
	}, func(o flow.Outcome[string]) error {
		if o.Index != next {
			t.Fatalf("outcome %d where %d was due", o.Index, next)
		}
		next++
		var f *flow.Fault
		switch o.Index {
		case 50:
			if !errors.As(o.Err, &f) || len(f.Stack) == 0 {
				t.Errorf("a panic gave %v", o.Err)
			}
		case 51:
			if o.Err == nil || errors.As(o.Err, &f) {
				t.Errorf("an error gave %v", o.Err)
			}
		default:
			if o.Err != nil || o.Value != fmt.Sprint(o.Index) {
				t.Errorf("%d gave %q, %v", o.Index, o.Value, o.Err)
			}
		}
		return nil
	})
	if err != nil || next != len(items) {
		t.Fatal(err, next)
	}
}

func TestBatchStops(t *testing.T) {
	items := make([]int, 1000)
	var worked atomic.Int32
	enough := errors.New("enough")
	err := flow.Batch(t.Context(), 3, items, func(context.Context, int, int) (int, error) { worked.Add(1); return 0, nil },
		func(o flow.Outcome[int]) error {
			if o.Index == 5 {
				return enough
			}
			return nil
		})
	if !errors.Is(err, enough) {
		t.Fatal(err)
	}
	if n := worked.Load(); n > 40 {
		t.Errorf("%d items were worked on after the stop", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = flow.Batch(ctx, 3, items, func(context.Context, int, int) (int, error) { return 0, nil }, func(flow.Outcome[int]) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended context gave %v", err)
	}
	if err := flow.Batch(t.Context(), 3, nil, func(context.Context, int, int) (int, error) { return 0, nil }, func(flow.Outcome[int]) error { return nil }); err != nil {
		t.Error(err)
	}
}
