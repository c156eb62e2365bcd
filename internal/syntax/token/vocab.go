package token

import (
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/regex"
	"github.com/hearsay/hearsay/internal/regex/pychar"
)

const (
	// maxLexemes bounds each of the two generations of words that a worker
	// remembers; text that never repeats itself must not fill the memory.
	maxLexemes = 1 << 14
	// maxWord is the longest word in bytes that is remembered.
	maxWord = 256
)

// lexer makes lexemes and remembers the latest of them.
type lexer struct {
	r        *Rules
	url      *regex.Matcher
	email    *regex.Matcher
	now, old map[string]*Lexeme
	block    []Lexeme
}

func newLexer(r *Rules) *lexer {
	return &lexer{r: r, url: r.likeURL.NewMatcher(), email: r.likeEmail.NewMatcher(), now: map[string]*Lexeme{}, old: map[string]*Lexeme{}}
}

// get returns the lexeme of a word, which may be a view of a whole text.
func (x *lexer) get(word string) *Lexeme {
	if l, ok := x.now[word]; ok {
		return l
	}
	if l, ok := x.old[word]; ok {
		x.keep(l)
		return l
	}
	if len(word) > maxWord {
		return x.build(new(Lexeme), word)
	}
	if len(x.block) == 0 {
		x.block = make([]Lexeme, 64)
	}
	l := x.build(&x.block[0], strings.Clone(word))
	x.block = x.block[1:]
	x.keep(l)
	return l
}

func (x *lexer) keep(l *Lexeme) {
	if len(x.now) >= maxLexemes {
		x.old, x.now = x.now, x.old
		clear(x.now)
	}
	x.now[l.Orth.Text] = l
}

func (x *lexer) word(s string) Word { return Word{x.r.opts.ID(s), s} }

func (x *lexer) build(l *Lexeme, s string) *Lexeme {
	*l = Lexeme{}
	l.Orth = x.word(s)
	if lower := pychar.Lower(s); lower == s {
		l.Lower = l.Orth
	} else {
		l.Lower = x.word(lower)
	}
	l.Norm = l.Lower
	if n, ok := x.r.norm(l.Orth); ok {
		l.Norm = x.word(n)
	}
	l.Length = utf8.RuneCountInString(s)
	l.Prefix = x.word(prefix(s))
	l.Suffix = x.word(suffix(s))
	l.Shape = x.word(shape(s, l.Length))
	l.Flags = x.flags(s, l.Lower.Text)
	if x.r.trie != nil {
		l.trie = x.r.trie.next[l.Orth.ID]
	}
	return l
}

func prefix(s string) string {
	_, w := utf8.DecodeRuneInString(s)
	return s[:w]
}

func suffix(s string) string {
	at := len(s)
	for i := 0; i < 3; i++ {
		_, w := utf8.DecodeLastRuneInString(s[:at])
		at -= w
	}
	return s[at:]
}

// shape is spaCy's word_shape: letters become x or X, digits d, and the fifth
// and later of a run are left out.
func shape(s string, length int) string {
	if length >= 100 {
		return "LONG"
	}
	var buf [400]byte
	out := buf[:0]
	last, seq := "", 0
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		c := s[i : i+w]
		switch {
		case r == utf8.RuneError && w == 1:
		case pychar.IsAlpha(r):
			c = "x"
			if pychar.IsUpper(r) {
				c = "X"
			}
		case pychar.IsDigit(r):
			c = "d"
		}
		if c == last {
			seq++
		} else {
			seq, last = 0, c
		}
		if seq < 4 {
			out = append(out, c...)
		}
		i += w
	}
	if string(out) == s {
		return s
	}
	return string(out)
}
