package correct

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// number reads back what count made.
func TestCount(t *testing.T) {
	for in, want := range map[string]string{"12": "12", "1,200": "1200", "about 1,200": "about 1200", "12-15": "12-15", "12 to 15": "12-15", "at least 12": "at least 12", "More than 3": "at least 3",
		"up to 15": "up to 15", "around at least 9": "about at least 9", "0": "0", "": "", "many": "", "-3": "", "15-12": "", "at least 3-4": "", "99999999999": "", "3.5": ""} {
		c, err := count("killed", in)
		got := ""
		if c != nil {
			got = number(c)
			if c.Of != "killed" || c.By == "" {
				t.Errorf("%q: %+v", in, c)
			}
		}
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q is %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{"2024-03-05": "2024-03-05 2024-03-05 day", "2024-03": "2024-03 2024-03 month", "2024": "2024 2024 year", "2024-03-05/2024-03-07": "2024-03-05 2024-03-07 day",
		"2024-03-07/2024-03-05": "", "2024-13-01": "", "yesterday": "", "2024-03-05/": "", "": ""} {
		d, err := day(in)
		got := ""
		if d != nil {
			got = d.Start + " " + d.End + " " + d.Precision
		}
		if got != want || (err != nil) != (want == "") {
			t.Errorf("%q is %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestByteOf(t *testing.T) {
	const text = "çelik — ok"
	for point, want := range map[int]int{0: 0, 1: 2, 6: 7, 7: 10, 10: 13, 11: -1, -1: -1} {
		if got := byteOf(text, point); got != want {
			t.Errorf("code point %d is at byte %d, want %d", point, got, want)
		}
	}
}

// TestCodes: each type and mode of the codebook has a code of its own type, and a score.
func TestCodes(t *testing.T) {
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, typ := range query.Types() {
		code := d.cameo(typ, nil)
		if code != "" && d.book.Codes[code].Type != typ {
			t.Errorf("%s has the code %s, of %s", typ, code, d.book.Codes[code].Type)
		}
		for _, m := range d.modes(typ) {
			if code := d.cameo(typ, []string{m}); code != "" && d.book.Codes[code].Type != typ && d.book.Codes[code].Type != "" {
				t.Logf("%s %s: %s, of %s in the table of codes", typ, m, code, d.book.Codes[code].Type)
			}
		}
	}
	if got := d.cameo("ASSAULT", []string{"drone"}); got != "195" {
		t.Errorf("a drone attack is %s", got)
	}
}

const port = "Gunmen attacked a convoy near Beira on Monday, port director Amélia Chissano said. Soldiers of the Sofala Guard fired back, and two guards were killed."

func reading() (*hearsay.Reading, *record.Told) {
	at := func(words string) hearsay.Span {
		i := strings.Index(port, words)
		return hearsay.Span{Start: i, End: i + len(words)}
	}
	mention := func(words string, form hearsay.Form) hearsay.Mention {
		return hearsay.Mention{Span: at(words), Form: form}
	}
	r := &hearsay.Reading{Document: &hearsay.Document{Text: port}, Entities: []hearsay.Entity{
		{ID: "n1", Name: "Gunmen", Kind: hearsay.Group, Mentions: []hearsay.Mention{mention("Gunmen", hearsay.Nominal)}, By: "entity/noun:gunman"},
		{ID: "n2", Name: "Sofala Guard", Kind: hearsay.Organization, Codes: hearsay.Codes{Country: "MOZ", Sectors: []string{"MIL"}}, Mentions: []hearsay.Mention{mention("the Sofala Guard", hearsay.NameForm)}},
		{ID: "n3", Name: "Amélia Chissano", Kind: hearsay.Person, Mentions: []hearsay.Mention{mention("port director", hearsay.Nominal), mention("Amélia Chissano", hearsay.NameForm)}},
	}}
	return r, &record.Told{Telling: hearsay.Telling{ID: "r1/e1", Type: "ASSAULT", At: at("attacked"), Sentence: at("Gunmen attacked a convoy near Beira on Monday, port director Amélia Chissano said.")}}
}

// TestParties: whom a person names is the entity of the report that is called so, with
// the words that name it; else the name by itself, where it stands.
func TestParties(t *testing.T) {
	r, told := reading()
	for _, c := range []struct {
		in   Value
		want string // key, words, country, named
	}{
		{Value{Text: "Sofala Guard"}, `sofala guard|the Sofala Guard|MOZ|true`},
		{Value{Text: "the sofala guard"}, `sofala guard|the Sofala Guard|MOZ|true`},
		{Value{Text: "Amélia Chissano"}, `amelia chissano|Amélia Chissano||true`},
		{Value{Text: "gunmen"}, `some gunman|Gunmen||false`},
		{Value{Start: 0, End: 6}, `some gunman|Gunmen||false`},
		{Value{Start: 7, End: 15}, `some attacked|attacked||false`},
		{Value{Text: "Northern Front"}, `northern front|Northern Front||true`},
		{Value{Text: "Kenya"}, `state:KEN|Kenya|KEN|true`},
		{Value{Text: "the police"}, `some cop|the police||false`},
		{Value{Text: "Soldiers"}, `some soldier|Soldiers||false`},
	} {
		s := &said{d: &Desk{}, field: "actor", read: r, t: told}
		got, err := s.coding([]Value{c.in})
		if err != nil || len(got.Parties) != 1 {
			t.Errorf("%+v: %v", c.in, err)
			continue
		}
		p := got.Parties[0]
		if is := fmt.Sprintf("%s|%s|%s|%v", p.Key, p.Words, p.Codes.Country, p.Named); is != c.want {
			t.Errorf("%+v is %s, want %s", c.in, is, c.want)
		}
		if !p.At.Empty() && port[p.At.Start:p.At.End] != p.Words {
			t.Errorf("%+v: %q stands at %v", c.in, port[p.At.Start:p.At.End], p.At)
		}
	}
	for _, v := range []Value{{}, {Text: "it"}, {Text: " "}, {Start: 4, End: 2}, {Start: 3, End: 3000}, {Start: -1, End: 2}} {
		s := &said{d: &Desk{}, field: "actor", read: r, t: told}
		if _, err := s.coding([]Value{v}); !errors.Is(err, query.ErrQuestion) {
			t.Errorf("%+v: %v", v, err)
		}
	}
}

func TestPlaces(t *testing.T) {
	r, told := reading()
	for in, want := range map[string]string{"Beira": "Beira MOZ city 30", "Beira, Mozambique": "Beira MOZ city 30", "Kenya": "Kenya KEN country 0", "Tripoli, Lebanon": "Tripoli LBN city 0", "Sofala": "Sofala MOZ province 100"} {
		s := &said{d: &Desk{}, field: "place", read: r, t: told}
		c, err := s.coding([]Value{{Text: in}})
		if err != nil {
			t.Error(in, err)
			continue
		}
		p := c.Place
		if got := fmt.Sprintf("%s %s %s %d", p.Name, p.Country, p.Precision, p.Start); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

// TestStated: what is said of a field is what a telling that was corrected so says of it.
func TestStated(t *testing.T) {
	_, told := reading()
	low, high := 3, 3
	for field, c := range map[string]hearsay.Coding{
		"type": {Type: "PROTEST"}, "status": {Status: hearsay.Planned}, "actor": {Parties: []hearsay.Party{{Name: "Kenya", Named: true}}}, "place": {Place: &hearsay.Place{Name: "Gulu", Country: "UGA"}},
		"time": {Time: &hearsay.Time{Start: "2024-03-05", End: "2024-03-07"}}, "killed": {Count: &hearsay.Count{Of: "killed", Low: &low, High: &high}}, "modes": {Type: "ASSAULT", Modes: []string{"drone", "aerial"}},
	} {
		x := told.Telling
		c.Over(&x, field)
		var got []string
		for _, v := range stated(&x, field) {
			got = append(got, v.Value)
		}
		want := map[string][]string{"type": {"PROTEST"}, "status": {"planned"}, "actor": {"Kenya"}, "place": {"Gulu, UGA"}, "time": {"2024-03-05/2024-03-07"}, "killed": {"3"}, "modes": {"drone", "aerial"}}[field]
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", field, got, want)
		}
	}
}
