package score

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
)

//go:embed copies.tsv
var copiesTSV string

// CopyPair is a pair of reports that a person judged by reading both.
type CopyPair struct {
	Corpus         string
	Earlier, Later string // ids in the corpus
	Label          string // copy, part, no
	Reason         string // one word
	Fold           string // A, B: hard pairs, reported on; R: drawn at random, reported on; T: for fitting alone
}

// Copy reports whether the later is a copy of the earlier, whole or in part.
func (p *CopyPair) Copy() bool { return p.Label != "no" }

// CopyPairs returns the judged pairs.
func CopyPairs() ([]CopyPair, error) {
	var out []CopyPair
	for i, line := range strings.Split(strings.TrimSuffix(copiesTSV, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("copies.tsv: line %d has %d columns, not 6", i+1, len(f))
		}
		out = append(out, CopyPair{f[0], f[1], f[2], f[3], f[4], f[5]})
	}
	return out, nil
}

// CopyCounts counts how a judge of pairs does.
type CopyCounts struct {
	Found, Right, Copies, Pairs int // said to be copies, of these rightly; copies there are; all pairs
}

// Add counts one pair.
func (c *CopyCounts) Add(said, is bool) {
	c.Pairs++
	if said {
		c.Found++
	}
	if is {
		c.Copies++
	}
	if said && is {
		c.Right++
	}
}

// Precision, Recall and F as usual.
func (c *CopyCounts) Precision() float64 { return ratio(float64(c.Right), float64(c.Found)) }
func (c *CopyCounts) Recall() float64    { return ratio(float64(c.Right), float64(c.Copies)) }
func (c *CopyCounts) F() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// PrintCopies writes a line of the table of copies.
func PrintCopies(w io.Writer, name string, c *CopyCounts) error {
	_, err := fmt.Fprintf(w, "%-44s %5d %6d %9.3f %6.3f %6.3f\n", name, c.Pairs, c.Copies, c.Precision(), c.Recall(), c.F())
	return err
}
