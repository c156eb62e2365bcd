package query

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Resolver finds what an id, or the beginning of one, names.
type Resolver interface {
	Resolve(ctx context.Context, id string) (kind, full string, err error)
	Versions(ctx context.Context, address string) ([]record.Teller, error)
}

// The kinds of things with ids, as Resolve tells them.
const (
	aReport  = "report"
	aStory   = "story"
	anEvent  = "event"
	aTelling = "telling"
	aClaim   = "claim"
)

const idHint = "ids look like e4kx0 (event), s4kx0 (story), r4kx0 (report), r4kx0/e3 (telling), r4kx0/c5 (claim); their beginning is enough where it fits one only; a report's address will do too"

// Find finds what an id names; the address of a report names its newest version.
func Find(ctx context.Context, r Resolver, id string) (kind, full string, err error) {
	id = strings.TrimSpace(id)
	if id == "" {
		return "", "", wrong("", idHint, "the id is empty")
	}
	kind, full, err = r.Resolve(ctx, id)
	if err == nil || !errors.Is(err, record.ErrNone) {
		return kind, full, err
	}
	versions, verr := r.Versions(ctx, id)
	if verr != nil {
		return "", "", verr
	}
	if len(versions) == 0 {
		return "", "", &hearsay.Problem{Kind: ErrUnknown, What: fmt.Sprintf("the record holds nothing that is called %q", id), Hint: idHint}
	}
	newest := versions[0]
	for _, v := range versions {
		if v.Version > newest.Version {
			newest = v
		}
	}
	return aReport, newest.ID, nil
}

// Resolve completes the ids in a question: --story, --event, --report.
func (q *Question) Resolve(ctx context.Context, r Resolver) error {
	for _, id := range []struct {
		flag, kind string
		value      *string
	}{{"--story", aStory, &q.Filter.Story}, {"--event", anEvent, &q.Filter.Event}, {"--report", aReport, &q.Filter.Report}} {
		if *id.value == "" {
			continue
		}
		kind, full, err := Find(ctx, r, *id.value)
		if err != nil {
			return err
		}
		if kind != id.kind {
			return wrong(id.flag, idHint, "%s is the id of a %s, not of a %s", *id.value, kind, id.kind)
		}
		*id.value = full
	}
	return nil
}
