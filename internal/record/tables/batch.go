package tables

import (
	"errors"
	"slices"
	"strings"
)

// mostRows is how many rows one statement takes: by itself it costs as much as five
// of them. It is prepared for each number that comes up.
const mostRows = 32

// Parts calls f for parts of a list that one statement can take.
func Parts[T any](list []T, f func(part []T) error) error {
	for len(list) > 0 {
		n := min(len(list), mostRows)
		if err := f(list[:n:n]); err != nil {
			return err
		}
		list = list[n:]
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
