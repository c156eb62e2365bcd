package attribute_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
)

const hidden = 32

// open reads the small head that train/golden.py made.
func open(t *testing.T) encoder.Head {
	t.Helper()
	data, err := os.ReadFile("testdata/head.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Read(string(data))
	if err != nil {
		t.Fatal(err)
	}
	h := encoder.Head{Card: f.Metadata["head.attribution"], Tensors: &safetensors.File{Tensors: map[string]safetensors.Tensor{}}}
	for _, n := range f.Names("head.attribution.") {
		h.Tensors.Tensors[strings.TrimPrefix(n, "head.attribution.")] = f.Tensors[n]
	}
	return h
}

func vectors() *hearsay.Vectors {
	v := &hearsay.Vectors{}
	v.Reset(0, hidden)
	return v
}

type golden struct {
	X      []float32
	Begins []float64
	Found  []struct {
		Begins, First int
		Belongs       [3][]float64
	}
}

// TestFind holds the head against the same in PyTorch.
func TestFind(t *testing.T) {
	h, err := attribute.New(open(t), hidden)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/found.json")
	if err != nil {
		t.Fatal(err)
	}
	var want golden
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	v := vectors()
	for i := range len(want.X) / hidden {
		v.Add(int32(i), 1, want.X[i*hidden:])
	}
	have, odds := h.Find(v)
	for i, o := range want.Begins {
		if math.Abs(float64(odds[i][attribute.Begins])-o) > 1e-3 {
			t.Errorf("odds of token %d: %.4f, PyTorch has %.4f", i, odds[i], o)
		}
	}
	if len(have) != len(want.Found) || len(have) == 0 {
		t.Fatalf("%d attributions, PyTorch has %d", len(have), len(want.Found))
	}
	for i, a := range have {
		w := want.Found[i]
		if a.Begins != w.Begins || a.First != w.First {
			t.Fatalf("attribution %d begins at %d, within reach from %d on, PyTorch has %d, %d", i, a.Begins, a.First, w.Begins, w.First)
		}
		for r := range a.Belongs {
			if !slices.EqualFunc(a.Belongs[r], w.Belongs[r], func(x float32, y float64) bool { return math.Abs(float64(x)-y) < 5e-3 }) {
				t.Errorf("attribution %d, role %d: %.3f, PyTorch has %.3f", i, r, a.Belongs[r], w.Belongs[r])
			}
		}
	}
}

// TestFindAll: cues of lower odds change nothing in those that are sure.
func TestFindAll(t *testing.T) {
	h, err := attribute.New(open(t), hidden)
	if err != nil {
		t.Fatal(err)
	}
	v, x := vectors(), make([]float32, hidden)
	for i := range 24 {
		for j := range x {
			x[j] = float32(math.Sin(float64(i*hidden + j)))
		}
		v.Add(int32(i), 1, x)
	}
	_, odds := h.Find(v)
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, o := range odds {
		lowest, highest = min(lowest, float64(o[attribute.Begins])), max(highest, float64(o[attribute.Begins]))
	}
	h.Begins, h.Weak = (lowest+highest)/2, lowest-1
	sure, _ := h.Find(v)
	all, _ := h.FindAll(v)
	if len(sure) == 0 || len(all) != len(odds) {
		t.Fatalf("%d sure, %d in all of %d", len(sure), len(all), len(odds))
	}
	for _, a := range sure {
		i := slices.IndexFunc(all, func(b attribute.Attribution) bool { return b.Begins == a.Begins })
		if i < 0 {
			t.Fatalf("the one at %d is not among all", a.Begins)
		}
		for r := range a.Belongs {
			if !slices.Equal(a.Belongs[r], all[i].Belongs[r]) {
				t.Errorf("the one at %d, role %d: %.2f among all, %.2f among the sure", a.Begins, r, all[i].Belongs[r], a.Belongs[r])
			}
		}
	}
}

// TestGap: tokens without pieces belong to nothing, and count for no distance.
func TestGap(t *testing.T) {
	h, err := attribute.New(open(t), hidden)
	if err != nil {
		t.Fatal(err)
	}
	if list, odds := h.Find(vectors()); len(list)+len(odds) > 0 {
		t.Errorf("%v %v of nothing", list, odds)
	}
	v, x := vectors(), make([]float32, hidden)
	for i := range 9 {
		for j := range x {
			x[j] = float32((i+1)*(j%5) - 7)
		}
		v.Add(int32(i/2), int32(i%2), x)
	}
	list, odds := h.Find(v)
	for i := range odds {
		if known := v.Pieces[i] > 0; known != (odds[i][attribute.Begins] > -90) {
			t.Errorf("token %d: odds %g", i, odds[i][attribute.Begins])
		}
	}
	for _, a := range list {
		for r := range a.Belongs {
			for i, o := range a.Belongs[r] {
				if v.Pieces[a.First+i] == 0 && o != 0 {
					t.Errorf("token %d has no pieces, and %g speaks for its being part of %d", a.First+i, o, a.Begins)
				}
			}
		}
	}
}

// TestLong: what is found does not depend on what a text holds far away.
func TestLong(t *testing.T) {
	h, err := attribute.New(open(t), hidden)
	if err != nil {
		t.Fatal(err)
	}
	const n = 5000
	v, x := vectors(), make([]float32, hidden)
	for i := range n {
		for j := range x {
			x[j] = float32(math.Sin(float64(i%100*(j+3)))) * 2
		}
		v.Add(int32(i), 1, x)
	}
	list, odds := h.Find(v)
	seen := 0
	for i := range n {
		if odds[i] != odds[i%100] {
			t.Fatalf("odds of %d: %g, of %d: %g", i, odds[i], i%100, odds[i%100])
		}
	}
	of := map[int][][]float32{}
	for _, a := range list {
		c := a.Begins
		if c < 100 || c >= n-100 {
			continue
		}
		if was, ok := of[c%100]; ok && !slices.EqualFunc(was, a.Belongs[:], slices.Equal) {
			t.Errorf("token %d: %v, before %v", c, a.Belongs, was)
		}
		of[c%100] = a.Belongs[:]
		seen++
	}
	if seen < 100 {
		t.Errorf("%d attributions", seen)
	}
}

// TestWrong: a head that does not fit is told of when it is opened.
func TestWrong(t *testing.T) {
	for name, change := range map[string]func(h *encoder.Head) int{
		"width":   func(*encoder.Head) int { return hidden + 1 },
		"card":    func(h *encoder.Head) int { h.Card = "{"; return hidden },
		"reach":   func(h *encoder.Head) int { h.Card = "{}"; return hidden },
		"missing": func(h *encoder.Head) int { delete(h.Tensors.Tensors, "own.bias"); return hidden },
		"none":    func(h *encoder.Head) int { clear(h.Tensors.Tensors); return hidden },
	} {
		h := open(t)
		if _, err := attribute.New(h, change(&h)); !errors.Is(err, attribute.ErrHead) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
