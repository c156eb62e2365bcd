package view

import (
	"io"

	"github.com/hearsay/hearsay/internal/answer/query"
)

// text writes for a person at a terminal.
type text struct {
	w     io.Writer
	texts *query.Texts
	opt   Options
	n     int
}

func newText(w io.Writer, texts *query.Texts, opt Options) *text {
	if opt.Width <= 0 {
		opt.Width = 80
	}
	opt.Width = max(48, min(opt.Width, 110))
	return &text{w, texts, opt, 0}
}

// page begins a row; rows are parted by an empty line.
func (t *text) page() *page {
	p := &page{width: t.opt.Width, colour: t.opt.Colour}
	if t.n++; t.n > 1 {
		p.line("")
	}
	return p
}

func (t *text) write(p *page) error {
	_, err := io.WriteString(t.w, p.out.String())
	return err
}

// Close has nothing to write: the command tells of the next page on standard error.
func (t *text) Close(string) error { return nil }
