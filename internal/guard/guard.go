package guard

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/hearsay/hearsay"
)

// Options say where the server listens and whom it lets in.
type Options struct {
	// Listen is the address, host:port.
	Listen string
	// Hosts are further names that the server is known by, with or without port.
	Hosts []string
	// Tokens is the file of tokens; empty: none is wanted, which only goes on a
	// loopback address without a proxy.
	Tokens string
	// TLS says that the server itself speaks TLS.
	TLS bool
	// Proxy names the header in which a proxy before the server, which speaks TLS, tells
	// the client's address; requests without it are refused. Of a list the last entry counts,
	// which is the one that the proxy itself wrote.
	Proxy string
	// Rate is how many requests a second a client may send, Burst how many at once. Rate 0: without bound.
	Rate  float64
	Burst int
	// Open tells which requests need no token: health, and pages that hold no data. Nil: none.
	Open func(*http.Request) bool
	Now  func() time.Time
}

// Guard lets requests pass or not. It is safe for concurrent use.
type Guard struct {
	o        Options
	loopback bool
	tokens   *tokens
	rates    *rates
}

// New checks that the options are safe together.
func New(o Options) (*Guard, error) {
	host, _, err := net.SplitHostPort(o.Listen)
	if err != nil {
		return nil, &hearsay.Problem{What: fmt.Sprintf("%q is no address to listen at", o.Listen), Hint: "write it as 127.0.0.1:8080"}
	}
	g := &Guard{o: o, loopback: isLoopback(host)}
	if g.o.Now == nil {
		g.o.Now = time.Now
	}
	if o.Tokens != "" {
		g.tokens = &tokens{path: o.Tokens}
		list, err := ListTokens(o.Tokens)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, &hearsay.Problem{What: fmt.Sprintf("there are no tokens in %s", o.Tokens), Hint: "make one: hearsay token add NAME --role read --tokens " + o.Tokens}
		}
	}
	if !g.loopback || o.Proxy != "" {
		if g.tokens == nil {
			return nil, &hearsay.Problem{What: fmt.Sprintf("others can reach %s, so a token is wanted", o.Listen), Hint: "make one with hearsay token add, and name the file with --tokens; or listen at 127.0.0.1"}
		}
		if !o.TLS && o.Proxy == "" {
			return nil, &hearsay.Problem{What: "tokens must not go over the network in the clear",
				Hint: "give --tls-cert and --tls-key; or, behind a proxy that speaks TLS, --behind-proxy with the header in which it tells the client's address"}
		}
	}
	burst := o.Burst
	if burst <= 0 {
		burst = int(math.Ceil(2*o.Rate)) + 1
	}
	g.rates = &rates{every: rate.Limit(o.Rate), burst: burst, by: map[string]*rate.Limiter{}}
	return g, nil
}

// isLoopback reports whether an address or name to listen at is this machine's own.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}

// Caller is who sent a request.
type Caller struct {
	Name   string // of the token; empty: none was wanted
	Client string // address
	Role   Role
}

type callerKey struct{}

// CallerOf is who sent the request of a context.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// May reports whether the sender of the context's request has a role.
func May(ctx context.Context, role Role) bool { return CallerOf(ctx).Role >= role }

// Handler lets the requests that may pass through to next.
func (g *Guard) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header(), g.o.TLS || g.o.Proxy != "")
		c, refusal := g.look(r)
		if note, ok := r.Context().Value(noteKey{}).(*Caller); ok {
			*note = c
		}
		if refusal != nil {
			refusal.write(w)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	})
}

type noteKey struct{}

// Note returns a context in which a handler further in leaves who the caller was, for
// an access log that stands before the guard.
func Note(ctx context.Context) (context.Context, *Caller) {
	c := &Caller{}
	return context.WithValue(ctx, noteKey{}, c), c
}

// refusal is why a request may not pass.
type refusal struct {
	status     int
	what, hint string
	header     [2]string
}

func (f *refusal) write(w http.ResponseWriter) {
	if f.header[0] != "" {
		w.Header().Set(f.header[0], f.header[1])
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(f.status)
	// An error of writing is the client's: it has gone.
	_ = json.NewEncoder(w).Encode(struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
		Hint   string `json:"hint,omitempty"`
	}{http.StatusText(f.status), f.status, f.what, f.hint})
}

// look decides about a request: first what costs nothing, the token last.
func (g *Guard) look(r *http.Request) (Caller, *refusal) {
	c := Caller{}
	addr, ok := g.client(r)
	if !ok {
		return c, &refusal{status: http.StatusForbidden, what: "the request did not come by way of the proxy", hint: "the server was told that a proxy writes the client's address into the header " + g.o.Proxy}
	}
	c.Client = addr.Unmap().String()
	if !g.knows(r.Host) {
		return c, &refusal{status: http.StatusForbidden, what: "the server is not known by the name that the request has for it", hint: "ask it by the address that it listens at, or start it with --host NAME"}
	}
	if what := g.foreign(r); what != "" {
		return c, &refusal{status: http.StatusForbidden, what: what, hint: "only pages of this server may ask it from a browser"}
	}
	if d := g.rates.wait(network(addr), g.o.Now()); d > 0 {
		return c, &refusal{status: http.StatusTooManyRequests, what: "too many requests", hint: "wait as long as Retry-After says; ask for more rows at once with limit, or for all of them with format=jsonl and all=true",
			header: [2]string{"Retry-After", strconv.Itoa(int(math.Ceil(d.Seconds())))}}
	}
	if g.tokens == nil {
		c.Role = Admin
		return c, nil
	}
	if g.o.Open != nil && g.o.Open(r) {
		return c, nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return c, &refusal{http.StatusUnauthorized, "a token is wanted", "send the header Authorization: Bearer TOKEN; hearsay token add makes one", [2]string{"WWW-Authenticate", `Bearer realm="hearsay"`}}
	}
	h, ok, err := g.tokens.find(strings.TrimSpace(token), g.o.Now())
	switch {
	case err != nil:
		return c, &refusal{status: http.StatusServiceUnavailable, what: "the tokens cannot be read", hint: "the server's log says why"}
	case !ok:
		return c, &refusal{http.StatusUnauthorized, "the token is not known", "hearsay token list shows the names of those that are", [2]string{"WWW-Authenticate", `Bearer realm="hearsay", error="invalid_token"`}}
	}
	c.Name, c.Role = h.name, h.role
	return c, nil
}

// client is the address that the request came from; ok is false where the proxy
// should have told it and did not.
func (g *Guard) client(r *http.Request) (a netip.Addr, ok bool) {
	if g.o.Proxy == "" {
		p, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil {
			return netip.IPv6Unspecified(), true // a test's, or a socket's
		}
		return p.Addr(), true
	}
	list := r.Header.Values(g.o.Proxy)
	if len(list) == 0 {
		return a, false
	}
	last := list[len(list)-1]
	last = strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])
	if p, err := netip.ParseAddrPort(last); err == nil {
		return p.Addr(), true
	}
	a, err := netip.ParseAddr(strings.Trim(last, "[]"))
	return a, err == nil
}

// knows reports whether the Host of a request is a name of this server. Where a token
// is wanted and no names are given, any is: the token then keeps other sites out.
func (g *Guard) knows(host string) bool {
	if g.named(host) {
		return true
	}
	name := hostname(host)
	if g.loopback && g.o.Proxy == "" {
		return isLoopback(name)
	}
	return len(g.o.Hosts) == 0
}

// named reports whether a host is one of the given names.
func (g *Guard) named(host string) bool {
	for _, h := range g.o.Hosts {
		if strings.EqualFold(h, host) || strings.EqualFold(h, hostname(host)) {
			return true
		}
	}
	return false
}

func hostname(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		return h
	}
	return strings.Trim(host, "[]")
}

// foreign says what marks a request as sent by another site's page; empty: nothing.
// A person may come here by a link from anywhere, as long as nothing is changed by it.
func (g *Guard) foreign(r *http.Request) string {
	if o := r.Header.Get("Origin"); o != "" {
		u, err := url.Parse(o)
		if err != nil || u.Host == "" || !(strings.EqualFold(u.Host, r.Host) || g.named(u.Host)) {
			return "a page of another site asked"
		}
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return ""
	}
	link := (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	if link || r.Header.Get("Origin") != "" { // the Origin, looked at above, says more
		return ""
	}
	return "a page of another site asked"
}

// policy is what pages of the server may do: load what the server has, ask the
// server, and nothing else. Maps and pictures are drawn, or embedded in pages as data.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func setHeaders(h http.Header, secure bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}
