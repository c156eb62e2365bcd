package recordtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

func (s *suite) near() {
	big := uint64(math.MaxUint64) // keys use all 64 bits
	ps := []hearsay.Posting{{Key: 5, Day: 100, Ref: 1}, {Key: 5, Day: 102, Ref: 3}, {Key: 5, Day: 102, Ref: 2}, {Key: 5, Day: 90, Ref: 4}, {Key: 7, Day: 101, Ref: 1}, {Key: big, Day: 101, Ref: 9}, {Key: 1 << 63, Day: 101, Ref: 8}}
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Post(ctx, "dup", ps))
		s.must(w.Post(ctx, "dup", ps[:2])) // again: nothing is doubled
		s.must(w.Post(ctx, "story", []hearsay.Posting{{Key: 5, Day: 100, Ref: 77}}))
		s.must(w.Post(ctx, "dup", nil))
		got, err := w.Near(ctx, "dup", []uint64{7}, 0, 200, 10)
		s.must(err)
		s.same("within the transaction", got, []hearsay.Posting{ps[4]})
	})
	p := func(i ...int) (out []hearsay.Posting) {
		for _, k := range i {
			out = append(out, ps[k])
		}
		return out
	}
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			kind     string
			keys     []uint64
			from, to int32
			limit    int
			want     []hearsay.Posting
		}{
			{"dup", []uint64{7, 5}, 90, 102, 10, p(2, 1, 0, 3, 4)}, // by key, the newest day first, then by ref
			{"dup", []uint64{5}, 91, 101, 10, p(0)},
			{"dup", []uint64{5}, 102, 102, 10, p(2, 1)},
			{"dup", []uint64{5}, 0, 1000, 2, p(2, 1)}, // the limit leaves the newest
			{"dup", []uint64{5}, 0, 1000, 1, p(2)},
			{"dup", []uint64{5}, 0, 1000, 0, p(2, 1, 0, 3)},
			{"dup", []uint64{5, 5, 7}, 0, 1000, 10, p(2, 1, 0, 3, 4)}, // a key asked twice answers once
			{"dup", []uint64{big, 1 << 63, 7}, 0, 1000, 10, p(4, 6, 5)},
			{"dup", []uint64{6}, 0, 1000, 10, nil},
			{"dup", nil, 0, 1000, 10, nil},
			{"dup", []uint64{5}, 103, 1000, 10, nil},
			{"dup", []uint64{5}, 102, 101, 10, nil},
			{"story", []uint64{5}, 0, 1000, 10, []hearsay.Posting{{Key: 5, Day: 100, Ref: 77}}},
			{"event", []uint64{5}, 0, 1000, 10, nil},
		} {
			got, err := r.Near(ctx, c.kind, c.keys, c.from, c.to, c.limit)
			s.must(err)
			s.same(fmt.Sprintf("%s %v %d-%d limit %d", c.kind, c.keys, c.from, c.to, c.limit), got, c.want)
		}
	})
}

// nearPeriods: days before 1970, and ranges over the borders of periods.
func (s *suite) nearPeriods() {
	var ps []hearsay.Posting
	for day := int32(-70); day <= 70; day++ {
		for key := uint64(1); key <= 40; key++ {
			if (int(day)+70+int(key))%3 == 0 {
				ps = append(ps, hearsay.Posting{Key: key, Day: day, Ref: int64(day)*100 + int64(key)})
			}
		}
	}
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Post(ctx, "k", ps)) })
	keys := make([]uint64, 45)
	for i := range keys {
		keys[i] = uint64(45 - i)
	}
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			from, to int32
			limit    int
		}{{-70, 70, 0}, {-33, -31, 5}, {-32, -32, 5}, {-1, 0, 5}, {-1, 1, 1}, {31, 33, 2}, {-64, 64, 7}, {64, 200, 100}, {-70, 70, 64}} {
			got, err := r.Near(ctx, "k", keys, c.from, c.to, c.limit)
			s.must(err)
			s.same(fmt.Sprintf("%d-%d limit %d", c.from, c.to, c.limit), got, nearest(slices.Values(ps), keys, c.from, c.to, c.limit))
		}
	})
}

// nearest is what [record.Reader.Near] is to answer where all these are in the index.
func nearest(all iter.Seq[hearsay.Posting], keys []uint64, from, to int32, limit int) (out []hearsay.Posting) {
	by := map[uint64][]hearsay.Posting{}
	for _, k := range keys {
		by[k] = nil
	}
	for p := range all {
		if have, asked := by[p.Key]; asked && p.Day >= from && p.Day <= to {
			by[p.Key] = append(have, p)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(by)) {
		ps := by[k]
		slices.SortFunc(ps, func(a, b hearsay.Posting) int { return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Ref, b.Ref)) })
		if limit > 0 {
			ps = ps[:min(len(ps), limit)]
		}
		out = append(out, ps...)
	}
	return out
}

// nearAhead: a writer that goes on for long answers from memory; what it says is what the
// record holds.
func (s *suite) nearAhead() {
	rnd := rand.New(rand.NewPCG(7, 1))
	key := func() uint64 {
		switch rnd.IntN(4) {
		case 0:
			return uint64(rnd.IntN(3)) << 62 // of very many reports
		case 1:
			return uint64(rnd.IntN(300))
		default:
			return rnd.Uint64N(2000) << 53
		}
	}
	held := map[hearsay.Posting]bool{}
	post := func(n int) (ps []hearsay.Posting) {
		for range n {
			p := hearsay.Posting{Key: key(), Day: int32(rnd.IntN(100)), Ref: rnd.Int64N(5000)}
			ps, held[p] = append(ps, p), true
		}
		return ps
	}
	s.write(func(ctx context.Context, w record.Writer) { s.must(w.Post(ctx, "k", post(40_000))) })
	for round := range 6 {
		s.write(func(ctx context.Context, w record.Writer) {
			for range 60 {
				keys := make([]uint64, 1+rnd.IntN(24))
				for i := range keys {
					keys[i] = key()
				}
				from := int32(rnd.IntN(110) - 5)
				to, limit := from+int32(rnd.IntN(70)), 1+rnd.IntN(30)
				got, err := w.Near(ctx, "k", keys, from, to, limit)
				s.must(err)
				s.same(fmt.Sprintf("round %d: %v %d-%d limit %d", round, keys, from, to, limit), got, nearest(maps.Keys(held), keys, from, to, limit))
				s.must(w.Post(ctx, "k", post(rnd.IntN(40))))
			}
		})
	}
}

func (s *suite) frequency() {
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.Count(ctx, "w", []uint64{1, 2, 2}, 0))
		s.must(w.Count(ctx, "w", []uint64{1, math.MaxUint64}, 31))
		s.must(w.Count(ctx, "w", []uint64{1}, 32))
		s.must(w.Count(ctx, "w", []uint64{3}, -1))
		s.must(w.Count(ctx, "w", nil, 33)) // a document without keys counts
		s.must(w.Count(ctx, "v", []uint64{1}, 0))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct {
			kind     string
			keys     []uint64
			from, to int32
			want     []int64
			total    int64
		}{
			{"w", []uint64{1, 2, 9, math.MaxUint64}, 0, 31, []int64{2, 1, 0, 1}, 2},
			{"w", []uint64{2, 1, 1}, 5, 6, []int64{1, 2, 2}, 2}, // whole periods
			{"w", []uint64{1, 3}, 31, 32, []int64{3, 0}, 4},
			{"w", []uint64{1, 3}, -1, 0, []int64{2, 1}, 3},
			{"w", []uint64{1}, 64, 99, []int64{0}, 0},
			{"w", nil, 0, 0, []int64{}, 2},
			{"v", []uint64{1}, 0, 0, []int64{1}, 1},
			{"u", []uint64{1}, 0, 0, []int64{0}, 0},
		} {
			got, total, err := r.Frequency(ctx, c.kind, c.keys, c.from, c.to)
			s.must(err)
			s.same(fmt.Sprintf("%s %v %d-%d", c.kind, c.keys, c.from, c.to), got, c.want)
			s.same("total", total, c.total)
		}
	})
}

func (s *suite) cards() {
	s.write(func(ctx context.Context, w record.Writer) {
		s.must(w.PutCards(ctx, []record.Card{{Kind: "a", Ref: 1, Body: []byte{0, 1}}, {Kind: "a", Ref: 2, Body: nil}, {Kind: "b", Ref: 1, Body: []byte("b")}}))
		s.must(w.PutCards(ctx, []record.Card{{Kind: "a", Ref: 1, Body: []byte("new")}}))
	})
	s.read(func(ctx context.Context, r record.Reader) {
		got, err := r.Cards(ctx, "a", []int64{1, 2, 3, 1})
		s.must(err)
		s.same("cards", got, map[int64][]byte{1: []byte("new"), 2: {}})
		got, err = r.Cards(ctx, "c", []int64{1})
		s.must(err)
		s.same("cards of no kind", len(got), 0)
		refs := slices.Repeat([]int64{1, 7}, 50)
		got, err = r.Cards(ctx, "b", refs)
		s.must(err)
		s.same("many", got, map[int64][]byte{1: []byte("b")})
	})
}

// memory: what a writer keeps of the index from one transaction to the next answers as the
// index does, after late rows, rollbacks and all.
func (s *suite) memory() {
	type world struct {
		rows   []hearsay.Posting
		counts map[int32]map[uint64]int64 // by day
	}
	now := world{counts: map[int32]map[uint64]int64{}}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 60 {
		next := world{slices.Clone(now.rows), map[int32]map[uint64]int64{}}
		for d, c := range now.counts {
			next.counts[d] = maps.Clone(c)
		}
		failing := r.IntN(4) == 0
		err := s.db.Write(s.Context(), func(w record.Writer) error {
			ctx := s.Context()
			for range 12 {
				day := int32(n + r.IntN(3))
				if r.IntN(5) == 0 {
					day -= int32(r.IntN(50)) // late
				}
				var ps []hearsay.Posting
				var words []uint64
				for range r.IntN(6) {
					p := hearsay.Posting{Key: uint64(r.IntN(8)), Day: day, Ref: int64(r.IntN(60))}
					ps, words = append(ps, p), append(words, p.Key)
					if !slices.Contains(next.rows, p) {
						next.rows = append(next.rows, p)
					}
				}
				s.must(w.Post(ctx, "k", ps))
				s.must(w.Count(ctx, "k", words, day))
				if next.counts[day] == nil {
					next.counts[day] = map[uint64]int64{}
				}
				slices.Sort(words)
				for _, word := range slices.Compact(words) {
					next.counts[day][word]++
				}
				keys, limit := []uint64{0, 3, 4, 7, 9}, 1+r.IntN(12)
				from, to := day-int32(r.IntN(70)), day+int32(r.IntN(40))
				got, err := w.Near(ctx, "k", keys, from, to, limit)
				s.must(err)
				s.same(fmt.Sprintf("write %d: near %d-%d limit %d", n, from, to, limit), got, nearest(slices.Values(next.rows), keys, from, to, limit))
				// Whole periods are counted.
				counts, _, err := w.Frequency(ctx, "k", keys, -64, 127)
				s.must(err)
				sums := make([]int64, len(keys))
				for _, c := range next.counts {
					for i, key := range keys {
						sums[i] += c[key]
					}
				}
				s.same(fmt.Sprintf("write %d: frequency", n), counts, sums)
				if s.Failed() {
					s.FailNow()
				}
			}
			if failing {
				return errFailing
			}
			return nil
		})
		switch {
		case !failing:
			s.must(err)
			now = next
		case !errors.Is(err, errFailing):
			s.Fatal(err)
		}
	}
}

var errFailing = errors.New("as the test wants it")
