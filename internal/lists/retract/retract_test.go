package retract_test

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists/retract"
)

// sentence builds a tree from "word/lemma/POS/dep/head" items.
func sentence(spec string) *hearsay.Syntax {
	var b strings.Builder
	var tokens []hearsay.Token
	for _, item := range strings.Fields(spec) {
		f := strings.Split(item, "/")
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(f[0])
		head := 0
		for _, c := range f[4] {
			head = head*10 + int(c-'0')
		}
		tokens = append(tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: b.Len()}, Lemma: f[1], Pos: f[2], Dep: f[3], Head: head, SentStart: len(tokens) == 0, Spaced: true})
	}
	s := &hearsay.Syntax{Text: b.String(), Tokens: tokens, Sentences: []hearsay.Sentence{{First: 0, End: len(tokens)}}}
	s.Link()
	return s
}

func TestTakesBack(t *testing.T) {
	for spec, want := range map[string]bool{
		// An earlier version of this report said that ...
		"An/an/DET/det/2 earlier/early/ADJ/amod/2 version/version/NOUN/nsubj/6 of/of/ADP/prep/2 this/this/DET/det/5 report/report/NOUN/pobj/3 said/say/VERB/ROOT/6": true,
		// An earlier report by Courant said ...
		"An/an/DET/det/2 earlier/early/ADJ/amod/2 report/report/NOUN/nsubj/5 by/by/ADP/prep/2 Courant/Courant/PROPN/pobj/3 said/say/VERB/ROOT/5": true,
		// We wrongly reported ...
		"We/we/PRON/nsubj/2 wrongly/wrongly/ADV/advmod/2 reported/report/VERB/ROOT/2": true,
		// Correction: The Courant said ...
		"Correction/correction/NOUN/dep/4 :/:/PUNCT/punct/4 The/the/DET/det/3 Courant/Courant/PROPN/nsubj/4 said/say/VERB/ROOT/4": true,
		"Correction/correction/NOUN/dep/3 :/:/PUNCT/punct/3 Police/police/NOUN/nsubj/3 said/say/VERB/ROOT/3":                      false,
		// Correction: A report put ... the correct: what is right is told with it
		"Correction/correction/NOUN/ROOT/0 :/:/PUNCT/punct/0 correct/correct/ADJ/amod/3 toll/toll/NOUN/dep/0 :/:/PUNCT/punct/0 A/a/DET/det/6 report/report/NOUN/nsubj/7 put/put/VERB/acl/0": true,
		"Correction/correction/NOUN/ROOT/0 :/:/PUNCT/punct/0 A/a/DET/det/3 report/report/NOUN/nsubj/4 put/put/VERB/acl/0":                                                                   false,
		// The ministry wrongly said ...: the outlet judges, it takes nothing back.
		"Ministry/ministry/NOUN/nsubj/2 wrongly/wrongly/ADV/advmod/2 said/say/VERB/ROOT/2": false,
		// An earlier report said: somebody's, not taken back.
		"An/an/DET/det/2 earlier/early/ADJ/amod/2 report/report/NOUN/nsubj/3 said/say/VERB/ROOT/3": false,
		"Police/police/NOUN/nsubj/1 said/say/VERB/ROOT/1":                                          false,
	} {
		s := sentence(spec)
		v := len(s.Tokens) - 1
		if got := retract.TakesBack(s, v, "The Courant", false); got != want {
			t.Errorf("%s: %v", s.Text, got)
		}
	}
}

// In a report that is a correction, what a report said before is taken back, with or without a label.
func TestNotice(t *testing.T) {
	for spec, want := range map[string]bool{
		"An/an/DET/det/1 article/article/NOUN/nsubj/2 said/say/VERB/ROOT/2":                                       true,
		"The/the/DET/det/1 Courant/Courant/PROPN/nsubj/2 said/say/VERB/ROOT/2":                                    true,
		"A/a/DET/det/1 report/report/NOUN/nsubj/4 by/by/ADP/prep/1 Oxfam/Oxfam/PROPN/pobj/2 said/say/VERB/ROOT/4": false,
		"The/the/DET/det/1 ministry/ministry/NOUN/nsubj/2 said/say/VERB/ROOT/2":                                   false,
	} {
		s := sentence(spec)
		v := len(s.Tokens) - 1
		s.Tokens[v].Tag = "VBD"
		if got := retract.TakesBack(s, v, "The Courant", retract.Notice("Correction: bridge")); got != want {
			t.Errorf("%s: %v", s.Text, got)
		}
	}
	if retract.Notice("CORRECTED: Toll rises to five") || !retract.Notice("Corrections and clarifications") {
		t.Error("a report that is put out again is no notice, and one of corrections is")
	}
}

func TestWithdrawn(t *testing.T) {
	for spec, want := range map[string][2]bool{ // a report withdrawn; by the outlet itself
		// The Courant withdrew its report
		"The/the/DET/det/1 Courant/Courant/PROPN/nsubj/2 withdrew/withdraw/VERB/ROOT/2 its/its/PRON/poss/4 report/report/NOUN/dobj/2": {true, true},
		"We/we/PRON/nsubj/1 retracted/retract/VERB/ROOT/1 the/the/DET/det/3 story/story/NOUN/dobj/1":                                  {true, true},
		"Radio/radio/PROPN/nsubj/1 retracted/retract/VERB/ROOT/1 its/its/PRON/poss/3 story/story/NOUN/dobj/1":                         {true, false},
		// The army withdrew its troops; the ministry released its report
		"Army/army/NOUN/nsubj/1 withdrew/withdraw/VERB/ROOT/1 its/its/PRON/poss/3 troops/troop/NOUN/dobj/1":         {false, false},
		"Ministry/ministry/NOUN/nsubj/1 released/release/VERB/ROOT/1 its/its/PRON/poss/3 report/report/NOUN/dobj/1": {false, false},
	} {
		s := sentence(spec)
		n := len(s.Tokens) - 1
		got := [2]bool{retract.Withdrawn(s, n), retract.Withdrawn(s, n) && retract.WithdrawnBy(s, n, "The Courant")}
		if got != want {
			t.Errorf("%s: %v, want %v", s.Text, got, want)
		}
	}
}
