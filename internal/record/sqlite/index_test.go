package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// TestOtherWriterPaid is TestOtherWriter where all that is held of the index is read at once.
func TestOtherWriterPaid(t *testing.T) {
	recordtest.Small(t)
	tables.Bounds.Paid = 1
	TestOtherWriter(t)
}

func TestIndexWriters(t *testing.T) {
	recordtest.Small(t)
	path := filepath.Join(t.TempDir(), "record.db")
	recordtest.Writers(t, [2]record.Store{open(t, path, sqlite.Options{}), open(t, path, sqlite.Options{})})
}

func TestIndexSmall(t *testing.T) {
	recordtest.Small(t)
	recordtest.Index(t, func(t *testing.T) record.Store {
		return open(t, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	})
}

func TestBroughtOver(t *testing.T) {
	recordtest.Small(t)
	path := filepath.Join(t.TempDir(), "record.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	recordtest.BroughtOver(t, func(q string) {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
	}, func() record.Store { return open(t, path, sqlite.Options{}) })
}
