package parse

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestStates plays sequences of moves: S shift, D reduce, L and R arcs, B break.
func TestStates(t *testing.T) {
	kind := map[byte]int{'S': shift, 'D': reduce, 'L': leftArc, 'R': rightArc, 'B': breakMove}
	for _, c := range []struct {
		n     int
		moves string
		heads []int32 // -1: none
		stack []int32
		next  int32 // first of the buffer, -1 where it is empty
	}{
		{3, "S", []int32{-1, -1, -1}, []int32{0}, 1},
		{3, "SL", []int32{1, -1, -1}, nil, 1},
		{3, "SRD", []int32{-1, 0, -1}, []int32{0}, 2},
		{3, "SRRDDD", []int32{-1, 0, 1}, nil, -1},
		// A token without a head that is reduced goes back to the buffer.
		{3, "SSD", []int32{-1, -1, -1}, []int32{0}, 1},
		{3, "SSDR", []int32{-1, 0, -1}, []int32{0, 1}, 2},
		// A left arc takes a token from the head that a right arc gave it.
		{4, "SRL", []int32{-1, 2, -1, -1}, []int32{0}, 2},
		{4, "SRLR", []int32{-1, 2, 0, -1}, []int32{0, 2}, 3},
	} {
		t.Run(c.moves, func(t *testing.T) {
			var s state
			s.begin(c.n, nil)
			for i := range c.moves {
				k := kind[c.moves[i]]
				if !s.valid()[k] {
					t.Fatalf("move %d is not valid", i)
				}
				s.do(k, 7)
			}
			if !slices.Equal(s.heads, c.heads) || !slices.Equal(s.stack, c.stack) || s.buffer(0) != c.next {
				t.Errorf("heads %v, stack %v, buffer from %d; want %v, %v, %d", s.heads, s.stack, s.buffer(0), c.heads, c.stack, c.next)
			}
		})
	}
}

func TestValid(t *testing.T) {
	check := func(what string, s *state, want string) {
		t.Helper()
		got := ""
		for k, ok := range s.valid() {
			if ok {
				got += string("SDLRB"[k])
			}
		}
		if got != want {
			t.Errorf("%s: %q are valid, want %q", what, got, want)
		}
	}
	var s state
	s.begin(3, nil)
	check("at the beginning", &s, "SB")
	s.do(shift, -1)
	check("one on the stack", &s, "SDLRB")
	s.do(breakMove, -1)
	check("after a break before the last", &s, "SDLR")
	s.do(rightArc, 1)
	check("at the last, which begins a sentence", &s, "D")
	s.do(reduce, -1)
	s.do(reduce, -1)
	check("the stack is empty", &s, "S")
	s.do(shift, -1)
	check("the buffer is empty", &s, "D")
	s.do(reduce, -1)
	if !s.final() {
		t.Error("the state is not final")
	}

	s.begin(3, nil)
	s.do(shift, -1)
	s.do(shift, -1)
	s.do(reduce, -1)
	check("a token that was put back may not be shifted again", &s, "DLRB")

	s.begin(3, []int8{1, -1, 1})
	check("the second begins no sentence", &s, "S")
	s.do(shift, -1)
	check("nor may the stack be emptied before it", &s, "SLR")
	s.do(rightArc, 1)
	check("the third begins one", &s, "D")
}

// TestRandomMoves holds that any valid moves end, and that they make a forest
// whose last children are what the arcs say.
func TestRandomMoves(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		n := 1 + r.IntN(30)
		var preset []int8
		if round%3 == 0 {
			for range n {
				preset = append(preset, int8(r.IntN(3)-1))
			}
		}
		var s state
		s.begin(n, preset)
		type arc struct{ head, child int32 }
		var arcs []arc
		for step := 0; !s.final(); step++ {
			if step > maxMoves*(n+4) {
				t.Fatalf("%d tokens: more than %d moves", n, step)
			}
			ok := s.valid()
			var valid []int
			for k := range ok {
				if ok[k] {
					valid = append(valid, k)
				}
			}
			if len(valid) == 0 {
				t.Fatal("no move is valid")
			}
			k := valid[r.IntN(len(valid))]
			if k == leftArc || k == rightArc {
				a := arc{s.buffer(0), s.top(0)}
				if k == rightArc {
					a.head, a.child = a.child, a.head
				}
				arcs = slices.DeleteFunc(arcs, func(b arc) bool { return b.child == a.child })
				arcs = append(arcs, a)
			}
			s.do(k, 3)
			for h := range int32(n) {
				var left, right []int32
				for _, a := range arcs {
					switch {
					case a.head == h && a.child < h:
						left = append(left, a.child)
					case a.head == h:
						right = append(right, a.child)
					}
				}
				for i := 1; i <= 2; i++ {
					wantLeft, wantRight := int32(-1), int32(-1)
					if i <= len(left) {
						wantLeft = left[len(left)-i]
					}
					if i <= len(right) {
						wantRight = right[len(right)-i]
					}
					if s.left(h, i) != wantLeft || s.right(h, i) != wantRight {
						t.Fatalf("children %d of %d: %d and %d, want %d and %d", i, h, s.left(h, i), s.right(h, i), wantLeft, wantRight)
					}
				}
			}
		}
		for i := range s.heads {
			for h, steps := int32(i), 0; h >= 0; h, steps = s.heads[h], steps+1 {
				if steps > n {
					t.Fatal(fmt.Sprint("the heads form a ring: ", s.heads))
				}
			}
		}
	}
}
