// Package safetensors reads and writes files of named tensors in the format of
// that name: eight bytes with the length of a JSON header, the header (type,
// shape and place of each tensor, and "__metadata__", texts by name), the bytes.
//
// Input: a file's bytes. Output: a [File], whose tensors are views of them.
//
//	f, err := safetensors.Read(data)
//	w, err := f.Floats("encoder.layer.0.output.dense.weight", 384, 1536)
//
// What is read is checked before it is used: the header's length, each tensor's
// place, and that no two lie over each other. A wrong file is an error, never a
// panic.
package safetensors

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

// maxHeader bounds the JSON header, as the format's own library does.
const maxHeader = 100 << 20

// ErrFormat is wrapped by all errors about a file that is not as it should be.
var ErrFormat = errors.New("no sound safetensors file")

// sizes are the bytes of a value of each type that is known here.
var sizes = map[string]int{"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}

// Tensor is one tensor: its type (F32, BF16, I8 ...), its shape, and its values
// in row order, little-endian.
type Tensor struct {
	Type  string
	Shape []int
	Data  string
}

// Count is the number of values.
func (t Tensor) Count() int { return count(t.Shape) }

func count(shape []int) int {
	n := 1
	for _, d := range shape {
		n *= d
	}
	return n
}

// File is a file's tensors and texts by name.
type File struct {
	Tensors  map[string]Tensor
	Metadata map[string]string
}

func wrong(format string, a ...any) error {
	return fmt.Errorf("%w: %s", ErrFormat, fmt.Sprintf(format, a...))
}

// Read reads a file. The tensors' Data are parts of data.
func Read(data string) (*File, error) {
	if len(data) < 8 {
		return nil, wrong("%d bytes", len(data))
	}
	n := binary.LittleEndian.Uint64([]byte(data[:8]))
	if n > maxHeader || n > uint64(len(data)-8) {
		return nil, wrong("a header of %d bytes in a file of %d", n, len(data))
	}
	header, body := data[8:8+n], data[8+n:]
	var entries map[string]json.RawMessage
	if err := json.Unmarshal([]byte(header), &entries); err != nil {
		return nil, wrong("header: %v", err)
	}
	f := &File{Tensors: map[string]Tensor{}}
	type place struct {
		name     string
		from, to int
	}
	var places []place
	for name, raw := range entries {
		if name == "__metadata__" {
			if err := json.Unmarshal(raw, &f.Metadata); err != nil {
				return nil, wrong("metadata: %v", err)
			}
			continue
		}
		var e struct {
			Type  string `json:"dtype"`
			Shape []int  `json:"shape"`
			Place []int  `json:"data_offsets"`
		}
		if err := json.Unmarshal(raw, &e); err != nil {
			return nil, wrong("tensor %q: %v", name, err)
		}
		size, ok := sizes[e.Type]
		if !ok {
			return nil, wrong("tensor %q: values of type %q", name, e.Type)
		}
		if len(e.Place) != 2 || e.Place[0] < 0 || e.Place[1] < e.Place[0] || e.Place[1] > len(body) {
			return nil, wrong("tensor %q: lies at %v of %d bytes", name, e.Place, len(body))
		}
		// The product is held against the bytes there are at each step, so that it
		// cannot overflow.
		values, have := 1, (e.Place[1]-e.Place[0])/size
		for _, d := range e.Shape {
			if d < 0 || d > 0 && values > have/d {
				return nil, wrong("tensor %q: shape %v in %d bytes", name, e.Shape, e.Place[1]-e.Place[0])
			}
			values *= d
		}
		if values*size != e.Place[1]-e.Place[0] {
			return nil, wrong("tensor %q: shape %v in %d bytes", name, e.Shape, e.Place[1]-e.Place[0])
		}
		f.Tensors[name] = Tensor{Type: e.Type, Shape: e.Shape, Data: body[e.Place[0]:e.Place[1]]}
		places = append(places, place{name, e.Place[0], e.Place[1]})
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	for i := 1; i < len(places); i++ {
		if places[i].from < places[i-1].to {
			return nil, wrong("tensors %q and %q share bytes", places[i-1].name, places[i].name)
		}
	}
	return f, nil
}

// Names lists the tensors whose name begins with prefix, in order.
func (f *File) Names(prefix string) []string {
	var names []string
	for n := range f.Tensors {
		if strings.HasPrefix(n, prefix) {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	return names
}

// tensor finds a tensor and holds its shape against what is expected; -1 stands
// for any size.
func (f *File) tensor(name string, shape []int) (Tensor, error) {
	t, ok := f.Tensors[name]
	if !ok {
		return t, wrong("no tensor %q", name)
	}
	ok = len(shape) == len(t.Shape)
	for i := range shape {
		ok = ok && (shape[i] < 0 || shape[i] == t.Shape[i])
	}
	if !ok {
		return t, wrong("tensor %q has the shape %v, not %v", name, t.Shape, shape)
	}
	return t, nil
}

// Floats returns a copy of a tensor's values as float32, which may be kept as
// F32, F16 or BF16. All of them must be finite.
func (f *File) Floats(name string, shape ...int) ([]float32, error) {
	t, err := f.tensor(name, shape)
	if err != nil {
		return nil, err
	}
	out := make([]float32, t.Count())
	b := t.Data
	switch t.Type {
	case "F32":
		for i := range out {
			out[i] = math.Float32frombits(uint32(b[4*i]) | uint32(b[4*i+1])<<8 | uint32(b[4*i+2])<<16 | uint32(b[4*i+3])<<24)
		}
	case "BF16":
		for i := range out {
			out[i] = math.Float32frombits(uint32(b[2*i])<<16 | uint32(b[2*i+1])<<24)
		}
	case "F16":
		for i := range out {
			out[i] = half(uint16(b[2*i]) | uint16(b[2*i+1])<<8)
		}
	default:
		return nil, wrong("tensor %q has values of type %s, not F32, F16 or BF16", name, t.Type)
	}
	for i, x := range out {
		if x-x != 0 {
			return nil, wrong("tensor %q: value %d is %g", name, i, x)
		}
	}
	return out, nil
}

// half is an IEEE 754 half-precision number.
func half(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exp, frac := uint32(h>>10&0x1f), uint32(h&0x3ff)
	switch {
	case exp == 0x1f:
		return math.Float32frombits(sign | 0x7f800000 | frac<<13)
	case exp != 0:
		return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
	}
	x := float32(frac) / (1 << 24)
	if sign != 0 {
		return -x
	}
	return x
}

// Bytes returns the values of a tensor of one-byte type ty: a view of the file.
func (f *File) Bytes(name, ty string, shape ...int) (string, error) {
	t, err := f.tensor(name, shape)
	if err != nil {
		return "", err
	}
	if t.Type != ty || sizes[ty] != 1 {
		return "", wrong("tensor %q has values of type %s, not %s", name, t.Type, ty)
	}
	return t.Data, nil
}

// FloatTensor makes a tensor of type F32.
func FloatTensor(x []float32, shape ...int) Tensor {
	b := make([]byte, 0, 4*len(x))
	for _, v := range x {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return Tensor{Type: "F32", Shape: shape, Data: string(b)}
}

// Write writes a file. Tensors follow each other by falling size of their
// values, then by name, each at an address that its values' size divides, so
// that the same tensors make the same bytes.
func (f *File) Write(w io.Writer) error {
	type entry struct {
		Type  string `json:"dtype"`
		Shape []int  `json:"shape"`
		Place [2]int `json:"data_offsets"`
	}
	names := slices.Collect(maps.Keys(f.Tensors))
	slices.SortFunc(names, func(a, b string) int {
		if x, y := sizes[f.Tensors[a].Type], sizes[f.Tensors[b].Type]; x != y {
			return y - x
		}
		return strings.Compare(a, b)
	})
	header, at := map[string]any{}, 0
	if len(f.Metadata) > 0 {
		header["__metadata__"] = f.Metadata
	}
	for _, n := range names {
		t := f.Tensors[n]
		if sizes[t.Type]*t.Count() != len(t.Data) {
			return fmt.Errorf("safetensors: tensor %q: %d bytes for %v of type %s", n, len(t.Data), t.Shape, t.Type)
		}
		header[n] = entry{t.Type, t.Shape, [2]int{at, at + len(t.Data)}}
		at += len(t.Data)
	}
	head, err := json.Marshal(header)
	if err != nil {
		return err
	}
	for len(head)%8 != 0 {
		head = append(head, ' ')
	}
	if _, err := w.Write(append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...)); err != nil {
		return err
	}
	for _, n := range names {
		if _, err := io.WriteString(w, f.Tensors[n].Data); err != nil {
			return err
		}
	}
	return nil
}
