package story

// cache keeps the cards used last: two generations of a bounded number each.
// The older one is dropped when the younger is full, so it holds between one and
// two times the bound.
type cache struct {
	bound      int
	young, old map[int64]*Card
}

func newCache(bound int) *cache { return &cache{bound: bound, young: map[int64]*Card{}} }

func (c *cache) get(ref int64) *Card {
	if card := c.young[ref]; card != nil {
		return card
	}
	card := c.old[ref]
	if card != nil {
		c.put(ref, card)
	}
	return card
}

func (c *cache) put(ref int64, card *Card) {
	if len(c.young) >= c.bound {
		c.old, c.young = c.young, map[int64]*Card{}
	}
	c.young[ref] = card
}
