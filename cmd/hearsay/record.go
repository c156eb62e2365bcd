package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/postgres"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

// usualRecord is the record's file where none is named.
const usualRecord = "hearsay.db"

// recordFlags name the record that a command works on.
type recordFlags struct {
	Record string `short:"R" placeholder:"PATH|URL" help:"The record: a file, or postgres://... If not given, HEARSAY_RECORD, else hearsay.db in this folder."`
}

// where is the record that is meant.
func (f *recordFlags) where(s *surroundings) string {
	if f.Record != "" {
		return f.Record
	}
	if e := s.env("HEARSAY_RECORD"); e != "" {
		return e
	}
	return usualRecord
}

// open opens the record; only a command that puts things into it may make a new one.
func (f *recordFlags) open(ctx context.Context, s *surroundings, make bool) (record.Store, error) {
	return openRecord(ctx, f.where(s), make)
}

// openRecord opens the record in a file or a database.
func openRecord(ctx context.Context, where string, make bool) (record.Store, error) {
	if scheme, _, ok := strings.Cut(where, "://"); ok {
		if scheme == "postgres" || scheme == "postgresql" {
			return postgres.Open(ctx, where, postgres.Options{Now: time.Now, MustExist: !make})
		}
		if scheme != "file" {
			return nil, usageError{fmt.Sprintf("a record cannot be at %s: it is a file, or postgres://...", where)}
		}
		where = strings.TrimPrefix(where, "file://")
	}
	if !make {
		if _, err := os.Stat(where); os.IsNotExist(err) {
			return nil, &hearsay.Problem{Kind: hearsay.ErrMissing, What: "there is no record at " + where,
				Hint: "hearsay add PATH --record " + where + " makes one; --record or HEARSAY_RECORD names another"}
		}
	}
	return sqlite.Open(ctx, where, sqlite.Options{Now: time.Now, MustExist: !make})
}
