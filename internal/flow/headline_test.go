package flow_test

import (
	"context"
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

// codes tells a reading's events and claims, without capitals.
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
	return strings.Map(unicode.ToLower, b.String())
}
