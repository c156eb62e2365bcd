package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/score"
)

type evalWrittenCmd struct {
	storiesFlags
	Dirs []string `arg:"" help:"Folders of written reports with the stories that are expected (.txtar)."`
}

// Run prints B-cubed of the stories of written reports.
func (c evalWrittenCmd) Run(ctx context.Context, s *surroundings) error {
	reports, err := score.ReadWritten(c.Dirs...)
	if err != nil {
		return err
	}
	return c.eval(ctx, s, "written", score.WrittenStories(reports))
}
