package score

import (
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// Layer is one thing that is compared for each token.
type Layer int

// The layers of a golden file. Boundary: a token with this start and end is
// there. The others count only where the boundary is right.
const (
	Boundary Layer = iota
	Tag
	Pos
	Lemma
	Head
	Dep
	SentStart
	Ent
	Layers
)

var layerNames = [Layers]string{"boundary", "tag", "pos", "lemma", "head", "dep", "sent_start", "ent"}

func (l Layer) String() string { return layerNames[l] }

// Sameness counts, for each layer, on how many of the reference's tokens the
// engine gives the same.
type Sameness struct {
	Documents int
	Total     int // tokens of the reference
	Same      [Layers]int
	Extra     int // tokens of the engine that the reference does not have
	Failed    int // documents that the engine refused; all their tokens count as different
}

// Share is the share of identical tokens in a layer, 0 to 1.
func (s *Sameness) Share(l Layer) float64 {
	if s.Total == 0 {
		return 0
	}
	return float64(s.Same[l]) / float64(s.Total)
}

// Options say what [Spacy] prints.
type Options struct {
	// Differences is how many differences are listed before the table; 0: none,
	// below 0: all.
	Differences int
}

// Parse is an engine: it fills into with the tokens of text.
type Parse func(text string, into *hearsay.Syntax) error

// Spacy holds an engine against a golden file and prints the table to w.
func Spacy(w io.Writer, golden string, parse Parse, opt Options) (*Sameness, error) {
	var s Sameness
	var syn hearsay.Syntax
	left := opt.Differences
	report := func(g *Golden, start, end int, what, want, got string) {
		if left == 0 {
			return
		}
		left--
		fmt.Fprintf(w, "%s: %d-%d %q: %s: %s, not %s\n", g.Source, start, end, cut(g.Text, start, end), what, got, want)
	}
	err := ReadGolden(golden, func(g *Golden) error {
		s.Documents++
		s.Total += len(g.Tokens)
		syn.Reset(g.Text)
		if err := parse(g.Text, &syn); err != nil {
			s.Failed++
			report(g, 0, 0, "document", "read", err.Error())
			return nil
		}
		s.compare(g, &syn, report)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &s, s.Print(w)
}

// compare counts one document.
func (s *Sameness) compare(g *Golden, syn *hearsay.Syntax, report func(g *Golden, start, end int, what, want, got string)) {
	starts, ends := points(syn)
	at := make([]int, len(g.Tokens)) // golden token -> engine's token with the same bounds, or -1
	j, used := 0, 0
	for i := range g.Tokens {
		t := &g.Tokens[i]
		for j < len(starts) && starts[j] < t.Start {
			j++
		}
		at[i] = -1
		if j < len(starts) && starts[j] == t.Start && ends[j] == t.End {
			at[i] = j
			used++
		}
	}
	s.Extra += len(starts) - used
	for i := range g.Tokens {
		t := &g.Tokens[i]
		k := at[i]
		if k < 0 {
			report(g, t.Start, t.End, "boundary", "one token", "other tokens")
			continue
		}
		s.Same[Boundary]++
		o := &syn.Tokens[k]
		check := func(l Layer, want, got string) {
			if want == got {
				s.Same[l]++
			} else {
				report(g, t.Start, t.End, l.String(), want, got)
			}
		}
		check(Tag, t.Tag, o.Tag)
		check(Pos, t.Pos, o.Pos)
		check(Lemma, t.Lemma, o.Lemma)
		check(Dep, t.Dep, o.Dep)
		ent := t.Ent
		if ent == "" { // a pipeline without a recognizer
			ent = "O"
		}
		check(Ent, ent, o.Ent)
		start := 0
		if o.SentStart {
			start = 1
		}
		check(SentStart, fmt.Sprint(t.SentStart), fmt.Sprint(start))
		if t.Head >= 0 && t.Head < len(at) && at[t.Head] >= 0 && at[t.Head] == o.Head {
			s.Same[Head]++
		} else if t.Head >= 0 && t.Head < len(at) && o.Head >= 0 && o.Head < len(starts) {
			h := g.Tokens[t.Head]
			report(g, t.Start, t.End, "head", fmt.Sprintf("%q at %d", cut(g.Text, h.Start, h.End), h.Start),
				fmt.Sprintf("%q at %d", syn.TextOf(o.Head), starts[o.Head]))
		}
	}
}

// points gives the tokens' offsets in code points.
func points(syn *hearsay.Syntax) (starts, ends []int) {
	b, n := 0, 0
	to := func(at int) int {
		n += utf8.RuneCountInString(syn.Text[b:at])
		b = at
		return n
	}
	for i := range syn.Tokens {
		starts = append(starts, to(syn.Tokens[i].Start))
		ends = append(ends, to(syn.Tokens[i].End))
	}
	return starts, ends
}

// cut returns the text between two offsets in code points.
func cut(text string, start, end int) string {
	n, from := 0, len(text)
	for i := range text {
		if n == start {
			from = i
		}
		if n == end {
			return text[min(from, i):i]
		}
		n++
	}
	return text[from:]
}

// Print writes the table.
func (s *Sameness) Print(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d documents, %d tokens of the reference\n\n%-11s %9s %9s  %8s\n", s.Documents, s.Total, "layer", "identical", "different", "share")
	for l := Layer(0); l < Layers && err == nil; l++ {
		_, err = fmt.Fprintf(w, "%-11s %9d %9d  %7.3f%%\n", l, s.Same[l], s.Total-s.Same[l], 100*s.Share(l))
	}
	if err == nil && s.Extra > 0 {
		_, err = fmt.Fprintf(w, "\n%d tokens that the reference does not have\n", s.Extra)
	}
	if err == nil && s.Failed > 0 {
		_, err = fmt.Fprintf(w, "\n%d documents were refused\n", s.Failed)
	}
	return err
}
