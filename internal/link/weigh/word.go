package weigh

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// heard is who says a saying.
type heard struct {
	voice       int
	press, eyes bool
}

// hear takes the tellings apart into words: first what is asserted and doubted,
// then the denials, which are laid beside what others assert.
func (m *matter) hear() {
	m.heard = make(map[*hearsay.Saying]heard, len(m.told)*2)
	m.words = make([]word, 0, len(m.told)*8)
	for i := range m.told {
		m.assertions(i)
	}
	m.dropMentions()
	accused := m.accused()
	for i, t := range m.told {
		for k := range t.Sayings {
			if s := &t.Sayings[k]; m.denying(i, s) {
				m.deny(i, s, accused)
			}
		}
		if len(t.Sayings) == 0 && t.Status == hearsay.Negated {
			m.deny(i, nil, accused)
		}
	}
}

// denying tells whether a saying of a telling says that it is not so.
func (m *matter) denying(i int, s *hearsay.Saying) bool {
	t := m.told[i]
	return s.Denies() || t.Status == hearsay.Negated && overlaps(s, t.At) || m.disowns(i, s)
}

// disowns tells whether somebody says of itself that it had no part in it, in words that deny by
// no verb: "it had nothing to do with the attack".
func (m *matter) disowns(i int, s *hearsay.Saying) bool {
	if s.Act != hearsay.Say || s.Manner == hearsay.Narration || len(s.Chain) == 0 || s.Chain[0].Outlet {
		return false
	}
	words := m.fold(s.Words)
	if !has(words, disowning) {
		return false
	}
	first, _, _ := strings.Cut(words, " ")
	if selves[first] && first != "any" {
		return true
	}
	// "The Salt Path had nothing to do with it, the group's spokesman said."
	me := teller(s)
	if _, ok := ofWhom(m.fold(me.Words)); ok {
		return true
	}
	return begins(words, m.behind(i, me))
}

// begins tells whether folded words begin with the name of a party.
func begins(words string, p *hearsay.Party) bool {
	return len(p.Key) >= 4 && p.Named && strings.HasPrefix(strings.TrimPrefix(words, "the "), p.Key+" ")
}

// disowning are the words for having had no part in a thing.
var disowning = []string{"nothing to do with", "no part in", "no role in", "no hand in", "no link to", "not behind", "not responsible", "not involved", "not carried out", "not carry out", "no involvement"}

func overlaps(s *hearsay.Saying, at hearsay.Span) bool {
	for _, p := range s.Content.Pieces() {
		if p.Overlaps(at) {
			return true
		}
	}
	return false
}

// assertions hears who gives which values in one telling.
func (m *matter) assertions(i int) {
	t := m.told[i]
	m.give(i, slotType, item{text: t.Type}, t.At, t.Trigger)
	for k := range t.Actors {
		p := &t.Actors[k]
		s := slotActor
		if (p.Kind == hearsay.OtherKind || p.Kind == hearsay.Facility) && !p.Named {
			s = slotInstrument // "a drone struck", "a mine exploded"
		}
		m.giveParty(i, s, p)
	}
	for k := range t.Recipients {
		if p := &t.Recipients[k]; !onlyCounted(&t.Telling, p) {
			m.giveParty(i, slotRecipient, p)
		}
	}
	for k := range t.Instruments {
		m.giveParty(i, slotInstrument, &t.Instruments[k])
	}
	if p := t.Place; p != nil && p.Name != "" {
		m.give(i, slotPlace, item{place: p}, p.Span, p.Name)
	}
	if w := t.Time; w != nil && w.Start != "" {
		m.give(i, slotTime, item{time: w}, w.Span, w.Start)
	}
	if s := t.Status; s != "" && s != hearsay.Negated && s != hearsay.Hypothetical {
		if s == hearsay.Historical {
			s = hearsay.Actual // a later report that looks back
		}
		m.give(i, slotStatus, item{text: string(s)}, t.At, t.Trigger)
	}
	for _, n := range m.numbers(t) {
		m.give(i, n.of, item{count: n}, n.at, n.label())
	}
	// Who speaks of the happening in other words than the telling's own takes it as
	// having happened.
	for k := range t.Sayings {
		if t.Status == hearsay.Negated {
			break
		}
		s := &t.Sayings[k]
		if m.claims(t, s) && !m.denying(i, s) {
			w := m.word(i, s)
			w.slot, w.item, w.at, w.text, w.stance = slotActor, item{party: m.behind(i, teller(s))}, s.Content.Span, s.Words, stanceOf(&t.Telling, s)
			m.words = append(m.words, w)
		}
		if !overlaps(s, t.At) && !m.denying(i, s) && s.Manner != hearsay.Narration && stanceOf(&t.Telling, s) == asserts {
			m.add(i, slotType, item{text: t.Type}, s, t.At, t.Trigger)
		}
	}
}

// claims tells whether a saying claims responsibility for a deed: its speaker names itself as
// having done it.
func (m *matter) claims(t *record.Told, s *hearsay.Saying) bool {
	return s.Act == hearsay.ClaimAct && len(s.Chain) > 0 && !s.Chain[0].Outlet && quadOf(t.Type) == "material conflict" && has(m.fold(s.Words), []string{"responsib"})
}

// own is the party that a speaker speaks of as its own: of "its fighters", the group whose they are.
// Other parties are what they are.
func (m *matter) own(i int, p *hearsay.Party, say *hearsay.Saying) *hearsay.Party {
	if say == nil || len(say.Chain) == 0 || say.Chain[0].Outlet || p.Named || p.Kind == hearsay.OtherKind || !its(m.fold(p.Words)) || !overlaps(say, p.At) {
		return p
	}
	if who := m.behind(i, teller(say)); who.Key != "" && who.Kind != hearsay.Person && (who.Named || m.bodyOf(who) != nil) {
		return who
	}
	return p
}

func (m *matter) giveParty(i int, s slot, p *hearsay.Party) {
	if p.Key == "" {
		return // a pronoun, or words that name nobody
	}
	words := p.Words
	if words == "" {
		words = p.Name
	}
	m.give(i, s, item{party: p}, p.At, words)
}

// onlyCounted tells whether a party is no more than a number of people: the counts hold it.
func onlyCounted(t *hearsay.Telling, p *hearsay.Party) bool {
	if p.Key == "some person" {
		return true
	}
	if p.Named || p.Kind != "" {
		return false
	}
	for _, c := range t.Counts {
		if !c.Empty() && c.Overlaps(p.At) {
			return true
		}
	}
	return false
}

// give adds a value for each who gives it: the sayings whose content holds its
// words, else those that hold the telling's trigger, else the report itself. Of
// one saying inside another, the inner counts: who said it first (rule 2).
func (m *matter) give(i int, s slot, v item, at hearsay.Span, text string) {
	t := m.told[i]
	if t.Status == hearsay.Negated {
		return
	}
	found := m.around(i, at)
	if len(found) == 0 && at != t.At {
		found = m.around(i, t.At)
	}
	if len(found) == 0 {
		m.add(i, s, v, nil, at, text)
		return
	}
	for _, k := range found {
		if say := &t.Sayings[k]; !m.denying(i, say) {
			m.add(i, s, v, say, at, text)
		}
	}
}

// around returns the numbers of the sayings whose content holds a span, without
// those that only pass on another of them.
func (m *matter) around(i int, at hearsay.Span) []int {
	if at.Empty() {
		return nil
	}
	t := m.told[i]
	var found []int
	for k := range t.Sayings {
		if overlaps(&t.Sayings[k], at) {
			found = append(found, k)
		}
	}
	if len(found) < 2 {
		return found
	}
	passes := func(outer int) bool {
		if t.Sayings[outer].Denies() {
			return false
		}
		for _, k := range found {
			up := t.Sayings[k].Inside
			for range 8 { // deeper nesting is not told by any reading
				if up == "" {
					break
				}
				if up == t.Sayings[outer].Claim {
					return true
				}
				next := ""
				for j := range t.Sayings {
					if t.Sayings[j].Claim == up {
						next = t.Sayings[j].Inside
					}
				}
				up = next
			}
		}
		return false
	}
	out := found[:0:0]
	for _, k := range found {
		if !passes(k) {
			out = append(out, k)
		}
	}
	return out
}

// add keeps one word.
func (m *matter) add(i int, s slot, v item, say *hearsay.Saying, at hearsay.Span, text string) {
	w := m.word(i, say)
	if s == slotActor {
		v.party = m.own(i, v.party, say)
	}
	w.slot, w.item, w.at, w.text = s, v, at, text
	w.stance = stanceOf(&m.told[i].Telling, say)
	// In "the army denied that its raid hit civilians" the outlet only names the raid.
	w.mention = mentions(say) || say == nil && m.quotes(i)
	if w.mention && w.stance == doubts {
		w.stance = hedged
	}
	m.words = append(m.words, w)
}

// quotes tells whether a telling has a saying of anybody but the outlet.
func (m *matter) quotes(i int) bool {
	for k := range m.told[i].Sayings {
		if s := &m.told[i].Sayings[k]; s.Manner != hearsay.Narration && len(s.Chain) > 0 && !s.Chain[0].Outlet {
			return true
		}
	}
	return false
}

// word begins a word: who says it, and when.
func (m *matter) word(i int, say *hearsay.Saying) word {
	t := m.told[i]
	g := &m.groups[m.group[i]]
	w := word{told: i, s: say, from: t.Known, when: g.known, value: -1}
	h, ok := m.heard[say]
	if !ok || say == nil { // the outlet's own words are another's in each report
		h.voice, h.press, h.eyes = m.hearVoice(i, say)
		if say != nil {
			m.heard[say] = h
		}
	}
	w.voice, w.press, w.eyes = h.voice, h.press, h.eyes
	if !t.Withdrawn.IsZero() && (m.asOf.IsZero() || !t.Withdrawn.After(m.asOf)) {
		w.until = t.Withdrawn
	}
	return w
}

// dropMentions leaves out those who only speak of the happening as known, unless
// nobody tells it.
func (m *matter) dropMentions() {
	told := false
	for k := range m.words {
		w := &m.words[k]
		told = told || w.slot == slotType && !w.mention && w.stance != doubts
	}
	if !told {
		return
	}
	kept := m.words[:0]
	for _, w := range m.words {
		if !w.mention {
			kept = append(kept, w)
		}
	}
	m.words = kept
}

// has tells whether a folded text holds one of the stems at the beginning of a word.
func has(text string, stems []string) bool {
	for _, st := range stems {
		for at := 0; ; {
			k := strings.Index(text[at:], st)
			if k < 0 {
				break
			}
			k += at
			if k == 0 || !letter(text[k-1]) {
				return true
			}
			at = k + 1
		}
	}
	return false
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 }
