package query

import (
	"context"
	"testing"

	"github.com/hearsay/hearsay/internal/record"
)

func BenchmarkQuestion(b *testing.B) {
	fl := Flags{AsOf: "2014-06-01", Types: []string{"assault"}, Actors: []string{"Kenya", "Red Cross"}, Places: []string{"50km of Kharkiv"}, Text: `"lake victoria" (ferry OR boat) -drill`}
	for b.Loop() {
		if _, err := fl.Question(EventKind, now); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEventsAsOf is a page of 20 of which every second candidate is weighed anew.
func BenchmarkEventsAsOf(b *testing.B) {
	f := newFake(1000)
	in := record.Filter{AsOf: day(2026, 1, 1), Limit: 20}
	for b.Loop() {
		page, err := Events(context.Background(), f, weigh, in)
		if err != nil || len(page.Rows) != 20 {
			b.Fatal(len(page.Rows), err)
		}
	}
}
