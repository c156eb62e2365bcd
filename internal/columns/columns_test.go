package columns

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"abcdefghij", 4, "abcd|efgh|ij"},
		{"das 水位が上がった dann", 8, "das|水位が上|がった|dann"},
		{"a  b\n c", 80, "a b c"},
	} {
		if have := strings.Join(Wrap(c.in, c.w), "|"); have != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.in, c.w, have, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"two\r\nlines\t": "two lines",
		"\x1b[31mred":    "\ufffd[31mred",
		"a\u202eb\u2066": "ab",
		" São  Tomé ":    "São Tomé",
	} {
		if have := Clean(in); have != want {
			t.Errorf("Clean(%q) = %q, want %q", in, have, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want string
	}{
		{"Ferry link opens across Lake Victoria", 40, "Ferry link opens across Lake Victoria"},
		{"Ferry link opens across Lake Victoria", 30, "Ferry link opens across..."},
		{"Ferry, link", 9, "Ferry..."},
	} {
		if have := Shorten(c.in, c.w); have != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.in, c.w, have, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1200: "1,200", -1200: "-1,200", 1234567: "1,234,567"} {
		if have := Thousands(n); have != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, have, want)
		}
	}
	if Pad("né", 4)+"|"+PadLeft("7", 3) != "né  |  7" {
		t.Error("padding")
	}
	if Plural("story", 2) != "stories" || Plural("origin", 1) != "origin" || Plural("origin", 0) != "origins" {
		t.Error("plurals")
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("one two three", 7)
	f.Add("水位が上がった", 3)
	f.Fuzz(func(t *testing.T, s string, w int) {
		if w < 2 || w > 200 {
			return
		}
		s = Clean(s)
		lines := Wrap(s, w)
		for _, l := range lines {
			if Width(l) > w {
				t.Errorf("%q is %d columns wide, not %d", l, Width(l), w)
			}
		}
		if have, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(s), ""); have != want {
			t.Errorf("the letters changed: %q, %q", have, want)
		}
	})
}
