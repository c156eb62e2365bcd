// Package retract tells where a report takes back what was reported before.
//
// In: a tree and a verb of saying in it. Out: whether what it tells is taken
// back, not told:
//
//	An earlier version of this report said that 17 people were killed.
//	The agency wrongly reported that the bridge had fallen.
//	Correction: A report published on Wednesday put the toll at 17. The correct number is 15.
//
// The stages of events and of claims both ask, so that they agree.
package retract

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// Words for what an outlet puts out, for its being another than this one, and
// for its having been wrong. Source: written for this project after correction
// notices' usual wording.
var (
	pieces  = words("report version story article headline dispatch bulletin item update account broadcast piece brief post")
	before  = words("earlier previous original initial prior first older preceding")
	wrongly = words("wrongly incorrectly erroneously mistakenly falsely inaccurately misstated misreported")
	right   = words("correct wrong incorrect error mistaken erroneous mistake inaccurate")
	figures = words("it that this which figure number toll name date")
	misses  = words("misstate misreport misidentify overstate understate")
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// TakesBack reports whether the clause that verb v takes is taken back. outlet is
// whose report it is; empty where that is not known. notice: the report is one of a correction.
func TakesBack(s *hearsay.Syntax, v int, outlet string, notice bool) bool {
	if notice && s.Tokens[v].Tag == "VBD" && (own(s, v) || outlet != "" && itself(s, v, outlet)) && quotesNobody(s, v) {
		return true
	}
	if outlet != "" && itself(s, v, outlet) && (opens(s, v) || righted(s, v)) {
		return true // "Correction: The Courant reported that"
	}
	if misses[s.Tokens[v].Lemma] {
		return true
	}
	for _, c := range s.Children(v) {
		switch t := &s.Tokens[c]; t.Dep {
		case "advmod":
			if wrongly[strings.ToLower(s.TextOf(int(c)))] && Piece(s, v) {
				return true
			}
		}
	}
	return former(s, v) || (told(s, v) || own(s, v) && opens(s, v)) && righted(s, v)
}

// Notice reports whether a report is a notice of a correction, by its title.
func Notice(title string) bool {
	t := strings.ToLower(title)
	return strings.HasPrefix(t, "correction") || strings.HasPrefix(t, "clarification") || strings.HasPrefix(t, "corrigend") || strings.HasPrefix(t, "erratum")
}

// quotesNobody reports whether a report that says something is no report of somebody's: "a report by
// the commission said" takes nothing back.
func quotesNobody(s *hearsay.Syntax, v int) bool {
	n := s.Child(v, "nsubj")
	if n < 0 {
		return false
	}
	for _, c := range s.Children(n) {
		if w := strings.ToLower(s.TextOf(int(c))); s.Tokens[c].Dep == "poss" && w != "our" || w == "by" || w == "from" {
			return false
		}
	}
	return true
}

// own reports whether the subject of v is a report: in a correction, the outlet's.
func own(s *hearsay.Syntax, v int) bool {
	n := s.Child(v, "nsubj")
	return n >= 0 && pieces[s.Tokens[n].Lemma]
}

// withdraws are verbs by which a report is taken back as a whole.
var withdraws = words("withdraw retract rescind disown")

// Withdrawn reports whether a noun is a report that is taken back as a whole: "The agency has
// withdrawn its report that rebels took the town".
func Withdrawn(s *hearsay.Syntax, n int) bool {
	t := &s.Tokens[n]
	return pieces[t.Lemma] && (t.Dep == "dobj" || t.Dep == "nsubjpass") && withdraws[s.Tokens[t.Head].Lemma]
}

// WithdrawnBy is the head of who withdraws it where that is the outlet itself ("we", or by
// name), so that it speaks of itself; false where it is somebody else.
func WithdrawnBy(s *hearsay.Syntax, n int, outlet string) bool {
	v := s.Tokens[n].Head
	if w := s.Child(v, "nsubj"); w >= 0 && strings.EqualFold(s.TextOf(w), "we") {
		return true
	}
	return outlet != "" && itself(s, v, outlet)
}

// itself reports whether the outlet is the subject of v.
func itself(s *hearsay.Syntax, v int, outlet string) bool {
	n := s.Child(v, "nsubj")
	if n < 0 || s.Tokens[n].Pos != "PROPN" {
		return false
	}
	first, end := s.Subtree(n)
	trim := func(t string) string { return strings.TrimPrefix(strings.ToLower(t), "the ") }
	sp := s.SpanOf(first, end)
	return strings.HasSuffix(trim(s.Text[sp.Start:sp.End]), trim(outlet)) // a label may hang on it: "CORRECTION: The Courant"
}

// told reports whether what v tells is said to have stood in a report: "In a
// report published on Wednesday, the Courant said that".
func told(s *hearsay.Syntax, v int) bool {
	for _, c := range s.Children(v) {
		if s.Tokens[c].Dep == "prep" && strings.EqualFold(s.TextOf(int(c)), "in") {
			if p := s.Child(int(c), "pobj"); p >= 0 && pieces[s.Tokens[p].Lemma] {
				return true
			}
		}
	}
	return false
}

// righted reports whether the sentence of v or the next says, besides what v tells, that something was
// wrong or what is right; what somebody else says of it is his.
func righted(s *hearsay.Syntax, v int) bool {
	first := s.SentenceOf(v)
	end := first.End
	if end < len(s.Tokens) {
		end = s.SentenceOf(end).End
	}
	for i := first.First; i < end; i++ {
		if right[strings.ToLower(s.TextOf(i))] && !partOf(s, v, i) && (i < first.End || flat(s, i)) {
			return true
		}
	}
	return false
}

// partOf reports whether a word stands in what v tells: "said in a report that the verdict was wrong", "blamed human error", but not behind
// it: "said that 17 died, which was incorrect".
func partOf(s *hearsay.Syntax, v, i int) bool {
	if !s.IsAncestor(v, i) {
		return false
	}
	for ; i != v; i = s.Tokens[i].Head {
		if w := s.Child(i, "nsubj"); (s.Tokens[i].Dep == "relcl" || s.Tokens[i].Dep == "advcl") && w > 0 && strings.EqualFold(s.TextOf(w), "which") && s.TextOf(w-1) == "," {
			return false
		}
	}
	return true
}

// flat reports whether a word is told of something by the outlet itself: "The correct number is 15", not "The army said it was wrong".
func flat(s *hearsay.Syntax, i int) bool {
	root := i
	for s.Tokens[root].Head != root {
		root = s.Tokens[root].Head
	}
	if s.Tokens[root].Pos == "VERB" {
		return s.Tokens[root].Lemma == "regret"
	}
	n := s.Child(root, "nsubj")
	return n < 0 || n == i || s.IsAncestor(n, i) || pieces[s.Tokens[n].Lemma] || figures[strings.ToLower(s.TextOf(n))] // "The army was wrong to deny it"
}

// Piece reports whether the subject of v is a report, or an outlet speaking of itself.
func Piece(s *hearsay.Syntax, v int) bool {
	n := s.Child(v, "nsubj", "nsubjpass")
	return n >= 0 && (pieces[s.Tokens[n].Lemma] || strings.EqualFold(s.TextOf(n), "we"))
}

// former reports whether the subject of v is an earlier report: "an earlier
// version of this story", "our first report".
func former(s *hearsay.Syntax, v int) bool {
	for _, c := range s.Children(v) {
		n := int(c)
		if s.Tokens[n].Dep != "nsubj" || !pieces[s.Tokens[n].Lemma] {
			continue
		}
		old, own := false, false
		for _, m := range s.Children(n) {
			w := strings.ToLower(s.TextOf(int(m)))
			switch s.Tokens[m].Dep {
			case "amod":
				old = old || before[w]
			case "poss":
				own = own || w == "our"
			case "prep":
				p := s.Child(int(m), "pobj")
				if p < 0 {
					continue
				}
				switch w {
				case "of": // "of this report"
					d := s.Child(p, "det")
					own = own || pieces[s.Tokens[p].Lemma] && d >= 0 && strings.EqualFold(s.TextOf(d), "this")
				case "by", "from":
					own = own || s.Tokens[p].Pos == "PROPN"
				case "on", "in": // "An earlier report on this page"
					own = own || s.Tokens[p].Lemma == "page" || s.Tokens[p].Lemma == "site"
				}
			}
		}
		if old && (own || s.Tokens[n].Lemma == "version" || opens(s, v)) {
			return true
		}
	}
	return false
}

// opens reports whether the sentence of v begins with a label of correction:
// "Correction: An earlier report said".
func opens(s *hearsay.Syntax, v int) bool {
	first := s.SentenceOf(v).First
	if first > 0 { // the label alone may be taken for a sentence
		if before := s.SentenceOf(first - 1); first-before.First <= 4 {
			first = before.First
		}
	}
	for first < v && s.Tokens[first].Pos == "SPACE" {
		first++
	}
	w := strings.ToLower(s.TextOf(first))
	return strings.HasPrefix(w, "correct") || w == "clarification" || w == "editor"
}
