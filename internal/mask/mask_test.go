package mask_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/headline"
	"github.com/hearsay/hearsay/internal/mask"
	"github.com/hearsay/hearsay/internal/syntax"
)

// seen parses a text and returns it too as the networks for tags and trees see it.
func seen(t *testing.T, w *syntax.Worker, text string) (string, *hearsay.Syntax) {
	t.Helper()
	m := mask.New(headline.Words{Ordinary: w.Ordinary})
	var words []string
	var s hearsay.Syntax
	err := w.ParseMasked(text, func(text string, tokens []hearsay.Token, faces []syntax.Face) {
		m.Mask(text, tokens, faces)
		for i, f := range faces {
			switch {
			case f.Dep != "":
			case f.Word != "":
				words = append(words, f.Word)
			default:
				words = append(words, text[tokens[i].Start:tokens[i].End])
			}
		}
	}, &s)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(words, " "), &s
}

func worker(t *testing.T) *syntax.Worker {
	t.Helper()
	p, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return p.NewWorker()
}

func TestMask(t *testing.T) {
	w := worker(t)
	for _, c := range []struct{ what, text, seen string }{
		{"a name that the pipeline finds", "Police in Accra arrested Henrik Aasland.", "Police in Peru arrested Peru ."},
		{"one that no dictionary has", "Fidesz said it would stay.", "Peru said it would stay ."},
		{"words that dictionaries have", "Rebels said it would stay.", "Rebels said it would stay ."},
		{"nor one that is short for another", "Can't the army stay?", "Can't the army stay ?"},
		{"a day", "The army left on Friday.", "The army left on Friday ."},
		{"a title, and a name behind one", "Later Gen. Henrik Aasland left.", "Later Gen. Smith left ."},
		{"a country of several words", "The army left Trinidad and Tobago.", "The army left Peru ."},
		{"not its adjective", "Two Kenyan officers left.", "Two Kenyan officers left ."},
		{"nor its people", "Most Kenyans left.", "Most Kenyans left ."},
		{"a name with a hyphen", "The army arrested Kwabena Ofosu-Tei on Monday.", "The army arrested Peru on Monday ."},
		{"with a small word", "The army met Mohammed bin Salman on Monday.", "The army met Peru on Monday ."},
		{"that ends small", "The army met Lee Cheuk-ming on Monday.", "The army met Peru on Monday ."},
		{"with the Arabic article", "A truce with al-Shabab was signed near el-Fasher by Bashar al-Zaman.", "A truce with Peru was signed near Peru by Peru ."},
		{"none with another word", "A pro-Russian and a pro-Hamas group left.", "A pro - Russian and a pro - Hamas group left ."},
		{"no word of the next sentence", "The envoy wrote on X. He spoke of the talks with his counterpart.", "The envoy wrote on X. He spoke of the talks with his counterpart ."},
		{"a body and a title", "So said Army Capt. Henrik Aasland on Monday.", "So said Army Capt . Smith on Monday ."},
		{"what is no part of a name", "Added Chukwudi Eze, who left: \"We stayed.\"", "added Peru , who left : \" We stayed . \""},
		{"with a preposition", "He left the Ministry of Labour on Monday.", "He left the Peru on Monday ."},
		{"that goes on behind what was found", "The UN High Commissioner left.", "The UN High Commissioner left ."},
		{"an article before it", "The Meridian Daily said so.", "The Peru said so ."},
		{"an owner without an s", "He lives with members of Hamas' bureau.", "He lives with members of Peru 's bureau ."},
		{"and none that ends a quotation", "He said 'I like Hamas' and left.", "He said ' I like Peru ' and left ."},
	} {
		have, _ := seen(t, w, c.text)
		have = strings.ReplaceAll(have, "Ca n't", "Can't")
		if have != c.seen {
			t.Errorf("%s: %q is seen as %q, not %q", c.what, c.text, have, c.seen)
		}
	}
}

// TestFound: a word that no dictionary has goes with the name that the pipeline found before it.
func TestFound(t *testing.T) {
	const text = "Orhan Karasoylu left"
	tokens := []hearsay.Token{{Span: hearsay.Span{Start: 0, End: 5}, Ent: "B-PERSON"}, {Span: hearsay.Span{Start: 6, End: 15}, Ent: "O"}, {Span: hearsay.Span{Start: 16, End: 20}, Ent: "O"}}
	faces := make([]syntax.Face, len(tokens))
	mask.New(headline.Words{Ordinary: func(string) (noun, other bool) { return false, false }}).Mask(text, tokens, faces)
	if faces[0].Head != 1 || faces[0].Dep != "compound" || faces[1].Word == "" || faces[2] != (syntax.Face{}) {
		t.Errorf("%+v", faces)
	}
}

// TestInside: what is not seen of a name stands in the tree as names are built, and begins the sentence where the name does.
func TestInside(t *testing.T) {
	w := worker(t)
	for _, c := range []struct {
		text string
		tree []string
	}{
		{"Henrik Aasland left.", []string{"Henrik NNP compound Aasland", "Aasland NNP nsubj left"}},
		{"The Ministry of the Interior said so.", []string{"Ministry NNP nsubj said", "of IN prep Ministry", "the DT det Interior", "Interior NNP pobj of"}},
		{"The army left Trinidad and Tobago.", []string{"Trinidad NNP dobj left", "and CC cc Trinidad", "Tobago NNP conj Trinidad"}},
		{"The People's Bank of China said so.", []string{"People NNP poss Bank", "'s POS case People", "Bank NNP nsubj said", "of IN prep Bank", "China NNP pobj of"}},
		{"The army arrested Kwabena Ofosu-Tei.", []string{"Kwabena NNP compound Tei", "Ofosu NNP compound Tei", "- HYPH punct Tei", "Tei NNP dobj arrested"}},
	} {
		_, s := seen(t, w, c.text)
		var have []string
		for i, tok := range s.Tokens {
			have = append(have, strings.Join([]string{s.TextOf(i), tok.Tag, tok.Dep, s.TextOf(tok.Head)}, " "))
			if tok.SentStart != (i == 0) {
				t.Errorf("%s: a sentence begins at %d: %v", c.text, i, tok.SentStart)
			}
		}
		for _, want := range c.tree {
			if !slices.Contains(have, want) {
				t.Errorf("%s: no %q in %q", c.text, want, have)
			}
		}
	}
}

// TestNamesStay: names, lemmas and offsets are those of the words that stand there.
func TestNamesStay(t *testing.T) {
	w := worker(t)
	const text = "Rwanda accused Henrik Aasland of lying to the Kenyans."
	var plain hearsay.Syntax
	if err := w.Parse(text, &plain); err != nil {
		t.Fatal(err)
	}
	_, s := seen(t, w, text)
	for i, tok := range s.Tokens {
		if p := plain.Tokens[i]; tok.Span != p.Span || tok.Ent != p.Ent || tok.Lemma != p.Lemma || tok.Norm != p.Norm {
			t.Errorf("%q is %+v, without a mask %+v", s.TextOf(i), tok, p)
		}
	}
}
