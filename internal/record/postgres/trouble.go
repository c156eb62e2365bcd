package postgres

import (
	"context"
	"errors"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// again tells whether a transaction that failed may be run once more: the
// database gave it up for the sake of others.
func again(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

// told is trouble for errors of the database; those of others pass as they are.
func told(doing string, err error) error {
	var e *pgconn.PgError
	var c *pgconn.ConnectError
	var n net.Error
	if errors.As(err, &e) || errors.As(err, &c) || errors.As(err, &n) {
		return trouble(doing, err)
	}
	return err
}

// trouble adds what was being done to an error, and to those that a person can do
// something about a hint. Codes: PostgreSQL's appendix A.
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
	if p.Kind != nil {
		return err
	}
	var e *pgconn.PgError
	var c *pgconn.ConnectError
	switch {
	case errors.As(err, &e):
		switch e.Code {
		case "28P01", "28000":
			p.Kind, p.Hint = hearsay.ErrRefused, "check user and password in the address"
		case "3D000":
			p.Kind, p.Hint = hearsay.ErrMissing, "make the database first: createdb NAME"
		case "3F000":
			p.Kind, p.Hint = hearsay.ErrMissing, "make the schema first: create schema NAME"
		case "42501":
			p.Kind, p.Hint = hearsay.ErrRefused, "the user needs leave to make and change tables in the schema"
		case "53100":
			p.Kind, p.Hint = record.ErrFull, "make room on the server's disk; what was accepted is safe"
		case "53300":
			p.Kind, p.Hint = record.ErrBusy, "the server has no connection left: close others, or raise max_connections"
		case "55P03", "57014":
			p.Kind, p.Hint = record.ErrBusy, "another hearsay writes to it: wait until it has finished, or stop it"
		case "57P01", "57P02", "57P03":
			p.Kind, p.Hint = hearsay.ErrUnreachable, "the server was stopped or is starting; what was accepted is safe: try again"
		}
	case errors.As(err, &c):
		p.Kind, p.Hint = hearsay.ErrUnreachable, "check host and port in the address, and that the server runs"
	}
	return err
}
