package when

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// lexeme is a word, number or mark as the rules see it: finer than the tokens
// of a syntax engine, so that "10-year", "mid-1990s" and "3p.m." are read alike
// whatever its tokenizer does with them.
type lexeme struct {
	hearsay.Span
	text  string // lower case, typographic apostrophes typed; a barrier is "\n"
	tok   int    // token that holds its first byte
	glued bool   // nothing stands between it and the lexeme before
	upper bool   // begins with a capital
	digit bool   // a number in digits
	value float64
}

// abbreviated lists words that keep a full stop after them. Data of the kind
// that never changes; all else is in words.tsv.
var abbreviated = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun") {
		m[w] = true
	}
	return m
}()

// lex cuts a text into lexemes. Blank lines become barriers that no rule crosses.
func lex(s *hearsay.Syntax) []lexeme {
	text := s.Text
	out := make([]lexeme, 0, len(s.Tokens)+len(s.Tokens)/8)
	tok := 0
	add := func(start, end int, word string) *lexeme {
		for tok+1 < len(s.Tokens) && s.Tokens[tok].End <= start {
			tok++
		}
		l := lexeme{Span: hearsay.Span{Start: start, End: end}, text: word, tok: tok}
		if n := len(out); n > 0 && out[n-1].End == start && out[n-1].text != "\n" {
			l.glued = true
		}
		out = append(out, l)
		return &out[len(out)-1]
	}
	for i := 0; i < len(text); {
		r, w := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case unicode.IsSpace(r):
			lines := 0
			j := i
			for j < len(text) {
				r, w := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsSpace(r) {
					break
				}
				if r == '\n' {
					lines++
				}
				j += w
			}
			if lines > 1 {
				add(i, j, "\n")
			}
			i = j
		case r >= '0' && r <= '9':
			j := i + 1
			for j < len(text) && (isDigit(text[j]) || (text[j] == ',' || text[j] == '.' || text[j] == ':' || text[j] == '/') && j+1 < len(text) && isDigit(text[j+1])) {
				j++
			}
			if j == i+4 && isoDate(text[i:min(len(text), i+10)]) {
				j = i + 10
			}
			end := j
			// Ordinals and decades keep their letters: 7th, 1990s.
			for _, suffix := range []string{"st", "nd", "rd", "th", "s"} {
				if strings.HasPrefix(text[j:], suffix) && !letterAt(text, j+len(suffix)) {
					end = j + len(suffix)
				}
			}
			l := add(i, end, strings.ToLower(text[i:end]))
			l.digit = end == j
			l.value, _ = strconv.ParseFloat(strings.ReplaceAll(text[i:j], ",", ""), 64)
			i = end
		case unicode.IsLetter(r):
			j := i + w
			for j < len(text) {
				r, w := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				j += w
			}
			word := strings.ToLower(text[i:j])
			// o'clock, New Year's: the apostrophe of a word, not the genitive.
			if rest := text[j:]; word == "o" && (strings.HasPrefix(rest, "'clock") || strings.HasPrefix(rest, "’clock")) {
				j += len(rest[:strings.Index(rest, "clock")]) + len("clock")
				word = "o'clock"
			}
			if (word == "a" || word == "p") && strings.HasPrefix(strings.ToLower(text[j:min(len(text), j+3)]), ".m.") {
				word, j = word+"m", j+3
			} else if (word == "a" || word == "p") && strings.HasPrefix(strings.ToLower(text[j:min(len(text), j+2)]), ".m") && !letterAt(text, j+2) {
				word, j = word+"m", j+2
			}
			end := j
			if abbreviated[word] && j < len(text) && text[j] == '.' {
				end = j + 1
			}
			l := add(i, end, word)
			l.upper = unicode.IsUpper(r)
			i = end
		case r == '\'' || r == '’' || r == '‘':
			if j := i + w; j < len(text) && (text[j] == 's' || text[j] == 'S') && !letterAt(text, j+1) && i > 0 && letterAt(text, i-1) {
				add(i, j+1, "'s")
				i = j + 1
				break
			}
			add(i, i+w, "'")
			i += w
		case r == '-' || r == '–' || r == '—' || r == '‑':
			add(i, i+w, "-")
			i += w
		default:
			add(i, i+w, text[i:i+w])
			i += w
		}
	}
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isoDate reports whether s is a date as ISO 8601 writes it.
func isoDate(s string) bool {
	if len(s) != 10 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if (i == 4 || i == 7) != (s[i] == '-') || s[i] != '-' && !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if s[i] >= utf8.RuneSelf {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return unicode.IsLetter(r)
	}
	return s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || isDigit(s[i])
}
