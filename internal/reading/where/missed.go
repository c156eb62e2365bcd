package where

import (
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// plausible tells that tokens look like a place's name and not like a common
// noun, a title or a person that a town happens to be called after.
func (w *walk) plausible(first, end int) bool {
	s := w.r.Syntax
	for i := first; i < end; i++ {
		t := s.TextOf(i)
		if i == first && (!w.starts(i) || w.is("never", t) && end == first+1) {
			return false
		}
	}
	if end-first == 1 {
		t := s.TextOf(first)
		if len(t) < 3 || s.Tokens[first].Tag != "NNP" && s.Tokens[first].Tag != "NNPS" {
			return false
		}
		if _, ok := lists.NounOf(strings.ToLower(t)); ok {
			return false
		}
		if _, ok := lists.TitleOf(t); ok {
			return false
		}
	}
	return true
}

// personAfter tells that the next word goes on with a person's or an
// organization's name: "in Paris Hilton's".
func (w *walk) personAfter(end int) bool {
	s := w.r.Syntax
	return end < len(s.Tokens) && s.Tokens[end].Tag == "NNP" && capital(w.word(end)) && s.Tokens[end-1].Spaced && !w.is("province", w.word(end)) && !w.is("district", w.word(end)) && !w.is("settlement", w.word(end))
}

// missed finds a gazetteer name after a preposition of place where the engine
// saw no name: at token i, the preposition stands before it.
func (w *walk) missed(i int, at []int32) (mention, bool) {
	s := w.r.Syntax
	if i == 0 || at[i] > 0 || !w.starts(i) {
		return mention{}, false
	}
	placed := w.located(i) || w.ofPlace(i) || w.struck(i)
	for n := 4; n > 0; n-- {
		if i+n > len(s.Tokens) {
			continue
		}
		ok := true
		for k := i; k < i+n; k++ {
			t := w.word(k)
			if at[k] > 0 || k > i && s.Tokens[k].SentStart || !(k == i && w.starts(i)) && !capital(t) && t != "-" && t != "al" && t != "de" && t != "la" && t != "el" && t != "du" && t != "sur" {
				ok = false
				break
			}
		}
		if !ok || !w.plausible(i, i+n) || w.personAfter(i+n) {
			continue
		}
		name := w.text(i, i+n)
		pop, ok := gazetteer.IsPlace(name)
		m, isCountry := gazetteer.CountryOf(name)
		isCountry = isCountry && m.As == gazetteer.Name && len(name) > 3
		by := "where/preposition"
		switch {
		case isCountry && !w.person[name]:
			by = "where/gazetteer"
		case !ok:
			continue
		case placed && (pop >= 5000 || w.ofPlace(i)):
		case n > 0 && w.unitOf(w.word(i+n)) != "" && (w.is("province", w.word(i+n)) || w.is("district", w.word(i+n))):
			by = "where/unit"
		case n > 0 && w.besidePlace(i):
			by = "where/list"
		case pop >= 200000 && !w.person[name] && s.Tokens[i+n-1].Dep != "compound" && lists.FirstName(strings.ToLower(name)) == 0 && !upperWord(name):
			by = "where/gazetteer"
		default:
			continue
		}
		found := w.mention(i, i+n, "")
		found.by = by
		if by == "where/unit" && w.is("province", w.word(i+n)) && !found.hasUnit() {
			continue // "the Sunshine State"
		}
		return found, true
	}
	return w.unheard(i, at)
}

// struck tells that a name is what a verb such as "captured" or "shelled" takes:
// the object of such verbs is a place more often than not.
func (w *walk) struck(i int) bool {
	t := &w.r.Syntax.Tokens[i]
	return t.Dep == "dobj" && t.Head < i && w.is("taking", w.r.Syntax.Tokens[t.Head].Lemma)
}

// besidePlace tells that a name stands in a list with one that the engine calls
// a place: "in Ashkelon, Sderot and Netivot".
func (w *walk) besidePlace(i int) bool {
	t := &w.r.Syntax.Tokens[i]
	return (t.Dep == "conj" || t.Dep == "appos") && t.Head < i && strings.HasSuffix(w.r.Syntax.Tokens[t.Head].Ent, "-GPE")
}

// unheard finds a name that neither the engine nor the gazetteer knows where
// the words say that it is a place: "the village of X", "in X, in Beni territory".
func (w *walk) unheard(i int, at []int32) (mention, bool) {
	s := w.r.Syntax
	end := i
	if w.is("article", w.word(i)) && w.word(i+1) == "-" {
		end += 2
	}
	for end < len(s.Tokens) && end < i+4 && at[end] == 0 && (capital(w.word(end)) || end == i && w.starts(i)) && (s.Tokens[end].Tag == "NNP" || s.Tokens[end].Tag == "NNPS") && !(end > i && s.Tokens[end].SentStart) {
		end++
	}
	if end == i || w.is("never", w.word(i)) || w.personAfter(end) {
		return mention{}, false
	}
	if end-i == 1 {
		if _, ok := gazetteer.CountryOf(w.word(i)); ok || len(w.word(i)) < 3 || upperWord(w.word(i)) {
			return mention{}, false
		}
	}
	if !w.saysPlace(i, end) {
		return mention{}, false
	}
	return mention{first: i, end: end, name: w.text(i, end), label: "GPE", by: "where/words", inside: -1, chosen: -1}, true
}

// saysPlace tells that the words about a name make it a place: "the village of
// X", "in X, in Beni territory", "near X in Chad".
func (w *walk) saysPlace(i, end int) bool {
	s := w.r.Syntax
	if i == 0 {
		return false
	}
	if i > 1 && w.word(i-1) == "of" && w.unitOf(w.word(i-2)) != "" {
		return !w.is("ruler", w.word(i-3))
	}
	switch strings.ToLower(w.word(i - 1)) {
	case "in", "at", "near", "outside", "to":
	default:
		return false
	}
	if w.person[w.text(i, end)] {
		return false
	}
	// A comma or "in", and then a place that the engine named.
	k := end
	comma, in := false, false
	if w.word(k) == "," {
		k, comma = k+1, true
	}
	if w.word(k) == "in" || w.word(k) == "near" {
		k, in = k+1, true
	}
	for k < len(s.Tokens) && k < end+5 && (w.is("direction", w.word(k)) || w.word(k) == "the") {
		k++
	}
	if !comma && !in || k >= len(s.Tokens) || !capital(w.word(k)) {
		return false
	}
	if strings.ToLower(w.word(i-1)) == "to" && !in {
		return false
	}
	return strings.HasSuffix(s.Tokens[k].Ent, "-GPE") || in && w.knownAt(k)
}

// hasUnit tells that a name may stand for a unit or a region.
func (m *mention) hasUnit() bool {
	for i := range m.options {
		switch m.options[i].kind {
		case 0, gazetteer.Province, gazetteer.District, gazetteer.Area:
			return true
		}
	}
	return false
}

// hasUnitBelow tells that a name may stand for a unit below a country.
func (m *mention) hasUnitBelow() bool {
	for i := range m.options {
		if k := m.options[i].kind; k == gazetteer.Province || k == gazetteer.District {
			return true
		}
	}
	return false
}

// starts tells that a name may begin at token i: with a capital, or with an
// Arabic article and a capital.
func (w *walk) starts(i int) bool {
	t := w.word(i)
	return capital(t) || w.is("article", t) && w.word(i+1) == "-" && capital(w.word(i+2)) || len(t) > 3 && w.is("article", strings.SplitN(t, "-", 2)[0]) && strings.Contains(t, "-") && capital(t[strings.IndexByte(t, '-')+1:])
}

// knownAt tells that a name of the gazetteer begins at token k.
func (w *walk) knownAt(k int) bool {
	if !capital(w.word(k)) || w.is("never", w.word(k)) {
		return false
	}
	for n := 3; n > 0; n-- {
		if k+n <= len(w.r.Syntax.Tokens) {
			if pop, ok := gazetteer.IsPlace(w.text(k, k+n)); ok && pop > 20000 {
				return true
			}
		}
	}
	return false
}
