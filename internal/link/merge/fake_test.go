package merge_test

import (
	"context"
	"slices"
	"sort"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
)

// index is a linking index in memory, with the same answers as the stores'.
type index struct {
	postings map[uint64][]hearsay.Posting
	cards    map[int64][]byte
	stories  map[string][]string
}

func newIndex() *index {
	return &index{map[uint64][]hearsay.Posting{}, map[int64][]byte{}, map[string][]string{}}
}

func (x *index) Near(_ context.Context, _ string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	var out []hearsay.Posting
	for _, k := range keys {
		n := 0
		for _, p := range x.postings[k] {
			if p.Day >= from && p.Day <= to && n < limit {
				out = append(out, p)
				n++
			}
		}
	}
	return out, nil
}

func (x *index) Cards(_ context.Context, _ string, refs []int64) (map[int64][]byte, error) {
	out := map[int64][]byte{}
	for _, r := range refs {
		if b, ok := x.cards[r]; ok {
			out[r] = b
		}
	}
	return out, nil
}

func (x *index) EventsOfStory(_ context.Context, story string, limit int) ([]string, error) {
	s := x.stories[story]
	return s[:min(limit, len(s))], nil
}

func (x *index) write(p merge.Placement, story string) {
	for _, q := range p.Postings {
		x.postings[q.Key] = append(x.postings[q.Key], q)
		sort.SliceStable(x.postings[q.Key], func(a, b int) bool { return x.postings[q.Key][a].Day > x.postings[q.Key][b].Day })
	}
	for _, c := range p.Cards {
		x.cards[c.Ref] = c.Body
	}
	for _, q := range p.Placed {
		if story != "" && !slices.Contains(x.stories[story], q.Merged) {
			x.stories[story] = append(x.stories[story], q.Merged)
		}
	}
}

func merger(t testing.TB) *merge.Merger {
	t.Helper()
	m, err := merge.New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
