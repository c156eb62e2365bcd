package tables

import (
	"errors"
	"slices"
	"strings"
)

// Statements for several rows are prepared for 32, 16, 8, 4, 2 and 1 of them, and
// a longer list is done in such parts: one statement costs as much as five rows.

// Parts calls f for such parts of a list.
func Parts[T any](list []T, f func(part []T) error) error {
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

// in runs a query with "in (...)" in place of "in ()" for a list, in parts.
func (r *reader) in(q string, before []any, list []int64, f func(scan func(...any) error) error) error {
	return in(r.Conn, q, before, list, f)
}

func in[T any](c Conn, q string, before []any, list []T, f func(scan func(...any) error) error) error {
	head, tail, ok := strings.Cut(q, "in ()")
	if !ok {
		return errors.New("no list in " + q)
	}
	return Parts(list, func(part []T) error {
		return c.Rows(head+"in ("+repeat("?", len(part))+")"+tail, anys(part, before...), f)
	})
}

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
