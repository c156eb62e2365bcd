package regex

type nodeKind uint8

const (
	nEmpty  nodeKind = iota
	nSet             // one code point of a set
	nCat             // one after the other
	nAlt             // the first that leads to a match
	nRepeat          // min to max (-1: no bound) times
	nAssert          // a condition on the place
	nLook            // lookahead, or lookbehind where behind is set
)

type node struct {
	kind     nodeKind
	set      int // index in parser.sets
	subs     []*node
	min, max int
	lazy     bool
	assert   assertKind
	behind   bool
	negative bool
	at       int // offset in the pattern

	measured bool // lo and hi are known, see width
	lo, hi   int
}

// width returns how many code points a node may match; hi is -1 without bound.
func width(n *node) (lo, hi int) {
	if !n.measured {
		n.lo, n.hi = n.measure()
		n.measured = true
	}
	return n.lo, n.hi
}

func (n *node) measure() (lo, hi int) {
	const most = 1 << 30
	switch n.kind {
	case nSet:
		return 1, 1
	case nCat:
		for _, s := range n.subs {
			l, h := width(s)
			lo = min(lo+l, most)
			if h < 0 || hi < 0 {
				hi = -1
			} else {
				hi = min(hi+h, most)
			}
		}
		return lo, hi
	case nAlt:
		lo = most
		for _, s := range n.subs {
			l, h := width(s)
			lo = min(lo, l)
			if h < 0 || hi < 0 {
				hi = -1
			} else {
				hi = max(hi, h)
			}
		}
		return lo, hi
	case nRepeat:
		l, h := width(n.subs[0])
		lo = min(l*n.min, most)
		switch {
		case h == 0:
			hi = 0
		case n.max < 0 || h < 0 && n.max != 0:
			hi = -1
		default:
			hi = min(h*n.max, most)
		}
		return lo, hi
	}
	return 0, 0
}
