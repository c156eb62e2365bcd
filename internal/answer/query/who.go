package query

import (
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// names makes what the record compares parties with: the folded name, and the
// country's code in capitals where the word is a country's name or code, or speaks
// of its people: "Kenya", "KEN", "Kenyan".
func names(flag string, given []string) ([]string, error) {
	var out []string
	for _, g := range given {
		g = strings.Join(strings.Fields(g), " ")
		if g == "" {
			return nil, wrong(flag, `give a name, such as "Red Cross" or Kenya, or a code, such as KEN`, "the name is empty")
		}
		c := country(g)
		if c != nil && isCode(g) {
			out = appendNew(out, c.ISO3)
			continue
		}
		out = appendNew(out, gazetteer.Fold(trimArticle(g)))
		if c != nil {
			out = appendNew(out, c.ISO3)
		}
	}
	return out, nil
}

// country is the country that a word means by its code in capitals, its name, or
// the word for its people; nil: none. A capital city does not mean its state here.
func country(word string) *gazetteer.Country {
	if isCode(word) {
		if c, ok := gazetteer.ByCode(word); ok {
			return c
		}
	}
	if m, ok := gazetteer.CountryOf(word); ok && m.As != gazetteer.Capital {
		return m.Country
	}
	return nil
}

func isCode(s string) bool {
	if len(s) != 2 && len(s) != 3 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	_, ok := gazetteer.ByCode(s)
	return ok
}

func trimArticle(s string) string {
	if len(s) > 4 && strings.EqualFold(s[:4], "the ") {
		return s[4:]
	}
	return s
}

func appendNew(list []string, s string) []string {
	if s == "" || holds(list, s) {
		return list
	}
	return append(list, s)
}
