package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay/internal/answer/list"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/record"
)

// The parameters have the names of the commands' flags, with "_" for "-", as the keys of the
// answers do. What they mean, and what is wrong with them, package query says.
type (
	// Asking is common to all questions.
	Asking struct {
		AsOf        string `query:"as_of" doc:"Answer from what was known then: 2014-06-01, 2014-06-01T09:30Z, yesterday, 3 days ago."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	// Paging is common to lists.
	Paging struct {
		Limit  int    `query:"limit" default:"20" minimum:"1" maximum:"1000" doc:"Rows of a page."`
		After  string `query:"after" doc:"The page after the one that gave this mark under next."`
		Format string `query:"format" enum:"json,jsonl" doc:"jsonl: a row a line, as with Accept: application/x-ndjson."`
		All    string `query:"all" enum:"true,false" doc:"All rows from here on, with jsonl only: page after page is sent as it is found."`
		Accept string `header:"Accept" hidden:"true"`
	}
	// KnownSpan bounds when reports became known.
	KnownSpan struct {
		Since string `query:"since" doc:"Known since then (published, else modified, else fetched)."`
		Until string `query:"until" doc:"Known until then; a day, month or year is included."`
	}
	// OfReports asks for reports by what they hold.
	OfReports struct {
		Outlet  []string `query:"outlet,explode" doc:"Of this outlet."`
		Speaker []string `query:"speaker,explode" doc:"That quote this speaker: a name, a country."`
		Act     []string `query:"act,explode" doc:"With a claim of this kind: deny, confirm, warn. Commas part several."`
		Story   string   `query:"story" doc:"Id of a story: its reports."`
		Event   string   `query:"event" doc:"Id of an event: the reports that tell it."`
		Copies  string   `query:"copies" enum:"true,false" doc:"true: only reports that copy others; false: that copy none."`
	}

	// OfEvents asks for events by what they are.
	OfEvents struct {
		Since       string   `query:"since" doc:"Happened then or later."`
		Until       string   `query:"until" doc:"Happened then or earlier; a day, month or year is included."`
		KnownSince  string   `query:"known_since" doc:"Became known then or later."`
		KnownUntil  string   `query:"known_until" doc:"Became known then or earlier."`
		Type        []string `query:"type,explode" doc:"PLOVER types: assault, protest, coerce. Commas part several."`
		Status      []string `query:"status,explode" doc:"actual, planned, hypothetical, negated, historical, attempted."`
		Actor       []string `query:"actor,explode" doc:"Who did it: a name, a country (Kenya, KEN). Given again: any of them."`
		Recipient   []string `query:"recipient,explode" doc:"To whom it was done."`
		Participant []string `query:"participant,explode" doc:"Either."`
		Speaker     []string `query:"speaker,explode" doc:"Told by this speaker."`
		Place       []string `query:"place,explode" doc:"A name, a country, 50km of Kharkiv, 20km of 49.99,36.23, or west,south,east,north."`
		Origins     int      `query:"origins" minimum:"0" doc:"Told by so many origins at least."`
		Disputed    string   `query:"disputed" enum:"true,false" doc:"Whether it is disputed."`
		Outlet      []string `query:"outlet,explode" doc:"Told by this outlet."`
		Story       string   `query:"story" doc:"Id of a story."`
		Report      string   `query:"report" doc:"Id of a report that tells it."`
	}

	eventsIn struct {
		Asking
		Paging
		OfEvents
		Full string `query:"full" enum:"true,false" doc:"false: without evidence, and of reports the ids only: smaller, and found in half the time."`
	}
	claimsIn struct {
		Asking
		Paging
		KnownSpan
		Speaker []string `query:"speaker,explode" doc:"Who says so: a name, a country. Given again: any of them."`
		Act     []string `query:"act,explode" doc:"say, confirm, deny, accuse, condemn, claim, warn, promise, threaten, request, order, announce, predict, other."`
		Event   string   `query:"event" doc:"Id of an event that it is about."`
		Report  string   `query:"report" doc:"Id of a report that it is in."`
		Story   string   `query:"story" doc:"Id of a story."`
		Outlet  []string `query:"outlet,explode" doc:"In this outlet."`
		Text    string   `query:"text" doc:"In reports with these words; see search."`
	}
	storiesIn struct {
		Asking
		Paging
		KnownSpan
		Origins int      `query:"origins" minimum:"0" doc:"With so many reports at least that copy no other."`
		Outlet  []string `query:"outlet,explode" doc:"With a report of this outlet."`
		Event   string   `query:"event" doc:"Id of an event: its story."`
		Report  string   `query:"report" doc:"Id of a report: its story."`
		Full    string   `query:"full" enum:"true,false" doc:"false: without their reports; else with the first 100 of each, and the mark that goes on with them at /api/stories/ID."`
	}
	reportsIn struct {
		Asking
		Paging
		KnownSpan
		OfReports
		Text string `query:"text" doc:"With these words; see search."`
	}
	searchIn struct {
		Asking
		Paging
		KnownSpan
		OfReports
		Words string `query:"words" required:"true" doc:"Words, phrases in quotation marks, ferry OR boat, ferry NEAR/5 lake, capsiz*, -drill, (parentheses)."`
	}
)

// yes reads a parameter that may be left open.
func yes(s string) *bool {
	if s == "" {
		return nil
	}
	b := s == "true"
	return &b
}

func (o OfReports) flags(k KnownSpan, text string) query.Flags {
	return query.Flags{Since: k.Since, Until: k.Until, Outlets: o.Outlet, Speakers: o.Speaker, Acts: o.Act, Story: o.Story, Event: o.Event, Copies: yes(o.Copies), Text: text}
}

func (o OfEvents) flags() query.Flags {
	return query.Flags{Since: o.Since, Until: o.Until, KnownSince: o.KnownSince, KnownUntil: o.KnownUntil,
		Types: o.Type, Statuses: o.Status, Actors: o.Actor, Recipients: o.Recipient, Participants: o.Participant, Speakers: o.Speaker, Places: o.Place,
		Origins: o.Origins, Disputed: yes(o.Disputed), Outlets: o.Outlet, Story: o.Story, Report: o.Report}
}

// lists registers the lists.
func (a *API) lists() {
	huma.Register(a.huma, a.operation("events", "/api/events", query.EventKind, "What happened, as all reports tell it"), func(ctx context.Context, in *eventsIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.EventKind, in.Asking, in.Paging, in.Full != "false", in.flags())
	})
	huma.Register(a.huma, a.operation("claims", "/api/claims", query.ClaimKind, "Who said what"), func(ctx context.Context, in *claimsIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.ClaimKind, in.Asking, in.Paging, true, query.Flags{Since: in.Since, Until: in.Until, Speakers: in.Speaker, Acts: in.Act, Event: in.Event, Report: in.Report,
			Story: in.Story, Outlets: in.Outlet, Text: in.Text})
	})
	huma.Register(a.huma, a.operation("stories", "/api/stories", query.StoryKind, "Reports about the same happening"), func(ctx context.Context, in *storiesIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.StoryKind, in.Asking, in.Paging, in.Full != "false", query.Flags{Since: in.Since, Until: in.Until, Origins: in.Origins, Outlets: in.Outlet, Event: in.Event, Report: in.Report})
	})
	huma.Register(a.huma, a.operation("reports", "/api/reports", query.ReportKind, "The reports, each version"), func(ctx context.Context, in *reportsIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.ReportKind, in.Asking, in.Paging, true, in.flags(in.KnownSpan, in.Text))
	})
	huma.Register(a.huma, a.operation("search", "/api/search", query.FindKind, "Reports with words in them"), func(ctx context.Context, in *searchIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.FindKind, in.Asking, in.Paging, true, in.flags(in.KnownSpan, in.Words))
	})
}

// lines tells whether a row a line is wanted.
func (p Paging) lines() bool {
	if p.Format != "" {
		return p.Format == "jsonl"
	}
	for part := range strings.SplitSeq(p.Accept, ",") {
		kind, _, _ := strings.Cut(part, ";")
		switch strings.ToLower(strings.TrimSpace(kind)) {
		case "application/x-ndjson", "application/jsonl":
			return true
		case "application/json", "*/*", "application/*":
			return false
		}
	}
	return false
}

// bulk is how many rows are found at once where all are asked for.
const bulk = 200

// list answers with a page, or with all pages; full ones have evidence and reports opened.
func (a *API) list(ctx context.Context, kind query.Kind, in Asking, p Paging, full bool, fl query.Flags) (*huma.StreamResponse, error) {
	lines, all := p.lines(), p.All == "true"
	if all && !lines {
		out := &problem{Hint: "add format=jsonl; or go from page to page with after"}
		out.Status, out.Title, out.Detail = http.StatusUnprocessableEntity, http.StatusText(http.StatusUnprocessableEntity), "all: all rows come as lines only"
		return nil, out
	}
	fl.AsOf, fl.After, fl.Limit = in.AsOf, p.After, p.Limit
	if all {
		fl.Limit = bulk
	}
	q, err := fl.Question(kind, a.o.Now())
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	format, mime := "json", "application/json"
	if lines {
		format, mime = "jsonl", "application/x-ndjson"
	}
	var body bytes.Buffer
	var next, tag string
	var same bool
	err = a.o.Store.Read(ctx, func(r record.Reader) error {
		if err := q.Resolve(ctx, r); err != nil {
			return err
		}
		if tag, same, err = a.tag(ctx, r, in.IfNoneMatch, kind, format, all, full, q.Filter); err != nil || same {
			return err
		}
		next, err = page(ctx, r, &body, q, format, full, q.Filter)
		return err
	})
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		s := newSending(h)
		s.head(mime, tag)
		if same {
			h.SetStatus(http.StatusNotModified)
			return
		}
		if !all {
			linkNext(h, next)
		}
		if !all || next == "" {
			s.whole(body.Bytes())
			return
		}
		s.compress()
		s.write(body.Bytes())
		f := q.Filter
		for all && next != "" {
			f.After = next
			body.Reset()
			err := a.o.Store.Read(ctx, func(r record.Reader) (err error) {
				next, err = page(ctx, r, &body, q, format, full, f)
				return err
			})
			if err != nil {
				if ctx.Err() == nil {
					a.o.Log.ErrorContext(ctx, "a stream broke off", "error", err.Error())
				}
				panic(http.ErrAbortHandler) // the client must not take what it has for all
			}
			s.write(body.Bytes())
		}
		s.end()
	}}, nil
}

// page writes a page of a question, as f asks for it, and returns the mark of the next one.
func page(ctx context.Context, r record.Reader, into *bytes.Buffer, q *query.Question, format string, full bool, f record.Filter) (next string, err error) {
	answer, err := list.Page(ctx, r, q.Kind, f, list.Want{Open: full, Bounded: true})
	if err != nil {
		return "", err
	}
	notes := q.Notes
	if len(answer.Rows) == 0 && f.After == "" && format == "json" {
		why, err := list.Why(ctx, r, q)
		if err != nil {
			return "", err
		}
		notes = append(slices.Clip(notes), why...)
	}
	if answer.Partial > 0 && answer.Next != "" {
		notes = append(slices.Clip(notes), fmt.Sprintf("stopped after weighing %d candidates; the next page goes on", answer.Partial))
	}
	w, err := view.New(format, into, query.NewTexts(ctx, r), view.Options{Kind: q.Kind, Notes: notes})
	if err != nil {
		return "", err
	}
	for _, row := range answer.Rows {
		if err := row(w); err != nil {
			return "", err
		}
	}
	return answer.Next, w.Close(answer.Next)
}

// linkNext tells the address of the next page, where there is one.
func linkNext(h huma.Context, next string) {
	if next != "" {
		u := h.URL()
		h.SetHeader("Link", "<"+onward(&u, next)+`>; rel="next"`)
	}
}

// onward is the address of the next page.
func onward(u *url.URL, next string) string {
	q := u.Query()
	q.Set("after", next)
	return u.Path + "?" + q.Encode()
}
