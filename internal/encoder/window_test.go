package encoder

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder/piece"
)

func TestUnits(t *testing.T) {
	var pieces []piece.Piece
	for i := range 12 {
		pieces = append(pieces, piece.Piece{Start: 10 * i, End: 10*i + 5})
	}
	for _, c := range []struct {
		sentences []hearsay.Span
		size      int
		want      string
	}{
		{nil, 20, "[{0 12}]"},
		{[]hearsay.Span{{Start: 0, End: 30}, {Start: 30, End: 60}}, 20, "[{0 3} {3 12}]"},
		{[]hearsay.Span{{Start: 5, End: 28}, {Start: 40, End: 200}}, 20, "[{0 4} {4 12}]"},
		{[]hearsay.Span{{Start: 500, End: 600}, {Start: 600, End: 700}}, 20, "[{0 12}]"},
		{nil, 8, "[{0 2} {2 4} {4 12}]"},
	} {
		if got := fmt.Sprint(units(nil, pieces, c.sentences, c.size)); got != c.want {
			t.Errorf("%v: %s, want %s", c.sentences, got, c.want)
		}
	}
	if u := units(nil, nil, []hearsay.Span{{Start: 0, End: 1}}, 8); len(u) != 0 {
		t.Errorf("units of nothing: %v", u)
	}
}

func TestWindows(t *testing.T) {
	for _, c := range []struct {
		lengths       []int
		size, overlap int
		want          string
	}{
		{[]int{5}, 10, 4, "0-5[0-5]"},
		{[]int{5, 5}, 10, 4, "0-10[0-10]"},
		{[]int{5, 5, 5}, 10, 4, "0-10[0-10] 10-15[10-15]"},
		{[]int{4, 3, 3, 5}, 10, 4, "0-10[0-10] 7-15[10-15]"},
		{[]int{4, 2, 2, 2, 5}, 10, 4, "0-10[0-8] 6-15[8-15]"},
		{[]int{4, 2, 2, 2, 9}, 10, 4, "0-10[0-10] 10-19[10-19]"},
		{[]int{10, 10, 10}, 10, 4, "0-10[0-10] 10-20[10-20] 20-30[20-30]"},
	} {
		var us []unit
		at := 0
		for _, n := range c.lengths {
			us = append(us, unit{at, at + n})
			at += n
		}
		var got []string
		for w := range windows(us, c.size, c.overlap) {
			got = append(got, fmt.Sprintf("%d-%d[%d-%d]", w.first, w.last, w.from, w.to))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%v: %s, want %s", c.lengths, s, c.want)
		}
	}
}

// TestWindowsHold: each piece's vector is kept once, windows fit, sentences are whole.
func TestWindowsHold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		size := 8 + r.IntN(40)
		overlap := r.IntN(size / 2)
		var us []unit
		edge := map[int]bool{0: true}
		at := 0
		for range r.IntN(20) {
			n := 1 + r.IntN(size)
			us = append(us, unit{at, at + n})
			at += n
			edge[at] = true
		}
		next := 0
		for w := range windows(us, size, overlap) {
			if w.from != next || w.to <= w.from || w.first > w.from || w.last < w.to || w.last-w.first > size || !edge[w.first] || !edge[w.last] || !edge[w.to] {
				t.Fatalf("size %d, overlap %d, %v: window %+v after piece %d", size, overlap, us, w, next)
			}
			next = w.to
		}
		if next != at {
			t.Fatalf("%v: %d of %d pieces", us, next, at)
		}
	}
}
