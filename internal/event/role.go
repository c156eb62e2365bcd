package event

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event/book"
	"github.com/hearsay/hearsay/internal/lists"
)

// roles fills actors and recipients by the frame of the lexicon's line.
func (c *coder) roles(f *found) {
	name := "event/lexicon:" + f.entry.Name
	f.actors = c.fill(f, f.entry.Actors, name, actorRole)
	hit := anyRole
	if verbal(f.entry.Type) {
		hit = recipientRole
	}
	f.recipients = c.fill(f, f.entry.Recipients, name, hit)
	if f.verb >= 0 {
		if f.frame.has("subj") && f.entry.Pos == "n" { // "began their largest drills": who they are is said by the verb
			kept := f.actors[:0]
			for _, a := range f.actors {
				if c.tok[a.Head].Tag != "PRP$" {
					kept = append(kept, a)
				}
			}
			f.actors = kept
		}
		// The verb that carries a noun brings its subject, whatever the noun's frame.
		for _, s := range f.frame.get("subj") {
			f.actors = c.with(f.actors, c.participants(s, "event/light:"+c.lemma(f.verb), actorRole))
		}
		for _, s := range f.frame.get("obj") {
			f.recipients = c.with(f.recipients, c.participants(s, "event/light:"+c.lemma(f.verb), anyRole))
		}
	} else {
		for _, s := range f.frame.get("subj") { // "US-led"
			if f.entry.Pos == "n" {
				f.actors = c.with(f.actors, c.participants(s, "event/led", actorRole))
			}
		}
	}
	f.recipients = without(f.recipients, f.actors)
	c.mutual(f)
	for _, s := range f.frame.get("subj") {
		if f.entry.Type == "ASSAULT" && c.disaster(s) {
			f.drop = "'" + c.s.TextOf(s) + "' is a disaster, not somebody who acts"
		}
		if c.book.Classes["deity"][c.lower(s)] {
			f.drop = "'" + c.s.TextOf(s) + "' is nobody who takes part in events"
		}
	}
	for _, cond := range f.entry.When {
		if cond.Slots[0] == "of" && f.entry.Pos == "v" { // "stripped the cleric of his rank"
			for i := range f.recipients {
				f.recipients[i].End = max(c.tok[f.recipients[i].Head].End, f.recipients[i].Start+1)
			}
		}
	}
	for _, s := range f.frame.get("with") {
		if c.inWords(s, c.book.Classes["weapon"]) || c.inWords(s, c.book.Classes["gear"]) {
			f.instruments = append(f.instruments, hearsay.Participant{Span: c.phrase(s), Head: s, By: "event/instrument"})
		}
	}
}

// disaster tells whether a name is a disaster's: "Hurricane Lena", "Typhoon Odo".
func (c *coder) disaster(i int) bool {
	for _, ch := range c.s.Children(i) {
		if c.tok[ch].Dep == "compound" && c.book.Classes["disaster"][c.lower(int(ch))] {
			return true
		}
	}
	return false
}

// role is what a word is taken as: an actor acts; a recipient of words is an
// actor too; what deeds are done to may be a thing.
type role int

const (
	actorRole role = iota
	recipientRole
	anyRole
)

// fill collects the participants of a frame's slots.
func (c *coder) fill(f *found, slots []book.Slots, by string, as role) []hearsay.Participant {
	var out []hearsay.Participant
	for _, alt := range slots {
		for _, name := range alt {
			var got []hearsay.Participant
			for _, t := range c.slotOf(f, name) {
				if name == "mod" && !c.named(t) {
					continue
				}
				got = append(got, c.participants(t, by, as)...)
			}
			if len(got) > 0 {
				out = c.with(out, got)
				break
			}
		}
	}
	return out
}

// saidOf is the state or organization that says the clause of which a word is
// the subject, or -1.
func (c *coder) saidOf(i int) int {
	v := c.tok[i].Head
	if c.tok[i].Dep != "nsubj" || c.tok[v].Dep != "ccomp" || !c.book.Classes["says"][c.lemma(c.tok[v].Head)] {
		return -1
	}
	s := c.s.Child(c.tok[v].Head, "nsubj")
	if s < 0 {
		return -1
	}
	if e, _, ok := c.r.EntityOf(s); !ok || e.Kind != hearsay.State && e.Kind != hearsay.Organization && e.Kind != hearsay.Group {
		return -1
	}
	return s
}

// named tells whether a modifier is a name: "Hamas attack", "Israeli strike".
func (c *coder) named(i int) bool {
	if k := c.placeAt[i]; k > 0 && c.r.Places[k-1].Precision != "country" {
		return false // "the Kabul bombing" tells where
	}
	if _, _, ok := c.r.EntityOf(i); ok {
		return true
	}
	switch e := c.tok[i].Ent; {
	case len(e) < 3:
		return false
	default:
		switch e[2:] {
		case "GPE", "NORP", "ORG", "PERSON":
			return true
		}
	}
	n, ok := lists.NounOf(c.lemma(i))
	return ok && c.tok[i].Tag != "JJ" && (n.Kind == hearsay.Person || n.Kind == hearsay.Group || n.Kind == hearsay.Organization)
}

// with appends participants that are not there yet.
func (c *coder) with(have, more []hearsay.Participant) []hearsay.Participant {
	for _, m := range more {
		dup := false
		for _, h := range have {
			if h.Head == m.Head || (h.Entity != "" && h.Entity == m.Entity) {
				dup = true
				break
			}
		}
		if !dup {
			have = append(have, m)
		}
	}
	return have
}

// without drops the participants that stand in other.
func without(have, other []hearsay.Participant) []hearsay.Participant {
	var out []hearsay.Participant
	for _, h := range have {
		dup := false
		for _, o := range other {
			if h.Head == o.Head || (h.Entity != "" && h.Entity == o.Entity) {
				dup = true
				break
			}
		}
		if !dup {
			out = append(out, h)
		}
	}
	return out
}

// participants turns a word and its conjuncts into participants. A noun that
// stands for an event ("condemned the attack") gives none; see throughEvents.
func (c *coder) participants(tok int, by string, as role) []hearsay.Participant {
	var out []hearsay.Participant
	for _, i := range c.conjuncts(tok) {
		out = append(out, c.participant(i, by, as)...)
	}
	return out
}

func (c *coder) participant(i int, by string, as role) []hearsay.Participant {
	t := &c.tok[i]
	e, m, ok := c.r.EntityOf(i)
	if !ok && isNoun(t) {
		// "its neighbour Estonia": the name tells who it is.
		if a := c.s.Child(i, "appos"); a > i && a <= i+2 && c.tok[a].Pos == "PROPN" {
			if n, nm, named := c.r.EntityOf(a); named && nm.Form == hearsay.NameForm && (n.Kind == hearsay.State || n.Kind == hearsay.Person || n.Kind == hearsay.Organization) {
				return []hearsay.Participant{{Entity: n.ID, Span: nm.Span, Head: a, By: by + "+named"}}
			}
		}
	}
	switch {
	case isVerb(t) && !(ok && m.Form == hearsay.NameForm) || t.Pos == "ADP" || t.Pos == "ADV" || t.Pos == "PUNCT" || t.Pos == "SPACE" || t.Pos == "SCONJ":
		return nil
	case t.Pos == "ADJ" && !ok && !c.named(i):
		if c.part(i) { // "the last of the hostages"
			for _, o := range c.nounFrame(i).get("of") {
				return c.participant(o, by, as)
			}
		}
		return nil
	case c.isTime(i) || c.dateline[i] || strings.HasSuffix(t.Ent, "MONEY") || strings.HasSuffix(t.Ent, "PERCENT"):
		return nil
	case c.at[i] != nil && !ok:
		return nil
	case as == actorRole && ok && e.Kind == hearsay.OtherKind && c.book.Classes["bomb"][c.lemma(i)] && !c.owned(i):
		return nil // a bomb is what somebody acts with
	case as == recipientRole && ok && m.Form != hearsay.NameForm && e.Kind == hearsay.PlaceKind:
		return nil
	}
	if d := c.s.Child(i, "det"); d >= 0 && c.lower(d) == "no" {
		return nil // "no group claimed it"
	}
	if !ok {
		switch {
		case as == actorRole && c.lower(i) == "it" && c.saidOf(i) >= 0:
			// "Turkey said it would send aid": who speaks is meant.
			s := c.saidOf(i)
			e, _, _ := c.r.EntityOf(s)
			return []hearsay.Participant{{Entity: e.ID, Span: t.Span, Head: i, By: by + "+said-it"}}
		case t.Pos == "PRON" || t.Pos == "DET":
			if t.Tag != "PRP" && t.Tag != "PRP$" || c.lower(i) == "it" || c.lower(i) == "its" {
				return nil
			}
		case t.Tag == "CD" && (t.Ent == "O" || strings.HasSuffix(t.Ent, "CARDINAL")):
		case t.Ent != "O" && !strings.HasSuffix(t.Ent, "CARDINAL") && !strings.HasSuffix(t.Ent, "QUANTITY"):
			switch t.Ent[2:] {
			case "GPE", "NORP", "ORG", "PERSON", "FAC", "LOC", "PRODUCT":
			default:
				if as != anyRole {
					return nil
				}
			}
		default:
			if !c.canTakePart(i, as) {
				// "rejected the European plan", "praised the decision of Peru": whose it is.
				if in, ok := c.belongs(i, 0); ok && as == recipientRole {
					e, m, _ := c.r.EntityOf(in)
					return []hearsay.Participant{{Entity: e.ID, Span: m.Span, Head: in, By: by + "+belongs"}}
				}
				return nil
			}
		}
	}
	p := hearsay.Participant{Span: c.phrase(i), Head: i, By: by}
	if ok {
		p.Entity = e.ID
		if m.Len() > p.Len() {
			p.Span = m.Span
		}
	}
	out := []hearsay.Participant{p}
	// "the ministers of Armenia and Azerbaijan": each of the two.
	if t.Tag == "NNS" {
		for _, o := range c.nounFrame(i).get("of") {
			if all := c.conjuncts(o); len(all) > 1 {
				for _, k := range all {
					if e, m, ok := c.r.EntityOf(k); ok && (e.Kind == hearsay.State || e.Kind == hearsay.Organization) {
						out = append(out, hearsay.Participant{Entity: e.ID, Span: m.Span, Head: k, By: "event/each-of"})
					}
				}
			}
		}
	}
	// "Hamas leaders", "the home of a Shiite cleric": whom they belong to is hit too,
	// and is who the phrase is about where the phrase is no entity itself.
	if in, ok2 := c.belongs(i, 0); ok2 {
		ie, im, _ := c.r.EntityOf(in)
		switch {
		case !ok:
			out[0].Entity = ie.ID
			out[0].By = by + "+belongs"
		case e.ID != ie.ID && ie.Kind == hearsay.State && c.arm(i):
			// What a state's soldiers, jets or policemen do, the state does.
			// "Pakistani and Indian troops" are of both.
			for _, k := range c.conjuncts(in) {
				if ke, km, ok := c.r.EntityOf(k); ok && ke.Kind == hearsay.State && ke.ID != e.ID {
					out = append(out, hearsay.Participant{Entity: ke.ID, Span: km.Span, Head: k, By: "event/belongs"})
				}
			}
		case e.ID != ie.ID && as == anyRole && im.Form == hearsay.NameForm && m.Form != hearsay.NameForm && (ie.Kind == hearsay.Organization || ie.Kind == hearsay.Group || e.Kind == hearsay.Facility && c.tok[in].Dep != "amod"):
			out = append(out, hearsay.Participant{Entity: ie.ID, Span: im.Span, Head: in, By: "event/belongs"})
		}
	}
	return out
}

// owned tells whether a thing is told as somebody's: "Russian missiles".
func (c *coder) owned(i int) bool {
	_, ok := c.belongs(i, 0)
	return ok
}

// arm tells whether a noun names an arm of whom it belongs to: troops, police, jets.
func (c *coder) arm(i int) bool {
	l := c.lemma(i)
	for _, class := range []string{"troops", "police", "vessel", "missile"} {
		if c.book.Classes[class][l] {
			return true
		}
	}
	return false
}

// belongs finds the named entity that a phrase belongs to: by possessive,
// compound, or a chain of "of".
func (c *coder) belongs(i, depth int) (int, bool) {
	if depth > 4 {
		return 0, false
	}
	for _, ch := range c.s.Children(i) {
		j := int(ch)
		switch c.tok[j].Dep {
		case "poss", "compound", "amod", "nmod":
			if e, _, ok := c.r.EntityOf(j); ok && e.Kind != hearsay.OtherKind && e.Kind != hearsay.PlaceKind {
				return j, true
			}
		}
	}
	for _, ch := range c.s.Children(i) {
		j := int(ch)
		if c.tok[j].Dep != "prep" || (c.lower(j) != "of" && c.lower(j) != "from") {
			continue
		}
		for _, p := range c.s.Children(j) {
			if c.tok[p].Dep != "pobj" {
				continue
			}
			if e, m, ok := c.r.EntityOf(int(p)); ok && (m.Form == hearsay.NameForm || e.Kind == hearsay.Person) && e.Kind != hearsay.OtherKind && e.Kind != hearsay.PlaceKind {
				return int(p), true
			}
			if k, ok := c.belongs(int(p), depth+1); ok {
				return k, true
			}
		}
	}
	return 0, false
}

// canTakePart tells whether a common noun can act or be acted on: the list of
// nouns knows it as an actor, or, for what deeds are done to, as a thing.
func (c *coder) canTakePart(i int, as role) bool { return c.canTakePartIn(i, as, 0) }

func (c *coder) canTakePartIn(i int, as role, depth int) bool {
	t := &c.tok[i]
	if t.Tag == "NNP" || t.Tag == "NNPS" {
		return true
	}
	l := c.lemma(i)
	for _, class := range []string{"person", "forces", "leader", "captive"} {
		if c.book.Classes[class][l] {
			return true
		}
	}
	if t.Tag == "NNS" && c.book.Classes["numeral"][l] && c.s.Child(i, "prep") < 0 {
		return true // "Hundreds marched"
	}
	// "thousands of Serbs", "a group of miners": the noun inside decides.
	if c.book.Classes["quantity"][l] && depth < 4 {
		for _, o := range c.nounFrame(i).get("of") {
			if _, _, ok := c.r.EntityOf(o); ok || c.canTakePartIn(o, as, depth+1) {
				return true
			}
		}
	}
	if n, ok := lists.NounOf(l); ok {
		switch n.Kind {
		case hearsay.Person, hearsay.Group, hearsay.Organization, hearsay.State:
			return true
		}
		return as == anyRole && !c.book.Classes["abstract"][l]
	}
	if as == anyRole {
		return !c.book.Classes["abstract"][l] && c.at[i] == nil
	}
	// Nouns of agents by their ending: instructor, striker, arsonist, herdsman.
	for _, end := range []string{"er", "or", "ist", "ian", "man", "woman", "eer", "ant"} {
		if len(l) > len(end)+3 && strings.HasSuffix(l, end) && !c.book.Classes["abstract"][l] && !c.book.Classes["killer"][l] && !c.book.Classes["weapon"][l] {
			return true
		}
	}
	return as == actorRole && c.book.Classes["vessel"][l]
}

// phrase is the stretch of a noun phrase: from its first modifier to its head
// and an of-phrase after it, without relative clauses and appositions.
func (c *coder) phrase(i int) hearsay.Span {
	first, end := i, i+1
	for _, ch := range c.s.Children(i) {
		j := int(ch)
		if j >= i {
			break
		}
		switch c.tok[j].Dep {
		case "det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "predet", "case", "neg":
			if l, _ := c.s.Subtree(j); l < first && i-l < 16 {
				first = l
			}
		}
	}
	for _, ch := range c.s.Children(i) {
		j := int(ch)
		if j > i && c.tok[j].Dep == "prep" && c.lower(j) == "of" && !strings.HasSuffix(c.tok[i].Ent, "PERSON") {
			if _, r := c.s.Subtree(j); r-i < 14 {
				end = r
				for end > i+1 && c.tok[end-1].Pos == "PUNCT" {
					end--
				}
			}
			break
		}
	}
	if c.s.SentenceIndex(first) != c.s.SentenceIndex(i) {
		first = c.s.SentenceOf(i).First
	}
	return c.s.SpanOf(first, end)
}
