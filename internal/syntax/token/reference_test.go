package token_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// TestAgainstReference compares tokens and attributes with what spaCy gave for
// texts made by testdata/gen.py. Larger files may be named in TOKEN_EN, TOKEN_FR.
func TestAgainstReference(t *testing.T) {
	for _, c := range []struct{ model, cases, env string }{
		{english, "testdata/en.json", "TOKEN_EN"},
		{french, "testdata/fr.json", "TOKEN_FR"},
	} {
		t.Run(c.env, func(t *testing.T) {
			tk := open(t, shared(t, c.model)).NewTokenizer()
			name := c.cases
			if n := os.Getenv(c.env); n != "" {
				name = n
			}
			compare(t, tk, name)
		})
	}
}

// TestLanguages does the same for tokenizers of all spaCy's languages, from the
// folder that testdata/languages.py wrote and TOKEN_LANGUAGES names.
func TestLanguages(t *testing.T) {
	folder := os.Getenv("TOKEN_LANGUAGES")
	if folder == "" {
		t.Skip("TOKEN_LANGUAGES names no folder made by testdata/languages.py")
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.bin"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		lang := strings.TrimSuffix(filepath.Base(n), ".bin")
		t.Run(lang, func(t *testing.T) {
			raw, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			f, err := load.DecodeTokenizer(n, string(raw))
			if err != nil {
				t.Fatal(err)
			}
			rules, err := token.New(convert(f), token.Options{Lang: lang, ID: load.ID})
			if err != nil {
				t.Skip(err)
			}
			compare(t, rules.NewTokenizer(), strings.TrimSuffix(n, ".bin")+".json")
		})
	}
}

// compare reads a file of gen.py. Attributes that the rules do not know are passed over.
func compare(t *testing.T, tk *token.Tokenizer, name string) {
	t.Helper()
	known := ^token.Flags(0)
	for attr := token.IsAlpha; attr <= token.IsCurrency; attr++ {
		if _, ok := tk.Rules().Attr(tk.Lexeme("a"), attr); !ok {
			known &^= 1 << attr
		}
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][2]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	tokens, bad := 0, 0
	differ := func(format string, args ...any) {
		t.Helper()
		if bad++; bad < 30 {
			t.Errorf(format, args...)
		}
	}
	var buf []token.Token
	for _, row := range rows {
		var text string
		var want [][]any
		if err := json.Unmarshal(row[0], &text); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(row[1], &want); err != nil {
			t.Fatal(err)
		}
		buf = tk.Tokenize(text, buf[:0])
		tokens += len(want)
		if len(buf) != len(want) {
			differ("%q: %d tokens, want %d: %q, want %v", text, len(buf), len(want), texts(text, buf), want)
			continue
		}
		for i, k := range buf {
			start := utf8.RuneCountInString(text[:k.Start])
			end := start + utf8.RuneCountInString(text[k.Start:k.End])
			l := k.Lex
			if w := want[i]; float64(start) != w[0] || float64(end) != w[1] || k.Spaced != w[2] {
				differ("%q: token %d %q is %d-%d %v, want %v", text, i, text[k.Start:k.End], start, end, k.Spaced, w)
				break
			}
			for j, g := range []token.Word{l.Norm, l.Lower, l.Prefix, l.Suffix, l.Shape} {
				if g.Text != want[i][3+j] || g.ID != load.ID(g.Text) {
					differ("%q: token %q: attribute %d is %q, want %q", text, text[k.Start:k.End], j, g.Text, want[i][3+j])
				}
			}
			if w := token.Flags(want[i][8].(float64)); l.Flags&known != w&known {
				differ("%q: token %q: flags %b, want %b", text, text[k.Start:k.End], l.Flags, int(want[i][8].(float64)))
			}
		}
	}
	t.Logf("%d texts, %d tokens, %d differences", len(rows), tokens, bad)
}

func texts(text string, tokens []token.Token) (out []string) {
	for _, k := range tokens {
		out = append(out, text[k.Start:k.End])
	}
	return out
}
