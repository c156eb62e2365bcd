package dup

import (
	_ "embed"
	"sort"
	"strings"
)

//go:embed furniture.txt
var furnitureText string

// maxFurniture is the longest sentence in words that one phrase makes furniture:
// longer ones are reports whose paragraphs the page's reader ran together, of
// which only the words about the phrase are taken off.
const maxFurniture = 45

// phrase is a row of word hashes; 0 stands for any number.
type phrase []uint64

var phrases = readPhrases(furnitureText)

// phraseTable finds phrases by their first word; those that begin with a number
// stand under 0.
type phraseTable map[uint64][]phrase

func readPhrases(text string) phraseTable {
	t := phraseTable{}
	for _, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "# ") && !strings.HasPrefix(line, "# of") {
			continue
		}
		var p phrase
		for _, w := range strings.Fields(line) {
			if w == "#" {
				p = append(p, 0)
				continue
			}
			x, _ := oneWord(w, 0)
			p = append(p, x.hash)
		}
		t[p[0]] = append(t[p[0]], p)
	}
	for _, ps := range t {
		sort.Slice(ps, func(i, j int) bool { return len(ps[i]) > len(ps[j]) })
	}
	return t
}

// at returns the length of the longest phrase that begins at word i, 0 for none.
func (t phraseTable) at(ws []word, i int) int {
	if n := longest(t[ws[i].hash], ws[i:]); n > 0 {
		return n
	}
	if ws[i].flag&number != 0 {
		return longest(t[0], ws[i:])
	}
	return 0
}

func longest(ps []phrase, ws []word) int {
	for _, p := range ps {
		if len(p) > len(ws) {
			continue
		}
		ok := true
		for k, h := range p {
			if h == 0 && ws[k].flag&number == 0 || h != 0 && ws[k].hash != h {
				ok = false
				break
			}
		}
		if ok {
			return len(p)
		}
	}
	return 0
}

// markFurniture marks the words of sentences that are of the page.
func markFurniture(s *sheet) {
	for _, st := range s.sents {
		for i := st.first; i < st.last; i++ {
			n := int32(phrases.at(s.words[:st.last], int(i)))
			if n == 0 {
				continue
			}
			from, to := st.first, st.last
			if to-from > maxFurniture {
				from, to = max(from, i-8), min(to, i+n+12)
			}
			for k := from; k < to; k++ {
				s.words[k].flag |= furniture
			}
			i += n - 1
		}
	}
}
