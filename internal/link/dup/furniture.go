package dup

import (
	_ "embed"
	"sort"
	"strings"
	"unicode"
)

//go:embed furniture.txt
var furnitureText string

// maxFurniture is the longest sentence in words that one phrase makes furniture:
// longer ones are reports whose paragraphs the page's reader ran together, of
// which only the words about the phrase are taken off.
const maxFurniture = 45

// phrase is a row of word hashes; 0 stands for any number.
type phrase struct {
	words  []uint64
	before bool // the sentence before is furniture too
}

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
		line, p.before = strings.CutPrefix(line, "< ")
		for _, w := range strings.Fields(line) {
			if w == "#" {
				p.words = append(p.words, 0)
				continue
			}
			x, _ := oneWord(w, 0)
			p.words = append(p.words, x.hash)
		}
		t[p.words[0]] = append(t[p.words[0]], p)
	}
	for _, ps := range t {
		sort.Slice(ps, func(i, j int) bool { return len(ps[i].words) > len(ps[j].words) })
	}
	return t
}

// at returns the longest phrase that begins at word i; its words are nil where
// there is none.
func (t phraseTable) at(ws []word, i int) phrase {
	if p := longest(t[ws[i].hash], ws[i:]); p.words != nil {
		return p
	}
	if ws[i].flag&number != 0 {
		return longest(t[0], ws[i:])
	}
	return phrase{}
}

func longest(ps []phrase, ws []word) phrase {
	for _, p := range ps {
		if len(p.words) > len(ws) {
			continue
		}
		ok := true
		for k, h := range p.words {
			if h == 0 && ws[k].flag&number == 0 || h != 0 && ws[k].hash != h {
				ok = false
				break
			}
		}
		if ok {
			return p
		}
	}
	return phrase{}
}

// A gallery or a list of films has many short pieces, each with its number ("Image
// 2 of 44") or length ("1:05"): all that stands between three or more of them that
// are no further apart than this, in words, is furniture.
const (
	galleryGap = 80
	filmGap    = 30
)

// markLists marks what lists of pictures or films hold.
func markLists(s *sheet, marks []int32, gap int32) {
	for i := 0; i < len(marks); {
		j := i + 1
		for j < len(marks) && marks[j]-marks[j-1] <= gap {
			j++
		}
		if j-i >= 3 {
			for k := marks[i]; k < min(int32(len(s.words)), marks[j-1]+gap/2); k++ {
				s.words[k].flag |= furniture
			}
		}
		i = j
	}
}

// films are the words with which the length of a film begins: "1:05", before a
// word in capitals.
func films(s *sheet, text string) []int32 {
	var out []int32
	for i := 0; i+2 < len(s.words); i++ {
		a, b, c := &s.words[i], &s.words[i+1], &s.words[i+2]
		if a.flag&b.flag&number == 0 || a.end-a.start > 2 || b.end-b.start != 2 || b.start != a.end+1 || text[a.end] != ':' {
			continue
		}
		if r, _ := decode(text[c.start:]); c.start > b.end && unicode.IsUpper(r) {
			out = append(out, int32(i))
		}
	}
	return out
}

// markFurniture marks the words of sentences that are of the page.
func markFurniture(s *sheet, text string) {
	markLists(s, films(s, text), filmGap)
	var pictures []int32
	defer func() { markLists(s, pictures, galleryGap) }()
	for k, st := range s.sents {
		for i := st.first; i < st.last; i++ {
			p := phrases.at(s.words[:st.last], int(i))
			n := int32(len(p.words))
			if n == 0 {
				continue
			}
			if p.words[len(p.words)-1] == 0 && n >= 3 { // "image # of #"
				pictures = append(pictures, i)
			}
			from, to := st.first, st.last
			if to-from > maxFurniture {
				from, to = max(from, i-8), min(to, i+n+12)
			}
			if p.before && k > 0 && st.last-st.first < 12 {
				if b := s.sents[k-1]; b.last-b.first <= maxFurniture {
					from = b.first
				}
			}
			for k := from; k < to; k++ {
				s.words[k].flag |= furniture
			}
			i += n - 1
		}
	}
}
