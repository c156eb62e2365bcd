package tables

import (
	"slices"

	"github.com/hearsay/hearsay/internal/record"
)

// A tail holds in memory, in order, the postings of a part of the index that are in none of its blocks
// yet. The zero value is empty.
type tail struct {
	chunks [][]record.Entry // none empty
	keys   []uint64         // with which they begin, to find them by
	n      int
}

// chunkRows is how many entries one chunk has at the most: what is moved to put one in.
const chunkRows = 512

// seek is where the first entry is that does not lie before e, or where it would be put: a chunk and a place
// in it, which may be its end.
func (t *tail) seek(e record.Entry) (chunk, at int) {
	lo, hi := 0, len(t.keys)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if t.keys[mid] > e.Key || t.keys[mid] == e.Key && t.chunks[mid][0].Compare(e) > 0 {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	if lo == 0 {
		return 0, 0
	}
	c := t.chunks[lo-1]
	from, to := 0, len(c)
	for from < to {
		mid := int(uint(from+to) >> 1)
		if c[mid].Key < e.Key || c[mid].Key == e.Key && c[mid].Compare(e) < 0 {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return lo - 1, from
}

// add puts an entry in; false: it was there.
func (t *tail) add(e record.Entry) bool {
	if len(t.chunks) == 0 {
		t.put(0, []record.Entry{e})
		t.n = 1
		return true
	}
	c, at := t.seek(e)
	have := t.chunks[c]
	if at < len(have) && have[at] == e {
		return false
	}
	t.n++
	if len(have) == chunkRows {
		if c == len(t.chunks)-1 && at == chunkRows { // they come in order
			t.put(c+1, []record.Entry{e})
			return true
		}
		t.put(c+1, have[chunkRows/2:])
		t.chunks[c] = have[:chunkRows/2]
		if at > chunkRows/2 {
			c, at = c+1, at-chunkRows/2
		}
	}
	t.chunks[c] = slices.Insert(t.chunks[c], at, e)
	t.keys[c] = t.chunks[c][0].Key
	return true
}

// put makes a chunk.
func (t *tail) put(i int, es []record.Entry) {
	t.chunks = slices.Insert(t.chunks, i, append(make([]record.Entry, 0, chunkRows), es...))
	t.keys = slices.Insert(t.keys, i, es[0].Key)
}

// between appends the entries from from to to, in order, most of them where that is above 0.
func (t *tail) between(out []record.Entry, from, to record.Entry, most int) []record.Entry {
	began := len(out)
	c, at := t.seek(from)
	for ; c < len(t.chunks); c, at = c+1, 0 {
		for _, e := range t.chunks[c][at:] {
			if e.Key > to.Key || e.Compare(to) > 0 || most > 0 && len(out)-began == most {
				return out
			}
			out = append(out, e)
		}
	}
	return out
}

// all are its entries in one list.
func (t *tail) all() []record.Entry { return slices.Concat(t.chunks...) }

// tailOf makes a tail of entries in order.
func tailOf(es []record.Entry) tail {
	t := tail{n: len(es)}
	for c := range slices.Chunk(es, chunkRows*3/4) {
		t.put(len(t.chunks), c)
	}
	return t
}

// mergeEntries merges lists that are in order; what is in several comes once.
func mergeEntries(lists ...[]record.Entry) []record.Entry {
	for len(lists) > 1 {
		var next [][]record.Entry
		for pair := range slices.Chunk(lists, 2) {
			if len(pair) == 2 {
				pair[0] = merge2(pair[0], pair[1])
			}
			next = append(next, pair[0])
		}
		lists = next
	}
	if len(lists) == 0 {
		return nil
	}
	return lists[0]
}

func merge2(a, b []record.Entry) []record.Entry {
	out := make([]record.Entry, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].Compare(b[0]); {
		case c < 0:
			out, a = append(out, a[0]), a[1:]
		case c > 0:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}
