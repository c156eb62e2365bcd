package record

import "testing"

func TestRecentIsBounded(t *testing.T) {
	r := NewRecent[int64, string](4)
	for i := range int64(100) {
		r.Put(i, "x")
		if n := len(r.young) + len(r.old); n > 8 {
			t.Fatalf("%d values are kept", n)
		}
	}
	if _, ok := r.Get(99); !ok {
		t.Error("the newest value is lost")
	}
	if _, ok := r.Get(1); ok {
		t.Error("an old value is kept")
	}
	r.Drop(99)
	r.Drop(1)
	if _, ok := r.Get(99); ok || r.size != len(r.young) {
		t.Errorf("a dropped value is kept: %v, or counted: %d", ok, r.size)
	}
}
