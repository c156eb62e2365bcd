// Package tiny is a BERT encoder of 2 layers and 64 dimensions for tests: its
// weights are numbers from a formula, which golden/make.py has too, so that the
// golden files hold for it and no weights need be kept.
//
//	m, err := reference.New(tiny.Weights(), tiny.Config())
package tiny

import (
	_ "embed"
	"sort"
	"strings"

	"github.com/hearsay/hearsay/internal/encoder/reference"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
)

// Vocabulary is its vocabulary, one piece a line.
//
//go:embed vocab.txt
var Vocabulary string

// The sizes of the model, of which config tells too.
const (
	hidden    = 64
	inner     = 128
	positions = 256
)

const config = `{"model_type":"bert","hidden_act":"gelu","hidden_size":64,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":128,"max_position_embeddings":256,"layer_norm_eps":1e-12}`

// Config is what its config.json would tell.
func Config() reference.Config {
	c, err := reference.ParseConfig([]byte(config))
	if err != nil {
		panic(err) // the config above is right
	}
	return c
}

// Weights makes the model's weights, by the names that they are published with.
func Weights() *safetensors.File {
	f := &safetensors.File{Tensors: map[string]safetensors.Tensor{}}
	shapes := map[string][]int{
		"embeddings.word_embeddings.weight":       {strings.Count(Vocabulary, "\n"), hidden},
		"embeddings.position_embeddings.weight":   {positions, hidden},
		"embeddings.token_type_embeddings.weight": {2, hidden},
		"embeddings.LayerNorm.weight":             {hidden},
		"embeddings.LayerNorm.bias":               {hidden},
	}
	for _, l := range []string{"encoder.layer.0.", "encoder.layer.1."} {
		for name, s := range map[string][2]int{
			"attention.self.query": {hidden, hidden}, "attention.self.key": {hidden, hidden}, "attention.self.value": {hidden, hidden},
			"attention.output.dense": {hidden, hidden}, "intermediate.dense": {inner, hidden}, "output.dense": {hidden, inner},
		} {
			shapes[l+name+".weight"], shapes[l+name+".bias"] = s[:], s[:1]
		}
		for _, name := range []string{"attention.output.LayerNorm", "output.LayerNorm"} {
			shapes[l+name+".weight"], shapes[l+name+".bias"] = []int{hidden}, []int{hidden}
		}
	}
	var names []string
	for n := range shapes {
		names = append(names, n)
	}
	sort.Strings(names)
	for t, n := range names {
		count := 1
		for _, d := range shapes[n] {
			count *= d
		}
		x := make([]float32, count)
		for i := range x {
			x[i] = value(uint32(t), uint32(i))
			switch {
			case strings.HasSuffix(n, "LayerNorm.weight"):
				x[i] = 1 + x[i]*.5
			case strings.HasSuffix(n, "embeddings.weight"):
				x[i] *= 2
			case strings.HasSuffix(n, ".weight"):
				x[i] *= .6
			}
		}
		f.Tensors[n] = safetensors.FloatTensor(x, shapes[n]...)
	}
	return f
}

// value is number i of tensor t, in [-0.5, 0.5).
func value(t, i uint32) float32 {
	h := i*2654435761 + t*2246822519 + 12345
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	h ^= h >> 15
	return float32(h>>8)/16777216 - .5
}
