package tables

import (
	"context"
	"errors"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Conn is one connection of a database within a transaction: its way of running
// statements, and the few things that each database does in its own way. In
// statements a parameter is "?", or "?1" where it stands more than once, and a
// limit stands last.
type Conn interface {
	// Row scans the one row of a query; sql.ErrNoRows where it has none.
	Row(q string, args []any, into ...any) error
	// Rows calls f for each row of a query. f runs no statement of its own.
	Rows(q string, args []any, f func(scan func(...any) error) error) error
	// Exec runs a statement, at once or at the latest before the next that returns something.
	Exec(q string, args ...any) error
	// Insert runs an insert that returns the number of the new row.
	Insert(q string, args ...any) (int64, error)
	// Change runs a statement and tells how many rows it changed.
	Change(q string, args ...any) (int64, error)

	// PutText adds a report to the index of full text; the words are folded already.
	PutText(seq int64, title, body string) error
	// MatchText is the query that lists the reports which answer a full-text question: it takes
	// its last argument, then the largest number and the limit.
	MatchText(q *record.TextQuery) (query string, arg any, err error)
}

// reader asks on one connection, within a transaction.
type reader struct {
	Conn
	*Memory
	kinds map[string]int64 // numbers of kinds; -1: has none yet
	tx    *tx              // where it belongs to a writer
	cache *Cache           // of its store; nil in a writer
	own   postings         // of a reader
	frequencies
	corrections
}

// tx is a transaction that writes.
type tx struct {
	reader
	now     int64                    // microseconds; one moment for the whole transaction
	totals  map[string]int64         // what to add to the totals
	terms   map[string]edits         // what to write into the index of questions, by table
	facts   map[int64]map[int][]byte // what to write into the stripes of facts, by stripe and place; nil: to take off
	tallies map[tallyKey]int64       // what to add to the counts of outlets
	// What is posted and not written yet, by part; how much of it there is.
	fresh     map[part][]record.Entry
	freshRows int
	log       log
}

// NewReader asks through a connection of the store that the cache belongs to.
func NewReader(c Conn, m *Memory, k *Cache) record.Reader {
	return &reader{Conn: c, Memory: m, cache: k}
}

// Write runs f with a writer on a connection, and what is left to write after it. now, in
// microseconds, is when all of it is recorded. The caller begins and ends the
// transaction.
func Write(ctx context.Context, c Conn, m *Memory, now int64, f func(record.Writer) error) error {
	t := &tx{reader: reader{Conn: c, Memory: m}, now: now}
	t.reader.tx = t
	if err := t.wake(); err != nil {
		return trouble("writing to the record", err)
	}
	if err := f(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := t.settle(); err != nil {
		return trouble("writing to the record", err)
	}
	if err := errors.Join(t.settleFacts(), t.flushTallies()); err != nil {
		return trouble("writing to the record", err)
	}
	if err := errors.Join(t.flushFrequencies(), t.settlePostings(), t.settleLog(0)); err != nil {
		return trouble("writing to the record", err)
	}
	return trouble("writing to the record", t.flush())
}

// trouble adds what was being done to an error; what the database says of it is
// added by the stores.
func trouble(doing string, err error) error {
	if err == nil {
		return nil
	}
	var had *hearsay.Problem
	if errors.As(err, &had) || errors.Is(err, record.ErrNone) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &hearsay.Problem{What: doing, Err: err}
}
