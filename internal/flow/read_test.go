package flow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/syntax"
)

var reader = sync.OnceValues(func() (*flow.Reader, error) {
	p, err := syntax.Open("")
	if err != nil {
		return nil, err
	}
	return flow.New(p.NewWorker())
})

func read(t testing.TB, text string) *hearsay.Reading {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	doc := &hearsay.Document{ID: "x", Outlet: "Example Wire", Language: "en", Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), Text: text}
	out, err := r.Read(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sound holds a reading to what must hold whatever the text says: evidence lies
// in the text, ids are one each and lead somewhere, values are of the format.
func sound(r *hearsay.Reading) error {
	text := r.Document.Text
	span := func(what string, s hearsay.Span, must bool) error {
		if s == (hearsay.Span{}) && !must {
			return nil
		}
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			return fmt.Errorf("%s lies at %d-%d of %d", what, s.Start, s.End, len(text))
		}
		if s.Start > 0 && !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			return fmt.Errorf("%s is cut within a character", what)
		}
		return nil
	}
	extent := func(what string, e hearsay.Extent, must bool) error {
		if err := span(what, e.Span, must); err != nil {
			return err
		}
		at := e.Start
		for i, p := range e.Parts {
			if err := span(what+"'s part", p, true); err != nil {
				return err
			}
			if p.Start < at || p.End > e.End {
				return fmt.Errorf("%s's parts are out of order", what)
			}
			if i == 0 && p.Start != e.Start || i == len(e.Parts)-1 && p.End != e.End {
				return fmt.Errorf("%s's parts do not fill its bounds", what)
			}
			at = p.End
		}
		return nil
	}
	ids := map[string]bool{"": true}
	add := func(id string) error {
		if ids[id] {
			return fmt.Errorf("id %q is given twice", id)
		}
		ids[id] = true
		return nil
	}
	oneOf := func(what, v string, list string) error {
		if !strings.Contains(" "+list+" ", " "+v+" ") || v == "" {
			return fmt.Errorf("%s is %q", what, v)
		}
		return nil
	}
	var errs []error
	check := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	for _, e := range r.Entities {
		check(add(e.ID))
		check(oneOf("kind of "+e.ID, string(e.Kind), "state organization person group place facility other"))
		at := -1
		if len(e.Mentions) == 0 || e.By == "" {
			check(fmt.Errorf("entity %s has %d mentions, by %q", e.ID, len(e.Mentions), e.By))
		}
		for _, m := range e.Mentions {
			check(span("a mention of "+e.ID, m.Span, true))
			check(oneOf("form of "+e.ID, string(m.Form), "name nominal pronoun"))
			if m.Start < at {
				check(fmt.Errorf("mentions of %s are out of order", e.ID))
			}
			at = m.Start
		}
	}
	for _, c := range r.Claims {
		check(add(c.ID))
	}
	for _, e := range r.Events {
		check(add(e.ID))
	}
	for _, c := range r.Claims {
		check(extent("content of "+c.ID, c.Content, true))
		check(extent("cue of "+c.ID, c.Cue.Extent, false))
		check(oneOf("manner of "+c.ID, string(c.Manner), "narration indirect direct mixed"))
		check(oneOf("act of "+c.ID, string(c.Act), "say confirm deny accuse condemn claim warn promise threaten request order announce predict other"))
		check(oneOf("certainty of "+c.ID, string(c.Certainty), "certain probable possible unknown"))
		check(oneOf("polarity of "+c.ID, string(c.Polarity), "positive negative"))
		if !ids[c.Parent] || c.Parent == c.ID || c.By == "" {
			check(fmt.Errorf("claim %s has the parent %q, by %q", c.ID, c.Parent, c.By))
		}
		for _, s := range c.Sources {
			check(extent("source of "+c.ID, s.Extent, false))
			if !ids[s.Entity] {
				check(fmt.Errorf("source of %s is %q", c.ID, s.Entity))
			}
			if s.Extent.Empty() && s.Label == "" {
				check(fmt.Errorf("claim %s has a source without words", c.ID))
			}
		}
		for _, e := range c.Events {
			if !ids[e] || e == "" {
				check(fmt.Errorf("claim %s reports %q", c.ID, e))
			}
		}
	}
	for _, e := range r.Events {
		check(extent("trigger of "+e.ID, e.Trigger.Extent, true))
		check(oneOf("type of "+e.ID, e.Type, "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"))
		check(oneOf("status of "+e.ID, string(e.Status), "actual planned hypothetical negated historical attempted"))
		if e.By == "" || e.CAMEO == "" || e.Quad == "" {
			check(fmt.Errorf("event %s has CAMEO %q, quad %q, by %q", e.ID, e.CAMEO, e.Quad, e.By))
		}
		for _, list := range [][]hearsay.Participant{e.Actors, e.Recipients, e.Instruments} {
			for _, p := range list {
				check(span("a participant of "+e.ID, p.Span, true))
				if !ids[p.Entity] {
					check(fmt.Errorf("a participant of %s is %q", e.ID, p.Entity))
				}
			}
		}
		if p := e.Place; p != nil {
			check(span("place of "+e.ID, p.Span, true))
			check(oneOf("precision of place of "+e.ID, p.Precision, "site city district province country"))
		}
		if tm := e.Time; tm != nil {
			check(span("time of "+e.ID, tm.Span, true))
			check(oneOf("precision of time of "+e.ID, tm.Precision, "minute hour part day week month season year decade"))
		}
		for _, n := range e.Counts {
			check(span("count of "+e.ID, n.Span, true))
			check(oneOf("count of "+e.ID, n.Of, "killed injured missing arrested abducted displaced participants"))
			if n.Low != nil && n.High != nil && *n.Low > *n.High || n.Low == nil && n.High == nil {
				check(fmt.Errorf("count of %s has no range", e.ID))
			}
		}
		for _, c := range e.Claims {
			if !ids[c] || c == "" {
				check(fmt.Errorf("event %s is told by %q", e.ID, c))
			}
		}
	}
	for _, p := range r.PassedOver {
		check(span("something passed over", p.Span, true))
		check(oneOf("what was passed over", p.What, "event claim place time count entity"))
		if p.Reason == "" {
			check(fmt.Errorf("%q was passed over without a reason", text[p.Start:p.End]))
		}
	}
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

// TestReadingsAreSound reads all reports that ship, and those of the corpora
// where they are there.
func TestReadingsAreSound(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../examples/*/*.txt", "../../eval/reports/*.txt", "../../../shared/seed/report.txt", "../../../shared/corpora/polnear/train/text/*s.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 3 {
		t.Fatalf("%d reports: where are the examples?", len(files))
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToValidUTF8(string(b), "?")
		r := read(t, text)
		if err := sound(r); err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
		}
		first, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(read(t, text))
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s: read twice, two readings (%v)", filepath.Base(f), err)
		}
		var back hearsay.Reading
		if err := json.Unmarshal(first, &back); err != nil {
			t.Errorf("%s: %v", filepath.Base(f), err)
		}
	}
}

// FuzzRead reads any text: no panic, and the reading is sound.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"",
		"GENEVA (AP) — Talks between Chad and Niger broke down on Monday, killing hopes, \"for now,\" an envoy said, \"of peace.\"",
		"\"We did not,\" he said. \"We did not shell the camp,\" said Gen. Moussa Traoré, 54, who heads the army. At least 12 to 15 people died.",
		"Police arrested X in Lima, Peru, according to El Ejemplo, which quoted two officials as saying the minister had been told that rebels planned to attack.",
		"He said\n\nshe said that they said he had said no.\n\n\"\"\"",
		"ON MONDAY THE U.N. SAID 1,200 PEOPLE HAD FLED. 共同通信社 said 三人 were killed 🇰🇪 in Nairobi.",
		"\u202eIn June 2023–24, between 3 and 2 people\x00 were \t killed near , of and by.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 || !utf8.ValidString(text) {
			return
		}
		if err := sound(read(t, text)); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text, err := os.ReadFile("../../examples/kakhovka/example-wire.txt")
	if err != nil {
		b.Fatal(err)
	}
	read(b, string(text))
	b.SetBytes(int64(len(text)))
	tokens := 0
	for b.Loop() {
		tokens += len(read(b, string(text)).Syntax.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
