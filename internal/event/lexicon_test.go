package event_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event/book"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/syntax"
)

var pipeline = sync.OnceValues(func() (*syntax.Pipeline, error) { return syntax.Open("") })

// newReader opens the whole flow around the embedded pipeline.
func newReader(tb testing.TB) *flow.Reader {
	tb.Helper()
	p, err := pipeline()
	if err != nil {
		tb.Fatal(err)
	}
	r, err := flow.New(p.NewWorker())
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func read(tb testing.TB, r *flow.Reader, text, published string) *hearsay.Reading {
	tb.Helper()
	d := &hearsay.Document{Text: text, Language: "en"}
	var err error
	if d.Published, d.HasClock, err = hearsay.ParsePublished(published); err != nil {
		tb.Fatal(err)
	}
	reading, err := r.Read(context.Background(), d)
	if err != nil {
		tb.Fatal(err)
	}
	return reading
}

// example is an example sentence of the lexicon with its marks taken out.
type example struct {
	text               string
	trigger            hearsay.Span
	actors, recipients []hearsay.Span
}

// parseExample reads "[A:Kenya] *urged* [R:Chad] to act."
func parseExample(s string) (example, error) {
	var e example
	var b strings.Builder
	for len(s) > 0 {
		switch {
		case strings.HasPrefix(s, "[A:"), strings.HasPrefix(s, "[R:"):
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return e, fmt.Errorf("unclosed mark in %q", s)
			}
			span := hearsay.Span{Start: b.Len(), End: b.Len() + end - 3}
			if s[1] == 'A' {
				e.actors = append(e.actors, span)
			} else {
				e.recipients = append(e.recipients, span)
			}
			b.WriteString(s[3:end])
			s = s[end+1:]
		case s[0] == '*':
			end := strings.IndexByte(s[1:], '*')
			if end < 0 {
				return e, fmt.Errorf("unclosed trigger in %q", s)
			}
			e.trigger = hearsay.Span{Start: b.Len(), End: b.Len() + end}
			b.WriteString(s[1 : end+1])
			s = s[end+2:]
		default:
			b.WriteByte(s[0])
			s = s[1:]
		}
	}
	e.text = b.String()
	if e.trigger.Empty() {
		return e, fmt.Errorf("no trigger in %q", e.text)
	}
	return e, nil
}

func covered(want []hearsay.Span, have []hearsay.Participant) bool {
	for _, w := range want {
		ok := false
		for _, h := range have {
			ok = ok || w.Overlaps(h.Span)
		}
		if !ok {
			return false
		}
	}
	return true
}

func has(list, want []string) bool {
	for _, w := range want {
		ok := false
		for _, l := range list {
			ok = ok || l == w
		}
		if !ok {
			return false
		}
	}
	return true
}

// Each line of the lexicon holds on the sentence that stands in it: type,
// modes, actors and recipients.
func TestLexicon(t *testing.T) {
	b, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(t)
	seen := map[string]bool{}
	lines, words := 0, map[string]bool{}
	for _, e := range b.All {
		words[e.Name] = true
		key := e.Type + "\t" + e.Pos + "\t" + e.CAMEO + "\t" + e.Example
		if seen[key] {
			continue
		}
		seen[key] = true
		lines++
		ex, err := parseExample(e.Example)
		if err != nil {
			t.Errorf("%s: %v", e.Line, err)
			continue
		}
		got := read(t, r, ex.text, "2024-05-15")
		ok := false
		var near []string
		for _, ev := range got.Events {
			hit := false
			for _, p := range ev.Trigger.Pieces() {
				hit = hit || p.Overlaps(ex.trigger)
			}
			if !hit {
				continue
			}
			ok = ok || ev.Type == e.Type && has(ev.Modes, e.Modes) && covered(ex.actors, ev.Actors) && covered(ex.recipients, ev.Recipients)
			near = append(near, describe(ex.text, &ev))
		}
		if !ok {
			for _, p := range got.PassedOver {
				if p.What == "event" && p.Overlaps(ex.trigger) {
					near = append(near, "passed over: "+p.Reason)
				}
			}
			t.Errorf("%s %v\n  %s\n  %s", e.Line, e.Modes, e.Example, strings.Join(near, "\n  "))
		}
	}
	t.Logf("%d lines, %d words", lines, len(words))
}

// TestNoDeed: words for deeds that tell of none here, each word of the class of what nobody can strike among them.
func TestNoDeed(t *testing.T) {
	b, err := book.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(t)
	texts := []string{"The Kenyan senator fired back at critics."}
	for w := range b.Classes["intangible"] {
		texts = append(texts, "The Kenyan senator attacked the "+w+" on Monday.", "The Kenyan senator spoke of an attack on the "+w+".")
	}
	if len(texts) < 20 {
		t.Fatalf("%d texts", len(texts))
	}
	for _, text := range texts {
		for _, e := range read(t, r, text, "2024-05-15").Events {
			if e.Type == "ASSAULT" {
				t.Errorf("%s\n  %s", text, describe(text, &e))
			}
		}
	}
}

func describe(text string, e *hearsay.Event) string {
	names := func(ps []hearsay.Participant) string {
		var out []string
		for _, p := range ps {
			out = append(out, text[p.Start:p.End])
		}
		return strings.Join(out, "; ")
	}
	return fmt.Sprintf("%s %v %q A[%s] R[%s] %s", e.Type, e.Modes, e.Trigger.Text(text), names(e.Actors), names(e.Recipients), e.Status)
}
