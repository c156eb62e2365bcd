package where

import (
	"strings"
)

func upperWord(s string) bool {
	letters := 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			return false
		}
		if r >= 'A' && r <= 'Z' || r > 0x7f {
			letters++
		}
	}
	return letters > 1
}

// dateline makes mentions of the places in a dateline: up to the bracket or
// the date, cut at commas.
func (w *walk) dateline(first, end int, done []bool) {
	s := w.r.Syntax
	for k := first; k < end; k++ {
		done[k] = true
	}
	for i := first; i < end; {
		t := s.TextOf(i)
		if t == "(" || t[0] >= '0' && t[0] <= '9' {
			return
		}
		j := i
		for j < end {
			t := s.TextOf(j)
			if t == "," || t == "(" || t == "[" || t == "]" || t == "|" || t == "/" || t == "and" || t == "—" || t == "–" || t == "--" || t == "_" || t == ":" || t == "-" && s.Tokens[j-1].Spaced {
				break
			}
			j++
		}
		if j == i {
			i++
			continue
		}
		m := w.mention(i, j, "dateline")
		if len(m.options) == 0 && strings.HasSuffix(m.name, ".") {
			m.options = w.candidates(strings.TrimSuffix(m.name, "."))
		}
		if len(m.options) > 0 {
			m.by, m.dateline = "where/dateline", true
			w.mentions = append(w.mentions, m)
		} else if i > first {
			return
		}
		i = j + 1
	}
}
