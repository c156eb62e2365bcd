package claim

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event"
	"github.com/hearsay/hearsay/internal/reading/entity"
	"github.com/hearsay/hearsay/internal/reading/when"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the case files")

// stages are those that claims need, and claims.
func stages(t testing.TB) []interface{ Read(*hearsay.Reading) } {
	t.Helper()
	w, err := when.New()
	if err != nil {
		t.Fatal(err)
	}
	n, err := entity.New()
	if err != nil {
		t.Fatal(err)
	}
	e, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	return []interface{ Read(*hearsay.Reading) }{w, n, e, newReader(t)}
}

// TestCases reads each report of testdata and compares the claims. A case file
// holds a report (its comment is the published date and the outlet) and the
// claims wanted. The stages before are left out, so that these cases change only
// with the engine and with claims; [TestForm] reads the same reports with them.
func TestCases(t *testing.T) {
	rd := newReader(t)
	for _, file := range caseFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			r, want := openCase(t, file)
			rd.Read(r)
			checkForm(t, r)
			have := show(r)
			if *update {
				ar, err := txtar.ParseFile(file)
				if err != nil {
					t.Fatal(err)
				}
				ar.Files = []txtar.File{{Name: "report", Data: []byte(r.Document.Text)}, {Name: "claims", Data: []byte(have)}}
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, have); d != "" {
				t.Errorf("claims differ (-want +have); -update rewrites:\n%s", d)
			}
		})
	}
}

// TestForm reads the reports with all stages before: each event is reported by
// some claim, the links go both ways, pronouns that speak are entities.
func TestForm(t *testing.T) {
	all := stages(t)
	for _, file := range caseFiles(t) {
		r, _ := openCase(t, file)
		for _, s := range all {
			s.Read(r)
		}
		checkForm(t, r)
		if len(r.Events) == 0 || len(r.Entities) == 0 {
			t.Errorf("%s: no events or entities", file)
		}
	}
}

func caseFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files", err)
	}
	return files
}

// openCase parses a case's report and returns the claims wanted.
func openCase(t testing.TB, file string) (*hearsay.Reading, string) {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head := strings.SplitN(strings.TrimSpace(string(ar.Comment)), " ", 2)
	var report, want string
	for _, f := range ar.Files {
		switch f.Name {
		case "report":
			report = string(f.Data)
		case "claims":
			want = string(f.Data)
		}
	}
	r := parse(t, report)
	if r.Document.Published, _, err = hearsay.ParsePublished(head[0]); err != nil {
		t.Fatal(err)
	}
	if len(head) > 1 {
		r.Document.Outlet = head[1]
	}
	r.MentionAt = map[int]hearsay.MentionRef{}
	return r, want
}

// checkForm wants of any reading: extents inside the text and in order, parents
// and events that are there, links both ways.
func checkForm(t testing.TB, r *hearsay.Reading) {
	t.Helper()
	ids := map[string]bool{}
	for _, c := range r.Claims {
		ids[c.ID] = true
	}
	events := map[string]*hearsay.Event{}
	for i := range r.Events {
		events[r.Events[i].ID] = &r.Events[i]
	}
	extent := func(what string, e hearsay.Extent) {
		last := 0
		for _, p := range e.Pieces() {
			if p.Start < last || p.End > len(r.Document.Text) || p.Empty() {
				t.Errorf("%s: piece %v is empty or out of order", what, p)
			}
			last = p.End
		}
	}
	for _, c := range r.Claims {
		extent(c.ID+" content", c.Content)
		if !c.Cue.Empty() {
			extent(c.ID+" cue", c.Cue.Extent)
		}
		if c.Parent != "" && (!ids[c.Parent] || c.Parent == c.ID) {
			t.Errorf("%s has the parent %q", c.ID, c.Parent)
		}
		if c.By == "" || c.Manner == "" || c.Act == "" || c.Certainty == "" || c.Polarity == "" {
			t.Errorf("%s has an empty value: %+v", c.ID, c)
		}
		for _, s := range c.Sources {
			if !s.Extent.Empty() {
				extent(c.ID+" source", s.Extent)
			}
			if s.By == "" {
				t.Errorf("%s has a source without By", c.ID)
			}
		}
		for _, id := range c.Events {
			e := events[id]
			if e == nil {
				t.Errorf("%s names the event %q, which is not there", c.ID, id)
				continue
			}
			found := false
			for _, k := range e.Claims {
				found = found || k == c.ID
			}
			if !found {
				t.Errorf("%s names %s, which does not name it back", c.ID, id)
			}
		}
	}
	for _, e := range r.Events {
		if len(e.Claims) == 0 {
			t.Errorf("event %s (%s) is reported by no claim", e.ID, e.Trigger.Text(r.Document.Text))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	ar, err := txtar.ParseFile("testdata/kenya.txtar")
	if err != nil {
		b.Fatal(err)
	}
	r := parse(b, strings.Repeat(string(ar.Files[0].Data), 20))
	rd := newReader(b)
	b.SetBytes(int64(len(r.Document.Text)))
	b.ReportMetric(float64(len(r.Syntax.Tokens)), "tokens")
	for b.Loop() {
		c := &hearsay.Reading{Document: r.Document, Syntax: r.Syntax}
		rd.Read(c)
		if len(c.Claims) == 0 {
			b.Fatal("no claims")
		}
	}
}
