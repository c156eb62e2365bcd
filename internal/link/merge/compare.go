package merge

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// The features, in the order of features.tsv.
const (
	fBias = iota
	fType
	fWord
	fDeed
	fOtherDeed
	fWeapon
	fOtherWeapon
	fDay
	fDay1
	fDay2
	fWithinTime
	fNoDay
	fReports
	fScene
	fOtherScene
	fPast
	fPlace
	fNear
	fInside
	fCountry
	fPlaceName
	fNoPlace
	fPatient
	fActor
	fState
	fLikePatient
	fLikeActor
	fOtherPatient
	fOtherActor
	fSwapped
	fPersons
	fNumber
	fGrew
	fOtherNumber
	fWords
	fNames
	fSpeaker
	fStory
	fOtherStory
	fCopied
	fMain
	fOneMain
	fPlanned
	fDenied
	fSupposed
	fAgain
	fHeadline
	fSentence
	fFar
	fResult
	fNoun
	features
)

// Vector is the values of all features for one pair.
type Vector [features]float64

// pair is a comparison, with what a reader should know of it.
type pair struct {
	x     Vector
	never string // why the two cannot be one; empty: they can
	apart bool   // it is for the places only
	notes map[int]string
}

// note keeps words for a feature, where a reader will see them.
func (c *pair) note(f int, format string, args ...any) {
	if c.notes != nil {
		c.notes[f] = fmt.Sprintf(format, args...)
	}
}

// Bounds of what can be one happening.
const (
	farDays    = 3       // told days so far apart are two happenings
	nearKm     = 6.0     // towns so near are one place
	sameKm     = 30.0    // places of one name so near are one
	unknownDay = -200000 // days before it are of reports of which no day is known
	wideKm     = 60.0    // a district and a town in it, where the province does not tell
)

// compare fills the vector of a pair. It is symmetric but for the order of reports.
func (t *tables) compare(a, b *Profile, c *pair) {
	x := &c.x
	x[fBias] = 1
	if a.Families&b.Families == 0 {
		c.never = "another family of events: " + t.familyName(a.Families) + ", " + t.familyName(b.Families)
		return
	}
	t.sorts(a, b, c)
	when(a, b, c)
	where(a, b, c)
	whom(a, b, c)
	if a.Single && b.Single && x[fOtherActor] != 0 {
		c.apart = false
		c.never = "by two actors: " + c.notes[fOtherActor]
	}
	numbers(a, b, c)
	if x[fOtherNumber] != 0 && x[fDay] == 0 && (spread(a) || spread(b)) {
		// "14 were abducted in 2023" sums up a time; it is not the one abduction of five.
		c.apart = false
		c.never = "one sums up a longer time: " + c.notes[fOtherNumber]
	}
	if n := min(len(a.Words), len(b.Words)); n > 0 {
		k := common(a.Words, b.Words)
		// Short sentences share few words by chance, long merged ones many: at least six count as the shorter.
		x[fWords] = float64(k) / float64(max(n, 6))
		c.note(fWords, "%d of %d words", k, n)
	}
	if n := min(len(a.Rare), len(b.Rare)); n > 0 {
		k := common(a.Rare, b.Rare)
		x[fNames] = float64(k) / float64(max(n, 3))
		c.note(fNames, "%d of %d names and numbers", k, n)
	}
	if common(a.Around, b.Around) > 0 {
		x[fPersons] = 1
	}
	if common(a.Speakers, b.Speakers) > 0 {
		x[fSpeaker] = 1
	}
	status(a, b, c)
	if x[fOtherNumber] != 0 && (x[fDay1] != 0 || x[fDay2] != 0) && x[fPlace] == 0 && x[fNear] == 0 {
		c.never, c.apart = "another number on another day, and not at one place", false
	}
	if x[fPlanned] != 0 && (x[fDay1] != 0 || x[fDay2] != 0) {
		c.never, c.apart = "planned for another day than the one on which it happened", false
	}
}

func (t *tables) sorts(a, b *Profile, c *pair) {
	x := &c.x
	if a.Types&b.Types != 0 {
		x[fType] = 1
	}
	switch {
	case shares(a.Lemmas, b.Lemmas):
		x[fWord] = 1
	case a.Deeds&b.Deeds != 0:
		x[fDeed] = 1
	case a.Deeds != 0 && b.Deeds != 0:
		x[fOtherDeed] = 1
		if c.notes != nil {
			c.note(fOtherDeed, "%s, %s", t.deedNames(a.Deeds), t.deedNames(b.Deeds))
		}
	}
	switch {
	case a.Modes&b.Modes != 0:
		x[fWeapon] = 1
	case a.Modes != 0 && b.Modes != 0:
		x[fOtherWeapon] = 1
	}
}

func (t *tables) deedNames(bits uint32) string {
	var out []string
	for i, n := range t.deedName {
		if i > 0 && bits&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, " or ")
}

func shares(a, b []uint32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// when compares the days told. What is told by the most tellings counts; a day
// told by a quarter as many is heard too.
func when(a, b *Profile, c *pair) {
	x := &c.x
	if len(a.Days) == 0 || len(b.Days) == 0 {
		x[fNoDay] = 1
		undated(a, b, c)
		return
	}
	gap, exact, wide := int32(math.MaxInt32), false, false
	var p, q Stay
	for _, d := range a.Days {
		for _, e := range b.Days {
			if d.N*4 < most(a.Days) || e.N*4 < most(b.Days) {
				continue
			}
			g := max(d.Lo-e.Hi, e.Lo-d.Hi, 0)
			isExact := d.Exact() && e.Exact()
			if g < gap || g == gap && isExact && !exact {
				gap, exact, wide, p, q = g, isExact, !isExact, d, e
			}
		}
	}
	switch {
	case gap >= farDays && !(wide && gap < 7):
		c.never = fmt.Sprintf("told to have happened %d days apart", gap)
	case gap == 0 && exact:
		x[fDay] = 1
	case gap == 0 && wide:
		x[fWithinTime] = 1
	case gap == 1:
		x[fDay1] = 1
	default:
		x[fDay2] = 1
	}
	if c.notes != nil {
		for _, f := range []int{fDay, fWithinTime, fDay1, fDay2} {
			if x[f] != 0 {
				c.note(f, "%s, %s", p, q)
			}
		}
		if c.never != "" {
			c.never += ": " + p.String() + ", " + q.String()
		}
	}
}

// spread reports whether all days told are a month or more long.
func spread(p *Profile) bool {
	for _, d := range p.Days {
		if d.Hi-d.Lo < 27 {
			return false
		}
	}
	return len(p.Days) > 0
}

// String writes a stay as dates.
func (s Stay) String() string {
	at := func(d int32) string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }
	if s.Lo == s.Hi {
		return at(s.Lo)
	}
	return at(s.Lo) + " to " + at(s.Hi)
}

func most(ds []Stay) uint8 {
	n := uint8(0)
	for _, d := range ds {
		n = max(n, d.N)
	}
	return n
}

// undated compares where one side tells no day: then it happened, most likely, in
// the days before its report, unless that tells of it as past.
func undated(a, b *Profile, c *pair) {
	x := &c.x
	lo := func(p *Profile) int32 {
		if len(p.Days) > 0 {
			return p.Days[0].Lo
		}
		return p.First
	}
	hi := func(p *Profile) int32 {
		if len(p.Days) > 0 {
			return p.Days[0].Hi
		}
		return p.Last
	}
	for _, s := range [2][2]*Profile{{a, b}, {b, a}} {
		p, q := s[0], s[1]
		if len(p.Days) > 0 {
			continue
		}
		if p.Past {
			if x[fPast] == 0 {
				x[fPast] = 1
			}
			if len(q.Days) > 0 && q.Days[0].Lo > p.Last {
				c.never = "told as past before the other happened"
			}
			return
		}
		if p.First < unknownDay {
			continue
		}
		// What happened after the report cannot be what it tells as done.
		if p.Status&isPlanned == 0 && len(q.Days) > 0 && q.Days[0].Lo > p.Last+1 && q.Status&isPlanned == 0 {
			c.never = "told before the other happened"
		}
	}
	if a.First < unknownDay || b.First < unknownDay {
		return
	}
	for _, s := range [2][2]*Profile{{a, b}, {b, a}} {
		p, q := s[0], s[1]
		if p.Scene == 0 || len(p.Days) > 0 || len(q.Days) == 0 || !q.Days[0].Exact() {
			continue
		}
		if g := max(p.Scene-q.Days[0].Hi, q.Days[0].Lo-p.Scene, 0); g >= 2 {
			x[fOtherScene] = 1
		} else if g == 0 {
			x[fScene] = 1
		}
	}
	gap := max(lo(a)-hi(b), lo(b)-hi(a), 0)
	x[fReports] = float64(min(gap, 30)) / 30
	c.note(fReports, "%d days", gap)
}

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

// whom compares the parties.
func whom(a, b *Profile, c *pair) {
	x := &c.x
	if a.Even && b.Even {
		// Who met whom: both sides are one list.
		side(c, append(append([]Who(nil), a.Actors...), a.Patients...), append(append([]Who(nil), b.Actors...), b.Patients...), fActor, fLikeActor, fOtherActor)
		return
	}
	straight := side(c, a.Actors, b.Actors, fActor, fLikeActor, fOtherActor)
	straight = side(c, a.Patients, b.Patients, fPatient, fLikePatient, fOtherPatient) || straight
	if !straight {
		ab, la := touches(a.Actors, b.Patients)
		ba, lb := touches(b.Actors, a.Patients)
		if ab && ba || (ab && !touched(a.Actors, b.Actors) && len(b.Actors) > 0 || ba && !touched(b.Actors, a.Actors) && len(a.Actors) > 0) {
			x[fSwapped] = 1
			c.note(fSwapped, "%s", la+lb)
		}
	}
}

// side compares those of one side and reports whether somebody named is in both.
func side(c *pair, as, bs []Who, same, like, other int) bool {
	x := &c.x
	met := false
	namesA, namesB := false, false
	for i := range as {
		a := &as[i]
		namesA = namesA || a.Flags&(named|state) != 0
		for k := range bs {
			b := &bs[k]
			namesB = namesB || b.Flags&(named|state) != 0
			switch {
			case meets(a, b) && a.Flags&named != 0 && b.Flags&named != 0:
				x[same], met = 1, true
				c.note(same, "%s", a.Label)
			case meets(a, b) && a.Flags&state != 0, stands(a, b), stands(b, a):
				x[fState], met = 1, true
				c.note(fState, "%s", a.Label)
			case sexes(a, b):
				x[other] = 1
			case a.Keys[0] == b.Keys[0], a.Sectors&b.Sectors != 0 && (a.Country == b.Country || a.Country == 0 || b.Country == 0):
				x[like] = 1
			}
		}
	}
	if x[same] == 0 && namesA && namesB && !met {
		x[other] = 1
		c.note(other, "%s; %s", labels(as), labels(bs))
	}
	return met
}

// stands reports whether b is somebody of state a who acts for it: "Moscow", "the
// Russian army".
func stands(a, b *Who) bool {
	return a.Flags&state != 0 && b.Flags&state == 0 && a.Country != 0 && a.Country == b.Country && b.Sectors&official != 0
}

// sexes reports whether one man and one woman without names are compared.
func sexes(a, b *Who) bool {
	return a.Flags&named == 0 && b.Flags&named == 0 && (a.Flags&male != 0 && b.Flags&female != 0 || a.Flags&female != 0 && b.Flags&male != 0)
}

func labels(ws []Who) string {
	var out []string
	for i := range ws {
		if ws[i].Label != "" {
			out = append(out, ws[i].Label)
		}
	}
	return strings.Join(out, ", ")
}

// touches reports whether somebody with a name is in both lists, and who.
func touches(as, bs []Who) (bool, string) {
	for i := range as {
		for k := range bs {
			if as[i].Flags&(named|state) != 0 && meets(&as[i], &bs[k]) {
				return true, as[i].Label + " "
			}
		}
	}
	return false, ""
}

func touched(as, bs []Who) bool {
	ok, _ := touches(as, bs)
	return ok
}

// numbers compares the numbers of killed, injured and so on; the best that any
// two of a sort give, and over the sorts the best too.
func numbers(a, b *Profile, c *pair) {
	const none, far, near, equal = 0, 1, 2, 3
	var sorts [8]int
	for _, p := range a.Tallies {
		for _, q := range b.Tallies {
			if p.Of != q.Of {
				continue
			}
			n, m := p.value(), q.value()
			lo, hi := float64(min(n, m)), float64(max(n, m))
			got := far
			switch {
			case p.Low == q.Low && p.High == q.High, p.within(q), q.within(p):
				got = equal
			case lo*1.6+2 >= hi:
				got = near
			}
			if got > sorts[p.Of] {
				sorts[p.Of] = got
				if got != far {
					c.note(fNumber+3-got, "%s %d, %d", tallied[p.Of], n, m)
				} else {
					c.note(fOtherNumber, "%s %d, %d", tallied[p.Of], n, m)
				}
			}
		}
	}
	for _, got := range sorts {
		switch got {
		case equal:
			c.x[fNumber] = 1
		case near:
			c.x[fGrew] = 1
		case far:
			c.x[fOtherNumber] = 1
		}
	}
}

func (t Tally) value() int32 { return max(t.Low, t.High) }

// within reports whether one exact number lies in the other's open range.
func (t Tally) within(o Tally) bool {
	return t.Low == t.High && t.Low >= 0 && o.Low != o.High && (o.Low < 0 || t.Low >= o.Low) && (o.High < 0 || t.Low <= o.High) && float64(t.Low) <= float64(o.value())*1.6+2
}

func status(a, b *Profile, c *pair) {
	done := isActual | isHistorical | isAttempted
	one := func(f int, bit uint8) {
		if a.Status&bit != 0 && b.Status&done != 0 && a.Status&done == 0 || b.Status&bit != 0 && a.Status&done != 0 && b.Status&done == 0 {
			c.x[f] = 1
		}
	}
	one(fPlanned, isPlanned)
	one(fSupposed, isSupposed)
	one(fDenied, isNegated)
	if a.Main && b.Main {
		c.x[fMain] = 1
	} else if a.Main || b.Main {
		c.x[fOneMain] = 1
	}
}
