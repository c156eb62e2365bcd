package embed

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// Values from thinc's NumpyOps.hash.
func TestHash(t *testing.T) {
	for _, c := range []struct {
		key  uint64
		seed uint32
		want [4]uint32
	}{
		{0, 8, [4]uint32{0, 0, 0, 0}},
		{1, 8, [4]uint32{1161550108, 2247783286, 1742325162, 1224191281}},
		{2694276685497781193, 8, [4]uint32{3167448168, 2319772702, 456204956, 1332175406}},
		{18446744073709551615, 13, [4]uint32{3199409384, 1062937581, 752279700, 3061442444}},
		{16072095006890171862, 4294967295, [4]uint32{2081691070, 2069620801, 1755919447, 3430127895}},
	} {
		if got := hash(c.key, c.seed); got != c.want {
			t.Errorf("hash(%d, %d) = %v, want %v", c.key, c.seed, got, c.want)
		}
	}
}

// random opens a pipeline with random weights; see step/testdata/make.py.
func random(t testing.TB, name string) *load.Package {
	t.Helper()
	pkg, err := load.Open("../step/testdata/" + name + ".tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pkg.Close() })
	return pkg
}

// someDocs makes documents of words from a small vocabulary.
func someDocs(r *rand.Rand, lengths ...int) [][]token.Token {
	word := func(n int) token.Word { return token.Word{ID: uint64(r.IntN(n))} }
	vocabulary := make([]*token.Lexeme, 300)
	for i := range vocabulary {
		vocabulary[i] = &token.Lexeme{Orth: token.Word{ID: uint64(i)}, Lower: word(200), Norm: word(200), Prefix: word(30), Suffix: word(50), Shape: word(20), Flags: token.Flags(r.Uint64())}
	}
	out := make([][]token.Token, len(lengths))
	for d, n := range lengths {
		for range n {
			out[d] = append(out[d], token.Token{Lex: vocabulary[r.IntN(len(vocabulary))], Spaced: r.IntN(2) == 0})
		}
	}
	return out
}

func newEncoder(t testing.TB, name, component, section string) *Encoder {
	t.Helper()
	pkg := random(t, name)
	m, err := pkg.Model(component)
	if err != nil {
		t.Fatal(err)
	}
	vectors, err := pkg.Vectors()
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(pkg.Config.Section(section), m, vectors)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestBatches holds that a token's vector is the same to the bit alone and in
// a batch, in the middle of a long document, and from the cache.
func TestBatches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	docs := someDocs(r, 3, 0, 1, 40, 7, 2000, 1, 2, 505, 512, 513, 90, 0, 700, 11)
	for _, c := range [][3]string{{"static", "tok2vec", "components.tok2vec.model"}, {"static", "ner", "components.ner.model.tok2vec"}, {"first", "tok2vec", "components.tok2vec.model"}, {"plain", "tok2vec", "components.tok2vec.model"}} {
		t.Run(c[0]+" "+c[1], func(t *testing.T) {
			batched := newEncoder(t, c[0], c[1], c[2])
			var s Scratch
			got := collect{width: batched.Width()}
			batched.Encode(docs, &s, &got)
			again := collect{width: batched.Width()}
			batched.Encode(docs, &s, &again)
			for d := range docs {
				alone := newEncoder(t, c[0], c[1], c[2])
				want := collect{width: alone.Width()}
				alone.Encode(docs[d:d+1], &Scratch{}, &want)
				if len(docs[d]) == 0 {
					continue
				}
				if len(want.docs[0]) != len(docs[d])*alone.Width() {
					t.Fatalf("document %d: %d values for %d tokens", d, len(want.docs[0]), len(docs[d]))
				}
				if !slices.Equal(got.docs[d], want.docs[0]) || !slices.Equal(again.docs[d], want.docs[0]) {
					t.Fatalf("document %d of %d tokens reads otherwise in a batch", d, len(docs[d]))
				}
			}
		})
	}
}

// TestWorkers runs one encoder in several goroutines over a vocabulary larger
// than a small cache, so that words come and go under their feet.
func TestWorkers(t *testing.T) {
	e := newEncoder(t, "plain", "tok2vec", "components.tok2vec.model")
	e.products, e.vectors = newCache(16), newCache(32)
	docs := someDocs(rand.New(rand.NewPCG(6, 6)), 300, 20, 600)
	want := collect{width: e.Width()}
	e.Encode(docs, &Scratch{}, &want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var s Scratch
			for range 5 {
				got := collect{width: e.Width()}
				e.Encode(docs, &s, &got)
				for d := range docs {
					if !slices.Equal(got.docs[d], want.docs[d]) {
						t.Errorf("document %d reads otherwise beside other workers", d)
					}
				}
			}
		})
	}
	wg.Wait()
}

// TestAllocations holds that a worker that has met its words allocates nothing.
func TestAllocations(t *testing.T) {
	e := newEncoder(t, "plain", "tok2vec", "components.tok2vec.model")
	docs := someDocs(rand.New(rand.NewPCG(2, 2)), 100, 800)
	var s Scratch
	if n := testing.AllocsPerRun(5, func() { e.Encode(docs, &s, nothing{}) }); n > 0 {
		t.Errorf("%.0f allocations for a known text", n)
	}
}

type nothing struct{}

func (nothing) Vectors(doc, first, rows int, x []float32) {}

func TestCache(t *testing.T) {
	c := newCache(16)
	value := func(i int) []float32 { return []float32{float32(i)} }
	for i := range 1000 {
		for range 4 + maxWorth { // a full set makes room for what comes again and again
			c.put(finish(uint64(i)), []uint64{uint64(i)}, value(i))
		}
		if v := c.get(finish(uint64(i)), []uint64{uint64(i)}); v == nil || v[0] != float32(i) {
			t.Fatalf("word %d was just put and is %v", i, v)
		}
	}
	kept := 0
	for i := range 1000 {
		if v := c.get(finish(uint64(i)), []uint64{uint64(i)}); v != nil {
			kept++
			if v[0] != float32(i) {
				t.Fatalf("word %d has the values of another", i)
			}
		}
		if c.get(finish(uint64(i)), []uint64{uint64(i), 1}) != nil {
			t.Fatal("two words with one hash are taken for one another")
		}
	}
	if kept == 0 || kept > 16 {
		t.Errorf("%d words are kept, there is room for 16", kept)
	}
}

// TestBroken changes a good model in every way that the file's form allows:
// an error, never a panic, and what loads can be run.
func TestBroken(t *testing.T) {
	docs := someDocs(rand.New(rand.NewPCG(3, 3)), 9, 30)
	pkg := random(t, "static")
	vectors, err := pkg.Vectors()
	if err != nil {
		t.Fatal(err)
	}
	cfg := pkg.Config.Section("components.tok2vec.model")
	try := func(what string, change func(m *load.Model) bool, mustFail bool) {
		m, err := pkg.Model("tok2vec")
		if err != nil {
			t.Fatal(err)
		}
		if !change(m) {
			return
		}
		e, err := New(cfg, m, vectors)
		if err == nil && mustFail {
			t.Errorf("%s: no error", what)
		}
		if err == nil {
			e.Encode(docs, &Scratch{}, nothing{})
		}
	}
	good, err := pkg.Model("tok2vec")
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range good.Nodes {
		for name, w := range n.Params {
			at := func(m *load.Model) map[string]*load.Tensor { return m.Nodes[i].Params }
			try(fmt.Sprint(i, " without ", name), func(m *load.Model) bool { delete(at(m), name); return true }, true)
			for d := range w.Shape {
				for _, size := range []int{0, 1, w.Shape[d] - 1, w.Shape[d] + 1} {
					try(fmt.Sprint(i, " ", name, " with size ", d, " ", size), func(m *load.Model) bool {
						p := at(m)[name]
						if p.Shape[d] == size {
							return false
						}
						p.Shape[d] = size
						total := 1
						for _, s := range p.Shape {
							total *= s
						}
						p.Data = make([]float32, total)
						return true
					}, false)
				}
			}
		}
		for name := range n.Attrs {
			for _, v := range []any{nil, int64(-1), int64(1 << 40), "text", []any{}, []any{"NOSE"}, []any{int64(65)}} {
				try(fmt.Sprint(i, " ", name, " ", v), func(m *load.Model) bool { m.Nodes[i].Attrs[name] = v; return true }, false)
			}
		}
		try(fmt.Sprint("no node ", i), func(m *load.Model) bool { m.Nodes = slices.Delete(m.Nodes, i, i+1); return true }, false)
		try(fmt.Sprint("cut before ", i), func(m *load.Model) bool { m.Nodes = m.Nodes[:i]; return true }, true)
	}
	if _, err := New(cfg, good, nil); err == nil || !strings.Contains(err.Error(), "vectors") {
		t.Errorf("without vectors: %v", err)
	}
}

func TestUnknownArchitecture(t *testing.T) {
	pkg := random(t, "plain")
	m, err := pkg.Model("tok2vec")
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []load.Section{
		nil,
		{"@architectures": "spacy.Tok2Vec.v9"},
		{"@architectures": "spacy.Tok2Vec.v2", "embed": load.Section{"@architectures": "spacy.CharacterEmbed.v2"}, "encode": load.Section{"@architectures": "spacy.MaxoutWindowEncoder.v2"}},
		{"@architectures": "spacy.Tok2Vec.v2", "embed": load.Section{"@architectures": "spacy.MultiHashEmbed.v2"}, "encode": load.Section{"@architectures": "spacy.TorchBiLSTMEncoder.v1"}},
	} {
		_, err := New(cfg, m, nil)
		if !errors.Is(err, ErrArchitecture) {
			t.Errorf("%v: %v", cfg, err)
			continue
		}
		if a := cfg.Section("embed").String("@architectures"); a == "spacy.CharacterEmbed.v2" && !strings.Contains(err.Error(), a) {
			t.Errorf("the error does not name %s: %v", a, err)
		}
	}
}

// FuzzNew takes any bytes for a model.
func FuzzNew(f *testing.F) {
	pkg := random(f, "plain")
	cfg := pkg.Config.Section("components.tok2vec.model")
	data, err := pkg.Read("tok2vec/model")
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(data))
	f.Add([]byte(data[:len(data)/2]))
	docs := someDocs(rand.New(rand.NewPCG(4, 4)), 5)
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := load.DecodeModel("fuzz", string(data))
		if err != nil {
			return
		}
		if e, err := New(cfg, m, nil); err == nil {
			e.Encode(docs, &Scratch{}, nothing{})
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	e := encoder(b, english(b), "tok2vec", "components.tok2vec.model")
	docs := someDocs(rand.New(rand.NewPCG(5, 5)), 400, 400, 400, 400)
	var s Scratch
	b.ReportAllocs()
	for b.Loop() {
		e.Encode(docs, &s, nothing{})
	}
	b.ReportMetric(1600*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
