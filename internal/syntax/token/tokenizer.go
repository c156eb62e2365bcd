package token

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/regex"
	"github.com/hearsay/hearsay/internal/regex/pychar"
)

const (
	// maxChunks bounds each of the two generations of chunks whose tokens a
	// worker remembers. spaCy remembers its first 10,000; since a chunk's tokens
	// depend on nothing but the chunk, what is remembered changes no result.
	maxChunks = 1 << 14
	maxChunk  = 128 // bytes of a chunk that is remembered
)

// A Tokenizer cuts texts by its Rules. It is for one goroutine at a time.
type Tokenizer struct {
	r   *Rules
	lex *lexer

	prefix, suffix, infix, token, url *regex.Matcher // nil where there is none

	now, old  map[string]chunk
	block     []*Lexeme
	pre, post []*Lexeme // affixes cut off so far
	infixes   [][2]int
	found     []span
	seen      []bool
	out       []Token
}

// chunk is a run of text without white space, or of white space, with its tokens.
type chunk struct {
	text   string // the tokenizer's own copy
	tokens []*Lexeme
}

// span is a half-open range of tokens.
type span struct{ first, end int }

// NewTokenizer returns a Tokenizer for one goroutine.
func (r *Rules) NewTokenizer() *Tokenizer {
	t := &Tokenizer{r: r, lex: newLexer(r), now: map[string]chunk{}, old: map[string]chunk{}}
	for _, m := range []struct {
		re   *regex.Regexp
		into **regex.Matcher
	}{{r.prefix, &t.prefix}, {r.suffix, &t.suffix}, {r.infix, &t.infix}, {r.token, &t.token}, {r.url, &t.url}} {
		if m.re != nil {
			*m.into = m.re.NewMatcher()
		}
	}
	return t
}

// Rules returns what the tokenizer was made of.
func (t *Tokenizer) Rules() *Rules { return t.r }

// Lexeme returns the lexeme of a word, whether or not the tokenizer would cut it.
func (t *Tokenizer) Lexeme(word string) *Lexeme { return t.lex.get(word) }

// Tokenize appends the tokens of text to buf. Offsets are bytes of text. Any
// bytes are taken; those that are no UTF-8 count as one U+FFFD each.
func (t *Tokenizer) Tokenize(text string, buf []Token) []Token {
	base := len(buf)
	buf = t.affixes(text, buf, true)
	return t.specialSpans(text, buf, base)
}

// affixes goes through the text as spaCy does: runs of white space and of
// anything else are chunks; a blank that follows a chunk belongs to it.
func (t *Tokenizer) affixes(text string, buf []Token, specials bool) []Token {
	if text == "" {
		return buf
	}
	base := len(buf)
	first, _ := utf8.DecodeRuneInString(text)
	inSpace := pychar.IsSpace(first)
	start := 0
	for i := 0; i < len(text); {
		var space bool
		w := 1
		if b := text[i]; b < utf8.RuneSelf {
			space = b == ' ' || b >= '\t' && b <= '\r' || b >= 0x1c && b <= 0x1f
		} else {
			var r rune
			r, w = utf8.DecodeRuneInString(text[i:])
			space = pychar.IsSpace(r)
		}
		if space != inSpace {
			if start < i {
				buf = t.chunk(text, start, i, buf, specials)
			}
			if text[i] == ' ' {
				if len(buf) > base {
					buf[len(buf)-1].Spaced = true
				}
				start = i + 1
			} else {
				start = i
			}
			inSpace = space
		}
		i += w
	}
	if start < len(text) {
		buf = t.chunk(text, start, len(text), buf, specials)
	}
	return buf
}

// chunk appends the tokens of text[start:end].
func (t *Tokenizer) chunk(text string, start, end int, buf []Token, specials bool) []Token {
	s := text[start:end]
	if !specials {
		return t.split(s, start, buf, false)
	}
	if c, ok := t.now[s]; ok {
		return push(buf, start, c.tokens)
	}
	if c, ok := t.old[s]; ok {
		t.remember(c)
		return push(buf, start, c.tokens)
	}
	base := len(buf)
	if lexemes, ok := t.special(s); ok {
		buf = push(buf, start, lexemes)
	} else {
		buf = t.split(s, start, buf, true)
	}
	if len(s) <= maxChunk {
		n := len(buf) - base
		if len(t.block) < n {
			t.block = make([]*Lexeme, max(1024, n))
		}
		lexemes := t.block[:n:n]
		t.block = t.block[n:]
		for i := range lexemes {
			lexemes[i] = buf[base+i].Lex
		}
		c := chunk{tokens: lexemes}
		if n == 1 {
			c.text = lexemes[0].Orth.Text
		} else {
			c.text = strings.Clone(s)
		}
		t.remember(c)
	}
	return buf
}

func (t *Tokenizer) remember(c chunk) {
	if len(t.now) >= maxChunks {
		t.old, t.now = t.now, t.old
		clear(t.now)
	}
	t.now[c.text] = c
}

func push(buf []Token, start int, lexemes []*Lexeme) []Token {
	for _, l := range lexemes {
		end := start + len(l.Orth.Text)
		buf = append(buf, Token{Start: start, End: end, Lex: l})
		start = end
	}
	return buf
}

func (t *Tokenizer) special(s string) ([]*Lexeme, bool) {
	if len(s) > t.r.maxSpecial {
		return nil, false
	}
	l, ok := t.r.specials[s]
	return l, ok
}

// split cuts prefixes and suffixes off until none is found or a rule says that
// what is left is a token, and then cuts that at its infixes.
func (t *Tokenizer) split(s string, at int, buf []Token, specials bool) []Token {
	t.pre, t.post = t.pre[:0], t.post[:0]
	isSpecial := func(s string) bool {
		if !specials || s == "" {
			return false
		}
		_, ok := t.special(s)
		return ok
	}
	for last := -1; s != "" && len(s) != last; {
		if t.token != nil {
			if _, ok := t.token.Match(s); ok {
				break
			}
		}
		if isSpecial(s) {
			break
		}
		last = len(s)
		pre := t.findPrefix(s)
		if pre != 0 && isSpecial(s[pre:]) {
			t.pre = append(t.pre, t.lex.get(s[:pre]))
			s = s[pre:]
			break
		}
		post := t.findSuffix(s, pre)
		if post != 0 && isSpecial(s[:len(s)-post]) {
			t.post = append(t.post, t.lex.get(s[len(s)-post:]))
			s = s[:len(s)-post]
			break
		}
		if pre != 0 {
			t.pre = append(t.pre, t.lex.get(s[:pre]))
		}
		if post != 0 {
			t.post = append(t.post, t.lex.get(s[len(s)-post:]))
		}
		s = s[pre : len(s)-post]
	}
	buf = push(buf, at, t.pre)
	for _, l := range t.pre {
		at += len(l.Orth.Text)
	}
	if s != "" {
		buf = t.middle(s, at, buf, specials)
		at += len(s)
	}
	for i := len(t.post) - 1; i >= 0; i-- {
		buf = push(buf, at, t.post[i:i+1])
		at += len(t.post[i].Orth.Text)
	}
	return buf
}

// middle appends the tokens of what is left between the affixes.
func (t *Tokenizer) middle(s string, at int, buf []Token, specials bool) []Token {
	if specials {
		if lexemes, ok := t.special(s); ok {
			return push(buf, at, lexemes)
		}
	}
	one := func(from, to int) {
		buf = append(buf, Token{Start: at + from, End: at + to, Lex: t.lex.get(s[from:to])})
	}
	for _, m := range []*regex.Matcher{t.token, t.url} {
		if m != nil {
			if _, ok := m.Match(s); ok {
				one(0, len(s))
				return buf
			}
		}
	}
	t.infixes = t.infixes[:0]
	if t.infix != nil {
		t.infixes = t.infix.FindAll(s, t.infixes)
	}
	start := 0
	for _, m := range t.infixes {
		if m[0] == 0 {
			continue // an infix has something before it
		}
		if m[0] != start {
			one(start, m[0])
		}
		if m[0] != m[1] {
			one(m[0], m[1])
		}
		start = m[1]
	}
	if start < len(s) {
		one(start, len(s))
	}
	return buf
}

// findPrefix returns the bytes of the prefix. spaCy takes as many code points
// from the beginning as the match has, wherever it stands.
func (t *Tokenizer) findPrefix(s string) int {
	if t.prefix == nil {
		return 0
	}
	a, b, ok := t.prefix.Search(s)
	if !ok {
		return 0
	}
	if a == 0 {
		return b
	}
	n := 0
	for range utf8.RuneCountInString(s[a:b]) {
		_, w := utf8.DecodeRuneInString(s[n:])
		n += w
	}
	return n
}

// findSuffix returns the bytes of the suffix of s, looked for after its prefix.
func (t *Tokenizer) findSuffix(s string, pre int) int {
	if t.suffix == nil {
		return 0
	}
	a, b, ok := t.suffix.Search(s[pre:])
	if !ok {
		return 0
	}
	if b == len(s)-pre {
		return b - a
	}
	n := 0
	for range utf8.RuneCountInString(s[pre+a : pre+b]) {
		_, w := utf8.DecodeLastRuneInString(s[:len(s)-n])
		n += w
	}
	return n
}

func (t *Tokenizer) hasAffix(s string) bool {
	if t.findPrefix(s) != 0 || t.findSuffix(s, 0) != 0 {
		return true
	}
	return t.infix != nil && len(t.infix.FindAll(s, t.infixes[:0])) > 0
}

// specialSpans cuts runs of tokens that together are a special case as that
// case says, the longest first, then the earliest.
func (t *Tokenizer) specialSpans(text string, buf []Token, base int) []Token {
	tokens := buf[base:]
	t.found = t.found[:0]
	for i := range tokens {
		n := tokens[i].Lex.trie
		for j := i + 1; n != nil; j++ {
			if n.end {
				t.found = append(t.found, span{i, j})
			}
			if j == len(tokens) || n.next == nil {
				break
			}
			n = n.next[tokens[j].Lex.Orth.ID]
		}
	}
	if len(t.found) == 0 {
		return buf
	}
	slices.SortFunc(t.found, func(a, b span) int {
		if d := (b.end - b.first) - (a.end - a.first); d != 0 {
			return d
		}
		return a.first - b.first
	})
	if cap(t.seen) < len(tokens) {
		t.seen = make([]bool, len(tokens)+len(tokens)/2)
	}
	t.seen = t.seen[:len(tokens)]
	clear(t.seen)
	kept := t.found[:0]
	for _, s := range t.found {
		free := !t.seen[s.first] && !t.seen[s.end-1]
		// Also what is not kept hides others, as in spaCy.
		for i := s.first; i < s.end; i++ {
			t.seen[i] = true
		}
		if free {
			kept = append(kept, s)
		}
	}
	slices.SortFunc(kept, func(a, b span) int { return a.first - b.first })
	t.out = t.out[:0]
	next := 0
	for _, s := range kept {
		t.out = append(t.out, tokens[next:s.first]...)
		next = s.end
		from, to := tokens[s.first].Start, tokens[s.end-1].End
		// The tokens match, but the text may have a blank where the case has none.
		lexemes, ok := t.special(text[from:to])
		if !ok {
			t.out = append(t.out, tokens[s.first:s.end]...)
			continue
		}
		t.out = push(t.out, from, lexemes)
		t.out[len(t.out)-1].Spaced = tokens[s.end-1].Spaced
	}
	t.out = append(t.out, tokens[next:]...)
	return append(buf[:base], t.out...)
}
