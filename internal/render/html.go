package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

var (
	//go:embed html/page.css
	pageCSS string
	//go:embed html/page.js
	pageJS string
	//go:embed html/article.tmpl
	articleTemplate string

	articles = template.Must(template.New("article").Parse(articleTemplate))
)

// htmlWriter writes one page that asks nothing of the network: its style and
// its few lines of script stand in it, and its Content-Security-Policy allows
// these two by their hashes and nothing else. All text goes through
// html/template.
type htmlWriter struct {
	w io.Writer
	n int
}

func newHTML(w io.Writer, _ Options) Writer { return &htmlWriter{w: w} }

func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(pageCSS) + "; script-src " + hash(pageJS) + "; base-uri 'none'; form-action 'none'"
}

func (h *htmlWriter) Write(r *hearsay.Reading) error {
	h.n++
	prefix := ""
	if h.n == 1 {
		title := columns.Clean(r.Document.Title)
		if title == "" {
			title = "A report, read"
		}
		if _, err := fmt.Fprintf(h.w, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"+
			"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"hearsay\">\n"+
			"<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", policy(), template.HTMLEscapeString(title), pageCSS); err != nil {
			return err
		}
	} else {
		prefix = fmt.Sprintf("r%d-", h.n)
	}
	return articles.Execute(h.w, newArticle(r, prefix))
}

func (h *htmlWriter) Close() error {
	if h.n == 0 {
		return nil
	}
	_, err := fmt.Fprintf(h.w, "</main>\n<footer>Read by hearsay. Everything here is what the report says, and who says so; none of it is hearsay's own word.</footer>\n<script>%s</script>\n</body>\n</html>\n", pageJS)
	return err
}

// The article's parts as the template wants them.
type (
	htmlArticle struct {
		ID, Lang, Title, By, URL string
		Events                   []htmlEvent
		Speakers                 []htmlSpeaker
		Rows                     []htmlRow
		Over                     []htmlOver
	}
	htmlEvent struct {
		Anchor, Label, Type, Word, Line, Parties, Rest, Status, Tone, Codes string
		Said                                                                []htmlLink
	}
	htmlLink    struct{ Anchor, Who, How string }
	htmlSpeaker struct {
		Colour, Name string
		Claims       int
	}
	htmlClaim struct {
		Colour, Who, Via, Anonymous, How, Tone, Words, Parent, ParentLabel string
		Events                                                             []htmlLink
	}
	htmlNote struct {
		Anchor, N, Back, Label string
		Event                  *htmlEvent
		Claim                  *htmlClaim
		at                     int
	}
	htmlMark struct {
		Anchors                     []string
		Class, N, Inner, Href, Text string
		Plain                       bool
	}
	htmlRow struct {
		Marks []htmlMark
		Notes []htmlNote
	}
	htmlOver struct{ What, Words, Reason string }
)

// shownOver bounds the list of what was passed over on a page.
const shownOver = 500

func newArticle(r *hearsay.Reading, prefix string) *htmlArticle {
	v := newView(r)
	d := r.Document
	a := &htmlArticle{ID: prefix + "report", Lang: d.Language, Title: columns.Clean(d.Title), URL: ""}
	if strings.HasPrefix(d.URL, "https://") || strings.HasPrefix(d.URL, "http://") {
		a.URL = d.URL
	}
	if a.Title == "" {
		a.Title = "A report"
	}
	var by []string
	for _, s := range []string{columns.Clean(d.Outlet), hearsay.FormatPublished(d.Published, d.HasClock)} {
		if s != "" {
			by = append(by, s)
		}
	}
	a.By = strings.Join(by, " · ")
	m := newMarker(v, prefix)
	a.Speakers = m.speakers()
	for i := range r.Events {
		a.Events = append(a.Events, *m.event(i))
	}
	a.Rows = m.rows()
	for i, o := range r.PassedOver {
		if i == shownOver {
			a.Over = append(a.Over, htmlOver{What: "and more", Reason: fmt.Sprintf("%d in all; --format json lists them", len(r.PassedOver))})
			break
		}
		a.Over = append(a.Over, htmlOver{columns.Clean(o.What), columns.Shorten(v.text(o.Span), 120), columns.Clean(o.Reason)})
	}
	return a
}
