package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// missedRuns finds capitalised runs that the tagger calls proper nouns and the
// engine left out.
func (p *pass) missedRuns(taken []bool) []run {
	var out []run
	for i := 0; i < len(p.s.Tokens); {
		if taken[i] || !p.properAt(i) || p.shouted(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(p.s.Tokens) && !p.s.Tokens[end].SentStart {
			if !taken[end] && p.properAt(end) && p.s.TextOf(end-1) != "," {
				end++
				continue
			}
			// "Bishops' Conference", "Farmers' Federation"
			if p.s.Tokens[end].Tag == "POS" && p.s.Tokens[end-1].Tag == "NNPS" && end+1 < len(p.s.Tokens) && !taken[end] && !taken[end+1] && p.properAt(end+1) && len(p.s.TextOf(end)) < 3 {
				end += 2
				continue
			}
			// "Bank of Ghana", "al-Amin", "Médecins du Monde": a connector between capitals of one phrase.
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
		if _, noun := lists.NounOf(strings.ToLower(w)); noun && !isAcronym(w) || p.x.notNames[strings.ToLower(w)] != "" || p.x.last[strings.ToLower(w)].kind != "" {
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
	if p.saysFirst(i) {
		return false
	}
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
