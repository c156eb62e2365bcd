package mend

// Verbs of speech, who speaks, and what stands around what is said.

import (
	"github.com/hearsay/hearsay"
)

// says reports whether token i is a finite verb of speech.
func says(s *hearsay.Syntax, i int) bool {
	k := verbs[s.Tokens[i].Lemma]
	return (k == "speech" || k == "telling") && (s.Tokens[i].Tag == "VBD" || s.Tokens[i].Tag == "VBZ")
}

// speaker gives a verb of speech behind what is told its subject, and the
// content its place below it.
func speaker(s *hearsay.Syntax, i int) int {
	if !says(s, i) {
		return 0
	}
	n, at := 0, -1
	subject := s.Child(i, "nsubj", "nsubjpass", "expl")
	if subject >= 0 {
		at, _ = s.Subtree(subject)
	}
	if subject < 0 && (s.Tokens[i].Dep == "ROOT" || s.Tokens[i].Dep == "conj") && i > 1 {
		// The apposition or item whose phrase ends right before the verb, or its comma.
		k := i - 1
		if comma(s, i) {
			k = i - 2
		}
		for steps := 0; steps < 8 && k >= 0; steps++ {
			t := &s.Tokens[k]
			first, end := s.Subtree(k)
			if (t.Dep == "appos" && (s.Child(k, "appos") >= 0 || end == i) || t.Dep == "conj" && end == i) && end >= i-1 && end <= i && comma(s, first) && (t.Pos == "NOUN" || t.Pos == "PROPN") && t.Head < first && verbs[s.Tokens[t.Head].Lemma] == "" {
				t.Head, t.Dep = i, "nsubj"
				subject, at, n = k, first, 1
				break
			}
			if strayed(s, k) && end >= i-1 && end <= i && comma(s, first) && t.Head < first {
				t.Head, t.Dep = i, "nsubj"
				subject, at, n = k, first, 1
				break
			}
			if t.Head == k || t.Head > k {
				break
			}
			k = t.Head
		}
	}
	// "Two were hurt, the governor wrote": joined by nothing but a comma.
	if subject >= 0 && subject < i && s.Tokens[i].Dep == "relcl" {
		return n + parenthetic(s, i, at)
	}
	if t := &s.Tokens[i]; subject >= 0 && subject < i && t.Dep == "conj" && t.Head < i && s.Child(i, "ccomp", "xcomp") < 0 && (s.Child(i, "dobj") < 0 || t.Lemma == "tell") {
		first := at
		h := t.Head
		if !comma(s, first) || s.Child(h, "nsubj", "nsubjpass") < 0 {
			return n
		}
		for _, c := range s.Children(h) {
			if s.Tokens[c].Dep == "cc" && int(c) > h && int(c) < first {
				return n
			}
		}
		if s.Tokens[h].Head == h {
			t.Head, t.Dep = i, "ROOT"
		} else {
			t.Head, t.Dep = s.Tokens[h].Head, s.Tokens[h].Dep
		}
		s.Tokens[h].Head, s.Tokens[h].Dep = i, "ccomp"
		n++
	}
	return n
}

// parenthetic makes a verb of speech the sentence's, where the tree took it for a relative clause of what is told, though a comma and no pronoun stands before its subject at
// token first: "The council voted to dismiss the premier, seven of its members told the Journal".
func parenthetic(s *hearsay.Syntax, i, first int) int {
	for _, c := range s.Children(i) {
		switch s.Tokens[c].Tag {
		case "WP", "WDT", "WRB", "WP$":
			return 0
		}
	}
	if !comma(s, first) || s.Tokens[i].Head >= first || s.Child(i, "mark", "ccomp") >= 0 || s.Tokens[first].Tag == "WP" || s.Tokens[first].Tag == "WDT" || s.Tokens[first].Tag == "IN" {
		return 0
	}
	top := s.Tokens[i].Head
	for s.Tokens[top].Head != top {
		top = s.Tokens[top].Head
	}
	if top >= first || s.Child(top, "nsubj", "nsubjpass", "expl") < 0 {
		return 0
	}
	s.Tokens[i].Head, s.Tokens[i].Dep = i, "ROOT"
	s.Tokens[top].Head, s.Tokens[top].Dep = i, "ccomp"
	return 1
}

// toldThen gives a verb of speech the clause that the tree hung on a noun which tells when or in what it was said: "said at the time that it had asked no one".
func toldThen(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	p := s.Tokens[t.Head].Head
	if t.Dep != "relcl" && t.Dep != "acl" || verbs[s.Tokens[t.Head].Lemma] != "occasion" || s.Tokens[t.Head].Dep != "pobj" || s.Tokens[p].Dep != "prep" || s.Child(i, "nsubj", "nsubjpass", "expl") < 0 {
		return 0
	}
	v, that := s.Tokens[p].Head, t.Head+1
	if v >= p || !says(s, v) || s.Child(v, "ccomp") >= 0 || that >= i || s.TextOf(that) != "that" || s.Tokens[that].Head != i || s.Tokens[that].Dep == "nsubj" || s.Tokens[that].Dep == "dobj" && s.Child(i, "dobj") == that {
		return 0
	}
	w := &s.Tokens[that]
	w.Tag, w.Pos, w.Dep, w.Morph = "IN", "SCONJ", "mark", ""
	t.Head, t.Dep = v, "ccomp"
	return 1
}

// asked makes what stands in commas between a subject and its verb of speech a part of the subject: in "Moscow, asked for its view, said" another one asks.
func asked(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	k := s.Child(i, "nsubj")
	if t.Lemma != "ask" || t.Tag != "VBD" && t.Tag != "VBN" || !comma(s, i) || k < 0 || k > i || s.Child(i, "dobj", "dative", "aux", "auxpass") >= 0 {
		return 0
	}
	if _, end := s.Subtree(k); end < i-1 {
		return 0
	}
	for j := i + 1; j < len(s.Tokens) && s.SentenceIndex(j) == s.SentenceIndex(i); j++ {
		if !says(s, j) || !comma(s, j) || t.Head != j && (s.Tokens[j].Head != i || s.Tokens[j].Dep != "conj") {
			continue
		}
		if c := s.Child(j, "nsubj", "nsubjpass"); c >= 0 && c < j {
			return 0
		}
		if t.Head != j {
			lift(s, j, i)
		}
		form(t, "VBN")
		t.Head, t.Dep = k, "acl"
		s.Tokens[k].Head, s.Tokens[k].Dep = j, "nsubj"
		return 1
	}
	return 0
}

// listed gives the question that a sentence begins with its object, where the tree took that for who answers: of two in a row that nothing joins but a comma, the second
// has the verb behind them ("Asked whether it would allow an inquiry, an adviser, Ana Ruiz, said").
func listed(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Dep != "nsubj" || h < i || !says(s, h) || s.Child(i, "cc") >= 0 {
		return 0
	}
	first, _ := s.Subtree(i)
	w, second := first-1, s.Child(i, "conj", "appos")
	if w < 0 || second < i || second > h || s.SentenceIndex(w) != s.SentenceIndex(i) || s.Child(second, "cc", "conj") >= 0 {
		return 0
	}
	if v := &s.Tokens[w]; v.Pos != "VERB" || s.Child(w, "dobj", "xcomp", "auxpass") >= 0 || s.TextOf(i+1) != "," {
		return 0
	}
	ask := w
	for ask > 0 && !s.Tokens[ask].SentStart {
		ask--
	}
	if q := &s.Tokens[ask]; q.Lemma != "ask" || q.Tag != "VBN" && q.Tag != "VBD" || !s.IsAncestor(ask, w) {
		return 0
	}
	if s.IsAncestor(ask, h) {
		s.Tokens[h].Head, s.Tokens[h].Dep = s.Tokens[ask].Head, s.Tokens[ask].Dep
		if s.Tokens[ask].Head == ask {
			s.Tokens[h].Head = h
		}
		s.Tokens[ask].Head, s.Tokens[ask].Dep = h, "advcl"
	}
	form(&s.Tokens[ask], "VBN")
	for _, c := range s.Children(i) {
		if int(c) > i {
			s.Tokens[c].Head = second
		}
	}
	s.Tokens[second].Head, s.Tokens[second].Dep = h, "nsubj"
	t.Head, t.Dep = w, "dobj"
	return 1
}

// reduced makes what stands between somebody and a verb of speech, without a comma, a part of the subject, where the tree took it for what is told: "Two
// women interviewed at a camp said the guards had left".
func reduced(s *hearsay.Syntax, i int) int {
	if !says(s, i) || s.Child(i, "nsubj", "nsubjpass", "expl") >= 0 {
		return 0
	}
	before, behind := -1, false
	for _, c := range s.Children(i) {
		if s.Tokens[c].Dep == "ccomp" {
			if int(c) > i {
				behind = true
			} else {
				before = int(c)
			}
		}
	}
	if before < 0 || !behind {
		return 0
	}
	t := &s.Tokens[before]
	k := s.Child(before, "nsubj")
	if _, end := s.Subtree(before); end != i || t.Tag != "VBD" && t.Tag != "VBN" || k < 0 || k > before || s.Child(before, "dobj", "aux", "auxpass", "mark") >= 0 {
		return 0
	}
	form(t, "VBN")
	t.Head, t.Dep = k, "acl"
	s.Tokens[k].Head, s.Tokens[k].Dep = i, "nsubj"
	return 1
}

// eachOwn makes two sentences of one in which a noun, what is told of it by a finite past without a subject, "and" and another noun were read as the subject of
// the last verb: "Peru's envoy, Ana Ruiz, called for calm, and Chile said it was worried".
func eachOwn(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	n := t.Head
	v := s.Tokens[n].Head
	m, cc := s.Child(n, "conj"), s.Child(n, "cc")
	if t.Dep != "acl" || t.Tag != "VBD" || !comma(s, i) || s.Tokens[n].Dep != "nsubj" || v < i || m < i || m > v || cc < i || cc > m || !comma(s, cc) || s.Child(n, "appos") < 0 || s.Child(n, "appos") > i || s.Child(i, "nsubj", "nsubjpass") >= 0 {
		return 0
	}
	lift(s, i, v)
	s.Tokens[n].Head, s.Tokens[n].Dep = i, "nsubj"
	s.Tokens[v].Dep = "conj"
	s.Tokens[m].Head, s.Tokens[m].Dep = v, "nsubj"
	s.Tokens[cc].Head = i
	return 1
}

// setIn makes the verb of a sentence of a finite past behind a comma that hangs, without a subject or "and", on another verb which a comma parts from the subject: that
// one tells of the noun before it ("Ana Ruiz, in an interview broadcast on Friday, accused the army").
func setIn(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	v := t.Head
	n := s.Child(v, "nsubj")
	if t.Dep != "dep" && t.Dep != "conj" && t.Dep != "advcl" || !finitePast(s, i) || v > i || s.Tokens[v].Tag != "VBD" || n < 0 || n > v || !comma(s, i) || s.Child(i, "nsubj", "nsubjpass", "mark") >= 0 || s.Child(v, "cc") >= 0 ||
		s.Child(v, "dobj", "ccomp", "xcomp", "aux", "attr", "acomp") >= 0 || v < 1 || s.Tokens[v-1].Pos != "NOUN" && s.Tokens[v-1].Pos != "PROPN" && s.Tokens[v-1].Pos != "NUM" {
		return 0
	}
	_, end := s.Subtree(n)
	if end >= v || s.TextOf(end) != "," {
		return 0
	}
	noun := v - 1
	for h := s.Tokens[noun].Head; h > end && h < v && s.Tokens[h].Head != v && (s.Tokens[noun].Dep == "nummod" || s.Tokens[noun].Dep == "pobj" || s.Tokens[noun].Dep == "prep" || s.Tokens[noun].Dep == "compound"); h = s.Tokens[noun].Head {
		noun = h
	}
	if s.Tokens[noun].Pos != "NOUN" {
		return 0
	}
	lift(s, i, v)
	for _, k := range s.Children(v) {
		if int(k) < v && int(k) != i {
			s.Tokens[k].Head = i
		}
	}
	s.Tokens[v].Head, s.Tokens[v].Dep = noun, "acl"
	form(&s.Tokens[v], "VBN")
	return 1
}

// ownVerb makes the noun that was joined to a verb, behind a comma and "and", the subject of the finite past behind it that has none.
func ownVerb(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	v := t.Head
	if t.Dep != "dep" && t.Dep != "conj" && t.Dep != "advcl" || !finitePast(s, i) || v > i || s.Child(i, "nsubj", "nsubjpass", "mark", "cc") >= 0 {
		return 0
	}
	n := s.Child(v, "conj")
	cc := s.Child(v, "cc")
	if n < v || n > i || s.Tokens[n].Pos != "NOUN" && s.Tokens[n].Pos != "PROPN" {
		return 0
	}
	for _, c := range s.Children(v) {
		if s.Tokens[c].Dep == "cc" && int(c) > v && int(c) < n {
			cc = int(c)
		}
	}
	if cc < v || cc > n || !comma(s, cc) {
		return 0
	}
	t.Head, t.Dep = v, "conj"
	for _, c := range s.Children(v) {
		if int(c) > n && int(c) < i {
			s.Tokens[c].Head = i
		}
	}
	s.Tokens[n].Head, s.Tokens[n].Dep = i, "nsubj"
	return 1
}

// inverted gives a verb of speech behind the comma of what is told the speaker that stands behind it, whom the tree takes for the subject of what is
// told of him: "Minister must go, say parents of pupils poisoned at hostel".
func inverted(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if verbs[t.Lemma] != "speech" || !finite(t.Tag) || !comma(s, i) || t.Head >= i || s.Child(i, "nsubj", "nsubjpass", "expl") >= 0 {
		return 0
	}
	c := s.Child(i, "ccomp")
	if c < i || s.Tokens[c].Tag != "VBD" && s.Tokens[c].Tag != "VBN" || s.Child(c, "mark", "aux", "auxpass", "dobj") >= 0 {
		return 0
	}
	k := s.Child(c, "nsubj")
	if k < i || k > c {
		return 0
	}
	if first, end := s.Subtree(k); first != i+1 || end != c {
		return 0
	}
	s.Tokens[k].Head, s.Tokens[k].Dep = i, "nsubj"
	form(&s.Tokens[c], "VBN")
	s.Tokens[c].Head, s.Tokens[c].Dep = k, "acl"
	return 1
}

// strayed reports whether a noun with a name in apposition ("the region's governor, Ana Lopez"; "Ana Lopez, the region's governor") was
// hung on the verb before it, which has an object already or takes no such noun.
func strayed(s *hearsay.Syntax, k int) bool {
	t := &s.Tokens[k]
	if a := s.Child(k, "appos"); a < k || s.Tokens[a].Pos != "PROPN" && t.Pos != "PROPN" || t.Pos != "NOUN" && t.Pos != "PROPN" || verbs[s.Tokens[t.Head].Lemma] != "" {
		return false
	}
	switch t.Dep {
	case "npadvmod", "dep", "conj":
		return true
	case "dobj":
		o := s.Child(t.Head, "dobj")
		return o >= 0 && o < k
	}
	return false
}

// objectTaken gives back to a verb the object that was taken for who speaks, where the speaker
// stands behind it in commas: "detained nine of them, their union's president, Ana Poi, said".
func objectTaken(s *hearsay.Syntax, i int) int {
	subject := s.Child(i, "nsubj")
	if !says(s, i) || subject < 0 || subject > i {
		return 0
	}
	person := s.Child(subject, "appos")
	if person < 0 {
		return 0
	}
	first, _ := s.Subtree(subject)
	from, end := s.Subtree(person)
	v := first - 1
	if v < 0 || !comma(s, from) || !comma(s, i) && end != i || end < i-1 {
		return 0
	}
	t := &s.Tokens[v]
	if t.Tag != "VBD" && t.Tag != "VBN" && t.Tag != "VBG" || verbs[t.Lemma] != "" || s.Child(v, "dobj", "ccomp", "xcomp", "auxpass") >= 0 {
		return 0
	}
	for up, n := v, 0; up != i; n++ {
		if n == 4 || s.Tokens[up].Head == up {
			return 0
		}
		up = s.Tokens[up].Head
	}
	s.Tokens[subject].Head, s.Tokens[subject].Dep = v, "dobj"
	s.Tokens[person].Head, s.Tokens[person].Dep = i, "nsubj"
	return 2
}

// addressed makes what somebody is told of a clause that the tree hung on him, where it lacks nothing that he could be: "told the paper he had nothing
// to do with it".
func addressed(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	v := s.Tokens[h].Head
	if t.Dep != "relcl" || h > i || s.Tokens[h].Dep != "dobj" && s.Tokens[h].Dep != "dative" || verbs[s.Tokens[v].Lemma] != "telling" || s.Child(v, "ccomp", "xcomp") >= 0 || s.Child(i, "dobj", "attr", "acomp", "auxpass") < i {
		return 0
	}
	if k := s.Child(i, "nsubj", "nsubjpass"); k != h+1 || s.Tokens[k].Tag != "PRP" {
		return 0
	}
	t.Head, t.Dep = v, "ccomp"
	return 1
}

// subordinate hangs a clause that "after" or "before" opens on the verb of speech before it,
// where it was taken for the main one: "..., the army said, four days after a truce was signed".
func subordinate(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Head != i {
		return 0
	}
	mark := s.Child(i, "mark")
	if mark < 0 || s.TextOf(mark) != "after" && s.TextOf(mark) != "before" {
		return 0
	}
	for _, c := range s.Children(i) {
		k := int(c)
		if k < mark && s.Tokens[k].Dep == "parataxis" && says(s, k) && s.Child(k, "ccomp") >= 0 && s.Child(k, "nsubj", "nsubjpass") >= 0 {
			s.Tokens[k].Head, s.Tokens[k].Dep = k, "ROOT"
			t.Head, t.Dep = k, "advcl"
			return 1
		}
	}
	return 0
}

// coordinated joins the second of two clauses in front of a verb of speech to the first, where
// "and" stands between them: "Two were killed and six wounded when a bus was hit, a doctor said".
func coordinated(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if h < i || !says(s, h) {
		return 0
	}
	for _, c := range s.Children(h) {
		j := int(c)
		if j >= i {
			break
		}
		if s.Tokens[j].Dep != "ccomp" || s.Child(j, "conj") >= 0 {
			continue
		}
		if cc := s.Child(j, "cc"); cc > j && cc < i && s.TextOf(cc) == "and" {
			t.Head, t.Dep = j, "conj"
			return 1
		}
	}
	return 0
}

// spoken hangs a participle of saying behind a verb of speech on that verb.
func spoken(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Tag != "VBG" || verbs[t.Lemma] == "" || t.Head > i || s.Child(i, "nsubj", "mark") >= 0 {
		return 0
	}
	for _, c := range s.Children(t.Head) {
		if k := int(c); k > t.Head && k < i && s.Tokens[k].Dep == "parataxis" && says(s, k) {
			t.Head = k
			return 1
		}
	}
	// "Radio Osk reported that two had died, citing a doctor": who reports cites, not who died.
	if h := t.Head; (t.Lemma == "cite" || t.Lemma == "quote") && comma(s, i) && s.Tokens[h].Dep == "ccomp" && s.Tokens[h].Head < h && says(s, s.Tokens[h].Head) {
		t.Head = s.Tokens[h].Head
		return 1
	}
	for steps, h := 0, t.Head; steps < 4; steps++ {
		up := s.Tokens[h].Head
		if up == h {
			break
		}
		if up > h && up < i && says(s, up) && s.Tokens[h].Dep == "ccomp" {
			t.Head = up
			return 1
		}
		h = up
	}
	return 0
}

// outside hangs a participle that stands before the "that" of a clause on the verb that takes the clause.
func outside(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Tag != "VBG" || t.Dep != "advcl" || h < i || s.Tokens[h].Head >= i {
		return 0
	}
	if m := s.Child(h, "mark"); m < i || s.Tokens[m].Norm != "that" {
		return 0
	}
	t.Head = s.Tokens[h].Head
	return 1
}

// told moves times that stand between a verb and the subject of its clause
// from the clause to the verb.
func told(s *hearsay.Syntax, i int) int {
	verb := s.Tokens[i].Head
	subject := s.Child(i, "nsubj", "nsubjpass", "expl")
	if verb >= i || subject < 0 || s.Child(i, "mark") >= 0 {
		return 0
	}
	first, _ := s.Subtree(i)
	subjectAt, _ := s.Subtree(subject)
	if first <= verb {
		return 0
	}
	n := 0
	// In order of the text, and only while nothing else came between.
	for _, c := range s.Children(i) {
		from, end := s.Subtree(int(c))
		if from != first || end > subjectAt || !isTime(s, int(c)) {
			break
		}
		s.Tokens[c].Head = verb
		first = end
		n++
	}
	return n
}

// before moves times that stand between a clause and the subject of the verb of
// speech behind it from the verb to the clause.
func before(s *hearsay.Syntax, i int) int {
	verb := s.Tokens[i].Head
	if verb <= i || verbs[s.Tokens[verb].Lemma] != "speech" && verbs[s.Tokens[verb].Lemma] != "telling" {
		return 0
	}
	subject := s.Child(verb, "nsubj")
	if subject < i || subject > verb {
		return 0
	}
	from, _ := s.Subtree(subject)
	n := 0
	for _, c := range s.Children(verb) {
		if int(c) > i && int(c) < from && isTime(s, int(c)) {
			s.Tokens[c].Head = i
			n++
		}
	}
	return n
}

// isTime reports whether the subtree of i is a bare time or one with a preposition.
func isTime(s *hearsay.Syntax, i int) bool {
	t := &s.Tokens[i]
	if t.Dep == "prep" {
		if i = s.Child(i, "pobj"); i < 0 {
			return false
		}
		t = &s.Tokens[i]
	} else if t.Dep != "npadvmod" {
		return false
	}
	return len(t.Ent) > 2 && (t.Ent[2:] == "DATE" || t.Ent[2:] == "TIME")
}

// quoted makes the verb of what was taken for a participle behind a quotation and a name: '"...," Ana Lopez, the union's head, tweeted'.
func quoted(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	n := t.Head
	if k := verbs[t.Lemma]; t.Tag != "VBN" || k != "speech" && k != "telling" || t.Dep != "acl" || n >= i || s.Tokens[n].Pos != "PROPN" || !comma(s, i) || s.Child(i, "agent", "dobj", "aux", "auxpass") >= 0 {
		return 0
	}
	g := s.Tokens[n].Head
	first, _ := s.Subtree(n)
	for first < n && (s.TextOf(first) == "," || mark(s, first)) {
		first++
	}
	if g >= first || !mark(s, first-1) {
		return 0
	}
	form(t, "VBD")
	lift(s, i, g)
	s.Tokens[g].Dep = "ccomp"
	s.Tokens[n].Head, s.Tokens[n].Dep = i, "nsubj"
	return 2
}

// mark reports whether a token is a closing quotation mark, or may be one.
func mark(s *hearsay.Syntax, i int) bool {
	if i < 0 {
		return false
	}
	switch s.TextOf(i) {
	case "\"", "”", "''", "’", "'", "»":
		return true
	}
	return false
}

// asSaid makes a clause of "as", a name and a finite verb of speech that the tree joined, without a conjunction, to what stands before: "as Ana
// Lopez, contradicting the army, said".
func asSaid(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if !says(s, i) || t.Dep != "conj" || !comma(s, i) || s.Child(i, "nsubj", "nsubjpass", "expl", "mark") >= 0 {
		return 0
	}
	for k := i - 2; k > t.Head; k-- {
		if s.Tokens[k].Dep == "cc" {
			return 0
		}
		n := k - 1
		as := s.Tokens[n].Head
		if s.TextOf(k) == "," && s.Tokens[n].Dep == "pobj" && as < n && s.TextOf(as) == "as" && (s.Tokens[n].Pos == "PROPN" || s.Tokens[n].Pos == "NOUN") {
			s.Tokens[as].Head, s.Tokens[as].Dep = i, "mark"
			s.Tokens[n].Head, s.Tokens[n].Dep = i, "nsubj"
			t.Dep = "advcl"
			return 3
		}
	}
	return 0
}
