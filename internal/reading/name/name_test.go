package name

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// text makes a Syntax of words, of which some have a label behind a slash: "Ana/B-PERSON".
func text(words string) *hearsay.Syntax {
	s := &hearsay.Syntax{}
	var b strings.Builder
	for i, w := range strings.Fields(words) {
		w, ent, ok := strings.Cut(w, "/")
		if !ok {
			ent = "O"
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(w)
		s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: b.Len()}, Ent: ent})
	}
	s.Text = b.String()
	s.Sentences = []hearsay.Sentence{{First: 0, End: len(s.Tokens)}}
	return s
}

func show(s *hearsay.Syntax) string {
	var out []string
	for _, n := range s.Names() {
		out = append(out, s.Text[s.Tokens[n.First].Start:s.Tokens[n.End-1].End]+"/"+n.Label)
	}
	return strings.Join(out, " ")
}

// TestCutCompound: a name ends before a word that goes with the one behind it, and holds one that goes with nothing.
func TestCutCompound(t *testing.T) {
	rd := &Reader{Card: Card{Begin: 0.5, Sure: 2, Doubt: -3}}
	for words, want := range map[string]string{"Halden Ring security service": "Halden Ring", "Amis sans murs said": "Amis sans murs"} {
		s := text(words)
		if last := len(s.Tokens) - 1; strings.HasSuffix(words, "service") {
			s.Tokens[2].Dep, s.Tokens[2].Head = "compound", last // "security"
		}
		all := make([]odds, len(s.Tokens))
		for i := range all {
			all[i] = odds{-6, -6, -6, -6}
			if i < 4 && words != "Amis sans murs said" || i < 3 {
				all[i][organization] = 5
			}
		}
		all[0][begins] = 6
		f := rd.cut(s, all, 0, len(s.Tokens), nil)
		if len(f) != 1 || s.Text[s.Tokens[f[0].first].Start:s.Tokens[f[0].end-1].End] != want {
			t.Errorf("%s: %+v, not %s", words, f, want)
		}
	}
}

// TestMend: what becomes of the pipeline's names beside the head's odds. Of each word the odds are written behind it: a letter of
// the kind (p, o, l; upper case where a name begins) and how high they are.
func TestMend(t *testing.T) {
	rd := &Reader{Card: Card{Name: 0, Begin: 0.5, Sure: 2, Doubt: -3}}
	for _, c := range []struct{ words, odds, want string }{
		{"Ana/B-ORG Ruiz/I-ORG spoke", "P5 p5 -", "Ana Ruiz/PERSON"},                                         // another kind
		{"Ana Ruiz spoke", "P5 p5 -", "Ana Ruiz/PERSON"},                                                     // one that the pipeline missed
		{"Mali/B-LOC fell", "L5 -", "Mali/LOC"},                                                              // the pipeline knows which sort of place
		{"Port/B-GPE Moresby/I-GPE fell", "L5 L5 -", "Port Moresby/GPE"},                                     // and that it is one
		{"Mali/B-PERSON fell", "L5 -", "Mali/GPE"},                                                           // and does not know it for one
		{"Ana/B-PERSON Ruiz/I-PERSON Backs/I-PERSON Bo/I-PERSON", "P5 p5 - P5", "Ana Ruiz/PERSON Bo/PERSON"}, // a headline's capitals
		{"Mali/B-ORG Post/I-ORG said", "L1 - -", "Mali Post/ORG"},                                            // a place in a body's name
		{"the/B-ORG Mali/I-ORG fell", "- L5 -", "Mali/GPE"},                                                  // which is the whole of it
		{"Sudanese/B-NORP troops", "L1 -", "Sudanese/NORP"},                                                  // peoples stay, unless the head is sure
		{"Roma/B-NORP fell", "L6 -", "Roma/GPE"},                                                             //
		{"on Monday/B-DATE", "- -", "Monday/DATE"},                                                           // nothing of the head's
		{"Monday/B-PERSON rose", "- -", ""},                                                                  // nobody, says the head
		{"Ana/B-PERSON Ruiz/I-PERSON Mali/I-PERSON", "P5 p5 L5", "Ana Ruiz/PERSON Mali/GPE"},
		{"Ana/B-PERSON Ruiz/I-PERSON Bo Li", "P5 p5 P5 p5", "Ana Ruiz/PERSON Bo Li/PERSON"}, // two names side by side
	} {
		s := text(c.words)
		all := make([]odds, len(s.Tokens))
		for i, o := range strings.Fields(c.odds) {
			all[i] = odds{-6, -6, -6, -6}
			if o == "-" {
				continue
			}
			kind := strings.IndexByte("pol", o[0]|0x20)
			all[i][kind] = float32(o[1] - '0')
			if o[0] < 'a' {
				all[i][begins] = 6
			}
		}
		rd.mend(s, all, rd.cut(s, all, 0, len(s.Tokens), nil))
		if have := show(s); have != c.want {
			t.Errorf("%s with %s: %s, not %s", c.words, c.odds, have, c.want)
		}
	}
}
