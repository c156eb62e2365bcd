package score

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// ECBReport is one report of ECB+ (Cybulska and Vossen 2014) with the text put
// together from its tokens.
type ECBReport struct {
	Name     string // "1_10ecbplus"
	Topic    string // "1"
	Subtopic string // "1ecbplus": the reports about one happening
	Text     string // a line a sentence
	Tokens   []ECBToken
}

// ECBToken is one token of the annotation and where it stands in the text.
type ECBToken struct {
	ID               int
	Sentence, Number int
	hearsay.Span     // empty: left out of the text, as the address at its head is
	Word             string
}

// ReadECB reads a folder of topics with their XML files, in order of topic and
// name. The first sentence of the files added by ECB+ is the report's address;
// it is left out of the text.
func ReadECB(dir string) ([]ECBReport, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*_*ecb*.xml"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, &hearsay.Problem{What: fmt.Sprintf("no reports in %s", dir), Hint: "name the folder of ECB+ that holds the topics: 1/1_1ecb.xml and so on"}
	}
	sort.Strings(paths)
	var out []ECBReport
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		r, err := parseECB(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		r.Name = strings.TrimSuffix(filepath.Base(path), ".xml")
		r.Topic, _, _ = strings.Cut(r.Name, "_")
		r.Subtopic = r.Topic + "ecb"
		if strings.HasSuffix(r.Name, "plus") {
			r.Subtopic += "plus"
		}
		out = append(out, *r)
	}
	return out, nil
}

// parseECB puts the text together: blanks between words, none before closing
// marks and after opening ones.
func parseECB(data []byte) (*ECBReport, error) {
	var doc struct {
		Tokens []struct {
			ID       int    `xml:"t_id,attr"`
			Sentence int    `xml:"sentence,attr"`
			Number   int    `xml:"number,attr"`
			Word     string `xml:",chardata"`
		} `xml:"token"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	r := &ECBReport{}
	address := len(doc.Tokens) > 1 && strings.HasPrefix(doc.Tokens[0].Word, "http")
	var b strings.Builder
	last, quoted := -1, false
	before := ""
	for _, t := range doc.Tokens {
		word := strings.TrimSpace(t.Word)
		tok := ECBToken{ID: t.ID, Sentence: t.Sentence, Number: t.Number, Word: word}
		if address && t.Sentence == 0 {
			r.Tokens = append(r.Tokens, tok)
			continue
		}
		glue := strings.ContainsAny(word, ".,;:!?%)]}’'") && len(word) <= 3 && !strings.ContainsAny(word, "(") || word == "n't" || word == "”"
		opening := word == "(" || word == "[" || word == "“" || word == "$"
		if word == `"` {
			glue = quoted
			opening = !quoted
			quoted = !quoted
		}
		switch {
		case b.Len() == 0:
		case t.Sentence != last:
			b.WriteByte('\n')
		case before == "open" || glue && !opening:
		default:
			b.WriteByte(' ')
		}
		if t.Sentence != last {
			last = t.Sentence
		}
		before = ""
		if opening {
			before = "open"
		}
		start := b.Len()
		b.WriteString(word)
		tok.Span = hearsay.Span{Start: start, End: b.Len()}
		r.Tokens = append(r.Tokens, tok)
	}
	r.Text = b.String()
	return r, nil
}
