package sqlite

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// PutText adds a report to the full text.
func (c *conn) PutText(seq int64, title, body string) error {
	return c.Exec("insert into report_text (rowid, title, body) values (?, ?, ?)", seq, title, body)
}

// MatchText lists the reports that answer a full-text question.
func (c *conn) MatchText(q *record.TextQuery) (string, any, error) {
	match, err := matchText(q)
	return "select rowid from report_text where report_text match ? and rowid <= ? order by rowid desc limit ?", match, err
}

// matchText writes a full-text question for FTS5. All words are put in quotation
// marks, so that none of them is read as an operator.
func matchText(q *record.TextQuery) (string, error) {
	if len(q.All) == 0 {
		return "", &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the text asked for says only what to leave out", Hint: "add a word that must be there"}
	}
	var b strings.Builder
	b.WriteString(joinTerms(q.All, " AND "))
	for _, t := range q.Not {
		b.WriteString(" NOT ")
		b.WriteString(matchTerm(t))
	}
	return b.String(), nil
}

func joinTerms(ts []record.TextTerm, with string) string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = matchTerm(t)
	}
	return "(" + strings.Join(out, with) + ")"
}

func matchTerm(t record.TextTerm) string {
	if len(t.Words) == 0 {
		return joinTerms(t.Any, " OR ")
	}
	words := make([]string, 0, len(t.Words))
	for _, w := range t.Words {
		words = append(words, strings.ReplaceAll(w, `"`, ""))
	}
	if t.Near > 0 && len(words) > 1 {
		return fmt.Sprintf(`NEAR("%s", %d)`, strings.Join(words, `" "`), t.Near)
	}
	phrase := `"` + strings.Join(words, " ") + `"`
	if t.Prefix {
		phrase += " *"
	}
	return phrase
}
