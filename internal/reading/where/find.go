package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// mention is a name in the text that may be a place.
type mention struct {
	first, end int // tokens
	name       string
	label      string // what the engine called it; empty where it did not
	by         string
	options    []candidate
	inside     int // mention that the text says it lies in, -1 for none
	insideOf   *candidate
	stated     bool // insideOf stands beside the name as an address has it
	near       bool
	unit       string // "province", "district", "settlement" as the words beside it say
	chosen     int    // into options, -1 for none
	fixed      *candidate
	dateline   bool
	index      int
	sure       bool // the text says where it lies
	theCapital bool // "the capital", of the country that the places around it lie in
	listed     bool // its unit word stands after a later name of a list
}

// people collects the words of persons' full names, which standing alone are the
// person again ("Georgia Stevens ... Georgia said"), and the names that the
// engine called places somewhere, which are places elsewhere too.
func (w *walk) people() {
	s := w.r.Syntax
	w.person, w.placed = map[string]bool{}, map[string]bool{}
	for _, n := range s.Names() {
		switch n.Label {
		case "PERSON":
			if n.End-n.First > 1 {
				for k := n.First; k < n.End; k++ {
					w.person[s.TextOf(k)] = true
				}
			}
		}
	}
	// A word after a title or a first name is a person's too, whatever the engine
	// calls it: "President Obama".
	for i := 1; i < len(s.Tokens); i++ {
		if t := s.TextOf(i); s.Tokens[i].Tag == "NNP" && capital(t) && s.Tokens[i-1].Spaced && !s.Tokens[i].SentStart && capital(w.word(i-1)) {
			prev := w.word(i - 1)
			if _, ok := lists.TitleOf(prev); ok || lists.FirstName(strings.ToLower(prev)) != 0 {
				if _, isCountry := gazetteer.CountryOf(t); !isCountry && !w.located(i-1) {
					w.person[t] = true
				}
			}
		}
	}
	for _, n := range s.Names() {
		switch n.Label {
		case "GPE", "LOC":
			a, b := w.trimName(n.First, n.End)
			if a < b && w.located(a) {
				w.placed[w.text(a, b)] = true
			}
		}
	}
}

// located tells that a preposition of place stands before token i, with an
// article or a direction between at most.
func (w *walk) located(i int) bool {
	k := i - 1
	for k >= 0 && i-k < 4 && (strings.EqualFold(w.word(k), "the") || w.is("direction", w.word(k))) {
		k--
	}
	if k < 0 {
		return false
	}
	if strings.EqualFold(w.word(k), "to") { // of motion, not "according to"
		return k > 0 && !w.is("notto", w.word(k-1)) && w.r.Syntax.Tokens[k].Dep != "aux"
	}
	return w.is("locative", w.word(k))
}

// ofPlace tells "the town of", "control of", "the siege of" before token i.
func (w *walk) ofPlace(i int) bool {
	if i < 2 || w.word(i-1) != "of" {
		return false
	}
	t := w.word(i - 2)
	return w.is("settlement", t) || w.is("province", t) || w.is("district", t) || w.is("ofplace", t) || w.is("nearnoun", t)
}

// find collects mentions in order of the text.
func (w *walk) find() {
	s := w.r.Syntax
	names := s.Names()
	at := make([]int32, len(s.Tokens)) // token -> name+1
	for i, n := range names {
		switch n.Label {
		case "DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LANGUAGE", "LAW":
			continue // a place's name among them is a wrong label
		}
		for k := n.First; k < n.End; k++ {
			at[k] = int32(i + 1)
		}
	}
	done := make([]bool, len(s.Tokens))
	// The engine's names, and the gazetteer's where it missed them.
	for i := 0; i < len(s.Tokens); {
		if done[i] {
			i++
			continue
		}
		if m, ok := w.capitalPhrase(i); ok {
			w.mentions = append(w.mentions, m)
			for k := m.first; k < m.end; k++ {
				done[k] = true
			}
			i = m.end
			continue
		}
		if w.bareCapital(i) {
			w.mentions = append(w.mentions, mention{first: i, end: i + 1, name: w.word(i), by: "where/the-capital", inside: -1, chosen: -1, theCapital: true})
			i++
			continue
		}
		if end, ok := w.datelineAt(i); ok {
			w.dateline(i, end, done)
			i = end
			continue
		}
		if at[i] > 0 {
			n := names[at[i]-1]
			if n.First == i || i > 0 && done[i-1] {
				ms := w.named(n, i)
				w.mentions = append(w.mentions, ms...)
			}
			i = max(i+1, n.End)
			continue
		}
		if m, ok := w.missed(i, at); ok {
			w.mentions = append(w.mentions, m)
			i = m.end
			continue
		}
		i++
	}
}

func (w *walk) text(first, end int) string {
	sp := w.r.Syntax.SpanOf(first, end)
	t := w.r.Syntax.Text[sp.Start:sp.End]
	if strings.ContainsAny(t, "\n\t\r") || strings.Contains(t, "  ") {
		t = strings.Join(strings.Fields(t), " ")
	}
	return t
}

func (w *walk) word(i int) string {
	if i < 0 || i >= len(w.r.Syntax.Tokens) {
		return ""
	}
	return w.r.Syntax.TextOf(i)
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// trimName takes articles, directions and genitives off a name.
func (w *walk) trimName(first, end int) (int, int) {
	for first < end {
		t := strings.ToLower(w.word(first))
		if w.word(first) == "The" && end-first > 1 {
			if _, ok := gazetteer.IsPlace(w.text(first, end)); ok {
				break // The Hague
			}
		}
		if t == "the" || t == "a" || t == "an" || (w.is("direction", t) && end-first > 1 && !w.known(first, end)) {
			first++
			continue
		}
		break
	}
	for end > first {
		t := w.word(end - 1)
		if t == "'s" || t == "’s" || t == "'" || t == "’" || t == "," || t == "." && end-first > 1 && !w.known(first, end) {
			end--
			continue
		}
		break
	}
	return first, end
}

func (w *walk) known(first, end int) bool {
	name := w.text(first, end)
	if _, ok := gazetteer.IsPlace(name); ok {
		return true
	}
	m, ok := gazetteer.CountryOf(name)
	return ok && m.As == gazetteer.Name
}

// named makes mentions of a name that the engine found.
func (w *walk) named(n hearsay.Name, from int) []mention {
	s := w.r.Syntax
	first, end := w.trimName(max(n.First, from), n.End)
	if first >= end {
		return nil
	}
	if !w.starts(first) {
		return nil
	}
	alone := w.text(first, end)
	// "the Gulf state", "a Baltic nation": which one, the entities tell.
	if next := w.word(end); w.is("realm", next) && gazetteer.InRegion(alone) != nil {
		return nil
	}
	if w.is("notplace", alone) {
		return nil
	}
	// "Erez crossing", "Litani river": known with the noun after it.
	if w.is("feature", w.word(end)) && w.known(first, end+1) {
		return []mention{w.mention(first, end+1, "LOC")}
	}
	if w.person[alone] && !w.located(first) {
		return nil // "Georgia said", after "Georgia Stevens"
	}
	switch n.Label {
	case "GPE", "LOC", "FAC":
	case "ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART":
		// A wrong label, where the words say that it is a place.
		if n.Label != "NORP" && w.saysPlace(first, end) && (w.ofPlace(first) || n.Label == "ORG" && w.word(first-1) != "at" && w.word(first-1) != "to" ||
			n.Label != "ORG" && (end-first == 1 || lists.FirstName(strings.ToLower(w.word(first))) == 0) && !w.person[w.word(end-1)]) {
			m := w.mention(first, end, "GPE")
			m.by = "where/words"
			return []mention{m}
		}
		// A name that is a place elsewhere in the report is one here.
		if w.placed[alone] && (n.Label != "PERSON" || !w.person[alone]) {
			break
		}
		// A country's whole name; "town of", "control of"; "Idlib region".
		if m, ok := gazetteer.CountryOf(alone); ok && m.As == gazetteer.Name && len(alone) > 3 && !upperWord(alone) && !w.person[alone] && !w.personAfter(end) &&
			(end-first > 1 || lists.FirstName(strings.ToLower(alone)) == 0) && (n.Label != "ORG" || w.located(first) || !(first > 0 && w.word(first-1) == "of")) {
			break
		}
		if w.known(first, end) && w.plausible(first, end) && (w.ofPlace(first) || w.unitOf(w.word(end)) != "" && n.Label != "PERSON" || w.struck(end-1) && end-first == 1 && !w.person[alone] && n.Label != "NORP") {
			break
		}
		// A large town's name that is no first name and no word of a person's name.
		if n.Label != "NORP" && end-first <= 2 && lists.FirstName(strings.ToLower(alone)) == 0 && !w.person[alone] && !w.personAfter(end) {
			if pop, ok := gazetteer.IsPlace(alone); ok && (pop >= 300000 || n.Label != "PERSON" && pop >= 100000) && w.plausible(first, end) && !upperWord(alone) {
				break
			}
		}
		// A gazetteer name right after "in" or "near" and without a first name, and
		// no more words than the name has.
		if prev := strings.ToLower(w.word(first - 1)); !w.is("locative", prev) || prev == "from" || prev == "over" || prev == "between" {
			return nil
		}
		if !w.plausible(first, end) || w.personAfter(end) {
			return nil
		}
		if pop, ok := gazetteer.IsPlace(w.text(first, end)); !ok || pop < 20000 && n.Label != "PERSON" || pop < 5000 {
			if m, ok := gazetteer.CountryOf(w.text(first, end)); !ok || m.As != gazetteer.Name {
				return nil
			}
		}
	default:
		return nil
	}
	// "Paris, Texas" as one name: cut at the commas, unless the whole is known.
	if strings.Contains(w.text(first, end), ",") && !w.known(first, end) {
		var out []mention
		for i := first; i < end; {
			j := i
			for j < end && w.word(j) != "," {
				j++
			}
			if a, b := w.trimName(i, j); a < b {
				out = append(out, w.mention(a, b, n.Label))
			}
			i = j + 1
		}
		return out
	}
	if !w.known(first, end) {
		// A word of the name left outside by the engine.
		if first > 0 && s.Tokens[first-1].Ent == "O" && capital(w.word(first-1)) && !s.Tokens[first].SentStart && w.known(first-1, end) {
			first--
		} else if end < len(s.Tokens) && capital(w.word(end)) && !s.Tokens[end].SentStart && w.known(first, end+1) {
			end++
		}
	}
	return []mention{w.mention(first, end, n.Label)}
}

func (w *walk) mention(first, end int, label string) mention {
	m := mention{first: first, end: end, name: w.text(first, end), label: label, by: "where/name", inside: -1, chosen: -1}
	if w.generic(first, end) {
		return m // "Southern District" is no name without its court or country
	}
	m.options = w.candidates(m.name)
	if len(m.options) == 0 {
		w.shorten(&m)
	}
	return m
}

// generic tells names made of nothing but directions and kinds of unit.
func (w *walk) generic(first, end int) bool {
	for i := first; i < end; i++ {
		if t := w.word(i); w.unitOf(t) == "" && !w.is("direction", t) {
			return false
		}
	}
	return true
}

// shorten tries the name without the noun of its kind: "Idlib Province",
// "Mykolaiv oblast", "the city of Goma".
func (w *walk) shorten(m *mention) {
	last := w.word(m.end - 1)
	if m.end-m.first > 1 && (w.is("province", last) || w.is("district", last) || w.is("settlement", last)) {
		if o := w.candidates(w.text(m.first, m.end-1)); len(o) > 0 {
			m.options = o
			m.unit = w.unitOf(last)
			return
		}
	}
	for i := m.first; i+2 < m.end; i++ {
		if w.word(i+1) == "of" && (w.is("province", w.word(i)) || w.is("settlement", w.word(i)) || w.is("district", w.word(i))) {
			if o := w.candidates(w.text(i+2, m.end)); len(o) > 0 {
				m.options = o
				m.unit = w.unitOf(w.word(i))
				return
			}
		}
	}
	// "Kyiv-Pechersk", "al-Bab" spelt with or without its article.
	low := strings.ToLower(m.name)
	for _, p := range []string{"al-", "el-", "al ", "as-", "ar-", "ad-", "an-", "at-", "ash-"} {
		if strings.HasPrefix(low, p) {
			if o := w.candidates(m.name[len(p):]); len(o) > 0 {
				m.options = o
				return
			}
		}
	}
}

func (w *walk) unitOf(word string) string {
	switch {
	case w.is("settlement", word):
		return "settlement"
	case w.is("province", word):
		return "province"
	case w.is("district", word):
		return "district"
	}
	return ""
}

// plausible tells that tokens look like a place's name and not like a common
// noun, a title or a person that a town happens to be called after.
func (w *walk) plausible(first, end int) bool {
	s := w.r.Syntax
	for i := first; i < end; i++ {
		t := s.TextOf(i)
		if i == first && (!w.starts(i) || w.is("never", t)) {
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
