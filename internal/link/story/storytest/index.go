// Package storytest is a record in memory for whoever tries the clustering of
// stories without a store: the index that story.Clusterer asks, and what is
// written after each placement.
//
//	ix := storytest.New()
//	p, err := clusterer.Place(ctx, ix, me, card)
//	ix.Apply(me, p)
//	ix.Story(me.Seq)
package storytest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
)

// Index keeps everything in maps.
type Index struct {
	posts   map[uint64][]hearsay.Posting
	counts  map[int32]map[uint64]int64 // by period
	totals  map[int32]int64
	cards   map[int64][]byte
	day     map[int64]int32
	story   map[int64]string
	seqs    map[string]int64
	members map[string][]int64
	Moves   []story.Move // all so far
}

// New returns an empty record.
func New() *Index {
	return &Index{map[uint64][]hearsay.Posting{}, map[int32]map[uint64]int64{}, map[int32]int64{}, map[int64][]byte{}, map[int64]int32{}, map[int64]string{}, map[string]int64{}, map[string][]int64{}, nil}
}

// period is 32 days, as in the store.
func period(day int32) int32 { return day >> 5 }

// Near implements story.Index: the postings nearest to the middle first, as far as limit goes.
func (x *Index) Near(_ context.Context, _ string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	middle := from + (to-from)/2
	var out []hearsay.Posting
	for _, k := range keys {
		var rows []hearsay.Posting
		for _, p := range x.posts[k] {
			if p.Day >= from && p.Day <= to {
				rows = append(rows, p)
			}
		}
		off := func(p hearsay.Posting) int32 { return max(p.Day-middle, middle-p.Day) }
		slices.SortFunc(rows, func(a, b hearsay.Posting) int {
			return cmp.Or(cmp.Compare(off(a), off(b)), cmp.Compare(b.Day, a.Day), cmp.Compare(a.Ref, b.Ref))
		})
		rows = rows[:min(len(rows), limit)]
		slices.SortFunc(rows, func(a, b hearsay.Posting) int {
			return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Ref, b.Ref))
		})
		out = append(out, rows...)
	}
	return out, nil
}

// Frequency implements story.Index.
func (x *Index) Frequency(_ context.Context, _ string, keys []uint64, from, to int32) ([]int64, int64, error) {
	out := make([]int64, len(keys))
	total := int64(0)
	for p := period(from); p <= period(to); p++ {
		total += x.totals[p]
		if in := x.counts[p]; in != nil {
			for i, k := range keys {
				out[i] += in[k]
			}
		}
	}
	return out, total, nil
}

// Cards implements story.Index.
func (x *Index) Cards(_ context.Context, _ string, refs []int64) (map[int64][]byte, error) {
	out := map[int64][]byte{}
	for _, r := range refs {
		if b, ok := x.cards[r]; ok {
			out[r] = b
		}
	}
	return out, nil
}

// StoryOf implements story.Index.
func (x *Index) StoryOf(_ context.Context, seqs []int64) (map[int64]string, error) {
	out := map[int64]string{}
	for _, s := range seqs {
		if id, ok := x.story[s]; ok {
			out[s] = id
		}
	}
	return out, nil
}

// Members implements story.Index: newest first.
func (x *Index) Members(_ context.Context, id string, limit int) ([]int64, error) {
	ms := slices.Clone(x.members[id])
	slices.SortFunc(ms, func(a, b int64) int { return cmp.Or(cmp.Compare(x.day[b], x.day[a]), cmp.Compare(b, a)) })
	return ms[:min(len(ms), limit)], nil
}

// SeqOf implements story.Index.
func (x *Index) SeqOf(_ context.Context, id string) (int64, error) {
	if s, ok := x.seqs[id]; ok {
		return s, nil
	}
	return 0, fmt.Errorf("%s is not in the record", id)
}

// Story is the story of a report.
func (x *Index) Story(seq int64) string { return x.story[seq] }

// Apply writes what a placement asks for.
func (x *Index) Apply(me story.Me, p *story.Placement) {
	x.day[me.Seq] = me.Day
	x.seqs[me.ID] = me.Seq
	for _, m := range p.Moves {
		for _, s := range m.Seqs {
			x.set(s, m.To)
		}
	}
	id := p.Story
	if id == "" {
		id = hearsay.StoryID(me.ID)
	}
	x.set(me.Seq, id)
	x.Moves = append(x.Moves, p.Moves...)
	x.cards[me.Seq] = p.Card
	for _, post := range p.Postings {
		x.posts[post.Key] = append(x.posts[post.Key], post)
	}
	at := period(max(me.Day, 0))
	if x.counts[at] == nil {
		x.counts[at] = map[uint64]int64{}
	}
	for _, k := range p.CountKeys {
		x.counts[at][k]++
	}
	x.totals[at]++
}

func (x *Index) set(seq int64, id string) {
	if old, ok := x.story[seq]; ok {
		x.members[old] = slices.DeleteFunc(x.members[old], func(m int64) bool { return m == seq })
	}
	x.story[seq] = id
	x.members[id] = append(x.members[id], seq)
}

// Card is the card of a report as it was kept.
func (x *Index) Card(seq int64) (*story.Card, error) { return story.Decode(x.cards[seq]) }
