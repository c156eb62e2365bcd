package score

import (
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
)

//go:embed speakers.tsv
var speakersTSV string

// quotation is a line of speakers.tsv, in code points of a text of PolNeAR's train split.
type quotation struct {
	document                 string
	begin, end               int
	speakerBegin, speakerEnd int
	named                    bool
}

func readSpeakers() ([]quotation, error) {
	var out []quotation
	for n, line := range strings.Split(speakersTSV, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("speakers.tsv line %d has %d columns, not 6", n+1, len(f))
		}
		q := quotation{document: f[0], named: f[5] == "yes"}
		for i, to := range []*int{&q.begin, &q.end, &q.speakerBegin, &q.speakerEnd} {
			var err error
			if *to, err = strconv.Atoi(f[1+i]); err != nil {
				return nil, fmt.Errorf("speakers.tsv line %d: %w", n+1, err)
			}
		}
		out = append(out, q)
	}
	return out, nil
}

// SpeakerCounts tells how often the speaker of a direct quotation was found.
type SpeakerCounts struct {
	Named, NamedRight     int // quotations of somebody whom the report names, anywhere
	Unnamed, UnnamedRight int
	Missed                int // no claim holds a quarter of the quotation
}

// Speakers reads the documents of PolNeAR's train split that speakers.tsv tells of, and counts for how many
// of its quotations the first source of the claim that holds most of it is the one who speaks: its
// entity has the marked name among its mentions or, without entity, its words are the marked ones.
func Speakers(dir string, read func(text string) (*hearsay.Reading, error), w io.Writer) (SpeakerCounts, error) {
	var c SpeakerCounts
	list, err := readSpeakers()
	if err != nil {
		return c, err
	}
	for _, q := range list {
		text, err := os.ReadFile(filepath.Join(dir, "text", q.document+".txt"))
		if err != nil {
			return c, fmt.Errorf("%w: give the folder of PolNeAR's train split", err)
		}
		r, err := read(string(text))
		if err != nil {
			return c, fmt.Errorf("reading %s: %w", q.document, err)
		}
		cp := hearsay.NewCodePoints(string(text))
		span := func(b, e int) hearsay.Span { return hearsay.Span{Start: cp.Byte(b), End: cp.Byte(e)} }
		claim := holding(r, span(q.begin, q.end))
		right := claim != nil && len(claim.Sources) > 0 && speaks(r, &claim.Sources[0], span(q.speakerBegin, q.speakerEnd))
		if claim == nil {
			c.Missed++
		}
		switch {
		case q.named && right:
			c.Named, c.NamedRight = c.Named+1, c.NamedRight+1
		case q.named:
			c.Named++
		case right:
			c.Unnamed, c.UnnamedRight = c.Unnamed+1, c.UnnamedRight+1
		default:
			c.Unnamed++
		}
		if !right && w != nil {
			found := "no claim"
			if claim != nil && len(claim.Sources) > 0 {
				found = fmt.Sprintf("%q by %s, %s", claim.Sources[0].Extent.Text(string(text)), claim.By, claim.Sources[0].By)
				for i := range r.Entities {
					if e := &r.Entities[i]; e.ID == claim.Sources[0].Entity {
						found += fmt.Sprintf(" (%s, %s)", e.Name, e.Kind)
					}
				}
			}
			fmt.Fprintf(w, "%s %d: %q; read %s, %s\n", q.document, q.begin, wordsOf(string(text), span(q.speakerBegin, q.speakerEnd)), found, wordsOf(string(text), span(q.begin, min(q.end, q.begin+60))))
		}
	}
	return c, nil
}

func wordsOf(text string, s hearsay.Span) string { return text[s.Start:s.End] }

// holding is the claim that holds most of a span, at least some words of it (20 bytes, or a quarter of a short one): the
// words between two parts of a quotation, or between two quotations, are in the span too. Of equal ones it is the shortest.
func holding(r *hearsay.Reading, q hearsay.Span) *hearsay.Claim {
	var best *hearsay.Claim
	most, length := min(20, (q.End-q.Start)/4), 0
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.Manner == hearsay.Narration {
			continue
		}
		both, all := 0, 0
		for _, p := range c.Content.Pieces() {
			both += max(0, min(p.End, q.End)-max(p.Start, q.Start))
			all += p.End - p.Start
		}
		if both > most || both == most && best != nil && all < length {
			best, most, length = c, both, all
		}
	}
	return best
}

// speaks reports whether a source is the one that a span names.
func speaks(r *hearsay.Reading, s *hearsay.Source, name hearsay.Span) bool {
	text := r.Document.Text
	// The same name elsewhere is as good: a headline's, say, which the reading takes for another's.
	meets := func(a hearsay.Span) bool {
		bare := func(s hearsay.Span) string { return strings.TrimPrefix(strings.ToLower(text[s.Start:s.End]), "the ") }
		return a.Start < name.End && name.Start < a.End || bare(a) == bare(name)
	}
	for i := range r.Entities {
		if e := &r.Entities[i]; e.ID == s.Entity && s.Entity != "" {
			for _, m := range e.Mentions {
				if meets(m.Span) {
					return true
				}
			}
		}
	}
	return !s.Extent.Empty() && meets(s.Extent.Span)
}

// Print writes the figures.
func (c SpeakerCounts) Print(w io.Writer) {
	line := func(name string, right, all int) {
		fmt.Fprintf(w, "%-10s %4d of %4d  %.3f\n", name, right, all, share(right, all))
	}
	fmt.Fprintln(w, "speakers of direct quotations")
	line("named", c.NamedRight, c.Named)
	line("not named", c.UnnamedRight, c.Unnamed)
	line("all", c.NamedRight+c.UnnamedRight, c.Named+c.Unnamed)
	fmt.Fprintf(w, "%d of them are held by no claim\n", c.Missed)
}
