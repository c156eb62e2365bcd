package record

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
)

// maxTerms bounds a full-text question.
const maxTerms = 64

// ParseText reads a full-text question as people type it:
//
//	flood river            both words
//	"flash flood"          a phrase
//	flood*                 words that begin so
//	flood OR inundation    either; binds closer than the blank
//	-dam, NOT dam          without it
//	flood NEAR/5 river     at most 5 words between them, in either order; NEAR alone: 10
//
// OR, NOT, AND and NEAR are operators in capitals only. Words are folded.
func ParseText(s string) (*TextQuery, error) {
	toks, err := scanText(s)
	if err != nil {
		return nil, err
	}
	trouble := func(what, hint string) error {
		return &hearsay.Problem{Kind: hearsay.ErrFormat, What: what, Hint: hint}
	}
	q := &TextQuery{}
	count, not := 0, false
	var last *TextTerm // the term that OR or NEAR would tie to; nil at the start and after an operator
	or, near := false, 0
	for _, t := range toks {
		switch {
		case t.op == "AND":
			continue
		case t.op == "NOT":
			if or || near > 0 {
				return nil, trouble("NOT stands after OR or NEAR in the text asked for", "write the words to leave out at the end: flood -dam")
			}
			not, last = true, nil
			continue
		case t.op == "OR" || t.near > 0:
			if last == nil || or || near > 0 {
				return nil, trouble(fmt.Sprintf("nothing stands before %s in the text asked for", t.op), `write a word on either side: flood OR inundation`)
			}
			or, near = t.op == "OR", t.near
			continue
		}
		words := Words(t.text)
		if len(words) == 0 {
			if or || near > 0 {
				return nil, trouble(fmt.Sprintf("%q holds no word", t.text), "search for letters or digits")
			}
			continue
		}
		if count++; count > maxTerms {
			return nil, trouble(fmt.Sprintf("more than %d words and phrases are asked for", maxTerms), "ask for fewer")
		}
		term := TextTerm{Words: words, Prefix: t.prefix}
		switch {
		case or:
			if len(last.Any) == 0 {
				*last = TextTerm{Any: []TextTerm{*last}}
			}
			last.Any = append(last.Any, term)
		case near > 0:
			host := last
			if len(host.Any) > 0 {
				host = &host.Any[len(host.Any)-1]
			}
			if host.Prefix || term.Prefix || len(term.Words) > 1 || host.Near == 0 && len(host.Words) > 1 {
				return nil, trouble("NEAR takes single whole words", "write: flood NEAR/5 river")
			}
			host.Near = max(host.Near, near)
			host.Words = append(host.Words, words...)
		default:
			side := &q.All
			if not || t.minus {
				side = &q.Not
			}
			*side = append(*side, term)
			last = &(*side)[len(*side)-1]
		}
		or, near, not = false, 0, false
	}
	if or || near > 0 || not {
		return nil, trouble("the text asked for ends with an operator", "write a word after it, or put it in quotation marks")
	}
	if len(q.All) == 0 {
		if len(q.Not) > 0 {
			return nil, trouble("the text asked for says only what to leave out", "add a word that must be there")
		}
		return nil, trouble("the text asked for holds no word", "search for letters or digits")
	}
	return q, nil
}

type textToken struct {
	text          string
	prefix, minus bool
	op            string
	near          int
}

func scanText(s string) ([]textToken, error) {
	var out []textToken
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		var t textToken
		if s[0] == '-' && len(s) > 1 && !unicode.IsSpace(rune(s[1])) {
			t.minus, s = true, s[1:]
		}
		if open, mark := quoted(s); open > 0 {
			body := s[open:]
			i := strings.IndexAny(body, mark)
			if i < 0 {
				return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "a quotation mark is not closed in the text asked for", Hint: `write: "flash flood"`}
			}
			t.text = body[:i]
			_, size := firstRune(body[i:])
			s = body[i+size:]
		} else {
			i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '“' })
			if i < 0 {
				i = len(s)
			}
			t.text, s = s[:i], s[i:]
			if !t.minus {
				t.op, t.near = operator(t.text)
			}
		}
		if strings.HasPrefix(s, "*") {
			t.prefix, s = true, s[1:]
		} else if strings.HasSuffix(t.text, "*") {
			t.prefix, t.text = true, strings.TrimRight(t.text, "*")
		}
		out = append(out, t)
	}
	return out, nil
}

func quoted(s string) (open int, mark string) {
	switch {
	case strings.HasPrefix(s, `"`):
		return 1, `"`
	case strings.HasPrefix(s, "“"), strings.HasPrefix(s, "”"):
		return len("“"), "”“"
	}
	return 0, ""
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			break
		}
		return r, len(string(r))
	}
	return 0, 0
}

// nearDefault is how many words may lie between the two where NEAR gives no number.
const nearDefault = 10

func operator(s string) (op string, near int) {
	switch s {
	case "AND", "OR", "NOT":
		return s, 0
	case "NEAR":
		return s, nearDefault
	}
	if n, ok := strings.CutPrefix(s, "NEAR/"); ok {
		if k, err := strconv.Atoi(n); err == nil && k > 0 && k <= 1000 {
			return s, k
		}
	}
	return "", 0
}
