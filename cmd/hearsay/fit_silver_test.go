package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFitSilver: names come in code points, by kind, without the head that is to learn from them.
func TestFitSilver(t *testing.T) {
	dir := t.TempDir()
	text := "Zoë Okafor met the president of Ghana in Accra on Monday. The Nigerian envoy, Mr. Okafor, left for Lagos."
	if err := os.WriteFile(filepath.Join(dir, "own.txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "silver.json")
	if err := (fitSilverCmd{Folder: dir, Out: out}).Run(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var have map[string][]silverName
	if err := json.Unmarshal(b, &have); err != nil {
		t.Fatal(err)
	}
	var names []string
	points := []rune(text)
	for _, n := range have["own.txt"] {
		names = append(names, n.Kind+" "+string(points[n.Start:n.End]))
	}
	for _, want := range []string{"person Zoë Okafor", "place Ghana", "place Accra", "place Lagos"} {
		if !slices.Contains(names, want) {
			t.Errorf("no %q in %s", want, strings.Join(names, "; "))
		}
	}
}
