package story_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
	"github.com/hearsay/hearsay/internal/syntax"
)

var update = flag.Bool("update-stories", false, "rewrite the expected parts of case files")

// told is one report of a case file: a name, lines "published: ", "outlet: ",
// "title: ", and the text after an empty line.
type told struct {
	name string
	me   story.Me
	card *story.Card
}

// tellAll reads the reports of a case file, in its order, which is the order in
// which the record takes them.
func tellAll(t testing.TB, r *flow.Reader, a *txtar.Archive) []told {
	t.Helper()
	var out []told
	for _, f := range a.Files {
		if f.Name == "want" {
			continue
		}
		head, text, ok := strings.Cut(string(f.Data), "\n\n")
		if !ok {
			t.Fatalf("%s has no empty line after its head", f.Name)
		}
		d := &hearsay.Document{Text: strings.TrimSpace(text), Language: "en"}
		for line := range strings.SplitSeq(head, "\n") {
			key, value, _ := strings.Cut(line, ": ")
			var err error
			switch key {
			case "published":
				d.Published, d.HasClock, err = hearsay.ParsePublished(value)
			case "outlet":
				d.Outlet = value
			case "title":
				d.Title = value
			default:
				err = fmt.Errorf("%q is no line of a head", line)
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		reading, err := r.Read(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		data, err := reading.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		var public hearsay.Reading
		if err := public.UnmarshalJSON(data); err != nil {
			t.Fatal(err)
		}
		out = append(out, told{f.Name, story.Me{Seq: int64(len(out) + 1), ID: hearsay.ReportID(d), Day: story.DayOf(d.Published), Outlet: d.Outlet}, story.Make(&public)})
	}
	return out
}

// placeAll places reports and tells the stories, and the moves on the way.
func placeAll(t testing.TB, c *story.Clusterer, reports []told, forget bool) string {
	t.Helper()
	ix := storytest.New()
	var moves strings.Builder
	byID := map[string]string{}
	name := func(id string) string {
		if n, ok := byID[id]; ok {
			return n
		}
		return "a new one"
	}
	for _, r := range reports {
		p, err := c.Place(context.Background(), ix, r.me, r.card, nil)
		if err != nil {
			t.Fatal(err)
		}
		if forget {
			c.Forget()
		}
		byID[hearsay.StoryID(r.me.ID)] = "that of " + r.name
		for _, m := range p.Moves {
			var who []string
			for _, s := range m.Seqs {
				who = append(who, reports[s-1].name)
			}
			slices.Sort(who)
			fmt.Fprintf(&moves, "at %s: %s, %s from %s to %s\n", r.name, m.Kind, strings.Join(who, " "), name(m.From), name(m.To))
		}
		ix.Apply(r.me, p)
	}
	at := map[string]int{}
	var lines []string
	for _, r := range reports {
		id := ix.Story(r.me.Seq)
		i, ok := at[id]
		if !ok {
			i = len(lines)
			at[id] = i
			lines = append(lines, "story:")
		}
		lines[i] += " " + r.name
	}
	return strings.Join(lines, "\n") + "\n" + moves.String()
}

func newReader(t testing.TB) *flow.Reader {
	t.Helper()
	p, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := flow.New(p.NewWorker())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCases places the reports of each case file into an empty record.
func TestCases(t *testing.T) {
	if testing.Short() {
		t.Skip("reads reports")
	}
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no case files")
	}
	reader := newReader(t)
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			reports := tellAll(t, reader, a)
			c, err := story.New()
			if err != nil {
				t.Fatal(err)
			}
			have := placeAll(t, c, reports, false)
			if again := placeAll(t, c, reports, true); again != have {
				t.Errorf("placed again, with cards forgotten:\n%s\nnot\n%s", again, have)
			}
			want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *update {
				if want < 0 {
					a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(have)})
				} else {
					a.Files[want].Data = []byte(have)
				}
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want < 0 {
				t.Fatal("no section want: run with -update-stories and look at the difference")
			}
			if d := cmp.Diff(string(a.Files[want].Data), have); d != "" {
				t.Errorf("want -, have +; -update-stories rewrites:\n%s", d)
			}
		})
	}
}
