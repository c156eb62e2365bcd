package main

import (
	"context"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/correct"
	"github.com/hearsay/hearsay/internal/record"
)

// correctCmd is "hearsay correct".
type correctCmd struct {
	recordFlags
	ID string `arg:"" optional:"" name:"telling" help:"Id of a telling (r4kx0/e3; hearsay explain shows them), or of an event: all its tellings."`

	Type        string            `placeholder:"TYPE" help:"It is of this PLOVER type: assault, protest, coerce..."`
	Mode        []string          `placeholder:"MODE" help:"In these ways: firearms, demo... --no-mode: none of them."`
	NoMode      bool              `hidden:""`
	Status      string            `placeholder:"STATUS" help:"actual, planned, hypothetical, negated, historical, attempted."`
	Actor       []string          `sep:"none" placeholder:"NAME" help:"These did it. --no-actor: it is not told who."`
	NoActor     bool              `hidden:""`
	Recipient   []string          `sep:"none" placeholder:"NAME" help:"To these it was done. --no-recipient: it is not told to whom."`
	NoRecipient bool              `hidden:""`
	Place       string            `placeholder:"PLACE" help:"It was here: 'Gulu, Uganda'. --no-place: it is not told where."`
	NoPlace     bool              `hidden:""`
	Time        string            `placeholder:"DAY" help:"It was then: 2024-03-05, 2024-03, 2024-03-05/2024-03-07. --no-time: it is not told when."`
	NoTime      bool              `hidden:""`
	Count       map[string]string `placeholder:"WHAT=N" help:"killed=12, injured='at least 30', missing=none; also arrested, abducted, displaced, participants."`
	NotEvent    bool              `help:"It is no event at all."`
	Apart       bool              `help:"It is not of the merged event that it is in."`
	Same        string            `placeholder:"EVENT" help:"It is of this merged event."`

	By   string `placeholder:"NAME" help:"Who says so. If not given, HEARSAY_BY."`
	Note string `placeholder:"WORDS" help:"Why, for others."`
	Undo string `placeholder:"ID" help:"Take this correction back; anybody may."`

	Format string `short:"f" default:"text" enum:"text,table,json,jsonl" help:"Form of what is told of it: text, table, json or jsonl."`
}

// Help is shown by hearsay correct --help.
func (*correctCmd) Help() string {
	return "Says that something was coded wrongly, under your name. What was read stays in the record beside it; from now on answers go by what you say, also after the record is read or linked anew, " +
		"until somebody undoes it. It is about copies and versions of the report too, where they tell it in the same words.\n\n" +
		"  hearsay correct r4kx0/e3 --type assault --by ana --note 'the crowd was shot at'\n  hearsay correct e4kx0 --actor 'Northern Front' --by ana\n" +
		"  hearsay correct r4kx0/e3 --same e5ab1 --by ana\n  hearsay correct --undo k7qw2 --by ben"
}

// requests are what the flags say is wrong, in the order in which one rests on another.
func (c *correctCmd) requests(by string) []correct.Request {
	var out []correct.Request
	say := func(field string, values ...string) {
		r := correct.Request{Target: c.ID, Field: field, By: by, Note: c.Note}
		for _, v := range values {
			r.Values = append(r.Values, correct.Value{Text: v})
		}
		out = append(out, r)
	}
	one := func(field, value string, none bool) {
		switch {
		case value != "":
			say(field, value)
		case none:
			say(field)
		}
	}
	one("type", c.Type, false)
	if len(c.Mode) > 0 || c.NoMode {
		say(hearsay.FieldModes, c.Mode...)
	}
	one("status", c.Status, false)
	if len(c.Actor) > 0 || c.NoActor {
		say("actor", c.Actor...)
	}
	if len(c.Recipient) > 0 || c.NoRecipient {
		say("recipient", c.Recipient...)
	}
	one("place", c.Place, c.NoPlace)
	one("time", c.Time, c.NoTime)
	var counts []string
	for of := range c.Count {
		counts = append(counts, of)
	}
	slices.Sort(counts)
	for _, of := range counts {
		if v := c.Count[of]; v == "" || v == "none" {
			say(of)
		} else {
			say(of, v)
		}
	}
	if c.NotEvent {
		say(hearsay.FieldNone)
	}
	if c.Apart {
		say(hearsay.FieldApart)
	}
	if c.Same != "" {
		say(hearsay.FieldSame, c.Same)
	}
	return out
}

// Run makes corrections, or undoes one.
func (c *correctCmd) Run(ctx context.Context, s *surroundings) error {
	by := c.By
	if by == "" {
		by = s.env("HEARSAY_BY")
	}
	rs := c.requests(by)
	switch {
	case c.Undo != "" && (len(rs) > 0 || c.ID != ""):
		return usageError{"--undo takes back one correction, and goes with --by and --note only"}
	case c.Undo == "" && c.ID == "":
		return usageError{"what is corrected? give the id of a telling or event; hearsay explain ID shows them"}
	case c.Undo == "" && len(rs) == 0:
		return usageError{"what is wrong? --type, --actor, --place, --not-event...: hearsay correct --help lists them"}
	case c.Apart && c.Same != "":
		return usageError{"--apart and --same do not go together: --same takes it out of its event already"}
	}
	store, err := c.open(ctx, s, false)
	if err != nil {
		return err
	}
	defer store.Close()
	desk, err := correct.New()
	if err != nil {
		return err
	}
	var made []hearsay.Correction
	if c.Undo != "" {
		k, err := desk.Undo(ctx, store, c.Undo, by, c.Note)
		if err != nil {
			return asUsage(err)
		}
		made = append(made, *k)
	} else if made, err = desk.Make(ctx, store, rs...); err != nil {
		return asUsage(err)
	}
	f := askFlags{recordFlags: c.recordFlags, Format: c.Format, Colour: "auto"}
	return store.Read(ctx, func(r record.Reader) error {
		rows, err := query.CorrectionRows(ctx, r, made)
		if err != nil {
			return err
		}
		out, err := f.writer(ctx, s, r, view.Options{Kind: query.CorrectionKind})
		if err != nil {
			return err
		}
		for i := range rows {
			if err := out.Correction(&rows[i]); err != nil {
				return err
			}
		}
		return out.close("")
	})
}

// correctionsCmd is "hearsay corrections".
type correctionsCmd struct {
	askFlags
	pageFlags
	Since  string   `placeholder:"TIME" help:"Made since then."`
	Until  string   `placeholder:"TIME" help:"Made until then; a day, month or year is included."`
	Field  []string `placeholder:"FIELD" help:"Of this: type, modes, status, actor, recipient, place, time, killed..., none (no event), apart, same."`
	By     []string `sep:"none" placeholder:"NAME" help:"Made by this person."`
	Event  string   `placeholder:"ID" help:"Of tellings of this event, or that were taken out of it."`
	Report string   `placeholder:"ID" help:"Of tellings of this report."`
	Undone *bool    `negatable:"" help:"Only those that were undone; --no-undone: that stand."`
}

// Help is shown by hearsay corrections --help.
func (*correctionsCmd) Help() string {
	return "Lists what people said against codings, the newest first. As JSON lines they are examples to learn from: the sentence, what was coded and by which rule, what a person says; docs/formats/answers.md has the form.\n\n" +
		"  hearsay corrections --by ana --no-undone\n  hearsay corrections --all --format jsonl >examples.jsonl"
}

// Run lists corrections.
func (c *correctionsCmd) Run(ctx context.Context, s *surroundings) error {
	fl := query.Flags{Since: c.Since, Until: c.Until, Fields: c.Field, By: c.By, Event: c.Event, Report: c.Report, Undone: c.Undone}
	return c.ask(ctx, s, query.CorrectionKind, fl, c.pageFlags, false, false)
}
