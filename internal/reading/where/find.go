package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/dateline"
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
	lines := map[int]int{} // first token of a dateline -> the token after it
	for _, d := range dateline.Find(s.Text) {
		first, end := s.TokensIn(d.Span)
		lines[first] = end
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
		if end, ok := lines[i]; ok {
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

// adjectival tells whether a name is a country's adjective, with or without the common noun
// behind it: "Thai", "Kazakh city".
func (w *walk) adjectival(first, end int) bool {
	for end > first+1 && !capital(w.word(end-1)) && (w.is("settlement", w.word(end-1)) || w.is("province", w.word(end-1)) || w.is("district", w.word(end-1))) {
		end--
	}
	m, ok := gazetteer.CountryOf(w.text(first, end))
	return ok && m.As == gazetteer.Adjective
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
	if w.adjectival(first, end) {
		// "Spanish Town" is a town's name, "the Thai town" is not the town called Thai.
		if end == first+1 && capital(w.word(end)) && (w.located(first) || w.ofPlace(first)) && !w.personAfter(end+1) {
			if pop, ok := gazetteer.IsPlace(w.text(first, end+1)); ok && pop >= 1000 {
				return []mention{w.mention(first, end+1, "GPE")}
			}
		}
		return nil
	}
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
		if w.known(first, end) && w.plausible(first, end) && (w.ofPlace(first) || w.unitOf(w.word(end)) != "" && n.Label != "PERSON" || w.is("facility", w.word(end)) && n.Label != "PERSON" && w.word(end+1) != "in" ||
			n.Label == "PERSON" && end-first == 1 && !w.person[alone] && (w.is("province", w.word(end)) && w.word(end) != "state" || w.is("district", w.word(end))) || w.struck(end-1) && end-first == 1 && !w.person[alone] && n.Label != "NORP") {
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
		least := 20000
		if prev := strings.ToLower(w.word(first - 1)); n.Label == "PERSON" || prev == "near" || prev == "outside" {
			least = 5000 // few things but places are named behind these
		}
		if pop, ok := gazetteer.IsPlace(w.text(first, end)); !ok || pop < least {
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
	// "Khartoum North", "Jakarta East": a part of the town.
	if m.end-m.first > 1 && w.is("direction", strings.ToLower(last)) {
		if o := w.candidates(w.text(m.first, m.end-1)); len(o) > 0 && o[0].kind.IsCity() && o[0].population >= 100000 {
			m.options, m.near = o, true
			return
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
