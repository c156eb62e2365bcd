package parse

// state is a state of the system over one document. Slices have one entry a token.
type state struct {
	n      int
	stack  []int32
	back   []int32 // tokens put back to the buffer, the next one last
	next   int32   // first token of the buffer that was never on the stack
	heads  []int32 // -1: none yet
	labels []int32

	// The last child that a token was given on each side, and for a child the
	// one that its head was given before it on the same side.
	lastLeft, lastRight, before []int32

	wasBack []bool // was put back and not attached since: may not be shifted again
	starts  []bool // a sentence begins here, by a break move or from outside
	never   []bool // no sentence begins here, from outside; nil where nothing is known
}

func grow[T any](b []T, n int) []T {
	if cap(b) < n {
		return make([]T, n, n+n/4)
	}
	return b[:n]
}

func fill(b []int32, v int32) {
	for i := range b {
		b[i] = v
	}
}

// begin readies the state for a document of n tokens; preset is 1 or -1 where
// it is known beforehand that a sentence begins or does not, and may be nil.
func (s *state) begin(n int, preset []int8) {
	s.n, s.next = n, 0
	s.stack, s.back = s.stack[:0], s.back[:0]
	s.heads, s.labels = grow(s.heads, n), grow(s.labels, n)
	s.lastLeft, s.lastRight, s.before = grow(s.lastLeft, n), grow(s.lastRight, n), grow(s.before, n)
	s.wasBack, s.starts = grow(s.wasBack, n), grow(s.starts, n)
	fill(s.heads, -1)
	fill(s.labels, -1)
	fill(s.lastLeft, -1)
	fill(s.lastRight, -1)
	clear(s.wasBack)
	clear(s.starts)
	s.never = s.never[:0]
	if preset != nil {
		s.never = grow(s.never, n)
		for i := range n {
			s.starts[i], s.never[i] = preset[i] == 1, preset[i] == -1
		}
	}
}

// top returns the i-th token of the stack, counted from its top, or -1.
func (s *state) top(i int) int32 {
	if i >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-i]
}

// buffer returns the i-th token of the buffer, or -1.
func (s *state) buffer(i int) int32 {
	if i < len(s.back) {
		return s.back[len(s.back)-1-i]
	}
	if j := int(s.next) + i - len(s.back); j < s.n {
		return int32(j)
	}
	return -1
}

func (s *state) waiting() int { return s.n - int(s.next) + len(s.back) }
func (s *state) final() bool  { return len(s.stack) == 0 && s.waiting() == 0 }

// left and right return the last (1) or the last but one (2) child that head
// was given on that side, or -1.
func (s *state) left(head int32, i int) int32  { return s.child(s.lastLeft, head, i) }
func (s *state) right(head int32, i int) int32 { return s.child(s.lastRight, head, i) }

func (s *state) child(last []int32, head int32, i int) int32 {
	if head < 0 {
		return -1
	}
	c := last[head]
	if i == 2 && c >= 0 {
		c = s.before[c]
	}
	return c
}

// attach makes head the head of child, in place of any it had.
func (s *state) attach(head, child, label int32) {
	if old := s.heads[child]; old >= 0 {
		// An arc that is replaced is always the last of its head on that side:
		// only tokens on the stack have a head and get another, and while they
		// are there their head gets no further child beyond them.
		last := s.lastLeft
		if old < child {
			last = s.lastRight
		}
		if last[old] == child {
			last[old] = s.before[child]
		}
	}
	last := s.lastLeft
	if head < child {
		last = s.lastRight
	}
	s.before[child] = last[head]
	last[head] = child
	s.heads[child], s.labels[child] = head, label
}

// push moves the first of the buffer to the stack.
func (s *state) push() {
	if n := len(s.back); n > 0 {
		s.stack = append(s.stack, s.back[n-1])
		s.back = s.back[:n-1]
		return
	}
	s.stack = append(s.stack, s.next)
	s.next++
}

func (s *state) pop() { s.stack = s.stack[:len(s.stack)-1] }

// putBack moves the top of the stack to the buffer.
func (s *state) putBack() {
	t := s.top(0)
	s.wasBack[t] = true
	s.back = append(s.back, t)
	s.pop()
}

// The kinds of moves, numbered as in the file `moves`.
const (
	shift = iota
	reduce
	leftArc
	rightArc
	breakMove
	kinds
)

// valid tells which kinds of moves the state allows (is_valid in arc_eager.pyx).
func (s *state) valid() (ok [kinds]bool) {
	depth, waiting, b0 := len(s.stack), s.waiting(), s.buffer(0)
	starts := b0 >= 0 && s.starts[b0]
	ok[shift] = depth == 0 || waiting >= 2 && !starts && !s.wasBack[b0]
	ok[reduce] = depth > 0 && (waiting == 0 || depth > 1 || len(s.never) == 0 || !s.never[b0])
	ok[leftArc] = depth > 0 && waiting > 0 && !starts
	ok[rightArc] = ok[leftArc]
	if waiting >= 2 {
		b1 := s.buffer(1)
		ok[breakMove] = b1 == b0+1 && !s.starts[b1] && (len(s.never) == 0 || !s.never[b1])
	}
	return ok
}

// do makes a move that is valid.
func (s *state) do(kind int, label int32) {
	switch kind {
	case shift:
		s.push()
	case reduce:
		if s.heads[s.top(0)] >= 0 || len(s.stack) == 1 {
			s.pop()
		} else {
			s.putBack()
		}
	case leftArc:
		s.attach(s.buffer(0), s.top(0), label)
		// The stack shrinks, so the token may be shifted again: it cannot go on forever.
		s.wasBack[s.buffer(0)] = false
		s.pop()
	case rightArc:
		s.attach(s.top(0), s.buffer(0), label)
		s.push()
	case breakMove:
		s.starts[s.buffer(1)] = true
	}
}

// giveUp ends the document where no move is valid.
func (s *state) giveUp() {
	s.stack = s.stack[:0]
	s.back = s.back[:0]
	s.next = int32(s.n)
}

// places fills the tokens that the network looks at (set_context_tokens in
// _state.pxd): 8 of them, or 13 with extra_state_tokens.
func (s *state) places(dst []int32) {
	b0, s0, s1 := s.buffer(0), s.top(0), s.top(1)
	dst[0], dst[1], dst[2], dst[3], dst[4] = b0, s.buffer(1), s0, s1, s.top(2)
	if len(dst) == 8 {
		dst[5], dst[6], dst[7] = s.left(b0, 1), s.left(s0, 1), s.right(s0, 1)
		return
	}
	// The second left child of the top of the stack is overwritten by its first
	// right child, as in the reference.
	dst[5], dst[6], dst[7], dst[8] = s.left(s0, 1), s.right(s0, 1), s.left(b0, 1), s.right(s0, 2)
	dst[9], dst[10], dst[11], dst[12] = s.left(s1, 1), s.left(s1, 2), s.right(s1, 1), s.right(s1, 2)
}
