package flow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// blocks cuts a text where a line stands alone above an empty one and does not
// end as a sentence does: a headline, a kicker, a line of authors. The parser,
// which knows no layout, would read such a line and what follows as one
// sentence. Each block but the last ends after the white space that follows
// it. A text without such lines is one block.
func blocks(text string) []hearsay.Span {
	var out []hearsay.Span
	start := 0
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		line := at + i
		rest := line
		for rest < len(text) && (text[rest] == '\n' || text[rest] == '\r' || text[rest] == ' ' || text[rest] == '\t') {
			rest++
		}
		if rest < len(text) && strings.Count(text[line:rest], "\n") > 1 && !ends(text[start:line]) {
			out = append(out, hearsay.Span{Start: start, End: rest})
			start = rest
		}
		at = max(rest, line+1)
	}
	return append(out, hearsay.Span{Start: start, End: len(text)})
}

// ends reports whether a text ends as a sentence does, or in a way that the
// next paragraph goes on: "The minister said:".
func ends(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"'”’»)]`, r) })
	r, _ := utf8.DecodeLastRuneInString(text)
	return text == "" || strings.ContainsRune(".!?…:;,。！？", r)
}

// parse parses a text block by block into one Syntax.
func parse(p Parser, text string, into *hearsay.Syntax) error {
	bs := blocks(text)
	if len(bs) == 1 {
		return p.Parse(text, into)
	}
	into.Reset(text)
	var part hearsay.Syntax
	for _, b := range bs {
		if err := p.Parse(text[b.Start:b.End], &part); err != nil {
			return err
		}
		first := len(into.Tokens)
		for i, t := range part.Tokens {
			t.Start += b.Start
			t.End += b.Start
			t.Head += first
			t.SentStart = t.SentStart || i == 0
			into.Tokens = append(into.Tokens, t)
		}
	}
	into.Link()
	return nil
}
