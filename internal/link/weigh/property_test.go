package weigh

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// invent makes tellings of one happening by chance: speakers of two sides, witnesses,
// outlets in their own words, denials, doubts, copies and withdrawals.
func invent(r *rand.Rand, n int) string {
	speakers := []string{"police (org COP AAA)", "a police spokesman (person COP AAA)", "the army (org MIL BBB)", "army spokesman Ido Marn (person MIL BBB = Ido Marn)",
		"the health ministry (org GOV AAA)", "River Front (org REB AAA)", "River Front spokesman Teo Sall (person REB AAA = Teo Sall)", "witnesses (group CVL)",
		"two officials (group GOV AAA)", "two officials (group GOV AAA) > Alpha News (org MED)", "Alpha News (org MED)", "the mayor (person GOV AAA)",
		"Mayor Ana Lumo (person GOV AAA = Ana Lumo)", "Red Lantern Aid (org NGO)", "President Or Bek (person GOV BBB = Or Bek)", "BBBland (state BBB)"}
	actors := []string{"River Front (org REB AAA)", "the army (org MIL BBB)", "gunmen (group UAF)", "BBBland (state BBB)", "rebels (group REB)"}
	outlets := []string{"Alpha News", "Beta Post", "Gamma Times", "Delta Radio"}
	verbs := []string{"says", "says", "says", "says", "maybe", "probably", "condemns", "denies"}
	words := []string{"", ": responsibility for the attack", ": that civilians were hurt", ": that it had shelled the town", ": that any attack took place"}
	var b strings.Builder
	for i := range n {
		at := time.Date(2024, 3, 5, 6, 0, 0, 0, time.UTC).Add(time.Duration(r.Intn(40)) * 90 * time.Minute)
		mark := fmt.Sprintf("r%d", i+1)
		if i > 2 && r.Intn(5) == 0 {
			mark += fmt.Sprintf(" copy=r%d", 1+r.Intn(i))
		}
		if r.Intn(12) == 0 {
			mark += " until=" + at.Add(9*time.Hour).Format("2006-01-02T15:04")
		}
		fmt.Fprintf(&b, "%s %s [%s] | ASSAULT strike", at.Format("2006-01-02 15:04"), outlets[r.Intn(len(outlets))], mark)
		if r.Intn(2) == 0 {
			b.WriteString(" | actor: " + actors[r.Intn(len(actors))])
		}
		if r.Intn(3) == 0 {
			b.WriteString(" | recipient: a market (facility)")
		}
		if r.Intn(2) == 0 {
			fmt.Fprintf(&b, " | killed %s%d", []string{"", "", ">=", "~"}[r.Intn(4)], []int{4, 5, 9, 12, 12, 15}[r.Intn(6)])
		}
		if r.Intn(3) == 0 {
			b.WriteString(" | place: Lumo, AAA city 12 @1.0,2.0")
		}
		for range r.Intn(3) {
			v := verbs[r.Intn(len(verbs))]
			b.WriteString(" | " + v + " " + speakers[r.Intn(len(speakers))])
			if v == "denies" {
				b.WriteString(words[r.Intn(len(words))])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for range 150 {
		told := parseTold(t, invent(r, 2+r.Intn(14)))
		a, at := Merge(told, time.Time{}), Timeline(told, time.Time{})
		checkForm(t, &a)
		r.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		b, bt := Merge(told, time.Time{}), Timeline(told, time.Time{})
		if d := cmp.Diff(asJSON(t, a), asJSON(t, b)); d != "" {
			t.Fatalf("another order gives another view:\n%s", d)
		}
		if d := cmp.Diff(asJSON(t, at), asJSON(t, bt)); d != "" {
			t.Fatalf("another order gives other moments:\n%s", d)
		}
	}
}

// TestAsOf holds that a view of the past is the view of what was known then, whatever
// came after, and so are the moments.
func TestAsOf(t *testing.T) {
	r := rand.New(rand.NewSource(5))
	for range 150 {
		told := parseTold(t, invent(r, 2+r.Intn(14)))
		at := time.Date(2024, 3, 5, 6, 0, 0, 0, time.UTC).Add(time.Duration(r.Intn(60)) * time.Hour)
		var then []record.Told
		for _, x := range told {
			if x.Known.After(at) {
				continue
			}
			if x.Withdrawn.After(at) {
				x.Withdrawn = time.Time{}
			}
			then = append(then, x)
		}
		if d := cmp.Diff(asJSON(t, Merge(then, time.Time{})), asJSON(t, Merge(told, at))); d != "" {
			t.Fatalf("the past is another as of %v:\n%s", at, d)
		}
		if d := cmp.Diff(asJSON(t, Timeline(then, time.Time{})), asJSON(t, Timeline(told, at))); d != "" {
			t.Fatalf("the moments until %v are others:\n%s", at, d)
		}
		for _, m := range Timeline(told, at) {
			if m.Known.After(at) {
				t.Fatalf("a moment of %v as of %v", m.Known, at)
			}
		}
	}
}

// TestCopyAddsNoOrigin holds that whole copies of reports change nothing but who carries it.
func TestCopyAddsNoOrigin(t *testing.T) {
	r := rand.New(rand.NewSource(6))
	for range 150 {
		told := parseTold(t, invent(r, 2+r.Intn(10)))
		before := Merge(told, time.Time{})
		of := told[r.Intn(len(told))]
		if !of.Withdrawn.IsZero() {
			continue
		}
		late := of.Known.Add(time.Duration(1+r.Intn(50)) * time.Hour)
		for _, x := range slices.Clone(told) {
			if x.Teller.ID != of.Teller.ID {
				continue
			}
			x.ID = strings.Replace(x.ID, of.Teller.ID, "copy", 1)
			x.Teller.ID, x.Teller.Outlet, x.Teller.Known, x.Known = "copy", "Omega Herald", late, late
			x.Teller.Copy = &hearsay.Copy{Of: of.Teller.ID, Kind: "near"}
			x.Sayings = slices.Clone(x.Sayings)
			for k := range x.Sayings {
				s := &x.Sayings[k]
				s.Chain = slices.Clone(s.Chain)
				s.Chain[len(s.Chain)-1].Name = "Omega Herald"
			}
			told = append(told, x)
		}
		after := Merge(told, time.Time{})
		if len(before.Origins) != len(after.Origins) {
			t.Fatalf("a copy of %s changes the origins:\n%s\nbefore\n%s\nafter\n%s", of.Teller.ID, input(told), show(&before), show(&after))
		}
		for i := range before.Slots {
			a, b := before.Slots[i], after.Slots[i]
			if a.Verdict != b.Verdict || a.Value != b.Value {
				t.Fatalf("a copy of %s changes %s: %s %s -> %s %s", of.Teller.ID, a.Name, a.Verdict, a.Value, b.Verdict, b.Value)
			}
		}
		if before.Credibility != after.Credibility {
			t.Fatalf("a copy changes credibility %d to %d", before.Credibility, after.Credibility)
		}
	}
}

func input(told []record.Told) string {
	var b strings.Builder
	for _, x := range told {
		fmt.Fprintf(&b, "%s %s copy %v\n", x.ID, x.Known.Format("01-02 15:04"), x.Teller.Copy)
	}
	return b.String()
}

// TestFair swaps the names of the sides: verdicts, digits and counts of origins stay.
func TestFair(t *testing.T) {
	sides := [][2][3]string{
		{{"Russia", "Russian", "RUS"}, {"Ukraine", "Ukrainian", "UKR"}}, {{"Israel", "Israeli", "ISR"}, {"Lebanon", "Lebanese", "LBN"}},
		{{"India", "Indian", "IND"}, {"Pakistan", "Pakistani", "PAK"}}, {{"Rwanda", "Rwandan", "RWA"}, {"Congo", "Congolese", "COD"}},
		{{"China", "Chinese", "CHN"}, {"Taiwan", "Taiwanese", "TWN"}}, {{"Iran", "Iranian", "IRN"}, {"United States", "American", "USA"}},
		{{"Colombia", "Colombian", "COL"}, {"Venezuela", "Venezuelan", "VEN"}},
	}
	texts := []string{
		`2024-03-01 10:00 Plain Wire | ASSAULT shelling | actor: 1N (state 1C) | recipient: the market (facility) | killed 6 | says 2A interior ministry (org GOV 2C named)
2024-03-01 13:00 North Star | ASSAULT shelling | denies 1A defence ministry (org GOV 1C named) [nothing]: responsibility for the attack
2024-03-01 13:00 North Star | ASSAULT shelling | killed 2 | says 1N (state 1C)`,
		`2024-03-01 10:00 Plain Wire | ASSAULT raid | actor: 1A troops (group MIL 1C unnamed) | killed >=12 | says two 2A officials (group GOV 2C unnamed)
2024-03-01 11:00 North Star | ASSAULT raid | actor: 2A troops (group MIL 2C unnamed) | killed 15 | says the 1A army (org MIL 1C unnamed)
2024-03-02 11:00 North Star | ASSAULT raid | killed 15 | says residents (group CVL)`,
		`2024-03-01 10:00 Plain Wire | AGREE deal | actor: 1N (state 1C); 2N (state 2C) | says 1N (state 1C)
2024-03-01 11:00 North Star | AGREE deal | actor: 1N (state 1C); 2N (state 2C) | denies 2N (state 2C): that it had signed a deal`,
	}
	form := func(text string, a, b [3]string) string {
		swap := strings.NewReplacer("1N", a[0], "1A", a[1], "1C", a[2], "2N", b[0], "2A", b[1], "2C", b[2])
		row := Merge(parseTold(t, swap.Replace(text)), time.Time{})
		var out strings.Builder
		fmt.Fprintf(&out, "%s %d %v %d\n", row.Status, row.Credibility, row.Disputed, len(row.Origins))
		for _, s := range row.Slots {
			fmt.Fprintf(&out, "%s %s", s.Name, s.Verdict)
			for _, v := range s.Values {
				fmt.Fprintf(&out, " %v/%v", v.Origins, v.Denied)
			}
			out.WriteByte('\n')
		}
		return out.String()
	}
	for i, text := range texts {
		first := form(text, sides[0][0], sides[0][1])
		for _, s := range sides {
			for _, pair := range [][2][3]string{{s[0], s[1]}, {s[1], s[0]}} {
				if d := cmp.Diff(first, form(text, pair[0], pair[1])); d != "" {
					t.Errorf("text %d with %s and %s:\n%s", i, pair[0][0], pair[1][0], d)
				}
			}
		}
	}
}

func TestNothingTold(t *testing.T) {
	if row := Merge(nil, time.Time{}); row.Type != "" || len(Timeline(nil, time.Time{})) != 0 {
		t.Errorf("nothing told gives %+v", row)
	}
	told := parseTold(t, "2024-03-01 10:00 Plain Wire | ASSAULT raid | killed 3")
	if row := Merge(told, told[0].Known.Add(-time.Minute)); len(row.Tellings) != 0 {
		t.Errorf("a telling is known before it was: %+v", row)
	}
}

// TestStrange holds that tellings with nothing in them, or with offsets of nowhere, do no harm.
func TestStrange(t *testing.T) {
	one := 1
	told := []record.Told{{}, {Telling: hearsay.Telling{ID: "a", Counts: []hearsay.Count{{Of: "killed"}, {Of: "eaten", Low: &one}, {Of: "killed", High: &one}}}},
		{Telling: hearsay.Telling{ID: "b", Sayings: []hearsay.Saying{{}, {Act: hearsay.Deny}, {Inside: "c1", Claim: "c1"}}, Actors: []hearsay.Party{{}, {Key: "x"}}}},
		{Telling: hearsay.Telling{ID: "c", Time: &hearsay.Time{Start: "soon"}, Place: &hearsay.Place{Name: "x"}}, Teller: record.Teller{ID: "q", Copy: &hearsay.Copy{Of: "q"}}}}
	row := Merge(told, time.Time{})
	Timeline(told, time.Time{})
	if row.Credibility == 0 {
		t.Errorf("no credibility: %+v", row)
	}
}

func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		told := parseTold(b, invent(rand.New(rand.NewSource(9)), n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Merge(told, time.Time{})
			}
		})
	}
}

func BenchmarkTimeline(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		told := parseTold(b, invent(rand.New(rand.NewSource(9)), n))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Timeline(told, time.Time{})
			}
		})
	}
}
