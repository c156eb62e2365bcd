package dup

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

var update = flag.Bool("update-cases", false, "rewrite the expected parts of case files")

// report reads a report of a case file: head lines, an empty line, the text.
func report(t testing.TB, seq int64, data string) Me {
	t.Helper()
	head, text, ok := strings.Cut(data, "\n\n")
	if !ok {
		t.Fatalf("a report without text: %q", data)
	}
	m := Me{Seq: seq, ID: fmt.Sprintf("r%d", seq), Text: strings.TrimSpace(text)}
	for _, line := range strings.Split(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "outlet":
			m.Outlet = value
		case "address":
			m.Address = value
		case "title":
			m.Title = value
		case "published":
			var err error
			if m.Known, err = time.Parse(time.RFC3339, value); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("head line %q", line)
		}
	}
	m.Agency = Agency(m.Text)
	return m
}

// link links reports in the order given and returns the copy of each.
func link(t testing.TB, f *Finder, reports []Me) (map[int64]*hearsay.Copy, *Memory) {
	t.Helper()
	ix, copies := NewMemory(), map[int64]*hearsay.Copy{}
	for _, me := range reports {
		s := Make(me.Title, me.Text)
		m, err := f.Find(context.Background(), ix, me, s)
		if err != nil {
			t.Fatal(err)
		}
		ix.Add(me, s, m)
		if m.Copy != nil {
			copies[me.Seq] = m.Copy
		}
		for _, l := range m.Later {
			copies[l.Seq] = l.Copy
		}
	}
	return copies, ix
}

func finder(t testing.TB) *Finder {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files")
	}
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cases, wants := map[string][]Me{}, map[string]*txtar.File{}
		var names []string
		for i := range a.Files {
			f := &a.Files[i]
			if n, ok := strings.CutSuffix(f.Name, ".want"); ok {
				wants[n] = f
				names = append(names, n)
				continue
			}
			n, _, _ := strings.Cut(f.Name, "/")
			cases[n] = append(cases[n], report(t, int64(len(cases[n])+1), string(f.Data)))
		}
		for _, n := range names {
			t.Run(filepath.Base(path)+"/"+n, func(t *testing.T) {
				copies, _ := link(t, finder(t), cases[n])
				have := tell(cases[n], copies)
				if *update {
					wants[n].Data = []byte(have)
					return
				}
				if d := cmp.Diff(string(wants[n].Data), have); d != "" {
					t.Errorf("want -, have +; -update-cases rewrites:\n%s", d)
				}
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// tell writes what was found.
func tell(reports []Me, copies map[int64]*hearsay.Copy) string {
	var b strings.Builder
	text := map[string]string{}
	for _, r := range reports {
		text[r.ID] = r.Text
	}
	for _, r := range reports {
		c := copies[r.Seq]
		if c == nil {
			fmt.Fprintf(&b, "%s: no copy\n", r.ID)
			continue
		}
		fmt.Fprintf(&b, "%s: %s of %s, taken %.2f, given %.2f", r.ID, c.Kind, c.Of, c.Taken, c.Given)
		if c.Changed.Title {
			b.WriteString(", another title")
		}
		b.WriteString("\n")
		for _, s := range c.Changed.Left {
			fmt.Fprintf(&b, "  left out: %s\n", brief(text[c.Of][s.Start:s.End]))
		}
		for _, s := range c.Changed.Added {
			fmt.Fprintf(&b, "  added: %s\n", brief(r.Text[s.Start:s.End]))
		}
	}
	return b.String()
}

func brief(s string) string {
	w := strings.Fields(s)
	if len(w) > 9 {
		return strings.Join(w[:5], " ") + " … " + strings.Join(w[len(w)-3:], " ")
	}
	return strings.Join(w, " ")
}

// Whatever the order in which reports come in, each family has one original and
// the same copies.
func TestOrder(t *testing.T) {
	a, err := txtar.ParseFile("testdata/copies.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []Me
	for _, f := range a.Files {
		if !strings.HasSuffix(f.Name, ".want") && !strings.Contains(f.Name, "late/") { // "late" and "version-late" have the reports of other cases again
			all = append(all, report(t, int64(len(all)+1), string(f.Data)))
		}
	}
	of := func(copies map[int64]*hearsay.Copy) string {
		var b strings.Builder
		for _, r := range all {
			if c := copies[r.Seq]; c != nil {
				fmt.Fprintf(&b, "%s copies %s\n", r.ID, c.Of)
			}
		}
		return b.String()
	}
	slices.SortStableFunc(all, func(x, y Me) int { return x.Known.Compare(y.Known) })
	first, _ := link(t, finder(t), all)
	want := of(first)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		mixed := slices.Clone(all)
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		got, _ := link(t, finder(t), mixed)
		if d := cmp.Diff(want, of(got)); d != "" {
			t.Fatalf("in another order:\n%s", d)
		}
	}
}

func TestSketch(t *testing.T) {
	s := Make("", strings.Repeat("one two three four five six seven eight nine ten eleven twelve ", 3))
	if len(s.Keys) == 0 || len(s.Keys) > maxKeys || !slices.IsSorted(s.Keys) {
		t.Errorf("keys %v", s.Keys)
	}
	var long strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&long, "word%d ", i*i%7919)
	}
	s = Make("", long.String())
	if len(s.Keys) != maxKeys {
		t.Errorf("a long report has %d keys, not %d", len(s.Keys), maxKeys)
	}
	b, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Sketch
	if err := back.UnmarshalBinary(b); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, back); d != "" {
		t.Error(d)
	}
	for _, bad := range [][]byte{nil, {1, 2, 3}, make([]byte, 1+8*(maxKeys+1))} {
		if err := back.UnmarshalBinary(bad); err == nil {
			t.Errorf("%d bytes were taken for a sketch", len(bad))
		}
	}
	for _, text := range []string{"", " \n ", "three words only", "…", "“", "\xff\xfe"} {
		Make(text, text)
	}
}

// Words are the same whatever quotes, case, marks and signs they are written with.
func TestWords(t *testing.T) {
	for _, c := range [][2]string{
		{"The U.S. said 1,200 men don't sleep", "the us said 1200 men don’t SLEEP"},
		{"São Tomé’s fishermen", "Sao Tome's fishermen"},
		{"at 7.5 percent", "AT 7.5 PERCENT"},
		{"well-known", "well known"},
		{"three cents, 17-1/2 and 3/4", "3 cents, 17.5 and 0.75"},
	} {
		x, _ := cutWords(c[0], nil, nil)
		y, _ := cutWords(c[1], nil, nil)
		if len(x) != len(y) {
			t.Errorf("%q has %d words, %q has %d", c[0], len(x), c[1], len(y))
			continue
		}
		for i := range x {
			if x[i].hash != y[i].hash {
				t.Errorf("word %d of %q and %q differ", i, c[0], c[1])
			}
		}
	}
	x, _ := cutWords("7.5 and 75", nil, nil)
	if x[0].hash == x[2].hash {
		t.Error("7.5 is 75")
	}
	if x, _ = cutWords("9/11 and 0.8181818181818182", nil, nil); x[0].hash == x[2].hash {
		t.Error("9/11 is a fraction")
	}
}

func TestSentences(t *testing.T) {
	text := "Mr. Tal of the U.S. left at 5 p.m. on Monday. \"It is late,\" he said. “Go home.” Nobody moved\n\nA new paragraph\nthat goes on. Lost blank.Then more!"
	_, ss := cutWords(text, nil, nil)
	var got []string
	for _, s := range ss {
		got = append(got, text[s.Start:s.End])
	}
	want := []string{"Mr. Tal of the U.S. left at 5 p.m. on Monday.", "It is late,\" he said.", "Go home.”", "Nobody moved", "A new paragraph\nthat goes on.", "Lost blank.", "Then more!"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestModel(t *testing.T) {
	m, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if m.Card.Figures == "" || m.Card.Command == "" {
		t.Error("the weights have no card")
	}
	if _, err := ReadModel([]byte(`{"features":["other"]}`)); err == nil {
		t.Error("weights of other features were taken")
	}
	// The parts of the explanation add up to the score.
	x := make([]float64, len(features))
	for i := range x {
		x[i] = 0.5
	}
	sum := m.Bias
	for _, w := range m.why(x) {
		sum += w.Weight
	}
	if p := 1 / (1 + math.Exp(-sum)); p-m.Score(x) > 0.05 || m.Score(x)-p > 0.05 {
		t.Errorf("explained %.3f, scored %.3f", p, m.Score(x))
	}
}

func TestFit(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var ss []Sample
	for range 400 {
		x := make([]float64, len(features))
		for i := range x {
			x[i] = rng.Float64()
		}
		ss = append(ss, Sample{x, x[0]-x[11] > 0})
	}
	m := Fit(ss)
	wrong := 0
	for _, s := range ss {
		if (m.Score(s.X) >= 0.5) != s.Copy {
			wrong++
		}
	}
	if wrong > 60 {
		t.Errorf("%d of 400 wrong", wrong)
	}
	if l := m.LogLikelihood(ss); l < -150 || l > 0 {
		t.Errorf("log likelihood %.1f", l)
	}
	if again := Fit(ss); cmp.Diff(m, again, cmp.AllowUnexported(tree{})) != "" {
		t.Error("fitted twice, two models")
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadModel(b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m, back, cmp.AllowUnexported(tree{})); d != "" {
		t.Errorf("written and read:\n%s", d)
	}
	if one := Fit(ss[:1]); one.Score(ss[0].X) == 0 {
		t.Error("a model of one sample is certain")
	}
}

func TestTreeDamaged(t *testing.T) {
	for _, bad := range []string{"", "-=0", strings.Repeat("x ", nodes), strings.Repeat("99<1=0 ", nodes), strings.Repeat("1<x=0 ", nodes)} {
		if err := new(tree).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was taken for a tree", brief(bad))
		}
	}
}

// Passages go on over a single word that is changed, left out or put in; phrases
// are too short, and what one of the two quotes is not running text.
func TestPassages(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int // words of a in passages
	}{
		{"Two men were shot outside a bar in Lagos early today.", "He said two men were shot outside a bar in Lagos.", 9},
		{"Two men were shot outside a small bar in Lagos today.", "Two men were shot outside a bar in Lagos on Monday.", 9},
		{"Two men were shot outside a bar near old Lagos today.", "Two men were shot outside a club near old Lagos on Monday.", 9},
		{"Crews put two men shot outside a bar into cars.", "Police found two men shot outside a bar.", 0},
		{"\"Two men were shot outside a bar in Lagos,\" he said.", "Two men were shot outside a bar in Lagos, he said.", 2},
	} {
		n := 0
		for _, in := range compare(lay("", c.a), lay("", c.b)).passA {
			if in {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%q has %d words in passages of %q, not %d", c.a, n, c.b, c.want)
		}
	}
}

// A form begins with whom it is about.
func TestOtherStart(t *testing.T) {
	const rest = " said it raised the price it will pay for crude oil by 50 cents."
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Sun Co" + rest, "Diamond Shamrock Corp" + rest, true},
		{"Sun Co" + rest, "The Sun Company today" + rest, false},
		{"Sun Co" + rest, "Sun Co" + rest, false},
	} {
		if got := compare(lay("", c.a), lay("", c.b)).otherStart; got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}

// No text may break the comparison, and what it tells lies within the texts.
func FuzzCompare(f *testing.F) {
	for _, path := range []string{"testdata/copies.txtar", "testdata/others.txtar"} {
		a, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for i := 1; i < len(a.Files); i++ {
			f.Add(string(a.Files[i-1].Data), string(a.Files[i].Data))
		}
	}
	m, err := Embedded()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := lay(firstLine(x), x), lay(firstLine(y), y)
		for _, s := range []*sheet{a, b} {
			end := 0
			for _, st := range s.sents {
				if st.Start < end || st.End < st.Start {
					t.Fatalf("sentence %v after %d", st.Span, end)
				}
				end = st.End
			}
			if n := len(s.sketch().Keys); n > maxKeys {
				t.Fatalf("%d keys", n)
			}
		}
		p := compare(a, b)
		for _, v := range figures(p, circumstances{}) {
			if v < -1e-9 || v > 3 {
				t.Fatalf("feature %v", v)
			}
		}
		ma, mb := Me{ID: "a", Text: x}, Me{ID: "b", Text: y}
		c := candidate{pair: p, x: figures(p, about(&ma, &mb))}
		c.score = m.Score(c.x)
		for _, turned := range []bool{false, true} {
			k := c.copyOf("b", &ma, turned)
			if k.Taken < 0 || k.Taken > 1 || k.Given < 0 || k.Given > 1 {
				t.Fatalf("taken %v, given %v", k.Taken, k.Given)
			}
			from, to := y, x
			if turned {
				from, to = x, y
			}
			for _, s := range k.Changed.Left {
				if s.Start < 0 || s.End > len(from) || s.Empty() {
					t.Fatalf("left out %v of %d bytes", s, len(from))
				}
			}
			for _, s := range k.Changed.Added {
				if s.Start < 0 || s.End > len(to) || s.Empty() {
					t.Fatalf("added %v of %d bytes", s, len(to))
				}
			}
		}
		Agency(x)
	})
}

func firstLine(s string) string { l, _, _ := strings.Cut(s, "\n"); return l }

// reportOf makes a report of n words that no other seed makes.
func reportOf(n int, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 9))
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "w%d", rng.IntN(3000))
		switch {
		case i%90 == 89:
			b.WriteString(".\n\nThe ")
		case i%18 == 17:
			b.WriteString(". The ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func BenchmarkMake(b *testing.B) {
	text := reportOf(400, 1)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Make("a title of six words here", text)
	}
}

// BenchmarkFind links a report of 400 words of which half stands in eight others.
func BenchmarkFind(b *testing.B) {
	f, err := New()
	if err != nil {
		b.Fatal(err)
	}
	ix := NewMemory()
	wire := reportOf(200, 2)
	for i := range int64(2000) {
		me := Me{Seq: i + 1, ID: fmt.Sprint(i), Known: time.Unix(1_700_000_000+i*600, 0), Text: reportOf(400, uint64(i)+10)}
		if i%250 == 0 {
			me.Text = wire + reportOf(200, uint64(i)+10)
		}
		s := Make(me.Title, me.Text)
		ix.Add(me, s, &Match{})
	}
	me := Me{Seq: 9999, ID: "me", Known: time.Unix(1_700_900_000, 0), Text: wire + reportOf(200, 5)}
	s := Make(me.Title, me.Text)
	for b.Loop() {
		if m, err := f.Find(context.Background(), ix, me, s); err != nil || len(m.Compared) == 0 {
			b.Fatal(m, err)
		}
	}
}
