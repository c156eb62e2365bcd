// Package tables is what the stores share: the same tables, and the statements
// that both databases read alike.
//
//	r := tables.NewReader(conn, &memory)                    // a record.Reader
//	err := tables.Write(ctx, conn, &memory, now, f)          // f gets a record.Writer
//
// In goes a [Conn], which record/sqlite and record/postgres have, each with its
// way of running statements and of searching
// text; out comes what internal/record describes. The tables are told in the migrations
// of each store.
package tables
