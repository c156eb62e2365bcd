package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hearsay/hearsay/internal/record"
)

// writeTimeout is how long a client may take for one piece of an answer.
const writeTimeout = 30 * time.Second

// sending writes an answer piece by piece.
type sending struct {
	h huma.Context
	w http.ResponseWriter
	c *http.ResponseController
}

func newSending(h huma.Context) *sending {
	_, w := humago.Unwrap(h)
	return &sending{h, w, http.NewResponseController(w)}
}

// head sets what each answer's head says.
func (s *sending) head(mime, tag string) {
	if tag != "" {
		s.h.SetHeader("ETag", tag)
	}
	s.h.SetHeader("Content-Type", mime)
	s.h.SetHeader("Cache-Control", "private, no-cache") // it may be kept, if it is asked for again each time
	s.h.SetHeader("Vary", "Accept, Authorization")
}

// write sends a piece at once. Where the client has gone, or takes too long, the
// handler ends here.
func (s *sending) write(b []byte) {
	_ = s.c.SetWriteDeadline(time.Now().Add(writeTimeout)) // a test's recorder has none
	if _, err := s.w.Write(b); err != nil {
		panic(http.ErrAbortHandler)
	}
	_ = s.c.Flush() // likewise
}

// tag makes the ETag of an answer, and tells whether the client has it already. What it
// depends on is in parts, besides what the record holds.
func (a *API) tag(ctx context.Context, r record.Reader, ifNoneMatch string, parts ...any) (tag string, same bool, err error) {
	writes, err := r.Writes(ctx)
	if err != nil {
		return "", false, err
	}
	b, err := json.Marshal(parts)
	if err != nil {
		return "", false, err
	}
	sum := sha256.Sum256([]byte(a.instance + "\n" + strconv.FormatInt(writes, 10) + "\n" + string(b)))
	tag = `"` + hex.EncodeToString(sum[:12]) + `"`
	for t := range strings.SplitSeq(ifNoneMatch, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return tag, true, nil
		}
	}
	return tag, false, nil
}

// writeProblem answers with a problem where no operation does.
func writeProblem(w http.ResponseWriter, status int, what, hint string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	out := &problem{Hint: hint}
	out.Status, out.Title, out.Detail = status, http.StatusText(status), what
	_ = json.NewEncoder(w).Encode(out) // an error of writing is the client's
}
