package parse

import (
	"slices"
	"testing"
)

func TestEdges(t *testing.T) {
	for _, c := range []struct{ heads, left, right []int32 }{
		{[]int32{1, 1, 1}, []int32{0, 0, 2}, []int32{0, 2, 2}},
		{[]int32{0, 2, 2, 2}, []int32{0, 1, 1, 3}, []int32{0, 1, 3, 3}},
		{[]int32{1, 2, 3, 3, 3, 4, 5}, []int32{0, 0, 0, 0, 4, 5, 6}, []int32{0, 1, 2, 6, 6, 6, 6}},
		{[]int32{2, 3, 2, 2}, []int32{0, 1, 0, 1}, []int32{0, 1, 3, 3}}, // arcs that cross
	} {
		var tr tree
		tr.edges(c.heads)
		if !slices.Equal(tr.left, c.left) || !slices.Equal(tr.right, c.right) {
			t.Errorf("heads %v: edges %v and %v, want %v and %v", c.heads, tr.left, tr.right, c.left, c.right)
		}
	}
}

// TestLifted puts arcs back: labels by number are 0 ROOT, 1 a, 2 b, 3 "a||b".
func TestLifted(t *testing.T) {
	p := &Parser{lifted: []lifted{{label: -1}, {label: -1}, {label: -1}, {1, 2}}}
	for _, c := range []struct {
		what           string
		heads, labels  []int32
		space          []bool
		wantHeads      []int32
		wantLabels     []int32
		wantSentStarts []bool
	}{
		{"a sister with the label is the real head",
			[]int32{0, 0, 0}, []int32{0, 2, 3}, make([]bool, 3),
			[]int32{0, 0, 1}, []int32{0, 2, 1}, []bool{true, false, false}},
		{"the nearest to the root is taken, not the first",
			[]int32{0, 0, 1, 0, 0}, []int32{0, 1, 2, 2, 3}, make([]bool, 5),
			[]int32{0, 0, 1, 0, 3}, []int32{0, 1, 2, 2, 1}, []bool{true, false, false, false, false}},
		{"none with the label: the head stays",
			[]int32{0, 0, 0}, []int32{0, 1, 3}, make([]bool, 3),
			[]int32{0, 0, 0}, []int32{0, 1, 1}, []bool{true, false, false}},
		{"white space is passed over",
			[]int32{0, 0, 0}, []int32{0, 2, 3}, []bool{false, true, false},
			[]int32{0, 0, 0}, []int32{0, 2, 1}, []bool{true, false, false}},
		{"two sentences",
			[]int32{1, 1, 2, 2}, []int32{1, 0, 0, 1}, make([]bool, 4),
			[]int32{1, 1, 2, 2}, []int32{1, 0, 0, 1}, []bool{true, false, true, false}},
	} {
		d := Doc{Space: c.space, Heads: c.heads, Labels: c.labels, Starts: make([]bool, len(c.heads))}
		var tr tree
		p.finish(&d, &tr)
		if !slices.Equal(d.Heads, c.wantHeads) || !slices.Equal(d.Labels, c.wantLabels) || !slices.Equal(d.Starts, c.wantSentStarts) {
			t.Errorf("%s: heads %v, labels %v, starts %v", c.what, d.Heads, d.Labels, d.Starts)
		}
	}
}
