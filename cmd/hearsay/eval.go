package main

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/syntax"
)

type evalCmd struct {
	Spacy   evalSpacyCmd   `cmd:"" help:"The syntax engine against a golden file of the reference implementation."`
	Reports evalReportsCmd `cmd:"" help:"Readings of a folder of reports against what a person expects of them."`
}

type evalSpacyCmd struct {
	File  string `arg:"" help:"Golden file (JSON lines, .gz allowed)."`
	Model string `placeholder:"PATH" help:"The pipeline that the golden file was made with; else the embedded English one."`
	Diff  int    `placeholder:"N" help:"List the first N differences; below 0 all."`
}

// Run prints the table of sameness.
func (c evalSpacyCmd) Run(s *surroundings) error {
	p, err := syntax.Open(c.Model)
	if err != nil {
		return err
	}
	same, err := score.Spacy(s.out, c.File, p.NewWorker().Parse, score.Options{Differences: c.Diff})
	if err != nil {
		return err
	}
	if same.Total == 0 {
		return fmt.Errorf("%s holds no tokens", c.File)
	}
	return nil
}
