// Package dateline finds where a report tells in what town, when and for which agency it
// was written: "NAIROBI, Kenya (AP) —", "Bogotá, Oct 3 (EFE).-", "QUETTA:", "(Reuters) -".
// Such words are no part of the sentence behind them.
//
//	for _, d := range dateline.Find(text) {
//		text[d.Start:d.End] // with what closes it
//		text[d.Body:]       // the sentence
//	}
package dateline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// Line is one dateline; all in bytes of the text.
type Line struct {
	hearsay.Span              // from its first word to what closes it: a dash, a colon, brackets
	Agency       hearsay.Span // the agency's name, without its brackets; empty where none is given
	Body         int          // where the sentence behind it begins
}

// within is how many bytes from the head of a text a dateline is looked for: below a headline,
// authors and a summary; longest is how many bytes one has.
const (
	within  = 3000
	longest = 120
)

// The forms. A town in capitals needs no more than a dash; one in small letters needs a
// date and what closes it or an agency beside it, or must be known.
const (
	capitals = `\p{Lu}[\p{Lu}.’'/-]+`
	place    = `\p{Lu}[\p{L}.’'-]*(?:[ /]\p{L}[\p{L}.’'-]*){0,3}`
	date     = `(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:,? \d{4})?)`
	agency   = `\((\p{Lu}[\p{L}\d .&’'/-]*)\)`
	dash     = `(?: ?(?:—|–|--| _)| -|\.-)`
	bar      = `(?:` + dash + `| ?\|(?: \p{Lu}[\p{L} ]* \|)?)`
)

// compile compiles a form; where it has a blank, one that does not break may stand as well.
func compile(form string) *regexp.Regexp {
	var out strings.Builder
	class := false
	for i, r := range form {
		switch {
		case r == '[' && (i == 0 || form[i-1] != '\\'):
			class = true
		case r == ']' && form[i-1] != '\\':
			class = false
		}
		switch {
		case r != ' ':
			out.WriteRune(r)
		case class:
			out.WriteString(" \u00a0")
		default:
			out.WriteString("[ \u00a0]")
		}
	}
	return regexp.MustCompile(out.String())
}

var forms = []struct {
	re    *regexp.Regexp
	known bool // its first group is one place or several with commas, of which the first must be known
	label bool // it may be somebody's name before what he says
}{
	{re: compile(`^` + capitals + `(?:,? [(/]?[\p{Lu}\d][\p{L}\d.’'/-]*\)?,?)*` + dash)},
	{re: compile(`^` + capitals + `(?: ` + capitals + `){0,3}, ` + date + `\. /(\p{Lu}+)/\.?`)},
	{re: compile(`^(` + capitals + `(?: ` + capitals + `){0,3}):`), known: true, label: true},
	{re: compile(`^(?:` + place + `)(?:, ` + place + `| \[` + place + `\])*, ` + date + `,? ?(?:` + agency + `)(?:` + dash + `|:)?`)},
	{re: compile(`^(?:` + place + `)(?:, ` + place + `| \[` + place + `\])*,? \(?` + date + `\)?` + dash)},
	{re: compile(`^(` + place + `(?:, ` + place + `)*) ` + agency + dash), known: true},
	{re: compile(`^(` + place + `(?:, ` + place + `)*)` + bar), known: true},
	{re: compile(`^` + agency + `(?: ?(?:—|–|--|-))`)},
}

// inBrackets is the agency of a form that does not tell it by a group of its own.
var inBrackets = regexp.MustCompile(agency)

// Find returns the datelines at the heads of a text's first lines, in order.
func Find(text string) []Line {
	var out []Line
	for at := 0; at < len(text) && at < within; {
		for at < len(text) && (text[at] == ' ' || text[at] == '\t') {
			at++
		}
		if d, ok := open(text, at); ok {
			out = append(out, d)
		}
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return out
}

// open returns the dateline that opens the line at this place.
func open(text string, at int) (Line, bool) {
	head := text[at:min(len(text), at+longest)]
	if n := strings.IndexByte(head, '\n'); n >= 0 {
		head = head[:n]
	}
	for _, f := range forms {
		m := f.re.FindStringSubmatchIndex(head)
		if m == nil || f.known && !known(strings.ReplaceAll(head[m[2]:m[3]], "\u00a0", " "), f.label) || f.label && labelled(text) {
			continue
		}
		body, alone := at+m[1], strings.TrimSpace(head[m[1]:]) == ""
		blanks := " \t\u00a0"
		if alone {
			blanks += "\r\n" // it may have a line of its own
		}
		body = len(text) - len(strings.TrimLeft(text[body:], blanks))
		if body == at+m[1] && head[m[1]-1] == '-' || !sentence(text[body:min(len(text), body+longest)]) {
			continue // "UN-backed"; "NATO — founded in 1949"
		}
		d := Line{Span: hearsay.Span{Start: at, End: at + m[1]}, Body: body}
		if a := inBrackets.FindStringSubmatchIndex(head[:m[1]]); a != nil {
			d.Agency = hearsay.Span{Start: at + a[2], End: at + a[3]}
		} else if n := len(m); n > 2 && !f.known && m[n-2] >= 0 {
			d.Agency = hearsay.Span{Start: at + m[n-2], End: at + m[n-1]}
		}
		return d, true
	}
	return Line{}, false
}

// sentence reports whether one may begin so, signs such as an emoji before it left out.
func sentence(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSymbol(r) || unicode.IsMark(r) || unicode.IsSpace(r) })
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("\"“'‘«„", r)
}

// inhabitants a town has at least whose name alone makes a dateline: family names are names of
// villages; and many before a colon, where words for other things stand too ("DATE: May 3").
const (
	inhabitants = 20000
	many        = 100000
)

// known reports whether the first of some places with commas between is one. A country before a colon is not: it may be
// who speaks.
func known(places string, label bool) bool {
	first, _, more := strings.Cut(places, ", ")
	if first, _, ok := strings.Cut(first, "/"); ok {
		return known(first, label)
	}
	if m, ok := gazetteer.CountryOf(first); ok && label && m.As != gazetteer.Capital {
		return false
	}
	n, ok := gazetteer.IsPlace(first)
	if label {
		return ok && n >= many
	}
	return ok && (n >= inhabitants || more)
}

var label = regexp.MustCompile(`(?m)^[ \t]*(\p{Lu}[\p{Lu} .’'-]+):`)

// labelled reports whether a text is a conversation whose speakers stand before what they say.
func labelled(text string) bool {
	seen := map[string]bool{}
	for _, m := range label.FindAllStringSubmatch(text, -1) {
		if seen[m[1]] {
			return true
		}
		seen[m[1]] = true
	}
	return len(seen) > 3
}
