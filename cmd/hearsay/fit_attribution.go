package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim"
	"github.com/hearsay/hearsay/internal/claim/attribute"
	"github.com/hearsay/hearsay/internal/reading/vector"
	"github.com/hearsay/hearsay/internal/score"
)

type fitAttributionCmd struct {
	Folder string `arg:"" help:"Folder of PolNeAR's train split. Only the tenth that the head was not trained on is used."`
	Card   string `placeholder:"FILE" help:"Thresholds to begin with; those of the head's card if not given."`
	Out    string `placeholder:"FILE" help:"Where to write the thresholds, as JSON for the head's card."`
}

// Run sets the odds from which the head is believed, by the figures of the claims that come of it.
func (c fitAttributionCmd) Run(ctx context.Context, s *surroundings) error {
	read, err := documents(ctx)
	if err != nil {
		return err
	}
	vectors, err := vector.New()
	if err != nil {
		return err
	}
	claims, err := claim.New()
	if err != nil {
		return err
	}
	made := map[string]*hearsay.Reading{} // by text
	judge := func(card attribute.Card) (float64, *score.Attribution, error) {
		rd := claims.By(card)
		a, err := score.ScorePolNeAR(c.Folder, score.Aside, func(text string) (*hearsay.Reading, error) {
			r := made[text]
			if r == nil {
				var err error
				if r, err = read(&hearsay.Document{Text: text}); err != nil {
					return nil, err
				}
				vectors.Read(r)
				made[text] = r
			}
			r.Claims, r.PassedOver = nil, nil
			for i := range r.Events {
				r.Events[i].Claims = nil
			}
			rd.Read(r)
			return r, ctx.Err()
		})
		if err != nil {
			return 0, nil, err
		}
		return a.MacroF() + a.Near.F()/2, a, nil
	}
	card := claims.Card()
	if c.Card != "" {
		b, err := os.ReadFile(c.Card)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(b, &card); err != nil {
			return fmt.Errorf("%s: %w", c.Card, err)
		}
	}
	best, sum, err := judge(card)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%.4f with %+v\n", best, card)
	for _, step := range []float64{1, 0.5, 0.25} {
		for _, at := range []func(*attribute.Card) *float64{
			func(c *attribute.Card) *float64 { return &c.Begins }, func(c *attribute.Card) *float64 { return &c.Belong[0] },
			func(c *attribute.Card) *float64 { return &c.Belong[1] }, func(c *attribute.Card) *float64 { return &c.Belong[2] },
			func(c *attribute.Card) *float64 { return &c.Doubt }, func(c *attribute.Card) *float64 { return &c.Tie },
			func(c *attribute.Card) *float64 { return &c.Edge }, func(c *attribute.Card) *float64 { return &c.Cross }, func(c *attribute.Card) *float64 { return &c.Margin },
			func(c *attribute.Card) *float64 { return &c.Least }, func(c *attribute.Card) *float64 { return &c.Trust }, func(c *attribute.Card) *float64 { return &c.Sure },
			func(c *attribute.Card) *float64 { return &c.Firm }, func(c *attribute.Card) *float64 { return &c.Weak }, func(c *attribute.Card) *float64 { return &c.Left },
		} {
			for _, by := range []float64{-step, step} {
				for {
					next := card
					*at(&next) += by
					if min(next.Tie, next.Edge, next.Cross, next.Margin) < 0 {
						break // what an edge costs is no gain
					}
					f, a, err := judge(next)
					if err != nil {
						return err
					}
					if f <= best+1e-4 {
						break
					}
					best, card, sum = f, next, a
					fmt.Fprintf(s.out, "%.4f with %+v\n", best, card)
				}
			}
		}
	}
	sum.Print(s.out)
	if c.Out == "" {
		return nil
	}
	b, err := json.Marshal(card)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Clean(c.Out), slices.Concat(b, []byte{'\n'}), 0o644)
}
