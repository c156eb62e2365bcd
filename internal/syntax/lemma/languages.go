package lemma

import (
	"strings"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// frenchRules are the parts of speech that FrenchLemmatizer and its copy
// CatalanLemmatizer apply rules to.
const frenchRules = " NOUN VERB ADJ ADP ADV AUX CCONJ DET PRON PUNCT SCONJ "

// dutchRules are those of DutchLemmatizer.
const dutchRules = " NOUN VERB AUX ADJ ADV PRON DET ADP NUM "

func isOneOf(pos, list string) bool { return strings.Contains(list, " "+pos+" ") }

// ending applies the rules to a word and returns the first form that the index
// knows or that is no plain word, else the first other one, else nothing.
func ending(word string, rules [][2]string, index map[string]struct{}) string {
	first := ""
	for _, r := range rules {
		form, ok := swap(word, r)
		if !ok || form == "" {
			continue
		}
		if _, in := index[form]; in || !alphabetic(form) {
			return form
		}
		if first == "" {
			first = form
		}
	}
	return first
}

// indexFirst is the way of the Romance and Greek lemmatizers: the index, the
// exceptions, the rules.
func (t *tables) indexFirst(w Word) string {
	id := load.ID(strings.ToLower(w.Pos))
	index := t.index[id]
	if _, in := index[w.Lower]; in {
		return w.Lower
	}
	if exc := t.exc[id][w.Lower]; len(exc) > 0 {
		return exc[0]
	}
	return ending(w.Lower, t.rules[id], index)
}

// french is FrenchLemmatizer.rule_lemmatize and CatalanLemmatizer.rule_lemmatize.
func (t *tables) french(w Word) string {
	if none(w.Pos) {
		return w.Lower
	}
	if !isOneOf(w.Pos, frenchRules) {
		return t.look(w)
	}
	if form := t.indexFirst(w); form != "" {
		return form
	}
	return get(t.lookup, w.Lower, w.Lower)
}

// greek is GreekLemmatizer.rule_lemmatize.
func (t *tables) greek(w Word) string {
	if none(w.Pos) {
		return w.Lower
	}
	if form := t.indexFirst(w); form != "" {
		return form
	}
	return w.Lower
}

// dutch is DutchLemmatizer.rule_lemmatize.
func (t *tables) dutch(w Word) string {
	if none(w.Pos) || !isOneOf(w.Pos, dutchRules) {
		return w.Lower
	}
	id := load.ID(strings.ToLower(w.Pos))
	index, exc := t.index[id], t.exc[id]
	if _, in := index[w.Lower]; in {
		return w.Lower
	}
	if list := exc[w.Lower]; len(list) > 0 {
		return list[0]
	}
	looked := get(t.lookup, w.Lower, "")
	if _, in := index[looked]; in && looked != "" {
		return looked
	}
	var unknown []string
	for _, r := range t.rules[id] {
		form, ok := swap(w.Lower, r)
		if !ok || form == "" {
			continue
		}
		if _, in := index[form]; in {
			return form
		}
		unknown = append(unknown, form)
	}
	for _, form := range unknown {
		if _, in := exc[form]; in {
			return form
		}
	}
	switch {
	case looked != "":
		return looked
	case len(unknown) > 0:
		return unknown[0]
	}
	return w.Lower
}

// macedonian is MacedonianLemmatizer.rule_lemmatize. It drops the ending of the
// verbal adverb before anything else.
func (t *tables) macedonian(w Word) string {
	if none(w.Pos) {
		return w.Lower
	}
	const adverb = "јќи"
	pos := strings.ToLower(w.Pos)
	if strings.HasSuffix(w.Text, adverb) {
		w.Text = strings.TrimSuffix(w.Text, adverb)
		w.Lower = strings.TrimSuffix(w.Lower, adverb)
		pos = "verb"
	}
	id := load.ID(pos)
	index, exc, rules := t.index[id], t.exc[id], t.rules[id]
	if len(index) == 0 && len(exc) == 0 && len(rules) == 0 {
		if pos == "propn" {
			return w.Text
		}
		return w.Lower
	}
	var forms []string
	for _, r := range rules {
		form, ok := swap(w.Lower, r)
		if !ok || form == "" {
			continue
		}
		if _, in := index[form]; in || !alphabetic(form) {
			forms = append(forms, form)
		}
	}
	if list := exc[w.Lower]; len(list) > 0 {
		// The reference puts each exception that is new before the others.
		for _, form := range list {
			seen := false
			for _, f := range forms {
				seen = seen || f == form
			}
			if !seen {
				forms = append([]string{form}, forms...)
			}
		}
	}
	if len(forms) > 0 {
		return forms[0]
	}
	return w.Text
}

// italianFixed are the short forms that ItalianLemmatizer settles by part of
// speech before any table.
var italianFixed = map[string]map[string]string{
	"DET": {"l'": "il", "lo": "il", "la": "il", "i": "il", "gli": "il", "le": "il",
		"un'": "uno", "un": "uno", "una": "uno"},
	"PRON": {"l'": "lo", "li": "lo", "la": "lo", "gli": "lo", "le": "lo",
		"un'": "uno", "un": "uno", "una": "uno"},
	"ADP": {"d'": "di"},
}

// italian is ItalianLemmatizer.pos_lookup_lemmatize.
func (t *tables) italian(w Word) string {
	pos := strings.ToLower(w.Pos)
	switch w.Pos {
	case "PROPN":
		pos = "noun"
	case "PART":
		pos = "pron"
	}
	table := t.byPos[pos]
	if w.Pos == "NOUN" {
		return noun(table, w)
	}
	word := w.Text
	if w.Pos != "PROPN" {
		word = w.Lower
	}
	switch w.Pos {
	case "DET", "PRON", "ADP", "ADJ":
		if fixed, ok := italianFixed[w.Pos][word]; ok {
			return fixed
		}
		form := get(table, word, word)
		if w.Pos == "PRON" || w.Pos == "ADJ" {
			switch form {
			case "alcun":
				form = "alcuno"
			case "qualcun":
				form = "qualcuno"
			}
		}
		return form
	}
	if form := get(table, word, ""); form != "" {
		return form
	}
	if form := get(t.byPos["other"], word, ""); form != "" {
		return form
	}
	return get(t.lookup, word, w.Lower)
}

// noun is lemmatize_noun of the Italian and the Polish lemmatizer: nouns in
// capitals are looked up in lower case first.
func noun(table map[uint64]string, w Word) string {
	if w.Text == w.Lower {
		return get(table, w.Text, w.Text)
	}
	if form, ok := table[load.ID(w.Lower)]; ok {
		return form
	}
	return get(table, w.Text, w.Lower)
}

// polish is PolishLemmatizer.pos_lookup_lemmatize: adjectives and verbs are
// also looked up without the prefixes of negation and superlative.
func (t *tables) polish(w Word) string {
	pos := strings.ToLower(w.Pos)
	if w.Pos == "PROPN" {
		pos = "noun"
	}
	table := t.byPos[pos]
	if w.Pos == "NOUN" {
		return noun(table, w)
	}
	word := w.Text
	if w.Pos != "PROPN" {
		word = w.Lower
	}
	const not, most = "nie", "naj"
	var tries []string
	switch w.Pos {
	case "ADJ":
		if rest, ok := strings.CutPrefix(word, not); ok {
			if rest2, ok := strings.CutPrefix(rest, most); ok {
				tries = append(tries, rest2)
			}
			tries = append(tries, rest)
		}
		if rest, ok := strings.CutPrefix(word, most); ok {
			tries = append(tries, rest)
		}
	case "VERB":
		if rest, ok := strings.CutPrefix(word, not); ok {
			tries = append(tries, rest)
		}
	default:
		return get(table, word, w.Lower)
	}
	for _, s := range tries {
		if form, ok := table[load.ID(s)]; ok {
			return form
		}
	}
	return get(table, word, word)
}
