package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/score"
)

type evalMeantimeCmd struct {
	readings
	Dir string `arg:"" help:"Folder of MEANTIME with corpus_airbus, corpus_gm and corpus_stock."`
}

// Run prints the figures of events over reports.
func (c evalMeantimeCmd) Run(ctx context.Context, s *surroundings) error {
	reports, err := score.Meantime(c.Dir)
	if err != nil {
		return err
	}
	return evalHappenings(ctx, s, "meantime", reports, c.readings)
}
