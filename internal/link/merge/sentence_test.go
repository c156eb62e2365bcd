package merge

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

func TestSentenceAt(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"Rain fell. Gen. Tiang was shot in St. Louis on Jan. 3. He died.", "shot", "Gen. Tiang was shot in St. Louis on Jan. 3."},
		{"\"We fired,\" he said. They ran.", "fired", "\"We fired,\" he said."},
		{"Blast kills two\n\nA bomb went off in Kohat. It killed two.", "bomb", "A bomb went off in Kohat."},
		{"Blast kills two\n\nA bomb went off in Kohat.", "Blast", "Blast kills two"},
		{"The U.S. army struck. It denied it.", "struck", "The U.S. army struck."},
		{"one line that goes\non was hit", "hit", "one line that goes\non was hit"},
	} {
		i := strings.Index(c.text, c.word)
		s := sentenceAt(c.text, hearsay.Span{Start: i, End: i + len(c.word)}, headlineOf(c.text, ""))
		if have := c.text[s.Start:s.End]; have != c.want {
			t.Errorf("%q: %q, want %q", c.word, have, c.want)
		}
	}
}

func TestHeadlineOf(t *testing.T) {
	for _, c := range []struct {
		text, title string
		want        string
	}{
		{"Blast kills two\n\nA bomb went off.", "", "Blast kills two"},
		{"A bomb went off.\n\nTwo died.", "", ""},
		{"A bomb went off.\n\nTwo died.", "A bomb went off.", "A bomb went off."},
		{"Blast kills two\nA bomb went off.", "", "Blast kills two"},
		{"a paragraph that is\nbroken into lines", "", ""},
		{"Nothing follows", "", ""},
		{"", "", ""},
	} {
		if have := strings.TrimSpace(c.text[:headlineOf(c.text, c.title)]); have != c.want {
			t.Errorf("%q has the headline %q, want %q", c.text, have, c.want)
		}
	}
}

func TestNouns(t *testing.T) {
	for _, c := range []struct{ name, by, want string }{
		{"two security officials", "", "official"}, {"gunmen loyal to a warlord", "", "gunman"}, {"At least 12 people", "", "person"}, {"30", "", "person"},
		{"several women", "", "person"}, {"a crowded market in the town", "", "market"}, {"they", "", ""}, {"anything", "entity/noun:soldiers event/x", "soldier"},
	} {
		if have := nounOf(c.name, c.by); have != c.want {
			t.Errorf("%q: %q, want %q", c.name, have, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	var s []Sample
	for i := range 400 {
		x := Vector{fBias: 1}
		same := i%4 == 0
		if same == (i%10 != 0) { // mostly a sign of the same
			x[fPlace] = 1
		}
		if i%2 == 0 {
			x[fSwapped] = 1 // a sign of nothing: its weight may go up to 0 and not over it
		}
		s = append(s, Sample{X: x[:], Same: same, Weight: 1})
	}
	w, err := Fit(s, Across, 1)
	if err != nil {
		t.Fatal(err)
	}
	if w.Weights["same place"] < 2 || w.Weights["sides swapped"] > 0 || w.Seen["same place"] == 0 {
		t.Errorf("weights %v", w.Weights)
	}
	tab, err := data()
	if err != nil {
		t.Fatal(err)
	}
	if have := w.Weights["same recipient"]; have != tab.sheets[Across][fPatient].prior {
		t.Errorf("a feature that was never seen has the weight %v, and not its prior", have)
	}
}
