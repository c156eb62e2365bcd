package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// vocabulary is the words of real reports with how often each stands there, and
// the hours and weekdays at which they were sent.
type vocabulary struct {
	words []string
	sum   []float64 // cumulated counts
	rare  []string  // words of few reports, of which stories are made
	hours [7 * 24]float64
	// cities are the towns of the gazetteer that the reports name, the most named first.
	cities []gazetteer.Place
}

func readVocabulary(path string) (*vocabulary, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	counts, in, capitals := map[string]int{}, map[string]int{}, map[string]int{}
	v := &vocabulary{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r struct{ Text, Published string }
		if json.Unmarshal(lines.Bytes(), &r) != nil {
			continue
		}
		for _, w := range strings.FieldsFunc(r.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) > 3 && unicode.IsUpper(rune(w[0])) && unicode.IsLower(rune(w[1])) {
				capitals[w]++
			}
		}
		seen := map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(r.Text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if len(w) < 2 || len(w) > 16 {
				continue
			}
			counts[w]++
			if !seen[w] {
				seen[w] = true
				in[w]++
			}
		}
		if t, err := time.Parse("2-Jan-2006 15:04:05", strings.SplitN(strings.TrimSpace(r.Published), ".", 2)[0]); err == nil {
			v.hours[int(t.Weekday())*24+t.Hour()]++
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	for w, n := range counts {
		if n >= 3 {
			v.words = append(v.words, w)
		}
	}
	sort.Strings(v.words)
	total := 0.0
	for _, w := range v.words {
		total += float64(counts[w])
		v.sum = append(v.sum, total)
		if n := in[w]; n >= 5 && n <= 400 {
			v.rare = append(v.rare, w)
		}
	}
	v.towns(capitals)
	if len(v.words) < 1000 {
		return nil, fmt.Errorf("%s: only %d words were found", path, len(v.words))
	}
	return v, nil
}

// towns finds the towns among the words with a capital.
func (v *vocabulary) towns(capitals map[string]int) {
	const people = 20_000 // smaller ones share their names with persons
	names := make([]string, 0, len(capitals))
	for w := range capitals {
		names = append(names, w)
	}
	sort.Slice(names, func(i, j int) bool {
		if capitals[names[i]] != capitals[names[j]] {
			return capitals[names[i]] > capitals[names[j]]
		}
		return names[i] < names[j]
	})
	for _, w := range names {
		if ps := gazetteer.Places(w); len(ps) > 0 && ps[0].Kind.IsCity() && ps[0].Population >= people {
			v.cities = append(v.cities, ps[0])
		}
	}
}

func (v *vocabulary) word(r *rand.Rand) string {
	return v.words[min(sort.SearchFloat64s(v.sum, r.Float64()*v.sum[len(v.sum)-1]), len(v.words)-1)]
}

// deed is a kind of happening, with the words that tell it.
type deed struct{ kind, mode, cameo, verb, lemma, noun string }

var deeds = []deed{
	{"ASSAULT", "heavy-weapons", "194", "shelled", "shell", "shelling"}, {"ASSAULT", "explosives", "183", "bombed", "bomb", "bombing"},
	{"ASSAULT", "firearms", "190", "attacked", "attack", "attack"}, {"COERCE", "arrest", "173", "arrested", "arrest", "arrests"},
	{"PROTEST", "demonstrate", "141", "denounced", "denounce", "protest"}, {"CONSULT", "", "040", "met", "meet", "meeting"},
	{"THREATEN", "", "130", "threatened", "threaten", "threat"}, {"AID", "", "070", "helped", "help", "aid"},
}

var outlets = []string{"Example Wire", "Northern Courier", "Radio Meridian", "The Harbour Times", "Delta Daily", "Plateau Post", "Channel Nine", "Evening Ledger", "Coastal Herald", "Union Gazette",
	"Valley Observer", "City Desk", "Free Tribune", "Southern Star", "Border Monitor", "Highland News", "Rivers Today", "Morning Standard", "Island Press", "Eastern Mail"}

// happening is what a story is about.
type happening struct {
	deed    deed
	city    gazetteer.Place
	who     string // invented body
	whom    string
	person  [3]string // invented persons who speak
	topic   []string
	day     time.Time
	until   time.Time // after which nobody tells of it
	killed  int
	last    time.Time
	reports int
	sents   []string // sentences told so far, which copies repeat
	// What the filler knows of it.
	story, event string
	filled       int
}

// news makes synthetic reports in the order of time: happenings begin, are told by
// several outlets over some days, copied, and fade.
type news struct {
	v      *vocabulary
	r      *rand.Rand
	now    time.Time
	perDay float64
	live   []*happening
}

func newNews(v *vocabulary, seed uint64, start time.Time, perDay float64) *news {
	return &news{v: v, r: rand.New(rand.NewPCG(seed, 1)), now: start, perDay: perDay}
}

// Shares of what real news has, by eye, from three days of eleven outlets.
const (
	newStory = 0.30               // reports that begin a story
	copies   = 0.20               // reports that repeat an earlier one of their story
	storyFor = 4 * 24 * time.Hour // in the mean; some go on for weeks, none for ever
)

func (n *news) name() string {
	parts := []string{"ba", "den", "ko", "ri", "mal", "su", "tov", "an", "el", "ju", "ha", "mir", "os", "pe", "qua", "lin", "far", "gor", "ve", "zi"}
	word := func() string {
		s := parts[n.r.IntN(len(parts))] + parts[n.r.IntN(len(parts))]
		if n.r.IntN(2) == 0 {
			s += parts[n.r.IntN(len(parts))]
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return word() + " " + word()
}

func (n *news) begin() *happening {
	lasts := time.Duration(n.r.ExpFloat64() * float64(storyFor))
	h := &happening{deed: deeds[n.r.IntN(len(deeds))], day: n.now, until: n.now.Add(lasts), killed: int(math.Exp(n.r.Float64() * 4)), last: n.now}
	// A few cities make most of the news.
	h.city = n.v.cities[int(float64(len(n.v.cities))*math.Pow(n.r.Float64(), 2))]
	h.who, h.whom = n.name()+" Brigade", n.name()+" Union"
	for i := range h.person {
		h.person[i] = n.name()
	}
	for range 24 {
		h.topic = append(h.topic, n.v.rare[n.r.IntN(len(n.v.rare))])
	}
	return h
}

// step moves the clock as real reports come in over the hours of a week.
func (n *news) step() {
	rate := n.v.hours[int(n.now.Weekday())*24+n.now.Hour()]
	total := 0.0
	for _, h := range n.v.hours {
		total += h
	}
	rate = math.Max(rate/total*7*24, 0.05) * n.perDay / 24 // an hour
	n.now = n.now.Add(time.Duration(n.r.ExpFloat64() / rate * float64(time.Hour))).Truncate(time.Second)
}

// next makes the next report.
func (n *news) next() (*hearsay.Reading, *happening) {
	n.step()
	kept := n.live[:0]
	for _, h := range n.live {
		if n.now.Before(h.until) {
			kept = append(kept, h)
		}
	}
	n.live = kept
	var h *happening
	if len(n.live) == 0 || n.r.Float64() < newStory {
		h = n.begin()
		n.live = append(n.live, h)
	} else {
		// What is told most is told on: the newest and the largest.
		for range 8 {
			c := n.live[n.r.IntN(len(n.live))]
			if h == nil || score(c, n.now) > score(h, n.now) {
				h = c
			}
		}
	}
	return n.write(h), h
}

func score(h *happening, now time.Time) float64 {
	return math.Log(1+float64(h.reports)) - now.Sub(h.last).Hours()/24
}

func (n *news) sentence(h *happening) string {
	size := 9 + n.r.IntN(14)
	ws := make([]string, size)
	for i := range ws {
		if n.r.Float64() < 0.15 {
			ws[i] = h.topic[n.r.IntN(len(h.topic))]
		} else {
			ws[i] = n.v.word(n.r)
		}
	}
	if n.r.Float64() < 0.3 {
		ws[size/2] = h.person[n.r.IntN(len(h.person))]
	}
	if n.r.Float64() < 0.2 {
		ws[size-1] = h.city.Name
	}
	s := strings.Join(ws, " ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// write makes the text and, since it knows what it wrote, the reading.
func (n *news) write(h *happening) *hearsay.Reading {
	outlet := outlets[n.r.IntN(len(outlets))]
	copied := h.reports > 0 && n.r.Float64() < copies/(1-newStory)
	h.reports++
	h.last = n.now
	if n.r.Float64() < 0.2 {
		h.killed += n.r.IntN(4) - 1
	}
	speaker := h.person[n.r.IntN(len(h.person))]
	b := &builder{r: &hearsay.Reading{Document: &hearsay.Document{ID: fmt.Sprint(n.r.Uint64()), Outlet: outlet, Language: "en", Published: n.now, HasClock: true}}}
	b.text.WriteString(h.deed.noun + " in " + h.city.Name + "\n\n")
	b.r.Document.Title = h.deed.noun + " in " + h.city.Name
	for range 1 + n.r.IntN(2) {
		b.lead(h, speaker, n.now, n.r.IntN(3))
	}
	b.text.WriteString("\n\n")
	var body []string
	if copied && len(h.sents) > 0 {
		body = append(body, h.sents[:max(1, len(h.sents)-n.r.IntN(3))]...)
		if n.r.IntN(2) == 0 {
			body = append(body, n.sentence(h))
		}
	} else {
		for range 7 + n.r.IntN(9) {
			body = append(body, n.sentence(h))
		}
		h.sents = body
	}
	for i, s := range body {
		b.text.WriteString(s)
		if i%3 == 2 {
			b.text.WriteString("\n\n")
		} else {
			b.text.WriteString(" ")
		}
	}
	b.r.Document.Text = b.text.String()
	return b.r
}

// builder writes sentences and keeps where everything stands.
type builder struct {
	r    *hearsay.Reading
	text strings.Builder
}

func (b *builder) put(s string) hearsay.Span {
	at := b.text.Len()
	b.text.WriteString(s)
	return hearsay.Span{Start: at, End: b.text.Len()}
}

func (b *builder) entity(name string, kind hearsay.Kind, codes hearsay.Codes, at hearsay.Span) string {
	for i := range b.r.Entities {
		if b.r.Entities[i].Name == name {
			b.r.Entities[i].Mentions = append(b.r.Entities[i].Mentions, hearsay.Mention{Span: at, Form: hearsay.NameForm})
			return b.r.Entities[i].ID
		}
	}
	id := fmt.Sprintf("n%d", len(b.r.Entities)+1)
	b.r.Entities = append(b.r.Entities, hearsay.Entity{ID: id, Name: name, Kind: kind, Codes: codes, Mentions: []hearsay.Mention{{Span: at, Form: hearsay.NameForm}}, By: "bench"})
	return id
}

// lead writes one telling: "X shelled Y in Z on Monday, killing 12, N said."
func (b *builder) lead(h *happening, speaker string, now time.Time, form int) {
	start := b.text.Len()
	who := b.put(h.who)
	b.put(" ")
	verb := b.put(h.deed.verb)
	b.put(" ")
	whom := b.put(h.whom)
	b.put(" in ")
	where := b.put(h.city.Name)
	b.put(" on ")
	when := b.put(h.day.Format("Monday"))
	e := hearsay.Event{ID: fmt.Sprintf("e%d", len(b.r.Events)+1), Type: h.deed.kind, CAMEO: h.deed.cameo, Quad: "material conflict", Score: -9, Status: hearsay.Actual, By: "bench",
		Trigger: hearsay.Trigger{Extent: hearsay.OneSpan(verb), Lemma: h.deed.lemma}}
	if h.deed.mode != "" {
		e.Modes = []string{h.deed.mode}
	}
	if h.deed.kind == "ASSAULT" {
		b.put(", killing ")
		at := b.put(fmt.Sprint(h.killed))
		k := h.killed
		e.Counts = []hearsay.Count{{Span: at, Of: "killed", Low: &k, High: &k, By: "bench"}}
	}
	end := b.text.Len()
	b.put(", ")
	says := b.put(speaker)
	cue := b.put(" said")
	b.put(". ")
	country := h.city.ISO3()
	e.Actors = []hearsay.Participant{{Entity: b.entity(h.who, hearsay.Organization, hearsay.Codes{Country: country, Sectors: []string{"REB"}, CAMEO: country + "REB"}, who), Span: who, By: "bench"}}
	e.Recipients = []hearsay.Participant{{Entity: b.entity(h.whom, hearsay.Organization, hearsay.Codes{Country: country, Sectors: []string{"CVL"}, CAMEO: country + "CVL"}, whom), Span: whom, By: "bench"}}
	b.entity(h.city.Name, hearsay.PlaceKind, hearsay.Codes{Country: country, GeoNames: h.city.GeoNames}, where)
	e.Place = &hearsay.Place{Span: where, Name: h.city.Name, Country: country, Admin1: h.city.Admin1, GeoNames: h.city.GeoNames, Lat: h.city.Lat, Lon: h.city.Lon, Precision: "city", By: "bench"}
	day := h.day.Format("2006-01-02")
	e.Time = &hearsay.Time{Span: when, Start: day, End: day, Precision: "day", Timex: day, By: "bench"}
	c := hearsay.Claim{ID: fmt.Sprintf("c%d", len(b.r.Claims)+1), Content: hearsay.OneSpan(hearsay.Span{Start: start, End: end}), Manner: hearsay.Indirect, Act: hearsay.Say,
		Cue: hearsay.Cue{Extent: hearsay.OneSpan(hearsay.Span{Start: cue.Start + 1, End: cue.End}), Lemma: "say"}, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Events: []string{e.ID}, By: "bench",
		Sources: []hearsay.Source{{Entity: b.entity(speaker, hearsay.Person, hearsay.Codes{Country: country, Sectors: []string{"GOV"}, CAMEO: country + "GOV"}, says), Extent: hearsay.OneSpan(says), Named: true, Number: 1},
			{Label: b.r.Document.Outlet, Named: true, Number: 1}}}
	e.Claims = []string{c.ID}
	b.r.Events, b.r.Claims = append(b.r.Events, e), append(b.r.Claims, c)
}
