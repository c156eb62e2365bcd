package main

import (
	"context"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/score"
)

type evalReportsCmd struct {
	Dir    string `arg:"" help:"Folder of reports, each with what its reading must hold beside it (NAME.json)."`
	Missed bool   `help:"List what was missed."`
}

// Run prints how many expectations each reading meets.
func (c evalReportsCmd) Run(s *surroundings) error {
	engines, err := openEngines(nil)
	if err != nil {
		return err
	}
	reader, err := engines.reader("en")
	if err != nil {
		return err
	}
	return score.Reports(s.out, c.Dir, c.Missed, func(d *hearsay.Document) (*hearsay.Reading, error) {
		return reader.Read(context.Background(), d)
	})
}
