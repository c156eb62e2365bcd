package sqlite

import (
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// Statements for several rows are prepared for 32, 16, 8, 4, 2 and 1 of them, and
// a longer list is done in such parts: one statement costs as much as five rows.

func parts[T any](list []T, f func(part []T) error) error {
	for size := 32; size > 0 && len(list) > 0; size /= 2 {
		for len(list) >= size {
			if err := f(list[:size:size]); err != nil {
				return err
			}
			list = list[size:]
		}
	}
	return nil
}

// repeat writes "unit, unit, ..." n times.
func repeat(unit string, n int) string {
	return strings.TrimSuffix(strings.Repeat(unit+", ", n), ", ")
}

func anys[T any](list []T, before ...any) []any {
	out := append(make([]any, 0, len(before)+len(list)), before...)
	for _, v := range list {
		out = append(out, v)
	}
	return out
}

// row scans the one row of a query; sql.ErrNoRows where it has none.
func (c *conn) row(q string, args []any, into ...any) error {
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
		return errors.Join(rows.Err(), noRows(rows))
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	return rows.Close()
}

func noRows(rows *sql.Rows) error {
	if rows.Err() != nil {
		return nil
	}
	return sql.ErrNoRows
}

// rows calls f for each row of a query, to be scanned. A limit that stands last is
// put into the text: SQLite plans a statement anew whenever a limit is bound to it,
// which costs ten times what a look-up does. Limits take few values.
func (c *conn) rows(q string, args []any, f func(scan func(...any) error) error) error {
	if head, ok := strings.CutSuffix(q, " limit ?"); ok {
		q, args = head+" limit "+itoa(args[len(args)-1].(int)), args[:len(args)-1]
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

// insert adds a row and gives its number.
func (c *conn) insert(q string, args ...any) (int64, error) {
	st, err := c.prepare(q)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(free, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// change runs a statement and tells how many rows it changed.
func (c *conn) change(q string, args ...any) (int64, error) {
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

// in runs a query with "in (...)" in place of "in ()" for a list, in parts.
func (c *conn) in(q string, before []any, list []int64, f func(scan func(...any) error) error) error {
	return in(c, q, before, list, f)
}

func in[T any](c *conn, q string, before []any, list []T, f func(scan func(...any) error) error) error {
	head, tail, ok := strings.Cut(q, "in ()")
	if !ok {
		return errors.New("no list in " + q)
	}
	return parts(list, func(part []T) error {
		return c.rows(head+"in ("+repeat("?", len(part))+")"+tail, anys(part, before...), f)
	})
}

func itoa(n int) string { return strconv.Itoa(n) }

// distinct sorts keys and takes repetitions off.
func distinct(keys []uint64) []uint64 {
	out := slices.Clone(keys)
	slices.Sort(out)
	return slices.Compact(out)
}

// signed gives keys as SQLite's integers, which have a sign.
func signed(keys []uint64) []int64 {
	out := make([]int64, len(keys))
	for i, k := range keys {
		out[i] = int64(k)
	}
	return out
}
