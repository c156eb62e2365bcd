package name

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// random opens a recognizer with random weights; see step/testdata/make.py.
func random(t testing.TB, name string) (load.Section, *load.Model, []load.Move) {
	t.Helper()
	pkg, err := load.Open("../step/testdata/" + name + ".tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pkg.Close() })
	m, err := pkg.Model("ner")
	if err != nil {
		t.Fatal(err)
	}
	moves, err := pkg.Moves("ner")
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Config.Section("components.ner.model"), m, moves
}

// fixed makes a recognizer whose scores are the same in all states: by kind of
// move, label 1 above the others.
func fixed(t *testing.T, scores map[int]float32) *Recognizer {
	t.Helper()
	cfg, m, moves := random(t, "plain")
	upper := m.Nodes[m.Find("linear")[0]]
	clear(upper.Params["W"].Data)
	i := 0
	for _, mv := range moves {
		if mv.Action == missing {
			continue
		}
		upper.Params["b"].Data[i] = scores[mv.Action]
		if mv.Label == "LOC" {
			upper.Params["b"].Data[i] += .5
		}
		i++
	}
	r, err := New(cfg, m, moves)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRules(t *testing.T) {
	space := func(n int, at ...int) []bool {
		out := make([]bool, n)
		for _, i := range at {
			out[i] = true
		}
		return out
	}
	for _, c := range []struct {
		what   string
		scores map[int]float32
		space  []bool
		starts []bool
		want   [][2]int
	}{
		{"begin, in, last: a name ends with the text", map[int]float32{begin: 9, in: 5, last: 1}, space(4), nil, [][2]int{{0, 4}}},
		{"a name is as short as it can be", map[int]float32{begin: 9, in: 1, last: 5}, space(5), nil, [][2]int{{0, 2}, {2, 4}, {4, 5}}},
		{"a name ends before a sentence", map[int]float32{begin: 9, in: 5, last: 1}, space(5), []bool{true, false, false, true, false}, [][2]int{{0, 3}, {3, 5}}},
		{"no name of two begins before a sentence", map[int]float32{begin: 9, in: 5, last: 1}, space(3), []bool{true, true, false}, [][2]int{{0, 1}, {1, 3}}},
		{"white space begins no name", map[int]float32{begin: 9, unit: 7, in: 5, last: 1}, space(3, 0), nil, [][2]int{{1, 3}}},
		{"white space is no name", map[int]float32{unit: 9}, space(3, 1), nil, [][2]int{{0, 1}, {2, 3}}},
		{"white space stands within a name", map[int]float32{begin: 9, in: 5}, space(3, 1), nil, [][2]int{{0, 3}}},
		{"out", map[int]float32{out: 9}, space(3), nil, nil},
		{"one token", map[int]float32{begin: 9, unit: 3}, space(1), nil, [][2]int{{0, 1}}},
		{"no token", map[int]float32{begin: 9}, nil, nil, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			r := fixed(t, c.scores)
			n := len(c.space)
			var s Scratch
			spans := r.Find(nil, r.Net().Project(nil, make([]float32, n*r.Net().Width()), n), c.space, c.starts, &s)
			var got [][2]int
			for _, sp := range spans {
				got = append(got, [2]int{sp.First, sp.End})
				if r.Label(sp.Label) != "LOC" {
					t.Errorf("a name is %s", r.Label(sp.Label))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("names %v, want %v", got, c.want)
			}
		})
	}
}

// TestAnyVectors holds that names are in order, apart, and inside the text.
func TestAnyVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"static", "first", "plain"} {
		cfg, m, moves := random(t, name)
		rec, err := New(cfg, m, moves)
		if err != nil {
			t.Fatal(err)
		}
		var s Scratch
		for _, n := range []int{1, 2, 30, 900} {
			for kind := range 3 {
				x := make([]float32, n*rec.Net().Width())
				space, starts := make([]bool, n), make([]bool, n)
				for i := range x {
					switch kind {
					case 0:
						x[i] = float32(r.NormFloat64() * 3)
					case 1:
						x[i] = float32(math.NaN())
					}
				}
				for i := range n {
					space[i], starts[i] = r.IntN(7) == 0, r.IntN(5) == 0
				}
				end := 0
				projected := rec.Net().Project(nil, x, n)
				spans := rec.Find(nil, projected, space, starts, &s)
				for _, sp := range spans {
					if sp.First < end || sp.End <= sp.First || sp.End > n || sp.Label <= 0 || int(sp.Label) >= len(rec.Labels()) {
						t.Fatalf("%s: name %v after %d of %d", name, sp, end, n)
					}
					end = sp.End
				}
				if a := testing.AllocsPerRun(10, func() { spans = rec.Find(spans[:0], projected, space, starts, &s) }); a > 0 {
					t.Errorf("%.0f allocations", a)
				}
			}
		}
	}
}

func TestMovesMustFit(t *testing.T) {
	cfg, m, moves := random(t, "static")
	wrong := slices.Clone(moves)
	wrong[len(wrong)-1].Action = 9
	for _, bad := range [][]load.Move{nil, moves[:len(moves)-1], wrong} {
		if _, err := New(cfg, m, bad); !errors.Is(err, ErrMoves) {
			t.Errorf("%d moves: %v", len(bad), err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	cfg, m, moves := random(b, "plain")
	rec, err := New(cfg, m, moves)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	x := make([]float32, 400*rec.Net().Width())
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	projected := rec.Net().Project(nil, x, 400)
	space := make([]bool, 400)
	var spans []Span
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		spans = rec.Find(spans[:0], projected, space, nil, &s)
	}
	b.ReportMetric(400*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
