// Package rows reads reports that are kept as rows: lines of JSON, JSON arrays,
// and tables of comma- or tab-separated values, under the many names that
// exports give their fields.
//
// In: a stream. Out: the [Fields] of each row, as they stand there.
//
//	v := rows.NewValues(r, 32<<20)
//	raw, err := v.Next()          // one JSON value
//	f, err := rows.Object(raw)    // f.Text, f.Title, f.Published, ...
//
// The names are listed in docs/formats/input.md; case, blanks, hyphens and
// underscores in them do not count. Memory is bounded by one row.
package rows
