package event_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/event"
)

// parsed is a reading with a tree and nothing else.
func parsed(tb testing.TB, text string) *hearsay.Reading {
	tb.Helper()
	p, err := pipeline()
	if err != nil {
		tb.Fatal(err)
	}
	r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: &hearsay.Syntax{}, MentionAt: map[int]hearsay.MentionRef{}}
	if err := p.NewWorker().Parse(text, r.Syntax); err != nil {
		tb.Fatal(err)
	}
	return r
}

const paragraph = `Gunmen attacked a police post in Garissa on Monday, killing four officers and wounding seven others, police said. The interior minister
condemned the attack and ordered a curfew. "They are responsible for the massacre," the army said. Talks between the two sides were cancelled. `

// The time grows with the text and not with its square, also where nothing but
// events is told and every one of them may be told again.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads half a megabyte")
	}
	rd, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	took := func(n int) time.Duration {
		r := parsed(t, strings.Repeat(paragraph, n))
		start := time.Now()
		rd.Read(r)
		return time.Since(start)
	}
	took(10)
	small, large := took(100), took(1000)
	if large > 60*small+200*time.Millisecond {
		t.Errorf("ten times the text took %v after %v", large, small)
	}
}

func BenchmarkRead(b *testing.B) {
	rd, err := event.New()
	if err != nil {
		b.Fatal(err)
	}
	r := parsed(b, strings.Repeat(paragraph, 20))
	b.ReportAllocs()
	b.SetBytes(int64(len(r.Document.Text)))
	b.ResetTimer()
	for range b.N {
		r.Events, r.PassedOver = nil, nil
		rd.Read(r)
	}
	b.ReportMetric(float64(len(r.Syntax.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

// No tree makes the coder fail or point outside the text: heads, labels and
// tags are drawn from the bytes.
func FuzzTree(f *testing.F) {
	f.Add("Gunmen attacked a post in Quetta killing six", []byte{1, 1, 3, 1, 1, 4, 1, 6})
	f.Add("talks between Chad and Mali were held", []byte{3, 0, 1, 2, 2, 5, 5})
	rd, err := event.New()
	if err != nil {
		f.Fatal(err)
	}
	deps := []string{"nsubj", "dobj", "prep", "pobj", "conj", "acl", "relcl", "xcomp", "ccomp", "advcl", "pcomp", "agent", "nsubjpass", "poss", "amod", "ROOT", "appos", "dative", "aux", "neg"}
	tags := []string{"NN", "NNS", "NNP", "VBD", "VBN", "VBG", "VB", "IN", "DT", "WDT", "PRP", "CD", "JJ", "MD", "TO"}
	f.Fuzz(func(t *testing.T, text string, shape []byte) {
		words := strings.Fields(text)
		if len(words) == 0 || len(words) > 200 || len(shape) == 0 {
			return
		}
		joined := strings.Join(words, " ")
		s := &hearsay.Syntax{}
		s.Reset(joined)
		at := 0
		for i, w := range words {
			b := int(shape[i%len(shape)])
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: at, End: at + len(w)}, Spaced: i < len(words)-1, Head: (b*7 + i) % len(words),
				Tag: tags[(b+i)%len(tags)], Dep: deps[(b*3+i)%len(deps)], Pos: "NOUN", Lemma: strings.ToLower(w), Norm: strings.ToLower(w), Ent: "O", SentStart: i == 0})
			at += len(w) + 1
		}
		s.Link()
		r := &hearsay.Reading{Document: &hearsay.Document{Text: joined}, Syntax: s, MentionAt: map[int]hearsay.MentionRef{}}
		rd.Read(r)
		whole := hearsay.Span{Start: 0, End: len(joined)}
		for _, e := range r.Events {
			if !whole.Contains(e.Trigger.Span) || e.Type == "" || e.Status == "" || e.By == "" {
				t.Fatalf("event %+v", e)
			}
			for _, ps := range [][]hearsay.Participant{e.Actors, e.Recipients, e.Instruments} {
				for _, p := range ps {
					if !whole.Contains(p.Span) || p.Empty() || p.By == "" {
						t.Fatalf("participant %+v", p)
					}
				}
			}
		}
		for _, p := range r.PassedOver {
			if !whole.Contains(p.Span) || p.Reason == "" {
				t.Fatalf("passed over %+v", p)
			}
		}
	})
}
