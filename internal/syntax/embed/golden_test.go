package embed

import (
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// shared returns the path of development data, which a fresh clone lacks.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("development data ../shared/%s is not there", name)
	}
	return path
}

// english opens the small English pipeline.
func english(t testing.TB) *load.Package {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(shared(t, "models"), "en_core_web_sm*.whl"))
	if len(names) == 0 {
		t.Skip("no English pipeline in ../shared/models")
	}
	pkg, err := load.Open(names[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pkg.Close() })
	return pkg
}

func encoder(t testing.TB, pkg *load.Package, component, section string) *Encoder {
	t.Helper()
	m, err := pkg.Model(component)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(pkg.Config.Section(section), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// stage is one text of the golden file of inner stages.
type stage struct {
	Text     string
	Features []struct {
		SPACY   bool
		IsSpace bool `json:"IS_SPACE"`
		IDs     map[string]uint64
	}
	Tok2vec [][]float32
}

func stages(t testing.TB) []stage {
	t.Helper()
	f, err := os.Open(shared(t, "golden/spacy/stages.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []stage
	if err := json.NewDecoder(z).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func (s stage) tokens() []token.Token {
	var out []token.Token
	for _, f := range s.Features {
		lex := &token.Lexeme{
			Norm: token.Word{ID: f.IDs["NORM"]}, Prefix: token.Word{ID: f.IDs["PREFIX"]},
			Suffix: token.Word{ID: f.IDs["SUFFIX"]}, Shape: token.Word{ID: f.IDs["SHAPE"]},
		}
		if f.IsSpace {
			lex.Flags |= 1 << token.IsSpace
		}
		out = append(out, token.Token{Spaced: f.SPACY, Lex: lex})
	}
	return out
}

// collect keeps the vectors of each document.
type collect struct {
	width int
	docs  [][]float32
}

func (c *collect) Vectors(doc, first, rows int, x []float32) {
	for len(c.docs) <= doc {
		c.docs = append(c.docs, nil)
	}
	if len(c.docs[doc]) != first*c.width || len(x) != rows*c.width {
		panic("runs are out of order")
	}
	c.docs[doc] = append(c.docs[doc], x...)
}

// TestStages compares the vectors of whole sentences with spaCy's.
func TestStages(t *testing.T) {
	e := encoder(t, english(t), "tok2vec", "components.tok2vec.model")
	all := stages(t)
	var docs [][]token.Token
	for _, s := range all {
		docs = append(docs, s.tokens())
	}
	var scratch Scratch
	for round := range 2 { // the second from the cache
		got := collect{width: e.Width()}
		e.Encode(docs, &scratch, &got)
		worst := 0.0
		for d, s := range all {
			for i, want := range s.Tok2vec {
				for j, w := range want {
					worst = max(worst, math.Abs(float64(got.docs[d][i*e.Width()+j]-w)))
				}
			}
		}
		t.Logf("round %d: the largest difference is %.2g", round, worst)
		if !(worst < 1e-4) {
			t.Fatalf("round %d: a value differs from spaCy's by %g", round, worst)
		}
	}
}
