package syntax_test

import (
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/syntax"
)

// ownTexts returns the texts of testdata.
func ownTexts(b testing.TB) []string {
	var texts []string
	if err := score.ReadGolden(filepath.Join("testdata", "en.jsonl"), func(g *score.Golden) error {
		texts = append(texts, g.Text)
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return texts
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := syntax.Open(""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse reads the texts of testdata as one batch.
func BenchmarkParse(b *testing.B) {
	p, err := syntax.Open("")
	if err != nil {
		b.Fatal(err)
	}
	texts := ownTexts(b)
	into := make([]*hearsay.Syntax, len(texts))
	for i := range into {
		into[i] = &hearsay.Syntax{}
	}
	w := p.NewWorker()
	tokens := 0
	b.ReportAllocs()
	for b.Loop() {
		w.ParseBatch(texts, into)
		for _, s := range into {
			tokens += len(s.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

// TestNoAllocations holds that a worker that has warmed up takes no new memory for tokens.
func TestNoAllocations(t *testing.T) {
	p, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	texts := ownTexts(t)
	var s hearsay.Syntax
	w := p.NewWorker()
	tokens := 0
	read := func() {
		for _, text := range texts {
			if err := w.Parse(text, &s); err != nil {
				t.Fatal(err)
			}
			tokens += len(s.Tokens)
		}
	}
	read()
	tokens = 0
	read()
	per := testing.AllocsPerRun(5, read) / float64(len(texts))
	if per > 8 { // a text costs a few, whatever its length
		t.Errorf("%.1f allocations a text of %d tokens", per, tokens/len(texts))
	}
}
