package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func (t *tx) SetCopy(_ context.Context, seq int64, c *hearsay.Copy) error {
	if err := t.uncopied(seq); err != nil {
		return trouble("marking a copy", err)
	}
	t.Memory.heads.Drop(seq)
	n, err := t.Change("delete from copy where seq = ?", seq)
	if err != nil {
		return trouble("marking a copy", err)
	}
	t.add(copies, -n)
	if c == nil {
		return nil
	}
	b, err := json.Marshal(c)
	if err == nil {
		err = t.Exec("insert into copy (seq, of_id, body) values (?, ?, ?)", seq, c.Of, record.SqueezeOwn(b))
	}
	if err == nil {
		err = t.copied(seq, c.Of, 1)
	}
	t.add(copies, 1)
	return trouble("marking a copy", err)
}

// SetStory puts reports into a story; an empty one takes them out of theirs.
func (t *tx) SetStory(ctx context.Context, seqs []int64, story string) error {
	var number int64
	var err error
	if story != "" {
		if number, err = t.storyNumber(story); err != nil {
			return trouble("making story "+story, err)
		}
	}
	for _, seq := range seqs {
		if err := t.Exec("update report set story = ? where seq = ?", story, seq); err != nil {
			return trouble("setting a report's story", err)
		}
		if head, ok := t.Memory.heads.Get(seq); ok {
			head.Story = story
			t.Memory.heads.Put(seq, head)
		}
	}
	if story == "" {
		return nil
	}
	// What the reports bring to the story's terms stays when they leave it again:
	// questions check a story's reports.
	heads, err := t.Heads(ctx, seqs)
	if err != nil {
		return err
	}
	for i := range heads {
		t.putTerms("story_term", number, record.StoryTerms(&heads[i]))
	}
	return nil
}

// storyNumber numbers a story, a new one too.
func (t *tx) storyNumber(id string) (int64, error) {
	var n int64
	err := t.Row("select seq from story where id = ?", []any{id}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		return t.Insert("insert into story (id, joined, shown, title, reports, outlets, origins, first, last) values (?, '', 0, '', 0, 0, 0, null, null) returning seq", id)
	}
	return n, err
}

// PutStory puts a story's view in place of the one that stood. A story without
// reports, or joined into another, is no longer listed.
func (t *tx) PutStory(_ context.Context, s hearsay.Story) error {
	n, err := t.storyNumber(s.ID)
	if err != nil {
		return trouble("keeping story "+s.ID, err)
	}
	shown := int64(0)
	if s.Into == "" && s.Reports > 0 {
		shown = 1
	}
	var was int64
	if err := t.Row("select shown from story where seq = ?", []any{n}, &was); err != nil {
		return trouble("keeping story "+s.ID, err)
	}
	t.add(stories, shown-was)
	err = t.Exec("update story set joined = ?, shown = ?, title = ?, reports = ?, outlets = ?, origins = ?, first = ?, last = ? where seq = ?",
		s.Into, shown, record.Plain(s.Title), s.Reports, s.Outlets, s.Origins, record.Micros(s.First), record.Micros(s.Last), n)
	return trouble("keeping story "+s.ID, err)
}

// SetMerged ties tellings to a merged event; an empty one takes them off theirs.
func (t *tx) SetMerged(ctx context.Context, ids []string, merged string) error {
	for _, id := range ids {
		seq, part, err := t.telling(ctx, id)
		if err != nil {
			return err
		}
		if merged == "" {
			err = t.Exec("delete from told where report = ? and part = ?", seq, part)
		} else {
			err = t.Exec("insert into told (report, part, merged) values (?, ?, ?) on conflict (report, part) do update set merged = excluded.merged", seq, part, merged)
		}
		if err != nil {
			return trouble("tying telling "+id, err)
		}
	}
	if merged != "" {
		if _, err := t.mergedNumber(merged); err != nil {
			return trouble("making merged event "+merged, err)
		}
	}
	return nil
}

// telling splits the id of a telling or claim into its report's number and the rest.
func (r *reader) telling(ctx context.Context, id string) (seq int64, part string, err error) {
	report, part, ok := record.Part(id)
	if !ok {
		return 0, "", record.ErrNone
	}
	seq, err = r.SeqOf(ctx, report)
	return seq, part, err
}

// mergedNumber numbers a merged event, a new one too.
func (t *tx) mergedNumber(id string) (int64, error) {
	var n int64
	err := t.Row("select seq from merged where id = ?", []any{id}, &n)
	if errors.Is(err, sql.ErrNoRows) {
		return t.Insert("insert into merged (id, joined) values (?, '') returning seq", id)
	}
	return n, err
}

// PutMerged puts the view of a merged event in place of the one that stood, and
// adds it to history where a reader would see a difference.
func (t *tx) PutMerged(_ context.Context, m record.MergedRow) error {
	return trouble("keeping merged event "+m.ID, t.putMerged(&m))
}

func (t *tx) putMerged(m *record.MergedRow) error {
	if m.ID == "" {
		return errors.New("it has no id")
	}
	seq, err := t.mergedNumber(m.ID)
	if err != nil {
		return err
	}
	p := m.Packed
	if p == nil {
		p = record.PackMerged(m)
	}
	is := p.View
	var was record.View
	var had []int64
	var terms, block []byte
	err = t.Row("select terms, body from view where seq = ?", []any{seq}, &terms, &block)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		t.add(events, 1)
		if err := t.Exec("update merged set joined = '' where seq = ? and joined <> ''", seq); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		if was, err = record.ReadView(block); err != nil {
			return err
		}
		if was.Same(is) {
			return nil
		}
		if had, err = record.UnpackTerms(terms); err != nil {
			return err
		}
	}
	if string(was.Shown) != string(is.Shown) {
		if err := t.addHistory(seq, was.Shown, is.Shown); err != nil {
			return err
		}
	}
	gone, come := record.Differ(had, p.Terms)
	t.dropTerms("event_term", seq, gone)
	t.putTerms("event_term", seq, come)
	if err := t.putFact(seq, m); err != nil {
		return err
	}
	return t.Exec("insert into view (seq, story, terms, head, body) values (?, ?, ?, ?, ?) on conflict (seq) do update set story = excluded.story, terms = excluded.terms, head = excluded.head, body = excluded.body",
		seq, m.Story, p.Listed, p.Head, p.Body)
}

// DropMerged takes a merged event out of the questions; its history stays, and its
// id leads to the event that it was joined into.
func (t *tx) DropMerged(_ context.Context, id, into string) error {
	var seq int64
	err := t.Row("select seq from merged where id = ?", []any{id}, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = t.dropView(seq)
	}
	if err == nil {
		err = t.Exec("update merged set joined = ? where seq = ?", into, seq)
	}
	return trouble("dropping merged event "+id, err)
}

func (t *tx) dropView(seq int64) error {
	var block []byte
	err := t.Row("select terms from view where seq = ?", []any{seq}, &block)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	terms, err := record.UnpackTerms(block)
	if err != nil {
		return err
	}
	t.dropTerms("event_term", seq, terms)
	t.dropFact(seq)
	t.add(events, -1)
	return t.Exec("delete from view where seq = ?", seq)
}

func (t *tx) PutRelation(_ context.Context, from string, r hearsay.Relation) error {
	err := t.Exec("insert into relation (from_id, to_id, kind, why) values (?, ?, ?, ?) on conflict (from_id, to_id, kind) do update set why = excluded.why", from, r.Event, r.Kind, record.Plain(r.Why))
	return trouble("relating merged events", err)
}

// Withdraw marks what a later version no longer holds; the first time counts.
func (t *tx) Withdraw(_ context.Context, claims, tellings []string, when time.Time) error {
	for _, ids := range [][]string{claims, tellings} {
		for _, id := range ids {
			if err := t.Exec("insert into withdrawn (id, at) values (?, ?) on conflict do nothing", id, record.Order(when)); err != nil {
				return trouble("withdrawing "+id, err)
			}
		}
	}
	return nil
}

// Revise keeps the differences between versions, in place of those kept for the
// same two before.
func (t *tx) Revise(_ context.Context, rs []hearsay.Revision) error {
	done := map[[2]string]bool{}
	for _, r := range rs {
		if two := [2]string{r.From, r.To}; !done[two] {
			done[two] = true
			if err := t.revised(r.From, r.To, nil, -1); err != nil {
				return trouble("keeping revisions", err)
			}
			if err := t.Exec("delete from revision where old_id = ? and new_id = ?", r.From, r.To); err != nil {
				return trouble("keeping revisions", err)
			}
		}
		b, err := json.Marshal(r)
		if err == nil {
			err = t.Exec("insert into revision (old_id, new_id, body) values (?, ?, ?)", r.From, r.To, record.SqueezeOwn(b))
		}
		if err != nil {
			return trouble("keeping revisions", err)
		}
	}
	for two := range done {
		of := slices.DeleteFunc(slices.Clone(rs), func(r hearsay.Revision) bool { return r.From != two[0] || r.To != two[1] })
		if err := t.revised(two[0], two[1], of, 1); err != nil {
			return trouble("keeping revisions", err)
		}
	}
	return nil
}

// Unlink takes off all that linking made but changes and history. Numbers of
// stories and events stay with their ids.
func (t *tx) Unlink(ctx context.Context) error {
	delete(t.terms, "event_term")
	delete(t.terms, "story_term")
	t.frequencies = frequencies{}
	t.fresh, t.freshRows = nil, 0
	t.forgetIndex()
	t.packed()
	t.facts, t.tallies = nil, nil
	if err := t.Exec("update fact set body = ?, version = ?", []byte{}, t.Memory.writes); err != nil {
		return trouble("taking the links off", err)
	}
	for _, q := range []string{
		"delete from told", "delete from view", "delete from event_term", "delete from story_term", "delete from relation", "delete from copy",
		"delete from withdrawn", "delete from revision", "delete from posting_tail", "delete from posting_part", "delete from posting_block", "delete from frequency", "delete from documents", "delete from card", "delete from tally", "update total set n = 0 where name = 'unfilled'",
		"update merged set joined = '' where joined <> ''",
		"update story set joined = '', shown = 0, title = '', reports = 0, outlets = 0, origins = 0, first = null, last = null",
		"update report set story = '', stage = 1 where stage <> 1 or story <> ''",
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := t.Exec(q); err != nil {
			return trouble("taking the links off", err)
		}
	}
	sum, err := t.Counts(ctx)
	if err != nil {
		return err
	}
	t.add(pending, sum.Reports-sum.Pending)
	t.add(stories, -sum.Stories)
	t.add(events, -sum.Events)
	t.add(copies, -sum.Copies)
	return nil
}
