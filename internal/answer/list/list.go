// Package list asks the record for a page of rows of any kind, for the command line
// and for the API alike.
//
//	page, err := list.Page(ctx, r, query.EventKind, q.Filter, list.Want{Open: true})
//	for _, row := range page.Rows { err = row(w) } // w is a view.Writer
//
// In: a kind and a filter, as query.Flags.Question makes them. Out: rows that can be
// written in each form, and the mark of the next page.
package list

import (
	"context"
	"fmt"

	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// Row writes itself.
type Row func(view.Writer) error

// Answer is a page of rows.
type Answer struct {
	Rows []Row
	Next string // mark of the next page; empty: this is the last
	// Partial, where above 0: the looking was stopped after so many candidates.
	Partial int
}

// Want is how much of each row is wanted.
type Want struct {
	Open    bool // the reports of events and stories
	Bounded bool // no more of one event or story than a bounded answer has
}

// mostReports bounds the reports of one story in a bounded list.
const mostReports = 100

// Page asks for one page.
func Page(ctx context.Context, r record.Reader, kind query.Kind, f record.Filter, want Want) (Answer, error) {
	switch kind {
	case query.EventKind:
		return events(ctx, r, f, want)
	case query.ClaimKind:
		page, err := r.Claims(ctx, f)
		return rows(page, view.Writer.Claim), err
	case query.StoryKind:
		most := 0
		switch {
		case want.Open && want.Bounded:
			most = mostReports
		case want.Open:
			most = query.AllReports
		}
		page, err := query.Stories(ctx, r, f, most)
		return rows(page, view.Writer.Story), err
	case query.ReportKind:
		page, err := r.Reports(ctx, f)
		return rows(page, view.Writer.Report), err
	case query.CorrectionKind:
		page, err := query.Corrections(ctx, r, f)
		return rows(page, view.Writer.Correction), err
	case query.FindKind:
		page, err := r.Search(ctx, f)
		return rows(page, view.Writer.Found), err
	}
	return Answer{}, fmt.Errorf("there are no lists of %q", kind)
}

// Why tells what stood in the way of a question that had no answer.
func Why(ctx context.Context, r record.Reader, q *query.Question) ([]string, error) {
	return q.Loosen(ctx, r, func(f record.Filter) (bool, error) {
		p, err := Page(ctx, r, q.Kind, f, Want{})
		return len(p.Rows) > 0, err
	})
}

func rows[T any](page record.Page[T], write func(view.Writer, *T) error) Answer {
	out := Answer{Next: page.Next}
	for i := range page.Rows {
		out.Rows = append(out.Rows, func(w view.Writer) error { return write(w, &page.Rows[i]) })
	}
	return out
}

func events(ctx context.Context, r record.Reader, f record.Filter, want Want) (Answer, error) {
	page, err := query.Events(ctx, r, weigh.Merge, f)
	out := Answer{Next: page.Next}
	if page.Partial {
		out.Partial = page.Looked
	}
	if err != nil {
		return out, err
	}
	for i := range page.Rows {
		e := &page.Rows[i]
		if want.Open {
			if err := query.Open(ctx, r, e); err != nil {
				return out, err
			}
		}
		if want.Bounded {
			e.Bound()
		}
		out.Rows = append(out.Rows, func(w view.Writer) error { return w.Event(e) })
	}
	return out, nil
}
