package tag

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

var config = load.Section{"@architectures": "spacy.Tagger.v2"}

func softmax(labels, width int, fill func(i int) float32) *load.Model {
	w := &load.Tensor{Shape: []int{labels, width}, Data: make([]float32, labels*width)}
	b := &load.Tensor{Shape: []int{labels}, Data: make([]float32, labels)}
	for i := range w.Data {
		w.Data[i] = fill(i)
	}
	for i := range b.Data {
		b.Data[i] = fill(i)
	}
	return &load.Model{File: "test", Nodes: []load.Node{{Name: "tok2vec-listener>>with_array(softmax)"}, {Name: "softmax", Params: map[string]*load.Tensor{"W": w, "b": b}}}}
}

func TestTag(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][3]int{{1, 4, 3}, {50, 96, 100}, {2, 16, 49}, {300, 7, 5}} {
		labels, width, rows := size[0], size[1], size[2]
		m := softmax(labels, width, func(int) float32 { return float32(r.NormFloat64()) })
		tg, err := New(config, m)
		if err != nil {
			t.Fatal(err)
		}
		if tg.Labels() != labels || tg.Width() != width {
			t.Errorf("%d labels of width %d, want %v", tg.Labels(), tg.Width(), size)
		}
		x := make([]float32, rows*width)
		for i := range x {
			x[i] = float32(r.NormFloat64())
		}
		w, b := m.Nodes[1].Params["W"].Data, m.Nodes[1].Params["b"].Data
		var want []int32
		for i := range rows {
			best, top := 0, 0.0
			for l := range labels {
				s := float64(b[l])
				for j := range width {
					s += float64(w[l*width+j]) * float64(x[i*width+j])
				}
				if l == 0 || s > top {
					best, top = l, s
				}
			}
			want = append(want, int32(best))
		}
		var s Scratch
		got := tg.Tag([]int32{9}, x, rows, &s)
		if got[0] != 9 || !slices.Equal(got[1:], want) {
			t.Errorf("%v: labels %v, want %v", size, got[1:], want)
		}
		if n := testing.AllocsPerRun(5, func() { got = tg.Tag(got[:0], x, rows, &s) }); n > 0 {
			t.Errorf("%v: %.0f allocations", size, n)
		}
	}
}

// Of labels with the same score the first is taken.
func TestTies(t *testing.T) {
	tg, err := New(config, softmax(40, 3, func(int) float32 { return 0 }))
	if err != nil {
		t.Fatal(err)
	}
	if got := tg.Tag(nil, make([]float32, 6), 2, &Scratch{}); !slices.Equal(got, []int32{0, 0}) {
		t.Errorf("labels %v", got)
	}
}

func TestErrors(t *testing.T) {
	good := func() *load.Model { return softmax(4, 3, func(int) float32 { return 0 }) }
	if _, err := New(load.Section{"@architectures": "spacy.Tagger.v7"}, good()); !errors.Is(err, ErrArchitecture) {
		t.Errorf("an unknown architecture: %v", err)
	}
	for what, change := range map[string]func(m *load.Model){
		"no layer":   func(m *load.Model) { m.Nodes = m.Nodes[:1] },
		"two layers": func(m *load.Model) { m.Nodes = append(m.Nodes, m.Nodes[1]) },
		"no weights": func(m *load.Model) { delete(m.Nodes[1].Params, "W") },
		"no bias":    func(m *load.Model) { delete(m.Nodes[1].Params, "b") },
		"short bias": func(m *load.Model) { m.Nodes[1].Params["b"].Shape[0] = 3 },
		"no labels":  func(m *load.Model) { m.Nodes[1].Params["W"].Shape[0] = 0; m.Nodes[1].Params["b"].Shape[0] = 0 },
	} {
		m := good()
		change(m)
		if _, err := New(config, m); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	tg, err := New(config, softmax(50, 96, func(i int) float32 { return float32(i % 7) }))
	if err != nil {
		b.Fatal(err)
	}
	x := make([]float32, 400*96)
	var s Scratch
	var out []int32
	b.ReportAllocs()
	for b.Loop() {
		out = tg.Tag(out[:0], x, 400, &s)
	}
	b.ReportMetric(400*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
