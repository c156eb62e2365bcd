package encoder_test

import (
	"math"
	"slices"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

// TestTokens: each token has the vector of its first piece, in the order of pieces; white space has none.
func TestTokens(t *testing.T) {
	m := tinyModel(t, int8.Best())
	const text = "the harbour \n\n closed at dawn , the mayor said ."
	s := &hearsay.Syntax{}
	s.Reset(text)
	for i := 0; i < len(text); {
		j := i
		space := text[i] == ' ' || text[i] == '\n'
		for j < len(text) && (text[j] == ' ' || text[j] == '\n') == space {
			j++
		}
		if !space || j-i > 1 {
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: i, End: j}, Head: len(s.Tokens)})
		}
		i = j
	}
	s.Link()
	var v hearsay.Vectors
	w := m.NewWorker()
	for range 2 { // memory is used again
		w.Tokens(s, &v)
		if v.Len() != len(s.Tokens) || v.Width != m.Hidden {
			t.Fatalf("%d vectors of %d values for %d tokens", v.Len(), v.Width, len(s.Tokens))
		}
		x, at := make([]float32, m.Hidden), int32(-1)
		for i := range s.Tokens {
			v.Rows(x, i, 1)
			sum := 0.0
			for _, a := range x {
				sum += math.Abs(float64(a))
			}
			space := s.TextOf(i)[0] == ' '
			if space != (v.Pieces[i] == 0) || space != (sum == 0) || !space && v.Place[i] <= at {
				t.Errorf("token %d %q: %d pieces from %d, sum %g", i, s.TextOf(i), v.Pieces[i], v.Place[i], sum)
			}
			if !space {
				at = v.Place[i]
			}
		}
	}
}

// TestTokensWithout: a hidden word changes the vectors, its own among them, and the next text is read whole again.
func TestTokensWithout(t *testing.T) {
	m := tinyModel(t, int8.Best())
	s := &hearsay.Syntax{}
	s.Reset("the harbour closed")
	for _, p := range [][2]int{{0, 3}, {4, 11}, {12, 18}} {
		s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: p[0], End: p[1]}, Head: len(s.Tokens)})
	}
	s.Link()
	w := m.NewWorker()
	read := func(hidden hearsay.Span) []float32 {
		var v hearsay.Vectors
		w.TokensWithout(s, hidden, &v)
		x := make([]float32, v.Len()*m.Hidden)
		v.Rows(x, 0, v.Len())
		return x
	}
	whole, without := read(hearsay.Span{}), read(s.Tokens[1].Span)
	if slices.Equal(whole[m.Hidden:2*m.Hidden], without[m.Hidden:2*m.Hidden]) {
		t.Error("a hidden word has the vector that it has when it is seen")
	}
	if !slices.Equal(whole, read(hearsay.Span{})) {
		t.Error("what was hidden once stays hidden")
	}
}
