package score

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestSpeakerLines: each line is read, and its spans are none that cannot be.
func TestSpeakerLines(t *testing.T) {
	list, err := readSpeakers()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 298 {
		t.Errorf("%d quotations", len(list))
	}
	for _, q := range list {
		if q.document == "" || q.begin >= q.end || q.speakerBegin >= q.speakerEnd {
			t.Errorf("%+v", q)
		}
	}
}

// TestSpeaks: the claim that holds most of a quotation, in one part or two, and whether its source is the one marked.
func TestSpeaks(t *testing.T) {
	const text = "Ana Cruz came late. \"It rained,\" she said on the stairs. \"Hard.\" A guard said so."
	at := func(s string) hearsay.Span {
		i := strings.Index(text, s)
		return hearsay.Span{Start: i, End: i + len(s)}
	}
	quote := hearsay.Extent{Span: hearsay.Span{Start: at("It rained").Start, End: at("Hard").End}, Parts: []hearsay.Span{at("It rained"), at("Hard")}}
	r := &hearsay.Reading{Document: &hearsay.Document{Text: text},
		Entities: []hearsay.Entity{{ID: "n1", Mentions: []hearsay.Mention{{Span: at("Ana Cruz")}, {Span: at("she")}}}},
		Claims: []hearsay.Claim{
			{ID: "c1", Content: hearsay.OneSpan(at("Hard")), Sources: []hearsay.Source{{Extent: hearsay.OneSpan(at("A guard"))}}, Manner: hearsay.Direct},
			{ID: "c2", Content: quote, Sources: []hearsay.Source{{Extent: hearsay.OneSpan(at("she")), Entity: "n1"}}, Manner: hearsay.Direct},
			{ID: "c3", Content: hearsay.OneSpan(hearsay.Span{Start: 0, End: len(text)}), Manner: hearsay.Narration},
		}}
	c := holding(r, quote.Span)
	if c == nil || c.ID != "c2" {
		t.Fatalf("held by %+v", c)
	}
	if !speaks(r, &c.Sources[0], at("Ana Cruz")) || speaks(r, &c.Sources[0], at("A guard")) {
		t.Error("it is Ana Cruz who speaks")
	}
	if !speaks(r, &r.Claims[0].Sources[0], at("guard")) {
		t.Error("a source without an entity is known by its words")
	}
	if c := holding(r, at("Ana Cruz came late.")); c != nil {
		t.Errorf("narration holds no quotation: %+v", c)
	}
}

// TestAside: the same tenth as train/polnear.py keeps.
func TestAside(t *testing.T) {
	for name, want := range map[string]bool{"report-19": true, "report-0": false, "report-1": false, "report-2": false} {
		if Aside(name+".txt") != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
