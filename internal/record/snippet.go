package record

import (
	"strings"
	"unicode/utf8"
)

// Finds stand between these in a snippet.
const (
	FindStart = "\u0002"
	FindEnd   = "\u0003"
)

// snippetBytes is about how long a snippet is: two lines of a terminal.
const snippetBytes = 200

// Snippet cuts the stretch of a text that holds most of what is asked for, and
// marks the finds. Where the text holds none (the title does), it is its beginning.
func Snippet(text string, q *TextQuery) string {
	type hit struct{ start, end int }
	var hits []hit
	want := snippetWords(q)
	// Words are folded one by one, so that their places in the text are known.
	cut(text, func(start, end int) {
		for _, w := range Words(text[start:end]) {
			for _, t := range want {
				if w == t.word || t.prefix && strings.HasPrefix(w, t.word) {
					hits = append(hits, hit{start, end})
					return
				}
			}
		}
	})
	best, most := 0, 0
	for i := range hits {
		n := 0
		for j := i; j < len(hits) && hits[j].end-hits[i].start <= snippetBytes; j++ {
			n++
		}
		if n > most {
			best, most = i, n
		}
	}
	from := 0
	if most > 0 {
		from = max(0, hits[best].start-snippetBytes/4)
	}
	to := min(len(text), from+snippetBytes)
	from, to = wordEdge(text, from, false), wordEdge(text, to, true)
	var b strings.Builder
	if from > 0 {
		b.WriteString("… ")
	}
	at := from
	for _, h := range hits {
		if h.start < from || h.end > to {
			continue
		}
		b.WriteString(text[at:h.start])
		b.WriteString(FindStart)
		b.WriteString(text[h.start:h.end])
		b.WriteString(FindEnd)
		at = h.end
	}
	b.WriteString(text[at:to])
	if to < len(text) {
		b.WriteString(" …")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

type snippetWord struct {
	word   string
	prefix bool
}

func snippetWords(q *TextQuery) []snippetWord {
	var out []snippetWord
	var add func(ts []TextTerm)
	add = func(ts []TextTerm) {
		for _, t := range ts {
			add(t.Any)
			for i, w := range t.Words {
				out = append(out, snippetWord{w, t.Prefix && i == len(t.Words)-1})
			}
		}
	}
	if q != nil {
		add(q.All)
	}
	return out
}

// wordEdge moves a place to the next blank, so that no word is cut, or where
// there is none near to the next border of a character.
func wordEdge(text string, at int, back bool) int {
	if at <= 0 || at >= len(text) {
		return at
	}
	const near = 24
	if back {
		if i := strings.LastIndexAny(text[max(0, at-near):at], " \n\t"); i >= 0 {
			return max(0, at-near) + i
		}
	} else if i := strings.IndexAny(text[at:min(len(text), at+near)], " \n\t"); i >= 0 {
		return at + i + 1
	}
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
