package where

import (
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
)

// shared hands the unit word of a list to all its names: "Lamu and Garissa
// counties", "the departments of Cortes and Colon".
func (w *walk) shared() {
	for i := 0; i+1 < len(w.mentions); i++ {
		m, n := &w.mentions[i], &w.mentions[i+1]
		if m.unit == "" || m.unit == "settlement" || n.unit != "" || m.first < 2 || n.first <= m.end || n.first-m.end > 2 {
			continue
		}
		if word := strings.ToLower(w.word(m.first - 2)); m.listed || w.word(m.first-1) == "of" && strings.HasSuffix(word, "s") && w.unitOf(word) == m.unit {
			if between := w.word(m.end); between == "and" || between == "," || between == "or" {
				n.unit, n.listed = m.unit, true
			}
		}
	}
	for i := len(w.mentions) - 2; i >= 0; i-- {
		m, n := &w.mentions[i], &w.mentions[i+1]
		if m.unit != "" || n.unit == "" || n.unit == "settlement" || n.first <= m.end || n.first-m.end > 2 {
			continue
		}
		word := strings.ToLower(w.word(n.end))
		if i+2 < len(w.mentions) && w.mentions[i+1].listed {
			word = "s"
		}
		if !strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ies") {
			continue
		}
		list := true
		for k := m.end; k < n.first; k++ {
			t := w.word(k)
			list = list && (t == "," || t == "and" || t == "or")
		}
		if list {
			m.unit, m.listed = n.unit, true
		}
	}
}

// shortAfter reads a comma and the short form of a state after a name: "Newtown, Conn.".
func (w *walk) shortAfter(end int) (*candidate, bool) {
	s := w.r.Syntax
	if w.word(end) != "," || end+1 >= len(s.Tokens) {
		return nil, false
	}
	rest := s.Text[s.Tokens[end+1].Start:min(len(s.Text), s.Tokens[end+1].Start+8)]
	n := strings.IndexAny(rest, " ,;:)\n\t")
	if n < 0 {
		n = len(rest)
	}
	for _, name := range []string{rest[:n], strings.TrimSuffix(rest[:n], "."), rest[:n] + "."} {
		f, ok := w.short[name]
		if !ok {
			continue
		}
		if o := w.candidates(name); len(o) > 0 && o[0].kind == gazetteer.Province && o[0].country.ISO2 == f.country {
			return &o[0], true
		}
	}
	return nil, false
}

// linked tells that between two names stand only words that make the second
// the container of the first.
func (w *walk) linked(from, to int) bool {
	if from == to || to-from > 4 {
		return false
	}
	comma, in := false, false
	for k := from; k < to; k++ {
		t := strings.ToLower(w.word(k))
		switch {
		case t == ",", t == "(":
			comma = true
		case t == "in":
			in = true
		case t == "the", t == "'s", t == "near", w.is("direction", t), t == "of" && w.is("province", w.word(k-1)), w.is("province", t) && in:
		default:
			return false
		}
	}
	return comma || in
}

// owner is the country whose adjective or genitive stands before the name:
// "the northern Syrian city of X", "Iraq's X".
func (w *walk) owner(first, i int) (*gazetteer.Country, bool) {
	s := w.r.Syntax
	start := s.SentenceOf(first).First
	for k, steps := first-1, 0; k >= start && steps < 7; k, steps = k-1, steps+1 {
		t := s.TextOf(k)
		if m, ok := gazetteer.CountryOf(t); ok && capital(t) {
			if m.As == gazetteer.Adjective && steps > 0 {
				return m.Country, true
			}
			if m.As == gazetteer.Name && (w.word(k+1) == "'s" || w.word(k+1) == "’s") {
				return m.Country, true
			}
			return nil, false
		}
		if !w.is("between", t) && !w.is("direction", t) {
			return nil, false
		}
		if k == first-1 && t == "," {
			return nil, false
		}
	}
	return nil, false
}

// nearby tells that the text puts the happening by the place, not in it.
func (w *walk) nearby(first int) bool {
	k := first - 1
	for k >= 0 && (strings.EqualFold(w.word(k), "the") || w.is("direction", w.word(k))) {
		k--
	}
	if k < 0 {
		return false
	}
	t := strings.ToLower(w.word(k))
	if t == "of" && k > 0 {
		if w.is("settlement", w.word(k-1)) || w.is("province", w.word(k-1)) { // "near the town of X"
			j := k - 2
			for j >= 0 && (strings.EqualFold(w.word(j), "the") || w.is("direction", w.word(j))) {
				j--
			}
			return j >= 0 && (strings.EqualFold(w.word(j), "near") || strings.EqualFold(w.word(j), "outside"))
		}
		return w.is("nearnoun", w.word(k-1))
	}
	if t == "from" && k > 0 {
		return w.is("nearnoun", w.word(k-1))
	}
	return w.is("near", t) && t != "around"
}
