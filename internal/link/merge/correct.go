package merge

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/record"
)

// Retold is what one report tells of a merged event.
type Retold struct {
	Me       Me
	Story    string
	Tellings []hearsay.Telling // all of the report
	Of       []int             // those of the event
}

// Sum makes the card of a merged event anew of what all reports tell of it, and the
// postings that lead to it, for when people moved or corrected some of it. held: a
// person took it for an event of its own.
func (m *Merger) Sum(event string, rs []Retold, held bool) (record.Card, []hearsay.Posting) {
	var sum *Profile
	for i := range rs {
		r := &rs[i]
		ps := m.profiles(r.Tellings, newPage(r.Me.Text, dayNumber(r.Me.Known), r.Story, r.Tellings))
		for _, k := range r.Of {
			if sum == nil {
				sum = ps[k].clone()
			} else {
				sum.Add(ps[k])
			}
		}
	}
	if sum == nil {
		sum = &Profile{}
	}
	sum.Event, sum.Held = event, held
	var out Placement
	out.write([]*candidate{{Profile: sum, ref: Ref(event), moved: true}}, nil)
	return out.Cards[0], out.Postings
}

// Gone is the card of a merged event that is no more, or went into another.
func Gone(event, into string) record.Card {
	if into == "" {
		into = event // leads to itself, which the search takes for nothing
	}
	return record.Card{Kind: Kind, Ref: Ref(event), Body: (&Profile{Event: event, Into: into}).Encode()}
}

// PartyOf makes the party that a person means by a name: the entity of the reading that
// is called so, of its mentions the one at or nearest to a place; else the name by
// itself, with the words of the text where it stands there. at may be empty.
func PartyOf(r *hearsay.Reading, name string, at hearsay.Span, near int) hearsay.Party {
	c := newCast(r)
	want := bare(name)
	far := func(s hearsay.Span) int { return max(s.Start-near, near-s.Start) }
	best, entity, whole := hearsay.Span{}, "", false
	for i := range r.Entities {
		e := &r.Entities[i]
		for _, m := range e.Mentions {
			if !at.Empty() && m.Span == at {
				return c.take(e.ID, at)
			}
			word := bare(cut(c.text, m.Span)) == want // the name itself before other words for who bears it
			if !word && (bare(e.Name) != want || m.Form == hearsay.Pronoun) {
				continue
			}
			if entity == "" || word && !whole || word == whole && far(m.Span) < far(best) {
				best, entity, whole = m.Span, e.ID, word
			}
		}
	}
	if entity != "" {
		if !at.Empty() {
			best = at
		}
		return c.take(entity, best)
	}
	if at.Empty() {
		at = Nearest(c.text, name, near)
	}
	p := hearsay.Party{Name: name, Words: name, At: at}
	if w := cut(c.text, at); w != "" {
		p.Words = w
	}
	if m, ok := gazetteer.CountryOf(name); ok && m.As == gazetteer.Name {
		p.Kind, p.Codes.Country, p.Named = hearsay.State, m.Country.ISO3, true
	} else {
		core := strings.TrimPrefix(strings.TrimPrefix(name, "the "), "The ")
		noun, known := lists.NounOf(nounOf(name, ""))
		if core != "" && core[:1] != strings.ToLower(core[:1]) && (!known || strings.Contains(core, " ")) {
			p.Named = true
		} else {
			p.Kind = hearsay.Group // people who are described and not named
			if known {
				p.Codes.Sectors = slices.Clone(noun.Sectors)
			}
		}
	}
	p.Key = key(&p, "")
	return p
}

// Nearest finds words in a text, the place that is nearest to another.
func Nearest(text, words string, near int) hearsay.Span {
	best := hearsay.Span{}
	for from := 0; words != ""; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		s := hearsay.Span{Start: from + i, End: from + i + len(words)}
		if best.Empty() || max(s.Start-near, near-s.Start) < max(best.Start-near, near-best.Start) {
			best = s
		}
		from = s.Start + 1
	}
	return best
}
