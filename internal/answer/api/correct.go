package api

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/record"
)

// Correcting is what a caller says is wrong with a coding.
type Correcting struct {
	Target, Field string
	Values        []CorrectValue
	By, Note      string
}

type (
	// CorrectValue is one value that is right.
	CorrectValue struct {
		Value string `json:"value" required:"false" doc:"As a person writes it: ASSAULT, Northern Front, 'Gulu, Uganda', 2024-03-05, at least 12. Of same: the id of an event. Empty: the words at start to end."`
		Start int    `json:"start" required:"false" doc:"Where its words stand, in code points of the report's text; both 0: they are looked for."`
		End   int    `json:"end" required:"false"`
	}
	// Corrected is a correction as it is sent.
	Corrected struct {
		Target string         `json:"target" doc:"Id of a telling (r4kx0/e3), or of an event: all its tellings."`
		Field  string         `json:"field" doc:"What is wrong: type, modes, status, actor, recipient, place, time, killed, injured, missing, arrested, abducted, displaced, participants; none: it is no event; apart: it is not of its merged event; same: it is of the one under values."`
		Values []CorrectValue `json:"values" required:"false" doc:"What is right; of actor, recipient, modes any number, of none and apart nothing."`
		Note   string         `json:"note" required:"false" doc:"Why, for others."`
		By     string         `json:"by" required:"false" doc:"Who says so. With a token its name says it."`
	}
	correctedIn struct {
		Body Corrected
	}
	undoIn struct {
		ID   string `path:"id" doc:"The correction's id, or its beginning."`
		Body struct {
			Note string `json:"note" required:"false" doc:"Why, for others."`
			By   string `json:"by" required:"false" doc:"Who undoes it. With a token its name says it."`
		}
	}
	correctionsIn struct {
		Asking
		Paging
		Since  string   `query:"since" doc:"Made then or later."`
		Until  string   `query:"until" doc:"Made then or earlier; a day, month or year is included."`
		Field  []string `query:"field,explode" doc:"Of this: type, actor, none (no event), apart, same... Commas part several."`
		By     []string `query:"by,explode" doc:"Made by this person."`
		Event  string   `query:"event" doc:"Id of an event: of tellings of it, or that were taken out of it."`
		Report string   `query:"report" doc:"Id of a report: of its tellings."`
		Undone string   `query:"undone" enum:"true,false" doc:"true: only those that were undone; false: only those that stand."`
	}
	correctionIn struct{ Named }
)

// maxCorrection bounds the body of a correction in bytes: a note, and some names.
const maxCorrection = 64 << 10

// correcting registers what people say against codings.
func (a *API) correcting() {
	huma.Register(a.huma, a.operation("corrections", "/api/corrections", query.CorrectionKind, "What people say against codings; as lines, examples to learn from"), func(ctx context.Context, in *correctionsIn) (*huma.StreamResponse, error) {
		return a.list(ctx, query.CorrectionKind, in.Asking, in.Paging, true, query.Flags{Since: in.Since, Until: in.Until, Fields: in.Field, By: in.By, Event: in.Event, Report: in.Report, Undone: yes(in.Undone)})
	})
	one := a.operation("correction", "/api/corrections/{id}", query.CorrectionKind, "A correction: a row for each telling that it is about")
	one.Errors = append(one.Errors, http.StatusNotFound)
	one.Description = ""
	huma.Register(a.huma, one, func(ctx context.Context, in *correctionIn) (*huma.StreamResponse, error) {
		return a.one(ctx, in.IfNoneMatch, []any{"correction", in.ID}, func(ctx context.Context, r record.Reader) ([]byte, error) {
			kind, id, err := query.Find(ctx, r, in.ID)
			if err == nil && kind != "correction" {
				err = query.Wrong("", "GET /api/explain/"+id+" tells of it", "%s is the id of a %s, not of a correction", id, kind)
			}
			if err != nil {
				return nil, missing(err)
			}
			k, err := r.Correction(ctx, id)
			if err != nil {
				return nil, missing(err)
			}
			return correctionRows(ctx, r, []hearsay.Correction{*k})
		})
	})
	if a.o.Correct == nil {
		return
	}
	op := huma.Operation{OperationID: "correct", Method: http.MethodPost, Path: "/api/corrections", Summary: "Say that something was coded wrongly", Tags: []string{"corrections"}, DefaultStatus: http.StatusCreated,
		Description: "What was read stays in the record beside it; answers go by the correction from now on, also after the report is read or linked anew, until somebody undoes it. " +
			"It is about copies and versions of the report too, as far as they tell it in the same words: the answer has a row for each telling.",
		MaxBodyBytes: maxCorrection, BodyReadTimeout: bodyTimeout, Middlewares: a.need(ToAdd), Responses: map[string]*huma.Response{"201": one.Responses["200"]},
		Errors: []int{http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
	huma.Register(a.huma, op, func(ctx context.Context, in *correctedIn) (*huma.StreamResponse, error) {
		by, err := a.signed(ctx, in.Body.By)
		if err != nil {
			return nil, err
		}
		made, err := a.o.Correct(ctx, Correcting{in.Body.Target, in.Body.Field, in.Body.Values, by, in.Body.Note})
		return a.made(ctx, http.StatusCreated, made, err)
	})
	op.OperationID, op.Path, op.Summary, op.DefaultStatus = "undo", "/api/corrections/{id}/undo", "Take a correction back", http.StatusOK
	op.Description = "Anybody may who may make one. That it was made, and undone, stays in the record."
	op.Responses = map[string]*huma.Response{"200": one.Responses["200"]}
	op.Errors = append(op.Errors[:len(op.Errors):len(op.Errors)], http.StatusConflict)
	huma.Register(a.huma, op, func(ctx context.Context, in *undoIn) (*huma.StreamResponse, error) {
		by, err := a.signed(ctx, in.Body.By)
		if err != nil {
			return nil, err
		}
		k, err := a.o.Undo(ctx, in.ID, by, in.Body.Note)
		if err != nil {
			return a.made(ctx, 0, nil, missing(err))
		}
		return a.made(ctx, http.StatusOK, []hearsay.Correction{*k}, nil)
	})
}

// signed is who says so: whose token it is, else who the caller says it is.
func (a *API) signed(ctx context.Context, given string) (string, error) {
	name := ""
	if a.o.Name != nil {
		name = a.o.Name(ctx)
	}
	if name != "" && given != "" && given != name {
		out := &problem{Hint: "leave by away"}
		out.Status, out.Title, out.Detail = http.StatusForbidden, http.StatusText(http.StatusForbidden), "by: the token is "+name+"'s"
		return "", out
	}
	if name == "" {
		name = given
	}
	return name, nil
}

// made answers with corrections that were made or undone.
func (a *API) made(ctx context.Context, status int, list []hearsay.Correction, err error) (*huma.StreamResponse, error) {
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	a.Nudge()
	var body []byte
	err = a.o.Store.Read(ctx, func(r record.Reader) (err error) {
		body, err = correctionRows(ctx, r, list)
		return err
	})
	if err != nil {
		return nil, a.refuse(ctx, err)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		s := newSending(h)
		s.head("application/json", "")
		h.SetHeader("Cache-Control", "no-store")
		h.SetHeader("Location", "/api/corrections/"+list[0].ID)
		h.SetStatus(status)
		s.write(append(bytes.TrimRight(body, "\n"), '\n'))
	}}, nil
}

// correctionRows are corrections as a page.
func correctionRows(ctx context.Context, r record.Reader, list []hearsay.Correction) ([]byte, error) {
	rows, err := query.CorrectionRows(ctx, r, list)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w, err := view.New("json", &b, query.NewTexts(ctx, r), view.Options{Kind: query.CorrectionKind})
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if err := w.Correction(&rows[i]); err != nil {
			return nil, err
		}
	}
	err = w.Close("")
	return b.Bytes(), err
}
