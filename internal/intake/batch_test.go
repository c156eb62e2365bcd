package intake_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay/internal/record"
)

// The links do not depend on how many reports are linked in one transaction: a run
// that was stopped goes on with other batches than one that was not.
func TestBatches(t *testing.T) {
	k := newKeeper(t)
	for _, s := range readSets(t, "testdata/set") {
		var items []item
		for _, r := range s.reports {
			items = append(items, item{r.name, r.item})
		}
		k.add(t, items)
	}
	ctx := context.Background()
	var want []record.Told
	for _, size := range []int{256, 1, 7} {
		if err := k.store.Write(ctx, func(w record.Writer) error { return w.Unlink(ctx) }); err != nil {
			t.Fatal(err)
		}
		k.linker.Batch = size
		k.link(t)
		var got []record.Told
		err := k.store.Read(ctx, func(r record.Reader) error {
			for seq := int64(1); seq <= int64(len(k.name)); seq++ {
				ts, err := r.ToldBy(ctx, seq)
				if err != nil {
					return err
				}
				got = append(got, ts...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("in batches of 256 (-) and of %d (+):\n%s", size, d)
		}
	}
}
