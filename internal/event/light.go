package event

import (
	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event/book"
)

// carry finds the verb that carries a noun's event and takes over what hangs on it.
func (c *coder) carry(f *found) {
	n := f.head
	// "an attack and a raid were carried out": the verb is the first noun's.
	for k := 0; k < depthMax && c.tok[n].Dep == "conj" && isNoun(&c.tok[c.tok[n].Head]); k++ {
		n = c.tok[n].Head
	}
	// "dozens of attacks", "a round of talks": the verb is the first noun's.
	for k := 0; k < 3 && c.tok[n].Dep == "pobj" && c.lower(c.tok[n].Head) == "of"; k++ {
		q := c.tok[c.tok[n].Head].Head
		if !c.book.Classes["series"][c.lemma(q)] && !c.book.Classes["quantity"][c.lemma(q)] {
			break
		}
		n = q
	}
	use := func(v int, who string) {
		vf := c.verbFrame(v)
		f.verb, f.verbF = v, vf
		if o := c.s.Child(v, "dobj"); o >= 0 && o != n {
			f.via = o // "claimed responsibility for"
		}
		switch who {
		case "subj":
			for _, s := range vf.get("subj") {
				if s != f.head && s != n {
					f.frame.add("subj", s)
				}
			}
		case "obj":
			for _, s := range vf.get("subj") {
				f.frame.add("obj", s)
			}
		}
		for _, s := range vf.slots {
			switch s.name {
			case "subj", "obj", "prt", "adv", "csubj", "cause", "xcomp", "ccomp", "oprd", "attr", "acomp":
			default:
				if !f.frame.has(s.name) && s.tok != f.head && s.tok != n {
					f.frame.add(s.name, s.tok)
				}
			}
		}
	}
	t := &c.tok[n]
	v := t.Head
	switch t.Dep {
	case "dobj", "nsubjpass":
		if l := c.lightOf(v, -1); l.Subj {
			use(v, "subj")
		} else if l.Obj && t.Dep == "dobj" {
			use(v, "obj")
		} else if a := c.s.Child(n, "amod"); a > v && t.Dep == "dobj" && isVerb(&c.tok[v]) && isVerb(&c.tok[a]) && c.book.Light[c.lemma(a)].Subj {
			// A name that the tagger took for the verb: "The bloc ABCD imposed sanctions".
			if _, m, ok := c.r.EntityOf(v); ok && m.Form == hearsay.NameForm {
				f.verb, f.verbF = a, c.verbFrame(a)
				f.frame.add("subj", v)
			}
		}
	case "nsubj":
		if l := c.lightOf(v, -1); l.Event && (c.s.Child(v, "dobj") < 0 || c.book.Light[c.lemma(v)+"_"+c.lemma(c.s.Child(v, "dobj"))] == l) {
			use(v, "event")
		}
	case "pobj":
		if p := t.Head; c.tok[p].Dep == "prep" || c.tok[p].Dep == "agent" {
			h := c.tok[p].Head
			if l := c.book.Light[c.lemma(h)+"_"+c.lower(p)]; l != none {
				if l.Subj {
					use(h, "subj")
				} else {
					use(h, "obj")
				}
			} else if c.lower(p) == "for" && c.tok[h].Pos == "ADJ" && c.book.Classes["goverb"][c.lemma(h)] && c.tok[c.tok[h].Head].Pos == "AUX" {
				use(c.tok[h].Head, "subj") // "is due in Beirut for talks"
			} else if c.lower(p) == "for" && (isVerb(&c.tok[h]) || c.tok[h].Pos == "AUX") && c.book.Classes["goverb"][c.lemma(h)] {
				use(h, "subj") // "arrived for talks"
			} else if isVerb(&c.tok[h]) {
				if o := c.s.Child(h, "dobj"); o >= 0 && c.lightOf(h, o).Subj {
					use(h, "subj")
				} else if l := c.lemma(h); (l == "participate" || l == "engage" || l == "join" || l == "cooperate") && c.lightOf(h, -1).Subj {
					use(h, "subj")
				}
			} else if isNoun(&c.tok[h]) && c.tok[h].Dep == "dobj" && isVerb(&c.tok[c.tok[h].Head]) {
				if vv := c.tok[h].Head; c.lightOf(vv, h).Subj {
					use(vv, "subj")
				}
			}
		}
	}
	if f.verb >= 0 {
		return
	}
	for _, ch := range c.s.Children(f.head) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "acl":
			if c.tok[i].Tag == "VBN" {
				if c.lightOf(i, -1).Subj {
					use(i, "subj")
					return
				}
			}
		case "relcl":
			if c.lightOf(i, -1).Subj {
				vf := c.verbFrame(i)
				for _, o := range vf.get("obj") {
					if o == f.head {
						use(i, "subj")
						return
					}
				}
			}
		}
	}
}

// none is a verb that carries no event.
var none book.Light

// lightOf tells who acts in a light verb. o is an object that makes it one
// ("take part"), or -1.
func (c *coder) lightOf(v, o int) book.Light {
	if !isVerb(&c.tok[v]) {
		return none
	}
	l := c.lemma(v)
	if c.book.Light[l] == none && c.book.Entries["v:"+l] == nil {
		if alt := c.book.Forms[c.lower(v)]; alt != "" {
			l = alt // "staged", whose lemma the engine gives as "stag"
		}
	}
	if o >= 0 {
		return c.book.Light[l+"_"+c.lemma(o)]
	}
	if p := c.s.Child(v, "prt"); p >= 0 {
		if k := c.book.Light[l+"_"+c.lower(p)]; k != none {
			return k
		}
	}
	if d := c.s.Child(v, "dobj"); d >= 0 {
		if k := c.book.Light[l+"_"+c.lemma(d)]; k != none {
			return k
		}
	}
	return c.book.Light[l]
}
