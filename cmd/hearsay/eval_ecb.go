package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/score"
)

type evalEcbCmd struct {
	readings
	Dir   string `arg:"" help:"Folder of ECB+ with a folder a topic."`
	Wrong int    `placeholder:"N" help:"List the first N reports that stand in a wrong story, with what decided."`
}

// Run prints B-cubed of the stories over subtopics, all topics mixed.
func (c evalEcbCmd) Run(ctx context.Context, s *surroundings) error {
	ecb, err := score.ReadECB(c.Dir)
	if err != nil {
		return err
	}
	return evalStories(ctx, s, "ecb", score.ECBStories(ecb), c.readings, c.Wrong)
}
