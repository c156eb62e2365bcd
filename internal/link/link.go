package link

import (
	"context"
	"fmt"
	"math"
	"runtime/debug"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/record"
)

// Store is what linking needs of the record.
type Store interface {
	Read(ctx context.Context, f func(record.Reader) error) error
	Write(ctx context.Context, f func(record.Writer) error) error
}

// Linker links reports. It holds fitted weights and caches, and is for one
// goroutine: linking is the one stage that knows what came before.
type Linker struct {
	// Batch is how many reports are linked in one transaction at most. 0: 16, or 256 where a thousand
	// and more wait: a happening that several of them tell of is weighed and written once, and so is a
	// page of an index, but what is not committed yet nobody sees, and whoever adds waits for it.
	Batch int

	dup   *dup.Finder
	story *story.Clusterer
	merge *merge.Merger
}

// New returns a linker with the embedded weights.
func New() (*Linker, error) {
	d, err := dup.New()
	if err != nil {
		return nil, err
	}
	s, err := story.New()
	if err != nil {
		return nil, err
	}
	m, err := merge.New()
	if err != nil {
		return nil, err
	}
	return &Linker{dup: d, story: s, merge: m}, nil
}

// Sum counts what a run did.
type Sum struct{ Reports, Copies, Stories, Joined, Split, Events, Merged, Faults int64 }

// String tells it to a person.
func (s Sum) String() string {
	out := fmt.Sprintf("%d reports linked: %d copies, %d new stories, %d new events, %d tellings of events known before", s.Reports, s.Copies, s.Stories, s.Events, s.Merged)
	if s.Joined > 0 {
		out += fmt.Sprintf(", %d stories joined", s.Joined)
	}
	if s.Split > 0 {
		out += fmt.Sprintf(", %d split", s.Split)
	}
	if s.Faults > 0 {
		out += fmt.Sprintf("; %d were linked in part only, by faults of hearsay itself (hearsay explain REPORT tells)", s.Faults)
	}
	return out
}

// size is how many reports the next transaction takes, of so many that wait.
func (l *Linker) size(left int64) int {
	switch {
	case l.Batch > 0:
		return l.Batch
	case left >= 1000:
		return 256
	}
	return 16
}

// mostStuck bounds how many reports that cannot be linked are passed over: where it is as many, none can.
const mostStuck = 1000

// Run links what is pending and returns when nothing is, or nothing that can be linked: reports whose digests
// cannot be read wait on, and are told of as the error. progress may be nil.
func (l *Linker) Run(ctx context.Context, store Store, progress func(done, left int64)) (Sum, error) {
	var sum Sum
	var left int64
	var stuck []stuckReport
	count := func() error {
		return store.Read(ctx, func(r record.Reader) (err error) {
			left, err = r.CountPending(ctx)
			return err
		})
	}
	for {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		if left <= int64(len(stuck)) {
			// A transaction with nothing in it is one more that answers are held to be older than.
			if err := count(); err != nil {
				return sum, err
			}
			if left <= int64(len(stuck)) {
				return sum, stuckError(stuck)
			}
		}
		var part Sum
		var found []stuckReport
		err := store.Write(ctx, func(w record.Writer) error {
			part, found = Sum{}, nil // the store may run this again
			seqs, err := w.Pending(ctx, l.size(left)+len(stuck))
			if err != nil {
				return err
			}
			seqs = without(seqs, stuck)
			if len(seqs) == 0 {
				return nil
			}
			b := &batch{l: l, w: w, sum: &part, founded: map[string][]string{}}
			for part := range slices.Chunk(seqs, ahead) {
				if err := b.linkSome(ctx, part); err != nil {
					return err
				}
			}
			if err := b.finish(ctx); err != nil {
				return err
			}
			found = b.stuck
			return w.SetLinked(ctx, without(seqs, found))
		})
		if err != nil {
			l.story.Forget() // cards of reports whose links were not kept
			return sum, err
		}
		stuck = append(stuck, found...)
		sum.add(part)
		if part.Reports == 0 && len(found) == 0 || len(stuck) >= mostStuck {
			return sum, stuckError(stuck)
		}
		left = max(0, left-part.Reports)
		if progress != nil {
			progress(sum.Reports, left)
		}
	}
}

// stuckReport is one that cannot be linked, and why.
type stuckReport struct {
	seq int64
	err error
}

func without(seqs []int64, stuck []stuckReport) []int64 {
	if len(stuck) == 0 {
		return seqs
	}
	out := map[int64]bool{}
	for _, s := range stuck {
		out[s.seq] = true
	}
	return slices.DeleteFunc(slices.Clone(seqs), func(seq int64) bool { return out[seq] })
}

func stuckError(stuck []stuckReport) error {
	switch n := len(stuck); n {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("linking report %d: %w", stuck[0].seq, stuck[0].err)
	default:
		return fmt.Errorf("linking report %d, and %d others alike: %w", stuck[0].seq, n-1, stuck[0].err)
	}
}

func (s *Sum) add(p Sum) {
	s.Reports += p.Reports
	s.Copies += p.Copies
	s.Stories += p.Stories
	s.Joined += p.Joined
	s.Split += p.Split
	s.Events += p.Events
	s.Merged += p.Merged
	s.Faults += p.Faults
}

// batch links reports within one transaction.
type batch struct {
	l   *Linker
	w   record.Writer
	sum *Sum
	// What must be viewed anew, in the order in which it was touched.
	events, stories []string
	// founded are the merged events that were founded since the last view, by story, the newest first.
	founded map[string][]string
	// gone are the merged events that were joined into others: their ids lead on.
	gone []string
	// stuck are those that cannot be linked.
	stuck []stuckReport
}

// index is the record as it would be if every report had a transaction of its own: the
// record lists an event under its story once it is viewed, which is done at the end.
type index struct{ *batch }

func (x index) Near(ctx context.Context, kind string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	return x.w.Near(ctx, kind, keys, from, to, limit)
}

func (x index) Cards(ctx context.Context, kind string, refs []int64) (map[int64][]byte, error) {
	return x.w.Cards(ctx, kind, refs)
}

func (x index) EventsOfStory(ctx context.Context, story string, limit int) ([]string, error) {
	fresh := x.founded[story]
	if len(fresh) >= limit {
		return fresh[:limit], nil
	}
	viewed, err := x.w.EventsOfStory(ctx, story, limit-len(fresh))
	return slices.Concat(fresh, viewed), err
}

func touch(list *[]string, ids ...string) {
	for _, id := range ids {
		if id != "" && !slices.Contains(*list, id) {
			*list = append(*list, id)
		}
	}
}

// report is what the steps of linking one report share.
type report struct {
	head        record.Teller
	title, text string
	digest      Digest
	story       string
}

// ahead is how many reports are read at once.
const ahead = 64

// linkSome links reports one after the other. They are opened beside that.
func (b *batch) linkSome(ctx context.Context, seqs []int64) error {
	drafts, err := b.w.Drafts(ctx, seqs)
	if err != nil {
		return err
	}
	if len(drafts) != len(seqs) {
		return fmt.Errorf("%d of the reports %d are pending but not there", len(seqs)-len(drafts), seqs)
	}
	if _, err := b.w.Heads(ctx, seqs); err != nil { // the writer keeps them
		return err
	}
	type opened struct {
		text   string
		digest Digest
		err    error
	}
	ready := make(chan opened, len(drafts))
	go func() {
		for _, d := range drafts {
			var o opened
			var digest []byte
			if o.text, digest, o.err = d.Open(); o.err == nil {
				o.err = o.digest.Decode(digest)
			}
			ready <- o
		}
	}()
	for _, d := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		o := <-ready
		if o.err != nil {
			b.stuck = append(b.stuck, stuckReport{d.Seq, o.err})
			continue
		}
		if err := b.link(ctx, d.Seq, &report{title: d.Title, text: o.text, digest: o.digest}); err != nil {
			return fmt.Errorf("linking report %d: %w", d.Seq, err)
		}
	}
	return nil
}

// link takes one report through the steps. A fault in a step is noted, and the
// rest goes on without it, so that one report never stops the others.
func (b *batch) link(ctx context.Context, seq int64, r *report) error {
	b.sum.Reports++
	heads, err := b.w.Heads(ctx, []int64{seq}) // reports before it in the batch may have changed it
	if err != nil {
		return err
	}
	if len(heads) == 0 {
		return fmt.Errorf("report %d is pending but not there", seq)
	}
	r.head = heads[0]
	for _, step := range []struct {
		name string
		do   func(context.Context, *report) error
	}{{"versions", b.versions}, {"copies", b.copies}, {"stories", b.place}, {"events", b.happenings}} {
		if err := b.guard(ctx, step.name, r, step.do); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// guard turns a panic of a step, which is always a fault of ours, into a note.
func (b *batch) guard(ctx context.Context, name string, r *report, do func(context.Context, *report) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			b.sum.Faults++
			err = b.w.Note(ctx, []hearsay.Change{{Kind: "fault", Known: r.head.Known, Subject: r.head.ID, Report: r.head.ID,
				Why: []hearsay.Why{{Feature: name, Note: fault(p)}}}})
		}
	}()
	return do(ctx, r)
}

// fault tells of a panic. It is called while the panic unwinds.
func fault(p any) string {
	return fmt.Sprintf("a fault in hearsay itself: %v; please report it\n%s", p, debug.Stack())
}

// note keeps a decision. Reasons are kept to three decimals: more says nothing to a
// reader, and makes a record larger by a twentieth.
func (b *batch) note(ctx context.Context, r *report, kind, subject, object string, why []hearsay.Why) error {
	why = slices.Clone(why)
	for i := range why {
		why[i].Value, why[i].Weight = math.Round(why[i].Value*1000)/1000, math.Round(why[i].Weight*1000)/1000
	}
	return b.w.Note(ctx, []hearsay.Change{{Kind: kind, Known: r.head.Known, Subject: subject, Object: object, Report: r.head.ID, Why: why}})
}
