package embed

import (
	"slices"
	"sync/atomic"
)

// An encoder remembers of the commonest words what they give to the first
// convolution (4 kB a word in the small English pipeline), and of more words their
// mixed vector (0.4 kB). Of running news text some nine tokens in ten are
// among the first. With both full, an encoder of that pipeline takes 25 MB.
const (
	productWords = 4096
	vectorWords  = 16384
)

const (
	ways = 4
	// maxWorth is how many times in a row the commonest words are spared.
	maxWorth = 6
)

// cache keeps the values of words. Readers take no lock: an entry never
// changes after it was published, and is replaced as a whole.
type cache struct {
	sets []set
	// seen counts how often a word was met and not found: what comes a fourth time
	// is worth an entry, a name that one text has and the next has not is not.
	seen []atomic.Uint32
}

type set [ways]atomic.Pointer[entry]

// entry is what is known of one word.
type entry struct {
	hash   uint64
	key    []uint64
	values []float32
	worth  atomic.Int32 // goes up with use and down when another word wants the place
}

// newCache makes a cache for n words, a power of two.
func newCache(n int) *cache {
	return &cache{sets: make([]set, n/ways), seen: make([]atomic.Uint32, 4*n)}
}

// get returns the values of a word, or nil.
func (c *cache) get(hash uint64, key []uint64) []float32 {
	s := &c.sets[hash%uint64(len(c.sets))]
	for i := range s {
		if e := s[i].Load(); e != nil && e.hash == hash && slices.Equal(e.key, key) {
			// A lost update between workers does no harm; that words in
			// constant use are not written to does good.
			if w := e.worth.Load(); w < maxWorth {
				e.worth.Store(w + 1)
			}
			return e.values
		}
	}
	return nil
}

// put offers the values of a word that get did not find. They are copied where
// the word is kept.
func (c *cache) put(hash uint64, key []uint64, values []float32) {
	s := &c.sets[hash%uint64(len(c.sets))]
	at := -1
	for i := range s {
		if s[i].Load() == nil {
			at = i
			break
		}
	}
	if at < 0 {
		mark := &c.seen[hash>>32%uint64(len(c.seen))]
		old, tag := mark.Load(), uint32(hash)&^3
		switch {
		case old&^3 != tag:
			mark.Store(tag)
			return
		case old&3 < 2:
			mark.Store(old + 1)
			return
		}
		for i := range s {
			e := s[i].Load()
			w := e.worth.Load()
			if w <= 0 {
				at = i
				break
			}
			e.worth.Store(w - 1)
		}
		if at < 0 {
			return
		}
	}
	e := &entry{hash: hash, key: slices.Clone(key), values: slices.Clone(values)}
	e.worth.Store(1)
	s[at].Store(e)
}
