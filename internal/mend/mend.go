// Package mend puts right slips of the parser that grammar alone shows to be
// slips. A small parser reads locally: it hangs a verb or a time on the nearest
// clause, though forms or word order do not allow it.
//
// Input: a [hearsay.Syntax] as the engine made it. Output: the same with
// some heads changed, linked anew. Tags, labels of names and sentences stay.
//
//	The envoy denied that he had met them and accused the army of lying.
//	    accused: conj of met  ->  conj of denied
//
// Twenty rules, each with its ground:
//
//   - forms agree: what is joined by "and" under one auxiliary has the form that
//     the auxiliary asks for ("had met and took" would need "taken", "would meet
//     and took" an infinitive). A finite past joined to such a form belongs to
//     the nearest finite past clause around it (Quirk et al., A Comprehensive
//     Grammar of the English Language, chapter 13, on like forms in
//     coordination). Where past and participle are the same ("had met and
//     accused"), a verb of saying is taken for a finite past if the clause
//     around is one of saying too: who is quoted goes on speaking. Below "denied"
//     it is so with any form: nobody denies that somebody accused them;
//   - a name is one phrase, though there be a verb in it ("the Committee to
//     Protect Journalists said");
//   - a time between a verb of speech and the subject of its that-less clause
//     says when it was said ("said on Monday it had sent");
//   - a time between what is told and the subject of the verb of speech behind it
//     says when it happened ("two were shot in Medan, on Saturday, a group said");
//   - a finite past without a subject right behind the phrase of "after" or "before"
//     has that phrase's noun for its subject ("a year after the collapse of a mine killed 23");
//   - who stands between commas right before a verb of speech without a subject
//     speaks ("killing two, the governor, Ana Lopez, said"), whatever it was hung on, and a verb of speech with
//     a subject of its own, set behind a comma and without "and", is not joined to
//     what is told ("Two were hurt, the governor wrote");
//   - a participle of saying behind the verb of speech hangs on it, not on what was
//     told before ("Two were held, a group said, disputing the ministry's figure"), and who
//     reports a thing cites others for it, not who it happened to;
//   - a finite verb is not joined to a noun: the noun is its subject ("Two men on a
//     bicycle shot and killed a judge", where "shot" was read as a noun);
//   - a verb has one subject: of two that stand side by side, a title or
//     class and a name, the first belongs to the second ("High Commissioner for Refugees Ana Ruiz said");
//   - a role without an article before a person's name is part of that name, not a phrase of its own ("Okello adviser
//     Ana Ruiz said");
//   - a comma ends a name: what stands behind it describes the person, and the name is no part of it ("Ana Ruiz, editor at large, said");
//   - a person's name behind a comma says who has the role before it, not what the role is of ("their commander
//     in the province, Ana Ruiz");
//   - what stands behind a noun and its name describes the thing, which the noun tells ("the trawler Blue Lagoon, seized by the navy");
//   - what came of a deed stands behind a comma, and a clause without one before it ends there ("fired on men who
//     marched on the hall, killing two");
//   - a particle has no object, the verb before it has ("took over Goma");
//   - a noun, a name and a verb of speech behind a comma are what that one says of it ("a charge Uganda rejects", where "rejects" was read as a noun);
//   - what has a subject is a verb ("Kenyan teachers march in Nairobi", where "march" was read as a noun), and one without an auxiliary
//     a finite one ("He says ten died");
//   - behind a comma, a noun and a clause whose object it is tell of what stands before ("he lied, allegations that
//     Peru denied");
//   - what stands before the "that" of a clause is no part of it ("reported, citing two officials, that");
//   - what each of several does is all of theirs ("the army and the rebels each accusing the other").
//
// Needs: tags of the Penn Treebank and ClearNLP labels; other trees pass
// unchanged, because none of the labels fit. Faults: where the forms are the same
// and the verb is one of saying, a saying that is itself reported ("said he had
// met them and warned them") is taken out of the report.
package mend

import (
	_ "embed"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

//go:embed verbs.tsv
var verbsTSV string

// verbs maps the words of verbs.tsv to their kind.
var verbs = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(verbsTSV) {
		if kind, word, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && kind[0] != '#' {
			m[word] = kind
		}
	}
	return m
}()

// Tree mends s and returns how many heads were changed.
func Tree(s *hearsay.Syntax) int {
	n := 0
	for range passes {
		k := first(s)
		if n += k; k == 0 {
			break
		}
		s.Link()
	}
	for i := range s.Tokens {
		n += retagged(s, i)
	}
	so := n
	for i := range s.Tokens {
		switch s.Tokens[i].Dep {
		case "conj":
			n += unlike(s, i)
		case "ccomp":
			n += told(s, i) + before(s, i) + coordinated(s, i)
		case "advcl":
			n += opened(s, i) + spoken(s, i)
		case "prep":
			n += spoken(s, i)
		}
	}
	if n > so {
		s.Link()
	}
	// Names after the rest: they ask for children as they stand now.
	named := 0
	for _, name := range s.Names() {
		named += whole(s, name)
	}
	if named > 0 {
		s.Link()
	}
	return n + named
}

// passes is how often first is asked: a sentence seldom has more than two slips.
const passes = 3

// first mends one slip in each sentence, as the next one would ask for children as they were.
func first(s *hearsay.Syntax) int {
	n, changed := 0, -1
	for i := range s.Tokens {
		if s.SentenceIndex(i) == changed {
			continue
		}
		for _, mend := range []func(*hearsay.Syntax, int) int{speaker, doer, subordinate, objectTaken, titled, role, apposed, placed, described, resulting, particle, answered, contact, predicate, floated, outside} {
			if k := mend(s, i); k > 0 {
				n, changed = n+k, s.SentenceIndex(i)
				break
			}
		}
	}
	return n
}

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

func finite(tag string) bool { return tag == "VBD" || tag == "VBZ" || tag == "VBP" }

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
			if !sure && !(saying && (tied && verbs[around] == "speech" || around == "deny")) {
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

// move hangs i on head, with the conjunction before it.
func move(s *hearsay.Syntax, i, head int) {
	old := s.Tokens[i].Head
	cc := -1
	for _, c := range s.Children(old) {
		if int(c) < i && s.Tokens[c].Dep == "cc" {
			cc = int(c)
		}
	}
	if first, _ := s.Subtree(i); cc >= 0 && cc >= first-3 {
		s.Tokens[cc].Head = head
	}
	s.Tokens[i].Head = head
}

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

// says reports whether token i is a finite verb of speech.
func says(s *hearsay.Syntax, i int) bool {
	k := verbs[s.Tokens[i].Lemma]
	return (k == "speech" || k == "telling") && (s.Tokens[i].Tag == "VBD" || s.Tokens[i].Tag == "VBZ")
}

// comma reports whether a comma stands right before token i.
func comma(s *hearsay.Syntax, i int) bool { return i > 0 && s.TextOf(i-1) == "," }

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
	for k := range s.Tokens {
		if c := &s.Tokens[k]; c.Head == h && k > i {
			c.Head = i // "who ..."
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

// placed hangs a person's name behind a comma on the role before it, where the tree hung it on the place or body that the role is of.
func placed(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Dep != "appos" || t.Pos != "PROPN" || !strings.HasSuffix(t.Ent, "-PERSON") || t.Head >= i {
		return 0
	}
	of := &s.Tokens[t.Head]
	to := s.Tokens[of.Head].Head
	if of.Dep != "pobj" || s.Tokens[of.Head].Dep != "prep" || to >= t.Head || isPerson(s, t.Head) || !isPerson(s, to) {
		return 0
	}
	for k := t.Head + 1; k < len(s.Tokens); k++ {
		if c := &s.Tokens[k]; c.Head == t.Head && c.Dep == "punct" {
			c.Head = to
		}
	}
	t.Head = to
	return 1
}

// isPerson reports whether a noun is a word for a person.
func isPerson(s *hearsay.Syntax, i int) bool {
	n, ok := lists.NounOf(strings.ToLower(s.Tokens[i].Lemma))
	return ok && n.Kind == hearsay.Person
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

// resulting hangs a participle behind a comma on the verb of the sentence, where the tree hung it on a clause that only tells which of its
// objects is meant.
func resulting(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	h := t.Head
	if t.Tag != "VBG" || t.Dep != "advcl" || h >= i || i == 0 || s.TextOf(i-1) != "," || s.Tokens[h].Dep != "relcl" {
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
	if n == i-1 && n > 0 {
		if the := article(s, i, n); the > 0 {
			s.Tokens[the].Head = n
			n = the - 1 // "a figure the bank disputes"
		} else if t.Tag == "VBP" && s.Tokens[n].Tag == "NNS" {
			n-- // "a claim monitors reject"
		}
	}
	if n == i-1 || n < 1 {
		return 0
	}
	d := s.Child(n, "det")
	if s.Tokens[n].Tag != "NN" || d < 1 || s.SentenceIndex(d-1) != s.SentenceIndex(i) || s.TextOf(d-1) != "," && (t.Tag != "NNS" || t.Head == i || t.Head == n) {
		return 0
	}
	if t.Head == n && t.Dep == "relcl" && s.Child(i, "nsubj") >= 0 {
		return 0
	}
	up, as, told := t.Head, "npadvmod", s.Child(i, "ccomp")
	switch {
	case s.TextOf(d-1) != ",":
		if as = t.Dep; as == "ccomp" {
			as = "dobj" // "made a charge Uganda rejects"
		}
	case up == n:
		up = s.Tokens[n].Head
	case told >= 0 && told < d:
		lift(s, told, i) // what the verb was thought to say: the sentence, or what is said in it
		for k := range s.Tokens {
			if c := &s.Tokens[k]; c.Head == i && (k < d || k > i) {
				c.Head = told
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
	return 1
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

// contact makes a relative clause of one that follows a comma and a noun, which is its object.
func contact(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	who := s.Child(i, "nsubj")
	if t.Dep != "ccomp" || t.Pos != "VERB" || who < 1 || who > i {
		return 0
	}
	begins, _ := s.Subtree(who)
	n := begins - 1
	if n < 1 || n != t.Head && (n != s.Child(i, "dobj") || t.Head > n) || s.Tokens[n].Pos != "NOUN" || s.Child(i, "mark") >= 0 {
		return 0
	}
	first := n
	if d := s.Child(n, "det"); d >= 0 {
		first = d
	}
	if first < 1 || first < n-1 || s.TextOf(first-1) != "," && s.TextOf(first-1) != "—" {
		return 0
	}
	if n != t.Head {
		lift(s, n, i)
	}
	s.Tokens[n].Dep, t.Dep = "npadvmod", "relcl"
	return 1
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

// floated hangs what each of several does on all of them: "the army and the rebels each accusing the other".
func floated(s *hearsay.Syntax, i int) int {
	t := &s.Tokens[i]
	if t.Norm != "each" && t.Norm != "both" && t.Norm != "all" || t.Dep != "appos" {
		return 0
	}
	did, all := s.Child(i, "acl"), t.Head
	for s.Tokens[all].Dep == "conj" {
		all = s.Tokens[all].Head
	}
	if did < i || all > i {
		return 0
	}
	s.Tokens[did].Head, t.Head = all, all
	return 1
}

// lift puts a token in the place of the one it hangs on, and that under it.
func lift(s *hearsay.Syntax, i, h int) {
	up, dep := s.Tokens[h].Head, s.Tokens[h].Dep
	if up == h {
		up = i
	}
	s.Tokens[i].Head, s.Tokens[i].Dep = up, dep
	s.Tokens[h].Head = i
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
