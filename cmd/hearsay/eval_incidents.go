package main

import (
	"context"
	"os"

	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/score"
)

// storiesFlags are for whoever looks at what is wrong.
type storiesFlags struct {
	readings
	Model string `placeholder:"FILE" help:"A model made by fit stories, instead of the program's."`
	Wrong int    `placeholder:"N" help:"List the first N reports that stand in a wrong story, with what decided."`
	List  bool   `help:"List the stories found with their reports."`
}

type evalIncidentsCmd struct {
	storiesFlags
	Dir string `arg:"" help:"Folder with reports.jsonl.gz: reports of incidents, with the incident of each."`
}

// Run prints B-cubed of the stories, and how many were killed and injured as their
// merged events say.
func (c evalIncidentsCmd) Run(ctx context.Context, s *surroundings) error {
	reports, err := score.ReadIncidents(c.Dir)
	if err != nil {
		return err
	}
	if err := c.eval(ctx, s, "incidents", reports); err != nil {
		return err
	}
	return evalIncidentEvents(ctx, s, c.Dir, c.readings)
}

// eval clusters a corpus and prints the figures.
func (c storiesFlags) eval(ctx context.Context, s *surroundings, name string, reports []score.StoryReport) error {
	m, err := c.model()
	if err != nil {
		return err
	}
	corpus, err := openCorpus(ctx, name, reports, c.readings)
	if err != nil {
		return err
	}
	p, err := corpus.cluster(ctx, m, nil, nil)
	if err != nil {
		return err
	}
	if err := corpus.wrong(s.out, m, p, c.Wrong); err != nil {
		return err
	}
	if c.List {
		if err := corpus.list(s.out, p); err != nil {
			return err
		}
	}
	return corpus.print(s.out, p)
}

// model is the one named, or the program's.
func (c storiesFlags) model() (*story.Model, error) {
	if c.Model == "" {
		return story.DefaultModel()
	}
	data, err := os.ReadFile(c.Model)
	if err != nil {
		return nil, err
	}
	return story.ParseModel(data)
}
