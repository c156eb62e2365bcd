package lemma

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay/internal/syntax/load"
)

// spanish holds what SpanishLemmatizer needs besides the common tables: which
// rules go with which features.
type spanish struct {
	groups map[string][]ruleGroup // part of speech -> groups in order
	rules  map[string][][2]string
}

// ruleGroup names the rules for words that have all of the features.
type ruleGroup struct {
	rules    string
	features []string
}

// spanishAsIs are parts of speech that are not inflected.
const spanishAsIs = " ADP CCONJ INTJ PART PROPN PUNCT SCONJ SYM X "

func newSpanish(t *tables, l *load.Lookups) (*spanish, error) {
	groups, err := l.Groups("lemma_rules_groups")
	if err != nil {
		return nil, err
	}
	s := &spanish{groups: map[string][]ruleGroup{}, rules: map[string][][2]string{}}
	for _, n := range []string{"adverbs", "det", "pron", "num", "det_and_pron_fixed", "voc_alt_1", "voc_alt_2"} {
		s.rules[n] = t.rules[load.ID(n)]
	}
	names := []string{"accents", "det_and_pron_general"}
	for _, pos := range []string{"verb", "noun", "aux", "adj", "adv", "det", "pron", "num"} {
		for _, g := range groups[load.ID(pos)] {
			s.groups[pos] = append(s.groups[pos], ruleGroup{g.Name, g.Items})
			names = append(names, g.Name)
		}
	}
	for _, n := range names {
		s.rules[n] = t.rules[load.ID(n)]
		for _, r := range s.rules[n] {
			// The reference takes the old ending for a regular expression; in
			// published pipelines it is plain letters.
			if strings.ContainsAny(r[0], `\.+*?()|[]{}^$`) || strings.Contains(r[1], `\`) {
				return nil, fmt.Errorf("%s: the rule %q of %s is a regular expression: %w", l.File, r[0], n, ErrUnknown)
			}
		}
	}
	return s, nil
}

// lemma is SpanishLemmatizer.rule_lemmatize.
func (s *spanish) lemma(t *tables, w Word) string {
	if none(w.Pos) {
		return w.Lower
	}
	if isOneOf(w.Pos, spanishAsIs) {
		if w.SentStart && w.Pos != "PROPN" {
			return w.Lower
		}
		return w.Text
	}
	pos := strings.ToLower(w.Pos)
	if exc := t.exc[load.ID(pos)][w.Lower]; len(exc) > 0 {
		return exc[0]
	}
	if pos == "aux" {
		pos = "verb"
	}
	index := t.index[load.ID(pos)]
	features := featureSet(w.Morph)
	switch pos {
	case "verb":
		if slices.Contains(features, "PronType=Prs") {
			return s.verbWithPronouns(t, w.Lower, features, index)
		}
		return s.verb(w.Lower, s.group(pos, features), index)
	case "noun", "adj":
		return s.noun(w.Lower, s.group(pos, features), slices.Contains(features, "Number=Plur"), index)
	case "adv":
		return s.fixed(w.Lower, "adverbs")
	case "det", "pron":
		return s.determiner(w.Lower, pos, index)
	case "num":
		return s.number(w.Lower)
	}
	return w.Lower
}

// featureSet lists features with each value apart.
func featureSet(morph string) []string {
	var out []string
	if morph == "" || morph == "_" {
		return nil
	}
	for f := range strings.SplitSeq(morph, "|") {
		name, values, _ := strings.Cut(f, "=")
		for v := range strings.SplitSeq(values, ",") {
			out = append(out, name+"="+v)
		}
	}
	return out
}

// group returns the rules for a word's features.
func (s *spanish) group(pos string, features []string) [][2]string {
	for _, g := range s.groups[pos] {
		all := true
		for _, f := range g.features {
			all = all && slices.Contains(features, f)
		}
		if all {
			return s.rules[g.rules]
		}
	}
	return nil
}

// fixed looks a whole word up in a list of rules.
func (s *spanish) fixed(word, rules string) string {
	for _, r := range s.rules[rules] {
		if word == r[0] {
			return r[1]
		}
	}
	return word
}

// endings lists what the rules make of a word, without what they leave as it is.
func endings(word string, rules [][2]string) []string {
	var out []string
	for _, r := range rules {
		if form, ok := swap(word, r); ok && form != word {
			out = append(out, form)
		}
	}
	return out
}

// firstIn returns the first form that the index knows, else the first, else word.
func firstIn(forms []string, index map[string]struct{}, word string) string {
	for _, f := range forms {
		if _, ok := index[f]; ok {
			return f
		}
	}
	if len(forms) > 0 {
		return forms[0]
	}
	return word
}

// noun is lemmatize_noun and lemmatize_adj: plurals in n or s may lose an accent.
func (s *spanish) noun(word string, rules [][2]string, plural bool, index map[string]struct{}) string {
	forms := endings(word, rules)
	if plural {
		for _, f := range forms[:len(forms):len(forms)] {
			if strings.HasSuffix(f, "n") || strings.HasSuffix(f, "s") {
				for _, r := range s.rules["accents"] {
					forms = append(forms, strings.ReplaceAll(f, r[0], r[1]))
				}
			}
		}
	}
	return firstIn(forms, index, word)
}

// verb is lemmatize_verb: endings, then vowels that change in the stem.
func (s *spanish) verb(word string, rules [][2]string, index map[string]struct{}) string {
	forms := endings(word, rules)
	for _, f := range forms {
		if _, ok := index[f]; ok {
			return f
		}
	}
	for _, f := range forms {
		for _, r := range s.rules["voc_alt_1"] {
			for i := 0; i < len(f); {
				at := strings.Index(f[i:], r[0])
				if at < 0 || r[0] == "" {
					break
				}
				i += at
				form := f[:i] + r[1] + f[i+len(r[0]):]
				if _, ok := index[form]; ok {
					return form
				}
				i += len(r[0])
			}
		}
		for _, r := range s.rules["voc_alt_2"] {
			if strings.Contains(f, r[0]) {
				form := strings.Replace(f, r[0], r[1], 1)
				if _, ok := index[form]; ok {
					return form
				}
			}
		}
	}
	if len(forms) > 0 {
		return forms[0]
	}
	return word
}

// clitics are the pronouns that are written at the end of a verb, the longer
// before those that they end in.
var clitics = []string{"nos", "las", "les", "los", "me", "te", "se", "la", "le", "lo", "os"}

// maxClitics is how many pronouns are taken off.
const maxClitics = 4

// verbWithPronouns is lemmatize_verb_pron: "dámelo" becomes "dar yo él".
func (s *spanish) verbWithPronouns(t *tables, word string, features []string, index map[string]struct{}) string {
	var prons []string
	for len(prons) < maxClitics {
		at := slices.IndexFunc(clitics, func(c string) bool { return strings.HasSuffix(word, c) })
		if at < 0 {
			break
		}
		word = strings.TrimSuffix(word, clitics[at])
		prons = slices.Insert(prons, 0, clitics[at])
	}
	for _, r := range s.rules["accents"] {
		word = strings.ReplaceAll(word, r[0], r[1])
	}
	var lemma string
	if exc := t.exc[load.ID("verb")][word]; len(exc) > 0 {
		lemma = exc[0]
	} else {
		lemma = s.verb(word, s.group("verb", features), index)
	}
	for i, p := range prons {
		if exc := t.exc[load.ID("pron")][p]; len(exc) > 0 {
			prons[i] = exc[0]
		} else {
			prons[i] = s.determiner(p, "pron", index)
		}
	}
	return lemma + " " + strings.Join(prons, " ")
}

// determiner is lemmatize_det and lemmatize_pron.
func (s *spanish) determiner(word, pos string, index map[string]struct{}) string {
	for _, rules := range []string{pos, "det_and_pron_fixed"} {
		for _, r := range s.rules[rules] {
			if word == r[0] {
				return r[1]
			}
		}
	}
	var forms []string
	for _, r := range s.rules["det_and_pron_general"] {
		form, ok := swap(word, r)
		if !ok {
			form = word
		}
		if form != word || pos == "det" {
			forms = append(forms, form)
		}
	}
	return firstIn(append(forms, word), index, word)
}

// number is lemmatize_num: points between thousands go, the comma becomes a point.
func (s *spanish) number(word string) string {
	if form := s.fixed(word, "num"); form != word {
		return form
	}
	whole, _, _ := strings.Cut(word, ",")
	if n := len(whole); n >= 4 && whole[n-4] == '.' && strings.Trim(whole[n-3:], "0123456789") == "" {
		word = strings.ReplaceAll(word, ".", "")
	}
	return strings.ReplaceAll(word, ",", ".")
}
