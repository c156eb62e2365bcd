package record

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// someEntries are n in order, with keys of few and of one report, under refs of up to so many bits.
func someEntries(r *rand.Rand, n, refBits int) []Entry {
	var es []Entry
	for range n {
		e := Entry{Key: r.Uint64(), Day: uint8(r.IntN(32)), Ref: r.Int64() >> (63 - refBits)}
		switch r.IntN(4) {
		case 0:
			e.Key = uint64(r.IntN(3)) << 62
		case 1:
			e.Key = math.MaxUint64 - uint64(r.IntN(5))
		}
		es = append(es, e)
	}
	slices.SortFunc(es, Entry.Compare)
	return slices.Compact(es)
}

func TestEntries(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 31, 32, 33, 64, 500, 5000} {
		for _, refBits := range []int{0, 1, 17, 58, 59, 60, 63} {
			es := someEntries(r, n, refBits)
			body := PackEntries(es)
			got, err := UnpackEntries(nil, body)
			if err != nil || !slices.Equal(es, got) {
				t.Fatalf("%d entries of %d bits: %v", n, refBits, err)
			}
			for range 50 {
				from := Entry{Key: r.Uint64(), Day: uint8(r.IntN(32)), Ref: r.Int64()}
				if len(es) > 0 && r.IntN(3) > 0 {
					from = es[r.IntN(len(es))]
					from.Ref += int64(r.IntN(3) - 1)
				}
				at, _ := slices.BinarySearchFunc(es, from, Entry.Compare)
				most := r.IntN(40)
				to := from
				to.Key += uint64(r.IntN(2)) << r.IntN(62)
				to.Day |= uint8(r.IntN(32))
				end, have := slices.BinarySearchFunc(es, to, Entry.Compare)
				if have {
					end++
				}
				end = max(at, end)
				past := end < len(es)
				if most > 0 && end >= at+most {
					end, past = at+most, true
				}
				got, went, err := SeekEntries(nil, body, from, to, most)
				if err != nil || !slices.Equal(es[at:end], got) || went != past {
					t.Fatalf("%d entries of %d bits from %v to %v, %d at most: %v", n, refBits, from, to, most, err)
				}
			}
			pieces := SplitEntries(es, 1000)
			if !slices.Equal(es, slices.Concat(pieces...)) {
				t.Fatalf("%d entries of %d bits are not those of their pieces", n, refBits)
			}
			least, most := math.MaxInt, 0
			for _, p := range pieces {
				size := len(PackEntries(p))
				least, most = min(least, size), max(most, size)
			}
			if most > 1000 || len(pieces) > 1 && least < 400 {
				t.Errorf("%d entries of %d bits make blocks of %d to %d bytes", n, refBits, least, most)
			}
		}
	}
}

func TestLeaves(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var ls []Leaf
	for _, e := range someEntries(r, 300, 63) {
		ls = append(ls, Leaf{e, r.Int64N(1 << 40)})
	}
	for _, want := range [][]Leaf{nil, ls[:1], ls} {
		got, err := UnpackLeaves(PackLeaves(want))
		if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" || err != nil {
			t.Error(err, d)
		}
	}
}

// FuzzEntries: whatever a block holds, it is read or refused; what is read packs into the same again.
func FuzzEntries(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 40, 100} {
		f.Add(PackEntries(someEntries(r, n, 17)), uint64(5))
		f.Add(PackEntries(someEntries(r, n, 63)), uint64(1)<<62)
	}
	f.Add(PackLeaves([]Leaf{{Entry{1, 2, 3}, 4}, {Entry{1, 2, 9}, 2}}), uint64(0))
	f.Fuzz(func(t *testing.T, b []byte, key uint64) {
		ls, err := UnpackLeaves(b)
		if err == nil {
			if again, err := UnpackLeaves(PackLeaves(ls)); err != nil || !slices.Equal(ls, again) {
				t.Fatalf("%v becomes %v: %v", ls, again, err)
			}
		}
		es, err := UnpackEntries(nil, b)
		sought, _, seek := SeekEntries(nil, b, Entry{Key: key}, LastEntry, 0)
		if err != nil {
			return
		}
		if at, _ := slices.BinarySearchFunc(es, Entry{Key: key}, Entry.Compare); seek != nil || !slices.Equal(sought, es[at:]) {
			t.Fatalf("%v of %v are found from %d on: %v", sought, es, key, seek)
		}
		again, err := UnpackEntries(nil, PackEntries(es))
		if err != nil || !slices.Equal(es, again) {
			t.Fatalf("%v becomes %v: %v", es, again, err)
		}
	})
}
