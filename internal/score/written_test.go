package score

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadWritten(t *testing.T) {
	dir := t.TempDir()
	data := `Notes.
-- a1 --
outlet: Hill Post
published: 2024-05-07
title: Blast in Kohat

A bomb exploded in Kohat on Tuesday.
-- a2 --
outlet: Daily Hill
published: 2024-05-08
added: last

Police arrested two men.
-- expected --
? story a1 [a2]   # one
event blast: ASSAULT Kohat 2024-05-07 in a1
  killed 2 single origin
? event arrests: COERCE - - in a2
  ? follows blast
`
	if err := os.WriteFile(filepath.Join(dir, "kohat.txtar"), []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
	ws, err := ReadWritten(dir)
	if err != nil || len(ws) != 1 {
		t.Fatal(ws, err)
	}
	want := []WrittenEvent{
		{Name: "blast", Type: "ASSAULT", Place: "Kohat", Day: "2024-05-07", In: []string{"a1"}},
		{Name: "arrests", Type: "COERCE", Place: "-", Day: "-", In: []string{"a2"}, Follows: []string{"blast"}},
	}
	if d := cmp.Diff(want, ws[0].Events); d != "" {
		t.Error(d)
	}
	stories := WrittenStories(ws)
	if len(stories) != 2 || stories[1].Story != "kohat/a1" || stories[1].Document.ID != "kohat/a2" {
		t.Errorf("stories %v", stories)
	}
	if rs := WrittenReports(ws); len(rs) != 2 || rs[0].Late || !rs[1].Late {
		t.Errorf("reports %v", rs)
	}
	if _, err := ReadWritten(dir, dir); err == nil {
		t.Error("two files of one name are taken for two")
	}
	if _, err := ReadWritten(t.TempDir()); err == nil {
		t.Error("an empty folder is no fault")
	}
	for _, bad := range []string{"published: 2024-05-01", "colour: red\n\ntext", "published: May\n\ntext"} {
		if _, _, err := ReadWrittenReport(bad); err == nil {
			t.Errorf("%q is taken for a report", bad)
		}
	}
}
