package weigh

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// stately tells whether a party is a state or acts for one.
func (m *matter) stately(p *hearsay.Party) bool {
	if p.Kind == hearsay.State && p.Codes.Country != "" {
		return true
	}
	for _, s := range p.Codes.Sectors {
		if official[s] {
			return true
		}
	}
	b := m.bodyOf(p)
	return b != nil && official[b.sector]
}

// sameParty tells whether two parties are one by their names (rule 9.1).
func (m *matter) sameParty(a, b *hearsay.Party) bool {
	if a.Key != "" && a.Key == b.Key {
		return true
	}
	if a.Codes.Country != "" && b.Codes.Country != "" && a.Codes.Country != b.Codes.Country {
		return false
	}
	if a.Kind == hearsay.State || b.Kind == hearsay.State {
		return false
	}
	if a.Named && b.Named {
		return contained(a, b) || contained(b, a)
	}
	if m.membersOf(a, b) || m.membersOf(b, a) {
		return true
	}
	if person := a.Kind == hearsay.Person || b.Kind == hearsay.Person; person {
		return false
	}
	x, y := m.bodyOf(a), m.bodyOf(b)
	return x != nil && y != nil && x.name == y.name
}

// membersOf tells whether b is people told as of a: "rebels of the Northern Front", "fighters
// of the movement" where that has its name there.
func (m *matter) membersOf(a, b *hearsay.Party) bool {
	if !a.Named || b.Named || a.Kind == hearsay.Person || b.Kind != hearsay.Group || !strings.Contains(a.Key, " ") {
		return false
	}
	for _, s := range b.Codes.Sectors {
		if s == "REB" || s == "MIL" || s == "UAF" {
			return phrase(m.fold(b.Words), a.Key) || phrase(m.fold(b.Name), a.Key)
		}
	}
	return false
}

// contained tells whether one party's name stands in the other's, or is one of its
// whole names: "qureshi" in "salman qureshi", "northern front" in "rebels of the northern front".
func contained(a, b *hearsay.Party) bool {
	for _, n := range b.Aliases {
		if n == a.Key && strings.Contains(n, " ") {
			return true
		}
	}
	if len(a.Key) < 4 || len(a.Key) >= len(b.Key) || !phrase(b.Key, a.Key) {
		return false
	}
	if !strings.Contains(a.Key, " ") {
		if a.Kind == hearsay.Person && b.Kind == hearsay.Person {
			return strings.HasSuffix(b.Key, " "+a.Key) || strings.HasPrefix(b.Key, a.Key+" ")
		}
		_, common := lists.NounOf(a.Key)
		return !common && a.Kind == b.Kind
	}
	return true
}

// ownSide tells whether a speaker speaks for a party: it is the party, or both are
// of one state, or the speaker is named as of it.
func (m *matter) ownSide(speaker, p *hearsay.Party) bool {
	if m.sameParty(speaker, p) {
		return true
	}
	if m.stately(speaker) && m.stately(p) {
		x, y := m.bodyOf(speaker), m.bodyOf(p)
		if a, b := m.landOf(speaker, x), m.landOf(p, y); a == b && a != "" {
			return true
		}
		return x != nil && y != nil && x.name == y.name && (speaker.Codes.Country == "" || p.Codes.Country == "")
	}
	return p.Named && len(p.Key) >= 4 && phrase(m.fold(speaker.Words), p.Key)
}

// vague are the parties of whom nothing is said but that they did it.
func vague(p *hearsay.Party) bool {
	if p.Named || p.Codes.Country != "" {
		return false
	}
	for _, s := range p.Codes.Sectors {
		if s == "REB" || official[s] {
			return false
		}
	}
	return true
}

// coarser tells whether a says less of whom b names: "Peru" of Peru's army, "a market" of "the
// market of Tartus". Who says "rebels" does not say which: that is a value of its own.
func (m *matter) coarser(a, b *hearsay.Party) bool {
	if a.Kind == hearsay.State && a.Codes.Country != "" {
		return b.Kind != hearsay.State && b.Kind != hearsay.Person && m.stately(b) && b.Codes.Country == a.Codes.Country
	}
	return !a.Named && !b.Named && a.Codes.Country == "" && strings.HasPrefix(b.Key, a.Key+" ")
}

// mayBe tells whether a description can be of whom b names: "rebels" of the Northern Front.
func mayBe(a, b *hearsay.Party) bool {
	if a.Named || a.Codes.Country != "" && b.Codes.Country != "" && a.Codes.Country != b.Codes.Country {
		return false
	}
	for _, s := range a.Codes.Sectors {
		if slices.Contains(b.Codes.Sectors, s) {
			return true
		}
	}
	return false
}

// rivals tells whether two parties cannot both be meant: each is named or of a
// state, and neither says less of the other.
func (m *matter) rivals(a, b *hearsay.Party) bool {
	if vague(a) || vague(b) || m.sameParty(a, b) || m.coarser(a, b) || m.coarser(b, a) || mayBe(a, b) || mayBe(b, a) {
		return false
	}
	if a.Kind == hearsay.PlaceKind || b.Kind == hearsay.PlaceKind || a.Kind == hearsay.OtherKind || b.Kind == hearsay.OtherKind {
		return false
	}
	// A person may be one of a group; of whom the country differs, he is not.
	if (a.Kind == hearsay.Person) != (b.Kind == hearsay.Person) {
		return a.Codes.Country != "" && b.Codes.Country != "" && a.Codes.Country != b.Codes.Country
	}
	return true
}

// partyLabel is a party for a reader: its name, or its words without a number.
func partyLabel(p *hearsay.Party) string {
	name := p.Name
	if !p.Named && p.Words != "" && !pronoun[strings.ToLower(p.Words)] {
		name = p.Words
	}
	ws := strings.Fields(name)
	for len(ws) > 1 && !p.Named {
		w := strings.ToLower(ws[0])
		_, number := lists.Number(w)
		if w == "a" || w == "an" || w == "the" {
			ws[0] = w
			break
		}
		if !number && w != "some" && w != "several" && w != "at" && w != "least" && w != "about" {
			break
		}
		ws = ws[1:]
	}
	if p.Named && len(ws) > 1 && strings.EqualFold(ws[0], "the") {
		ws = ws[1:]
	}
	if len(ws) == 0 {
		return name
	}
	return lowered(strings.Join(ws, " "), p.Named)
}
