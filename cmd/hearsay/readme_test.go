package main

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the transcript in README.md")

// transcriptLines is how much of the reading the README shows.
const transcriptLines = 48

// TestReadmeTranscript: what the README shows is what the command prints.
func TestReadmeTranscript(t *testing.T) {
	const begin, end = "<!-- transcript -->\n", "<!-- end -->\n"
	const file = "../../README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("README.md has no place for a transcript")
	}
	var out, errs strings.Builder
	if s := run(context.Background(), []string{"read", "../../examples/kakhovka/example-radio.txt", "--published", "2023-06-08", "--outlet", "Example Radio"},
		&surroundings{out: &out, err: &errs, env: os.Getenv}); s != 0 {
		t.Fatal(s, errs.String())
	}
	var block strings.Builder
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	cut := len(lines) > transcriptLines
	if cut {
		lines = lines[:transcriptLines]
		for lines[len(lines)-1] != "" {
			lines = lines[:len(lines)-1]
		}
		lines = append(lines[:len(lines)-1], "", "...")
	}
	block.WriteString("\n    $ hearsay read examples/kakhovka/example-radio.txt --published 2023-06-08 --outlet \"Example Radio\"\n\n")
	for _, l := range lines {
		block.WriteString(strings.TrimRight("    "+l, " ") + "\n")
	}
	block.WriteString("\n")
	want := before + begin + block.String() + end + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(data) {
		t.Error("the transcript in README.md is not what hearsay prints: go test ./cmd/hearsay -run Readme -update writes it anew")
	}
}
