package sqlite

import (
	"context"
	"errors"
	"io"
	"log/slog"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// quiet takes the migrations' log; their errors come back as errors.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// told is trouble for errors of the database; those of others pass as they are.
func told(doing string, err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	return trouble(doing, err)
}

// trouble adds what was being done to an error, and to those that a person can do
// something about a hint.
func trouble(doing string, err error) error {
	if err == nil {
		return nil
	}
	var p *hearsay.Problem
	if !errors.As(err, &p) {
		if errors.Is(err, record.ErrNone) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		p = &hearsay.Problem{What: doing, Err: err}
		err = p
	}
	var e *sqlite.Error
	if p.Kind != nil || !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		p.Kind, p.Hint = record.ErrNotRecord, "name a file that hearsay add made, or one that does not exist yet"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		p.Kind, p.Hint = record.ErrBusy, "another hearsay writes to it: wait until it has finished, or stop it"
	case lib.SQLITE_FULL:
		p.Kind, p.Hint = record.ErrFull, "make room on the disk; what was accepted is safe"
	case lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_READONLY:
		p.Kind, p.Hint = hearsay.ErrRefused, "check that you may write to the file and its folder"
	case lib.SQLITE_CORRUPT:
		p.Hint = "the file is damaged: take a copy from before, or save what can be read with the sqlite3 program's .recover"
	case lib.SQLITE_IOERR:
		p.Hint = "the disk failed: check it, and the space on it"
	}
	return err
}
