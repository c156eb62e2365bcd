package mend

// Forms of verbs, and what goes with them.

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// unlike moves a finite past that is joined to a verb of another form to the
// finite past clause around that verb.
func unlike(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Tag == "VBN" && verbs[t.Lemma] == "speech" && s.Child(i, "dobj") >= 0 && s.Tokens[t.Head].Tag == "VBN" && s.Child(t.Head, "auxpass") >= 0 {
		form(t, "VBD") // "had been arrested and accused Rwanda": what has an object is no passive
	}
	if !finitePast(s, i) || s.Child(i, "nsubj", "nsubjpass", "expl", "csubj") >= 0 {
		return 0
	}
	first := t.Head
	for first < i && s.Tokens[first].Dep == "conj" && s.Tokens[first].Head < first {
		first = s.Tokens[first].Head
	}
	if first >= i {
		return 0
	}
	// Past or participle? The tagger guesses from the same words as the parser.
	tied := bound(s, first)
	if t.Tag == "VBD" && s.Tokens[first].Tag == "VBN" && s.Child(first, "auxpass") >= 0 && s.Child(i, "dobj") >= 0 {
		tied = true // "said that two were killed and blamed the army": what has an object is no passive
	}
	sure := tied && (s.Tokens[i].Tag == "VB" || s.Tokens[first].Tag != "VBN" || verbs[t.Norm] == "past")
	saying := verbs[t.Lemma] == "speech"
	// The clause around: the way up ends at the first finite past to the left.
	for up := s.Tokens[first].Head; up < i; up = s.Tokens[up].Head {
		if finitePast(s, up) {
			around := s.Tokens[up].Lemma
			if !sure && !(saying && (tied && (verbs[around] == "speech" || verbs[around] == "thinking") || around == "deny")) {
				return 0
			}
			move(s, i, up)
			return 1
		}
		if s.Tokens[up].Head == up {
			break
		}
	}
	return 0
}

// unlikeNow moves a finite present that is joined to a verb which is none, or which is of another number, to the nearest one around that is alike.
func unlikeNow(s *hearsay.Syntax, i int) int {
	t, first := &s.Tokens[i], s.Tokens[i].Head
	if first > i || s.Child(i, "nsubj", "nsubjpass", "expl", "csubj", "aux", "auxpass") >= 0 {
		return 0
	}
	h := &s.Tokens[first]
	tag := ""
	switch {
	case t.Tag == "VBZ" && (h.Tag == "VBP" || h.Tag == "VB" || h.Tag == "VBG" && s.Child(first, "aux", "auxpass") < 0):
		tag = "VBZ"
	case (t.Tag == "VBP" || t.Tag == "VB") && h.Tag == "VBZ":
		tag = "VBP" // a plural looks like an infinitive
	default:
		return 0
	}
	for up := h.Head; up < i; up = s.Tokens[up].Head {
		if s.Tokens[up].Tag == tag {
			if t.Tag != tag {
				form(t, tag)
			}
			move(s, i, up)
			return 1
		}
		if s.Tokens[up].Head == up {
			break
		}
	}
	return 0
}

func finite(tag string) bool { return tag == "VBD" || tag == "VBZ" || tag == "VBP" }

// finitePast reports whether i is a past tense by itself or by its "did".
func finitePast(s *hearsay.Syntax, i int) bool {
	switch s.Tokens[i].Tag {
	case "VBD":
		return !perfect(s, i)
	case "VB":
		for _, c := range s.Children(i) {
			if t := &s.Tokens[c]; t.Dep == "aux" && t.Tag == "VBD" && t.Lemma == "do" {
				return true
			}
		}
	}
	return false
}

func perfect(s *hearsay.Syntax, i int) bool {
	for _, c := range s.Children(i) {
		if t := &s.Tokens[c]; t.Dep == "aux" && t.Lemma == "have" {
			return true
		}
	}
	return false
}

// bound reports whether i has a form that its auxiliary, its "to" or its
// preposition asks for, so that a finite past cannot stand beside it.
func bound(s *hearsay.Syntax, i int) bool {
	switch s.Tokens[i].Tag {
	case "VBN":
		return perfect(s, i)
	case "VB":
		for _, c := range s.Children(i) {
			if t := &s.Tokens[c]; t.Dep == "aux" && (t.Tag == "MD" || t.Tag == "TO") {
				return true
			}
		}
	case "VBG":
		return s.Tokens[i].Dep == "pcomp" || s.Tokens[i].Dep == "xcomp"
	}
	return false
}

// retagged gives a word the form that its place in the tree asks for: what has a subject and no auxiliary is no participle, and what is
// the subject or object of a relative clause no conjunction.
func retagged(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	switch t.Tag {
	case "VBN":
		k := verbs[s.Tokens[t.Head].Lemma]
		told := t.Dep == "ccomp" && (k == "speech" || k == "telling" || s.Child(i, "mark") >= 0) // no "had the bridge closed"
		if t.Dep != "ROOT" && !told && t.Dep != "relcl" || s.Child(i, "nsubj") < 0 || s.Child(i, "aux", "auxpass", "nsubjpass") >= 0 {
			return 0
		}
		form(t, "VBD")
	case "IN":
		h := &s.Tokens[t.Head]
		if t.Norm != "that" || h.Dep != "relcl" && (h.Dep != "acl" || t.Dep != "dobj") {
			return 0
		}
		h.Dep = "relcl"
		form(t, "WDT")
	default:
		return 0
	}
	return 1
}

// form makes another form of a token.
func form(t *hearsay.Token, tag string) {
	t.Tag, t.Pos = tag, "VERB"
	switch tag {
	case "VBZ":
		t.Morph = "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
	case "VBP":
		t.Morph = "Tense=Pres|VerbForm=Fin"
	case "VBD":
		t.Morph = "Tense=Past|VerbForm=Fin"
	case "VBG":
		t.Morph = "Aspect=Prog|Tense=Pres|VerbForm=Part"
	case "VBN":
		t.Morph = "Aspect=Perf|Tense=Past|VerbForm=Part"
	case "WDT":
		t.Pos, t.Morph = "PRON", "PronType=Rel"
	}
}

// predicate makes a verb of a word that has a subject and was read as a noun.
func predicate(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	k := s.Child(i, "nsubj")
	if t.Head != i || t.Tag != "NN" && t.Tag != "NNP" || k < 0 || k != i-1 || !strings.HasSuffix(s.Tokens[k].Tag, "S") || s.TextOf(i) != strings.ToLower(s.TextOf(i)) || s.Child(i, "det", "amod", "compound", "poss") >= 0 {
		return 0
	}
	form(t, "VBP")
	t.Lemma = s.TextOf(i)
	return 1
}

// thatNoun makes an object of "that" and a noun right behind a verb, where the noun was read as a verb of which all else is missing; and a verb of the word
// before, if that was read as a noun.
func thatNoun(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Tag != "VBP" && t.Tag != "VB" || i < 2 || s.Tokens[i-1].Norm != "that" || s.Tokens[i-1].Head != i || s.Tokens[i-1].Dep != "nsubj" || h != i-2 ||
		s.Child(i, "dobj", "ccomp", "xcomp", "acomp", "attr", "oprd", "prt", "aux", "neg", "advmod", "dative", "expl") >= 0 {
		return 0
	}
	v := &s.Tokens[h]
	switch {
	case v.Pos == "VERB" && (t.Dep == "ccomp" || t.Dep == "relcl"):
	case v.Tag == "NNS" && t.Dep == "relcl" && slices.Contains([]string{"speech", "telling", "answers"}, verbs[v.Lemma]) && v.Head == h:
		if n := h - 1; s.Child(h, "nsubj") < 0 {
			if n < 0 || s.Tokens[n].Dep != "compound" || s.Tokens[n].Head != h {
				return 0
			}
			for _, k := range s.Children(h) {
				if int(k) < n {
					s.Tokens[k].Head = n
				}
			}
			s.Tokens[n].Dep = "nsubj"
		}
		form(v, "VBZ")
	default:
		return 0
	}
	s.Tokens[i-1].Tag, s.Tokens[i-1].Pos, s.Tokens[i-1].Dep, s.Tokens[i-1].Morph = "DT", "DET", "det", "Number=Sing|PronType=Dem"
	t.Tag, t.Pos, t.Dep, t.Morph = "NN", "NOUN", "dobj", "Number=Sing"
	return 1
}

// carrying makes a participle of a word in -ing that was read as a noun between a noun with an article of one and a plural: it hangs on the first, and the second on
// it ("A bus carrying pilgrims").
func carrying(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h, n := t.Head, i-1
	if t.Dep != "compound" && t.Dep != "amod" || t.Tag != "NN" && t.Tag != "VBG" || !strings.HasSuffix(t.Norm, "ing") || h < i || s.Tokens[h].Tag != "NNS" || n < 1 ||
		s.Tokens[n].Tag != "NN" || s.Tokens[n].Dep != "compound" || s.Tokens[n].Head != h && s.Tokens[n].Head != i {
		return 0
	}
	a := max(s.Child(h, "det"), s.Child(n, "det"))
	if a < 0 || a >= n || s.Tokens[a].Norm != "a" && s.Tokens[a].Norm != "an" {
		return 0
	}
	form(t, "VBG")
	lift(s, n, h)
	t.Head, t.Dep = n, "acl"
	s.Tokens[h].Head, s.Tokens[h].Dep = i, "dobj"
	for k := a; k < n; k++ {
		if s.Tokens[k].Head == h || s.Tokens[k].Head == i {
			s.Tokens[k].Head = n
		}
	}
	return 1
}

// partOf makes the subject of a finite past of a part of many that stands right before what was read as a participle: "less than a third agreed".
func partOf(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	k := s.Child(i, "npadvmod")
	if t.Head != i || t.Tag != "VBN" || k < 0 || k != i-1 || s.Tokens[k].Pos != "NOUN" || s.Child(i, "nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "agent") >= 0 {
		return 0
	}
	form(t, "VBD")
	s.Tokens[k].Dep = "nsubj"
	return 1
}

// spokeLast makes a finite verb of a participle of speech that has a clause of its own and, behind what is told of a noun in commas, is all that
// the noun does: "a clerk, whose name is withheld, testified that".
func spokeLast(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "acl" || t.Tag != "VBN" || verbs[t.Lemma] != "speech" || !comma(s, i) || s.Tokens[h].Head != h || s.Tokens[h].Pos != "NOUN" && s.Tokens[h].Pos != "PROPN" || s.Child(h, "relcl", "appos") < 0 || s.Child(h, "relcl", "appos") > i ||
		s.Child(i, "ccomp") < i || s.Child(i, "aux", "auxpass", "agent") >= 0 {
		return 0
	}
	form(t, "VBD")
	t.Head, t.Dep = i, "ROOT"
	s.Tokens[h].Head, s.Tokens[h].Dep = i, "nsubj"
	return 1
}

// particle gives a verb the object that the tree hung on its particle.
func particle(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	p := &s.Tokens[t.Head]
	if t.Dep != "pobj" || p.Dep != "prt" || s.Child(p.Head, "dobj", "nsubjpass") >= 0 {
		return 0
	}
	t.Head, t.Dep = p.Head, "dobj"
	return 1
}

// joined hangs a finite verb on the verb whose adjective it was joined to.
func joined(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := &s.Tokens[t.Head]
	if t.Dep != "conj" || !finite(t.Tag) || t.Head >= i || h.Pos != "ADJ" || h.Dep != "oprd" && h.Dep != "acomp" || s.Child(i, "nsubj", "nsubjpass", "expl") >= 0 || !finite(s.Tokens[h.Head].Tag) {
		return 0
	}
	move(s, i, h.Head)
	return 1
}

// doer makes the noun to which a finite verb was joined its subject.
func doer(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "conj" || t.Tag != "VBD" || h >= i || s.Tokens[h].Pos != "NOUN" || s.Child(i, "nsubj", "nsubjpass") >= 0 || s.Child(i, "dobj") < 0 {
		return 0
	}
	up := s.Tokens[h].Head
	switch {
	case up == h:
		t.Head, t.Dep = i, "ROOT"
	case s.Tokens[h].Dep == "dep" && up > i && says(s, up):
		t.Head, t.Dep = up, "ccomp"
	default:
		return 0
	}
	s.Tokens[h].Head, s.Tokens[h].Dep = i, "nsubj"
	return 1
}

// opened makes a clause of a preposition and a finite past that lacks its
// subject, where nothing stands between the preposition's noun and the verb.
func opened(s *hearsay.Syntax, i int) int {
	if s.Tokens[i].Tag != "VBD" || s.Child(i, "nsubj", "nsubjpass", "expl", "csubj", "mark", "aux", "auxpass") >= 0 {
		return 0
	}
	for _, c := range s.Children(s.Tokens[i].Head) {
		t := &s.Tokens[c]
		if t.Dep != "prep" || int(c) >= i || verbs[t.Lemma] != "opens" {
			continue
		}
		noun := s.Child(int(c), "pobj")
		if noun < 0 {
			continue
		}
		if _, end := s.Subtree(noun); end != i {
			continue
		}
		t.Head, t.Dep = i, "mark"
		s.Tokens[noun].Head, s.Tokens[noun].Dep = i, "nsubj"
		return 1
	}
	return 0
}
