package merge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// The public reading has no sentences, so they are found anew by their marks:
// good enough to show a telling in its sentence and to compare its words.

// short are words that end in a full stop within a sentence.
var short = set("mr mrs ms dr gen col lt sgt maj capt cpl pvt adm brig rev fr st no vs jr sr gov sen rep pres prof hon ave blvd rd dept det supt insp cmdr u.s u.n u.k e.g i.e p.m a.m " +
	"jan feb mar apr jun jul aug sep sept oct nov dec approx inc ltd co corp")

// sentenceAt is the sentence around a span: it begins after the last mark of a
// sentence's end before it and goes up to the first one after it. An empty line
// ends a sentence too, and so does a single line's end after a headline.
func sentenceAt(text string, at hearsay.Span, headline int) hearsay.Span {
	from, to := 0, len(text)
	if at.Start >= headline {
		from = headline
	} else {
		to = headline
	}
	for i := min(at.Start, len(text)) - 1; i >= from; i-- {
		if n := ends(text, i); n > 0 && i+n <= at.Start {
			from = i + n
			break
		}
	}
	for i := max(at.End-1, from); i < to; i++ {
		if n := ends(text, i); n > 0 {
			to = min(i+n, to)
			break
		}
	}
	for from < to && space(text[from]) {
		from++
	}
	for to > from && space(text[to-1]) {
		to--
	}
	return hearsay.Span{Start: from, End: to}
}

// ends tells whether a sentence ends at byte i, and how many bytes its end takes;
// 0: it does not.
func ends(text string, i int) int {
	switch text[i] {
	case '\n':
		if i+1 < len(text) && (text[i+1] == '\n' || text[i+1] == '\r') {
			return 1
		}
		return 0
	case '.', '!', '?':
	default:
		return 0
	}
	n := 1
	for i+n < len(text) {
		r, w := utf8.DecodeRuneInString(text[i+n:])
		if !strings.ContainsRune(".!?\"')]”’»", r) {
			break
		}
		n += w
	}
	if i+n >= len(text) {
		return n
	}
	if !space(text[i+n]) {
		return 0
	}
	k := i + n
	for k < len(text) && space(text[k]) {
		k++
	}
	if k < len(text) {
		if r, _ := utf8.DecodeRuneInString(text[k:]); unicode.IsLower(r) {
			return 0
		}
	}
	if text[i] != '.' || n > 1 {
		return n
	}
	b := i
	for b > 0 && !space(text[b-1]) && text[b-1] != '(' && text[b-1] != '"' {
		b--
	}
	w := strings.ToLower(text[b:i])
	if short[w] || len(w) == 1 && w[0] >= 'a' && w[0] <= 'z' {
		return 0
	}
	return n
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// headlineOf returns where the headline of a text ends; 0: it has none. A first
// line is one where it is the title, or where it ends in no full stop and a text
// follows.
func headlineOf(text, title string) int {
	start := 0
	for start < len(text) && space(text[start]) {
		start++
	}
	end := strings.IndexByte(text[start:], '\n')
	if end < 0 {
		return 0
	}
	end += start
	line := strings.TrimSpace(text[start:end])
	rest := strings.TrimSpace(text[end:])
	if line == "" || rest == "" {
		return 0
	}
	if title != "" && gazetteer.Fold(line) == gazetteer.Fold(title) {
		return end
	}
	// 160: longer than headlines are; a paragraph broken into lines is none.
	blank := strings.TrimLeft(text[end:], " \t\r\n")
	gap := text[end : len(text)-len(blank)]
	r, _ := utf8.DecodeRuneInString(rest)
	switch last := line[len(line)-1]; {
	case len(line) > 160 || last == '.' || last == ',' || last == ';' || last == ':' || last == '"':
		return 0
	case strings.Count(gap, "\n") < 2 && (len(line) > 100 || unicode.IsLower(r)):
		return 0
	}
	return end
}
