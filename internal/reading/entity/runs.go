package entity

import (
	"sort"
	"strings"
	"unicode"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// engineRuns takes the names of the engine, cut at line breaks.
func (p *pass) engineRuns() []run {
	var out []run
	for _, e := range p.s.Names() {
		if !nameLabels[e.Label] {
			continue
		}
		first := e.First
		if cut := p.possessor(e.First, e.End); cut > 0 {
			// "Keiko Fujimori's Popular Force", of which the engine took the end.
			out = append(out, run{first: first - 1, end: cut, label: "PERSON", by: "entity/engine"})
			first = cut + 1
		}
		for i := first; i <= e.End; i++ {
			if i < e.End && p.s.Tokens[i].Pos != "SPACE" && !p.isBreak(i, first, e.End) {
				continue
			}
			label := e.Label
			if e.Label == "ORG" && (i < e.End && p.lower(i) == "to" || first > e.First && p.lower(first-1) == "to") {
				label = "GPE" // the two ends of a way
			}
			if label == "PERSON" && i > first && i-first <= 3 && p.placedAt(first, i) {
				label = "GPE" // "at a Mass in Marawi", "a post in Datu Piang"
			}
			if r, ok := p.trim(run{first: first, end: i, label: label, by: "entity/engine"}); ok {
				if e.Label != "NORP" {
					r = p.extend(r)
				}
				if !hasUpper(p.textOf(r.first, r.end)) {
					first = i + 1
					continue // "defence ministry" is a noun phrase, whatever the engine calls it
				}
				if len(out) == 0 || out[len(out)-1].end <= r.first {
					out = append(out, r)
				}
			}
			first = i + 1
		}
	}
	return out
}

// placedAt reports whether the stage of places read the tokens from i to end as a town's
// name behind "in", "at" or "near".
func (p *pass) placedAt(i, end int) bool {
	if i == 0 {
		return false
	}
	switch p.lower(i - 1) {
	case "in", "at", "near", "outside":
	default:
		return false
	}
	k := sort.Search(len(p.r.Places), func(k int) bool { return p.r.Places[k].First >= i })
	return k < len(p.r.Places) && p.r.Places[k].First == i && p.r.Places[k].TokenEnd == end && p.r.Places[k].GeoNames != 0
}

// possessor finds the possessive mark within a name that begins with a person's
// surname, the first name being left outside; 0 where there is none.
func (p *pass) possessor(first, end int) int {
	if first == 0 || lists.FirstName(p.s.TextOf(first-1)) == 0 || p.s.Tokens[first-1].Ent != "O" || !unicode.IsUpper(firstRune(p.s.TextOf(first-1))) {
		return 0
	}
	for i := first + 1; i < end-1 && i < first+3; i++ {
		if p.s.Tokens[i].Tag == "POS" {
			return i
		}
	}
	return 0
}

// withPlaces adds the names that the stage of places read and the engine missed
// or cut short, such as "Mazar-e-Sharif".
func (p *pass) withPlaces(runs []run) []run {
	var add []run
	for i := range p.r.Places {
		pl := &p.r.Places[i]
		if pl.First < 0 || pl.TokenEnd > len(p.s.Tokens) || pl.First >= pl.TokenEnd || pl.Precision == "country" {
			continue
		}
		end := pl.First + 1
		for end < pl.TokenEnd && p.s.TextOf(end) != "," {
			end++ // "Windsor, Ontario" names two
		}
		if r, ok := p.trim(run{first: pl.First, end: end, label: "GPE", by: "entity/place"}); ok && p.named(r) {
			add = append(add, r)
		}
	}
	if len(add) == 0 {
		return runs
	}
	sort.SliceStable(add, func(i, j int) bool { return add[i].first < add[j].first })
	var out []run
	k := 0
	for _, r := range runs {
		for k < len(add) && add[k].end <= r.first {
			out = append(out, add[k])
			k++
		}
		if k < len(add) && add[k].first < r.end {
			if add[k].first <= r.first && add[k].end > r.end || add[k].first < r.first && add[k].end >= r.end {
				continue // the place holds the engine's name and more
			}
			k++ // the engine's name is the place's or longer
		}
		out = append(out, r)
	}
	out = append(out, add[k:]...)
	return sortRuns(out)
}

// named reports whether all words of a run but small ones are capitalised.
func (p *pass) named(r run) bool {
	for i := r.first; i < r.end; i++ {
		w := p.s.TextOf(i)
		if c := firstRune(w); unicode.IsLower(c) && !p.x.is("connector", w) && !p.x.is("particle", w) && !(i > r.first && p.s.TextOf(i-1) == "-") {
			return false
		}
	}
	return true
}

// extend takes the parts behind hyphens into an engine's name: "Mazar" before
// "-e-Sharif".
func (p *pass) extend(r run) run {
	for r.end+1 < len(p.s.Tokens) && p.s.TextOf(r.end) == "-" && !p.s.Tokens[r.end-1].Spaced && !p.s.Tokens[r.end].Spaced && r.end-r.first < maxNameTokens {
		next := p.s.TextOf(r.end + 1)
		t := &p.s.Tokens[r.end+1]
		switch {
		case unicode.IsUpper(firstRune(next)) && (t.Tag == "NNP" || t.Tag == "NNPS") && t.Ent == "O" && !p.titleAt(r.end+1):
			r.end += 2
		case p.x.is("particle", next) && r.end+3 < len(p.s.Tokens) && p.s.TextOf(r.end+2) == "-" && unicode.IsUpper(firstRune(p.s.TextOf(r.end+3))):
			r.end += 4
		default:
			return r
		}
	}
	return r
}

// isBreak reports whether token i ends a name within an engine's run: a bracket
// or dash between spaces, or "and" between two persons.
func (p *pass) isBreak(i, first, end int) bool {
	switch p.s.TextOf(i) {
	case "-":
		// "Hamas-run Health Ministry": the one who runs it is another.
		if i+1 < len(p.s.Tokens) && p.x.is("hyphened", p.lower(i+1)) && unicode.IsLower(firstRune(p.s.TextOf(i+1))) {
			return true
		}
	case "run", "led", "backed", "based", "controlled", "held", "owned", "linked", "allied", "affiliated", "occupied", "administered":
		return i > 0 && p.s.TextOf(i-1) == "-"
	case "(", ")", "[", "]", "—", "–", "--", ";", ":", "\"", "“", "”":
		return true
	case ",":
		// "Windsor, Ontario" names two places, "Washington, D.C." one.
		t := &p.s.Tokens[first]
		return i > first && i+1 < end && (t.Ent == "B-GPE" || t.Ent == "B-LOC") && !strings.HasPrefix(p.s.TextOf(i+1), "D")
	case "to":
		return i > first && first > 0 && p.lower(first-1) == "from" // "from Lae to Kimbe"
	case "and", "or":
		t := &p.s.Tokens[first]
		return i > first && i+1 < end && (t.Ent == "B-PERSON" || t.Ent == "B-NORP" || t.Ent == "B-GPE")
	}
	return false
}

// trim takes articles, possessive marks and punctuation off a run.
func (p *pass) trim(r run) (run, bool) {
	for r.first < r.end {
		w := strings.ToLower(p.s.TextOf(r.first))
		t := &p.s.Tokens[r.first]
		if w == "the" && r.first+1 < r.end && p.x.is("keepthe", p.lower(r.first+1)) {
			break
		}
		if w == "the" || w == "a" || w == "an" || t.Pos == "PUNCT" || t.Pos == "SPACE" || t.Tag == "POS" || t.Pos == "ADP" && unicode.IsLower(firstRune(p.s.TextOf(r.first))) || t.Tag == "IN" && w != "al" {
			r.first++
			continue
		}
		if r.end-r.first > 1 && p.saysFirst(r.first) {
			r.first++
			continue
		}
		break
	}
	for r.first < r.end {
		t := &p.s.Tokens[r.end-1]
		w := p.s.TextOf(r.end - 1)
		if t.Tag == "POS" || w == "'s" || w == "’s" || w == "'" || w == "’" || t.Pos == "SPACE" || t.Pos == "PUNCT" && w != "." && w != "!" || t.Tag == "DT" || t.Pos == "ADP" || t.Pos == "CCONJ" {
			r.end--
			continue
		}
		// "Reuters reporter", "Hamas fighters": the common noun is no part of the name.
		if r.end-r.first > 1 && unicode.IsLower(firstRune(w)) && (t.Tag == "NN" || t.Tag == "NNS") {
			if _, ok := p.nounAt(r.end - 1); ok && !p.x.is("particle", w) {
				r.end--
				continue
			}
		}
		break
	}
	return r, r.first < r.end && r.end-r.first <= maxNameTokens && hasLetter(p.s.Text[p.s.Tokens[r.first].Start:p.s.Tokens[r.end-1].End])
}

// saysFirst reports whether a sentence's first word is a verb of speech in the past that stands before its subject:
// "Continued Ruiz: ...", which the engine takes for a name of two words.
func (p *pass) saysFirst(i int) bool {
	return p.x.is("saysfirst", p.lower(i)) && (p.s.Tokens[i].SentStart || i > 0 && p.s.Tokens[i-1].Pos == "SPACE")
}

// listRuns finds the names of the lists: organizations, and countries with
// their adjectives and people.
func (p *pass) listRuns() []run {
	var out []run
	for i := 0; i < len(p.s.Tokens); {
		r, ok := p.listRunAt(i)
		if ok {
			out = append(out, r)
			i = r.end
			continue
		}
		i++
	}
	return out
}

func (p *pass) listRunAt(i int) (run, bool) {
	t := &p.s.Tokens[i]
	w := p.s.TextOf(i)
	if c := firstRune(w); !unicode.IsUpper(c) && !unicode.IsDigit(c) && w != "al" {
		return run{}, false
	}
	fw := nameWords(w)
	if len(fw) == 0 || fw[0] == "the" {
		return run{}, false
	}
	reach := p.x.longest[fw[0]]
	if reach == 0 {
		return run{}, false
	}
	// A word may be several tokens ("al - Qaida"), so look twice as far.
	end := i
	for end < len(p.s.Tokens) && end-i < 2*reach && p.s.Tokens[end].Pos != "SPACE" && (end == i || !p.s.Tokens[end].SentStart) {
		end++
	}
	for ; end > i; end-- {
		last := p.s.TextOf(end - 1)
		if last == "-" || p.s.Tokens[end-1].Pos == "PUNCT" || p.s.Tokens[end-1].Tag == "POS" {
			continue
		}
		text := p.s.Text[t.Start:p.s.Tokens[end-1].End]
		words := nameWords(text)
		if len(words) == 0 || len(words) > reach {
			continue
		}
		if a, ok := p.x.user[strings.Join(words, " ")]; ok && p.listed(i, end, text) {
			return run{first: i, end: end, user: a, by: "entity/dictionary"}, true
		}
		if o := p.x.org(text, words); o != nil && p.listed(i, end, text) {
			return run{first: i, end: end, org: o, by: "entity/list"}, true
		}
		if m, ok := gazetteer.CountryOf(text); ok && m.As != gazetteer.Capital && p.listed(i, end, text) {
			return run{first: i, end: end, state: m.Country, as: m.As, by: "entity/country"}, true
		}
	}
	return run{}, false
}

// listed reports whether the tokens of a list's name are used as one: a single
// word must be tagged or labelled a name, for many are common words as well.
func (p *pass) listed(first, end int, text string) bool {
	if end-first == 1 && len(text) > 2 && isAcronym(text) && strings.ToUpper(text) == text && !p.shouted(first) {
		return true // "UNICEF" is one whatever its tag
	}
	if end-first > 1 {
		// "States" alone is no name; several words are when each of weight is capitalised.
		return true
	}
	t := &p.s.Tokens[first]
	if t.Ent != "O" && t.Ent != "" {
		return true
	}
	switch t.Tag {
	case "NNP", "NNPS":
		return true
	case "JJ", "NN", "NNS", "FW", "UH":
		return !t.SentStart || strings.ToUpper(text) != text && t.Pos == "ADJ"
	}
	return false
}

// mergeRuns lets the lists correct the engine: a list's name wins where it
// holds the engine's or cuts across it, the engine's where it is the longer.
func (p *pass) mergeRuns(engine, list []run) []run {
	var out []run
	drop := make([]bool, len(list))
	j := 0
	for _, e := range engine {
		for j < len(list) && list[j].end <= e.first {
			j++
		}
		keep := true
		for k := j; k < len(list) && list[k].first < e.end; k++ {
			l := &list[k]
			if drop[k] {
				continue
			}
			if l.first <= e.first && l.end >= e.end || l.first < e.first || l.end > e.end {
				// "Jordan" may be a person: the engine's label stays beside the list's finding.
				if l.label == "" && l.first == e.first && l.end == e.end {
					l.label = e.label
				}
				keep = false
				break
			}
			if p.cutsName(e, *l) {
				// What stands behind the list's name goes on as a name of its own.
				r, ok := p.trim(run{first: l.end, end: e.end, label: e.label, by: e.by})
				if !ok {
					keep = false
					break
				}
				e = r
				continue
			}
			drop[k] = true
		}
		if keep {
			out = append(out, e)
		}
	}
	for k := range list {
		if !drop[k] {
			out = append(out, list[k])
		}
	}
	return sortRuns(out)
}

// cutsName reports whether a list's name l within the engine's name e shows
// that e is two names: a country's adjective before a person ("Qatari Prime
// Minister ..."), or an adjective in a longer run that is no known name.
func (p *pass) cutsName(e, l run) bool {
	if l.first != e.first {
		return false
	}
	if e.label == "PERSON" || e.label == "PER" {
		return l.state != nil && l.as != gazetteer.Name && e.end-l.end >= 1 || l.state != nil && p.titleAt(l.end)
	}
	// "US Secretary of State", "Russian Foreign Ministry": the country is the owner.
	return l.state != nil && l.as != gazetteer.Name && e.end > l.end && p.x.suffixKind(p.lower(e.end-1)) != ""
}
