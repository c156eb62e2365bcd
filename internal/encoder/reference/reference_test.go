package reference_test

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
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

// TestConfig: a model that is not computed here is an error, not computed wrongly.
func TestConfig(t *testing.T) {
	const sizes = `,"hidden_size":64,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":128,"max_position_embeddings":256`
	for _, c := range []struct {
		config string
		want   string // in the error; empty where there is none
	}{
		{`{"model_type":"bert","hidden_act":"gelu"` + sizes + `}`, ""},
		{`{"model_type":"bert","hidden_act":"gelu","position_embedding_type":"absolute"` + sizes + `}`, ""},
		{`{"model_type":"bert","hidden_act":"gelu","position_embedding_type":"relative_key"` + sizes + `}`, "relative_key"},
		{`{"model_type":"roberta","hidden_act":"gelu"` + sizes + `}`, "roberta"},
		{`{"model_type":"bert","hidden_act":"gelu_new"` + sizes + `}`, "gelu_new"},
		{`{"model_type":"bert","hidden_act":"gelu"}`, "sizes"},
		{`{`, "config"},
	} {
		_, err := reference.ParseConfig([]byte(c.config))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.config, err)
		}
	}
}
