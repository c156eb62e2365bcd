// Package compact makes the encoder's model file of published weights: bytes for the
// weights, a scale for each output and group of inputs, chosen by what goes through the model when it
// reads some texts.
//
//	f, err := compact.Make(weights, config, vocabulary, compact.Options{Texts: texts})
//	err = f.Write(out)
package compact

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/encoder/piece"
	"github.com/hearsay/hearsay/internal/encoder/reference"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

// Options say how a model file is made.
type Options struct {
	// Texts are read to see what values go through the model. Some thousand words of the
	// kind that is to be read are enough.
	Texts []string
	// Window and Overlap are those of encoder.Config.
	Window, Overlap int
	// WordBits is how many bits a value of a piece's own vector takes, 2 to 8.
	WordBits int
	// Card tells where the weights are from: any value that makes JSON.
	Card any
}

// share says how far the inputs of a kind of layer are evened out before they are brought to
// bytes, at the cost of the weights, which are multiplied instead (SmoothQuant; Xiao and others 2023): an input is
// divided by its greatest magnitude to the power of values, and multiplied by its greatest weight to the power of weights.
var share = map[string]struct{ values, weights float64 }{
	"qkv": {.5, .5}, "attended": {0, 0}, "inner": {.55, .4}, "output": {.5, .25},
}

// seen is what was seen of the inputs of a linear layer.
type seen struct {
	n       int
	top     []float64 // greatest magnitude of each input
	product []float64 // sum of the products of each two inputs
}

// Make makes a model file. Tensors named head.* and texts of the metadata named so are
// taken over as they are.
func Make(f *safetensors.File, c reference.Config, vocabulary string, o Options) (*safetensors.File, error) {
	ref, err := reference.New(f, c)
	if err != nil {
		return nil, err
	}
	v, err := piece.New(vocabulary)
	if err != nil {
		return nil, err
	}
	if len(ref.Words) != v.Len()*c.Hidden {
		return nil, fmt.Errorf("%d pieces in the vocabulary, %d vectors in the weights", v.Len(), len(ref.Words)/c.Hidden)
	}
	conf := encoder.Config{Hidden: c.Hidden, Layers: c.Layers, Heads: c.Heads, Inner: c.Inner, Positions: min(o.Window, c.Positions), Epsilon: c.Epsilon,
		Window: o.Window, Overlap: o.Overlap, WordBits: o.WordBits}
	if err := conf.Check(); err != nil {
		return nil, err
	}
	watched, err := watch(ref, v, o)
	if err != nil {
		return nil, err
	}
	out := &safetensors.File{Tensors: map[string]safetensors.Tensor{}, Metadata: map[string]string{"format": encoder.Format}}
	for key, value := range map[string]any{"config": conf, "card": o.Card} {
		b, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		out.Metadata[key] = string(b)
	}
	h := c.Hidden
	out.Tensors["vocabulary"] = safetensors.Tensor{Type: "U8", Shape: []int{len(vocabulary)}, Data: vocabulary}
	codes, scale := encoder.PackWords(ref.Words, h, o.WordBits)
	out.Tensors["words.codes"] = safetensors.Tensor{Type: "U8", Shape: []int{v.Len(), h * o.WordBits / 8}, Data: codes}
	out.Tensors["words.scale"] = safetensors.FloatTensor(scale, v.Len())
	positions := make([]float32, conf.Positions*h)
	for i := range positions {
		positions[i] = ref.Positions[i] + ref.Types[i%h]
	}
	out.Tensors["positions"] = safetensors.FloatTensor(positions, conf.Positions, h)
	norm := func(name string, n reference.Norm) {
		out.Tensors[name+".gain"], out.Tensors[name+".bias"] = safetensors.FloatTensor(n.Gain, h), safetensors.FloatTensor(n.Bias, h)
	}
	norm("norm", ref.Norm)
	for i, l := range ref.Layer {
		p := fmt.Sprintf("layer.%d.", i)
		for kind, layer := range map[string]*reference.Linear{"qkv": merge(l, c), "attended": l.Attended, "inner": l.Inner, "output": l.Output} {
			if err := linear(out, p+kind, layer, watched[i][kind], share[kind].values, share[kind].weights); err != nil {
				return nil, err
			}
		}
		norm(p+"attended.norm", l.AttendedNorm)
		norm(p+"output.norm", l.OutputNorm)
	}
	for _, n := range f.Names("head.") {
		out.Tensors[n] = f.Tensors[n]
	}
	for k, s := range f.Metadata {
		if strings.HasPrefix(k, "head.") {
			out.Metadata[k] = s
		}
	}
	return out, nil
}

// watch reads the texts and notes what goes into each linear layer.
func watch(ref *reference.Model, v *piece.Vocabulary, o Options) ([]map[string]*seen, error) {
	out := make([]map[string]*seen, len(ref.Layer))
	for i := range out {
		out[i] = map[string]*seen{}
	}
	ref.Watch = func(layer int, kind string, x []float32) {
		width := ref.Hidden
		if kind == "output" {
			width = ref.Inner
		}
		s := out[layer][kind]
		if s == nil {
			s = &seen{top: make([]float64, width), product: make([]float64, width*width)}
			out[layer][kind] = s
		}
		s.add(x)
	}
	defer func() { ref.Watch = nil }()
	for _, text := range o.Texts {
		pieces := v.Cut(text, 0, nil)
		for len(pieces) > 0 {
			n := min(len(pieces), o.Window-2)
			ids := []int32{v.Begin()}
			for _, p := range pieces[:n] {
				ids = append(ids, p.ID)
			}
			ref.Forward(append(ids, v.Stop()))
			pieces = pieces[n:]
		}
	}
	if len(out[0]) == 0 {
		return nil, errors.New("no text to see the model at work on: give some reports")
	}
	return out, nil
}

// add takes rows of inputs into account.
func (s *seen) add(x []float32) {
	k := len(s.top)
	n := len(x) / k
	turned := make([]float32, len(x))
	for i, a := range x {
		turned[i%k*n+i/k] = a
		s.top[i%k] = max(s.top[i%k], math.Abs(float64(a)))
	}
	m, err := kernel.Best().Pack(turned, k, n)
	if err != nil {
		panic(err) // the sizes are right
	}
	sums := make([]float32, k*m.Stride())
	m.Mul(sums, m.Stride(), turned, n, k)
	for i := range k {
		for j := range k {
			s.product[i*k+j] += float64(sums[i*m.Stride()+j])
		}
	}
	s.n += n
}

// merge puts the three layers before attention together: for each head its queries,
// keys and values.
func merge(l reference.Layer, c reference.Config) *reference.Linear {
	m := &reference.Linear{Out: 3 * c.Hidden, In: c.Hidden}
	width := c.Hidden / c.Heads
	for head := range c.Heads {
		for _, part := range []*reference.Linear{l.Query, l.Key, l.Value} {
			m.W = append(m.W, part.W[head*width*c.Hidden:(head+1)*width*c.Hidden]...)
			m.B = append(m.B, part.B[head*width:(head+1)*width]...)
		}
	}
	return m
}

// linear brings a layer's weights to bytes. Each input is multiplied by smooth, and its weights
// divided by that, so that neither has values far above the rest.
func linear(out *safetensors.File, name string, l *reference.Linear, s *seen, values, weights float64) error {
	smooth, weight := make([]float32, l.In), make([]float32, l.In)
	var mean float64
	for j := range smooth {
		var top float64
		for i := range l.Out {
			top = max(top, math.Abs(float64(l.W[i*l.In+j])))
		}
		smooth[j] = float32(math.Pow(max(top, 1e-5), weights) / math.Pow(max(s.top[j], 1e-3), values))
		mean += math.Log(float64(smooth[j])) / float64(l.In)
	}
	w := make([]float32, len(l.W))
	for j := range smooth {
		smooth[j] /= float32(math.Exp(mean))
		weight[j] = float32(s.product[j*l.In+j]/float64(s.n))*smooth[j]*smooth[j] + 1e-12
		for i := range l.Out {
			w[i*l.In+j] = l.W[i*l.In+j] / smooth[j]
		}
	}
	_, scale := int8.Fit(w, l.Out, l.In, weight)
	product := make([]float64, len(s.product))
	for i := range l.In {
		for j := range l.In {
			product[i*l.In+j] = s.product[i*l.In+j] * float64(smooth[i]) * float64(smooth[j])
		}
	}
	b, err := compensate(w, l.Out, l.In, product, scale)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out.Tensors[name+".weight"] = safetensors.Tensor{Type: "I8", Shape: []int{l.Out, l.In}, Data: string(b)}
	out.Tensors[name+".scale"] = safetensors.FloatTensor(scale, int8.Groups(l.In), l.Out)
	out.Tensors[name+".bias"] = safetensors.FloatTensor(l.B, l.Out)
	out.Tensors[name+".smooth"] = safetensors.FloatTensor(smooth, l.In)
	return nil
}
