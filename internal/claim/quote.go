package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// quote is one outermost quotation: marks included in the token range
// [first, end), left out of [from, to).
type quote struct {
	first, end int
	from, to   int
	open       bool // its paragraph ended before a closing mark
	carried    int  // the quotation of the paragraph before that it goes on from, or -1
	taken      bool // some claim has it as content
	spoken     bool // see tree.speech
}

// closers maps an opening mark to the marks that may close it.
var closers = map[string]string{
	"“": "”\"", "\"": "\"”", "„": "“”\"", "«": "»", "»": "«", "‘": "’'", "'": "'’", "‹": "›", "”": "”\"", "``": "''", "''": "''", "`": "'''",
}

func isMark(s string) bool {
	switch s {
	case "“", "”", "\"", "„", "«", "»", "‘", "’", "'", "‹", "›", "``", "''", "`", "‟":
		return true
	}
	return false
}

// findQuotes pairs quotation marks paragraph by paragraph. A mark that never
// closes opens a quotation to the paragraph's end if the next paragraph opens
// with the same mark, as newspapers set long quotations, or if it is a mark
// that cannot be anything else.
func (t *tree) findQuotes() {
	t.quoteAt = make([]int32, len(t.Tokens))
	for i := range t.quoteAt {
		t.quoteAt[i] = -1
	}
	for p, para := range t.paras {
		carry := -1
		if n := len(t.quotes); n > 0 && t.quotes[n-1].open && p > 0 && t.quotes[n-1].end == t.paras[p-1].End {
			carry = n - 1
		}
		t.quotesIn(para, carry, p)
	}
	for q := range t.quotes {
		for i := t.quotes[q].first; i < t.quotes[q].end; i++ {
			t.quoteAt[i] = int32(q)
		}
		t.quotes[q].spoken = t.looksSpoken(&t.quotes[q])
	}
}

func (t *tree) quotesIn(para hearsay.Sentence, carry, p int) {
	for i := para.First; i < para.End; i++ {
		mark := t.TextOf(i)
		if !isMark(mark) || !t.opens(i) {
			continue
		}
		end, closed := t.closing(i, para.End)
		if !closed {
			next := p+1 < len(t.paras) && t.startsWithMark(t.paras[p+1], mark)
			if !next && (mark == "'" || mark == "‘" || mark == "`" || mark == "»") {
				continue
			}
			if !next && mark == "\"" && !t.sentenceLike(i+1, para.End) {
				continue
			}
			end = para.End
			for end > i+1 && t.space(end-1) {
				end--
			}
		}
		q := quote{first: i, end: end, from: i + 1, to: end, open: !closed, carried: -1}
		if closed {
			q.to--
		}
		if carry >= 0 && !t.wordsIn(para.First, i) {
			q.carried = carry
		}
		carry = -1
		for q.from < q.to && (t.space(q.from) || mark == "`" && t.TextOf(q.from) == "`") {
			q.from++
		}
		if !closed {
			q.end = para.End
		}
		if q.from < q.to {
			t.quotes = append(t.quotes, q)
		}
		i = end - 1
	}
}

func (t *tree) wordsIn(a, b int) bool {
	for ; a < b; a++ {
		if t.lettered(a) {
			return true
		}
	}
	return false
}

func (t *tree) startsWithMark(para hearsay.Sentence, mark string) bool {
	for i := para.First; i < para.End; i++ {
		if !t.space(i) {
			return t.TextOf(i) == mark
		}
	}
	return false
}

// opens tells an opening mark from a closing one, an apostrophe and a sign for
// inches, by what stands beside it.
func (t *tree) opens(i int) bool {
	mark := t.TextOf(i)
	tok := t.Tokens[i]
	before, _ := utf8.DecodeLastRuneInString(t.Text[:tok.Start])
	after, _ := utf8.DecodeRuneInString(t.Text[tok.End:])
	atStart := tok.Start == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–-/:,", before) || strings.ContainsRune("“\"‘'«„", before)
	word := unicode.IsLetter(after) || unicode.IsDigit(after) || strings.ContainsRune("[(.…$£€#@", after) || isMark(string(after))
	switch mark {
	case "“", "„", "«", "``", "‹":
		return true
	case "\"", "''":
		return atStart && tok.End < len(t.Text) && (word || !unicode.IsSpace(before) || tok.Start == 0)
	case "'", "‘", "`":
		// 'em, 'til and '90s are no quotations; neither is a possessive.
		if !atStart || !word || unicode.IsDigit(after) || t.Tokens[i].Tag == "POS" {
			return false
		}
		return mark != "'" || unicode.IsUpper(after) || unicode.IsLower(after)
	case "»", "”":
		return atStart && word && !unicode.IsSpace(after)
	}
	return false
}

// closing finds the mark that closes the one at i before end, past quotations
// inside, and returns the token after it.
func (t *tree) closing(i, end int) (int, bool) {
	mark := t.TextOf(i)
	want := closers[mark]
	single := mark == "'" || mark == "‘" || mark == "`"
	depth := 0
	limit := end
	if single {
		limit = min(end, i+120)
	}
	if mark == "»" {
		limit = min(end, i+maxClause)
	}
	for j := i + 1; j < limit; j++ {
		s := t.TextOf(j)
		if glued(s) {
			s = "”"
		}
		if single && len(s) > 0 && !isMark(s) {
			continue
		}
		switch {
		case s == "`" && j == i+1: // "``" cut in two
		case depth == 0 && s == "“" && s == mark && t.backwards(j):
			return j + 1, true
		case s == mark && mark != "\"" && mark != "'" && !strings.Contains(want, s):
			depth++
		case isMark(s) && strings.Contains(want, s):
			tok := t.Tokens[j]
			before, _ := utf8.DecodeLastRuneInString(t.Text[:tok.Start])
			after, _ := utf8.DecodeRuneInString(t.Text[tok.End:])
			if single && (unicode.IsSpace(before) || unicode.IsLetter(after) || unicode.IsDigit(after)) {
				continue
			}
			if single && t.Tokens[j].Tag == "POS" && unicode.IsSpace(after) && unicode.IsLetter(before) && t.laterClose(j, limit, want) {
				continue
			}
			if mark == "\"" && s == "\"" && unicode.IsSpace(before) && unicode.IsLetter(after) {
				return j, false // the next quotation opens: this one was never closed
			}
			if depth > 0 {
				depth--
				continue
			}
			return j + 1, true
		}
	}
	return end, false
}

// glued reports whether a token is a closing mark and the dash of who signs behind it, with no space between.
func glued(s string) bool {
	rest, ok := strings.CutPrefix(s, "”")
	return ok && dash(rest)
}

// backwards reports whether an opening mark stands where only a closing one can: behind a word or its comma, before a space.
func (t *tree) backwards(j int) bool {
	before, _ := utf8.DecodeLastRuneInString(t.Text[:t.Tokens[j].Start])
	after, _ := utf8.DecodeRuneInString(t.Text[t.Tokens[j].End:])
	return !unicode.IsSpace(before) && (unicode.IsSpace(after) || after == utf8.RuneError)
}

// laterClose reports whether another closing mark follows in the sentence.
func (t *tree) laterClose(j, limit int, want string) bool {
	for k := j + 1; k < limit; k++ {
		s := t.TextOf(k)
		if isMark(s) && strings.Contains(want, s) && t.Tokens[k].Tag != "POS" {
			return true
		}
		if s == "." {
			return k+1 < limit && strings.Contains(want, t.TextOf(k+1)) && isMark(t.TextOf(k+1))
		}
	}
	return false
}

// sentenceLike reports whether the tokens hold a finite verb.
func (t *tree) sentenceLike(a, b int) bool {
	words := 0
	for i := a; i < b; i++ {
		if t.lettered(i) {
			words++
		}
		switch t.Tokens[i].Tag {
		case "VBD", "VBZ", "VBP", "MD":
			if words >= 2 || i+1 < b && t.lettered(i+1) {
				return true
			}
		}
	}
	return false
}

// speech reports whether a quotation looks like words spoken rather than a
// name, a title or a word held at arm's length.
func (t *tree) speech(q *quote) bool { return q.spoken }

func (t *tree) looksSpoken(q *quote) bool {
	words, capital := 0, 0
	for i := q.from; i < q.to; i++ {
		if s := t.TextOf(i); letter(s) {
			words++
			if upper(s) {
				capital++
			}
		}
	}
	if words == 0 {
		return false
	}
	last := q.to - 1
	for last > q.from && (t.space(last) || isMark(t.TextOf(last))) {
		last--
	}
	switch t.TextOf(last) {
	case "!", "?":
		return true
	case ".", ",", "…", "...", "—", "–":
		if words >= 3 && capital < words {
			return true
		}
	}
	return words >= 3 && capital < words && t.sentenceLike(q.from, q.to)
}

// title reports whether a quotation is a name: each word of weight has a capital.
func (t *tree) title(q *quote) bool {
	words := 0
	for i := q.from; i < q.to; i++ {
		if s := t.TextOf(i); letter(s) {
			words++
			if !upper(s) && len(s) > 3 {
				return false
			}
		}
	}
	return words > 0 && words <= 8 && upper(t.TextOf(q.from)) && !t.sentenceLike(q.from, q.to)
}

// withinMarks takes out of what somebody says within a quotation the words behind its end: '"He said that last year too," laughed one of them'.
func (rd *run) withinMarks() {
	for _, d := range rd.drafts {
		if d.head < 0 || rd.t.quoteAt[d.head] < 0 {
			continue
		}
		if pieces := solid(slices.DeleteFunc(tokensOf(d.pieces), func(k int) bool { return rd.t.quoteAt[k] < 0 })); len(pieces) > 0 {
			if pieces = rd.t.clean(pieces, d.head); len(pieces) > 0 {
				d.pieces = pieces
			}
		}
	}
}
