package entity

import (
	"sort"
	"strings"
	"unicode"
)

// acronymRuns finds "Full Name (FN)": the bracketed acronym becomes a name, and
// the words before it whose initials it spells become one name with it (after
// Schwartz and Hearst 2003, over tokens).
func (p *pass) acronymRuns(runs []run) []run {
	var add []run
	for i := 1; i+2 < len(p.s.Tokens); i++ {
		if p.s.TextOf(i) != "(" {
			continue
		}
		shut := i + 1
		for shut < len(p.s.Tokens) && shut-i <= 4 && p.s.TextOf(shut) != ")" {
			shut++
		}
		if shut >= len(p.s.Tokens) || p.s.TextOf(shut) != ")" || shut == i+1 {
			continue
		}
		if in, _ := p.inDateline(i + 1); in {
			continue
		}
		first, end := i+1, shut
		if w := p.lower(first); w == "the" || w == "or" {
			first++
		}
		if first >= end {
			continue
		}
		short := p.textOf(first, end)
		if !isAcronym(short) {
			continue
		}
		add = append(add, run{first: first, end: end, label: "ORG", by: "entity/acronym"})
		if from, ok := p.spelled(i, short); ok {
			add = append(add, run{first: from, end: i, label: "ORG", by: "entity/acronym"})
		}
	}
	if len(add) == 0 {
		return runs
	}
	// The new runs replace what they cover or cut; names with a list's finding stay.
	var out []run
	covered, at := map[int]bool{}, map[int]int{}
	for k, r := range add {
		at[r.first] = k
		for i := r.first; i < r.end; i++ {
			covered[i] = true
		}
	}
	for _, r := range runs {
		over := false
		for i := r.first; i < r.end; i++ {
			over = over || covered[i]
		}
		if !over {
			out = append(out, r)
			continue
		}
		if k, ok := at[r.first]; ok && add[k].end == r.end {
			add[k].org, add[k].state, add[k].as = r.org, r.state, r.as
			if r.label != "" && r.org == nil {
				add[k].label = r.label
			}
		}
	}
	return sortRuns(append(out, add...))
}

// sortRuns puts runs in order of the text and drops what overlaps an earlier one.
func sortRuns(runs []run) []run {
	sort.SliceStable(runs, func(i, j int) bool { return runs[i].first < runs[j].first })
	kept := runs[:0]
	end := -1
	for _, r := range runs {
		if r.first >= end {
			kept = append(kept, r)
			end = r.end
		}
	}
	return kept
}

// isAcronym reports whether a word looks like one: 2 to 10 letters or digits,
// most of them capitals, one word or parts joined by hyphens.
func isAcronym(w string) bool {
	if len(w) > 2 && w[1] == '-' && strings.ContainsRune("RDI", rune(w[0])) {
		return false // "(R-Wis.)": a party and a state of a US legislator
	}
	up, n := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			up++
			n++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		case r == '.' || r == '-' || r == '/' || r == '&':
		default:
			return false
		}
	}
	return n >= 2 && n <= 10 && up >= 2 && 2*up >= n
}

// spelled walks back from token i (the bracket) and looks for the words whose
// initials spell the acronym; small words and hyphened parts may be passed over.
func (p *pass) spelled(i int, short string) (from int, ok bool) {
	var letters []rune
	for _, r := range short {
		if unicode.IsLetter(r) {
			letters = append(letters, unicode.ToLower(r))
		}
	}
	k := len(letters) - 1
	j := i - 1
	for steps := 0; j >= 0 && k >= 0 && steps < 2*len(letters)+4; j, steps = j-1, steps+1 {
		w := p.s.TextOf(j)
		c := firstRune(w)
		if p.s.Tokens[j].Pos == "SPACE" || p.s.Tokens[j].Pos == "PUNCT" && w != "-" && w != "," && w != "'" && w != "’" {
			return 0, false
		}
		if unicode.ToLower(c) == letters[k] && (unicode.IsUpper(c) || p.x.is("connector", strings.ToLower(w)) || k > 0) {
			k--
			if k < 0 {
				break
			}
			continue
		}
		if j > 0 && p.s.TextOf(j-1) == "-" {
			continue // "Co-operation" counts once
		}
		if k == len(letters)-1 && unicode.IsUpper(c) {
			return 0, false // the word next to the bracket gives the last letter
		}
		// A word inside one token ("Counterterrorism": CT) or one that the acronym leaves out.
		if unicode.IsUpper(c) || p.x.is("connector", strings.ToLower(w)) || w == "-" || w == "," || p.s.Tokens[j].Tag == "POS" {
			continue
		}
		return 0, false
	}
	if k >= 0 || j < 0 || !unicode.IsUpper(firstRune(p.s.TextOf(j))) || i-j < 2 {
		return 0, false
	}
	return j, true
}

// initials spells the initials of a name's words, small words left out.
func (x *lexicon) initials(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if !x.is("connector", w) {
			b.WriteRune(firstRune(w))
		}
	}
	return b.String()
}
