package postgres_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/postgres"
	"github.com/hearsay/hearsay/internal/record/recordtest"
)

// server is the address of the server for tests.
func server(t testing.TB) string {
	t.Helper()
	s := os.Getenv("HEARSAY_TEST_POSTGRES")
	if s == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("HEARSAY_TEST_POSTGRES names no server, and this test may not skip in CI")
		}
		t.Skip("HEARSAY_TEST_POSTGRES names no server: .ci/run starts one")
	}
	return s
}

// schema makes a schema of the test's own and returns an address that leads to it.
func schema(t testing.TB) string {
	t.Helper()
	base := server(t)
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), rand.Uint64())
	c, err := pgx.Connect(context.Background(), base)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Exec(context.Background(), "create schema "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Exec(context.Background(), "drop schema "+name+" cascade")
		c.Close(context.Background())
	})
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// ticking is a clock that goes on by a second at each look.
func ticking() func() time.Time {
	var n atomic.Int64
	return func() time.Time {
		return time.Date(2031, 7, 1, 0, 0, 0, 123456789, time.UTC).Add(time.Duration(n.Add(1)) * time.Second)
	}
}

func open(t testing.TB, address string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(context.Background(), address, postgres.Options{Now: ticking()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) {
	server(t)
	recordtest.Run(t, func(t *testing.T) record.Store { return open(t, schema(t)) })
}

func TestIndexWriters(t *testing.T) {
	recordtest.Small(t)
	address := schema(t)
	recordtest.Writers(t, [2]record.Store{open(t, address), open(t, address)})
}

func TestIndexSmall(t *testing.T) {
	server(t)
	recordtest.Small(t)
	recordtest.Index(t, func(t *testing.T) record.Store { return open(t, schema(t)) })
}

func TestBroughtOver(t *testing.T) {
	recordtest.Small(t)
	address := schema(t)
	c, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(context.Background())
	recordtest.BroughtOver(t, func(q string) {
		if _, err := c.Exec(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}, func() record.Store { return open(t, address) })
}

// TestKilled: a connection that the server ends in the middle leaves nothing half
// written, and the next transaction works.
func TestKilled(t *testing.T) {
	address := schema(t)
	s := open(t, address)
	ctx := t.Context()
	kept := func(title string) record.Kept {
		d := &hearsay.Document{Title: title, Text: title, Language: "en", Published: time.Date(2031, 6, 1, 0, 0, 0, 0, time.UTC)}
		return record.Kept{Report: &hearsay.Report{ID: hearsay.ReportID(d), Document: d}, Reading: record.Reading{JSON: []byte(`{}`)}}
	}
	err := s.Write(ctx, func(w record.Writer) error {
		if _, err := w.Keep(ctx, []record.Kept{kept("first")}); err != nil {
			return err
		}
		c, err := pgx.Connect(ctx, address)
		if err != nil {
			return err
		}
		defer c.Close(ctx)
		if _, err := c.Exec(ctx, "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and classid = 1752331129"); err != nil {
			return err
		}
		_, err = w.Keep(ctx, []record.Kept{kept("second")})
		return err
	})
	var p *hearsay.Problem
	if err == nil || !errors.As(err, &p) || p.Hint == "" {
		t.Fatalf("the end of the connection gave %v", err)
	}
	if err := s.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, []record.Kept{kept("third")}); return err }); err != nil {
		t.Fatal(err)
	}
	err = s.Read(ctx, func(r record.Reader) error {
		page, err := r.Reports(ctx, record.Filter{})
		if err == nil && (len(page.Rows) != 1 || page.Rows[0].Document.Title != "third") {
			t.Errorf("%d reports, of which one is %q", len(page.Rows), page.Rows[0].Document.Title)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestProblems(t *testing.T) {
	base := server(t)
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	nowhere, none := *u, *u
	nowhere.Host = "127.0.0.1:1"
	none.Path = "/there_is_no_such_database"
	for _, c := range []struct {
		name, address string
		kind          error
	}{
		{"no address", "postgres://%zz", hearsay.ErrFormat},
		{"no server", nowhere.String(), hearsay.ErrUnreachable},
		{"no database", none.String(), hearsay.ErrMissing},
		{"no record", schema(t), hearsay.ErrMissing},
	} {
		_, err := postgres.Open(t.Context(), c.address, postgres.Options{MustExist: true})
		var p *hearsay.Problem
		if !errors.Is(err, c.kind) || !errors.As(err, &p) || p.Hint == "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

var (
	benchEvents = flag.Int("bench-events", 20000, "events in the record that questions are put to")
	benchRecord = flag.String("bench-record", "", "address that keeps that record from one run to the next")
)

// BenchmarkEvents and BenchmarkFacts ask a record of -bench-events.
func BenchmarkEvents(b *testing.B) { recordtest.BenchEvents(b, eventRecord(b), *benchEvents) }
func BenchmarkFacts(b *testing.B)  { recordtest.BenchFacts(b, eventRecord(b), *benchEvents) }

func eventRecord(b *testing.B) *postgres.Store {
	if *benchRecord != "" {
		return open(b, *benchRecord)
	}
	return open(b, schema(b))
}
