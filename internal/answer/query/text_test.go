package query

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay/internal/record"
)

func TestParseText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ferry capsized", "ferry capsized"},
		{`"Ferry Capsized"`, `"ferry capsized"`},
		{"«паром затонул»", `"паром затонул"`},
		{"“ferry capsized” lake", `"ferry capsized" lake`},
		{"ferry OR boat lake", "(ferry OR boat) lake"},
		{"lake (ferry OR boat OR \"river taxi\")", `lake (ferry OR boat OR "river taxi")`},
		{"ferry AND lake", "ferry lake"},
		{"(ferry lake) OR barge", "(ferry OR barge) (lake OR barge)"},
		{"(a1 OR b1) OR c1", "(a1 OR b1 OR c1)"},
		{"ferry NEAR/5 capsized", "ferry NEAR/5 capsized"},
		{"ferry NEAR capsized", "ferry NEAR/10 capsized"},
		{"ferry NEAR/2 lake NEAR/4 night", "ferry NEAR/4 lake NEAR/4 night"},
		{"ferry -drill", "ferry -drill"},
		{"ferry NOT drill", "ferry -drill"},
		{"-drill ferry", "ferry -drill"},
		{"ferry -(drill OR exercise)", "ferry -drill -exercise"},
		{`ferry -"fire drill"`, `ferry -"fire drill"`},
		{"co-chair Ng'ambo", `"co chair" "ng ambo"`},
		{"São Tomé, Łódź", "sao tome lodz"},
		{`"ferry capsi*"`, `"ferry capsi"*`},
		{`"ferry capsi"*`, `"ferry capsi"*`},
		{"ferry - lake", "ferry lake"},
		{"near or and not", "near or and not"},
		{"12 2,000", `12 "2 000"`},
		{"((ferry))", "ferry"},
	} {
		q, err := ParseText(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if have := WriteText(q); have != c.want {
			t.Errorf("%s\n have %s\n want %s", c.in, have, c.want)
		}
	}
}

func TestParseTextErrors(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", "no word to look for"},
		{" , - ", "no word to look for"},
		{"-drill", "only says what reports must not have"},
		{`lake "ferry cap`, "at character 6 a phrase begins"},
		{`lake ""`, "at character 6 a phrase has no words"},
		{"(ferry", "at character 1 a parenthesis opens"},
		{"ferry) lake", "at character 6 a parenthesis closes"},
		{"ferry ()", "at character 7 parentheses have nothing"},
		{"OR ferry", "at character 1 OR has nothing before"},
		{"ferry OR", "at character 7 OR has nothing after"},
		{"ferry OR -lake", "at character 7 OR has nothing after"},
		{"ferry AND", "at character 7 AND has nothing after"},
		{"AND ferry", "at character 1 AND has nothing before"},
		{"NEAR ferry", "at character 1 NEAR has nothing before"},
		{"ferry NEAR/5", "at character 7 NEAR has no word"},
		{"ferry NEAR/0 lake", `at character 7 "0" is no distance`},
		{"ferry NEAR/x lake", `at character 7 "x" is no distance`},
		{`"ferry boat" NEAR/5 lake`, "at character 14 NEAR stands beside a phrase"},
		{"(ferry) NEAR/5 lake", "at character 9 NEAR stands after parentheses"},
		{"fe* NEAR/5 lake", "at character 5 NEAR stands beside a star"},
		{"lake NEAR/5 fe*", "at character 6 NEAR stands beside a star"},
		{"fe*rry", "at character 3 a star"},
		{"été *rry", "at character 5 a star"},
		{"*", "at character 1 a star stands alone"},
		{"f*", "at character 1 f* begins too many"},
		{"ferry (boat -lake)", "at character 13 a minus stands inside"},
		{"ferry -(boat lake)", "at character 7 a minus stands before several"},
		{strings.Repeat("(", 40) + "ferry" + strings.Repeat(")", 40), "deep"},
		{strings.Repeat("ferry ", 70), "more than 64"},
		{strings.Repeat("x", 3000), "3000 characters"},
	} {
		q, err := ParseText(c.in)
		if err == nil {
			t.Errorf("%.40s: read as %s", c.in, WriteText(q))
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40s\n have %v\n want %s", c.in, err, c.want)
		}
	}
}

// FuzzParseText: whatever is read can be written and read again as the same, and
// holds words only.
func FuzzParseText(f *testing.F) {
	for _, s := range []string{"ferry capsized", `"a b" OR (c NEAR/5 d) -e*`, "((a)", "« é » -x", "a OR (b c) OR d", "NEAR/3", "a*b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseText(s)
		if err != nil {
			return
		}
		var check func(ts []record.TextTerm)
		check = func(ts []record.TextTerm) {
			for _, x := range ts {
				if (len(x.Words) == 0) == (len(x.Any) == 0) {
					t.Fatalf("%q: a term with neither words nor alternatives, or both: %+v", s, x)
				}
				for _, w := range x.Words {
					if len(record.Words(w)) != 1 || record.Words(w)[0] != w {
						t.Fatalf("%q: %q is no folded word", s, w)
					}
				}
				check(x.Any)
			}
		}
		check(q.All)
		check(q.Not)
		again, err := ParseText(WriteText(q))
		if err != nil {
			if len(WriteText(q)) > mostLetters || strings.Contains(err.Error(), "more than") {
				return // multiplied out it is longer
			}
			t.Fatalf("%q was written as %q: %v", s, WriteText(q), err)
		}
		if WriteText(again) != WriteText(q) {
			t.Fatalf("%q: %q became %q", s, WriteText(q), WriteText(again))
		}
	})
}
