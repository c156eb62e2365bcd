package event

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists/retract"
)

// setStatus tells whether the event is told as having happened, by what
// governs its word: negation, auxiliaries, verbs that select it, conditionals.
func (c *coder) setStatus(f *found) {
	f.status = hearsay.Actual
	set := func(s, by string) {
		if f.status == hearsay.Actual && s != "" && s != string(hearsay.Actual) {
			f.status = hearsay.Status(s)
			f.by = append(f.by, "event/status:"+by)
		}
	}
	if isNoun(&c.tok[f.head]) {
		c.nounStatus(f, set)
		return
	}
	v := f.head
	if f.entry.Pos == "m" {
		return // a demand is made by saying it
	}
	if f.entry.Pos == "a" {
		v = c.tok[v].Head
		all := set
		set = func(s, by string) { // "is ready to talk" says so now; the talks are to come
			if by != c.lemma(f.head) {
				all(s, by)
			}
		}
	}
	c.verbStatus(v, set, true)
	c.refusal(f)
}

// refused is what "will not" makes of a type: the mode of the REJECT that it is.
var refused = map[string][2]string{"AID": {"assist", "122"}, "COOPERATE": {"assist", "121"}, "RETREAT": {"yield", "124"}, "CONCEDE": {"yield", "124"},
	"CONSULT": {"meet", "125"}}

// refusal turns what somebody says will not be done into a refusal: "Malta will
// not return the boat" (PLOVER 3.10).
func (c *coder) refusal(f *found) {
	to, ok := refused[f.entry.Type]
	n := c.s.Child(f.head, "neg")
	if !ok || f.entry.Pos != "v" || n < 0 || f.frame.passive || len(f.actors) == 0 {
		return
	}
	for _, ch := range c.s.Children(f.head) {
		if l := c.lower(int(ch)); c.tok[ch].Dep == "aux" && (l == "will" || l == "wo" || l == "would" && c.saidBefore(f.head)) {
			e := *f.entry
			e.Type, e.CAMEO = "REJECT", to[1]
			f.entry, f.modes, f.cameo, f.status = &e, []string{to[0]}, to[1], hearsay.Actual
			f.by = append(f.by, "event/refusal")
			return
		}
	}
}

// verbStatus looks at a verb and climbs to what governs it.
func (c *coder) verbStatus(v int, set func(s, by string), own bool) {
	st := c.book.Status
	for depth := 0; depth < 8; depth++ {
		infinitive := false
		if m := c.s.Child(v, "mark"); m >= 0 { // "if they do not disarm" is no denial
			set(st["mark"][c.lower(m)], c.lower(m))
		}
		if n := c.s.Child(v, "neg"); n >= 0 {
			set("negated", c.lower(n))
		}
		for _, ch := range c.s.Children(v) {
			i := int(ch)
			l := c.lower(i)
			switch c.tok[i].Dep {
			case "aux":
				if l == "to" || l == "na" {
					infinitive = true
				}
				if l == "would" && c.saidBefore(v) {
					set("planned", l) // the future, told in the past: "said it would send"
				}
				set(st["aux"][l], l)
			case "advmod":
				if own {
					set(st["adv"][l], l)
				}
			case "acomp":
				if own && st["comp"][c.lemma(i)] == "planned" {
					set("planned", l) // "is due in Beirut"
				}
			case "det":
				if l == "no" {
					set("negated", l)
				}
			case "dobj":
				if l == "nothing" {
					set("negated", l) // "signed nothing"
				}
			case "nsubj", "nsubjpass":
				// "no one was hurt", "nobody attacked"
				if s := c.lower(i); s == "nobody" || s == "none" || s == "neither" {
					set("negated", s)
				} else if d := c.s.Child(i, "det"); d >= 0 && c.lower(d) == "no" {
					set("negated", "no")
				}
			}
		}
		t := &c.tok[v]
		if t.Head == v {
			// A question is no statement.
			if _, end := c.s.Subtree(v); end <= len(c.tok) && end > 0 && c.s.TextOf(c.s.SentenceOf(v).End-1) == "?" && own {
				set("hypothetical", "question")
			}
			return
		}
		h := t.Head
		if isNoun(&c.tok[h]) && (t.Dep == "acl" || t.Dep == "ccomp" || t.Dep == "relcl") && retract.Withdrawn(c.s, h) {
			set("negated", "taken-back") // "has withdrawn its report that rebels seized the town"
			return
		}
		switch t.Dep {
		case "relcl":
			if infinitive && !c.superlative(h) {
				set("planned", "to") // "measures to defend the coast"
			}
			return
		case "xcomp", "ccomp", "advcl", "acl", "pcomp", "dep":
			if t.Dep == "acl" && t.Tag != "VB" && t.Tag != "VBG" {
				return
			}
			if t.Dep == "pcomp" {
				p := h
				h = c.tok[p].Head
				if h == p {
					return
				}
				switch l := c.lower(p); l {
				case "without", "instead":
					set("negated", l)
				case "of", "for", "with", "after", "since", "by", "over", "in", "following":
					// "accused of killing", "after meeting": told as done. "hopes of
					// winning" and "plan for attacking" go on below.
					if isVerb(&c.tok[h]) {
						if l == "from" {
							set(st["comp"][c.lemma(h)], c.lemma(h))
						}
						return
					}
				case "from":
					set(st["comp"][c.governs(h)], c.governs(h))
				}
			}
			if t.Dep == "advcl" && !infinitive {
				return
			}
			l := c.governs(h)
			if st["purpose"][l] != "" && infinitive && isVerb(&c.tok[h]) {
				v, own = h, false // "gathered to protest", "met to discuss": done with the gathering
				continue
			}
			if t.Dep == "advcl" && infinitive {
				if m := c.s.Child(v, "mark"); m >= 0 && c.lower(m) == "for" {
					set(st["for"][l], l+" for") // "called for the army to leave"
				}
				set("planned", "to") // purpose: "built a road to supply"
				return
			}
			if t.Dep == "ccomp" && !infinitive && t.Tag != "VB" {
				// A finite clause: only what is wished or denied touches it.
				if c.takenBack(h) {
					set("negated", "taken-back")
				}
				if v > h { // "India blamed them; they denied any part" has the first clause for one, too
					set(st["that"][l], l)
				}
				return
			}
			if t.Tag == "VBG" && (l == "begin" || l == "start" || l == "keep" || l == "continue") {
				v, own = h, false
				continue
			}
			set(st["comp"][l], l)
			if t.Dep == "acl" && infinitive {
				set(st["comp"][l], l)
				set("planned", "to")
			}
			if t.Dep == "xcomp" && infinitive && st["comp"][l] == "" && c.tok[h].Pos == "ADJ" {
				set(st["comp"][strings.ToLower(c.s.TextOf(h))], l)
			}
			if infinitive && t.Dep == "xcomp" && isVerb(&c.tok[h]) && st["comp"][l] == "" && c.s.Child(v, "neg") < 0 && !c.hasAux(v, "have") {
				set("planned", "to "+l) // told as an aim; verbs whose complement happens are listed
			}
			v, own = h, false
			if t.Dep == "ccomp" || !isVerb(&c.tok[v]) && c.tok[v].Pos != "AUX" && c.tok[v].Pos != "ADJ" {
				return
			}
		case "conj":
			if !isVerb(&c.tok[h]) && c.tok[h].Pos != "AUX" {
				return
			}
			// A conjunct without own auxiliaries shares those of the first.
			if c.s.Child(v, "aux", "auxpass", "nsubj", "nsubjpass") >= 0 && !infinitive {
				return
			}
			v = h
		default:
			return
		}
	}
}

// hasAux tells whether a verb has an auxiliary: "had" of the past perfect, "have" of an
// infinitive in the perfect ("is said to have fled").
func (c *coder) hasAux(v int, word string) bool {
	for _, ch := range c.s.Children(v) {
		if c.tok[ch].Dep == "aux" && c.lower(int(ch)) == word {
			return true
		}
	}
	return false
}

// governs is the lemma of a governing verb, with its particle where the list
// knows the two together: "rule out".
func (c *coder) governs(h int) string {
	l := c.lemma(h)
	if p := c.s.Child(h, "prt"); p >= 0 {
		if lp := l + " " + c.lower(p); c.book.Status["comp"][lp] != "" || c.book.Status["obj"][lp] != "" {
			return lp
		}
	}
	return l
}

// saidBefore tells whether a verb is in what somebody said in the past.
func (c *coder) saidBefore(v int) bool {
	t := &c.tok[v]
	for n := 0; n < 3 && t.Dep == "conj"; n++ {
		t = &c.tok[t.Head]
	}
	h := &c.tok[t.Head]
	return t.Dep == "ccomp" && (h.Tag == "VBD" || h.Tag == "VBN") && (c.book.Classes["says"][c.lemma(t.Head)] || c.book.Status["comp"][c.lemma(t.Head)] == "planned")
}

func (c *coder) nounStatus(f *found, set func(s, by string)) {
	st := c.book.Status
	n := f.head
	for _, ch := range c.s.Children(n) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "det", "amod", "compound":
			set(st["mod"][c.lower(i)], c.lower(i))
		case "acl":
			// "talks scheduled for Monday", "an attack planned by"
			if c.tok[i].Tag == "VBN" {
				set(st["obj"][c.lemma(i)], c.lemma(i))
			}
		}
	}
	for k := 0; k < depthMax && c.tok[n].Dep == "conj" && isNoun(&c.tok[c.tok[n].Head]); k++ {
		n = c.tok[n].Head
		for _, ch := range c.s.Children(n) {
			if i := int(ch); c.tok[i].Dep == "amod" || c.tok[i].Dep == "det" {
				if c.lower(i) == "no" {
					set("negated", "no")
				}
			}
		}
	}
	if f.verb >= 0 {
		c.verbStatus(f.verb, set, true)
		return
	}
	t := &c.tok[n]
	h := t.Head
	// "called it an attack", "described as an assault", "the move was a provocation":
	// a judgement on something, told by another word.
	if t.Dep == "pobj" && c.lower(h) == "as" || t.Dep == "oprd" || t.Dep == "attr" && c.s.Child(h, "expl") < 0 {
		f.drop = "'" + c.s.TextOf(f.head) + "' is a judgement on something, not itself told as happening"
	}
	switch t.Dep {
	case "dobj", "nsubjpass", "attr":
		if isVerb(&c.tok[h]) {
			l := c.governs(h)
			if t.Dep != "attr" && (t.Dep == "dobj" || c.passive(h)) {
				set(st["obj"][l], l)
			}
			if t.Dep == "dobj" && c.takenBack(h) {
				set("negated", "taken-back") // "An earlier version of this report put the toll at 17"
			}
			if f.status == hearsay.Actual && t.Dep == "dobj" && c.at[h] == nil {
				c.verbStatus(h, set, false)
			}
		}
	case "nsubj":
		if isVerb(&c.tok[h]) && c.at[h] == nil && c.book.Light[c.lemma(h)].Event {
			c.verbStatus(h, set, true)
		}
	case "pobj":
		p := h
		g := c.tok[p].Head
		l, gl := c.lower(p), c.lemma(g)
		set(st["prep"][l], l)
		if p > 0 { // "ahead of", "instead of", "in case of"
			set(st["prep"][c.lower(p-1)+" "+l], c.lower(p-1)+" "+l)
		}
		switch l {
		case "for", "of", "to", "on", "against", "from":
			// "called for talks", "the threat of an attack", "made plans for a raid"
			w := st["for"][gl]
			if o := c.s.Child(g, "dobj"); w == "" && isVerb(&c.tok[g]) && o >= 0 {
				w, gl = st["for"][c.lemma(o)], c.lemma(o)
			}
			set(w, gl+" "+l)
		}
	}
}

// takenBack tells whether the outlet takes back what verb v tells.
func (c *coder) takenBack(v int) bool {
	return retract.TakesBack(c.s, v, c.outlet(), c.r.Document != nil && retract.Notice(c.r.Document.Title))
}

// outlet is whose report it is, "" where that is not known.
func (c *coder) outlet() string {
	if c.r.Document == nil {
		return ""
	}
	return c.r.Document.Outlet
}
