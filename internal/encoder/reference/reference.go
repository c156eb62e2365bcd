// Package reference computes a BERT encoder in float32, straight from the
// formulas: the slow and sure way, which the fast one is held against, and which
// shows the converter what values go through a model.
//
// Input: weights as they are published (safetensors, names of Hugging Face's
// BertModel). Output: a vector a piece.
//
//	m, err := reference.New(file, config)
//	x := m.Forward([]int32{101, 2128, 102}) // 3 vectors, one after the other
package reference

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"github.com/hearsay/hearsay/internal/encoder/safetensors"
	"github.com/hearsay/hearsay/internal/kernel"
)

// Config is what config.json tells of a model.
type Config struct {
	Type      string  `json:"model_type"`
	Act       string  `json:"hidden_act"`
	Hidden    int     `json:"hidden_size"`
	Layers    int     `json:"num_hidden_layers"`
	Heads     int     `json:"num_attention_heads"`
	Inner     int     `json:"intermediate_size"`
	Positions int     `json:"max_position_embeddings"`
	Epsilon   float64 `json:"layer_norm_eps"`
	Places    string  `json:"position_embedding_type"` // "absolute", or not told
}

// ParseConfig reads config.json.
func ParseConfig(data []byte) (Config, error) {
	var c Config
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("config: %w", err)
	}
	if c.Type != "bert" || c.Act != "gelu" {
		return c, fmt.Errorf("config: a model of type %q with %q; only bert with gelu is known", c.Type, c.Act)
	}
	if c.Places != "" && c.Places != "absolute" {
		return c, fmt.Errorf("config: positions of type %q; only absolute ones are known", c.Places)
	}
	if c.Hidden < 1 || c.Layers < 1 || c.Heads < 1 || c.Hidden%c.Heads != 0 || c.Inner < 1 || c.Positions < 2 {
		return c, fmt.Errorf("config: sizes that do not fit each other: %+v", c)
	}
	return c, nil
}

// Linear is a layer y = W x + b.
type Linear struct {
	W, B    []float32 // [out][in], [out]
	Out, In int
	packed  *kernel.Matrix
}

// Norm is a layer norm.
type Norm struct{ Gain, Bias []float32 }

// Layer is one of the encoder's layers.
type Layer struct {
	Query, Key, Value, Attended, Inner, Output *Linear
	AttendedNorm, OutputNorm                   Norm
}

// Model is a decoded model.
type Model struct {
	Config
	Words, Positions, Types []float32 // [pieces][hidden], [positions][hidden], [2][hidden]
	Norm                    Norm
	Layer                   []Layer
	// Watch, if set, is shown the input of each linear layer: the layer's place and kind
	// ("qkv", "attended", "inner", "output"), and rows of values.
	Watch func(layer int, kind string, x []float32)

	prefix string
}

// New decodes a model. Names may have a prefix, such as "bert.".
func New(f *safetensors.File, c Config) (*Model, error) {
	m := &Model{Config: c}
	for _, n := range f.Names("") {
		if p, ok := strings.CutSuffix(n, "embeddings.word_embeddings.weight"); ok {
			m.prefix = p
		}
	}
	var err error
	floats := func(name string, shape ...int) []float32 {
		if err != nil {
			return nil
		}
		var x []float32
		x, err = f.Floats(m.prefix+name, shape...)
		return x
	}
	linear := func(name string, out, in int) *Linear {
		l := &Linear{W: floats(name+".weight", out, in), B: floats(name+".bias", out), Out: out, In: in}
		if err == nil {
			l.packed, err = kernel.Best().Pack(l.W, out, in)
		}
		return l
	}
	norm := func(name string) Norm {
		return Norm{floats(name+".weight", c.Hidden), floats(name+".bias", c.Hidden)}
	}
	m.Words = floats("embeddings.word_embeddings.weight", -1, c.Hidden)
	m.Positions = floats("embeddings.position_embeddings.weight", c.Positions, c.Hidden)
	m.Types = floats("embeddings.token_type_embeddings.weight", -1, c.Hidden)
	m.Norm = norm("embeddings.LayerNorm")
	for i := range c.Layers {
		p := fmt.Sprintf("encoder.layer.%d.", i)
		m.Layer = append(m.Layer, Layer{
			Query: linear(p+"attention.self.query", c.Hidden, c.Hidden), Key: linear(p+"attention.self.key", c.Hidden, c.Hidden),
			Value: linear(p+"attention.self.value", c.Hidden, c.Hidden), Attended: linear(p+"attention.output.dense", c.Hidden, c.Hidden),
			Inner: linear(p+"intermediate.dense", c.Inner, c.Hidden), Output: linear(p+"output.dense", c.Hidden, c.Inner),
			AttendedNorm: norm(p + "attention.output.LayerNorm"), OutputNorm: norm(p + "output.LayerNorm"),
		})
	}
	if err == nil && len(m.Types) == 0 {
		err = fmt.Errorf("%w: no token types", safetensors.ErrFormat)
	}
	return m, err
}

// mul returns x times the layer's weights plus its bias.
func (l *Linear) mul(x []float32) []float32 {
	rows, ld := len(x)/l.In, l.packed.Stride()
	wide := make([]float32, rows*ld)
	l.packed.Mul(wide, ld, x, l.In, rows)
	y := make([]float32, rows*l.Out)
	for i := range rows {
		for j := range l.Out {
			y[i*l.Out+j] = wide[i*ld+j] + l.B[j]
		}
	}
	return y
}

// norm normalises the rows of x in place.
func (m *Model) norm(x []float32, n Norm) {
	for ; len(x) > 0; x = x[m.Hidden:] {
		row := x[:m.Hidden]
		var mean, dev float64
		for _, v := range row {
			mean += float64(v) / float64(m.Hidden)
		}
		for _, v := range row {
			dev += (float64(v) - mean) * (float64(v) - mean) / float64(m.Hidden)
		}
		rate := 1 / math.Sqrt(dev+m.Epsilon)
		for i, v := range row {
			row[i] = float32((float64(v)-mean)*rate)*n.Gain[i] + n.Bias[i]
		}
	}
}

// Forward computes the vectors of the pieces of one window, which must not be
// more than the model has positions.
func (m *Model) Forward(ids []int32) []float32 {
	h := m.Hidden
	x := make([]float32, len(ids)*h)
	for i, id := range ids {
		for j := range h {
			x[i*h+j] = m.Words[int(id)*h+j] + m.Positions[i*h+j] + m.Types[j]
		}
	}
	m.norm(x, m.Norm)
	watch := m.Watch
	if watch == nil {
		watch = func(int, string, []float32) {}
	}
	for i := range m.Layer {
		l := &m.Layer[i]
		watch(i, "qkv", x)
		a := m.attend(l.Query.mul(x), l.Key.mul(x), l.Value.mul(x))
		watch(i, "attended", a)
		x = m.rest(x, l.Attended.mul(a), l.AttendedNorm)
		watch(i, "inner", x)
		in := l.Inner.mul(x)
		for j, v := range in {
			in[j] = v * float32(.5*(1+math.Erf(float64(v)/math.Sqrt2)))
		}
		watch(i, "output", in)
		x = m.rest(x, l.Output.mul(in), l.OutputNorm)
	}
	return x
}

// rest adds y to x and normalises.
func (m *Model) rest(x, y []float32, n Norm) []float32 {
	for i := range y {
		y[i] += x[i]
	}
	m.norm(y, n)
	return y
}

// attend computes softmax(q kᵀ / sqrt(width)) v for each head.
func (m *Model) attend(q, k, v []float32) []float32 {
	n, width := len(q)/m.Hidden, m.Hidden/m.Heads
	out := make([]float32, len(q))
	keys, values := make([]float32, n*width), make([]float32, n*width)
	for head := range m.Heads {
		for i := range n {
			for j := range width {
				at := i*m.Hidden + head*width + j
				keys[i*width+j], values[j*n+i] = k[at], v[at]
			}
		}
		pk, _ := kernel.Best().Pack(keys, n, width)
		pv, _ := kernel.Best().Pack(values, width, n)
		scores, to := make([]float32, n*pk.Stride()), make([]float32, n*pv.Stride())
		pk.Mul(scores, pk.Stride(), q[head*width:], m.Hidden, n)
		for i := range n {
			row := scores[i*pk.Stride():][:n]
			var top, sum float64 = math.Inf(-1), 0
			for j := range row {
				row[j] /= float32(math.Sqrt(float64(width)))
				top = max(top, float64(row[j]))
			}
			for j := range row {
				e := math.Exp(float64(row[j]) - top)
				row[j] = float32(e)
				sum += e
			}
			for j := range row {
				row[j] /= float32(sum)
			}
		}
		pv.Mul(to, pv.Stride(), scores, pk.Stride(), n)
		for i := range n {
			copy(out[i*m.Hidden+head*width:][:width], to[i*pv.Stride():])
		}
	}
	return out
}
