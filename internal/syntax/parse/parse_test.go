package parse

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// random opens a parser with random weights; see step/testdata/make.py.
func random(t testing.TB, name string) (load.Section, *load.Model, []load.Move) {
	t.Helper()
	pkg, err := load.Open("../step/testdata/" + name + ".tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pkg.Close() })
	m, err := pkg.Model("parser")
	if err != nil {
		t.Fatal(err)
	}
	moves, err := pkg.Moves("parser")
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Config.Section("components.parser.model"), m, moves
}

// TestAnyVectors holds that whatever the vectors are, heads and labels lie in
// range, every token leads to a root unless arcs cross, and nothing is allocated
// for a document of known length.
func TestAnyVectors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"static", "first", "plain"} {
		t.Run(name, func(t *testing.T) {
			cfg, m, moves := random(t, name)
			p, err := New(cfg, m, moves)
			if err != nil {
				t.Fatal(err)
			}
			var s Scratch
			for _, n := range []int{0, 1, 2, 17, 700} {
				for kind := range 3 {
					x := make([]float32, n*p.Net().Width())
					for i := range x {
						switch kind {
						case 0:
							x[i] = float32(r.NormFloat64() * 3)
						case 1:
							x[i] = float32(math.NaN())
						}
					}
					projected := p.Net().Project(nil, x, n)
					doc := Doc{Space: make([]bool, n)}
					p.Parse(projected, &doc, &s)
					if len(doc.Heads) != n || len(doc.Labels) != n || len(doc.Starts) != n {
						t.Fatalf("%d tokens: %d heads", n, len(doc.Heads))
					}
					for i := range n {
						if doc.Heads[i] < 0 || int(doc.Heads[i]) >= n || doc.Labels[i] < 0 || int(doc.Labels[i]) >= len(p.Labels()) {
							t.Fatalf("token %d of %d: head %d, label %d", i, n, doc.Heads[i], doc.Labels[i])
						}
					}
					if n > 0 && !doc.Starts[0] {
						t.Error("the first token begins no sentence")
					}
					if a := testing.AllocsPerRun(5, func() { p.Parse(projected, &doc, &s) }); a > 0 {
						t.Errorf("%.0f allocations", a)
					}
				}
			}
		})
	}
}

func TestMovesMustFit(t *testing.T) {
	cfg, m, moves := random(t, "static")
	wrong := slices.Clone(moves)
	wrong[0].Action = 9
	for _, bad := range [][]load.Move{nil, moves[1:], wrong} {
		if _, err := New(cfg, m, bad); !errors.Is(err, ErrMoves) {
			t.Errorf("%d moves: %v", len(bad), err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	cfg, m, moves := random(b, "plain")
	p, err := New(cfg, m, moves)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	x := make([]float32, 400*p.Net().Width())
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	projected := p.Net().Project(nil, x, 400)
	doc := Doc{Space: make([]bool, 400)}
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(projected, &doc, &s)
	}
	b.ReportMetric(400*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// FuzzNew takes any bytes for a model and parses with what loads.
func FuzzNew(f *testing.F) {
	pkg, err := load.Open("../step/testdata/plain.tar.gz")
	if err != nil {
		f.Fatal(err)
	}
	defer pkg.Close()
	cfg := pkg.Config.Section("components.parser.model")
	data, err := pkg.Read("parser/model")
	if err != nil {
		f.Fatal(err)
	}
	moves, err := pkg.Read("parser/moves")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(data), []byte(moves))
	f.Add([]byte(data[:len(data)/2]), []byte(moves[:len(moves)/2]))
	f.Fuzz(func(t *testing.T, data, moves []byte) {
		m, err := load.DecodeModel("fuzz", string(data))
		if err != nil {
			return
		}
		mv, err := load.DecodeMoves("fuzz", string(moves))
		if err != nil {
			return
		}
		p, err := New(cfg, m, mv)
		if err != nil {
			return
		}
		doc := Doc{Space: make([]bool, 6)}
		p.Parse(p.Net().Project(nil, make([]float32, 6*p.Net().Width()), 6), &doc, &Scratch{})
	})
}
