package weigh

import (
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/record"
)

// Each line of documents.tsv is by what its example is an origin of the kind of documents, as
// merging keeps the words of a speaker.
func TestDocuments(t *testing.T) {
	if err := lists.Rows(documentsTSV, 2, func(c []string) error {
		if kind := originOf(t, c[1]); kind != "document" {
			t.Errorf("%q is of the kind %s: is %q the head noun, in the singular?", c[1], kind, c[0])
		}
		delete(lookup().papers, c[0])
		defer func() { lookup().papers[c[0]] = true }()
		if originOf(t, c[1]) == "document" {
			t.Errorf("%q is a document without the line %q too", c[1], c[0])
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"the mission", "the federation", "the observatory"} {
		if kind := originOf(t, words); kind != "speaker" {
			t.Errorf("%q is of the kind %s", words, kind)
		}
	}
}

// originOf is the kind of origin that a thing without a name is which tells of an attack.
func originOf(t *testing.T, words string) string {
	const event = "attack "
	span := hearsay.Span{Start: len(event), End: len(event) + len(words)}
	r := &hearsay.Reading{
		Document: &hearsay.Document{Text: event + words},
		Entities: []hearsay.Entity{{ID: "n1", Name: words, Kind: hearsay.OtherKind, Mentions: []hearsay.Mention{{Span: span, Form: hearsay.Nominal}}}},
		Events:   []hearsay.Event{{ID: "e1", Type: "ASSAULT", Quad: "material conflict", Status: hearsay.Actual, Claims: []string{"c1"}}},
		Claims: []hearsay.Claim{{ID: "c1", Events: []string{"e1"}, Manner: hearsay.Indirect, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive,
			Content: hearsay.OneSpan(hearsay.Span{End: 6}), Sources: []hearsay.Source{{Entity: "n1", Extent: hearsay.OneSpan(span)}}}},
	}
	r.Events[0].Trigger.Extent = hearsay.OneSpan(hearsay.Span{End: 6})
	known := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	var told []record.Told
	for _, tl := range merge.Tellings(r, "r1", 1, known) {
		told = append(told, record.Told{Telling: tl, Teller: record.Teller{Seq: 1, ID: "r1", Outlet: "Plain Wire", Known: known}})
	}
	row := Merge(told, time.Time{})
	if len(row.Origins) != 1 {
		t.Fatalf("%q: origins %v", words, row.Origins)
	}
	return row.Origins[0].Kind
}
