package event

import (
	"fmt"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/dateline"
	"github.com/hearsay/hearsay/internal/event/book"
)

// Reader codes the events of readings. It holds the codebook only and may be
// shared by goroutines.
type Reader struct{ book *book.Book }

// New loads the embedded codebook.
func New() (*Reader, error) {
	b, err := book.Load()
	if err != nil {
		return nil, fmt.Errorf("event: %w", err)
	}
	return &Reader{b}, nil
}

// Read adds r.Events and what was seen and not coded to r.PassedOver.
func (rd *Reader) Read(r *hearsay.Reading) {
	c := &coder{book: rd.book, r: r, s: r.Syntax, tok: r.Syntax.Tokens}
	c.at = make([]*found, len(c.tok))
	c.index()
	c.find()
	for _, f := range c.all {
		c.roles(f)
		c.setStatus(f)
	}
	c.claims()
	c.join()
	for _, f := range c.all {
		c.scene(f)
	}
	c.shareScenes()
	c.timesAfter()
	c.again()
	c.passDays()
	c.people()
	c.settle()
	for _, f := range c.all {
		if f.into == nil && f.drop == "" {
			c.enrich(f)
		}
	}
	c.emit()
}

// coder is the work on one reading.
type coder struct {
	book *book.Book
	r    *hearsay.Reading
	s    *hearsay.Syntax
	tok  []hearsay.Token
	at   []*found // by token
	all  []*found // in order of the text

	byID     map[string]int // entity id -> its position
	dateline []bool         // by token
	timeAt   []int32        // token -> 1 + index of the time it belongs to
	placeAt  []int32
	passed   []hearsay.PassedOver
	nouns    map[string]bool // the report's common nouns by lemma, made when first asked for
}

func (c *coder) lower(i int) string {
	if n := c.tok[i].Norm; n != "" && len(n) == c.tok[i].Len() {
		return strings.ToLower(n)
	}
	return strings.ToLower(c.s.TextOf(i))
}

func (c *coder) lemma(i int) string { return strings.ToLower(c.tok[i].Lemma) }

// index maps tokens to the times and places that they belong to.
func (c *coder) index() {
	c.timeAt, c.placeAt = make([]int32, len(c.tok)), make([]int32, len(c.tok))
	c.byID = make(map[string]int, len(c.r.Entities))
	for k := range c.r.Entities {
		c.byID[c.r.Entities[k].ID] = k
	}
	c.datelines()
	for k, t := range c.r.Times {
		for i := t.First; i < t.TokenEnd && i < len(c.tok); i++ {
			c.timeAt[i] = int32(k + 1)
		}
	}
	for k, p := range c.r.Places {
		for i := p.First; i < p.TokenEnd && i < len(c.tok); i++ {
			c.placeAt[i] = int32(k + 1)
		}
	}
}

// datelines marks the words of datelines ("NAIROBI, Kenya (AP) —"): they are no part of what
// the sentence behind them tells.
func (c *coder) datelines() {
	c.dateline = make([]bool, len(c.tok))
	for _, d := range dateline.Find(c.s.Text) {
		first, end := c.s.TokensIn(d.Span)
		for k := first; k < end; k++ {
			c.dateline[k] = true
		}
	}
}

func (c *coder) isTime(i int) bool {
	return c.timeAt[i] > 0 || strings.HasSuffix(c.tok[i].Ent, "DATE") || strings.HasSuffix(c.tok[i].Ent, "TIME")
}

func (c *coder) pass(i int, what, reason, by string) {
	c.passed = append(c.passed, hearsay.PassedOver{Span: c.tok[i].Span, What: what, Reason: reason, By: by})
}

// verbal are the types that are words rather than deeds: they happen where
// the speaker is, which a report seldom tells.
func verbal(typ string) bool {
	switch typ {
	case "AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return true
	}
	return false
}

// settle decides which words become events.
func (c *coder) settle() {
	for _, f := range c.all {
		if f.into != nil || f.drop != "" {
			continue
		}
		e := f.entry
		people := len(f.actors) + len(f.recipients) + len(f.counts)
		switch {
		case c.book.Classes["claimed"][c.lemma(f.head)] && e.Pos == "n" && f.same == nil:
			f.drop = "'" + c.s.TextOf(f.head) + "' is claimed of nothing that was told before"
		case c.tally(f) && (f.same == nil || len(f.counts) == 0):
			f.drop = "'" + c.s.TextOf(f.head) + "' counts the dead of a happening, and tells no number of one told before"
		case f.same != nil && e.Pos == "n" && f.own == 0 && len(f.counts) == 0:
			f.same.again = append(f.same.again, f.head)
			f.drop = "names again the event of '" + c.s.TextOf(f.same.head) + "' earlier in the report"
		case e.Type == "ASSAULT" && c.things(f.actors) && (f.same == nil || len(f.actors) > 0) && c.mishap(f):
			f.drop = "what is told is an accident, a disease or a disaster, not violence by somebody"
		case verbal(e.Type) && len(f.actors) == 0 && (e.Pos == "n" && f.verb < 0 || len(f.recipients) == 0):
			f.drop = "nobody is told who would be the actor of '" + c.s.TextOf(f.head) + "'"
		case e.Pos == "m" && (len(f.actors) == 0 || len(f.recipients) == 0):
			f.drop = "nobody else is told who would have to do it"
		case f.denies:
			// "There was no shooting, the army said": what others say that there was.
		case people == 0 && c.goesOn(f) && f.place != nil && f.status == hearsay.Actual:
			// "The strike began on Tuesday": whose it is has been told, or goes without saying.
		case people == 0 && shared(f.modes, truces) && f.verb >= 0 && f.ownPlace && f.status == hearsay.Actual:
			// "A truce was agreed in Baidoa": told as a deed, though not whose.
		case people == 0 && e.Type == "COERCE" && f.place != nil && f.status == hearsay.Actual && (e.Pos == "v" || f.verb >= 0):
			// "A curfew was imposed": told as a deed, though not whose.
		case people == 0 && (f.place == nil || !f.ownPlace || e.Type != "ASSAULT" && e.Type != "PROTEST" && e.Type != "COERCE"):
			f.drop = "no actor or recipient was found for '" + c.s.TextOf(f.head) + "'"
		case e.Pos == "n" && f.status != hearsay.Actual && f.own == 0:
			f.drop = "'" + c.s.TextOf(f.head) + "' is only spoken of, with nobody of its own taking part"
		}
	}
}

// truces is the mode of laying down arms for a time.
var truces = []string{"ceasefire"}

// things tells whether nobody acts who could mean to: none, or a building, a boat.
func (c *coder) things(ps []hearsay.Participant) bool {
	for _, p := range ps {
		if e, ok := c.entity(p.Entity); ok && (e.Kind == hearsay.State || e.Kind == hearsay.Group || e.Kind == hearsay.Person || e.Kind == hearsay.Organization && len(e.Codes.Sectors) > 0) {
			return false
		}
		l := c.lemma(p.Head)
		if !c.book.Classes["building"][l] && !c.book.Classes["killer"][l] && !c.book.Classes["property"][l] {
			return false
		}
	}
	return true
}

// mishap tells whether words of victims ("killed", "destroyed") stand in a
// sentence of a disaster or accident without any word of violence.
func (c *coder) mishap(f *found) bool {
	victim := c.book.Classes["harm"]
	for _, g := range append([]*found{f}, f.joined...) {
		if !victim[c.lemma(g.head)] {
			return false
		}
	}
	for _, p := range f.frame.get("subj") {
		if c.book.Classes["weapon"][c.lemma(p)] || c.book.Classes["missile"][c.lemma(p)] {
			return false // "the car bomb that killed five"
		}
	}
	if c.knownFire(f) {
		return false
	}
	s := c.s.SentenceOf(f.head)
	bad := false
	for i := s.First; i < s.End && i < s.First+300; i++ {
		if g := c.at[i]; g != nil && g.root() != f && g.entry.Type == "ASSAULT" && !victim[c.lemma(i)] {
			return false
		}
		// "denied firing first": a fire is a noun.
		bad = bad || c.book.Classes["killer"][c.lemma(i)] && c.tok[i].Pos != "PROPN" && !c.charged(i) && !(isVerb(&c.tok[i]) && c.lemma(i) == "fire")
	}
	return bad
}

// charged tells whether a word that may be a pit is a land mine, for it does something.
func (c *coder) charged(i int) bool {
	t := &c.tok[i]
	return c.book.Classes["bomb"][c.lemma(i)] && (t.Dep == "nsubj" || t.Dep == "pobj" && c.lower(t.Head) == "by")
}

// knownFire tells whether people came to harm in a fire that was set.
func (c *coder) knownFire(f *found) bool {
	for _, slot := range []string{"subj", "in", "by"} {
		for _, i := range f.frame.get(slot) {
			if c.setFire(i) {
				return true
			}
		}
	}
	return false
}

// setFire tells whether a word names again a fire that was told to have been set: "Twelve
// people were injured in the fire", after an arson attack.
func (c *coder) setFire(i int) bool {
	if l := c.lemma(i); l != "fire" && l != "blaze" || !c.definite(i) {
		return false
	}
	for _, g := range c.all {
		if g.head >= i {
			break
		}
		if g.drop == "" && g.entry.Type == "ASSAULT" && g.status != hearsay.Negated && (shared(g.modes, []string{"primitive"}) && shared(g.modes, []string{"destroy"}) || c.arson(g)) {
			return true
		}
	}
	return false
}

// arson tells whether a noun's own words make it one of arson: "an arson attack".
func (c *coder) arson(f *found) bool {
	for _, ch := range c.s.Children(f.head) {
		if l := c.lemma(int(ch)); l == "arson" || l == "firebomb" || l == "petrol" {
			return true
		}
	}
	return false
}

// emit writes the events in order of their triggers.
func (c *coder) emit() {
	ids := map[*found]string{}
	var kept []*found
	for _, f := range c.all {
		if f.into == nil && f.drop == "" {
			kept = append(kept, f)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].head < kept[j].head })
	for n, f := range kept {
		ids[f] = fmt.Sprintf("e%d", n+1)
	}
	for _, f := range kept {
		e := f.entry
		ev := hearsay.Event{ID: ids[f], Type: e.Type, Modes: f.modes, Contexts: f.contexts, CAMEO: f.cameo, Quad: c.book.Quads[e.Type],
			Score: c.book.Codes[f.cameo].Score, Actors: f.actors, Recipients: f.recipients, Instruments: f.instruments,
			Place: f.place, Time: f.time, Counts: f.counts, Status: f.status}
		ev.Trigger = c.trigger(f)
		ev.By = "event/lexicon:" + e.Name
		for _, b := range f.by {
			ev.By += " " + b
		}
		if s := f.same; s != nil {
			ev.Same = ids[s.root()]
		}
		for _, a := range f.again {
			ev.Again = append(ev.Again, c.tok[a].Span)
		}
		c.r.Events = append(c.r.Events, ev)
	}
	for _, f := range c.all {
		if f.drop != "" {
			c.pass(f.head, "event", f.drop, "event/lexicon:"+f.entry.Name)
		}
	}
	sort.SliceStable(c.passed, func(i, j int) bool { return c.passed[i].Start < c.passed[j].Start })
	c.r.PassedOver = append(c.r.PassedOver, c.passed...)
}

// trigger is the word with its particle and the verb that carries it.
func (c *coder) trigger(f *found) hearsay.Trigger {
	parts := append([]int(nil), f.parts...)
	sort.Ints(parts)
	var spans []hearsay.Span
	last := -2
	for _, p := range parts {
		switch {
		case p == last:
			continue
		case p == last+1:
			spans[len(spans)-1].End = c.tok[p].End
		default:
			spans = append(spans, c.tok[p].Span)
		}
		last = p
	}
	t := hearsay.Trigger{Head: f.head, Lemma: c.lemma(f.head)}
	t.Span = hearsay.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
	if len(spans) > 1 {
		t.Parts = spans
	}
	return t
}
