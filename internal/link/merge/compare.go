package merge

import (
	"fmt"
	"slices"
	"strings"
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
	fToll
	fDenial
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
	if riotAndHarm(a, b) || riotAndHarm(b, a) {
		c.never = "a riot, and who came to harm in it"
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
	if t.putsDown(a, b) || t.putsDown(b, a) {
		c.never, c.apart = "a revolt, and who put it down", false
	}
	numbers(a, b, c)
	if x[fOtherNumber] != 0 && x[fDay] == 0 && (spread(a) || spread(b)) {
		// "14 were abducted in 2023" sums up a time; it is not the one abduction of five.
		c.apart = false
		c.never = "one sums up a longer time: " + c.notes[fOtherNumber]
	}
	if sumsUp(a, b) || sumsUp(b, a) {
		c.apart = false
		c.never = "one sums up years"
	}
	if x[fNumber] != 0 && x[fDay] != 0 && x[fPlace] != 0 {
		x[fToll] = 1
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
	if x[fDenied] != 0 && (soonDenied(a, b) || soonDenied(b, a)) && (x[fWord] != 0 || x[fDeed] != 0) && (x[fPlace] != 0 || x[fNear] != 0 || x[fPlaceName] != 0 || x[fPatient] != 0) {
		x[fDenial] = 1
	}
	if x[fOtherNumber] != 0 && (x[fDay1] != 0 || x[fDay2] != 0) && x[fPlace] == 0 && x[fNear] == 0 {
		c.never, c.apart = "another number on another day, and not at one place", false
	}
	if x[fPlanned] != 0 && (x[fDay1] != 0 || x[fDay2] != 0) {
		c.never, c.apart = "planned for another day than the one on which it happened", false
	}
}

// soonDenied reports whether a is a denial that tells no day, published on a day of b or up to
// three days after it: who denies a thing says so at once, and seldom when it was.
func soonDenied(a, b *Profile) bool {
	if len(a.Days) > 0 || a.Status&isNegated == 0 || len(b.Days) == 0 {
		return false
	}
	for _, d := range b.Days {
		if a.First >= d.Lo && a.First <= d.Hi+3 && d.Hi-d.Lo <= 3 {
			return true
		}
	}
	return false
}

// sumsUp reports whether a counts many over years and b is of some days, with another sort of
// number or none: "160 journalists have been killed since 2000" is not the abduction of one.
func sumsUp(a, b *Profile) bool {
	if len(b.Days) == 0 || spread(b) || len(a.Tallies) == 0 || len(a.Days) == 0 {
		return false
	}
	for _, d := range a.Days {
		if d.Hi-d.Lo < 300 {
			return false
		}
	}
	for _, p := range a.Tallies {
		if p.value() < 5 || slices.ContainsFunc(b.Tallies, func(q Tally) bool { return q.Of == p.Of }) {
			return false
		}
	}
	return true
}

// riotAndHarm reports whether a is told as a riot and b as a killing or wounding: who did
// that, rioters or guards, is told of it alone.
func riotAndHarm(a, b *Profile) bool {
	return a.Types == protests && b.Types == assaults && shares(b.Lemmas, harms)
}

var (
	protests = uint32(1) << slices.Index(types, "PROTEST")
	assaults = uint32(1) << slices.Index(types, "ASSAULT")
)

// putsDown reports whether a tells that something was put down, by others than those who act in b.
func (t *tables) putsDown(a, b *Profile) bool {
	d := uint32(1) << t.suppression
	if a.Deeds != d || b.Deeds&d != 0 || len(a.Actors) == 0 || len(b.Actors) == 0 {
		return false
	}
	for i := range b.Actors {
		if holds(a.Actors, b.Actors[i].Keys[0]) {
			return false
		}
	}
	return true
}

// harms are the triggers of harm to people.
var harms = func() []uint32 {
	var out []uint32
	for _, w := range []string{"kill", "die", "wound", "injure", "hurt", "shoot", "stab", "beat", "slay", "murder"} {
		out = append(out, hash(stem(w)))
	}
	return out
}()

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
