package factuality

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/testkit"
)

// show writes it as "possible positive none".
func show(t Told) string { return fmt.Sprintf("%s %s %s", t.Certainty, t.Polarity, t.Tense) }

// at reads a sentence in which [brackets] mark a word, and finds the word's token.
func at(t *testing.T, marked string) (*hearsay.Syntax, int) {
	t.Helper()
	before, rest, _ := strings.Cut(marked, "[")
	word, after, ok := strings.Cut(rest, "]")
	if !ok {
		t.Fatalf("%q marks no word", marked)
	}
	s := testkit.Parse(t, before+word+after)
	for i := range s.Tokens {
		if s.Tokens[i].Start == len(before) {
			return s, i
		}
	}
	t.Fatalf("%q: the marked word is no token", marked)
	return nil, 0
}

// TestLines: each line of cues.tsv does to its example what it says.
func TestLines(t *testing.T) {
	for line := range strings.Lines(cuesTSV) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 5 {
			t.Fatalf("%q has %d columns, not 5", line, len(f))
		}
		s, i := at(t, f[4])
		have := Of(s, i)
		by := strings.Join(have.By, " ")
		want := f[3]
		if f[2] == string(hearsay.Unknown) {
			want = string(hearsay.Positive)
		}
		if string(have.Certainty) != f[2] || string(have.Polarity) != want || f[1] != "result" && f[1] != "light" && !strings.Contains(by, f[1]+":"+f[0]) {
			t.Errorf("%s %s: %s: %s by %s", f[1], f[0], f[4], show(have), by)
		}
	}
}

// TestRules: what the tree tells without a line.
func TestRules(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The army [left] the town.", "certain positive past"},
		{"The army did not [leave] the town.", "certain negative past"},
		{"The army will [leave] the town.", "certain positive future"},
		{"The army won't [leave] the town.", "certain negative future"},
		{"The army has [left] the town.", "certain positive present"},
		{"The army had not [left] the town.", "certain negative past"},
		{"The town was [shelled] at dawn.", "certain positive past"},
		{"The army was [leaving] the town.", "certain positive past"},
		{"The envoy said the army [left].", "certain positive past"},
		{"The army may not [leave] the town.", "possible negative none"},
		{"There was no [agreement].", "certain negative none"},
		{"Nobody [signed] the deal.", "certain negative past"},
		{"The army left without [firing].", "certain negative prespart"},
		{"The army did not refuse to [leave].", "certain positive infinitive"},
		{"They sold the port to [pay] the debt.", "unknown positive infinitive"},
		{"The price is not [high].", "certain negative none"},
		{"The army never [attacked].", "certain negative past"},
	} {
		s, i := at(t, c.text)
		if have := Of(s, i); show(have) != c.want {
			t.Errorf("%s: %s by %s, not %s", c.text, show(have), have.By, c.want)
		}
	}
}

// TestSwap: who is named changes nothing.
func TestSwap(t *testing.T) {
	for _, text := range []string{"%s may have [attacked] %s.", "%s did not [attack] %s.", "%s refused to [meet] %s.", "%s fears that it [angered] %s."} {
		var first string
		for i, pair := range [][2]string{{"Russia", "Ukraine"}, {"Ukraine", "Russia"}, {"Israel", "Lebanon"}, {"Lebanon", "Israel"}} {
			s, k := at(t, strings.Replace(strings.Replace(text, "%s", pair[0], 1), "%s", pair[1], 1))
			have := show(Of(s, k))
			if i == 0 {
				first = have
			} else if have != first {
				t.Errorf("%s with %s: %s, before %s", text, pair, have, first)
			}
		}
	}
}
