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
		return texts(a.of(Word), b.of(Word), false)
	case LeadCosine, TitleCosine:
		return texts(a.of(Word), b.of(Word), true)
	case NamesCosine, NamesRare:
		return texts(a.of(Name), b.of(Name), false)
	case Surnames:
		return texts(a.of(Surname), b.of(Surname), false)
	case SurnamesAgainst:
		return versus(a.of(Surname), b.of(Surname))
	case Streets:
		return texts(a.of(Street), b.of(Street), false)
	case StreetsAgainst:
		return versus(a.of(Street), b.of(Street))
	case Houses:
		return texts(a.of(House), b.of(House), false)
	case Ages:
		return texts(a.of(Age), b.of(Age), false)
	case AgesAgainst:
		return versus(a.of(Age), b.of(Age))
	case Tolls:
		return texts(a.of(Toll), b.of(Toll), false)
	case KilledAgainst:
		return versus(a.of(Toll), b.of(Toll))
	case DeedsCosine:
		return texts(a.of(Deed), b.of(Deed), false)
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
func texts(a, b []Term, lead bool) string {
	var both []*Term
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := &a[i], &b[j]; {
		case x.Key < y.Key:
			i++
		case x.Key > y.Key:
			j++
		default:
			i++
			j++
			if lead && !(x.Lead && y.Lead) {
				continue
			}
			if x.Text == "" {
				x = y
			}
			if x.Text != "" {
				both = append(both, x)
			}
		}
	}
	return list(both)
}

// versus are the rarest terms of each side.
func versus(a, b []Term) string {
	of := func(ts []Term) string {
		var all []*Term
		for i := range ts {
			if ts[i].Text != "" {
				all = append(all, &ts[i])
			}
		}
		return list(all)
	}
	return of(a) + " / " + of(b)
}

func list(ts []*Term) string {
	slices.SortStableFunc(ts, func(x, y *Term) int {
		return cmp.Or(cmp.Compare(y.Rarity, x.Rarity), strings.Compare(x.Text, y.Text))
	})
	var out []string
	for _, t := range ts[:min(len(ts), 6)] {
		out = append(out, t.Text)
	}
	return strings.Join(out, ", ")
}
