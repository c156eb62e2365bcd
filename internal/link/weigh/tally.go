package weigh

import "time"

// cell is how one origin stands to one value.
type cell struct {
	origin                    int
	firm, hedged, doubt, deny int       // words that stand now
	since                     time.Time // when it was first heard to give the value
	when                      time.Time // the same by the report that was copied
	denied                    time.Time // when it was first heard to deny it
	gone                      time.Time // the latest end of a word
}

// supports tells whether the origin gives the value now; a later denial takes it back.
func (c *cell) supports() bool {
	return c.firm+c.hedged > 0 && (c.deny == 0 || c.denied.Before(c.when))
}

func (c *cell) denies() bool { return c.deny > 0 && !c.supports() }

func (c *cell) gave() bool { return !c.since.IsZero() }

// tally is the state of one slot: words are added when they become known and
// taken off when they are taken back, so that it can be judged at any moment.
type tally struct {
	slot   slot
	values [][]cell // by value
	whole  []cell   // of those who deny the slot as such
	// known are the values of which anything was heard, in the order of first hearing.
	known []int
}

func newTally(s slot, values int) *tally { return &tally{slot: s, values: make([][]cell, values)} }

func find(cells *[]cell, origin int) *cell {
	for k := range *cells {
		if (*cells)[k].origin == origin {
			return &(*cells)[k]
		}
	}
	*cells = append(*cells, cell{origin: origin})
	return &(*cells)[len(*cells)-1]
}

func (t *tally) cell(w *word) *cell {
	if w.value < 0 {
		return find(&t.whole, w.by)
	}
	if len(t.values[w.value]) == 0 {
		t.known = append(t.known, w.value)
	}
	return find(&t.values[w.value], w.by)
}

func (t *tally) add(w *word) {
	c := t.cell(w)
	switch w.stance {
	case doubts:
		c.doubt++
		return
	case denies:
		c.deny++
		if c.denied.IsZero() || w.when.Before(c.denied) {
			c.denied = w.when
		}
		return
	case hedged:
		c.hedged++
	default:
		c.firm++
	}
	if c.since.IsZero() {
		c.since = w.from
	}
	if c.when.IsZero() || w.when.Before(c.when) {
		c.when = w.when
	}
}

func (t *tally) remove(w *word) {
	c := t.cell(w)
	switch w.stance {
	case doubts:
		c.doubt--
	case denies:
		c.deny--
	case hedged:
		c.hedged--
	default:
		c.firm--
	}
	if w.until.After(c.gone) {
		c.gone = w.until
	}
}

// stands tells whether an origin gives a value now and does not deny the slot as such.
func (t *tally) stands(c *cell) bool {
	if !c.supports() {
		return false
	}
	for k := range t.whole {
		if w := &t.whole[k]; w.origin == c.origin && w.deny > 0 && !w.denied.Before(c.when) {
			return false
		}
	}
	return true
}

// supporters returns the origins that give a value now, those who confirm it counted.
func (t *tally) supporters(v int) (all []int, firm int) {
	for k := range t.values[v] {
		if c := &t.values[v][k]; t.stands(c) {
			all = append(all, c.origin)
			if c.firm > 0 {
				firm++
			}
		}
	}
	return all, firm
}

// deniers returns the origins that deny a value now, or the slot as such.
func (t *tally) deniers(v int) []int {
	var out []int
	for k := range t.values[v] {
		if c := &t.values[v][k]; c.denies() {
			out = append(out, c.origin)
		}
	}
	return out
}

func (t *tally) against() []int {
	var out []int
	for k := range t.whole {
		w := &t.whole[k]
		again := false // has it given a value since
		for _, v := range t.known {
			for j := range t.values[v] {
				c := &t.values[v][j]
				again = again || c.origin == w.origin && t.stands(c)
			}
		}
		if w.deny > 0 && !again {
			out = append(out, w.origin)
		}
	}
	return out
}
