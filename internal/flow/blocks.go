package flow

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/dateline"
	"github.com/hearsay/hearsay/internal/layout"
	"github.com/hearsay/hearsay/internal/lists"
)

// blocks cuts a text at its empty lines: a paragraph ends a sentence, a headline
// or a line of authors even where no full stop does ("she wrote on X."), and the
// parser knows no layout. So does a heading right above its paragraph. Only what an introduction ("He said:") or a comma leaves open, or
// small letters take up, goes on across an empty line. A dateline ("NAIROBI, Kenya (AP) —") is cut off for the same reason:
// its city would become the subject; so is what a line is labelled with ("CLAIM: the dam has burst", "Q: Did it?"). Each block but the last ends after the white space that follows
// it. A text without such lines is one block.
func blocks(text string) []hearsay.Span {
	var out []hearsay.Span
	start := 0
	lines := dateline.Find(text)
	for at := 0; ; {
		for len(lines) > 0 && lines[0].Start < at {
			lines = lines[1:]
		}
		if len(lines) > 0 && strings.Trim(text[at:lines[0].Start], " \t") == "" {
			if at > start {
				out = append(out, hearsay.Span{Start: start, End: at})
			}
			out = append(out, hearsay.Span{Start: at, End: lines[0].Body})
			start, at = lines[0].Body, lines[0].Body
		}
		i := strings.IndexByte(text[at:], '\n')
		if i < 0 {
			break
		}
		line := at + i
		rest := line
		for rest < len(text) && (text[rest] == '\n' || text[rest] == '\r' || text[rest] == ' ' || text[rest] == '\t') {
			rest++
		}
		empty := strings.Count(text[line:rest], "\n") > 1
		if rest < len(text) && (item.MatchString(text[rest:]) || (empty || ended(text[start:line], text[rest:])) && !goesOn(text[start:line], text[rest:])) {
			out = append(out, hearsay.Span{Start: start, End: rest})
			start = rest
		}
		at = max(rest, line+1)
	}
	return apart(text, append(out, hearsay.Span{Start: start, End: len(text)}))
}

// platform is a post's place at the end of a sentence: the parser takes "X." for
// an initial. part ends one of the sentences of a headline: "Nine killed in Quetta; rebels say it was them". item is a list's next
// line. clock is the time before what a report that is written on tells: "14:32 GMT - Union raises toll". label is what stands before a colon in capitals, a word
// for the kind of the report, or who asks and answers in an interview.
var (
	platform = regexp.MustCompile(`\bon X\.[”"’']?[ \t]+`)
	part     = regexp.MustCompile(`;[ \t]+`)
	item     = regexp.MustCompile(`^[-–—*•·‣▪●◦][ \t]+["“‘'(]?[\p{Lu}\d]`)
	label    = regexp.MustCompile(`^(?:` + strings.Join(lists.Kickers, "|") + `|\p{Lu}[\p{Lu}\d’'.&-]*(?: [\p{Lu}\d’'.&-]+){0,3}):[ \t]+`)
	clock    = regexp.MustCompile(`^\(?\d{1,2}(?::\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\)?(?: ?[-–—:|]+)?|\.\d{2} ?(?:[ap]\.?m\.?|[A-Z]{2,4}|[-–—:|])\)?(?: ?[-–—:|]+)?) +`)
)

// apart cuts blocks behind "wrote on X." where a sentence begins, behind a clock's time and a label that they begin with, and headlines behind their semicolons.
func apart(text string, bs []hearsay.Span) []hearsay.Span {
	var out []hearsay.Span
	for k, b := range bs {
		base := b.Start
		cut := func(end *regexp.Regexp, begins func(string) bool) {
			for _, m := range end.FindAllStringIndex(text[b.Start:b.End], -1) {
				if at := base + m[1]; at < b.End && begins(text[at:]) && at > b.Start {
					out = append(out, hearsay.Span{Start: b.Start, End: at})
					b.Start = at
				}
			}
		}
		cut(clock, opens)
		cut(label, opens)
		if heading(text[b.Start:b.End]) && k < len(bs)-1 {
			cut(part, func(string) bool { return true })
		} else {
			cut(platform, opens)
		}
		out = append(out, b)
	}
	return out
}

// longestHeadline is how many bytes a headline has at most.
const longestHeadline = 200

// heading reports whether a block is a line without a full stop.
func heading(block string) bool {
	block = strings.TrimSpace(block)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(block, "\"'”’)"))
	return len(block) <= longestHeadline && !strings.Contains(block, "\n") && !strings.ContainsRune(".!?:", last)
}

// ended reports whether a line without a full stop ends on purpose, as a heading above its paragraph does: where lines are filled, the word behind the line end would have
// stood in it, judged by the length of the line that follows.
func ended(text, next string) bool {
	line := strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:])
	if i := strings.IndexByte(next, '\n'); i >= 0 {
		next = next[:i]
	}
	next = strings.TrimSpace(next)
	word, _, _ := strings.Cut(next, " ")
	return heading(line) && opens(next) && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= utf8.RuneCountInString(next)
}

// opens reports whether a sentence begins here.
func opens(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '"' || r == '“' || r == '\''
}

// goesOn reports whether a sentence goes on from one paragraph to the next.
func goesOn(text, next string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	return text == "" || strings.ContainsRune(":;,", last) || unicode.IsLower(first)
}

// parse parses a text block by block into one Syntax.
func parse(p Parser, text string, into *hearsay.Syntax) error {
	bs := blocks(text)
	if len(bs) == 1 {
		if _, at := layout.Even(text); at == nil {
			return p.Parse(text, into)
		}
	}
	into.Reset(text)
	var part hearsay.Syntax
	for _, b := range bs {
		even, at := layout.Even(text[b.Start:b.End])
		if err := p.Parse(even, &part); err != nil {
			return err
		}
		first := len(into.Tokens)
		for i, t := range part.Tokens {
			if at != nil {
				t.Start, t.End = at[t.Start], at[t.End-1]+1
			}
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
