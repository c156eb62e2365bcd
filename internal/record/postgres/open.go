package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/tables"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Options are how a record is opened; the zero value is right for most.
type Options struct {
	// Now gives the times at which the record accepts things; nil: the clock.
	Now func() time.Time
	// MustExist refuses to make the tables.
	MustExist bool
}

// Store is an open record. It is safe for concurrent use.
type Store struct {
	pool     *pgxpool.Pool
	now      func() time.Time
	memories chan *tables.Memory // idle ones; see [tables.Memory]
	cache    tables.Cache
}

var _ record.Store = (*Store)(nil)

// Open connects to the database at an address and makes the tables where there
// are none.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	conf, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "this is no address of a PostgreSQL database", Hint: "write it as postgres://user:password@host:5432/database"}
	}
	conf.MaxConns = max(conf.MaxConns, int32(runtime.GOMAXPROCS(0))+2)
	pool, err := pgxpool.NewWithConfig(ctx, conf)
	if err != nil {
		return nil, trouble("opening the record", err)
	}
	s := &Store{pool: pool, now: o.Now, memories: make(chan *tables.Memory, conf.MaxConns)}
	err = s.migrate(ctx, o.MustExist)
	if err == nil {
		err = tables.BringOver(ctx, s)
	}
	if err != nil {
		pool.Close()
		return nil, trouble("opening the record", err)
	}
	return s, nil
}

// migrate brings the tables to what this version of the program knows.
func (s *Store) migrate(ctx context.Context, mustExist bool) error {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	names, err := fs.Glob(sub, "*.sql")
	if err != nil {
		return err
	}
	newest := int64(len(names)) // they are numbered from 1 without a gap: see the tests
	have, err := s.version(ctx)
	if err != nil {
		return err
	}
	switch {
	case have == newest:
		return nil
	case have > newest:
		return &hearsay.Problem{Kind: record.ErrNewer, What: fmt.Sprintf("the record was written by a newer hearsay (tables %d; this one knows %d)", have, newest), Hint: "use the newer one"}
	case have == 0 && mustExist:
		return &hearsay.Problem{Kind: hearsay.ErrMissing, What: "the database holds no record", Hint: "hearsay add makes one"}
	}
	db := stdlib.OpenDBFromPool(s.pool)
	defer db.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(database.DialectPostgres, db, sub, goose.WithDisableGlobalRegistry(true), goose.WithSessionLocker(locker), goose.WithSlog(slog.New(slog.NewTextHandler(io.Discard, nil))))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// version is which migration the schema has; 0 where it is new.
func (s *Store) version(ctx context.Context) (int64, error) {
	var there bool
	err := s.pool.QueryRow(ctx, "select to_regclass(quote_ident(current_schema()) || '.goose_db_version') is not null").Scan(&there)
	if err != nil || !there {
		return 0, err
	}
	var have int64
	err = s.pool.QueryRow(ctx, "select coalesce(max(version_id), 0) from goose_db_version where is_applied").Scan(&have)
	return have, err
}

// Size is what the tables and indices of the schema take.
func (s *Store) Size(ctx context.Context) (int64, error) {
	var n int64
	err := s.pool.QueryRow(ctx, "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint from pg_class c where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace").Scan(&n)
	return n, trouble("looking at the record", err)
}

// Close waits for what runs and closes the connections.
func (s *Store) Close() error {
	s.pool.Close()
	return nil
}

// tries is how often a transaction that the database gave up is run in all.
const tries = 4

// Write runs f in one transaction that holds the lock of writers.
func (s *Store) Write(ctx context.Context, f func(record.Writer) error) error {
	for try := 1; ; try++ {
		err := s.writeOnce(ctx, f)
		if err == nil || try == tries || !again(err) || ctx.Err() != nil {
			return told("writing to the record", err)
		}
	}
}

func (s *Store) writeOnce(ctx context.Context, f func(record.Writer) error) error {
	return s.within(ctx, pgx.TxOptions{}, func(c *conn, m *tables.Memory) error {
		// The number is "hrsy"; the schema's hash parts the records of one database.
		if err := c.Exec("select pg_advisory_xact_lock(1752331129, hashtext(current_schema()))"); err != nil {
			return err
		}
		if err := tables.Write(ctx, c, m, record.Order(s.now()), f); err != nil {
			return err
		}
		return c.flush()
	})
}

// Read runs f on a snapshot, taken before f begins.
func (s *Store) Read(ctx context.Context, f func(record.Reader) error) error {
	err := s.within(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(c *conn, m *tables.Memory) error {
		var n int64
		if err := c.Row("select count(*) from total", nil, &n); err != nil { // takes the snapshot
			return err
		}
		return f(tables.NewReader(c, m, &s.cache))
	})
	return told("reading the record", err)
}

// within runs f in a transaction on a connection of the pool; it is taken back
// where f fails or panics.
func (s *Store) within(ctx context.Context, opt pgx.TxOptions, f func(*conn, *tables.Memory) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	var m *tables.Memory
	select {
	case m = <-s.memories:
	default:
		m = &tables.Memory{}
	}
	done := false
	defer func() {
		if !done {
			m.Forget()
		}
		select {
		case s.memories <- m:
		default:
		}
	}()
	err := pgx.BeginTxFunc(ctx, s.pool, opt, func(tx pgx.Tx) error { return f(&conn{ctx: ctx, tx: tx}, m) })
	done = err == nil
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return err
}
