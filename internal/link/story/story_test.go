package story

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay/hearsay"
)

// reading is a reading by hand: text, and entities by name.
func reading(title, published, text string, names ...hearsay.Entity) *hearsay.Reading {
	d := &hearsay.Document{Title: title, Text: text}
	d.Published, d.HasClock, _ = hearsay.ParsePublished(published)
	return &hearsay.Reading{Document: d, Entities: names}
}

func named(kind hearsay.Kind, name string, id int) hearsay.Entity {
	return hearsay.Entity{Name: name, Kind: kind, Codes: hearsay.Codes{GeoNames: id}, Mentions: []hearsay.Mention{{Form: hearsay.NameForm}}}
}

func texts1(c *Card, k Class) []string {
	var out []string
	ts := c.of(k)
	for i := range ts {
		out = append(out, c.Text(&ts[i]))
	}
	slices.Sort(out)
	return out
}

func TestMake(t *testing.T) {
	c := Make(reading("Two hurt in Tamale market fire - Savanna Post", "2024-03-05",
		"Two traders, aged 34 and 51, were hurt at 12 Hospital Road on Monday. Kofi Abdulai Mensah, 34, was treated; damage was 1,300 cedis in 2024. On Rue du Marché and in Calle Mayor nothing burned. In the 400 block of North Lake Street people fled.",
		named(hearsay.Person, "Kofi Abdulai Mensah", 0), named(hearsay.PlaceKind, "Tamale", 2294877)))
	for _, tt := range []struct {
		class Class
		want  []string
	}{
		{Name, []string{"kofi abdulai mensah", "tamale"}},
		{Surname, []string{"mensah"}},
		{PlaceRef, []string{"2294877"}},
		{Street, []string{"hospital", "lake", "marche", "mayor"}},
		{House, []string{"12 hospital", "400 block", "400 lake"}},
		{Age, []string{"34"}},
		{Number, []string{"1300"}},
		{Year, []string{"2024"}},
	} {
		if d := cmp.Diff(tt.want, texts1(c, tt.class)); d != "" {
			t.Errorf("%s: want -, have +\n%s", tt.class, d)
		}
	}
	for _, w := range c.of(Word) {
		if c.Text(&w) == "savanna" {
			t.Error("the outlet's name in the title is a word of the report")
		}
		if c.Text(&w) == "market" && !w.Title {
			t.Error("market is not known to be of the title")
		}
	}
	for _, w := range c.of(Word) {
		if want := slices.Contains([]string{"abdulai", "call", "hospit", "lake", "march", "mayor", "mensah", "monday", "north", "road", "rue", "street"}, c.Text(&w)); w.Proper != want {
			t.Errorf("%s is proper: %v", c.Text(&w), w.Proper)
		}
	}
	if c.Published != 19787 {
		t.Errorf("published on day %d", c.Published)
	}
}

func TestCalendar(t *testing.T) {
	a := Make(reading("", "", "The ferry sank on Tuesday, the third of March."))
	b := Make(reading("", "", "On Friday a ferry sank; one had sunk in March and on a Tuesday."))
	c := Make(reading("", "", "The ferry sank on Thursday in July."))
	for _, tt := range []struct {
		with                             *Card
		weekday, weekdays, month, months float64
	}{{b, 1, 0, 1, 0}, {c, 0, 1, 0, 1}} {
		f := Compare(a, tt.with)
		if have := [4]float64{f[WeekdaySame], f[WeekdaysAgainst], f[MonthSame], f[MonthsAgainst]}; have != [4]float64{tt.weekday, tt.weekdays, tt.month, tt.months} {
			t.Errorf("have %v", have)
		}
	}
}

func TestStem(t *testing.T) {
	for _, tt := range []struct{ word, want string }{
		{"shootings", "shoot"}, {"The", ""}, {"said", ""}, {"São", "sao"}, {"Mensah's", "mensah"}, {"12", ""}, {"of", ""},
	} {
		if have := Stem(tt.word); have != tt.want {
			t.Errorf("%s gives %q, not %q", tt.word, have, tt.want)
		}
	}
}

func TestTrimTitle(t *testing.T) {
	for _, tt := range []struct{ title, want string }{
		{"Fire in Tamale - Savanna Post", "Fire in Tamale"}, {"Savanna Post | Fire breaks out in Tamale market", "Fire breaks out in Tamale market"}, {"Fire", "Fire"}, {"", ""},
	} {
		if have := trimTitle(tt.title); have != tt.want {
			t.Errorf("%q gives %q", tt.title, have)
		}
	}
}

func TestCodeKeepsCards(t *testing.T) {
	c := Make(reading("Ferry sinks off Cebu", "2023-11-02", "A ferry sank off Cebu. Captain Rodel Ilustre said 40 were saved.", named(hearsay.Person, "Rodel Ilustre", 0)))
	c.Places = []Spot{{ID: 1717512, Lat: 10.3, Lon: 123.9, Country: 7, Admin1: 9, Precision: 3, Weight: 4}}
	c.Days = []Day{{From: 19663, To: 19664, Weight: 3, Deed: 1}}
	c.Told = []Told{{Type: 7, Place: 0, Day: -1}, {Type: 65535, Place: -1, Day: 0}}
	back, err := Decode(c.Encode())
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Terms {
		if want, have := c.Text(&c.Terms[i]), back.Text(&back.Terms[i]); want != have {
			t.Errorf("term %d was %q and is read back as %q", i, want, have)
		}
	}
	// Where the texts stand is the card's own matter.
	if d := cmp.Diff(c, back, cmp.AllowUnexported(Card{}, Term{}), cmpopts.IgnoreFields(Card{}, "texts"), cmpopts.IgnoreFields(Term{}, "at")); d != "" {
		t.Errorf("kept -, read back +\n%s", d)
	}
}

// Records from before hold cards that tell of no events.
func TestCodeReadsCardsFromBefore(t *testing.T) {
	c := Make(reading("Ferry sinks off Cebu", "2023-11-02", "A ferry sank off Cebu."))
	c.Told = nil
	b := c.Encode()
	b[0] = 2
	back, err := Decode(b[:len(b)-1]) // without how many are told
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Told) > 0 || len(back.Terms) != len(c.Terms) {
		t.Errorf("%d events, %d terms", len(back.Told), len(back.Terms))
	}
}

func TestNews(t *testing.T) {
	places := []Spot{{ID: 1, Lat: 10, Lon: 20, Country: 5, Admin1: 6, Precision: 3}, {ID: 2, Lat: 12, Lon: 20, Country: 5, Admin1: 7, Precision: 3}, {ID: 3, Country: 5, Precision: 0}}
	days := []Day{{From: 100, To: 100}, {From: 103, To: 103}}
	of := func(told ...Told) *Card { return &Card{Places: places, Days: days, Told: told} }
	const raid, strike = 1, 2
	first := of(Told{raid, 0, 0})
	for _, tt := range []struct {
		name                       string
		with                       *Card
		same, least, most, against float64
	}{
		{"the same", of(Told{raid, 0, 0}), 1, 1, 1, 0},
		{"the same, in the country", of(Told{raid, 2, 0}), 0.75, 0.75, 0.75, 0},
		{"the same, no place", of(Told{raid, -1, 0}), 0.5, 0.5, 0.5, 0},
		{"the next town, later", of(Told{raid, 1, 1}), 0, 0, 0, 1},
		{"the next town, and the first as background", of(Told{raid, 1, 1}, Told{raid, 0, 0}), 0, 0, 1, 1},
		{"what follows", of(Told{strike, 0, 1}, Told{raid, 0, 0}), 0, 0, 1, 0},
		{"something else", of(Told{strike, 0, 0}), 0, 0, 0, 0},
		{"nothing", of(), 0, 0, 0, 0},
	} {
		var f, back Features
		f.news(first, tt.with)
		back.news(tt.with, first)
		if have, want := [4]float64{f[NewsSame], f[NewsLeast], f[NewsMost], f[NewsAgainst]}, [4]float64{tt.same, tt.least, tt.most, tt.against}; have != want || f != back {
			t.Errorf("%s: %v, not %v", tt.name, have, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(Make(reading("Ferry sinks off Cebu", "2023-11-02", "A ferry sank off Cebu.")).Encode())
	f.Add([]byte{cardVersion, 0, 255, 255, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Decode(b)
		if err != nil {
			return
		}
		again, err := Decode(c.Encode())
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		x := Compare(c, again)
		for i, v := range x {
			if math.IsInf(v, 0) {
				t.Fatalf("%s is %v", Feature(i), v)
			}
		}
	})
}

func TestCompareIsSymmetric(t *testing.T) {
	a := Make(reading("Ferry sinks off Cebu", "2023-11-02", "A ferry sank off Cebu in 2023. Captain Rodel Ilustre, 51, said 40 were saved.", named(hearsay.Person, "Rodel Ilustre", 0)))
	b := Make(reading("Captain of sunk ferry held", "2023-11-09", "Rodel Ilustre, who steered the ferry, was held at 3 Harbour Street.", named(hearsay.Person, "Rodel Ilustre", 0)))
	a.Places = []Spot{{ID: 1, Lat: 10, Lon: 123, Country: 7, Precision: 3}}
	b.Places = []Spot{{ID: 2, Lat: 10.5, Lon: 123, Country: 7, Precision: 3}}
	x, y := Compare(a, b), Compare(b, a)
	if x != y {
		t.Errorf("%v\n%v", x, y)
	}
	if x[Surnames] == 0 || x[WordsCosine] == 0 || x[PublishedGap] == 0 || x[PlaceSame] != 0 {
		t.Errorf("%v", x)
	}
}

func TestBackgroundAndModelOfTheProgram(t *testing.T) {
	b, err := readBackground()
	if err != nil {
		t.Fatal(err)
	}
	if len(backgroundGZ) > 200_000 || len(b.share) < 10_000 {
		t.Errorf("%d bytes for %d words", len(backgroundGZ), len(b.share))
	}
	if b.share[key(Word, "polic")] < 10*b.share[key(Word, "ferri")] {
		t.Error("police is not commoner than ferry")
	}
	m, err := DefaultModel()
	if err != nil {
		t.Fatal(err)
	}
	if m.Card.Made == "" || len(m.Card.Figures) == 0 {
		t.Error("the model has no card")
	}
}

func TestBrokenModels(t *testing.T) {
	m, err := DefaultModel()
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Model){
		"fewer features": func(m *Model) { m.Names = m.Names[1:] },
		"other features": func(m *Model) { m.Names = slices.Clone(m.Names); m.Names[0] = "x" },
		"short layer": func(m *Model) {
			m.Pair.Hidden = [][]float64{{1}}
			m.Pair.Out, m.Pair.Shift = []float64{1}, []float64{1}
		},
	} {
		broken := *m
		spoil(&broken)
		data, err := json.Marshal(broken)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseModel(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := ParseModel([]byte("{")); err == nil {
		t.Error("no error for half a file")
	}
}

func TestBackgroundRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := WriteBackground(&b, map[string]int{"ferri": 10, "ferret": 5, "rare": 1}, 100, 5); err != nil {
		t.Fatal(err)
	}
	back, err := parseBackground(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if back.documents != 100 || back.share[key(Word, "ferri")] != 0.1 || back.share[key(Word, "ferret")] != 0.05 || len(back.share) != 2 {
		t.Errorf("%+v", back)
	}
	for _, broken := range [][]byte{nil, {1, 2, 3}, b.Bytes()[:b.Len()-9]} {
		if _, err := parseBackground(broken); err == nil {
			t.Errorf("no error for %d bytes", len(broken))
		}
	}
}

func TestFitLearns(t *testing.T) {
	// Same where exactly one of the two figures is set: a layer is needed.
	var samples []Sample
	for i := range 400 {
		x := []float64{float64(i & 1), float64(i >> 1 & 1)}
		samples = append(samples, Sample{X: x, Same: x[0] != x[1], Weight: 1})
	}
	n := FitNet(samples, 6, 1500, 0, 1)
	for _, s := range samples[:4] {
		odds := n.Bias + n.Weights[0]*s.X[0] + n.Weights[1]*s.X[1]
		for h, row := range n.Hidden {
			odds += n.Out[h] * math.Tanh(n.Shift[h]+row[0]*s.X[0]+row[1]*s.X[1])
		}
		if odds > 0 != s.Same {
			t.Errorf("%v: odds %.2f", s.X, odds)
		}
	}
	if d := cmp.Diff(n, FitNet(samples, 6, 1500, 0, 1)); d != "" {
		t.Errorf("two fits differ:\n%s", d)
	}
}

var _ Index = noIndex{}

// noIndex is an empty record.
type noIndex struct{}

func (noIndex) Near(context.Context, string, []uint64, int32, int32, int) ([]hearsay.Posting, error) {
	return nil, nil
}
func (noIndex) Frequency(_ context.Context, _ string, keys []uint64, _, _ int32) ([]int64, int64, error) {
	return make([]int64, len(keys)), 0, nil
}
func (noIndex) Cards(context.Context, string, []int64) (map[int64][]byte, error) { return nil, nil }
func (noIndex) StoryOf(context.Context, []int64) (map[int64]string, error)       { return nil, nil }
func (noIndex) Members(context.Context, string, int) ([]int64, error)            { return nil, nil }
func (noIndex) SeqOf(context.Context, string) (int64, error)                     { return 0, nil }

func TestFirstReportFounds(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Place(context.Background(), noIndex{}, Me{Seq: 1, ID: "r1", Day: 19663}, Make(reading("Ferry sinks off Cebu", "2023-11-02", "A ferry sank off Cebu.")), nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Story != "" || len(p.Postings) == 0 || len(p.CountKeys) == 0 || len(p.Card) == 0 {
		t.Errorf("%+v", p)
	}
}

// What a report says of where it comes from is not what it is about.
func TestCredits(t *testing.T) {
	text := "GULU, Uganda (Savanna Wire) - A bridge near Gulu fell on Monday (nobody was on it), the mayor told Nile Courier.\n\nA savanna fire burned on."
	agency := named(hearsay.Organization, "Savanna Wire", 0)
	agency.Mentions = []hearsay.Mention{{Span: hearsay.Span{Start: 14, End: 26}, Form: hearsay.NameForm}}
	r := reading("A bridge falls", "2024-03-05", text, agency, named(hearsay.PlaceKind, "Gulu", 233346))
	r.Document.Outlet = "Nile Courier"
	c := Make(r)
	if d := cmp.Diff([]string{"gulu"}, texts1(c, Name)); d != "" {
		t.Errorf("names: want -, have +\n%s", d)
	}
	count := map[string]uint8{}
	for _, w := range c.of(Word) {
		count[c.Text(&w)] = w.Count
	}
	for word, want := range map[string]uint8{"wire": 0, "nile": 0, "courier": 0, "savanna": 1, "uganda": 1, "nobodi": 1, "bridg": 2} {
		if count[word] != want {
			t.Errorf("%s stands %d times, want %d", word, count[word], want)
		}
	}
}
