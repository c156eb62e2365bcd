package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/score"
)

type evalEcbCmd struct {
	storiesFlags
	Dir string `arg:"" help:"Folder of ECB+ with a folder a topic."`
}

// Run prints B-cubed of the stories over subtopics, and the figures of events over
// reports, all topics mixed.
func (c evalEcbCmd) Run(ctx context.Context, s *surroundings) error {
	ecb, err := score.ReadECB(c.Dir)
	if err != nil {
		return err
	}
	if err := c.eval(ctx, s, "ecb", score.ECBStories(ecb)); err != nil {
		return err
	}
	return evalEcbEvents(ctx, s, c.Dir, ecb, c.readings)
}
