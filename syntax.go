package hearsay

// Token is one token of a Syntax: a view of the text by byte offsets, with what
// the syntax engine said of it. Its strings are shared, never copied per token.
type Token struct {
	Span
	// Spaced tells that a blank follows the token and belongs to it. An engine gives a text back by its tokens' texts with one space (U+0020) for each; in
	// a reading, where several blanks stood or others, the blank is what stands between the tokens.
	Spaced bool
	// SentStart tells that the token begins a sentence.
	SentStart bool
	Head      int    // index of the head token; its own index at a root
	Tag       string // fine-grained part of speech (Penn Treebank for English)
	Pos       string // Universal POS
	Dep       string // dependency label to the head (ClearNLP style for English: nsubj, dobj, ccomp...)
	Lemma     string
	Norm      string // normalised form: lower case, contractions written out
	Morph     string // Universal features, "Number=Sing|Person=3"; may be empty
	Ent       string // "O" outside names, else "B-TYPE" or "I-TYPE"; the stage reading/name mends it
}

// Sentence is a half-open range of token indices.
type Sentence struct{ First, End int }

// Syntax is what the syntax engine read in one text. It is built by an engine,
// which fills Text and Tokens and then calls Link; after that it is read only.
type Syntax struct {
	Text      string
	Tokens    []Token
	Sentences []Sentence

	sent        []int32 // token -> sentence
	childStart  []int32 // token -> first of its children in childs; len(Tokens)+1 long
	childs      []int32 // children of all tokens, each run in order of the text
	left, right []int32 // token -> first token of its subtree, one past the last
	work, queue []int32
}

// Reset empties s for another text and keeps its memory.
func (s *Syntax) Reset(text string) {
	s.Text = text
	s.Tokens = s.Tokens[:0]
	s.Sentences = s.Sentences[:0]
}

func grow(b []int32, n int) []int32 {
	if cap(b) < n {
		return make([]int32, n, n+n/2)
	}
	return b[:n]
}

// Link derives sentences, children and subtree edges from the tokens. It
// must be called after Tokens was filled and before any other method.
func (s *Syntax) Link() {
	n := len(s.Tokens)
	s.Sentences = s.Sentences[:0]
	s.sent = grow(s.sent, n)
	s.childStart = grow(s.childStart, n+1)
	s.childs = grow(s.childs, n)
	s.left, s.right = grow(s.left, n), grow(s.right, n)
	clear(s.childStart)
	for i := range s.Tokens {
		if i == 0 || s.Tokens[i].SentStart {
			if i > 0 {
				s.Sentences[len(s.Sentences)-1].End = i
			}
			s.Sentences = append(s.Sentences, Sentence{First: i})
		}
		s.sent[i] = int32(len(s.Sentences) - 1)
		if h := s.Tokens[i].Head; h != i {
			s.childStart[h+1]++
		}
		s.left[i], s.right[i] = int32(i), int32(i+1)
	}
	if n == 0 {
		return
	}
	s.Sentences[len(s.Sentences)-1].End = n
	for i := 0; i < n; i++ {
		s.childStart[i+1] += s.childStart[i]
	}
	fill := grow(s.work, n)
	s.work = fill
	copy(fill, s.childStart[:n])
	for i := range s.Tokens {
		if h := s.Tokens[i].Head; h != i {
			s.childs[fill[h]] = int32(i)
			fill[h]++
		}
	}
	// Subtree edges: each token widens its head's, children before their heads, so
	// that a chain as long as the text takes no longer than a flat tree. Tokens
	// that head each other in a circle, which no engine makes, are left out.
	queue, open := grow(s.queue, n)[:0], fill
	s.queue = queue
	for i := range s.Tokens {
		if open[i] = s.childStart[i+1] - s.childStart[i]; open[i] == 0 {
			queue = append(queue, int32(i))
		}
	}
	for k := 0; k < len(queue); k++ {
		i := queue[k]
		h := s.Tokens[i].Head
		if h == int(i) {
			continue
		}
		s.left[h] = min(s.left[h], s.left[i])
		s.right[h] = max(s.right[h], s.right[i])
		if open[h]--; open[h] == 0 {
			queue = append(queue, int32(h))
		}
	}
}

// Children returns the indices of i's dependents in order of the text.
func (s *Syntax) Children(i int) []int32 { return s.childs[s.childStart[i]:s.childStart[i+1]] }

// Child returns the first dependent of i with one of the labels, or -1.
func (s *Syntax) Child(i int, deps ...string) int {
	for _, c := range s.Children(i) {
		for _, d := range deps {
			if s.Tokens[c].Dep == d {
				return int(c)
			}
		}
	}
	return -1
}

// Subtree returns the half-open token range from the leftmost to the rightmost
// descendant of i, i included.
func (s *Syntax) Subtree(i int) (first, end int) { return int(s.left[i]), int(s.right[i]) }

// SentenceOf returns the sentence that holds token i.
func (s *Syntax) SentenceOf(i int) Sentence { return s.Sentences[s.sent[i]] }

// SentenceIndex returns the index in Sentences of the one that holds token i.
func (s *Syntax) SentenceIndex(i int) int { return int(s.sent[i]) }

// TextOf returns the text of token i.
func (s *Syntax) TextOf(i int) string { t := &s.Tokens[i]; return s.Text[t.Start:t.End] }

// SpanOf returns the byte span of the half-open token range [first, end).
func (s *Syntax) SpanOf(first, end int) Span {
	if end <= first {
		return Span{}
	}
	return Span{s.Tokens[first].Start, s.Tokens[end-1].End}
}

// TokensIn returns the half-open range of tokens that overlap span.
func (s *Syntax) TokensIn(span Span) (first, end int) {
	lo, hi := 0, len(s.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if s.Tokens[m].End <= span.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	end = lo
	for end < len(s.Tokens) && s.Tokens[end].Start < span.End {
		end++
	}
	return lo, end
}

// IsAncestor reports whether a stands on the way from i to its root, i itself excluded.
func (s *Syntax) IsAncestor(a, i int) bool {
	for steps := 0; s.Tokens[i].Head != i && steps < len(s.Tokens); steps++ {
		i = s.Tokens[i].Head
		if i == a {
			return true
		}
	}
	return false
}

// Name is a run of tokens that the engine tagged as a name.
type Name struct {
	First, End int // half-open token range
	Label      string
}

// Names lists the named entities in order of the text.
func (s *Syntax) Names() []Name {
	var out []Name
	for i := range s.Tokens {
		switch e := s.Tokens[i].Ent; {
		case len(e) > 2 && e[0] == 'B':
			out = append(out, Name{i, i + 1, e[2:]})
		case len(e) > 2 && e[0] == 'I' && len(out) > 0 && out[len(out)-1].End == i:
			out[len(out)-1].End = i + 1
		}
	}
	return out
}
