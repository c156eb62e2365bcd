package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"github.com/hearsay/hearsay"
)

const (
	maxDepth = 8    // parts in parts
	maxParts = 1000 // of one message
)

// part is a part with words.
type part struct {
	mediaType, location string
	body                []byte
}

// parts looks through the parts of a message for the first that is plain text
// and the first that is HTML.
type parts struct {
	max         int64
	count       int
	plain, html *part
}

func (w *parts) best(page bool) *part {
	if w.plain != nil && !(page && w.html != nil) {
		return w.plain
	}
	return w.html
}

func (w *parts) take(h textproto.MIMEHeader, body io.Reader, depth int) error {
	if w.count++; depth > maxDepth || w.count > maxParts {
		return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the message has parts in parts deeper than %d, or more than %d of them", maxDepth, maxParts), Hint: "save its text and add that"}
	}
	said := h.Get("Content-Type")
	if said == "" {
		said = "text/plain"
	}
	mt, param, err := mime.ParseMediaType(said)
	if err != nil && mt == "" { // a parameter alone may be broken
		mt, _, _ = strings.Cut(strings.ToLower(said), ";")
		mt = strings.TrimSpace(mt)
	}
	if d, _, _ := strings.Cut(strings.ToLower(h.Get("Content-Disposition")), ";"); strings.TrimSpace(d) == "attachment" {
		return nil
	}
	if strings.HasPrefix(mt, "multipart/") {
		return w.multi(param["boundary"], body, depth)
	}
	at := map[string]**part{"text/plain": &w.plain, "text/html": &w.html, "application/xhtml+xml": &w.html}[mt]
	if at == nil || *at != nil {
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(h.Get("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	b, err := io.ReadAll(io.LimitReader(body, w.max+1))
	if int64(len(b)) > w.max {
		return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("a part of the message has more than %d bytes, the bound for one report", w.max), Hint: "no report is that long"}
	}
	if len(bytes.TrimSpace(b)) == 0 {
		if err != nil {
			return &hearsay.Problem{Kind: hearsay.ErrFormat, What: "a part of the message cannot be decoded", Err: err, Hint: "save the message again"}
		}
		return nil // many put nothing into the plain part
	}
	out := &part{mediaType: mt, location: strings.TrimSpace(h.Get("Content-Location")), body: b}
	if c := param["charset"]; c != "" {
		out.mediaType = mime.FormatMediaType(mt, map[string]string{"charset": c})
	}
	*at = out
	return nil
}

func (w *parts) multi(boundary string, body io.Reader, depth int) error {
	if boundary == "" {
		return &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the message does not say where its parts end", Hint: "save the message again"}
	}
	r := multipart.NewReader(body, boundary)
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the parts of the message are broken or cut short", Err: err, Hint: "save the message again"}
		}
		if err := w.take(p.Header, p, depth+1); err != nil {
			return err
		}
		if w.plain != nil && w.html != nil {
			return nil
		}
	}
}
