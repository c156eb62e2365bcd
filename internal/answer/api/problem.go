package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// problem is an error as it is sent: RFC 9457 with a hint what to do.
type problem struct {
	huma.ErrorModel
	Hint string `json:"hint,omitempty"`
}

// The library's own errors, about parameters and bodies, are told in the same form. It
// would answer with "validation failed" and all of what was sent.
func init() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		out := &problem{}
		out.Status, out.Title, out.Detail = status, http.StatusText(status), msg
		var said []string
		for _, err := range errs {
			if d, ok := err.(huma.ErrorDetailer); ok {
				e := d.ErrorDetail()
				said = append(said, strings.TrimPrefix(e.Location+": "+e.Message, ": "))
			} else if err != nil {
				said = append(said, err.Error())
			}
		}
		if len(said) > 0 {
			slices.Sort(said) // unknown parameters come in no order
			out.Detail, out.Hint = strings.Join(said, "; "), "/api/docs tells how to ask"
		}
		if status == http.StatusUnsupportedMediaType {
			out.Hint = "send one JSON object as application/json; hearsay add takes JSON lines and whole folders"
		}
		return out
	}
}

// ErrBusy: all that read reports are at work.
var ErrBusy = errors.New("busy")

// statuses are the HTTP statuses of the kinds of error; the first that fits counts.
var statuses = []struct {
	kind   error
	status int
}{
	{query.ErrQuestion, http.StatusUnprocessableEntity},
	{record.ErrCursor, http.StatusUnprocessableEntity},
	{record.ErrAmbiguous, http.StatusUnprocessableEntity},
	{record.ErrCorrection, http.StatusUnprocessableEntity},
	{record.ErrUndone, http.StatusConflict},
	{record.ErrNone, http.StatusNotFound},
	{record.ErrBusy, http.StatusServiceUnavailable},
	{ErrBusy, http.StatusServiceUnavailable},
	{hearsay.ErrTooBig, http.StatusRequestEntityTooLarge},
	{hearsay.ErrUnreachable, http.StatusBadGateway},
	{hearsay.ErrRefused, http.StatusUnprocessableEntity},
	{hearsay.ErrMissing, http.StatusUnprocessableEntity},
	{hearsay.ErrEmpty, http.StatusUnprocessableEntity},
	{hearsay.ErrBinary, http.StatusUnprocessableEntity},
	{hearsay.ErrEncoding, http.StatusUnprocessableEntity},
	{hearsay.ErrFormat, http.StatusUnprocessableEntity},
	{hearsay.ErrLanguage, http.StatusUnprocessableEntity},
	{context.DeadlineExceeded, http.StatusGatewayTimeout},
	{context.Canceled, http.StatusServiceUnavailable}, // the server stops, or nobody is there to read it
}

// refuse makes the error to send of one that came up. What is none of the asker's
// doing goes to the log, with nothing of it to the asker.
func (a *API) refuse(ctx context.Context, err error) error {
	var ready huma.StatusError
	if errors.As(err, &ready) {
		return err
	}
	status := http.StatusInternalServerError
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			status = s.status
			break
		}
	}
	out := &problem{}
	out.Status, out.Title = status, http.StatusText(status)
	switch {
	case status == http.StatusInternalServerError:
		a.o.Log.ErrorContext(ctx, "an answer failed", "error", err.Error())
		out.Detail, out.Hint = "the server could not answer", "its log says why"
	case !out.tell(err):
		out.Detail = err.Error()
	}
	if status == http.StatusServiceUnavailable {
		return huma.ErrorWithHeaders(out, http.Header{"Retry-After": {"2"}})
	}
	return out
}

// missing turns an error about the id in an address into "not found".
func missing(err error) error {
	if !errors.Is(err, query.ErrUnknown) && !errors.Is(err, record.ErrNone) {
		return err
	}
	out := &problem{}
	out.Status, out.Title, out.Detail = http.StatusNotFound, http.StatusText(http.StatusNotFound), "the record holds nothing under this id"
	out.tell(err)
	return out
}

// tell takes what went wrong and the hint from an error that has both apart; false: it has not.
func (out *problem) tell(err error) bool {
	var p *hearsay.Problem
	if !errors.As(err, &p) {
		return false
	}
	short := *p
	short.Hint = ""
	out.Detail, out.Hint = short.Error(), p.Hint
	return true
}
