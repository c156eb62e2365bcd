// Package client asks a hearsay server from Go.
//
//	c, err := client.New("http://127.0.0.1:8080", "")
//	for row, err := range c.All(ctx, "events", url.Values{"type": {"assault"}}) { ... }
//	reading, err := c.Read(ctx, client.Report{Text: "...", Published: "2025-09-09"})
//
// In: the parameters of docs/api.md. Out: the forms of docs/formats/answers.md as JSON,
// to be decoded into what the caller needs of them; a reading as hearsay.Reading.
// What the server refuses comes as an [Error].
package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// Client asks one server. It is safe for concurrent use.
type Client struct {
	// HTTP sends the requests; nil: http.DefaultClient. A timeout of its own would end [Client.Follow] and [Client.All].
	HTTP  *http.Client
	base  *url.URL
	token string
}

// New returns a client of the server at an address such as "http://127.0.0.1:8080". The
// token is empty where none is wanted.
func New(base, token string) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("%q is no address of a server: write it as http://127.0.0.1:8080", base)
	}
	return &Client{base: u, token: token}, nil
}

// Error is why the server refused.
type Error struct {
	Status int    `json:"status"` // of HTTP
	Title  string `json:"title"`
	Detail string `json:"detail"` // what is wrong
	Hint   string `json:"hint"`   // what would be right
	// RetryAfter is how long to wait before asking again; 0: not told.
	RetryAfter time.Duration `json:"-"`
}

func (e *Error) Error() string {
	s := fmt.Sprintf("the server answered %d: %s", e.Status, e.Detail)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Page is a page of rows.
type Page struct {
	Rows []json.RawMessage
	Next string // the mark of the next page, for the parameter "after"; empty: this is the last
	// Notes are sentences on how the question was understood and, where there are no rows, what stood in the way.
	Notes []string
	// ETag is for [Client.Changed].
	ETag string
}

// Report is a report as it is sent: its text, or the address to fetch it from.
type Report struct {
	Text      string `json:"text,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Published string `json:"published,omitempty"` // 2025-09-09 or 2025-09-09T14:30:00Z
	Language  string `json:"language,omitempty"`
}

// Added is what became of a report that was sent to be kept.
type Added struct {
	ID     string   `json:"id"`
	What   string   `json:"what"` // added, version, same
	Doubts []string `json:"doubts"`
}

// Notice is something that the server tells of the record.
type Notice struct {
	Mark string // for [Client.Follow], to go on behind it
	Kind string // ready report event reset
	Data json.RawMessage
}

// mostError bounds what is read of an answer that refuses, in bytes.
const mostError = 64 << 10

// do sends a request and returns its answer where that is no refusal.
func (c *Client) do(ctx context.Context, method, path string, q url.Values, head map[string]string, body any) (*http.Response, error) {
	u := c.base.JoinPath(path)
	u.RawQuery = q.Encode()
	var in io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), in)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for k, v := range head {
		if v != "" {
			req.Header.Set(k, v)
		}
	}
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 400 {
		return resp, nil
	}
	defer resp.Body.Close()
	out := &Error{}
	b, err := io.ReadAll(io.LimitReader(resp.Body, mostError))
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(b, out) != nil || out.Detail == "" { // not from hearsay: a proxy's page
		out.Detail = strings.TrimSpace(string(b))
	}
	out.Status = resp.StatusCode
	if s, err := time.ParseDuration(resp.Header.Get("Retry-After") + "s"); err == nil {
		out.RetryAfter = s
	}
	return nil, out
}

// Actor asks what the record holds of a party, by its key, its name, or a country's code.
func (c *Client) Actor(ctx context.Context, name string) (json.RawMessage, error) {
	return c.Get(ctx, "actors/"+url.PathEscape(name), nil)
}

// Outlet asks what the record holds of an outlet, by its name.
func (c *Client) Outlet(ctx context.Context, name string) (json.RawMessage, error) {
	return c.Get(ctx, "outlets/"+url.PathEscape(name), nil)
}

// Story gives all reports of a story, the first one first, page after page.
func (c *Client) Story(ctx context.Context, id string, q url.Values) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		ask := url.Values{"limit": {"1000"}}
		for k, v := range q {
			ask[k] = v
		}
		for {
			b, err := c.Get(ctx, "stories/"+url.PathEscape(id), ask)
			if err != nil {
				yield(nil, err)
				return
			}
			var page struct {
				Reports []json.RawMessage `json:"reports"`
				Next    string            `json:"next"`
			}
			if err := json.Unmarshal(b, &page); err != nil {
				yield(nil, fmt.Errorf("reading the answer: %w", err))
				return
			}
			for _, r := range page.Reports {
				if !yield(r, nil) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			ask.Set("after", page.Next)
		}
	}
}

// Get asks for one thing: "events/e4kx0", "events/e4kx0/timeline", "explain/r4kx0/e3", "counts"; or for counts of the
// events that answer a question, with the parameters of events: "map", "histogram", "facets", "actors"; or "outlets".
func (c *Client) Get(ctx context.Context, path string, q url.Values) (json.RawMessage, error) {
	resp, err := c.do(ctx, http.MethodGet, "api/"+path, q, nil, nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return bytes.TrimSpace(b), err
}

// List asks for a page of events, claims, stories, reports or search.
func (c *Client) List(ctx context.Context, what string, q url.Values) (*Page, error) {
	p, _, err := c.Changed(ctx, what, q, "")
	return p, err
}

// Changed asks for a page unless it is still as it was when the server gave etag; then changed is false.
func (c *Client) Changed(ctx context.Context, what string, q url.Values, etag string) (p *Page, changed bool, err error) {
	resp, err := c.do(ctx, http.MethodGet, "api/"+what, q, map[string]string{"If-None-Match": etag}, nil)
	if err != nil {
		return nil, false, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotModified {
		return nil, false, nil
	}
	var parts map[string]json.RawMessage
	if err := json.NewDecoder(resp.Body).Decode(&parts); err != nil {
		return nil, false, fmt.Errorf("reading the answer: %w", err)
	}
	p = &Page{ETag: resp.Header.Get("ETag")}
	for key, value := range parts {
		switch key {
		case "schema":
		case "next":
			err = json.Unmarshal(value, &p.Next)
		case "notes":
			err = json.Unmarshal(value, &p.Notes)
		default:
			err = json.Unmarshal(value, &p.Rows)
		}
		if err != nil {
			return nil, false, fmt.Errorf("reading the answer: %w", err)
		}
	}
	return p, true, nil
}

// All gives all rows of events, claims, stories, reports or search, as the server finds them.
func (c *Client) All(ctx context.Context, what string, q url.Values) iter.Seq2[json.RawMessage, error] {
	return func(yield func(json.RawMessage, error) bool) {
		all := url.Values{"format": {"jsonl"}, "all": {"true"}}
		for k, v := range q {
			all[k] = v
		}
		resp, err := c.do(ctx, http.MethodGet, "api/"+what, all, nil, nil)
		if err != nil {
			yield(nil, err)
			return
		}
		defer resp.Body.Close()
		dec := json.NewDecoder(resp.Body)
		for {
			var row json.RawMessage
			err := dec.Decode(&row)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("the rows broke off: %w", err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Read has a report read; nothing of it is kept.
func (c *Client) Read(ctx context.Context, r Report) (*hearsay.Reading, error) {
	resp, err := c.do(ctx, http.MethodPost, "api/read", nil, nil, r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out := &hearsay.Reading{}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	return out, nil
}

// Add puts a report into the record.
func (c *Client) Add(ctx context.Context, r Report) (*Added, error) {
	resp, err := c.do(ctx, http.MethodPost, "api/reports", nil, nil, r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out := &Added{}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	return out, nil
}

// mostNotice bounds a line of a stream, in bytes.
const mostNotice = 4 << 20

// Follow tells what comes into the record from now on, or behind the mark of a notice that came before.
// It ends with an error when the connection does: call it again with the last mark.
func (c *Client) Follow(ctx context.Context, behind string) iter.Seq2[Notice, error] {
	return func(yield func(Notice, error) bool) {
		resp, err := c.do(ctx, http.MethodGet, "api/live", nil, map[string]string{"Accept": "text/event-stream", "Last-Event-ID": behind}, nil)
		if err != nil {
			yield(Notice{}, err)
			return
		}
		defer resp.Body.Close()
		sc := bufio.NewScanner(resp.Body)
		sc.Buffer(nil, mostNotice)
		var n Notice
		for sc.Scan() {
			field, value, _ := strings.Cut(sc.Text(), ": ")
			switch field {
			case "id":
				n.Mark = value
			case "event":
				n.Kind = value
			case "data":
				n.Data = json.RawMessage(value)
			case "":
				if n.Kind != "" && !yield(n, nil) {
					return
				}
				n = Notice{Mark: n.Mark}
			}
		}
		err = sc.Err()
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		yield(Notice{}, fmt.Errorf("the stream ended: %w", err))
	}
}
