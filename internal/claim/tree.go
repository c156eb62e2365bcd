package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
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
	lineEnd    map[int]bool // first token after a dateline
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
	t.findDatelines()
	t.findQuotes()
	t.cutSentences()
	t.head = make([]int32, n)
	t.kidStart = make([]int32, n+1)
	t.over = map[int]string{}
	for i := range s.Tokens {
		h := s.Tokens[i].Head
		if t.sentenceAt[h] < t.sentenceAt[i] && len(t.lineEnd) > 0 {
			h = t.pastDateline(i, h)
		}
		if t.sentenceAt[h] != t.sentenceAt[i] {
			h = i
		}
		t.head[i] = int32(h)
	}
	t.mendSubjects()
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

// paragraphs splits at empty lines; in a text that has none, and after a line
// that ends as a sentence does, at each line end.
func (t *tree) paragraphs() {
	text := t.Text
	blank := strings.Contains(text, "\n\n") || strings.Contains(text, "\n\r\n")
	t.para = make([]int32, len(t.Tokens))
	start := 0
	for i := range t.Tokens {
		if i > 0 && t.breaks(i-1, i, blank) {
			t.paras = append(t.paras, hearsay.Sentence{First: start, End: i})
			start = i
		}
		t.para[i] = int32(len(t.paras))
	}
	if len(t.Tokens) > 0 {
		t.paras = append(t.paras, hearsay.Sentence{First: start, End: len(t.Tokens)})
	}
}

func (t *tree) breaks(a, b int, blank bool) bool {
	if t.space(b) {
		return false // decided at the token after the white space
	}
	from := t.Tokens[a].End
	for a > 0 && t.space(a) {
		a--
		from = t.Tokens[a].End
	}
	gap := t.Text[from:t.Tokens[b].Start]
	lines := strings.Count(gap, "\n")
	switch {
	case lines == 0:
		return strings.Contains(gap, "\u2029")
	case lines > 1 || !blank:
		return true
	}
	switch t.TextOf(a) {
	case ".", "!", "?", "”", "\"", "»", "''", ":":
		return true
	}
	return false
}

// cutSentences makes sentences that end where a paragraph ends, and where a
// full stop with its closing mark is followed by a word with a capital that
// does not speak it: '... it is over." The army'.
func (t *tree) cutSentences() {
	t.sentenceAt = make([]int32, len(t.Tokens))
	start := 0
	for i := range t.Tokens {
		if i > 0 && (t.Tokens[i].SentStart && !t.space(i) || t.para[i] != t.para[i-1] || t.afterFullStop(i) || t.lineEnd[i]) {
			t.sentences = append(t.sentences, hearsay.Sentence{First: start, End: i})
			start = i
		}
		t.sentenceAt[i] = int32(len(t.sentences))
	}
	if len(t.Tokens) > 0 {
		t.sentences = append(t.sentences, hearsay.Sentence{First: start, End: len(t.Tokens)})
	}
}

func (t *tree) afterFullStop(i int) bool {
	if t.space(i) || t.punct(i) && !isMark(t.TextOf(i)) {
		return false
	}
	j := i - 1
	for j >= 0 && t.space(j) {
		j--
	}
	if j < 1 || !isMark(t.TextOf(j)) || t.TextOf(j-1) != "." {
		return false
	}
	q := t.quoteAt[j]
	return q >= 0 && t.quotes[q].end == j+1 && upper(t.TextOf(i))
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
func (t *tree) root(i int) bool    { return int(t.head[i]) == i }

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

// maxDateline is how many tokens "SAN SALVADOR, El Salvador (AP) —" may have.
const maxDateline = 16

// findDatelines marks the first word after a dateline: a place in capitals or a
// place and an agency in brackets, closed by a dash, at a paragraph's start.
func (t *tree) findDatelines() {
	t.lineEnd = map[int]bool{}
	for n, p := range t.paras {
		if n > 4 {
			break
		}
		capitals, bracket := false, false
		for i := p.First; i < p.End-1 && i < p.First+maxDateline; i++ {
			s := t.TextOf(i)
			switch s {
			case "(":
				bracket = true
			case "—", "–", "-", "--", "---":
				spaced := t.Tokens[i].Start == t.Tokens[i].End || i > 0 && t.Tokens[i-1].End < t.Tokens[i].Start || s == "—" || s == "--"
				if i > p.First && spaced && (capitals || bracket) {
					t.lineEnd[t.next(i+1)] = true
				}
				if spaced {
					i = p.End
				}
			default:
				if len(s) > 2 && letter(s) && s == strings.ToUpper(s) && !bracket {
					capitals = true
				}
				if s == "." || s == ":" || t.Tokens[i].Tag == "VBD" && s != strings.ToUpper(s) {
					i = p.End
				}
			}
		}
	}
}

// pastDateline gives a token that the parser hung on a dateline the dateline's
// own head and label: "LAGOS, Nigeria — A court sentenced" makes LAGOS the
// subject and the court its apposition.
func (t *tree) pastDateline(i, h int) int {
	line := t.sentenceAt[h]
	dep := ""
	for step := 0; step < maxClimb && t.sentenceAt[h] == line; step++ {
		dep = t.Tokens[h].Dep
		up := t.Tokens[h].Head
		if up == h {
			return h
		}
		h = up
	}
	if t.sentenceAt[h] == t.sentenceAt[i] && h != i {
		t.over[i] = dep
	}
	return h
}

// mendSubjects ties a noun whose edge a paragraph's end cut to the verb that
// lost it: "... on X.\n\nCommander Ali was quoted" read as "on Commander Ali".
func (t *tree) mendSubjects() {
	for _, p := range t.paras {
		first := t.next(p.First)
		if first >= p.End {
			continue
		}
		end := min(t.sentences[t.sentenceAt[first]].End, first+60)
		noun := -1
		for i := first; i < end; i++ {
			if int(t.head[i]) == i && t.Tokens[i].Head != i && t.noun(i) {
				noun = i
				break
			}
		}
		if noun < 0 {
			continue
		}
		for v := noun + 1; v < end; v++ {
			if int(t.head[v]) != v || t.Tokens[v].Pos != "VERB" && t.Tokens[v].Pos != "AUX" {
				continue
			}
			label := "nsubj"
			for k := first; k < end; k++ {
				if int(t.head[k]) == v {
					switch t.Tokens[k].Dep {
					case "nsubj", "nsubjpass", "csubj", "expl":
						label = ""
					case "auxpass":
						if label != "" {
							label = "nsubjpass"
						}
					}
				}
			}
			if label != "" {
				t.head[noun] = int32(v)
				t.over[noun] = label
			}
			break
		}
	}
}
