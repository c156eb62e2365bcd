package record

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// fakeLists are lists in memory: the multiples of a term, up to most.
func fakeLists(most int64, asked *int) Lists {
	multiples := func(of int64) Lister {
		return func(_ context.Context, atMost int64, limit int) (Stretch, error) {
			*asked++
			var out []int64
			n := min(atMost, most) / of * of
			for ; n > 0 && len(out) < limit; n -= of {
				out = append(out, n)
			}
			return Stretch{out, n > 0}, nil
		}
	}
	return Lists{All: multiples(1), Term: multiples, Firsts: func(ctx context.Context, terms []int64, atMost int64) (out []Stretch, err error) {
		for _, t := range terms {
			s, _ := multiples(t)(ctx, atMost, 1)
			out = append(out, s)
		}
		*asked -= len(terms) - 1
		return out, nil
	}}
}

// holds is the plain meaning of a node.
func holds(n Node, seq int64) bool {
	switch {
	case n.All != nil:
		return !slices.ContainsFunc(n.All, func(k Node) bool { return !holds(k, seq) })
	case n.Any != nil:
		return slices.ContainsFunc(n.Any, func(k Node) bool { return holds(k, seq) })
	case n.Seqs != nil:
		return slices.Contains(n.Seqs, seq)
	case n.Term != 0:
		return seq%n.Term == 0
	}
	return true
}

func randomNode(r *rand.Rand, depth int) Node {
	kids := func() []Node {
		out := make([]Node, r.IntN(4))
		for i := range out {
			out[i] = randomNode(r, depth-1)
		}
		return out
	}
	switch k := r.IntN(10); {
	case depth > 0 && k < 3:
		return Node{All: kids()}
	case depth > 0 && k < 6:
		return Node{Any: kids()}
	case k == 6:
		seqs := make([]int64, r.IntN(9))
		for i := range seqs {
			seqs[i] = 1 + r.Int64N(400)
		}
		return Node{Seqs: seqs}
	case k == 7:
		return Node{}
	}
	return Node{Term: 1 + r.Int64N(30)}
}

func TestWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const most = 400
	for i := range 3000 {
		n := randomNode(r, 3)
		atMost := r.Int64N(most + 100)
		stop := r.IntN(50)
		var want, got []int64
		for seq := min(atMost, most); seq > 0 && len(want) <= stop; seq-- {
			if holds(n, seq) {
				want = append(want, seq)
			}
		}
		var asked int
		err := Walk(t.Context(), n, atMost, fakeLists(most, &asked), func(seq int64) (bool, error) {
			got = append(got, seq)
			return len(got) <= stop, nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d: %+v below %d: %v, %v\nwant %v", i, n, atMost, got, err, want)
		}
	}
}

// TestWalkReadsLittle: a rare list and a long one are walked at the rare one's pace.
func TestWalkReadsLittle(t *testing.T) {
	const most = 1 << 20
	for _, c := range []struct {
		n     Node
		stop  int
		asked int
	}{
		{Node{All: []Node{{Term: 1}, {Term: 50000}}}, 1 << 30, 60},
		{Node{All: []Node{{Term: 50000}, {Term: 1}, {Term: 2}}}, 1 << 30, 90},
		{Node{All: []Node{{Term: 3}, {Term: 2}}}, 50, 8},
		{Node{Term: 1}, 50, 3},
		{Node{Any: []Node{{Term: 2}, {Term: 3}, {Term: 50000}}}, 50, 12},
	} {
		asked, n := 0, 0
		err := Walk(t.Context(), c.n, most, fakeLists(most, &asked), func(int64) (bool, error) { n++; return n < c.stop, nil })
		if err != nil || asked > c.asked {
			t.Errorf("%+v: %d rows, %d stretches read, want at most %d; %v", c.n, n, asked, c.asked, err)
		}
	}
}

func TestWalkStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	asked, n := 0, 0
	err := Walk(ctx, Node{}, 1000, fakeLists(1000, &asked), func(int64) (bool, error) { n++; cancel(); return true, nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("cancelled: %v after %d rows", err, n)
	}
	bad := errors.New("bad")
	ls := Lists{All: func(context.Context, int64, int) (Stretch, error) { return Stretch{}, bad }}
	if err := Walk(t.Context(), Node{}, 9, ls, func(int64) (bool, error) { return true, nil }); !errors.Is(err, bad) {
		t.Errorf("a list that fails: %v", err)
	}
}

// TestRangeTerms: a span is found by the terms of a range where and only where it
// touches it, to the day.
func TestRangeTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	day := 24 * time.Hour
	base := time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)
	random := func() time.Time { return base.Add(time.Duration(r.Int64N(20*365)) * day) }
	lengths := []int{0, 1, 2, 3, 30, 61, 62, 63, 100, 400, 5000}
	most := 0
	for range 20000 {
		start := random()
		end := start.Add(time.Duration(lengths[r.IntN(len(lengths))])*day + 23*time.Hour)
		from := random()
		to := from.Add(time.Duration(1+lengths[r.IntN(len(lengths))]) * day)
		switch r.IntN(8) {
		case 0:
			from = time.Time{}
		case 1:
			to = time.Time{}
		}
		have := termSet{}
		spanTerms(have, "x", start, end)
		nodes := rangeTerms("x", from, to)
		most = max(most, len(nodes))
		found := slices.ContainsFunc(nodes, func(n Node) bool { return have[n.Term] })
		touches := (from.IsZero() || !end.Before(from)) && (to.IsZero() || start.Before(to))
		if touches && !found {
			t.Fatalf("%v to %v is not found by %v to %v", start, end, from, to)
		}
		if found && !touches && end.Sub(start) < 2*day { // longer ones may be found besides; rows are checked
			t.Fatalf("%v to %v is found by %v to %v", start, end, from, to)
		}
	}
	if most > 350 {
		t.Errorf("a range takes %d terms", most)
	}
	if got := rangeTerms("x", base, base.Add(-day)); len(got) != 0 {
		t.Errorf("a range that ends before it begins: %v", got)
	}
}

// TestBoxTerms: a point in a box or circle is in one of its cells.
func TestBoxTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		lat, lon := r.Float64()*180-90, r.Float64()*360-180
		size := []float64{0.05, 1, 10, 100}[r.IntN(4)]
		box := [4]float64{lon - r.Float64()*size, max(-90, lat-r.Float64()*size), lon + r.Float64()*size, min(90, lat+r.Float64()*size)}
		for _, i := range []int{0, 2} {
			if box[i] < -180 {
				box[i] += 360
			}
			if box[i] > 180 {
				box[i] -= 360
			}
		}
		km := size * 50
		near := [2]float64{max(-90, min(90, lat+(r.Float64()-.5)*size/2)), lon}
		for name, nodes := range map[string][]Node{"box": boxTerms(box[0], box[1], box[2], box[3]), "circle": boxTerms(circleBox(near[0], near[1], km))} {
			if name == "box" && !inBox(&box, lat, lon) || name == "circle" && Distance(lat, lon, near[0], near[1]) > km {
				continue
			}
			found := false
			for level, size := range cellSizes {
				term := termOf(cellField[level], cell(lat, lon, size))
				found = found || slices.ContainsFunc(nodes, func(n Node) bool { return n.Term == term })
			}
			if !found {
				t.Fatalf("%v %v is not found by the %s %v, %v %v km", lat, lon, name, box, near, km)
			}
			if len(nodes) > 2*648 {
				t.Fatalf("%d cells", len(nodes))
			}
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct{ lat1, lon1, lat2, lon2, want float64 }{{0, 0, 0, 0, 0}, {0, 0, 0, 180, 20015}, {52.52, 13.405, 48.857, 2.352, 877}, {51.507, -0.128, 40.713, -74.006, 5570}} {
		if got := Distance(c.lat1, c.lon1, c.lat2, c.lon2); got < c.want*.99-1 || got > c.want*1.01+1 {
			t.Errorf("%v: %.0f km", c, got)
		}
	}
}

func TestOneOf(t *testing.T) {
	if id, err := OneOf("r4", []string{"r4k"}); id != "r4k" || err != nil {
		t.Error(id, err)
	}
	_, err := OneOf("r4", []string{"r4a", "r4b"})
	if !errors.Is(err, ErrAmbiguous) {
		t.Error(err)
	}
	fmt.Fprintln(t.Output(), err)
	if _, err := OneOf("r4", nil); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

func TestBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, most := range []int{1, 5, 254, 255, 256, 257, 2000, 4096} {
		var body []byte
		want := map[int64]bool{}
		for range 12 {
			edit := map[uint16]bool{}
			for range most {
				seq := int64(5)<<BlockBits + r.Int64N(int64(min(4096, most*3)))
				block, place := BlockOf(seq)
				if block != 5 {
					t.Fatal(block)
				}
				edit[place] = r.IntN(5) > 0
				want[seq] = edit[place]
			}
			var err error
			if body, err = EditBlock(body, edit); err != nil {
				t.Fatal(err)
			}
			atMost := int64(5)<<BlockBits + r.Int64N(5000)
			got, err := ReadBlock(nil, 5, body, atMost)
			if err != nil {
				t.Fatal(err)
			}
			var list []int64
			for seq, in := range want {
				if in && seq <= atMost {
					list = append(list, seq)
				}
			}
			slices.Sort(list)
			slices.Reverse(list)
			if !slices.Equal(got, list) {
				t.Fatalf("%d: %v, want %v", most, got, list)
			}
			if len(body) > blockBytes {
				t.Fatal(len(body))
			}
		}
		none := map[uint16]bool{}
		for p := range uint16(1 << BlockBits) {
			none[p] = false
		}
		if body, err := EditBlock(body, none); err != nil || body != nil {
			t.Errorf("emptied: %v, %v", body, err)
		}
	}
}

func FuzzBlock(f *testing.F) {
	f.Add([]byte{1, 0, 5, 0}, uint16(3))
	f.Add(make([]byte, blockBytes), uint16(9))
	f.Fuzz(func(t *testing.T, body []byte, place uint16) {
		place %= 1 << BlockBits
		got, err := EditBlock(body, map[uint16]bool{place: true})
		if err != nil {
			return
		}
		seqs, err := ReadBlock(nil, 0, got, 1<<BlockBits)
		if err != nil || !slices.Contains(seqs, int64(place)) {
			t.Errorf("%v: %v", seqs, err)
		}
	})
}
