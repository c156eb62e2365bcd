package hearsay

import "errors"

// Kinds of trouble with one report or one input, to be asked for by errors.Is.
// A report in trouble is left out with its [Problem]; the others are read.
var (
	// ErrMissing: there is nothing under the name or address given.
	ErrMissing = errors.New("not found")
	// ErrUnreachable: the address did not answer, or not in time.
	ErrUnreachable = errors.New("unreachable")
	// ErrRefused: the address may not be asked, or refuses to answer.
	ErrRefused = errors.New("refused")
	// ErrEmpty: the input holds no text.
	ErrEmpty = errors.New("no text")
	// ErrBinary: the input is no text at all.
	ErrBinary = errors.New("not text")
	// ErrEncoding: the charset asked for is unknown.
	ErrEncoding = errors.New("unknown encoding")
	// ErrTooBig: the input is larger than the bound set for it.
	ErrTooBig = errors.New("too big")
	// ErrFormat: the input is text, but not of the form that it ought to have: a
	// row of a table, a line of JSON, a record of an archive.
	ErrFormat = errors.New("malformed")
	// ErrLanguage: no loaded pipeline reads the report's language.
	ErrLanguage = errors.New("no pipeline for the language")
)

// Problem is an error with its kind and a hint what a person can do about it.
type Problem struct {
	Kind error  // one of the kinds above
	What string // "this is a PDF file"; the kind's own words where empty
	Hint string // "save its text to a .txt file and read that"
	Err  error  // the cause, if another error is it
}

// Error returns what is wrong, the cause and the hint, on one line.
func (p *Problem) Error() string {
	s := p.What
	if s == "" && p.Kind != nil {
		s = p.Kind.Error()
	}
	if p.Err != nil {
		s += ": " + p.Err.Error()
	}
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s
}

// Unwrap gives the kind and the cause.
func (p *Problem) Unwrap() []error {
	var out []error
	if p.Kind != nil {
		out = append(out, p.Kind)
	}
	if p.Err != nil {
		out = append(out, p.Err)
	}
	return out
}
