package count

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax"
)

var engine = sync.OnceValues(func() (*syntax.Pipeline, error) {
	pkg, err := model.Default()
	if err != nil {
		return nil, err
	}
	return syntax.New(pkg, syntax.Options{})
})

// read parses a text with the embedded pipeline and reads its counts.
func read(t testing.TB, text string) *hearsay.Reading {
	t.Helper()
	p, err := engine()
	if err != nil {
		t.Fatal(err)
	}
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: &hearsay.Syntax{}}
	if err := p.NewWorker().Parse(text, r.Syntax); err != nil {
		t.Fatal(err)
	}
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
