package where_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/reading/where"
	"github.com/hearsay/hearsay/internal/testkit"
)

func TestCases(t *testing.T) {
	rd, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Cases(t, "testdata/*.txtar", func(t *testing.T, c testkit.Case) string {
		r := testkit.Reading(t, c.Report, c.Published)
		rd.Read(r)
		var b strings.Builder
		for _, p := range r.Places {
			fmt.Fprintf(&b, "%q %s, %s, %s %d %.2f %.2f %s %s\n", c.Report[p.Start:p.End], p.Name, p.Admin1, p.Country, p.GeoNames, p.Lat, p.Lon, p.Precision, p.By)
		}
		for _, p := range r.PassedOver {
			fmt.Fprintf(&b, "passed over %q: %s\n", c.Report[p.Start:p.End], p.Reason)
		}
		return b.String()
	})
}

func BenchmarkRead(b *testing.B) {
	rd, err := where.New()
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Officials in Goma said rebels had taken Bukavu, the capital of South Kivu. Aid groups in Kigali, Rwanda, and Kampala warned of a crisis near the town of Uvira.\n", 50)
	r := testkit.Reading(b, text, "")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Places, r.PassedOver = r.Places[:0], r.PassedOver[:0]
		rd.Read(r)
	}
}
