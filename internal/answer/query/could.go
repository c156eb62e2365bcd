package query

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// roundabout is how far, in kilometres, the place that is told of an event now may lie
// from the coarser one that was told at first: the middle of its province, mostly.
// Generous for a province; only of the largest countries the middle may lie farther.
const roundabout = 1000

// could tells, without weighing, whether an event may have answered a question at
// some past moment: whether what it asks was ever told of it. The slots hold every value, those
// taken back too. Where it cannot be told the answer is yes.
func could(row *record.MergedRow, f *record.Filter) bool {
	if typ := slotOf(row, "type"); typ != nil && len(f.Types) > 0 && !slices.ContainsFunc(typ.Values, func(v hearsay.Value) bool { return slices.Contains(f.Types, v.Label) }) {
		return false
	}
	if status := slotOf(row, "status"); status != nil && len(f.Statuses) > 0 &&
		!slices.ContainsFunc(status.Values, func(v hearsay.Value) bool { return slices.Contains(f.Statuses, hearsay.Status(v.Label)) }) {
		return false
	}
	if t := slotOf(row, "time"); t != nil && len(t.Values) <= 1 && !row.Start.IsZero() && !record.MatchEvent(&record.Filter{Since: f.Since, Until: f.Until}, row) {
		return false
	}
	if where := slotOf(row, "place"); where != nil && len(where.Values) == 1 && len(f.Places)+len(f.Countries) > 0 {
		wide := record.Filter{Countries: f.Countries}
		for _, p := range f.Places {
			if p.Kilometres > 0 {
				p.Kilometres += roundabout
			}
			if p.Box != nil {
				return true
			}
			wide.Places = append(wide.Places, p)
		}
		if !record.MatchEvent(&wide, row) {
			return false
		}
	}
	// Origins come, and go only with what is taken back.
	return len(row.Origins) >= f.Origins || takenBack(row)
}

func slotOf(row *record.MergedRow, name string) *hearsay.Slot {
	for i := range row.Slots {
		if row.Slots[i].Name == name {
			return &row.Slots[i]
		}
	}
	return nil
}

func takenBack(row *record.MergedRow) bool {
	if len(row.Slots) == 0 {
		return true
	}
	for _, s := range row.Slots {
		for _, v := range s.Values {
			if v.Withdrawn != nil {
				return true
			}
		}
	}
	return false
}
