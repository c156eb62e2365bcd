package record

import (
	"context"
	"slices"
	"sort"
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

// Stretch is a part of a list.
type Stretch struct {
	Seqs []int64 // falling
	More bool    // lower ones may follow
}

// Lister reads the stretch of a list that begins with the highest number of at most
// atMost. About limit numbers are wanted; it may give fewer or more, but none only at the
// end of the list.
type Lister func(ctx context.Context, atMost int64, limit int) (Stretch, error)

// Lists is what the store gives for a walk.
type Lists struct {
	All  Lister // every row
	Term func(term int64) Lister
	// Firsts reads the first stretches of several terms at once.
	Firsts func(ctx context.Context, terms []int64, atMost int64) ([]Stretch, error)
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
		return &anySeeker{kids: ks, at: make([]int64, len(ks)), state: make([]byte, len(ks)), ls: ls}
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
		return &listSeeker{list: ls.Term(n.Term), term: n.Term}
	}
	return &listSeeker{list: ls.All}
}

// listSeeker reads a list in stretches: longer ones while it is read through,
// short ones while it is only asked here and there.
type listSeeker struct {
	list  Lister
	term  int64 // whose list it is; 0: of no term
	buf   []int64
	done  bool // nothing comes after buf
	chunk int
}

const (
	firstChunk = 16
	maxChunk   = 2048
)

// start takes the first stretch, read elsewhere.
func (l *listSeeker) start(s Stretch) { l.buf, l.done, l.chunk = s.Seqs, !s.More, firstChunk }

func (l *listSeeker) seek(ctx context.Context, atMost int64) (int64, bool, error) {
	for {
		// buf falls; most often its first or second number is the one.
		skipped := 0
		if len(l.buf) > 0 && l.buf[0] > atMost {
			skipped = 1 + sort.Search(len(l.buf)-1, func(i int) bool { return l.buf[i+1] <= atMost })
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
		l.buf, l.done = got.Seqs, !got.More || len(got.Seqs) == 0
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
	ls     Lists
	kids   []seeker
	at     []int64
	opened bool
	state  []byte // 0: not asked yet, 1: at holds its next, 2: at its end
}

// open reads the beginnings of all terms' lists together: a range of time has a
// hundred of them, of which most are asked for nothing else.
func (a *anySeeker) open(ctx context.Context, atMost int64) error {
	if a.ls.Firsts == nil {
		return nil
	}
	var lists []*listSeeker
	var terms []int64
	for _, k := range a.kids {
		if l, ok := k.(*listSeeker); ok && l.term != 0 {
			lists, terms = append(lists, l), append(terms, l.term)
		}
	}
	if len(terms) < 2 {
		return nil
	}
	firsts, err := a.ls.Firsts(ctx, terms, atMost)
	if err != nil {
		return err
	}
	for i, l := range lists {
		l.start(firsts[i])
	}
	return nil
}

func (a *anySeeker) seek(ctx context.Context, atMost int64) (int64, bool, error) {
	if !a.opened {
		a.opened = true
		if err := a.open(ctx, atMost); err != nil {
			return 0, false, err
		}
	}
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
