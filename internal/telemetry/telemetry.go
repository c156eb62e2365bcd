// Package telemetry counts and logs the requests of a server.
//
//	t := telemetry.New(log, counts)
//	handler := t.Outer(guard.Handler(t.Inner(mux))) // Inner learns the route that the mux chose
//	mux.Handle("GET /metrics", t.Metrics())
//
// In: requests on their way. Out: a line each in the log (who, what, status, bytes,
// milliseconds; never the question itself, which tells what a person is after, nor a token), and figures for Prometheus,
// by route. What the record holds is asked of it when the figures are.
package telemetry

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/hearsay/hearsay/internal/guard"
	"github.com/hearsay/hearsay/internal/record"
)

// Counts tells how much the record holds.
type Counts func(ctx context.Context) (record.Totals, error)

// Telemetry counts and logs. It is safe for concurrent use.
type Telemetry struct {
	log      *slog.Logger
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	running  prometheus.Gauge
}

// New returns counters of their own registry, so that two servers in one process
// do not share figures.
func New(log *slog.Logger, counts Counts) *Telemetry {
	t := &Telemetry{log: log, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "hearsay_http_requests_total", Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "hearsay_http_request_seconds", Help: "Seconds from a request's head to the end of its answer, by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "hearsay_http_requests_running", Help: "Requests that are being answered, those that follow the record included."}),
	}
	t.registry.MustRegister(t.requests, t.seconds, t.running, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &recorded{counts})
	return t
}

// Metrics serves the figures.
func (t *Telemetry) Metrics() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, Registry: t.registry})
}

type routeKey struct{}

// Inner notes the route that a mux chose, for Outer.
func (t *Telemetry) Inner(mux http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { // also where the answer is broken off
			if route, ok := r.Context().Value(routeKey{}).(*string); ok {
				*route = r.Pattern
			}
		}()
		mux.ServeHTTP(w, r)
	})
}

// Outer counts and logs each request.
func (t *Telemetry) Outer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		route := ""
		ctx, caller := guard.Note(context.WithValue(r.Context(), routeKey{}, &route))
		c := &counting{ResponseWriter: w}
		t.running.Inc()
		defer func() {
			t.running.Dec()
			if route == "" {
				route = "none" // refused, or there is no such page
			}
			took := time.Since(begin)
			t.requests.WithLabelValues(route, strconv.Itoa(c.status)).Inc()
			if !strings.HasSuffix(route, "/live") {
				t.seconds.WithLabelValues(route).Observe(took.Seconds())
			}
			level := slog.LevelInfo
			if c.status >= 500 {
				level = slog.LevelError
			}
			t.log.LogAttrs(r.Context(), level, "request", slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", c.status),
				slog.Int64("bytes", c.bytes), slog.Float64("ms", float64(took.Microseconds())/1000), slog.String("client", caller.Client), slog.String("token", caller.Name))
		}()
		next.ServeHTTP(c, r.WithContext(ctx))
	})
}

// counting is a response of which status and bytes are noted.
type counting struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *counting) WriteHeader(status int) {
	if c.status == 0 && status >= 200 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counting) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// ReadFrom keeps sendfile where the server has it.
func (c *counting) ReadFrom(r io.Reader) (int64, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	n, err := io.Copy(c.ResponseWriter, r)
	c.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController flush and set deadlines.
func (c *counting) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// Flush is for those who do not use http.ResponseController.
func (c *counting) Flush() { _ = http.NewResponseController(c.ResponseWriter).Flush() }

// recorded gives what the record holds as figures.
type recorded struct{ counts Counts }

var holds = prometheus.NewDesc("hearsay_record_rows", "What the record holds: reports, of them pending (not linked yet) and copies, claims, tellings, stories, events, and what failed.", []string{"of"}, nil)

func (c *recorded) Describe(ch chan<- *prometheus.Desc) { ch <- holds }

func (c *recorded) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	t, err := c.counts(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(holds, err)
		return
	}
	for _, f := range []struct {
		of string
		n  int64
	}{{"reports", t.Reports}, {"pending", t.Pending}, {"copies", t.Copies}, {"claims", t.Claims}, {"tellings", t.Tellings}, {"stories", t.Stories}, {"events", t.Events}, {"failed", t.Failed}} {
		ch <- prometheus.MustNewConstMetric(holds, prometheus.GaugeValue, float64(f.n), f.of)
	}
}
