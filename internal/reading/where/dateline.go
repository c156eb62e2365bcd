package where

import (
	"strings"
)

// datelineAt reports whether a dateline begins at token i, and the token after
// its dash: "KABUL, Afghanistan (AP) —", "GENEVA, Sept. 8 (Reuters) -",
// "NAIROBI —". It stands at the beginning of a line.
func (w *walk) datelineAt(i int) (int, bool) {
	s := w.r.Syntax
	if i > 400 && i > len(s.Tokens)/8 {
		return 0, false // far from the head of the report
	}
	word := s.TextOf(i)
	if !upperWord(word) {
		return 0, false
	}
	if at := s.Tokens[i].Start; at > 0 && s.Text[at-1] != '\n' {
		// Also after blanks at the head of a line.
		j := at - 1
		for j >= 0 && (s.Text[j] == ' ' || s.Text[j] == '\t') {
			j--
		}
		if j >= 0 && s.Text[j] != '\n' {
			return 0, false
		}
	}
	// The dash must come within a few words, and nothing like a sentence before.
	capitals := 0
	for k := i; k < len(s.Tokens) && k < i+18; k++ {
		t := s.TextOf(k)
		if k > i && strings.Contains(s.Text[s.Tokens[k-1].End:s.Tokens[k].Start], "\n") {
			return 0, false
		}
		switch {
		case t == "—" || t == "–" || t == "--" || t == "-" && s.Tokens[k-1].Spaced || t == "_":
			if capitals == 0 || k == i {
				return 0, false
			}
			return k + 1, true
		case strings.HasSuffix(t, "—") || strings.HasSuffix(t, "–"):
			return 0, false
		case upperWord(t):
			capitals++
		case capital(t), t == ",", t == "(", t == ")", t == ".", t == "/", t == "-", t == ":", t == "and", t == "al", t == "de", t[0] >= '0' && t[0] <= '9':
		default:
			return 0, false
		}
	}
	return 0, false
}

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
			if t == "," || t == "(" || t == "/" || t == "and" || t == "—" || t == "–" || t == "--" || t == "_" || t == ":" || t == "-" && s.Tokens[j-1].Spaced {
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
