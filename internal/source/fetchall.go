package source

import (
	"context"
	"sync"
)

// window is how many addresses are fetched at once: as many reports wait in
// memory at most.
const window = 4

// fetching gets addresses in the background, while files are read.
type fetching struct {
	cancel  context.CancelFunc
	ctx     context.Context
	wg      sync.WaitGroup
	tickets chan struct{}
	out     []chan fetched
}

type fetched struct {
	raw *Raw
	err error
}

// fetchAll begins to fetch. Every result must be waited for in order, or stop called.
func (o *Opener) fetchAll(ctx context.Context, addresses []string, skip func(string) bool) *fetching {
	f := &fetching{tickets: make(chan struct{}, window), out: make([]chan fetched, len(addresses))}
	f.ctx, f.cancel = context.WithCancel(ctx)
	for i := range f.out {
		f.out[i] = make(chan fetched, 1)
	}
	if len(addresses) == 0 {
		return f
	}
	f.wg.Go(func() {
		for i, address := range addresses {
			if skip != nil && skip(label(address)) {
				f.out[i] <- fetched{}
				continue
			}
			select {
			case f.tickets <- struct{}{}: // given back when the result is taken
			case <-f.ctx.Done():
				return
			}
			f.wg.Go(func() {
				raw, err := o.Open(f.ctx, Ref{URL, address})
				f.out[i] <- fetched{raw, err}
			})
		}
	})
	return f
}

// wait gives the result for the address i; nothing where it was skipped or the
// walk's context has ended.
func (f *fetching) wait(i int) (*Raw, error) {
	select {
	case r := <-f.out[i]:
		if r.raw != nil || r.err != nil {
			<-f.tickets
		}
		return r.raw, r.err
	case <-f.ctx.Done():
		return nil, nil
	}
}

// stop ends what is under way and waits for it.
func (f *fetching) stop() {
	f.cancel()
	f.wg.Wait()
}
