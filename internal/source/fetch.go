package source

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/hearsay/hearsay"
)

func (o *Opener) newClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            o.dial,
			ForceAttemptHTTP2:      true,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    o.opt.Timeout / 2,
			ResponseHeaderTimeout:  o.opt.Timeout,
			MaxResponseHeaderBytes: 256 << 10,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        o.opt.Timeout,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > o.opt.MaxRedirects {
				return &hearsay.Problem{Kind: hearsay.ErrRefused, What: fmt.Sprintf("sent on more than %d times", o.opt.MaxRedirects),
					Hint: "open it in a browser and give the address where it ends"}
			}
			return o.checkURL(req.Context(), req.URL)
		},
	}
}

// readable are the media types that are pages or plain text.
var readable = map[string]bool{"text/html": true, "application/xhtml+xml": true, "text/plain": true, "text/markdown": true, "application/xml": true, "text/xml": true, "application/octet-stream": true}

func (o *Opener) fetch(ctx context.Context, address string) (*Raw, error) {
	ctx, cancel := context.WithTimeout(ctx, o.opt.Timeout)
	defer cancel()
	u, err := url.Parse(address)
	if err != nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrMissing, What: "this is no address", Err: err, Hint: "write it as https://example.org/page"}
	}
	if err := o.checkURL(ctx, u); err != nil {
		return nil, err
	}
	if err := o.askRobots(ctx, u); err != nil {
		return nil, err
	}
	resp, err := o.get(ctx, u.String(), "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
	if err != nil {
		return nil, o.netProblem(err)
	}
	defer resp.Body.Close()
	// Where a redirect led to another host, that host's robots.txt counts too.
	if end := resp.Request.URL; end.Host != u.Host {
		if err := o.askRobots(ctx, end); err != nil {
			return nil, err
		}
	}
	if err := statusProblem(resp); err != nil {
		return nil, err
	}
	ct := resp.Header.Get("Content-Type")
	if mt, _, err := mime.ParseMediaType(ct); err == nil && !readable[mt] {
		return nil, &hearsay.Problem{Kind: hearsay.ErrBinary, What: fmt.Sprintf("the address leads to %s, not to a page or plain text", mt),
			Hint: "give the address of the report's own page"}
	}
	b, err := o.readAll(resp.Body)
	if err != nil {
		return nil, o.netProblem(err)
	}
	final := *resp.Request.URL
	final.Fragment, final.User = "", nil
	modified, _ := http.ParseTime(resp.Header.Get("Last-Modified"))
	return &Raw{Name: address, URL: final.String(), MediaType: ct, Bytes: b, Modified: modified}, nil
}

func (o *Opener) get(ctx context.Context, address, accept string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", o.opt.Agent)
	req.Header.Set("Accept", accept)
	return o.client.Do(req)
}

// netProblem puts an error of the network into words and a hint.
func (o *Opener) netProblem(err error) error {
	var p *hearsay.Problem
	if errors.As(err, &p) {
		return p
	}
	out := &hearsay.Problem{Kind: hearsay.ErrUnreachable, What: "the address cannot be reached", Err: err, Hint: "check the address and the connection, or save the page and read the file"}
	var ue *url.Error
	if errors.As(err, &ue) {
		out.Err = ue.Err
	}
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		out.What, out.Err = fmt.Sprintf("there is no host %q", dns.Name), nil
	case errors.As(err, &cert):
		out.Kind, out.What, out.Hint = hearsay.ErrRefused, "the host's certificate is not valid", "open it in a browser to see why, or save the page and read the file"
	case errors.Is(err, context.DeadlineExceeded) || isTimeout(err):
		out.What, out.Err = fmt.Sprintf("no full answer within %s", o.opt.Timeout), nil
		out.Hint = "try again later, or wait longer with --timeout"
	}
	return out
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}

func statusProblem(resp *http.Response) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	p := &hearsay.Problem{Kind: hearsay.ErrUnreachable, What: "the host answers " + strings.TrimSpace(resp.Status), Hint: "try again later, or save the page and read the file"}
	switch resp.StatusCode {
	case http.StatusNotFound, http.StatusGone:
		p.Kind, p.Hint = hearsay.ErrMissing, "check the address"
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		p.Kind, p.Hint = hearsay.ErrRefused, "save the page from your browser and read the file"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if after := resp.Header.Get("Retry-After"); after != "" {
			p.Hint = "it asks to wait (Retry-After: " + after + ")"
		}
	}
	return p
}
