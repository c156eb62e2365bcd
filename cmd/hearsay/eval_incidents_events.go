package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"sort"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/link/weigh"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/score"
)

// evalIncidentEvents prints how the main shootings of reports come together in
// merged events, and how many were killed and injured as these say against the table.
func evalIncidentEvents(ctx context.Context, s *surroundings, dir string, r readings) error {
	h, err := openIncidents(ctx, dir, r)
	if err != nil {
		return err
	}
	table, err := score.ReadIncidentTable(dir)
	if err != nil {
		return err
	}
	m, err := merge.New()
	if err != nil {
		return err
	}
	merged, took, err := h.link(ctx, m)
	if err != nil {
		return err
	}
	for _, row := range []struct {
		name string
		part score.Held
	}{{"all", score.AllFiles}, {"fitted on", score.Developing}, {"kept aside", score.KeptAside}} {
		if _, err := fmt.Fprintf(s.out, "main shootings in merged events, B-cubed, %-10s  %s\n", row.name, h.mains(merged, row.part)); err != nil {
			return err
		}
		if err := h.tolls(s.out, merged, table, row.name, row.part); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(s.out, "%.2f ms a report to place its tellings\n", took.Seconds()*1000/float64(max(1, len(h.reports))))
	return err
}

// tolls compares, for each incident, the merged event that most of its reports
// tell with the table.
func (h *happenings) tolls(w io.Writer, merged [][]string, table map[string]score.Incident, name string, part score.Held) error {
	told := map[string][]record.Told{}
	byIncident := map[string]map[string]int{}
	for i := range h.reports {
		me := h.me(i)
		teller := record.Teller{Seq: me.Seq, ID: me.ID, Outlet: me.Outlet, Title: h.reports[i].Document.Title, Known: me.Known, Story: h.stories[i]}
		seen := map[string]bool{}
		for k, id := range merged[i] {
			told[id] = append(told[id], record.Told{Telling: h.tellings[i][k], Merged: id, Teller: teller})
			if t := &h.tellings[i][k]; t.Type != "ASSAULT" || seen[id] || !h.reports[i].In(part) {
				continue
			}
			seen[id] = true
			if topic := h.reports[i].Topic; byIncident[topic] == nil {
				byIncident[topic] = map[string]int{id: 1}
			} else {
				byIncident[topic][id]++
			}
		}
	}
	var incidents []string
	n := 0
	for id := range table {
		if byIncident[id] != nil {
			incidents = append(incidents, id)
		}
	}
	sort.Strings(incidents)
	counted := map[string]bool{}
	for i := range h.reports {
		if t := h.reports[i].Topic; h.reports[i].In(part) && !counted[t] {
			counted[t] = true
			n++
		}
	}
	var killed, injured, both, near int
	for _, id := range incidents {
		var ids []string
		for e := range byIncident[id] {
			ids = append(ids, e)
		}
		slices.SortFunc(ids, func(a, b string) int {
			return cmp.Or(cmp.Compare(byIncident[id][b], byIncident[id][a]), cmp.Compare(len(told[b]), len(told[a])), cmp.Compare(a, b))
		})
		row := weigh.Merge(told[ids[0]], time.Time{})
		k, j := number(&row, "killed"), number(&row, "injured")
		in := table[id]
		if k == in.Killed {
			killed++
		}
		if j == in.Injured {
			injured++
		}
		if k == in.Killed && j == in.Injured {
			both++
		}
		if max(k-in.Killed, in.Killed-k) <= 1 && max(j-in.Injured, in.Injured-j) <= 1 {
			near++
		}
	}
	share := func(k int) float64 { return float64(k) / float64(max(1, n)) }
	_, err := fmt.Fprintf(w, "numbers as the table has them, %-10s  killed %.3f, injured %.3f, both %.3f, both within one %.3f (%d incidents, %d with a merged event)\n",
		name, share(killed), share(injured), share(both), share(near), n, len(incidents))
	return err
}

// number is what a merged event says of killed or injured: the value that most
// origins give and nobody took back, the latest of those; 0 where none is told.
func number(row *record.MergedRow, slot string) int {
	n, origins := 0, 0
	var since time.Time
	for i := range row.Slots {
		if row.Slots[i].Name != slot {
			continue
		}
		for _, v := range row.Slots[i].Values {
			if v.Withdrawn != nil || len(v.Origins) < origins || len(v.Origins) == origins && v.Since.Before(since) {
				continue
			}
			at := value(&v)
			if at < 0 {
				continue
			}
			n, origins, since = at, len(v.Origins), v.Since
		}
	}
	return n
}

func value(v *hearsay.Value) int {
	switch {
	case v.Low != nil:
		return *v.Low
	case v.High != nil:
		return *v.High
	}
	return -1
}
