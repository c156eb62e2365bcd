package record

import (
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

// MatchEvent reports whether a merged event answers a filter. Acts, Copies and
// Text are not asked of events.
func MatchEvent(f *Filter, m *MergedRow) bool {
	if !f.Since.IsZero() || !f.Until.IsZero() {
		start, end := m.Start, m.End
		if start.IsZero() {
			start = end
		}
		if end.Before(start) {
			end = start
		}
		if start.IsZero() || !f.Since.IsZero() && end.Before(f.Since) || !f.Until.IsZero() && !start.Before(f.Until) {
			return false
		}
	}
	return matchKnown(f, m.Known, m.Known) &&
		oneOf(f.Types, m.Type) && oneOf(f.Statuses, m.Status) &&
		matchParties(f.Actors, m.Parties, "actor") && matchParties(f.Recipients, m.Parties, "recipient") &&
		matchParties(f.Participants, m.Parties, "actor", "recipient") && matchParties(f.Speakers, m.Parties, "speaker") &&
		matchWhere(f, m) &&
		(len(f.Outlets) == 0 || slices.ContainsFunc(m.Outlets, func(o string) bool { return matchOutlet(f, o) })) &&
		len(m.Origins) >= f.Origins && (f.Disputed == nil || *f.Disputed == m.Disputed) &&
		(f.Story == "" || f.Story == m.Story) && (f.Event == "" || f.Event == m.ID) &&
		(f.Report == "" || slices.Contains(m.Reports, f.Report))
}

// MatchReport reports whether the head of a report answers a filter. Speakers and
// Acts are asked of its claims, Event and Text of the store.
func MatchReport(f *Filter, t *Teller) bool {
	return matchKnown(f, t.Known, t.Known) && matchOutlet(f, t.Outlet) &&
		(f.Story == "" || f.Story == t.Story) && (f.Report == "" || f.Report == t.ID) &&
		(f.Copies == nil || *f.Copies == (t.Copy != nil))
}

// MatchClaim reports whether a claim answers what a filter asks of the claim
// itself; [MatchReport] is for its report.
func MatchClaim(f *Filter, c *Claim) bool {
	return oneOf(f.Acts, c.Act) && matchSpeakers(f.Speakers, c) && (f.Event == "" || slices.Contains(c.Merged, f.Event))
}

// MatchStory reports whether a story answers a filter. Outlets, Event and Report
// are asked of its reports, by the store.
func MatchStory(f *Filter, s *hearsay.Story) bool {
	return matchKnown(f, s.First, s.Last) && s.Origins >= f.Origins && (f.Story == "" || f.Story == s.ID)
}

func matchKnown(f *Filter, first, last time.Time) bool {
	from, to := knownRange(f)
	return (from.IsZero() || !last.Before(from)) && (to.IsZero() || first.Before(to))
}

func matchOutlet(f *Filter, outlet string) bool {
	if len(f.Outlets) == 0 {
		return true
	}
	outlet = Fold(outlet)
	return slices.ContainsFunc(f.Outlets, func(o string) bool { return Fold(o) == outlet })
}

func oneOf[T comparable](asked []T, is T) bool {
	return len(asked) == 0 || slices.Contains(asked, is)
}

func matchParties(asked []string, ps []PartyRow, roles ...string) bool {
	if len(asked) == 0 {
		return true
	}
	for _, a := range asked {
		words := Words(a)
		for i := range ps {
			if p := &ps[i]; slices.Contains(roles, p.Role) && matchParty(a, words, p.Key, p.Name, p.Country) {
				return true
			}
		}
	}
	return false
}

// IsParty reports whether a party is one of those asked for.
func IsParty(asked []string, key, name, country string) bool {
	return slices.ContainsFunc(asked, func(a string) bool { return matchParty(a, Words(a), key, name, country) })
}

// matchParty: the key itself, all words of the name or of the key, or the country's code.
func matchParty(asked string, words []string, key, name, country string) bool {
	return asked == key || isCountry(asked) && asked == country || holdsAll(name, words) || name != key && holdsAll(key, words)
}

func matchSpeakers(asked []string, c *Claim) bool {
	if len(asked) == 0 {
		return true
	}
	for _, a := range asked {
		words := Words(a)
		if matchParty(a, words, c.Key, c.Speaker, c.Country) {
			return true
		}
		for i := range c.Chain {
			// The outlet ends every chain; it speaks for itself only where it is the nearest.
			if s := &c.Chain[i]; (i == 0 || !s.Outlet) && matchParty(a, words, s.Key, s.Name, s.Codes.Country) {
				return true
			}
		}
	}
	return false
}

// matchWhere: places and countries are alternatives of one another.
func matchWhere(f *Filter, m *MergedRow) bool {
	if len(f.Places) == 0 && len(f.Countries) == 0 || matchPlaces(f.Places, m.Place) {
		return true
	}
	return slices.ContainsFunc(f.Countries, func(c string) bool {
		return m.Place != nil && c == m.Place.Country || slices.Contains(m.Countries, c)
	})
}

func matchPlaces(asked []PlaceFilter, p *hearsay.Place) bool {
	if p == nil {
		return false
	}
	for _, a := range asked {
		switch {
		case a.Name != "" && (Fold(a.Name) == Fold(p.Name) || Fold(a.Name) == Fold(p.Admin1)), a.GeoNames != 0 && a.GeoNames == p.GeoNames:
			return true
		case a.Box != nil && located(p) && inBox(a.Box, p.Lat, p.Lon):
			return true
		case a.Kilometres > 0 && located(p) && Distance(a.Lat, a.Lon, p.Lat, p.Lon) <= a.Kilometres:
			return true
		}
	}
	return false
}

func inBox(b *[4]float64, lat, lon float64) bool {
	if lat < b[1] || lat > b[3] {
		return false
	}
	if b[0] > b[2] {
		return lon >= b[0] || lon <= b[2]
	}
	return lon >= b[0] && lon <= b[2]
}

// AnyClaim reports whether one of the claims answers what a filter asks of claims.
func AnyClaim(f *Filter, cs []Claim) bool {
	return slices.ContainsFunc(cs, func(c Claim) bool { return MatchClaim(f, &c) })
}

// FillClaim fills in what questions add to a claim: its report's head, when it was
// withdrawn, and the merged events of its tellings.
func FillClaim(c *Claim, head *Teller, merged map[string]string, withdrawn time.Time) {
	c.ReportID, c.Outlet, c.Title, c.Withdrawn = head.ID, head.Outlet, head.Title, withdrawn
	c.Merged = nil
	for _, t := range c.Tellings {
		if m := merged[t]; m != "" && !slices.Contains(c.Merged, m) {
			c.Merged = append(c.Merged, m)
		}
	}
}
