package layout

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestUnwrap(t *testing.T) {
	const (
		broken = "The army denied on Tuesday that its planes had\nbombed a hospital in the north, after a union\nsaid that many people, most of them patients,\nwere killed there.\n"
		whole  = "The army denied on Tuesday that its planes had bombed a hospital in the north, after a union said that many people, most of them patients, were killed there.\n"
	)
	for _, c := range []struct{ name, text, want string }{
		{"paragraphs", broken + broken, whole + whole},
		{"paragraphs with lines between", broken + "\n" + broken, whole + "\n" + whole},
		{"ends of lines of two bytes", strings.ReplaceAll(broken, "\n", "\r\n"), strings.ReplaceAll(strings.ReplaceAll(broken, "\n", "  "), "there.  ", "there.\r\n")},
		{"paragraphs that are set in", "   " + broken + "   " + broken, "   " + whole + "   " + whole},
		{"a headline that goes beyond the width", "Army denies bombing of hospital as union counts the dead\n\n" + broken, "Army denies bombing of hospital as union counts the dead\n\n" + whole},
		{"items", "The ministers agreed on these points:\n- that the border would be opened on Monday\n- that fuel should go to the hospitals\n- that the talks be held again in the autumn\n", "same"},
		{"a paragraph a line", "The army denied it on Tuesday.\nA union said many people were killed in the town.\nA nurse counted them: there were twenty.\nThe road had been mined, he said.\nThe talks go on on Friday.\n", "same"},
		{"long lines", strings.Repeat("The army denied it on Tuesday, after a union said that many people were killed in the north by its planes, and wrote that\nthey ", 5), "same"},
		{"few lines", "The army denied on Tuesday that its planes\nhad bombed a hospital.", "same"},
		{"few broken lines", "The army denied on Tuesday that its planes had\nbombed a hospital in the north, after a union\nsaid so.\n\nNobody else spoke of it.\n", "same"},
		{"many short lines", broken + "Yes.\nNo.\nWhy?\n", "same"},
		{"a sentence a line, all as long", "The army denied all of it on Tuesday morning.\nThe union told all of us what had been done.\nThe nurse counted a score of them in a ward.\nThe mayor argued that nobody had been warned.\nThe talks are to go on at the end of the year.\n", "same"},
		{"narrow lines", "one two\nthree four\nfive six\nseven eight\nnine ten\n", "same"},
	} {
		want := c.want
		if want == "same" {
			want = c.text
		}
		if got := Unwrap(c.text); got != want {
			t.Errorf("%s:\n     %q\nnot  %q", c.name, got, want)
		}
	}
}

func TestEven(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"one space is one", "one space is one"},
		{"two  spaces, a\ttab", "two spaces, a tab"},
		{"Nabil\u00a0Banda said 37\u202f000", "Nabil Banda said 37 000"},
		{"  at the edge \n  of lines \t\r\n\u00a0", "  at the edge \n  of lines \t\r\n\u00a0"},
		{"", ""},
	} {
		got, at := Even(c.text)
		if got != c.want || at == nil && got != c.text {
			t.Errorf("%q, not %q", got, c.want)
		}
		for i, k := range at {
			if got[i] != c.text[k] && got[i] != ' ' {
				t.Errorf("%q: byte %d is %q of the text", c.text, i, c.text[k])
			}
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("The army denied on Tuesday that its\nplanes had bombed a hospital in the\r\nnorth, after a union\u00a0said  that many\npeople were killed there.\n")
	f.Fuzz(func(t *testing.T, text string) {
		u := Unwrap(text)
		if len(u) != len(text) {
			t.Fatal("Unwrap changed the length")
		}
		e, at := Even(text)
		if at == nil {
			if e != text {
				t.Fatal("Even changed without telling where")
			}
			return
		}
		if len(at) != len(e) {
			t.Fatalf("%d places of %d bytes", len(at), len(e))
		}
		for i, k := range at {
			if i > 0 && k <= at[i-1] || k >= len(text) || e[i] != text[k] && e[i] != ' ' {
				t.Fatalf("byte %d is from %d", i, k)
			}
		}
		words := func(s string) int { return len(strings.FieldsFunc(s, unicode.IsSpace)) }
		if utf8.ValidString(text) && words(e) != words(text) {
			t.Fatalf("%q of %q", e, text)
		}
	})
}
