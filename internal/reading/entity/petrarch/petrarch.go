// Package petrarch reads actor dictionaries in the format of PETRARCH and TABARI.
//
// Input is a dictionary file; output is a list of actors, each with its
// synonyms and its codes by date:
//
//	HAMAS_                       {Names: ["HAMAS", "ISLAMIC RESISTANCE MOVEMENT"],
//	+ISLAMIC_RESISTANCE_MOVEMENT   Codes: [{Code: "PALREBHMS"}]}
//		[PALREBHMS]
//
// Format: PETRARCH documentation, "Actor dictionary": a name per block, words
// joined by _ , synonyms on lines that begin with +, codes in brackets on the
// same or following lines with < date, > date or date-date; # begins a comment.
package petrarch

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Actor is one block of a dictionary.
type Actor struct {
	Names []string // the first is the block's own, in the file's case, words separated by spaces
	Codes []Dated
}

// Dated is a code with the days for which it holds, as the file writes them
// ("YYMMDD" or "YYYYMMDD"); empty ends are open.
type Dated struct{ Code, From, To string }

// maxLine bounds a line; longer ones are an error rather than memory.
const maxLine = 1 << 16

// Read reads a dictionary. A line that is neither a name, a synonym, a code
// nor a comment is an error with its number.
func Read(r io.Reader) ([]Actor, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 4096), maxLine)
	var out []Actor
	line := 0
	for sc.Scan() {
		line++
		text := sc.Text()
		if i := strings.IndexByte(text, '#'); i >= 0 {
			text = text[:i]
		}
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		name, codes := text, ""
		if i := strings.IndexByte(text, '['); i >= 0 {
			name, codes = strings.TrimSpace(text[:i]), text[i:]
		}
		synonym := strings.HasPrefix(name, "+")
		if synonym && len(out) == 0 {
			return nil, fmt.Errorf("line %d: a synonym (+) stands before the first name", line)
		}
		if name = clean(strings.TrimPrefix(name, "+")); name != "" {
			if !synonym {
				out = append(out, Actor{})
			}
			a := &out[len(out)-1]
			a.Names = append(a.Names, name)
		}
		if codes != "" {
			if len(out) == 0 {
				return nil, fmt.Errorf("line %d: a code stands before the first name", line)
			}
			ds, err := dated(codes)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			out[len(out)-1].Codes = append(out[len(out)-1].Codes, ds...)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", line+1, err)
	}
	return out, nil
}

func clean(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == ' ' || r == '\t' }), " ")
}

// dated reads "[PALREB >060125] [PALGOV]".
func dated(s string) ([]Dated, error) {
	var out []Dated
	for {
		open := strings.IndexByte(s, '[')
		if open < 0 {
			return out, nil
		}
		shut := strings.IndexByte(s[open:], ']')
		if shut < 0 {
			// A comment may have eaten the bracket's end: the code still stands.
			shut = len(s) - open
		}
		var d Dated
		for _, w := range strings.Fields(s[open+1 : open+shut]) {
			switch {
			case strings.HasPrefix(w, "<"):
				d.To = w[1:]
			case strings.HasPrefix(w, ">"):
				d.From = w[1:]
			case d.Code == "":
				d.Code = w
			default:
				d.From, d.To, _ = strings.Cut(w, "-")
			}
		}
		if d.Code == "" {
			return nil, fmt.Errorf("%q holds no code: write it as [PALREB] or [PALREB >060125]", s[open:open+shut])
		}
		out = append(out, d)
		s = s[min(open+shut+1, len(s)):]
	}
}

// Now returns the code that holds without regard to a date: the one still in
// force, else the one without dates, else the last in the file; "" where the
// block has none or the dictionary tells to leave the name uncoded ("---").
func (a *Actor) Now() string {
	best, rank := "", 0
	for _, d := range a.Codes {
		r := 1
		switch {
		case strings.Trim(d.Code, "-") == "":
			continue
		case d.From != "" && d.To == "":
			r = 3
		case d.From == "" && d.To == "":
			r = 2
		}
		if r >= rank {
			best, rank = d.Code, r
		}
	}
	return best
}
