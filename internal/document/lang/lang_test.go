package lang

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestAgainstELD compares with what the npm package gave for texts of ours
// (gen.mjs): the same language, the same score.
func TestAgainstELD(t *testing.T) {
	raw, err := os.ReadFile("testdata/eld.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][4]any
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, r := range rows {
		text := r[1].(string)
		code, score, reliable := Detect(text)
		if code != r[2] || math.Abs(score-r[3].(float64)) > 1e-9 {
			t.Errorf("Detect(%q) = %q, %v; ELD says %q, %v", text, code, score, r[2], r[3])
		}
		if code == r[0] {
			right++
		} else if reliable {
			t.Errorf("Detect(%q) = %q, held reliable, but it is %q", text, code, r[0])
		}
	}
	t.Logf("%d of %d right", right, len(rows))
	if right < len(rows)-3 {
		t.Errorf("%d of %d right", right, len(rows))
	}
}

func TestLongText(t *testing.T) {
	// A foreign headline and byline must not decide for the whole.
	body := strings.Repeat("The council of the island said that the ferries would run again once the storm had passed over the northern villages. ", 60)
	code, _, reliable := Detect("Ayuntamiento y gobierno: " + body)
	if code != "en" || !reliable {
		t.Errorf("got %q, %v", code, reliable)
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", " ", "a", "\xff\xfe", "don't", "’’’", strings.Repeat("ab ", 2000), strings.Repeat("中", 1200), "𝒜𝒜𝒜"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, score, _ := Detect(s)
		if score < 0 || score > 1 || (code == "") != (score == 0) || !utf8.ValidString(code) {
			t.Errorf("Detect(%q) = %q, %v", s, code, score)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	load()
	for b.Loop() {
		Detect("The foreign minister said on Tuesday that talks with the rebels would resume next week.")
	}
}
