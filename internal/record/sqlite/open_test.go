package sqlite_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

var keepRecord = flag.Bool("keep-record", false, "write a record of this version to testdata, to stay readable for good")

func TestOpenTroubles(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(dir, "other.db")
	db, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("create table places_visited (url text)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	newer := filepath.Join(dir, "newer.db")
	open(t, newer, sqlite.Options{}).Close()
	if db, err = sql.Open("sqlite", newer); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("insert into goose_db_version (version_id, is_applied) values (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for _, c := range []struct {
		path string
		o    sqlite.Options
		kind error
		says string
	}{
		{dir, sqlite.Options{}, record.ErrNotRecord, "is a folder"},
		{file("a.txt", "Twelve are missing, the mayor said at length."), sqlite.Options{}, record.ErrNotRecord, "is no record"},
		{file("short", "x"), sqlite.Options{}, record.ErrNotRecord, "is no record"},
		{file("torn.db", "SQLite format 3\x00 and then nothing that SQLite knows"), sqlite.Options{}, record.ErrNotRecord, ""},
		{other, sqlite.Options{}, record.ErrNotRecord, "another program"},
		{newer, sqlite.Options{}, record.ErrNewer, "newer hearsay"},
		{filepath.Join(dir, "none.db"), sqlite.Options{MustExist: true}, hearsay.ErrMissing, "there is no record"},
		{filepath.Join(dir, "none", "none.db"), sqlite.Options{}, hearsay.ErrMissing, "there is no folder"},
	} {
		s, err := sqlite.Open(t.Context(), c.path, c.o)
		var p *hearsay.Problem
		if err == nil {
			s.Close()
		}
		if !errors.As(err, &p) || !errors.Is(err, c.kind) || p.Hint == "" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", filepath.Base(c.path), err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("a file was made where one must exist")
	}
}

// TestOpenNames: what a path may hold.
func TestOpenNames(t *testing.T) {
	for _, name := range []string{"a b.db", "50%?x=1#y.db", "реки.db", "it's.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path, sqlite.Options{})
		if err := recordtest.WriteSample(t.Context(), s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}

// TestBusy: two programs that write wait for one another, and say so after a while.
func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	a := open(t, path, sqlite.Options{})
	b := open(t, path, sqlite.Options{Wait: 50 * time.Millisecond})
	mark := func(w record.Writer) error { return w.MarkItem(context.Background(), "x") }
	err := a.Write(t.Context(), func(w record.Writer) error {
		if err := mark(w); err != nil {
			return err
		}
		err := b.Write(context.Background(), mark)
		var p *hearsay.Problem
		if !errors.Is(err, record.ErrBusy) || !errors.As(err, &p) || p.Hint == "" {
			t.Errorf("two writers: %v", err)
		}
		return b.Read(context.Background(), func(r record.Reader) error { // reading goes on
			ok, err := r.HasItem(context.Background(), "x")
			if ok {
				t.Error("a reader sees what is not committed")
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Write(t.Context(), mark); err != nil {
		t.Errorf("after the other has finished: %v", err)
	}
}

// TestAgain: what was closed is there when opened again; its WAL is written back.
func TestAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path, sqlite.Options{Sync: "full"})
	if err := recordtest.WriteSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	recordtest.CheckSample(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("%d bytes stay beside the file", info.Size())
	}
	recordtest.CheckSample(t, open(t, path, sqlite.Options{MustExist: true}))
}

// TestCopied: the file and its WAL, copied while the record is open, as a crash
// leaves them, hold all that was committed.
func TestCopied(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.db")
	if err := recordtest.WriteSample(t.Context(), open(t, path, sqlite.Options{})); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "copy.db"+end), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	recordtest.CheckSample(t, open(t, filepath.Join(dir, "copy.db"), sqlite.Options{}))
}

// TestOldRecords: what any version since the first wrote can be read.
func TestOldRecords(t *testing.T) {
	if *keepRecord {
		path := filepath.Join(t.TempDir(), "record.db")
		s := open(t, path, sqlite.Options{})
		if err := recordtest.WriteSample(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		s.Close()
		tables, err := filepath.Glob("migrations/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		if err := pack(path, filepath.Join("testdata", fmt.Sprintf("record-%d.db.gz", len(tables)))); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("testdata/record-*.db.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no records of older versions: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "record.db")
			if err := unpack(f, path); err != nil {
				t.Fatal(err)
			}
			s := open(t, path, sqlite.Options{MustExist: true})
			recordtest.CheckSample(t, s)
			recordtest.CheckFilled(t, s)
		})
	}
}

func pack(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(b)
	}
	if err == nil {
		err = z.Close()
	}
	return errors.Join(err, f.Close())
}

func unpack(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// TestMigrationNumbers: from 1, without a gap, because opening compares the number
// of files with the version of the tables.
func TestMigrationNumbers(t *testing.T) {
	files, err := filepath.Glob("migrations/*")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if !strings.HasPrefix(filepath.Base(f), fmt.Sprintf("%05d_", i+1)) || !strings.HasSuffix(f, ".sql") {
			t.Errorf("%s is migration %d", f, i+1)
		}
	}
}

// TestStartTogether: two that open a new file at once both get it.
func TestStartTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	errs := make(chan error)
	for range 4 {
		go func() {
			s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
			if err == nil {
				err = s.Write(context.Background(), func(w record.Writer) error { return w.MarkItem(context.Background(), "x") })
				s.Close()
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
