package event

import (
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
		if s := c.earlier(f, before); s != nil {
			if s.same != nil {
				s = s.same
			}
			f.same = s
			c.complete(f, s)
		}
		before = append(before, f)
	}
	for _, f := range c.all {
		c.throughEvents(f)
		c.sceneOfNamed(f)
	}
	c.mainPlace()
}

// earlier is the event that f tells again, or nil.
func (c *coder) earlier(f *found, before []*found) *found {
	noun := f.entry.Pos == "n"
	definite := noun && c.definite(f.head)
	for n, k := 0, len(before)-1; k >= 0 && n < againMax; k, n = k-1, n+1 {
		b := before[k]
		if b.entry.Type != f.entry.Type || b.status == hearsay.Negated || c.s.SentenceIndex(b.head) == c.s.SentenceIndex(f.head) && !definite {
			continue
		}
		if len(b.actors)+len(b.recipients) == 0 && b.same == nil && !b.ownPlace {
			continue
		}
		if !c.timesFit(f, b) {
			continue
		}
		a, r := overlap(f.actors, b.actors), overlap(f.recipients, b.recipients)
		switch {
		case definite && f.own == 0:
			return b
		case definite && (a >= 0 && r >= 0):
			// "the Israeli attack", "the attack on the bank": nothing that speaks against.
			return b
		case !noun && f.joinedDefinite(c) && a >= 0:
			return b
		case (len(f.actors) == 0 || a > 0) && (r > 0 || len(f.recipients) == 0 && f.own > 0) && f.status == b.status && (a > 0 || r > 0):
			return b
		}
	}
	return nil
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

func (f *found) joinedDefinite(c *coder) bool {
	for _, j := range f.joined {
		if j.entry.Pos == "n" && c.definite(j.head) {
			return true
		}
	}
	return false
}

// overlap is 1 where two lists share an entity, -1 where both name entities
// and share none, 0 where one of them is silent.
func overlap(a, b []hearsay.Participant) int {
	known := false
	for _, x := range a {
		for _, y := range b {
			if x.Entity == "" || y.Entity == "" {
				continue
			}
			known = true
			if x.Entity == y.Entity {
				return 1
			}
		}
	}
	if known {
		return -1
	}
	return 0
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
	if len(f.actors) == 0 && overlap(f.recipients, s.actors) <= 0 {
		f.actors = copyAll(s.actors)
	}
	if overlap(f.actors, s.recipients) <= 0 {
		if len(f.recipients) == 0 {
			f.recipients = copyAll(s.recipients)
		} else {
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
	if f.into != nil || f.place != nil || verbal(f.entry.Type) || f.entry.Pos == "n" {
		return
	}
	first, end := c.s.Subtree(f.head)
	for i := first; i < end && i < first+200; i++ {
		if n := c.at[i]; n != nil && n != f && n.same != nil && n.own == 0 && n.place != nil {
			p := *n.place
			p.By += " event/place-of:" + c.lemma(n.head)
			f.place = &p
			return
		}
	}
}

// mainPlace gives deeds that no place is told of the place of the report's
// first deed that has one, else that of the dateline, unless their times differ.
func (c *coder) mainPlace() {
	var main *found
	for _, f := range c.all {
		if f.into == nil && f.ownPlace && !verbal(f.entry.Type) && f.status == hearsay.Actual {
			main = f
			break
		}
	}
	if main == nil || c.s.SentenceIndex(main.head) > 4 {
		return
	}
	for _, f := range c.all {
		if f.into != nil || f.place != nil || verbal(f.entry.Type) || f.status != hearsay.Actual || f.ownTime && !c.timesFit(f, main) {
			continue
		}
		p := *main.place
		p.By += " event/place-main"
		f.place = &p
	}
}
