package query_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
)

// TestTimelineBound: of very many moments the newest are told, and the moment from which an answer goes back can be asked for.
func TestTimelineBound(t *testing.T) {
	start := time.Date(2031, 6, 1, 0, 0, 0, 1000, time.UTC)
	line := &query.Timeline{Event: query.Event{}}
	line.Event.ID = "e0aaaaaaaaaaa"
	for i := range 700 {
		m := hearsay.Moment{Known: start.Add(time.Duration(i) * time.Minute), Slot: "killed"}
		if i == 600 {
			for j := range 250 {
				m.By = append(m.By, hearsay.EvidenceRef{Origin: fmt.Sprint(j), Stance: "asserts"})
			}
			m.By = append(m.By, hearsay.EvidenceRef{Origin: "last", Stance: "denies"})
		}
		line.Moments = append(line.Moments, m)
	}
	line.Bound()
	first, by := line.Moments[0].Known, line.Moments[400].By
	if len(line.Moments) != 500 || line.Earlier != 200 || !first.Equal(start.Add(200*time.Minute)) || len(by) != 200 || by[199].Stance != "denies" {
		t.Errorf("%d moments from %s on, %d earlier, %d pieces of evidence", len(line.Moments), first, line.Earlier, len(by))
	}
	if len(line.Event.Notes) != 2 || !strings.HasPrefix(line.Event.Notes[1], "51 further pieces of evidence") {
		t.Fatalf("%q", line.Event.Notes)
	}
	_, asOf, _ := strings.Cut(line.Event.Notes[0], "as_of=")
	asOf, _, _ = strings.Cut(asOf, " ")
	if at, err := query.Moment("--as-of", asOf, start); err != nil || !at.Equal(first) {
		t.Errorf("%s is %s, %v", asOf, at, err)
	}
	short := &query.Timeline{Moments: line.Moments[:3]}
	if short.Bound(); len(short.Moments) != 3 || short.Earlier != 0 || short.Event.Notes != nil {
		t.Errorf("%+v", short)
	}
}
