package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/score"
)

type evalIncidentsCmd struct {
	readings
	Dir   string `arg:"" help:"Folder with reports.jsonl.gz: reports of incidents, with the incident of each."`
	Wrong int    `placeholder:"N" help:"List the first N reports that stand in a wrong story, with what decided."`
}

// Run prints B-cubed of the stories.
func (c evalIncidentsCmd) Run(ctx context.Context, s *surroundings) error {
	reports, err := score.ReadIncidents(c.Dir)
	if err != nil {
		return err
	}
	return evalStories(ctx, s, "incidents", reports, c.readings, c.Wrong)
}

// evalStories clusters a corpus with the program's model and prints the figures.
func evalStories(ctx context.Context, s *surroundings, name string, reports []score.StoryReport, r readings, wrong int) error {
	m, err := story.DefaultModel()
	if err != nil {
		return err
	}
	corpus, err := openCorpus(ctx, name, reports, r)
	if err != nil {
		return err
	}
	p, err := corpus.cluster(ctx, m)
	if err != nil {
		return err
	}
	if err := corpus.wrong(s.out, m, p, wrong); err != nil {
		return err
	}
	return corpus.print(s.out, p)
}
