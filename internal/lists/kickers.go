package lists

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed kickers.txt
var kickersTXT string

// Kickers are the words before a headline's colon that tell what kind of report it is ("Exclusive: ...").
var Kickers = strings.Fields(kickersTXT)

// Kicker reports whether a word, in any case, is one of them.
func Kicker(word string) bool {
	return slices.ContainsFunc(Kickers, func(k string) bool { return strings.EqualFold(k, word) })
}
