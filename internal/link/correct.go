package link

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/record"
)

// Corrector keeps what people say against codings, and makes anew what that touches.
// It is safe for concurrent use: it holds only tables.
type Corrector struct{ l *Linker }

// NewCorrector returns one with the embedded weights.
func NewCorrector() (*Corrector, error) {
	m, err := merge.New()
	if err != nil {
		return nil, err
	}
	return &Corrector{&Linker{merge: m}}, nil
}

// Correct keeps a correction within a transaction. It is about the tellings named in it,
// with what people say in place of the coding, and about copies and versions of theirs that
// tell it in the same words. to is the merged event that it says they are of, empty for
// other fields than "same". The merged events that it touched are returned, as they stand after it.
func (c *Corrector) Correct(ctx context.Context, w record.Writer, k *hearsay.Correction, to string) ([]string, error) {
	b := &batch{l: c.l, w: w, sum: &Sum{}, founded: map[string][]string{}}
	if err := b.spread(ctx, k); err != nil {
		return nil, err
	}
	if hearsay.Moves(k.Field) {
		if err := b.sides(ctx, k, to); err != nil {
			return nil, err
		}
	}
	if err := w.Correct(ctx, k); err != nil {
		return nil, err
	}
	return b.corrected(ctx, k, "corrected", k.By, k.Note)
}

// Undo takes a correction back within a transaction: what it said is laid over nothing
// any more, and what it moved goes back to where it was.
func (c *Corrector) Undo(ctx context.Context, w record.Writer, id, by, note string) ([]string, error) {
	b := &batch{l: c.l, w: w, sum: &Sum{}, founded: map[string][]string{}}
	if err := w.Undo(ctx, id, by, note); err != nil {
		return nil, err
	}
	k, err := w.Correction(ctx, id)
	if err != nil {
		return nil, err
	}
	return b.corrected(ctx, k, "correction-undone", by, note)
}

// corrected makes true what stands after a correction was made or undone.
func (b *batch) corrected(ctx context.Context, k *hearsay.Correction, kind, by, note string) ([]string, error) {
	when := k.Made
	if k.Undone != nil {
		when = k.Undone.When
	}
	var notes []hearsay.Change
	var held []string
	for i := range k.Tellings {
		x := &k.Tellings[i]
		t, ok, err := b.anchored(ctx, &x.Anchor)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		event := t.Merged
		touch(&b.events, event)
		if hearsay.Moves(k.Field) {
			if event, err = b.belongs(ctx, &t, k.ID, x); err != nil {
				return nil, err
			}
			if event != "" && event != t.Merged {
				if err := b.w.SetMerged(ctx, []string{t.ID}, event); err != nil {
					return nil, err
				}
				touch(&b.events, event)
				notes = append(notes, hearsay.Change{Kind: "event-parted", Known: when, Subject: t.Merged, Object: event, Report: t.Teller.ID, Why: said(k, x, by, note)})
			}
			held = append(held, event)
			if err := b.touchLeft(ctx, x); err != nil {
				return nil, err
			}
		}
		notes = append(notes, hearsay.Change{Kind: kind, Known: when, Subject: event, Object: t.ID, Report: t.Teller.ID, Why: said(k, x, by, note)})
	}
	if err := b.w.Note(ctx, notes); err != nil {
		return nil, err
	}
	touched := slices.Clone(b.events)
	into := ""
	if len(held) > 0 {
		into = held[0]
	}
	if err := b.recard(ctx, touched, into); err != nil {
		return nil, err
	}
	return touched, b.finish(ctx)
}

// touchLeft has the event viewed anew that a telling was taken from: its view tells when
// that was.
func (b *batch) touchLeft(ctx context.Context, x *hearsay.Corrected) error {
	var from []string
	for _, v := range x.Was {
		from = append(from, v.Value)
	}
	if x.Beside != nil {
		o, ok, err := b.anchored(ctx, x.Beside)
		if err != nil {
			return err
		}
		if ok {
			from = append(from, o.Merged)
		}
	}
	for _, id := range from {
		told, err := b.w.Told(ctx, id)
		if err != nil {
			return err
		}
		if len(told) > 0 {
			touch(&b.events, id)
		}
	}
	return nil
}

// said tells a correction as a reason.
func said(k *hearsay.Correction, x *hearsay.Corrected, by, note string) []hearsay.Why {
	list := func(vs []hearsay.Stated) string {
		var out []string
		for _, v := range vs {
			out = append(out, v.Value)
		}
		if len(out) == 0 {
			return "nothing"
		}
		return strings.Join(out, ", ")
	}
	s := list(x.Was) + " -> " + list(x.Is)
	if k.Field == hearsay.FieldNone {
		s = "it is no event"
	}
	s += ", says " + by
	if k.Undone != nil {
		s = "no longer " + list(x.Is) + ", says " + by
	}
	if note != "" {
		s += ": " + note
	}
	return []hearsay.Why{{Feature: k.Field, Note: s}}
}

// anchored finds a telling in the newest reading of its report.
func (b *batch) anchored(ctx context.Context, a *hearsay.Anchor) (t record.Told, ok bool, err error) {
	report, _, _ := record.Part(a.Telling)
	seq, err := b.w.SeqOf(ctx, report)
	if err != nil {
		return t, false, err
	}
	told, err := b.w.ToldBy(ctx, seq)
	if err != nil {
		return t, false, err
	}
	ts := make([]hearsay.Telling, len(told))
	for i := range told {
		ts[i] = *coded(&told[i])
	}
	if i := a.Find(ts); i >= 0 {
		return told[i], true, nil
	}
	return t, false, nil
}

// coded is a telling as it was read.
func coded(t *record.Told) *hearsay.Telling {
	if t.Coded != nil {
		return t.Coded
	}
	return &t.Telling
}

// belongs is the event that a telling is of: as people say, else, where that was undone,
// the one that it was taken from.
func (b *batch) belongs(ctx context.Context, t *record.Told, id string, x *hearsay.Corrected) (string, error) {
	if h := t.Held(); h != nil {
		return b.heldIn(ctx, h)
	}
	x, made, err := b.firstMove(ctx, t, id, x)
	if err != nil {
		return "", err
	}
	// The event goes by another id where it was linked anew. What was beside it knows, unless people
	// moved that too, to there or from there.
	if x.Beside != nil {
		o, ok, err := b.anchored(ctx, x.Beside)
		if err != nil || ok && o.Merged != "" && o.Held() == nil && o.HeldAt(made) == nil {
			return o.Merged, err
		}
	}
	if len(x.Was) > 0 {
		return x.Was[0].Value, nil
	}
	return t.Merged, nil
}

// firstMove is what a correction says of a telling that took it from where linking had put
// it: x, of the correction under an id, or that of one before it that stood when that was made.
func (b *batch) firstMove(ctx context.Context, t *record.Told, id string, x *hearsay.Corrected) (first *hearsay.Corrected, made time.Time, err error) {
	page, err := b.w.Corrections(ctx, record.Filter{Report: t.Teller.ID})
	if err != nil {
		return nil, made, err
	}
	var at *hearsay.Correction
	for i := range page.Rows { // the newest first
		k := &page.Rows[i]
		if !hearsay.Moves(k.Field) {
			continue
		}
		for j := range k.Tellings {
			y := &k.Tellings[j]
			switch {
			case y.Found != t.ID:
			case k.ID == id:
				at, x = k, y
			case at != nil && k.Seq < at.Seq && (k.Undone == nil || k.Undone.When.After(at.Made)):
				at, x = k, y
			}
		}
	}
	if at != nil {
		made = at.Made
	}
	return x, made, nil
}

// heldIn is the event that a person says a telling is of. What it is said to belong
// to may not be linked yet: until then it is of an event of its own.
func (b *batch) heldIn(ctx context.Context, c *record.Correcting) (string, error) {
	if c.With != nil {
		o, ok, err := b.anchored(ctx, c.With)
		if err != nil || ok && o.Merged != "" {
			return o.Merged, err
		}
	}
	return hearsay.EventID(c.ID), nil
}

// sides notes for a correction that moves tellings what they are taken from and put
// beside.
func (b *batch) sides(ctx context.Context, k *hearsay.Correction, to string) error {
	moved := map[string]bool{}
	for i := range k.Tellings {
		moved[k.Tellings[i].Telling] = true
	}
	other := func(event string) (*hearsay.Anchor, error) {
		told, err := b.w.Told(ctx, event)
		var out *hearsay.Anchor
		for i := range told {
			t := coded(&told[i])
			if moved[t.ID] || out != nil && told[i].Held() != nil {
				continue
			}
			out = &hearsay.Anchor{Telling: t.ID, At: t.At, Type: t.Type}
			if told[i].Held() == nil {
				break // people may take the others out again
			}
		}
		return out, err
	}
	with, err := other(to)
	if err != nil {
		return err
	}
	if k.Field == hearsay.FieldSame && with == nil {
		return &hearsay.Problem{Kind: record.ErrCorrection, What: fmt.Sprintf("nothing else tells of %s", to), Hint: "name another event"}
	}
	of, err := b.w.MergedOf(ctx, sorted(moved))
	if err != nil {
		return err
	}
	for i := range k.Tellings {
		x := &k.Tellings[i]
		from := of[x.Telling]
		switch {
		case from == "":
			return &hearsay.Problem{Kind: record.ErrCorrection, What: x.Telling + " is not linked yet", Hint: "hearsay add links reports when all are read"}
		case from == to:
			return &hearsay.Problem{Kind: record.ErrCorrection, What: fmt.Sprintf("%s is of %s already", x.Telling, to), Hint: "hearsay explain " + x.Telling + " tells why"}
		}
		if x.Beside, err = other(from); err != nil {
			return err
		}
		if k.Field == hearsay.FieldApart && x.Beside == nil {
			return &hearsay.Problem{Kind: record.ErrCorrection, What: fmt.Sprintf("nothing else tells of %s", from), Hint: "there is nothing to take it apart from; say that it is no event, or which other one it is of"}
		}
		x.With = with
		x.Was, x.Is = []hearsay.Stated{{Value: from}}, nil
		if to != "" {
			x.Is = []hearsay.Stated{{Value: to}}
		}
	}
	return nil
}

// hold puts tellings of a report where people say that they belong, and those of
// others that wait for one of its own.
func (b *batch) hold(ctx context.Context, r *report, held []record.Told) error {
	var events []string
	put := func(t *record.Told, h *record.Correcting) error {
		event, err := b.heldIn(ctx, h)
		if err != nil || event == t.Merged {
			return err
		}
		if err := b.w.SetMerged(ctx, []string{t.ID}, event); err != nil {
			return err
		}
		b.sum.Merged++
		touch(&b.events, t.Merged, event)
		touch(&events, t.Merged, event)
		return b.note(ctx, r, "event-joined-by", event, t.ID, []hearsay.Why{{Feature: "correction", Value: 1, Note: h.By + " says so (" + h.ID + ")"}})
	}
	for i := range held {
		if err := put(&held[i], held[i].Held()); err != nil {
			return err
		}
	}
	waiting, err := b.w.Waiting(ctx, r.head.Seq)
	if err != nil {
		return err
	}
	for i := range waiting {
		if waiting[i].Merged == "" {
			continue // its report is still to come
		}
		if err := put(&waiting[i], waiting[i].Held()); err != nil {
			return err
		}
	}
	return b.recard(ctx, events, "")
}

// mostRetold bounds how many reports of an event are looked at for its card, which
// holds no more than some of each thing.
const mostRetold = 300

// recard makes the cards of events anew by which later reports find them. One that
// nobody tells any more leads on to into.
func (b *batch) recard(ctx context.Context, events []string, into string) error {
	for _, id := range events {
		told, err := b.w.Told(ctx, id)
		if err != nil {
			return err
		}
		if len(told) == 0 {
			if err := b.w.PutCards(ctx, []record.Card{merge.Gone(id, into)}); err != nil {
				return err
			}
			if into != "" && into != id {
				if err := b.w.DropMerged(ctx, id, into); err != nil {
					return err
				}
				touch(&b.gone, id)
			}
			continue
		}
		var rs []merge.Retold
		apart := false
		done := map[int64]bool{}
		for i := range told {
			h := &told[i].Teller
			if c := told[i].Held(); c != nil && c.Field == hearsay.FieldApart {
				apart = true
			}
			if done[h.Seq] || len(rs) == mostRetold {
				continue
			}
			done[h.Seq] = true
			of := merge.Retold{Me: merge.Me{Seq: h.Seq, ID: h.ID, Outlet: h.Outlet, Known: h.Known, Copy: h.Copy}, Story: h.Story}
			if _, of.Me.Text, err = b.w.Text(ctx, h.Seq); err != nil {
				return err
			}
			all, err := b.w.ToldBy(ctx, h.Seq)
			if err != nil {
				return err
			}
			for k := range all {
				of.Tellings = append(of.Tellings, all[k].Telling)
				if all[k].Merged == id {
					of.Of = append(of.Of, k)
				}
			}
			rs = append(rs, of)
		}
		card, postings := b.l.merge.Sum(id, rs, apart)
		if err := b.w.PutCards(ctx, []record.Card{card}); err != nil {
			return err
		}
		if err := b.w.Post(ctx, merge.Kind, postings); err != nil {
			return err
		}
	}
	return nil
}
