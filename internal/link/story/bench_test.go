package story_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/link/story"
	"github.com/hearsay/hearsay/internal/link/story/storytest"
)

// invented makes readings of reports about so many happenings, with words whose
// frequencies fall as in news.
func invented(n, happenings int) []*hearsay.Reading {
	rng := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return fmt.Sprintf("w%c%c", 'a'+rng.IntN(26), 'a'+rng.IntN(26)) + fmt.Sprint("q", int(math.Exp(rng.Float64()*10)))
	}
	type happening struct {
		words []string
		day   int
	}
	hs := make([]happening, happenings)
	for i := range hs {
		hs[i].day = rng.IntN(365)
		for range 30 {
			hs[i].words = append(hs[i].words, strings.ToUpper(word()[:1])+word())
		}
	}
	out := make([]*hearsay.Reading, n)
	for i := range out {
		h := &hs[rng.IntN(happenings)]
		var b strings.Builder
		for range 300 {
			if rng.IntN(4) == 0 {
				b.WriteString(h.words[rng.IntN(len(h.words))])
			} else {
				b.WriteString(word())
			}
			b.WriteByte(' ')
		}
		d := &hearsay.Document{Title: strings.Join(h.words[:5], " "), Text: b.String(), Published: time.Date(2024, 1, 1+h.day+rng.IntN(4), 0, 0, 0, 0, time.UTC)}
		out[i] = &hearsay.Reading{Document: d}
	}
	return out
}

// BenchmarkPlace places one more report into a record of 3,000 in memory: what the
// clustering itself costs. Look-ups in a store come on top.
func BenchmarkPlace(b *testing.B) {
	ctx := context.Background()
	rs := invented(3100, 500)
	c, err := story.New()
	if err != nil {
		b.Fatal(err)
	}
	ix := storytest.New()
	cards := make([]*story.Card, len(rs))
	mes := make([]story.Me, len(rs))
	for i, r := range rs {
		cards[i] = story.Make(r)
		mes[i] = story.Me{Seq: int64(i + 1), ID: hearsay.ReportID(r.Document), Day: story.DayOf(r.Document.Published)}
		if i >= 3000 {
			continue
		}
		p, err := c.Place(ctx, ix, mes[i], cards[i], nil)
		if err != nil {
			b.Fatal(err)
		}
		ix.Apply(mes[i], p)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		k := 3000 + i%100
		if _, err := c.Place(ctx, ix, mes[k], cards[k], nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMake(b *testing.B) {
	r := invented(1, 1)[0]
	for b.Loop() {
		story.Make(r)
	}
}

func BenchmarkDecode(b *testing.B) {
	body := story.Make(invented(1, 1)[0]).Encode()
	b.ReportMetric(float64(len(body)), "bytes/card")
	for b.Loop() {
		if _, err := story.Decode(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	rs := invented(2, 1)
	x, y := story.Make(rs[0]), story.Make(rs[1])
	for b.Loop() {
		story.Compare(x, y)
	}
}

// TestOrderOfMapsDoesNotShow places the same reports twice and compares everything
// that would be written.
func TestOrderOfMapsDoesNotShow(t *testing.T) {
	ctx := context.Background()
	rs := invented(300, 40)
	run := func() string {
		c, err := story.New()
		if err != nil {
			t.Fatal(err)
		}
		ix := storytest.New()
		var all strings.Builder
		for i, r := range rs {
			me := story.Me{Seq: int64(i + 1), ID: hearsay.ReportID(r.Document), Day: story.DayOf(r.Document.Published)}
			p, err := c.Place(ctx, ix, me, story.Make(r), nil)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&all, "%+v\n", *p)
			ix.Apply(me, p)
		}
		return all.String()
	}
	if first, second := run(), run(); first != second {
		t.Error("two runs differ")
	}
}
