package claim

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/score"
)

// TestPolNeAR wants the figures on PolNeAR's dev texts not to fall. The texts
// are no part of this repository.
func TestPolNeAR(t *testing.T) {
	dir, err := filepath.Abs("../../../shared/corpora/polnear/dev")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("PolNeAR is not beside the checkout: ../shared/corpora/polnear/dev")
	}
	if testing.Short() {
		t.Skip("84 long texts: skipped with -short")
	}
	rd := newReader(t)
	a, err := score.ScorePolNeAR(dir, nil, func(text string) (*hearsay.Reading, error) {
		return read(t, rd, text), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Print(testWriter{t})
	if f := a.MacroF(); f < 0.69 {
		t.Errorf("macro token F %.3f, was above .70", f)
	}
	if f := a.Token[2].F(); f < 0.82 {
		t.Errorf("content token F %.3f, was above .83", f)
	}
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) { w.t.Logf("%s", p); return len(p), nil }
