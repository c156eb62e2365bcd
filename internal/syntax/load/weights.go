package load

import (
	"fmt"
	"math"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// Model is a thinc network as its to_bytes writes it: its layers in the order
// of thinc's walk (breadth first, each layer once). The file tells each
// layer's name, sizes and weights, but not which layer holds which; that is
// known from the architecture in the configuration.
type Model struct {
	File  string // where it was read from, for errors
	Nodes []Node
}

// Node is one layer of a [Model].
type Node struct {
	Index  int
	Name   string             // such as "maxout", "hashembed" or the whole "a>>b|c" of a combination
	Dims   map[string]int     // sizes that are set: nO, nI, nP, nV...
	Refs   map[string]int     // named layers: an index in Nodes
	Attrs  map[string]any     // as [msgpack.Reader.Any] gives them, such as "seed": int64(8)
	Params map[string]*Tensor // weights that are set: W, b, E, G, pad...
	Shims  []string           // bytes of wrapped foreign models; nets of the kinds known here have none
}

// Tensor is an array of weights, rows first.
type Tensor struct {
	Shape []int
	Data  []float32
}

// Param returns a layer's weights, checked for their shape; a -1 stands for any size.
func (m *Model) Param(node int, name string, shape ...int) (*Tensor, error) {
	if node < 0 || node >= len(m.Nodes) {
		return nil, fmt.Errorf("%s: layer %d is asked for, the model has %d: the file does not fit its configuration", m.File, node, len(m.Nodes))
	}
	n := &m.Nodes[node]
	t := n.Params[name]
	if t == nil {
		return nil, fmt.Errorf("%s: layer %d (%s) has no weights %q: the file does not fit its configuration", m.File, node, n.Name, name)
	}
	ok := len(t.Shape) == len(shape)
	for i := 0; ok && i < len(shape); i++ {
		ok = shape[i] == -1 || shape[i] == t.Shape[i]
	}
	if !ok {
		return nil, fmt.Errorf("%s: layer %d (%s): %s has the shape %v, not %v: the file does not fit its configuration", m.File, node, n.Name, name, t.Shape, shape)
	}
	return t, nil
}

// Size returns one of a layer's sizes, which must be set.
func (m *Model) Size(node int, dim string) (int, error) {
	if node < 0 || node >= len(m.Nodes) {
		return 0, fmt.Errorf("%s: layer %d is asked for, the model has %d: the file does not fit its configuration", m.File, node, len(m.Nodes))
	}
	v, ok := m.Nodes[node].Dims[dim]
	if !ok {
		return 0, fmt.Errorf("%s: layer %d (%s) has no size %q: the file does not fit its configuration", m.File, node, m.Nodes[node].Name, dim)
	}
	return v, nil
}

// Find returns the indices of the layers with a name, in order.
func (m *Model) Find(name string) []int {
	var out []int
	for i := range m.Nodes {
		if m.Nodes[i].Name == name {
			out = append(out, i)
		}
	}
	return out
}

// DecodeModel reads a thinc model. file names it in errors.
func DecodeModel(file, data string) (*Model, error) {
	m := &Model{File: file}
	if err := m.decode(data); err != nil {
		return nil, fmt.Errorf("%s: thinc model: %w", file, err)
	}
	return m, nil
}

func (m *Model) decode(data string) error {
	r := msgpack.NewReader(data)
	n, err := r.Map()
	if err != nil {
		return err
	}
	var parts [4][]any
	for range n {
		key, err := r.String()
		if err != nil {
			return err
		}
		v, err := r.Any()
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		for i, name := range [...]string{"nodes", "attrs", "params", "shims"} {
			if key != name {
				continue
			}
			list, ok := v.([]any)
			if !ok {
				return fmt.Errorf("%s is not a list", key)
			}
			parts[i] = list
		}
	}
	if err := r.End(); err != nil {
		return err
	}
	for i, p := range parts {
		if len(p) != len(parts[0]) || i == 0 && len(p) == 0 {
			return fmt.Errorf("nodes, attrs, params and shims are missing or of different lengths: not a model that thinc 8 wrote")
		}
	}
	for i := range parts[0] {
		node := Node{Index: i, Dims: map[string]int{}, Refs: map[string]int{}, Attrs: map[string]any{}, Params: map[string]*Tensor{}}
		if err := node.decode(parts[0][i], parts[1][i], parts[2][i], parts[3][i], len(parts[0])); err != nil {
			return fmt.Errorf("layer %d (%s): %w", i, node.Name, err)
		}
		m.Nodes = append(m.Nodes, node)
	}
	return nil
}

func (n *Node) decode(head, attrs, params, shims any, nodes int) error {
	h, ok := head.(msgpack.Pairs)
	if !ok {
		return fmt.Errorf("is not described by a map")
	}
	name, _ := h.Get("name")
	n.Name, _ = name.(string)
	dims, _ := h.Get("dims")
	if err := each(dims, func(key string, v any) error {
		d, ok := v.(int64)
		if !ok || d < 0 || d > math.MaxInt32 {
			return fmt.Errorf("size %s is %v", key, v)
		}
		n.Dims[key] = int(d)
		return nil
	}); err != nil {
		return err
	}
	refs, _ := h.Get("refs")
	if err := each(refs, func(key string, v any) error {
		d, ok := v.(int64)
		if !ok || d < 0 || int(d) >= nodes {
			return fmt.Errorf("reference %s is %v", key, v)
		}
		n.Refs[key] = int(d)
		return nil
	}); err != nil {
		return err
	}
	if err := each(attrs, func(key string, v any) error {
		s, ok := v.(string)
		if !ok {
			n.Attrs[key] = v
			return nil
		}
		// Attributes are packed a second time (thinc's serialize_attr).
		r := msgpack.NewReader(s)
		v, err := r.Any()
		if err == nil {
			err = r.End()
		}
		if err != nil {
			return fmt.Errorf("attribute %s: %w", key, err)
		}
		n.Attrs[key] = v
		return nil
	}); err != nil {
		return err
	}
	if err := each(params, func(key string, v any) error {
		a, ok := v.(*msgpack.Numbers)
		if !ok {
			return fmt.Errorf("weights %s are no array", key)
		}
		data, err := a.Float32s()
		if err != nil {
			return fmt.Errorf("weights %s: %w", key, err)
		}
		n.Params[key] = &Tensor{Shape: a.Shape, Data: data}
		return nil
	}); err != nil {
		return err
	}
	list, _ := shims.([]any)
	for _, s := range list {
		b, _ := s.(string)
		n.Shims = append(n.Shims, b)
	}
	return nil
}

// each calls f for the entries of a map that are not nil.
func each(v any, f func(key string, v any) error) error {
	if v == nil {
		return nil
	}
	m, ok := v.(msgpack.Pairs)
	if !ok {
		return fmt.Errorf("a map was expected, %T found", v)
	}
	for _, p := range m {
		key, ok := p.Key.(string)
		if !ok {
			return fmt.Errorf("a name was expected as a key, %v found", p.Key)
		}
		if p.Value == nil {
			continue
		}
		if err := f(key, p.Value); err != nil {
			return err
		}
	}
	return nil
}
