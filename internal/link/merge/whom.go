package merge

import "strings"

// whom compares the parties.
func whom(a, b *Profile, c *pair) {
	x := &c.x
	if a.Even && b.Even {
		// Who met whom: both sides are one list.
		side(c, append(append([]Who(nil), a.Actors...), a.Patients...), append(append([]Who(nil), b.Actors...), b.Patients...), fActor, fLikeActor, fOtherActor)
		return
	}
	straight := side(c, a.Actors, b.Actors, fActor, fLikeActor, fOtherActor)
	straight = side(c, a.Patients, b.Patients, fPatient, fLikePatient, fOtherPatient) || straight
	if !straight {
		ab, la := touches(a.Actors, b.Patients)
		ba, lb := touches(b.Actors, a.Patients)
		if ab && ba || (ab && !touched(a.Actors, b.Actors) && len(b.Actors) > 0 || ba && !touched(b.Actors, a.Actors) && len(a.Actors) > 0) {
			x[fSwapped] = 1
			c.note(fSwapped, "%s", la+lb)
		} else if turned(a, b) || turned(b, a) {
			x[fSwapped] = 1
			c.note(fSwapped, "by what they are called")
			if third(a, b) {
				// Robbers shot guards, police shot robbers. Of soldiers and rebels alone, who shot at
				// one another, one and the same fight may be told.
				c.never, c.apart = "who acts in the one suffers in the other, at the hands of others", false
			}
		}
	}
}

// third reports whether there is somebody in each of two tellings, told by words for
// what they are, who has no part in the other.
func third(a, b *Profile) bool {
	alone := func(p, q *Profile) bool {
		for _, ws := range [2][]Who{p.Actors, p.Patients} {
			for i := range ws {
				if k := ws[i].Keys[0]; (ws[i].Flags&person != 0 || ws[i].Sectors != 0) && ws[i].Flags&(male|female) == 0 && !anybody[k] && !holds(q.Actors, k) && !holds(q.Patients, k) {
					return true
				}
			}
		}
		return false
	}
	return alone(a, b) && alone(b, a)
}

// turned reports whether people without a name who act in the one suffer in the other, at
// the hands of others: robbers shot guards, police shot robbers.
func turned(a, b *Profile) bool {
	for i := range a.Actors {
		w := &a.Actors[i]
		if w.Flags&(named|state|male|female) != 0 || anybody[w.Keys[0]] || !holds(b.Patients, w.Keys[0]) || holds(b.Actors, w.Keys[0]) || len(b.Actors) == 0 {
			continue
		}
		for k := range b.Actors {
			if holds(a.Actors, b.Actors[k].Keys[0]) {
				return false
			}
		}
		return true
	}
	return false
}

// anybody are the keys of people of whom no more is told than that they are people: "a man"
// who shot is not known to be another than "a man" who was shot.
var anybody = func() map[uint32]bool {
	out := map[uint32]bool{}
	for _, w := range strings.Fields("person man woman boy girl people teen teenager youth child adult victim individual resident neighbor neighbour driver passenger customer employee worker student suspect") {
		out[hash("some "+w)] = true
	}
	return out
}()

func holds(ws []Who, key uint32) bool {
	for i := range ws {
		if ws[i].Keys[0] == key {
			return true
		}
	}
	return false
}

// side compares those of one side and reports whether somebody named is in both.
func side(c *pair, as, bs []Who, same, like, other int) bool {
	x := &c.x
	met := false
	namesA, namesB := false, false
	for i := range as {
		a := &as[i]
		namesA = namesA || a.Flags&(named|state) != 0
		for k := range bs {
			b := &bs[k]
			namesB = namesB || b.Flags&(named|state) != 0
			switch {
			case meets(a, b) && a.Flags&named != 0 && b.Flags&named != 0:
				x[same], met = 1, true
				c.note(same, "%s", a.Label)
			case meets(a, b) && a.Flags&state != 0, stands(a, b), stands(b, a):
				x[fState], met = 1, true
				c.note(fState, "%s", a.Label)
			case sexes(a, b):
				x[other] = 1
			case a.Keys[0] == b.Keys[0], a.Sectors&b.Sectors != 0 && (a.Country == b.Country || a.Country == 0 || b.Country == 0):
				x[like] = 1
			}
		}
	}
	if x[same] == 0 && !met && (namesA && namesB || otherLands(as, bs)) {
		x[other] = 1
		c.note(other, "%s; %s", labels(as), labels(bs))
	}
	return met
}

// otherLands reports whether all who are told act for states, and for other ones: a state
// and the foreign ministry of another.
func otherLands(as, bs []Who) bool {
	if len(as) == 0 || len(bs) == 0 {
		return false
	}
	for _, ws := range [2][]Who{as, bs} {
		for i := range ws {
			if ws[i].Country == 0 || ws[i].Flags&state == 0 && ws[i].Sectors&official == 0 {
				return false
			}
		}
	}
	for i := range as {
		for k := range bs {
			if as[i].Country == bs[k].Country {
				return false
			}
		}
	}
	return true
}

// stands reports whether b is somebody of state a who acts for it: "Moscow", "the
// Russian army".
func stands(a, b *Who) bool {
	return a.Flags&state != 0 && b.Flags&state == 0 && a.Country != 0 && a.Country == b.Country && b.Sectors&official != 0
}

// sexes reports whether one man and one woman without names are compared.
func sexes(a, b *Who) bool {
	return a.Flags&named == 0 && b.Flags&named == 0 && (a.Flags&male != 0 && b.Flags&female != 0 || a.Flags&female != 0 && b.Flags&male != 0)
}

func labels(ws []Who) string {
	var out []string
	for i := range ws {
		if ws[i].Label != "" {
			out = append(out, ws[i].Label)
		}
	}
	return strings.Join(out, ", ")
}

// touches reports whether somebody with a name is in both lists, and who.
func touches(as, bs []Who) (bool, string) {
	for i := range as {
		for k := range bs {
			if as[i].Flags&(named|state) != 0 && meets(&as[i], &bs[k]) {
				return true, as[i].Label + " "
			}
		}
	}
	return false, ""
}

func touched(as, bs []Who) bool {
	ok, _ := touches(as, bs)
	return ok
}

// numbers compares the numbers of killed, injured and so on; the best that any
// two of a sort give, and over the sorts the best too.
func numbers(a, b *Profile, c *pair) {
	const none, far, near, equal = 0, 1, 2, 3
	var sorts [8]int
	for _, p := range a.Tallies {
		for _, q := range b.Tallies {
			if p.Of != q.Of {
				continue
			}
			n, m := p.value(), q.value()
			lo, hi := float64(min(n, m)), float64(max(n, m))
			got := far
			switch {
			case p.Low == q.Low && p.High == q.High, p.within(q), q.within(p):
				got = equal
			case lo*1.6+2 >= hi:
				got = near
			}
			if got > sorts[p.Of] {
				sorts[p.Of] = got
				if got != far {
					c.note(fNumber+3-got, "%s %d, %d", tallied[p.Of], n, m)
				} else {
					c.note(fOtherNumber, "%s %d, %d", tallied[p.Of], n, m)
				}
			}
		}
	}
	for _, got := range sorts {
		switch got {
		case equal:
			c.x[fNumber] = 1
		case near:
			c.x[fGrew] = 1
		case far:
			c.x[fOtherNumber] = 1
		}
	}
}

func (t Tally) value() int32 { return max(t.Low, t.High) }

// within reports whether one exact number lies in the other's open range.
func (t Tally) within(o Tally) bool {
	return t.Low == t.High && t.Low >= 0 && o.Low != o.High && (o.Low < 0 || t.Low >= o.Low) && (o.High < 0 || t.Low <= o.High) && float64(t.Low) <= float64(o.value())*1.6+2
}
