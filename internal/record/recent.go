package record

// Recent keeps the values used last: two generations of a bounded number each.
// The older one is dropped when the younger is full, so it holds between one and
// two times the bound. For one goroutine.
type Recent[K comparable, V any] struct {
	bound      int
	young, old map[K]V
}

// NewRecent returns an empty one.
func NewRecent[K comparable, V any](bound int) *Recent[K, V] {
	return &Recent[K, V]{bound: bound, young: map[K]V{}}
}

// Get returns what is kept under a key.
func (r *Recent[K, V]) Get(k K) (V, bool) {
	if v, ok := r.young[k]; ok {
		return v, true
	}
	v, ok := r.old[k]
	if ok {
		r.Put(k, v)
	}
	return v, ok
}

// Put keeps a value.
func (r *Recent[K, V]) Put(k K, v V) {
	if len(r.young) >= r.bound {
		r.old, r.young = r.young, map[K]V{}
	}
	r.young[k] = v
}
