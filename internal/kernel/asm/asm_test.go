package asm_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCommitted: the committed assembly is what the generators write.
func TestCommitted(t *testing.T) {
	for _, folder := range []string{"..", "../int8"} {
		dir := t.TempDir()
		gen := filepath.Join(t.TempDir(), "gen.exe")
		if out, err := exec.Command("go", "build", "-o", gen, "./"+folder+"/gen").CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		run := exec.Command(gen)
		run.Dir = dir
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		files, err := filepath.Glob(folder + "/*.s")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", folder, len(files), err)
		}
		for _, f := range files {
			have, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			made, err := os.ReadFile(filepath.Join(dir, filepath.Base(f)))
			if err != nil {
				t.Fatal(err)
			}
			if string(have) != string(made) {
				t.Errorf("%s is not what its generator writes: run go generate ./internal/kernel/...", f)
			}
		}
	}
}
