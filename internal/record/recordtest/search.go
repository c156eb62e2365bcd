package recordtest

import (
	"context"
	"strings"

	"github.com/hearsay/hearsay/internal/record"
)

func (s *suite) query(text string) *record.TextQuery {
	s.Helper()
	q, err := record.ParseText(text)
	s.must(err)
	return q
}

func (s *suite) search() {
	texts := []struct{ title, text string }{
		1: {"Flash flood", "A flash flood hit the town of Sjælland-on-Osk. The river rose."},
		2: {"Dam holds", "The dam above the river held, and no flood came in a flash."},
		3: {"Café São Quirino", "L’été naïve: the café’s owner said the Çelik brothers’ co-op shut. U.S. aid of $1,200.50 came by e-mail: help@co-op.example."},
		4: {"Rivers", "Riverbanks flooded. Flooding went on; the floods of 2031 began at 3pm on 3.6."},
		5: {"東京の川", "The Tokyo river office wrote 東京都の川は静かです today. Ελλάδα и Москва."},
		6: {"Long walk", "one two three four five six seven eight nine ten eleven twelve river"},
		7: {"", "NOT and OR NEAR AND title body rank \" * ( ) : ^ - +"},
	}
	var items []record.Kept
	for i, t := range texts {
		if i > 0 {
			items = append(items, made(i, func(k *record.Kept) { k.Report.Document.Title, k.Report.Document.Text = t.title, t.text }))
		}
	}
	s.keep(items...)
	s.read(func(ctx context.Context, r record.Reader) {
		for _, c := range []struct{ q, want string }{
			{"river", "6 5 2 1"},
			{"flood river", "2 1"},
			{"FLOOD RIVER", "2 1"},
			{"flood AND river", "2 1"},
			{`"flash flood"`, "1"},
			{`"flood flash"`, ""},
			{`"a flash"`, "2 1"},
			{"flood*", "4 2 1"},
			{"riv*", "6 5 4 2 1"},
			{`"the riv*"`, ""}, // the star is within the phrase: no word
			{`"the floods of"`, "4"},
			{`"the flood" *`, "4"},
			{"flood OR dam", "2 1"},
			{"flood OR café", "3 2 1"},
			{"cafe", "3"},
			{"CAFÉ", "3"},
			{"naive", "3"},
			{"sjaelland", "1"},
			{"Sjælland", "1"},
			{"celik", "3"},
			{"river -flood", "6 5"},
			{"river NOT flood", "6 5"},
			{`river -"flash flood"`, "6 5 2"},
			{"river -flood -tokyo", "6"},
			{"flash NEAR/1 flood", "1"},
			{"flood NEAR/1 flash", "1"},
			{"flood NEAR/3 flash", "2 1"},
			{"one NEAR/3 five", "6"},
			{"one NEAR/2 five", ""},
			{"one NEAR twelve", "6"},
			{"two NEAR/8 river", ""},
			{"five NEAR/1 six NEAR/1 seven", "6"},
			{"東京", "5"},
			{"京都", "5"},
			{"都東", ""},
			{"ελλάδα", "5"},
			{"москва", "5"},
			{"co-op", "3"},
			{"U.S.", "3"},
			{"1,200.50", "3"},
			{"help@co-op.example", "3"},
			{"2031", "4"},
			{"3pm", "4"},
			{`"not" "or" "near"`, "7"},
			{"title:river", ""},
			{"body", "7"},
			{"nothing", ""},
			{"river (flood)", "2 1"},
			{"é", ""},
		} {
			page, err := r.Search(ctx, record.Filter{Text: s.query(c.q)})
			if err != nil {
				s.Errorf("%s: %v", c.q, err)
				continue
			}
			var out []string
			for _, f := range page.Rows {
				out = append(out, strings.TrimLeft(f.Report.ID, "R0"))
			}
			if got := strings.Join(out, " "); got != c.want {
				s.Errorf("%s: %q, want %q", c.q, got, c.want)
			}
		}
		page, err := r.Search(ctx, record.Filter{Text: s.query(`"flash flood"`)})
		s.must(err)
		s.same("snippet", page.Rows[0].Snippet, "A \u0002flash\u0003 \u0002flood\u0003 hit the town of Sjælland-on-Osk. The river rose.")
		if page.Rows[0].Report.Document.Text != "" || page.Rows[0].Report.Bytes != nil {
			s.Error("a head with its text")
		}
		none := &record.TextQuery{Not: []record.TextTerm{{Words: []string{"river"}}}}
		if _, err := r.Search(ctx, record.Filter{Text: none}); err == nil {
			s.Error("a search for what is not there is not refused")
		}
	})
}
