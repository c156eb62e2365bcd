package record

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// Fold makes names and words comparable; everything in the record that is looked
// up by name is folded with it.
func Fold(s string) string { return gazetteer.Fold(s) }

// Words are the folded words of a text as the full-text index has them: runs of
// letters, digits and marks. Scripts that write no blanks between words give one
// word per character, so that their words are found as phrases.
func Words(s string) []string {
	var out []string
	s = Fold(s)
	cut(s, func(start, end int) { out = append(out, s[start:end]) })
	return out
}

// Indexed is the text that is given to a database's full-text index: its words,
// parted by blanks. Both databases split it the same way, whatever their own
// rules for apostrophes, hyphens and addresses are.
func Indexed(s string) string {
	s = Fold(s)
	var b strings.Builder
	b.Grow(len(s))
	cut(s, func(start, end int) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s[start:end])
	})
	return b.String()
}

// cut calls f for each word of a text.
func cut(s string, f func(start, end int)) {
	start := -1
	for i, r := range s {
		word, alone := kindOf(r)
		if start >= 0 && (!word || alone) {
			f(start, i)
			start = -1
		}
		switch {
		case alone:
			f(i, i+len(string(r)))
		case word && start < 0:
			start = i
		}
	}
	if start >= 0 {
		f(start, len(s))
	}
}

func kindOf(r rune) (word, alone bool) {
	if r < 0x80 {
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z', false
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
		return true, unicode.IsLetter(r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r), false
}

// holdsAll reports whether every one of words is among those of folded name.
func holdsAll(name string, words []string) bool {
	if len(words) == 0 {
		return false
	}
	have := Words(name)
next:
	for _, w := range words {
		for _, h := range have {
			if h == w {
				continue next
			}
		}
		return false
	}
	return true
}
