package event

import "github.com/hearsay/hearsay"

// charge is the explosion of what an event tells to have been laid or planted: "denied
// that it had laid the mine that blew up a truck", "A mine exploded. Rebels had laid
// it there"; nil where the event tells no such thing, or no explosion was told.
func (c *coder) charge(f *found, before []*found) *found {
	if f.entry.Pos != "v" || f.entry.Type != "ASSAULT" {
		return nil
	}
	obj := -1
	for _, o := range f.frame.get("obj") {
		if c.laidThing(f, o) {
			obj = o
		}
	}
	if obj < 0 || !c.definite(obj) {
		return nil // "laid mines", "planted a bomb": not the one that went off
	}
	for _, ch := range c.s.Children(obj) {
		if g := c.at[ch]; g != nil && c.tok[ch].Dep == "relcl" && g.root() != f && g.entry.Type == "ASSAULT" && g.root().drop == "" {
			return g.root()
		}
	}
	for n, k := 0, len(before)-1; k >= 0 && n < againMax; k, n = k-1, n+1 {
		b := before[k]
		if b.drop == "" && b.entry.Type == "ASSAULT" && b.status == hearsay.Actual && shared(b.modes, f.entry.Modes) && !c.planting(b) && c.timesFit(f, b) {
			return b
		}
	}
	return nil
}

// planting tells whether an event is that something was laid or planted.
func (c *coder) planting(f *found) bool {
	for _, o := range f.frame.get("obj") {
		if c.laidThing(f, o) {
			return true
		}
	}
	return false
}

// laidThing tells whether an event's line asks for what is laid as its object, and a word is
// it: a bomb, a mine.
func (c *coder) laidThing(f *found, o int) bool {
	return len(f.entry.Modes) > 0 && f.entry.Modes[0] == "explosives" && c.book.Classes["laying"][c.lemma(f.head)] && c.asks(f.entry, o)
}

// setOff ties who laid a charge to its explosion, with place, time and whom it hit.
func (c *coder) setOff(f, s *found) {
	if s.same != nil {
		s = s.same
	}
	f.same = s
	const by = " event/charge"
	if f.time == nil && s.time != nil {
		t := *s.time
		t.By += by
		f.time = &t
	}
	if f.place == nil && s.place != nil {
		p := *s.place
		p.By += by
		f.place = &p
	}
	if len(f.recipients) == 0 {
		for _, r := range s.recipients {
			r.By = "event/charge"
			f.recipients = c.with(f.recipients, []hearsay.Participant{r})
		}
	}
	f.by = append(f.by, "event/charge")
}

// claims makes those who claim responsibility for a bomb the doers of what it did: "claimed
// responsibility for the mine that blew up a truck".
func (c *coder) claims() {
	for i := range c.tok {
		if c.tok[i].Dep != "dobj" || !c.book.Classes["claimed"][c.tok[i].Lemma] || c.lightOf(c.tok[i].Head, i) == none {
			continue
		}
		f := c.nounFrame(i)
		if !f.has("for") {
			f = c.verbFrame(c.tok[i].Head)
		}
		for _, o := range f.get("for") {
			if !c.book.Classes["weapon"][c.lemma(o)] {
				continue
			}
			for _, ch := range c.s.Children(o) {
				g := c.at[ch]
				if g == nil || c.tok[ch].Dep != "relcl" && c.tok[ch].Dep != "acl" || g.entry.Type != "ASSAULT" {
					continue
				}
				if s := c.subject(c.tok[i].Head); s >= 0 {
					if who := c.participants(s, "event/claimed", actorRole); len(who) > 0 {
						g.actors = who
					}
				}
			}
		}
	}
}
