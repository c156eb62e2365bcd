package claim

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

func sortInts(s []int) { slices.Sort(s) }

// letter reports whether s holds a letter or a digit.
func letter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

func upper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
