package event

// contextsMax is how many contexts an event is given at most; the manual wants
// few, and words of a long clause would give many.
const contextsMax = 4

// enrich adds the modes that an event's own words tell ("drone strike", "fired
// tear gas") and the contexts of its clause.
func (c *coder) enrich(f *found) {
	near := c.around(f)
	for _, g := range f.joined {
		near = append(near, c.around(g)...)
	}
	for _, m := range c.book.Modes {
		if m.Type != f.entry.Type {
			continue
		}
		for _, i := range near {
			if !m.Words[c.lower(i)] && !m.Words[c.lemma(i)] || m.CAMEO == "193" && c.soft(i) {
				continue
			}
			if !shared(f.modes, []string{m.Mode}) {
				f.modes = append(f.modes, m.Mode)
			}
			// The narrower code wins over the type's general one.
			if m.CAMEO != "-" && (f.cameo == "190" || f.cameo == "183" && m.CAMEO[:min(3, len(m.CAMEO))] == "183" || f.cameo == "040") {
				f.cameo = m.CAMEO
			}
			break
		}
	}
	head := c.clauseHead(f.head)
	first, end := c.s.Subtree(head)
	for _, ctx := range c.book.Contexts {
		if len(f.contexts) >= contextsMax {
			break
		}
		if shared(f.contexts, []string{ctx.Context}) {
			continue
		}
		for i := first; i < end && i < first+80; i++ {
			if t := &c.tok[i]; (isNoun(t) || t.Pos == "ADJ") && ctx.Words[c.lemma(i)] && !c.s.IsAncestor(i, head) {
				f.contexts = append(f.contexts, ctx.Context)
				break
			}
		}
	}
}

// around lists the words that tell how: the trigger, what stands before it, who
// or what acts, the instrument, a weapon as object; each with its modifiers.
func (c *coder) around(f *found) []int {
	var out []int
	if isNoun(&c.tok[f.head]) { // of a verb the lexicon knows the mode
		out = append(out, f.head)
	}
	add := func(i int) {
		out = append(out, i)
		for _, ch := range c.s.Children(i) {
			switch c.tok[ch].Dep {
			case "compound", "amod", "nmod", "conj":
				out = append(out, int(ch))
			}
		}
	}
	weapons, gear := c.book.Classes["weapon"], c.book.Classes["gear"]
	for _, s := range f.frame.slots {
		switch s.name {
		case "mod":
			add(s.tok)
		case "with", "using", "by", "via", "in":
			if s.name == "in" && f.entry.Type == "ASSAULT" {
				continue
			}
			add(s.tok)
		case "subj":
			// "jets", "a suicide bomber": who acts, but not names.
			if c.tok[s.tok].Tag == "NN" || c.tok[s.tok].Tag == "NNS" {
				add(s.tok)
			}
		case "obj":
			if weapons[c.lemma(s.tok)] || gear[c.lemma(s.tok)] || c.lower(s.tok) == "gas" {
				add(s.tok)
			}
		}
	}
	return out
}

// soft tells whether a shot is of what is meant to drive people off, not to
// kill: "rubber bullets".
func (c *coder) soft(i int) bool {
	for _, ch := range c.s.Children(i) {
		if c.book.Classes["softshot"][c.lower(int(ch))] {
			return true
		}
	}
	return false
}
