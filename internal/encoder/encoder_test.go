package encoder_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/encoder/compact"
	"github.com/hearsay/hearsay/internal/encoder/piece"
	"github.com/hearsay/hearsay/internal/encoder/reference"
	"github.com/hearsay/hearsay/internal/encoder/safetensors"
	"github.com/hearsay/hearsay/internal/encoder/tiny"
	"github.com/hearsay/hearsay/internal/kernel/int8"
)

type golden struct {
	Text string
	IDs  []int32
}

// goldens are the texts of the golden file.
var goldens = sync.OnceValues(func() ([]golden, error) {
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		return nil, err
	}
	var g []golden
	err = json.Unmarshal(data, &g)
	return g, err
})

func texts(t testing.TB) []golden {
	t.Helper()
	g, err := goldens()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// file is the tiny model's file, with windows of 40 pieces and one head.
var file = sync.OnceValues(func() (string, error) {
	g, err := goldens()
	if err != nil {
		return "", err
	}
	o := compact.Options{Window: 40, Overlap: 10, WordBits: 8, Card: map[string]string{"source": "a formula"}}
	for _, x := range g {
		o.Texts = append(o.Texts, x.Text)
	}
	f := tiny.Weights()
	f.Tensors["head.mood.weight"] = safetensors.FloatTensor([]float32{1, 2}, 2)
	f.Metadata = map[string]string{"head.mood": `{"classes":["a","b"]}`}
	made, err := compact.Make(f, tiny.Config(), tiny.Vocabulary, o)
	if err != nil {
		return "", err
	}
	return written(made)
})

func written(f *safetensors.File) (string, error) {
	var b strings.Builder
	err := f.Write(&b)
	return b.String(), err
}

func tinyModel(t testing.TB, v *int8.Variant) *encoder.Model {
	t.Helper()
	data, err := file()
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.LoadWith(data, v)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// TestAgainstReference holds the vectors against those in float32 of the same
// window.
func TestAgainstReference(t *testing.T) {
	ref, err := reference.New(tiny.Weights(), tiny.Config())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range int8.Variants() {
		m := tinyModel(t, v)
		w := m.NewWorker()
		var sum float64
		n := 0
		for _, g := range texts(t) {
			if len(g.IDs) > m.Window-2 || len(g.IDs) == 0 {
				continue
			}
			var got encoder.Vectors
			w.Encode(g.Text, nil, &got)
			ids := append(append([]int32{m.Pieces.Begin()}, g.IDs...), m.Pieces.Stop())
			want := ref.Forward(ids)
			for i := range g.IDs {
				if got.Pieces[i].ID != g.IDs[i] {
					t.Fatalf("%q: piece %d is %v", g.Text, i, got.Pieces[i])
				}
				c := cosine(got.At(i), want[(i+1)*m.Hidden:(i+2)*m.Hidden])
				if c < .99 {
					t.Errorf("%s: %q: piece %d: cosine %.4f", v.Name(), g.Text, i, c)
				}
				sum += c
				n++
			}
		}
		if mean := sum / float64(n); mean < .999 {
			t.Errorf("%s: mean cosine %.5f of %d vectors", v.Name(), mean, n)
		}
	}
}

// TestVariants: each variant gives the same bits.
func TestVariants(t *testing.T) {
	var all []string
	for _, g := range texts(t) {
		all = append(all, g.Text)
	}
	text := strings.Join(all, "\n")
	var want encoder.Vectors
	for i, v := range int8.Variants() {
		var got encoder.Vectors
		tinyModel(t, v).NewWorker().Encode(text, nil, &got)
		if i == 0 {
			want = got
			continue
		}
		for j := range want.X {
			if math.Float32bits(got.X[j]) != math.Float32bits(want.X[j]) {
				t.Fatalf("%s: value %d is %g, %s has %g", v.Name(), j, got.X[j], int8.Variants()[0].Name(), want.X[j])
			}
		}
	}
}

// TestAlone: a text's vectors do not depend on what was encoded before, nor on
// how many goroutines encode.
func TestAlone(t *testing.T) {
	m := tinyModel(t, int8.Best())
	cases := texts(t)
	want := make([]encoder.Vectors, len(cases))
	for i, g := range cases {
		m.NewWorker().Encode(g.Text, nil, &want[i])
	}
	var group sync.WaitGroup
	for n := range 4 {
		group.Add(1)
		go func() {
			defer group.Done()
			w := m.NewWorker()
			var got encoder.Vectors
			for i := range cases {
				i = (i*7 + n) % len(cases)
				w.Encode(cases[i].Text, nil, &got)
				if !slices.Equal(got.X, want[i].X) || !slices.Equal(got.Pieces, want[i].Pieces) {
					t.Errorf("%q is read otherwise after other texts", cases[i].Text)
				}
			}
		}()
	}
	group.Wait()
}

// TestWindows: each vector is that of its window, however many windows the text has and
// whichever of its pieces are wanted.
func TestWindows(t *testing.T) {
	m := tinyModel(t, int8.Best())
	var text strings.Builder
	var sentences []hearsay.Span
	for _, g := range texts(t)[:12] {
		for words := range slices.Chunk(strings.Fields(g.Text), 3) {
			at := text.Len()
			text.WriteString(strings.Join(words, " ") + "\n")
			sentences = append(sentences, hearsay.Span{Start: at, End: text.Len()})
		}
	}
	w := m.NewWorker()
	var got encoder.Vectors
	w.Encode(text.String(), sentences, &got)
	at, shared := 0, 0
	for _, win := range m.Windows(text.String(), sentences) {
		if win.From > 1 {
			shared++
		}
		// The window's own text, read by itself.
		last := at + len(win.IDs) - 1 - win.From
		first := at - (win.From - 1)
		var alone encoder.Vectors
		w.Encode(text.String()[got.Pieces[first].Start:got.Pieces[last-1].End], nil, &alone)
		for i := range win.To - win.From {
			if !slices.Equal(got.At(at+i), alone.At(win.From-1+i)) {
				t.Fatalf("piece %d has another vector than in its window alone", at+i)
			}
		}
		at += win.To - win.From
	}
	if at != len(got.Pieces) || shared == 0 {
		t.Errorf("%d of %d pieces, %d windows that share", at, len(got.Pieces), shared)
	}
}

func TestPool(t *testing.T) {
	v := encoder.Vectors{Hidden: 2, X: []float32{1, 2, 3, 6, 5, 5}}
	v.Pieces = append(v.Pieces, piecesAt(0, 2, 2, 4, 5, 6)...)
	tokens := []hearsay.Span{{Start: 0, End: 4}, {Start: 4, End: 5}, {Start: 5, End: 6}, {Start: 7, End: 9}}
	for _, c := range []struct {
		how  encoder.Pooling
		want []float32
	}{{encoder.First, []float32{1, 2, 0, 0, 5, 5, 0, 0}}, {encoder.Mean, []float32{2, 4, 0, 0, 5, 5, 0, 0}}} {
		if got := v.Pool(nil, tokens, c.how); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.how, got, c.want)
		}
	}
}

func TestHead(t *testing.T) {
	m := tinyModel(t, int8.Best())
	if got := m.HeadNames(); !slices.Equal(got, []string{"mood"}) {
		t.Errorf("heads %q", got)
	}
	h, err := m.Head("mood")
	if err != nil || h.Card != `{"classes":["a","b"]}` {
		t.Fatalf("%+v %v", h, err)
	}
	if x, err := h.Tensors.Floats("weight", 2); err != nil || x[1] != 2 {
		t.Errorf("%v %v", x, err)
	}
	if _, err := m.Head("none"); err == nil {
		t.Error("a head that is not there: no error")
	}
	if err := m.SetCards(`{"mood":{"sure":1}}`); err != nil {
		t.Fatal(err)
	}
	if h, err := m.Head("mood"); err != nil || h.Card != `{"sure":1}` {
		t.Errorf("with a card of its own: %q %v", h.Card, err)
	}
	for _, bad := range []string{`{"none":{}}`, `[1]`, ``} {
		if err := m.SetCards(bad); !errors.Is(err, encoder.ErrModel) {
			t.Errorf("cards %q: %v", bad, err)
		}
	}
	if m.Card != `{"source":"a formula"}` {
		t.Errorf("card %s", m.Card)
	}
}

// change writes the file with something changed.
func change(t testing.TB, f func(*safetensors.File)) string {
	t.Helper()
	data, err := file()
	if err != nil {
		t.Fatal(err)
	}
	s, err := safetensors.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	f(s)
	if data, err = written(s); err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct {
		want string
		f    func(*safetensors.File)
	}{
		{"names no format", func(f *safetensors.File) { delete(f.Metadata, "format") }},
		{"this program reads", func(f *safetensors.File) { f.Metadata["format"] = "hearsay.encoder/1" }},
		{"values of 9 bits", func(f *safetensors.File) {
			f.Metadata["config"] = strings.Replace(f.Metadata["config"], `"word_bits":8`, `"word_bits":9`, 1)
		}},
		{"config", func(f *safetensors.File) { f.Metadata["config"] = "{" }},
		{"out of bounds", func(f *safetensors.File) { f.Metadata["config"] = `{"hidden":64}` }},
		{"no tensor", func(f *safetensors.File) { delete(f.Tensors, "layer.1.inner.scale") }},
		{"shape", func(f *safetensors.File) { f.Tensors["norm.gain"] = safetensors.FloatTensor([]float32{1}, 1) }},
		{"vocabulary", func(f *safetensors.File) {
			f.Tensors["vocabulary"] = safetensors.Tensor{Type: "U8", Shape: []int{1}, Data: "a"}
		}},
		{"beyond the bound", func(f *safetensors.File) {
			w := f.Tensors["layer.0.inner.weight"]
			w.Data = "\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f" + w.Data[8:]
			f.Tensors["layer.0.inner.weight"] = w
		}},
		{"value 0 is", func(f *safetensors.File) {
			x := make([]float32, 64)
			x[0] = 1e9
			f.Tensors["norm.bias"] = safetensors.FloatTensor(x, 64)
		}},
	} {
		if _, err := encoder.Load(change(t, c.f)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v", c.want, err)
		}
	}
	published, err := written(tiny.Weights())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := encoder.Load(published); err == nil || !strings.Contains(err.Error(), "convert") {
		t.Errorf("published weights: %v", err)
	}
}

// FuzzLoad: whatever stands in a file's header, loading ends in an error or in a model that
// encodes.
func FuzzLoad(f *testing.F) {
	data, err := file()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(8, []byte("{"))
	f.Add(20, []byte("hidden\":32"))
	f.Add(len(data)-5000, []byte{0xff, 0xff, 0x7f, 0x7f})
	f.Fuzz(func(t *testing.T, at int, by []byte) {
		if at < 0 || at+len(by) > len(data) {
			return
		}
		m, err := encoder.Load(data[:at] + string(by) + data[at+len(by):])
		if err != nil {
			return
		}
		var v encoder.Vectors
		m.NewWorker().Encode("The coast guard rescued 43 fishermen.", nil, &v)
		if len(v.X) != len(v.Pieces)*m.Hidden {
			t.Fatalf("%d values for %d pieces", len(v.X), len(v.Pieces))
		}
	})
}

// FuzzEncode: each piece is handed out once, in the order of the text, and all
// vectors are numbers.
func FuzzEncode(f *testing.F) {
	m := tinyModel(f, int8.Best())
	w := m.NewWorker()
	f.Add("The coast guard. Police in Accra.", 5, 16)
	f.Add(strings.Repeat("x", 300)+" "+strings.Repeat("a ", 100), 3, 200)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		if len(text) > 2000 {
			return
		}
		var v encoder.Vectors
		w.Encode(text, []hearsay.Span{{Start: 0, End: a}, {Start: a, End: b}, {Start: b, End: len(text)}}, &v)
		if want := m.Pieces.Cut(text, 0, nil); !slices.Equal(v.Pieces, want) {
			t.Fatalf("%q: %v, want %v", text, v.Pieces, want)
		}
		for _, x := range v.X {
			if x-x != 0 {
				t.Fatalf("%q: a value is %g", text, x)
			}
		}
	})
}

// piecesAt makes pieces of pairs of offsets.
func piecesAt(at ...int) []piece.Piece {
	var out []piece.Piece
	for i := 0; i < len(at); i += 2 {
		out = append(out, piece.Piece{Start: at[i], End: at[i+1]})
	}
	return out
}
