package postgres

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
)

// conn runs statements within one transaction. What returns nothing is gathered
// and sent with the next statement that does.
type conn struct {
	ctx   context.Context // of the whole transaction
	tx    pgx.Tx
	batch pgx.Batch
}

// mostGathered bounds the statements that wait to be sent.
const mostGathered = 256

// Exec gathers a statement.
func (c *conn) Exec(q string, args ...any) error {
	c.batch.Queue(numbered(q), args...)
	if c.batch.Len() >= mostGathered {
		return c.flush()
	}
	return nil
}

// flush sends what was gathered.
func (c *conn) flush() error {
	if c.batch.Len() == 0 {
		return nil
	}
	b := c.batch
	c.batch = pgx.Batch{}
	return c.tx.SendBatch(c.ctx, &b).Close()
}

// query sends what was gathered with a query, and hands its rows to f.
func (c *conn) query(q string, args []any, f func(pgx.Rows) error) error {
	if c.batch.Len() == 0 {
		rows, err := c.tx.Query(c.ctx, numbered(q), args...)
		if err != nil {
			return err
		}
		return all(rows, f)
	}
	b := c.batch
	c.batch = pgx.Batch{}
	before := b.Len()
	b.Queue(numbered(q), args...)
	sent := c.tx.SendBatch(c.ctx, &b)
	for range before {
		if _, err := sent.Exec(); err != nil {
			sent.Close()
			return err
		}
	}
	rows, err := sent.Query()
	if err == nil {
		err = all(rows, f)
	}
	if closed := sent.Close(); err == nil {
		err = closed
	}
	return err
}

func all(rows pgx.Rows, f func(pgx.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Row scans the one row of a query; sql.ErrNoRows where it has none.
func (c *conn) Row(q string, args []any, into ...any) error {
	found := false
	err := c.query(q, args, func(r pgx.Rows) error {
		if found {
			return nil
		}
		found = true
		return r.Scan(into...)
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return err
}

// Rows calls f for each row of a query.
func (c *conn) Rows(q string, args []any, f func(scan func(...any) error) error) error {
	return c.query(q, args, func(r pgx.Rows) error { return f(r.Scan) })
}

// Insert runs an insert that returns the number of the new row.
func (c *conn) Insert(q string, args ...any) (int64, error) {
	var n int64
	err := c.Row(q, args, &n)
	return n, err
}

// Change runs a statement and tells how many rows it changed.
func (c *conn) Change(q string, args ...any) (int64, error) {
	if err := c.flush(); err != nil {
		return 0, err
	}
	tag, err := c.tx.Exec(c.ctx, numbered(q), args...)
	return tag.RowsAffected(), err
}

// statements are those that were translated; their number is that of the statements in
// record/tables, in some sizes.
var statements sync.Map

// numbered writes the parameters of a statement as PostgreSQL has them: "?" as
// "$1", "$2" in turn, "?1" as "$1". No statement has a question mark in its text.
func numbered(q string) string {
	if s, ok := statements.Load(q); ok {
		return s.(string)
	}
	var b strings.Builder
	n := 0
	for i := 0; i < len(q); i++ {
		if q[i] != '?' {
			b.WriteByte(q[i])
			continue
		}
		b.WriteByte('$')
		if i+1 < len(q) && '0' <= q[i+1] && q[i+1] <= '9' {
			continue
		}
		n++
		b.WriteString(strconv.Itoa(n))
	}
	statements.Store(q, b.String())
	return b.String()
}
