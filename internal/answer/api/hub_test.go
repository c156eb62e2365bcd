package api

import (
	"testing"
)

// FuzzMark: what is read of a mark is what was written.
func FuzzMark(f *testing.F) {
	for _, s := range []string{"", "7.32", "-1.2", "1.", ".1", "99999999999999999999.1", "1.2.3", "+1.2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, ok := parseMark(s)
		if !ok {
			return
		}
		if again, ok := parseMark(m.String()); !ok || again != m || m.report < 0 || m.change < 0 {
			t.Errorf("%q is %v, and that %v", s, m, again)
		}
	})
}

// TestLines: which form an Accept header asks for.
func TestLines(t *testing.T) {
	for accept, want := range map[string]bool{"": false, "*/*": false, "application/json": false, "application/x-ndjson": true, "application/jsonl": true,
		"text/html, application/x-ndjson;q=0.9": true, "application/json, application/x-ndjson": false, "Application/X-NDJSON": true} {
		if got := (Paging{Accept: accept}).lines(); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
	if (Paging{Format: "json", Accept: "application/x-ndjson"}).lines() {
		t.Error("format does not go before Accept")
	}
}
