package weigh

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
)

// fineness orders the precisions of places.
func fineness(p *hearsay.Place) int {
	switch p.Precision {
	case "site":
		return 4
	case "city":
		return 3
	case "district":
		return 2
	case "province":
		return 1
	}
	return 0
}

// near is how far apart the points of two places may lie that are told as one:
// the quarters and suburbs of a large city. apart is from where on they cannot
// both be right. In kilometres.
const near, apart = 15, 50

// distance is in kilometres, along the great circle; below 0: not known.
func distance(a, b *hearsay.Place) float64 {
	if a.Lat == 0 && a.Lon == 0 || b.Lat == 0 && b.Lon == 0 {
		return -1
	}
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	h := math.Pow(math.Sin(rad(b.Lat-a.Lat)/2), 2) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*math.Pow(math.Sin(rad(b.Lon-a.Lon)/2), 2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// samePlace tells whether two places are one at their own precision.
func (m *matter) samePlace(a, b *hearsay.Place) bool {
	if a.GeoNames != 0 && a.GeoNames == b.GeoNames {
		return true
	}
	if a.Country != b.Country && a.Country != "" && b.Country != "" {
		return false
	}
	if m.fold(a.Name) == m.fold(b.Name) && (a.GeoNames == 0 || b.GeoNames == 0) {
		return true
	}
	if fineness(a) < 3 || fineness(b) < 3 {
		return false
	}
	d := distance(a, b)
	return d >= 0 && d <= near
}

// wider tells whether a is a place that holds b: the same value, told less exactly (rule 9.2).
func wider(a, b *hearsay.Place) bool {
	if a.Country == "" || a.Country != b.Country || fineness(a) >= fineness(b) {
		return false
	}
	if fineness(a) == 0 {
		return true
	}
	if a.Admin1 != "" && b.Admin1 != "" {
		return a.Admin1 == b.Admin1
	}
	// District and province without codes: within 150 km of their middle.
	d := distance(a, b)
	return d >= 0 && d <= 150
}

// placesApart tells whether two places contradict.
func (m *matter) placesApart(a, b *hearsay.Place) bool {
	if m.samePlace(a, b) || wider(a, b) || wider(b, a) {
		return false
	}
	if a.Country != "" && b.Country != "" && a.Country != b.Country {
		return true
	}
	if fineness(a) < 2 && fineness(b) < 2 && a.Admin1 != "" && b.Admin1 != "" {
		return a.Admin1 != b.Admin1
	}
	if fineness(a) < 3 || fineness(b) < 3 {
		return false
	}
	return distance(a, b) > apart
}

func placeKey(p *hearsay.Place) string {
	s := p.Country
	if p.Admin1 != "" {
		s += "." + p.Admin1
	}
	if p.GeoNames != 0 {
		return strings.TrimSpace(s + " " + strconv.Itoa(p.GeoNames))
	}
	return strings.TrimSpace(s + " " + p.Name)
}

func placeLabel(p *hearsay.Place) string {
	if p.Country == "" || p.Precision == "country" {
		return p.Name
	}
	return p.Name + ", " + p.Country
}

// stretch of a time: from the first to the last microsecond that it may mean, in UTC.
type stretch struct{ from, to time.Time }

// stretchOf reads a time's Start and End; ok is false where it has no date.
func stretchOf(t *hearsay.Time) (stretch, bool) {
	from, _, ok := instant(t.Start)
	if !ok {
		return stretch{}, false
	}
	end := t.End
	if end == "" {
		end = t.Start
	}
	_, to, ok := instant(end)
	if !ok || to.Before(from) {
		_, to, _ = instant(t.Start)
	}
	return stretch{from, to}, true
}

// instant gives the first and last microsecond of an ISO 8601 date or time.
func instant(s string) (first, last time.Time, ok bool) {
	s = strings.TrimSuffix(s, "Z")
	for _, f := range [...]struct {
		layout       string
		years, month int
		days         int
		more         time.Duration
	}{{"2006-01-02", 0, 0, 1, 0}, {"2006-01-02T15:04", 0, 0, 0, time.Minute}, {"2006-01-02T15", 0, 0, 0, time.Hour}, {"2006-01-02T15:04:05", 0, 0, 0, time.Second},
		{"2006-01", 0, 1, 0, 0}, {"2006", 1, 0, 0, 0}} {
		if len(s) != len(f.layout) {
			continue
		}
		t, err := time.Parse(f.layout, s)
		if err != nil {
			return time.Time{}, time.Time{}, false
		}
		return t, t.AddDate(f.years, f.month, f.days).Add(f.more - time.Microsecond), true
	}
	return time.Time{}, time.Time{}, false
}

func (a stretch) overlaps(b stretch) bool { return !a.to.Before(b.from) && !b.to.Before(a.from) }

// far tells whether two times contradict: a whole day lies between them. Neighbouring days do
// not: "Monday night" here is Tuesday elsewhere (rule 9.3).
func (a stretch) far(b stretch) bool {
	if a.from.After(b.from) {
		a, b = b, a
	}
	return b.from.Sub(a.to) >= 24*time.Hour
}

func (a stretch) length() time.Duration { return a.to.Sub(a.from) }

func timeKey(t *hearsay.Time) string {
	if t.End == "" || t.End == t.Start {
		return t.Start
	}
	return t.Start + "/" + t.End
}

func timeLabel(t *hearsay.Time) string {
	a := readable(t.Start)
	if t.End == "" || t.End == t.Start {
		return a
	}
	return a + " to " + readable(t.End)
}

func readable(iso string) string {
	first, _, ok := instant(iso)
	if !ok {
		return iso
	}
	switch len(strings.TrimSuffix(iso, "Z")) {
	case 4:
		return first.Format("2006")
	case 7:
		return first.Format("January 2006")
	case 10:
		return first.Format("2 January 2006")
	}
	return fmt.Sprint(first.Format("2 January 2006, 15:04"))
}
