package score

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
)

// The example of Luo 2005 and of the scorers' documentation: key {1,2,3,4,5}
// {6,7} {8,9,10,11,12}, answer {1,2,3,4,5} {6,7,8,9,10,11,12}.
func TestCorefMeasures(t *testing.T) {
	key, read := map[int]int{}, map[int]int{}
	for m := 1; m <= 12; m++ {
		switch {
		case m <= 5:
			key[m], read[m] = 1, 1
		case m <= 7:
			key[m], read[m] = 2, 2
		default:
			key[m], read[m] = 3, 2
		}
	}
	var c Coref
	c.Add(key, read)
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-3 {
			t.Errorf("%s = %.4f, want %.4f", name, got, want)
		}
	}
	near("MUC P", c.MUC.P(), 0.9)
	near("MUC R", c.MUC.R(), 1)
	near("B3 P", c.B3.P(), 0.762)
	near("B3 R", c.B3.R(), 1)
	// phi4: 1 for the first pair, 2*5/12 for the third.
	near("CEAFe P", c.CEAFe.P(), (1+10.0/12)/2)
	near("CEAFe R", c.CEAFe.R(), (1+10.0/12)/3)
}

func TestGUM(t *testing.T) {
	dir := t.TempDir()
	doc := "# newpar\n" +
		"1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-x-cf1-1,2-coref\n" +
		"2\tLopez\tLopez\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=1)\n" +
		"3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_\n" +
		"4-5\tshe's\t_\t_\t_\t_\t_\t_\t_\t_\n" +
		"4\tshe\tshe\tPRON\tPRP\t_\t6\tnsubj\t_\tEntity=(1-person-giv-x-cf1-1-ana)\n" +
		"5\t's\tbe\tAUX\tVBZ\t_\t6\tcop\t_\t_\n" +
		"6\ttired\ttired\tADJ\tJJ\t_\t3\tccomp\t_\tSpaceAfter=No\n" +
		"7\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n"
	if err := os.WriteFile(filepath.Join(dir, "a.conllu"), []byte(doc), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := ScoreGUM(dir, nil, func(d *hearsay.Document) (*hearsay.Reading, error) {
		text := d.Text
		if text != "Ana Lopez said she's tired." {
			t.Errorf("text is %q", text)
		}
		s := &hearsay.Syntax{}
		s.Reset(text)
		for _, sp := range [][2]int{{0, 3}, {4, 9}, {10, 14}, {15, 18}, {18, 20}, {21, 26}, {26, 27}} {
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: sp[0], End: sp[1]}})
		}
		s.Link()
		mention := func(first, end int) hearsay.Mention {
			return hearsay.Mention{Span: s.SpanOf(first, end), First: first, TokenEnd: end, Head: end - 1}
		}
		return &hearsay.Reading{Syntax: s, Entities: []hearsay.Entity{{Kind: hearsay.Person, Mentions: []hearsay.Mention{mention(0, 2), mention(3, 4)}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Mentions.F() != 1 || c.CoNLL() != 1 {
		t.Errorf("mentions F %.3f, CoNLL F %.3f, want 1", c.Mentions.F(), c.CoNLL())
	}
	if _, err := ScoreGUM(t.TempDir(), nil, nil); err == nil {
		t.Error("an empty folder gives no error")
	}
}
