package score

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// A report in MEANTIME's form, our own words.
const meantimeOwn = `<?xml version="1.0"?>
<Document doc_name="own">
<token t_id="1" sentence="0">Talks</token><token t_id="2" sentence="0">may</token><token t_id="3" sentence="0">fail</token>
<token t_id="4" sentence="0">;</token><token t_id="5" sentence="0">Chad</token><token t_id="6" sentence="0">left</token>
<Markables>
<EVENT_MENTION m_id="1" certainty="POSSIBLE" polarity="POS" tense="NONE"><token_anchor t_id="3"/></EVENT_MENTION>
<EVENT_MENTION m_id="2" certainty="CERTAIN" polarity="NEG" tense="PAST"><token_anchor t_id="6"/></EVENT_MENTION>
<EVENT_MENTION m_id="3" certainty="" polarity="" tense=""><token_anchor t_id="1"/></EVENT_MENTION>
</Markables>
</Document>
`

func TestScoreFactuality(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "corpus_own"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "corpus_own", "own.xml"), []byte(meantimeOwn), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := ScoreFactuality(dir, nil, func(text string) (*hearsay.Syntax, func(int) (hearsay.Certainty, hearsay.Polarity, string), error) {
		s := &hearsay.Syntax{Text: text}
		for at := 0; at < len(text); {
			end := at + strings.IndexAny(text[at:]+" ", " ;\n")
			end = max(end, at+1)
			if text[at] != ' ' {
				s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: at, End: end}})
			}
			at = end
		}
		s.Sentences = []hearsay.Sentence{{First: 0, End: len(s.Tokens)}}
		s.Link()
		return s, func(i int) (hearsay.Certainty, hearsay.Polarity, string) {
			if s.TextOf(i) == "fail" {
				return hearsay.Possible, hearsay.Positive, "none"
			}
			return hearsay.Certain, hearsay.Positive, "past"
		}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if f.Mentions != 2 || *f.Of["certainty"]["POSSIBLE"] != (Counts{1, 1, 1}) || *f.Of["polarity"]["NEG"] != (Counts{0, 1, 0}) || *f.Of["tense"]["PAST"] != (Counts{1, 1, 1}) {
		t.Errorf("%d mentions, %+v", f.Mentions, f.Of)
	}
	var b strings.Builder
	f.Print(&b)
	if !strings.Contains(b.String(), "macro F of all values") {
		t.Error(b.String())
	}
	if _, err := ScoreFactuality(t.TempDir(), nil, nil); err == nil {
		t.Error("an empty folder gave no error")
	}
}
