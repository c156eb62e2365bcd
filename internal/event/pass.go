package event

import "github.com/hearsay/hearsay"

// shareScenes gives a verb the place and the time that stand behind the verb joined to it:
// "Five men were arrested and their boat was seized off Mannar on Sunday".
func (c *coder) shareScenes() {
	for k := len(c.all) - 1; k >= 0; k-- { // from behind: "arrested two, beat one and burned a car on Friday"
		f := c.all[k]
		if f.into != nil || f.entry.Pos != "v" || f.status != hearsay.Actual || verbal(f.entry.Type) || f.time != nil && f.place != nil {
			continue
		}
		g := c.joinedVerb(f)
		if g == nil {
			continue
		}
		if f.time == nil && g.ownTime && g.time.First > g.head && !c.insideOf(g.time.First, f.head, g.head) {
			t := *g.time
			t.By += " event/scene-shared"
			f.time, f.ownTime = &t, true
		}
		if f.place == nil && g.ownPlace && g.place.First > g.head && g.place.First < c.s.SentenceOf(g.head).End {
			p := *g.place
			p.By += " event/scene-shared"
			f.place, f.ownPlace = &p, true
		}
	}
}

// joinedVerb is the deed that a verb coordinated with a deed's tells, where both are told in
// one breath: of one subject, or both of what was done to somebody. nil where there is none.
func (c *coder) joinedVerb(f *found) *found {
	for _, ch := range c.s.Children(f.head) {
		v := int(ch)
		if c.tok[v].Dep != "conj" || v < f.head {
			continue
		}
		g := c.at[v]
		if g == nil || g.root().status != hearsay.Actual || g.entry.Pos != "v" || verbal(g.entry.Type) || g.entry.Type == "RETREAT" && f.entry.Type != "RETREAT" {
			continue
		}
		own := c.s.Child(v, "nsubj", "nsubjpass") >= 0
		if g.frame.passive != f.frame.passive || own && !g.frame.passive || c.tok[v].Tag == "VBG" != (c.tok[f.head].Tag == "VBG") {
			continue
		}
		return g.root()
	}
	return nil
}

// insideOf tells whether a word stands in a clause of its own below a verb, and not below the
// verb's neighbour: what it tells is of neither.
func (c *coder) insideOf(i, v, w int) bool {
	own, _ := c.clauseOf(i)
	return own != w && own != v
}

// passDays hands the day of a deed, and its place, on to the deeds told next of which none is told: "Two
// thousand people marched on Friday. Police fired tear gas and arrested seven". Only to what is
// told in the simple past, or in the past of speech ("said that police had fired"), of the
// same place, and where the sentence tells no other day.
func (c *coder) passDays() {
	var last *found // the last deed that has a day
	for _, f := range c.all {
		if f.into != nil || f.drop != "" || !c.bodily(f) {
			continue
		}
		if f.time != nil {
			if !c.remote(f) { // "three days after the killing of a student": told in passing
				last = nil
				if f.status == hearsay.Actual && daily(f.time) && !(f.entry.Type == "ASSAULT" && c.things(f.actors) && c.mishap(f)) {
					last = f
				}
			}
			continue
		}
		if last != nil && f.ownPlace && (last.place == nil || f.place.Name != last.place.Name) {
			last = nil // told of another place, with no day: the thread is lost
		}
		if last == nil || !told(f) && f.status != hearsay.Negated || f.same != nil || !c.follows(f, last) {
			continue
		}
		t := dayOf(last.time)
		t.By += " event/time-before"
		f.time = &t
		if f.place == nil && last.place != nil && !c.elsewhere(f, last.place.Country, nil) {
			p := *last.place
			p.By += " event/place-before"
			f.place = &p
		}
	}
}

// bodily tells whether a deed is one of those that stand in the street or the field.
func (c *coder) bodily(f *found) bool {
	return harsh(f.entry.Type) && !shared(f.modes, legal) || shared(f.modes, freed)
}

// daily tells whether a time is of one day.
func daily(t *hearsay.Time) bool {
	switch t.Precision {
	case "day", "part", "hour", "minute":
		return len(t.Start) >= len("2006-01-02")
	}
	return false
}

// dayOf is the day of a time that daily holds of: another deed was not done at the same minute.
func dayOf(t *hearsay.Time) hearsay.Time {
	d := *t
	d.Start = first10(t.Start)
	d.End, d.Timex, d.Precision = d.Start, d.Start, "day"
	return d
}

// remote tells whether a deed is told as background: counted from another one, in the past
// perfect, or as what is named only in passing.
func (c *coder) remote(f *found) bool {
	if f.entry.Pos == "n" && f.verb < 0 && len(f.joined) == 0 {
		return true
	}
	v := f.head
	if f.verb >= 0 {
		v = f.verb
	}
	return isVerb(&c.tok[v]) && c.hasAux(v, "had") && !c.underSpeech(v)
}

// follows tells whether a deed goes on with what another tells.
func (c *coder) follows(f, last *found) bool {
	v := f.head
	if f.verb >= 0 {
		v = f.verb
	}
	near := c.s.SentenceIndex(f.head) - c.s.SentenceIndex(last.head)
	if f.entry.Pos == "n" && f.verb < 0 || near < 0 || near > 2 || !c.simplePast(v) {
		return false
	}
	if f.place != nil && last.place != nil && f.place.Name != last.place.Name {
		return false
	}
	if f.place == nil && last.place != nil && c.onlyPlace(c.s.SentenceIndex(f.head)) != nil && near > 0 {
		return false
	}
	if near == 0 {
		// "marched on Friday, the ministry said, and eleven were arrested": the parser may
		// hang the second on the speech.
		h := c.tok[v].Head
		return c.tok[v].Dep == "conj" && last.head < v && (c.s.IsAncestor(last.head, v) || c.book.Classes["says"][c.lemma(h)] && c.s.IsAncestor(h, last.head))
	}
	// Another time in the sentence is another day's, unless somebody spoke then.
	s := c.s.SentenceOf(f.head)
	span := c.s.SpanOf(s.First, s.End)
	for k := firstTime(c.r.Times, span.Start); k < len(c.r.Times) && c.r.Times[k].Span.Start < span.End; k++ {
		t := &c.r.Times[k]
		verb, _ := c.clauseOf(c.top(t.First, t.TokenEnd))
		if t.Start != "" && !c.book.Classes["says"][c.lemma(verb)] {
			return false
		}
	}
	for _, ch := range c.s.Children(v) {
		if c.tok[ch].Dep == "advmod" && elsewhen[c.lower(int(ch))] {
			return false
		}
	}
	return true
}

// elsewhen are adverbs of another time than the one told.
var elsewhen = map[string]bool{"earlier": true, "previously": true, "before": true, "once": true, "often": true, "usually": true, "sometimes": true, "recently": true,
	"repeatedly": true, "already": true, "since": true, "always": true, "ever": true, "frequently": true, "again": true, "then": true, "ago": true, "formerly": true}

// underSpeech tells whether a verb is what somebody is told to have said or denied.
func (c *coder) underSpeech(v int) bool {
	for n := 0; n < 4; n++ {
		t := &c.tok[v]
		if t.Head == v {
			return false
		}
		if t.Dep == "ccomp" {
			l := c.lemma(t.Head)
			return c.book.Classes["says"][l] || c.book.Status["that"][l] == "negated"
		}
		if t.Dep != "conj" {
			return false
		}
		v = t.Head
	}
	return false
}

// simplePast tells whether a verb tells what was done then: "fired", "were arrested", and
// "had fired" where it is told as somebody's words.
func (c *coder) simplePast(v int) bool {
	t := &c.tok[v]
	past := t.Tag == "VBD"
	for _, ch := range c.s.Children(v) {
		switch l := c.lower(int(ch)); c.tok[ch].Dep {
		case "aux":
			switch l {
			case "had":
				if !c.underSpeech(v) {
					return false
				}
				past = true
			case "did":
				past = true
			default:
				return false // "has arrested", "would fire"
			}
		case "auxpass":
			past = past || l == "was" || l == "were"
		}
	}
	if !past && t.Tag == "VBN" && t.Dep == "conj" && isVerb(&c.tok[t.Head]) && t.Head < v {
		return c.simplePast(t.Head) // "were arrested and two boats seized"
	}
	return past
}
