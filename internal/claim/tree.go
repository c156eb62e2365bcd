package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/dateline"
)

// maxClause bounds how many tokens one clause is followed through, so that a
// sentence of a million words costs no more than its length.
const maxClause = 600

// maxClimb bounds every walk towards a root.
const maxClimb = 12

// tree is a reading's syntax with the edges cut that cross the end of a
// paragraph or of a sentence that closes with its quotation mark. The engine's
// sentences run on over these ("... of Qatar." Qatar's government confirmed).
type tree struct {
	*hearsay.Syntax
	kind       []tokenKind
	head       []int32
	over       map[int]string // labels of tokens whose head was changed
	kidStart   []int32
	kids       []int32
	para       []int32 // token -> paragraph
	paras      []hearsay.Sentence
	opened     map[int]bool // tokens after a dateline
	quotes     []quote
	quoteAt    []int32 // token -> outermost quotation that holds it, or -1
	sentenceAt []int32 // token -> sentence after the cuts
	sentences  []hearsay.Sentence
}

func grow(s *hearsay.Syntax) *tree {
	n := len(s.Tokens)
	t := &tree{Syntax: s, kind: make([]tokenKind, n)}
	for i := range t.kind {
		t.kind[i] = kindOf(&s.Tokens[i], s.TextOf(i))
	}
	t.paragraphs()
	t.opened = map[int]bool{}
	for _, d := range dateline.Find(s.Text) {
		_, end := s.TokensIn(d.Span)
		t.opened[t.next(end)] = true
	}
	t.findQuotes()
	t.cutSentences()
	t.head = make([]int32, n)
	t.kidStart = make([]int32, n+1)
	t.over = map[int]string{}
	for i := range s.Tokens {
		h := s.Tokens[i].Head
		if t.sentenceAt[h] < t.sentenceAt[i] && len(t.opened) > 0 {
			h = t.pastDateline(i, h)
		}
		if t.sentenceAt[h] != t.sentenceAt[i] {
			h = i
		}
		t.head[i] = int32(h)
	}
	t.mendSubjects()
	t.mendQuoting()
	for i := range s.Tokens {
		if h := int(t.head[i]); h != i {
			t.kidStart[h+1]++
		}
	}
	for i := 0; i < n; i++ {
		t.kidStart[i+1] += t.kidStart[i]
	}
	t.kids = make([]int32, n)
	at := append([]int32(nil), t.kidStart[:n]...)
	for i := range s.Tokens {
		if h := t.head[i]; int(h) != i {
			t.kids[at[h]] = int32(i)
			at[h]++
		}
	}
	return t
}

// tokenKind says whether a token is a word; computed once, as it is asked often.
type tokenKind uint8

const (
	other tokenKind = iota // a sign that is no punctuation
	word                   // has a letter or digit
	sign                   // punctuation without a letter
	space
	lettered // tagged as punctuation though it has a letter
)

func kindOf(tok *hearsay.Token, text string) tokenKind {
	switch {
	case strings.TrimSpace(text) == "":
		return space
	case letter(text):
		if tok.Pos == "PUNCT" || tok.Pos == "SPACE" {
			return lettered
		}
		return word
	case tok.Pos == "PUNCT" || tok.Pos == "SPACE" || tok.Pos == "" || isMark(text):
		return sign
	}
	return other
}

func (t *tree) space(i int) bool { return t.kind[i] == space }

// punct reports whether a token is punctuation or white space.
func (t *tree) punct(i int) bool { return t.kind[i] >= sign }

// lettered reports whether a token has a letter or digit.
func (t *tree) lettered(i int) bool { return t.kind[i] == word || t.kind[i] == lettered }

// maxChildren bounds how many dependents of one token are looked at: a list of a
// hundred thousand words under one head must not be walked for each of them.
const maxChildren = 300

func (t *tree) children(i int) []int32 {
	a, b := t.kidStart[i], t.kidStart[i+1]
	return t.kids[a:min(b, a+maxChildren)]
}

// child returns i's first child with one of the labels, or -1.
func (t *tree) child(i int, deps ...string) int {
	for _, k := range t.children(i) {
		for _, d := range deps {
			if t.dep(int(k)) == d {
				return int(k)
			}
		}
	}
	return -1
}

// dep is a token's label; one whose edge was cut is a root.
func (t *tree) dep(i int) string {
	if int(t.head[i]) == i {
		return "ROOT"
	}
	if d, ok := t.over[i]; ok {
		return d
	}
	return t.Tokens[i].Dep
}

func (t *tree) lemma(i int) string { return strings.ToLower(t.Tokens[i].Lemma) }

func (t *tree) lower(i int) string { return strings.ToLower(t.TextOf(i)) }

func (t *tree) root(i int) bool { return int(t.head[i]) == i }

func (t *tree) verb(i int) bool {
	p := t.Tokens[i].Pos
	return p == "VERB" || p == "AUX"
}

func (t *tree) noun(i int) bool {
	switch t.Tokens[i].Pos {
	case "NOUN", "PROPN", "PRON", "NUM":
		return true
	}
	return false
}

// above reports whether a stands on the way from i to its root.
func (t *tree) above(a, i int) bool {
	for step := 0; int(t.head[i]) != i && step < 200; step++ {
		i = int(t.head[i])
		if i == a {
			return true
		}
	}
	return false
}

// subtree lists i and its descendants in order of the text, leaving out the
// subtrees of the tokens for which skip holds.
func (t *tree) subtree(i int, skip func(int) bool) []int {
	stack := []int{i}
	var out []int
	for len(stack) > 0 && len(out) < maxClause {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		out = append(out, k)
		for _, c := range t.children(k) {
			if skip == nil || !skip(int(c)) {
				stack = append(stack, int(c))
			}
		}
	}
	sortInts(out)
	return out
}

// edges returns the half-open range from the leftmost to the rightmost
// descendant of i.
func (t *tree) edges(i int) (int, int) {
	ks := t.subtree(i, nil)
	return ks[0], ks[len(ks)-1] + 1
}

// runs joins tokens into half-open ranges. Punctuation and white space between
// two of them joins; any other token parts them.
func (t *tree) runs(ks []int) [][2]int {
	var out [][2]int
	for _, k := range ks {
		if n := len(out); n > 0 {
			last := &out[n-1]
			ok := t.sentenceAt[last[1]-1] == t.sentenceAt[k]
			for j := last[1]; ok && j < k; j++ {
				ok = t.punct(j)
			}
			if ok {
				last[1] = max(last[1], k+1)
				continue
			}
		}
		out = append(out, [2]int{k, k + 1})
	}
	return out
}
