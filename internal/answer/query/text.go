package query

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay/internal/record"
)

// The language of full-text questions:
//
//	ferry capsized            both words
//	"ferry capsized"          the phrase
//	ferry OR boat             one of the two; binds tighter than standing side by side
//	ferry NEAR/5 capsized     at most five words between them, in any order; NEAR alone: ten
//	capsiz*                   words that begin so
//	-drill                    without the word; also NOT drill
//	(ferry OR boat) lake      parentheses group
//
// Case and marks do not matter; OR, AND, NOT and NEAR are written in capitals.

// The bounds of a question: more than a person types, and few enough that no
// question keeps the record busy.
const (
	mostLetters = 2000
	mostWords   = 64
	mostClauses = 64
	deepest     = 16
	nearWords   = 10 // of NEAR without a number
	farthest    = 100
)

// ParseText reads a full-text question. An error tells the character, counted from 1,
// at which the trouble begins.
func ParseText(s string) (*record.TextQuery, error) {
	p := &textParser{in: []rune(s)}
	if len(p.in) > mostLetters {
		return nil, wrong("", "", "the question has %d characters; the most are %d", len(p.in), mostLetters)
	}
	if err := p.cut(); err != nil {
		return nil, err
	}
	q := &record.TextQuery{}
	all, err := p.conjunction(0, &q.Not)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != endOfText {
		return nil, p.bad(t, "take it away, or open one before it", "a parenthesis closes that was never opened")
	}
	for _, alternatives := range all {
		if len(alternatives) == 1 {
			q.All = append(q.All, alternatives[0])
		} else {
			q.All = append(q.All, record.TextTerm{Any: alternatives})
		}
	}
	switch {
	case len(q.All) == 0 && len(q.Not) > 0:
		return nil, wrong("", "add a word that they must have, before the ones that they must not", "the question only says what reports must not have")
	case len(q.All) == 0:
		return nil, wrong("", `give words, such as: ferry "lake victoria"`, "the question has no word to look for")
	}
	return q, nil
}

type tokenKind int

const (
	endOfText tokenKind = iota
	wordToken           // one or more words that stand together: a word, a phrase, "co-chair"
	orToken
	andToken
	notToken
	nearToken
	openToken
	closeToken
)

type textToken struct {
	kind   tokenKind
	at     int // of its first character, from 1
	shown  string
	words  []string
	prefix bool
	near   int
}

type textParser struct {
	in     []rune
	tokens []textToken
	next   int
	words  int
}

func (p *textParser) bad(t textToken, hint, format string, args ...any) error {
	where := "at the end"
	if t.kind != endOfText {
		where = fmt.Sprintf("at character %d", t.at)
	}
	return wrong("", hint, "%s %s", where, fmt.Sprintf(format, args...))
}

// cut makes tokens of the letters.
func (p *textParser) cut() error {
	in := p.in
	for i := 0; i < len(in); {
		r := in[i]
		at := i + 1
		switch {
		case unicode.IsSpace(r):
			i++
		case r == '(':
			p.tokens = append(p.tokens, textToken{kind: openToken, at: at})
			i++
		case r == ')':
			p.tokens = append(p.tokens, textToken{kind: closeToken, at: at})
			i++
		case opensQuote(r):
			end := i + 1
			for end < len(in) && !closesQuote(r, in[end]) {
				end++
			}
			if end == len(in) {
				return p.bad(textToken{kind: wordToken, at: at}, `close it, as in "ferry capsized"`, "a phrase begins that has no closing quotation mark")
			}
			inner := string(in[i+1 : end])
			i = end + 1
			t := textToken{kind: wordToken, at: at, shown: inner}
			t.prefix = strings.HasSuffix(strings.TrimSpace(inner), "*")
			if t.words = record.Words(inner); len(t.words) == 0 {
				return p.bad(t, "put words between the marks", "a phrase has no words")
			}
			if i < len(in) && in[i] == '*' {
				t.prefix = true
				i++
			}
			if err := p.short(t); err != nil {
				return err
			}
			p.tokens = append(p.tokens, t)
		case (r == '-' || r == '−' || r == '–') && i+1 < len(in) && !unicode.IsSpace(in[i+1]) && (i == 0 || unicode.IsSpace(in[i-1]) || in[i-1] == '('):
			p.tokens = append(p.tokens, textToken{kind: notToken, at: at, shown: "-"})
			i++
		default:
			end := i
			for end < len(in) && !unicode.IsSpace(in[end]) && in[end] != '(' && in[end] != ')' && !opensQuote(in[end]) {
				end++
			}
			if end == i { // a closing mark alone
				end++
			}
			t, err := p.word(string(in[i:end]), at)
			if err != nil {
				return err
			}
			if t.kind != endOfText {
				p.tokens = append(p.tokens, t)
			}
			i = end
		}
	}
	return nil
}

func opensQuote(r rune) bool { return r == '"' || r == '“' || r == '„' || r == '«' }

func closesQuote(open, r rune) bool {
	switch open {
	case '«':
		return r == '»'
	case '"':
		return r == '"'
	}
	return r == '”' || r == '“' || r == '"'
}

// word makes a token of letters without blanks; its kind is endOfText where
// nothing in them can be looked for.
func (p *textParser) word(s string, at int) (textToken, error) {
	t := textToken{kind: wordToken, at: at, shown: s}
	switch s {
	case "OR", "|", "||":
		t.kind = orToken
		return t, nil
	case "AND", "&", "&&", "+":
		t.kind = andToken
		return t, nil
	case "NOT":
		t.kind = notToken
		return t, nil
	case "NEAR":
		t.kind, t.near = nearToken, nearWords
		return t, nil
	}
	if n, ok := strings.CutPrefix(s, "NEAR/"); ok {
		v, err := strconv.Atoi(n)
		if err != nil || v < 1 || v > farthest {
			return t, p.bad(t, fmt.Sprintf("write NEAR/5; the number goes from 1 to %d", farthest), "%q is no distance in words", n)
		}
		t.kind, t.near = nearToken, v
		return t, nil
	}
	body, star := strings.CutSuffix(s, "*")
	if i := strings.IndexByte(body, '*'); i >= 0 {
		t.at += len([]rune(body[:i]))
		return t, p.bad(t, "words can go on after a star, as in capsiz*, and not before it", "a star stands within a word")
	}
	t.words, t.prefix = record.Words(body), star
	switch {
	case len(t.words) == 0 && star:
		return t, p.bad(t, "write the beginning of the word before it, as in capsiz*", "a star stands alone")
	case len(t.words) == 0:
		return textToken{}, nil // a dash, a comma
	}
	return t, p.short(t)
}

// short refuses a beginning of one letter, which too many words have.
func (p *textParser) short(t textToken) error {
	if last := t.words[len(t.words)-1]; t.prefix && len([]rune(last)) < 2 {
		return p.bad(t, "give two letters at least before the star", "%s* begins too many words", last)
	}
	return nil
}

func (p *textParser) peek() textToken {
	if p.next < len(p.tokens) {
		return p.tokens[p.next]
	}
	return textToken{kind: endOfText}
}

// conjunction reads clauses that must all hold, until a parenthesis closes or the
// text ends: a list of alternatives each. Only the outermost one may leave words out.
func (p *textParser) conjunction(depth int, not *[]record.TextTerm) ([][]record.TextTerm, error) {
	if depth > deepest {
		return nil, p.bad(p.peek(), "", "parentheses lie within one another %d deep", depth)
	}
	var all [][]record.TextTerm
	joined := textToken{} // the AND that waits for its second part
	for {
		t := p.peek()
		switch t.kind {
		case endOfText, closeToken:
			if joined.kind == andToken {
				return nil, p.bad(joined, "", "AND has nothing after it")
			}
			return all, nil
		case andToken:
			if len(all) == 0 && (not == nil || len(*not) == 0) || joined.kind == andToken {
				return nil, p.bad(t, "", "AND has nothing before it")
			}
			joined = t
			p.next++
			continue
		case notToken:
			p.next++
			if not == nil {
				return nil, p.bad(t, "write what is to be left out behind the parentheses: (a OR b) -c", "a minus stands inside parentheses")
			}
			what, err := p.disjunction(depth)
			if err != nil {
				return nil, err
			}
			if len(what) > 1 {
				return nil, p.bad(t, "write -a -b to leave out reports that have either", "a minus stands before several words that must all be there")
			}
			for _, alternatives := range what {
				*not = append(*not, alternatives...)
			}
		default:
			what, err := p.disjunction(depth)
			if err != nil {
				return nil, err
			}
			all = append(all, what...)
			if len(all) > mostClauses {
				return nil, p.bad(t, "", "the question has more than %d parts", mostClauses)
			}
		}
		joined = textToken{}
	}
}

// disjunction reads "a OR b OR c". Where an alternative is itself a conjunction,
// the alternatives are multiplied out: (a b) OR c is (a OR c) (b OR c).
func (p *textParser) disjunction(depth int) ([][]record.TextTerm, error) {
	out, err := p.item(depth)
	if err != nil {
		return nil, err
	}
	for p.peek().kind == orToken {
		t := p.peek()
		p.next++
		if k := p.peek().kind; k != wordToken && k != openToken {
			return nil, p.bad(t, "write a word on both sides of it", "OR has nothing after it that it could choose")
		}
		more, err := p.item(depth)
		if err != nil {
			return nil, err
		}
		if len(out)*len(more) > mostClauses {
			return nil, p.bad(t, "", "the question has more than %d parts", mostClauses)
		}
		var product [][]record.TextTerm
		for _, a := range out {
			for _, b := range more {
				product = append(product, append(append([]record.TextTerm{}, a...), b...))
			}
		}
		out = product
	}
	return out, nil
}

// item reads a word, a phrase, words near one another, or a group in parentheses.
func (p *textParser) item(depth int) ([][]record.TextTerm, error) {
	t := p.peek()
	p.next++
	switch t.kind {
	case openToken:
		inner, err := p.conjunction(depth+1, nil)
		if err != nil {
			return nil, err
		}
		if p.peek().kind != closeToken {
			return nil, p.bad(t, "close it", "a parenthesis opens that never closes")
		}
		p.next++
		if len(inner) == 0 {
			return nil, p.bad(t, "put words between them", "parentheses have nothing in them")
		}
		if n := p.peek(); n.kind == nearToken {
			return nil, p.bad(n, "write ferry NEAR/5 lake", "NEAR stands after parentheses; it ties single words")
		}
		return inner, nil
	case wordToken:
		term, err := p.near(t)
		if err != nil {
			return nil, err
		}
		return [][]record.TextTerm{{term}}, nil
	case orToken:
		return nil, p.bad(t, "write a word on both sides of it", "OR has nothing before it that it could choose")
	case nearToken:
		return nil, p.bad(t, "write a word on both sides of it", "NEAR has nothing before it")
	}
	return nil, p.bad(t, "", "a word is missing")
}

// near reads what follows a word: NEAR/5 another.
func (p *textParser) near(t textToken) (record.TextTerm, error) {
	term := record.TextTerm{Words: t.words, Prefix: t.prefix}
	if p.words += len(t.words); p.words > mostWords {
		return term, p.bad(t, "", "the question has more than %d words", mostWords)
	}
	first := true
	for p.peek().kind == nearToken {
		n := p.peek()
		p.next++
		w := p.peek()
		if w.kind != wordToken {
			return term, p.bad(n, "write ferry NEAR/5 lake", "NEAR has no word after it")
		}
		p.next++
		if first && len(t.words) > 1 || len(w.words) > 1 {
			return term, p.bad(n, "name one word on each side", "NEAR stands beside a phrase; it ties single words")
		}
		if first && t.prefix || w.prefix {
			return term, p.bad(n, "write the whole words", "NEAR stands beside a star; it ties whole words")
		}
		if p.words++; p.words > mostWords {
			return term, p.bad(w, "", "the question has more than %d words", mostWords)
		}
		term.Words = append(append([]string{}, term.Words...), w.words[0])
		term.Near = max(term.Near, n.near)
		first = false
	}
	return term, nil
}

// WriteText writes a parsed question in its own language, so that it can be shown
// and read again.
func WriteText(q *record.TextQuery) string {
	var parts []string
	for _, t := range q.All {
		parts = append(parts, writeTerm(t))
	}
	for _, t := range q.Not {
		parts = append(parts, "-"+writeTerm(t))
	}
	return strings.Join(parts, " ")
}

func writeTerm(t record.TextTerm) string {
	star := ""
	if t.Prefix {
		star = "*"
	}
	switch {
	case len(t.Words) == 0:
		var parts []string
		for _, a := range t.Any {
			parts = append(parts, writeTerm(a))
		}
		return "(" + strings.Join(parts, " OR ") + ")"
	case t.Near > 0:
		return strings.Join(t.Words, fmt.Sprintf(" NEAR/%d ", t.Near)) + star
	case len(t.Words) == 1:
		return t.Words[0] + star
	}
	return `"` + strings.Join(t.Words, " ") + `"` + star
}
