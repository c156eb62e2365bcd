package regex

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

type caseText struct {
	text                      string
	match, searchLo, searchHi int
	all                       [][2]int
}

type goldCase struct {
	pattern string
	refused bool
	texts   []caseText
}

func readCases(t testing.TB, name string) []goldCase {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][2]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	var out []goldCase
	for _, row := range rows {
		var c goldCase
		if err := json.Unmarshal(row[0], &c.pattern); err != nil {
			t.Fatal(err)
		}
		var texts [][5]json.RawMessage
		if err := json.Unmarshal(row[1], &texts); err != nil {
			t.Fatal(err)
		}
		c.refused = texts == nil
		for _, tr := range texts {
			var ct caseText
			for i, to := range []any{&ct.text, &ct.match, &ct.searchLo, &ct.searchHi, &ct.all} {
				if err := json.Unmarshal(tr[i], to); err != nil {
					t.Fatal(err)
				}
			}
			c.texts = append(c.texts, ct)
		}
		out = append(out, c)
	}
	return out
}

// notSupported are the constructs that Python knows and this package names in
// an error.
func notSupported(err error) bool {
	var s *SyntaxError
	return errors.As(err, &s) && strings.Contains(s.What, "not supported")
}

// TestAgainstPython compares with what CPython's re gave (testdata/gen.py). A
// larger file of cases may be named in REGEX_CASES.
func TestAgainstPython(t *testing.T) {
	name := "testdata/cases.json"
	if n := os.Getenv("REGEX_CASES"); n != "" {
		name = n
	}
	bad := 0
	unsupported := 0
	for _, c := range readCases(t, name) {
		re, err := Compile(c.pattern)
		if err != nil {
			if !c.refused && !notSupported(err) {
				t.Errorf("%q: %v, but Python takes it", c.pattern, err)
			}
			unsupported++
			continue
		}
		if c.refused {
			t.Errorf("%q is taken, but Python refuses it", c.pattern)
			continue
		}
		m := re.NewMatcher()
		for _, ct := range c.texts {
			points := func(b int) int {
				if b < 0 {
					return -1
				}
				return utf8.RuneCountInString(ct.text[:b])
			}
			got := caseText{text: ct.text, match: -1, searchLo: -1, searchHi: -1, all: [][2]int{}}
			if e, ok := m.Match(ct.text); ok {
				got.match = points(e)
			}
			if s, e, ok := m.Search(ct.text); ok {
				got.searchLo, got.searchHi = points(s), points(e)
			}
			for _, f := range m.FindAll(ct.text, nil) {
				got.all = append(got.all, [2]int{points(f[0]), points(f[1])})
			}
			if d := cmp.Diff(ct, got, cmp.AllowUnexported(caseText{})); d != "" {
				if bad++; bad < 20 {
					t.Errorf("%q on %q (-Python +ours):\n%s", c.pattern, ct.text, d)
				}
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d texts differ in all", bad)
	}
	t.Logf("%d patterns refused", unsupported)
}

func TestErrorsNameTheConstruct(t *testing.T) {
	for pattern, want := range map[string]string{
		`(a)\1`: "backreferences", `(?P<x>a)(?P=x)`: "backreferences", `(?(1)a|b)`: "conditional", `(?>a)`: "atomic", `a*+`: "possessive",
		`\N{DIGIT ONE}`: `\N`, `(?<=a*)b`: "fixed-width", `[b-a]`: "range", `(a`: "missing )", `a{3,2}`: "min repeat", "a{70000}": "too large",
		`(?:(?:(?:a{500}){500}){500})`: "too large",
	} {
		_, err := Compile(pattern)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Compile(%q): %v, want an error with %q", pattern, err, want)
		}
	}
}

// TestLinear runs patterns that take backtrackers exponential or quadratic time.
func TestLinear(t *testing.T) {
	n := 1 << 20
	for _, c := range []struct{ pattern, text string }{
		{`(?:a*)*b`, strings.Repeat("a", n)},
		{`(?:a|a)*$`, strings.Repeat("a", n) + "!"},
		{`\.\.+$`, strings.Repeat(".", n) + "a"},
		{`(?:\S+(?::\S*)?@)?(?:[a-z]+\.)+com$`, strings.Repeat("a:@.", n/4)},
		{`a(?=a*b)`, strings.Repeat("a", n)},
		{`a(?!a*b)c`, strings.Repeat("a", n)},
		{`(?<=ab)c(?=(?:ab|c)*d)`, strings.Repeat("abc", n/3)},
		{`(?:a?){50}a{50}b`, strings.Repeat("a", n)},
		{`[ab]*a[ab]{12}c`, strings.Repeat("ab", n/2)},
	} {
		re, err := Compile(c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		m := re.NewMatcher()
		began := time.Now()
		m.Search(c.text)
		m.Match(c.text)
		if d := time.Since(began); d > 20*time.Second {
			t.Errorf("%q takes %v on %d bytes", c.pattern, d, len(c.text))
		} else {
			t.Logf("%q: %v", c.pattern, d)
		}
	}
}

func FuzzRegex(f *testing.F) {
	for _, c := range readCases(f, "testdata/cases.json") {
		if len(c.texts) > 0 {
			f.Add(c.pattern, c.texts[0].text)
		} else {
			f.Add(c.pattern, "ab")
		}
	}
	f.Add(`(?<=\xff)a`, "\xff\xc3a")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		re, err := Compile(pattern)
		if err != nil {
			return
		}
		m := re.NewMatcher()
		from := 0
		for i, f := range m.FindAll(text, nil) {
			if f[0] < from || f[1] < f[0] || f[1] > len(text) {
				t.Fatalf("%q on %q: match %d at %v after %d", pattern, text, i, f, from)
			}
			from = f[1]
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	re, err := Compile(`(?<=[0-9])[+\-\*^](?=[0-9-])|(?<=[a-z])\.(?=[A-Z])|(?<=[a-z]),(?=[a-z])|--|\.\.+`)
	if err != nil {
		b.Fatal(err)
	}
	m := re.NewMatcher()
	text := strings.Repeat("some plain words without a match ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.Search(text)
	}
}
