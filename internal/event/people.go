package event

import "github.com/hearsay/hearsay"

// people gives each count to the event that it stands under, else to one of
// its sentence that such a number fits.
func (c *coder) people() {
	bySent := map[int][]*found{}
	for _, f := range c.all {
		s := c.s.SentenceIndex(f.head)
		bySent[s] = append(bySent[s], f)
	}
	for _, k := range c.r.Counts {
		if k.Head < 0 || k.Head >= len(c.tok) || k.First < len(c.tok) && c.timeAt[k.First] > 0 {
			continue
		}
		var to *found
		i, under := k.Head, false
		for _, ch := range c.s.Children(i) { // "freed 20 pupils who were abducted in May"
			if f := c.at[ch]; f != nil && (c.tok[ch].Dep == "relcl" || c.tok[ch].Dep == "acl") && fits(f.root().entry.Type, k.Of) {
				to = f.root()
			}
		}
		for n := 0; n < depthMax && to == nil; n++ {
			under = under || c.at[i] != nil
			if f := c.at[i]; f != nil && fits(f.root().entry.Type, k.Of) && !(c.tally(f) && f.entry.Pos == "v" && f.same == nil) {
				to = f.root()
				break
			}
			if c.tok[i].Head == i {
				break
			}
			if f := c.diedIn(i); f != nil && fits(f.root().entry.Type, k.Of) {
				to = f.root() // "five policemen died in an ambush"
				break
			}
			if isVerb(&c.tok[i]) && c.at[i] == nil && c.afterwards(i) {
				under = true // "opened fire a week after five policemen died": they are others
				break
			}
			if isVerb(&c.tok[i]) && c.at[i] == nil && c.book.Classes["victimverb"][c.lemma(i)] {
				under = true // "marched a year after a collapse killed 20"
				break
			}
			i = c.tok[i].Head
		}
		other := k.Of == "killed" && c.ofDeath(k.Head)
		if to == nil && !under && !c.harmed(k.Head) {
			for _, f := range bySent[c.s.SentenceIndex(k.Head)] {
				if other && f.root().entry.Type != "ASSAULT" {
					continue
				}
				if c.tally(f) && f.same == nil {
					continue
				}
				if f.root().status == hearsay.Negated && c.s.SentenceIndex(f.head) == c.s.SentenceIndex(k.Head) && c.apart(f.head, k.Head) {
					continue // "denied shooting anyone and said that two had died in the fire"
				}
				if fits(f.root().entry.Type, k.Of) && (to == nil || dist(f.head, k.Head) < dist(to.head, k.Head)) {
					to = f.root()
				}
			}
		}
		if to == nil && k.Of == "participants" && !under {
			to = c.protestBefore(k.Head)
		}
		if to == nil {
			continue
		}
		if c.tally(to) && to.same == nil {
			continue
		}
		// Named again in another sentence with another number: that one is told by
		// whoever speaks there.
		if to.same != nil && to.own == 0 && !(c.tally(to) && to.entry.Pos == "v") && !c.numbered(to) && c.s.SentenceIndex(to.head) == c.s.SentenceIndex(to.same.head) {
			to = to.same
		}
		to.counts = append(to.counts, k)
		c.victims(to, k)
	}
}

// protestBefore is the protest of the sentence before that of a word, where that sentence
// tells of one alone: "Drivers went on strike on Monday. Some 4,000 took part".
func (c *coder) protestBefore(i int) *found {
	v, _ := c.clauseOf(i)
	if l := c.lemma(v); l != "take" && l != "join" && l != "turn" && l != "attend" {
		return nil
	}
	var one *found
	for _, f := range c.all {
		if n := c.s.SentenceIndex(i) - c.s.SentenceIndex(f.head); n == 1 && f.into == nil && f.drop == "" && f.entry.Type == "PROTEST" && f.status == hearsay.Actual {
			if one != nil {
				return nil
			}
			one = f
		}
	}
	return one
}

// diedIn is the event of the noun in which a verb that is none itself tells people to have
// died or been hurt; nil where there is none.
func (c *coder) diedIn(v int) *found {
	if !isVerb(&c.tok[v]) || c.at[v] != nil {
		return nil
	}
	for _, ch := range c.s.Children(v) {
		if p := c.lower(int(ch)); c.tok[ch].Dep != "prep" || p != "in" && p != "during" {
			continue
		}
		if o := c.s.Child(int(ch), "pobj"); o >= 0 {
			if f := c.at[o]; f != nil && f.entry.Pos == "n" {
				return f
			}
		}
	}
	return nil
}

// afterwards tells whether a clause is what the one around it is counted from: "a week after
// five policemen died".
func (c *coder) afterwards(v int) bool {
	m := c.s.Child(v, "mark")
	return m >= 0 && (c.lower(m) == "after" || c.lower(m) == "before" || c.lower(m) == "since")
}

// harmed tells whether a counted word is what a verb of harm takes that is no
// event of the codebook: "the collapse killed 20".
func (c *coder) harmed(i int) bool {
	v, _ := c.clauseOf(i)
	return c.book.Classes["victimverb"][c.lemma(v)] && c.at[v] == nil
}

// apart tells whether two words stand in different clauses.
func (c *coder) apart(i, j int) bool {
	v, _ := c.clauseOf(i)
	if isVerb(&c.tok[i]) {
		v = i
	}
	w, _ := c.clauseOf(j)
	return v != w
}

// ofDeath tells whether a counted word hangs on a noun of dying: "the death of
// a seller sparked protests" tells nobody killed in the protests.
func (c *coder) ofDeath(i int) bool {
	for n := 0; n < 6 && !isVerb(&c.tok[i]); n++ {
		if c.book.Classes["dying"][c.lemma(i)] {
			return true
		}
		i = c.tok[i].Head
	}
	return false
}

// victims makes the counted people recipients of what was done to them.
func (c *coder) victims(f *found, k hearsay.Count) {
	t := &c.tok[k.Head]
	if k.Of == "participants" || k.Of == "missing" || !isNoun(t) || f.entry.Type != "ASSAULT" && f.entry.Type != "COERCE" {
		return
	}
	for _, p := range f.actors {
		if p.Head == k.Head {
			return
		}
	}
	if c.at[k.Head] == nil {
		f.recipients = c.with(f.recipients, c.participant(k.Head, "event/victims", anyRole))
	}
}

// fits tells whether an event of a type can have a count.
func fits(typ, of string) bool {
	switch of {
	case "killed", "injured", "missing":
		return typ == "ASSAULT" || typ == "PROTEST"
	case "arrested":
		return typ == "COERCE"
	case "abducted":
		return typ == "ASSAULT"
	case "displaced":
		return typ == "ASSAULT" || typ == "COERCE"
	}
	return typ == "PROTEST" || typ == "MOBILIZE" || typ == "CONSULT"
}
