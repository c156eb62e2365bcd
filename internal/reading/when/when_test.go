package when

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// plain makes a syntax without a tree: words and marks as tokens.
func plain(text string) *hearsay.Syntax {
	s := &hearsay.Syntax{Text: text}
	for _, l := range lex(&hearsay.Syntax{Text: text}) {
		s.Tokens = append(s.Tokens, hearsay.Token{Span: l.Span, Head: len(s.Tokens), Ent: "O"})
	}
	s.Link()
	return s
}

func readPlain(t *testing.T, rd *Reader, text, published, tense string) *hearsay.Reading {
	t.Helper()
	doc := &hearsay.Document{Text: text}
	var err error
	if doc.Published, doc.HasClock, err = hearsay.ParsePublished(published); err != nil {
		t.Fatal(err)
	}
	r := &hearsay.Reading{Document: doc, Syntax: plain(text)}
	rd.read(r, map[string]tenseName{"past": past, "future": future}[tense])
	return r
}

type tenseName = tense

// Every line of rules.tsv has an example, which is its test.
func TestRules(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, ru := range rd.rules.all {
		r := readPlain(t, rd, ru.example, ru.published, ru.tense)
		var got []string
		used := false
		for _, x := range r.Times {
			got = append(got, ru.example[x.Span.Start:x.Span.End]+"="+x.Timex)
			used = used || x.By == "when/"+ru.name
		}
		if have := strings.Join(got, ";"); have != ru.expected {
			t.Errorf("%s: %q\n have %s\n want %s", ru.name, ru.example, have, ru.expected)
		} else if !used {
			t.Errorf("%s: the example is read by another rule: %s", ru.name, r.Times[len(r.Times)-1].By)
		}
	}
}

// Whatever the text, times lie inside it and their first is not after their last.
func FuzzRead(f *testing.F) {
	rd, err := New()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"on Tuesday, Oct. 7, 2023 at 3:30 p.m.", "two weeks ago", "between May 3 and 5", "99999999 years ago", "1/2/3 0000-00-00 '", "the 1990s-2000s \xff", "the day before the day after tomorrow"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, published := range []string{"", "2024-02-29"} {
			r := readPlain(t, rd, text, published, "-")
			for _, x := range r.Times {
				if x.Span.Start < 0 || x.Span.End > len(text) || x.Span.Start >= x.Span.End || x.End != "" && x.Start > x.End || x.Timex == "" {
					t.Errorf("%q: %+v", text, x)
				}
			}
		}
	})
}

func TestOpenEnds(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"They have ruled since 2014 there.":                "2014..",
		"They fought until Friday there.":                  "..2025-09-05",
		"The curfew holds until May 3 there.":              "..2025-05-03",
		"They fought between May 3 and June 7 there.":      "2025-05-03..2025-06-07",
		"The talks of June 5-7 failed there.":              "2025-06-05..2025-06-07",
		"He was here from 2003 to 2011 with us.":           "2003..2011",
		"It was calm over the past two weeks there.":       "2025-08-26..2025-09-09",
		"The war of the 1990s split it.":                   "1990..1999",
		"They met in the third quarter of 2023 in Oslo.":   "2023-07..2023-09",
		"They will meet in the winter of 2022 in Oslo.":    "2022-12..2023-02",
		"They met on Tuesday at 3 p.m. in Oslo.":           "2025-09-09T15:00..2025-09-09T15:00",
		"It was the worst year of the 19th century there.": "1801..1900",
	} {
		r := readPlain(t, rd, text, "2025-09-09", "past")
		if len(r.Times) == 0 {
			t.Errorf("%q: no time", text)
			continue
		}
		if have := r.Times[0].Start + ".." + r.Times[0].End; have != want {
			t.Errorf("%q: %s, want %s", text, have, want)
		}
	}
}

func TestUnpublished(t *testing.T) {
	rd, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"He left on Tuesday for Oslo.":                                 "XXXX-WXX-2 ..",
		"He left on Oct. 7 for Oslo.":                                  "XXXX-10-07 ..",
		"GENEVA, Sept. 9, 2025 (Agency) - He left on Monday for Oslo.": "2025-09-09 2025-09-09..2025-09-09 2025-09-08 2025-09-08..2025-09-08",
	} {
		have := ""
		for _, x := range readPlain(t, rd, text, "", "past").Times {
			have += " " + x.Timex + " " + x.Start + ".." + x.End
		}
		if have[1:] != want {
			t.Errorf("%q: %s, want %s", text, have[1:], want)
		}
	}
}
