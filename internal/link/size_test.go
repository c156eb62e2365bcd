package link

import "testing"

func TestSize(t *testing.T) {
	for _, c := range []struct {
		batch int
		left  int64
		want  int
	}{{0, 1, 16}, {0, 999, 16}, {0, 1000, 256}, {7, 5000, 7}} {
		if got := (&Linker{Batch: c.batch}).size(c.left); got != c.want {
			t.Errorf("batch %d, %d wait: %d, want %d", c.batch, c.left, got, c.want)
		}
	}
}
