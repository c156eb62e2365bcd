package reference_test

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/hearsay/hearsay/internal/encoder/piece"
	"github.com/hearsay/hearsay/internal/encoder/reference"
	"github.com/hearsay/hearsay/internal/encoder/tiny"
)

// TestGolden holds pieces and vectors against those of the reference in
// Python; see golden/make.py.
func TestGolden(t *testing.T) {
	data, err := os.ReadFile("../testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Text    string
		IDs     []int32
		At      [][2]int
		Vectors map[string][]float32
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	v, err := piece.New(tiny.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	m, err := reference.New(tiny.Weights(), tiny.Config())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		pieces := v.Cut(c.Text, 0, nil)
		ids := []int32{v.Begin()}
		for i, p := range pieces {
			if i >= len(c.IDs) || p != (piece.Piece{ID: c.IDs[i], Start: c.At[i][0], End: c.At[i][1]}) {
				t.Fatalf("%q: piece %d is %v", c.Text, i, p)
			}
			ids = append(ids, p.ID)
		}
		if len(pieces) != len(c.IDs) {
			t.Fatalf("%q: %d pieces, want %d", c.Text, len(pieces), len(c.IDs))
		}
		x := m.Forward(append(ids, v.Stop()))
		for at, want := range c.Vectors {
			i, _ := strconv.Atoi(at)
			for j, w := range want {
				if got := x[(i+1)*m.Hidden+j]; !(math.Abs(float64(got-w)) < 5e-5) {
					t.Fatalf("%q: piece %d, value %d is %g, want %g", c.Text, i, j, got, w)
				}
			}
		}
	}
}
