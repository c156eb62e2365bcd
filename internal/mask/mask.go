// Package mask hides from the parser which name stands in a sentence:
//
//	Fidesz said the Ministry of Labour had misled Guinea-Bissau.
//	Peru   said the Peru                had misled Peru.
//
// A parser trained on reports knows some names and has never met others, and hangs a sentence's other words otherwise for that. Who
// is named has no part in how a sentence is built, so that the networks for tags and trees see one name in the place of all. A name of several words is one
// word for them, and its other words are put around it afterwards as names are built.
//
// Input: a text, cut, with the names that the pipeline finds by itself. Output: the faces of its tokens (see [syntax.Face]).
package mask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/headline"
	"github.com/hearsay/hearsay/internal/lists"
	"github.com/hearsay/hearsay/internal/syntax"
)

// What the networks see in the place of a name, and of one behind a title. One word serves names of all kinds, as the kind that a name is
// taken for changes with the name. Other names do about as well ("Hamas", "Syria", "Google" were tried). Peoples and their adjectives stay:
// one in their place cost more than it gained.
const (
	seenName   = "Peru"
	seenPerson = "Smith"
)

// longest is how many tokens of a country's name there are at most: "the Democratic Republic of the Congo".
const longest = 6

// Masker knows what is known of words besides the text.
type Masker struct{ words headline.Words }

// New makes a masker.
func New(w headline.Words) *Masker { return &Masker{w} }

// Mask gives the tokens of names their faces. It is a [syntax.Mask].
func (m *Masker) Mask(text string, tokens []hearsay.Token, faces []syntax.Face) {
	r := &run{m, text, tokens, faces}
	for i := 0; i < len(tokens); {
		i = r.mask(i)
	}
}

type run struct {
	*Masker
	text   string
	tokens []hearsay.Token
	faces  []syntax.Face
}

func (r *run) word(i int) string { return r.text[r.tokens[i].Start:r.tokens[i].End] }

// upper reports whether a word begins with a capital.
func (r *run) upper(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.word(i))
	return unicode.IsUpper(c)
}

// label is the kind of the pipeline's name in which a token stands, end the token behind that name.
func (r *run) label(i int) (label string, end int) {
	_, label, _ = strings.Cut(r.tokens[i].Ent, "-")
	for end = i + 1; end < len(r.tokens) && strings.HasPrefix(r.tokens[end].Ent, "I-"); end++ {
	}
	return label, end
}

// mask masks the name that begins at a token, if any, and returns the token behind it.
func (r *run) mask(i int) int {
	if !r.upper(i) && !r.article(i) {
		return i + 1
	}
	if end := r.country(i); end > i+1 {
		r.hide(i, end, true)
		return end
	}
	label, end := r.label(i)
	as := gazetteer.As("")
	if m, ok := gazetteer.CountryOf(r.word(i)); ok && end == i+1 {
		as = m.As
	}
	switch {
	case end == i+1 && (label == "NORP" || as == gazetteer.Adjective || as == gazetteer.People):
		return end
	case label == "":
		if r.said(i) {
			r.faces[i].Word = strings.ToLower(r.word(i))
		}
		if r.article(i) {
			end = i + 3
		}
		if !r.unknown(end - 1) {
			return end
		}
	case !named[label], label == "ORG" && end < len(r.tokens) && r.tokens[end].Ent == "B-PERSON":
		return end // "UN High Commissioner for Human Rights Volker Brandt": a title
	}
	for end < len(r.tokens) && r.tokens[end].Ent == "O" && r.unknown(end) {
		end++ // "Orhan" and, not found, "Dervişoğlu"
	}
	if label == "ORG" && end < len(r.tokens) && r.upper(end) && r.tokens[end].Ent == "O" {
		return end // "UN High Commissioner": the name goes on
	}
	if _, title := lists.TitleOf(r.word(end - 1)); title && label == "ORG" {
		return end // "Army Capt."
	}
	for k := i + 1; k <= end && k < len(r.tokens); k++ {
		if headline.Small(strings.ToLower(r.word(k))) && r.upper(k) && strings.HasSuffix(r.word(k-1), ".") && r.tokens[k-1].Spaced {
			return k // "wrote on X. He": the full stop, which is needed, ends the sentence
		}
	}
	r.hide(i, end, label == "ORG" || label == "GPE")
	return end
}

// named are the pipeline's labels of names, in place of dates, numbers, peoples and languages.
var named = map[string]bool{"PERSON": true, "GPE": true, "ORG": true, "LOC": true, "FAC": true, "PRODUCT": true, "WORK_OF_ART": true, "LAW": true, "EVENT": true}

// article reports whether a token is the Arabic article before a name: "al-Shabab".
func (r *run) article(i int) bool {
	return articles[r.word(i)] && i+2 < len(r.tokens) && !r.tokens[i].Spaced && r.word(i+1) == "-" && r.upper(i+2)
}

// articles are the forms of the Arabic article that are written small.
var articles = map[string]bool{"al": true, "el": true, "ul": true, "ad": true, "ar": true, "as": true, "ash": true, "az": true}

// country is the token behind a country's name of several words that begins at a token; that token itself where none does.
func (r *run) country(i int) int {
	for end := min(i+longest, len(r.tokens)); end > i+1; end-- {
		if !r.upper(end - 1) {
			continue
		}
		if m, ok := gazetteer.CountryOf(r.text[r.tokens[i].Start:r.tokens[end-1].End]); ok && (m.As == gazetteer.Name || m.As == gazetteer.Capital) {
			return end
		}
	}
	return i
}

// unknown reports whether a word with a capital is one of a name: it is a state or its capital, or no dictionary has it.
func (r *run) unknown(i int) bool {
	w := r.word(i)
	if len(w) < 2 || !r.upper(i) {
		return false
	}
	if m, ok := gazetteer.CountryOf(w); ok {
		return m.As == gazetteer.Name || m.As == gazetteer.Capital
	}
	if _, ok := lists.TitleOf(w); ok {
		return false // "Gen."
	}
	for _, low := range []string{strings.ToLower(w), strings.ToLower(r.tokens[i].Norm)} { // "Ca" of "Can't" is "can"
		if noun, other := r.words.Ordinary(low); noun || other || headline.Written(strings.TrimSuffix(low, ".")) {
			return false
		}
	}
	return true
}

// hide masks the tokens of a name, up to end. Where inner words of it are of closed classes it is built around them, else they stand
// between two names.
func (r *run) hide(i, end int, whole bool) {
	for i < end && headline.Small(strings.ToLower(r.word(i))) {
		i++ // "The"
	}
	above, link := -1, ""
	for i < end {
		first := i
		for i < end && (r.upper(i) || r.within(i, end)) {
			i++
		}
		if i == first {
			w := r.word(i)
			next := i+1 < end && r.upper(i+1) || i+2 < end && strings.EqualFold(r.word(i+1), "the") && r.upper(i+2)
			if whole && above >= 0 && next && (w == "and" || w == "of" || w == "for") {
				f := syntax.Face{Head: above, Dep: "prep", Tag: "IN"}
				if link = "pobj"; w == "and" {
					f.Dep, f.Tag, link = "cc", "CC", "conj"
				} else {
					above = i
				}
				r.faces[i] = f
				if i++; strings.EqualFold(r.word(i), "the") {
					i++
				}
			} else {
				above, link, i = -1, "", i+1
			}
			continue
		}
		head := i - 1
		if link == "" {
			r.faces[head].Word = seenName
			if r.titled(first) {
				r.faces[head].Word = seenPerson
			}
			r.owner(head + 1)
		} else {
			r.faces[head] = syntax.Face{Head: above, Dep: link, Tag: "NNP"}
			if strings.EqualFold(r.word(first-1), "the") {
				r.faces[first-1] = syntax.Face{Head: head, Dep: "det", Tag: "DT"}
			}
		}
		r.group(first, head)
		above, link = head, ""
	}
}

// said reports whether a word in capitals before a person's name is no part of it, as it is a verb or adjective alone: "Said Ana Ruiz, ...".
func (r *run) said(i int) bool {
	if i+1 >= len(r.tokens) || r.tokens[i+1].Ent != "B-PERSON" || !r.tokens[i].Spaced {
		return false
	}
	noun, other := r.words.Ordinary(strings.ToLower(r.word(i)))
	return other && !noun
}

// titled reports whether a person's title or role stands right before a token: "mayor", "President". A place would not be called so.
func (r *run) titled(i int) bool {
	if i > 1 && r.word(i-1) == "." && !r.tokens[i-2].Spaced {
		i-- // "Capt."
	}
	if i == 0 {
		return false
	}
	w := r.word(i - 1)
	if _, ok := lists.TitleOf(w); ok {
		return true
	}
	n, ok := lists.NounOf(strings.ToLower(w))
	return ok && n.Kind == hearsay.Person
}

// owner makes a bare apostrophe behind a name one that makes an owner of it: behind a name without an s it would close a quotation.
func (r *run) owner(i int) {
	if i+1 >= len(r.tokens) || r.word(i) != "'" && r.word(i) != "’" || r.tokens[i].Start != r.tokens[i-1].End || !r.tokens[i].Spaced || !strings.HasSuffix(r.word(i-1), "s") {
		return
	}
	for k := i - 1; k >= 0; k-- {
		if w := r.word(k); (w == "'" || w == "‘") && !r.tokens[k].Spaced {
			return // it may close that
		}
	}
	r.faces[i].Word = "'s"
}

// within reports whether a token that has no capital stands within the words of a name: "-", "'s", a person's "al" or "bin".
func (r *run) within(i, end int) bool {
	if r.article(i) {
		return true
	}
	switch r.word(i) {
	case "-":
		return i+1 < end
	case "'s", "’s":
		return i+1 < end && r.upper(i-1) && r.upper(i+1)
	}
	label, _ := r.label(i)
	if label == "PERSON" && r.word(i-1) == "-" {
		return true // "Jong-un"
	}
	if c, _ := utf8.DecodeRuneInString(r.word(i)); label != "PERSON" || !unicode.IsLetter(c) {
		return false
	}
	for k := i + 1; k < end; k++ {
		if r.upper(k) {
			return true
		}
	}
	return false
}

// group puts the words of a name from first on under its last one.
func (r *run) group(first, head int) {
	to := head
	for k := head - 1; k >= first; k-- {
		f := syntax.Face{Head: to, Dep: "compound", Tag: "NNP"}
		switch r.word(k) {
		case "-":
			f.Dep, f.Tag = "punct", "HYPH"
		case "'s", "’s":
			// It hangs on the word before, and that and what stands before it on the name's last.
			r.faces[k] = syntax.Face{Head: k - 1, Dep: "case", Tag: "POS"}
			k--
			r.faces[k] = syntax.Face{Head: to, Dep: "poss", Tag: "NNP"}
			to = k
			continue
		}
		r.faces[k] = f
	}
}
