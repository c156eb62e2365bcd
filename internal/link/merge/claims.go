package merge

import (
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Claims makes the rows of a report's claims of its public reading, in the order
// of its claims. A claim is about the tellings that it reports, denies or
// confirms, as [Tellings] has it.
func Claims(r *hearsay.Reading, reportID string, known time.Time) []record.Claim {
	if r.Document == nil || len(r.Claims) == 0 {
		return nil
	}
	said := newSpeech(r, newCast(r))
	tellings := make([][]string, len(r.Claims))
	for i := range r.Events {
		id := r.Events[i].ID
		for _, k := range said.about[id] {
			tellings[k] = append(tellings[k], hearsay.PartID(reportID, id))
		}
	}
	out := make([]record.Claim, 0, len(r.Claims))
	for i := range r.Claims {
		c := &r.Claims[i]
		row := record.Claim{ID: hearsay.PartID(reportID, c.ID), Known: known, Chain: said.chain(i), Manner: c.Manner, Act: c.Act, Certainty: c.Certainty,
			Polarity: c.Polarity, Inside: c.Parent, Content: c.Content, Words: extent(c.Content, r.Document.Text), Tellings: tellings[i]}
		if len(row.Chain) > 0 {
			s := row.Chain[0]
			row.Speaker, row.Key, row.Country, row.Named = s.Name, s.Key, s.Codes.Country, s.Named
		}
		out = append(out, row)
	}
	return out
}
