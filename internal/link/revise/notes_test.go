package revise

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

const before = "TOLLIN — The paper mill at Tollin burned on Monday, the mayor said.\n\nNobody knows yet how the fire began.\n\n"

// Each line of notes.tsv carries a text that it must read: a cue finds a note of
// its kind, a change what the note takes back.
func TestEachLine(t *testing.T) {
	for i, line := range strings.Split(notesTSV, "\n") {
		f := strings.Split(line, "\t")
		switch f[0] {
		case "cue":
			if len(f) != 5 {
				t.Errorf("line %d has %d columns, not 5", i+1, len(f))
				continue
			}
			c, _ := readNotes(line)
			at := c[0].re.FindStringIndex(f[4])
			if at == nil {
				t.Errorf("line %d: the pattern does not find %q", i+1, f[4])
			}
			ns := Notes(before + f[4] + "\n")
			if len(ns) != 1 || ns[0].Kind != f[1] {
				t.Errorf("line %d: %q gives %v, want one %s", i+1, f[4], ns, f[1])
			}
		case "change":
			if len(f) != 5 {
				t.Errorf("line %d has %d columns, not 5", i+1, len(f))
				continue
			}
			note := f[2]
			cs := changesIn(note, hearsay.Span{End: len(note)})
			if len(cs) != 1 || note[cs[0].Was.Start:cs[0].Was.End] != f[3] || note[cs[0].Is.Start:cs[0].Is.End] != f[4] {
				t.Errorf("line %d: %q gives %s, want %q -> %q", i+1, note, show(note, cs), f[3], f[4])
			}
			if _, hs := readNotes(line); len(hs) != 1 || !hs[0].re.MatchString(note) {
				t.Errorf("line %d: its own pattern does not find %q", i+1, note)
			}
		}
	}
}

func show(text string, cs []Change) string {
	var b strings.Builder
	for _, c := range cs {
		fmt.Fprintf(&b, "[%s: %q %s -> %q %s]", c.Of, text[c.Was.Start:c.Was.End], num(c.Old), text[c.Is.Start:c.Is.End], num(c.New))
	}
	return b.String()
}

func num(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func TestNotes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{before, ""},
		{before + "Correction: An earlier version of this report said that 17 people were killed. The number is 15.",
			`correction[killed: "17 people were killed" 17 -> "15" 15]`},
		{before + "CORRECTION\n\nSeventeen workers were hurt, not seventy.", `correction[injured: "seventy" 70 -> "Seventeen workers were hurt" 17]`},
		{"CORRECTED: Police put toll in market bombing at 15, not 17", `correction[killed: "17" 17 -> "Police put toll in market bombing at 15" 15]`},
		{before + "(This story has been corrected to say that three people died, not two)", `correction[killed: "two" 2 -> "three people died" 3]`},
		{before + "This article has been retracted.", `retraction`},
		{before + "The Veldra Post retracts its report that police had arrested the mayor.", `retraction[: "police had arrested the mayor" - -> "" -]`},
		{before + "KILL ADVISORY\n\nPlease kill the story on the mill. The mayor was not quoted correctly.", `withdrawal`},
		{before + "This story has been updated with details of the fire.", `update`},
		{before + "An earlier version of this article misspelled the mayor's name. It is Branco.", `correction[: "" - -> "Branco" -]`},
		{before + "Corrects death toll to 1,204 from 1,402.", `correction[killed: "1,402" 1402 -> "1,204" 1204]`},
		{before + "An earlier version of this story said the blast killed two hundred and five people. It killed 25. We regret the error.",
			`correction[killed: "the blast killed two hundred and five people" 205 -> "" -]`},
		{before + "Because of an editing error, an article on Monday referred incorrectly to the date of the fire. It was on May 3, not May 4.", `correction[: "May 4" - -> "It was on May 3" -]`},
		{before + "Correction: An earlier version of this article incorrectly identified Gov. Rosa J. Ibarra as a Liberal. She is a Democrat.", `correction[: "a Liberal" - -> "a Democrat" -]`},
		{before + "This story has been corrected to fix a name from Kela Orn to Tekla Orn and an age from 20 to 21.", `correction[: "Kela Orn" - -> "Tekla Orn" -]`},
		{before + "UPDATE: Police identified the driver as Kela Orn. She is 20.", "update"},
		// No notes.
		{before + "The company will withdraw its registration statement filed in May.", ""},
		{before + "At noon the report was corrected to say that she is alive, a hospital said.", ""},
		{before + "The earlier report of the fire brigade said that the mill had no alarm.", ""},
		{before + "The minister said the figures were correct.", ""},
		{before + "Police were called at noon. Correctional officers helped.", ""},
		{before + "The men had threatened to kill the guard, a witness said.", ""},
		{before + "The town updated its rules last year.", ""},
		{before + "Prison officers at the Tollin Correctional Facility went on strike.", ""},
		{before + "Troops have been withdrawn from the town, the army said.", ""},
	} {
		var got []string
		for _, n := range Notes(c.text) {
			got = append(got, n.Kind+show(c.text, n.Changes))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q gives\n  %s, want\n  %s", strings.TrimPrefix(c.text, before), s, c.want)
		}
	}
}

func TestNumbersIn(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"15", "[15]"}, {"twenty-one people", "[21]"}, {"two hundred and five", "[205]"}, {"1,204 dead", "[1204]"}, {"12,000", "[12000]"},
		{"on May 3", "[]"}, {"in 2019", "[]"}, {"3 thousand", "[3000]"}, {"one of them", "[]"}, {"one", "[1]"}, {"7.5 percent", "[]"}, {"twelve and 3 more", "[12 3]"},
		{"five thousand two hundred", "[5200]"}, {"3 p.m.", "[]"}, {"", "[]"}, {"999999999999999999999", "[]"},
	} {
		if got := fmt.Sprint(numbersIn(c.text)); got != c.want {
			t.Errorf("numbersIn(%q) = %s, want %s", c.text, got, c.want)
		}
	}
}

func FuzzNotes(f *testing.F) {
	for _, line := range strings.Split(notesTSV, "\n") {
		if c := strings.Split(line, "\t"); len(c) == 5 {
			f.Add(c[4])
			f.Add(c[2])
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, n := range Notes(text) {
			if n.Start < 0 || n.End > len(text) || n.Start > n.End {
				t.Fatalf("note %v outside of %d bytes", n.Span, len(text))
			}
			for _, c := range n.Changes {
				for _, s := range []hearsay.Span{c.Was, c.Is} {
					if !s.Empty() && !n.Span.Contains(s) {
						t.Fatalf("%v outside of its note %v", s, n.Span)
					}
				}
			}
		}
	})
}
