package hearsay

import (
	"math/rand"
	"slices"
	"testing"
)

// chain builds a Syntax of one-letter words with the given heads; starts lists
// the tokens that begin sentences beside the first.
func chain(heads []int, starts ...int) *Syntax {
	s := &Syntax{}
	for i, h := range heads {
		s.Text += "a "
		s.Tokens = append(s.Tokens, Token{Span: Span{2 * i, 2*i + 1}, Spaced: true, Head: h, Ent: "O", SentStart: slices.Contains(starts, i)})
	}
	s.Link()
	return s
}

func TestLinkOfATree(t *testing.T) {
	//           0  1  2  3  4 | 5  6
	s := chain([]int{1, 1, 4, 4, 1, 6, 6}, 0, 5)
	if len(s.Sentences) != 2 || s.Sentences[0] != (Sentence{0, 5}) || s.Sentences[1] != (Sentence{5, 7}) {
		t.Errorf("sentences %v", s.Sentences)
	}
	if got := s.Children(1); !slices.Equal(got, []int32{0, 4}) {
		t.Errorf("children of 1: %v", got)
	}
	if a, b := s.Subtree(4); a != 2 || b != 5 {
		t.Errorf("subtree of 4: %d-%d", a, b)
	}
	if a, b := s.Subtree(1); a != 0 || b != 5 {
		t.Errorf("subtree of 1: %d-%d", a, b)
	}
	if !s.IsAncestor(1, 3) || s.IsAncestor(3, 1) || s.IsAncestor(6, 3) {
		t.Error("ancestors are wrong")
	}
	if a, b := s.TokensIn(Span{3, 7}); a != 2 || b != 4 {
		t.Errorf("tokens in 3-7: %d-%d", a, b)
	}
}

// On any tree of any order the subtree edges are those of the slow, sure way.
func TestSubtreeEdges(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for range 300 {
		n := 1 + rng.Intn(30)
		order := rng.Perm(n) // a token's head stands earlier in this order: no loops
		heads := make([]int, n)
		for k, i := range order {
			heads[i] = i
			if k > 0 && rng.Intn(8) > 0 {
				heads[i] = order[rng.Intn(k)]
			}
		}
		s := chain(heads)
		for i := range heads {
			lo, hi := i, i+1
			for j := range heads {
				if s.IsAncestor(i, j) {
					lo, hi = min(lo, j), max(hi, j+1)
				}
			}
			if a, b := s.Subtree(i); a != lo || b != hi {
				t.Fatalf("heads %v: subtree of %d is %d-%d, got %d-%d", heads, i, lo, hi, a, b)
			}
		}
	}
}

func TestNames(t *testing.T) {
	s := chain([]int{0, 0, 0, 0, 0})
	for i, e := range []string{"B-ORG", "I-ORG", "B-GPE", "O", "I-ORG"} {
		s.Tokens[i].Ent = e
	}
	want := []Name{{0, 2, "ORG"}, {2, 3, "GPE"}}
	if got := s.Names(); !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
}
