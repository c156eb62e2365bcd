package tables

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay/hearsay/internal/record"
)

// TestTail holds a tail against a sorted list.
func TestTail(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func(n int) []record.Entry {
		var es []record.Entry
		for range n {
			es = append(es, record.Entry{Key: r.Uint64N(900), Day: uint8(r.IntN(32)), Ref: r.Int64N(5)})
		}
		slices.SortFunc(es, record.Entry.Compare)
		return slices.Compact(es)
	}
	for _, n := range []int{0, 1, chunkRows * 3 / 4, 3000} {
		want := some(n)
		got := tailOf(want)
		for i := range 4000 {
			e := record.Entry{Key: r.Uint64N(900), Day: uint8(r.IntN(32)), Ref: r.Int64N(5)}
			if i >= 3000 {
				e = record.Entry{Key: 900 + uint64(i), Day: 1}
			}
			at, have := slices.BinarySearchFunc(want, e, record.Entry.Compare)
			if got.add(e) == have {
				t.Fatalf("%v: was it there: %v", e, have)
			}
			if !have {
				want = slices.Insert(want, at, e)
			}
		}
		if !slices.Equal(got.all(), want) || got.n != len(want) {
			t.Fatalf("a tail that began with %d holds others than were put in", n)
		}
		for range 300 {
			e := record.Entry{Key: r.Uint64N(5000), Day: uint8(r.IntN(32))}
			at, _ := slices.BinarySearchFunc(want, e, record.Entry.Compare)
			if found := got.between(nil, e, record.LastEntry, 700); !slices.Equal(found, want[at:min(len(want), at+700)]) {
				t.Fatalf("from %v on others are found", e)
			}
			to := record.Entry{Key: e.Key + r.Uint64N(20), Day: 31, Ref: 9}
			end, _ := slices.BinarySearchFunc(want, to, record.Entry.Compare)
			if found := got.between(nil, e, to, 0); !slices.Equal(found, want[at:end]) {
				t.Fatalf("from %v to %v others are found", e, to)
			}
		}
	}
	lists := [][]record.Entry{some(50), nil, some(3), some(700), some(700)}
	want := slices.Concat(lists...)
	slices.SortFunc(want, record.Entry.Compare)
	if !slices.Equal(mergeEntries(lists...), slices.Compact(want)) {
		t.Error("lists are not merged")
	}
}

// TestShed: the shelf that was not used for longest goes where there is too much, but not one that holds
// what is not written.
func TestShed(t *testing.T) {
	defer func(n int) { Bounds.Held = n }(Bounds.Held)
	Bounds.Held = 100
	x := &postings{shelves: map[part]*shelf{}, asks: 5}
	for i := range 4 {
		x.shelves[part{1, int32(i)}] = &shelf{leaves: make([]record.Leaf, 50), used: int64(i)}
	}
	x.shed(func(p part) bool { return p.period == 1 })
	if len(x.shelves) != 2 || x.shelves[part{1, 1}] == nil || x.shelves[part{1, 3}] == nil {
		t.Errorf("left: %v", x.shelves)
	}
}
