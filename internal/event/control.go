package event

import "github.com/hearsay/hearsay"

// controller is who would do what an infinitive after a verb with an object
// tells: whoever is given a thing or a time to do it ("gave them a week to
// disarm"), or on whom a term lies ("imposed a deadline on the army to leave").
// It is -1 where the verb's subject does it.
func (c *coder) controller(v, h int) int {
	if c.book.Classes["giver"][c.lemma(h)] {
		if d := c.s.Child(h, "dative"); d >= 0 && d < v {
			return c.objectOf(d)
		}
		if d := c.s.Child(h, "dobj"); d >= 0 && d < v && c.takesPart(d) {
			return d // the parser's "gave the army a week"
		}
	}
	o := c.s.Child(h, "dobj", "nsubjpass")
	if o >= 0 {
		o = c.antecedent(o)
	}
	if o < 0 && c.tok[h].Dep == "relcl" {
		o = c.tok[h].Head
	}
	if o < 0 || o > v || !c.book.Classes["term"][c.lemma(o)] {
		return -1
	}
	if p := c.bound(o, v); p >= 0 {
		return p
	}
	return c.bound(h, v)
}

// bound is on, to or for whom something is, told before v.
func (c *coder) bound(h, v int) int {
	for _, ch := range c.s.Children(h) {
		p := int(ch)
		if p >= v || c.tok[p].Dep != "prep" && c.tok[p].Dep != "dative" {
			continue
		}
		switch c.lower(p) {
		case "on", "upon", "to", "for":
			if o := c.s.Child(p, "pobj"); o >= 0 && !c.isTime(o) && c.takesPart(o) {
				return c.antecedent(o)
			}
		}
		if c.tok[p].Dep == "dative" && c.tok[p].Pos != "ADP" {
			return p
		}
	}
	return -1
}

// takesPart tells whether a word is somebody: an entity that can act, a person's
// pronoun, or a noun of people.
func (c *coder) takesPart(i int) bool {
	if e, _, ok := c.r.EntityOf(i); ok {
		return e.Kind != hearsay.PlaceKind && e.Kind != hearsay.OtherKind && e.Kind != hearsay.Facility
	}
	return c.tok[i].Tag == "PRP" || isNoun(&c.tok[i]) && c.canTakePart(i, recipientRole)
}

// objectOf is the noun of a dative, which may stand with its preposition.
func (c *coder) objectOf(d int) int {
	if c.tok[d].Pos == "ADP" {
		if o := c.s.Child(d, "pobj"); o >= 0 {
			return c.antecedent(o)
		}
	}
	return d
}

// purposed is who would do what an infinitive on a noun tells: on whom a term
// lies ("pressure on the army to leave"), who the noun itself is ("troops to
// guard the port"), else whose it is ("measures to defend the border").
func (c *coder) purposed(v int) int {
	n := c.tok[v].Head
	if c.book.Classes["term"][c.lemma(n)] {
		if p := c.bound(n, v); p >= 0 {
			return p
		}
		if h := c.tok[n].Head; c.tok[n].Dep == "dobj" {
			if p := c.bound(h, v); p >= 0 {
				return p
			}
		}
	}
	if c.tok[v].Dep == "relcl" && c.takesPart(n) {
		return n
	}
	return c.owner(n)
}

// superlative tells whether a noun is the first, last or only one: "the first
// army to enter" has entered.
func (c *coder) superlative(n int) bool {
	for _, ch := range c.s.Children(n) {
		if c.book.Classes["ordinal"][c.lower(int(ch))] {
			return true
		}
	}
	return c.book.Classes["ordinal"][c.lower(n)]
}

// accusedOf is the object of a verb that tells, before v, a deed of it with "of",
// or -1.
func (c *coder) accusedOf(h, v int) int {
	for _, ch := range c.s.Children(h) {
		if p := int(ch); c.tok[p].Dep == "prep" && c.lower(p) == "of" && p < v && c.s.Child(p, "pcomp") >= 0 {
			if o := c.s.Child(h, "dobj"); o >= 0 && o < v {
				return c.antecedent(o)
			}
		}
	}
	return -1
}

// reciprocal tells whether a word stands for "each other" or "one another".
func (c *coder) reciprocal(i int) bool {
	switch c.lower(i) {
	case "other":
		if i > 0 && c.lower(i-1) == "the" { // "each side accused the other"
			s := c.subject(c.tok[i].Head)
			d := -1
			if s >= 0 {
				d = c.s.Child(s, "det")
			}
			return d >= 0 && (c.lower(d) == "each" || c.lower(d) == "both")
		}
		return i > 0 && c.lower(i-1) == "each"
	case "another":
		return i > 0 && c.lower(i-1) == "one"
	case "one":
		return i+1 < len(c.tok) && c.lower(i+1) == "another"
	}
	return false
}

// mutual makes those who do something to each other recipients as well.
func (c *coder) mutual(f *found) {
	for _, alt := range f.entry.Recipients {
		for _, name := range alt {
			for _, t := range f.frame.get(name) {
				if !c.reciprocal(t) || len(f.actors) == 0 {
					continue
				}
				for _, a := range f.actors {
					a.By = "event/reciprocal"
					f.recipients = append(f.recipients, a)
				}
				return
			}
		}
	}
}

// undergone turns the possessor of a noun of what is done to people into whom
// it is done to: "his arrest", "the journalist's killing". A state's or an
// organization's arrests are those it makes.
func (c *coder) undergone(f *frame, n int) {
	if !c.book.Classes["undergo"][c.lemma(n)] || f.has("of") {
		return
	}
	for k := range f.slots {
		s := &f.slots[k]
		if s.name != "poss" {
			continue
		}
		e, m, ok := c.r.EntityOf(s.tok)
		pronoun := c.tok[s.tok].Tag == "PRP$" && c.lower(s.tok) != "its"
		named := ok && m.Form == hearsay.NameForm
		if pronoun && !(ok && e.Kind == hearsay.State) || ok && e.Kind == hearsay.Person || ok && e.Kind == hearsay.Group && !named || !ok && c.book.Classes["person"][c.lemma(s.tok)] {
			s.name = "of"
		}
	}
}
