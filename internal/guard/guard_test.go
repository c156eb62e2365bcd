package guard

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func tokenFile(t testing.TB) (path, token string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "tokens")
	token, err := AddToken(path, "someone", Read, time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return path, token
}

// TestNew: what is not safe together is refused, with what to do.
func TestNew(t *testing.T) {
	path, _ := tokenFile(t)
	none := filepath.Join(t.TempDir(), "none")
	for _, c := range []struct {
		o    Options
		says string // empty: it is fine
	}{
		{Options{Listen: "127.0.0.1:8080"}, ""},
		{Options{Listen: "localhost:8080"}, ""},
		{Options{Listen: "[::1]:8080"}, ""},
		{Options{Listen: "127.0.0.1:8080", Tokens: path}, ""},
		{Options{Listen: "0.0.0.0:8080"}, "a token is wanted"},
		{Options{Listen: ":8080"}, "a token is wanted"},
		{Options{Listen: "192.168.1.7:8080", TLS: true}, "a token is wanted"},
		{Options{Listen: "0.0.0.0:8080", Tokens: path}, "in the clear"},
		{Options{Listen: "0.0.0.0:8080", Tokens: path, TLS: true}, ""},
		{Options{Listen: "0.0.0.0:8080", Tokens: path, Proxy: "X-Real-IP"}, ""},
		{Options{Listen: "127.0.0.1:8080", Proxy: "X-Real-IP"}, "a token is wanted"},
		{Options{Listen: "0.0.0.0:8080", Tokens: none, TLS: true}, "there are no tokens"},
		{Options{Listen: "8080"}, "no address to listen at"},
		{Options{Listen: "evil.example:8080"}, "a token is wanted"},
	} {
		_, err := New(c.o)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
}

// TestProxy: behind a proxy the client is whom the proxy tells of, and nobody comes around it.
func TestProxy(t *testing.T) {
	path, token := tokenFile(t)
	now := time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)
	g, err := New(Options{Listen: "0.0.0.0:8080", Tokens: path, Proxy: "X-Forwarded-For", Rate: 1, Burst: 2, Hosts: []string{"news.example"}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	var got Caller
	h := g.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = CallerOf(r.Context()) }))
	ask := func(host string, forwarded ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/api/events", nil)
		r.Host = host
		r.Header.Set("Authorization", "bearer "+token)
		for _, f := range forwarded {
			r.Header.Add("X-Forwarded-For", f)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	if w := ask("news.example"); w.Code != 403 || !strings.Contains(w.Body.String(), "X-Forwarded-For") {
		t.Errorf("around the proxy: %d", w.Code)
	}
	if w := ask("news.example", "1.1.1.1, 2001:db8::7"); w.Code != 200 || got.Client != "2001:db8::7" || got.Name != "someone" || got.Role != Read || w.Header().Get("Strict-Transport-Security") == "" {
		t.Errorf("%d %+v", w.Code, got)
	}
	if w := ask("other.example", "192.0.2.1"); w.Code != 403 {
		t.Errorf("another name: %d", w.Code)
	}
	// What a client writes into the header itself does not make it another one.
	for i, want := range []int{200, 429, 429} {
		if w := ask("news.example", fmt.Sprintf("10.0.0.%d, 2001:db8::%d", i, i)); w.Code != want {
			t.Errorf("request %d: %d, want %d", i, w.Code, want)
		}
	}
	now = now.Add(time.Second)
	if w := ask("news.example", "2001:db8::9"); w.Code != 200 {
		t.Errorf("a second later: %d", w.Code)
	}
}

// TestRatesForget: a flood of addresses does not fill the memory.
func TestRatesForget(t *testing.T) {
	g, err := New(Options{Listen: "127.0.0.1:1", Rate: 1})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for i := range 3 * mostClients {
		g.rates.wait(network(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})), now)
	}
	if n := len(g.rates.by); n > mostClients {
		t.Errorf("%d clients are remembered", n)
	}
}

func TestTokens(t *testing.T) {
	path, token := tokenFile(t)
	for _, name := range []string{"someone", "", "two words", "bell\a", strings.Repeat("x", 65)} {
		if _, err := AddToken(path, name, Add, time.Now()); err == nil {
			t.Errorf("the name %q was taken", name)
		}
	}
	if err := RemoveToken(path, "nobody"); err == nil {
		t.Error("a token that is not there was removed")
	}
	k := &tokens{path: path}
	now := time.Now()
	if h, ok, err := k.find(token, now); !ok || err != nil || h != (holder{"someone", Read}) {
		t.Errorf("%+v %v %v", h, ok, err)
	}
	if _, ok, _ := k.find(token+"a", now); ok {
		t.Error("another token is taken")
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.find(token, now.Add(2*time.Second)); err == nil {
		t.Error("a file that is no file of tokens is taken")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := k.find(token, now.Add(4*time.Second)); ok || err != nil {
		t.Errorf("of a file that was taken away: %v %v", ok, err)
	}
}

// FuzzGuard: whatever a request says of itself, on a loopback address it passes only
// under a name of this machine and without marks of another site.
func FuzzGuard(f *testing.F) {
	for _, s := range [][4]string{{"127.0.0.1:8080", "", "", "GET"}, {"evil.example", "", "", "GET"}, {"[::1]", "http://[::1]", "same-origin", "POST"},
		{"localhost", "http://localhost.evil.example", "", "GET"}, {"localhost", "null", "cross-site", "POST"}, {"[", "http://[", "", "GET"}, {"127.0.0.1:x:y", "://", "none", "HEAD"}} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	g, err := New(Options{Listen: "127.0.0.1:8080"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, host, origin, site, method string) {
		r := (&http.Request{Method: method, Host: host, Header: http.Header{}, RemoteAddr: "127.0.0.1:5", URL: httptest.NewRequest("GET", "/", nil).URL}).WithContext(context.Background())
		r.Header.Set("Origin", origin)
		r.Header.Set("Sec-Fetch-Site", site)
		_, refused := g.look(r)
		if refused != nil {
			return
		}
		if name := hostname(host); !isLoopback(name) {
			t.Errorf("it passes under the name %q", host)
		}
		if origin != "" && !strings.Contains(strings.ToLower(origin), strings.ToLower(host)) {
			t.Errorf("it passes from %q to %q", origin, host)
		}
		if origin == "" && site != "" && site != "same-origin" && site != "none" {
			t.Errorf("it passes marked %q", site)
		}
	})
}
