package where_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/reading/where"
	"github.com/hearsay/hearsay/internal/testkit"
)

func TestCases(t *testing.T) {
	rd, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string {
		r := testkit.Reading(t, c.Report, c.Published)
		rd.Read(r)
		var b strings.Builder
		for _, p := range r.Places {
			fmt.Fprintf(&b, "%q %s, %s, %s %d %.2f %.2f %s %s\n", c.Report[p.Start:p.End], p.Name, p.Admin1, p.Country, p.GeoNames, p.Lat, p.Lon, p.Precision, p.By)
		}
		for _, p := range r.PassedOver {
			fmt.Fprintf(&b, "passed over %q: %s\n", c.Report[p.Start:p.End], p.Reason)
		}
		return b.String()
	})
}

func BenchmarkRead(b *testing.B) {
	rd, err := where.New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Officials in Goma said rebels had taken Bukavu, the capital of South Kivu. Aid groups in Kigali, Rwanda, and Kampala warned of a crisis near the town of Uvira.\n", 50)
	r := testkit.Reading(b, text, "")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Places, r.PassedOver = r.Places[:0], r.PassedOver[:0]
		rd.Read(r)
	}
}

// Every line of usual.tsv and abbreviations.tsv resolves as it says.
func TestLists(t *testing.T) {
	rd, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	first := func(text string) hearsay.Place {
		r := testkit.Reading(t, text, "")
		rd.Read(r)
		for _, p := range r.Places {
			if p.First >= 5 {
				return p
			}
		}
		return hearsay.Place{}
	}
	rows := func(file string, f func(c []string)) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			if line != "" && line[0] != '#' {
				f(strings.Split(line, "\t"))
			}
		}
	}
	rows("usual.tsv", func(c []string) {
		name := strings.ToUpper(c[0][:1]) + c[0][1:]
		if p := first("Aid groups said people in " + name + " needed food."); fmt.Sprint(p.GeoNames) != c[1] {
			t.Errorf("%s: %+v, want %s", name, p, c[1])
		}
	})
	rows("abbreviations.tsv", func(c []string) {
		r := testkit.Reading(t, "The family moved to Newtown, "+c[0]+", in May.", "")
		rd.Read(r)
		for _, p := range r.Places {
			if r.Document.Text[p.Start:p.End] == "Newtown" {
				if k, ok := gazetteer.ByCode(c[2]); !ok || p.Country != k.ISO3 || p.Admin1 != c[1] && p.Admin1 != "Washington" && p.Admin1 != "Québec" {
					t.Errorf("Newtown, %s: %+v", c[0], p)
				}
			}
		}
	})
}

// Swapping the sides' names changes neither what is found nor how fine it is.
func TestEvenHanded(t *testing.T) {
	rd, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	pairs := [][2]string{{"Armenia", "Azerbaijan"}, {"Israel", "Lebanon"}, {"Russia", "Ukraine"}, {"India", "Pakistan"}, {"Rwanda", "Burundi"}}
	for _, text := range []string{"%s said troops from %s had crossed the border near the river.", "Officials in %s accused %s of shelling three villages on Monday."} {
		for _, p := range pairs {
			var n [2]int
			for i := range 2 {
				r := testkit.Reading(t, fmt.Sprintf(text, p[i], p[1-i]), "")
				rd.Read(r)
				n[i] = len(r.Places)
				for _, x := range r.Places {
					if x.Precision != "country" {
						t.Errorf("%q: %+v", r.Document.Text, x)
					}
				}
			}
			if n[0] != 2 || n[1] != 2 {
				t.Errorf(text+": %d and %d places", p[0], p[1], n[0], n[1])
			}
		}
	}
}

// Whatever the text, places lie inside it and on the globe.
func FuzzRead(f *testing.F) {
	rd, err := where.New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"In Goma, DR Congo", "PARIS, Texas (AP) -", "the capital of", "'s capital, ,", "near of in \xff Xé"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		// Words as tokens: any tree-less syntax must do.
		s := &hearsay.Syntax{Text: text}
		at := 0
		for _, w := range strings.Fields(text) {
			k := at + strings.Index(text[at:], w)
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: k, End: k + len(w)}, Head: len(s.Tokens), Tag: "NNP", Ent: "B-GPE"})
			at = k + len(w)
		}
		s.Link()
		r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: s}
		rd.Read(r)
		for _, p := range r.Places {
			if p.Start < 0 || p.End > len(text) || p.Start >= p.End || p.Lat < -90 || p.Lat > 90 {
				t.Errorf("%+v", p)
			}
		}
	})
}
