package merge

import (
	"math"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// Bounds of a profile; what comes later is left out. Found enough on the
// development corpora: merged events there seldom tell of more.
const (
	mostLemmas   = 8
	mostDays     = 6
	mostSpots    = 5
	mostWho      = 8
	mostNames    = 5 // of one party
	mostTallies  = 8
	mostWords    = 40
	mostRare     = 24
	mostSpeakers = 10
	mostAround   = 12
	mostReports  = 12
	mostStories  = 3
)

// Profile is what a happening, or one telling of it, is compared by. That of a
// merged event is the sum of its tellings and is kept as a card.
type Profile struct {
	Event    string // id of the merged event; empty: none yet
	Into     string // the merged event that it was joined into; the rest is empty then
	Families uint32
	Types    uint32 // bits by their order in [types]
	Modes    uint32 // hashed bits of the weapons and ways
	Deeds    uint32 // bits by their order in deeds.tsv
	Lemmas   []uint32
	Status   uint8 // bits
	Even     bool  // who acts and who suffers may be told either way
	Single   bool  // two who do it do two things
	Other    bool  // told as one of several or as another than was told before
	Main     bool  // what a report tells first
	Held     bool  // a person took it for an event of its own: it is never joined with another
	Days     []Stay
	Past     bool  // told as past, with no date
	Scene    int32 // the day of what its report tells just before, where it tells none itself; 0: none
	First    int32 // day of the first and last report
	Last     int32
	Tellings int32
	Spots    []Spot
	Actors   []Who
	Patients []Who
	Tallies  []Tally
	Words    []uint32 // sorted, as all that follow
	Rare     []uint32 // names and numbers of its sentences
	Speakers []uint32
	Around   []uint32 // persons named in the events of its reports
	Reports  []uint32 // hashed ids; the newest
	Stories  []uint32
	Posted   []uint32 // hashes of its postings, so that none is made twice
}

// Stay is when it is told to have happened: days since 1970-01-01.
type Stay struct {
	Lo, Hi int32
	N      uint8 // tellings
}

// Exact reports whether it is told to the day or, over a night, two.
func (s Stay) Exact() bool { return s.Hi-s.Lo <= 1 }

// Spot is where it is told to have happened.
type Spot struct {
	Fine     uint8 // 1 country, 2 province, 3 district, 4 city, 5 site
	Around   uint8 // km within which other names are parts of it or it is part of them
	N        uint8
	ID       uint32 // GeoNames
	Country  uint32 // its three letters
	Admin1   uint32
	Name     uint32
	Lat, Lon float32
	Label    string
}

// Who is a party, by the hashes of its key and names.
type Who struct {
	Keys    []uint32 // key first
	Flags   uint8
	Country uint32
	Sectors uint32
	N       uint8
	Label   string // of those with a name
}

const (
	named  uint8 = 1 << iota // has a name of its own
	state                    // is a state, or a people
	person                   // is a person or group
	male                     // one man or boy, without a name
	female
)

// Tally is a number told of it.
type Tally struct {
	Of        uint8 // order in [tallied]
	Low, High int32 // -1: open
	N         uint8
}

var (
	types    = []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
	tallied  = []string{"killed", "injured", "missing", "arrested", "abducted", "displaced", "participants"}
	fineness = map[string]uint8{"country": 1, "province": 2, "district": 3, "city": 4, "site": 5}
	statuses = map[hearsay.Status]uint8{hearsay.Actual: isActual, hearsay.Planned: isPlanned, hearsay.Hypothetical: isSupposed,
		hearsay.Negated: isNegated, hearsay.Historical: isHistorical, hearsay.Attempted: isAttempted}
)

const (
	isActual uint8 = 1 << iota
	isPlanned
	isSupposed
	isNegated
	isHistorical
	isAttempted
)

// hash is FNV-1a of 32 bits; 0 is kept for nothing.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	if h == 0 {
		return 1
	}
	return h
}

func letters(country string) uint32 {
	var n uint32
	for i := 0; i < len(country) && i < 4; i++ {
		n = n<<8 | uint32(country[i])
	}
	return n
}

// profile makes the profile of one telling.
func (t *tables) profile(e *hearsay.Telling, in *page) *Profile {
	p := &Profile{Tellings: 1, Reports: []uint32{reportOf(e)}, First: in.day, Last: in.day, Status: statuses[e.Status], Main: e.Headline}
	if f := t.family(e); f != nil {
		p.Families, p.Even, p.Single = f.bits, f.symmetric, f.single
	}
	p.Other = in.other(e)
	if i := slices.Index(types, e.Type); i >= 0 {
		p.Types = 1 << i
	}
	for _, m := range e.Modes {
		if weapons[m] {
			p.Modes |= 1 << (hash(m) % 32)
		}
	}
	p.Lemmas = []uint32{hash(stem(e.Lemma))}
	if d := t.deed(p.Families, e.Lemma); d > 0 && d < 32 {
		p.Deeds = 1 << d
	}
	if w := wordOf(e); w != e.Lemma {
		if d := t.deed(p.Families, w); d > 0 && d < 32 {
			p.Deeds |= 1 << d
		}
	}
	if s, ok := stay(e.Time, in.day); ok {
		p.Days = []Stay{s}
	} else if e.Status == hearsay.Historical || e.Time != nil && e.Time.Timex == "PAST_REF" {
		p.Past = true
	}
	if s, ok := spot(e.Place); ok {
		p.Spots = []Spot{s}
	}
	p.Actors, p.Patients = whoAre(e.Actors), whoAre(e.Recipients)
	for _, c := range e.Counts {
		if i := slices.Index(tallied, c.Of); i >= 0 {
			p.Tallies = append(p.Tallies, Tally{uint8(i), bound(c.Low), bound(c.High), 1})
		}
	}
	p.Words, p.Rare = in.words(e)
	for i := range e.Sayings {
		for k := range e.Sayings[i].Chain {
			s := &e.Sayings[i].Chain[k]
			if !s.Outlet && s.Named && s.Kind != hearsay.State && s.Key != "" {
				p.Speakers = append(p.Speakers, hash(s.Key))
			}
		}
	}
	p.Speakers = sorted(p.Speakers, mostSpeakers)
	p.Around = in.around
	if in.story != 0 {
		p.Stories = []uint32{in.story}
	}
	return p
}

// reportOf is the hashed id of the report that a telling stands in.
func reportOf(e *hearsay.Telling) uint32 {
	id, _, _ := strings.Cut(e.ID, "/")
	return hash(id)
}

// weapons are the modes that tell two attacks apart; the others are results or ways of telling.
var weapons = map[string]bool{"suicide-attack": true, "drone": true, "aerial": true, "heavy-weapons": true, "explosives": true, "firearms": true, "primitive": true,
	"unconventional": true, "sexual": true, "abduct": true, "strike": true, "boycott": true, "hunger": true}

// wordOf is the first word of the trigger, folded: of "suicide bombing" the lemma
// may be either.
func wordOf(e *hearsay.Telling) string {
	w, _, _ := strings.Cut(gazetteer.Fold(e.Trigger), " ")
	return w
}

func bound(n *int) int32 {
	if n == nil || *n < 0 {
		return -1
	}
	return int32(min(*n, math.MaxInt32))
}

// stay reads a told time as days; what is after the end of its report by a
// year is no day to link by.
func stay(t *hearsay.Time, known int32) (Stay, bool) {
	if t == nil {
		return Stay{}, false
	}
	lo, ok1 := dayOf(t.Start)
	hi, ok2 := lastDayOf(t.End)
	switch {
	case !ok1 && !ok2:
		return Stay{}, false
	case !ok1:
		lo = hi - 3650
	case !ok2:
		hi = max(lo, known)
	}
	if hi < lo {
		return Stay{}, false
	}
	return Stay{lo, hi, 1}, true
}

func spot(p *hearsay.Place) (Spot, bool) {
	if p == nil || p.Name == "" {
		return Spot{}, false
	}
	s := Spot{Fine: fineness[p.Precision], N: 1, ID: uint32(p.GeoNames), Country: letters(p.Country), Name: hash(gazetteer.Key(p.Name)),
		Lat: float32(p.Lat), Lon: float32(p.Lon), Label: p.Name}
	if s.Fine == 0 {
		s.Fine = 4
	}
	switch {
	case p.Admin1 != "":
		s.Admin1 = hash(p.Country + "/" + gazetteer.Key(p.Admin1))
	case s.Fine == 2:
		s.Admin1 = hash(p.Country + "/" + gazetteer.Key(p.Name))
	}
	if s.Fine >= 4 && s.ID != 0 {
		for _, g := range gazetteer.Places(p.Name) {
			if g.GeoNames == p.GeoNames {
				s.Around = around(g)
				break
			}
		}
	}
	return s, true
}

// around is how far the names of a town's parts and suburbs reach, in km: by its
// people; and of a part how far its town may lie.
func around(g gazetteer.Place) uint8 {
	switch {
	case g.Kind == gazetteer.Quarter:
		return 30
	case g.Population >= 2e6:
		return 30
	case g.Population >= 5e5:
		return 20
	case g.Population >= 2e5:
		return 15
	case g.Population >= 5e4:
		return 8
	}
	return 6
}
