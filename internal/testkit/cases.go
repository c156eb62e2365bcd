// Package testkit holds what tests of the readers share: trees of the embedded
// pipeline, and case files.
//
// A case file is a txtar archive: for each case a section NAME.report, whose first
// line may be "published: 2024-05-30", and a section NAME.want with what is
// expected. Tests run with -update-cases rewrite the latter.
//
//	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string { ... })
package testkit

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax"
)

var update = flag.Bool("update-cases", false, "rewrite the expected parts of case files")

var pipeline = sync.OnceValues(func() (*syntax.Pipeline, error) {
	pkg, err := model.Default()
	if err != nil {
		return nil, err
	}
	return syntax.New(pkg, syntax.Options{})
})

// Parse reads a text with the embedded pipeline.
func Parse(t testing.TB, text string) *hearsay.Syntax {
	t.Helper()
	p, err := pipeline()
	if err != nil {
		t.Fatal(err)
	}
	s := &hearsay.Syntax{}
	if err := p.NewWorker().Parse(text, s); err != nil {
		t.Fatal(err)
	}
	return s
}

// Reading is a parsed document that no stage has read yet.
func Reading(t testing.TB, text, published string) *hearsay.Reading {
	t.Helper()
	d := &hearsay.Document{Text: text, Language: "en"}
	var err error
	if d.Published, d.HasClock, err = hearsay.ParsePublished(published); err != nil {
		t.Fatal(err)
	}
	return &hearsay.Reading{Document: d, Syntax: Parse(t, text), MentionAt: map[int]hearsay.MentionRef{}}
}

// Case is one case of a case file.
type Case struct {
	Name, Published, Report string
}

// Cases runs every case of the files that match, and compares what read
// returns with what is expected.
func Cases(t *testing.T, glob string, read func(*testing.T, Case) string) {
	t.Helper()
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no case file matches %s", glob)
	}
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		changed := false
		for i := range a.Files {
			name, isReport := strings.CutSuffix(a.Files[i].Name, ".report")
			if !isReport {
				continue
			}
			c := Case{Name: name, Report: string(a.Files[i].Data)}
			if first, rest, ok := strings.Cut(c.Report, "\n"); ok && strings.HasPrefix(first, "published: ") {
				c.Published, c.Report = strings.TrimPrefix(first, "published: "), rest
			}
			want := -1
			for k := range a.Files {
				if a.Files[k].Name == name+".want" {
					want = k
				}
			}
			t.Run(filepath.Base(path)+"/"+name, func(t *testing.T) {
				have := read(t, c)
				if *update {
					if want < 0 {
						a.Files = append(a.Files, txtar.File{Name: name + ".want", Data: []byte(have)})
					} else {
						a.Files[want].Data = []byte(have)
					}
					changed = true
					return
				}
				if want < 0 {
					t.Fatalf("no section %s.want: run with -update-cases and look at the difference", name)
				}
				if d := cmp.Diff(string(a.Files[want].Data), have); d != "" {
					t.Errorf("want -, have +; -update-cases rewrites:\n%s", d)
				}
			})
		}
		if changed {
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
