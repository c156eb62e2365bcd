package merge

import (
	"fmt"
	"math"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// where compares the places told: the best that any two of them give.
func where(a, b *Profile, c *pair) {
	x := &c.x
	if len(a.Spots) == 0 || len(b.Spots) == 0 {
		x[fNoPlace] = 1
		for _, s := range [2][2]*Profile{{a, b}, {b, a}} {
			for i := range s[0].Spots {
				if has(s[1].Rare, s[0].Spots[i].Name) {
					x[fNoPlace], x[fPlaceName] = 0, 1
					c.note(fPlaceName, "%s stands in the words of the other", s[0].Spots[i].Label)
				}
			}
		}
		return
	}
	best, bad := 0, ""
	var p, q *Spot
	var dist float64
	for i := range a.Spots {
		for k := range b.Spots {
			s, u := &a.Spots[i], &b.Spots[k]
			if int(s.N)*4 < mostSpot(a.Spots) || int(u.N)*4 < mostSpot(b.Spots) {
				continue
			}
			f, km, never := meet(s, u)
			if f > 0 && (best == 0 || f < best) {
				best, p, q, dist = f, s, u, km
			}
			if f == 0 && never != "" {
				if bad = never; c.notes != nil {
					bad = fmt.Sprintf("%s: %s, %s; %.0f km", never, s.Label, u.Label, km)
				}
			}
		}
	}
	switch {
	case best > 0:
		x[best] = 1
		if c.notes != nil {
			c.note(best, "%s; %.0f km", pairNames(p.Label, q.Label), dist)
		}
	case bad != "" && c.never == "":
		c.never, c.apart = bad, true
	}
}

// namesakes reports whether a place that bears the name of one lies near the
// other: quarters are taken for far towns of their name.
func namesakes(a, b *Profile) bool {
	for _, ab := range [2][2]*Profile{{a, b}, {b, a}} {
		for i := range ab[0].Spots {
			s := &ab[0].Spots[i]
			if s.Fine < 3 || i > 1 {
				continue
			}
			for _, g := range gazetteer.Places(s.Label) {
				if g.GeoNames == int(s.ID) {
					continue
				}
				for k := range ab[1].Spots {
					if u := &ab[1].Spots[k]; u.Fine >= 3 && math.Abs(g.Lat-float64(u.Lat)) < 0.5 && distance(&Spot{Lat: float32(g.Lat), Lon: float32(g.Lon)}, u) <= sameKm {
						return true
					}
				}
			}
		}
	}
	return false
}

func pairNames(a, b string) string {
	if a == b {
		return a
	}
	return a + ", " + b
}

func mostSpot(ss []Spot) int {
	n := 0
	for i := range ss {
		n = max(n, int(ss[i].N))
	}
	return n
}

// meet tells how two places meet at the coarser precision: the feature, 0 where
// they do not, and then why.
func meet(a, b *Spot) (feature int, km float64, never string) {
	if a.Fine > b.Fine {
		a, b = b, a // a is the coarser
	}
	km = distance(a, b)
	apart := func(why string) (int, float64, string) { return 0, km, why }
	abroad := a.Country != 0 && b.Country != 0 && a.Country != b.Country
	switch {
	case a.ID != 0 && a.ID == b.ID:
		if a.Fine == 1 {
			return fCountry, km, ""
		}
		if a.Fine == 2 {
			return fInside, km, ""
		}
		return fPlace, km, ""
	case a.Fine == 1:
		if abroad {
			return apart("in two countries")
		}
		if a.Country == 0 || b.Country == 0 {
			return 0, km, ""
		}
		return fCountry, km, ""
	case a.Name == b.Name && a.Fine >= 3:
		// One name taken for two places may be one place: readings cannot always tell.
		if km <= sameKm {
			return fPlace, km, ""
		}
		return fPlaceName, km, ""
	case abroad && km > nearKm:
		return apart("in two countries")
	case a.Fine == 2:
		if a.Admin1 != 0 && a.Admin1 == b.Admin1 {
			return fInside, km, ""
		}
		if b.Admin1 == 0 || a.Admin1 == 0 {
			return 0, km, ""
		}
		if km <= wideKm {
			return 0, km, ""
		}
		return apart("in two provinces")
	case a.Fine == 3:
		if km <= wideKm {
			return fInside, km, ""
		}
		return apart("in two places")
	case km <= max(nearKm, float64(a.Around), float64(b.Around)):
		return fNear, km, ""
	}
	return apart("in two places")
}

// distance is the way between two places in km, by the haversine.
func distance(a, b *Spot) float64 {
	const rad = math.Pi / 180
	la, lb := float64(a.Lat)*rad, float64(b.Lat)*rad
	dl, dn := lb-la, float64(b.Lon-a.Lon)*rad
	h := math.Sin(dl/2)*math.Sin(dl/2) + math.Cos(la)*math.Cos(lb)*math.Sin(dn/2)*math.Sin(dn/2)
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}
