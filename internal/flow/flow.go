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
	"github.com/hearsay/hearsay/internal/headline"
	"github.com/hearsay/hearsay/internal/layout"
	"github.com/hearsay/hearsay/internal/mask"
	"github.com/hearsay/hearsay/internal/mend"
	"github.com/hearsay/hearsay/internal/syntax"
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
	words  headline.Words
	mask   syntax.Mask // nil where the parser takes none
}

// masked is a parser that reads words by the stand-ins that mask writes; see [syntax.Worker.ParseMasked].
type masked interface {
	ParseMasked(text string, mask syntax.Mask, into *hearsay.Syntax) error
}

// withMask parses with stand-ins.
type withMask struct {
	masked
	mask syntax.Mask
}

func (w withMask) Parse(text string, into *hearsay.Syntax) error {
	return w.ParseMasked(text, w.mask, into)
}

// Dictionary is a parser that knows, of a word in small letters, whether it may be a common noun, or a verb, adjective or adverb. With one,
// English headlines in title case are parsed as sentences are written.
type Dictionary interface {
	Ordinary(word string) (noun, other bool)
}

// New composes the stages in their order around a parser.
func New(parser Parser) (*Reader, error) {
	s, err := stages()
	if err != nil {
		return nil, err
	}
	return Of(parser, s...), nil
}

// Of composes given stages around a parser.
func Of(parser Parser, stages ...Stage) *Reader {
	r := &Reader{parser: parser, stages: stages}
	if d, ok := parser.(Dictionary); ok {
		r.words.Ordinary = d.Ordinary
		for _, s := range stages {
			if e, ok := s.(interface{ Listed(words string) bool }); ok {
				r.words.Listed = e.Listed
			}
		}
		r.mask = mask.New(r.words).Mask
	}
	return r
}

// With returns a reader that shares the stages of r and has its own parser.
func (r *Reader) With(parser Parser) *Reader { return Of(parser, r.stages...) }

// Read reads one document. The reading keeps nothing of the reader's memory.
func (r *Reader) Read(ctx context.Context, doc *hearsay.Document) (*hearsay.Reading, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	reading := &hearsay.Reading{Document: doc, Syntax: &hearsay.Syntax{}, MentionAt: map[int]hearsay.MentionRef{}}
	text := layout.Unwrap(doc.Text)
	parser := r.parser
	if r.words.Ordinary != nil && (doc.Language == "en" || doc.Language == "") {
		text = headline.Plain(text, r.words)
		if m, ok := parser.(masked); ok {
			parser = withMask{m, r.mask}
		}
	}
	if err := parse(parser, text, reading.Syntax); err != nil {
		return nil, fmt.Errorf("reading the sentences: %w", err)
	}
	mend.Tree(reading.Syntax)
	for _, s := range r.stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.Read(reading)
	}
	reading.Syntax.Text = doc.Text
	reading.Vectors = nil
	return reading, nil
}
