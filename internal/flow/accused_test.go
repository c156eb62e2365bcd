package flow_test

import (
	"context"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestAccused: in an aside about an accusation the pronoun is whoever is accused, not whom the accusation names last.
func TestAccused(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Opposition lawmakers accused Karimov of trying to shield the owner, a charge he called absurd.": "Karimov",
		"Peru accused Bolivia of arming the rebels of Colombia, an allegation it denied.":                "Bolivia",
		"Rosa Vega accused Ana Sow of lying to the board, a claim she rejected.":                         "Ana Sow",
		"Togo accused the Ashari rebels of killing a guard, a charge they denied.":                       "the Ashari rebels",
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range r.Claims {
			if c.Act != hearsay.Deny || len(c.Sources) == 0 {
				continue
			}
			for _, e := range r.Entities {
				if e.ID == c.Sources[0].Entity {
					got = e.Name
				}
			}
		}
		if got != want {
			t.Errorf("%s\nwho denies is %q, not %q", text, got, want)
		}
	}
}
