package record

import (
	"context"
	"slices"
)

// Node is a question to the index: exactly one of its fields is set, or none,
// which every row answers.
type Node struct {
	All  []Node  // rows that answer each of these
	Any  []Node  // rows that answer one of these
	Term int64   // rows that have the term
	Seqs []int64 // these rows; not nil
	List Lister  // rows listed by the store
}

// Lister lists up to limit row numbers of at most atMost, falling.
type Lister func(ctx context.Context, atMost int64, limit int) ([]int64, error)

// Lists is what the store gives for a walk.
type Lists struct {
	All  Lister // every row
	Term func(term int64) Lister
}

// Walk calls f with each row number of at most atMost that answers n, falling,
// until f says no more. It reads only the stretches of the lists that it needs.
func Walk(ctx context.Context, n Node, atMost int64, ls Lists, f func(seq int64) (more bool, err error)) error {
	w := walker(n, ls)
	for {
		seq, ok, err := w.seek(ctx, atMost)
		if err != nil || !ok {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if more, err := f(seq); err != nil || !more {
			return err
		}
		atMost = seq - 1
	}
}

// A seeker gives the highest row number of at most atMost. It is asked with
// falling numbers only.
type seeker interface {
	seek(ctx context.Context, atMost int64) (seq int64, ok bool, err error)
}

func walker(n Node, ls Lists) seeker {
	kids := func(ns []Node) []seeker {
		out := make([]seeker, len(ns))
		for i, k := range ns {
			out[i] = walker(k, ls)
		}
		return out
	}
	switch {
	case n.All != nil:
		if len(n.All) == 0 {
			return &listSeeker{list: ls.All}
		}
		return &allSeeker{kids(n.All)}
	case n.Any != nil:
		ks := kids(n.Any)
		return &anySeeker{kids: ks, at: make([]int64, len(ks)), state: make([]byte, len(ks))}
	case n.Seqs != nil:
		s := slices.Clone(n.Seqs)
		slices.SortFunc(s, func(a, b int64) int {
			if a > b {
				return -1
			}
			if a < b {
				return 1
			}
			return 0
		})
		return &listSeeker{buf: s, done: true}
	case n.List != nil:
		return &listSeeker{list: n.List}
	case n.Term != 0:
		return &listSeeker{list: ls.Term(n.Term)}
	}
	return &listSeeker{list: ls.All}
}

// listSeeker reads a list in stretches: longer ones while it is read through,
// short ones while it is only asked here and there.
type listSeeker struct {
	list  Lister
	buf   []int64
	done  bool // nothing comes after buf
	chunk int
}

const (
	firstChunk = 16
	maxChunk   = 2048
)

func (l *listSeeker) seek(ctx context.Context, atMost int64) (int64, bool, error) {
	for {
		skipped := 0
		for skipped < len(l.buf) && l.buf[skipped] > atMost {
			skipped++
		}
		if skipped < len(l.buf) {
			l.buf = l.buf[skipped:]
			return l.buf[0], true, nil
		}
		if l.done {
			l.buf = nil
			return 0, false, nil
		}
		switch {
		case l.chunk == 0:
			l.chunk = firstChunk
		case skipped <= 1: // read through to its end
			l.chunk = min(l.chunk*4, maxChunk)
		case skipped*2 > l.chunk: // most of it was passed over
			l.chunk = max(l.chunk/4, 4)
		}
		got, err := l.list(ctx, atMost, l.chunk)
		if err != nil {
			return 0, false, err
		}
		l.buf, l.done = got, len(got) < l.chunk
	}
}

type allSeeker struct{ kids []seeker }

func (a *allSeeker) seek(ctx context.Context, atMost int64) (int64, bool, error) {
	agreed := 0
	for i := 0; ; i = (i + 1) % len(a.kids) {
		seq, ok, err := a.kids[i].seek(ctx, atMost)
		if err != nil || !ok {
			return 0, false, err
		}
		if seq < atMost || agreed == 0 {
			atMost, agreed = seq, 1
		} else {
			agreed++
		}
		if agreed >= len(a.kids) {
			return atMost, true, nil
		}
	}
}

type anySeeker struct {
	kids  []seeker
	at    []int64
	state []byte // 0: not asked yet, 1: at holds its next, 2: at its end
}

func (a *anySeeker) seek(ctx context.Context, atMost int64) (int64, bool, error) {
	best, found := int64(0), false
	for i, k := range a.kids {
		if a.state[i] == 2 {
			continue
		}
		if a.state[i] == 0 || a.at[i] > atMost {
			seq, ok, err := k.seek(ctx, atMost)
			if err != nil {
				return 0, false, err
			}
			if !ok {
				a.state[i] = 2
				continue
			}
			a.state[i], a.at[i] = 1, seq
		}
		if !found || a.at[i] > best {
			best, found = a.at[i], true
		}
	}
	return best, found, nil
}
