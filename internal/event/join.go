package event

import "github.com/hearsay/hearsay"

// join brings together the words of one clause that tell one happening: the
// noun and its verb ("the blast killed six"), an attack and its victims
// ("attacked a village, killing six"; "were killed in an attack").
func (c *coder) join() {
	carrier := map[int]*found{}
	for _, f := range c.all {
		if f.verb >= 0 {
			carrier[f.verb] = f
		}
	}
	victim := c.book.Classes["victimverb"]
	same := func(a, b *found) bool {
		return a != nil && b != nil && a != b && a.into == nil && b.into == nil && a.entry.Type == b.entry.Type
	}
	for _, f := range c.all {
		if c.tally(f) {
			c.joinTally(f)
		}
	}
	for _, f := range c.all {
		if !isVerb(&c.tok[f.head]) || f.into != nil || f.entry.Pos != "v" {
			continue
		}
		v := f.head
		// "the blast killed six", "an attack that targeted the bank", "was killed by an airstrike"
		for _, s := range f.frame.get("subj") {
			for _, s := range c.conjuncts(s) {
				if n := c.at[s]; n != nil && same(n.root(), f) && f.into == nil {
					if n.root().status == hearsay.Negated && f.status == hearsay.Actual && c.tok[v].Dep == "relcl" {
						continue // "denied carrying out a strike that killed six": who did it is denied, not that it was
					}
					c.absorb(n.root(), f, "event/join-subject")
				}
			}
		}
		if f.into != nil {
			continue
		}
		// "a bomb planted by rebels killed six": one happening, and the rebels' deed
		for _, s := range f.frame.get("subj") {
			for _, ch := range c.s.Children(s) {
				if n := c.at[ch]; n != nil && (c.tok[ch].Dep == "acl" || c.tok[ch].Dep == "relcl") && c.book.Classes["weapon"][c.lemma(s)] && same(n, f) && n.status == hearsay.Actual {
					c.absorb(f, n, "event/join-weapon")
				}
			}
		}
		// "the shop was looted in a raid"; "killed six in an attack on the town"
		if f.entry.Type == "ASSAULT" {
			for _, p := range []string{"in", "during", "by", "from", "with", "after", "when", "following"} {
				in := f.frame.get(p)
				for _, ch := range c.s.Children(v) { // "killed six and stole cattle in a raid"
					if c.tok[ch].Dep == "conj" && isVerb(&c.tok[ch]) && p == "in" {
						if k := c.at[ch]; k != nil {
							in = append(in, k.frame.get(p)...)
						} else {
							for _, s := range c.prepsOf(int(ch)) {
								if s.name == p {
									in = append(in, s.tok)
								}
							}
						}
					}
				}
				for _, s := range in {
					if l := c.lemma(s); c.at[s] == nil && (c.book.Classes["series"][l] || c.book.Classes["quantity"][l]) {
						for _, k := range c.nounFrame(s).get("of") {
							s = k // "in a series of attacks"
						}
					}
					if n := c.at[s]; n != nil && (victim[c.lemma(v)] || p == "in" || p == "during") && same(n.root(), f) {
						c.absorb(n.root(), f, "event/join-in")
						break
					}
				}
				if f.into != nil {
					break
				}
			}
		}
		// "met for talks", "gathered at a summit"
		if f.entry.Type == "CONSULT" || f.entry.Type == "PROTEST" || f.entry.Type == "RETREAT" && c.lemma(v) == "agree" { // "agreed on a truce"
			for _, p := range []string{"for", "in", "at", "during", "on"} { // "went on strike"
				for _, s := range f.frame.get(p) {
					if n := c.at[s]; n != nil && n.entry.Pos == "n" && same(n.root(), f) {
						if f.entry.Type == "RETREAT" {
							n.root().status = f.status
						}
						c.absorb(f, n.root(), "event/join-for")
					}
				}
			}
		}
		if f.into != nil {
			continue
		}
		// "fighting in Aden, in which nine were killed": the parser hangs the clause on the place.
		if n := c.inWhichOf(v); n != nil && same(n.root(), f) {
			c.absorb(n.root(), f, "event/join-in-which")
			continue
		}
		// "were killed when gunmen opened fire"
		if victim[c.lemma(v)] {
			causes := f.frame.get("cause")
			for _, ch := range c.s.Children(v) { // "were killed and 30 wounded when"
				if k := c.at[ch]; k != nil && c.tok[ch].Dep == "conj" && victim[c.lemma(int(ch))] {
					causes = append(causes, k.frame.get("cause")...)
				}
			}
			for _, s := range causes {
				if g := c.at[s]; g != nil && !victim[c.lemma(s)] && same(g.root(), f) {
					c.absorb(g.root(), f, "event/join-when")
					break
				}
			}
		}
		if f.into != nil {
			continue
		}
		// "attacked a village, killing six", "killed two and wounded six"
		t := &c.tok[v]
		if t.Dep == "advcl" || t.Dep == "conj" || t.Dep == "acl" || t.Dep == "xcomp" || t.Dep == "dep" {
			h := t.Head
			if t.Dep == "advcl" && c.book.Classes["says"][c.lemma(h)] {
				if x := c.s.Child(h, "ccomp"); x >= 0 && x < h {
					h = x // "rammed a boat, officials said, injuring three"
				}
			}
			g := c.at[h]
			if g == nil {
				g = carrier[h]
			}
			if g != nil && g.entry.Type == "ACCUSE" && t.Dep == "advcl" && t.Tag == "VBG" && victim[c.lemma(v)] {
				// "accused the guards of ramming a boat, injuring two"
				for _, name := range []string{"of", "for"} {
					for _, s := range g.frame.get(name) {
						if k := c.at[s]; k != nil && isVerb(&c.tok[s]) {
							g = k
						}
					}
				}
			}
			if g != nil && c.sharesSubject(v) && same(g.root(), f) && (victim[c.lemma(v)] || t.Dep == "advcl" && t.Tag == "VBG" && c.s.Child(v, "mark") < 0 ||
				(c.lemma(h) == "use" || f.entry.Type == "PROTEST") && (t.Dep == "xcomp" || t.Dep == "advcl") && c.infinitive(v)) { // "used tear gas to disperse them", "gathered to protest"
				c.absorb(g.root(), f, "event/join-result")
			}
		}
	}
}

// inWhichOf is the event of the noun that a clause with "in which" tells more of, where the
// parser hung it on that noun's place; nil where there is none.
func (c *coder) inWhichOf(v int) *found {
	if c.tok[v].Dep != "relcl" || !c.inWhich(v) {
		return nil
	}
	i := c.tok[v].Head
	if c.tok[i].Pos != "PROPN" {
		return nil
	}
	for n := 0; n < 4 && c.tok[i].Head != i && !isVerb(&c.tok[i]); n++ {
		if f := c.at[i]; f != nil && f.entry.Pos == "n" {
			return f
		}
		i = c.tok[i].Head
	}
	return nil
}

// joinTally brings together a number of dead and the words that tell of what: "the
// number of people killed in the raid" counts those of the raid; "the number of those
// killed" those of what was told before.
func (c *coder) joinTally(f *found) {
	for _, o := range f.frame.get("of") {
		for _, ch := range c.s.Children(o) {
			g := c.at[ch]
			if g == nil || c.tok[ch].Dep != "acl" && c.tok[ch].Dep != "relcl" || g.entry.Type != f.entry.Type || g.into != nil || f.into != nil {
				continue
			}
			for _, p := range []string{"in", "by", "when", "during", "at", "on", "cause"} {
				if g.frame.has(p) {
					f.into = g // the tally itself has nobody to add
					g.joined = append(g.joined, f)
					return
				}
			}
			g.into = f
			f.joined = append(f.joined, g)
			return
		}
	}
}

// sharesSubject tells whether a verb has no subject of its own.
func (c *coder) sharesSubject(v int) bool {
	return c.s.Child(v, "nsubj", "nsubjpass") < 0 || c.tok[v].Dep == "conj" && c.passive(v)
}

// absorb makes f a part of g.
func (c *coder) absorb(g, f *found, by string) {
	f.into = g
	g.joined = append(g.joined, f)
	g.parts = append(g.parts, f.parts...)
	g.actors = c.with(g.actors, f.actors)
	g.recipients = without(c.with(g.recipients, f.recipients), g.actors)
	g.instruments = c.with(g.instruments, f.instruments)
	g.modes = union(g.modes, f.modes)
	g.contexts = union(g.contexts, f.contexts)
	if len(g.entry.Modes) == 0 && len(f.entry.Modes) > 0 {
		g.cameo = f.cameo
	}
	if (g.status == hearsay.Actual || f.entry.Pos == "v" && g.entry.Pos == "n") && !(f.status == hearsay.Planned && by == "event/join-result") { // what a deed is done for leaves it done
		g.status = f.status
	}
	g.by = append(g.by, by)
}

func union(a, b []string) []string {
	for _, s := range b {
		dup := false
		for _, h := range a {
			dup = dup || h == s
		}
		if !dup {
			a = append(a, s)
		}
	}
	return a
}
