package weigh

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// columns fills what questions filter by.
func (v *view) columns(row *record.MergedRow) {
	for j := range v.values[slotTime] {
		if _, ok := v.given(slotTime, j); !ok {
			continue
		}
		s := v.values[slotTime][j].stretch
		if s.from.IsZero() {
			continue
		}
		if row.Start.IsZero() || s.from.Before(row.Start) {
			row.Start = s.from
		}
		if s.to.After(row.End) {
			row.End = s.to
		}
	}
	lands := map[string]int{}
	for j := range v.values[slotPlace] {
		for _, k := range v.values[slotPlace][j].words {
			if p := v.words[k].item.place; p != nil && p.Country != "" { // those taken back too: the past is asked for by them
				lands[p.Country]++
			}
		}
	}
	row.Countries = byCount(lands)
	row.Parties = v.coded(v.parties())
}

// coded adds to those by which the event is found the parties and countries that were coded
// and that people put others in place of: a question as of a moment before that finds it by them.
func (v *view) coded(now []record.PartyRow) []record.PartyRow {
	if !v.asOf.IsZero() || len(v.was) == 0 {
		return now
	}
	var out []record.PartyRow
	add := func(role string, r record.PartyRow) {
		r.Role = role
		if slices.Contains(now, r) {
			return
		}
		if r.Role = record.CodedAs + role; !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, t := range v.was {
		for role, ps := range [][]hearsay.Party{t.Actors, t.Recipients} {
			for k := range ps {
				p := &ps[k]
				r := record.PartyRow{Key: p.Key, Name: v.fold(p.Name), Country: p.Codes.Country}
				for _, name := range append([]string{r.Name}, p.Aliases...) {
					r.Name = name
					add(slot(slotActor+slot(role)).String(), r)
				}
			}
		}
		if t.Place != nil && t.Place.Country != "" {
			add("place", record.PartyRow{Country: t.Place.Country})
		}
	}
	slices.SortFunc(out, func(a, b record.PartyRow) int {
		return cmp.Or(strings.Compare(a.Role, b.Role), strings.Compare(a.Key, b.Key), strings.Compare(a.Name, b.Name), strings.Compare(a.Country, b.Country))
	})
	return append(now, out[:min(len(out), mostParties)]...)
}

// mostParties bounds the rows of each role by which an event is found.
const mostParties = 256

// parties are all who were ever told to take part, and all who speak of it: also what
// was denied and taken back, because the past is asked for by them too.
func (v *view) parties() []record.PartyRow {
	var out []record.PartyRow
	seen := map[record.PartyRow]bool{}
	count := map[string]int{}
	add := func(r record.PartyRow) {
		if r.Key == "" && r.Name == "" || seen[r] || count[r.Role] >= mostParties {
			return
		}
		seen[r] = true
		count[r.Role]++
		out = append(out, r)
	}
	all := func(role string, p *hearsay.Party, land string) {
		r := record.PartyRow{Role: role, Key: p.Key, Name: v.fold(p.Name), Country: land}
		add(r)
		for _, a := range p.Aliases {
			r.Name = a
			add(r)
		}
	}
	for _, s := range [2]slot{slotActor, slotRecipient} {
		for j := range v.values[s] {
			for _, k := range v.values[s][j].words {
				if p := v.words[k].item.party; p != nil {
					all(s.String(), p, p.Codes.Country)
				}
			}
		}
	}
	had := make([]bool, len(v.voices))
	for k := range v.words {
		n := v.words[k].voice
		if had[n] {
			continue
		}
		had[n] = true
		c := &v.voices[n]
		if c.party == nil {
			add(record.PartyRow{Role: "speaker", Key: strings.TrimPrefix(c.keys[0], "m:"), Name: v.fold(c.name)})
			continue
		}
		all("speaker", c.party, c.land)
		if of := v.principal(c.party); of != nil {
			all("speaker", of, c.land)
		}
	}
	return out
}
