package link

import (
	"context"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/weigh"
)

// view makes the views of the merged events that were touched. It is done once a
// transaction: what stood between was seen by nobody, and history keeps what could
// be seen.
func (b *batch) view(ctx context.Context) error {
	for _, id := range b.events {
		told, err := b.w.Told(ctx, id)
		if err != nil {
			return err
		}
		if len(told) == 0 {
			// Its last telling went elsewhere; where it was joined this is so already.
			if err := b.w.DropMerged(ctx, id, ""); err != nil {
				return err
			}
			continue
		}
		row := weigh.Merge(told, time.Time{})
		row.ID = id
		if row.Follows, row.Followed, err = b.w.Relations(ctx, id); err != nil {
			return err
		}
		if err := b.w.PutMerged(ctx, row); err != nil {
			return err
		}
	}
	b.events = nil
	clear(b.founded)
	return nil
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
