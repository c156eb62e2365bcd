// Package factuality tells of a word that names an event how sure the report is that the event is so, whether it
// says yes or no to it, and in which tense it is told: certainty and polarity as FactBank defines them
// (Saurí and Pustejovsky 2009), tense as TimeML does.
//
// Needs: Syntax. Gives: a value of any token, as seen by whoever speaks in the outermost clause.
//
//	t := factuality.Of(syntax, token)
//	t.Certainty // possible, of "win" in "The party may win"
//
// What is said inside "X said that" is X's: of such a cue nothing is changed. A verb or noun that does change
// something (fear, plan, refuse), a modal, an adverb, a condition stands in cues.tsv. From the word upwards each governor
// weakens what is below: "failed to reach" says no, "hopes to reach" leaves it open.
//
// Faults: it goes by the tree; of two readings of a modal ("may" as permission) it takes the one in cues.tsv.
package factuality

import (
	_ "embed"
	"strings"

	"github.com/hearsay/hearsay"
)

//go:embed cues.tsv
var cuesTSV string

// Tense of a word, as TimeML and MEANTIME have it.
type Tense string

// The tenses; None is of nouns, adjectives and verbs behind a modal.
const (
	Past       Tense = "past"
	Present    Tense = "present"
	Future     Tense = "future"
	Infinitive Tense = "infinitive"
	PresPart   Tense = "prespart"
	PastPart   Tense = "pastpart"
	None       Tense = "none"
)

// Told is how an event is told.
type Told struct {
	Certainty hearsay.Certainty
	Polarity  hearsay.Polarity // positive where Certainty is unknown
	Tense     Tense
	By        []string // the lines of cues.tsv and the rules that mattered, from the word upwards
}

// cue is a line of cues.tsv.
type cue struct {
	certainty hearsay.Certainty
	negative  bool
}

// cues by kind and lemma: "verb fear".
var cues = func() map[string]cue {
	m := map[string]cue{}
	for line := range strings.Lines(cuesTSV) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if line[0] == '#' || len(f) < 4 {
			continue
		}
		m[f[1]+" "+f[0]] = cue{hearsay.Certainty(f[2]), f[3] == "negative"}
	}
	return m
}()

// maxClimb bounds the way towards a root.
const maxClimb = 16

// Of tells how the event that token i names is told.
func Of(s *hearsay.Syntax, i int) Told {
	x := climb{s: s, t: Told{Certainty: hearsay.Certain, Polarity: hearsay.Positive, Tense: tense(s, i)}}
	x.own(i)
	for range maxClimb {
		h := s.Tokens[i].Head
		if h == i || !x.up(i, h) {
			break
		}
		i = h
	}
	if x.negative {
		x.t.Polarity = hearsay.Negative
	}
	if x.t.Certainty == hearsay.Unknown {
		x.t.Polarity = hearsay.Positive
	}
	return x.t
}

type climb struct {
	s        *hearsay.Syntax
	t        Told
	negative bool
}

var rank = map[hearsay.Certainty]int{hearsay.Certain: 0, hearsay.Probable: 1, hearsay.Possible: 2, hearsay.Unknown: 3}

// apply weakens by a line of cues.tsv, if there is one.
func (x *climb) apply(kind, lemma string) bool {
	c, ok := cues[kind+" "+lemma]
	if !ok {
		return false
	}
	if rank[c.certainty] > rank[x.t.Certainty] {
		x.t.Certainty = c.certainty
	}
	if c.negative {
		x.negative = !x.negative
	}
	x.t.By = append(x.t.By, "factuality/"+kind+":"+lemma)
	return true
}

func (x *climb) by(rule string) { x.t.By = append(x.t.By, "factuality/"+rule) }

func (x *climb) lower(i int) string { return strings.ToLower(x.s.TextOf(i)) }
func (x *climb) lemma(i int) string { return strings.ToLower(x.s.Tokens[i].Lemma) }
func (x *climb) dep(i int) string   { return x.s.Tokens[i].Dep }

// own is what stands at the word itself: modals, adverbs, negation.
func (x *climb) own(i int) {
	for _, k := range x.s.Children(i) {
		x.modifier(int(k))
	}
}

// modifier is one word hung on an event's word or on a verb that carries it.
func (x *climb) modifier(k int) {
	switch x.dep(k) {
	case "aux":
		x.apply("modal", x.lower(k))
	case "advmod":
		x.apply("adverb", x.lower(k))
	case "amod":
		x.apply("adjective", x.lower(k))
	case "neg":
		x.negative = !x.negative
		x.by("not")
	case "det":
		if w := x.lower(k); w == "no" || w == "neither" {
			x.negative = !x.negative
			x.by("no")
		}
	case "nsubj", "nsubjpass":
		if isVerb(x.s, x.s.Tokens[k].Head) {
			if w := x.lower(k); w == "nobody" || w == "none" || w == "nothing" {
				x.negative = !x.negative
				x.by("no")
			} else if d := x.s.Child(k, "det"); d >= 0 && (x.lower(d) == "no" || x.lower(d) == "neither") {
				x.negative = !x.negative
				x.by("no")
			}
		}
	case "mark":
		if w := x.lower(k); cues["mark "+w].certainty != "" && !(w == "if" && x.dep(x.s.Tokens[k].Head) == "ccomp") {
			x.apply("mark", w)
		} else if w == "if" {
			x.apply("mark", "whether")
		}
	}
}

// up goes from a token to its governor; false at the end.
func (x *climb) up(i, h int) bool {
	d := x.dep(i)
	switch d {
	case "conj":
		// What governs the first of two governs the second, what modifies it does not, but for the auxiliary and the
		// negation that a second verb without its own shares.
		if t := x.s.Tokens[i].Tag; isVerb(x.s, i) && t == x.s.Tokens[h].Tag && (t == "VB" || t == "VBN" || t == "VBG") &&
			x.s.Child(i, "aux", "auxpass", "nsubj", "nsubjpass", "neg") < 0 {
			for _, k := range x.s.Children(h) {
				if dep := x.dep(int(k)); int(k) < h && (dep == "aux" || dep == "neg") {
					x.modifier(int(k))
				}
			}
		}
		return true
	case "ccomp", "xcomp", "acl", "pcomp", "oprd", "csubj", "csubjpass", "acomp", "attr", "relcl", "advcl", "prt", "nsubjpass", "nsubj", "dobj", "pobj", "prep", "appos", "compound", "nmod", "poss", "amod", "agent", "dative":
	default:
		return false
	}
	verb := isVerb(x.s, h)
	switch d {
	case "acomp", "attr":
		// A predicate has the copula's modals and negation.
		for _, k := range x.s.Children(h) {
			x.modifier(int(k))
		}
		return true
	case "relcl":
		if !x.infinitive(i) {
			return false // what is told of a thing is told on its own
		}
		d = "acl" // "the deadline to pay"
	case "advcl":
		if x.infinitive(i) && verb && cues["result "+x.lemma(i)].certainty == "" {
			x.t.Certainty = hearsay.Unknown // what it is done for
			x.by("purpose")
		}
		return false
	case "nsubj", "nsubjpass":
		// "an attack was prevented", "a deal is likely"
		if verb {
			if d == "nsubjpass" {
				x.apply("verb", x.lemma(h))
			} else {
				x.apply("subject", x.lemma(h))
			}
			if a := x.s.Child(h, "acomp", "oprd"); a >= 0 {
				x.apply("adjective", x.lemma(a))
			}
			if isNoun(x.s, i) && existential(x.s, h) {
				for _, k := range x.s.Children(h) {
					x.modifier(int(k))
				}
			}
		}
		return false
	case "dobj", "pobj", "prep", "pcomp", "appos", "compound", "nmod", "poss", "amod", "agent", "dative":
		switch {
		case d == "prep" || d == "agent":
			if verb || x.s.Tokens[h].Pos == "ADJ" {
				kind := "verb"
				if !verb {
					kind = "adjective"
				}
				found := x.apply(kind, x.lemma(h)+" "+x.lower(i))
				if found {
					x.carrier(h)
				}
				return found
			}
			if x.apply("noun", x.lemma(h)) {
				x.own(h)
				return true
			}
			return false
		case d == "pobj" || d == "pcomp":
			if w := x.lower(h); w == "without" {
				x.negative = !x.negative
				x.by("without")
				return false
			}
			return x.s.Tokens[h].Pos == "ADP" || x.s.Tokens[h].Pos == "SCONJ"
		case d == "dobj" && verb:
			if x.apply("verb", x.governor(h)) {
				x.carrier(h)
				return true
			}
			// "did not reach a deal": the deal is not; "may make an offer": the offer is as sure as the making.
			if x.s.Child(h, "neg") >= 0 || cues["light "+x.lemma(h)].certainty != "" {
				x.carrier(h)
				return true
			}
			return false
		case d == "compound" || d == "nmod" || d == "amod" || d == "poss":
			return x.apply("noun", x.lemma(h)) // "a rescue plan"
		}
		return false
	}
	// Clauses and infinitives.
	switch {
	case verb:
		lemma := x.governor(h)
		// "told the court that it intends": what is told is so; "told the airline to land" is open.
		open := cues["verb "+lemma].certainty == hearsay.Unknown && d == "ccomp" && (x.t.Tense == Past || x.t.Tense == Present)
		known := !open && x.apply("verb", lemma)
		if a := x.s.Child(h, "acomp", "oprd"); a >= 0 && a != i {
			known = x.apply("adjective", x.lemma(a)) || known
		}
		if known || d == "xcomp" || d == "oprd" {
			x.carrier(h)
			return true
		}
		return d == "ccomp" && cues["verb "+lemma].certainty != ""
	case d == "acl" && x.infinitive(i) || d == "acl" && x.s.Child(i, "mark") >= 0 || d == "ccomp" || d == "pcomp":
		if x.apply("noun", x.lemma(h)) {
			return true
		}
		if d == "acl" && x.infinitive(i) {
			x.t.Certainty = hearsay.Unknown // "the money to buy it"
			x.by("purpose")
		}
		return false
	case d == "xcomp" || d == "ccomp":
		x.apply("adjective", x.lemma(h))
		return true
	}
	return false
}

// carrier is a governor that itself may be negated or hedged: "does not plan to", "may fail to".
func (x *climb) carrier(h int) {
	for _, k := range x.s.Children(h) {
		switch d := x.dep(int(k)); d {
		case "aux", "advmod", "neg", "mark", "nsubj", "nsubjpass":
			x.modifier(int(k))
		}
	}
}

// governor is the lemma of a verb with its particle, where cues.tsv has the two.
func (x *climb) governor(h int) string {
	lemma := x.lemma(h)
	if p := x.s.Child(h, "prt"); p >= 0 && cues["verb "+lemma+" "+x.lower(p)].certainty != "" {
		lemma += " " + x.lower(p)
	}
	return lemma
}

func (x *climb) infinitive(i int) bool {
	for _, k := range x.s.Children(i) {
		if x.s.Tokens[k].Tag == "TO" && int(k) < i {
			return true
		}
	}
	return false
}

// existential: "there is no deal".
func existential(s *hearsay.Syntax, v int) bool { return s.Child(v, "expl") >= 0 }

func isVerb(s *hearsay.Syntax, i int) bool { p := s.Tokens[i].Pos; return p == "VERB" || p == "AUX" }
func isNoun(s *hearsay.Syntax, i int) bool { p := s.Tokens[i].Pos; return p == "NOUN" || p == "PROPN" }

// tense of the word.
func tense(s *hearsay.Syntax, i int) Tense {
	if !isVerb(s, i) {
		return None
	}
	finite := Tense("")
	infinitive, modal := false, false
	for _, k := range s.Children(i) {
		if d := s.Tokens[k].Dep; d != "aux" && d != "auxpass" || int(k) > i && s.Tokens[k].Tag == "TO" {
			continue
		}
		switch w := strings.ToLower(s.TextOf(int(k))); {
		case s.Tokens[k].Tag == "TO":
			infinitive = true
		case s.Tokens[k].Tag == "MD":
			if w == "will" || w == "'ll" || w == "’ll" || w == "wo" || w == "shall" {
				return Future
			}
			modal = true
		case s.Tokens[k].Tag == "VBD":
			finite = Past
		case s.Tokens[k].Tag == "VBZ" || s.Tokens[k].Tag == "VBP":
			if finite == "" {
				finite = Present
			}
		case s.Tokens[k].Tag == "VBG" && finite == "" && !infinitive:
			finite = PresPart
		}
	}
	switch {
	case infinitive:
		return Infinitive
	case modal:
		return None
	case finite != "":
		return finite
	}
	switch s.Tokens[i].Tag {
	case "VBD":
		return Past
	case "VBZ", "VBP":
		return Present
	case "VBG":
		return PresPart
	case "VBN":
		return PastPart
	case "VB":
		return Infinitive
	}
	return None
}
