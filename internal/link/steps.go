package link

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/revise"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/record"
)

// versions holds a new version of a report against the one before: what it no
// longer says is withdrawn from when the new version became known.
func (b *batch) versions(ctx context.Context, r *report) error {
	if r.head.Version <= 1 || r.head.Address == "" {
		return nil
	}
	all, err := b.w.Versions(ctx, r.head.Address)
	if err != nil {
		return err
	}
	before := -1
	for i := range all {
		if all[i].Version == r.head.Version-1 {
			before = i
		}
	}
	if before < 0 {
		return nil
	}
	old := all[before]
	was, err := b.reading(ctx, old.Seq)
	if err != nil {
		return err
	}
	is, err := b.reading(ctx, r.head.Seq)
	if err != nil {
		return err
	}
	rs := revise.Compare(was, is, old.ID, r.head.ID)
	if err := b.w.Revise(ctx, rs); err != nil {
		return err
	}
	var claims []string
	for _, rev := range rs {
		if rev.Kind == "dropped" && rev.Old != "" {
			claims = append(claims, hearsay.PartID(old.ID, rev.Old))
		}
	}
	// The tellings of the earlier version end with it: what still holds, the new one tells.
	told, err := b.w.ToldBy(ctx, old.Seq)
	if err != nil {
		return err
	}
	var tellings []string
	for _, t := range told {
		tellings = append(tellings, t.ID)
		touch(&b.events, t.Merged)
	}
	if err := b.w.Withdraw(ctx, claims, tellings, r.head.Known); err != nil {
		return err
	}
	return b.note(ctx, r, "revision", r.head.ID, old.ID, []hearsay.Why{{Feature: "versions", Value: float64(len(rs)), Note: fmt.Sprintf("version %d of %s: %d differences", r.head.Version, r.head.Address, len(rs))}})
}

func (b *batch) reading(ctx context.Context, seq int64) (*hearsay.Reading, error) {
	kept, err := b.w.ReadingOf(ctx, seq)
	if err != nil {
		return nil, err
	}
	var r hearsay.Reading
	if err := json.Unmarshal(kept.JSON, &r); err != nil {
		return nil, fmt.Errorf("reading what is stored of report %d: %w", seq, err)
	}
	return &r, nil
}

// copies finds what the report copies, and what copies it where it came late.
func (b *batch) copies(ctx context.Context, r *report) error {
	me := dup.Me{Seq: r.head.Seq, ID: r.head.ID, Outlet: r.head.Outlet, Agency: r.head.Agency, Address: r.head.Address, Title: r.title, Text: r.text, Known: r.head.Known}
	m, err := b.l.dup.Find(ctx, b.w, me, r.digest.Dup)
	if err != nil {
		return err
	}
	if err := b.w.Post(ctx, dup.Kind, dup.Postings(r.digest.Dup, me)); err != nil {
		return err
	}
	if m.Copy != nil {
		b.sum.Copies++
		r.head.Copy = m.Copy
		if err := b.w.SetCopy(ctx, r.head.Seq, m.Copy); err != nil {
			return err
		}
		if err := b.note(ctx, r, "copy-found", r.head.ID, m.Copy.Of, m.Why); err != nil {
			return err
		}
	}
	for _, later := range m.Later {
		if err := b.w.SetCopy(ctx, later.Seq, later.Copy); err != nil {
			return err
		}
		told, err := b.w.ToldBy(ctx, later.Seq)
		if err != nil {
			return err
		}
		for _, t := range told {
			touch(&b.events, t.Merged)
		}
		kind, of := "copy-undone", ""
		if later.Copy != nil {
			b.sum.Copies++
			kind, of = "copy-found", later.Copy.Of
		}
		if err := b.note(ctx, r, kind, later.ID, of, later.Why); err != nil {
			return err
		}
	}
	return nil
}

// place finds the report's story.
func (b *batch) place(ctx context.Context, r *report) error {
	card, err := story.Decode(r.digest.Story)
	if err != nil {
		return err
	}
	p, err := b.l.story.Place(ctx, b.w, story.Me{Seq: r.head.Seq, ID: r.head.ID, Day: story.DayOf(r.head.Known), Outlet: r.head.Outlet}, card, r.head.Copy)
	if err != nil {
		return err
	}
	if err := b.w.Post(ctx, story.Kind, p.Postings); err != nil {
		return err
	}
	if err := b.w.Count(ctx, story.Kind, p.CountKeys, story.DayOf(r.head.Known)); err != nil {
		return err
	}
	if err := b.w.PutCards(ctx, []record.Card{{Kind: story.Kind, Ref: r.head.Seq, Body: p.Card}}); err != nil {
		return err
	}
	kind := "story-joined-by"
	r.story = p.Story
	if r.story == "" {
		r.story, kind = hearsay.StoryID(r.head.ID), "story-founded"
		b.sum.Stories++
	}
	if err := b.w.SetStory(ctx, []int64{r.head.Seq}, r.story); err != nil {
		return err
	}
	touch(&b.stories, r.story)
	if err := b.note(ctx, r, kind, r.story, r.head.ID, p.Why); err != nil {
		return err
	}
	for _, mv := range p.Moves {
		if err := b.move(ctx, r, mv); err != nil {
			return err
		}
	}
	return nil
}

// move takes reports from one story to another.
func (b *batch) move(ctx context.Context, r *report, mv story.Move) error {
	for _, seq := range mv.Seqs {
		if seq == r.head.Seq {
			r.story = mv.To
		}
		told, err := b.w.ToldBy(ctx, seq)
		if err != nil {
			return err
		}
		for _, t := range told {
			touch(&b.events, t.Merged)
		}
	}
	if err := b.w.SetStory(ctx, mv.Seqs, mv.To); err != nil {
		return err
	}
	touch(&b.stories, mv.From, mv.To)
	kind := "story-split"
	if mv.Kind == story.Joined {
		kind = "story-joined"
		b.sum.Joined++
		if mv.From == r.story {
			r.story = mv.To
		}
	} else {
		b.sum.Split++
	}
	return b.note(ctx, r, kind, mv.To, mv.From, mv.Why)
}

// happenings finds the merged events of the report's tellings.
func (b *batch) happenings(ctx context.Context, r *report) error {
	told, err := b.w.ToldBy(ctx, r.head.Seq)
	if err != nil {
		return err
	}
	if len(told) == 0 {
		return nil
	}
	if told, err = b.carry(ctx, r, told); err != nil {
		return err
	}
	var ts []hearsay.Telling
	var held []record.Told // people say which events they are of
	for i := range told {
		if told[i].Held() != nil {
			held = append(held, told[i])
			continue
		}
		ts = append(ts, told[i].Telling)
	}
	p, err := b.l.merge.Place(ctx, index{b}, merge.Me{Seq: r.head.Seq, ID: r.head.ID, Outlet: r.head.Outlet, Known: r.head.Known, Text: r.text, Copy: r.head.Copy}, ts, r.story)
	if err != nil {
		return err
	}
	if err := b.w.Post(ctx, merge.Kind, p.Postings); err != nil {
		return err
	}
	if err := b.w.PutCards(ctx, p.Cards); err != nil {
		return err
	}
	for _, pl := range p.Placed {
		kind := "event-joined-by"
		if pl.New {
			kind = "event-founded"
			b.sum.Events++
			b.founded[r.story] = slices.Insert(b.founded[r.story], 0, pl.Merged)
		} else {
			b.sum.Merged++
		}
		if err := b.w.SetMerged(ctx, []string{pl.Telling}, pl.Merged); err != nil {
			return err
		}
		touch(&b.events, pl.Merged)
		if err := b.note(ctx, r, kind, pl.Merged, pl.Telling, pl.Why); err != nil {
			return err
		}
	}
	for _, j := range p.Joins {
		told, err := b.w.Told(ctx, j.From)
		if err != nil {
			return err
		}
		var ids []string
		for _, t := range told {
			ids = append(ids, t.ID)
		}
		if err := b.w.SetMerged(ctx, ids, j.Into); err != nil {
			return err
		}
		if err := b.w.DropMerged(ctx, j.From, j.Into); err != nil {
			return err
		}
		for story, ids := range b.founded {
			b.founded[story] = slices.DeleteFunc(ids, func(id string) bool { return id == j.From })
		}
		touch(&b.events, j.From, j.Into)
		touch(&b.gone, j.From)
		if err := b.note(ctx, r, "event-joined", j.Into, j.From, j.Why); err != nil {
			return err
		}
	}
	for _, rel := range p.Relations {
		if err := b.w.PutRelation(ctx, rel.From, hearsay.Relation{Event: rel.To, Kind: rel.Kind, Why: rel.Note}); err != nil {
			return err
		}
		touch(&b.events, rel.From, rel.To)
		if err := b.note(ctx, r, "relation", rel.From, rel.To, rel.Why); err != nil {
			return err
		}
	}
	return b.hold(ctx, r, held)
}
