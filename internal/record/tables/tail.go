package tables

import (
	"slices"
	"sort"

	"github.com/hearsay/hearsay/internal/record"
)

// A tail holds in memory, in order, the postings of a part of the index that are in none of its blocks
// yet. The zero value is empty.
type tail struct {
	chunks [][]record.Entry // none empty
	n      int
}

// chunkRows is how many entries one chunk has at the most: what is moved to put one in.
const chunkRows = 512

// seek is where the first entry is that does not lie before e, as a chunk and a place in it.
func (t *tail) seek(e record.Entry) (chunk, at int) {
	chunk = sort.Search(len(t.chunks), func(i int) bool {
		c := t.chunks[i]
		return c[len(c)-1].Compare(e) >= 0
	})
	if chunk < len(t.chunks) {
		at, _ = slices.BinarySearchFunc(t.chunks[chunk], e, record.Entry.Compare)
	}
	return chunk, at
}

// add puts an entry in; false: it was there.
func (t *tail) add(e record.Entry) bool {
	c, at := t.seek(e)
	if c == len(t.chunks) {
		if c == 0 {
			t.chunks = [][]record.Entry{append(make([]record.Entry, 0, chunkRows), e)}
			t.n = 1
			return true
		}
		c, at = c-1, len(t.chunks[c-1])
	} else if t.chunks[c][at] == e {
		return false
	}
	t.n++
	if have := t.chunks[c]; len(have) == chunkRows {
		if c == len(t.chunks)-1 && at == chunkRows { // they come in order
			t.chunks = append(t.chunks, append(make([]record.Entry, 0, chunkRows), e))
			return true
		}
		upper := append(make([]record.Entry, 0, chunkRows), have[chunkRows/2:]...)
		t.chunks[c] = have[:chunkRows/2]
		t.chunks = slices.Insert(t.chunks, c+1, upper)
		if at > chunkRows/2 {
			c, at = c+1, at-chunkRows/2
		}
	}
	t.chunks[c] = slices.Insert(t.chunks[c], at, e)
	return true
}

// from calls f for the entries from a place on, in order, until it says no more.
func (t *tail) from(e record.Entry, f func(record.Entry) bool) {
	c, at := t.seek(e)
	for ; c < len(t.chunks); c, at = c+1, 0 {
		for _, have := range t.chunks[c][at:] {
			if !f(have) {
				return
			}
		}
	}
}

// all are its entries in one list.
func (t *tail) all() []record.Entry { return slices.Concat(t.chunks...) }

// tailOf makes a tail of entries in order.
func tailOf(es []record.Entry) tail {
	t := tail{n: len(es)}
	for c := range slices.Chunk(es, chunkRows*3/4) {
		t.chunks = append(t.chunks, append(make([]record.Entry, 0, chunkRows), c...))
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
