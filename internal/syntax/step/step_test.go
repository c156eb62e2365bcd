package step

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

func pipeline(t testing.TB, name string) *load.Package {
	t.Helper()
	pkg, err := load.Open("testdata/" + name + ".tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pkg.Close() })
	return pkg
}

func model(t testing.TB, pkg *load.Package, component string) *load.Model {
	t.Helper()
	m, err := pkg.Model(component)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// reference scores a state from the model's weights as they stand in the file.
type reference struct {
	linearW, linearB, w, b, pad, upperW, upperB []float32
	places, hidden, pieces, in, width           int
}

func newReference(m *load.Model, upper bool) *reference {
	low := m.Nodes[m.Find("precomputable_affine")[0]]
	linears := m.Find("linear")
	r := &reference{w: low.Params["W"].Data, b: low.Params["b"].Data, pad: low.Params["pad"].Data}
	shape := low.Params["W"].Shape
	r.places, r.hidden, r.pieces, r.in = shape[0], shape[1], shape[2], shape[3]
	if upper {
		r.upperW, r.upperB = m.Nodes[linears[0]].Params["W"].Data, m.Nodes[linears[0]].Params["b"].Data
		linears = linears[1:]
	}
	l := m.Nodes[linears[0]]
	r.linearW, r.linearB, r.width = l.Params["W"].Data, l.Params["b"].Data, l.Params["W"].Shape[1]
	return r
}

func (r *reference) scores(x []float32, tokens []int32) []float64 {
	sum := make([]float64, r.hidden*r.pieces)
	for i := range sum {
		sum[i] = float64(r.b[i])
	}
	for f, t := range tokens {
		for o := range sum {
			if t < 0 {
				sum[o] += float64(r.pad[f*len(sum)+o])
				continue
			}
			for i := range r.in {
				v := float64(r.linearB[i])
				for j := range r.width {
					v += float64(r.linearW[i*r.width+j]) * float64(x[int(t)*r.width+j])
				}
				sum[o] += v * float64(r.w[(f*len(sum)+o)*r.in+i])
			}
		}
	}
	hidden := make([]float64, r.hidden)
	for h := range hidden {
		hidden[h] = math.Inf(-1)
		for p := range r.pieces {
			hidden[h] = max(hidden[h], sum[h*r.pieces+p])
		}
	}
	if r.upperW == nil {
		return hidden
	}
	out := make([]float64, len(r.upperB))
	for c := range out {
		out[c] = float64(r.upperB[c])
		for h, v := range hidden {
			out[c] += v * float64(r.upperW[c*r.hidden+h])
		}
	}
	return out
}

// TestScores compares the scores of made-up states with plain sums, also where
// a state's tokens are so far apart that their products take each other's place.
func TestScores(t *testing.T) {
	for _, c := range []struct{ pipeline, component, kind string }{
		{"static", "parser", "parser"}, {"static", "ner", "ner"}, {"first", "parser", "parser"}, {"plain", "parser", "parser"}, {"plain", "ner", "ner"},
	} {
		t.Run(c.pipeline+" "+c.component, func(t *testing.T) {
			pkg := pipeline(t, c.pipeline)
			m := model(t, pkg, c.component)
			cfg := pkg.Config.Section("components." + c.component + ".model")
			net, err := New(cfg, m, c.kind)
			if err != nil {
				t.Fatal(err)
			}
			ref := newReference(m, cfg.Bool("use_upper", true))
			r := rand.New(rand.NewPCG(1, 2))
			const count = 3*window + 77
			x := make([]float32, count*net.Width())
			for i := range x {
				x[i] = float32(r.NormFloat64())
			}
			var projected []float32
			for i := 0; i < count; i += 100 {
				n := min(100, count-i)
				projected = net.Project(projected, x[i*net.Width():], n)
			}
			var s Scratch
			net.Begin(projected, &s)
			tokens := make([]int32, net.Places())
			for step := range 300 {
				at := step * count / 300
				for i := range tokens {
					switch r.IntN(6) {
					case 0:
						tokens[i] = -1
					case 1:
						tokens[i] = int32(r.IntN(count))
					case 2:
						tokens[i] = int32((at + window*r.IntN(4)) % count)
					default:
						tokens[i] = int32(min(at+r.IntN(4), count-1))
					}
				}
				got, want := net.Scores(tokens, &s), ref.scores(x, tokens)
				if len(got) != len(want) {
					t.Fatalf("%d scores, want %d", len(got), len(want))
				}
				for i := range want {
					if math.Abs(float64(got[i])-want[i]) > 1e-3*max(1, math.Abs(want[i])) {
						t.Fatalf("state %v: score %d is %g, want %g", tokens, i, got[i], want[i])
					}
				}
			}
			if n := testing.AllocsPerRun(20, func() {
				net.Begin(projected, &s)
				net.Scores(tokens, &s)
			}); n > 0 {
				t.Errorf("%.0f allocations a state", n)
			}
		})
	}
}

func TestUnseen(t *testing.T) {
	pkg := pipeline(t, "plain")
	m := model(t, pkg, "ner")
	m.Nodes[0].Attrs["unseen_classes"] = []any{int64(2), int64(999), "x"}
	net, err := New(pkg.Config.Section("components.ner.model"), m, "ner")
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	net.Begin(net.Project(nil, make([]float32, net.Width()), 1), &s)
	scores := net.Scores([]int32{0, -1, -1}, &s)
	for _, x := range scores {
		if scores[2] > x {
			t.Fatalf("the unseen move is better than another: %v", scores)
		}
	}
}

// TestBroken changes a good model: an error or a net that works, never a panic.
func TestBroken(t *testing.T) {
	for _, component := range []string{"parser", "ner"} {
		pkg := pipeline(t, "first")
		cfg := pkg.Config.Section("components." + component + ".model")
		try := func(what string, change func(m *load.Model)) {
			m := model(t, pkg, component)
			change(m)
			net, err := New(cfg, m, component)
			if err != nil {
				return
			}
			var s Scratch
			net.Begin(net.Project(nil, make([]float32, 3*net.Width()), 3), &s)
			if got := net.Scores(make([]int32, net.Places()), &s); len(got) != net.Moves() {
				t.Errorf("%s: %d scores of %d moves", what, len(got), net.Moves())
			}
		}
		for i, n := range model(t, pkg, component).Nodes {
			for name, w := range n.Params {
				try(fmt.Sprint(i, " without ", name), func(m *load.Model) { delete(m.Nodes[i].Params, name) })
				for d := range w.Shape {
					for _, size := range []int{0, 1, 2, w.Shape[d] + 1} {
						try(fmt.Sprint(i, name, d, size), func(m *load.Model) {
							p := m.Nodes[i].Params[name]
							p.Shape[d] = size
							total := 1
							for _, s := range p.Shape {
								total *= s
							}
							p.Data = make([]float32, total)
						})
					}
				}
			}
			try(fmt.Sprint("cut before ", i), func(m *load.Model) { m.Nodes = m.Nodes[:i] })
		}
	}
}

func TestUnknownArchitecture(t *testing.T) {
	pkg := pipeline(t, "plain")
	m := model(t, pkg, "parser")
	for _, cfg := range []load.Section{nil, {"@architectures": "spacy.TransitionBasedParser.v3", "state_type": "parser"}, {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner"}} {
		if _, err := New(cfg, m, "parser"); !errors.Is(err, ErrArchitecture) {
			t.Errorf("%v: %v", cfg, err)
		}
	}
}

func BenchmarkScores(b *testing.B) {
	pkg := pipeline(b, "static")
	net, err := New(pkg.Config.Section("components.parser.model"), model(b, pkg, "parser"), "parser")
	if err != nil {
		b.Fatal(err)
	}
	var s Scratch
	net.Begin(net.Project(nil, make([]float32, 100*net.Width()), 100), &s)
	tokens := []int32{20, 21, 19, 15, 3, 12, 14, 18, 11, 10, 1, 2, -1}
	b.ReportAllocs()
	for b.Loop() {
		net.Scores(tokens, &s)
	}
}
