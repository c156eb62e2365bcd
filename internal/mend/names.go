package mend

// Names, and what belongs to them.

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// whole makes one phrase of a name that holds a verb, and the subject of the
// finite verb behind it: "the Committee to Protect Journalists said". Where
// that verb was joined to the clause before the name, it is what is told there.
func whole(s *hearsay.Syntax, name hearsay.Name) int {
	f := name.End
	if f >= len(s.Tokens) || s.Tokens[f].SentStart || !finite(s.Tokens[f].Tag) {
		return 0
	}
	noun, verb := -1, -1
	for i := name.First; i < name.End; i++ {
		h := s.Tokens[i].Head
		if s.Tokens[i].Dep == "nsubj" && h > i && h < name.End && s.Tokens[h].Tag == "VB" {
			noun, verb = i, h
		}
	}
	if noun < 0 || s.Child(f, "nsubj", "nsubjpass") >= 0 || s.IsAncestor(verb, f) || s.IsAncestor(noun, f) {
		return 0
	}
	s.Tokens[noun].Head = f
	s.Tokens[verb].Head, s.Tokens[verb].Dep = noun, "relcl"
	t := &s.Tokens[f]
	if h := t.Head; t.Dep == "conj" && h < name.First && verbs[t.Lemma] == "speech" {
		if s.Tokens[h].Head == h {
			t.Head, t.Dep = f, "ROOT"
		} else {
			t.Head, t.Dep = s.Tokens[h].Head, s.Tokens[h].Dep
		}
		s.Tokens[h].Head, s.Tokens[h].Dep = f, "ccomp"
	}
	return 1
}

// titled hangs a title or class on the name right behind it, where the tree takes both for subjects of one verb.
func titled(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Dep != "nsubj" || t.Head < i || t.Pos != "PROPN" {
		return 0
	}
	first, _ := s.Subtree(i)
	k := s.Child(t.Head, "nsubj")
	if k < 0 || k >= first || s.Tokens[k].Pos != "PROPN" && s.Tokens[k].Tag != "NN" {
		return 0
	}
	if _, end := s.Subtree(k); end != first {
		return 0
	}
	s.Tokens[k].Head, s.Tokens[k].Dep = i, "compound"
	return 1
}

// besideName makes an apposition of what is told behind a comma of a name that a preposition has, where the tree took it for the verb's first subject of two:
// "According to Ana Ruiz, a nurse who fled, guards sold tickets".
func besideName(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Dep != "nsubj" || t.Pos != "NOUN" || t.Head < i || s.Child(i, "det") < 0 {
		return 0
	}
	second := false
	for _, c := range s.Children(t.Head) {
		second = second || int(c) > i && int(c) < t.Head && s.Tokens[c].Dep == "nsubj"
	}
	first, _ := s.Subtree(i)
	k := first - 2
	if !second || k < 0 || !comma(s, first) || s.Tokens[k].Pos != "PROPN" || s.Tokens[k].Dep != "pobj" || s.SentenceIndex(k) != s.SentenceIndex(i) {
		return 0
	}
	t.Head, t.Dep = k, "appos"
	return 1
}

// role hangs a role without an article on the person's name right behind it, which the tree took for an apposition of the role.
func role(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "appos" || t.Pos != "PROPN" || !strings.HasSuffix(t.Ent, "-PERSON") || h >= i || s.Tokens[h].Tag != "NN" || s.Child(h, "det", "poss", "nummod") >= 0 {
		return 0
	}
	if first, _ := s.Subtree(i); first != h+1 {
		return 0
	}
	for _, c := range s.Children(h) {
		if int(c) > i {
			s.Tokens[c].Head = i // "who ..."
		}
	}
	lift(s, i, h)
	s.Tokens[h].Dep = "compound"
	return 1
}

// apposed makes an apposition of what stands behind a person's name and a comma, where the tree took the name for a part of it.
func apposed(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "nmod" && t.Dep != "compound" || t.Pos != "PROPN" || !strings.HasSuffix(t.Ent, "-PERSON") || h <= i || s.Tokens[h].Pos != "NOUN" || s.TextOf(i+1) != "," {
		return 0
	}
	lift(s, i, h)
	s.Tokens[h].Dep = "appos"
	return 1
}

// described hangs what describes a named thing on the noun before its name: the two are one.
func described(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "acl" && t.Dep != "relcl" || h >= i || s.Tokens[h].Dep != "appos" || s.Tokens[h].Pos != "PROPN" || s.Tokens[s.Tokens[h].Head].Pos != "NOUN" {
		return 0
	}
	t.Head = s.Tokens[h].Head
	return 1
}
