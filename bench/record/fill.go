package main

import (
	"context"
	"math/bits"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// filler puts reports into the record as the generator knows them to belong,
// without looking for what they belong to. It writes all that linking writes (the
// indices of copies, stories and events, cards, counts, stories, merged events and
// their views), so that the reports linked after it find what they would find. The
// views of events are made at each doubling of their tellings.
type filler struct {
	story *story.Clusterer
	merge *merge.Merger
}

func newFiller() (*filler, error) {
	s, err := story.New()
	if err != nil {
		return nil, err
	}
	m, err := merge.New()
	return &filler{s, m}, err
}

// made is a report that is ready, with what it is of.
type made struct {
	kept record.Kept
	h    *happening
}

// blind is an index that finds nothing, so that the parts of linking only make
// what is to be written.
type blind struct{ record.Reader }

func (blind) Near(context.Context, string, []uint64, int32, int32, int) ([]hearsay.Posting, error) {
	return nil, nil
}
func (blind) EventsOfStory(context.Context, string, int) ([]string, error) { return nil, nil }

// skip brings a happening to where a report left it that the record holds already.
func (f *filler) skip(r *hearsay.Reading, h *happening) {
	if h.story == "" {
		id := hearsay.ReportID(r.Document)
		h.story, h.event = hearsay.StoryID(id), hearsay.EventID(hearsay.PartID(id, r.Events[0].ID))
	}
	h.filled++
}

// put accepts and places some reports in one transaction.
func (f *filler) put(ctx context.Context, store record.Store, items []*made) error {
	return store.Write(ctx, func(w record.Writer) error {
		kept := make([]record.Kept, len(items))
		for i := range items {
			kept[i] = items[i].kept
		}
		accepted, err := w.Keep(ctx, kept)
		if err != nil {
			return err
		}
		var seqs []int64
		for i, m := range items {
			seqs = append(seqs, accepted[i].Seq)
			if err := f.place(ctx, w, accepted[i].Seq, m); err != nil {
				return err
			}
		}
		return w.SetLinked(ctx, seqs)
	})
}

func (f *filler) place(ctx context.Context, w record.Writer, seq int64, m *made) error {
	rep, d := m.kept.Report, m.kept.Report.Document
	var digest link.Digest
	if err := digest.Decode(m.kept.Reading.Digest); err != nil {
		return err
	}
	at := dup.Me{Seq: seq, ID: rep.ID, Known: rep.Known()}
	if err := w.Post(ctx, dup.Kind, dup.Postings(digest.Dup, at)); err != nil {
		return err
	}
	card, err := story.Decode(digest.Story)
	if err != nil {
		return err
	}
	day := story.DayOf(rep.Known())
	p, err := f.story.Place(ctx, blind{w}, story.Me{Seq: seq, ID: rep.ID, Day: day, Outlet: d.Outlet}, card, nil)
	if err != nil {
		return err
	}
	if err := w.Post(ctx, story.Kind, p.Postings); err != nil {
		return err
	}
	if err := w.Count(ctx, story.Kind, p.CountKeys, day); err != nil {
		return err
	}
	if err := w.PutCards(ctx, []record.Card{{Kind: story.Kind, Ref: seq, Body: p.Card}}); err != nil {
		return err
	}
	h := m.h
	if h.story == "" {
		h.story = hearsay.StoryID(rep.ID)
	}
	if err := w.SetStory(ctx, []int64{seq}, h.story); err != nil {
		return err
	}
	ts := m.kept.Reading.Tellings
	if h.event == "" {
		pl, err := f.merge.Place(ctx, blind{w}, merge.Me{Seq: seq, ID: rep.ID, Outlet: d.Outlet, Known: rep.Known(), Text: d.Text}, ts, h.story)
		if err != nil {
			return err
		}
		if err := w.Post(ctx, merge.Kind, pl.Postings); err != nil {
			return err
		}
		if err := w.PutCards(ctx, pl.Cards); err != nil {
			return err
		}
		h.event = pl.Placed[0].Merged
	}
	ids := make([]string, len(ts))
	for i := range ts {
		ids[i] = ts[i].ID
	}
	if err := w.SetMerged(ctx, ids, h.event); err != nil {
		return err
	}
	h.filled++
	if bits.OnesCount(uint(h.filled)) != 1 {
		return nil
	}
	told, err := w.Told(ctx, h.event)
	if err != nil {
		return err
	}
	row := weigh.Merge(told, time.Time{})
	row.ID = h.event
	if err := w.PutMerged(ctx, row); err != nil {
		return err
	}
	return w.PutStory(ctx, hearsay.Story{ID: h.story, Title: d.Title, Reports: h.filled, Outlets: min(h.filled, len(outlets)), Origins: h.filled, First: rep.Known(), Last: rep.Known()})
}
