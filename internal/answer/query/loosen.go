package query

import (
	"context"
	"fmt"

	"github.com/hearsay/hearsay/internal/record"
)

// TotalReader tells how much there is.
type TotalReader interface {
	Counts(ctx context.Context) (record.Totals, error)
}

const fewerWords = "try fewer words, another spelling, or the beginning of a word with a star: capsiz*"

// Loosen tells, for a question that had no answer, what stood in its way: the
// conditions without which there would be one. Ask asks a changed question and
// reports whether it has an answer.
func (q *Question) Loosen(ctx context.Context, r TotalReader, ask func(record.Filter) (bool, error)) ([]string, error) {
	t, err := r.Counts(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	if t.Reports == 0 {
		return []string{"the record is empty: hearsay add PATH puts reports into it"}, nil
	}
	if t.Pending > 0 && q.Kind != ReportKind && q.Kind != FindKind && q.Kind != ClaimKind {
		out = append(out, fmt.Sprintf("%d of %d reports are not linked yet, so what they tell is not seen here: hearsay add goes on with them", t.Pending, t.Reports))
	}
	if q.Kind == FindKind && len(q.conditions) == 0 {
		return append(out, fewerWords), nil
	}
	if len(q.conditions) == 0 {
		if q.Filter.After == "" && len(out) == 0 {
			out = append(out, fmt.Sprintf("the record holds %s; %s was found in none of them", figure(int(t.Reports), "report"), map[Kind]string{EventKind: "an event", ClaimKind: "a claim", StoryKind: "a story", ReportKind: "a report"}[q.Kind]))
		}
		return out, nil
	}
	base := q.Filter
	base.After, base.Limit = "", 1
	var helps []string
	for _, c := range q.conditions {
		f := base
		c.drop(&f)
		ok, err := ask(f)
		if err != nil {
			return nil, err
		}
		if ok {
			helps = append(helps, c.shown)
		}
	}
	switch {
	case len(helps) > 0:
		out = append(out, "there would be an answer without "+or(helps))
	case len(q.conditions) > 1:
		out = append(out, "leaving out any one of the conditions is not enough; ask with fewer of them")
	case q.Kind != FindKind:
		out = append(out, "without it there would be none either")
	}
	if q.Kind == FindKind && q.Filter.Text != nil && len(q.conditions) > 0 && len(helps) == 0 {
		out = append(out, fewerWords)
	}
	return out, nil
}
