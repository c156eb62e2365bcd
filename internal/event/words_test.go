package event_test

import (
	"os"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/event/book"
)

// rows reads a tab-separated file without its comments.
func rows(t *testing.T, name string, cols int) [][]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != cols {
			t.Fatalf("%s: %d columns in %q", name, len(f), line)
		}
		out = append(out, f)
	}
	return out
}

// Each line of the tables of status, modes and contexts holds on a sentence.
func TestWords(t *testing.T) {
	r := newReader(t)
	seen := map[string]bool{}
	for _, f := range rows(t, "testdata/words.tsv", 4) {
		seen[f[0]+" "+f[1]] = true
		got := read(t, r, f[3], "2024-05-15")
		ok := false
		var have []string
		for _, e := range got.Events {
			if !strings.Contains(e.Trigger.Text(got.Document.Text), f[2]) {
				continue
			}
			_, want, _ := strings.Cut(f[1], "/")
			switch f[0] {
			case "status":
				ok = ok || string(e.Status) == want
				have = append(have, string(e.Status)+" "+e.By)
			case "mode":
				ok = ok || has(e.Modes, []string{want})
				have = append(have, strings.Join(e.Modes, ","))
			case "context":
				ok = ok || has(e.Contexts, []string{f[1]})
				have = append(have, strings.Join(e.Contexts, ","))
			}
		}
		// What is not told as happening and has nobody of its own is passed over.
		if f[0] == "status" && strings.HasSuffix(f[1], "negated") && len(have) == 0 {
			for _, p := range got.PassedOver {
				ok = ok || strings.Contains(got.Document.Text[p.Start:p.End], f[2])
			}
		}
		if !ok {
			t.Errorf("%s %s: %q of %q has %q", f[0], f[1], f[2], f[3], have)
		}
	}
	for _, f := range rows(t, "book/status.tsv", 3) {
		if key := "status " + f[0] + "/" + f[1]; !seen[key] {
			t.Errorf("no sentence for %s", key)
		}
	}
	for _, f := range rows(t, "book/modes.tsv", 4) {
		if key := "mode " + f[0] + "/" + f[1]; !seen[key] {
			t.Errorf("no sentence for %s", key)
		}
	}
	for _, f := range rows(t, "book/contexts.tsv", 2) {
		if key := "context " + f[0]; !seen[key] {
			t.Errorf("no sentence for %s", key)
		}
	}
}

// Each line of light.tsv carries the noun of its example.
func TestLight(t *testing.T) {
	r := newReader(t)
	if _, err := book.Load(); err != nil {
		t.Fatal(err)
	}
	for _, f := range rows(t, "book/light.tsv", 3) {
		ex, err := parseExample(f[2])
		if err != nil {
			t.Error(err)
			continue
		}
		got := read(t, r, ex.text, "2024-05-15")
		ok := false
		var have []string
		for _, e := range got.Events {
			ok = ok || covered(ex.actors, e.Actors) && covered(ex.recipients, e.Recipients)
			have = append(have, describe(ex.text, &e))
		}
		if !ok {
			t.Errorf("%s\n  %s", f[2], strings.Join(have, "\n  "))
		}
	}
}
