package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// free is the context that statements run under: they are not cancelled within.
var free = context.Background()

// stmt is a prepared statement with room for what goes in and comes out.
type stmt struct {
	s    driver.Stmt
	in   []driver.NamedValue
	out  []driver.Value
	busy bool // its rows are being read
}

func newStmt(d driver.Conn, q string) (*stmt, error) {
	s, err := d.(driver.ConnPrepareContext).PrepareContext(free, q)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, strings.Join(strings.Fields(q), " "))
	}
	return &stmt{s: s}, nil
}

func (st *stmt) close() { st.s.Close() }

// bind makes what goes in of arguments.
func (st *stmt) bind(args []any) error {
	st.in = st.in[:0]
	for i, a := range args {
		v, err := value(a)
		if err != nil {
			return err
		}
		st.in = append(st.in, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return nil
}

func (st *stmt) exec(args []any) (driver.Result, error) {
	if err := st.bind(args); err != nil {
		return nil, err
	}
	return st.s.(driver.StmtExecContext).ExecContext(free, st.in)
}

// rows calls f for each row until it says no more.
func (st *stmt) rows(args []any, f func(scan func(...any) error) (more bool, err error)) error {
	if err := st.bind(args); err != nil {
		return err
	}
	rows, err := st.s.(driver.StmtQueryContext).QueryContext(free, st.in)
	if err != nil {
		return err
	}
	st.busy = true
	defer func() { st.busy = false; rows.Close() }()
	if n := len(rows.Columns()); len(st.out) != n {
		st.out = make([]driver.Value, n)
	}
	scan := func(into ...any) error {
		if len(into) != len(st.out) {
			return fmt.Errorf("%d columns are read into %d places", len(st.out), len(into))
		}
		for i, v := range st.out {
			if err := assign(into[i], v); err != nil {
				return fmt.Errorf("column %s: %w", rows.Columns()[i], err)
			}
		}
		return nil
	}
	for {
		if err := rows.Next(st.out); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if more, err := f(scan); err != nil || !more {
			return err
		}
	}
}

// value makes of an argument one of the types that the driver knows.
func value(a any) (driver.Value, error) {
	switch a := a.(type) {
	case nil, int64, string, []byte, float64:
		return a, nil
	case int:
		return int64(a), nil
	case int32:
		return int64(a), nil
	case bool:
		if a {
			return int64(1), nil
		}
		return int64(0), nil
	case *int64:
		if a == nil {
			return nil, nil
		}
		return *a, nil
	}
	v, err := driver.DefaultParameterConverter.ConvertValue(a)
	if err != nil {
		return nil, fmt.Errorf("an argument of type %T: %w", a, err)
	}
	return v, nil
}

// assign puts a column into a variable.
func assign(into any, v driver.Value) error {
	n, isInt := v.(int64)
	switch p := into.(type) {
	case *int64:
		*p = n
	case *int:
		*p = int(n)
	case *int32:
		*p = int32(n)
	case *bool:
		*p = n != 0
	case **int64:
		*p = nil
		if v != nil {
			*p = &n
		}
		isInt = isInt || v == nil
	case *string:
		var ok bool
		if *p, ok = v.(string); !ok {
			return fmt.Errorf("it holds a %T and no text", v)
		}
		return nil
	case *[]byte:
		var ok bool
		if *p, ok = v.([]byte); !ok && v != nil {
			return fmt.Errorf("it holds a %T and no bytes", v)
		}
		return nil
	case sql.Scanner:
		return p.Scan(v)
	default:
		return fmt.Errorf("nothing is read into a %T", into)
	}
	if !isInt {
		return fmt.Errorf("it holds a %T and no number", v)
	}
	return nil
}

// Exec runs a statement.
func (c *conn) Exec(q string, args ...any) error {
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	_, err = st.exec(args)
	return err
}

// Row scans the one row of a query; sql.ErrNoRows where it has none.
func (c *conn) Row(q string, args []any, into ...any) error {
	st, err := c.prepare(q)
	if err != nil {
		return err
	}
	found := false
	err = st.rows(args, func(scan func(...any) error) (bool, error) {
		found = true
		return false, scan(into...)
	})
	if err == nil && !found {
		return sql.ErrNoRows
	}
	return err
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
	return st.rows(args, func(scan func(...any) error) (bool, error) { return true, f(scan) })
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
	res, err := st.exec(args)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}
