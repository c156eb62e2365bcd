package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

var update = flag.Bool("update", false, "rewrite the expected outputs")

func render(t testing.TB, name string, opt Options, rs ...*hearsay.Reading) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(name, &b, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, name := range Formats() {
		t.Run(name, func(t *testing.T) {
			got := render(t, name, Options{}, fixture(t))
			file := filepath.Join("testdata", "fixture."+name)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v; go test -update writes it", err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			if again := render(t, name, Options{}, fixture(t)); again != got {
				t.Error("the same reading gave other bytes the second time")
			}
		})
	}
}

func TestEmptyReading(t *testing.T) {
	for _, name := range Formats() {
		r := &hearsay.Reading{Document: &hearsay.Document{}}
		r.Syntax = chain("")
		render(t, name, Options{}, r)
		render(t, name, Options{Many: true}, r, r)
		render(t, name, Options{Many: true})
	}
}

func TestJSONForms(t *testing.T) {
	r := fixture(t)
	var back hearsay.Reading
	if err := json.Unmarshal([]byte(render(t, "json", Options{}, r)), &back); err != nil {
		t.Fatal(err)
	}
	if len(back.Claims) != len(r.Claims) || back.Document.Text != r.Document.Text {
		t.Error("the reading did not come back")
	}
	var list []json.RawMessage
	if err := json.Unmarshal([]byte(render(t, "json", Options{Many: true}, r, r, r)), &list); err != nil || len(list) != 3 {
		t.Errorf("three readings gave a list of %d: %v", len(list), err)
	}
	if err := json.Unmarshal([]byte(render(t, "json", Options{Many: true})), &list); err != nil || len(list) != 0 {
		t.Errorf("no reading gave a list of %d: %v", len(list), err)
	}
	lines := strings.Split(strings.TrimSpace(render(t, "jsonl", Options{Many: true}, r, r)), "\n")
	if len(lines) != 2 || !json.Valid([]byte(lines[1])) {
		t.Errorf("two readings gave %d lines", len(lines))
	}
}

func TestTextKeepsItsWidth(t *testing.T) {
	for _, w := range []int{40, 60, 80, 100} {
		for i, l := range strings.Split(render(t, "text", Options{Width: w}, fixture(t)), "\n") {
			if columns.Width(l) > w {
				t.Errorf("width %d: line %d has %d columns: %q", w, i+1, columns.Width(l), l)
			}
			if strings.ContainsAny(l, "\x1b\u202e") {
				t.Errorf("line %d can steer a terminal: %q", i+1, l)
			}
		}
	}
	plain := render(t, "text", Options{}, fixture(t))
	colour := render(t, "text", Options{Colour: true}, fixture(t))
	if !strings.Contains(colour, columns.Bold) {
		t.Error("no colour where it was asked for")
	}
	if got := regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(colour, ""); got != plain {
		t.Errorf("colours change more than colours:\n%s", cmp.Diff(plain, got))
	}
}

// TestBratIsValid holds the .ann against brat's rules: text under the offsets,
// every reference defined, one id once.
func TestBratIsValid(t *testing.T) {
	r := fixture(t)
	points := []rune(r.Document.Text)
	ids := map[string]bool{}
	var refs []string
	bounds := regexp.MustCompile(`^(\S+) (\d+ \d+(?:;\d+ \d+)*)$`)
	for _, line := range strings.Split(strings.TrimRight(render(t, "brat", Options{}, r), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if f[0] != "*" {
			if ids[f[0]] {
				t.Errorf("%s is given twice", f[0])
			}
			ids[f[0]] = true
		}
		switch f[0][0] {
		case 'T':
			m := bounds.FindStringSubmatch(f[1])
			if m == nil || len(f) != 3 {
				t.Fatalf("%q is no text-bound annotation", line)
			}
			var words []string
			for _, p := range strings.Split(m[2], ";") {
				var a, b int
				pair := strings.Fields(p)
				a, _ = strconv.Atoi(pair[0])
				b, _ = strconv.Atoi(pair[1])
				words = append(words, string(points[a:b]))
			}
			if got := strings.Join(words, " "); got != f[2] || strings.Contains(got, "\n") {
				t.Errorf("%q stands under %q", f[2], got)
			}
		case 'E', '*', 'R', 'A', '#':
			for _, x := range strings.Fields(f[1]) {
				if i := strings.LastIndexByte(x, ':'); i >= 0 {
					x = x[i+1:]
				}
				if regexp.MustCompile(`^[TE]\d+$`).MatchString(x) {
					refs = append(refs, x)
				}
			}
		default:
			t.Errorf("%q is no annotation", line)
		}
	}
	for _, x := range refs {
		if !ids[x] {
			t.Errorf("%s is referred to and not given", x)
		}
	}
	for _, e := range r.Events {
		if !strings.Contains(BratConfig(), e.Type+"\t") {
			t.Errorf("annotation.conf lacks %s", e.Type)
		}
	}
}

func TestCoNLLIsValid(t *testing.T) {
	heads, n := 0, 0
	for _, line := range strings.Split(render(t, "conll", Options{}, fixture(t)), "\n") {
		if line == "" {
			if n > 0 && heads != 1 {
				t.Errorf("a sentence with %d roots", heads)
			}
			n, heads = 0, 0
			continue
		}
		if line[0] == '#' {
			continue
		}
		n++
		f := strings.Split(line, "\t")
		if len(f) != 10 {
			t.Fatalf("%d fields: %q", len(f), line)
		}
		if f[0] != strconv.Itoa(n) {
			t.Errorf("word %s where %d was due", f[0], n)
		}
		if f[6] == "0" {
			heads++
		}
		for _, v := range f {
			if v == "" || strings.ContainsAny(v, " ") {
				t.Errorf("an empty field or one with a blank: %q", line)
			}
		}
		if f[5] != "_" && f[5] != "A=2|b=1" {
			t.Errorf("features out of order: %s", f[5])
		}
	}
}

// TestPageIsShut: the page holds the report's words as text only, asks nothing
// of the network, every link inside it leads somewhere, and every id is one.
func TestPageIsShut(t *testing.T) {
	page := render(t, "html", Options{Many: true}, fixture(t), fixture(t))
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	allowed := " html head meta title style body main article h1 h2 p a ol li span b ul div mark i dl dt dd q br details summary footer script "
	ids := map[string]bool{}
	var links []string
	var text strings.Builder
	scripts, rows := 0, 0
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script" {
			text.WriteString(n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !strings.Contains(allowed, " "+n.Data+" ") {
			t.Errorf("<%s> on the page", n.Data)
		}
		if n.Data == "script" {
			scripts++
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "id":
				if ids[a.Val] {
					t.Errorf("id %q twice", a.Val)
				}
				ids[a.Val] = true
			case "href":
				if strings.HasPrefix(a.Val, "#") {
					links = append(links, a.Val[1:])
				} else if a.Val != "https://example.org/a?b=1&c=2" {
					t.Errorf("a link to %q", a.Val)
				}
			case "src", "style", "srcset", "action":
				t.Errorf("%s on <%s>", a.Key, n.Data)
			case "class":
				if a.Val == "row" {
					rows++
				}
			}
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s on <%s>", a.Key, n.Data)
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("a link to #%s, which is not there", l)
		}
	}
	if scripts != 1 || rows != 6 {
		t.Errorf("%d scripts, %d rows", scripts, rows)
	}
	for _, want := range []string{"fired <b>without warning</b> & left.", "<script>alert(1)</script>", "共同通信社"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	if strings.Contains(page, "\x1b") || strings.Contains(page, "\u202e") {
		t.Error("a sign that steers is on the page")
	}
	if strings.Contains(pageCSS+pageJS, "http") || strings.Contains(pageCSS, "url(") || strings.Contains(pageCSS, "@import") {
		t.Error("the style or the script names an address")
	}
}

func TestCountsAndWraps(t *testing.T) {
	n := func(i int) *int { return &i }
	for want, c := range map[string]hearsay.Count{
		"about 1,200 killed":       {Of: "killed", Low: n(1200), High: n(1200), Approximate: true},
		"at least 12 injured":      {Of: "injured", Low: n(12)},
		"up to 40 missing":         {Of: "missing", High: n(40)},
		"10 to 20 arrested":        {Of: "arrested", Low: n(10), High: n(20)},
		"an unknown number killed": {Of: "killed"},
		"1,234,567 displaced":      {Of: "displaced", Low: n(1234567), High: n(1234567)},
	} {
		if got := count(c); got != want {
			t.Errorf("count gave %q, not %q", got, want)
		}
	}
	for _, l := range columns.Wrap(strings.Repeat("共", 100)+" "+strings.Repeat("x", 95), 30) {
		if columns.Width(l) > 30 {
			t.Errorf("a line of %d columns", columns.Width(l))
		}
	}
	if got := strings.Join(columns.Wrap("one two  three\nfour", 9), "|"); got != "one two|three|four" {
		t.Errorf("wrapped as %q", got)
	}
}

func BenchmarkForms(b *testing.B) {
	r := fixture(b)
	for _, name := range Formats() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				render(b, name, Options{}, r)
			}
		})
	}
}

// FuzzForms holds every form to any reading that can be read back: no panic,
// and nothing on the page that the report's text put there as markup.
func FuzzForms(f *testing.F) {
	b, err := json.Marshal(fixture(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"schema":"hearsay.reading/1","report":{"text":"a\nb"},"claims":[{"id":"c1","content":{"start":0,"end":3},"parent":"c1","manner":"direct"}],"events":[{"id":"e1","trigger":{"start":1,"end":1},"claims":["c1","c1"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r hearsay.Reading
		if len(data) > 1<<16 || json.Unmarshal(data, &r) != nil {
			return
		}
		for _, name := range Formats() {
			out := render(t, name, Options{}, &r)
			if name != "html" {
				continue
			}
			root, err := html.Parse(strings.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			scripts := 0
			for n := range root.Descendants() {
				if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "iframe") {
					scripts++
				}
			}
			if scripts != 1 {
				t.Fatalf("%d scripts on the page", scripts)
			}
		}
	})
}
