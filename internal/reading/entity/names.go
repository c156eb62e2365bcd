package entity

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// nameLabels are the engine's labels that name an entity; the others are times
// and amounts. MISC and PER are those of pipelines for other languages.
var nameLabels = map[string]bool{"PERSON": true, "PER": true, "ORG": true, "GPE": true, "LOC": true, "FAC": true, "NORP": true, "PRODUCT": true,
	"EVENT": true, "WORK_OF_ART": true, "LAW": true, "MISC": true}

// run is a candidate for a name: a token range with where it comes from.
type run struct {
	first, end int
	label      string
	org        *org
	user       actor // of a user's dictionary
	state      *gazetteer.Country
	as         gazetteer.As
	by         string
}

const maxNameTokens = 12 // longer runs are lists or headlines

// findNames fills p.names in order of the text, and p.cover.
func (p *pass) findNames() {
	n := len(p.s.Tokens)
	p.cover = make([]int32, n)
	for i := range p.cover {
		p.cover[i] = -1
	}
	runs := p.withPlaces(p.engineRuns())
	runs = p.mergeRuns(runs, p.listRuns())
	runs = p.acronymRuns(runs)
	taken := make([]bool, n)
	for _, r := range runs {
		for i := r.first; i < r.end; i++ {
			taken[i] = true
		}
	}
	missed := p.missedRuns(taken)
	for _, r := range missed {
		for i := r.first; i < r.end; i++ {
			taken[i] = true
		}
	}
	runs = append(runs, missed...)
	runs = append(runs, p.repeatedRuns(runs, taken)...)
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].first < runs[j].first })
	runs = p.joinAdjacent(runs)
	for _, r := range runs {
		if m := p.nameOf(r); m != nil {
			for i := m.first; i < m.end; i++ {
				p.cover[i] = int32(len(p.names))
			}
			p.names = append(p.names, m)
			p.at[m.head] = m
		}
	}
	p.all = append(p.all, p.names...)
}

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
			if r, ok := p.trim(run{first: first, end: i, label: e.Label, by: "entity/engine"}); ok {
				if e.Label != "NORP" {
					r = p.extend(r)
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

func (x *lexicon) suffixKind(w string) hearsay.Kind { return x.last[w].kind }

// titleAt reports whether token i is a title or a role before a name.
func (p *pass) titleAt(i int) bool {
	if i >= len(p.s.Tokens) {
		return false
	}
	if _, ok := lists.TitleOf(p.s.TextOf(i)); ok {
		return true
	}
	n, ok := lists.NounOf(p.lower(i))
	if !ok {
		n, ok = lists.NounOf(strings.TrimSuffix(p.lower(i), "s")) // "Presidents Bush and Obama"
	}
	return ok && n.Is("role")
}

// missedRuns finds capitalised runs that the tagger calls proper nouns and the
// engine left out.
func (p *pass) missedRuns(taken []bool) []run {
	var out []run
	for i := 0; i < len(p.s.Tokens); {
		if taken[i] || !p.properAt(i) || p.shouted(i) || p.titleCased(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(p.s.Tokens) && !p.s.Tokens[end].SentStart {
			if !taken[end] && p.properAt(end) && p.s.TextOf(end-1) != "," {
				end++
				continue
			}
			// "Bank of Ghana", "al-Hayya", "Médecins du Monde": a connector between capitals of one phrase.
			if k := end; !taken[k] && p.connectorAt(k) && p.s.TextOf(k) != "and" && p.s.TextOf(k) != "in" && (lists.FirstName(p.s.TextOf(i)) == 0 || p.x.is("particle", p.lower(k))) {
				for k < len(p.s.Tokens) && k-end < 3 && !taken[k] && p.connectorAt(k) {
					k++
				}
				if k < len(p.s.Tokens) && !taken[k] && p.properAt(k) && p.s.Tokens[k].Ent == "O" {
					end = k + 1
					continue
				}
			}
			break
		}
		if r, ok := p.trim(run{first: i, end: end, by: "entity/capital"}); ok && p.nameLike(r) {
			out = append(out, r)
		}
		i = end
	}
	return out
}

// repeatedRuns finds a name again where the tagger took it for a common word:
// "Zelenskyy said" after "Volodymyr Zelenskyy".
func (p *pass) repeatedRuns(runs []run, taken []bool) []run {
	known := map[string]string{}
	for _, r := range runs {
		if r.state != nil || r.label == "NORP" {
			continue
		}
		w := p.s.TextOf(r.end - 1)
		c := firstRune(w)
		if !unicode.IsUpper(c) || utf8.RuneCountInString(w) < 3 || r.end-r.first > 1 && r.label != "PERSON" {
			continue
		}
		if _, noun := lists.NounOf(strings.ToLower(w)); noun || p.x.notNames[strings.ToLower(w)] != "" || p.x.last[strings.ToLower(w)].kind != "" {
			continue
		}
		if known[w] == "" {
			known[w] = r.label
		}
	}
	var out []run
	for i := range p.s.Tokens {
		if taken[i] {
			continue
		}
		if label, ok := known[p.s.TextOf(i)]; ok {
			t := &p.s.Tokens[i]
			if t.Pos == "PUNCT" || t.Dep == "compound" && i+1 < len(taken) && taken[i+1] && !p.s.Tokens[i+1].SentStart {
				continue
			}
			out = append(out, run{first: i, end: i + 1, label: label, by: "entity/repeated"})
		}
	}
	return out
}

// nameLike turns down runs of titles and of words that are no names.
func (p *pass) nameLike(r run) bool {
	titles, words := 0, 0
	for i := r.first; i < r.end; i++ {
		w := p.lower(i)
		if p.s.Tokens[i].Pos == "PUNCT" || p.x.is("connector", w) {
			continue
		}
		words++
		if p.x.notNames[strings.TrimSuffix(w, ".")] != "" || p.titleAt(i) {
			titles++
		} else if n, ok := lists.NounOf(w); ok && r.end-r.first == 1 && n.Kind != hearsay.OtherKind {
			titles++ // "the President", "the Government": a noun phrase in capitals
		}
	}
	if r.first > 1 && p.lower(r.first-1) == "of" && p.x.is("officeof", p.lower(r.first-2)) {
		return false // "Secretary of State"
	}
	if r.end < len(p.s.Tokens) && r.end-r.first == 1 && p.s.TextOf(r.end) == "-" && p.x.is("prefix", p.lower(r.first)) {
		return false // "Ex-minister"
	}
	if w := p.textOf(r.first, r.end); utf8.RuneCountInString(strings.Trim(w, ".")) < 2 {
		return false // an initial, an item's letter
	}
	// "Interior Cabinet Secretary" names an office, not a person; the name behind it reads it.
	if words > 1 && p.titleAt(r.end-1) && (titles > 1 || p.x.last[p.lower(r.end-1)].kind == "") {
		return false
	}
	return words > titles
}

// properAt reports whether token i is a capitalised proper noun.
func (p *pass) properAt(i int) bool {
	t := &p.s.Tokens[i]
	if t.Tag != "NNP" && t.Tag != "NNPS" && t.Pos != "PROPN" || t.Ent != "O" && t.Ent != "" && !nameLabels[t.Ent[2:]] {
		return false
	}
	w := p.s.TextOf(i)
	c := firstRune(w)
	if !unicode.IsUpper(c) && !(unicode.IsDigit(c) && hasUpper(w)) {
		return false
	}
	class := p.x.notNames[strings.TrimSuffix(p.lower(i), ".")]
	return class != "calendar" && class != "time" && class != "function" && class != "furniture" && !strings.ContainsAny(w, "@/\\_#=")
}

func (p *pass) connectorAt(i int) bool { return p.x.is("connector", p.lower(i)) }

// shouted reports whether token i stands in a sentence in capitals, where they
// tell nothing.
func (p *pass) shouted(i int) bool {
	if strings.ToUpper(p.s.TextOf(i)) != p.s.TextOf(i) || utf8.RuneCountInString(p.s.TextOf(i)) < 3 {
		return false
	}
	// Five neighbours either side say enough and keep this linear.
	up, low := 0, 0
	for j := max(0, i-5); j < min(len(p.s.Tokens), i+6); j++ {
		w := p.s.TextOf(j)
		if len(w) < 3 || !unicode.IsLetter(firstRune(w)) {
			continue
		}
		if strings.ToUpper(w) == w {
			up++
		} else {
			low++
		}
	}
	return up > 3 && up > 2*low
}

// titleCased reports whether token i stands in a headline in title case, where
// capitals tell little; a first name still does.
func (p *pass) titleCased(i int) bool {
	if lists.FirstName(p.s.TextOf(i)) != 0 {
		return false
	}
	k := p.s.SentenceIndex(i)
	if p.titles == nil {
		p.titles = make([]int8, len(p.s.Sentences))
	}
	if p.titles[k] == 0 {
		up, low := 0, 0
		st := p.s.Sentences[k]
		for j := st.First; j < st.End && j < st.First+40; j++ {
			w := p.s.TextOf(j)
			if t := &p.s.Tokens[j]; len(w) < 4 || !unicode.IsLetter(firstRune(w)) || t.Ent != "O" && t.Ent != "" {
				continue
			}
			if unicode.IsUpper(firstRune(w)) {
				up++
			} else {
				low++
			}
		}
		p.titles[k] = 1
		if up >= 3 && up > 3*low {
			p.titles[k] = 2
		}
	}
	return p.titles[k] == 2
}

// joinAdjacent makes one name of two that stand side by side in one phrase:
// "Gaza" + "Health Ministry", "Majed Al" + "Ansari".
func (p *pass) joinAdjacent(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if len(out) > 0 {
			a := &out[len(out)-1]
			if a.end == r.first && r.end-a.first <= maxNameTokens && p.oneName(*a, r) {
				if r.label != "" && a.label == "" || r.org == nil && p.x.last[p.lower(r.end-1)].kind != "" {
					a.label = r.label
				}
				*a = run{first: a.first, end: r.end, label: a.label, by: "entity/joined"}
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

func (p *pass) oneName(a, b run) bool {
	if p.x.is("particle", p.lower(a.end-1)) && a.org == nil && a.state == nil && b.org == nil {
		return true // "Ursula von der" + "Leyen"
	}
	ha, hb := p.headOf(a.first, a.end), p.headOf(b.first, b.end)
	linked := p.s.Tokens[ha].Head == hb && (p.s.Tokens[ha].Dep == "compound" || p.s.Tokens[ha].Dep == "nmod") || p.s.Tokens[hb].Head == ha && p.s.Tokens[hb].Dep != "appos" && p.s.Tokens[hb].Dep != "conj"
	if !linked || p.titleAt(b.first) && b.end-b.first == 1 || p.titleAt(a.end-1) {
		return false
	}
	person := a.label == "PERSON" || a.label == "PER"
	if b.label == "PERSON" && a.by == "entity/capital" && a.org == nil && a.end-a.first < 3 {
		if _, noun := lists.NounOf(p.lower(a.end - 1)); !noun && p.x.last[p.lower(a.end-1)].kind == "" && !p.titleAt(a.first) {
			return true // "Nafi'u" + "Abubakar Kotarkoshi"
		}
	}
	if person && b.end-b.first == 1 && b.org == nil && b.state == nil && p.x.last[p.lower(b.first)].kind == "" && len(gazetteer.Places(p.s.TextOf(b.first))) == 0 && !p.titleAt(b.first) {
		return true // "Amir Khan" + "Muttaqi", whatever the engine calls the second
	}
	if person && b.label == "PERSON" && b.org == nil && b.state == nil {
		return true
	}
	if person && b.by == "entity/capital" || b.label == "PERSON" && a.by == "entity/capital" && a.org == nil && lists.FirstName(p.s.TextOf(a.first)) != 0 {
		return p.x.last[p.lower(b.end-1)].kind == "" || a.org == nil
	}
	kind := p.x.last[p.lower(b.end-1)].kind
	if kind == "" || b.org != nil || p.titleAt(b.first) {
		return false
	}
	if a.state != nil && a.as != gazetteer.Name {
		return false
	}
	if a.org != nil && p.x.is("suborg", p.lower(b.end-1)) && b.end-b.first == 1 {
		return false
	}
	return kind == hearsay.Organization || kind == hearsay.Facility || b.by == "entity/capital"
}

// headOf is the token of a range that hangs on the outside, the last one where
// a wrong tree has several.
func (p *pass) headOf(first, end int) int {
	head := -1
	for i := first; i < end; i++ {
		t := &p.s.Tokens[i]
		if (t.Head < first || t.Head >= end || t.Head == i) && t.Pos != "PUNCT" && t.Pos != "DET" && t.Pos != "ADP" {
			if head >= 0 && t.Dep == "compound" && p.s.Tokens[head].Dep != "compound" {
				continue
			}
			head = i
		}
	}
	if head < 0 {
		return end - 1
	}
	return head
}

// nameOf makes the mention of a run: titles taken off the front, honorifics
// kept in the mention, what the lists know.
func (p *pass) nameOf(r run) *mention {
	if in, agency := p.inDateline(r.first); agency {
		p.r.PassedOver = append(p.r.PassedOver, hearsay.PassedOver{Span: p.s.SpanOf(r.first, r.end), What: "entity",
			Reason: "'" + p.textOf(r.first, r.end) + "' is the dateline's mark of the agency, not somebody the report speaks of", By: "entity/dateline"})
		return nil
	} else if in && r.state == nil {
		r.label, r.org = "GPE", nil
	}
	m := &mention{first: r.first, end: r.end, form: hearsay.NameForm, label: r.label, org: r.org, state: r.state, as: r.as, by: r.by, number: 1, code: r.user.code, main: r.user.main}
	if r.org == nil && r.state == nil && r.user.code == "" {
		p.takeTitles(m)
		if m.first >= m.end {
			return nil
		}
	}
	if r.org == nil && r.state == nil && r.end-r.first == 1 && utf8.RuneCountInString(strings.Trim(p.s.TextOf(r.first), ".")) < 2 {
		return nil // an initial
	}
	if r.org == nil && r.state == nil && (r.label == "NORP" || r.label == "LOC") && gazetteer.InRegion(p.textOf(r.first, r.end)) != nil {
		if d := p.s.Tokens[p.headOf(r.first, r.end)].Dep; d == "amod" || d == "compound" || d == "nmod" {
			return nil // "the East African country", "two European diplomats": a region's word describes
		}
	}
	if r.org == nil && r.state == nil && r.end-r.first == 1 && r.by != "entity/acronym" {
		w := p.s.TextOf(r.first)
		if r.end < len(p.s.Tokens) && p.s.TextOf(r.end) == "-" && p.x.is("prefix", strings.ToLower(w)) {
			return nil // "Ex-minister"
		}
		if n, ok := p.nounAt(r.first); ok && n.Kind != hearsay.OtherKind && !isAcronym(w) && (r.label != "PERSON" || n.Is("role") || n.Kind == hearsay.Organization && r.first > 0 && p.lower(r.first-1) == "the") && r.label != "GPE" && r.label != "LOC" {
			return nil // "Army", "Rebels", "Parliament": a common noun in capitals is read as one
		}
		if _, title := lists.TitleOf(w); title {
			return nil // "Brig" alone
		}
		if (r.label == "ORG" || r.label == "" || r.label == "NORP") && r.end+1 < len(p.s.Tokens) && p.titleAt(r.end) && unicode.IsUpper(firstRune(p.s.TextOf(r.end))) && unicode.IsUpper(firstRune(p.s.TextOf(r.end+1))) && p.s.Tokens[r.first].Dep == "compound" {
			return nil // "Defense Minister Israel Katz": a part of the office
		}
	}
	if r.org == nil && r.state == nil && r.end-r.first == 2 {
		if n, ok := lists.NounOf(p.lower(r.first) + " " + p.lower(r.first+1)); ok && n.Is("role") {
			return nil // "Field Marshal"
		}
	}
	m.nameFirst = m.first
	for m.nameFirst < m.end-1 {
		t, ok := lists.TitleOf(p.s.TextOf(m.nameFirst))
		if !ok || t.Class != lists.Honorific || r.org != nil || r.state != nil {
			break
		}
		m.nameFirst++
	}
	// An honorific that the engine left before the name.
	if (r.label == "PERSON" || r.label == "PER" || r.by == "entity/capital") && m.first > 0 && p.cover[m.first-1] < 0 {
		if t, ok := lists.TitleOf(p.s.TextOf(m.first - 1)); ok && t.Class != lists.Rank && unicode.IsUpper(firstRune(p.s.TextOf(m.first-1))) {
			m.first--
			m.gender = t.Gender
			for _, s := range t.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			if t.Class == lists.Kept {
				if p.namesLeft(m) < 2 {
					m.nameFirst = m.first
				}
				role := p.lower(m.first)
				if m.first > 0 {
					if _, ok := lists.NounOf(p.lower(m.first-1) + " " + role); ok {
						role = p.lower(m.first-1) + " " + role // "Crown Prince"
					}
				}
				m.roles = appendNew(m.roles, role)
			}
			if m.label == "" {
				m.label = "PERSON"
			}
		}
	}
	if t, ok := lists.TitleOf(p.s.TextOf(m.nameFirst)); ok && t.Class == lists.Kept && r.label == "PERSON" && p.namesLeft(m) > 2 {
		m.roles = appendNew(m.roles, p.lower(m.nameFirst))
		m.nameFirst++ // "Prince Mohammed bin Salman" has a name without his title
	}
	m.head = p.headOf(m.first, m.end)
	text := p.textOf(m.nameFirst, m.end)
	m.words = nameWords(text)
	if len(m.words) == 0 {
		return nil
	}
	if m.org == nil && m.state == nil {
		if o := p.x.org(text, m.words); o != nil {
			m.org = o
		} else if c, ok := gazetteer.CountryOf(text); ok && c.As != gazetteer.Capital && m.label != "PERSON" {
			m.state, m.as = c.Country, c.As
		}
	}
	return m
}

// namesLeft counts the words of a name that are neither numerals nor particles.
func (p *pass) namesLeft(m *mention) int {
	n := 0
	for i := m.nameFirst; i < m.end; i++ {
		w := p.s.TextOf(i)
		if strings.Trim(w, "IVX") != "" && !p.x.is("particle", strings.ToLower(w)) && p.s.Tokens[i].Pos != "PUNCT" {
			n++
		}
	}
	return n
}

// takeTitles cuts ranks and roles off the front of a name: "President Volodymyr
// Zelenskyy". What they say of the person is kept.
func (p *pass) takeTitles(m *mention) {
	person := m.label == "PERSON" || m.label == "PER" || m.label == "" || m.label == "ORG"
	for m.first < m.end-1 && person {
		w := p.s.TextOf(m.first)
		if m.end-m.first > 2 && m.label != "ORG" {
			// "Crown Prince Tarik": two words, the second of which may stay with the name.
			if n, ok := lists.NounOf(p.lower(m.first) + " " + p.lower(m.first+1)); ok && n.Is("role") {
				m.roles = appendNew(m.roles, n.Lemma)
				for _, s := range n.Sectors {
					m.sectors = appendNew(m.sectors, s)
				}
				m.label = "PERSON"
				m.first++
				if t, ok := lists.TitleOf(p.s.TextOf(m.first)); !ok || t.Class != lists.Kept {
					m.first++
				}
				continue
			}
		}
		t, ok := lists.TitleOf(w)
		n, role := lists.NounOf(p.lower(m.first))
		if two, found := p.nounAt(m.first); found && strings.Contains(two.Lemma, " ") && two.Is("role") {
			n, role, t.Sectors = two, true, nil // "Secretary" before "General Mark Rutte"
		}
		if !role {
			n, role = lists.NounOf(strings.TrimSuffix(p.lower(m.first), "s"))
		}
		role = role && n.Is("role")
		if ok && t.Class != lists.Rank || !ok && !role {
			break
		}
		// "General Electric", "Chief Justice": only where a name is left behind it.
		if m.label == "ORG" || m.label == "" && p.x.last[p.lower(m.end-1)].kind != "" {
			break
		}
		if ok {
			if m.gender == 0 {
				m.gender = t.Gender
			}
			for _, s := range t.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
		}
		if role {
			for _, s := range n.Sectors {
				m.sectors = appendNew(m.sectors, s)
			}
			m.roles = appendNew(m.roles, n.Lemma)
		}
		if m.label == "" {
			m.label = "PERSON"
		}
		m.first++
	}
}

// nounAt finds the listed noun at token i: with the word before it where the
// two are one ("prime minister"), by its form, then by its lemma.
func (p *pass) nounAt(i int) (*lists.Noun, bool) {
	w := p.lower(i)
	lemma := strings.ToLower(p.s.Tokens[i].Lemma)
	if i > 0 && p.s.Tokens[i-1].End <= p.s.Tokens[i].Start && !p.s.Tokens[i].SentStart {
		before := p.lower(i - 1)
		if before == "-" && i > 1 {
			before = p.lower(i-2) + "-"
			if n, ok := lists.NounOf(before + w); ok {
				return n, true
			}
			if n, ok := lists.NounOf(before + lemma); ok {
				return n, true
			}
		} else {
			if n, ok := lists.NounOf(before + " " + w); ok {
				return n, true
			}
			if n, ok := lists.NounOf(before + " " + lemma); ok {
				return n, true
			}
		}
	}
	if n, ok := lists.NounOf(w); ok {
		return n, true
	}
	if n, ok := lists.NounOf(lemma); ok {
		return n, true
	}
	// A tagger that calls "Officials" a name gives it no lemma.
	if t := p.s.Tokens[i].Tag; t == "NNS" || t == "NNPS" || t == "NNP" {
		if n, ok := lists.NounOf(strings.TrimSuffix(w, "s")); ok && strings.HasSuffix(w, "s") && !n.Is("plural") {
			return n, true
		}
	}
	return nil, false
}

func (p *pass) lower(i int) string { return strings.ToLower(p.s.TextOf(i)) }

func (p *pass) textOf(first, end int) string {
	return p.s.Text[p.s.Tokens[first].Start:p.s.Tokens[end-1].End]
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func hasUpper(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
