package where

import (
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// bareCapital reads "in the capital", with no name beside it, at its noun: which
// country's, the places around it tell.
func (w *walk) bareCapital(i int) bool {
	s := w.r.Syntax
	if i < 2 || w.word(i) != "capital" || s.Tokens[i].Tag != "" && s.Tokens[i].Tag != "NN" || s.Tokens[i].Dep == "compound" || s.Tokens[i].Dep == "amod" {
		return false
	}
	k := i - 1
	if s.Tokens[k].Tag == "JJ" || s.Tokens[k].Tag == "JJR" {
		k--
	}
	if t := strings.ToLower(w.word(k)); t != "the" && t != "its" && t != "their" || k == 0 {
		return false
	}
	switch strings.ToLower(w.word(k - 1)) {
	case "in", "to", "from", "of", "outside", "near", "around", "across", "into", "on", "over", "hit", "shook", "toward", "towards", "throughout", "leave", "left", "reached", "struck", "entered", "and":
	default:
		return false
	}
	// "the capital, Doha", "the capital Dhaka", "the capital of Shan State" are named.
	switch next := w.word(i + 1); {
	case next == "of", next == "city", next == "market", next == "markets", next == "punishment":
		return false
	case next == ",":
		return !capital(w.word(i+2)) || w.r.Syntax.Tokens[i+2].Ent == "O"
	case capital(next) && i+1 < len(s.Tokens) && !s.Tokens[i+1].SentStart:
		return false
	}
	return true
}

// capitalPhrase reads "Qatar's capital", "the Qatari capital", "the capital of
// Qatar", at token i.
func (w *walk) capitalPhrase(i int) (mention, bool) {
	s := w.r.Syntax
	make := func(first, end int, c *gazetteer.Country) (mention, bool) {
		if c == nil || c.Capital == "" {
			return mention{}, false
		}
		k := capitalOf(c)
		return mention{first: first, end: end, name: k.name, by: "where/capital", inside: -1, chosen: 0, options: []candidate{k}, fixed: &k}, true
	}
	if strings.ToLower(w.word(i)) == "capital" && strings.ToLower(w.word(i+1)) == "of" {
		j := i + 2
		if strings.ToLower(w.word(j)) == "the" {
			j++
		}
		for n := 4; n > 0; n-- {
			if j+n <= len(s.Tokens) {
				if m, ok := gazetteer.CountryOf(w.text(j, j+n)); ok && m.As == gazetteer.Name && capital(w.word(j)) {
					return make(i, j+n, m.Country)
				}
			}
		}
		return mention{}, false
	}
	if !capital(w.word(i)) {
		return mention{}, false
	}
	for n := 4; n > 0; n-- {
		if i+n >= len(s.Tokens) {
			continue
		}
		j := i + n
		next := w.word(j)
		genitive := next == "'s" || next == "’s" || next == "'" || next == "’"
		if genitive {
			j++
		}
		// An adjective may stand between: "Qatar's coastal capital".
		if a := strings.ToLower(w.word(j)); a != "capital" && j < len(s.Tokens) && s.Tokens[j].Tag == "JJ" {
			j++
		}
		if strings.ToLower(w.word(j)) != "capital" || !nounish(s.Tokens[j].Tag) {
			continue
		}
		// "capital city", but not "capital markets".
		end := j + 1
		switch next := strings.ToLower(w.word(end)); {
		case next == "city":
			end++
		case end < len(s.Tokens) && strings.HasPrefix(s.Tokens[end].Tag, "NN") && s.Tokens[end].Tag != "NNP" && s.Tokens[j].Dep == "compound":
			continue
		}
		m, ok := gazetteer.CountryOf(w.text(i, i+n))
		if !ok || m.As == gazetteer.Capital || genitive != (m.As == gazetteer.Name) && m.As == gazetteer.Name {
			continue
		}
		return make(i, end, m.Country)
	}
	return mention{}, false
}

func nounish(tag string) bool { return tag == "" || strings.HasPrefix(tag, "NN") || tag == "JJ" }
