package encoder

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay/hearsay/internal/encoder/piece"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

// Format is the name and version of a model file.
const Format = "hearsay.encoder/2"

// ErrModel is wrapped by errors about a model file.
var ErrModel = errors.New("no model file of the encoder")

// Config are the sizes of a model, and how texts are brought to it.
type Config struct {
	Hidden    int     `json:"hidden"`    // values of a vector
	Layers    int     `json:"layers"`    // layers
	Heads     int     `json:"heads"`     // attention heads a layer
	Inner     int     `json:"inner"`     // values between the two halves of a layer
	Positions int     `json:"positions"` // pieces that a window may have at most
	Epsilon   float64 `json:"epsilon"`   // of the layer norms
	Window    int     `json:"window"`    // pieces of a window, with those before and after the text
	Overlap   int     `json:"overlap"`   // pieces that a window repeats of the one before, at most
	WordBits  int     `json:"word_bits"` // of a value of a piece's own vector
}

// Check returns an error where the sizes do not fit each other or the kernels.
func (c Config) Check() error {
	switch {
	case c.Hidden < 1 || c.Hidden > 4096 || c.Layers < 1 || c.Layers > 48 || c.Heads < 1 || c.Inner < 1 || c.Inner > 1<<14:
		return fmt.Errorf("%w: sizes out of bounds: %+v", ErrModel, c)
	case c.Hidden%int8.Step != 0 || c.Inner%int8.Step != 0 || c.Hidden%c.Heads != 0 || c.Hidden/c.Heads%int8.Lanes != 0:
		return fmt.Errorf("%w: vectors of %d values with %d heads, %d between: the kernels want multiples of %d, and of %d a head", ErrModel, c.Hidden, c.Heads, c.Inner, int8.Step, int8.Lanes)
	case c.Window < 16 || c.Window > c.Positions || c.Positions > MaxPositions:
		return fmt.Errorf("%w: windows of %d pieces with %d positions", ErrModel, c.Window, c.Positions)
	case c.Overlap < 0 || c.Overlap > (c.Window-2)/2:
		return fmt.Errorf("%w: windows of %d pieces that share %d", ErrModel, c.Window, c.Overlap)
	case c.WordBits < 2 || c.WordBits > 8 || c.Hidden*c.WordBits%8 != 0:
		return fmt.Errorf("%w: vectors of %d values of %d bits", ErrModel, c.Hidden, c.WordBits)
	case !(c.Epsilon > 0 && c.Epsilon < 1):
		return fmt.Errorf("%w: epsilon %g", ErrModel, c.Epsilon)
	}
	return nil
}

// MaxPositions bounds a window, so that the sums of attention stay within 32 bits.
const MaxPositions = 1024

// layer is one layer, packed.
type layer struct {
	qkv, attended, inner, output *int8.Matrix
	attendedNorm, outputNorm     norm
}

type norm struct{ gain, bias []float32 }

// Model is a decoded model. It is read only and may be shared; each goroutine takes
// its own [Worker] of it.
type Model struct {
	Config
	Pieces *piece.Vocabulary
	// Card tells where the weights are from, as JSON.
	Card string

	cards     map[string]json.RawMessage // of heads, instead of those in the file
	file      *safetensors.File
	v         *int8.Variant
	words     string // codes of WordBits a value, see PackWords
	scale     []float32
	positions []float32
	norm      norm
	layers    []layer
}

// Load decodes a model file. The model keeps parts of data.
func Load(data string) (*Model, error) { return LoadWith(data, int8.Best()) }

// LoadWith is Load for one variant of the kernels.
func LoadWith(data string, v *int8.Variant) (*Model, error) {
	f, err := safetensors.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	if got := f.Metadata["format"]; got != Format {
		if got == "" {
			return nil, fmt.Errorf("%w: it names no format; make one of published weights with go run ./internal/encoder/convert", ErrModel)
		}
		return nil, fmt.Errorf("%w: its format is %q, this program reads %q", ErrModel, got, Format)
	}
	m := &Model{file: f, v: v, Card: f.Metadata["card"]}
	if err := json.Unmarshal([]byte(f.Metadata["config"]), &m.Config); err != nil {
		return nil, fmt.Errorf("%w: config: %w", ErrModel, err)
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	if err := m.decode(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	return m, nil
}

func (m *Model) decode() error {
	d := decoder{f: m.file}
	text := d.bytes("vocabulary", "U8", -1)
	if d.err != nil {
		return d.err
	}
	var err error
	if m.Pieces, err = piece.New(text); err != nil {
		return err
	}
	m.words = d.bytes("words.codes", "U8", m.Pieces.Len(), m.Hidden*m.WordBits/8)
	m.scale = d.floats("words.scale", m.Pieces.Len())
	m.positions = d.floats("positions", m.Positions, m.Hidden)
	m.norm = d.norm("norm", m.Hidden)
	for i := 0; i < m.Layers && d.err == nil; i++ {
		p := fmt.Sprintf("layer.%d.", i)
		m.layers = append(m.layers, layer{
			qkv: d.matrix(m.v, p+"qkv", 3*m.Hidden, m.Hidden), attended: d.matrix(m.v, p+"attended", m.Hidden, m.Hidden),
			inner: d.matrix(m.v, p+"inner", m.Inner, m.Hidden), output: d.matrix(m.v, p+"output", m.Hidden, m.Inner),
			attendedNorm: d.norm(p+"attended.norm", m.Hidden), outputNorm: d.norm(p+"output.norm", m.Hidden),
		})
	}
	return d.err
}

// decoder keeps the first error.
type decoder struct {
	f   *safetensors.File
	err error
}

func (d *decoder) bytes(name, ty string, shape ...int) string {
	if d.err != nil {
		return ""
	}
	s, err := d.f.Bytes(name, ty, shape...)
	d.err = err
	return s
}

// maxValue bounds the numbers of a file, as a check: no model has any that come near it.
const maxValue = 1e6

func (d *decoder) floats(name string, shape ...int) []float32 {
	if d.err != nil {
		return nil
	}
	x, err := d.f.Floats(name, shape...)
	for i, a := range x {
		if !(math.Abs(float64(a)) <= maxValue) && err == nil {
			err = fmt.Errorf("tensor %q: value %d is %g", name, i, a)
		}
	}
	d.err = err
	return x
}

func (d *decoder) norm(name string, n int) norm {
	return norm{d.floats(name+".gain", n), d.floats(name+".bias", n)}
}

func (d *decoder) matrix(v *int8.Variant, name string, n, k int) *int8.Matrix {
	w := d.bytes(name+".weight", "I8", n, k)
	scale, bias, smooth := d.floats(name+".scale", int8.Groups(k), n), d.floats(name+".bias", n), d.floats(name+".smooth", k)
	if d.err != nil {
		return nil
	}
	m, err := v.Pack(w, n, k, scale, bias, smooth)
	if err != nil {
		d.err = fmt.Errorf("tensor %q: %w", name+".weight", err)
	}
	return m
}

// Head is a small layer on the encoder's vectors: tensors by name, and a card, both of
// which the file holds under "head.NAME"; see [Model.SetCards].
type Head struct {
	Card    string // JSON
	Tensors *safetensors.File
}

// SetCards gives heads other cards than the file holds: a JSON object by head. Thresholds, which a card holds too, can so be
// chosen without writing the weights anew. It is to be called before the model is shared.
func (m *Model) SetCards(text string) error {
	m.cards = nil
	if err := json.Unmarshal([]byte(text), &m.cards); err != nil {
		return fmt.Errorf("%w: %w", ErrModel, err)
	}
	for name := range m.cards {
		if !slices.Contains(m.HeadNames(), name) {
			return fmt.Errorf("%w: a card of %q, which is no head of it", ErrModel, name)
		}
	}
	return nil
}

// HeadNames lists the heads in the file.
func (m *Model) HeadNames() []string {
	var names []string
	for _, n := range m.file.Names("head.") {
		name, _, _ := strings.Cut(strings.TrimPrefix(n, "head."), ".")
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return names
}

// Head returns a head; its tensors' names are without "head.NAME.".
func (m *Model) Head(name string) (Head, error) {
	prefix := "head." + name + "."
	card := m.file.Metadata["head."+name]
	if c, ok := m.cards[name]; ok {
		card = string(c)
	}
	h := Head{Card: card, Tensors: &safetensors.File{Tensors: map[string]safetensors.Tensor{}}}
	for _, n := range m.file.Names(prefix) {
		h.Tensors.Tensors[strings.TrimPrefix(n, prefix)] = m.file.Tensors[n]
	}
	if len(h.Tensors.Tensors) == 0 {
		return h, fmt.Errorf("%w: it has no head %q, only %q", ErrModel, name, m.HeadNames())
	}
	return h, nil
}
