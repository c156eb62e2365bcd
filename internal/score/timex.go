package score

import (
	"encoding/xml"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// ReadFunc reads one document; flow.Reader's Read with its context bound fits.
type ReadFunc func(*hearsay.Document) (*hearsay.Reading, error)

// Held tells which part of a corpus a measurement Takes, so that rules are
// made on one part and reported on the other: a fifth of the files, by a hash
// of their names, is kept aside.
type Held string

const (
	AllFiles   Held = "all"
	Developing Held = "dev"  // four fifths
	KeptAside  Held = "held" // one fifth
)

func (h Held) Takes(name string) bool {
	if h == AllFiles || h == "" {
		return true
	}
	f := fnv.New32a()
	f.Write([]byte(name))
	return (f.Sum32()%5 == 0) == (h == KeptAside)
}

// Timex holds the figures of TempEval-3 task A: spans strictly equal, spans
// that overlap, and overlapping spans with the same TIMEX3 value
// (UzZaman et al. 2013, section 4).
type Timex struct {
	Files                  int
	Strict, Relaxed, Value Counts
}

// String prints the figures as a table.
func (t Timex) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %7s %7s %7s   (%d files)\n", "times", "P", "R", "F", t.Files)
	for _, row := range []struct {
		name string
		c    Counts
	}{{"span, strict", t.Strict}, {"span, relaxed", t.Relaxed}, {"span and value", t.Value}} {
		fmt.Fprintf(&b, "%-22s %7.3f %7.3f %7.3f\n", row.name, row.c.P(), row.c.R(), row.c.F())
	}
	return b.String()
}

// GoldTime is one TIMEX3 of a TimeML file.
type GoldTime struct {
	hearsay.Span
	Type, Value string
}

// TimeMLDoc is the text of a TimeML file with its times.
type TimeMLDoc struct {
	Document *hearsay.Document
	Times    []GoldTime
}

// ReadTimeML reads one .tml file: the TEXT element, its TIMEX3 elements and the
// document creation time.
func ReadTimeML(r io.Reader, id string) (TimeMLDoc, error) {
	out := TimeMLDoc{Document: &hearsay.Document{ID: id, Language: "en"}}
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var text strings.Builder
	in := false
	var open []int // positions in Times of the elements that are open, -1 for others
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return out, fmt.Errorf("%s is no TimeML: %w", id, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			at := -1
			switch {
			case t.Name.Local == "TEXT":
				in = true
			case t.Name.Local == "TIMEX3":
				g := GoldTime{}
				g.Start = text.Len()
				creation := false
				for _, a := range t.Attr {
					switch a.Name.Local {
					case "type":
						g.Type = a.Value
					case "value":
						g.Value = a.Value
					case "functionInDocument":
						creation = a.Value == "CREATION_TIME" || a.Value == "PUBLICATION_TIME"
					}
				}
				if creation && out.Document.Published.IsZero() {
					v := g.Value
					if len(v) == 10 || len(v) > 16 && !strings.Contains(v, "Z") {
						v = v[:10] // clocks in the corpus are the wire's, not the story's
					} else if len(v) > 10 {
						v = v[:10]
					}
					if p, _, err := hearsay.ParsePublished(v); err == nil {
						out.Document.Published = p
					}
				}
				if in {
					at = len(out.Times)
					out.Times = append(out.Times, g)
				}
			}
			open = append(open, at)
		case xml.EndElement:
			if n := len(open); n > 0 {
				if at := open[n-1]; at >= 0 {
					out.Times[at].End = text.Len()
				}
				open = open[:n-1]
			}
			if t.Name.Local == "TEXT" {
				in = false
			}
		case xml.CharData:
			if in {
				text.Write(t)
			}
		}
	}
	out.Document.Text = text.String()
	return out, nil
}

// TimeML reads every .tml file under dir and scores the times found in it.
// each, if not nil, is called with every document, for listing differences.
func TimeML(dir string, held Held, read ReadFunc, each func(TimeMLDoc, *hearsay.Reading)) (Timex, error) {
	var sum Timex
	files, err := filesUnder(dir, ".tml")
	if err != nil {
		return sum, err
	}
	for _, path := range files {
		if !held.Takes(filepath.Base(path)) {
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			return sum, err
		}
		doc, err := ReadTimeML(f, filepath.Base(path))
		f.Close()
		if err != nil {
			return sum, err
		}
		r, err := read(doc.Document)
		if err != nil {
			return sum, fmt.Errorf("%s: %w", path, err)
		}
		sum.Files++
		sum.add(doc.Times, r.Times)
		if each != nil {
			each(doc, r)
		}
	}
	if sum.Files == 0 {
		return sum, fmt.Errorf("no .tml file under %s", dir)
	}
	return sum, nil
}

func filesUnder(dir, ext string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ext) {
			out = append(out, path)
		}
		return err
	})
	sort.Strings(out)
	return out, err
}

func (t *Timex) add(gold []GoldTime, have []hearsay.Time) {
	used := make([]bool, len(have))
	strict, relaxed, value := 0, 0, 0
	for _, g := range gold {
		best := -1
		for i := range have {
			if used[i] || !have[i].Span.Overlaps(g.Span) {
				continue
			}
			if best < 0 || have[i].Span == g.Span {
				best = i
			}
		}
		if best < 0 {
			continue
		}
		used[best] = true
		relaxed++
		if have[best].Span == g.Span {
			strict++
		}
		if have[best].Timex == g.Value {
			value++
		}
	}
	for _, c := range []struct {
		to *Counts
		n  int
	}{{&t.Strict, strict}, {&t.Relaxed, relaxed}, {&t.Value, value}} {
		c.to.Hit += c.n
		c.to.Read += len(have)
		c.to.Gold += len(gold)
	}
}
