package event

import "github.com/hearsay/hearsay"

// contrary tells whether one of two verbs tells as done what the other denies.
func (c *coder) contrary(f, b *found) bool {
	return (f.status == hearsay.Negated) != (b.status == hearsay.Negated) && (f.status == hearsay.Actual || b.status == hearsay.Actual) &&
		f.entry.Pos == "v" && (b.entry.Pos == "v" || len(b.joined) > 0)
}

// denied tells whether a denial is of the deed told before, or the deed told of
// the denial before: the same doer or the same target, and nothing that speaks
// against it. "Troops shelled a bridge. The army denied that it shelled the bridge".
func (c *coder) denied(f, b *found, actors, recipients int) bool {
	if c.pointsBack(f, b) {
		return true
	}
	if actors < 0 || recipients < 0 {
		return false
	}
	alike := c.lemma(f.head) == c.lemma(b.head)
	for _, j := range b.joined {
		alike = alike || c.lemma(f.head) == c.lemma(j.head)
	}
	// Who was stabbed to death was killed.
	alike = alike || c.lemma(f.head) == "kill" && c.deadly(b) || c.lemma(b.head) == "kill" && c.deadly(f)
	if recipients == 0 {
		recipients = c.sameWords(f.recipients, b.recipients)
	}
	switch {
	case actors > 0 && recipients > 0:
		return true
	case f.status == hearsay.Negated && len(f.actors) == 0 && c.anyone(f):
		return alike // "detained nine of them"; "denied that anyone had been detained"
	case recipients > 0, actors > 0 && (len(f.recipients) == 0 || len(b.recipients) == 0 || recipients == 0):
		return alike
	}
	return false
}

// anyone tells whether what a denied verb takes is "anyone", "any civilians".
func (c *coder) anyone(f *found) bool {
	for _, o := range f.frame.get("obj") {
		if w := c.lower(o); w == "anyone" || w == "anybody" {
			return true
		}
		if d := c.s.Child(o, "det"); d >= 0 && c.lower(d) == "any" {
			return true
		}
	}
	return false
}

// pointsBack tells whether a verb takes what an earlier one took: a thing told
// as known ("signed a truce"; "The truce was signed on Monday"), or nothing of it
// ("We signed nothing").
func (c *coder) pointsBack(f, b *found) bool {
	verb := b.head
	if b.verb >= 0 {
		verb = b.verb
	}
	if f.entry.Pos != "v" || b.frame == nil || c.lemma(f.head) != c.lemma(verb) || c.overlap(f.actors, b.actors) < 0 {
		return false
	}
	for _, o := range f.frame.get("obj") {
		if c.lower(o) == "nothing" {
			return true
		}
		for _, p := range b.frame.get("obj") {
			if c.lemma(o) == c.lemma(p) && (len(f.actors) == 0 && len(f.recipients) == 0 && c.definite(o) || c.contrary(f, b) && len(f.recipients) == 0 && len(b.recipients) == 0) {
				return true
			}
		}
	}
	return false
}

// sameWords is 1 where two lists hold things called by the same noun: "a border
// post", "the post".
func (c *coder) sameWords(a, b []hearsay.Participant) int {
	for _, x := range a {
		for _, y := range b {
			if isNoun(&c.tok[x.Head]) && c.lemma(x.Head) == c.lemma(y.Head) {
				return 1
			}
		}
	}
	return 0
}

// sameThing tells whether two deeds are done to one thing that is nobody: a
// bridge, a market, a town.
func (c *coder) sameThing(f, b *found) bool {
	for _, x := range f.recipients {
		for _, y := range b.recipients {
			if e, ok := c.entity(x.Entity); ok && x.Entity == y.Entity && (e.Kind == hearsay.Facility || e.Kind == hearsay.OtherKind || e.Kind == hearsay.PlaceKind) {
				return true
			}
		}
	}
	return false
}

// unled tells whether nobody is told who does it: none, or only weapons.
func (c *coder) unled(f *found) bool {
	for _, p := range f.actors {
		if !c.inWords(p.Head, c.book.Classes["missile"]) {
			return false
		}
	}
	return true
}
