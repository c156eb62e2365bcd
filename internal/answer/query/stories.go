package query

import (
	"context"
	"fmt"
	"slices"
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
	// More is how many reports follow on Articles; Next is the mark that goes on with them, for [StoryPage].
	More  int
	Next  string
	Notes []string // what a reader has to know of the figures
}

// mostMembers bounds how many reports a story is counted from as of a moment: the first ones.
const mostMembers = 5000

// AllReports asks [Stories] for all reports of each story.
const AllReports = -1

// Stories returns a page of stories, each with its first reports, most at most (0: none); as of a moment they are
// counted from the reports that were known by then.
func Stories(ctx context.Context, r StoryReader, f record.Filter, most int) (record.Page[Story], error) {
	page, err := r.Stories(ctx, f)
	out := record.Page[Story]{Next: page.Next}
	if err != nil {
		return out, err
	}
	for _, s := range page.Rows {
		st, err := StoryPage(ctx, r, s, f.AsOf, "", most)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, *st)
	}
	return out, nil
}

// StoryPage is a story with its reports that follow on a mark (empty: from the first on), most at most, as of a moment
// (zero: now). What comes in between two pages is told by neither twice; what has an earlier time than the mark is not
// told any more.
func StoryPage(ctx context.Context, r StoryReader, s hearsay.Story, asOf time.Time, after string, most int) (*Story, error) {
	out := &Story{Story: s}
	then := !asOf.IsZero() && s.Last.After(asOf)
	if most == 0 && !then {
		return out, nil
	}
	q := record.Filter{Story: s.ID, AsOf: asOf, After: after}
	at, onward, err := record.Place("story", q)
	if err != nil {
		return nil, err
	}
	seqs, err := r.Members(ctx, s.ID, 0)
	if err != nil {
		return nil, err
	}
	slices.Reverse(seqs) // the first one first
	var known []record.Teller
	if then {
		var cut bool
		if known, cut, err = knownThen(ctx, r, seqs, asOf); err != nil {
			return nil, err
		}
		if cut {
			out.Notes = append(out.Notes, fmt.Sprintf("counted from the first %d reports: more were known by then", len(known)))
		}
		out.Story = count(s, known)
		seqs = seqs[:0]
		for i := range known {
			seqs = append(seqs, known[i].Seq)
		}
	}
	from := 0
	if onward {
		if from = slices.Index(seqs, at.Seq) + 1; from == 0 {
			return nil, &hearsay.Problem{Kind: record.ErrCursor, What: "the report at which the page before ended is no longer of this story", Hint: "ask for the first page"}
		}
	}
	to := len(seqs)
	if most >= 0 {
		to = min(to, from+most)
	}
	if then {
		out.Articles = known[from:to]
	} else if out.Articles, err = r.Heads(ctx, seqs[from:to]); err != nil {
		return nil, err
	}
	if out.More = len(seqs) - to; out.More > 0 && to > from {
		out.Next = record.Cursor{Seq: seqs[to-1]}.Mark("story", q)
	}
	return out, nil
}

// knownThen are the reports, of numbers in order of Known, that were known at a moment, and whether there are more
// than are looked at.
func knownThen(ctx context.Context, r StoryReader, seqs []int64, asOf time.Time) (out []record.Teller, cut bool, err error) {
	out = []record.Teller{}
	for part := range slices.Chunk(seqs, 500) {
		heads, err := r.Heads(ctx, part)
		if err != nil {
			return nil, false, err
		}
		for i := range heads {
			switch {
			case heads[i].Known.After(asOf):
				return out, false, nil
			case len(out) == mostMembers:
				return out, true, nil
			}
			out = append(out, heads[i])
		}
	}
	return out, false, nil
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
