package render

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/hearsay/hearsay"
)

// fixture is a reading made by hand with everything that a form must cope
// with: a broken quotation, a claim inside a claim, a denial, sources without
// names, wide characters, signs that steer a terminal, and markup in the text.
func fixture(t testing.TB) *hearsay.Reading {
	t.Helper()
	text := "Peru's army cleared a roadblock near Juliaca on Monday, killing at least two protesters, two medics said.\n" +
		"\n" +
		"\"The soldiers,\" Mayor Ana Quispe told Radio Altiplano, \"fired <b>without warning</b> & left.\" The defence ministry denied that troops had used live rounds. " +
		"It may send 300 more officers this week, according to 共同通信社.\n" +
		"\u202eA governor\x1b[31m said the mayor claimed the army had planned the attack.\n"
	at := func(phrase string, nth int) hearsay.Span {
		from := 0
		for ; nth > 0; nth-- {
			i := strings.Index(text[from:], phrase)
			if i < 0 {
				t.Fatalf("the fixture has no %q", phrase)
			}
			from += i + len(phrase)
		}
		return hearsay.Span{Start: from - len(phrase), End: from}
	}
	one := func(phrase string) hearsay.Extent { return hearsay.OneSpan(at(phrase, 1)) }
	n := func(i int) *int { return &i }
	outlet := hearsay.Source{Label: "Example Wire", Named: true}
	r := &hearsay.Reading{
		Document: &hearsay.Document{ID: "fixture", Outlet: "Example Wire", URL: "https://example.org/a?b=1&c=2", Title: "Two die as roadblock is cleared <in Peru>", Language: "en",
			Published: time.Date(2023, 1, 10, 0, 0, 0, 0, time.UTC), Text: text},
		Entities: []hearsay.Entity{
			{ID: "n1", Name: "Peruvian army", Kind: hearsay.Organization, Codes: hearsay.Codes{Country: "PER", Sectors: []string{"MIL"}, CAMEO: "PERMIL"},
				Mentions: []hearsay.Mention{{Span: at("Peru's army", 1), Form: hearsay.NameForm}, {Span: at("The soldiers", 1), Form: hearsay.Nominal}, {Span: at("the army", 1), Form: hearsay.Nominal}}, By: "test"},
			{ID: "n2", Name: "two protesters", Kind: hearsay.Group, Mentions: []hearsay.Mention{{Span: at("two protesters", 1), Form: hearsay.Nominal, Number: 2}}, By: "test"},
			{ID: "n3", Name: "Ana Quispe", Kind: hearsay.Person, Mentions: []hearsay.Mention{{Span: at("Mayor Ana Quispe", 1), Form: hearsay.NameForm}, {Span: at("the mayor", 1), Form: hearsay.Nominal}}, By: "test"},
			{ID: "n4", Name: "defence ministry", Kind: hearsay.Organization, Mentions: []hearsay.Mention{{Span: at("The defence ministry", 1), Form: hearsay.Nominal}, {Span: at("It", 1), Form: hearsay.Pronoun}}, By: "test"},
		},
		Events: []hearsay.Event{
			{ID: "e1", Type: "ASSAULT", Modes: []string{"firearms"}, Contexts: []string{"military"}, CAMEO: "190", Quad: "material conflict", Score: -10,
				Trigger: hearsay.Trigger{Extent: one("killing"), Lemma: "kill"},
				Actors:  []hearsay.Participant{{Entity: "n1", Span: at("Peru's army", 1)}}, Recipients: []hearsay.Participant{{Entity: "n2", Span: at("two protesters", 1)}},
				Place:  &hearsay.Place{Span: at("Juliaca", 1), Name: "Juliaca", Country: "PER", Admin1: "Puno", GeoNames: 3937485, Lat: -15.5, Lon: -70.13, Precision: "district"},
				Time:   &hearsay.Time{Span: at("Monday", 1), Start: "2023-01-09", End: "2023-01-09", Precision: "day", Timex: "2023-01-09"},
				Counts: []hearsay.Count{{Span: at("at least two protesters", 1), Of: "killed", Low: n(2)}}, Status: hearsay.Actual, Claims: []string{"c1", "c2"}, By: "test"},
			{ID: "e2", Type: "MOBILIZE", Modes: []string{"police"}, CAMEO: "151", Quad: "material conflict", Trigger: hearsay.Trigger{Extent: one("send"), Lemma: "send"},
				Actors: []hearsay.Participant{{Entity: "n4", Span: at("It", 1)}}, Time: &hearsay.Time{Span: at("this week", 1), Start: "2023-01-09", End: "2023-01-15", Precision: "week"},
				Counts: []hearsay.Count{{Span: at("300", 1), Of: "participants", Low: n(300), High: n(1300), Approximate: true}}, Status: hearsay.Planned, Claims: []string{"c4"}, By: "test"},
			{ID: "e3", Type: "ASSAULT", Trigger: hearsay.Trigger{Extent: one("used live rounds"), Lemma: "use"}, Status: hearsay.Negated, Claims: []string{"c3"}, By: "test"},
		},
		Claims: []hearsay.Claim{
			{ID: "c1", Content: one("Peru's army cleared a roadblock near Juliaca on Monday, killing at least two protesters"), Sources: []hearsay.Source{{Extent: one("two medics"), Number: 2}, outlet},
				Cue: hearsay.Cue{Extent: one("said"), Lemma: "say"}, Manner: hearsay.Indirect, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Events: []string{"e1"}, By: "test"},
			{ID: "c2", Content: hearsay.Extent{Span: hearsay.Span{Start: at("\"The soldiers,\"", 1).Start, End: at("& left.\"", 1).End}, Parts: []hearsay.Span{at("\"The soldiers,\"", 1), at("\"fired <b>without warning</b> & left.\"", 1)}},
				Sources: []hearsay.Source{{Entity: "n3", Extent: one("Mayor Ana Quispe"), Named: true, Number: 1}, {Extent: one("Radio Altiplano"), Named: true, Number: 1}, outlet},
				Cue:     hearsay.Cue{Extent: one("told"), Lemma: "tell"}, Manner: hearsay.Direct, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Events: []string{"e1"}, By: "test"},
			{ID: "c3", Content: one("that troops had used live rounds"), Sources: []hearsay.Source{{Entity: "n4", Extent: one("The defence ministry"), Named: true, Number: 1}, outlet},
				Cue: hearsay.Cue{Extent: one("denied"), Lemma: "deny"}, Manner: hearsay.Indirect, Act: hearsay.Deny, Certainty: hearsay.Certain, Polarity: hearsay.Negative, Events: []string{"e3"}, By: "test"},
			{ID: "c4", Content: one("It may send 300 more officers this week"), Sources: []hearsay.Source{{Extent: one("共同通信社"), Named: true, Number: 1}, outlet},
				Cue: hearsay.Cue{Extent: one("according to"), Lemma: "according to"}, Manner: hearsay.Indirect, Act: hearsay.Say, Certainty: hearsay.Possible, Polarity: hearsay.Positive, Events: []string{"e2"}, By: "test"},
			{ID: "c5", Content: one("the mayor claimed the army had planned the attack"), Sources: []hearsay.Source{{Extent: one("A governor"), Number: 1}, outlet},
				Cue: hearsay.Cue{Extent: hearsay.OneSpan(at("said", 2)), Lemma: "say"}, Manner: hearsay.Indirect, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive, By: "test"},
			{ID: "c6", Content: one("the army had planned the attack"), Sources: []hearsay.Source{{Entity: "n3", Extent: one("the mayor"), Named: true, Number: 1}, {Extent: one("A governor"), Number: 1}, outlet},
				Cue: hearsay.Cue{Extent: one("claimed"), Lemma: "claim"}, Manner: hearsay.Indirect, Act: hearsay.ClaimAct, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Parent: "c5", By: "test"},
		},
		PassedOver: []hearsay.PassedOver{
			{Span: at("cleared", 1), What: "event", Reason: "'cleared' has many senses and nothing here tells which", By: "test"},
			{Span: at("attack", 1), What: "event", Reason: "no time or place", By: "test"},
			{Span: at("Radio Altiplano", 1), What: "entity", Reason: "<script>alert(1)</script>", By: "test"},
		},
	}
	r.Syntax = chain(text)
	return r
}

// chain makes a Syntax in which each word hangs on the one before it.
func chain(text string) *hearsay.Syntax {
	s := &hearsay.Syntax{}
	s.Reset(text)
	first := true
	head := -1
	for i := 0; i < len(text); {
		j := i
		blank := func(b byte) bool { return b == ' ' || b == '\n' }
		for j < len(text) && blank(text[j]) == blank(text[i]) {
			j++
		}
		if text[i:j] == " " {
			s.Tokens[len(s.Tokens)-1].Spaced = true
			i = j
			continue
		}
		t := hearsay.Token{Span: hearsay.Span{Start: i, End: j}, Head: head, Tag: "NN", Pos: "NOUN", Dep: "dep", Lemma: strings.ToLower(text[i:j]), Ent: "O", SentStart: first, Morph: "b=1|A=2"}
		if head < 0 {
			t.Head, t.Dep = len(s.Tokens), "ROOT"
		}
		if unicode.IsUpper(rune(text[i])) {
			t.Ent = "B-ORG"
		}
		head = len(s.Tokens)
		first = strings.Contains(text[i:j], "\n")
		if first {
			head = -1
		}
		s.Tokens = append(s.Tokens, t)
		i = j
	}
	s.Link()
	return s
}
