package eval_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readingHead opens reading.txt.
const readingHead = `# Figures of the reading on public corpora, as the commands print them. The corpora lie beside the checkout, in ../shared.
# A test holds those that take seconds; go test ./eval -update rewrites all.

`

// corpusCommands print the figures of reading.txt; those marked slow are run with -update alone.
var corpusCommands = []struct {
	args string
	slow bool
}{
	{"eval polnear ../shared/corpora/polnear/dev", false},
	{"eval speakers ../shared/corpora/polnear/train", true},
	{"eval names ../shared/corpora/gum", false},
	{"eval coref ../shared/corpora/gum", false},
	{"eval geo ../shared/corpora/geo/TR-News.xml", false},
	{"eval factuality ../shared/corpora/meantime", false},
	{"eval plv ../shared/corpora/plv/PLV_train.tsv", true},
}

// TestReading fails when a figure on the public corpora changes, for better or worse. The program is built
// without the race detector, which makes it ten times slower.
func TestReading(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "../shared/corpora")); err != nil {
		t.Skip("the corpora are not beside the checkout: ../shared/corpora")
	}
	if testing.Short() {
		t.Skip("half a minute: skipped with -short")
	}
	program := filepath.Join(t.TempDir(), "hearsay")
	build := exec.Command("go", "build", "-o", program, "./cmd/hearsay")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	run := func(args string) string {
		c := exec.Command(program, strings.Fields(args)...)
		c.Dir = root
		var stderr bytes.Buffer
		c.Stderr = &stderr
		out, err := c.Output()
		if err != nil {
			t.Fatalf("hearsay %s: %v\n%s", args, err, stderr.String())
		}
		return "$ hearsay " + args + "\n" + string(out)
	}
	if *update {
		text := readingHead
		for i, c := range corpusCommands {
			if i > 0 {
				text += "\n"
			}
			text += run(c.args)
		}
		if err := os.WriteFile("reading.txt", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("reading.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range corpusCommands {
		at := strings.Index(string(want), "$ hearsay "+c.args+"\n")
		if at < 0 {
			t.Errorf("reading.txt has no figures of hearsay %s: go test ./eval -update", c.args)
			continue
		}
		section, _, _ := strings.Cut(string(want)[at+2:], "\n$ ")
		if c.slow {
			continue
		}
		if diff := cmp.Diff(strings.TrimSpace("$ "+section), strings.TrimSpace(run(c.args))); diff != "" {
			t.Errorf("the figures changed (-before +now); rewrite them with: go test ./eval -update\n%s", diff)
		}
	}
}
