package merge

import (
	"context"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Shelf is a linking index in memory, for fitting and measuring.
type Shelf struct {
	postings map[uint64][]hearsay.Posting
	cards    map[int64][]byte
	stories  map[string][]string
	in       map[string]bool
}

// NewShelf returns an empty one.
func NewShelf() *Shelf {
	return &Shelf{map[uint64][]hearsay.Posting{}, map[int64][]byte{}, map[string][]string{}, map[string]bool{}}
}

// Near has the order of the record's: by key, the newest days first.
func (x *Shelf) Near(_ context.Context, _ string, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
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

// Cards returns those that are there.
func (x *Shelf) Cards(_ context.Context, _ string, refs []int64) (map[int64][]byte, error) {
	out := map[int64][]byte{}
	for _, r := range refs {
		if b, ok := x.cards[r]; ok {
			out[r] = b
		}
	}
	return out, nil
}

// EventsOfStory lists those told in a story, in the order in which they came to it.
func (x *Shelf) EventsOfStory(_ context.Context, story string, limit int) ([]string, error) {
	s := x.stories[story]
	return s[:min(limit, len(s))], nil
}

// Write keeps what a placement says.
func (x *Shelf) Write(p Placement, story string) {
	for _, q := range p.Postings {
		ps := x.postings[q.Key]
		i := len(ps)
		for i > 0 && (ps[i-1].Day < q.Day || ps[i-1].Day == q.Day && ps[i-1].Ref > q.Ref) {
			i--
		}
		ps = append(ps, q)
		copy(ps[i+1:], ps[i:])
		ps[i] = q
		x.postings[q.Key] = ps
	}
	for _, c := range p.Cards {
		x.cards[c.Ref] = c.Body
	}
	for _, q := range p.Placed {
		if story != "" && !x.in[story+q.Merged] {
			x.in[story+q.Merged] = true
			x.stories[story] = append(x.stories[story], q.Merged)
		}
	}
}

var _ Index = record.Reader(nil)
var _ Index = (*Shelf)(nil)
