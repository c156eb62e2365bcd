package query

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// ErrQuestion marks a question that cannot be asked as it was put.
var ErrQuestion = errors.New("question")

// ErrUnknown marks a question about an id that the record does not hold; it is an
// ErrQuestion too.
var ErrUnknown = fmt.Errorf("%w about what is not there", ErrQuestion)

// wrong says what is wrong with a flag, and what would be right.
func wrong(flag, hint, format string, args ...any) error {
	what := fmt.Sprintf(format, args...)
	if flag != "" {
		what = flag + ": " + what
	}
	return &hearsay.Problem{Kind: ErrQuestion, What: what, Hint: hint}
}

// Wrong is wrong for others that ask people.
func Wrong(flag, hint, format string, args ...any) error { return wrong(flag, hint, format, args...) }

// nearest returns the words of a list that a misspelt one may stand for, the
// likeliest first, at most three.
func nearest(word string, list []string) []string {
	word = gazetteer.Fold(word)
	most := max(1, len(word)/3)
	found := make([][]string, most+1)
	for _, l := range list {
		f := gazetteer.Fold(l)
		d := distance(word, f)
		// Another form of the word: "denies" for deny, "protests" for PROTEST.
		if n := shared(word, f); n >= 3 && (n >= len(f)-1 || n == len(word)) {
			d = min(d, 1)
		}
		if d <= most {
			found[d] = append(found[d], l)
		}
	}
	var out []string
	for _, f := range found {
		out = append(out, f...)
	}
	return out[:min(3, len(out))]
}

// shared counts the letters that two words begin with alike.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// distance counts the letters to change, add, leave out or swap with the next.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	two, one, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one, row = one, row, two
	}
	return one[len(y)]
}

// or joins alternatives for a reader: "a, b or c".
func or(list []string) string {
	switch len(list) {
	case 0:
		return ""
	case 1:
		return list[0]
	}
	return strings.Join(list[:len(list)-1], ", ") + " or " + list[len(list)-1]
}
