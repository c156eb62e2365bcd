package tables

import "testing"

// The shelf that was not used for longest goes where there is too much.
func TestShed(t *testing.T) {
	s := shelves{of: map[part]*shelf{}}
	full := func(p part) {
		b := &block{lo: firstOf(0), hi: lastPlace, keys: make([]int64, shelfRows/2), days: make([]uint8, shelfRows/2), refs: make([]int64, shelfRows/2)}
		h := s.get(p)
		h.blocks, h.keys = []*block{b}, []int64{0}
		s.rows += shelfRows / 2
	}
	old, middle, young := part{1, 1}, part{1, 2}, part{2, 2}
	for _, p := range []part{old, middle, young} {
		full(p)
	}
	s.get(old)
	s.shed()
	if s.of[old] == nil || s.of[middle] != nil || s.of[young] == nil {
		t.Errorf("left: %v", s.of)
	}
	if s.rows != shelfRows {
		t.Errorf("%d rows are counted, want %d", s.rows, shelfRows)
	}
}
