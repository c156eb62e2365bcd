package flow

import (
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a post is no initial", "She wrote it on X. Haiti thanked it on X. yesterday.", []string{"She wrote it on X. ", "Haiti thanked it on X. yesterday."}},
		{"a headline's sentences", "Nine killed in Quetta; rebels say it was them; \"No,\" says army\n\nNine died; two lived.", []string{"Nine killed in Quetta; ", "rebels say it was them; ", "\"No,\" says army\n\n", "Nine died; two lived."}},
		{"paragraphs", "She wrote it on X.\n\nHaiti thanked it.\n", []string{"She wrote it on X.\n\n", "Haiti thanked it.\n"}},
		{"a line broken in two", "Kenya sent\n\npolice to Haiti.", []string{"Kenya sent\n\npolice to Haiti."}},
		{"headline", "Kenya sends police\n\nNAIROBI - Kenya sent police.\n\nHaiti thanked it.", []string{"Kenya sends police\n\n", "NAIROBI - ", "Kenya sent police.\n\n", "Haiti thanked it."}},
		{"dateline", "LA PAZ, Bolivia, Sept. 8 (Reuters) — \u201cNo,\u201d said Peru.", []string{"LA PAZ, Bolivia, Sept. 8 (Reuters) — ", "\u201cNo,\u201d said Peru."}},
		{"a dash is no dateline", "NATO — founded in 1949 — met in Oslo.", []string{"NATO — founded in 1949 — met in Oslo."}},
		{"nor is a hyphen", "UN-backed troops left Mali.", []string{"UN-backed troops left Mali."}},
		{"kicker, headline, authors", "World\r\n\r\nKenya sends police\r\n\r\nBy A. Writer\r\n\r\nKenya sent police.", []string{"World\r\n\r\n", "Kenya sends police\r\n\r\n", "By A. Writer\r\n\r\n", "Kenya sent police."}},
		{"a line end alone cuts nothing", "Kenya sends\npolice to Haiti", []string{"Kenya sends\npolice to Haiti"}},
		{"a heading right above its paragraph", "16:50 Union responds\nThe union has turned down the offer.\nKenya sends\nHaiti policemen", []string{"16:50 ", "Union responds\n", "The union has turned down the offer.\nKenya sends\nHaiti policemen"}},
		{"a quotation goes on", "He said:\n\n\"We are ready.\"\n\nThen he left.", []string{"He said:\n\n\"We are ready.\"\n\n", "Then he left."}},
		{"a list", "We know this:\n\n- Kenya sent police\n- Haiti thanked it\n• \"No,\" says Peru\n", []string{"We know this:\n\n", "- Kenya sent police\n", "- Haiti thanked it\n", "• \"No,\" says Peru\n"}},
		{"a dash within a sentence", "The police\n- who left Mali -\nwent to Haiti.", []string{"The police\n- who left Mali -\nwent to Haiti."}},
		{"the time of what is told", "14:32 GMT - Kenya sends police\n\n9.05 pm: Haiti thanks it\n\n10:15 Peru too\n\n(11:00) Mali\n\n10:15 was when they left.\n\n10.50 Francs is the price.\n\n10.50 GMT: Togo", []string{"14:32 GMT - ", "Kenya sends police\n\n", "9.05 pm: ", "Haiti thanks it\n\n", "10:15 ", "Peru too\n\n", "(11:00) ", "Mali\n\n", "10:15 was when they left.\n\n", "10.50 Francs is the price.\n\n", "10.50 GMT: ", "Togo"}},
		{"labels", "CLAIM: Kenya sends police\n\nQ: Did it?\n\nAnswer: No.\n\nA. BERG: \"Yes.\"\n\nMali: no talks\n\nNATO: talks\n\nA: the first.", []string{"CLAIM: ", "Kenya sends police\n\n", "Q: ", "Did it?\n\n", "Answer: ", "No.\n\n", "A. BERG: ", "\"Yes.\"\n\n", "Mali: no talks\n\n", "NATO: talks\n\n", "A: the first."}},
		{"white space at the end", "Kenya sends police\n\n  \n", []string{"Kenya sends police\n\n  \n"}},
		{"empty", "", []string{""}},
		{"line ends only", "\n\n\nKenya sent police.", []string{"\n\n\nKenya sent police."}},
	} {
		var got []string
		for _, b := range blocks(c.text) {
			got = append(got, c.text[b.Start:b.End])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

// TestKickers: each word of the list is cut off before a headline.
func TestKickers(t *testing.T) {
	for _, w := range lists.Kickers {
		text := w + ": Kenya sends police"
		if got := blocks(text); len(got) != 2 || text[got[1].Start:] != "Kenya sends police" {
			t.Errorf("%s: %v", w, got)
		}
	}
}

// words is a parser that makes each word a token under the first of its text.
type words struct{}

func (words) Parse(text string, s *hearsay.Syntax) error {
	s.Reset(text)
	for i := 0; i < len(text); i++ {
		if text[i] == ' ' {
			continue
		}
		j := i
		for j < len(text) && text[j] != ' ' {
			j++
		}
		s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: i, End: j}, Spaced: j < len(text), SentStart: i == 0})
		i = j
	}
	s.Link()
	return nil
}

func FuzzParse(f *testing.F) {
	f.Add("Kenya sends police\n\nNAIROBI - Kenya sent police.\n\nBy A. Writer\n \nIt is far.")
	f.Fuzz(func(t *testing.T, text string) {
		var s hearsay.Syntax
		if err := parse(words{}, text, &s); err != nil {
			t.Fatal(err)
		}
		if s.Text != text {
			t.Fatal("the text was changed")
		}
		at := 0
		for i, tok := range s.Tokens {
			if tok.Start < at || tok.End > len(text) || tok.Head > i {
				t.Fatalf("token %d: %+v", i, tok)
			}
			if strings.Trim(text[at:tok.Start], " ") != "" {
				t.Fatalf("text lost before token %d", i)
			}
			at = tok.End
		}
		if strings.Trim(text[at:], " ") != "" {
			t.Fatal("text lost at the end")
		}
	})
}
