package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
)

func kind(t *testing.T, err error, want error) *hearsay.Problem {
	t.Helper()
	var p *hearsay.Problem
	if !errors.Is(err, want) || !errors.As(err, &p) {
		t.Fatalf("gave %v, not %v", err, want)
	}
	if p.Hint == "" {
		t.Errorf("no word of what to do: %v", err)
	}
	return p
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestList(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"b/two.txt": "2", "b/one.HTML": "1", "a.txt": "a", "b/c/three.htm.gz": "3", "b/picture.png": "x", "b/.hidden.txt": "h", "b/.git/x.txt": "g", "empty/x.bin": "x"})
	if err := os.Symlink(filepath.Join(dir, "b"), filepath.Join(dir, "b", "c", "loop")); err != nil {
		t.Fatal(err)
	}
	in := func(s string) string { return filepath.Join(dir, s) }
	l := NewOpener(Options{}).List([]string{"-", in("b"), "https://example.org/x", in("missing.txt"), in("b/picture.png"), in("empty")})
	want := []Ref{{Stdin, "-"}, {File, in("b/c/three.htm.gz")}, {File, in("b/one.HTML")}, {File, in("b/two.txt")}, {URL, "https://example.org/x"}, {File, in("b/picture.png")}}
	if d := cmp.Diff(want, l.Refs); d != "" {
		t.Error(d)
	}
	if l.Other != 3 {
		t.Errorf("%d others", l.Other)
	}
	if len(l.Problems) != 2 {
		t.Fatalf("problems: %v", l.Problems)
	}
	kind(t, l.Problems[0].Err, hearsay.ErrMissing)
	kind(t, l.Problems[1].Err, hearsay.ErrEmpty)
}

func TestOpenFiles(t *testing.T) {
	dir := t.TempDir()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, "packed words")
	w.Close()
	var bomb bytes.Buffer
	w = gzip.NewWriter(&bomb)
	w.Write(make([]byte, 1<<20))
	w.Close()
	write(t, dir, map[string]string{"a.txt": "words", "a.gz": z.String(), "bomb.gz": bomb.String(), "cut.gz": z.String()[:20], "big.txt": strings.Repeat("x", 2000)})
	o := NewOpener(Options{MaxBytes: 1000, Stdin: strings.NewReader("typed")})
	for name, want := range map[string]string{"a.txt": "words", "a.gz": "packed words"} {
		raw, err := o.Open(t.Context(), Ref{File, filepath.Join(dir, name)})
		if err != nil || string(raw.Bytes) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, want := range map[string]error{"bomb.gz": hearsay.ErrTooBig, "big.txt": hearsay.ErrTooBig, "cut.gz": hearsay.ErrBinary, "none": hearsay.ErrMissing, ".": hearsay.ErrMissing} {
		_, err := o.Open(t.Context(), Ref{File, filepath.Join(dir, name)})
		kind(t, err, want)
	}
	raw, err := o.Open(t.Context(), Ref{Stdin, "-"})
	if err != nil || string(raw.Bytes) != "typed" {
		t.Error(err)
	}
	_, err = NewOpener(Options{}).Open(t.Context(), Ref{Stdin, "-"})
	kind(t, err, hearsay.ErrEmpty)
}

func TestClosedAddresses(t *testing.T) {
	for _, a := range []string{"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1",
		"::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "fec0::1"} {
		if !closed(netip.MustParseAddr(a)) {
			t.Errorf("%s may be asked", a)
		}
	}
	for _, a := range []string{"1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:1.1.1.1"} {
		if closed(netip.MustParseAddr(a)) {
			t.Errorf("%s may not be asked", a)
		}
	}
}

func TestRefusedAddresses(t *testing.T) {
	o := NewOpener(Options{Timeout: 2 * time.Second})
	for _, a := range []string{"http://localhost/", "http://LOCALHOST.:80/", "http://a.localhost/", "http://127.0.0.1:8080/x", "http://[::1]/", "http://0x7f000001/", "http://2130706433/", "http://0177.0.0.1/",
		"http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "ftp://example.org/x", "gopher://example.org/"} {
		_, err := o.Open(t.Context(), Ref{URL, a})
		if !errors.Is(err, hearsay.ErrRefused) && !errors.Is(err, hearsay.ErrUnreachable) {
			t.Errorf("%s gave %v", a, err)
		}
	}
	for _, a := range []string{"http:///x", "http://[::1", "https://"} {
		_, err := o.Open(t.Context(), Ref{URL, a})
		kind(t, err, hearsay.ErrMissing)
	}
}

// site is a small web on this machine.
func site(t *testing.T) (*httptest.Server, string) {
	t.Helper()
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /private\nDisallow: /*?print=\n")
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<p>agent %s", r.UserAgent())
	})
	mux.HandleFunc("/private", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page#part", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/inside", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/", http.StatusFound)
	})
	mux.HandleFunc("/tofile", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/pdf", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		fmt.Fprint(w, "%PDF")
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, _ *http.Request) { io.CopyN(w, zeros{}, 1<<20) })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	mux.HandleFunc("/forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	u, _ := url.Parse(s.URL)
	return s, u.Host
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestFetch(t *testing.T) {
	s, host := site(t)
	o := NewOpener(Options{AllowHosts: []string{host}, MaxBytes: 10_000, Timeout: time.Second, Agent: "hearsay/test"})
	get := func(path string) (*Raw, error) { return o.Open(t.Context(), Ref{URL, s.URL + path}) }
	for _, path := range []string{"/page", "/moved", "/page#part"} {
		raw, err := get(path)
		if err != nil {
			t.Fatal(path, err)
		}
		if string(raw.Bytes) != "<p>agent hearsay/test" || raw.URL != s.URL+"/page" || raw.MediaType != "text/html; charset=utf-8" {
			t.Errorf("%s: %+v", path, raw)
		}
	}
	for path, want := range map[string]error{"/private": hearsay.ErrRefused, "/page?print=1": hearsay.ErrRefused, "/loop": hearsay.ErrRefused, "/inside": hearsay.ErrRefused, "/tofile": hearsay.ErrRefused,
		"/pdf": hearsay.ErrBinary, "/big": hearsay.ErrTooBig, "/slow": hearsay.ErrUnreachable, "/busy": hearsay.ErrUnreachable, "/forbidden": hearsay.ErrRefused, "/broken": hearsay.ErrUnreachable, "/none": hearsay.ErrMissing} {
		_, err := get(path)
		p := kind(t, err, want)
		if path == "/busy" && !strings.Contains(p.Hint, "120") {
			t.Errorf("the time to wait is not told: %v", p)
		}
	}
	s.Close()
	_, err := NewOpener(Options{AllowHosts: []string{host}}).Open(t.Context(), Ref{URL, s.URL + "/page"})
	kind(t, err, hearsay.ErrUnreachable)
}

func TestAllowedByNameOnly(t *testing.T) {
	s, host := site(t)
	_, err := NewOpener(Options{}).Open(t.Context(), Ref{URL, s.URL + "/page"})
	p := kind(t, err, hearsay.ErrRefused)
	if !strings.Contains(p.Hint, "--allow-host 127.0.0.1") {
		t.Errorf("hint: %s", p.Hint)
	}
	for _, allow := range []string{"127.0.0.1", host} {
		if _, err := NewOpener(Options{AllowHosts: []string{allow}}).Open(t.Context(), Ref{URL, s.URL + "/page"}); err != nil {
			t.Errorf("%s: %v", allow, err)
		}
	}
	if _, err := NewOpener(Options{AllowHosts: []string{"127.0.0.1:1"}}).Open(t.Context(), Ref{URL, s.URL + "/page"}); !errors.Is(err, hearsay.ErrRefused) {
		t.Errorf("another port: %v", err)
	}
}

func TestRobots(t *testing.T) {
	s, host := site(t)
	o := NewOpener(Options{AllowHosts: []string{host}, IgnoreRobots: true})
	if raw, err := o.Open(t.Context(), Ref{URL, s.URL + "/private"}); err != nil || string(raw.Bytes) != "secret" {
		t.Error(err)
	}
	for status, want := range map[int]error{404: nil, 403: nil, 500: hearsay.ErrRefused, 429: hearsay.ErrUnreachable} {
		mux := http.NewServeMux()
		mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		mux.HandleFunc("/x", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "words") })
		s := httptest.NewServer(mux)
		_, err := NewOpener(Options{AllowHosts: []string{"127.0.0.1"}}).Open(t.Context(), Ref{URL, s.URL + "/x"})
		if !errors.Is(err, want) && (want != nil || err != nil) {
			t.Errorf("robots.txt answers %d: %v", status, err)
		}
		s.Close()
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	s, host := site(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := NewOpener(Options{AllowHosts: []string{host}}).Open(ctx, Ref{URL, s.URL + "/slow"}); err == nil {
		t.Error("no error")
	}
	if time.Since(start) > 3*time.Second {
		t.Error("it went on after its context had ended")
	}
}

func TestIsURL(t *testing.T) {
	for s, want := range map[string]bool{"https://a": true, "HTTP://a": true, "file:///x": true, "a/b.txt": false, "://x": false, "c:\\x": false, "a b://x": false, "-": false} {
		if IsURL(s) != want {
			t.Errorf("%q", s)
		}
	}
}
