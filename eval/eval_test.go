// Package eval_test keeps the figures of the reading as a golden file.
package eval_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/syntax"
)

var update = flag.Bool("update", false, "rewrite figures.txt")

// TestFigures fails when a figure changes, for better or worse: run it with
// -update and let the review see the difference.
func TestFigures(t *testing.T) {
	pipeline, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := flow.New(pipeline.NewWorker())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = score.Reports(&out, "reports", true, func(d *hearsay.Document) (*hearsay.Reading, error) { return reader.Read(context.Background(), d) })
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("figures.txt", out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("the figures changed (-before +now); rewrite them with: go test ./eval -update\n%s", diff)
	}
}
