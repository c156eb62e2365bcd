package view

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// Options are what the forms need to know of the question and their surroundings.
type Options struct {
	Kind   query.Kind // of the rows of a list; empty for a timeline or an explanation
	Notes  []string   // json: how the question of a list was understood
	Colour bool       // text and table: ANSI colours
	Width  int        // columns; 0: text 80, table without bound
	Full   bool       // text: whole events and stories, with their reports
}

// Writer writes answers in one form.
type Writer interface {
	Event(e *query.Event) error
	Claim(c *record.Claim) error
	Story(s *query.Story) error
	Report(r *hearsay.Report) error
	Found(f *record.Found) error
	Timeline(t *query.Timeline) error
	Explanation(x *query.Explanation) error
	// Close writes what closes the form; next is the mark of the next page.
	Close(next string) error
}

// forms are in the order of the help.
func forms() []struct{ name, about string } {
	return []struct{ name, about string }{
		{"text", "for people: who says what, who denies it, in columns that fit the terminal"},
		{"table", "rows"},
		{"json", "one object: rows, and the mark of the next page"},
		{"jsonl", "a line a row"},
	}
}

// Formats lists the names of the forms.
func Formats() []string {
	var out []string
	for _, f := range forms() {
		out = append(out, f.name)
	}
	return out
}

// New returns a writer of the named form.
func New(format string, w io.Writer, texts *query.Texts, opt Options) (Writer, error) {
	switch format {
	case "text":
		return newText(w, texts, opt), nil
	case "table":
		return &table{w: w, opt: opt}, nil
	case "json":
		return &jsonList{w: w, wire: wire{texts}, opt: opt}, nil
	case "jsonl":
		return &jsonLines{w: w, wire: wire{texts}}, nil
	}
	return nil, fmt.Errorf("there is no form %q: choose one of %s", format, strings.Join(Formats(), ", "))
}
