// Package lemma finds the dictionary form of a word as the lemmatizers of
// spaCy's pipelines do.
//
// Input: a pipeline's lookup tables, its language and mode; then words with
// their part of speech and features. Output: a lemma each.
//
//	l, err := lemma.New("en", "rule", tables)
//	l.Lemma(lemma.Word{Text: "spoke", Lower: "spoke", Pos: "VERB", Morph: "Tense=Past|VerbForm=Fin"}) // "speak"
//
// Methods: "lookup" (one table), "rule" (endings, exceptions and an index of
// known words, for each part of speech) and "pos_lookup" (a table for each part
// of speech). Some languages change the order of the steps; which do is told
// in [New]. Source: spacy/pipeline/lemmatizer.py and spacy/lang/*/lemmatizer.py
// of spaCy 3.8, whose results it gives.
package lemma

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay/internal/regex/pychar"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// ErrUnknown is wrapped by the error about a mode or a language's own
// lemmatizer that is not known.
var ErrUnknown = errors.New("this lemmatizer is not known")

// Word is what the lemma is found from. Lower is the text in lower case as
// Python writes it. Pos is a universal part of speech, empty where unset; Morph
// is "Number=Sing|Person=3", "_" or empty. SentStart counts only where
// [Lemmatizer.NeedsSentStart] says so and stays false elsewhere.
type Word struct {
	Text, Lower, Pos, Morph string
	SentStart               bool
}

// Lemmatizer finds lemmas. It is read only and may be shared.
type Lemmatizer struct {
	find func(*tables, Word) string
	t    *tables
}

// tables are a lemmatizer's tables, decoded.
type tables struct {
	lang   string
	lookup map[uint64]string
	rules  map[uint64][][2]string
	index  map[uint64]map[string]struct{}
	exc    map[uint64]map[string][]string
	byPos  map[string]map[uint64]string // pos_lookup: "noun" -> table
	es     *spanish                     // Spanish only
}

// The ways that the languages of published pipelines need. A language that is
// not named takes the way of "".
var (
	ruleWays = map[string]func(*tables, Word) string{
		"": (*tables).rule, "en": (*tables).english,
		"fr": (*tables).french, "ca": (*tables).french, "el": (*tables).greek,
		"nl": (*tables).dutch, "es": (*tables).spanish, "mk": (*tables).macedonian, "ht": lower,
	}
	lookupWays = map[string]func(*tables, Word) string{"": (*tables).look, "nl": (*tables).lookLower}
	posWays    = map[string]func(*tables, Word) string{"it": (*tables).italian, "pl": (*tables).polish}
)

// New makes a lemmatizer of a mode for a language. Tables that the mode must
// have and that are missing are an error.
func New(lang, mode string, l *load.Lookups) (*Lemmatizer, error) {
	t := &tables{lang: lang}
	out := &Lemmatizer{t: t}
	var err error
	pick := func(ways map[string]func(*tables, Word) string) {
		if out.find = ways[lang]; out.find == nil {
			out.find = ways[""]
		}
	}
	need := func(names ...string) {
		for _, n := range names {
			if err == nil && !l.Has(n) {
				err = fmt.Errorf("%s: the table %q is missing, which a lemmatizer of the mode %q needs", l.File, n, mode)
			}
		}
	}
	switch mode {
	case "lookup":
		pick(lookupWays)
		need("lemma_lookup")
	case "rule":
		pick(ruleWays)
		need("lemma_rules")
		if lang == "fr" || lang == "ca" || lang == "nl" {
			need("lemma_lookup", "lemma_exc", "lemma_index")
		}
		if lang == "es" {
			need("lemma_rules_groups", "lemma_exc", "lemma_index")
		}
	case "pos_lookup":
		pick(posWays)
		t.byPos = map[string]map[uint64]string{}
		for _, n := range l.Names {
			if pos, ok := strings.CutPrefix(n, "lemma_lookup_"); ok && err == nil {
				t.byPos[pos], err = l.Strings(n)
			}
		}
	}
	if out.find == nil {
		return nil, fmt.Errorf("lemmatizer of the mode %q for the language %q: %w", mode, lang, ErrUnknown)
	}
	load := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	load(func() error { var err error; t.lookup, err = l.Strings("lemma_lookup"); return err })
	if mode == "rule" {
		load(func() error { var err error; t.rules, err = l.Rules("lemma_rules"); return err })
		load(func() error { var err error; t.index, err = l.Sets("lemma_index"); return err })
		load(func() error { var err error; t.exc, err = l.Lists("lemma_exc"); return err })
		if lang == "es" {
			load(func() error { var err error; t.es, err = newSpanish(t, l); return err })
		}
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Lemma returns a word's lemma.
func (l *Lemmatizer) Lemma(w Word) string { return l.find(l.t, w) }

// Ordinary tells of a word in small letters whether its lemma may be one of the dictionary's (lemma_index) common nouns, or one of its
// verbs, adjectives or adverbs. Lemmatizers without a dictionary know of none.
func (l *Lemmatizer) Ordinary(lower string) (noun, other bool) {
	for _, pos := range [...]string{"noun", "verb", "adj", "adv"} {
		if pos == "noun" {
			noun = l.t.has(pos, lower)
		} else if l.t.has(pos, lower) {
			return noun, true
		}
	}
	return noun, false
}

// has reports whether a word or what a rule makes of it is a lemma of a part of speech.
func (t *tables) has(pos, lower string) bool {
	id := load.ID(pos)
	if len(t.exc[id][lower]) > 0 {
		return true
	}
	if _, ok := t.index[id][lower]; ok {
		return true
	}
	for _, r := range t.rules[id] {
		if form, ok := swap(lower, r); ok {
			if _, ok := t.index[id][form]; ok {
				return true
			}
		}
	}
	return false
}

// NeedsSentStart tells that a lemma can depend on whether the word begins a sentence.
func (l *Lemmatizer) NeedsSentStart() bool { return l.t.es != nil }

func (t *tables) spanish(w Word) string { return t.es.lemma(t, w) }

// feature returns the value of a feature in "A=b|C=d", empty where it is not there.
func feature(morph, name string) string {
	for morph != "" {
		var f string
		f, morph, _ = strings.Cut(morph, "|")
		if len(f) > len(name) && f[len(name)] == '=' && f[:len(name)] == name {
			return f[len(name)+1:]
		}
	}
	return ""
}

// alphabetic is Python's str.isalpha.
func alphabetic(s string) bool {
	for _, r := range s {
		if !pychar.IsAlpha(r) {
			return false
		}
	}
	return s != ""
}

// none tells a part of speech that no rules are for.
func none(pos string) bool { return pos == "" || pos == "EOL" || pos == "SPACE" }

func lower(_ *tables, w Word) string { return w.Lower }

// look is Lemmatizer.lookup_lemmatize.
func (t *tables) look(w Word) string { return get(t.lookup, w.Text, w.Text) }

// lookLower is DutchLemmatizer.lookup_lemmatize.
func (t *tables) lookLower(w Word) string { return get(t.lookup, w.Lower, w.Lower) }

func get(table map[uint64]string, key, def string) string {
	if v, ok := table[load.ID(key)]; ok {
		return v
	}
	return def
}

// english is EnglishLemmatizer: words whose features tell that they are
// uninflected stay as they are.
func (t *tables) english(w Word) string {
	if !none(w.Pos) && englishBase(w) {
		return w.Lower
	}
	return t.rule(w)
}

// englishBase is EnglishLemmatizer.is_base_form.
func englishBase(w Word) bool {
	form := feature(w.Morph, "VerbForm")
	switch {
	case w.Pos == "NOUN" && feature(w.Morph, "Number") == "Sing":
		return true
	case w.Pos == "VERB" && form == "Fin" && feature(w.Morph, "Tense") == "Pres" && feature(w.Morph, "Number") == "":
		return true
	}
	return form == "Inf" || form == "None" || feature(w.Morph, "Degree") == "Pos"
}

// rule is Lemmatizer.rule_lemmatize.
func (t *tables) rule(w Word) string {
	if none(w.Pos) {
		return w.Lower
	}
	pos := strings.ToLower(w.Pos)
	id := load.ID(pos)
	index, exc, rules := t.index[id], t.exc[id], t.rules[id]
	if len(index) == 0 && len(exc) == 0 && len(rules) == 0 {
		if pos == "propn" {
			return w.Text
		}
		return w.Lower
	}
	// The reference lists all forms and takes the first. Exceptions come before
	// all others, the last of them first; then forms in the index, the last rule's
	// first; then forms that are no plain words; then the first unknown one.
	var known, odd, unknown []string
	for _, r := range rules {
		form, ok := swap(w.Lower, r)
		if !ok || form == "" {
			continue
		}
		if _, in := index[form]; in {
			known = slices.Insert(known, 0, form)
		} else if !alphabetic(form) {
			odd = append(odd, form)
		} else {
			unknown = append(unknown, form)
		}
	}
	forms := unique(append(known, odd...))
	for _, form := range exc[w.Lower] {
		if !slices.Contains(forms, form) {
			forms = slices.Insert(forms, 0, form)
		}
	}
	if len(forms) > 0 {
		return forms[0]
	}
	if len(unknown) > 0 {
		return unknown[0]
	}
	return w.Text
}

// swap puts a rule's new ending in the place of the old one.
func swap(s string, rule [2]string) (string, bool) {
	stem, ok := strings.CutSuffix(s, rule[0])
	return stem + rule[1], ok
}

func unique(list []string) []string {
	var out []string
	for _, s := range list {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
