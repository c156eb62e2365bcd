// Package flow is the one order of the stages, for one report: a
// [hearsay.Document] in, a [hearsay.Reading] out.
//
//	reader, err := flow.New(parser)
//	reading, err := reader.Read(ctx, doc)
//
// A reading is a pure function of the document, the pipeline and the code.
package flow

import (
	"context"
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/mend"
)

// Parser makes the tree of a text. Implementations may not be safe for use by
// several goroutines; a Reader holds one.
type Parser interface {
	Parse(text string, into *hearsay.Syntax) error
}

// Stage adds its layer to a reading and changes no earlier layer, but that reading/name labels the names of the tokens anew. Stages hold
// no state between readings and may be shared by goroutines.
type Stage interface {
	Read(r *hearsay.Reading)
}

// Reader reads documents one at a time. It is not safe for concurrent use;
// make one for each goroutine with [Reader.With].
type Reader struct {
	parser Parser
	stages []Stage
}

// New composes the stages in their order around a parser.
func New(parser Parser) (*Reader, error) {
	s, err := stages()
	if err != nil {
		return nil, err
	}
	return &Reader{parser, s}, nil
}

// Of composes given stages around a parser.
func Of(parser Parser, stages ...Stage) *Reader { return &Reader{parser, stages} }

// With returns a reader that shares the stages of r and has its own parser.
func (r *Reader) With(parser Parser) *Reader { return &Reader{parser, r.stages} }

// Read reads one document. The reading keeps nothing of the reader's memory.
func (r *Reader) Read(ctx context.Context, doc *hearsay.Document) (*hearsay.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	reading := &hearsay.Reading{Document: doc, Syntax: &hearsay.Syntax{}, MentionAt: map[int]hearsay.MentionRef{}}
	if err := parse(r.parser, doc.Text, reading.Syntax); err != nil {
		return nil, fmt.Errorf("reading the sentences: %w", err)
	}
	mend.Tree(reading.Syntax)
	for _, s := range r.stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.Read(reading)
	}
	reading.Vectors = nil
	return reading, nil
}
