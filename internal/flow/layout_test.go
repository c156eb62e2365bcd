package flow_test

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/hearsay/hearsay"
)

// TestHeadlines: a headline in title case or in capitals says what it says in small letters.
func TestHeadlines(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	const body = "\n\nThe report was sent on Tuesday.\n"
	for _, line := range []string{
		"Nigerian army kills 20 bandits in Zamfara, rescues hostages",
		"Rebels deny shelling market as death toll rises to 40",
		"UN chief urges Sudan generals to halt fighting",
		"Minister says talks with union have collapsed",
		"Police arrest five over Nairobi mall attack",
		"Iran accuses Israel of sabotaging pipeline",
		"Kenyan governor denies ordering raid on newspaper",
		"Hospital director: airstrike killed nine patients",
		"Colombian rebels free kidnapped soldiers after mediation",
		"Thousands protest in Tbilisi against foreign agents law",
		"Mayor condemns attack on mosque, blames militia",
		"Two journalists abducted in northern Mali, says watchdog",
		"Opposition leader calls for boycott of Peruvian election",
		"Boko Haram claims responsibility for suicide bombing in Borno",
		"Philippine navy says Chinese ship rammed supply boat",
	} {
		want := codes(t, rd, line+body)
		title := strings.Fields(line)
		for i, w := range title {
			title[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		if got := codes(t, rd, strings.Join(title, " ")+body); got != want {
			t.Errorf("%s\nin title case\n%s\nnot\n%s", line, got, want)
		}
		if got := codes(t, rd, strings.ToUpper(line)+body); got != want {
			t.Errorf("%s\nin capitals\n%s\nnot\n%s", line, got, want)
		}
	}
}

//go:embed testdata/layout.txt
var layoutTXT string

// TestLayout: a report reads the same however its lines are broken and whatever marks of quotation and blanks it has.
func TestLayout(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	paragraphs := strings.Split(strings.TrimSpace(layoutTXT), "\n\n")
	wrapped := func(indent string) []string {
		var out []string
		for _, p := range paragraphs {
			line := indent
			var lines []string
			for _, w := range strings.Fields(p) {
				if len(strings.TrimSpace(line)) > 0 && len(line)+1+len(w) > 72 {
					lines = append(lines, line)
					line = ""
				}
				if strings.TrimSpace(line) != "" {
					line += " "
				}
				line += w
			}
			out = append(out, strings.Join(append(lines, line), "\n"))
		}
		return out
	}
	marks := func(open, shut, apostrophe string) string {
		var b strings.Builder
		in := false
		for _, r := range strings.ReplaceAll(layoutTXT, "'", apostrophe) {
			switch {
			case r != '"':
				b.WriteRune(r)
			case in:
				b.WriteString(shut)
				in = false
			default:
				b.WriteString(open)
				in = true
			}
		}
		return b.String()
	}
	want := codes(t, rd, layoutTXT)
	for _, c := range []struct{ name, text string }{
		{"a paragraph a line", strings.Join(paragraphs, "\n")},
		{"lines of 72", strings.Join(wrapped(""), "\n\n")},
		{"lines of 72, the first of a paragraph set in", strings.Join(wrapped("   "), "\n")},
		{"lines of 72 that end as on Windows", strings.ReplaceAll(strings.Join(wrapped(""), "\n\n"), "\n", "\r\n")},
		{"two blanks behind sentences", strings.ReplaceAll(layoutTXT, ". ", ".  ")},
		{"blanks that do not break", strings.NewReplacer("37 people", "37\u00a0people", "Harun Idris", "Harun\u00a0Idris", "20 bodies", "20\u202fbodies").Replace(layoutTXT)},
		{"curled marks", marks("“", "”", "’")},
		{"single curled marks", marks("‘", "’", "’")},
		{"low marks", marks("„", "“", "’")},
	} {
		if got := codes(t, rd, c.text); got != want {
			t.Errorf("%s\n%s\nnot\n%s", c.name, got, want)
		}
	}
}

// codes tells a reading's events and claims, without capitals, marks of quotation and how blanks are written.
func codes(t *testing.T, rd interface {
	Read(context.Context, *hearsay.Document) (*hearsay.Reading, error)
}, text string) string {
	t.Helper()
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if r.Syntax.Text != text {
		t.Errorf("the reading's text is %q", r.Syntax.Text)
	}
	var b strings.Builder
	for _, e := range r.Events {
		fmt.Fprintln(&b, e.Type, e.Modes, e.Trigger.Text(text))
	}
	for _, c := range r.Claims {
		source := ""
		if len(c.Sources) > 0 {
			source = c.Sources[0].Extent.Text(text)
		}
		fmt.Fprintln(&b, c.Act, c.Polarity, source, "|", c.Content.Text(text))
	}
	marks := strings.NewReplacer("\"", "", "“", "", "”", "", "„", "", "‘", "", "’", "", "'", "")
	return strings.Join(strings.FieldsFunc(marks.Replace(strings.ToLower(b.String())), unicode.IsSpace), " ")
}
