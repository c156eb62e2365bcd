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
	Found  [][3][]int
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
		if math.Abs(float64(odds[i])-o) > 1e-3 {
			t.Errorf("odds of token %d: %.4f, PyTorch has %.4f", i, odds[i], o)
		}
	}
	if len(have) != len(want.Found) || len(have) == 0 {
		t.Fatalf("%d attributions, PyTorch has %d", len(have), len(want.Found))
	}
	for i, a := range have {
		for r, ks := range [3][]int{a.Source, a.Cue, a.Content} {
			if !slices.Equal(ks, want.Found[i][r]) {
				t.Errorf("attribution %d, role %d: %d, PyTorch has %d", i, r, ks, want.Found[i][r])
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
		if known := v.Pieces[i] > 0; known != (odds[i] > -90) {
			t.Errorf("token %d: odds %g", i, odds[i])
		}
	}
	for _, a := range list {
		for _, k := range slices.Concat(a.Source, a.Cue, a.Content) {
			if v.Pieces[k] == 0 {
				t.Errorf("token %d has no pieces and belongs to %+v", k, a)
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
	of := map[int][]int{}
	for _, a := range list {
		c := a.Begins
		if c < 100 || c >= n-100 {
			continue
		}
		var rel []int
		for r, ks := range [3][]int{a.Source, a.Cue, a.Content} {
			for _, k := range ks {
				rel = append(rel, 1000*r+k-c)
			}
		}
		if was, ok := of[c%100]; ok && !slices.Equal(was, rel) {
			t.Errorf("token %d: %d, before %d", c, rel, was)
		}
		of[c%100] = rel
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
