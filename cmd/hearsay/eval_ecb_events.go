package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/score"
)

// evalEcbEvents prints the figures of events over the reports of ECB+, all topics mixed.
func evalEcbEvents(ctx context.Context, s *surroundings, dir string, ecb []score.ECBReport, r readings) error {
	reports, err := score.ECBEvents(dir, ecb)
	if err != nil {
		return err
	}
	return evalHappenings(ctx, s, "ecb", reports, r)
}
