package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/tables"
)

//go:embed migrations/*.sql
var migrations embed.FS

// application marks the file as a record in SQLite's header: "hrsy".
const application = 0x68727379

// Options are how a record is opened; the zero value is right for most.
type Options struct {
	// Now gives the times at which the record accepts things; nil: the clock.
	Now func() time.Time
	// Sync is "full" to survive a loss of power without losing a transaction;
	// empty: see the package comment.
	Sync string
	// MustExist refuses to make a new file.
	MustExist bool
	// Wait is how long to wait for another program that writes; 0: 10 seconds.
	Wait time.Duration
}

// Store is an open record. It is safe for concurrent use.
type Store struct {
	path string
	now  func() time.Time
	// For opening and migrating; see conn for the rest.
	write, read               *sql.DB
	writeAddress, readAddress string
	writing                   chan *conn    // holds the one connection for writing, or nil before its first use
	reading                   chan *conn    // holds idle connections for reading
	tickets                   chan struct{} // one for each connection for reading that may be in use
	once                      sync.Once
	cache                     tables.Cache
}

var _ record.Store = (*Store)(nil)

// Open opens the record in a file, and makes it where there is none.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait <= 0 {
		o.Wait = 10 * time.Second
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, trouble("opening "+path, err)
	}
	if err := look(abs, path, o.MustExist); err != nil {
		return nil, err
	}
	s := &Store{path: abs, now: o.Now}
	sync := "normal"
	if o.Sync == "full" {
		sync = "full"
	}
	common := fmt.Sprintf("_pragma=busy_timeout(%d)", o.Wait.Milliseconds())
	// 256 MB of pages for the writer, taken as they are needed: how often words were counted, cards, links
	// and heads of the last months, which reports touch in no order. A longer WAL writes hot pages
	// back less often.
	s.writeAddress = address(abs) + "?" + common + "&_pragma=journal_mode(wal)&_pragma=synchronous(" + sync + ")&_pragma=cache_size(-262144)&_pragma=wal_autocheckpoint(16000)&_pragma=journal_size_limit(134217728)&_pragma=temp_store(memory)&_txlock=immediate"
	s.readAddress = address(abs) + "?" + common + "&_pragma=cache_size(-16384)&_pragma=temp_store(memory)&_pragma=query_only(1)"
	s.write, err = sql.Open("sqlite", s.writeAddress)
	if err != nil {
		return nil, trouble("opening "+path, err)
	}
	s.write.SetMaxOpenConns(1)
	s.read, err = sql.Open("sqlite", s.readAddress)
	if err != nil {
		s.write.Close()
		return nil, trouble("opening "+path, err)
	}
	readers := max(4, runtime.GOMAXPROCS(0))
	s.read.SetMaxOpenConns(readers)
	s.writing, s.reading, s.tickets = make(chan *conn, 1), make(chan *conn, readers), make(chan struct{}, readers)
	s.writing <- nil
	for range readers {
		s.tickets <- struct{}{}
	}
	err = s.migrate(ctx)
	if err == nil {
		err = tables.BringOver(ctx, s)
	}
	if err != nil {
		s.Close()
		var p *hearsay.Problem
		if errors.As(err, &p) {
			return nil, err
		}
		return nil, trouble("opening "+path, err)
	}
	return s, nil
}

// address is a path as a URI that SQLite reads.
func address(abs string) string {
	p := filepath.ToSlash(abs)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/...
	}
	return "file://" + (&url.URL{Path: p}).EscapedPath()
}

// look refuses what is plainly no record before SQLite touches it.
func look(abs, path string, mustExist bool) error {
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, fs.ErrNotExist) && mustExist:
		return &hearsay.Problem{Kind: hearsay.ErrMissing, What: fmt.Sprintf("there is no record at %s", path), Hint: "hearsay add makes one"}
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(abs)); err != nil {
			return &hearsay.Problem{Kind: hearsay.ErrMissing, What: fmt.Sprintf("there is no folder %s", filepath.Dir(path)), Hint: "make it first", Err: err}
		}
		return nil
	case err != nil:
		return trouble("opening "+path, err)
	case info.IsDir():
		return &hearsay.Problem{Kind: record.ErrNotRecord, What: fmt.Sprintf("%s is a folder", path), Hint: "name a file"}
	case info.Size() == 0:
		return nil
	}
	f, err := os.Open(abs)
	if err != nil {
		return trouble("opening "+path, err)
	}
	defer f.Close()
	head := make([]byte, 16)
	if _, err := io.ReadFull(f, head); err != nil || string(head) != "SQLite format 3\x00" {
		return &hearsay.Problem{Kind: record.ErrNotRecord, What: fmt.Sprintf("%s is no record", path), Hint: "name a file that hearsay add made, or one that does not exist yet"}
	}
	return nil
}

// migrate brings the tables to what this version of the program knows.
func (s *Store) migrate(ctx context.Context) error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	names, err := fs.Glob(sub, "*.sql")
	if err != nil {
		return err
	}
	newest := int64(len(names)) // they are numbered from 1 without a gap: see the tests
	// Two programs that start together may both make the tables; one of them fails
	// and finds them made at the next try.
	for try := 0; ; try++ {
		have, err := s.version()
		if err != nil {
			return err
		}
		if have > newest {
			return &hearsay.Problem{Kind: record.ErrNewer, What: fmt.Sprintf("%s was written by a newer hearsay (tables %d; this one knows %d)", s.path, have, newest), Hint: "use the newer one"}
		}
		if have == newest {
			return nil
		}
		if err := s.apply(ctx, sub); err == nil {
			return nil
		} else if try == 5 {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (s *Store) apply(ctx context.Context, files fs.FS) error {
	if _, err := s.write.Exec(fmt.Sprintf("pragma application_id = %d", application)); err != nil {
		return err
	}
	p, err := goose.NewProvider(database.DialectSQLite3, s.write, files, goose.WithDisableGlobalRegistry(true), goose.WithSlog(quiet))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// version is which migration the file has; 0 where it is new.
func (s *Store) version() (int64, error) {
	var app, tables int64
	// The tables first: another program that makes the record at this moment has
	// marked the file before it makes any.
	if err := s.read.QueryRow("select count(*) from sqlite_schema").Scan(&tables); err != nil {
		return 0, err
	}
	if err := s.read.QueryRow("pragma application_id").Scan(&app); err != nil {
		return 0, err
	}
	if tables > 0 && app != application {
		return 0, &hearsay.Problem{Kind: record.ErrNotRecord, What: fmt.Sprintf("%s is a database of another program", s.path), Hint: "name a file that hearsay add made, or one that does not exist yet"}
	}
	var have int64
	err := s.read.QueryRow("select count(*) from sqlite_schema where name = 'goose_db_version'").Scan(&have)
	if err != nil || have == 0 {
		return 0, err
	}
	err = s.read.QueryRow("select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&have)
	return have, err
}

// Size is what the file takes, with the WAL beside it.
func (s *Store) Size(context.Context) (int64, error) {
	var n int64
	for _, end := range []string{"", "-wal"} {
		info, err := os.Stat(s.path + end)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return 0, trouble("looking at the record", err)
		}
		n += info.Size()
	}
	return n, nil
}

// Close waits for the writer and the readers, and closes the file.
func (s *Store) Close() error {
	var err error
	s.once.Do(func() {
		writer := <-s.writing
		for range cap(s.tickets) {
			<-s.tickets
		}
		for len(s.reading) > 0 {
			(<-s.reading).close()
		}
		// Readers first: the last connection to close writes the WAL back, and those
		// for reading may not.
		err = s.read.Close()
		if writer != nil {
			writer.close()
		}
		err = errors.Join(err, s.write.Close())
	})
	return err
}
