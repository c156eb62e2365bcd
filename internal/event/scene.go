package event

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// scenesMax bounds how many times or places of one sentence are weighed for an event.
const scenesMax = 64

// clauseOf climbs to the verb of a word's clause; noun is the first word on
// the way, the word itself excluded, that names an event by a noun.
func (c *coder) clauseOf(i int) (verb int, noun *found) {
	for n := 0; n < depthMax; n++ {
		h := c.tok[i].Head
		if h == i {
			break
		}
		if f := c.at[h]; f != nil && noun == nil && isNoun(&c.tok[h]) {
			noun = f
		}
		if (isVerb(&c.tok[h]) || c.tok[h].Pos == "AUX") && c.tok[h].Dep != "amod" && c.tok[h].Dep != "compound" {
			return h, noun
		}
		i = h
	}
	return i, noun
}

// top is the token of a range whose head lies outside it.
func (c *coder) top(first, end int) int {
	for i := first; i < end; i++ {
		if h := c.tok[i].Head; h < first || h >= end || h == i {
			return i
		}
	}
	return first
}

// verbs of an event: its own, the one that carries it, those joined to it.
func (f *found) verbs() []int {
	out := []int{f.head}
	// Who claims responsibility on a Tuesday did not attack on it.
	if f.verb >= 0 && f.via < 0 {
		out = append(out, f.verb)
	}
	for _, j := range f.joined {
		out = append(out, j.verbs()...)
	}
	return out
}

func in(v int, list []int) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// near weighs how closely a phrase with head tok belongs to an event; 0 is not at all.
func (c *coder) near(f *found, verbs []int, tok int) int {
	v, noun := c.clauseOf(tok)
	if noun != nil {
		if noun.root() == f {
			return 100
		}
		// Inside another event's phrase: "after Monday's attack".
		if !in(v, verbs) || c.at[noun.head] != nil && noun.drop == "" {
			if link := c.linkOf(noun.head, v); in(v, verbs) && harsh(f.entry.Type) && (amidst[link] || f.entry.Type == "ASSAULT" && (link == "on" || link == "against")) {
				return 10 // "shot two during a riot in Lima on Friday": there and then
			}
			return 0
		}
	}
	if in(v, verbs) {
		return 80
	}
	if c.tok[v].Dep == "relcl" && c.tok[v].Head == f.head && isNoun(&c.tok[f.head]) {
		return 50 // "an attack that left 15 dead on Thursday"
	}
	says := c.book.Classes["says"]
	for _, h := range verbs {
		own, over := c.clauseOf(h)
		if isVerb(&c.tok[h]) && h != own {
			if own != v {
				// "stormed the village on Sunday, torching homes and abducting women"
				if up, _ := c.clauseOf(own); up == v && c.tok[h].Tag == "VBG" && c.tok[h].Dep == "conj" && c.tok[own].Dep == "advcl" && !says[c.lemma(v)] {
					return 25
				}
				continue
			}
			switch c.tok[h].Dep {
			case "conj":
				if c.tok[h].Tag != c.tok[v].Tag && c.s.Child(h, "nsubj", "nsubjpass") >= 0 {
					continue // "signed a deal in 2018 but fighting continues"
				}
				return 40
			case "xcomp", "advcl", "acl", "pcomp":
				if c.book.Status["that"][c.lemma(v)] == "negated" {
					continue // "denied on Tuesday carrying out a strike"
				}
				if m := c.s.Child(h, "mark"); m >= 0 && c.lower(m) == "after" && (m == 0 || c.tok[m-1].Dep != "npadvmod") && c.diedThere(v) {
					return 15 // "Three guards died on Friday after their post came under fire"
				} else if m >= 0 && afar[c.lower(m)] {
					continue // "freed him on Friday, a week after he was arrested"
				}
				if !says[c.lemma(v)] && c.at[v] == nil {
					return 30
				}
			}
			continue
		}
		if own == v && !says[c.lemma(v)] && (over == nil || over.root() == f) {
			if g := c.at[v]; g != nil && g.root() != f {
				if link := c.linkOf(h, v); isNoun(&c.tok[h]) && (afar[link] || (link == "at" || link == "against") && g.entry.Type == "PROTEST") {
					return 0 // "arrested on Monday over the attack", "marched on Monday at the eviction": not when it was
				}
				return 20 // the verb is another event
			}
			return 60
		}
	}
	return 0
}

// diedThere tells whether a verb is that several died, with no word of a hospital or of what
// they died of: on the day, then, on which they were attacked.
func (c *coder) diedThere(v int) bool {
	if c.lemma(v) != "die" || c.at[v] != nil || c.s.Child(v, "nsubj") < 0 || c.tok[c.s.Child(v, "nsubj")].Tag != "NNS" {
		return false
	}
	for _, ch := range c.s.Children(v) {
		if p := c.lower(int(ch)); c.tok[ch].Dep == "prep" && (p == "of" || p == "from") {
			return false
		} else if o := c.s.Child(int(ch), "pobj"); o >= 0 && (c.lemma(o) == "hospital" || c.lemma(o) == "clinic") {
			return false
		}
	}
	return true
}

// amidst are prepositions of a happening in the course of which another happens.
var amidst = map[string]bool{"during": true, "in": true, "at": true, "amid": true}

// afar are prepositions of a happening that lies before or behind the deed told with it.
var afar = map[string]bool{"over": true, "after": true, "before": true, "for": true, "about": true, "since": true, "following": true, "despite": true, "with": true}

// linkOf is the preposition by which a noun hangs on a verb: the last on the way up.
func (c *coder) linkOf(i, v int) string {
	link := ""
	for n := 0; n < depthMax && i != v; n++ {
		h := c.tok[i].Head
		if h == i {
			break
		}
		if c.tok[i].Dep == "pobj" {
			link = c.lower(h)
			if link == "with" && c.tok[h].Head == v {
				link = "" // "fought with the raid": beside it, not "in connection with"
			}
		}
		i = h
	}
	return link
}

// scene gives an event its own time and place: those of its clause.
func (c *coder) scene(f *found) {
	if f.into != nil || c.tally(f) || f.entry.Pos == "n" && c.book.Classes["claimed"][c.lemma(f.head)] { // when the dead were counted, or the deed claimed, is not when it was done
		return
	}
	verbs := f.verbs()
	sent := c.s.SentenceOf(f.head)
	best := 0
	span := c.s.SpanOf(sent.First, sent.End)
	lo := firstTime(c.r.Times, span.Start)
	for k := lo; k < len(c.r.Times) && k < lo+scenesMax && c.r.Times[k].Span.Start < span.End; k++ {
		t := &c.r.Times[k]
		// "a day before the attack" is not the time of the attack.
		if t.Start == "" && t.End == "" || t.First <= f.head && f.head < t.TokenEnd {
			continue
		}
		w := c.near(f, verbs, c.top(t.First, t.TokenEnd))
		if w > 35 && c.sinceTime(t) {
			w = 35 // "on strike since May 6, ended it on Monday"
		}
		if w == 20 && c.ended(f) {
			continue // "ended their strike on Friday": it began before
		}
		if w == best && w >= 40 && daily(f.time) != daily(t) {
			if daily(t) { // "who fought last week signed a truce on Monday"
				f.time = t
			}
			continue
		}
		if w > best || w == best && w > 0 && dist(t.First, f.head) < dist(f.time.First, f.head) {
			best, f.time = w, t
		}
	}
	if f.time != nil {
		t := *f.time
		f.time, f.ownTime = &t, true
	}
	c.nthDay(f)
	if f.time == nil && !verbal(f.entry.Type) && (f.entry.Pos != "n" || f.verb >= 0) {
		f.time = c.sentenceTime(f, lo, span.End)
	}
	best = 0
	lo = firstPlace(c.r.Places, span.Start)
	for k := lo; k < len(c.r.Places) && k < lo+scenesMax && c.r.Places[k].Start < span.End; k++ {
		p := &c.r.Places[k]
		top := c.top(p.First, p.TokenEnd)
		w := c.locative(f, top)
		if e, m, ok := c.r.EntityOf(top); w == 0 || ok && (e.Kind == hearsay.Organization || e.Kind == hearsay.Person && !c.noPerson(p, m) || e.Kind == hearsay.Group) {
			continue
		}
		n := c.near(f, verbs, top)
		if n == 0 || verbal(f.entry.Type) && (c.underObject(f, top) || c.partOf(f, top)) {
			continue
		}
		w += n
		if w > best || w == best && finer(p, f.place) {
			best, f.place = w, p
		}
	}
	if f.place == nil {
		f.place = c.whereOf(f.head)
	}
	if f.place == nil {
		f.place = c.placeAgain(f, verbs, sent.First, sent.End)
	}
	if f.place != nil {
		p := *f.place
		f.place, f.ownPlace = &p, true
	}
}

// sinceTime tells whether a time is told as the beginning of what goes on.
func (c *coder) sinceTime(t *hearsay.Time) bool {
	top := c.top(t.First, t.TokenEnd)
	return c.lower(top) == "since" || c.tok[top].Dep == "pobj" && c.lower(c.tok[top].Head) == "since"
}

// noPerson tells whether a name that was taken for a person's is a place's, all of it, by the
// preposition before it: "fired on boats off Jaffna".
func (c *coder) noPerson(p *hearsay.Place, m *hearsay.Mention) bool {
	if m.Form != hearsay.NameForm || m.First != p.First || m.TokenEnd != p.TokenEnd || c.tok[m.Head].Dep != "pobj" {
		return false
	}
	switch c.lower(c.tok[m.Head].Head) {
	case "off", "near", "outside", "in", "inside", "around":
		return true
	}
	return false
}

// sentenceTime is the one day that a sentence tells, outside what it says of
// when somebody spoke and of other events' phrases: "Police fired on marchers who tried
// to reach the square on Tuesday". Only for what is told as past.
func (c *coder) sentenceTime(f *found, lo, end int) *hearsay.Time {
	v := f.head
	if f.verb >= 0 {
		v = f.verb
	}
	if c.tok[v].Tag != "VBD" && !(c.tok[v].Tag == "VBN" && c.s.Child(v, "auxpass") >= 0) && c.tok[v].Tag != "VBG" || f.status != hearsay.Actual {
		return nil
	}
	var one *hearsay.Time
	for k := lo; k < len(c.r.Times) && k < lo+scenesMax && c.r.Times[k].Span.Start < end; k++ {
		t := &c.r.Times[k]
		switch t.Precision {
		case "day", "part", "hour", "minute":
		default:
			continue
		}
		top := c.top(t.First, t.TokenEnd)
		verb, noun := c.clauseOf(top)
		if noun != nil || c.book.Classes["says"][c.lemma(verb)] || c.tok[verb].Dep == "ROOT" && verb != v && c.at[verb] == nil {
			continue
		}
		// Only from a clause that hangs on this event, not from one that it hangs on.
		if !c.s.IsAncestor(v, verb) || c.tok[verb].Tag != "VBD" && !(c.tok[verb].Tag == "VBN" && c.s.Child(verb, "auxpass") >= 0) && c.tok[verb].Tag != "VB" && c.tok[verb].Tag != "VBG" {
			continue
		}
		if one != nil && one.Start != t.Start {
			return nil
		}
		one = t
	}
	if one == nil {
		return nil
	}
	t := *one
	t.By += " event/time-sentence"
	return &t
}

// whereOf is the place that a clause with "where" hangs on: "in Khartoum, where
// fighting has killed hundreds".
func (c *coder) whereOf(i int) *hearsay.Place {
	for n := 0; n < 6; n++ {
		t := &c.tok[i]
		if t.Dep == "relcl" || t.Dep == "advcl" {
			if w := c.s.Child(i, "advmod"); w >= 0 && c.lower(w) == "where" && c.placeAt[t.Head] > 0 {
				return &c.r.Places[c.placeAt[t.Head]-1]
			}
		}
		if t.Head == i {
			break
		}
		i = t.Head
	}
	return nil
}

// underObject tells whether a word hangs on what a verb of words takes: who condemned "the
// shooting in Nampula" did not do so there.
func (c *coder) underObject(f *found, i int) bool {
	for n := 0; n < depthMax && c.tok[i].Head != i; n++ {
		h := c.tok[i].Head
		if c.tok[i].Dep == "dobj" && n > 0 && h == f.head {
			return f.entry.Type != "AGREE" || !c.asks(f.entry, i) // but "signed an agreement in Oruro"
		}
		if h == f.head {
			return false
		}
		i = h
	}
	return false
}

// partOf tells whether a place is one of those who take part: "called on Armenia".
func (c *coder) partOf(f *found, i int) bool {
	if e, _, ok := c.r.EntityOf(i); ok {
		for _, ps := range [][]hearsay.Participant{f.actors, f.recipients} {
			for _, p := range ps {
				if p.Entity == e.ID {
					return true
				}
			}
		}
	}
	return false
}

// ended tells whether a noun is what its verb's deed puts an end to.
func (c *coder) ended(f *found) bool {
	t := &c.tok[f.head]
	if f.entry.Pos != "n" || t.Dep != "dobj" && t.Dep != "nsubjpass" {
		return false
	}
	g := c.at[t.Head]
	return g != nil && (g.entry.Type == "CONCEDE" || g.entry.Type == "RETREAT") && c.asks(g.entry, f.head)
}

// placeAgain is the place that a noun such as "the town" names again in an event's
// clause: the one that the noun is known to stand for, else the last town told before.
func (c *coder) placeAgain(f *found, verbs []int, first, end int) *hearsay.Place {
	for i := first; i < end && i < first+200; i++ {
		t := &c.tok[i]
		if t.Dep != "pobj" || !townNoun[c.lower(i)] || !c.book.Classes["locative"][c.lower(t.Head)] || c.s.Child(i, "det") < 0 || !c.definite(i) ||
			c.s.Child(i, "amod", "compound", "prep", "relcl", "acl", "appos") >= 0 || c.near(f, verbs, i) == 0 {
			continue
		}
		e, _, ok := c.r.EntityOf(i)
		var last *hearsay.Place
		for k := range c.r.Places {
			p := &c.r.Places[k]
			if p.First >= i || fineness[p.Precision] < 4 && !strings.HasPrefix(p.By, "where/container") {
				continue
			}
			if g, _, known := c.r.EntityOf(p.TokenEnd - 1); ok && known && g.ID == e.ID {
				q := *p
				q.By += " event/place-again"
				return &q
			}
			if c.s.SentenceIndex(i)-c.s.SentenceIndex(p.First) <= 2 && !c.dateline[p.First] {
				last = p
			}
		}
		if last != nil {
			q := *last
			q.By += " event/place-again"
			return &q
		}
	}
	return nil
}

// townNoun are nouns that name again a town told before.
var townNoun = map[string]bool{"town": true, "city": true, "village": true, "port": true, "settlement": true, "hamlet": true}

// locative tells whether a place stands where a place of an event stands: after
// a preposition of place, perhaps inside a larger phrase ("at Kabul's airport"),
// or as what was visited or hit.
func (c *coder) locative(f *found, i int) int {
	for n := 0; n < 6; n++ {
		t := &c.tok[i]
		switch t.Dep {
		case "pobj":
			l := c.lower(t.Head)
			if l == "of" {
				i = c.tok[t.Head].Head
				continue
			}
			if (l == "to" || l == "from" || l == "into") && (f.entry.Type == "COOPERATE" || f.entry.Type == "SANCTION") {
				return 0 // "extradited to", "recalled from": a direction
			}
			if c.book.Classes["locative"][l] {
				return 5
			}
			return 0
		case "poss", "compound", "nmod", "amod", "appos", "conj":
			if k := c.placeAt[i]; n == 0 && t.Head == f.head && k > 0 && c.r.Places[k-1].Precision != "country" {
				return 4 // "the Kabul bombing"
			}
			i = t.Head
			if c.at[i] != nil && isNoun(&c.tok[i]) && t.Dep != "appos" && t.Dep != "conj" {
				return 0 // "the Israeli strike" tells who, not where
			}
		case "dobj", "nsubjpass":
			if f.entry.Type == "ASSAULT" || f.entry.Type == "CONSULT" || f.entry.Type == "COERCE" || f.entry.Type == "RETREAT" {
				if n <= 1 {
					return 3
				}
			}
			return 0
		case "npadvmod", "advmod":
			return 2
		default:
			return 0
		}
	}
	return 0
}

var fineness = map[string]int{"site": 5, "district": 4, "city": 4, "province": 2, "country": 1}

func finer(a, b *hearsay.Place) bool {
	return b != nil && fineness[a.Precision] > fineness[b.Precision]
}

func dist(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}

// firstTime is the first time that ends after a byte offset; times stand in order of the text.
func firstTime(ts []hearsay.Time, at int) int {
	lo, hi := 0, len(ts)
	for lo < hi {
		m := (lo + hi) / 2
		if ts[m].Span.End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func firstPlace(ps []hearsay.Place, at int) int {
	lo, hi := 0, len(ps)
	for lo < hi {
		m := (lo + hi) / 2
		if ps[m].Span.End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
