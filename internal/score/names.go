package score

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// nameKinds are the kinds of names that are compared, with GUM's words for them.
var nameKinds = []string{"person", "organization", "place"}

// Names counts names by kind.
type Names struct {
	Documents int
	Strict    [3]Counts // the same characters, titles and articles left out
	Overlap   [3]Counts // some characters shared
}

// nameSpan is one name.
type nameSpan struct {
	hearsay.Span
	kind int
}

// GUMNames reads GUM's documents and prints how the names of persons, organizations and places in the readings
// (states and facilities are places) compare with the gold mentions that are names.
//
// GUM annotates whole noun phrases. A name is taken to be what stands around the head of such a phrase in
// capitals ("Navy" of "the Indonesian Navy which ...": "Indonesian Navy"), where the head is tagged as a proper noun; a
// person's title is left out, of names in names the outermost counts.
func GUMNames(dir string, keep func(name string) bool, read ReadFunc, w io.Writer) error {
	n, err := ScoreGUMNames(dir, keep, read)
	if err != nil {
		return err
	}
	n.Print(w)
	return nil
}

// ScoreGUMNames is [GUMNames] without the table.
func ScoreGUMNames(dir string, keep func(name string) bool, read ReadFunc) (*Names, error) {
	out := &Names{}
	return out, eachGUM(dir, keep, read, func(g *gumDoc, r *hearsay.Reading) {
		out.Documents++
		out.add(g.names(), readNames(r))
	})
}

func (n *Names) add(gold, read []nameSpan) {
	for k := range nameKinds {
		g, r := ofKind(gold, k), ofKind(read, k)
		n.Strict[k].Gold, n.Strict[k].Read = n.Strict[k].Gold+len(g), n.Strict[k].Read+len(r)
		n.Overlap[k].Gold, n.Overlap[k].Read = n.Overlap[k].Gold+len(g), n.Overlap[k].Read+len(r)
		for _, s := range r {
			if slices.Contains(g, s) {
				n.Strict[k].Hit++
			}
		}
		used := make([]bool, len(r))
		for _, s := range g {
			for i, o := range r {
				if !used[i] && o.Start < s.End && s.Start < o.End {
					used[i] = true
					n.Overlap[k].Hit++
					break
				}
			}
		}
	}
}

func ofKind(all []nameSpan, kind int) []nameSpan {
	var out []nameSpan
	for _, s := range all {
		if s.kind == kind {
			out = append(out, s)
		}
	}
	return out
}

// MacroF is the mean of the kinds' F of the very spans.
func (n *Names) MacroF() float64 {
	return (n.Strict[0].F() + n.Strict[1].F() + n.Strict[2].F()) / 3
}

// Print writes the table.
func (n *Names) Print(w io.Writer) {
	fmt.Fprintf(w, "%d documents\n%-14s %20s   %20s\n%-14s %6s %6s %6s   %6s %6s %6s\n", n.Documents, "", "the very span", "overlap", "", "P", "R", "F", "P", "R", "F")
	for k, kind := range nameKinds {
		a, b := n.Strict[k], n.Overlap[k]
		fmt.Fprintf(w, "%-14s %6.3f %6.3f %6.3f   %6.3f %6.3f %6.3f\n", kind, a.P(), a.R(), a.F(), b.P(), b.R(), b.F())
	}
	fmt.Fprintf(w, "macro F %.3f\n", n.MacroF())
}

// titlesTXT is read by train/names.py too: what is trained on and what is measured cut names alike.
//
//go:embed titles.txt
var titlesTXT string

// titles stand before a person's name.
var titles = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(titlesTXT) {
		m[w] = true
	}
	return m
}()

// joins are the small words within names.
var joins = [3]map[string]bool{
	{"de": true, "al": true, "bin": true, "van": true, "von": true, "la": true, "der": true, "ibn": true, "el": true, "di": true, "da": true, "-": true, "ben": true},
	{"of": true, "the": true, "and": true, "for": true, "&": true, "on": true, "-": true, "de": true, "in": true},
	{"of": true, "the": true, "-": true, "de": true, "and": true, "la": true, "al": true, "el": true},
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// names are the gold names.
func (g *gumDoc) names() []nameSpan {
	var all []nameSpan
	for _, m := range g.mentions {
		kind := slices.Index(nameKinds, m.kind)
		if kind < 0 {
			continue
		}
		head := m.first
		for i := m.first; i < m.end; i++ {
			if h := g.words[i].head; h < m.first || h >= m.end {
				head = i
				break
			}
		}
		w := g.words[head]
		if w.xpos != "NNP" && (w.xpos != "NNPS" || kind == 0) || !startsUpper(w.form) {
			continue
		}
		capital := func(i int) bool {
			return i >= m.first && i < m.end && startsUpper(g.words[i].form) && slices.Contains([]string{"PROPN", "ADJ", "NOUN", "VERB"}, g.words[i].upos)
		}
		join := func(i int) bool { return i >= 0 && i < m.end && joins[kind][strings.ToLower(g.words[i].form)] }
		a, b := head, head+1
		for capital(a-1) || join(a-1) && capital(a-2) {
			a--
		}
		for capital(b) || join(b) && capital(b+1) || kind != 0 && b+2 < m.end && g.words[b].form == "of" && g.words[b+1].form == "the" && capital(b+2) {
			b++
		}
		if kind == 0 {
			for i := b - 2; i >= a; i-- {
				if titles[strings.ToLower(g.words[i].form)] {
					a = i + 1
					break
				}
			}
			if titles[strings.ToLower(g.words[b-1].form)] {
				continue // "the President"
			}
		}
		for a < b-1 && (strings.EqualFold(g.words[a].form, "the") || !startsUpper(g.words[a].form)) {
			a++
		}
		s := nameSpan{hearsay.Span{Start: g.tokens[a].Start, End: g.tokens[b-1].End}, kind}
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return outermost(all)
}

// outermost leaves out names in names.
func outermost(all []nameSpan) []nameSpan {
	return slices.DeleteFunc(slices.Clone(all), func(s nameSpan) bool {
		return slices.ContainsFunc(all, func(o nameSpan) bool { return o.Span != s.Span && o.Span.Contains(s.Span) })
	})
}

// readNames are the names of a reading's entities, titles and articles taken off.
func readNames(r *hearsay.Reading) []nameSpan {
	var out []nameSpan
	for _, e := range r.Entities {
		kind := -1
		switch e.Kind {
		case hearsay.Person:
			kind = 0
		case hearsay.Organization, hearsay.Group:
			kind = 1
		case hearsay.State, hearsay.PlaceKind, hearsay.Facility:
			kind = 2
		}
		for _, m := range e.Mentions {
			if kind < 0 || m.Form != hearsay.NameForm {
				continue
			}
			a, b := m.First, m.TokenEnd
			if t := r.Syntax.Tokens[m.Head]; t.Pos != "PROPN" && (t.Pos == "ADJ" || t.Ent == "O") || strings.HasSuffix(t.Ent, "NORP") {
				continue // "Indonesian", "Muslims"
			}
			for i := b - 2; i >= a && kind == 0; i-- {
				if titles[strings.ToLower(r.Syntax.TextOf(i))] {
					a = i + 1
					break
				}
			}
			for a < b-1 && (strings.EqualFold(r.Syntax.TextOf(a), "the") || !startsUpper(r.Syntax.TextOf(a))) {
				a++
			}
			out = append(out, nameSpan{r.Syntax.SpanOf(a, b), kind})
		}
	}
	return outermost(out)
}
