package query

import (
	"context"
	"errors"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func isNone(err error) bool { return errors.Is(err, record.ErrNone) }

// TextReader gives the texts that offsets point into.
type TextReader interface {
	SeqOf(ctx context.Context, reportID string) (int64, error)
	Text(ctx context.Context, seq int64) (title, text string, err error)
}

// Texts keeps the texts of an answer's reports, for words and for offsets in code
// points. It forgets all of them when they grow beyond keptBytes.
type Texts struct {
	ctx  context.Context
	r    TextReader
	kept map[string]*reportText
	size int
}

type reportText struct {
	text   string
	points *hearsay.CodePoints
}

// keptBytes bounds the texts in memory: some 5,000 articles.
const keptBytes = 32 << 20

// NewTexts returns an empty keeper of texts.
func NewTexts(ctx context.Context, r TextReader) *Texts {
	return &Texts{ctx: ctx, r: r, kept: map[string]*reportText{}}
}

func (t *Texts) of(report string) (*reportText, error) {
	if k, ok := t.kept[report]; ok {
		return k, nil
	}
	k := &reportText{}
	seq, err := t.r.SeqOf(t.ctx, report)
	if err == nil {
		_, k.text, err = t.r.Text(t.ctx, seq)
	}
	if err != nil && !isNone(err) {
		return nil, err
	}
	if t.size += len(k.text); t.size > keptBytes {
		t.kept, t.size = map[string]*reportText{}, len(k.text)
	}
	t.kept[report] = k
	return k, nil
}

// Points converts offsets of a span of a report's text from bytes to code points.
func (t *Texts) Points(report string, s hearsay.Span) (start, end int, err error) {
	k, err := t.of(report)
	if err != nil {
		return 0, 0, err
	}
	if k.points == nil {
		k.points = hearsay.NewCodePoints(k.text)
	}
	if s.Start < 0 || s.End < s.Start || s.End > len(k.text) {
		return 0, 0, nil // not of this text: no offsets rather than wrong ones
	}
	return k.points.Of(s.Start), k.points.Of(s.End), nil
}

// Words are the words under a span of a report's text.
func (t *Texts) Words(report string, s hearsay.Span) (string, error) {
	k, err := t.of(report)
	if err != nil || s.Start < 0 || s.End < s.Start || s.End > len(k.text) {
		return "", err
	}
	return k.text[s.Start:s.End], nil
}
