package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
)

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
		if i > 0 && (t.Tokens[i].SentStart && !t.space(i) || t.para[i] != t.para[i-1] || t.afterFullStop(i) || t.opened[i]) {
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

// longestName is how many tokens one may have who is quoted as saying something.
const longestName = 14

// mendQuoting makes "quoted" a verb again where the tree takes it for what describes the one quoted: "State radio quoted spokesman
// Adam Baraka as saying".
func (t *tree) mendQuoting() {
	for q := range t.Tokens {
		if l := t.lemma(q); l != "quote" && l != "cite" || t.dep(q) != "amod" || int(t.head[q]) <= q {
			continue
		}
		as := q + 1
		for as < len(t.Tokens)-1 && as < q+longestName && t.sentenceAt[as] == t.sentenceAt[q] && !(t.lower(as) == "as" && t.Tokens[as+1].Tag == "VBG") {
			as++
		}
		if as >= len(t.Tokens)-1 || t.lower(as) != "as" || t.Tokens[as+1].Tag != "VBG" {
			continue
		}
		inside := func(i int) bool { return i > q && i < as && t.sentenceAt[i] == t.sentenceAt[q] }
		object := int(t.head[q])
		for step := 0; step < maxClimb && inside(int(t.head[object])) && int(t.head[object]) != object; step++ {
			object = int(t.head[object])
		}
		if !inside(object) {
			continue
		}
		subject := -1
	words:
		for i := q - 1; i >= 0 && t.sentenceAt[i] == t.sentenceAt[q]; i-- {
			h := int(t.head[i])
			switch {
			case subject < 0 && t.noun(i) && (inside(h) || h == q):
				subject = i
				t.head[i], t.over[i] = int32(q), "nsubj"
			case subject >= 0 && inside(h):
				t.head[i], t.over[i] = int32(subject), "compound"
			case subject >= 0 && h == subject:
			default:
				break words
			}
		}
		if subject < 0 {
			continue
		}
		t.over[q] = t.dep(object)
		t.head[q] = t.head[object]
		if int(t.head[object]) == object {
			t.head[q] = int32(q)
		}
		t.head[object], t.over[object] = int32(q), "dobj"
		t.head[as], t.over[as] = int32(q), "prep"
	}
}
