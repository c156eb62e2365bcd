package link_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/link"
	"github.com/hearsay/hearsay/internal/link/dup"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
	"github.com/hearsay/hearsay/internal/record/sqlite"
)

// TestStuck: a report whose digest cannot be read waits on, is told of each time, and keeps no other from
// being linked.
func TestStuck(t *testing.T) {
	ctx := t.Context()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	good := (&link.Digest{Dup: dup.Sketch{Words: 9, Keys: []uint64{7}}, Story: (&story.Card{}).Encode()}).Encode()
	keep := func(digest []byte, numbers ...int) {
		t.Helper()
		err := store.Write(ctx, func(w record.Writer) error {
			for _, n := range numbers {
				k := recordtest.Report(n)
				k.Reading.Digest = digest
				if _, err := w.Keep(ctx, []record.Kept{k}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	l, err := link.New()
	if err != nil {
		t.Fatal(err)
	}
	l.Batch = 2
	run := func(linked int64, waiting []int64, says string) {
		t.Helper()
		sum, err := l.Run(ctx, store, nil)
		if sum.Reports != linked || sum.Faults > 0 {
			t.Errorf("%s, want %d reports", sum, linked)
		}
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, want %q", err, says)
		}
		var got []int64
		if err := store.Read(ctx, func(r record.Reader) (err error) {
			got, err = r.Pending(context.Background(), 100)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		if !slices.Equal(got, waiting) {
			t.Errorf("waiting: %v, want %v", got, waiting)
		}
	}
	keep([]byte{1, 2}, 1, 2, 3) // of an older version
	keep(good, 4, 5, 6, 7, 8)
	run(5, []int64{1, 2, 3}, "2 others alike: what linking needs of a reading was made by an older hearsay")
	keep(good, 9)
	run(1, []int64{1, 2, 3}, "older hearsay")
	run(0, []int64{1, 2, 3}, "older hearsay")
	err = store.Write(ctx, func(w record.Writer) error {
		for seq := int64(1); seq <= 3; seq++ { // they are read anew
			g := recordtest.Report(int(seq)).Reading
			g.MadeBy, g.Digest = "newer", good
			if err := w.KeepReading(ctx, seq, g); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	run(3, nil, "")
}
