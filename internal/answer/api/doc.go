// Package api answers programs over HTTP: what the commands answer on a terminal, in
// the same JSON, with the same questions.
//
//	a := api.New(api.Options{Store: db, Now: time.Now, Log: log, May: may})
//	a.Register(mux)          // /api/...
//	defer a.Close()          // ends what follows the record
//
// In: requests that may pass (package guard stands before). Out: the forms of
// docs/formats/answers.md, one object or, as application/x-ndjson, a row a line; what cannot be answered as
// problem+json with what is wrong and what would be right. docs/api.md is the manual, /api/openapi.json the description
// for programs, /api/docs the same for people.
//
// An answer depends on the question and on what the record holds, so its ETag is made of
// both: the question as it was understood, with its times resolved, and the number of transactions that the
// record has taken. It costs one row to look up.
//
// An answer is written to a buffer on one snapshot of the record and sent when that is
// done: a client that reads slowly keeps no snapshot, of which SQLite has few.
package api
