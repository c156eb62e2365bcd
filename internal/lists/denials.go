package lists

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed denials.tsv
var denialsTSV string

// denials are the words of denials.tsv by use.
type denials struct {
	none, rest, figure map[string]bool
	harm               map[string]string
}

var loadDenials = sync.OnceValues(func() (*denials, error) {
	d := &denials{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]string{}}
	err := Rows(denialsTSV, 2, func(c []string) error {
		into := map[string]map[string]bool{"none": d.none, "rest": d.rest, "figure": d.figure}[c[0]]
		for _, w := range strings.Fields(c[1]) {
			if d.none[w] || d.rest[w] || d.figure[w] || d.harm[w] != "" {
				return fmt.Errorf("%q stands twice", w)
			}
			if into != nil {
				into[w] = true
			} else {
				d.harm[w] = c[0]
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("denials.tsv: %w", err)
	}
	return d, nil
})

// lookDenials is empty where the list has a fault, which [Check] tells.
func lookDenials() *denials {
	d, err := loadDenials()
	if err != nil {
		return &denials{}
	}
	return d
}

func plain(word string) string { return strings.Trim(word, ".,;:\"'’") }

// SaysNo reports whether words, folded, begin with that there was none of a thing: "no shots were
// fired", "there was nobody hurt". What leaves others ("no other", "nobody else") says nothing of what was told.
func SaysNo(words string) bool {
	ws := strings.Fields(words)
	if len(ws) > 2 && ws[0] == "there" && (ws[1] == "were" || ws[1] == "was" || ws[1] == "had" && ws[2] == "been") {
		ws = ws[2:]
		if ws[0] == "been" {
			ws = ws[1:]
		}
	}
	d := lookDenials()
	if len(ws) < 2 || !d.none[plain(ws[0])] || d.rest[plain(ws[1])] {
		return false
	}
	return ws[1] != "one" || len(ws) < 3 || !d.rest[plain(ws[2])] // "no one else"
}

// Figure reports whether a folded word points at a number: "the army's count".
func Figure(word string) bool { return lookDenials().figure[plain(word)] }

// OfFigure reports whether one of some folded words does. "A number of men" points at none.
func OfFigure(words string) bool {
	ws := strings.Fields(words)
	for i, w := range ws {
		if Figure(w) && !(i > 0 && i+1 < len(ws) && ws[i+1] == "of" && (ws[i-1] == "a" || ws[i-1] == "any")) {
			return true
		}
	}
	return false
}

// Harm is what a folded word says became of people, as counts have it ("killed" for
// "deaths"); empty: nothing.
func Harm(word string) string { return lookDenials().harm[plain(word)] }
