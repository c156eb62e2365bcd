// Package sqlite keeps the record in one file with SQLite, which is compiled in.
//
//	db, err := sqlite.Open(ctx, "record.db", sqlite.Options{})
//	err = db.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, kept); return err })
//
// In goes what internal/record describes, out come its rows; the tables are told
// in migrations/. There is one connection for writing and a few for reading, each
// with its own prepared statements. The file is in WAL mode: readers see a
// snapshot and never wait for the writer.
//
// What a crash can do: a process that dies, at any moment and by any signal, loses
// nothing that was committed, because SQLite has handed it to the operating
// system. A loss of power, or a crash of the whole machine, may lose the last
// transactions committed before it (those since the last checkpoint of the WAL),
// but never leaves a damaged or half-written file. [Options].Sync set to "full"
// writes through to the disk at each commit, and loses nothing then either; it
// costs some milliseconds a transaction.
//
// The driver has known faults when a context is cancelled within a statement, so
// statements run to their end, and contexts are looked at between them.
package sqlite
