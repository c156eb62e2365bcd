package sqlite_test

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

// ticking is a clock that goes on by a second at each look.
func ticking() func() time.Time {
	var n atomic.Int64
	return func() time.Time {
		return time.Date(2031, 7, 1, 0, 0, 0, 123456789, time.UTC).Add(time.Duration(n.Add(1)) * time.Second)
	}
}

func open(t testing.TB, path string, o sqlite.Options) *sqlite.Store {
	t.Helper()
	if o.Now == nil {
		o.Now = ticking()
	}
	s, err := sqlite.Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	recordtest.Run(t, func(t *testing.T) record.Store {
		return open(t, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	})
}
