package hearsay

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// sample is a reading with every part of the format in it; the text begins with
// letters of two, three and four bytes, so that bytes and code points differ.
func sample() *Reading {
	text := "Żółw 日本 😀 “We left,” he said, “at noon,” in Lomé. At least 12 were hurt."
	at := func(s string) Span { i := strings.Index(text, s); return Span{i, i + len(s)} }
	twelve := 12
	day := Time{Span: at("noon"), Start: "2025-09-09T12:00", End: "2025-09-09T12:00", Precision: "hour", Timex: "2025-09-09T12:00", By: "when/clock"}
	place := Place{Span: at("Lomé"), Name: "Lomé", Country: "TGO", GeoNames: 2365267, Lat: 6.13, Lon: 1.22, Precision: "city", By: "where/name"}
	return &Reading{
		Document: &Document{ID: "x", Outlet: "Example Post", Title: "T", Language: "en", Published: time.Date(2025, 9, 9, 0, 0, 0, 0, time.UTC), Text: text},
		Entities: []Entity{{ID: "n1", Name: "he", Kind: Person, Codes: Codes{Sectors: []string{"CVL"}},
			Mentions: []Mention{{Span: at("he said").head(2), Form: Pronoun, By: "entity/pronoun"}}, By: "entity/pronoun"}},
		Claims: []Claim{{ID: "c1", Content: Extent{Span{at("We left").Start, at("at noon").End}, []Span{at("We left"), at("at noon")}},
			Sources: []Source{{Entity: "n1", Extent: OneSpan(at("he said").head(2)), Number: 1, By: "claim/quote"}, {Label: "Example Post", Named: true}},
			Cue:     Cue{OneSpan(at("said")), "say"}, Manner: Direct, Act: Say, Certainty: Certain, Polarity: Positive, Events: []string{"e1"}, By: "claim/quote"},
			{ID: "c2", Content: OneSpan(at("At least 12 were hurt")), Manner: Narration, Act: Say, Certainty: Certain, Polarity: Positive, By: "claim/narration"}},
		Events: []Event{{ID: "e1", Type: "RETREAT", Modes: []string{"withdraw"}, CAMEO: "087", Quad: "material cooperation", Score: 9,
			Trigger: Trigger{Extent: OneSpan(at("left")), Lemma: "leave"}, Actors: []Participant{{Entity: "n1", Span: at("We")}},
			Place: &place, Time: &day, Counts: []Count{{Span: at("At least 12"), Of: "injured", Low: &twelve, By: "count/of"}}, Status: Actual, Claims: []string{"c1"}, By: "event/leave"}},
		PassedOver: []PassedOver{{at("hurt"), "event", "nobody is named who did it", "event/none"}},
	}
}

func (s Span) head(n int) Span { return Span{s.Start, s.Start + n} }

// Offsets in the JSON count code points and cut out the very text beside them.
func TestOffsetsAreCodePoints(t *testing.T) {
	data, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var any map[string]interface{}
	if err := json.Unmarshal(data, &any); err != nil {
		t.Fatal(err)
	}
	points := []rune(any["report"].(map[string]interface{})["text"].(string))
	seen := 0
	var walk func(v interface{})
	walk = func(v interface{}) {
		switch v := v.(type) {
		case []interface{}:
			for _, x := range v {
				walk(x)
			}
		case map[string]interface{}:
			s, ok1 := v["start"].(float64)
			e, ok2 := v["end"].(float64)
			if text, ok := v["text"].(string); ok && ok1 && ok2 && v["spans"] == nil {
				seen++
				if got := string(points[int(s):int(e)]); got != text {
					t.Errorf("offsets %v-%v hold %q, text says %q", s, e, got, text)
				}
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(any)
	if seen < 8 {
		t.Errorf("only %d stretches had offsets", seen)
	}
	claim := any["claims"].([]interface{})[0].(map[string]interface{})["content"].(map[string]interface{})
	if claim["text"] != "We left at noon" || len(claim["spans"].([]interface{})) != 2 {
		t.Errorf("broken quotation came out as %v", claim)
	}
}

func TestReadingComesBack(t *testing.T) {
	first, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var back Reading
	if err := json.Unmarshal(first, &back); err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(&back)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("not the same after reading it back:\n%s\n%s", first, second)
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"other schema":   `{"schema":"hearsay.reading/9"}`,
		"no date":        `{"schema":"hearsay.reading/1","report":{"published":"soon"}}`,
		"outside":        `{"schema":"hearsay.reading/1","report":{"text":"ab"},"passed_over":[{"start":1,"end":9}]}`,
		"backwards":      `{"schema":"hearsay.reading/1","report":{"text":"ab"},"passed_over":[{"start":2,"end":1}]}`,
		"below the text": `{"schema":"hearsay.reading/1","report":{"text":"ab"},"passed_over":[{"start":-1,"end":1}]}`,
	} {
		var r Reading
		if err := json.Unmarshal([]byte(data), &r); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzCodePoints(f *testing.F) {
	f.Add("plain", 3)
	f.Add("Żółw 日本 😀 a\xff\xfeb", 5)
	f.Add(strings.Repeat("é😀x", 300), 500)
	f.Fuzz(func(t *testing.T, text string, p int) {
		cp := NewCodePoints(text)
		n := 0
		for i := range text {
			if got := cp.Of(i); got != n {
				t.Fatalf("byte %d is code point %d, got %d", i, n, got)
			}
			if got := cp.Byte(n); got != i {
				t.Fatalf("code point %d is byte %d, got %d", n, i, got)
			}
			n++
		}
		if cp.Of(len(text)) != utf8.RuneCountInString(text) || cp.Byte(n) != len(text) {
			t.Fatal("the end does not come back")
		}
		if b := cp.Byte(max(p, 0)); b < 0 || b > len(text) {
			t.Fatalf("code point %d became byte %d", p, b)
		}
	})
}

func FuzzUnmarshal(f *testing.F) {
	data, _ := json.Marshal(sample())
	f.Add(data)
	f.Add([]byte(`{"schema":"hearsay.reading/1","claims":[{"cue":{},"sources":[{"start":1,"end":2}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var r Reading
		if json.Unmarshal(data, &r) == nil {
			if _, err := json.Marshal(&r); err != nil {
				t.Fatal(err)
			}
		}
	})
}
