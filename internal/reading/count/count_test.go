package count

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/testkit"
)

// read parses a text with the embedded pipeline and reads its counts.
func read(t testing.TB, text string) *hearsay.Reading {
	t.Helper()
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := testkit.Reading(t, text, "")
	rd.Read(r)
	return r
}

// show writes counts as outcomes.tsv has them.
func show(cs []hearsay.Count) string {
	var out []string
	for _, c := range cs {
		n := func(p *int) string {
			if p == nil {
				return "-"
			}
			return fmt.Sprint(*p)
		}
		s := c.Of + " " + n(c.Low) + " " + n(c.High)
		if c.Approximate {
			s += " ~"
		}
		out = append(out, s)
	}
	return strings.Join(out, ";")
}

// Every line of outcomes.tsv has an example, which is its test.
func TestOutcomes(t *testing.T) {
	err := lists.Rows(outcomesTSV, 6, func(c []string) error {
		if have := show(read(t, c[4]).Counts); have != c[5] {
			t.Errorf("%s %s: %q\n have %s\n want %s", c[0], c[3], c[4], have, c[5])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every line of modifiers.tsv does what its bound says.
func TestModifiers(t *testing.T) {
	err := lists.Rows(modifiersTSV, 2, func(c []string) error {
		want := map[string]string{"about": "killed 40 40 ~", "least": "killed 40 -", "most": "killed - 40", "exact": "killed 40 40"}[c[0]]
		r := read(t, "The fire killed "+c[1]+" 40 people.")
		if have := show(r.Counts); have != want {
			t.Errorf("%q: have %s, want %s", r.Document.Text, have, want)
			return nil
		}
		if text := r.Document.Text[r.Counts[0].Start:r.Counts[0].End]; text != c[1]+" 40 people" {
			t.Errorf("%q: words %q", r.Document.Text, text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every line of vague.tsv is read with its bounds.
func TestVague(t *testing.T) {
	err := lists.Rows(vagueTSV, 4, func(c []string) error {
		want := "killed " + c[1] + " " + c[2]
		if c[3] == "~" {
			want += " ~"
		}
		words := c[0]
		if strings.HasSuffix(words, "thousands") && strings.Contains(words, " of ") || strings.HasSuffix(words, "s of millions") {
			words += " of"
		} else if !strings.HasSuffix(words, " of") && strings.HasSuffix(words, "s") && !strings.Contains(words, " ") && words != "several" {
			words += " of"
		}
		text := "The fire killed " + words + " villagers."
		if have := show(read(t, text).Counts); have != want {
			t.Errorf("%q: have %s, want %s", text, have, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCases(t *testing.T) {
	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string {
		r := read(t, c.Report)
		var b strings.Builder
		for i, x := range r.Counts {
			fmt.Fprintf(&b, "%q %s %s\n", c.Report[x.Span.Start:x.Span.End], show(r.Counts[i:i+1]), x.By)
		}
		for _, p := range r.PassedOver {
			fmt.Fprintf(&b, "passed over %q: %s\n", c.Report[p.Start:p.End], p.Reason)
		}
		return b.String()
	})
}

func BenchmarkRead(b *testing.B) {
	rd, err := New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("The blast killed at least 12 people and wounded dozens. Three soldiers died and 40 residents fled. Police arrested between 5 and 7 men.\n", 50)
	r := testkit.Reading(b, text, "")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Counts, r.PassedOver = r.Counts[:0], r.PassedOver[:0]
		rd.Read(r)
	}
}

// Swapping the sides' names changes nothing but the names.
func TestEvenHanded(t *testing.T) {
	sides := []string{"Israeli", "Palestinian", "Russian", "Ukrainian", "Armenian", "Azerbaijani", "Sudanese", "Colombian"}
	for _, text := range []string{"An airstrike killed at least 12 %s soldiers on Monday.", "Three %s officers were arrested and five others were wounded.", "About 2,000 %s villagers fled the fighting."} {
		want := ""
		for _, side := range sides {
			have := show(read(t, fmt.Sprintf(text, side)).Counts)
			if want == "" {
				want = have
			}
			if have != want || have == "" {
				t.Errorf(text+": have %q, for others %q", side, have, want)
			}
		}
	}
}
