package weigh

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// none marks an event of which people say that it is none: it stands as it was coded, so
// that it can be seen what was taken for an event, and by its status it is left out of lists.
func (v *view) none(row *record.MergedRow) {
	var by []string
	for _, t := range v.told {
		for _, name := range t.NoneBy(v.asOf) {
			if !slices.Contains(by, name) {
				by = append(by, name)
			}
		}
	}
	row.Status = hearsay.NoEvent
	row.Summary = strings.TrimSpace(fmt.Sprintf("No event, says %s. It was coded so: %s", list(by, 3), row.Summary))
}

// phase is a time in which nobody corrected anything: the tellings as they were taken
// then. from is the correction that began it, zero: none did; to the next one, zero: none.
type phase struct {
	told     []record.Told
	from, to time.Time
	by       []hearsay.EvidenceRef // who corrected
}

// phases parts the time up to a moment (zero: now) by the corrections of what tellings
// say. Which tellings the event has is taken as of that moment throughout.
func phases(told []record.Told, asOf time.Time) []phase {
	var all []record.Told
	var times []time.Time
	by := map[time.Time][]hearsay.EvidenceRef{}
	for i := range told {
		t := &told[i]
		if !t.In(asOf) {
			continue
		}
		all = append(all, *t)
		for k := range t.Corrections {
			c := &t.Corrections[k]
			if hearsay.Moves(c.Field) {
				continue
			}
			for _, x := range []struct {
				at     time.Time
				stance string
			}{{c.Made, "corrects"}, {c.Undone, "undoes"}} {
				if x.at.IsZero() || !asOf.IsZero() && x.at.After(asOf) {
					continue
				}
				if by[x.at] == nil {
					times = append(times, x.at)
				}
				if len(by[x.at]) == mostEvidence {
					continue
				}
				by[x.at] = append(by[x.at], hearsay.EvidenceRef{Telling: t.ID, Report: t.Teller.ID, Claim: c.ID, Speaker: c.By, Stance: x.stance, At: t.At, Words: t.Trigger, Known: x.at})
			}
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	first := phase{}
	if len(times) > 0 {
		first.to = times[0]
		first.told = at(all, times[0].Add(-time.Microsecond))
	} else {
		first.told = all
	}
	out := []phase{first}
	for i, from := range times {
		p := phase{told: at(all, from), from: from, by: by[from]}
		if i+1 < len(times) {
			p.to = times[i+1]
		}
		out = append(out, p)
	}
	return out
}

// at are tellings as they were coded and corrected at a moment, and nothing more is known of
// their corrections.
func at(told []record.Told, moment time.Time) []record.Told {
	var out []record.Told
	for i := range told {
		t := told[i]
		if t.None(moment) {
			continue
		}
		t.Telling = t.As(moment)
		t.Coded, t.Corrections, t.Came, t.Left = nil, nil, time.Time{}, time.Time{}
		out = append(out, t)
	}
	return out
}
