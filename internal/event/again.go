package event

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// againMax is how many earlier events are looked at for one that a word names
// again; the nearest fitting one wins, so more would seldom change anything.
const againMax = 40

// again finds the words that name an earlier happening once more, takes over
// what they leave out, and then fills what is reached through events: whom
// "denounced the strike" is about.
func (c *coder) again() {
	var before []*found
	for _, f := range c.all {
		if f.into != nil {
			continue
		}
		f.own = len(f.actors) + len(f.recipients)
		if s := c.charge(f, before); s != nil {
			c.setOff(f, s)
		} else if s := c.earlier(f, before); s != nil {
			if s.same != nil {
				s = s.same
			}
			f.same = s
			if f.own == 0 && f.entry.Pos == "n" {
				c.learn(s, f)
			} else if s.status == hearsay.Actual || s.status == hearsay.Negated {
				c.learnScene(s, f)
			}
			if s.entry.Type != f.entry.Type { // "the agreement was signed", of a truce
				f.entry, f.modes, f.cameo = s.entry, s.modes, s.cameo
			}
			c.complete(f, s)
		}
		before = append(before, f)
	}
	for _, f := range c.all {
		c.throughEvents(f)
		c.sceneOfNamed(f)
	}
	c.mainPlace()
	// What was found of the first telling only now holds of the later ones too.
	for _, f := range c.all {
		s := f.same
		if s == nil {
			continue
		}
		if f.place == nil && s.place != nil {
			p := *s.place
			p.By += " event/again"
			f.place = &p
		}
		if f.time == nil && s.time != nil && (f.own == 0 || f.entry.Pos != "n") {
			t := *s.time
			t.By += " event/again"
			f.time = &t
		}
	}
}

// earlier is the event that f tells again, or nil.
func (c *coder) earlier(f *found, before []*found) *found {
	noun := f.entry.Pos == "n" || c.tally(f)
	definite := noun && (c.definite(f.head) || c.tally(f) || c.noneSuch(f) || c.numbered(f) || c.book.Classes["claimed"][c.lemma(f.head)]) || !noun && (f.joinedDefinite(c) || c.counted(f))
	var best *found
	most := 0
	for n, k := 0, len(before)-1; k >= 0 && n < againMax; k, n = k-1, n+1 {
		b := before[k]
		if b.drop != "" || b.entry.Type != f.entry.Type && !c.pointsBack(f, b) || b.status == hearsay.Negated && f.status != hearsay.Negated && !c.contrary(f, b) && !c.tally(f) || !c.sameDeed(f, b) || !c.timesFit(f, b) || elsewhereTold(f, b) {
			continue
		}
		if f.denies && (b.place == nil || b.place.Name != f.place.Name) {
			continue // "There was no shooting in Kielce": what was told of Kielce
		}
		near := c.s.SentenceIndex(f.head) - c.s.SentenceIndex(b.head)
		if near == 0 && !definite || b.own == 0 && b.same == nil && !b.ownPlace {
			continue
		}
		a, r := c.overlap(f.actors, b.actors), c.overlap(f.recipients, b.recipients)
		fits := false
		switch {
		case definite && f.own == 0:
			fits = true
		case definite:
			// "the Israeli attack", "the attack on the bank": nothing that speaks against.
			fits = a >= 0 && r >= 0 && !c.others(f, b, r)
		case noun && f.own == 0:
		case c.contrary(f, b):
			fits = c.denied(f, b, a, r)
		case c.pointsBack(f, b):
			fits = true
		case verbal(f.entry.Type):
			fits = a > 0 && r > 0 && f.status == b.status
		case c.unled(f):
			// "two officers were killed": the same victims, or the same town.
			fits = a >= 0 && (r > 0 || r == 0 && f.ownPlace && b.place != nil && f.place.Name == b.place.Name && fineness[f.place.Precision] > 2)
		case len(b.actors) == 0 && near <= 2:
			// "A bridge was shelled. Troops had shelled the bridge": now with who did it.
			fits = r > 0 && f.status == b.status && (c.lemma(f.head) == c.lemma(b.head) || shared(f.modes, b.modes) || c.sameThing(f, b))
		default:
			fits = a > 0 && r > 0 && f.status == b.status
		}
		if !fits {
			continue
		}
		if c.tally(f) && !c.deadly(b) {
			continue
		}
		w := 1
		if c.lemma(f.head) == c.lemma(b.head) {
			w += 3
		}
		if len(b.actors) > 0 {
			w += 2
		}
		// A bombing is rather what was done with explosives than an airstrike.
		switch {
		case c.tally(f):
		case shared(f.modes, b.modes) || f.cameo[:min(3, len(f.cameo))] == b.cameo[:min(3, len(b.cameo))]:
			w += 3
		case len(f.modes) > 0 && len(b.modes) > 0:
			w -= 2
		}
		if len(b.recipients) > 0 {
			w++
		}
		if b.status == hearsay.Actual {
			w++
		}
		if near <= 2 {
			w += 2
		}
		if near <= 1 && c.tally(f) {
			w += 3 // a number is of what was told last
		}
		if c.s.SentenceIndex(b.head) < 3 {
			w++
		}
		if w > most {
			best, most = b, w
		}
	}
	return best
}

// noneSuch tells whether a noun is of what somebody denies that there was: "denied that there
// had been an attack", after an attack that was told.
func (c *coder) noneSuch(f *found) bool {
	v := c.tok[f.head].Head
	if f.own > 0 || c.lemma(v) != "be" || c.s.Child(v, "expl") < 0 {
		return false
	}
	if c.tok[v].Dep == "ccomp" && c.book.Status["that"][c.lemma(c.tok[v].Head)] == "negated" {
		return true
	}
	// "There is no strike in the mine, its owner said."
	d := c.s.Child(f.head, "det")
	f.denies = d >= 0 && c.lower(d) == "no" && f.status == hearsay.Negated && harsh(f.entry.Type) && f.ownPlace && c.speaker(f.head) >= 0
	return f.denies
}

// numbered tells whether a noun only gives somebody's number of what was told: "spoke of 70
// arrests".
func (c *coder) numbered(f *found) bool {
	if f.own > 0 || f.ownPlace || f.ownTime || c.s.Child(f.head, "nummod") < 0 || c.s.Child(f.head, "det", "poss") >= 0 {
		return false
	}
	v, _ := c.clauseOf(f.head)
	l := c.lemma(v)
	return l == "speak" || l == "talk" || l == "put" || l == "count" || l == "report"
}

// counted tells whether a participle only says of whom a number is: "the number of those
// arrested".
func (c *coder) counted(f *found) bool {
	t := &c.tok[f.head]
	if t.Dep != "acl" && t.Dep != "relcl" || f.own > 1 {
		return false
	}
	o := &c.tok[t.Head]
	return o.Dep == "pobj" && c.lower(o.Head) == "of" && c.book.Classes["tally"][c.lemma(c.tok[o.Head].Head)]
}

// others tells whether two nouns of what is done to people name it of different
// people: the arrest of an editor is not that of two smugglers.
func (c *coder) others(f, b *found, overlap int) bool {
	return overlap == 0 && len(f.recipients) > 0 && len(b.recipients) > 0 && c.book.Classes["undergo"][c.lemma(f.head)] &&
		f.recipients[0].Entity != "" && b.recipients[0].Entity != ""
}

// fasting is the mode of protest by which people do without food.
var fasting = []string{"hunger"}

// downed are the modes of protest by which people do without work or food.
var downed = []string{"strike", "hunger", "boycott"}

func shared(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// sameDeed tells whether two words can name one happening of their type: the
// many words for an attack can, a war is no raid.
func (c *coder) sameDeed(f, b *found) bool {
	if f.entry.Type == "ACCUSE" || f.entry.Type == "SANCTION" {
		return shared(f.modes, b.modes)
	}
	if f.entry.Type == "PROTEST" && shared(f.modes, downed) != shared(b.modes, downed) && len(f.modes) > 0 && len(b.modes) > 0 && !c.tally(f) && c.lemma(f.head) != "protest" && c.lemma(b.head) != "protest" {
		return false // a march of strikers is not the strike
	}
	if f.entry.Type == "PROTEST" && shared(f.modes, fasting) && len(b.modes) > 0 && !shared(b.modes, fasting) && c.lemma(b.head) != "protest" {
		return false // a hunger strike is no other one
	}
	if f.entry.Type == "COERCE" && shared(f.modes, legal) != shared(b.modes, legal) {
		return false // who is sentenced was arrested long before
	}
	if f.entry.Type != "ASSAULT" {
		return true
	}
	x, y := c.lemma(f.head), c.lemma(b.head)
	apart := c.book.Classes["apart"]
	return x == y || !apart[x] && !apart[y]
}

// definite tells whether a noun is told as known: "the", "this", a possessive.
func (c *coder) definite(n int) bool {
	for _, ch := range c.s.Children(n) {
		i := int(ch)
		switch c.tok[i].Dep {
		case "det":
			switch c.lower(i) {
			case "the", "this", "that", "these", "those", "both", "such":
				return true
			}
			return false
		case "poss":
			return true
		}
	}
	return false
}

// deadly tells whether an event may have killed: not one of which only the hurt
// are told, or a number again.
func (c *coder) deadly(b *found) bool {
	l := c.lemma(b.head)
	if !c.book.Classes["victimverb"][l] || l == "kill" {
		return true
	}
	for _, j := range b.joined {
		if l := c.lemma(j.head); !c.book.Classes["victimverb"][l] || l == "kill" {
			return true
		}
	}
	return false
}

// tally tells whether a word counts those of a happening, and names none: "put the toll at 12",
// "put it at 600".
func (c *coder) tally(f *found) bool {
	if f.tallies == 0 {
		f.tallies = 1
		if f.entry.Pos == "n" && c.book.Classes["tally"][c.lemma(f.head)] || f.entry.Pos == "v" && f.entry.Type == "PROTEST" && c.book.Classes["reckon"][c.lemma(f.head)] {
			f.tallies = 2
		}
	}
	return f.tallies == 2
}

func (f *found) joinedDefinite(c *coder) bool {
	for _, j := range f.joined {
		if j.entry.Pos == "n" && c.definite(j.head) {
			return true
		}
	}
	return false
}

// overlap is 1 where two lists share someone, -1 where both name somebody and
// share nobody, 0 where one of them names nobody.
func (c *coder) overlap(a, b []hearsay.Participant) int {
	namedA, namedB := false, false
	for _, x := range a {
		namedA = namedA || c.hasName(x)
	}
	for _, y := range b {
		namedB = namedB || c.hasName(y)
	}
	for _, x := range a {
		for _, y := range b {
			if x.Entity != "" && x.Entity == y.Entity || x.Head == y.Head {
				return 1
			}
			// "Fatah Central Committee" is of "Fatah".
			if c.hasName(x) && c.hasName(y) && (within(c.name(x), c.name(y)) || within(c.name(y), c.name(x))) {
				return 1
			}
		}
	}
	if namedA && namedB {
		return -1
	}
	return 0
}

func (c *coder) anyNamed(ps []hearsay.Participant) bool {
	for _, p := range ps {
		if c.hasName(p) {
			return true
		}
	}
	return false
}

// hasName tells whether a participant is known by a name.
func (c *coder) hasName(p hearsay.Participant) bool {
	if k, ok := c.entity(p.Entity); ok {
		for _, m := range k.Mentions {
			if m.Form == hearsay.NameForm {
				return true
			}
		}
	}
	return false
}

func (c *coder) name(p hearsay.Participant) string {
	if e, ok := c.entity(p.Entity); ok {
		return e.Name
	}
	return ""
}

func (c *coder) entity(id string) (*hearsay.Entity, bool) {
	k, ok := c.byID[id]
	if !ok {
		return nil, false
	}
	return &c.r.Entities[k], true
}

// within tells whether all words of a name stand at one end of another.
func within(a, b string) bool {
	return a != "" && len(a) < len(b) && (strings.HasPrefix(b, a+" ") || strings.HasSuffix(b, " "+a))
}

// elsewhereTold tells whether two events' own words put them in two countries, or two towns.
func elsewhereTold(a, b *found) bool {
	if !a.ownPlace || !b.ownPlace || a.place == nil || b.place == nil {
		return false
	}
	return a.place.Country != b.place.Country && a.place.Country != "" && b.place.Country != "" ||
		fineness[a.place.Precision] >= 4 && fineness[b.place.Precision] >= 4 && a.place.Name != b.place.Name && a.place.Lat != b.place.Lat
}

// timesFit tells whether two events can be one by their times.
func (c *coder) timesFit(a, b *found) bool {
	if a.time == nil || b.time == nil {
		return true
	}
	// Precisions differ: "Tuesday" and "Tuesday night" are one, so is a day and its month.
	x, y := a.time.Start, b.time.Start
	n := min(len(x), len(y), len("2006-01-02"))
	return n > 0 && x[:n] == y[:n] || a.time.Start <= b.time.End && b.time.Start <= a.time.End && a.time.End != "" && b.time.End != ""
}

// learn gives an event what is told only where it is named again: "The attack
// took place on Wednesday".
func (c *coder) learn(s, f *found) {
	if !c.learnScene(s, f) {
		return
	}
	if len(f.actors) > 0 && len(s.actors) == 0 {
		s.actors = f.actors
	}
}

// learnScene gives an event the time and place that are told only where it is
// told again; false where the time shows that many are meant.
func (c *coder) learnScene(s, f *found) bool {
	if s.time == nil && f.ownTime {
		switch f.time.Precision {
		case "minute", "hour", "part", "day":
		default:
			return false // "the fourth kidnapping since December"
		}
		t := *f.time
		t.By += " event/again"
		s.time = &t
	}
	if f.ownPlace && (s.place == nil || finer(f.place, s.place) && f.place.Country == s.place.Country) {
		p := *f.place
		p.By += " event/again"
		s.place = &p
	}
	return true
}

// complete takes over from s what f leaves out.
func (c *coder) complete(f, s *found) {
	by := "event/again"
	took := false
	copyAll := func(ps []hearsay.Participant) []hearsay.Participant {
		out := append([]hearsay.Participant(nil), ps...)
		for i := range out {
			out[i].By = by
		}
		took = took || len(out) > 0
		return out
	}
	if len(s.actors) > 0 && len(f.actors) > 0 && c.unled(f) {
		f.instruments, f.actors = append(f.instruments, f.actors...), nil // "the bridge was hit by shells"
	}
	if f.status == hearsay.Negated && len(s.actors) > 0 && !c.anyNamed(f.actors) && f.entry.Pos == "v" {
		f.actors = nil // "denied that its forces shelled it": they who are said to have done it
	}
	if len(f.actors) == 0 && c.overlap(f.recipients, s.actors) <= 0 && !c.tally(f) {
		f.actors = copyAll(s.actors)
	}
	if c.overlap(f.actors, s.recipients) <= 0 {
		if len(f.recipients) == 0 {
			f.recipients = copyAll(s.recipients)
		} else if c.overlap(f.recipients, s.recipients) == 0 && c.anyNamed(s.recipients) {
			// "hit a residential site": also whom the first telling names.
			f.recipients = c.with(f.recipients, copyAll(s.recipients))
		}
	}
	if f.time == nil && s.time != nil {
		t := *s.time
		t.By += " " + by
		f.time, took = &t, true
	}
	if s.place != nil && (f.place == nil || fineness[s.place.Precision] > fineness[f.place.Precision] && s.place.Country == f.place.Country) {
		p := *s.place
		p.By += " " + by
		f.place, took = &p, true
	}
	f.modes = union(f.modes, s.modes)
	if took {
		f.by = append(f.by, by)
	}
}

// throughEvents fills recipients that stand behind a noun of an event: who
// denounces a strike denounces who struck.
func (c *coder) throughEvents(f *found) {
	if f.into != nil || !verbal(f.entry.Type) && f.entry.Type != "SANCTION" || len(f.recipients) > 0 {
		return
	}
	for _, alt := range f.entry.Recipients {
		for _, name := range alt {
			for _, t := range c.slotOf(f, name) {
				n := c.at[t]
				if n == nil {
					continue
				}
				for _, a := range n.root().actors {
					a.By = "event/through:" + c.lemma(n.head)
					f.recipients = c.with(f.recipients, []hearsay.Participant{a})
				}
				if len(f.recipients) > 0 {
					f.recipients = without(f.recipients, f.actors)
					return
				}
			}
		}
	}
}

// sceneOfNamed gives an event without place and time those of a happening that
// its own clause names again: "agencies were deployed after the attack".
func (c *coder) sceneOfNamed(f *found) {
	if f.into != nil || f.place != nil || f.entry.Pos == "n" {
		return
	}
	first, end := c.s.Subtree(f.head)
	for i := first; i < end && i < first+200; i++ {
		n := c.at[i]
		if verbal(f.entry.Type) && (n == nil || n.entry.Type != "CONSULT" || c.tok[i].Dep != "pobj" || !amidst[c.lower(c.tok[i].Head)] || c.tok[c.tok[i].Head].Head != f.head) {
			continue // "agreed at the meeting": there and then
		}
		if n != nil && n != f && n.same != nil && n.own == 0 && n.place != nil {
			if f.time == nil && n.entry.Type == "CONSULT" && n.time != nil {
				t := *n.time
				t.By += " event/time-of:" + c.lemma(n.head)
				f.time = &t
			}
			p := *n.place
			p.By += " event/place-of:" + c.lemma(n.head)
			f.place = &p
			return
		}
	}
}
