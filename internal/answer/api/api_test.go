package api_test

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/answer/api"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/postgres"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

var (
	benchEvents = flag.Int("bench-events", 5000, "events in the record of the benchmarks")
	benchRecord = flag.String("bench-record", "", "file or postgres:// address of a record for the benchmarks, as those of record/sqlite and record/postgres keep it; else one is made")
)

// events is a record of invented events.
func events(tb testing.TB, n int) *sqlite.Store {
	tb.Helper()
	db, err := sqlite.Open(tb.Context(), filepath.Join(tb.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	put(tb, db, 0, n)
	return db
}

func put(tb testing.TB, db record.Store, from, to int) {
	tb.Helper()
	for ; from < to; from += 2000 {
		if err := db.Write(tb.Context(), func(w record.Writer) error {
			for n := from; n < min(from+2000, to); n++ {
				if err := w.PutMerged(tb.Context(), recordtest.Event(n)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			tb.Fatal(err)
		}
	}
}

func handler(db record.Store, o api.Options) http.Handler {
	o.Store = db
	mux := http.NewServeMux()
	api.New(o).Register(mux)
	return mux
}

// TestStream: all rows come as lines, over several pages, without one twice; and a
// reader that goes away ends it.
func TestStream(t *testing.T) {
	h := handler(events(t, 450), api.Options{})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/events?format=jsonl&all=true", nil))
	lines := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
	if w.Code != 200 || len(lines) != 450 {
		t.Fatalf("%d, %d lines", w.Code, len(lines))
	}
	slices.Sort(lines)
	if n := len(slices.Compact(lines)); n != 450 {
		t.Errorf("%d different rows", n)
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "GET", srv.URL+"/api/events?format=jsonl&all=true", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	resp.Body.Close()
}

// TestRefusedRoles: what a role may not do is not done.
func TestRefusedRoles(t *testing.T) {
	called := false
	h := handler(events(t, 1), api.Options{
		May: func(_ context.Context, r api.Role) bool { return r == api.ToRead },
		Add: func(context.Context, api.Given) (api.Added, error) { called = true; return api.Added{}, nil },
	})
	for _, path := range []string{"POST /api/reports", "GET /api/failed"} {
		method, path, _ := strings.Cut(path, " ")
		r := httptest.NewRequest(method, path, strings.NewReader(`{"text":"A."}`))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != 403 || called {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// broken is a record that cannot be read.
type broken struct{ record.Store }

func (broken) Read(context.Context, func(record.Reader) error) error {
	return fmt.Errorf("secret path of the disk")
}

// TestBroken: of the server's own trouble the asker learns that there is some.
func TestBroken(t *testing.T) {
	h := handler(broken{}, api.Options{})
	for _, path := range []string{"/api/events", "/api/counts", "/api/live", "/api/explain/e1"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

func benchedRecord(b *testing.B) record.Store {
	var db record.Store
	switch {
	case *benchRecord == "":
		db = events(b, *benchEvents)
	case strings.HasPrefix(*benchRecord, "postgres://"):
		p, err := postgres.Open(b.Context(), *benchRecord, postgres.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { p.Close() })
		db = p
	default:
		s, err := sqlite.Open(b.Context(), *benchRecord, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { s.Close() })
		db = s
	}
	if err := db.Write(b.Context(), func(w record.Writer) error {
		k := recordtest.Report(1) // the events of benchmarks have no reports; without any an outlet is none
		k.Report.Document.Outlet = "Outlet 7"
		got, err := w.Keep(b.Context(), []record.Kept{k})
		if err != nil {
			return err
		}
		return w.SetLinked(b.Context(), []int64{got[0].Seq}) // a server of the record could not link it
	}); err != nil {
		b.Fatal(err)
	}
	return db
}

// BenchmarkEvents asks for pages of 20 events and for counts, as many at once as there are cores, and gives the
// 99th percentile of the times in milliseconds. -bench-events N sets the size of the record.
func BenchmarkEvents(b *testing.B) {
	db := benchedRecord(b)
	h := handler(db, api.Options{})
	_, etag := ask(b, h, "/api/events", "")
	for _, q := range []struct{ name, path, etag string }{
		{"newest", "/api/events", ""},
		{"heads", "/api/events?full=false", ""},
		{"unchanged", "/api/events", etag},
		{"type and country", "/api/events?type=coerce&place=Kenya", ""},
		{"disputed of a month", "/api/events?disputed=true&since=2029-01-01&until=2029-01-31", ""},
		{"lines", "/api/events?format=jsonl&limit=200", ""},
		{"map", "/api/map?zoom=3", ""},
		{"map of a type, near", "/api/map?zoom=6&type=coerce&bbox=0,0,30,30", ""},
		{"map of a circle", "/api/map?zoom=8&place=500km+of+Nairobi", ""},
		{"histogram", "/api/histogram", ""},
		{"histogram per day by country", "/api/histogram?per=day&by=country&type=assault", ""},
		{"histogram known", "/api/histogram?clock=known&place=Kenya", ""},
		{"facets", "/api/facets", ""},
		{"facets, open", "/api/facets?open=true&type=coerce&place=Kenya&disputed=false", ""},
		{"facets of a week", "/api/facets?since=2029-01-03&until=2029-01-10", ""},
		{"facets as of", "/api/facets?as_of=2029-01-10", ""},
		{"facets of an actor", "/api/facets?actor=tamsin+quill", ""},
		{"actors", "/api/actors", ""},
		{"actors found", "/api/actors?words=tamsin+quill", ""},
		{"actor", "/api/actors/tamsin%20quill", ""},
		{"actor of many events", "/api/actors/tamsin", ""},
		{"country", "/api/actors/KEN", ""},
		{"outlet", "/api/outlets/Outlet%207", ""},
	} {
		b.Run(q.name, func(b *testing.B) {
			var mu sync.Mutex
			var all []time.Duration
			b.RunParallel(func(pb *testing.PB) {
				var took []time.Duration
				for pb.Next() {
					t := time.Now()
					ask(b, h, q.path, q.etag)
					took = append(took, time.Since(t))
				}
				mu.Lock()
				all = append(all, took...)
				mu.Unlock()
			})
			slices.Sort(all)
			b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(len(all))/b.Elapsed().Seconds(), "requests/s")
		})
	}
}

func ask(b *testing.B, h http.Handler, path, etag string) (status int, tag string) {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("If-None-Match", etag)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 200 && w.Code != 304 {
		b.Error(w.Code, w.Body)
	}
	return w.Code, w.Header().Get("ETag")
}
