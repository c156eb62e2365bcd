// Package layout takes off a text what is there for the eye alone and misleads a parser: line breaks within paragraphs of text that was
// broken at a width, as wires and mail are, and blanks other than one space between words.
package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	narrow = 40  // runes of the longest line of a text that may be broken at a width
	wide   = 120 // the most
	few    = 3   // broken lines that a text must have
)

// Unwrap puts a space where a line was broken because the next word had no room in it: nearly all lines of the text but those
// at a paragraph's end are so long that the first word of the next would go beyond the longest. A text that is not broken at a width comes back as it
// is. Each byte keeps its place.
func Unwrap(text string) string {
	lines := strings.Split(text, "\n")
	if len(lines) < few+1 {
		return text
	}
	width := 0 // of the longest line but a headline, which may go beyond it
	size := make([]int, len(lines))
	first := true
	for i, l := range lines {
		size[i] = utf8.RuneCountInString(strings.TrimRight(l, " \t\r"))
		if headline := first && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) == ""; !headline {
			width = max(width, size[i])
		}
		first = first && size[i] == 0
		if width > wide {
			return text
		}
	}
	if width < narrow {
		return text
	}
	full, open, short := 0, 0, 0
	breaks := make([]bool, len(lines)) // the line's end is no end of a paragraph
	for i := 0; i+1 < len(lines); i++ {
		next := lines[i+1]
		if size[i] == 0 || strings.TrimSpace(next) == "" {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(next); unicode.IsSpace(r) || strings.ContainsRune("•*-–—·", r) {
			continue // a paragraph's first line, or an item's
		}
		word, _, _ := strings.Cut(strings.TrimRight(next, "\r"), " ")
		if size[i]+1+utf8.RuneCountInString(word) <= width {
			short++
			continue
		}
		breaks[i] = true
		full++
		if !ends(lines[i]) {
			open++
		}
	}
	// Paragraphs of one line each may be of like length by chance; but they end sentences.
	if full < few || full < 4*short || 2*open < full {
		return text
	}
	out := []byte(text)
	at := 0
	for i, l := range lines[:len(lines)-1] {
		at += len(l)
		if breaks[i] {
			out[at] = ' '
			if strings.HasSuffix(l, "\r") {
				out[at-1] = ' '
			}
		}
		at++
	}
	return string(out)
}

// ends reports whether a line ends a sentence.
func ends(line string) bool {
	line = strings.TrimRight(line, " \t\r\"'”’»)")
	return line != "" && strings.ContainsRune(".!?:", rune(line[len(line)-1]))
}

// Even puts one space for each stretch of blanks within a line that is longer or of other blanks (tabs, spaces that do not break), and leaves the
// ends of lines alone. Where something changed, at[i] is the byte of the text that byte i of what comes back was; nil where it is
// the text.
func Even(text string) (even string, at []int) {
	i := uneven(text, 0)
	if i < 0 {
		return text, nil
	}
	var b strings.Builder
	done := 0
	keep := func(to int) {
		b.WriteString(text[done:to])
		for ; done < to; done++ {
			at = append(at, done)
		}
	}
	for ; i >= 0; i = uneven(text, done) {
		end := blanks(text, i)
		keep(i)
		b.WriteByte(' ')
		at = append(at, i)
		done = end
	}
	keep(len(text))
	return b.String(), at
}

// uneven finds the next stretch of blanks between words of a line that is not one space; -1: there is none.
func uneven(text string, from int) int {
	for i := from; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !blank(r) {
			i += n
			continue
		}
		end := blanks(text, i)
		inside := i > 0 && text[i-1] != '\n' && end < len(text) && text[end] != '\n' && text[end] != '\r'
		if inside && text[i:end] != " " {
			return i
		}
		i = end
	}
	return -1
}

// blanks is where a stretch of blanks ends.
func blanks(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !blank(r) {
			break
		}
		i += n
	}
	return i
}

func blank(r rune) bool { return r == '\t' || unicode.Is(unicode.Zs, r) }
