package query

import (
	"context"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// StoryReader is what questions about stories ask of the record.
type StoryReader interface {
	Stories(ctx context.Context, f record.Filter) (record.Page[hearsay.Story], error)
	Members(ctx context.Context, story string, limit int) ([]int64, error)
	Heads(ctx context.Context, seqs []int64) ([]record.Teller, error)
}

// Story is a story with its reports where they were asked for.
type Story struct {
	hearsay.Story
	Articles []record.Teller // in order of Known
}

// mostMembers bounds how many reports of one story are looked at: the newest.
const mostMembers = 5000

// Stories returns a page of stories; as of a moment they are counted from the
// reports that were known by then. Open fills in the reports of each.
func Stories(ctx context.Context, r StoryReader, f record.Filter, open bool) (record.Page[Story], error) {
	page, err := r.Stories(ctx, f)
	out := record.Page[Story]{Next: page.Next}
	if err != nil {
		return out, err
	}
	for _, s := range page.Rows {
		st := Story{Story: s}
		if open || !f.AsOf.IsZero() && s.Last.After(f.AsOf) {
			if st.Articles, err = Members(ctx, r, s.ID, f.AsOf); err != nil {
				return out, err
			}
			if !f.AsOf.IsZero() {
				st.Story = count(s, st.Articles)
			}
		}
		out.Rows = append(out.Rows, st)
	}
	return out, nil
}

// Members are the reports of a story that were known at a moment (zero: now), in
// order of Known.
func Members(ctx context.Context, r StoryReader, id string, asOf time.Time) ([]record.Teller, error) {
	seqs, err := r.Members(ctx, id, mostMembers)
	if err != nil {
		return nil, err
	}
	heads, err := r.Heads(ctx, seqs)
	if err != nil {
		return nil, err
	}
	out := []record.Teller{}
	for i := len(heads) - 1; i >= 0; i-- { // newest first
		if asOf.IsZero() || !heads[i].Known.After(asOf) {
			out = append(out, heads[i])
		}
	}
	return out, nil
}

// count makes the figures of a story from the reports that are left.
func count(s hearsay.Story, articles []record.Teller) hearsay.Story {
	s.Reports, s.Outlets, s.Origins = len(articles), 0, 0
	outlets, ids := map[string]bool{}, map[string]bool{}
	for _, a := range articles {
		outlets[a.Outlet] = true
		ids[a.ID] = true
	}
	s.Outlets = len(outlets)
	titled := false
	for i, a := range articles {
		if a.Copy == nil || !ids[a.Copy.Of] {
			s.Origins++
		}
		if i == 0 {
			s.First = a.Known
		}
		s.Last = a.Known
		if !titled && a.Title != "" {
			s.Title, titled = a.Title, true
		}
	}
	return s
}
