package weigh

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/record"
)

// accused are the parties that somebody names as having done it.
func (m *matter) accused() []*hearsay.Party {
	var out []*hearsay.Party
	seen := map[string]bool{}
	for k := range m.words {
		w := &m.words[k]
		if p := w.item.party; w.slot == slotActor && !seen[p.Key] {
			seen[p.Key] = true
			out = append(out, p)
		}
	}
	return out
}

// nothing are words that deny the happening itself.
var nothing = []string{"no attack", "no strike", "no such", "no incident", "took place", "taken place", "happen", "occurr", "untrue", "fabricat", "invent", "hoax", "staged"}

// none are words by which a sentence that is no denial says that nobody came to harm or did it.
var none = []string{"no one", "nobody", "none", "no civilian", "no casualt", "no injur", "no death", "no fatal", "no people", "anyone", "anybody", "any civilian", "any casualt", "any part", "any role",
	"responsib", "involve"}

// selves are the words at the beginning of what is denied that stand for the
// speaker: "denied that it had shelled".
var selves = map[string]bool{"it": true, "its": true, "they": true, "their": true, "he": true, "she": true, "we": true, "our": true, "i": true, "any": true, "having": true, "being": true}

// deny lays a denial beside what it is about (rule 8.2): the speaker's own part in
// it, the number that words of death or harm are about, whom it hit, what was used;
// else the whole happening.
func (m *matter) deny(i int, s *hearsay.Saying, accused []*hearsay.Party) {
	t := m.told[i]
	w := m.word(i, s)
	w.stance, w.slot, w.at, w.text = denies, slotType, t.At, t.Trigger
	if s == nil || len(s.Chain) == 0 || w.press && (s.Chain[0].Outlet || m.voices[w.voice].keys[0] == m.groups[m.group[i]].press) {
		m.correct(i, &w)
		return
	}
	if s.Certainty == hearsay.Possible {
		return
	}
	w.at, w.text = s.Content.Span, s.Words
	me := m.behind(i, teller(s))
	actor := func(p *hearsay.Party) {
		w.slot, w.item = slotActor, item{party: p}
		m.words = append(m.words, w)
	}
	words := m.fold(s.Words)
	if m.disowns(i, s) {
		for _, p := range accused {
			if begins(words, p) {
				me = p
			}
		}
		actor(m.mine(me, accused))
		return
	}
	if s.Act == hearsay.Deny && lists.OfFigure(words) {
		m.denyFigure(t, &w, numberIn(words))
		return
	}
	inside := overlaps(s, t.At)
	about := slotType
	for k := range m.lists.denials {
		if d := &m.lists.denials[k]; has(words, d.stems) {
			about = d.slot
			break
		}
	}
	first, _, _ := strings.Cut(words, " ")
	own := s.Act == hearsay.Deny && (strings.HasSuffix(first, "ing") || selves[first]) || first == "we" || first == "our" || first == "i"
	if about == slotRecipient {
		m.denyRecipients(i, s, &w)
		return
	}
	if inside && strings.HasSuffix(quadOf(t.Type), "cooperation") {
		m.words = append(m.words, w) // it takes both: who denies its part denies the whole
		return
	}
	if inside {
		for k := range t.Actors {
			if p := &t.Actors[k]; m.ownSide(me, p) {
				actor(p)
				return
			}
		}
		if own && m.elsewhere(s, t.Actors) || len(t.Actors) == 1 && its(m.fold(t.Actors[0].Words)) {
			actor(m.mine(me, accused))
			return
		}
	}
	if has(words, nothing) {
		m.words = append(m.words, w)
		return
	}
	if s.Act != hearsay.Deny && !has(words, none) && !lists.SaysNo(words) {
		// "The navy did not fire": the part of whom it names. But "they were not killed by smoke" says how,
		// not that it was not so.
		for k := range t.Actors {
			if p := &t.Actors[k]; inside && p.Key != "" && p.Kind != hearsay.OtherKind && overlaps(s, p.At) {
				actor(p)
				return
			}
		}
		return
	}
	if about == slotActor || own && !inside {
		actor(m.mine(me, accused)) // also "denied that its supporters had killed a guard", of one who was stabbed
		return
	}
	if about.counted() {
		w.slot = about
		for _, n := range m.numbers(t) { // "denied that 17 had died": that number
			if n.of == about && n.base() > 0 && !n.at.Empty() && overlaps(s, n.at) {
				w.item = item{count: n}
			}
		}
		if n := numberIn(words); w.item.count == nil && n > 0 { // of a number that was told elsewhere
			w.item = item{count: &number{of: about, low: &n, high: &n}}
			for k := range m.words {
				if x := &m.words[k]; x.slot == about && x.item.count != nil && x.item.count.base() == n {
					w.item = x.item
				}
			}
		}
		m.words = append(m.words, w)
		return
	}
	if inside {
		for k := range t.Instruments {
			p := &t.Instruments[k]
			if strings.HasPrefix(first, "us") && overlaps(s, p.At) {
				w.slot, w.item = slotInstrument, item{party: p}
				m.words = append(m.words, w)
				return
			}
		}
	}
	// The accused's word against the accusation is about who did it, not whether it
	// happened (rule 8.2).
	for _, p := range accused {
		if m.ownSide(me, p) {
			actor(p)
			return
		}
	}
	m.words = append(m.words, w)
}

// denyFigure is about the number that is named, where somebody gives it, else the one that the
// telling gives, where that is one.
func (m *matter) denyFigure(t *record.Told, w *word, named int) {
	if named > 0 {
		for k := range m.words {
			if x := &m.words[k]; x.slot.counted() && x.item.count != nil && x.item.count.base() == named {
				w.slot, w.item = x.slot, x.item
				m.words = append(m.words, *w)
				return
			}
		}
		return
	}
	var one *number
	for _, n := range m.numbers(t) {
		if one != nil && one.of != n.of {
			return // of two numbers it is not said which
		}
		one = n
	}
	if one != nil {
		w.slot, w.item = one.of, item{count: one}
		m.words = append(m.words, *w)
	}
}

// numberIn is the only number that folded words name, 0 where they name none or several.
func numberIn(words string) int {
	out := 0
	for _, w := range strings.Fields(words) {
		n, ok := lists.Number(strings.Trim(w, ".,;:"))
		switch {
		case !ok || n == out || w == "a" || w == "an" || w == "one": // "that a soldier", "that no one"
		case out > 0:
			return 0
		default:
			out = n
		}
	}
	return out
}

// elsewhere tells whether none of the parties is named in what is said: the reading took
// them over from where the deed was told.
func (m *matter) elsewhere(s *hearsay.Saying, ps []hearsay.Party) bool {
	for k := range ps {
		if overlaps(s, ps[k].At) {
			return false
		}
	}
	return true
}

// its tells whether words are of the speaker's own: "its fighters".
func its(words string) bool {
	w, rest, _ := strings.Cut(words, " ")
	return rest != "" && (w == "its" || w == "their" || w == "our" || w == "his" || w == "her")
}

// correct is an outlet's word that a thing was not so. A number that it denies, its
// own reports told: there it is taken back (rule 7.2). Else it counts only where nobody tells the
// happening at all: "no attack took place".
func (m *matter) correct(i int, w *word) {
	t := m.told[i]
	press := m.groups[m.group[i]].press
	for _, n := range m.numbers(t) {
		for k := range m.words {
			x := &m.words[k]
			if x.slot == n.of && x.item.count != nil && x.item.count.base() == n.base() && m.groups[m.group[x.told]].press == press && !x.from.After(w.from) &&
				x.told != i && (x.until.IsZero() || w.from.Before(x.until)) {
				x.until = w.from
			}
		}
	}
	if len(t.Counts) > 0 {
		return
	}
	for k := range m.words {
		if m.words[k].slot == slotType {
			return
		}
	}
	m.words = append(m.words, *w)
}

// mine is the accused party that a speaker speaks for, else the speaker itself.
func (m *matter) mine(me *hearsay.Party, accused []*hearsay.Party) *hearsay.Party {
	for _, p := range accused {
		if m.ownSide(me, p) {
			return p
		}
	}
	return me
}

// denyRecipients is about whom it hit: the recipients in the words denied, else all.
func (m *matter) denyRecipients(i int, s *hearsay.Saying, w *word) {
	t := m.told[i]
	w.slot = slotRecipient
	some := false
	for k := range t.Recipients {
		p := &t.Recipients[k]
		if p.Key != "" && overlaps(s, p.At) && !onlyCounted(&t.Telling, p) {
			c := *w
			c.item = item{party: p}
			m.words = append(m.words, c)
			some = true
		}
	}
	if !some {
		m.words = append(m.words, *w)
	}
}
