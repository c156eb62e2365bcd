package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
)

// TestFull: a disk without room is told of, and leaves what was accepted.
func TestFull(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := recordtest.WriteSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		c := <-s.writing
		var n int
		if err := c.Row(fmt.Sprintf("pragma max_page_count = %d", pages), nil, &n); err != nil {
			t.Error(err)
		}
		s.writing <- c
	}
	limit(1) // SQLite takes what the file has now
	keep := func(w record.Writer) error {
		for n := range 500 {
			if _, err := w.Keep(context.Background(), []record.Kept{recordtest.Report(1000 + n)}); err != nil {
				return err
			}
		}
		return nil
	}
	err = s.Write(t.Context(), keep)
	var p *hearsay.Problem
	if !errors.Is(err, record.ErrFull) || !errors.As(err, &p) || p.Hint == "" {
		t.Errorf("no room: %v", err)
	}
	recordtest.CheckSample(t, s)
	limit(1 << 30)
	if err := s.Write(t.Context(), keep); err != nil {
		t.Errorf("when there is room again: %v", err)
	}
}

// TestManyStatements: a connection does not keep a statement for each limit that
// was ever asked for.
func TestManyStatements(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := recordtest.WriteSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	err = s.Read(t.Context(), func(r record.Reader) error {
		for n := range 2 * mostStatements {
			if _, err := r.Pending(t.Context(), n+1); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if c := <-s.reading; len(c.stmts) > mostStatements {
		t.Errorf("%d statements are kept", len(c.stmts))
	} else {
		s.reading <- c
	}
	recordtest.CheckSample(t, s)
}
