package merge

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

func TestTables(t *testing.T) {
	tab, err := data()
	if err != nil {
		t.Fatal(err)
	}
	for d, sheet := range tab.sheets {
		for i, f := range sheet {
			if f.sign == '+' && f.prior < 0 || f.sign == '-' && f.prior > 0 {
				t.Errorf("%s: the prior %v has not the sign %c", f.name, f.prior, f.sign)
			}
			if f.name == "" || i > 0 && f.name == sheet[i-1].name {
				t.Errorf("line %d of decision %d has no name of its own", i, d)
			}
		}
	}
	// The order of the code and of the file are one: spot checks over the whole length.
	for at, name := range map[int]string{fBias: "bias", fDay: "same day", fPlace: "same place", fSwapped: "sides swapped", fOtherNumber: "other number",
		fStory: "same story", fSupposed: "supposed", fAgain: "names it again", fResult: "its result", fNoun: "named by noun"} {
		if tab.sheets[Across][at].name != name {
			t.Errorf("feature %d is %q, want %q", at, tab.sheets[Across][at].name, name)
		}
	}
	for at, name := range map[int]string{bBias: "bias", bNamed: "its words name the cause", bPlace: "same place", bOthers: "others as good"} {
		if tab.sheets[Follow][at].name != name {
			t.Errorf("figure %d of bonds is %q, want %q", at, tab.sheets[Follow][at].name, name)
		}
	}
	for _, typ := range types {
		if tab.family(&hearsay.Telling{Type: typ}) == nil {
			t.Errorf("%s has no family", typ)
		}
	}
}

func TestFamilies(t *testing.T) {
	tab, err := data()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a, b hearsay.Telling
		one  bool
	}{
		{hearsay.Telling{Type: "ASSAULT", Modes: []string{"firearms"}}, hearsay.Telling{Type: "ASSAULT", Modes: []string{"explosives"}}, true},
		{hearsay.Telling{Type: "ASSAULT"}, hearsay.Telling{Type: "COERCE", Modes: []string{"seize"}, CAMEO: "192"}, true},
		{hearsay.Telling{Type: "ASSAULT"}, hearsay.Telling{Type: "COERCE", Modes: []string{"arrest"}, Lemma: "arrest"}, false},
		{hearsay.Telling{Type: "COERCE", Modes: []string{"arrest"}, Lemma: "arrest"}, hearsay.Telling{Type: "COERCE", Modes: []string{"arrest"}, Lemma: "charge"}, false},
		{hearsay.Telling{Type: "COERCE", Modes: []string{"arrest", "convict"}, Lemma: "sentence"}, hearsay.Telling{Type: "SANCTION", Modes: []string{"convict"}}, true},
		{hearsay.Telling{Type: "PROTEST", Modes: []string{"riot"}}, hearsay.Telling{Type: "ASSAULT"}, true},
		{hearsay.Telling{Type: "PROTEST", Modes: []string{"demo"}}, hearsay.Telling{Type: "ASSAULT"}, false},
		{hearsay.Telling{Type: "AGREE", CAMEO: "036"}, hearsay.Telling{Type: "CONSULT"}, true},
		{hearsay.Telling{Type: "ACCUSE"}, hearsay.Telling{Type: "SUPPORT"}, false},
		{hearsay.Telling{Type: "SANCTION", Modes: []string{"expel"}, Lemma: "expel"}, hearsay.Telling{Type: "COERCE", Modes: []string{"deport"}, Lemma: "expel"}, true},
		{hearsay.Telling{Type: "SANCTION", Modes: []string{"expel"}, Lemma: "expel"}, hearsay.Telling{Type: "COERCE", Modes: []string{"deport"}, Lemma: "deport"}, false},
	} {
		a, b := tab.family(&c.a), tab.family(&c.b)
		if one := a.bits&b.bits != 0; one != c.one {
			t.Errorf("%s %v %s and %s %v %s: one family %v, want %v", c.a.Type, c.a.Modes, c.a.Lemma, c.b.Type, c.b.Modes, c.b.Lemma, one, c.one)
		}
	}
}

func TestPlacesMeet(t *testing.T) {
	town := func(id uint32, name string, lat, lon float32) Spot {
		return Spot{Fine: 4, Around: 6, ID: id, Country: letters("PAK"), Admin1: 1, Name: hash(name), Lat: lat, Lon: lon, Label: name}
	}
	peshawar, kohat := town(1, "peshawar", 34.008, 71.5785), town(2, "kohat", 33.582, 71.4493)
	province := Spot{Fine: 2, ID: 3, Country: letters("PAK"), Admin1: 1, Name: hash("khyber"), Lat: 34.5, Lon: 72, Label: "Khyber"}
	other := province
	other.Admin1, other.ID, other.Lat, other.Lon = 2, 4, 26, 68
	country := Spot{Fine: 1, ID: 5, Country: letters("PAK"), Name: hash("pakistan"), Label: "Pakistan"}
	abroad := Spot{Fine: 1, ID: 6, Country: letters("IND"), Name: hash("india"), Label: "India"}
	suburb := town(7, "hayatabad", 33.99, 71.43)
	suburb.Around = 30
	for _, c := range []struct {
		a, b  Spot
		want  int
		never bool
	}{
		{peshawar, peshawar, fPlace, false}, {peshawar, kohat, 0, true}, {peshawar, province, fInside, false}, {other, peshawar, 0, true},
		{country, kohat, fCountry, false}, {abroad, kohat, 0, true}, {suburb, peshawar, fNear, false}, {suburb, kohat, 0, true},
	} {
		for _, p := range [2][2]Spot{{c.a, c.b}, {c.b, c.a}} {
			f, _, never := meet(&p[0], &p[1])
			if f != c.want || (never != "") != c.never {
				t.Errorf("%s and %s: feature %d (%s), want %d", p[0].Label, p[1].Label, f, never, c.want)
			}
		}
	}
}

// Each line of cues.tsv ties the two of its example, and no line before it does.
func TestCues(t *testing.T) {
	tab, err := data()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range tab.cues {
		later, cause, text := exampleOf(c.example)
		have := ""
		switch c.where {
		case "answer":
			have = tab.answer(&later, text)
		case "pointing":
			s := scene{m: &Merger{t: tab}, ts: []hearsay.Telling{later}, text: text}
			w := s.wording(&happening{g: &group{members: []int{0}}})
			noun := gazetteer.Fold(cause.Trigger)
			if slices.Contains(w.pointed, noun) {
				have = c.words
			}
			delete(tab.pointing, c.words)
			if w = s.wording(&happening{g: &group{members: []int{0}}}); slices.Contains(w.pointed, noun) {
				t.Errorf("%s: another word points at it too", c.example)
			}
			tab.pointing[c.words] = c.reach
		default:
			have = tab.cue(&later, &cause, text)
		}
		if have != c.words {
			t.Errorf("%s: %q ties them, want %q", c.example, have, c.words)
		}
	}
}

// exampleOf reads a sentence with its triggers in brackets, the later one's with a star.
func exampleOf(s string) (later, cause hearsay.Telling, text string) {
	for s != "" {
		word, rest, ok := strings.Cut(s, "[")
		text += word
		if !ok {
			break
		}
		word, s, _ = strings.Cut(rest, "]")
		e := &cause
		if w, ok := strings.CutPrefix(word, "*"); ok {
			e, word = &later, w
		}
		e.Trigger, e.At = word, hearsay.Span{Start: len(text), End: len(text) + len(word)}
		text += word
	}
	later.Sentence = hearsay.Span{End: len(text)}
	cause.Sentence = later.Sentence
	return later, cause, text
}
