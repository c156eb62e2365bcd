package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
)

type (
	// Named asks for one thing by its id. A path has "/" in it where the id is that of a part.
	Named struct {
		ID          string `path:"id" doc:"The id, or its beginning where it fits one only; or the address of a report (with %2F for /)."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	oneIn struct {
		Named
		AsOf string `query:"as_of" doc:"Answer from what was known then."`
	}
	storyIn struct {
		Named
		AsOf  string `query:"as_of" doc:"Answer from what was known then."`
		Limit int    `query:"limit" default:"100" minimum:"1" maximum:"1000" doc:"So many of its reports, the first one first."`
		After string `query:"after" doc:"Its reports after those that an answer with this mark under next told."`
	}
	reportIn  struct{ Named }
	explainIn struct {
		Named
		PassedOver string `query:"passed_over" enum:"true,false" doc:"true: only what was seen in the report and not coded, with the reasons."`
		After      int64  `query:"after" minimum:"0" doc:"Of its changes those after the one of this number, as an answer that left some out tells it under next."`
	}
	partIn struct {
		Named
		Part string `path:"part" doc:"The part of the report: e3 is a telling, c5 a claim."`
	}
	countsIn struct {
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
	failedIn struct {
		After       int64  `query:"after" minimum:"0" doc:"List what follows this number."`
		Limit       int    `query:"limit" default:"100" minimum:"1" maximum:"1000" doc:"So many."`
		IfNoneMatch string `header:"If-None-Match" hidden:"true"`
	}
)

// ones registers what answers with one thing.
func (a *API) ones() {
	huma.Register(a.huma, a.single("event", "/api/events/{id}", "event", "An event whole: who says what, slot by slot, and where it comes from"), func(ctx context.Context, in *oneIn) (*huma.StreamResponse, error) {
		return a.event(ctx, in)
	})
	huma.Register(a.huma, a.single("timeline", "/api/events/{id}/timeline", "timeline", "How what was known of an event changed, and by whom"), func(ctx context.Context, in *oneIn) (*huma.StreamResponse, error) {
		return a.timeline(ctx, in)
	})
	huma.Register(a.huma, a.single("story", "/api/stories/{id}", "story", "A story with its reports, a page of them"), func(ctx context.Context, in *storyIn) (*huma.StreamResponse, error) {
		return a.story(ctx, in)
	})
	huma.Register(a.huma, a.single("report", "/api/reports/{id}", "whole_report", "A report with its text and reading, and the versions of its address"), func(ctx context.Context, in *reportIn) (*huma.StreamResponse, error) {
		return a.report(ctx, in)
	})
	huma.Register(a.huma, a.single("explain", "/api/explain/{id}", "explanation", "Why a report, story or event is in the record as it is"), func(ctx context.Context, in *explainIn) (*huma.StreamResponse, error) {
		return a.explain(ctx, in.Named, in.PassedOver == "true", in.After)
	})
	huma.Register(a.huma, a.single("explain-part", "/api/explain/{id}/{part}", "explanation", "Why a part of a report, a telling or claim, was coded"), func(ctx context.Context, in *partIn) (*huma.StreamResponse, error) {
		in.ID += "/" + in.Part
		return a.explain(ctx, in.Named, false, 0)
	})
	huma.Register(a.huma, a.single("counts", "/api/counts", "counts", "How much the record holds"), func(ctx context.Context, in *countsIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"counts"}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			t, err := r.Counts(ctx)
			if err != nil {
				return nil, err
			}
			return view.Counts(t)
		})
	})
	failed := a.single("failed", "/api/failed", "failed", "What could not be read, with the reasons")
	// It tells paths of the machine that the reports were added from.
	failed.Middlewares = a.need(ToAdd)
	huma.Register(a.huma, failed, func(ctx context.Context, in *failedIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"failed", in.After, in.Limit}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			rows, err := r.Failed(ctx, in.After, in.Limit)
			if err != nil {
				return nil, err
			}
			next := int64(0)
			if len(rows) == in.Limit {
				next = rows[len(rows)-1].Seq
			}
			return view.Failed(rows, next)
		})
	})
}

// one answers with what f makes on one snapshot; what it depends on besides the record is in parts.
func (a *API) one(ctx context.Context, ifNoneMatch string, parts []any, f func(ctx context.Context, r record.Reader) ([]byte, error)) (*huma.StreamResponse, error) {
	return a.part(ctx, ifNoneMatch, parts, func(ctx context.Context, r record.Reader) (body []byte, next string, err error) {
		body, err = f(ctx, r)
		return body, "", err
	})
}

// part is one, of a thing that goes on behind a mark.
func (a *API) part(ctx context.Context, ifNoneMatch string, parts []any, f func(ctx context.Context, r record.Reader) (body []byte, next string, err error)) (*huma.StreamResponse, error) {
	var body []byte
	var tag, next string
	var same bool
	err := a.o.Store.Read(ctx, func(r record.Reader) (err error) {
		if tag, same, err = a.tag(ctx, r, ifNoneMatch, parts...); err != nil || same {
			return err
		}
		body, next, err = f(ctx, r)
		return err
	})
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		s := newSending(h)
		s.head("application/json", tag)
		if same {
			h.SetStatus(http.StatusNotModified)
			return
		}
		linkNext(h, next)
		s.whole(append(bytes.TrimRight(body, "\n"), '\n'))
	}}, nil
}

// written is what a writer of answers writes of one thing.
func written(ctx context.Context, r record.Reader, format string, f func(view.Writer) error) ([]byte, error) {
	var b bytes.Buffer
	w, err := view.New(format, &b, query.NewTexts(ctx, r), view.Options{Full: true})
	if err != nil {
		return nil, err
	}
	if err := f(w); err != nil {
		return nil, err
	}
	err = w.Close("")
	return b.Bytes(), err
}

func (a *API) event(ctx context.Context, in *oneIn) (*huma.StreamResponse, error) {
	asOf, err := query.Moment("--as-of", in.AsOf, a.o.Now())
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return a.one(ctx, in.IfNoneMatch, []any{"event", in.ID, asOf}, func(ctx context.Context, r record.Reader) ([]byte, error) {
		id, err := query.EventID(ctx, r, in.ID)
		if err != nil {
			return nil, missing(err)
		}
		e, err := query.One(ctx, r, weigh.Merge, id, asOf)
		if err != nil {
			return nil, missing(err)
		}
		e.Bound()
		return written(ctx, r, "jsonl", func(w view.Writer) error { return w.Event(e) })
	})
}

func (a *API) timeline(ctx context.Context, in *oneIn) (*huma.StreamResponse, error) {
	asOf, err := query.Moment("--as-of", in.AsOf, a.o.Now())
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return a.one(ctx, in.IfNoneMatch, []any{"timeline", in.ID, asOf}, func(ctx context.Context, r record.Reader) ([]byte, error) {
		t, err := query.History(ctx, r, weigh.Merge, weigh.Timeline, in.ID, asOf)
		if err != nil {
			return nil, missing(err)
		}
		t.Bound()
		return written(ctx, r, "json", func(w view.Writer) error { return w.Timeline(t) })
	})
}

func (a *API) story(ctx context.Context, in *storyIn) (*huma.StreamResponse, error) {
	q, err := query.Flags{AsOf: in.AsOf, Story: in.ID}.Question(query.StoryKind, a.o.Now())
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return a.part(ctx, in.IfNoneMatch, []any{"story", in.ID, q.Filter.AsOf, in.Limit, in.After}, func(ctx context.Context, r record.Reader) ([]byte, string, error) {
		if err := q.Resolve(ctx, r); err != nil {
			return nil, "", missing(err)
		}
		page, err := r.Stories(ctx, q.Filter)
		if err != nil {
			return nil, "", err
		}
		if len(page.Rows) == 0 { // as of a moment before it
			return nil, "", missing(record.ErrNone)
		}
		s, err := query.StoryPage(ctx, r, page.Rows[0], q.Filter.AsOf, in.After, in.Limit)
		if err != nil {
			return nil, "", err
		}
		body, err := written(ctx, r, "jsonl", func(w view.Writer) error { return w.Story(s) })
		return body, s.Next, err
	})
}

func (a *API) report(ctx context.Context, in *reportIn) (*huma.StreamResponse, error) {
	return a.one(ctx, in.IfNoneMatch, []any{"report", in.ID}, func(ctx context.Context, r record.Reader) ([]byte, error) {
		kind, id, err := query.Find(ctx, r, in.ID)
		if err != nil {
			return nil, missing(err)
		}
		if kind != "report" {
			return nil, missing(&hearsay.Problem{Kind: record.ErrNone, What: fmt.Sprintf("%s is the id of a %s, not of a report", in.ID, kind), Hint: "GET /api/explain/" + id + " tells of it"})
		}
		rep, err := r.Report(ctx, id)
		if err != nil {
			return nil, missing(err)
		}
		reading, err := r.ReadingOf(ctx, rep.Seq)
		if err != nil {
			return nil, err
		}
		var versions []record.Teller
		if rep.Address != "" {
			if versions, err = r.Versions(ctx, rep.Address); err != nil {
				return nil, err
			}
		}
		return view.WholeReport(rep, reading.JSON, versions)
	})
}

func (a *API) explain(ctx context.Context, in Named, passedOver bool, after int64) (*huma.StreamResponse, error) {
	return a.part(ctx, in.IfNoneMatch, []any{"explain", in.ID, passedOver, after}, func(ctx context.Context, r record.Reader) (body []byte, next string, err error) {
		var x *query.Explanation
		if passedOver {
			x, err = query.Passed(ctx, r, in.ID)
		} else {
			x, err = query.Explain(ctx, r, weigh.Merge, a.o.Again, in.ID, query.Extent{Bounded: true, After: after})
		}
		if err != nil {
			return nil, "", missing(err)
		}
		if x.Next != 0 {
			next = strconv.FormatInt(x.Next, 10)
		}
		body, err = written(ctx, r, "json", func(w view.Writer) error { return w.Explanation(x) })
		return body, next, err
	})
}
