package recordtest

import (
	"context"
	"strings"

	"github.com/hearsay/hearsay/internal/record"
)

// text is a full-text question for all of some terms.
func text(all ...record.TextTerm) *record.TextQuery { return &record.TextQuery{All: all} }

// word is a word as it is typed; one with a hyphen is a phrase.
func word(typed string) record.TextTerm { return record.TextTerm{Words: record.Words(typed)} }

func starts(typed string) record.TextTerm {
	return record.TextTerm{Words: record.Words(typed), Prefix: true}
}

func near(n int, words ...string) record.TextTerm { return record.TextTerm{Words: words, Near: n} }

func either(ts ...record.TextTerm) record.TextTerm { return record.TextTerm{Any: ts} }

func without(q *record.TextQuery, not ...record.TextTerm) *record.TextQuery {
	q.Not = append(q.Not, not...)
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
		for _, c := range []struct {
			q    *record.TextQuery
			want string
		}{
			{text(word("river")), "6 5 2 1"},
			{text(word("flood"), word("river")), "2 1"},
			{text(word("FLOOD"), word("River")), "2 1"},
			{text(word("flash flood")), "1"},
			{text(word("flood flash")), ""},
			{text(word("a flash")), "2 1"},
			{text(starts("flood")), "4 2 1"},
			{text(starts("riv")), "6 5 4 2 1"},
			{text(starts("the flood")), "4"},
			{text(word("the floods of")), "4"},
			{text(either(word("flood"), word("dam"))), "2 1"},
			{text(either(word("flood"), word("café"))), "3 2 1"},
			{text(either(word("flash flood"), either(word("tokyo"), starts("sever")))), "5 1"},
			{text(either(word("flood"), word("tokyo")), word("office")), "5"},
			{text(word("cafe")), "3"},
			{text(word("CAFÉ")), "3"},
			{text(word("naive")), "3"},
			{text(word("sjaelland")), "1"},
			{text(word("Sjælland")), "1"},
			{text(word("celik")), "3"},
			{without(text(word("river")), word("flood")), "6 5"},
			{without(text(word("river")), word("flash flood")), "6 5 2"},
			{without(text(word("river")), word("flood"), word("tokyo")), "6"},
			{without(text(word("river")), either(word("tokyo"), starts("walk"))), "2 1"},
			{text(near(1, "flash", "flood")), "1"},
			{text(near(1, "flood", "flash")), "1"},
			{text(near(4, "flood", "flash")), "2 1"},
			{text(near(3, "one", "five")), "6"},
			{text(near(2, "one", "five")), ""},
			{text(near(10, "twelve", "one")), "6"},
			{text(near(9, "twelve", "one")), ""},
			{text(near(1, "title", "rank")), "7"},
			{text(word("東京")), "5"},
			{text(word("京都")), "5"},
			{text(word("都東")), ""},
			{text(word("ελλάδα")), "5"},
			{text(word("москва")), "5"},
			{text(word("co-op")), "3"},
			{text(word("U.S.")), "3"},
			{text(word("1,200.50")), "3"},
			{text(word("help@co-op.example")), "3"},
			{text(word("2031")), "4"},
			{text(word("3pm")), "4"},
			{text(word("not"), word("or"), word("near")), "7"},
			{text(word("title:river")), ""},
			{text(word("body")), "7"},
			{text(word("nothing")), ""},
		} {
			page, err := r.Search(ctx, record.Filter{Text: c.q})
			if err != nil {
				s.Errorf("%+v: %v", *c.q, err)
				continue
			}
			var out []string
			for _, f := range page.Rows {
				out = append(out, strings.TrimLeft(f.Report.ID, "r0"))
			}
			if got := strings.Join(out, " "); got != c.want {
				s.Errorf("%+v: %q, want %q", *c.q, got, c.want)
			}
		}
		page, err := r.Search(ctx, record.Filter{Text: text(word("flash flood"))})
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
