package merge

import (
	"reflect"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
)

func sample() *Profile {
	return &Profile{Event: "e000000000001", Families: 5, Types: 1 << 15, Modes: 8, Deeds: 4, Lemmas: []uint32{7}, Status: isActual | isPlanned, Single: true, Main: true,
		Days: []Stay{{19000, 19001, 2}}, Scene: 18999, First: 19001, Last: 19009, Tellings: 3,
		Spots:    []Spot{{Fine: 4, Around: 6, N: 2, ID: 4699066, Country: letters("USA"), Admin1: 9, Name: 10, Lat: 29.76, Lon: -95.36, Label: "Houston"}},
		Actors:   []Who{{Keys: []uint32{1, 2}, Flags: named | person, Country: letters("USA"), Sectors: 3, N: 1, Label: "Dana Reyes"}},
		Patients: []Who{{Keys: []uint32{5}, Flags: person, N: 1}},
		Tallies:  []Tally{{0, 12, -1, 1}}, Words: []uint32{1, 5, 9}, Rare: []uint32{4}, Speakers: []uint32{8}, Around: []uint32{3}, Reports: []uint32{11, 12}, Stories: []uint32{13}, Posted: []uint32{14}}
}

func TestCards(t *testing.T) {
	want := sample()
	have, err := Decode(want.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(want, have) {
		t.Errorf("want %+v\nhave %+v", want, have)
	}
	moved, err := Decode((&Profile{Event: "e1", Into: "e2"}).Encode())
	if err != nil || moved.Into != "e2" {
		t.Errorf("a card of a joined event: %+v, %v", moved, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(sample().Encode())
	f.Add([]byte{cardVersion})
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Decode(b)
		if err != nil {
			return
		}
		if _, err := Decode(p.Encode()); err != nil {
			t.Errorf("what was decoded cannot be encoded and decoded: %v", err)
		}
	})
}

func TestDayNumber(t *testing.T) {
	for in, want := range map[string]int32{"1970-01-01": 0, "1970-01-02": 1, "1969-12-31": -1, "2024-05-07": 19850, "1815-06-18": -56445} {
		d, err := time.Parse(time.DateOnly, in)
		if err != nil {
			t.Fatal(err)
		}
		if have := dayNumber(d); have != want {
			t.Errorf("%s is day %d, want %d", in, have, want)
		}
	}
	last, ok := lastDayOf("2024-02")
	if first, _ := dayOf("2024-02-29"); !ok || last != first {
		t.Errorf("the last day of 2024-02 is %d", last)
	}
}

func TestRef(t *testing.T) {
	a, b := Ref(hearsay.EventID("r1/e1")), Ref(hearsay.EventID("r1/e2"))
	if a == b || a < 0 || b < 0 {
		t.Errorf("refs %d, %d", a, b)
	}
	if Ref("anything") < 0 {
		t.Error("an id of another form gives a ref below 0")
	}
}
