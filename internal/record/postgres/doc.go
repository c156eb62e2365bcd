// Package postgres keeps the record in PostgreSQL, for teams and for records that
// outgrow one machine.
//
//	db, err := postgres.Open(ctx, "postgres://desk@db.example/news", postgres.Options{})
//	err = db.Write(ctx, func(w record.Writer) error { _, err := w.Keep(ctx, kept); return err })
//
// The tables are told in migrations/; they lie in the first schema of the
// connection's search_path, so that one database can hold several records
// (?search_path=desk in the address). Readers see a snapshot (repeatable read). There is one writer
// at a time, whatever the number of processes: a transaction that writes holds an
// advisory lock of the schema. What a writer sends is gathered and goes out with
// its next question, so that linking a report takes as many round trips as it asks
// questions.
//
// The address may say default_query_exec_mode=exec or simple_protocol where a pooler such as
// pgbouncer in transaction mode lies between.
package postgres
