package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
)

// Options are what the forms need to know of their surroundings.
type Options struct {
	Colour bool // text and table: ANSI colours
	Width  int  // columns; 0: text 80, table without bound
	Many   bool // several reports were asked for: json becomes an array
}

// Writer writes readings in one form.
type Writer interface {
	Write(r *hearsay.Reading) error
	// Close writes what closes the form. It does not close the underlying writer.
	Close() error
}

// form is a name with its maker and the ending of its files.
type form struct {
	name, ending, about string
	open                func(io.Writer, Options) Writer
}

// forms are in the order of the help.
func forms() []form {
	return []form{
		{"text", ".txt", "for people: what happened, who says so, in what words", newText},
		{"json", ".json", "hearsay.reading/1, indented; an array for several reports", newJSON},
		{"jsonl", ".jsonl", "hearsay.reading/1, a line a report", newJSONL},
		{"table", ".table.txt", "events as rows", newTable},
		{"conll", ".conllu", "CoNLL-U: the trees, with names, events and claims in MISC", newCoNLL},
		{"brat", ".ann", "brat standoff: the .ann of a report's text", newBrat},
		{"html", ".html", "a page that stands alone: the report marked, notes beside it", newHTML},
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

// About tells what a form is for, in one line.
func About(name string) string {
	for _, f := range forms() {
		if f.name == name {
			return f.about
		}
	}
	return ""
}

// Ending returns the ending of a form's files, ".json".
func Ending(name string) string {
	for _, f := range forms() {
		if f.name == name {
			return f.ending
		}
	}
	return ""
}

// New returns a writer of the named form.
func New(name string, w io.Writer, opt Options) (Writer, error) {
	for _, f := range forms() {
		if f.name == name {
			return f.open(w, opt), nil
		}
	}
	return nil, fmt.Errorf("there is no form %q: choose one of %s", name, strings.Join(Formats(), ", "))
}
