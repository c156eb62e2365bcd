package page

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func pages(t testing.TB) *Pages {
	t.Helper()
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func ask(p *Pages, method, path string, head ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for _, h := range head {
		k, v, _ := strings.Cut(h, ": ")
		r.Header.Add(k, v)
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

// TestServe: pages and files with their status, kind and what may be kept of them.
func TestServe(t *testing.T) {
	p := pages(t)
	html, script := "text/html; charset=utf-8", "text/javascript; charset=utf-8"
	for _, c := range []struct {
		method, path string
		status       int
		kind         string
	}{
		{"GET", "/", 200, html},
		{"HEAD", "/", 200, html},
		{"GET", "/?type=assault&as_of=2024-03-06", 200, html},
		{"GET", "/no/such/page", 404, html},
		{"HEAD", "/no/such/page", 404, html},
		{"GET", "/index.html", 404, html},
		{"GET", "/routes.json", 404, html},
		{"GET", "/assets/app.js", 200, script},
		{"GET", "/assets/theme.js", 200, script},
		{"GET", "/assets/app.css", 200, "text/css; charset=utf-8"},
		{"GET", "/assets/mark.svg", 200, "image/svg+xml"},
		{"GET", "/assets/source-serif-4-latin-wght-normal.woff2", 200, "font/woff2"},
		{"GET", "/assets/none.js", 404, "text/plain; charset=utf-8"},
		{"GET", "/assets/../../page.go", 404, "text/plain; charset=utf-8"},
		{"POST", "/", 405, "text/plain; charset=utf-8"},
	} {
		w := ask(p, c.method, c.path)
		if w.Code != c.status || w.Header().Get("Content-Type") != c.kind {
			t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Header().Get("Content-Type"))
		}
		if c.method == "HEAD" && w.Body.Len() > 0 {
			t.Errorf("%s %s has a body", c.method, c.path)
		}
	}
}

// TestHas: parameters are one segment, which may hold an escaped stroke, and are not empty.
func TestHas(t *testing.T) {
	p := &Pages{}
	if err := p.addRoutes([]byte(`["/", "/events/:id", "/outlets/:name", "/search"]`)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"/": true, "/search": true, "/events/e6ppz6jg9rrjm": true, "/outlets/AC%2FDC%20News": true, "/outlets/%D0%A2%D0%90%D0%A1%D0%A1": true,
		"": false, "/search/": false, "/events": false, "/events/": false, "/events/a/b": false, "/Search": false, "//": false,
	} {
		if p.Has(path) != want {
			t.Errorf("%q: %v", path, !want)
		}
	}
}

// TestKept: what did not change is not sent again, compressed or not.
func TestKept(t *testing.T) {
	p := pages(t)
	plain := ask(p, "GET", "/assets/app.js")
	zipped := ask(p, "GET", "/assets/app.js", "Accept-Encoding: br, gzip;q=0.8")
	if plain.Header().Get("Content-Encoding") != "" || zipped.Header().Get("Content-Encoding") != "gzip" || zipped.Body.Len() > plain.Body.Len()/2 {
		t.Fatalf("%d and %d bytes, %v", plain.Body.Len(), zipped.Body.Len(), zipped.Header())
	}
	z, err := gzip.NewReader(bytes.NewReader(zipped.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, plain.Body.Bytes()) {
		t.Errorf("compressed it is another file: %v", err)
	}
	if ask(p, "GET", "/assets/app.js", "Accept-Encoding: gzip;q=0").Header().Get("Content-Encoding") != "" {
		t.Error("compressed for who refuses it")
	}
	for _, w := range []*httptest.ResponseRecorder{plain, zipped} {
		tag := w.Header().Get("ETag")
		enc := "Accept-Encoding: " + w.Header().Get("Content-Encoding")
		if again := ask(p, "GET", "/assets/app.js", enc, "If-None-Match: "+tag); again.Code != 304 || again.Body.Len() > 0 || tag == "" {
			t.Errorf("%s: %d with %d bytes", tag, again.Code, again.Body.Len())
		}
	}
	if plain.Header().Get("ETag") == zipped.Header().Get("ETag") {
		t.Error("two bodies have one tag")
	}
}

// TestPolicy: what the pages are made of needs nothing that the server's
// Content-Security-Policy forbids, and names no other machine.
func TestPolicy(t *testing.T) {
	p := pages(t)
	doc := string(p.files["/"+document].plain)
	for _, bad := range []string{`<script>`, `<style`, ` style="`, ` onload=`, `http://`, `https://`, `="//`} {
		if strings.Contains(doc, bad) {
			t.Errorf("the document has %s", bad)
		}
	}
	shared := 0 // bytes on the wire of what each page loads, but for scripts
	for path, f := range p.files {
		body := string(f.plain)
		if path == "/assets/app.css" {
			for _, u := range regexp.MustCompile(`url\(["']?([^)"']*)`).FindAllStringSubmatch(body, -1) {
				if !strings.HasPrefix(u[1], "/assets/") {
					t.Errorf("%s loads %s", path, u[1])
				}
			}
		}
		if strings.HasSuffix(path, ".js") {
			if strings.Contains(body, "eval(") || strings.Contains(body, "new Function(") {
				t.Errorf("%s makes code of text", path)
			}
			// Of addresses only the names of XML's kinds and of Svelte's own messages stand in it.
			for _, u := range regexp.MustCompile("https?://[^\\s\"'`]*").FindAllString(body, -1) {
				if !strings.HasPrefix(u, "http://www.w3.org/") && !strings.HasPrefix(u, "https://svelte.dev/e/") {
					t.Errorf("%s names %s", path, u)
				}
			}
		}
		if !strings.HasSuffix(path, ".js") && !strings.Contains(path, "latin-ext") && !strings.HasSuffix(path, ".txt") && !strings.Contains(path, "/map/") {
			shared += f.wire()
		}
	}
	// A page loads the scripts that it imports, and what these import; what is imported when it is wanted comes later: the map.
	imported := regexp.MustCompile(`(?:from|import)\s*["']\./([^"']+\.js)["']`)
	for page := range p.files {
		if !strings.HasPrefix(page, "/assets/page-") {
			continue
		}
		size, had := shared, map[string]bool{}
		for todo := []string{"/assets/app.js", "/assets/theme.js", page}; len(todo) > 0; {
			path := todo[0]
			if todo = todo[1:]; had[path] {
				continue
			}
			had[path] = true
			f := p.files[path]
			if f == nil {
				t.Fatalf("%s is imported and is not there", path)
			}
			size += f.wire()
			for _, m := range imported.FindAllSubmatch(f.plain, -1) {
				todo = append(todo, "/assets/"+string(m[1]))
			}
		}
		if len(had) < 5 {
			t.Errorf("%s imports %d scripts: are there other ways to write it?", page, len(had))
		}
		if had["/assets/Map.js"] {
			t.Errorf("%s waits for the map", page)
		}
		if size > 170<<10 {
			t.Errorf("%s is %d KiB on the wire; with the answers that it shows, 200 are allowed", page, size>>10)
		}
	}
}

// wire is how many bytes of a file are sent to a browser.
func (f *file) wire() int {
	if f.zipped != nil {
		return len(f.zipped)
	}
	return len(f.plain)
}
