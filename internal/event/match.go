package event

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event/book"
	"github.com/hearsay/hearsay/internal/lists"
)

// found is a word that names an event, on its way to becoming one.
type found struct {
	entry *book.Entry
	head  int // the word
	parts []int
	frame *frame
	verb  int // the verb that carries a noun, or -1
	verbF *frame
	via   int // the object between them, "responsibility" in "claimed responsibility for", or -1

	actors, recipients []hearsay.Participant
	instruments        []hearsay.Participant
	modes, contexts    []string
	cameo              string
	status             hearsay.Status
	place              *hearsay.Place
	time               *hearsay.Time
	counts             []hearsay.Count
	by                 []string // rules besides the lexicon's line
	joined             []*found // words of the same clause that tell the same
	into               *found   // the event that this word was joined to
	same               *found   // the earlier event that this one tells again
	again              []int    // later words that only name it again
	drop               string   // why it is not coded
	tallies            int8     // 2 where the word counts those of a happening, 1 where not, 0 before it is asked
	nth                bool     // a strike whose day is counted from the one told
	denies             bool     // a noun of what somebody says there was none of
	own                int      // how many take part by its own words
	ownTime, ownPlace  bool
}

// root is the event that a word ended up in.
func (f *found) root() *found {
	for f.into != nil {
		f = f.into
	}
	return f
}

// find looks every word up in the lexicon.
func (c *coder) find() {
	for i := range c.tok {
		t := &c.tok[i]
		var pos string
		switch {
		case strings.HasSuffix(t.Ent, "-ORG"), strings.HasSuffix(t.Ent, "-PERSON"), strings.HasSuffix(t.Ent, "-WORK_OF_ART"), strings.HasSuffix(t.Ent, "-LAW"):
			continue // "Save the Children"
		case t.Tag == "VBG" && c.nominal(i) && c.book.Entries["n:"+c.lower(i)] != nil:
			pos = "n"
		case isVerb(t) && t.Dep != "amod" && t.Dep != "compound" && t.Dep != "aux" && t.Dep != "auxpass":
			pos = "v"
		case t.Tag == "NN" || t.Tag == "NNS" || t.Tag == "NNP" && t.Ent == "O" && c.s.SentenceOf(i).First == i:
			pos = "n"
		case t.Tag == "MD" && isVerb(&c.tok[t.Head]):
			pos = "m"
		case t.Tag == "JJ" || (t.Tag == "IN" && c.tok[t.Head].Pos == "AUX"):
			pos = "a"
		default:
			continue
		}
		entries := c.book.Entries[pos+":"+c.lemma(i)]
		if entries == nil && pos == "n" {
			entries = c.book.Entries["n:"+c.lower(i)]
		}
		if entries == nil && pos == "v" {
			entries = c.book.Entries["v:"+c.book.Forms[c.lower(i)]]
		}
		if entries == nil {
			continue
		}
		f := &found{head: i, verb: -1, via: -1}
		switch pos {
		case "v":
			f.frame = c.verbFrame(i)
		case "m":
			f.frame = c.verbFrame(t.Head)
		case "n":
			if t.Dep == "compound" || t.Dep == "nmod" {
				continue
			}
			f.frame = c.nounFrame(i)
			if !c.book.Classes["tally"][c.lemma(i)] { // who puts a toll at 12 killed nobody
				c.carry(f)
			}
		case "a":
			v := t.Head
			if c.tok[v].Pos != "AUX" && !c.book.Classes["copula"][c.lemma(v)] {
				continue
			}
			f.frame = c.verbFrame(v)
			for _, s := range c.prepsOf(i) {
				f.frame.add(s.name, s.tok)
			}
			for _, x := range c.s.Children(i) {
				if c.tok[x].Dep == "xcomp" {
					f.frame.add("xcomp", int(x))
					c.inner(f.frame, int(x))
				}
			}
			if t.Tag == "IN" { // "is behind the attack"
				for _, p := range c.s.Children(i) {
					if c.tok[p].Dep == "pobj" {
						f.frame.add("of", int(p))
					}
				}
			}
		}
		for _, e := range entries {
			if c.holds(e, f) {
				f.entry = e
				break
			}
		}
		if f.entry != nil && len(f.entry.When) == 0 && c.tally(f) {
			f.entry = c.tallied(f, entries)
		}
		if f.entry == nil {
			if l := c.lemma(i); pos == "m" || l == "be" || c.book.Classes["tally"][l] || c.book.Light[l] != none || c.book.Classes["says"][l] || t.Dep == "pobj" && pos == "v" {
				continue // too common to tell that it is not coded
			}
			c.pass(i, "event", "'"+c.s.TextOf(i)+"' is not used in a sense that the codebook codes", "event/sense")
			continue
		}
		f.parts = append(f.parts, i)
		if f.via >= 0 {
			f.parts = append(f.parts, f.via)
		}
		if f.verb >= 0 && c.tok[f.verb].Pos != "AUX" {
			f.parts = append(f.parts, f.verb)
			for _, p := range f.verbF.get("prt") {
				if c.book.Light[c.lemma(f.verb)+"_"+c.lower(p)] != none {
					f.parts = append(f.parts, p)
				}
			}
		}
		for _, cond := range f.entry.When {
			if pos == "v" && cond.Op == '=' && cond.Slots[0] == "prt" {
				f.parts = append(f.parts, f.frame.get("prt")...)
			}
			if pos == "v" && cond.Op == '=' && cond.Class == "" && len(cond.Words) < 8 && (cond.Slots[0] == "obj" || cond.Slots[0] == "oprd") {
				f.parts = append(f.parts, f.frame.get(cond.Slots[0])...)
			}
		}
		f.modes, f.contexts, f.cameo = append([]string(nil), f.entry.Modes...), append([]string(nil), f.entry.Contexts...), f.entry.CAMEO
		c.at[i] = f
		c.all = append(c.all, f)
	}
	c.told()
}

// told drops the nouns that are part of what a verb's line says: "offered
// talks" is an offer, not talks.
func (c *coder) told() {
	var kept []*found
	for _, f := range c.all {
		if v := f.verb; f.entry.Pos == "n" {
			if v < 0 && c.tok[f.head].Dep == "dobj" {
				v = c.tok[f.head].Head
			}
			if g := c.at[max(v, 0)]; v >= 0 && g != nil && g.entry.Pos == "v" && c.asks(g.entry, f.head) && (f.verb >= 0 || g.entry.Type == "PROTEST" && f.entry.Type == "ASSAULT") { // "called a strike"
				c.at[f.head] = nil
				continue
			}
		}
		if c.undone(f) {
			c.at[f.head] = nil
			continue
		}
		kept = append(kept, f)
	}
	c.all = kept
}

// undone tells whether a measure or a deed is what a verb takes back or ends: "lifted a
// ban" is no ban.
func (c *coder) undone(f *found) bool {
	t := &c.tok[f.head]
	if g := c.at[t.Head]; f.entry.Pos == "v" && t.Dep == "xcomp" && g != nil && g.entry.Type == "RETREAT" && c.asksFor(g.entry, f.head, "xcomp") {
		return true // "stopped fighting"
	}
	if f.entry.Pos != "n" || f.entry.Type != "COERCE" && f.entry.Type != "SANCTION" || t.Dep != "dobj" && t.Dep != "nsubjpass" {
		return false
	}
	g := c.at[t.Head]
	return g != nil && (g.entry.Type == "CONCEDE" || g.entry.Type == "RETREAT") && c.asks(g.entry, f.head)
}

// asks tells whether a verb's line asks for a word as its object.
func (c *coder) asks(e *book.Entry, obj int) bool { return c.asksFor(e, obj, "obj") }

// asksFor tells whether a verb's line asks for a word in a slot.
func (c *coder) asksFor(e *book.Entry, word int, slot string) bool {
	for _, cond := range e.When {
		if cond.Op == '=' && c.inWords(word, cond.Words) {
			for _, s := range cond.Slots {
				if s == slot {
					return true
				}
			}
		}
	}
	return false
}

// nominal tells whether a gerund stands as a noun.
func (c *coder) nominal(i int) bool {
	for _, ch := range c.s.Children(i) {
		if c.tok[ch].Dep == "prep" && c.lower(int(ch)) == "between" && c.s.Child(i, "aux", "nsubj") < 0 {
			return true // "as fighting between the army and rebels went on", whatever the tree makes of it
		}
	}
	switch c.tok[i].Dep {
	case "nsubj", "nsubjpass", "dobj", "pobj", "conj", "ROOT":
		return c.s.Child(i, "dobj", "aux", "auxpass", "nsubj") < 0
	}
	return false
}

func (c *coder) prepsOf(i int) []slot {
	var f frame
	for _, ch := range c.s.Children(i) {
		if c.tok[ch].Dep == "prep" {
			c.prep(&f, int(ch))
		}
	}
	return f.slots
}

// slotOf returns the tokens of a slot, with those that are worked out on demand.
func (c *coder) slotOf(f *found, name string) []int {
	switch name {
	case "speaker":
		if s := c.speaker(f.head); s >= 0 {
			return []int{s}
		}
		return nil
	case "clause":
		first, end := c.s.Subtree(c.clauseHead(f.head))
		var out []int
		for i := first; i < end && i < first+80; i++ {
			if isNoun(&c.tok[i]) || c.tok[i].Pos == "ADJ" || isVerb(&c.tok[i]) {
				out = append(out, i)
			}
		}
		return out
	case "denied":
		v := f.head
		if up := c.tok[v].Head; c.s.Child(v, "neg") >= 0 || c.tok[v].Dep == "ccomp" && c.book.Status["that"][c.lemma(up)] == "negated" {
			return []int{v}
		}
		return nil
	case "head":
		return []int{c.tok[f.head].Head}
	case "passive":
		if f.frame.passive {
			return []int{f.head}
		}
		return nil
	case "verb":
		if f.verb >= 0 {
			return []int{f.verb}
		}
		return nil
	}
	if slot, inner, ok := strings.Cut(name, "."); ok {
		var out []int
		for _, t := range f.frame.get(slot) {
			if inner == "acl" {
				for _, ch := range c.s.Children(t) {
					if d := c.tok[ch].Dep; d == "acl" || d == "relcl" {
						out = append(out, int(ch))
					}
				}
				continue
			}
			out = append(out, c.nounFrame(t).get(inner)...)
		}
		return out
	}
	return f.frame.get(name)
}

// clauseHead is the verb of a word's clause, or the word itself where it is one.
func (c *coder) clauseHead(i int) int {
	if isVerb(&c.tok[i]) {
		return i
	}
	v, _ := c.clauseOf(i)
	return v
}

// holds tells whether all conditions of a line are met.
func (c *coder) holds(e *book.Entry, f *found) bool {
	for _, cond := range e.When {
		if cond.Slots[0] == "pos" {
			if (cond.Op == '=') != (c.tok[f.head].Tag == "NNS") {
				return false
			}
			continue
		}
		if cond.Slots[0] == "report" {
			if (cond.Op == '=') != c.reportHas(cond.Words) {
				return false
			}
			continue
		}
		var toks []int
		for _, s := range cond.Slots {
			toks = append(toks, c.slotOf(f, s)...)
		}
		if cond.Op == '!' && cond.Slots[0] == "subj" && c.inDeed(f, e) {
			continue
		}
		for _, t := range toks {
			if c.part(t) {
				toks = append(toks, c.nounFrame(t).get("of")...)
			}
		}
		switch cond.Op {
		case '+':
			if len(toks) == 0 {
				return false
			}
		case '-':
			if len(toks) > 0 {
				return false
			}
		default:
			hit := false
			for _, t := range toks {
				if cond.Op == '!' && c.setFire(t) {
					continue // no accident
				}
				if cond.Op == '!' && c.book.Classes["bomb"][c.lemma(t)] && (cond.Slots[0] == "subj" || cond.Slots[0] == "by") {
					continue // a mine that kills is no pit
				}
				if hit = c.inWords(t, cond.Words) || c.knownAs(t, cond.Words); hit {
					break
				}
				for _, k := range c.conjuncts(t)[1:] {
					if cond.Op == '=' && c.inWords(k, cond.Words) {
						hit = true
						break
					}
				}
			}
			if hit != (cond.Op == '=') {
				return false
			}
		}
	}
	return true
}

// part tells whether a word stands for some of what follows it with "of": "twelve of the
// sheep", "the last of the hostages".
func (c *coder) part(i int) bool {
	switch t := &c.tok[i]; t.Tag {
	case "CD":
		return true
	case "JJ", "NN":
		switch t.Lemma {
		case "last", "rest", "remainder", "first":
			return true
		}
	}
	return false
}

// knownAs tells whether somebody called by a name or a pronoun is elsewhere in the report
// told to be one of the words: "expelled her", who is an ambassador.
func (c *coder) knownAs(i int, words map[string]bool) bool {
	t := &c.tok[i]
	if t.Tag != "PRP" && t.Tag != "PRP$" && t.Tag != "NNP" {
		return false
	}
	e, m, ok := c.r.EntityOf(i)
	if !ok || e.Kind != hearsay.Person && (t.Tag == "NNP" || t.Tag == "PRP" && e.Kind != hearsay.OtherKind && e.Kind != hearsay.Facility && e.Kind != hearsay.Group) {
		return false
	}
	if t.Tag == "NNP" { // "the diplomat Jan Roos"
		for k := m.First; k < m.Head; k++ {
			if isNoun(&c.tok[k]) && c.tok[k].Pos != "PROPN" && words[c.lemma(k)] {
				return true
			}
		}
	}
	for n := range e.Mentions {
		if m := &e.Mentions[n]; m.Form == hearsay.Nominal && m.Head != i && (words[c.lemma(m.Head)] || m.Head > 0 && words[c.lower(m.Head-1)+" "+c.lemma(m.Head)]) {
			return true
		}
	}
	return false
}

// reportHas tells whether one of the words is a common noun of the report.
func (c *coder) reportHas(words map[string]bool) bool {
	if c.nouns == nil {
		c.nouns = map[string]bool{}
		for i := range c.tok {
			if t := &c.tok[i]; t.Tag == "NN" || t.Tag == "NNS" {
				c.nouns[strings.ToLower(t.Lemma)] = true
			}
		}
	}
	for w := range words {
		if c.nouns[w] {
			return true
		}
	}
	return false
}

// tallied is the line of a number that says not of what it is one: that of the type which
// the number read in its sentence fits, the first one where none is.
func (c *coder) tallied(f *found, entries []*book.Entry) *book.Entry {
	s := c.s.SentenceOf(f.head)
	for k := range c.r.Counts {
		n := &c.r.Counts[k]
		if n.First < s.First || n.First >= s.End || !strings.HasPrefix(n.By, "count/toll") {
			continue
		}
		if fits(f.entry.Type, n.Of) {
			break
		}
		for _, e := range entries {
			if fits(e.Type, n.Of) && (e.Type != "ASSAULT" || n.Of != "participants") {
				return e
			}
		}
	}
	return f.entry
}

// inDeed tells whether a participle tells the result of a deed of its type, whose doer has
// passed for one: jets that bombed a school, "killing nine", had no accident.
func (c *coder) inDeed(f *found, e *book.Entry) bool {
	t := &c.tok[f.head]
	if t.Tag != "VBG" || t.Dep != "advcl" || c.s.Child(f.head, "nsubj", "nsubjpass") >= 0 {
		return false
	}
	g := c.at[t.Head]
	return g != nil && g.entry.Type == e.Type && !c.book.Classes["harm"][c.lemma(g.head)]
}

// inWords tells whether a token is one of the words: by lemma, text or kind.
func (c *coder) inWords(i int, words map[string]bool) bool {
	t := &c.tok[i]
	if (words[strings.ToLower(t.Lemma)] || words[c.lower(i)]) && !(t.Tag == "NNP" && strings.HasSuffix(t.Ent, "I-PERSON")) { // nobody called Cook is one
		return true
	}
	if strings.HasSuffix(t.Ent, "PERSON") && words["NAMED"] {
		return true
	}
	if t.Tag == "CD" && words["CARDINAL"] {
		return true
	}
	if words["COUNTED"] && t.Tag == "NNS" && c.s.Child(i, "nummod") >= 0 && !thing(t.Lemma) {
		return true
	}
	if words["person"] && c.bare(i) {
		return true
	}
	// "head of state", "war crimes", "civil war": two words as one.
	if i > 0 && words[c.lower(i-1)+" "+strings.ToLower(t.Lemma)] {
		return true
	}
	if e, _, ok := c.r.EntityOf(i); ok {
		if words[strings.ToUpper(string(e.Kind))] {
			return true
		}
		if e.Kind == hearsay.State && words["PLACE"] {
			return true
		}
	}
	switch {
	case strings.HasSuffix(t.Ent, "PERSON"):
		return words["PERSON"]
	case strings.HasSuffix(t.Ent, "GPE"):
		return words["STATE"] || words["PLACE"]
	case strings.HasSuffix(t.Ent, "LOC"), strings.HasSuffix(t.Ent, "FAC"):
		return words["PLACE"]
	case strings.HasSuffix(t.Ent, "ORG"):
		return words["ORGANIZATION"]
	case strings.HasSuffix(t.Ent, "NORP"):
		return words["GROUP"]
	}
	return false
}

// thing tells whether a noun is known to be of things: "ten trucks" are nobody.
func thing(lemma string) bool {
	n, ok := lists.NounOf(lemma)
	return ok && (n.Kind == hearsay.OtherKind || n.Kind == hearsay.Facility)
}

// bare tells whether a word stands for persons without naming them: a bare
// numeral ("beat three of them") or a personal pronoun.
func (c *coder) bare(i int) bool {
	switch t := &c.tok[i]; {
	case t.Tag == "PRP":
		return c.lower(i) != "it"
	case t.Tag == "CD" && !c.isTime(i) && !strings.HasSuffix(t.Ent, "MONEY") && !strings.HasSuffix(t.Ent, "PERCENT"):
		for _, o := range c.nounFrame(i).get("of") {
			return c.tok[o].Tag == "PRP" || c.book.Classes["person"][c.lemma(o)]
		}
		return t.Dep == "dobj" || t.Dep == "nsubjpass" || t.Dep == "pobj"
	}
	return false
}

// conjuncts lists a token and those coordinated with it, in order.
func (c *coder) conjuncts(i int) []int {
	out := []int{i}
	for n := 0; n < len(out) && len(out) < 40; n++ {
		for _, ch := range c.s.Children(out[n]) {
			if c.tok[ch].Dep == "conj" && !isVerb(&c.tok[ch]) {
				out = append(out, int(ch))
			}
		}
	}
	return out
}
