package flow

import (
	"context"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim"
	"github.com/hearsay/hearsay/internal/reading/vector"
)

// Grounds reads a document again and tells what spoke for a claim that was read in it. Where the program no longer reads that
// claim there, its Note says so.
func (r *Reader) Grounds(ctx context.Context, doc *hearsay.Document, c *hearsay.Claim) (*hearsay.Grounds, error) {
	reading, err := r.Read(ctx, doc)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(reading.Claims, func(o hearsay.Claim) bool {
		return o.Content.Span == c.Content.Span && o.Cue.Span == c.Cue.Span && o.Manner == c.Manner
	})
	if i < 0 {
		return &hearsay.Grounds{Note: "This program reads the report in another way than the one that put it into the record: it finds no such claim. hearsay reread reads all reports anew."}, nil
	}
	var encode claim.Encode
	for _, s := range r.stages {
		if v, ok := s.(*vector.Reader); ok {
			encode = v.Without
		}
	}
	for _, s := range r.stages {
		if rd, ok := s.(*claim.Reader); ok && encode != nil {
			return rd.Grounds(reading, &reading.Claims[i], encode), ctx.Err()
		}
	}
	return &hearsay.Grounds{Note: "The pipeline of this language has no head for attributions."}, nil
}
