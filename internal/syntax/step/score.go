package step

// Scratch is the memory of one worker. The zero value is ready to use, with
// any network in turn; it must not be used by two goroutines at once.
type Scratch struct {
	projected []float32
	tokens    int
	front     int       // tokens before it have been in the table
	table     []float32 // products of the tokens in the window, and last those of no token
	held      []int32   // token whose products stand in a row of the table, plus 1
	offs      []int64
	sum       []float32
	hidden    []float32
	scores    []float32
}

func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n)
	}
	return b[:n]
}

// Begin readies s for a document's states. projected, from Project, holds the
// vectors of all its tokens and must stay as it is until the document is done.
func (n *Net) Begin(projected []float32, s *Scratch) {
	s.projected, s.tokens = projected, len(projected)/n.Projected()
	ld := n.lower.Stride()
	s.table = grow(s.table, (window+1)*ld)
	s.held = grow(s.held, window)
	clear(s.held)
	s.front = 0
	copy(s.table[window*ld:], n.pad)
	s.offs = grow(s.offs, n.places)
	s.sum = grow(s.sum, n.hidden*n.pieces)
	s.hidden = grow(s.hidden, n.hidden)
	if n.upper != nil {
		s.scores = grow(s.scores, n.upper.Stride())
	}
}

// Scores returns the scores of the moves in the state whose places hold the
// given tokens, good until the next call. A negative number is no token.
func (n *Net) Scores(tokens []int32, s *Scratch) []float32 {
	ld, size := n.lower.Stride(), n.hidden*n.pieces
	tokens = tokens[:n.places]
	for i, t := range tokens {
		row := window
		if t >= 0 {
			row = int(t) % window
			if s.held[row] != t+1 {
				n.products(int(t), s)
			}
		}
		s.offs[i] = int64(row*ld + i*size)
	}
	if s.holds(tokens) {
		n.v.Gather(s.sum, s.table[s.offs[0]:s.offs[0]+int64(size)], s.table, s.offs[1:])
	} else {
		// Two tokens of the state are a multiple of the window apart: one at a time.
		clear(s.sum)
		for i, t := range tokens {
			if t >= 0 && s.held[int(t)%window] != t+1 {
				n.products(int(t), s)
			}
			n.v.Add(s.sum, s.table[s.offs[i]:s.offs[i]+int64(size)])
		}
	}
	n.v.Maxout(s.hidden, s.sum, n.lowerBias, n.pieces, n.hidden)
	if n.upper == nil {
		n.sink(s.hidden)
		return s.hidden
	}
	n.upper.Mul(s.scores, n.upper.Stride(), s.hidden, n.hidden, 1)
	scores := s.scores[:n.moves]
	n.v.Add(scores, n.upperBias)
	n.sink(scores)
	return scores
}

// holds reports whether the products of all tokens stand in the table.
func (s *Scratch) holds(tokens []int32) bool {
	for _, t := range tokens {
		if t >= 0 && s.held[int(t)%window] != t+1 {
			return false
		}
	}
	return true
}

// products makes the products of a token, and of those after it where none of
// them was met before.
func (n *Net) products(t int, s *Scratch) {
	last := t + 1
	if t >= s.front {
		last = min(t+ahead, s.tokens)
		s.front = last
	}
	ld, in := n.lower.Stride(), n.lower.Inputs()
	for t < last {
		row := t % window
		m := min(last-t, window-row)
		n.lower.Mul(s.table[row*ld:], ld, s.projected[t*in:], in, m)
		for i := range m {
			s.held[row+i] = int32(t + i + 1)
		}
		t += m
	}
}

// sink gives the moves that training never saw the lowest score.
func (n *Net) sink(scores []float32) {
	if len(n.unseen) == 0 {
		return
	}
	low := scores[0]
	for _, x := range scores {
		low = min(low, x)
	}
	for _, m := range n.unseen {
		scores[m] = low
	}
}
