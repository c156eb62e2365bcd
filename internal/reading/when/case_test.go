package when_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/reading/when"
	"github.com/hearsay/hearsay/internal/testkit"
)

func TestCases(t *testing.T) {
	rd, err := when.New()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string {
		r := testkit.Reading(t, c.Report, c.Published)
		rd.Read(r)
		var b strings.Builder
		for _, x := range r.Times {
			fmt.Fprintf(&b, "%q %s..%s %s %s %s\n", c.Report[x.Span.Start:x.Span.End], x.Start, x.End, x.Precision, x.Timex, x.By)
		}
		return b.String()
	})
}

func BenchmarkRead(b *testing.B) {
	rd, err := when.New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Police said on Tuesday that at least 12 people died in the fire, two weeks after a similar blaze in May 2023. The minister will visit the town next Monday.\n", 50)
	r := testkit.Reading(b, text, "2025-09-09")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Times = r.Times[:0]
		rd.Read(r)
	}
}
