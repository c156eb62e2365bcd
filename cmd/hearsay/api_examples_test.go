package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAPIExamples: what docs/api.md shows is what curl prints; -update writes it anew.
func TestAPIExamples(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("there is no curl here to run the examples of docs/api.md with")
	}
	const file = "../../docs/api.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "record.db")
	commandOutput(t, db, "add", "-q", "../../examples/potiskum.jsonl")
	s := serve(t, db)
	event := readmeEvent(t, db)
	n := 0
	want := regexp.MustCompile("(?s)```console\n(.*?)```\n").ReplaceAllStringFunc(string(data), func(block string) string {
		n++
		var commands, script strings.Builder
		for line := range strings.Lines(strings.TrimPrefix(block, "```console\n")) {
			if !strings.HasPrefix(line, "$ ") {
				break
			}
			line = regexp.MustCompile(`\be[0-9a-z]{12}\b`).ReplaceAllString(line, event)
			commands.WriteString(line)
			script.WriteString(strings.ReplaceAll(strings.TrimPrefix(line, "$ "), "http://127.0.0.1:8080", s.url))
		}
		cmd := exec.Command("sh", "-c", script.String())
		cmd.Env = append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
		out, err := cmd.CombinedOutput()
		if err != nil || len(bytes.TrimSpace(out)) == 0 {
			t.Errorf("%s: %v %s", script.String(), err, out)
		}
		return "```console\n" + commands.String() + strings.TrimRight(string(out), "\n") + "\n```\n"
	})
	if n < 8 {
		t.Fatalf("%d examples: does the test still find them?", n)
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(data) {
		t.Error("an example in docs/api.md is not what curl prints: go test ./cmd/hearsay -run APIExamples -update writes them anew")
	}
}
