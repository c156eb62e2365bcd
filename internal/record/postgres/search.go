package postgres

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

const (
	// gap parts title and text, so that no phrase runs from one into the other.
	gap = 64
	// mostPlace is the last place that a tsvector knows (PostgreSQL, "Limitations" of text
	// search): words after it are found, phrases of them are not.
	mostPlace = 16383
	// mostVector bounds what is indexed of a text; a tsvector takes less than 1 MiB.
	mostVector = 900_000
	// mostNear bounds the words between two that are near: each number of them is an alternative.
	mostNear = 100
)

// PutText adds a report to the full text. The tsvector is written here, not by
// to_tsvector, whose parser has its own view of words such as "2e10".
func (c *conn) PutText(seq int64, title, body string) error {
	return c.Exec("insert into report_text (seq, words) values (?, ?::tsvector)", seq, vector(title, body))
}

func vector(title, body string) string {
	var b strings.Builder
	place := 0
	add := func(text string) {
		for _, w := range strings.Fields(text) {
			place++
			if b.Len() > mostVector {
				return
			}
			b.WriteString(lexeme(w))
			b.WriteByte(':')
			b.WriteString(strconv.Itoa(min(place, mostPlace)))
			b.WriteByte(' ')
		}
	}
	add(title)
	place += gap
	add(body)
	return b.String()
}

// longestWord is more than a tsvector takes of one word, which is 2 KiB.
const longestWord = 2000

func lexeme(w string) string {
	if len(w) > longestWord {
		w = strings.ToValidUTF8(w[:longestWord], "")
	}
	return "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(w) + "'"
}

// MatchText lists the reports that answer a full-text question.
func (c *conn) MatchText(q *record.TextQuery) (string, any, error) {
	if len(q.All) == 0 {
		return "", nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the text asked for says only what to leave out", Hint: "add a word that must be there"}
	}
	s := join(q.All, " & ")
	for _, t := range q.Not {
		s += " & !" + match(t)
	}
	return "select seq from report_text where words @@ ?::tsquery and seq <= ? order by seq desc limit ?", s, nil
}

func join(ts []record.TextTerm, with string) string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = match(t)
	}
	return "(" + strings.Join(out, with) + ")"
}

func match(t record.TextTerm) string {
	if len(t.Words) == 0 {
		return join(t.Any, " | ")
	}
	ws := make([]string, len(t.Words))
	for i, w := range t.Words {
		ws[i] = lexeme(w)
	}
	if t.Near > 0 && len(ws) > 1 {
		return near(ws, t.Near)
	}
	if t.Prefix {
		ws[len(ws)-1] += ":*"
	}
	return "(" + strings.Join(ws, " <-> ") + ")"
}

// near ties words of which no two have more than n others between them, in any
// order: an alternative for each distance.
func near(ws []string, n int) string {
	n = min(n, mostNear)
	var all []string
	for i := range ws {
		for _, w := range ws[i+1:] {
			var any []string
			for d := 1; d <= n+1; d++ {
				any = append(any, fmt.Sprintf("(%s <%d> %s)", ws[i], d, w), fmt.Sprintf("(%s <%d> %s)", w, d, ws[i]))
			}
			all = append(all, "("+strings.Join(any, " | ")+")")
		}
	}
	return "(" + strings.Join(all, " & ") + ")"
}
