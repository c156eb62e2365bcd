package tables

import (
	"context"
	"math"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// page walks the rows that answer a question, from where the last page ended, and
// collects up to f.Limit of those that row gives.
func page[T any](ctx context.Context, what string, f record.Filter, n record.Node, ls record.Lists, row func(seq int64) (T, bool, error)) (record.Page[T], error) {
	return pageOf(ctx, what, f, n, ls, func(seqs []int64, each func(seq int64, v T) bool) error {
		for _, seq := range seqs {
			v, ok, err := row(seq)
			if err != nil {
				return err
			}
			if ok && !each(seq, v) {
				return nil
			}
		}
		return nil
	})
}

// pageOf does so with rows that are read some at a time: rows calls each with those that
// answer, in the order of seqs, until it says no more.
func pageOf[T any](ctx context.Context, what string, f record.Filter, n record.Node, ls record.Lists, rows func(seqs []int64, each func(seq int64, v T) bool) error) (record.Page[T], error) {
	var out record.Page[T]
	cursor, ok, err := record.Place(what, f)
	if err != nil {
		return out, err
	}
	atMost := int64(math.MaxInt64)
	if ok {
		atMost = cursor.Seq - 1
	}
	last, full := int64(0), false
	var ahead []int64
	size := 1 // the longer nothing was found, the more are read at once
	read := func() error {
		err := rows(ahead, func(seq int64, v T) bool {
			if f.Limit > 0 && len(out.Rows) == f.Limit {
				out.Next = record.Cursor{Seq: last}.Mark(what, f)
				full = true
				return false
			}
			out.Rows = append(out.Rows, v)
			last = seq
			return true
		})
		ahead, size = ahead[:0], min(2*size, mostRows)
		return err
	}
	err = record.Walk(ctx, n, atMost, ls, func(seq int64) (bool, error) {
		if ahead = append(ahead, seq); len(ahead) < size {
			return true, nil
		}
		err := read()
		return !full, err
	})
	if err == nil && len(ahead) > 0 {
		err = read()
	}
	return out, err
}

// eventNode is a filter on merged events with what only the tables here can tell.
func (r *reader) eventNode(f *record.Filter) record.Node {
	n := record.EventNode(f)
	if f.Event != "" {
		n = n.With(r.these("select seq from merged where id = ?", f.Event))
	}
	if f.Report != "" {
		n = n.With(r.these("select m.seq from report r join told t on t.report = r.seq join merged m on m.id = t.merged where r.id = ?", f.Report))
	}
	return n
}

// Events are what lists show: see [record.DropEvidence].
func (r *reader) Events(ctx context.Context, f record.Filter) (record.Page[record.MergedRow], error) {
	n := r.eventNode(&f)
	ls, err := r.lists("view", "event_term")
	if err != nil {
		return record.Page[record.MergedRow]{}, trouble("asking for events", err)
	}
	out, err := pageOf(ctx, "events", f, n, ls, func(seqs []int64, each func(int64, record.MergedRow) bool) error {
		blocks := make(map[int64][]byte, len(seqs))
		err := r.in("select seq, coalesce(head, body) from view where seq in ()", nil, seqs, func(scan func(...any) error) error {
			var seq int64
			var block []byte
			err := scan(&seq, &block)
			blocks[seq] = block
			return err
		})
		if err != nil {
			return err
		}
		for _, seq := range seqs {
			if blocks[seq] == nil {
				continue
			}
			v, err := record.ReadView(blocks[seq])
			if err != nil {
				return err
			}
			if may, err := v.May(&f); err != nil {
				return err
			} else if !may {
				continue
			}
			m, err := v.Row(seq)
			if err != nil {
				return err
			}
			if !record.MatchEvent(&f, m) {
				continue
			}
			record.DropEvidence(m)
			if !each(seq, *m) {
				return nil
			}
		}
		return nil
	})
	return out, trouble("asking for events", err)
}

// these are the few rows that a query gives, read when the walk begins.
func (r *reader) these(q string, args ...any) record.Node {
	var have []int64
	var read bool
	return record.Node{List: func(_ context.Context, atMost int64, limit int) (record.Stretch, error) {
		if !read {
			var err error
			if have, err = r.seqs(q, args...); err != nil {
				return record.Stretch{}, err
			}
			slices.Sort(have)
			have = slices.Compact(have)
			slices.Reverse(have)
			read = true
		}
		i := 0
		for i < len(have) && have[i] > atMost {
			i++
		}
		return record.Stretch{Seqs: have[i:]}, nil
	}}
}

// Stories lists those that stand. What is asked of outlets, events and reports is
// asked of the story's reports together: one of them must answer.
func (r *reader) Stories(ctx context.Context, f record.Filter) (record.Page[hearsay.Story], error) {
	n := record.StoryNode(&f)
	if f.Story != "" {
		n = n.With(r.these("select seq from story where id = ?", f.Story))
	}
	if f.Event != "" {
		n = n.With(r.these("select s.seq from told t join report r on r.seq = t.report join story s on s.id = r.story where t.merged = ?", f.Event))
	}
	if f.Report != "" {
		n = n.With(r.these("select s.seq from report r join story s on s.id = r.story where r.id = ?", f.Report))
	}
	ls, err := r.lists("story", "story_term")
	if err != nil {
		return record.Page[hearsay.Story]{}, trouble("asking for stories", err)
	}
	out, err := page(ctx, "stories", f, n, ls, func(seq int64) (hearsay.Story, bool, error) {
		s := hearsay.Story{Seq: seq}
		var shown int
		var first, last *int64
		err := r.Row("select id, joined, shown, title, reports, outlets, origins, first, last from story where seq = ?", []any{seq}, &s.ID, &s.Into, &shown, &s.Title, &s.Reports, &s.Outlets, &s.Origins, &first, &last)
		s.First, s.Last = record.FromMicros(first), record.FromMicros(last)
		if err != nil || f.Story == "" && shown == 0 || !record.MatchStory(&f, &s) {
			return s, false, err
		}
		ok, err := r.storyHas(&f, s.ID)
		return s, ok, err
	})
	return out, trouble("asking for stories", err)
}

// storyHas: terms of outlets that have left a story stay in the index.
func (r *reader) storyHas(f *record.Filter, story string) (bool, error) {
	if len(f.Outlets) == 0 {
		return true, nil
	}
	found := false
	err := r.Rows("select distinct outlet from report where story = ? and story <> ''", []any{story}, func(scan func(...any) error) error {
		var o string
		err := scan(&o)
		found = found || record.MatchReport(&record.Filter{Outlets: f.Outlets}, &record.Teller{Outlet: o})
		return err
	})
	return found, err
}
