package story

import (
	"math"
)

// Feature is one figure about two reports.
type Feature int

// The features, in the order of the model's weights. Shares and cosines are 0
// to 1; sums of rarities are in nats, damped by a logarithm; those that end in Against
// are 1 where both reports say something of the kind and nothing agrees.
const (
	WordsCosine Feature = iota
	LeadCosine
	TitleCosine
	RareWords
	SalientLeast // of the words that each is most about, the share that the other has: the lesser share
	SalientMost
	ProperCosine // of the words that are always written with a capital
	NamedLeast   // as SalientLeast, of those words
	NamedMost
	NamesCosine
	NamesRare
	Surnames
	SurnamesAgainst
	PlacesCosine
	PlaceSame
	PlaceDistance // log of km over 10, 0 below that
	PlaceCountryAgainst
	PlaceAdmin1Against
	PlaceElsewhere // distance between where the first deeds were, as PlaceDistance
	PlaceUnknown
	Streets
	StreetsAgainst
	Houses
	Ages
	AgesAgainst
	Tolls
	KilledAgainst
	DeedsCosine
	Numbers
	NumbersAgainst
	Years
	YearsAgainst
	PublishedGap // log of 1 + days
	PublishedNear
	PublishedUnknown
	HappenedSame
	HappenedGap
	HappenedAgainst
	HappenedLater // what one tells of happened after the other was published
	HappenedUnknown
	WeekdaySame // a day of the week that both name
	WeekdaysAgainst
	MonthSame
	MonthsAgainst
	NewsSame    // what each reports as new is one event; see [Card.told]
	NewsLeast   // how well what the one reports as new is told by the other, the lesser
	NewsMost    // and the greater
	NewsAgainst // both report an event of one type as new, of another place or day
	Shortness   // how little there is to compare
	features
)

// featureNames are for readers.
var featureNames = [features]string{
	"words in common", "words of title and lead in common", "words of the titles in common", "rare words in common", "what each is most about, lesser share", "what each is most about, greater share", "words with capitals in common", "whom and what each names most, lesser share", "whom and what each names most, greater share", "names in common", "rarest name in common",
	"persons in common", "other persons", "places in common", "same place", "distance", "other country", "other province", "it happened elsewhere", "place not known",
	"streets in common", "other streets", "houses in common", "ages in common", "other ages", "same toll", "other number killed", "same kinds of events",
	"numbers in common", "other numbers", "years in common", "other years",
	"days between publication", "published within a day", "day of publication not known", "happened on the same day", "days between happenings",
	"happened on other days", "happened after the other report", "day of happening not known", "same day of the week", "other days of the week", "same month", "other months",
	"same news", "the news of one told in the other, lesser", "the news of one told in the other, greater", "news of one kind from elsewhere or another day", "little text",
}

func (f Feature) String() string { return featureNames[f] }

// Features are all figures about two reports.
type Features [features]float64

// common is what two cards share of a class.
type common struct {
	dot   float64 // sum of products of weights
	rare  float64 // sum of rarities, nats
	most  float64 // rarest
	count int
}

// shared walks two lists of terms that are ordered by key.
func shared(a, b []Term) (c common) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := &a[i], &b[j]
		switch {
		case x.Key < y.Key:
			i++
		case x.Key > y.Key:
			j++
		default:
			c.dot += x.weight() * y.weight()
			r := float64(min(x.Rarity, y.Rarity)) / 16
			c.rare += r
			c.most = max(c.most, r)
			c.count++
			i++
			j++
		}
	}
	return c
}

// cosine of a class.
func cosine(a, b *Card, k Class, c common) float64 {
	if a.size[k] == 0 || b.size[k] == 0 {
		return 0
	}
	return min(1, c.dot/(a.size[k]*b.size[k]))
}

// Compare holds two cards against each other. It is symmetric. Both must have
// their rarities.
func Compare(a, b *Card) (f Features) {
	f.words(a, b)
	names := shared(a.of(Name), b.of(Name))
	f[NamesCosine] = cosine(a, b, Name, names)
	f[NamesRare] = names.most / 8
	persons := shared(a.of(Surname), b.of(Surname))
	f[Surnames] = math.Log1p(persons.rare / 4)
	f[SurnamesAgainst] = against(a, b, Surname, persons)
	f.places(a, b)
	streets := shared(a.of(Street), b.of(Street))
	f[Streets] = math.Log1p(streets.rare / 4)
	f[StreetsAgainst] = against(a, b, Street, streets)
	f[Houses] = math.Log1p(shared(a.of(House), b.of(House)).rare / 4)
	ages := shared(a.of(Age), b.of(Age))
	f[Ages] = math.Log1p(ages.rare / 3)
	f[AgesAgainst] = against(a, b, Age, ages)
	f.tolls(a, b)
	f[DeedsCosine] = cosine(a, b, Deed, shared(a.of(Deed), b.of(Deed)))
	numbers := shared(a.of(Number), b.of(Number))
	f[Numbers] = math.Log1p(numbers.rare / 4)
	f[NumbersAgainst] = against(a, b, Number, numbers)
	years := shared(a.of(Year), b.of(Year))
	if years.count > 0 {
		f[Years] = 1
	}
	f[YearsAgainst] = against(a, b, Year, years)
	f.times(a, b)
	f[WeekdaySame], f[WeekdaysAgainst] = agree(a.weekdays, b.weekdays)
	f[MonthSame], f[MonthsAgainst] = agree(a.months, b.months)
	f.news(a, b)
	n := min(len(a.of(Word)), len(b.of(Word)))
	f[Shortness] = math.Max(0, 1-float64(n)/60)
	return f
}

func against(a, b *Card, k Class, c common) float64 {
	if c.count == 0 && len(a.of(k)) > 0 && len(b.of(k)) > 0 {
		return 1
	}
	return 0
}

// agree compares two sets: whether they share something, and whether both have
// something and share nothing.
func agree(a, b uint16) (same, against float64) {
	switch {
	case a&b != 0:
		return 1, 0
	case a != 0 && b != 0:
		return 0, 1
	}
	return 0, 0
}

// words fills what is about words.
func (f *Features) words(a, b *Card) {
	x, y := a.of(Word), b.of(Word)
	dot, lead, title, rare, proper := 0.0, 0.0, 0.0, 0.0, 0.0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		s, t := &x[i], &y[j]
		switch {
		case s.Key < t.Key:
			i++
		case s.Key > t.Key:
			j++
		default:
			product := s.weight() * t.weight()
			dot += product
			r := float64(min(s.Rarity, t.Rarity)) / 16
			if s.Proper || t.Proper {
				proper += product
			}
			if s.Lead && t.Lead {
				lead += r * r
			}
			if s.Title && t.Title {
				title += r * r
			}
			rare += max(0, r-4)
			i++
			j++
		}
	}
	if a.size[Word] > 0 && b.size[Word] > 0 {
		f[WordsCosine] = min(1, dot/(a.size[Word]*b.size[Word]))
	}
	if a.lead > 0 && b.lead > 0 {
		f[LeadCosine] = min(1, lead/(a.lead*b.lead))
	}
	if a.title > 0 && b.title > 0 {
		f[TitleCosine] = min(1, title/(a.title*b.title))
	}
	if a.proper > 0 && b.proper > 0 {
		f[ProperCosine] = min(1, proper/(a.proper*b.proper))
	}
	f[RareWords] = math.Log1p(rare / 4)
	x1, y1 := covered(a, a.salient, b), covered(b, b.salient, a)
	f[SalientLeast], f[SalientMost] = min(x1, y1), max(x1, y1)
	x2, y2 := covered(a, a.named, b), covered(b, b.named, a)
	f[NamedLeast], f[NamedMost] = min(x2, y2), max(x2, y2)
}

// covered is the share of some words of a, by how much it is about them, that b has.
func covered(a *Card, some []int, b *Card) float64 {
	ts, others := a.of(Word), b.of(Word)
	all, in := 0.0, 0.0
	for _, i := range some {
		w := ts[i].about()
		all += w
		if has(others, ts[i].Key) {
			in += w
		}
	}
	if all == 0 {
		return 0
	}
	return in / all
}

// has looks a key up in terms ordered by key.
func has(ts []Term, key uint32) bool {
	lo, hi := 0, len(ts)
	for lo < hi {
		if mid := (lo + hi) / 2; ts[mid].Key < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(ts) && ts[lo].Key == key
}

// places fills what is about where it happened. The coarser of two precisions
// is what can be compared: a city in a province agrees with the province.
func (f *Features) places(a, b *Card) {
	f[PlacesCosine] = cosine(a, b, PlaceRef, shared(a.of(PlaceRef), b.of(PlaceRef)))
	if len(a.Places) == 0 || len(b.Places) == 0 {
		f[PlaceUnknown] = 1
		return
	}
	least, country, admin1 := math.Inf(1), true, true
	for i := range a.Places {
		for j := range b.Places {
			p, q := &a.Places[i], &b.Places[j]
			if p.Country == q.Country {
				country = false
			}
			coarse := min(p.Precision, q.Precision)
			d := 0.0
			if p.ID != q.ID {
				d = distance(p, q)
			}
			switch {
			case p.ID == q.ID:
				admin1 = false
			case coarse == 0 && p.Country == q.Country || p.Admin1 == q.Admin1 && p.Admin1 != 0:
				admin1 = false
			}
			// A country or province is no point: what lies within it is near enough.
			if coarse == 0 && p.Country == q.Country {
				d = min(d, 200)
			} else if coarse == 1 && p.Admin1 == q.Admin1 && p.Admin1 != 0 {
				d = min(d, 50)
			}
			least = min(least, d)
		}
	}
	p, q := &a.Places[0], &b.Places[0]
	if p.ID == q.ID {
		f[PlaceSame] = 1
	}
	f[PlaceDistance] = far(least)
	if p.Deed == 1 && q.Deed == 1 && min(p.Precision, q.Precision) >= 2 && p.ID != q.ID {
		f[PlaceElsewhere] = far(distance(p, q))
	}
	if country {
		f[PlaceCountryAgainst] = 1
	}
	if admin1 {
		f[PlaceAdmin1Against] = 1
	}
}

// far is a distance in kilometres, damped: 5,000 km is 1.
func far(km float64) float64 { return min(1, math.Log1p(km/10)/math.Log1p(500)) }

// distance is in kilometres, along the great circle.
func distance(p, q *Spot) float64 {
	const rad = math.Pi / 180
	la, lb := float64(p.Lat)*rad, float64(q.Lat)*rad
	dLat, dLon := la-lb, float64(p.Lon-q.Lon)*rad
	sLat, sLon := math.Sin(dLat/2), math.Sin(dLon/2)
	h := sLat*sLat + math.Cos(la)*math.Cos(lb)*sLon*sLon
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}

// tolls fills what is about numbers killed and injured.
func (f *Features) tolls(a, b *Card) {
	c := shared(a.of(Toll), b.of(Toll))
	f[Tolls] = min(2, float64(c.count)) / 2
	if c.count == 0 && len(a.of(Toll)) > 0 && len(b.of(Toll)) > 0 {
		f[KilledAgainst] = 1
	}
}

// times fills what is about days.
func (f *Features) times(a, b *Card) {
	if a.Published == Unknown || b.Published == Unknown {
		f[PublishedUnknown] = 1
	} else {
		gap := math.Abs(float64(a.Published - b.Published))
		f[PublishedGap] = min(1, math.Log1p(gap)/math.Log1p(365))
		if gap <= 1 {
			f[PublishedNear] = 1
		}
	}
	f[HappenedLater] = max(a.after(b), b.after(a))
	if len(a.Days) == 0 || len(b.Days) == 0 {
		f[HappenedUnknown] = 1
		return
	}
	least := math.Inf(1)
	for _, x := range a.Days {
		for _, y := range b.Days {
			least = min(least, gapOf(x, y))
		}
	}
	f[HappenedGap] = min(1, math.Log1p(least)/math.Log1p(365))
	first := gapOf(a.Days[0], b.Days[0])
	if first == 0 {
		f[HappenedSame] = 1
	}
	if first > 1 {
		f[HappenedAgainst] = 1
	}
}

// news fills what is about the events that two reports tell of first. A report that
// follows another up tells its news as what went before; so does one on a like event in the
// next town, whose own news is of the same kind, from elsewhere.
func (f *Features) news(a, b *Card) {
	if len(a.Told) == 0 || len(b.Told) == 0 {
		return
	}
	x, y := a.told(b), b.told(a)
	f[NewsLeast], f[NewsMost] = min(x, y), max(x, y)
	same := a.match(a.Told[0], b, b.Told[0])
	f[NewsSame] = max(0, same)
	if same < 0 {
		f[NewsAgainst] = 1
	}
}

// told is how well b tells the event that a reports as new: 1 where one of its events
// agrees in type, place and day, less where these are not told, 0 where none can be it.
func (a *Card) told(b *Card) float64 {
	best := 0.0
	for _, t := range b.Told {
		best = max(best, a.match(a.Told[0], b, t))
	}
	return best
}

// match is how well two events of one type agree, 0 for other types, -1 where place or
// day speak against it.
func (a *Card) match(s Told, b *Card, t Told) float64 {
	if s.Type != t.Type {
		return 0
	}
	place, day := 0.5, 0.5
	if s.Place >= 0 && t.Place >= 0 {
		p, q := &a.Places[s.Place], &b.Places[t.Place]
		switch coarse := min(p.Precision, q.Precision); {
		case p.ID == q.ID:
			place = 1
		case coarse == 0 && p.Country == q.Country, coarse == 1 && p.Admin1 == q.Admin1 && p.Admin1 != 0, coarse > 1 && distance(p, q) < 25:
			place = 0.75
		default:
			return -1
		}
	}
	if s.Day >= 0 && t.Day >= 0 {
		switch gap := gapOf(a.Days[s.Day], b.Days[t.Day]); {
		case gap == 0:
			day = 1
		case gap == 1:
			day = 0.75
		default:
			return -1
		}
	}
	return place * day
}

// after is 1 where the violence or protest that c tells of first happened two days
// or more after b was published, and a half for one day. What follows from a happening,
// such as an arrest, does not count.
func (c *Card) after(b *Card) float64 {
	if b.Published == Unknown || len(c.Days) == 0 || c.Days[0].Deed == 0 {
		return 0
	}
	return float64(min(2, max(0, c.Days[0].From-b.Published))) / 2
}

// gapOf is how many days lie between two happenings; 0 where they overlap.
func gapOf(x, y Day) float64 {
	return float64(max(0, x.From-y.To, y.From-x.To))
}
