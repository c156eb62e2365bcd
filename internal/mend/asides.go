package mend

// What is set behind a clause or a noun.

import (
	"github.com/hearsay/hearsay"
)

// answered makes of a noun, a name and a verb of speech in the present what that one says of it, where the tree took the verb for a noun,
// or behind a comma for the verb of the whole sentence.
func answered(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Tag != "NNS" && t.Tag != "VBZ" && t.Tag != "VBP" || verbs[t.Lemma] != "speech" && verbs[t.Lemma] != "telling" || i+1 < len(s.Tokens) && s.Tokens[i+1].Pos != "PUNCT" {
		return 0
	}
	n := i - 1
	for n > 0 && s.Tokens[n].Pos == "PROPN" {
		n--
	}
	the := -1
	if n == i-1 && n > 0 {
		if the = article(s, i, n); the > 0 {
			n = the - 1 // "a figure the bank disputes"
		} else if t.Tag == "VBP" && s.Tokens[n].Tag == "NNS" {
			n-- // "a claim monitors reject"
		}
	}
	if n == i-1 || n < 1 {
		return 0
	}
	d := s.Child(n, "det")
	if s.Tokens[n].Tag != "NN" || d < 1 || s.SentenceIndex(d-1) != s.SentenceIndex(i) || !comma(s, d) && (t.Tag != "NNS" || t.Head == i || t.Head == n) {
		return 0
	}
	if t.Head == n && t.Dep == "relcl" && s.Child(i, "nsubj") >= 0 {
		return 0
	}
	up, as, told := t.Head, "npadvmod", s.Child(i, "ccomp")
	switch {
	case !comma(s, d):
		if as = t.Dep; as == "ccomp" {
			as = "dobj" // "made a charge Uganda rejects"
		}
	case up == n:
		up = s.Tokens[n].Head
	case told >= 0 && told < d:
		lift(s, told, i) // what the verb was thought to say: the sentence, or what is said in it
		for _, c := range s.Children(i) {
			if k := int(c); (k < d || k > i) && k != told {
				s.Tokens[k].Head = told
			}
		}
		up = told
	case up == i:
		return 0
	}
	s.Tokens[n].Head, s.Tokens[n].Dep = up, as
	t.Head, t.Dep = n, "relcl"
	if t.Tag == "NNS" {
		form(t, "VBZ")
	}
	s.Tokens[i-1].Head, s.Tokens[i-1].Dep = i, "nsubj"
	if the > 0 {
		s.Tokens[the].Head = i - 1
	}
	return 1
}

// article is the article of the noun n before token i, though it may hang on i; -1 where it has none.
func article(s *hearsay.Syntax, i, n int) int {
	k := n - 1
	for k > n-3 && k > 0 && (s.Tokens[k].Pos == "ADJ" || s.Tokens[k].Pos == "NOUN") {
		k--
	}
	if k > 0 && s.Tokens[n].Pos == "NOUN" && s.TextOf(k) == "the" && (s.Tokens[k].Head == n || s.Tokens[k].Head == i) {
		return k
	}
	return -1
}

// contact makes a relative clause of one that follows a comma and a noun, which is its object.
func contact(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	who := s.Child(i, "nsubj")
	if t.Dep != "ccomp" || t.Pos != "VERB" || who < 1 || who > i {
		return 0
	}
	begins, _ := s.Subtree(who)
	n := begins - 1
	if n < 1 || n != t.Head && (n != s.Child(i, "dobj") || t.Head > n) || s.Tokens[n].Pos != "NOUN" {
		return 0
	}
	first := n
	if d := s.Child(n, "det"); d >= 0 {
		first = d
	}
	if first < 1 || first < n-1 || !comma(s, first) && s.TextOf(first-1) != "—" {
		return 0
	}
	if n != t.Head {
		lift(s, n, i)
	}
	s.Tokens[n].Dep, t.Dep = "npadvmod", "relcl"
	return 1
}

// floated hangs what each of several does on all of them: "the army and the rebels each accusing the other".
func floated(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Norm != "each" && t.Norm != "both" && t.Norm != "all" || t.Dep != "appos" {
		return 0
	}
	did, all := s.Child(i, "acl"), t.Head
	for s.Tokens[all].Dep == "conj" && s.Tokens[all].Head < all {
		all = s.Tokens[all].Head
	}
	if did < i || all > i {
		return 0
	}
	s.Tokens[did].Head, t.Head = all, all
	return 1
}

// resulting hangs a participle behind a comma on the verb of the sentence, where the tree hung it on a clause that only tells which of its
// objects is meant.
func resulting(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Tag != "VBG" || t.Dep != "advcl" || h >= i || !comma(s, i) || s.Tokens[h].Dep != "relcl" {
		return 0
	}
	noun := s.Tokens[h].Head
	if first, _ := s.Subtree(h); first != noun+1 || s.Tokens[first].Tag[:1] != "W" {
		return 0 // "their leader, who resigned, citing his health"
	}
	for v, steps := noun, 0; steps < 3; steps++ {
		up := s.Tokens[v].Head
		if up == v || up > v {
			return 0
		}
		if v = up; s.Tokens[v].Tag == "VBD" {
			if s.Child(v, "nsubj") < 0 {
				return 0
			}
			t.Head = v
			return 1
		}
		if s.Tokens[v].Pos != "ADP" {
			return 0
		}
	}
	return 0
}
