package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay"
)

type (
	// Sent is a report as it is sent.
	Sent struct {
		Text      string `json:"text" required:"false" doc:"The report's text; without it the report is fetched from url."`
		URL       string `json:"url" required:"false" doc:"Its address. Addresses of private networks are not fetched."`
		Title     string `json:"title" required:"false"`
		Outlet    string `json:"outlet" required:"false" doc:"Who published it."`
		Published string `json:"published" required:"false" doc:"When, as 2025-09-09 or 2025-09-09T14:30:00Z: on Tuesday is counted from it."`
		Language  string `json:"language" required:"false" doc:"Its language, as in en; else detected."`
	}
	sentIn struct {
		Body Sent
	}
	// AddedBody is what became of a report.
	AddedBody struct {
		Schema string   `json:"schema"`
		ID     string   `json:"id" doc:"Id of the report."`
		What   string   `json:"what" doc:"added; version: a new version of its address; same: it was there already, and nothing was changed."`
		Doubts []string `json:"doubts" doc:"What was odd about it although it could be read."`
	}
	addedOut struct {
		Status   int
		Location string `header:"Location"`
		Body     AddedBody
	}
)

// reading registers what reads reports.
func (a *API) reading() {
	if a.o.Read != nil {
		op := a.single("read", "/api/read", "", "Read a report and keep nothing: what it says happened, and who says so")
		op.Method, op.MaxBodyBytes, op.BodyReadTimeout = http.MethodPost, maxBody, bodyTimeout
		op.Description = "Answers with hearsay.reading/1 (docs/formats/reading.md). An address is fetched for those only who may add."
		op.Responses["200"].Content["application/json"].Schema = &huma.Schema{Type: "object", Description: "hearsay.reading/1"}
		huma.Register(a.huma, op, func(ctx context.Context, in *sentIn) (*huma.StreamResponse, error) {
			if err := a.check(ctx, &in.Body, in.Body.Text == ""); err != nil {
				return nil, err
			}
			r, err := a.o.Read(ctx, Given(in.Body))
			if err != nil {
				return nil, a.refuse(ctx, err)
			}
			body, err := json.Marshal(r)
			if err != nil {
				return nil, a.refuse(ctx, err)
			}
			return &huma.StreamResponse{Body: func(h huma.Context) {
				s := newSending(h)
				s.head("application/json", "")
				h.SetHeader("Cache-Control", "no-store")
				s.write(append(body, '\n'))
			}}, nil
		})
	}
	if a.o.Add != nil {
		op := huma.Operation{OperationID: "add", Method: http.MethodPost, Path: "/api/reports", Summary: "Put a report into the record", Tags: []string{"reports"},
			Description:  "It is accepted when the answer comes, and linked soon after: GET /api/live tells when. What cannot be read is kept under /api/failed.",
			MaxBodyBytes: maxBody, BodyReadTimeout: bodyTimeout, Middlewares: a.need(ToAdd), DefaultStatus: http.StatusCreated,
			Errors: []int{http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable}}
		huma.Register(a.huma, op, func(ctx context.Context, in *sentIn) (*addedOut, error) {
			if err := a.check(ctx, &in.Body, false); err != nil {
				return nil, err
			}
			got, err := a.o.Add(ctx, Given(in.Body))
			if err != nil {
				return nil, a.refuse(ctx, err)
			}
			a.Nudge()
			out := &addedOut{Status: http.StatusCreated, Location: "/api/reports/" + got.ID, Body: AddedBody{"hearsay.added/1", got.ID, got.What, got.Doubts}}
			if got.What == "same" {
				out.Status = http.StatusOK
			}
			if out.Body.Doubts == nil {
				out.Body.Doubts = []string{}
			}
			return out, nil
		})
	}
}

// check looks at what was sent before anything is done with it. To have the server
// ask another one is more than to read: fetching wants the role to add.
func (a *API) check(ctx context.Context, s *Sent, fetching bool) error {
	if s.Text == "" && s.URL == "" {
		return a.refuse(ctx, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "there is neither a text nor an address", Hint: `send {"text": "..."} or {"url": "https://..."}`})
	}
	if fetching && !a.o.May(ctx, ToAdd) {
		out := &problem{Hint: "send the text itself"}
		out.Status, out.Title, out.Detail = http.StatusForbidden, http.StatusText(http.StatusForbidden), "the token does not allow to have addresses fetched"
		return out
	}
	return nil
}
