package sqlite_test

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
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

// What a writer keeps of the linking index is forgotten where another program wrote.
func TestOtherWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	one, other := open(t, path, sqlite.Options{}), open(t, path, sqlite.Options{})
	ctx := context.Background()
	for n := range int64(6) {
		store := one
		if n%3 == 1 {
			store = other
		}
		err := store.Write(ctx, func(w record.Writer) error {
			got, err := w.Near(ctx, "k", []uint64{5}, 0, 40, 9)
			if err != nil || int64(len(got)) != n {
				t.Errorf("write %d: %v %v", n, got, err)
			}
			counts, _, err := w.Frequency(ctx, "k", []uint64{5}, 0, 40)
			if err != nil || counts[0] != n {
				t.Errorf("write %d: counted %v %v", n, counts, err)
			}
			if err := w.Count(ctx, "k", []uint64{5}, 7); err != nil {
				return err
			}
			return w.Post(ctx, "k", []hearsay.Posting{{Key: 5, Day: 7, Ref: n}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
