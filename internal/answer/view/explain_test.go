package view

import (
	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

func why() []hearsay.Why {
	return []hearsay.Why{{Feature: "words in common", Value: .31, Weight: 1.12, Note: "bus, dadaab road, gunmen"}, {Feature: "same place", Value: 1, Weight: 2.31, Note: "Garissa, KEN; 0 km"},
		{Feature: "days apart", Value: 1, Weight: -.24, Note: "1 day"}}
}

func change(kind, subject, object, report, known string, w ...hearsay.Why) hearsay.Change {
	return hearsay.Change{Seq: 1, Recorded: at("2024-05-09T00:00"), Known: at(known), Kind: kind, Subject: subject, Object: object, Report: report, Why: w}
}

// explanations are the answers of hearsay explain.
func explanations() []struct {
	name  string
	opt   Options
	forms []string
	write func(Writer) error
} {
	forms := []string{"text", "json"}
	rep := report()
	original := heads()[0]
	st := story().Story
	text := texts()["r0aaaaaaaaaa3"]
	sp := func(words string) hearsay.Span { return span("r0aaaaaaaaaa3", words) }
	army := hearsay.Entity{ID: "n4", Name: "Kenya Defence Forces", Kind: hearsay.Organization, Codes: hearsay.Codes{Country: "KEN", Sectors: []string{"MIL"}, CAMEO: "KENMIL"}, By: "entity/list"}
	claim := hearsay.Claim{ID: "c2", Content: hearsay.OneSpan(sp("that soldiers had fired on the bus")), Cue: hearsay.Cue{Extent: hearsay.OneSpan(sp("denied")), Lemma: "deny"}, Manner: hearsay.Indirect, Act: hearsay.Deny, Certainty: hearsay.Certain,
		Polarity: hearsay.Negative, Events: []string{"e2"}, By: "claim/verb:deny", Sources: []hearsay.Source{{Extent: hearsay.OneSpan(sp("An army spokesman")), Number: 1, By: "claim/subject"}, {Label: "Coast Sample", Named: true}}}
	event := hearsay.Event{ID: "e2", Type: "ASSAULT", Modes: []string{"firearms"}, Contexts: []string{"military"}, CAMEO: "190", Quad: "material conflict", Score: -10, Status: hearsay.Negated,
		Trigger: hearsay.Trigger{Extent: hearsay.OneSpan(sp("fired")), Lemma: "fire"}, Actors: []hearsay.Participant{{Entity: "n4", Span: sp("soldiers"), By: "event/subject"}}, Recipients: []hearsay.Participant{{Span: sp("the bus"), By: "event/prep:on"}},
		Place: &hearsay.Place{Span: sp("Garissa"), Name: "Garissa", Country: "KEN", Admin1: "Garissa County", GeoNames: 197745, Precision: "city", By: "where/gazetteer"}, Claims: []string{"c2"}, By: "event/lexicon:fire.v"}
	told := record.Told{Telling: hearsay.Telling{ID: "r0aaaaaaaaaa3/e2", Type: "ASSAULT", Modes: []string{"firearms"}, Trigger: "fired", Sentence: sp("An army spokesman denied that soldiers had fired on the bus.")}, Merged: "e0aaaaaaaaaaa", Teller: heads()[2]}
	var all []record.Told
	for i, h := range heads() {
		t := record.Told{Telling: hearsay.Telling{ID: h.ID + "/e1", Type: "ASSAULT", Trigger: "attacked"}, Merged: "e0aaaaaaaaaaa", Teller: h}
		if i == 3 {
			t.Trigger = "killed"
		}
		all = append(all, t)
	}
	x := func(x *query.Explanation) func(Writer) error {
		return func(w Writer) error { return w.Explanation(x) }
	}
	return []struct {
		name  string
		opt   Options
		forms []string
		write func(Writer) error
	}{
		{"explain-report", Options{}, forms, x(&query.Explanation{Kind: "report", ID: rep.ID, Report: &query.ReportWhy{Report: *rep, Original: &original, Left: []string{"“Twelve are dead,” she said."}, Story: &st,
			Versions:  []record.Teller{{ID: "r0aaaaaaaaa20", Version: 1, Title: "Ten dead in bus attack", Known: at("2024-05-06T09:50")}, {ID: "r0aaaaaaaaaa2", Version: 2, Title: "Twelve dead in bus attack, says commissioner of the county", Known: at("2024-05-06T10:40")}},
			Revisions: []hearsay.Revision{{From: "r0aaaaaaaaa20", To: "r0aaaaaaaaaa2", Kind: "number", Old: "c1", New: "c1", Note: "killed 10 -> 12", Was: "killed 10 people", Is: "killed 12 people"}},
			Changes: []hearsay.Change{change("copy-found", "r0aaaaaaaaaa2", "r0aaaaaaaaaa1", "r0aaaaaaaaaa2", "2024-05-06T10:40", hearsay.Why{Feature: "words taken", Value: .97, Note: "97 % of its words"}),
				change("story-joined-by", "r0aaaaaaaaaa2", "s0aaaaaaaaaaa", "r0aaaaaaaaaa2", "2024-05-06T10:40", why()...)},
			Tellings: []record.Told{{Telling: hearsay.Telling{ID: "r0aaaaaaaaaa2/e1", Type: "ASSAULT", Modes: []string{"firearms"}, Trigger: "attacked"}, Merged: "e0aaaaaaaaaaa"}}, Claims: 1, Entities: 4,
			Passed: []hearsay.PassedOver{{Span: span("r0aaaaaaaaaa2", "on the Dadaab road"), What: "place", Reason: "no place of this name is known", By: "where/names"}}, Readings: []query.ReadingHead{{MadeBy: "hearsay 0.4.0", Recorded: at("2024-05-06T11:01")}}}})},
		{"explain-passed", Options{}, forms, x(&query.Explanation{Kind: "report", ID: rep.ID, Passed: &query.PassedWhy{Report: *rep, Passed: []query.PassedOver{
			{PassedOver: hearsay.PassedOver{Span: span("r0aaaaaaaaaa2", "on the Dadaab road"), What: "place", Reason: "no place of this name is known", By: "where/names"}, Text: "on the Dadaab road"}}}})},
		{"explain-story", Options{}, forms, x(&query.Explanation{Kind: "story", ID: "s0aaaaaaaaaaa", Story: &query.StoryWhy{Story: *story(), Changes: []hearsay.Change{change("story-founded", "s0aaaaaaaaaaa", "r0aaaaaaaaaa1", "r0aaaaaaaaaa1", "2024-05-06T09:12"),
			change("story-joined-by", "r0aaaaaaaaaa3", "s0aaaaaaaaaaa", "r0aaaaaaaaaa3", "2024-05-07T06:05", why()...), change("story-joined", "s0aaaaaaaaaaa", "s0zzzzzzzzzzz", "r0aaaaaaaaaa3", "2024-05-07T06:05", why()[:1]...)}}})},
		{"explain-event", Options{}, forms, x(&query.Explanation{Kind: "event", ID: "e0aaaaaaaaaaa", Event: &query.EventWhy{Event: *bus(), Told: all, Changes: []hearsay.Change{change("event-founded", "e0aaaaaaaaaaa", "r0aaaaaaaaaa1/e1", "r0aaaaaaaaaa1", "2024-05-06T09:12"),
			change("event-joined-by", "r0aaaaaaaaaa2/e1", "e0aaaaaaaaaaa", "r0aaaaaaaaaa2", "2024-05-06T10:40", why()...), change("event-joined-by", "r0aaaaaaaaaa3/e1", "e0aaaaaaaaaaa", "r0aaaaaaaaaa3", "2024-05-07T06:05", why()...),
			change("relation", "e0ccccccccccc", "e0aaaaaaaaaaa", "r0aaaaaaaaaa4", "2024-05-08T12:30", hearsay.Why{Feature: "charged with", Note: "the attack on the bus", Weight: 1.5})}}})},
		{"explain-telling", Options{}, forms, x(&query.Explanation{Kind: "telling", ID: "r0aaaaaaaaaa3/e2", Telling: &query.TellingWhy{Told: told, Event: event, Entities: []hearsay.Entity{army}, Claims: []hearsay.Claim{claim}, Text: text, Report: heads()[2], Sentence: told.Sentence, Merged: "e0aaaaaaaaaaa",
			Changes: []hearsay.Change{change("event-joined-by", "r0aaaaaaaaaa3/e2", "e0aaaaaaaaaaa", "r0aaaaaaaaaa3", "2024-05-07T06:05", why()...)}}})},
		{"explain-claim", Options{}, forms, x(&query.Explanation{Kind: "claim", ID: "r0aaaaaaaaaa3/c2", Claim: &query.ClaimWhy{Claim: claim, Entities: []hearsay.Entity{army}, Events: []hearsay.Event{event}, Merged: map[string]string{"r0aaaaaaaaaa3/e2": "e0aaaaaaaaaaa"}, Text: text, Report: heads()[2],
			Grounds: &hearsay.Grounds{Spans: []hearsay.SpanOdds{{Role: "source", Extent: hearsay.OneSpan(sp("An army spokesman")), Alone: 3.02, Tied: 2.4, Cued: true}, {Role: "content", Extent: claim.Content, Alone: -.31}},
				Words: []hearsay.WordOdds{{Span: sp("denied"), Less: 7.21}, {Span: sp("spokesman"), Less: .4}},
				Steps: []hearsay.Step{{Span: sp("An army spokesman"), Form: hearsay.Nominal, By: "entity/noun:spokesman"}, {Span: sp("soldiers"), Form: hearsay.Nominal, By: "entity/modifier:army"}}}}})},
		{"explain-claim-otherwise", Options{}, forms, x(&query.Explanation{Kind: "claim", ID: "r0aaaaaaaaaa3/c2", Claim: &query.ClaimWhy{Claim: claim, Text: text, Report: heads()[2], Grounds: &hearsay.Grounds{Note: "This program finds no such claim."}}})},
	}
}
