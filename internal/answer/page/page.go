// Package page serves the web pages: what web/ is built into, embedded.
//
//	h, err := page.New()
//	mux.Handle("/", h)
//
// In: requests for a page or for a file of one. Out: files of dist, as they are or, where
// the client takes it, compressed; for each address that is a page's, the one document whose
// script then draws it by asking the API; with status 404 where no page has the address.
//
// The pages hold no data of the record, so that they may be given to whoever asks: who
// may see what, the API decides. Their names are fixed, so a browser keeps them and asks each time whether
// they still hold, by an ETag of the content.
package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
)

//go:generate npm --prefix ../../../web run build

//go:embed all:dist
var dist embed.FS

// document is the page behind all addresses; routes lists them.
const (
	document = "index.html"
	routes   = "routes.json"
)

// kinds are the media types by the ending of a name. The machine's own table is not
// asked: it differs from one to the next.
var kinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

// file is one file, ready to send.
type file struct {
	kind, tag   string
	keep        string // Cache-Control
	plain       []byte
	zipped      []byte // nil where that would not be smaller
	forDocument bool
}

// Pages answer requests. They are safe for concurrent use.
type Pages struct {
	files  map[string]*file // by path: "/assets/app.js"
	routes [][]string       // segments of each; one that begins with ":" is any
}

// New makes the pages ready; it compresses them, which takes some 20 ms.
func New() (*Pages, error) {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	return open(root)
}

func open(root fs.FS) (*Pages, error) {
	p := &Pages{files: map[string]*file{}}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		if name == routes {
			return p.addRoutes(b)
		}
		kind := kinds[path.Ext(name)]
		if kind == "" {
			return fmt.Errorf("page: no media type for %s", name)
		}
		f := &file{kind: kind, keep: "no-cache", plain: b, forDocument: name == document}
		if path.Ext(name) == ".woff2" { // a font under one name does not change
			f.keep = "max-age=2592000"
		}
		sum := sha256.Sum256(b)
		f.tag = hex.EncodeToString(sum[:12])
		if f.zipped, err = zip(b); err != nil {
			return err
		}
		if len(f.zipped) >= len(b)*9/10 { // fonts are compressed already
			f.zipped = nil
		}
		p.files["/"+name] = f
		return nil
	})
	if err != nil {
		return nil, err
	}
	if p.files["/"+document] == nil || len(p.routes) == 0 {
		return nil, fmt.Errorf("page: dist lacks %s or %s; build web/", document, routes)
	}
	return p, nil
}

func (p *Pages) addRoutes(b []byte) error {
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return fmt.Errorf("page: %s: %w", routes, err)
	}
	for _, r := range list {
		p.routes = append(p.routes, strings.Split(r, "/"))
	}
	return nil
}

func zip(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	err = w.Close()
	return out.Bytes(), err
}

// Has reports whether a page has an address. The path is as it was sent, escaped: a name
// of an outlet may have "/" in it, as %2F.
func (p *Pages) Has(escaped string) bool {
	parts := strings.Split(escaped, "/")
	for _, r := range p.routes {
		if fits(r, parts) {
			return true
		}
	}
	return false
}

func fits(route, parts []string) bool {
	if len(route) != len(parts) {
		return false
	}
	for i, r := range route {
		if !strings.HasPrefix(r, ":") {
			if r != parts[i] {
				return false
			}
			continue
		}
		if s, err := url.PathUnescape(parts[i]); err != nil || s == "" {
			return false
		}
	}
	return true
}

// ServeHTTP answers with a file or a page.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "pages are only read; the API at /api takes what is sent", http.StatusMethodNotAllowed)
		return
	}
	if f := p.files[r.URL.Path]; f != nil && !f.forDocument {
		f.send(w, r, http.StatusOK)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/assets/") { // no page has such an address, and a script that gets a page instead breaks in the dark
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	status := http.StatusOK
	if !p.Has(r.URL.EscapedPath()) {
		status = http.StatusNotFound
	}
	p.files["/"+document].send(w, r, status)
}

func (f *file) send(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", f.keep)
	h.Add("Vary", "Accept-Encoding")
	body, tag := f.plain, f.tag
	if f.zipped != nil && takesGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body, tag = f.zipped, f.tag+"-gz"
	}
	if status != http.StatusOK {
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(body) // an error of writing is the client's
		}
		return
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reads Accept-Encoding. "gzip;q=0" refuses it.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil || name != "gzip" && name != "*" {
			continue
		}
		q, err := strconv.ParseFloat(params["q"], 64)
		return params["q"] == "" || err == nil && q > 0
	}
	return false
}
