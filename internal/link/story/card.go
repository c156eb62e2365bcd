package story

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
)

// Class is what sort of term it is. Terms of two classes never match.
type Class uint8

const (
	Word     Class = iota // a stem of the text or title
	Name                  // a name of anybody or anything but a place with coordinates, folded
	Surname               // the last word of a person's name
	PlaceRef              // the GeoNames id of a place that the report names
	Street                // the name of a street
	House                 // a house number or block with its street
	Age                   // an age in years
	Toll                  // "killed 3", "injured 2"
	Deed                  // a type of event
	Number                // a numeral with a point or comma: "5.6", "1,300"
	Year                  // a year named outright, "2005"
	classes
)

var classNames = [classes]string{"word", "name", "surname", "place", "street", "house", "age", "toll", "deed", "number", "year"}

func (c Class) String() string { return classNames[c] }

// Bounds of a card: what lies over them is left out, the last and commonest first.
const (
	mostWords  = 200
	mostNames  = 40
	mostOthers = 12
	mostPlaces = 6
	mostDays   = 6
	mostTold   = 10
	mostTexts  = 96 // terms whose words are kept for readers
)

// Unknown is the day of a report whose day is not known.
const Unknown int32 = math.MinInt32

// Card is what the linking of stories keeps of a report.
type Card struct {
	Published int32            // days since 1970-01-01, UTC; [Unknown] where the report does not say
	Outlet    uint32           // a hash of its outlet; 0: not known
	Terms     []Term           // ordered by class and key
	Places    []Spot           // where its events happened, the first told first
	Days      []Day            // when its events happened, the first told first
	Told      []Told           // its events in the order of the text: the first is what it reports as new
	texts     string           // where the texts of terms stand; see [Card.Text]
	from      [classes + 1]int // where each class begins in Terms
	// size holds, for each class, the root of the sum of squares of the terms'
	// weights; lead that of the rarities of the words of title and lead.
	size    [classes]float64
	lead    float64
	title   float64 // the same of the title alone
	salient []int   // positions of the words that the report is most about, the first the most
	proper  float64 // as size, of the proper words
	named   []int   // as salient, of the proper words
	// weekdays and months are those named, as sets of bits.
	weekdays, months uint16
}

// Term is a word, name or number of a report.
type Term struct {
	Class Class
	Count uint8 // how often; 255: as often or more
	Lead  bool  // it stands in the title or the lead
	Title bool  // it stands in the title
	// Proper tells of a word that it is always written with a capital inside sentences: a
	// name or part of one, whether the reading knows its bearer or not.
	Proper bool
	lower  bool // it was seen without a capital; while a report is gathered
	// Rarity is the negative logarithm of the share of reports that hold it, in
	// sixteenths: 16 is one in 2.7 reports, 144 one in 8,100. Make takes it from
	// the background, Place mixes in what the record has counted.
	Rarity uint8
	size   uint8  // of its text in bytes; 0: the card had no room for it
	at     uint32 // where that begins
	Key    uint32 // a hash of class and text
}

// Text is the stem, name or number itself; empty where the card had no room for it. Thousands
// of cards are kept at hand, so terms do not hold strings of their own.
func (c *Card) Text(t *Term) string { return c.texts[t.at : t.at+uint32(t.size)] }

// Spot is a place where something happened.
type Spot struct {
	ID        uint32 // GeoNames
	Lat, Lon  float32
	Country   uint32 // a hash of the code
	Admin1    uint32 // a hash of country and name
	Precision uint8  // 0 country, 1 province, 2 district, 3 city, 4 site
	Weight    uint8  // events told there
	Deed      uint8  // 1: the first violence or protest that the report tells of was here
}

// Day is when something happened, as days since 1970-01-01.
type Day struct {
	From, To int32
	Weight   uint8 // events told of it
	Deed     uint8 // 1: violence or disaster or protest rather than what follows from it
}

// Told is an event that a report tells: which type goes with which place and day.
type Told struct {
	Type  uint16 // a hash of the type
	Place int8   // which of the card's Places; -1: none of them
	Day   int8   // which of its Days; -1: none of them
}

// key is the hash of a term: FNV-1a, 32 bits.
func key(c Class, text string) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(c)) * 16777619
	for i := 0; i < len(text); i++ {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}

// Posting is the key under which the linking index holds a term.
func (t *Term) Posting() uint64 { return uint64(t.Class)<<32 | uint64(t.Key) }

// DayOf is the day of a time.
func DayOf(t time.Time) int32 {
	if t.IsZero() {
		return Unknown
	}
	return int32(math.Floor(float64(t.Unix()) / 86400))
}

// Make boils a reading down. It uses the document, entities and events alone.
func Make(r *hearsay.Reading) *Card {
	d := r.Document
	c := &Card{Published: DayOf(d.Published)}
	g := newGatherer()
	title := headline(d)
	g.credits(d.Outlet, d.Text)
	g.words(title, d.Text)
	g.names(r)
	g.details(d.Text)
	g.deeds(r)
	c.Terms, c.texts = g.terms()
	c.Places = spots(r)
	c.Days = days(r, c.Published)
	c.Told = tells(r, c.Places, c.Days)
	c.index()
	b, err := readBackground()
	if err != nil {
		panic(err) // the table is part of the program; a test reads it
	}
	c.rate(b)
	return c
}

// index finds where each class begins.
func (c *Card) index() {
	at := 0
	for k := Class(0); k < classes; k++ {
		for at < len(c.Terms) && c.Terms[at].Class < k {
			at++
		}
		c.from[k] = at
	}
	c.from[classes] = len(c.Terms)
}

// of returns the terms of a class, ordered by key.
func (c *Card) of(k Class) []Term { return c.Terms[c.from[k]:c.from[k+1]] }

func sortTerms(ts []Term) {
	slices.SortFunc(ts, func(a, b Term) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Key, b.Key))
	})
}
