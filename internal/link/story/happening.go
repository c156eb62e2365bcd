package story

import (
	"cmp"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

var precisions = map[string]uint8{"country": 0, "province": 1, "district": 2, "city": 3, "site": 4}

// spots lists where the events of a report happened: first where its first deed
// was, then the most told.
func spots(r *hearsay.Reading) []Spot {
	var out []Spot
	at := map[uint32]int{}
	first := uint8(1)
	for i := range r.Events {
		e := &r.Events[i]
		p := e.Place
		if p == nil || p.GeoNames == 0 || e.Status == hearsay.Historical || e.Status == hearsay.Hypothetical {
			continue
		}
		id := uint32(p.GeoNames)
		k, ok := at[id]
		if !ok {
			k = len(out)
			at[id] = k
			s := Spot{ID: id, Lat: float32(p.Lat), Lon: float32(p.Lon), Country: key(PlaceRef, p.Country), Precision: precisions[p.Precision]}
			if p.Admin1 != "" {
				s.Admin1 = key(PlaceRef, p.Country+"\x00"+p.Admin1)
			}
			out = append(out, s)
		}
		n := 1
		if e.Trigger.Start < leadBytes {
			n = 3
		}
		out[k].Weight = uint8(min(255, int(out[k].Weight)+n))
		if happenings[e.Type] && e.Status == hearsay.Actual {
			out[k].Deed |= first
			first = 0
		}
	}
	slices.SortStableFunc(out, func(a, b Spot) int {
		return cmp.Or(cmp.Compare(b.Deed, a.Deed), cmp.Compare(b.Weight, a.Weight))
	})
	return out[:min(len(out), mostPlaces)]
}

// happenings are the event types that reports are about, rather than what is
// said and done because of them.
var happenings = set("ASSAULT PROTEST")

// days lists when its events happened: those known to within two days.
func days(r *hearsay.Reading, published int32) []Day {
	var out []Day
	at := map[[2]int32]int{}
	for i := range r.Events {
		e := &r.Events[i]
		t := e.Time
		if t == nil || e.Status != hearsay.Actual && e.Status != hearsay.Attempted {
			continue
		}
		from, ok1 := dayOf(t.Start)
		to, ok2 := dayOf(t.End)
		if !ok1 || !ok2 || to < from || to-from > 2 || published != Unknown && from > published {
			continue
		}
		k, ok := at[[2]int32{from, to}]
		if !ok {
			k = len(out)
			at[[2]int32{from, to}] = k
			out = append(out, Day{From: from, To: to})
		}
		n := 1
		if e.Trigger.Start < 2*leadBytes {
			n = 3
		}
		if happenings[e.Type] {
			out[k].Deed = 1
		}
		out[k].Weight = uint8(min(255, int(out[k].Weight)+n))
	}
	slices.SortStableFunc(out, func(a, b Day) int {
		return cmp.Or(cmp.Compare(b.Deed, a.Deed), cmp.Compare(b.Weight, a.Weight))
	})
	return out[:min(len(out), mostDays)]
}

// tells lists the events of a report with the places and days that are kept.
func tells(r *hearsay.Reading, places []Spot, days []Day) []Told {
	order := make([]*hearsay.Event, 0, len(r.Events))
	for i := range r.Events {
		if e := &r.Events[i]; e.Status == hearsay.Actual || e.Status == hearsay.Attempted {
			order = append(order, e)
		}
	}
	slices.SortStableFunc(order, func(a, b *hearsay.Event) int { return cmp.Compare(a.Trigger.Start, b.Trigger.Start) })
	var out []Told
	for _, e := range order[:min(len(order), mostTold)] {
		t := Told{Type: uint16(key(Deed, e.Type)), Place: -1, Day: -1}
		if e.Place != nil && e.Place.GeoNames != 0 {
			t.Place = int8(slices.IndexFunc(places, func(s Spot) bool { return s.ID == uint32(e.Place.GeoNames) }))
		}
		if e.Time != nil {
			from, ok1 := dayOf(e.Time.Start)
			to, ok2 := dayOf(e.Time.End)
			if ok1 && ok2 {
				t.Day = int8(slices.IndexFunc(days, func(d Day) bool { return d.From == from && d.To == to }))
			}
		}
		out = append(out, t)
	}
	return out
}

// dayOf reads the day of "2014-05-30" or "2014-05-30T14:30"; not that of months
// and years.
func dayOf(s string) (int32, bool) {
	if len(s) < 10 {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s[:10])
	if err != nil {
		return 0, false
	}
	return DayOf(t), true
}
