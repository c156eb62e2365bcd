package api

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/hearsay/hearsay/internal/record"
)

// writeTimeout is how long a client may take for one piece of an answer.
const writeTimeout = 30 * time.Second

// sending writes an answer piece by piece.
type sending struct {
	h      huma.Context
	w      http.ResponseWriter
	c      *http.ResponseController
	zip    bool         // the client takes what is compressed
	zipped *gzip.Writer // compresses; nil: nothing was sent yet, or it is sent as it is
}

func newSending(h huma.Context) *sending {
	_, w := humago.Unwrap(h)
	return &sending{h: h, w: w, c: http.NewResponseController(w), zip: takesGzip(h.Header("Accept-Encoding"))}
}

// zipAbove is the length of an answer, in bytes, above which compressing is worth it: one packet.
const zipAbove = 1400

// zippers are at rest. The fastest level takes 10 ms for a megabyte, of which it leaves a tenth.
var zippers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
	if err != nil {
		panic(err) // there is no such level
	}
	return w
}}

// takesGzip reads Accept-Encoding (RFC 9110, 12.5.3).
func takesGzip(accept string) bool {
	any := false
	for part := range strings.SplitSeq(accept, ",") {
		name, params, _ := strings.Cut(part, ";")
		_, weight, _ := strings.Cut(params, "=")
		q, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
		yes := err != nil || q > 0
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return yes
		case "*":
			any = yes
		}
	}
	return any
}

// head sets what each answer's head says.
func (s *sending) head(mime, tag string) {
	if tag != "" {
		s.h.SetHeader("ETag", tag)
	}
	s.h.SetHeader("Content-Type", mime)
	s.h.SetHeader("Cache-Control", "private, no-cache") // it may be kept, if it is asked for again each time
	s.h.SetHeader("Vary", "Accept, Accept-Encoding, Authorization")
}

// whole sends an answer that is one piece.
func (s *sending) whole(b []byte) {
	if s.zip && len(b) > zipAbove {
		s.compress()
	}
	s.write(b)
	s.end()
}

// compress makes what is sent from here on be compressed, if the client takes that.
func (s *sending) compress() {
	if s.zip {
		s.h.SetHeader("Content-Encoding", "gzip")
		s.zipped = zippers.Get().(*gzip.Writer)
		s.zipped.Reset(s.w)
	}
}

// end closes what compresses.
func (s *sending) end() {
	if s.zipped != nil {
		_ = s.zipped.Close() // where the client has gone, write has said so, or nobody needs to know
		s.zipped.Reset(nil)
		zippers.Put(s.zipped)
		s.zipped = nil
	}
}

// write sends a piece at once. Where the client has gone, or takes too long, the
// handler ends here.
func (s *sending) write(b []byte) {
	_ = s.c.SetWriteDeadline(time.Now().Add(writeTimeout)) // a test's recorder has none
	var err error
	if s.zipped == nil {
		_, err = s.w.Write(b)
	} else if _, err = s.zipped.Write(b); err == nil {
		err = s.zipped.Flush()
	}
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_ = s.c.Flush() // likewise
}

// tag makes the ETag of an answer, and tells whether the client has it already. What it
// depends on is in parts, besides what the record holds. It is weak (RFC 9110, 8.8.1): the same answer
// is sent compressed to one client and as it is to another.
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
	tag = `W/"` + hex.EncodeToString(sum[:12]) + `"`
	for t := range strings.SplitSeq(ifNoneMatch, ",") {
		if t = strings.TrimSpace(t); "W/"+strings.TrimPrefix(t, "W/") == tag || t == "*" {
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
