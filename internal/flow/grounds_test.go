package flow_test

import (
	"context"
	"slices"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestGrounds explains a claim by a pronoun: its parts are believed, its verb is what matters most, and the steps lead
// back to a name.
func TestGrounds(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	doc := &hearsay.Document{Language: "en", Text: "Amina Yusuf, a nurse in Maradi, saw the flood.\n\nShe said that the bridge had collapsed before dawn."}
	r, err := rd.Read(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Claims, func(c hearsay.Claim) bool { return c.Cue.Lemma == "say" })
	if i < 0 {
		t.Fatal("no claim by what she said")
	}
	g, err := rd.Grounds(context.Background(), doc, &r.Claims[i])
	if err != nil || g.Note != "" {
		t.Fatal(err, g.Note)
	}
	for _, s := range g.Spans {
		if s.Alone < 0 || !s.Cued || s.Tied < 0 {
			t.Errorf("%s %q: %.1f by itself, %.1f with its cue", s.Role, s.Extent.Text(doc.Text), s.Alone, s.Tied)
		}
	}
	if len(g.Spans) != 3 {
		t.Errorf("%d parts, want source, cue and content", len(g.Spans))
	}
	if len(g.Words) == 0 || doc.Text[g.Words[0].Start:g.Words[0].End] != "said" {
		t.Errorf("the word that mattered most is not the verb: %v", g.Words)
	}
	var steps []string
	for _, s := range g.Steps {
		steps = append(steps, doc.Text[s.Start:s.End]+" "+string(s.Form))
	}
	if len(steps) < 2 || steps[0] != "She pronoun" || steps[len(steps)-1] != "Amina Yusuf name" {
		t.Errorf("steps %q", steps)
	}
	other := r.Claims[i]
	other.Cue.Start++
	if g, err = rd.Grounds(context.Background(), doc, &other); err != nil || g.Note == "" {
		t.Error("a claim that is not read there is explained", err)
	}
}
