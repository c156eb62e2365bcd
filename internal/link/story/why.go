package story

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
)

// why explains a score by the report's nearest member: what each figure adds to
// the log odds, measured by leaving it out, the weightiest first.
func (w *work) why(r ranked) []hearsay.Why {
	a, b := w.card, w.all[r.nearest]
	if b == nil {
		return nil
	}
	return Explain(w.model, a, b)
}

// Explain tells what speaks for and against two reports being about one
// happening.
func Explain(m *Model, a, b *Card) []hearsay.Why {
	f := Compare(a, b)
	whole := m.Pair.Odds(&f)
	var out []hearsay.Why
	for i := range f {
		if f[i] == 0 {
			continue
		}
		without := f
		without[i] = 0
		part := whole - m.Pair.Odds(&without)
		if math.Abs(part) < 0.05 {
			continue
		}
		out = append(out, hearsay.Why{Feature: Feature(i).String(), Value: f[i], Weight: part, Note: note(Feature(i), a, b)})
	}
	slices.SortStableFunc(out, func(x, y hearsay.Why) int { return cmp.Compare(math.Abs(y.Weight), math.Abs(x.Weight)) })
	return out
}

// note tells a reader what a figure stands for.
func note(f Feature, a, b *Card) string {
	switch f {
	case WordsCosine, RareWords:
		return texts(a, b, Word, false)
	case LeadCosine, TitleCosine:
		return texts(a, b, Word, true)
	case NamesCosine, NamesRare:
		return texts(a, b, Name, false)
	case Surnames:
		return texts(a, b, Surname, false)
	case SurnamesAgainst:
		return versus(a, b, Surname)
	case Streets:
		return texts(a, b, Street, false)
	case StreetsAgainst:
		return versus(a, b, Street)
	case Houses:
		return texts(a, b, House, false)
	case Ages:
		return texts(a, b, Age, false)
	case AgesAgainst:
		return versus(a, b, Age)
	case Tolls:
		return texts(a, b, Toll, false)
	case KilledAgainst:
		return versus(a, b, Toll)
	case DeedsCosine:
		return texts(a, b, Deed, false)
	case PlaceDistance, PlaceElsewhere, PlaceSame, PlaceAdmin1Against, PlaceCountryAgainst:
		if len(a.Places) > 0 && len(b.Places) > 0 {
			return fmt.Sprintf("%.0f km", distance(&a.Places[0], &b.Places[0]))
		}
	case PublishedGap, PublishedNear:
		if a.Published != Unknown && b.Published != Unknown {
			return fmt.Sprintf("%d days", max(a.Published-b.Published, b.Published-a.Published))
		}
	case HappenedGap, HappenedSame, HappenedAgainst, HappenedLater:
		if len(a.Days) > 0 && len(b.Days) > 0 {
			return fmt.Sprintf("%.0f days", gapOf(a.Days[0], b.Days[0]))
		}
	}
	return ""
}

// texts are the rarest terms in common, as far as their words were kept.
func texts(a, b *Card, k Class, lead bool) string {
	var both []shown
	x, y := a.of(k), b.of(k)
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch s, t := &x[i], &y[j]; {
		case s.Key < t.Key:
			i++
		case s.Key > t.Key:
			j++
		default:
			i++
			j++
			if lead && !(s.Lead && t.Lead) {
				continue
			}
			if s.size > 0 {
				both = append(both, shown{a.Text(s), s.Rarity})
			} else if t.size > 0 {
				both = append(both, shown{b.Text(t), t.Rarity})
			}
		}
	}
	return list(both)
}

// versus are the rarest terms of each side.
func versus(a, b *Card, k Class) string {
	of := func(c *Card) string {
		var all []shown
		ts := c.of(k)
		for i := range ts {
			if ts[i].size > 0 {
				all = append(all, shown{c.Text(&ts[i]), ts[i].Rarity})
			}
		}
		return list(all)
	}
	return of(a) + " / " + of(b)
}

// shown is a term as a reader is told it.
type shown struct {
	text   string
	rarity uint8
}

func list(ts []shown) string {
	slices.SortStableFunc(ts, func(x, y shown) int {
		return cmp.Or(cmp.Compare(y.rarity, x.rarity), strings.Compare(x.text, y.text))
	})
	var out []string
	for _, t := range ts[:min(len(ts), 6)] {
		out = append(out, t.text)
	}
	return strings.Join(out, ", ")
}
