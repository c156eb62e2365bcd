package token

import (
	_ "embed"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/regex/pychar"
)

// The lists of data/ are spaCy's, see NOTICE.
var (
	//go:embed data/norms.tsv
	normList string
	//go:embed data/tlds.txt
	tldList string
	//go:embed data/numbers.txt
	numberList string
)

// emailPattern is what LIKE_EMAIL means in spaCy (lang/lex_attrs.py).
const emailPattern = `([a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+)`

// numbers is what a language adds to LIKE_NUM.
type numbers struct {
	known    bool
	words    map[string]bool
	suffixes []string
}

func numbersOf(lang string) numbers {
	n := numbers{known: true, words: map[string]bool{}}
	for line := range strings.Lines(numberList) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] != lang {
			continue
		}
		switch f[1] {
		case "unknown":
			n.known = false
		case "words":
			for _, w := range f[2:] {
				n.words[w] = true
			}
		case "suffix":
			n.suffixes = f[2:]
		}
	}
	return n
}

func baseNorms() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(normList) {
		from, to, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		out[from] = to
	}
	return out
}

func topLevelDomains() map[string]bool {
	out := map[string]bool{}
	for _, d := range strings.Fields(tldList) {
		out[d] = true
	}
	return out
}

var (
	brackets   = strings.Fields("( ) [ ] { } < >")
	quotes     = strings.Fields("\" ' ` « » ‘ ’ ‚ ‛ “ ” „ ‟ ‹ › ❮ ❯ '' ``")
	leftPunct  = strings.Fields("( [ { < \" ' « ‘ ‚ ‛ “ „ ‟ ‹ ❮ ``")
	rightPunct = strings.Fields(") ] } > \" ' » ’ ” › ❯ ''")
)

func (x *lexer) flags(s, lower string) Flags {
	var f Flags
	set := func(attr int, v bool) {
		if v {
			f |= 1 << attr
		}
	}
	all := Flags(1<<IsAlpha | 1<<IsASCII | 1<<IsDigit | 1<<IsPunct | 1<<IsSpace | 1<<IsCurrency)
	// str.isupper, islower and istitle ask of the cased letters only, and want one.
	cased, upper, low, title, previous := false, true, true, true, false
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		if r >= utf8.RuneSelf {
			all &^= 1 << IsASCII
		}
		if all&^(1<<IsASCII) != 0 {
			drop := func(attr int, ok bool) {
				if !ok {
					all &^= 1 << attr
				}
			}
			drop(IsAlpha, pychar.IsAlpha(r))
			drop(IsDigit, pychar.IsDigit(r))
			drop(IsPunct, pychar.IsPunct(r))
			drop(IsSpace, pychar.IsSpace(r))
			drop(IsCurrency, pychar.IsCurrency(r))
		}
		switch isUpper, isTitle := pychar.IsUpper(r), pychar.IsTitle(r); {
		case isUpper || isTitle:
			cased, low = true, false
			upper = upper && !isTitle
			title = title && !previous
			previous = true
		case pychar.IsLower(r):
			cased, upper = true, false
			title = title && previous
			previous = true
		default:
			previous = false
		}
	}
	f |= all
	set(IsUpper, cased && upper)
	set(IsLower, cased && low)
	set(IsTitle, cased && title)
	set(IsBracket, slices.Contains(brackets, s))
	set(IsQuote, slices.Contains(quotes, s))
	set(IsLeftPunct, slices.Contains(leftPunct, s))
	set(IsRightPunct, slices.Contains(rightPunct, s))
	set(LikeNum, x.likeNum(s, lower))
	set(LikeURL, x.likeURL(s))
	if strings.IndexByte(s, '@') > 0 {
		_, ok := x.email.Match(s)
		set(LikeEmail, ok)
	}
	return f
}

func isDigits(s string) bool {
	for _, r := range s {
		if !pychar.IsDigit(r) {
			return false
		}
	}
	return s != ""
}

func (x *lexer) likeNum(s, lower string) bool {
	trim := func(s string) string {
		for _, sign := range []string{"+", "-", "±", "~"} {
			if t, ok := strings.CutPrefix(s, sign); ok {
				return t
			}
		}
		return s
	}
	number := trim(s)
	lower = trim(lower)
	if strings.ContainsAny(number, ",.") {
		drop := strings.NewReplacer(",", "", ".", "")
		number, lower = drop.Replace(number), drop.Replace(lower)
	}
	if isDigits(number) {
		return true
	}
	if a, b, ok := strings.Cut(number, "/"); ok && isDigits(a) && isDigits(b) {
		return true
	}
	if x.r.numbers.words[lower] {
		return true
	}
	for _, suffix := range x.r.numbers.suffixes {
		if t, ok := strings.CutSuffix(lower, suffix); ok && isDigits(t) {
			return true
		}
	}
	return false
}

func (x *lexer) likeURL(s string) bool {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return true
	}
	if strings.HasPrefix(s, "www.") && len(s) >= 5 {
		return true
	}
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || s[0] == '.' || dot == len(s)-1 || strings.IndexByte(s, '@') >= 0 {
		return false
	}
	tld, _, _ := strings.Cut(s[dot+1:], ":")
	if strings.HasSuffix(tld, "/") || x.r.tlds[tld] {
		return true
	}
	_, ok := x.url.Match(s)
	return ok
}
