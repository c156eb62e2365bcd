package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the transcripts in README.md")

// transcripts are what the README shows: each command is run, after those before
// it, and so many lines of what it prints stand between "<!-- NAME -->" and
// "<!-- end -->". DB is the record and EVENT the event of an earlier command.
var transcripts = []struct {
	name  string
	lines int
	args  string
}{
	{"transcript", 48, "read examples/kakhovka/example-radio.txt --published 2023-06-08 --outlet Example_Radio"},
	{"add", 10, "add examples/potiskum.jsonl"},
	{"event", 66, "events EVENT"},
	{"timeline", 40, "timeline EVENT"},
	{"explain", 38, "explain r7k6ap51ap9mk/c3"},
}

// TestReadmeTranscript: what the README shows is what the commands print.
func TestReadmeTranscript(t *testing.T) {
	const end = "<!-- end -->\n"
	const file = "../../README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(data)
	db := filepath.Join(t.TempDir(), "record.db")
	event := ""
	for _, tr := range transcripts {
		begin := "<!-- " + tr.name + " -->\n"
		before, rest, ok1 := strings.Cut(want, begin)
		_, after, ok2 := strings.Cut(rest, end)
		if !ok1 || !ok2 {
			t.Fatalf("README.md has no place for %q", begin)
		}
		shown := strings.ReplaceAll(strings.ReplaceAll(tr.args, "Example_Radio", `"Example Radio"`), "EVENT", event)
		args := strings.Fields(strings.ReplaceAll(strings.ReplaceAll(tr.args, "examples/", "../../examples/"), "EVENT", event))
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "Example_Radio", "Example Radio")
		}
		if args[0] != "read" {
			args = append(args, "--record", db)
		}
		if args[0] == "add" {
			args = append(args, "--quiet")
		}
		out := readmeRun(t, args)
		if args[0] == "add" {
			// The event that most articles tell is shown below.
			event = readmeEvent(t, db)
		}
		want = before + begin + "\n    $ hearsay " + shown + "\n\n" + excerpt(out, tr.lines) + "\n" + end + after
	}
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(data) {
		t.Error("a transcript in README.md is not what hearsay prints: go test ./cmd/hearsay -run Readme -update writes them anew")
	}
}

func readmeRun(t *testing.T, args []string) string {
	t.Helper()
	var out, errs strings.Builder
	if s := run(context.Background(), args, &surroundings{out: &out, err: &errs, env: func(string) string { return "" }}); s != 0 {
		t.Fatal(args, s, errs.String())
	}
	return out.String()
}

// readmeEvent is the event of the bombing.
func readmeEvent(t *testing.T, db string) string {
	t.Helper()
	out := readmeRun(t, []string{"events", "--type", "assault", "--place", "Potiskum", "--format", "jsonl", "--record", db})
	_, rest, ok := strings.Cut(out, `"id":"`)
	id, _, ok2 := strings.Cut(rest, `"`)
	if !ok || !ok2 {
		t.Fatalf("no event in %s", out)
	}
	return id
}

// excerpt indents what was printed, as far as the last whole part of so many lines.
func excerpt(out string, most int) string {
	lines := strings.Split(strings.TrimRight(out, "\n"), "\n")
	if len(lines) > most {
		lines = lines[:most]
		for lines[len(lines)-1] != "" {
			lines = lines[:len(lines)-1]
		}
		lines = append(lines[:len(lines)-1], "", "...")
	}
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintln(&b, strings.TrimRight("    "+l, " "))
	}
	return b.String()
}
