package view

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/columns"
	"github.com/hearsay/hearsay/internal/record"
)

var update = flag.Bool("update-cases", false, "rewrite the expected outputs")

// answers are the answers that are written in every form; each has a file.
func answers() []struct {
	name  string
	opt   Options
	forms []string
	write func(Writer) error
} {
	all := Formats()
	event := func(es ...*query.Event) func(Writer) error {
		return func(w Writer) error {
			for _, e := range es {
				if err := w.Event(e); err != nil {
					return err
				}
			}
			return nil
		}
	}
	asOf := bus()
	asOf.AsOf = at("2024-05-06T23:59")
	return []struct {
		name  string
		opt   Options
		forms []string
		write func(Writer) error
	}{
		{"events", Options{Kind: query.EventKind}, all, event(bus(), march(), talks())},
		{"event", Options{Kind: query.EventKind, Full: true}, []string{"text"}, event(bus(), march(), talks(), asOf)},
		{"claims", Options{Kind: query.ClaimKind}, all, func(w Writer) error {
			c := claim(hearsay.Accuse)
			c.Chain = append([]hearsay.Speaker{{Party: hearsay.Party{Name: "two officials"}, Number: 2}}, c.Chain...)
			c.Certainty, c.Inside, c.Withdrawn = hearsay.Possible, "c1", at("2024-05-09T10:00")
			if err := w.Claim(claim(hearsay.Deny)); err != nil {
				return err
			}
			return w.Claim(c)
		}},
		{"stories", Options{Kind: query.StoryKind}, all, func(w Writer) error { return w.Story(story()) }},
		{"story", Options{Kind: query.StoryKind, Full: true}, []string{"text"}, func(w Writer) error { return w.Story(story()) }},
		{"reports", Options{Kind: query.ReportKind}, all, func(w Writer) error {
			if err := w.Report(report()); err != nil {
				return err
			}
			return w.Report(&hearsay.Report{ID: "r0eeeeeeeeeee", Version: 1, Fetched: at("2024-06-01T08:00")})
		}},
		{"search", Options{Kind: query.FindKind}, all, func(w Writer) error {
			return w.Found(&record.Found{Report: *report(), Snippet: "GARISSA — Gunmen attacked a \x02bus\x03 on the \x02Dadaab road\x03 on Monday and killed 12 people, county commissioner Halima Barre Odhow said."})
		}},
		{"timeline", Options{}, all, func(w Writer) error { return w.Timeline(timeline()) }},
		{"nothing", Options{Kind: query.StoryKind}, all, func(Writer) error { return nil }},
	}
}

func render(t *testing.T, form string, opt Options, write func(Writer) error) string {
	t.Helper()
	var b strings.Builder
	w, err := New(form, &b, query.NewTexts(context.Background(), texts()), opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Close("0mark"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestForms holds every form to what testdata has; -update-cases rewrites it.
func TestForms(t *testing.T) {
	for _, a := range append(answers(), explanations()...) {
		t.Run(a.name, func(t *testing.T) {
			file := filepath.Join("testdata", a.name+".txtar")
			got := &txtar.Archive{Comment: []byte("What hearsay prints; -update-cases rewrites it.\n")}
			for _, form := range a.forms {
				got.Files = append(got.Files, txtar.File{Name: form, Data: []byte(render(t, form, a.opt, a.write))})
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(txtar.Format(got))); d != "" {
				t.Errorf("want -, have +; -update-cases rewrites:\n%s", d)
			}
		})
	}
}

// TestWidths: no line of text is wider than asked for, and colours change nothing
// but the colours.
func TestWidths(t *testing.T) {
	for _, a := range append(answers(), explanations()...) {
		for _, w := range []int{48, 60, 80, 100} {
			opt := a.opt
			opt.Width = w
			plain := render(t, "text", opt, a.write)
			for i, l := range strings.Split(plain, "\n") {
				if columns.Width(l) > w {
					t.Errorf("%s at %d: line %d has %d columns: %s", a.name, w, i+1, columns.Width(l), l)
				}
			}
			opt.Colour = true
			if bare := uncolour(render(t, "text", opt, a.write)); bare != plain && a.name != "search" && !strings.HasPrefix(a.name, "explain") {
				t.Errorf("%s at %d: other text with colours:\n%s", a.name, w, cmp.Diff(plain, bare))
			}
		}
	}
}

func uncolour(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			break
		}
		end := strings.IndexByte(s[i:], 'm')
		s = s[:i] + s[i+end+1:]
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// TestOffsets: the words of evidence stand under its offsets, in code points.
func TestOffsets(t *testing.T) {
	for _, a := range append(answers(), explanations()...) {
		if len(a.forms) == 1 {
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(render(t, "json", a.opt, a.write)), &v); err != nil {
			t.Fatal(a.name, err)
		}
		n := 0
		if err := standsUnder(v, "", &n); err != nil {
			t.Errorf("%s: %v", a.name, err)
		}
		if n == 0 && (a.name == "events" || a.name == "claims" || a.name == "timeline") {
			t.Errorf("%s has no offsets", a.name)
		}
	}
}

// standsUnder holds every {start, end, text} to the text of the report that it is of.
func standsUnder(v any, report string, n *int) error {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := standsUnder(e, report, n); err != nil {
				return err
			}
		}
	case map[string]any:
		if r, ok := v["report"].(string); ok {
			report = r
		}
		start, ok1 := v["start"].(float64)
		end, ok2 := v["end"].(float64)
		text, ok3 := v["text"].(string)
		if ok1 && ok2 && ok3 && report != "" && text != "" && end > 0 {
			*n++
			if r := []rune(texts()[report]); int(end) > len(r) || string(r[int(start):int(end)]) != text {
				return fmt.Errorf("%q does not stand at %v-%v of %s", text, start, end, report)
			}
		}
		for _, e := range v {
			if err := standsUnder(e, report, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// TestHostile: what reports hold cannot steer a terminal.
func TestHostile(t *testing.T) {
	e := bus()
	bad := "\x1b[2J\x07\u202egnp.exe\r\n"
	e.Summary, e.Because, e.Type, e.ID = bad, bad, bad, bad
	e.Articles[0].Title, e.Articles[0].Outlet = bad, bad
	for i := range e.Slots {
		e.Slots[i].Value, e.Slots[i].Why = bad, bad
		for j := range e.Slots[i].Values {
			e.Slots[i].Values[j].Label = bad
			for k := range e.Slots[i].Values[j].Evidence {
				e.Slots[i].Values[j].Evidence[k].Speaker = bad
			}
		}
	}
	for _, form := range []string{"text", "table"} {
		out := render(t, form, Options{Kind: query.EventKind, Full: true}, func(w Writer) error { return w.Event(e) })
		if strings.ContainsAny(out, "\x1b\x07\r\u202e") {
			t.Errorf("%s: control characters came through:\n%q", form, out)
		}
	}
}

// TestLarge: an event that hundreds tell stays readable, and json has all of it.
func TestLarge(t *testing.T) {
	e := bus()
	for i := range 300 {
		o := fmt.Sprintf("o%d", i+10)
		e.Origins = append(e.Origins, hearsay.Origin{ID: o, Kind: "outlet", Name: o, Reports: []string{"r0aaaaaaaaaa1"}})
		ev := e.Slots[3].Values[0].Evidence[0]
		ev.Origin, ev.Speaker = o, "Speaker "+o
		e.Slots[3].Values[0].Evidence = append(e.Slots[3].Values[0].Evidence, ev)
		e.Slots[2].Values[0].Evidence = append(e.Slots[2].Values[0].Evidence, ev)
	}
	out := render(t, "text", Options{Kind: query.EventKind, Full: true}, func(w Writer) error { return w.Event(e) })
	if n := strings.Count(out, "\n"); n > 200 {
		t.Errorf("%d lines", n)
	}
	if strings.Count(out, "more origins") != 3 {
		t.Errorf("what is left out is not told:\n%s", out)
	}
	if out = render(t, "jsonl", Options{}, func(w Writer) error { return w.Event(e) }); strings.Count(out, "Speaker o") < 600 {
		t.Error("json leaves something out")
	}
}
