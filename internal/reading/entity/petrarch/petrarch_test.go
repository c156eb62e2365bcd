package petrarch

import (
	"strings"
	"testing"
)

const sample = `# A dictionary of invented actors.
RIVER_LAND_ [RVL]
+RIVERIAN_
RIVER_GUARD_
+GUARDS_OF_THE_RIVER_	# comment [NOT]
	[RVLREB <000101]
	[RVLMIL >000101]
ANA_RIVERA_ [RVLGOV 990101-010101] [RVLELI]
NOBODY_ [---]
`

func TestRead(t *testing.T) {
	got, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"RIVER LAND|RIVERIAN=RVL", "RIVER GUARD|GUARDS OF THE RIVER=RVLMIL", "ANA RIVERA=RVLELI", "NOBODY="}
	if len(got) != len(want) {
		t.Fatalf("%d actors, want %d", len(got), len(want))
	}
	for i := range got {
		if g := strings.Join(got[i].Names, "|") + "=" + got[i].Now(); g != want[i] {
			t.Errorf("actor %d is %s, want %s", i, g, want[i])
		}
	}
}

func TestReadErrors(t *testing.T) {
	for in, want := range map[string]string{"+SYNONYM_\n": "line 1", "[ABC]\n": "line 1", "NAME_\n[ ]\n": "line 2"} {
		if _, err := Read(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Read(%q): %v, want an error at %s", in, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("A_ [B")
	f.Fuzz(func(t *testing.T, in string) {
		actors, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		for i := range actors {
			if len(actors[i].Names) == 0 {
				t.Error("an actor has no name")
			}
			actors[i].Now()
		}
	})
}
