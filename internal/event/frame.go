package event

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// slot is one filled place around a word: a name and the token in it.
type slot struct {
	name string
	tok  int
}

// frame is what hangs on a word, in active voice. A frame is short, so a list
// is searched faster than a map is made.
type frame struct {
	slots   []slot
	passive bool
}

// slotsMax bounds a frame: a head with more than that many words on it is a list
// or a parser's mistake.
const slotsMax = 120

func (f *frame) add(name string, tok int) {
	if tok < 0 || len(f.slots) >= slotsMax {
		return
	}
	for _, s := range f.slots {
		if s.name == name && s.tok == tok {
			return
		}
	}
	f.slots = append(f.slots, slot{name, tok})
}

// get lists the tokens of a slot in order of addition.
func (f *frame) get(name string) []int {
	var out []int
	for _, s := range f.slots {
		if s.name == name {
			out = append(out, s.tok)
		}
	}
	return out
}

func (f *frame) has(name string) bool {
	for _, s := range f.slots {
		if s.name == name {
			return true
		}
	}
	return false
}

// depthMax bounds every walk up or down the tree from one word.
const depthMax = 24

func isVerb(t *hearsay.Token) bool { return strings.HasPrefix(t.Tag, "VB") }
func isNoun(t *hearsay.Token) bool { return strings.HasPrefix(t.Tag, "NN") }

func isRelative(t *hearsay.Token) bool {
	return t.Tag == "WDT" || t.Tag == "WP" || t.Tag == "WP$"
}

// passive tells whether a verb stands in the passive.
func (c *coder) passive(v int) bool { return c.passiveIn(v, 0) }

func (c *coder) passiveIn(v, depth int) bool {
	t := &c.tok[v]
	if t.Tag != "VBN" && t.Tag != "VBD" {
		return false
	}
	for _, ch := range c.s.Children(v) {
		switch c.tok[ch].Dep {
		case "auxpass", "nsubjpass", "csubjpass":
			return true
		case "nsubj", "aux":
			// "were killed and 30 wounded": the second has lost its auxiliary.
			if o := c.s.Child(v, "dobj"); t.Tag == "VBN" && t.Dep == "conj" && c.s.Child(v, "aux") < 0 && (o < 0 || c.offPlace(o)) {
				return depth < depthMax && c.passiveIn(t.Head, depth+1)
			}
			return false
		}
	}
	if t.Tag == "VBD" {
		return false
	}
	if t.Dep == "conj" && c.s.Child(v, "dobj") >= 0 {
		return false
	}
	if c.s.Child(v, "agent") >= 0 {
		return true
	}
	if t.Dep == "acl" && c.coordinated(v) {
		return false
	}
	if t.Dep == "acl" {
		// "Armed men on motorcycles abducted two girls": a participle has no object,
		// so it is a past tense that the tagger missed.
		return c.s.Child(v, "dobj") < 0
	}
	// "was stormed and looted": the second takes the voice of the first.
	if t.Dep == "conj" && c.tok[t.Head].Tag == "VBN" && c.s.Child(v, "dobj") < 0 {
		return depth < depthMax && c.passiveIn(t.Head, depth+1)
	}
	return t.Dep == "advcl" && c.s.Child(v, "dobj", "aux") < 0
}

var particles = map[string]bool{"out": true, "down": true, "back": true, "up": true, "off": true, "away": true, "over": true, "ahead": true}

// verbFrame collects what hangs on a verb.
func (c *coder) verbFrame(v int) *frame {
	f := &frame{passive: c.passive(v)}
	subj, obj := "subj", "obj"
	if f.passive {
		subj = "obj"
	}
	hasObj := false
	for _, ch := range c.s.Children(v) {
		i := int(ch)
		switch d := c.tok[i].Dep; d {
		case "nsubj", "nsubjpass":
			if c.dateline[i] {
				continue
			}
			f.add(subj, c.antecedent(i))
		case "dobj":
			if c.offPlace(i) { // "seized off Muscat": not what was seized
				f.add("off", i)
				continue
			}
			hasObj = true
			if f.passive {
				f.add("oprd", i)
			} else {
				f.add(obj, c.antecedent(i))
			}
		case "dative":
			if c.tok[i].Pos == "ADP" {
				c.prep(f, i)
				for _, p := range f.get(c.lower(i)) {
					f.add("dative", p)
				}
			} else {
				f.add("dative", i)
				f.add("to", i)
			}
		case "agent":
			if !f.passive { // "banned a march by miners"
				c.prep(f, i)
				continue
			}
			for _, p := range c.s.Children(i) {
				if dd := c.tok[p].Dep; dd == "pobj" {
					f.add("subj", c.antecedent(int(p)))
					f.add("by", c.antecedent(int(p)))
				} else if dd == "pcomp" {
					f.add("by", int(p))
				}
			}
		case "prep":
			if particles[c.lower(i)] {
				f.add("prt", i)
			}
			c.prep(f, i)
		case "prt":
			f.add("prt", i)
		case "advmod":
			if particles[c.lower(i)] {
				f.add("prt", i)
			}
			f.add("adv", i)
		case "acomp", "attr", "oprd":
			f.add(d, i)
		case "xcomp":
			f.add(d, i)
			c.inner(f, i)
		case "ccomp":
			if c.infinitive(i) {
				f.add("xcomp", i)
				if !f.passive {
					f.add("obj", c.s.Child(i, "nsubj"))
				}
				c.inner(f, i)
				continue
			}
			f.add(d, i)
			if isVerb(&c.tok[i]) || c.tok[i].Pos == "AUX" {
				if c.s.Child(i, "expl") < 0 { // "that there would be war" has no doer
					f.add("csubj", c.subject(i))
				}
				c.innerAs(f, i, "c")
			} else { // "found the governor guilty"
				f.add("oprd", i)
				f.add("obj", c.s.Child(i, "nsubj"))
			}
		case "advcl":
			// "called for the army to leave": what is called for has its doer.
			if m := c.s.Child(i, "mark"); m >= 0 && m > v && c.lower(m) == "for" && c.infinitive(i) {
				f.add("for", i)
				f.add("for", c.s.Child(i, "nsubj", "nsubjpass"))
				continue
			}
			if c.infinitive(i) {
				c.inner(f, i) // "fired into the air to disperse the crowd"
			}
			f.add("cause", i)
			f.add("cause", c.s.Child(i, "nsubj", "nsubjpass"))
		}
	}
	if !f.has(subj) || (f.passive && subj == "obj" && !f.has("obj")) {
		if s := c.subject(v); s >= 0 && s != v {
			f.add(subj, s)
		}
	}
	// A shared object: "shelled and stormed the town".
	if !f.passive && !hasObj {
		for _, ch := range c.s.Children(v) {
			i := int(ch)
			if c.tok[i].Dep == "conj" && isVerb(&c.tok[i]) && c.adjacentConj(v, i) {
				if o := c.s.Child(i, "dobj"); o >= 0 {
					f.add("obj", o)
				}
			}
		}
		// A relative clause whose object is its antecedent: "the town they shelled".
		if (c.tok[v].Dep == "relcl" || c.thatClause(v)) && !f.has("obj") {
			if s := c.s.Child(v, "nsubj"); s >= 0 && !isRelative(&c.tok[s]) && c.lower(s) != "that" && !c.whereIn(v) {
				f.add("obj", c.tok[v].Head)
			}
		}
	}
	// A phrase that the parser hung on the object, or on a noun before it, may
	// belong to the verb.
	for _, s := range append([]slot(nil), f.slots...) {
		switch s.name {
		case "subj", "cause", "csubj", "adv", "prt", "xcomp", "ccomp", "acomp":
		default:
			if isNoun(&c.tok[s.tok]) {
				c.nounPreps(f, s.tok, s.name)
			}
		}
	}
	return f
}

// offPlace tells whether a word that the parser took for an object is a place off which
// something was done.
func (c *coder) offPlace(i int) bool {
	k := i
	for k > 0 && c.tok[k-1].Head == i && c.tok[k-1].Dep == "compound" {
		k--
	}
	return c.placeAt[i] > 0 && k > 0 && c.lower(k-1) == "off" && c.tok[k-1].Head == c.tok[i].Head
}

// thatClause tells whether a clause that the parser took for what a noun says is one that
// tells more of it, the noun being a thing: "a ferry that its navy had seized".
func (c *coder) thatClause(v int) bool {
	if m := c.s.Child(v, "mark"); c.tok[v].Dep != "acl" || m < 0 || c.lower(m) != "that" {
		return false
	}
	l := c.lemma(c.tok[v].Head)
	return c.book.Classes["craft"][l] || c.book.Classes["property"][l] || c.book.Classes["captive"][l]
}

// whereIn tells whether a relative clause is one of place or time: "Kano, where
// police fired on the crowd" fired on no Kano.
func (c *coder) whereIn(v int) bool {
	for _, ch := range c.s.Children(v) {
		if w := c.lower(int(ch)); c.tok[ch].Dep == "advmod" && (w == "where" || w == "when" || w == "why") {
			return true
		}
	}
	return false
}

// infinitive tells whether a verb stands with "to".
func (c *coder) infinitive(v int) bool {
	for _, ch := range c.s.Children(v) {
		if c.tok[ch].Tag == "TO" && c.tok[ch].Dep == "aux" {
			return true
		}
	}
	return false
}

// inner adds what hangs on the verb of a complement under names with an x:
// "refused to meet the envoy" has the envoy in xobj.
func (c *coder) inner(f *frame, x int) { c.innerAs(f, x, "x") }

// innerAs is inner with another letter: what hangs on the verb of a finite clause has a c.
func (c *coder) innerAs(f *frame, x int, letter string) {
	var in frame
	for _, ch := range c.s.Children(x) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "dobj":
			in.add("obj", i)
			c.nounPreps(&in, i, "obj")
		case "attr":
			c.nounPreps(&in, i, "obj")
		case "prep":
			c.prep(&in, i)
		}
	}
	for _, s := range in.slots {
		f.add(letter+s.name, s.tok)
	}
}

// adjacentConj tells whether two verbs are joined with nothing but adverbs and
// the conjunction between them, so that they can share an object.
func (c *coder) adjacentConj(a, b int) bool {
	if b-a > 4 {
		return false
	}
	for i := a + 1; i < b; i++ {
		switch c.tok[i].Pos {
		case "CCONJ", "ADV", "AUX", "PUNCT":
		default:
			return false
		}
	}
	return true
}

// nounPreps adds what hangs on the noun of a slot. Where people of a phrase come
// from is told of them, not of the verb: "warrants for two men from Kent".
func (c *coder) nounPreps(f *frame, n int, in string) {
	for _, ch := range c.s.Children(n) {
		i := int(ch)
		if c.tok[i].Dep != "prep" {
			continue
		}
		if c.lower(i) == "from" && in != "obj" && in != "oprd" && in != "dative" && c.canTakePart(n, actorRole) {
			continue
		}
		if !f.has(c.lower(i)) {
			c.prep(f, i)
		}
		if c.lower(i) == "of" { // "the release of a reporter from Iran"
			for _, p := range c.s.Children(i) {
				for _, q := range c.s.Children(int(p)) {
					if j := int(q); c.tok[j].Dep == "prep" && !f.has(c.lower(j)) {
						c.prep(f, j)
					}
				}
			}
		}
	}
}

var timePreps = map[string]bool{"on": true, "in": true, "at": true, "by": true, "since": true, "during": true, "from": true, "until": true, "after": true, "before": true}

// prep adds the object of a preposition under the preposition's name; of a
// pair like "because of", "out of" or "from inside" under both.
func (c *coder) prep(f *frame, p int) { c.prepIn(f, p, 0) }

func (c *coder) prepIn(f *frame, p, depth int) {
	if depth > 4 {
		return
	}
	name := c.lower(p)
	if c.book.Classes["aside"][name] {
		return // "according to two envoys"
	}
	for _, ch := range c.s.Children(p) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "pobj":
			if c.isTime(i) && timePreps[name] {
				continue // "on Friday" fills no slot
			}
			f.add(name, c.antecedent(i))
			if name == "between" {
				f.add(name, c.other(i))
			}
		case "pcomp":
			f.add(name, i)
			if c.tok[i].Pos == "ADP" {
				c.prepIn(f, i, depth+1)
			}
		case "amod", "acomp", "attr", "advmod":
			if name == "as" {
				f.add(name, i)
			}
		case "prep":
			inner := c.lower(i)
			c.prepIn(f, i, depth+1)
			for _, t := range f.get(inner) {
				f.add(name, t)
			}
		}
	}
}

// other is the second of two joined by "between" where the parser did not
// coordinate them: the noun after "and" that follows the first one's phrase.
func (c *coder) other(i int) int {
	if len(c.conjuncts(i)) > 1 {
		return -1
	}
	_, end := c.s.Subtree(i)
	last := c.s.SentenceOf(i).End
	if end >= last || c.tok[end].Dep != "cc" {
		return -1
	}
	for j, n := end+1, 0; j < last && n < depthMax; j, n = j+1, n+1 {
		if isNoun(&c.tok[j]) && (c.tok[j].Head < j || c.tok[j].Head > end && !isNoun(&c.tok[c.tok[j].Head])) {
			return j
		}
		if c.tok[j].Pos == "VERB" || c.tok[j].Pos == "PUNCT" {
			break
		}
	}
	return -1
}

// nounFrame collects what hangs on a noun.
func (c *coder) nounFrame(n int) *frame {
	f := &frame{}
	for _, ch := range c.s.Children(n) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "poss":
			f.add("poss", i)
		case "compound", "amod", "nmod":
			f.add("mod", i)
			// "US-led", "Saudi-backed": the name before the hyphen leads.
			if l := c.lower(i); l == "led" || strings.HasSuffix(l, "-led") {
				if a := c.s.Child(i, "npadvmod", "nmod", "compound"); a >= 0 {
					f.add("subj", a)
				}
			}
		case "prep", "agent":
			c.prep(f, i)
		case "det":
			if l := c.lower(i); l != "a" && l != "an" {
				f.add("det", i)
			}
		}
	}
	// "the killing of an activist by loggers": the parser may hang the second
	// phrase on the noun of the first.
	for _, s := range append([]slot(nil), f.slots...) {
		if s.name != "poss" && s.name != "mod" && s.name != "det" && s.name != "subj" && isNoun(&c.tok[s.tok]) {
			for _, ch := range c.s.Children(s.tok) {
				if i := int(ch); (c.tok[i].Dep == "prep" || c.tok[i].Dep == "agent") && c.lower(i) != "of" && !f.has(c.lower(i)) {
					c.prep(f, i)
				}
			}
		}
	}
	t := &c.tok[n]
	if t.Dep == "conj" && isNoun(&c.tok[t.Head]) {
		for _, ch := range c.s.Children(t.Head) {
			switch c.tok[ch].Dep {
			case "poss":
				if !f.has("poss") {
					f.add("poss", int(ch))
				}
			}
		}
	}
	// "the group's October 7 assault": the parser may hang the possessor and the
	// noun on the date.
	for h, k := t.Head, 0; (t.Dep == "appos" || t.Dep == "conj" || t.Dep == "nmod") && k < 4 && c.isTime(h); k++ {
		if p := c.s.Child(h, "poss"); p >= 0 && !c.isTime(p) && !f.has("poss") {
			f.add("poss", p)
		}
		if c.tok[h].Head == h {
			break
		}
		h = c.tok[h].Head
	}
	// "killings and abductions by the militia": the phrase belongs to both.
	if !c.hasPrep(n) {
		for _, ch := range c.s.Children(n) {
			if i := int(ch); c.tok[i].Dep == "conj" && isNoun(&c.tok[i]) {
				for _, p := range c.s.Children(i) {
					if c.tok[p].Dep == "prep" {
						c.prep(f, int(p))
					}
				}
			}
		}
	}
	c.undergone(f, n)
	c.blamed(f, n)
	return f
}

// laid are the prepositions by which a deed is laid to somebody: "blamed the bombing on the
// rebels", "attributed the raid to the army".
var laid = map[string]string{"blame": "on", "pin": "on", "attribute": "to", "ascribe": "to"}

// blamed makes those on whom a deed is blamed its doers.
func (c *coder) blamed(f *frame, n int) {
	t := &c.tok[n]
	if p := t.Head; t.Dep == "pobj" && c.lower(p) == "of" && c.book.Classes["accuseverb"][c.lemma(c.tok[p].Head)] && !f.has("by") && !f.has("poss") {
		f.add("by", c.s.Child(c.tok[p].Head, "dobj", "nsubjpass")) // "accused the army of an attack on the camp"
		return
	}
	if o := c.accusedName(n); o >= 0 && !f.has("by") && !f.has("poss") {
		f.add("by", o) // "accused the Front of Tahoua of the raid"
		return
	}
	prep := laid[c.lemma(t.Head)]
	if prep == "" || t.Dep != "dobj" && t.Dep != "nsubjpass" || !isVerb(&c.tok[t.Head]) {
		return
	}
	kept := f.slots[:0]
	var to []int
	for _, s := range f.slots {
		if s.name == prep {
			to = append(to, s.tok)
			continue
		}
		kept = append(kept, s)
	}
	f.slots = kept
	for _, ch := range c.s.Children(t.Head) {
		if c.tok[ch].Dep == "prep" && c.lower(int(ch)) == prep {
			if o := c.s.Child(int(ch), "pobj"); o >= 0 && !c.isTime(o) {
				to = append(to, c.antecedent(o))
			}
		}
	}
	// Of "the attack on the market on the rebels" the last is who is blamed.
	for k, o := range to {
		if k == len(to)-1 {
			f.add("by", o)
		} else {
			f.add(prep, o)
		}
	}
}

// accusedName is the name that a verb of accusing takes where the parser hung what it is
// accused of on that name; -1 where it did not.
func (c *coder) accusedName(n int) int {
	p := c.tok[n].Head
	if c.tok[n].Dep != "pobj" || c.lower(p) != "of" || !c.definite(n) {
		return -1
	}
	i := c.tok[p].Head
	for k := 0; k < 4 && c.tok[i].Pos == "PROPN"; k++ {
		v := c.tok[i].Head
		if d := c.tok[i].Dep; d == "dobj" || d == "nsubjpass" {
			if !c.book.Classes["accuseverb"][c.lemma(v)] {
				return -1
			}
			for _, ch := range c.s.Children(v) {
				if c.tok[ch].Dep == "prep" && c.lower(int(ch)) == "of" {
					return -1
				}
			}
			return i
		}
		if c.tok[i].Dep == "pobj" {
			v = c.tok[v].Head
		}
		i = v
	}
	return -1
}

func (c *coder) hasPrep(n int) bool { return c.s.Child(n, "prep") >= 0 }
