package token_test

import (
	"encoding/json"
	"os"
	"sort"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// TestCustom compares tokenizers of odd rules with what spaCy gave
// (testdata/custom.py). A larger file may be named in TOKEN_CUSTOM.
func TestCustom(t *testing.T) {
	name := "testdata/custom.json"
	if n := os.Getenv("TOKEN_CUSTOM"); n != "" {
		name = n
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		File struct {
			Prefix, Suffix, Infix, Token, URL string
			Rules                             map[string][][2]string
			Faster                            bool
		}
		Texts [][2]json.RawMessage
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	bad, n := 0, 0
	for _, row := range rows {
		f := row.File
		file := token.File{PrefixSearch: f.Prefix, SuffixSearch: f.Suffix, InfixFinditer: f.Infix, TokenMatch: f.Token, URLMatch: f.URL, FasterHeuristics: f.Faster}
		for text, parts := range f.Rules {
			rule := token.Rule{Text: text}
			for _, p := range parts {
				rule.Parts = append(rule.Parts, token.Part{Orth: p[0], Norm: p[1]})
			}
			file.Rules = append(file.Rules, rule)
		}
		sort.Slice(file.Rules, func(i, j int) bool { return file.Rules[i].Text > file.Rules[j].Text })
		rules, err := token.New(file, token.Options{Lang: "xx", ID: load.ID})
		if err != nil {
			t.Fatal(err)
		}
		tk := rules.NewTokenizer()
		for _, c := range row.Texts {
			var text string
			var want [][4]any
			if err := json.Unmarshal(c[0], &text); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c[1], &want); err != nil {
				t.Fatal(err)
			}
			n++
			got := tk.Tokenize(text, nil)
			same := len(got) == len(want)
			for i := 0; same && i < len(got); i++ {
				k := got[i]
				same = [4]any{float64(k.Start), float64(k.End), k.Spaced, k.Lex.Norm.Text} == want[i]
			}
			if !same {
				if bad++; bad < 10 {
					t.Errorf("%+v\non %q: %q, want %v", f, text, texts(text, got), want)
				}
			}
		}
	}
	t.Logf("%d tokenizers, %d texts, %d differ", len(rows), n, bad)
}
