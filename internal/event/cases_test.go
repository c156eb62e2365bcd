package event_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

var update = flag.Bool("update", false, "rewrite the expected events of the case files")

// Each case file holds a report, its published date in the comment's first
// line, and the events that are read from it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	r := newReader(t)
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			published, _, _ := strings.Cut(strings.TrimPrefix(string(a.Comment), "published "), "\n")
			got := list(read(t, r, string(a.Files[0].Data), strings.TrimSpace(published)))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(a.Files[1].Data), got); d != "" {
				t.Errorf("events differ (-want +got; -update rewrites):\n%s", d)
			}
		})
	}
}

// list writes events a line each, with what takes part, where, when and how many.
func list(r *hearsay.Reading) string {
	text := r.Document.Text
	var b strings.Builder
	names := func(key string, ps []hearsay.Participant) {
		for _, p := range ps {
			fmt.Fprintf(&b, " | %s %s", key, strings.Join(strings.Fields(text[p.Start:p.End]), " "))
		}
	}
	for _, e := range r.Events {
		fmt.Fprintf(&b, "%s %s", e.ID, e.Type)
		if len(e.Modes) > 0 {
			fmt.Fprintf(&b, " %s", strings.Join(e.Modes, ","))
		}
		fmt.Fprintf(&b, " %s %s %q", e.CAMEO, e.Status, e.Trigger.Text(text))
		names("A", e.Actors)
		names("R", e.Recipients)
		if e.Place != nil {
			fmt.Fprintf(&b, " | at %s", e.Place.Name)
		}
		if e.Time != nil {
			fmt.Fprintf(&b, " | on %s", e.Time.Start)
		}
		for _, c := range e.Counts {
			fmt.Fprintf(&b, " | %s %s", c.Of, strings.Join(strings.Fields(text[c.Start:c.End]), " "))
		}
		if e.Same != "" {
			fmt.Fprintf(&b, " | same as %s", e.Same)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
