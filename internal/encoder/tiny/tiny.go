// Package tiny is a BERT encoder of 2 layers and 64 dimensions for tests: its
// weights are numbers from a formula, which golden/make.py has too, so that the
// golden files hold for it and no weights need be kept.
//
//	f, _ := safetensors.Read(tiny.Weights())
package tiny

import (
	_ "embed"
	"sort"
	"strings"

	"github.com/hearsay/hearsay/internal/encoder/safetensors"
)

// Vocabulary is its vocabulary, one piece a line.
//
//go:embed vocab.txt
var Vocabulary string

// The sizes of the model.
const (
	Layers    = 2
	Hidden    = 64
	Heads     = 2
	Inner     = 128
	Positions = 256
)

// Config is what its config.json would be.
const Config = `{"model_type":"bert","hidden_act":"gelu","hidden_size":64,"num_hidden_layers":2,"num_attention_heads":2,"intermediate_size":128,"max_position_embeddings":256,"layer_norm_eps":1e-12}`

// Weights makes the model's safetensors file.
func Weights() string {
	f := &safetensors.File{Tensors: map[string]safetensors.Tensor{}}
	shapes := map[string][]int{
		"embeddings.word_embeddings.weight":       {strings.Count(Vocabulary, "\n"), Hidden},
		"embeddings.position_embeddings.weight":   {Positions, Hidden},
		"embeddings.token_type_embeddings.weight": {2, Hidden},
		"embeddings.LayerNorm.weight":             {Hidden},
		"embeddings.LayerNorm.bias":               {Hidden},
	}
	for _, l := range []string{"encoder.layer.0.", "encoder.layer.1."} {
		for name, s := range map[string][2]int{
			"attention.self.query": {Hidden, Hidden}, "attention.self.key": {Hidden, Hidden}, "attention.self.value": {Hidden, Hidden},
			"attention.output.dense": {Hidden, Hidden}, "intermediate.dense": {Inner, Hidden}, "output.dense": {Hidden, Inner},
		} {
			shapes[l+name+".weight"], shapes[l+name+".bias"] = s[:], s[:1]
		}
		for _, name := range []string{"attention.output.LayerNorm", "output.LayerNorm"} {
			shapes[l+name+".weight"], shapes[l+name+".bias"] = []int{Hidden}, []int{Hidden}
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
	var b strings.Builder
	if err := f.Write(&b); err != nil {
		panic(err) // the shapes above are right
	}
	return b.String()
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
