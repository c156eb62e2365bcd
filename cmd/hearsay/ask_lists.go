package main

import (
	"context"

	"github.com/hearsay/hearsay/internal/answer/query"
)

// claimsCmd is "hearsay claims".
type claimsCmd struct {
	askFlags
	pageFlags
	knownFlags
	Speaker []string `sep:"none" placeholder:"NAME" help:"Who says so: a name, a country (Kenya, KEN). Given again: any of them."`
	Act     []string `placeholder:"ACT" help:"say, confirm, deny, accuse, condemn, claim, warn, promise, threaten, request, order, announce, predict, other."`
	Event   string   `placeholder:"ID" help:"About this event."`
	Report  string   `placeholder:"ID" help:"In this report."`
	Story   string   `placeholder:"ID" help:"In reports of this story."`
	Outlet  []string `sep:"none" placeholder:"NAME" help:"In this outlet."`
	Text    string   `placeholder:"WORDS" help:"In reports with these words; see hearsay search."`
}

// Help is shown by hearsay claims --help.
func (*claimsCmd) Help() string {
	return "Lists who said what, the newest in the record first.\n\n  hearsay claims --speaker Kenya --act deny\n  hearsay claims --event e4kx0"
}

// Run lists claims.
func (c *claimsCmd) Run(ctx context.Context, s *surroundings) error {
	fl := query.Flags{Since: c.Since, Until: c.Until, Speakers: c.Speaker, Acts: c.Act, Event: c.Event, Report: c.Report, Story: c.Story, Outlets: c.Outlet, Text: c.Text}
	return c.ask(ctx, s, query.ClaimKind, fl, c.pageFlags, false, false)
}

// storiesCmd is "hearsay stories".
type storiesCmd struct {
	askFlags
	pageFlags
	knownFlags
	Origins int      `placeholder:"N" help:"With N reports at least that copy no other."`
	Outlet  []string `sep:"none" placeholder:"NAME" help:"With a report of this outlet."`
	Story   string   `placeholder:"ID" help:"This story."`
	Event   string   `placeholder:"ID" help:"The story of this event."`
	Report  string   `placeholder:"ID" help:"The story of this report."`
	Full    bool     `help:"Each with its reports, copies folded."`
}

// Help is shown by hearsay stories --help.
func (*storiesCmd) Help() string {
	return "Lists stories, which are reports about the same happening, the newest in the record first.\n\n  hearsay stories --since 2014-06-01 --origins 3 --full"
}

// Run lists stories.
func (c *storiesCmd) Run(ctx context.Context, s *surroundings) error {
	fl := query.Flags{Since: c.Since, Until: c.Until, Origins: c.Origins, Outlets: c.Outlet, Story: c.Story, Event: c.Event, Report: c.Report}
	full := c.Full || c.Story != ""
	open := full || c.Format == "json" || c.Format == "jsonl"
	return c.ask(ctx, s, query.StoryKind, fl, c.pageFlags, full, open)
}

// reportFlags ask for reports by what they hold.
type reportFlags struct {
	Outlet  []string `sep:"none" placeholder:"NAME" help:"Of this outlet."`
	Speaker []string `sep:"none" placeholder:"NAME" help:"That quote this speaker: a name, a country."`
	Act     []string `placeholder:"ACT" help:"With a claim of this kind: deny, confirm, warn..."`
	Story   string   `placeholder:"ID" help:"Of this story."`
	Event   string   `placeholder:"ID" help:"That tell this event."`
	Copies  *bool    `negatable:"" help:"Only reports that copy others; --no-copies: that copy none."`
}

func (f *reportFlags) flags(k knownFlags, text string) query.Flags {
	return query.Flags{Since: k.Since, Until: k.Until, Outlets: f.Outlet, Speakers: f.Speaker, Acts: f.Act, Story: f.Story, Event: f.Event, Copies: f.Copies, Text: text}
}

// reportsCmd is "hearsay reports".
type reportsCmd struct {
	askFlags
	pageFlags
	knownFlags
	reportFlags
	Text string `placeholder:"WORDS" help:"With these words; see hearsay search."`
}

// Help is shown by hearsay reports --help.
func (*reportsCmd) Help() string {
	return "Lists reports, the newest in the record first.\n\n  hearsay reports --outlet 'Example Post' --no-copies --since yesterday"
}

// Run lists reports.
func (c *reportsCmd) Run(ctx context.Context, s *surroundings) error {
	return c.ask(ctx, s, query.ReportKind, c.flags(c.knownFlags, c.Text), c.pageFlags, false, false)
}

// searchCmd is "hearsay search".
type searchCmd struct {
	askFlags
	pageFlags
	knownFlags
	reportFlags
	Words []string `arg:"" name:"words" help:"Words, \"phrases\", ferry OR boat, ferry NEAR/5 lake, capsiz*, -drill, (parentheses)."`
}

// Help is shown by hearsay search --help.
func (*searchCmd) Help() string {
	return "Searches the text of reports, the newest in the record first. Put a question with marks of its own into quotation marks for the shell:\n\n" +
		`  hearsay search 'ferry capsiz* -drill'` + "\n" + `  hearsay search '"lake victoria" (ferry OR boat)' --outlet 'Example Post'`
}

// Run searches.
func (c *searchCmd) Run(ctx context.Context, s *surroundings) error {
	return c.ask(ctx, s, query.FindKind, c.flags(c.knownFlags, words(c.Words)), c.pageFlags, false, false)
}
