package source

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/warc"
)

// warc goes through a web archive: answers with status 200 that are pages or
// plain text, resources and conversions (extracted text) that are.
func (w *walker) warc(in input, r io.Reader) bool {
	records := warc.NewReader(r, w.o.opt.MaxBytes+headSize) // headers do not count
	var t tally
	for {
		rec, err := records.Next()
		if err == io.EOF {
			break
		}
		where := fmt.Sprintf("%s, record %d", in.label, records.Number())
		it := Item{Raw: Raw{Name: where}, Where: where}
		if err == nil {
			if !w.wanted(rec, records.Peek()) {
				continue
			}
			if w.skip(where) {
				t.good++
				continue
			}
			it.head(rec)
			var block []byte
			if block, err = records.Block(); err == nil {
				err = it.body(rec, block, w.o.opt.MaxBytes)
			}
		}
		if err != nil {
			err = w.readProblem(in, err)
		}
		if !w.tell(in, &t, it, err) {
			break
		}
	}
	return !w.over()
}

// wanted tells by a record's headers, and the headers of the answer in it,
// whether it is a report or something next to one, which is counted; requests
// and what crawlers note are neither.
func (w *walker) wanted(rec *warc.Record, head []byte) bool {
	uri := strings.Trim(rec.Get("WARC-Target-URI"), "<>")
	mediaType := rec.Get("Content-Type")
	switch rec.Get("WARC-Type") {
	case "response":
		if !strings.HasPrefix(strings.ToLower(mediaType), "application/http") {
			return false // what a name server answered
		}
		p, err := warc.Head(head)
		if err != nil {
			return true // to be told of
		}
		if p.Status != http.StatusOK {
			*w.opt.Other++
			return false
		}
		mediaType = p.Get("Content-Type")
	case "resource", "conversion":
	default:
		return false
	}
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "ftp" && u.Scheme != "file" || !isPage(mediaType) || forPrograms[strings.ToLower(u.Path)] {
		*w.opt.Other++
		return false
	}
	return true
}

// forPrograms are plain texts at fixed places that no person reads.
var forPrograms = map[string]bool{"/robots.txt": true, "/ads.txt": true, "/app-ads.txt": true, "/sellers.json": true, "/humans.txt": true, "/llms.txt": true, "/.well-known/security.txt": true}

// isPage reports whether a media type is that of a page or a plain text; where
// none is given it may be.
func isPage(mediaType string) bool {
	if strings.TrimSpace(mediaType) == "" {
		return true
	}
	mt, _, err := mime.ParseMediaType(mediaType)
	if err != nil && mt == "" {
		mt, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	}
	switch strings.TrimSpace(mt) {
	case "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}

// head takes what the record's header tells.
func (it *Item) head(rec *warc.Record) {
	it.setURL(strings.Trim(rec.Get("WARC-Target-URI"), "<>"))
	if t, err := time.Parse(time.RFC3339, rec.Get("WARC-Date")); err == nil {
		it.Given.Fetched = t
	}
	it.MediaType = rec.Get("Content-Type")
	if why := rec.Get("WARC-Truncated"); why != "" {
		it.Doubts = append(it.Doubts, Doubt{"the crawler kept only its beginning (" + label(why) + ")", "fetch the page again"})
	}
}

// body takes the page out of the record's block.
func (it *Item) body(rec *warc.Record, block []byte, max int64) error {
	if rec.Get("WARC-Segment-Number") != "" {
		return &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the record is split over several, which are not put together here", Hint: "write the archive without segments"}
	}
	if rec.Get("WARC-Type") == "response" {
		p, err := warc.Response(block, max)
		if err != nil {
			it.MediaType = ""
			return err
		}
		it.MediaType, block = p.Get("Content-Type"), p.Body
		if p.Doubt != "" {
			it.Doubts = append(it.Doubts, Doubt{p.Doubt, "what there is of the page was read; fetch it again"})
		}
		// Many servers give the hour of the request; one after it is wrong for sure.
		if t, err := http.ParseTime(p.Get("Last-Modified")); err == nil && (it.Given.Fetched.IsZero() || t.Before(it.Given.Fetched)) {
			it.Given.Modified = t
		}
	}
	if len(bytes.TrimSpace(block)) == 0 {
		return &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "the page is empty", Hint: "fetch it again"}
	}
	it.Bytes = block
	if rec.Get("WARC-Type") == "conversion" {
		it.Text = true // WARC 1.1 section 6.7; extracted texts are UTF-8
		it.Given.Outlet = host(it.Given.URL)
	}
	return nil
}
