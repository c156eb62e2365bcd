package claim

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/model"
)

// FuzzRead gives the reader any text with any tree: it must neither panic nor
// make extents outside the text.
func FuzzRead(f *testing.F) {
	f.Add("\"No,\" he said. \"Never.\"", []byte{1, 2, 3, 4, 5})
	f.Add("Officials said that 'the road\n\n\"is closed, X denied. \"\"", []byte{0, 200, 7, 9, 30, 31})
	f.Add("LAGOS — According to the army, “rebels «attacked»", []byte{255, 1, 128})
	f.Add("Minister: no talks\n\nclaims that that that said said", []byte{9, 8, 7, 6})
	rd, err := New()
	if err != nil {
		f.Fatal(err)
	}
	m, err := model.Encoder()
	if err != nil {
		f.Fatal(err)
	}
	// A head that takes every other word for a cue, so that all that may follow from what it finds does.
	credulous := rd.Card()
	credulous.Begins, credulous.Margin, credulous.Doubt = -6, -20, -3
	credulous.Belong = [3]float64{-6, -4, -9}
	credulous.Least, credulous.Trust, credulous.Sure = 30, -20, -3
	heard := rd.By(credulous)
	deps := []string{"nsubj", "nsubjpass", "ccomp", "xcomp", "conj", "parataxis", "relcl", "acl", "advcl", "prep", "pobj", "dobj", "mark", "appos", "agent", "punct", "aux", "auxpass", "pcomp", "dep", "det", "neg"}
	tags := []struct{ tag, pos string }{{"VBD", "VERB"}, {"VBN", "VERB"}, {"VBG", "VERB"}, {"NN", "NOUN"}, {"NNS", "NOUN"}, {"NNP", "PROPN"}, {"IN", "ADP"}, {"PRP", "PRON"}, {"TO", "PART"}, {"RB", "ADV"}, {"CC", "CCONJ"}, {"WDT", "PRON"}}
	f.Fuzz(func(t *testing.T, text string, tree []byte) {
		if len(text) > 4000 {
			return
		}
		s := &hearsay.Syntax{}
		s.Reset(text)
		start := -1
		add := func(a, b int) {
			n := len(s.Tokens)
			k := 0
			if len(tree) > 0 {
				k = int(tree[n%len(tree)])
			}
			tag := tags[(k+n)%len(tags)]
			if !letter(text[a:b]) {
				tag = struct{ tag, pos string }{text[a:b], "PUNCT"}
			}
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: a, End: b}, Head: k, Tag: tag.tag, Pos: tag.pos, Dep: deps[(k*7+n)%len(deps)],
				Lemma: strings.ToLower(text[a:b]), Ent: "O", SentStart: k%11 == 0})
		}
		for i, r := range text {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if start < 0 {
					start = i
				}
			default:
				if start >= 0 {
					add(start, i)
				}
				start = -1
				if r != ' ' {
					_, width := utf8.DecodeRuneInString(text[i:]) // 1 for an invalid byte
					add(i, i+width)
				}
			}
		}
		if start >= 0 {
			add(start, len(text))
		}
		for i := range s.Tokens {
			s.Tokens[i].Head = (i + s.Tokens[i].Head) % len(s.Tokens)
		}
		s.Link()
		r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: s}
		rd.Read(r)
		r = &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: s, Vectors: &hearsay.Vectors{}}
		r.Vectors.Reset(len(s.Tokens), m.Hidden)
		x := make([]float32, m.Hidden)
		for i := range s.Tokens {
			for j := range x {
				x[j] = float32(math.Sin(float64((s.Tokens[i].Head+7)*(j+3)*(i+1)))) * 3
			}
			r.Vectors.Add(int32(i), int32(1-s.Tokens[i].Head%9/8), x)
		}
		heard.Read(r)
		for _, c := range r.Claims {
			for _, p := range c.Content.Pieces() {
				if p.Start < 0 || p.End > len(text) || p.End < p.Start {
					t.Fatalf("content %v outside the text", p)
				}
			}
		}
		if _, err := r.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
	})
}
