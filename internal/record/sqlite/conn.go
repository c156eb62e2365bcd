package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// conn is one connection with its prepared statements.
type conn struct {
	c      *sql.Conn
	stmts  map[string]*sql.Stmt
	nears  map[[2]int]string // see nearQuery
	memory tables.Memory
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

// mostStatements bounds what is kept prepared: limits stand in the texts of
// statements, and a user may ask for any. A linking writer needs 600.
const mostStatements = 1500

func (c *conn) prepare(q string) (*sql.Stmt, error) {
	if st, ok := c.stmts[q]; ok {
		return st, nil
	}
	if len(c.stmts) >= mostStatements {
		for _, st := range c.stmts { // one that is still read from is closed when it has been
			st.Close()
		}
		clear(c.stmts)
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
		if c, err = newConn(s.read); err != nil {
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
	return told("reading the record", f(tables.NewReader(c, &c.memory)))
}

// Exec runs a statement.
func (c *conn) Exec(q string, args ...any) error {
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(free, args...)
	return err
}

// Row scans the one row of a query; sql.ErrNoRows where it has none.
func (c *conn) Row(q string, args []any, into ...any) error {
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(free, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		if rows.Err() != nil {
			return rows.Err()
		}
		return sql.ErrNoRows
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	return rows.Close()
}

// Rows calls f for each row of a query, to be scanned. A limit that stands last is
// put into the text: SQLite plans a statement anew whenever a limit is bound to it,
// which costs ten times what a look-up does. Limits take few values.
func (c *conn) Rows(q string, args []any, f func(scan func(...any) error) error) error {
	if head, ok := strings.CutSuffix(q, " limit ?"); ok {
		q, args = head+" limit "+strconv.Itoa(args[len(args)-1].(int)), args[:len(args)-1]
	}
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(free, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return rows.Close()
}

// Insert runs an insert that returns the number of the new row.
func (c *conn) Insert(q string, args ...any) (int64, error) {
	var n int64
	err := c.Row(q, args, &n)
	return n, err
}

// Change runs a statement and tells how many rows it changed.
func (c *conn) Change(q string, args ...any) (int64, error) {
	st, err := c.prepare(q)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(free, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}
