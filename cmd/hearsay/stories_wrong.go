package main

import (
	"fmt"
	"io"

	"github.com/hearsay/hearsay/internal/link/story"
)

// wrong lists reports that stand with those of other happenings or apart from
// their own, with what speaks for and against the pair.
func (c *corpus) wrong(w io.Writer, m *story.Model, p *placed, most int) error {
	listed := 0
	for i := range c.reports {
		for j := range i {
			if listed >= most {
				return nil
			}
			same, together := c.reports[i].Story == c.reports[j].Story, p.stories[i] == p.stories[j]
			if same == together {
				continue
			}
			what := "apart"
			if together {
				what = "together"
			}
			a, b := c.reports[i].Document, c.reports[j].Document
			if _, err := fmt.Fprintf(w, "wrongly %s:\n  %s %s  %s\n  %s %s  %s\n", what, a.ID, a.Published.Format("2006-01-02"), a.Title, b.ID, b.Published.Format("2006-01-02"), b.Title); err != nil {
				return err
			}
			x, err := p.index.Card(c.me(i).Seq)
			if err != nil {
				return err
			}
			y, err := p.index.Card(c.me(j).Seq)
			if err != nil {
				return err
			}
			for k, why := range story.Explain(m, x, y) {
				if k == 8 {
					break
				}
				if _, err := fmt.Fprintf(w, "    %+6.2f  %s %.2f  %s\n", why.Weight, why.Feature, why.Value, why.Note); err != nil {
					return err
				}
			}
			listed++
			break
		}
	}
	return nil
}
