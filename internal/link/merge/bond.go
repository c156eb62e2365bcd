package merge

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// The figures of a bond, in the order of bonds.tsv.
const (
	bBias = iota
	bExpected
	bWords
	bSentence
	bNamed
	bAnswer
	bBefore
	bShortly
	bMain
	bMainOther
	bLess
	bFewer
	bSuffer
	bDoer
	bActor
	bHand
	bSufferer
	bName
	bOtherStory
	bPlace
	bInside
	bApart
	bCourt
	bInIt
	bDays
	bElsewhere
	bOtherHere
	bLater
	bNotDone
	bNearer
	bOthers
	bonds
)

// scene is the report in which bonds are looked for.
type scene struct {
	m    *Merger
	ts   []hearsay.Telling
	text string
}

// canFollow reports whether an event may be a consequence: what did not happen follows from nothing.
func (s *scene) canFollow(l *happening) bool {
	const happens = isActual | isPlanned | isHistorical | isAttempted
	if l.g == nil {
		return l.Status&happens != 0
	}
	return l.g.p.Status&happens != 0 || ordered(s.ts, l.g, s.text)
}

// bonds holds an event against those that it could follow from, in their order, and scores them.
func (s *scene) bonds(l *happening, causes []happening) []Bond {
	var out []Bond
	var of []*happening
	w := s.wording(l)
	for i := range causes {
		c := &causes[i]
		if c.candidate == l.candidate || c.Event == l.Event {
			continue
		}
		if b, ok := s.bond(l, c, &w); ok {
			out, of = append(out, b), append(of, c)
		}
	}
	// How each stands beside the others, where no words say which it is.
	days := make([]Stay, len(of))
	known := make([]bool, len(of))
	for i, c := range of {
		days[i], known[i] = c.day()
	}
	for i := range out {
		x := out[i].X
		others, most := 0, max(1, len(of[i].Reports))
		tied := x[bWords] != 0 || x[bNamed] != 0
		for k := range out {
			if k == i || out[k].X[bExpected] < x[bExpected]-1 {
				continue
			}
			most = max(most, len(of[k].Reports))
			if tied {
				continue
			}
			if out[k].X[bMain] != 0 {
				x[bMainOther] = 1
			}
			if x[bElsewhere] != 0 && out[k].X[bElsewhere] == 0 && 2*len(of[k].Reports) >= len(of[i].Reports) {
				x[bOtherHere] = 1
			}
			if out[k].X[bExpected] >= x[bExpected] && len(of[k].Reports) >= len(of[i].Reports) && x[bMain] == 0 {
				others++
			}
			if known[i] && known[k] && days[k].Lo > days[i].Hi {
				x[bNearer] = 1
			}
		}
		x[bLess] = 1 - float64(len(of[i].Reports))/float64(most)
		x[bOthers] = math.Log2(float64(1+others)) / 2
		out[i].score = s.m.m.Follow.score(x) - s.m.m.Follow.Threshold
	}
	return out
}

// bond holds an event against one that it could follow from; false: it cannot.
func (s *scene) bond(l, c *happening, w *wording) (Bond, bool) {
	t := s.m.t
	line := t.line(l.Profile, c.Profile)
	if line == nil || tooLate(l.Profile, c.Profile) {
		return Bond{}, false
	}
	b := Bond{From: l.Event, To: c.Event, X: make([]float64, bonds), notes: map[int]string{}}
	x := b.X
	x[bBias], x[bExpected] = 1, line.usual
	var p pair
	where(l.Profile, c.Profile, &p)
	if l.g == nil || c.g == nil {
		x[bElsewhere] = 1
		// Two that no report tells together must be of one story, or somebody must be named in both.
		switch {
		case shares(l.Stories, c.Stories):
		case byName(l.Patients, c.Patients), byName(l.Patients, c.Actors):
			x[bName] = 1
		case p.never == "" && shared(l.Profile, c.Profile):
			x[bOtherStory] = 1
		default:
			return Bond{}, false
		}
	} else {
		s.told(l.g, c.g, &b)
	}
	if name := w.names(t, c.Profile); name != "" {
		x[bNamed], b.notes[bNamed] = 1, quote(name)
	}
	if w.answer != "" {
		x[bAnswer], b.notes[bAnswer] = 1, quote(w.answer)
	}
	if w.earlier {
		x[bBefore] = 1
	}
	if len(c.Reports) < len(l.Reports) {
		x[bFewer] = 1
	}
	s.parties(l.Profile, c.Profile, &b)
	if x[bActor] != 0 && l.Families&(t.force|t.demand) != 0 && c.Families&(t.force|t.protest) != 0 {
		x[bHand] = 1
	}
	switch {
	case p.x[fPlace] != 0 || p.x[fNear] != 0:
		x[bPlace] = 1
	case p.x[fInside] != 0:
		x[bInside] = 1
	case p.never != "" && l.Families&t.elsewhere != 0:
		x[bCourt], b.notes[bCourt] = 1, p.never // suspects flee, and courts sit where they sit
	case p.never != "":
		x[bApart], b.notes[bApart] = 1, p.never
	}
	d, ok := l.day()
	e, ok2 := c.day()
	if ok && ok2 {
		if n := d.Lo - e.Hi; n > 0 {
			x[bDays] = min(1, math.Log10(1+float64(n))/2)
			b.notes[bDays] = strconv.Itoa(int(n))
		}
	}
	if l.Families&t.protest != 0 && c.Families&t.violence != 0 && x[bDays] == 0 && p.never == "" && (ok && ok2 || ok && c.Scene == d.Lo || ok2 && l.Scene == e.Lo) {
		x[bInIt] = 1
	}
	if c.First > l.First || l.g == nil && c.First == l.First {
		x[bLater] = 1
	}
	status := c.Status
	if c.g != nil {
		status = c.g.p.Status
	}
	if status&(isActual|isHistorical|isAttempted) == 0 {
		x[bNotDone] = 1
	}
	return b, true
}

// told looks at how the report tells the two.
func (s *scene) told(l, c *group, b *Bond) {
	x := b.X
	for _, i := range l.members {
		for _, k := range c.members {
			if s.ts[i].Sentence != s.ts[k].Sentence {
				continue
			}
			x[bSentence] = 1
			if w := s.m.t.cue(&s.ts[i], &s.ts[k], s.text); w != "" && x[bWords] == 0 {
				x[bWords], b.notes[bWords] = 1, quote(w)
			}
		}
	}
	if x[bWords] != 0 {
		x[bSentence] = 0
	}
	if c.p.Main {
		x[bMain] = 1
	}
	near := math.MaxInt
	for _, i := range l.members {
		for _, k := range c.members {
			if d := s.ts[i].At.Start - s.ts[k].At.Start; d > 0 {
				near = min(near, d)
			}
		}
	}
	if near < 400 {
		x[bShortly] = 1
	}
}

// byName reports whether a person with a name is in both lists.
func byName(as, bs []Who) bool {
	for i := range as {
		for k := range bs {
			if as[i].Flags&(named|person) == named|person && meets(&as[i], &bs[k]) {
				return true
			}
		}
	}
	return false
}

// earlier reports whether a report tells all of a group with "had": as what came before what it
// tells beside it.
func (s *scene) earlier(g *group) bool {
	for _, k := range g.members {
		t := &s.ts[k]
		ws := strings.Fields(gazetteer.Fold(cut(s.text, hearsay.Span{Start: max(t.Sentence.Start, t.At.Start-24), End: t.At.Start})))
		if !slices.Contains(ws[max(0, len(ws)-3):], "had") {
			return false
		}
	}
	return true
}

// parties looks at who takes part in both, and how.
func (s *scene) parties(l, c *Profile, b *Bond) {
	for _, r := range []struct {
		at     int
		as, bs []Who
	}{{bSuffer, l.Patients, c.Patients}, {bDoer, l.Patients, c.Actors}, {bActor, l.Actors, c.Actors}, {bSufferer, l.Actors, c.Patients}} {
		for i := range r.as {
			for k := range r.bs {
				w := &r.as[i]
				if !meets(w, &r.bs[k]) || anybody[w.Keys[0]] {
					continue
				}
				v := 0.5
				if w.Flags&named != 0 {
					v = 1
				}
				if v > b.X[r.at] {
					b.X[r.at], b.notes[r.at] = v, w.Label
				}
			}
		}
	}
}

// day is the day or stretch that most tellings of an event tell.
func (p *Profile) day() (Stay, bool) {
	if len(p.Days) == 0 {
		return Stay{}, false
	}
	best := p.Days[0]
	for _, d := range p.Days[1:] {
		if d.N > best.N {
			best = d
		}
	}
	return best, true
}

// line is the first line of follows.tsv that fits two events.
func (t *tables) line(later, cause *Profile) *followLine {
	for i := range t.follows {
		f := &t.follows[i]
		if f.later&later.Families != 0 && f.cause&cause.Families != 0 && (f.deed == 0 || f.deed&cause.Deeds != 0) && (f.lemmas == nil || shares(f.lemmas, later.Lemmas)) {
			return f
		}
	}
	return nil
}

// causesOf are the families of what a happening follows from so usually, or more so.
func (t *tables) causesOf(later *Profile, usual float64) uint32 {
	out := uint32(0)
	for i := range t.follows {
		f := &t.follows[i]
		if f.usual >= usual && f.later&later.Families != 0 && (f.lemmas == nil || shares(f.lemmas, later.Lemmas)) {
			out |= f.cause
		}
	}
	return out
}

// tooLate reports whether the cause is told to have happened after the later event.
func tooLate(later, cause *Profile) bool {
	e, known := cause.day()
	d, ok := later.day()
	switch {
	case known && ok:
		return e.Lo > d.Hi
	case known && later.Status&isPlanned == 0:
		return e.Lo > later.First // it was known before the other happened
	}
	return cause.Status&(isActual|isHistorical|isAttempted) == 0 && cause.Status&isPlanned != 0
}

// wording is what the words of a later event tell, whatever it is held against.
type wording struct {
	pointed []string // nouns behind its trigger that point at something: "condemned the attack", "the victims of the bombing"
	answer  string   // "in response"
	earlier bool
}

// wording looks at how the report tells a later event; it tells nothing of one that it does not tell.
func (s *scene) wording(l *happening) (w wording) {
	if l.g == nil {
		return w
	}
	w.earlier = s.earlier(l.g)
	for _, i := range l.g.members {
		if w.answer == "" {
			w.answer = s.m.t.answer(&s.ts[i], s.text)
		}
		rest := strings.Fields(gazetteer.Fold(cut(s.text, hearsay.Span{Start: s.ts[i].At.End, End: s.ts[i].Sentence.End})))
		for k, word := range rest {
			reach, points := s.m.t.pointing[word]
			for n := k + 1; points && n <= k+1+reach && n < len(rest); n++ {
				w.pointed = append(w.pointed, strings.Trim(rest[n], ".,;:\"'"))
			}
		}
	}
	return w
}

// names is the first of the words that is one for the cause.
func (w *wording) names(t *tables, cause *Profile) string {
	for _, word := range w.pointed {
		if t.nameOf(cause.Families, word) || t.nameOf(cause.Families, singular(word)) || slices.Contains(cause.Lemmas, hash(stem(word))) {
			return word
		}
	}
	return ""
}

// nameOf reports whether a word is of deeds.tsv for one of the families.
func (t *tables) nameOf(families uint32, word string) bool {
	for i, n := range t.names {
		if families&(1<<i) != 0 {
			if _, ok := t.deeds[n][word]; ok {
				return true
			}
		}
	}
	return false
}

// cue finds words of cues.tsv that tie two tellings of one sentence, a the later one. Of those
// that stand nowhere the later one's trigger may be it: "condemned".
func (t *tables) cue(a, b *hearsay.Telling, text string) string {
	if a.Sentence != b.Sentence || a.At.Overlaps(b.At) {
		return ""
	}
	fold := func(from, to int) string {
		return " " + strings.Join(strings.FieldsFunc(gazetteer.Fold(cut(text, hearsay.Span{Start: from, End: to})), func(r rune) bool { return strings.ContainsRune(" ,;:\"\n", r) }), " ") + " "
	}
	behind := a.At.Start < b.At.Start // the cause is
	var before, between string
	if behind {
		// With the trigger's last word: "marched in protest at an attack".
		between = " " + gazetteer.Fold(lastWord(a.Trigger)) + fold(a.At.End, b.At.Start)
	} else {
		before, between = fold(b.Sentence.Start, b.At.Start), fold(b.At.End, a.At.Start)
	}
	for i := range t.cues {
		c := &t.cues[i]
		in := between
		switch c.where {
		case "between":
			if !behind {
				continue
			}
			if strings.EqualFold(a.Trigger, c.words) {
				return c.words
			}
		case "opening":
			in = before
		case "leading":
			if behind {
				continue
			}
		default:
			continue
		}
		if at := strings.LastIndex(in, " "+c.words+" "); at >= 0 && strings.Count(in[at+len(c.words)+2:], " ") <= c.reach {
			return c.words
		}
	}
	return ""
}

// answer finds words in the sentence of a later event which say that it is one to something.
func (t *tables) answer(a *hearsay.Telling, text string) string {
	s := strings.NewReplacer(".", " ", ",", " ", ";", " ").Replace(" " + gazetteer.Fold(cut(text, a.Sentence)) + " ")
	for i := range t.cues {
		if c := &t.cues[i]; c.where == "answer" && strings.Contains(s, " "+c.words+" ") {
			return c.words
		}
	}
	return ""
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// shared reports whether a party with a name takes part in both, in any part.
func shared(a, b *Profile) bool {
	for _, as := range [][]Who{a.Actors, a.Patients} {
		for _, bs := range [][]Who{b.Patients, b.Actors} {
			for i := range as {
				for k := range bs {
					if as[i].Flags&named != 0 && meets(&as[i], &bs[k]) {
						return true
					}
				}
			}
		}
	}
	return false
}
