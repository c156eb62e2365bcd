package source

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"

	"github.com/hearsay/hearsay"
)

// closedNets are networks that no public page lives on: this machine, private
// and shared networks, link-local (cloud metadata among them), documentation,
// benchmarks, and those that wrap an IPv4 address and so could hide one.
// Source: IANA special-purpose address registries for IPv4 and IPv6.
var closedNets = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4", "::/96", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23",
	"2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")

func prefixes(ss ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(ss))
	for i, s := range ss {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// closed reports whether an address is on this machine or a network that is
// not the public internet.
func closed(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	for _, p := range closedNets {
		if p.Contains(a) {
			return true
		}
	}
	return !a.IsGlobalUnicast()
}

// allowed reports whether the user named the host: "name" for all its ports,
// "name:port" for one.
func (o *Opener) allowed(host, port string) bool {
	host = strings.ToLower(strings.Trim(host, "[]"))
	for _, a := range o.opt.AllowHosts {
		a = strings.ToLower(a)
		if strings.Trim(a, "[]") == host || a == net.JoinHostPort(host, port) {
			return true
		}
	}
	return false
}

func refusedHost(host string) error {
	return &hearsay.Problem{Kind: hearsay.ErrRefused, What: fmt.Sprintf("%s is on this machine or a private network", host),
		Hint: "if you trust it, add --allow-host " + host}
}

// dial connects, and looks at the address that the name led to at that very
// moment, so that a name cannot lead elsewhere between check and use.
func (o *Opener) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	d := net.Dialer{Timeout: o.opt.Timeout / 2}
	if !o.allowed(host, port) && !isProxy(addr) {
		d.Control = func(_, address string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(address)
			if err != nil || closed(ap.Addr()) {
				return refusedHost(host)
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, addr)
}

// checkURL refuses what can be refused before anything is sent. It matters
// where a proxy does the connecting, so that dial sees only the proxy.
func (o *Opener) checkURL(ctx context.Context, u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return &hearsay.Problem{Kind: hearsay.ErrRefused, What: fmt.Sprintf("%q addresses are not read", u.Scheme+"://"), Hint: "only http:// and https:// are"}
	}
	host := u.Hostname()
	if host == "" {
		return &hearsay.Problem{Kind: hearsay.ErrMissing, What: "the address names no host", Hint: "write it as https://example.org/page"}
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	if o.allowed(host, port) {
		return nil
	}
	if a, err := netip.ParseAddr(host); err == nil {
		if closed(a) {
			return refusedHost(host)
		}
		return nil
	}
	if h := strings.TrimSuffix(strings.ToLower(host), "."); h == "localhost" || strings.HasSuffix(h, ".localhost") {
		return refusedHost(host)
	}
	if proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u}); err != nil || proxy == nil {
		return nil // dial will look
	}
	// Behind a proxy the name may not resolve here at all: then the proxy decides.
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil
	}
	for _, a := range addrs {
		if closed(a) {
			return refusedHost(host)
		}
	}
	return nil
}

// isProxy reports whether addr is the proxy that the user's environment names.
func isProxy(addr string) bool {
	for _, scheme := range []string{"http", "https"} {
		p, err := http.ProxyFromEnvironment(&http.Request{URL: &url.URL{Scheme: scheme, Host: "example.org"}})
		if err != nil || p == nil {
			continue
		}
		port := p.Port()
		if port == "" {
			port = map[string]string{"http": "80", "https": "443", "socks5": "1080"}[p.Scheme]
		}
		if net.JoinHostPort(p.Hostname(), port) == addr {
			return true
		}
	}
	return false
}
