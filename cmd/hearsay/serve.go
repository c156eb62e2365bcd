package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/api"
	"github.com/hearsay/hearsay/internal/answer/page"
	"github.com/hearsay/hearsay/internal/correct"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/guard"
	"github.com/hearsay/hearsay/internal/intake"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/source"
	"github.com/hearsay/hearsay/internal/telemetry"
)

// serveCmd is "hearsay serve".
type serveCmd struct {
	recordFlags
	Model []string `placeholder:"PATH" sep:"none" help:"A spaCy v3 pipeline for the language it was made for. May be given again. English is built in."`
	Jobs  int      `short:"j" placeholder:"N" help:"Reports read at once; all cores if not given."`

	Listen      string   `default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where to listen, host:port. Port 0: any that is free. Any address but this machine's own wants tokens, and TLS or a proxy."`
	Host        []string `placeholder:"NAME" help:"A name that the server is known by, besides this machine's. May be given again."`
	Tokens      string   `placeholder:"PATH" help:"The file of tokens: each request must carry one. hearsay token add makes them."`
	TLSCert     string   `name:"tls-cert" placeholder:"PATH" help:"Certificate, PEM, with those above it."`
	TLSKey      string   `name:"tls-key" placeholder:"PATH" help:"Its key, PEM."`
	BehindProxy string   `placeholder:"HEADER" help:"A proxy that speaks TLS stands before the server and tells the client's address in this header, such as X-Forwarded-For; requests without it are refused."`
	Rate        float64  `default:"100" placeholder:"N" help:"Requests a second that one client may send, on average; twice as many at once. 0: any number."`

	Examples     bool     `help:"Show the example reports that ship, in a record of their own that is gone afterwards."`
	ReadOnly     bool     `help:"Take nothing in and link nothing; texts are still read."`
	AllowHost    []string `placeholder:"HOST" help:"A host on this machine or a private network from which reports may be fetched. May be given again."`
	IgnoreRobots bool     `help:"Read pages that a robots.txt asks programs not to read: only where you have leave to."`
	Log          string   `default:"text" enum:"text,json" help:"Form of the log on standard error: text or json."`
}

// Help is shown by hearsay serve --help.
func (*serveCmd) Help() string {
	return "Shows the record in a browser and answers programs over HTTP: what the commands answer, in the same JSON, and takes reports in. docs/api.md is the manual; a running server has it at /api/docs.\n\n" +
		"  hearsay serve\n  hearsay serve --examples\n  hearsay serve --listen 0.0.0.0:8443 --tokens hearsay.tokens --tls-cert cert.pem --tls-key key.pem\n\n" +
		"Interrupted, it finishes what it is answering."
}

// Bounds of the server. Answers that go on extend the one for writing as they go.
const (
	headTimeout  = 10 * time.Second
	wholeTimeout = 90 * time.Second
	idleTimeout  = 2 * time.Minute
	maxHead      = 64 << 10
	endTimeout   = 15 * time.Second // for what is being answered when the server stops
)

// Run serves until the context ends.
func (c *serveCmd) Run(ctx context.Context, s *surroundings) error {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return usageError{"--tls-cert and --tls-key go together"}
	}
	var mux *http.ServeMux // what is open, it alone knows: the path may be written in several ways
	g, err := guard.New(guard.Options{Listen: c.Listen, Hosts: c.Host, Tokens: c.Tokens, TLS: c.TLSCert != "", Proxy: c.BehindProxy, Rate: c.Rate, Open: func(r *http.Request) bool {
		_, pattern := mux.Handler(r)
		return slices.Contains(open, pattern)
	}})
	if err != nil {
		return asWrong(err)
	}
	log := c.logger(s)
	if c.Examples {
		end, err := c.showExamples(ctx, s)
		if err != nil {
			return err
		}
		defer end()
	}
	store, err := c.open(ctx, s, !c.ReadOnly)
	if err != nil {
		return err
	}
	defer store.Close()
	d, err := c.desk(store, log)
	if err != nil {
		return err
	}
	defer d.clerk.Close()
	o := api.Options{Store: store, Read: d.read, Again: d.again, Log: log, Now: now, Version: version().number, May: func(ctx context.Context, role api.Role) bool {
		return guard.May(ctx, map[api.Role]guard.Role{api.ToRead: guard.Read, api.ToAdd: guard.Add}[role])
	}}
	if !c.ReadOnly {
		o.Add = d.add
		fix, err := correct.New()
		if err != nil {
			return err
		}
		o.Correct = func(ctx context.Context, k api.Correcting) ([]hearsay.Correction, error) {
			r := correct.Request{Target: k.Target, Field: k.Field, By: k.By, Note: k.Note}
			for _, v := range k.Values {
				r.Values = append(r.Values, correct.Value{Text: v.Value, Start: v.Start, End: v.End})
			}
			return fix.Make(ctx, store, r)
		}
		o.Undo = func(ctx context.Context, id, by, note string) (*hearsay.Correction, error) {
			return fix.Undo(ctx, store, id, by, note)
		}
		o.Name = func(ctx context.Context) string { return guard.CallerOf(ctx).Name }
	}
	a := api.New(o)
	d.linked = a.Nudge
	t := telemetry.New(log, func(ctx context.Context) (n record.Totals, err error) {
		err = store.Read(ctx, func(r record.Reader) (err error) {
			n, err = r.Counts(ctx)
			return err
		})
		return n, err
	})
	if mux, err = c.routes(a, t, store); err != nil {
		return err
	}
	handler := t.Outer(g.Handler(t.Inner(mux)))

	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: headTimeout, ReadTimeout: wholeTimeout, WriteTimeout: wholeTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: maxHead,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var background sync.WaitGroup
	background.Go(func() { count(working, store, c.ReadOnly, log) })
	background.Go(func() {
		if !c.ReadOnly {
			d.link(working)
		}
	})
	served := make(chan error, 1)
	go func() {
		if c.TLSCert != "" {
			served <- srv.ServeTLS(l, c.TLSCert, c.TLSKey)
			return
		}
		served <- srv.Serve(l)
	}()
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	fmt.Fprintf(s.err, "hearsay: listening at %s://%s/\n", scheme, l.Addr())
	select {
	case err = <-served: // it could not start, or the listener broke
	case <-ctx.Done():
		a.Close()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
		if err = srv.Shutdown(ending); err != nil {
			err = srv.Close() // some did not end in time
		}
		cancel()
	}
	a.Close()
	stop()
	background.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return err
}

// asWrong gives settings that are not safe together the status of a wrong command line.
func asWrong(err error) error { return wrongQuestion{err} }

func (c *serveCmd) logger(s *surroundings) *slog.Logger {
	if c.Log == "json" {
		return slog.New(slog.NewJSONHandler(s.err, nil))
	}
	return slog.New(slog.NewTextHandler(s.err, nil))
}

// open are the patterns of routes that need no token. Pages are but the way to ask for what they
// show, and a person must be able to open one to give the token.
var open = []string{pages, health, ready}

const (
	pages  = "/"
	health = "GET /healthz"
	ready  = "GET /readyz"
)

// routes are all that the server answers.
func (c *serveCmd) routes(a *api.API, t *telemetry.Telemetry, store record.Store) (*http.ServeMux, error) {
	mux := http.NewServeMux()
	a.Register(mux)
	p, err := page.New()
	if err != nil {
		return nil, err
	}
	mux.Handle(pages, p)
	mux.HandleFunc(health, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc(ready, func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		err := store.Read(ctx, func(r record.Reader) error {
			_, err := r.Writes(ctx)
			return err
		})
		if err != nil {
			http.Error(w, "the record does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	metrics := t.Metrics()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !guard.May(r.Context(), guard.Admin) {
			http.Error(w, "the token does not allow this: it needs the role admin", http.StatusForbidden)
			return
		}
		metrics.ServeHTTP(w, r)
	})
	return mux, nil
}

// desk composes what reads and takes in reports for the server.
func (c *serveCmd) desk(store record.Store, log *slog.Logger) (*desk, error) {
	engines, err := openEngines(c.Model)
	if err != nil {
		return nil, err
	}
	jobs := c.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	d := &desk{store: store, log: log, free: make(chan *seat, jobs), more: make(chan struct{}, 1), linked: func() {},
		clerk: &intake.Clerk{Store: store, Now: time.Now}, line: make(chan struct{}, lineLength),
		opener: source.NewOpener(source.Options{AllowHosts: c.AllowHost, IgnoreRobots: c.IgnoreRobots, Agent: agent()})}
	for range jobs {
		d.free <- &seat{newAdder(store, engines, madeBy(c.Model), 1), &worker{engines: engines, readers: map[string]*flow.Reader{}}}
	}
	return d, nil
}
