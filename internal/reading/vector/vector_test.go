package vector

import (
	"slices"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestMarks: whichever quotation marks a report has, the encoder sees the same, and each token stays where it is.
func TestMarks(t *testing.T) {
	for _, marked := range []string{"“No,” he said.", "„No,‟ he said.", "‘No,’ he said."} {
		s := &hearsay.Syntax{Text: marked}
		got := even(s).Text
		if len(got) != len(marked) {
			t.Errorf("%q: %d bytes are now %d", marked, len(marked), len(got))
		}
		if s.Text != marked {
			t.Errorf("the report's own text was changed to %q", s.Text)
		}
	}
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	read := func(open, close string) *hearsay.Vectors {
		r := &hearsay.Reading{Syntax: &hearsay.Syntax{}}
		r.Syntax.Reset(open + "No," + close + " he said.")
		at := 0
		for _, w := range []string{open, "No", ",", close, "he", "said", "."} {
			for r.Syntax.Text[at] == ' ' {
				at++
			}
			r.Syntax.Tokens = append(r.Syntax.Tokens, hearsay.Token{Span: hearsay.Span{Start: at, End: at + len(w)}, SentStart: at == 0})
			at += len(w)
		}
		rd.Read(r)
		return r.Vectors
	}
	want := read(`"`, `"`)
	for _, m := range [][2]string{{"“", "”"}, {"„", "“"}} {
		if got := read(m[0], m[1]); got.Len() != want.Len() || !slices.Equal(rows(got), rows(want)) || !slices.Equal(got.Pieces, want.Pieces) {
			t.Errorf("%s: other vectors", m)
		}
	}
}

// rows are all values of all tokens.
func rows(v *hearsay.Vectors) []float32 {
	out := make([]float32, v.Len()*v.Width)
	v.Rows(out, 0, v.Len())
	return out
}
