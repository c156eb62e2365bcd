package token_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// shared returns a path beside the checkout and skips the test where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	if name == english {
		return name
	}
	path := filepath.Join("..", "..", "..", "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here: this test reads development data that is not in the repository", name)
	}
	return path
}

func open(t testing.TB, path string) *token.Rules {
	t.Helper()
	rules, err := token.New(read(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func read(t testing.TB, path string) (token.File, token.Options) {
	t.Helper()
	pkg, err := load.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer pkg.Close()
	f, err := pkg.Tokenizer()
	if err != nil {
		t.Fatal(err)
	}
	file := convert(f)
	opts := token.Options{Lang: pkg.Meta.Lang, ID: load.ID}
	if lookups, err := pkg.Lookups("vocab"); err == nil && lookups.Has("lexeme_norm") {
		if opts.Norms, err = lookups.Strings("lexeme_norm"); err != nil {
			t.Fatal(err)
		}
	}
	return file, opts
}

func convert(f *load.Tokenizer) token.File {
	file := token.File{PrefixSearch: f.PrefixSearch, SuffixSearch: f.SuffixSearch, InfixFinditer: f.InfixFinditer,
		TokenMatch: f.TokenMatch, URLMatch: f.URLMatch, FasterHeuristics: f.FasterHeuristics}
	for _, r := range f.Rules {
		rule := token.Rule{Text: r.Text}
		for _, p := range r.Parts {
			rule.Parts = append(rule.Parts, token.Part(p))
		}
		file.Rules = append(file.Rules, rule)
	}
	return file
}

func jsonLines(t testing.TB, path string, each func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		each(in.Bytes())
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
}

func TestGolden(t *testing.T) {
	for _, c := range []struct{ model, golden string }{
		{english, "golden/spacy/en.jsonl.gz"},
		{french, "golden/spacy/fr.jsonl.gz"},
	} {
		t.Run(filepath.Base(c.golden), func(t *testing.T) {
			tk := open(t, shared(t, c.model)).NewTokenizer()
			docs, tokens, bad := 0, 0, 0
			var buf []token.Token
			jsonLines(t, shared(t, c.golden), func(line []byte) {
				var doc struct {
					Text   string
					Tokens [][]any
				}
				if err := json.Unmarshal(line, &doc); err != nil {
					t.Fatal(err)
				}
				docs++
				tokens += len(doc.Tokens)
				buf = tk.Tokenize(doc.Text, buf[:0])
				point, at := 0, 0
				for i := range max(len(buf), len(doc.Tokens)) {
					if i >= len(buf) || i >= len(doc.Tokens) {
						bad++
						continue
					}
					point += utf8.RuneCountInString(doc.Text[at:buf[i].Start])
					at = buf[i].Start
					end := point + utf8.RuneCountInString(doc.Text[buf[i].Start:buf[i].End])
					if float64(point) != doc.Tokens[i][0] || float64(end) != doc.Tokens[i][1] {
						if bad++; bad < 10 {
							t.Errorf("document %d, token %d: %q at %d-%d, want %v", docs, i, doc.Text[buf[i].Start:buf[i].End], point, end, doc.Tokens[i][:2])
						}
					}
				}
			})
			t.Logf("%d documents, %d tokens, %d differ", docs, tokens, bad)
		})
	}
}
