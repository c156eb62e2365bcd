package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// conn is one connection with its prepared statements. It speaks to the driver
// itself: database/sql between the two would cost as much again for each row, for
// a pool and conversions that are not needed here.
type conn struct {
	d      driver.Conn
	stmts  map[string]*stmt
	memory tables.Memory
}

func newConn(db *sql.DB, address string) (*conn, error) {
	d, err := db.Driver().Open(address)
	if err != nil {
		return nil, err
	}
	return &conn{d: d, stmts: map[string]*stmt{}}, nil
}

func (c *conn) close() {
	for _, st := range c.stmts {
		st.close()
	}
	c.d.Close()
}

// mostStatements bounds what is kept prepared: limits stand in the texts of
// statements, and a user may ask for any. A linking writer needs 600.
const mostStatements = 1500

func (c *conn) prepare(q string) (*stmt, error) {
	if st, ok := c.stmts[q]; ok {
		if st.busy {
			return nil, fmt.Errorf("the rows of this statement are still being read: %s", q)
		}
		return st, nil
	}
	if len(c.stmts) >= mostStatements {
		for q, st := range c.stmts {
			if !st.busy {
				st.close()
				delete(c.stmts, q)
			}
		}
	}
	st, err := newStmt(c.d, q)
	if err != nil {
		return nil, err
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
		if c, err = newConn(s.write, s.writeAddress); err != nil {
			c = nil
			return trouble("opening the record for writing", err)
		}
	}
	if err := c.Exec("begin immediate"); err != nil {
		c.close() // whatever state it is in, the next one is fresh
		c = nil
		return trouble("writing to the record", err)
	}
	done := false
	defer func() {
		if !done { // f failed or panicked
			c.Exec("rollback") // fails where SQLite has done it already
			c.memory.Forget()
		}
	}()
	if err := tables.Write(ctx, c, &c.memory, record.Order(s.now()), f); err != nil {
		return told("writing to the record", err)
	}
	if err := c.Exec("commit"); err != nil {
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
		if c, err = newConn(s.read, s.readAddress); err != nil {
			return trouble("reading the record", err)
		}
	}
	defer func() { s.reading <- c }()
	if err := c.Exec("begin"); err != nil {
		return trouble("reading the record", err)
	}
	defer c.Exec("rollback")
	var n int64
	if err := c.Row("select count(*) from total", nil, &n); err != nil { // takes the snapshot
		return trouble("reading the record", err)
	}
	return told("reading the record", f(tables.NewReader(c, &c.memory, &s.cache)))
}
