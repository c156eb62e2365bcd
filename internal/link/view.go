package link

import (
	"context"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// view makes the views of the merged events that were touched. It is done once a
// transaction: what stood between was seen by nobody, and history keeps what could
// be seen.
//
// Weighing is done beside the reading and writing of others, and written in order.
func (b *batch) view(ctx context.Context) error {
	var ahead []chan weighed
	put := func() error {
		v := <-ahead[0]
		ahead = ahead[1:]
		if v.fault != "" { // a fault of ours: the view that stood stays
			b.sum.Faults++
			return b.w.Note(ctx, []hearsay.Change{{Kind: "fault", Known: v.known, Subject: v.row.ID, Why: []hearsay.Why{{Feature: "weighing", Note: v.fault}}}})
		}
		return b.w.PutMerged(ctx, v.row)
	}
	for _, id := range b.events {
		told, err := b.w.Told(ctx, id)
		if err != nil {
			return err
		}
		if len(told) == 0 {
			// Its last telling went elsewhere; where it was joined this is so already.
			if !slices.Contains(b.gone, id) {
				if err := b.w.DropMerged(ctx, id, ""); err != nil {
					return err
				}
			}
			continue
		}
		departed, err := b.w.Departed(ctx, id)
		if err != nil {
			return err
		}
		follows, followed, err := b.w.Relations(ctx, id)
		if err != nil {
			return err
		}
		done := make(chan weighed, 1)
		go func() {
			v := weighed{known: told[len(told)-1].Teller.Known}
			defer func() {
				if p := recover(); p != nil {
					v.fault = fault(p)
				}
				v.row.ID = id
				done <- v
			}()
			v.row = weigh.Merge(append(told, departed...), time.Time{})
			v.row.ID, v.row.Follows, v.row.Followed = id, follows, followed
			v.row.Packed = record.PackMerged(&v.row)
		}()
		if ahead = append(ahead, done); len(ahead) > 4 {
			if err := put(); err != nil {
				return err
			}
		}
	}
	for len(ahead) > 0 {
		if err := put(); err != nil {
			return err
		}
	}
	b.events, b.gone = nil, nil
	clear(b.founded)
	return nil
}

// weighed is a view that was made, or the fault that kept it from being made.
type weighed struct {
	row   record.MergedRow
	known time.Time
	fault string
}

// mostMembers bounds how many reports a story's view looks at; a story with more is seen by
// its newest.
const mostMembers = 20000

// finish makes the views that are left at the end of a batch.
func (b *batch) finish(ctx context.Context) error {
	if err := b.view(ctx); err != nil {
		return err
	}
	for _, id := range b.stories {
		if err := b.viewStory(ctx, id); err != nil {
			return err
		}
	}
	b.stories = nil
	return nil
}

func (b *batch) viewStory(ctx context.Context, id string) error {
	seqs, err := b.w.Members(ctx, id, mostMembers)
	if err != nil {
		return err
	}
	heads, err := b.w.Heads(ctx, seqs)
	if err != nil {
		return err
	}
	s := hearsay.Story{ID: id, Reports: len(heads)}
	outlets, reports := map[string]bool{}, map[string]bool{}
	for _, h := range heads {
		reports[h.ID] = true
	}
	titled := time.Time{}
	for _, h := range heads {
		outlets[h.Outlet] = true
		if h.Copy == nil || !reports[h.Copy.Of] {
			s.Origins++
		}
		if s.First.IsZero() || h.Known.Before(s.First) {
			s.First = h.Known
		}
		if h.Known.After(s.Last) {
			s.Last = h.Known
		}
		if h.Title != "" && (s.Title == "" || h.Known.Before(titled)) {
			s.Title, titled = h.Title, h.Known
		}
	}
	s.Outlets = len(outlets)
	return b.w.PutStory(ctx, s)
}
