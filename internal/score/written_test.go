package score

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadWritten(t *testing.T) {
	dir := t.TempDir()
	const file = `# A fire, and another.
-- a1 --
outlet: Harbour Times
published: 2024-05-01T10:00:00Z
title: Fire at the port

A fire broke out.
-- a2 --
published: 2024-05-02
added: last

The fire is out.
-- a3 --
published: 2024-05-03

Another fire.
-- a4 --
published: 2024-05-04

Nothing burns.
-- expected --
? story a1 [a2]   # a comment
story a3
event fire: ASSAULT - - in a1
`
	if err := os.WriteFile(filepath.Join(dir, "port.txtar"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	rs, err := ReadWritten(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"port/a1", "port/a1", "port/a3", "port/a4"}
	for i, r := range rs {
		if r.Story != want[i] || r.Group != "port" {
			t.Errorf("report %s is of story %q, group %q", r.Document.ID, r.Story, r.Group)
		}
	}
	if d := rs[0].Document; d.Outlet != "Harbour Times" || d.Title != "Fire at the port" || !d.HasClock || d.Text != "A fire broke out.\n" {
		t.Errorf("read as %+v", d)
	}
	if _, late, err := WrittenReport("added: last\n\ntext"); !late || err != nil {
		t.Errorf("late %v, %v", late, err)
	}
	for _, bad := range []string{"published: 2024-05-01", "colour: red\n\ntext", "published: May\n\ntext"} {
		if _, _, err := WrittenReport(bad); err == nil {
			t.Errorf("%q is taken for a report", bad)
		}
	}
	if _, err := ReadWritten(t.TempDir()); err == nil {
		t.Error("an empty folder is taken for a corpus")
	}
}
