package revise

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
)

var update = flag.Bool("update-cases", false, "rewrite the expected parts of case files")

// A case file holds, for each case, NAME.old and NAME.new, whose lines are claims
// ("speaker / act: words"; no speaker: the outlet), and NAME.want with the
// revisions. "{killed 12 people}" marks a count of an event that the claim reports;
// its type is that of what is counted.
func TestCompare(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no case files")
	}
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]*txtar.File{}
		for i := range a.Files {
			parts[a.Files[i].Name] = &a.Files[i]
		}
		for _, f := range a.Files {
			name, ok := strings.CutSuffix(f.Name, ".old")
			if !ok {
				continue
			}
			t.Run(name, func(t *testing.T) {
				var b strings.Builder
				for _, r := range Compare(readingOf(t, string(f.Data)), readingOf(t, string(parts[name+".new"].Data)), "r1", "r2") {
					fmt.Fprintf(&b, "%s %s>%s", r.Kind, or(r.Old, "-"), or(r.New, "-"))
					if r.Note != "" {
						fmt.Fprintf(&b, " (%s)", r.Note)
					}
					fmt.Fprintf(&b, ": %q > %q\n", r.Was, r.Is)
					if r.From != "r1" || r.To != "r2" {
						t.Errorf("revision from %q to %q", r.From, r.To)
					}
				}
				want := parts[name+".want"]
				if *update {
					want.Data = []byte(b.String())
					return
				}
				if d := cmp.Diff(string(want.Data), b.String()); d != "" {
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

var marked = regexp.MustCompile(`\{(\w+) ([^}]*)\}`)

// readingOf builds a reading by hand.
func readingOf(t *testing.T, src string) *hearsay.Reading {
	t.Helper()
	r := &hearsay.Reading{Document: &hearsay.Document{}}
	var text strings.Builder
	entities := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(src), "\n") {
		head, words, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%q is no claim", line)
		}
		speaker, act, _ := strings.Cut(head, " / ")
		c := hearsay.Claim{ID: "c" + strconv.Itoa(len(r.Claims)+1), Act: hearsay.Act(or(act, "say")), Polarity: hearsay.Positive}
		if c.Act == hearsay.Deny {
			c.Polarity = hearsay.Negative
		}
		if speaker == "" || speaker == "-" {
			c.Sources = []hearsay.Source{{Label: "Tollin Post"}}
		} else {
			id, there := entities[speaker]
			if !there {
				id = "n" + strconv.Itoa(len(entities)+1)
				entities[speaker] = id
				r.Entities = append(r.Entities, hearsay.Entity{ID: id, Name: speaker})
			}
			c.Sources = []hearsay.Source{{Entity: id}}
		}
		start := text.Len()
		for {
			m := marked.FindStringSubmatchIndex(words)
			if m == nil {
				text.WriteString(words)
				break
			}
			text.WriteString(words[:m[0]])
			of, phrase := words[m[2]:m[3]], words[m[4]:m[5]]
			e := hearsay.Event{ID: "e" + strconv.Itoa(len(r.Events)+1), Type: strings.ToUpper(of), Claims: []string{c.ID}, Status: hearsay.Actual, Trigger: hearsay.Trigger{Lemma: of}}
			n := hearsay.Count{Of: of, Span: hearsay.Span{Start: text.Len(), End: text.Len() + len(phrase)}}
			if ns := numbersIn(phrase); len(ns) > 0 {
				n.Low = &ns[0]
				if !strings.Contains(phrase, "at least") {
					n.High = &ns[0]
				}
			}
			e.Counts = append(e.Counts, n)
			c.Events = append(c.Events, e.ID)
			r.Events = append(r.Events, e)
			text.WriteString(phrase)
			words = words[m[1]:]
		}
		c.Content = hearsay.OneSpan(hearsay.Span{Start: start, End: text.Len()})
		text.WriteString(".\n")
		r.Claims = append(r.Claims, c)
	}
	r.Document.Text = text.String()
	return r
}

// What is compared with itself shows no difference, and two versions compared
// both ways drop what the other way adds.
func TestCompareBothWays(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var rs []*hearsay.Reading
		for _, f := range a.Files {
			if !strings.HasSuffix(f.Name, ".want") {
				rs = append(rs, readingOf(t, string(f.Data)))
			}
		}
		for i, x := range rs {
			if got := Compare(x, x, "a", "a"); len(got) != 0 {
				t.Errorf("%s, reading %d with itself: %v", path, i, got)
			}
			for _, y := range rs {
				n := map[string]int{}
				for _, r := range Compare(x, y, "a", "b") {
					n[r.Kind]++
				}
				for _, r := range Compare(y, x, "b", "a") {
					switch r.Kind {
					case Added:
						n[Dropped]--
					case Dropped:
						n[Added]--
					}
				}
				if n[Dropped] != 0 || n[Added] != 0 {
					t.Errorf("%s: dropped and added differ both ways: %v", path, n)
				}
			}
		}
	}
	if got := Compare(&hearsay.Reading{Document: &hearsay.Document{}}, &hearsay.Reading{Document: &hearsay.Document{}}, "a", "b"); len(got) != 0 {
		t.Errorf("two empty readings: %v", got)
	}
}

func BenchmarkCompare(b *testing.B) {
	r := &hearsay.Reading{Document: &hearsay.Document{}}
	var text strings.Builder
	for i := range 40 {
		s := text.Len()
		fmt.Fprintf(&text, "the bridge number %d at Tollin was closed to lorries by the council after the flood of %d", i, i*7)
		r.Claims = append(r.Claims, hearsay.Claim{ID: "c" + strconv.Itoa(i), Content: hearsay.OneSpan(hearsay.Span{Start: s, End: text.Len()})})
	}
	r.Document.Text = text.String()
	for b.Loop() {
		Compare(r, r, "a", "b")
	}
}
