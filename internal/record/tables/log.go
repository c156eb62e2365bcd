package tables

import (
	"context"
	"errors"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// What is kept for good, changes and the states of merged events, is squeezed beside the rest of the work
// and written many rows at once: before the transaction ends, or is asked for them.
type log struct {
	changes, history []line
	last             int64 // the newest change; 0: not known yet
}

// line is a row: its columns, and the last one when it is ready.
type line struct {
	columns []any
	body    func() []byte
}

// mostLines is how many rows of one table wait at the most.
const mostLines = 256

// Note keeps decisions for good; Seq and Recorded are filled in cs.
func (t *tx) Note(_ context.Context, cs []hearsay.Change) error {
	if t.log.last == 0 {
		if err := t.Row("select coalesce(max(seq), 0) from change", nil, &t.log.last); err != nil {
			return trouble("noting a change", err)
		}
	}
	for i := range cs {
		c := &cs[i]
		t.log.last++
		c.Seq, c.Recorded = t.log.last, record.Instant(t.now)
		t.log.changes = append(t.log.changes, line{[]any{c.Seq, t.now, record.Micros(c.Known), c.Kind, c.Subject, c.Object, c.Report}, record.PackReasons(c.Why)})
	}
	return trouble("noting a change", t.settleLog(mostLines))
}

// addHistory keeps a view for good. was is the view that stood, which history kept
// last; empty where none stands.
func (t *tx) addHistory(seq int64, was, is []byte) error {
	t.log.history = append(t.log.history, line{[]any{seq, t.now}, record.HistoryBlock(was, is)})
	return t.settleLog(mostLines)
}

// settleLog writes what waits, where it is as much as atLeast.
func (t *tx) settleLog(atLeast int) error {
	write := func(lines *[]line, into, row string) error {
		if len(*lines) < atLeast {
			return nil
		}
		ready := *lines
		*lines = nil
		return Parts(ready, func(part []line) error {
			var args []any
			for _, l := range part {
				args = append(append(args, l.columns...), l.body())
			}
			return t.Exec("insert into "+into+" values "+repeat(row, len(part)), args...)
		})
	}
	return errors.Join(write(&t.log.changes, "change (seq, recorded, known, kind, subject, object, report, why)", "(?, ?, ?, ?, ?, ?, ?, ?)"),
		write(&t.log.history, "history (merged, recorded, body)", "(?, ?, ?)"))
}

// logged is called before changes or history are asked for.
func (r *reader) logged() error {
	if r.tx == nil {
		return nil
	}
	return r.tx.settleLog(0)
}
