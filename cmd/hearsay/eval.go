package main

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/score"
)

type evalCmd struct {
	Spacy evalSpacyCmd `cmd:"" help:"The syntax engine against a golden file of the reference implementation."`
}

type evalSpacyCmd struct {
	File  string `arg:"" help:"Golden file (JSON lines, .gz allowed)."`
	Model string `placeholder:"PATH" help:"The pipeline that the golden file was made with; else the embedded English one."`
	Diff  int    `placeholder:"N" help:"List the first N differences; below 0 all."`
}

// Run prints the table of sameness.
func (c evalSpacyCmd) Run(s *surroundings) error {
	var paths []string
	if c.Model != "" {
		paths = []string{c.Model}
	}
	engines, err := openEngines(paths)
	if err != nil {
		return err
	}
	p := engines.by[engines.first()].parser()
	same, err := score.Spacy(s.out, c.File, p.Parse, score.Options{Differences: c.Diff})
	if err != nil {
		return err
	}
	if same.Total == 0 {
		return fmt.Errorf("%s holds no tokens", c.File)
	}
	return nil
}
