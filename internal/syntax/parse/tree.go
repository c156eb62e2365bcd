package parse

// lifted says what a label such as "nsubj||ccomp" stands for: the label the
// token really has, and that of its real head. label is -1 for plain labels.
type lifted struct{ label, head int32 }

// tree is working memory for the last steps.
type tree struct {
	left, right []int32 // first and last token of the subtree
	queue, next []int32
	seen        []int32 // last search that met the token
	searches    int32
}

// finish puts lifted arcs back to their real heads and marks the sentences.
func (p *Parser) finish(doc *Doc, t *tree) {
	n := len(doc.Heads)
	t.edges(doc.Heads)
	t.seen = grow(t.seen, n)
	clear(t.seen)
	t.searches = 0
	moved := false
	for i := range n {
		l := p.lifted[doc.Labels[i]]
		if l.label < 0 {
			continue
		}
		doc.Heads[i] = t.find(doc, int32(i), l.head)
		doc.Labels[i] = l.label
		moved = true
	}
	if moved {
		t.edges(doc.Heads)
	}
	clear(doc.Starts)
	for i, h := range doc.Heads {
		if int(h) == i {
			doc.Starts[t.left[i]] = true
		}
	}
}

// find searches the subtree of child's head, breadth first and from left to
// right, for a token with the label, and returns it; where there is none, the head
// that child has (_find_new_head in nonproj.pyx). As there, a token's children are
// looked for between the edges that its subtree had before any arc was put back.
func (t *tree) find(doc *Doc, child, label int32) int32 {
	t.searches++
	t.queue = append(t.queue[:0], doc.Heads[child])
	for len(t.queue) > 0 {
		t.next = t.next[:0]
		for _, q := range t.queue {
			for c := t.left[q]; c <= t.right[q]; c++ {
				if doc.Heads[c] != q || c == q || c == child || doc.Space[c] {
					continue
				}
				if doc.Labels[c] == label {
					return c
				}
				if t.seen[c] != t.searches { // arcs put back may close a ring
					t.seen[c] = t.searches
					t.next = append(t.next, c)
				}
			}
		}
		t.queue, t.next = t.next, t.queue
	}
	return doc.Heads[child]
}

// edges finds the first and last token of every subtree, in the passes that
// the reference makes: they end early where arcs cross (set_children_from_heads
// in spacy/tokens/doc.pyx).
func (t *tree) edges(heads []int32) {
	n := len(heads)
	t.left, t.right = grow(t.left, n), grow(t.right, n)
	for i := range n {
		t.left[i], t.right[i] = int32(i), int32(i)
	}
	const passes = 12
	for range passes {
		for i := range n {
			t.widen(heads, i)
		}
		for i := n - 1; i >= 0; i-- {
			t.widen(heads, i)
		}
		if t.within(heads) {
			return
		}
	}
}

func (t *tree) widen(heads []int32, i int) {
	h := heads[i]
	t.left[h] = min(t.left[h], t.left[i])
	t.right[h] = max(t.right[h], t.right[i])
}

// within reports whether all heads lie in the same sentence as their children.
func (t *tree) within(heads []int32) bool {
	n := len(heads)
	// A token begins a sentence where a root's subtree begins; the marks lie in
	// queue, which no search uses now.
	starts := grow(t.queue, n)
	t.queue = starts
	clear(starts)
	for i, h := range heads {
		if int(h) == i {
			starts[t.left[i]] = 1
		}
	}
	first := 0
	for i := range n {
		if (i == 0 || starts[i] == 0) && i != n-1 {
			continue
		}
		for j := first; j < i; j++ {
			if h := int(heads[j]); h < first || h > i {
				return false
			}
		}
		first = i
	}
	return true
}
