package piece

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	piecesFile = flag.String("pieces", "", "hold the pieces against those of the reference in `FILE`, made by golden/pieces.py")
	vocabFile  = flag.String("vocab", "", "the vocabulary for -pieces")
)

const small = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nzurich\n'\ns\n##s\nun\n##aff\n##able\na\n##b\n,\n北\nᄒ\n##ᅡ\n##ᆫ\n[\nsep\n]\n"

func vocabulary(t testing.TB) *Vocabulary {
	t.Helper()
	v, err := New(small)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCut(t *testing.T) {
	v := vocabulary(t)
	for _, c := range []struct {
		text string
		want string // pieces with the text under them
	}{
		{"", ""},
		{" \t\n", ""},
		{"Zürich's", "zurich=Zürich '=' s=s"},
		{"UNAFFABLE", "un=UN ##aff=AFF ##able=ABLE"},
		{"unaffablex", "[UNK]=unaffablex"},
		{"a,b", "a=a ,=, [UNK]=b"},
		{"a北a", "a=a 北=北 a=a"},
		{"한", "ᄒ=한 ##ᅡ=한 ##ᆫ=한"},
		{"a\u200bb", "a=a ##b=b"},
		{"a\u00a0s", "a=a s=s"},
		{"a\u0301", "a=a"},
		{"a\u0301b", "a=a ##b=b"},
		{"a\xffb", "a=a ##b=b"},
		{"[SEP]", "[=[ sep=SEP ]=]"},
		{strings.Repeat("a", 101), "[UNK]=" + strings.Repeat("a", 101)},
	} {
		var got []string
		for _, p := range v.Cut(c.text, 0, nil) {
			got = append(got, v.Text(p.ID)+"="+c.text[p.Start:p.End])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
	if p := v.Cut("a,", 100, nil); p[1] != (Piece{14, 101, 102}) {
		t.Errorf("offsets from 100: %v", p)
	}
}

func TestNewErrors(t *testing.T) {
	for _, text := range []string{"", "a\nb", "[UNK]\n[CLS]", "[UNK]\n[CLS]\n[SEP]\n\xff"} {
		if _, err := New(text); err == nil {
			t.Errorf("New(%q): no error", text)
		}
	}
}

// TestReference holds the pieces against the reference's, where it was asked.
func TestReference(t *testing.T) {
	if *piecesFile == "" {
		t.Skip("no -pieces FILE; make one with internal/encoder/golden/pieces.py")
	}
	text, err := os.ReadFile(*vocabFile)
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(string(text))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(*piecesFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, texts, pieces, wrong := bufio.NewScanner(f), 0, 0, 0
	lines.Buffer(nil, 64<<20)
	c := v.NewCutter()
	for lines.Scan() {
		var want struct {
			Text string
			IDs  []int32
			At   [][2]int
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		got := c.Cut(want.Text, 0, nil)
		texts++
		pieces += len(want.IDs)
		ok := len(got) == len(want.IDs)
		for i := 0; ok && i < len(got); i++ {
			ok = got[i] == Piece{want.IDs[i], want.At[i][0], want.At[i][1]}
		}
		if ok {
			continue
		}
		if wrong++; wrong < 10 {
			for i := range want.IDs {
				if i >= len(got) || got[i] != (Piece{want.IDs[i], want.At[i][0], want.At[i][1]}) {
					at := want.At[i]
					t.Errorf("text %d: piece %d is %q (%q) at %v; got %v", texts, i, v.Text(want.IDs[i]), want.Text[at[0]:at[1]], at, got[min(i, len(got)):min(i+2, len(got))])
					break
				}
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d texts, %d pieces; %d texts differ", texts, pieces, wrong)
}

// FuzzCut: pieces lie inside the text, in order, on the edges of characters, and a text
// cut in two at a space has the pieces of both parts.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"Zürich's un", "a\u0301 北b한", "\xff\x00 [SEP]", "a\u037eb"} {
		f.Add(s)
	}
	v := vocabulary(f)
	f.Fuzz(func(t *testing.T, text string) {
		pieces := v.Cut(text, 0, nil)
		last := Piece{}
		for _, p := range pieces {
			if p.Start < last.Start || p.End < last.End || p.Start >= p.End || p.End > len(text) || p.ID < 0 || int(p.ID) >= v.Len() {
				t.Fatalf("%q: piece %v after %v", text, p, last)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[p.Start:p.End]) {
				t.Fatalf("%q: piece %v cuts a character", text, p)
			}
			last = p
		}
		for i := range len(text) {
			if text[i] == ' ' {
				parts := v.Cut(text[i:], i, v.Cut(text[:i], 0, nil))
				if !slices.Equal(parts, pieces) {
					t.Fatalf("%q cut at byte %d: %v, want %v", text, i, parts, pieces)
				}
				break
			}
		}
	})
}

func BenchmarkCut(b *testing.B) {
	c := vocabulary(b).NewCutter()
	text := strings.Repeat("Zürich's unaffable a, b. ", 40)
	b.SetBytes(int64(len(text)))
	var out []Piece
	for b.Loop() {
		out = c.Cut(text, 0, out[:0])
	}
}
