package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hearsay/hearsay/internal/record"
)

// beat is how often a follower with no news is sent a line, so that proxies do not
// take the connection for dead and the server sees that a follower is gone.
const beat = 15 * time.Second

type liveIn struct {
	LastEventID string `header:"Last-Event-ID" doc:"How far the follower had come, as a browser sends it by itself."`
}

// following registers what tells of news.
func (a *API) following() {
	op := huma.Operation{OperationID: "live", Method: http.MethodGet, Path: "/api/live", Summary: "Follow the record: new reports, events that were made or changed", Tags: []string{"record"},
		Description: "Server-sent events. ready: where the follower begins; report: a new one, hearsay.report/1; event: one that was made or changed, hearsay.changed/1; reset: more happened than is told one by one, so ask again.",
		Responses:   map[string]*huma.Response{"200": {Description: "A stream that does not end.", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}},
		Errors:      []int{http.StatusServiceUnavailable}}
	huma.Register(a.huma, op, func(ctx context.Context, in *liveIn) (*huma.StreamResponse, error) {
		n, at, err := a.live.join(ctx)
		if err != nil {
			return nil, a.refuse(ctx, err)
		}
		var missed []message
		if from, ok := parseMark(in.LastEventID); ok && from != at {
			// What came between at and now is told twice, once here: an event or report is named
			// by its id, and telling it again changes nothing.
			err := a.o.Store.Read(ctx, func(r record.Reader) (err error) {
				missed, _, err = since(ctx, r, from)
				return err
			})
			if err != nil {
				a.live.leave()
				return nil, a.refuse(ctx, err)
			}
		}
		return &huma.StreamResponse{Body: func(h huma.Context) {
			defer a.live.leave()
			a.follow(ctx, h, n, at, missed)
		}}, nil
	})
}

// follow sends messages until the follower leaves or the server stops.
func (a *API) follow(ctx context.Context, h huma.Context, n int64, at mark, missed []message) {
	_, w := humago.Unwrap(h)
	s := newSending(h)
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // the server's is for requests that end
	s.head("text/event-stream", "")
	h.SetHeader("Cache-Control", "no-store")
	h.SetHeader("X-Accel-Buffering", "no") // nginx would keep it back
	if len(missed) > 0 {
		s.write(frames(missed))
	}
	s.write(frames([]message{{at, "ready", []byte(`{"schema":"hearsay.ready/1"}`)}}))
	timer := time.NewTicker(beat)
	defer timer.Stop()
	for {
		list, next, news, _ := a.live.after(n)
		n = next
		if len(list) > 0 {
			s.write(frames(list))
		}
		select {
		case <-news:
		case <-timer.C:
			s.write([]byte(": here\n\n"))
		case <-ctx.Done():
			return
		case <-a.live.done:
			return
		}
	}
}

// frames writes messages as server-sent events. The data is JSON on one line.
func frames(list []message) []byte {
	var b bytes.Buffer
	for _, m := range list {
		fmt.Fprintf(&b, "id: %s\nevent: %s\ndata: %s\n\n", m.at, m.kind, m.data)
	}
	return b.Bytes()
}
