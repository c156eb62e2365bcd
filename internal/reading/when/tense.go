package when

import "strings"

// tense is where the clause of a time puts it, seen from the report.
type tense int8

const (
	noTense tense = iota
	past
	future
	present
)

// tenseOf reads the tense of the clause that holds token i: the nearest verb
// above it with its auxiliaries. Infinitives after verbs of planning and
// participles such as "scheduled for" point to the future.
func (w *walk) tenseOf(i int) tense {
	if w.forced != noTense {
		return w.forced
	}
	s := w.r.Syntax
	if i >= len(s.Tokens) {
		return noTense
	}
	sent := s.SentenceOf(i)
	for steps := 0; steps < 40; steps++ {
		t := &s.Tokens[i]
		if strings.HasPrefix(t.Tag, "VB") || t.Tag == "MD" {
			to, have, not, be, modal := false, false, false, "", ""
			for _, c := range s.Children(i) {
				switch a := &s.Tokens[c]; {
				case a.Dep == "neg":
					not = true
				case a.Dep != "aux" && a.Dep != "auxpass":
				case a.Tag == "MD":
					modal = a.Lemma
					if modal == "" || modal == "'ll" {
						modal = "will"
					}
				case a.Tag == "TO":
					to = true
				case a.Lemma == "have":
					have = true
				case a.Lemma == "be":
					be = a.Tag
				}
			}
			switch {
			case modal != "" && have, modal == "could" && not:
				return past // "could not be reached on Friday"
			case modal != "":
				return future
			case to:
				// Purpose and plan look ahead; "was forced to leave" does not.
				head := t.Head
				if head != i && w.words.verbs["plan"][s.Tokens[head].Lemma] {
					return future
				}
				if head == i {
					return future
				}
			case t.Tag == "VBD" || have || be == "VBD":
				return past
			case t.Tag == "VBN" && w.words.verbs["plan"][t.Lemma] && s.Child(i, "prt", "dobj") < 0: // "set for", not "set off"
				return future
			case t.Tag == "VBN" && t.Dep != "ROOT" && be == "":
				return past // "killed on Friday"
			case t.Tag == "VBG" && (be == "VBZ" || be == "VBP"):
				return future
			case t.Tag == "VBZ" || t.Tag == "VBP" || t.Tag == "VB" && be == "":
				if w.words.verbs["soon"][t.Lemma] {
					return future
				}
				if t.Tag != "VB" && !(t.Dep == "ccomp" && t.Head != i) {
					return present
				}
			}
		} else if t.Lemma == "upcoming" || t.Lemma == "due" || t.Lemma == "likely" {
			return future
		}
		if t.Head == i || t.Head < sent.First || t.Head >= sent.End {
			break
		}
		i = t.Head
	}
	return noTense
}
