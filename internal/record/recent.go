package record

// Recent keeps the values used last: two generations of a bounded number, or size, each.
// The older one is dropped when the younger is full, so it holds between one and
// two times the bound, and one value more. For one goroutine.
type Recent[K comparable, V any] struct {
	bound, size int // size: of what the young hold
	young, old  map[K]sized[V]
}

type sized[V any] struct {
	v    V
	size int
}

// NewRecent returns an empty one.
func NewRecent[K comparable, V any](bound int) *Recent[K, V] {
	return &Recent[K, V]{bound: bound, young: map[K]sized[V]{}}
}

// Get returns what is kept under a key.
func (r *Recent[K, V]) Get(k K) (V, bool) {
	if e, ok := r.young[k]; ok {
		return e.v, true
	}
	e, ok := r.old[k]
	if ok {
		r.PutSized(k, e.v, e.size)
	}
	return e.v, ok
}

// Drop forgets what is kept under a key.
func (r *Recent[K, V]) Drop(k K) {
	r.size -= r.young[k].size
	delete(r.young, k)
	delete(r.old, k)
}

// Put keeps a value, of size 1.
func (r *Recent[K, V]) Put(k K, v V) { r.PutSized(k, v, 1) }

// PutSized keeps a value of some size, in the unit of the bound.
func (r *Recent[K, V]) PutSized(k K, v V, size int) {
	if r.size >= r.bound {
		r.old, r.young, r.size = r.young, map[K]sized[V]{}, 0
	}
	r.size += size - r.young[k].size
	r.young[k] = sized[V]{v, size}
}
