package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
)

func TestSqueeze(t *testing.T) {
	for _, s := range []string{"", "a", strings.Repeat("the river rose ", 100), "\x00\x01\xff"} {
		b := Squeeze([]byte(s))
		for _, b := range [][]byte{b, SqueezeOwn([]byte(s))} {
			got, err := Unsqueeze(b)
			if err != nil || string(got) != s {
				t.Errorf("%q: %q, %v", s, got, err)
			}
		}
		if len(s) > 500 && len(b) > len(s)/10 {
			t.Errorf("%d bytes became %d", len(s), len(b))
		}
	}
	for _, b := range [][]byte{nil, {9}, {zipped, 1, 2, 3}, {zipped1}} {
		if _, err := Unsqueeze(b); err == nil {
			t.Errorf("% x is not refused", b)
		}
	}
}

// TestDictionary: records refer to it, so it must stay as it is.
func TestDictionary(t *testing.T) {
	if got := fmt.Sprintf("%x", sha256.Sum256(dictionary1)); got != "feea082a04f4b706e262d05b415f464623135fa5ae6046272a5084076b569655" {
		t.Errorf("dictionary 1 has changed: %s; old records can no longer be read", got)
	}
	ws := []hearsay.Why{{Feature: "same place", Value: 1, Weight: 1.2, Note: "Talvenne; 0 km"}, {Feature: "words in common", Value: .5, Weight: .3, Note: "5 of 10 words"}}
	why := encode(func(c *coder) { list(c, &ws, (*coder).why) })
	if with, without := len(SqueezeOwn(why)), len(Squeeze(why)); with*5 > without*4 {
		t.Errorf("%d bytes with the dictionary, %d without", with, without)
	}
}

func TestTextOut(t *testing.T) {
	text := strings.Repeat("He said: “a < b & c > d”\r\n\t\u2028 🌊 ", 3)
	plain, err := json.Marshal(map[string]string{"report": text, "other": "x"})
	if err != nil {
		t.Fatal(err)
	}
	var bare bytes.Buffer
	e := json.NewEncoder(&bare)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(map[string]string{"text": text}); err != nil {
		t.Fatal(err)
	}
	escaped := []byte(`{"text":"He said: \u201ca < b"}`) // written by somebody else: nothing is found
	for _, reading := range [][]byte{plain, bare.Bytes(), escaped, []byte("{}"), {}} {
		kept := TextOut(reading, text)
		got, err := TextIn(kept, text)
		if err != nil || !bytes.Equal(got, reading) {
			t.Errorf("%s\ncame back as\n%s, %v", reading, got, err)
		}
		if bytes.Contains(kept, []byte("said")) && kept[0] != textStays {
			t.Errorf("the text stays in %s", kept)
		}
	}
	if kept := TextOut(plain, text); len(kept) > 60 {
		t.Errorf("the text was not taken out: %s", kept)
	}
}

func TestTimes(t *testing.T) {
	east := time.FixedZone("east", 3600)
	for _, c := range []struct{ in, want time.Time }{
		{time.Time{}, time.Time{}},
		{time.Time{}.In(east), time.Time{}},
		{time.Date(2031, 6, 1, 1, 0, 0, 1999, east), time.Date(2031, 6, 1, 0, 0, 0, 1000, time.UTC)},
		{time.Date(1931, 6, 1, 0, 0, 0, 1999, time.UTC), time.Date(1931, 6, 1, 0, 0, 0, 1000, time.UTC)},
		{time.Unix(0, 0), time.Unix(0, 0).UTC()},
	} {
		if got := Stamp(c.in); got != c.want {
			t.Errorf("Stamp(%v) = %v", c.in, got)
		}
		if got := FromMicros(Micros(c.in)); got != c.want {
			t.Errorf("micros of %v: %v", c.in, got)
		}
		if got := Instant(Order(c.in)); got != c.want {
			t.Errorf("order of %v: %v", c.in, got)
		}
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		" — … “”":                       "",
		"The L’été’s co-op, U.S. $1.50": "the l ete s co op u s 1 50",
		"Sjælland ÇELİK":                "sjaelland celik",
		"東京tower は42":                   "東 京 tower は 42",
		"Ελλάδα, Москва":                "ελλάδα москва",
		"naïve (café)":                  "naive cafe",
	} {
		if got := strings.Join(Words(in), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if got := Indexed(in); got != want {
			t.Errorf("%q indexed: %q, want %q", in, got, want)
		}
	}
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("Nothing of note was said in the hall. ", 20)
	q := &TextQuery{All: []TextTerm{{Words: []string{"river"}}, {Any: []TextTerm{{Words: []string{"flo"}, Prefix: true}, {Words: []string{"dam", "gate"}}}}}}
	for _, c := range []struct{ text, want string }{
		{"The Riverbank and the RIVER flooded.", "The Riverbank and the \x02RIVER\x03 \x02flooded\x03."},
		{"Nothing here.\n\nAt all.", "Nothing here. At all."},
		{"", ""},
		{long + "The river\nflooded the dam’s gate. " + long, "… hall. Nothing of note was said in the hall. The \x02river\x03 \x02flooded\x03 the \x02dam\x03’s \x02gate\x03. Nothing of note was said in the hall. Nothing of note was said in the hall. Nothing of note was said in the hall. …"},
	} {
		got := Snippet(c.text, q)
		if got != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
	if got := Snippet(strings.Repeat("水", 300), nil); len(got) > snippetBytes+10 || strings.Contains(got, "\ufffd") {
		t.Errorf("a text without blanks: %q", got)
	}
}

func TestCursor(t *testing.T) {
	f := Filter{Types: []string{"FLOOD"}, Limit: 5}
	for _, c := range []Cursor{{1, 0}, {1 << 40, 7}} {
		f.After = c.Mark("events", f)
		got, ok, err := Place("events", f)
		if err != nil || !ok || got != c {
			t.Errorf("%+v came back as %+v, %v, %v", c, got, ok, err)
		}
		other := f
		other.Types = nil
		if _, _, err := Place("events", other); !errors.Is(err, ErrCursor) {
			t.Errorf("another question: %v", err)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(Cursor{5, 3}.Mark("claims", Filter{}))
	f.Add("")
	f.Add("zzzz")
	f.Add("0000000000")
	f.Fuzz(func(t *testing.T, mark string) {
		c, ok, err := Place("claims", Filter{After: mark})
		if err != nil {
			if !errors.Is(err, ErrCursor) {
				t.Errorf("%v", err)
			}
			return
		}
		if ok != (mark != "") || c.Seq < 0 || c.Place < 0 {
			t.Errorf("%q: %+v, %v", mark, c, ok)
		}
	})
}

func FuzzDelta(f *testing.F) {
	f.Add([]byte(`{"killed":12,"reports":["ra","rb"],"summary":"twelve died"}`), []byte(`{"killed":15,"reports":["ra","rb","rc"],"summary":"fifteen died"}`))
	f.Add([]byte(strings.Repeat("abcdefgh", 20)), []byte(strings.Repeat("abcdefgh", 25)))
	f.Add([]byte{}, []byte("x"))
	f.Fuzz(func(t *testing.T, was, is []byte) {
		got, err := Undelta(was, Delta(was, is))
		if err != nil || !bytes.Equal(got, is) {
			t.Fatalf("%q came back as %q, %v", is, got, err)
		}
		if got, err = ReadHistory(was, HistoryBlock(was, is)()); err != nil || !bytes.Equal(got, is) {
			t.Fatalf("%q came back as %q, %v", is, got, err)
		}
		Undelta(was, is) // damaged: an error or nothing, no panic
		unpack(append([]byte{asIs}, is...))
		TextIn(is, "text")
		UnpackTerms(is)
	})
}

// TestDeltaIsSmall: a view that grew by one report takes a quarter.
func TestDeltaIsSmall(t *testing.T) {
	view := func(n int) []byte {
		m := hearsay.Merged{ID: "e1", Type: "FLOOD", Summary: fmt.Sprintf("%d are missing", n), Changed: time.Unix(int64(n), 0)}
		for i := range n {
			m.Reports = append(m.Reports, fmt.Sprintf("r%012d", i*7919))
			m.Tellings = append(m.Tellings, fmt.Sprintf("r%012d/e1", i*7919))
		}
		return NewView(&MergedRow{Merged: m}).Shown
	}
	was, is := view(40), view(41)
	if d := HistoryBlock(was, is)(); len(d)*4 > len(Squeeze(is)) {
		t.Errorf("the difference takes %d bytes, the whole %d", len(d), len(Squeeze(is)))
	}
}

func TestTermsPack(t *testing.T) {
	terms := []int64{0, 5, 6, 1<<48 - 1}
	got, err := UnpackTerms(PackTerms(terms))
	if err != nil || fmt.Sprint(got) != fmt.Sprint(terms) {
		t.Errorf("%v, %v", got, err)
	}
	gone, come := Differ([]int64{1, 2, 4}, []int64{2, 3, 4, 9})
	if fmt.Sprint(gone, come) != "[1] [3 9]" {
		t.Errorf("gone %v, come %v", gone, come)
	}
}
