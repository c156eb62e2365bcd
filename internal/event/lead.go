package event

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// leadSentences is how many sentences at the head of a report may tell where it plays.
const leadSentences = 4

// mainPlace gives deeds that no place is told of a place, in this order: the
// one place that their sentence names; that of the report's first deed that has
// one; the one place that the first sentence names; that of the dateline. Not
// where times differ or somebody of another country takes part of whom the
// first deed does not tell.
func (c *coder) mainPlace() {
	var main *found
	for _, f := range c.all {
		if c.s.SentenceIndex(f.head) >= leadSentences {
			break
		}
		if f.into == nil && f.drop == "" && (!verbal(f.entry.Type) || c.callsOff(f)) && f.own > 0 {
			c.nextPlace(f)
			c.placeAhead(f)
			if f.ownPlace && f.status == hearsay.Actual && fineness[f.place.Precision] >= 2 {
				main = f
			}
			break
		}
	}
	// A report that tells of several places leaves open which one is meant, once
	// it has told of the second.
	var place *hearsay.Place
	until := len(c.s.Sentences)
	if main != nil {
		place = main.place
		for _, f := range c.all {
			if f.into == nil && f.drop == "" && f.ownPlace && !verbal(f.entry.Type) && f.place.Name != place.Name &&
				!(f.ownTime && (strings.Contains(f.time.By, "event/time-after") || c.remote(f)) && !c.timesFit(f, main)) && // "a week after an ambush in the next town": told for comparison
				(f.place.Country != place.Country || fineness[f.place.Precision] >= 4 && fineness[place.Precision] >= 4) {
				until = c.s.SentenceIndex(f.head)
				break
			}
		}
	}
	c.placeOfActor()
	c.placeOfHead()
	c.sceneOfArrest()
	c.placeOfSentence()
	c.sceneBefore()
	var places []lead
	if place != nil {
		places = append(places, lead{place, " event/place-main"})
	}
	if main == nil || until < len(c.s.Sentences) {
		if p := c.leadPlace(); p != nil && main == nil {
			places = append(places, lead{p, " event/place-lead"})
		}
		place = nil
		for k := range c.r.Places {
			if p := &c.r.Places[k]; k < 4 && strings.Contains(p.By, "dateline") {
				place = p
				break
			}
		}
		for _, f := range c.all {
			if place != nil && f.into == nil && f.drop == "" && f.ownPlace && f.status == hearsay.Actual && !verbal(f.entry.Type) && f.place.Country != place.Country {
				place = nil // told from one country about another
			}
		}
		if place != nil {
			places = append(places, lead{place, " event/place-dateline"})
		}
	}
	unplaced := c.unplaced()
	at := map[string]bool{}
	if main != nil {
		for _, ps := range [][]hearsay.Participant{main.actors, main.recipients} {
			for _, p := range ps {
				if e, ok := c.entity(p.Entity); ok {
					at[e.Codes.Country] = true
				}
			}
		}
	}
	for _, f := range c.all {
		if f.into != nil || f.place != nil || verbal(f.entry.Type) && !c.callsOff(f) || !told(f) || f.entry.Pos == "n" && f.verb < 0 && !c.goesOn(f) ||
			main != nil && f.time != nil && !c.timesFit(f, main) && !c.goesOn(f) || f.ownTime && long(f.time) ||
			main != nil && main.entry.Type == "CONSULT" && harsh(f.entry.Type) && !c.goesOn(f) { // who meet in Geneva do not fight there
			continue
		}
		for _, l := range places {
			if l.by == " event/place-dateline" && harsh(f.entry.Type) && unplaced {
				continue // the lead tells a place that is not known: it is not the dateline's
			}
			if l.by == " event/place-dateline" && main != nil && (harsh(f.entry.Type) || f.entry.Type == "MOBILIZE") && fineness[l.Precision] >= 4 && l.Name != main.place.Name {
				continue // written in the capital, of what happens elsewhere
			}
			if l.by == " event/place-lead" && c.ofAnother(l.Place, f) {
				continue // "caught a man on Monday over the bomb that killed five in Tumaco last month"
			}
			if l.by == " event/place-main" && (c.s.SentenceIndex(f.head) >= until || c.elsewhere(f, l.Country, at) && c.overlap(f.recipients, main.recipients) <= 0) {
				continue
			}
			if l.by != " event/place-main" && c.elsewhere(f, l.Country, at) || l.by == " event/place-lead" && (!harsh(f.entry.Type) && !shared(f.modes, freed) || shared(f.modes, legal)) {
				continue
			}
			p := *l.Place
			p.By += l.by
			f.place = &p
			break
		}
	}
}

// callsOff tells whether a deed is the end of a protest: that is where the protest was.
func (c *coder) callsOff(f *found) bool { return f.entry.Type == "CONCEDE" && f.cameo == "082" }

// goesOn tells whether a noun is of a strike that a report takes as known: "The strike
// began on Tuesday". It is where the report plays, whenever it began.
func (c *coder) goesOn(f *found) bool {
	return f.nth || f.entry.Pos == "n" && shared(f.modes, downed) && c.definite(f.head) && (f.verb >= 0 || c.tok[f.head].Dep == "nsubj")
}

// nextPlace gives the report's first deed, told with no place or a country's
// name only, the finer one of the same country that the next two sentences tell:
// "pulled passengers off a bus in Pakistan ... The bus was stopped near Kalat".
func (c *coder) nextPlace(f *found) {
	if f.status != hearsay.Actual || !harsh(f.entry.Type) || f.place != nil && fineness[f.place.Precision] > 1 {
		return
	}
	first := c.s.SentenceIndex(f.head)
	if f.place == nil && c.onlyPlace(first) != nil {
		return
	}
	for k := first + 1; k <= first+2 && k < len(c.s.Sentences); k++ {
		p := c.onlyPlace(k)
		if p == nil {
			continue
		}
		if f.place == nil && c.elsewhere(f, p.Country, nil) || f.place != nil && f.place.Country != p.Country || c.otherDeed(f, k) {
			return
		}
		q := *p
		q.By += " event/place-next"
		f.place, f.ownPlace = &q, true
		return
	}
}

// placeAhead gives the report's first deed, told with no place or no day, those that the
// two sentences before it tell: "It began with the drums. Boys beat them on Main Street in
// Leeds on Sunday. Some 900 marched".
func (c *coder) placeAhead(f *found) {
	if f.status != hearsay.Actual || !harsh(f.entry.Type) || f.place != nil && f.time != nil || f.entry.Pos == "n" && f.verb < 0 {
		return
	}
	for _, g := range c.all { // where a noun has told of it already, that is where it was
		if g.head >= f.head {
			break
		}
		if g.place != nil || g.time != nil {
			return
		}
	}
	v := f.head
	if f.verb >= 0 {
		v = f.verb
	}
	here := c.s.SentenceIndex(f.head)
	if f.place == nil && c.onlyPlace(here) != nil || !c.simplePast(v) {
		return
	}
	for k := here - 1; k >= 0 && k >= here-2; k-- {
		if f.place == nil {
			if p := c.onlyPlace(k); p != nil && !c.elsewhere(f, p.Country, nil) {
				q := *p
				q.By += " event/place-ahead"
				f.place, f.ownPlace = &q, true
			}
		}
		if f.time == nil && f.entry.Type != "COERCE" { // who is arrested over what was told is so later
			if t := c.onlyDay(k); t != nil {
				q := dayOf(t)
				q.By += " event/time-ahead"
				f.time, f.ownTime = &q, true
			}
		}
	}
}

// onlyDay is the one day that a sentence tells of, what it says of when somebody spoke left out.
func (c *coder) onlyDay(sentence int) *hearsay.Time {
	s := c.s.Sentences[sentence]
	span := c.s.SpanOf(s.First, s.End)
	var one *hearsay.Time
	for k := firstTime(c.r.Times, span.Start); k < len(c.r.Times) && c.r.Times[k].Span.Start < span.End; k++ {
		t := &c.r.Times[k]
		verb, noun := c.clauseOf(c.top(t.First, t.TokenEnd))
		if c.book.Classes["says"][c.lemma(verb)] {
			continue
		}
		if !daily(t) || noun != nil || c.tok[verb].Tag != "VBD" || one != nil && one.Start != t.Start {
			return nil
		}
		one = t
	}
	return one
}

// otherDeed tells whether a sentence tells a deed of its own day.
func (c *coder) otherDeed(f *found, sentence int) bool {
	for _, g := range c.all {
		if g != f && g.ownTime && f.time != nil && c.s.SentenceIndex(g.head) == sentence && !c.timesFit(f, g) {
			return true
		}
	}
	return false
}

// unplaced tells whether the report's first sentence names a place that is not known.
func (c *coder) unplaced() bool {
	for _, p := range c.r.PassedOver {
		if p.What == "place" && len(c.s.Sentences) > 0 {
			if i := c.s.SentenceIndex(c.tokenAt(p.Start)); i == c.leadSentence() {
				return true
			}
		}
	}
	return false
}

// tokenAt is the first token that ends behind a byte offset.
func (c *coder) tokenAt(at int) int {
	lo, hi := 0, len(c.tok)-1
	for lo < hi {
		m := (lo + hi) / 2
		if c.tok[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// lead is a place that the head of a report gives to what follows.
type lead struct {
	*hearsay.Place
	by string
}

// told tells whether an event is told as done, or denied where others say that
// it was: of what may come nobody says where.
func told(f *found) bool {
	return f.status == hearsay.Actual || f.status == hearsay.Negated && harsh(f.entry.Type)
}

// harsh are the types of deeds that stand where people are hurt, held or in the street.
func harsh(typ string) bool { return typ == "ASSAULT" || typ == "PROTEST" || typ == "COERCE" }

// long tells whether a time is a season or more: what was done over a year was
// done in many places.
func long(t *hearsay.Time) bool {
	switch t.Precision {
	case "season", "year", "decade":
		return true
	}
	return false
}

// leadPlace is the one place that the report's first sentence tells of, its
// dateline and who speaks left out: "Nine people died after a boat sank off Chios".
func (c *coder) leadPlace() *hearsay.Place {
	k := c.leadSentence()
	if k < 0 {
		return nil
	}
	if p := c.onlyPlace(k); p != nil {
		return p
	}
	// "shot dead the mayor of the port of Manta": no other town is named.
	s := c.s.Sentences[k]
	span := c.s.SpanOf(s.First, s.End)
	var only *hearsay.Place
	for j := firstPlace(c.r.Places, span.Start); j < len(c.r.Places) && c.r.Places[j].Start < span.End; j++ {
		p := &c.r.Places[j]
		if c.dateline[p.First] || fineness[p.Precision] < 4 {
			continue
		}
		top := c.top(p.First, p.TokenEnd)
		e, _, ok := c.r.EntityOf(top)
		if ok && e.Kind != hearsay.PlaceKind && e.Kind != hearsay.Facility || c.tok[top].Dep != "pobj" || c.lower(c.tok[top].Head) != "of" {
			continue
		}
		if only != nil && only.Name != p.Name {
			return nil
		}
		only = p
	}
	return only
}

// leadSentence is the first sentence that is more than a dateline, or -1.
func (c *coder) leadSentence() int {
	first := 0
	for first < len(c.tok) && (c.dateline[first] || c.tok[first].Pos == "SPACE" || c.tok[first].Pos == "PUNCT") {
		first++
	}
	if first >= len(c.tok) {
		return -1
	}
	return c.s.SentenceIndex(first)
}

// onlyPlace is the finest place of a sentence where it tells of no other: all
// others hold it. Where somebody spoke does not count.
func (c *coder) onlyPlace(sentence int) *hearsay.Place {
	s := c.s.Sentences[sentence]
	span := c.s.SpanOf(s.First, s.End)
	var best *hearsay.Place
	lo := firstPlace(c.r.Places, span.Start)
	for k := lo; k < len(c.r.Places) && k < lo+scenesMax && c.r.Places[k].Start < span.End; k++ {
		p := &c.r.Places[k]
		top := c.top(p.First, p.TokenEnd)
		if c.dateline[p.First] || fineness[p.Precision] < 2 || !c.situates(top) {
			continue
		}
		switch {
		case best == nil || best.Country == p.Country && fineness[p.Precision] > fineness[best.Precision]:
			best = p
		case best.Name == p.Name, best.Country == p.Country && fineness[p.Precision] < fineness[best.Precision]:
		default:
			return nil
		}
	}
	return best
}

// situates tells whether a place stands behind a preposition of place, or before
// a noun that is there ("Medan prison"), and not with a verb of speech.
func (c *coder) situates(i int) bool {
	if e, m, ok := c.r.EntityOf(i); ok && (e.Kind == hearsay.Organization || e.Kind == hearsay.Person && (c.placeAt[i] == 0 || !c.noPerson(&c.r.Places[c.placeAt[i]-1], m)) || e.Kind == hearsay.Group) {
		return false
	}
	for n := 0; n < 6; n++ {
		t := &c.tok[i]
		switch t.Dep {
		case "pobj":
			l := c.lower(t.Head)
			up := c.tok[t.Head].Head
			if l == "of" && isNoun(&c.tok[up]) && up != i {
				i = up // "the town of Erbil"
				continue
			}
			if l == "to" || l == "from" || l == "into" || l == "towards" || l == "toward" || !c.book.Classes["locative"][l] {
				return false
			}
			verb, noun := c.clauseOf(i)
			if noun != nil && afar[c.linkOf(noun.head, verb)] {
				return false // "arrested over the bombing in Kano"
			}
			return !c.book.Classes["says"][c.lemma(verb)]
		case "poss", "compound", "nmod":
			h := c.lemma(t.Head)
			if n == 0 && t.Dep == "compound" && (c.book.Classes["building"][h] || c.book.Classes["property"][h]) {
				return true
			}
			i = t.Head
		case "appos", "conj":
			i = t.Head
		default:
			return false
		}
	}
	return false
}

// placeOfSentence gives a deed the one place that its sentence tells of.
func (c *coder) placeOfSentence() {
	bySent := map[int][]*found{}
	for _, f := range c.all {
		k := c.s.SentenceIndex(f.head)
		bySent[k] = append(bySent[k], f)
	}
	for _, f := range c.all {
		if f.into != nil || f.drop != "" || f.place != nil || verbal(f.entry.Type) || !told(f) || f.entry.Pos == "n" && f.verb < 0 || !harsh(f.entry.Type) || shared(f.modes, legal) {
			continue
		}
		if p := c.onlyPlace(c.s.SentenceIndex(f.head)); p != nil && !c.elsewhere(f, p.Country, nil) && !c.taken(p, f, bySent[c.s.SentenceIndex(f.head)]) && !c.aside(p, f) && !c.ofAnother(p, f) {
			q := *p
			q.By += " event/place-sentence"
			f.place = &q
		}
	}
}

// placeOfHead gives a deed that is told in a clause on another the place of that one:
// "three days after a march in Nampula in which four people were killed".
func (c *coder) placeOfHead() {
	for _, f := range c.all {
		v := f.head
		if f.verb >= 0 {
			v = f.verb
		}
		if f.into != nil || f.drop != "" || f.place != nil || verbal(f.entry.Type) || !told(f) || c.tok[v].Dep != "relcl" || !c.inWhich(v) {
			continue
		}
		// The parser may hang the clause on the place: "in Nampula in which".
		for i, n := c.tok[v].Head, 0; n < 4; n++ {
			if g := c.at[i]; g != nil && g.root().place != nil {
				p := *g.root().place
				p.By += " event/place-of-head"
				f.place = &p
				break
			}
			if c.tok[i].Head == i || isVerb(&c.tok[i]) {
				break
			}
			i = c.tok[i].Head
		}
	}
}

// sceneOfArrest gives a fight that is told only as what arrests came after their place and
// day: "Police arrested nine men in Lille on Friday after clashes in which two were hurt".
func (c *coder) sceneOfArrest() {
	for _, f := range c.all {
		if f.into != nil || f.drop != "" || f.place != nil || f.time != nil || f.entry.Pos != "n" || f.verb >= 0 || f.status != hearsay.Actual || c.definite(f.head) || !c.book.Classes["brawl"][c.lemma(f.head)] {
			continue
		}
		v, noun := c.clauseOf(f.head)
		g := c.at[v]
		if noun != nil || g == nil || c.linkOf(f.head, v) != "after" && c.linkOf(f.head, v) != "during" && c.linkOf(f.head, v) != "in" {
			continue
		}
		if g = g.root(); !shared(g.modes, arrests) || !g.ownPlace || !g.ownTime || g.status != hearsay.Actual {
			continue
		}
		p, t := *g.place, *g.time
		p.By += " event/scene-of-arrest"
		t.By += " event/scene-of-arrest"
		f.place, f.time = &p, &t
	}
}

// arrests is the mode of taking people into custody.
var arrests = []string{"arrest"}

// inWhich tells whether a relative clause begins with "in which", "during which".
func (c *coder) inWhich(v int) bool {
	for _, ch := range c.s.Children(v) {
		if i := int(ch); c.tok[i].Dep == "prep" && i < v && (c.lower(i) == "in" || c.lower(i) == "during" || c.lower(i) == "at") {
			if o := c.s.Child(i, "pobj"); o >= 0 && c.lower(o) == "which" {
				return true
			}
		}
	}
	return false
}

// freed is the mode of setting people free, most often where they were held.
var freed = []string{"release"}

// legal are modes of what a court does: it stands in its own town.
var legal = []string{"convict", "charge"}

// taken tells whether a place is that of another event of the sentence which is
// no part of f: "delivered food in May, but gunmen looted its depot in Goma".
func (c *coder) taken(p *hearsay.Place, f *found, beside []*found) bool {
	for _, g := range beside {
		if g.root() != f.root() && g.ownPlace && g.place.Start == p.Start && !c.s.IsAncestor(f.head, g.head) && !c.s.IsAncestor(g.head, f.head) {
			return true
		}
	}
	return false
}

// ofAnother tells whether a place is that of an event of another day.
func (c *coder) ofAnother(p *hearsay.Place, f *found) bool {
	for _, g := range c.all {
		if g.root() != f.root() && g.drop == "" && g.ownPlace && g.place.Start == p.Start && g.ownTime && !c.timesFit(f, g) {
			return true
		}
	}
	return false
}

// aside tells whether a place stands in a relative clause that tells more of
// something else: "arrested the captain of the boat that sank off Chios".
func (c *coder) aside(p *hearsay.Place, f *found) bool {
	for i, n := c.top(p.First, p.TokenEnd), 0; n < depthMax && c.tok[i].Head != i; i, n = c.tok[i].Head, n+1 {
		if (c.tok[i].Dep == "relcl" || c.tok[i].Dep == "acl") && !c.s.IsAncestor(i, f.head) {
			return true
		}
	}
	return false
}

// sceneBefore gives who was killed or hurt, of whom nothing else is told, the
// place and time of the deed told just before: "A bomb went off in the market
// on Friday. Eight people were killed".
func (c *coder) sceneBefore() {
	for k, f := range c.all {
		if f.into != nil || f.drop != "" || f.status != hearsay.Actual || !c.bereft(f) {
			continue
		}
		for n := k - 1; n >= 0 && n >= k-againMax; n-- {
			b := c.all[n]
			near := c.s.SentenceIndex(f.head) - c.s.SentenceIndex(b.head)
			if near > 2 {
				break
			}
			if near == 0 || b.into != nil || b.drop != "" || b.entry.Pos == "n" && b.ownTime && c.remote(b) || b.entry.Type != "ASSAULT" && b.entry.Type != "PROTEST" || b.status != hearsay.Actual || b.place == nil || c.bereft(b) {
				continue
			}
			if f.place == nil {
				p := *b.place
				p.By += " event/scene-before"
				f.place = &p
			}
			if f.time == nil && b.time != nil && f.place.GeoNames == b.place.GeoNames {
				t := *b.time
				t.By += " event/scene-before"
				f.time = &t
			}
			break
		}
	}
}

// bereft tells whether a verb tells only who was killed or hurt: not by whom, in
// what, where or when.
func (c *coder) bereft(f *found) bool {
	if f.entry.Pos != "v" || f.entry.Type != "ASSAULT" || len(f.actors) > 0 || f.ownPlace || f.ownTime || !f.frame.passive || !c.book.Classes["victimverb"][c.lemma(f.head)] {
		return false
	}
	for _, j := range f.joined {
		if !c.book.Classes["victimverb"][c.lemma(j.head)] {
			return false
		}
	}
	for _, p := range []string{"in", "by", "when", "during", "at", "cause"} {
		if f.frame.has(p) {
			return false
		}
	}
	return true
}

// placeOfActor gives a deed the town where who did it was a sentence or two
// before: "The minister flew to Accra. She met the president".
func (c *coder) placeOfActor() {
	var before []*found
	for _, f := range c.all {
		if f.into != nil || f.drop != "" || verbal(f.entry.Type) || f.status != hearsay.Actual {
			continue
		}
		if f.place == nil && (f.entry.Pos == "v" || f.verb >= 0) {
			for k := len(before) - 1; k >= 0 && c.s.SentenceIndex(f.head)-c.s.SentenceIndex(before[k].head) <= 2; k-- {
				if b := before[k]; fineness[b.place.Precision] >= 4 && c.overlap(f.actors, b.actors) > 0 && c.timesFit(f, b) {
					p := *b.place
					p.By += " event/place-of-actor"
					f.place = &p
					break
				}
			}
		}
		if f.ownPlace {
			before = append(before, f)
		}
	}
}

// elsewhere tells whether who takes part is of another country than the place's
// and those in at.
func (c *coder) elsewhere(f *found, country string, at map[string]bool) bool {
	if country == "" {
		return true
	}
	for _, ps := range [][]hearsay.Participant{f.actors, f.recipients} {
		for _, p := range ps {
			e, ok := c.entity(p.Entity)
			if l := c.lower(p.Head); !ok && (l == "we" || l == "us" || l == "our") {
				// "We expelled spies": those for whom who is quoted speaks.
				if s := c.speaker(f.head); s >= 0 {
					e, _, ok = c.r.EntityOf(s)
				}
			}
			if ok && e.Codes.Country != "" && e.Codes.Country != country && !at[e.Codes.Country] {
				return true
			}
		}
	}
	return false
}
