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
	runs = p.joinAdjacent(p.ofThe(p.withParticles(runs)))
	for k, r := range runs {
		if k+1 < len(runs) && p.ofOffice(r, runs[k+1]) {
			continue
		}
		if m := p.nameOf(r); m != nil {
			for i := m.first; i < m.end; i++ {
				p.cover[i] = int32(len(p.names))
			}
			p.names = append(p.names, m)
			p.at[m.head] = m
		}
	}
	p.shareSurname()
	p.all = append(p.all, p.names...)
}

// ofOffice reports whether a run is an office, or a part of one, before the person of the next run: "Superintendent of Police Ana Ruiz".
func (p *pass) ofOffice(r, next run) bool {
	if r.end != next.first || next.label != "PERSON" || r.label == "PERSON" && r.end-r.first == 1 || r.org != nil || r.state != nil || r.user.code != "" {
		return false
	}
	k := p.officeBefore(next.first)
	return k >= 0 && r.first >= k && (r.first == k || p.lower(r.first) == "of")
}

// shareSurname gives the first of "Ahmed and Fatima Qureshi" the surname of both, where that word is no name elsewhere:
// "Obama and Hillary Clinton".
func (p *pass) shareSurname() {
	ends := map[string]int{} // last words of names
	for _, m := range p.names {
		if len(m.words) > 0 {
			ends[m.words[len(m.words)-1]]++
		}
	}
	for i := 0; i+1 < len(p.names); i++ {
		a, b := p.names[i], p.names[i+1]
		if a.label != "PERSON" || b.label != "PERSON" || len(a.words) != 1 || b.first-a.end != 1 || p.lower(a.end) != "and" || a.nameFirst != a.first {
			continue
		}
		core := p.personCore(b)
		if len(core) < 2 || ends[a.words[0]] > 1 {
			continue
		}
		a.words = []string{a.words[0], core[len(core)-1]}
	}
}

// ofThe makes one name of "Banner of the Dunes", of which the engine takes the two ends for names of
// their own, or finds one of them only. What is no name is left: an office ("President of the
// Senate"), people and numbers that begin a sentence ("Members of the Union"), a direction, somebody of a body ("Brandt of the
// Lake Party"), what a list knows, and a state.
func (p *pass) ofThe(runs []run) []run {
	at := func(i int) int { // the run that covers a token, -1: none
		k := sort.Search(len(runs), func(k int) bool { return runs[k].end > i })
		if k < len(runs) && runs[k].first <= i {
			return k
		}
		return -1
	}
	capital := func(i int) bool {
		t := &p.s.Tokens[i]
		return unicode.IsUpper(firstRune(p.s.TextOf(i))) && (t.Tag == "NNP" || t.Tag == "NNPS" || t.Tag == "NN" || t.Tag == "NNS")
	}
	var add []run
	for i := 1; i+2 < len(p.s.Tokens); i++ {
		if p.s.TextOf(i) != "of" || p.s.TextOf(i+1) != "the" || !capital(i-1) || !capital(i+2) || at(i) >= 0 {
			continue
		}
		a, b := run{first: i - 1, end: i}, run{first: i + 2, end: i + 3}
		ka, kb := at(i-1), at(i+2)
		if ka < 0 && kb < 0 {
			continue
		}
		if ka >= 0 {
			a = runs[ka]
		}
		if kb >= 0 {
			b = runs[kb]
		}
		for kb < 0 && b.end < len(p.s.Tokens) && capital(b.end) && at(b.end) < 0 {
			b.end++
		}
		if a.end != i || b.first != i+2 || a.org != nil || b.org != nil || a.state != nil || b.state != nil || a.user.code != "" || b.user.code != "" ||
			a.end-a.first > 3 || b.end-b.first > 3 || p.titleAt(i-1) || p.s.SentenceIndex(a.first) != p.s.SentenceIndex(b.end-1) {
			continue
		}
		if p.x.last[p.lower(b.end-1)].kind != "" || a.label == "PERSON" && (a.end-a.first > 1 || lists.FirstName(p.s.TextOf(i-1)) != 0) {
			continue // "Jana Brandt of the Lake Party"
		}
		w := p.lower(i - 1)
		_, noun := lists.NounOf(w)
		if !noun {
			_, noun = lists.NounOf(strings.TrimSuffix(w, "s"))
		}
		if p.x.is("direction", w) || (noun || !strings.HasPrefix(p.s.Tokens[a.first].Tag, "NNP")) && p.s.SentenceOf(a.first).First == a.first {
			continue // "North of the Litani", "Thousands of the Rohingya": a capital that begins a sentence tells nothing
		}
		add = append(add, run{first: a.first, end: b.end, label: "ORG", by: "entity/of-the"})
	}
	if len(add) == 0 {
		return runs
	}
	out := runs[:0:0]
	k := 0
	for _, r := range runs {
		for k < len(add) && add[k].end <= r.first {
			out = append(out, add[k])
			k++
		}
		if k < len(add) && r.first < add[k].end && r.end > add[k].first {
			continue
		}
		out = append(out, r)
	}
	return append(out, add[k:]...)
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

// joinAdjacent makes one name of two that stand side by side in one phrase:
// "Gaza" + "Health Ministry", "Yusuf Al" + "Amin".
func (p *pass) joinAdjacent(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if len(out) > 0 {
			a := &out[len(out)-1]
			if p.twoTrades(*a, r) {
				*a = run{first: a.first, end: r.end, label: "ORG", by: "entity/joined"}
				continue
			}
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
	if p.isBranch(a, b) {
		return true // "Transparency International" + "Kenya"
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
