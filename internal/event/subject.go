package event

// coordinated tells whether what the parser took for a participle after a
// subject is the first of two finite verbs: "The mission called on both sides
// and said that". The conjunction hangs on the noun then, between the two.
func (c *coder) coordinated(v int) bool {
	n := c.tok[v].Head
	if c.tok[n].Dep != "nsubj" {
		return false
	}
	for _, ch := range c.s.Children(n) {
		if i := int(ch); c.tok[i].Dep == "cc" && i > v && i < c.tok[n].Head {
			return true
		}
	}
	return false
}

// subject returns the grammatical subject of a verb, also where it stands
// with another verb: coordination, control, participles, relative clauses.
func (c *coder) subject(v int) int { return c.subjectIn(v, 0) }

func (c *coder) subjectIn(v, depth int) int {
	if depth > depthMax {
		return -1
	}
	for _, ch := range c.s.Children(v) {
		if d := c.tok[ch].Dep; (d == "nsubj" || d == "nsubjpass") && !c.dateline[ch] {
			return c.antecedent(int(ch))
		}
	}
	t := &c.tok[v]
	if t.Head == v {
		return -1
	}
	switch t.Dep {
	case "conj", "advcl", "xcomp", "dep":
		h := t.Head
		if !isVerb(&c.tok[h]) && c.tok[h].Pos != "AUX" && t.Dep != "xcomp" {
			if t.Dep == "conj" {
				return -1
			}
			h = c.verbOver(h)
			if h < 0 {
				return -1
			}
		}
		if t.Dep == "advcl" && t.Tag == "VBG" && c.book.Classes["says"][c.lemma(h)] && c.book.Classes["harm"][c.lemma(v)] {
			// "The boat rammed a ferry, officials said, injuring three": what was said goes on.
			if x := c.s.Child(h, "ccomp"); x >= 0 && x < h && x != v {
				h = x
			}
		}
		if t.Dep == "conj" && isVerb(&c.tok[h]) && c.passive(h) && !c.passive(v) && c.s.Child(v, "dobj") >= 0 {
			// "The ministry said five were killed and summoned the envoy": who speaks acts on.
			if up := c.tok[h].Head; c.tok[h].Dep == "ccomp" && c.book.Classes["says"][c.lemma(up)] && up < h {
				return c.subjectIn(up, depth+1)
			}
		}
		if t.Dep == "advcl" && isVerb(&c.tok[h]) && c.infinitive(v) {
			if p := c.controller(v, h); p >= 0 {
				return p
			}
		}
		if t.Dep == "advcl" && t.Tag == "VBG" {
			// "accused the guards of shooting at a boat, injuring two": so the guards did.
			if o := c.accusedOf(h, v); o >= 0 {
				return o
			}
		}
		if t.Dep == "xcomp" {
			// "ordered the troops to leave": the object acts. Adjectives ("ready to")
			// and verbs without object hand on their subject.
			if o := c.s.Child(h, "dobj", "dative"); o >= 0 && o < v && !c.promises(h) {
				return c.antecedent(o)
			}
			if !isVerb(&c.tok[h]) && c.tok[h].Pos != "AUX" {
				if up := c.verbOver(h); up >= 0 {
					h = up
				}
			}
		}
		return c.subjectIn(h, depth+1)
	case "ccomp":
		// The small parser often calls "ordered the army to leave" a clausal complement.
		if t.Tag == "VB" || t.Tag == "VBG" {
			if o := c.s.Child(t.Head, "dobj", "dative"); o >= 0 && o < v && !c.promises(t.Head) {
				return c.antecedent(o)
			}
			return c.subjectIn(t.Head, depth+1)
		}
	case "pcomp":
		p := t.Head
		h := c.tok[p].Head
		if h == p {
			return -1
		}
		if isVerb(&c.tok[h]) {
			if n := c.lower(p); n == "of" || n == "from" || n == "for" || n == "into" || n == "with" && c.book.Classes["chargeverb"][c.lemma(h)] {
				if o := c.s.Child(h, "dobj"); o >= 0 {
					return c.antecedent(o)
				}
			}
			return c.subjectIn(h, depth+1)
		}
		if isNoun(&c.tok[h]) {
			// "accused rebels of laying the mine", with the phrase hung on the rebels.
			if v := c.tok[h].Head; c.lower(p) == "of" && c.tok[h].Dep == "dobj" && c.book.Classes["accuseverb"][c.lemma(v)] && c.takesPart(h) {
				return h
			}
			return c.owner(h)
		}
		if c.tok[h].Pos == "ADJ" { // "found the officer guilty of killing"
			if n := c.s.Child(h, "nsubj"); n >= 0 {
				return c.antecedent(n)
			}
			if c.tok[h].Dep == "oprd" {
				if o := c.s.Child(c.tok[h].Head, "dobj"); o >= 0 {
					return c.antecedent(o)
				}
			}
		}
		if up := c.verbOver(h); up >= 0 {
			return c.subjectIn(up, depth+1)
		}
	case "acl":
		h := t.Head
		if t.Tag == "VBG" || t.Tag == "VBN" {
			return h
		}
		return c.purposed(v) // "a plan to attack"
	case "relcl":
		if c.infinitive(v) && !c.superlative(t.Head) {
			return c.purposed(v)
		}
		return c.relSubject(v)
	}
	return -1
}

// relSubject is the antecedent where a relative clause has no subject of its own.
func (c *coder) relSubject(v int) int { return c.tok[v].Head }

// promises tells verbs whose subject acts in the complement although they have an object.
func (c *coder) promises(v int) bool { return c.book.Classes["ownact"][c.lemma(v)] }

// verbOver climbs from a word to the verb that it hangs on.
func (c *coder) verbOver(i int) int {
	for n := 0; n < depthMax; n++ {
		h := c.tok[i].Head
		if h == i {
			return -1
		}
		if isVerb(&c.tok[h]) || c.tok[h].Pos == "AUX" {
			return h
		}
		i = h
	}
	return -1
}

// owner is who a noun belongs to: its possessor, or the subject of its verb.
func (c *coder) owner(n int) int {
	if p := c.s.Child(n, "poss"); p >= 0 {
		return p
	}
	for k := 0; k < 4 && c.tok[n].Dep == "conj" && isNoun(&c.tok[c.tok[n].Head]); k++ {
		n = c.tok[n].Head
	}
	if d := c.tok[n].Dep; d == "dobj" || d == "attr" || d == "pobj" {
		if v := c.verbOver(n); v >= 0 && v != n {
			return c.subjectIn(v, depthMax-3)
		}
	}
	return -1
}

// antecedent resolves a relative pronoun to the noun of its clause, and
// returns any other token as it is.
func (c *coder) antecedent(i int) int {
	if !isRelative(&c.tok[i]) && !(c.lower(i) == "that" && c.tok[i].Pos == "PRON") {
		return i
	}
	v := c.tok[i].Head
	for n := 0; n < depthMax; n++ {
		if c.tok[v].Dep == "relcl" || c.tok[v].Dep == "acl" {
			return c.tok[v].Head
		}
		if c.tok[v].Head == v {
			break
		}
		v = c.tok[v].Head
	}
	return i
}
