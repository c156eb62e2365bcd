package score

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// words makes a syntax of a text cut at spaces, with signs as tokens.
func words(text string) *hearsay.Syntax {
	s := &hearsay.Syntax{}
	s.Reset(text)
	start := -1
	end := func(i int) {
		if start >= 0 {
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: i}, Pos: "X", Head: len(s.Tokens)})
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case r == ' ' || r == '\n':
			end(i)
		case strings.ContainsRune(`"“”,.`, r):
			end(i)
			start = i
			end(i + len(string(r)))
		case start < 0:
			start = i
		}
	}
	end(len(text))
	s.Link()
	return s
}

func TestPolNeAR(t *testing.T) {
	dir := t.TempDir()
	for _, d := range []string{"text", "attributions"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	text := "Åse said “it is late”. The mayor denied it."
	put := func(name, data string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("text/a.txt", text)
	// Offsets are code points; the content Takes in its marks; T9 is tied to nothing.
	put("attributions/a_1.ann", "T1\tSource 0 3\tÅse\nT2\tCue 4 8\tsaid\nT3\tContent 9 21\t“it is late”\nT4\tAttribution 4 8\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"+
		"T5\tSource 23 32\tThe mayor\nT6\tCue 33 39\tdenied\nT7\tContent 40 42\tit\nE2\tAttribution:T6 Source:T5 Cue:T6 Content:T7\nT9\tSource 40 42\tit\n")
	at := func(s string) hearsay.Extent {
		i := strings.Index(text, s)
		return hearsay.OneSpan(hearsay.Span{Start: i, End: i + len(s)})
	}
	read := func(text string) (*hearsay.Reading, error) {
		return &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: words(text), Claims: []hearsay.Claim{
			{ID: "c1", Content: at("it is late"), Cue: hearsay.Cue{Extent: at("said")}, Sources: []hearsay.Source{{Extent: at("Åse")}}, Manner: hearsay.Direct},
			// Inside another claim, and plain narration: not counted.
			{ID: "c2", Parent: "c1", Content: at("late"), Cue: hearsay.Cue{Extent: at("is")}, Manner: hearsay.Direct},
			{ID: "c3", Content: at("The mayor denied it"), Manner: hearsay.Narration},
			{ID: "c4", Content: at("denied it"), Cue: hearsay.Cue{Extent: at("mayor")}, Sources: []hearsay.Source{{Extent: at("The")}}, Manner: hearsay.Indirect},
		}}, nil
	}
	a, err := ScorePolNeAR(dir, nil, read)
	if err != nil {
		t.Fatal(err)
	}
	if a.Documents != 1 || a.Gold != 2 || a.Read != 2 {
		t.Errorf("documents, gold, read: %d %d %d", a.Documents, a.Gold, a.Read)
	}
	// source: Åse, The of Åse, The, mayor; cue: said of said, denied; content: 5 tokens and it.
	for i, want := range []Counts{{2, 3, 2}, {1, 2, 2}, {6, 6, 7}} {
		if a.Token[i] != want {
			t.Errorf("%s tokens: %+v, not %+v", roles[i], a.Token[i], want)
		}
	}
	for i, want := range []int{1, 1, 1} {
		if a.Exact[i].Hit != want {
			t.Errorf("%s exact: %d, not %d", roles[i], a.Exact[i].Hit, want)
		}
	}
	if a.Whole != (Counts{1, 2, 2}) || a.Near != (Counts{1, 2, 2}) {
		t.Errorf("whole attributions %v, nearly %v", a.Whole, a.Near)
	}
	if a.Kind[0][2] != (Counts{5, 5, 5}) || a.Kind[2][1].Hit != 0 || a.Kind[1][2].Gold != 0 {
		t.Errorf("kinds %v", a.Kind)
	}
	var b bytes.Buffer
	if err := PolNeAR(dir, nil, read, &b); err != nil || !strings.Contains(b.String(), "macro F") {
		t.Error(b.String(), err)
	}
	if err := PolNeAR(t.TempDir(), nil, read, &b); err == nil {
		t.Error("an empty folder gave no error")
	}
}

func TestNear(t *testing.T) {
	g := attribution{{1, 2}, {3}, {5, 6, 7, 8, 9}}
	for _, c := range []struct {
		r           attribution
		exact, near bool
	}{
		{attribution{{1, 2}, {3}, {5, 6, 7, 8, 9}}, true, true},
		{attribution{{1, 2}, {3}, {5, 6, 7, 8}}, false, true},
		{attribution{{1, 2}, {3}, {5, 6, 7}}, false, false},
		{attribution{{1}, {3}, {5, 6, 7, 8, 9}}, false, false},
		{attribution{nil, {3}, {5, 6, 7, 8, 9}}, false, false},
	} {
		if congruent(g, c.r, true) != c.exact || congruent(g, c.r, false) != c.near {
			t.Errorf("%v", c.r)
		}
	}
	if n := matched([]attribution{g, g}, []attribution{g}, true); n != 1 {
		t.Errorf("one attribution matched %d", n)
	}
}

// TestWithComma: PolNeAR takes the comma that closes an apposition into a source, a reading does not.
func TestWithComma(t *testing.T) {
	s := words("Ruiz , the mayor , said so")
	if got := withComma(s, []int{0, 1, 2, 3}); !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("source %v", got)
	}
	if got := withComma(s, []int{0}); !slices.Equal(got, []int{0}) {
		t.Errorf("source %v, where no apposition ends", got)
	}
}

// TestWithMarks: a direct quotation counts with its marks, of whatever kind.
func TestWithMarks(t *testing.T) {
	for _, text := range []string{"\"We left,\" she said", "''We left,'' she said", "``We left,'' she said", "“We left,” she said"} {
		at := strings.Index(text, "We left")
		p := withMarks(text, hearsay.Span{Start: at, End: at + len("We left")})
		if want := text[:strings.Index(text, " she")]; text[p.Start:p.End] != want {
			t.Errorf("%q, want %q", text[p.Start:p.End], want)
		}
	}
}

// TestRelative: PolNeAR's source of "officials who said" is "who", a reading's the officials.
func TestRelative(t *testing.T) {
	s := words("officials who said so")
	s.Tokens[0].Dep, s.Tokens[0].Head = "ROOT", 0
	s.Tokens[1] = hearsay.Token{Span: s.Tokens[1].Span, Dep: "nsubj", Tag: "WP", Head: 2}
	s.Tokens[2].Dep, s.Tokens[2].Head = "relcl", 0
	s.Tokens[3].Head = 2
	s.Link()
	if got := relative(s, []int{2}); got != 1 {
		t.Errorf("the source is token %d, not who", got)
	}
	s.Tokens[1].Tag = "NNS"
	if got := relative(s, []int{2}); got != -1 {
		t.Errorf("the source is token %d, where no pronoun stands for it", got)
	}
	r := &hearsay.Reading{Document: &hearsay.Document{Text: s.Text}, Syntax: s, Claims: []hearsay.Claim{{Manner: hearsay.Indirect, Content: hearsay.OneSpan(s.Tokens[3].Span),
		Cue: hearsay.Cue{Extent: hearsay.OneSpan(s.Tokens[2].Span)}, Sources: []hearsay.Source{{Extent: hearsay.OneSpan(s.Tokens[0].Span)}}}}}
	for tag, want := range map[string]int{"WP": 1, "NNS": 0} {
		s.Tokens[1].Tag = tag
		if got := readAttributions(r); len(got) != 1 || len(got[0][0]) != 1 || got[0][0][0] != want {
			t.Errorf("%s: %v", tag, got)
		}
	}
}
