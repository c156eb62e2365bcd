package recordtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// Small makes the bounds of the linking index so low that a test comes to them.
func Small(t *testing.T) {
	was := tables.Bounds
	t.Cleanup(func() { tables.Bounds = was })
	tables.Bounds.Block, tables.Bounds.Tails, tables.Bounds.Held, tables.Bounds.Over, tables.Bounds.Paid = 300, 250, 400, 500, 20
}

// Writers holds the linking index of one record against a plain list, while two stores write to it, some
// transactions fail, readers look at what stood when they began, and all is taken off now and then.
func Writers(t *testing.T, stores [2]record.Store) {
	r := rand.New(rand.NewPCG(11, 12))
	type plain map[string]map[hearsay.Posting]bool
	kinds := []string{"k", "l"}
	key := func() uint64 {
		switch r.IntN(4) {
		case 0:
			return uint64(r.IntN(2)) * math.MaxUint64
		case 1:
			return uint64(r.IntN(40))
		}
		return r.Uint64N(60) << 58
	}
	check := func(what string, rd record.Reader, held plain) {
		t.Helper()
		kind := kinds[r.IntN(2)]
		keys := make([]uint64, 1+r.IntN(20))
		for i := range keys {
			keys[i] = key()
		}
		from := int32(r.IntN(260) - 60)
		to, limit := from+int32(r.IntN(240)), r.IntN(12)
		got, err := rd.Near(t.Context(), kind, keys, from, to, limit)
		if err != nil {
			t.Fatal(err)
		}
		if want := nearest(maps.Keys(held[kind]), keys, from, to, limit); !slices.Equal(got, want) {
			t.Fatalf("%s: near %d-%d limit %d of %v:\n%v\nwant\n%v", what, from, to, limit, keys, got, want)
		}
	}
	now := plain{"k": {}, "l": {}}
	write := func(n int) {
		next := plain{"k": maps.Clone(now["k"]), "l": maps.Clone(now["l"])}
		failing := r.IntN(5) == 0
		err := stores[r.IntN(2)].Write(t.Context(), func(w record.Writer) error {
			if r.IntN(70) == 0 {
				if err := w.Unlink(t.Context()); err != nil {
					return err
				}
				next = plain{"k": {}, "l": {}}
			}
			for range 1 + r.IntN(4) {
				check(fmt.Sprintf("write %d", n), w, next)
				kind := kinds[r.IntN(2)]
				var ps []hearsay.Posting
				for range r.IntN(60) {
					p := hearsay.Posting{Key: key(), Day: int32(n/4 + r.IntN(3)), Ref: r.Int64N(200)}
					switch r.IntN(10) {
					case 0:
						p.Day = int32(r.IntN(200) - 60)
					case 1:
						p.Ref = r.Int64() - math.MaxInt64/2
					}
					ps = append(ps, p)
					next[kind][p] = true
				}
				if err := w.Post(t.Context(), kind, ps); err != nil {
					return err
				}
			}
			check(fmt.Sprintf("write %d, at its end", n), w, next)
			if failing {
				return errFailing
			}
			return nil
		})
		switch {
		case failing && !errors.Is(err, errFailing) || !failing && err != nil:
			t.Fatal(err)
		case !failing:
			now = next
		}
	}
	for n := range 300 {
		if r.IntN(4) > 0 {
			write(n)
			continue
		}
		err := stores[r.IntN(2)].Read(t.Context(), func(rd record.Reader) error {
			stood := now
			check(fmt.Sprintf("read %d", n), rd, stood)
			write(n)
			for range 3 {
				check(fmt.Sprintf("read %d, after a write", n), rd, stood)
			}
			return context.Cause(t.Context())
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// BroughtOver makes of a record one of an older version, with a row for each posting, and looks whether all
// are found after it was broken off, while an older program goes on adding, and when it is opened again.
func BroughtOver(t *testing.T, exec func(q string), open func() record.Store) {
	ctx := t.Context()
	had := []hearsay.Posting{{Key: 3, Day: 40, Ref: 1}, {Key: 3, Day: 41, Ref: 2}}
	s := open()
	if err := s.Write(ctx, func(w record.Writer) error { return w.Post(ctx, "k", had) }); err != nil {
		t.Fatal(err)
	}
	exec("create table posting (kind bigint not null, period bigint not null, key bigint not null, day bigint not null, ref bigint not null)")
	r := rand.New(rand.NewPCG(8, 9))
	want := map[hearsay.Posting]bool{}
	for _, p := range had {
		want[p] = true
	}
	q := ""
	for n := range 4000 {
		p := hearsay.Posting{Key: r.Uint64(), Day: int32(r.IntN(100) - 40), Ref: int64(n)}
		switch r.IntN(5) {
		case 0:
			p.Key = uint64(r.IntN(4)) * (math.MaxUint64 / 3)
		case 1:
			p.Key = 3 // more than are brought over at once
			p.Day = 50
		}
		want[p] = true
		q += fmt.Sprintf(", (1, %d, %d, %d, %d)", p.Day>>5, int64(p.Key), p.Day, p.Ref)
	}
	exec("insert into posting (kind, period, key, day, ref) values " + q[2:])
	exec("insert into total (name, n) values ('unpacked', 1) on conflict (name) do update set n = 1")
	broken := errors.New("broken off")
	if err := tables.BringOver(ctx, &watching{Store: s, before: func(n int) error {
		if n == 2 {
			return broken
		}
		return nil
	}}); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if err := tables.BringOver(ctx, &watching{Store: s, before: func(n int) error {
		if n == 1 { // behind what is brought over next
			p := hearsay.Posting{Key: 1 << 63, Day: -40, Ref: 5000}
			want[p] = true
			exec(fmt.Sprintf("insert into posting (kind, period, key, day, ref) values (1, -2, %d, %d, %d)", math.MinInt64, p.Day, p.Ref))
		}
		return nil
	}}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for range 2 { // the second time there is nothing to do
		s = open()
		var keys []uint64
		for p := range want {
			keys = append(keys, p.Key)
		}
		var got []hearsay.Posting
		err := s.Read(ctx, func(r record.Reader) (err error) {
			got, err = r.Near(ctx, "k", keys, -100, 200, 0)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		found := map[hearsay.Posting]bool{}
		for _, p := range got {
			found[p] = true
		}
		if len(got) != len(want) || !maps.Equal(found, want) {
			t.Fatalf("%d postings are found, and %d were there", len(got), len(want))
		}
		s.Close()
	}
}

// watching is a store that calls before ahead of each transaction, with how many there were.
type watching struct {
	record.Store
	before func(n int) error
	n      int
}

func (s *watching) Write(ctx context.Context, f func(record.Writer) error) error {
	if err := s.before(s.n); err != nil {
		return err
	}
	s.n++
	return s.Store.Write(ctx, f)
}
