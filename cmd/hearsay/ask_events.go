package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

// eventsCmd is "hearsay events".
type eventsCmd struct {
	askFlags
	pageFlags
	IDs []string `arg:"" optional:"" name:"event" help:"Show these whole: ids of events, or of tellings; else list."`

	Since       string   `placeholder:"TIME" help:"Happened then or later."`
	Until       string   `placeholder:"TIME" help:"Happened then or earlier; a day, month or year is included."`
	KnownSince  string   `placeholder:"TIME" help:"Became known then or later."`
	KnownUntil  string   `placeholder:"TIME" help:"Became known then or earlier."`
	Type        []string `placeholder:"TYPE" help:"PLOVER types: assault, protest, coerce... Commas part several."`
	Status      []string `placeholder:"STATUS" help:"actual, planned, hypothetical, negated, historical, attempted."`
	Actor       []string `sep:"none" placeholder:"NAME" help:"Who did it: a name, a country (Kenya, KEN). Given again: any of them."`
	Recipient   []string `sep:"none" placeholder:"NAME" help:"To whom it was done."`
	Participant []string `sep:"none" placeholder:"NAME" help:"Either."`
	Speaker     []string `sep:"none" placeholder:"NAME" help:"Told by this speaker."`
	Place       []string `sep:"none" placeholder:"PLACE" help:"A name, a country, '50km of Kharkiv', '20km of 49.99,36.23', or west,south,east,north."`
	Origins     int      `placeholder:"N" help:"Told by N origins at least."`
	Disputed    *bool    `negatable:"" help:"Only events that are disputed; --no-disputed: that are not."`
	Outlet      []string `sep:"none" placeholder:"NAME" help:"Told by this outlet."`
	Story       string   `placeholder:"ID" help:"Of this story."`
	Report      string   `placeholder:"ID" help:"Told by this report."`
	Full        bool     `help:"Each event whole: who says what, and where it comes from."`
}

// Help is shown by hearsay events --help.
func (*eventsCmd) Help() string {
	return "Lists what happened, the newest in the record first: each event as all reports tell it. docs/query.md tells how to ask.\n\n" +
		"  hearsay events --type assault --place '50km of Kharkiv' --disputed\n  hearsay events --as-of 2014-06-02 --actor Kenya\n  hearsay events e4kx0"
}

// Run lists events, or shows some whole.
func (c *eventsCmd) Run(ctx context.Context, s *surroundings) error {
	if len(c.IDs) > 0 {
		return c.show(ctx, s)
	}
	fl := query.Flags{Since: c.Since, Until: c.Until, KnownSince: c.KnownSince, KnownUntil: c.KnownUntil, Types: c.Type, Statuses: c.Status, Actors: c.Actor, Recipients: c.Recipient,
		Participants: c.Participant, Speakers: c.Speaker, Places: c.Place, Origins: c.Origins, Disputed: c.Disputed, Outlets: c.Outlet, Story: c.Story, Report: c.Report}
	open := c.Full || c.Format == "json" || c.Format == "jsonl"
	return c.ask(ctx, s, query.EventKind, fl, c.pageFlags, c.Full, open)
}

// show writes the events that were named.
func (c *eventsCmd) show(ctx context.Context, s *surroundings) error {
	asOf, err := query.Moment("--as-of", c.AsOf, now())
	if err != nil {
		return asUsage(err)
	}
	return c.answerKind(ctx, s, query.EventKind, func(ctx context.Context, r record.Reader, w view.Writer) error {
		for _, id := range c.IDs {
			full, err := query.EventID(ctx, r, id)
			if err != nil {
				return err
			}
			e, err := query.One(ctx, r, weigh.Merge, full, asOf)
			if err != nil {
				return err
			}
			if err := w.Event(e); err != nil {
				return err
			}
		}
		return nil
	})
}
