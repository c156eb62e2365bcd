package merge_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"flag"
	"os"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
)

var (
	update  = flag.Lookup("update-cases")
	explain = flag.Bool("explain", false, "log why each telling was placed")
)

// place links the reports of an archive in their order and lists what came of it. The head of a
// report is "DATE, STORY" on its first line.
func place(t testing.TB, a *txtar.Archive, change ...func([]hearsay.Telling)) string {
	m, ix := merger(t), merge.NewShelf()
	var b strings.Builder
	names := map[string]string{}
	name := func(id string) string {
		if names[id] == "" {
			names[id] = fmt.Sprintf("#%d", len(names)+1)
		}
		return names[id]
	}
	for i, f := range a.Files {
		if f.Name == "want" {
			continue
		}
		head, text, _ := strings.Cut(string(f.Data), "\n")
		date, story, _ := strings.Cut(head, ", ")
		r := read(t, &hearsay.Document{Text: text, Published: day(t, date), Outlet: f.Name})
		me := merge.Me{Seq: int64(i + 1), ID: f.Name, Known: r.Document.Published, Text: text}
		ts := merge.Tellings(r, me.ID, me.Seq, me.Known)
		for _, f := range change {
			f(ts)
		}
		p, err := m.Place(context.Background(), ix, me, ts, story)
		if err != nil {
			t.Fatal(err)
		}
		ix.Write(p, story)
		for k, q := range p.Placed {
			fmt.Fprintf(&b, "%s %s %s %q", q.Telling, name(q.Merged), ts[k].Type, ts[k].Trigger)
			if ts[k].Status != hearsay.Actual {
				fmt.Fprintf(&b, " %s", ts[k].Status)
			}
			b.WriteByte('\n')
			if *explain {
				t.Logf("%s %q -> %s new=%v %.2f\n%s", q.Telling, ts[k].Trigger, name(q.Merged), q.New, q.Score, merge.Explain(q.Why))
			}
		}
		for _, j := range p.Joins {
			fmt.Fprintf(&b, "%s is %s\n", name(j.From), name(j.Into))
		}
		for _, tie := range p.Relations {
			fmt.Fprintf(&b, "%s follows %s: %s\n", name(tie.From), name(tie.To), tie.Note)
			if *explain {
				t.Logf("%s follows %s\n%s", name(tie.From), name(tie.To), merge.Explain(tie.Why))
			}
		}
	}
	return b.String()
}

func TestPlace(t *testing.T) {
	files, err := filepath.Glob("testdata/place/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			have := place(t, a)
			want := -1
			for i, f := range a.Files {
				if f.Name == "want" {
					want = i
				}
			}
			if update.Value.String() == "true" {
				if want < 0 {
					a.Files = append(a.Files, txtar.File{Name: "want"})
					want = len(a.Files) - 1
				}
				a.Files[want].Data = []byte(have)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want < 0 {
				t.Fatal("no section want: run with -update-cases and look at the difference")
			}
			if d := cmp.Diff(string(a.Files[want].Data), have); d != "" {
				t.Errorf("want -, have +:\n%s", d)
			}
		})
	}
}
