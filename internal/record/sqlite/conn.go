package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// conn is one connection with its prepared statements.
type conn struct {
	c     *sql.Conn
	stmts map[string]*sql.Stmt
	nears map[[2]int]string // see nearQuery
	// recent are the tellings that were unpacked last, by reading; see unpacked.
	recent *record.Recent[int64, []hearsay.Telling]
}

// free is the context that statements run under: they are not cancelled within.
var free = context.Background()

func newConn(db *sql.DB) (*conn, error) {
	c, err := db.Conn(free)
	if err != nil {
		return nil, err
	}
	return &conn{c: c, stmts: map[string]*sql.Stmt{}, nears: map[[2]int]string{}}, nil
}

func (c *conn) close() {
	for _, st := range c.stmts {
		st.Close()
	}
	c.c.Close()
}

func (c *conn) prepare(q string) (*sql.Stmt, error) {
	if st, ok := c.stmts[q]; ok {
		return st, nil
	}
	st, err := c.c.PrepareContext(free, q)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, strings.Join(strings.Fields(q), " "))
	}
	c.stmts[q] = st
	return st, nil
}

// Write runs f in one transaction. A process waits for its other writers without
// bound, for those of other processes as long as [Options].Wait says.
func (s *Store) Write(ctx context.Context, f func(record.Writer) error) (err error) {
	var c *conn
	select {
	case c = <-s.writing:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.writing <- c }()
	if err := ctx.Err(); err != nil {
		return err
	}
	if c == nil {
		if c, err = newConn(s.write); err != nil {
			c = nil
			return trouble("opening the record for writing", err)
		}
	}
	t := &tx{reader: reader{conn: c}, now: record.Order(s.now())}
	t.reader.tx = t
	if err := t.exec("begin immediate"); err != nil {
		return trouble("writing to the record", err)
	}
	done := false
	defer func() {
		if !done { // f failed or panicked
			t.exec("rollback") // fails where SQLite has done it already
			c.recent = nil     // the numbers of its readings will be used again
		}
	}()
	if err := f(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := t.flush(); err != nil {
		return trouble("writing to the record", err)
	}
	if err := t.exec("commit"); err != nil {
		return trouble("writing to the record", err)
	}
	done = true
	return nil
}

// Read runs f on a snapshot, taken before f begins.
func (s *Store) Read(ctx context.Context, f func(record.Reader) error) error {
	select {
	case <-s.tickets:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { s.tickets <- struct{}{} }()
	if err := ctx.Err(); err != nil {
		return err
	}
	var c *conn
	select {
	case c = <-s.reading:
	default:
		var err error
		if c, err = newConn(s.read); err != nil {
			return trouble("reading the record", err)
		}
	}
	defer func() { s.reading <- c }()
	r := &reader{conn: c}
	if err := r.exec("begin"); err != nil {
		return trouble("reading the record", err)
	}
	defer r.exec("rollback")
	var n int64
	if err := r.row("select count(*) from total", nil, &n); err != nil { // takes the snapshot
		return trouble("reading the record", err)
	}
	return f(r)
}

// reader asks on one connection, within a transaction.
type reader struct {
	*conn
	kinds map[string]int64 // numbers of kinds; -1: has none yet
	tx    *tx              // where it belongs to a writer
}

// tx is a transaction that writes.
type tx struct {
	reader
	now    int64            // microseconds; one moment for the whole transaction
	totals map[string]int64 // what to add to the totals
}

func (c *conn) exec(q string, args ...any) error {
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(free, args...)
	return err
}
