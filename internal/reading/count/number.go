package count

import (
	"strings"

	"github.com/hearsay/hearsay/internal/lists"
)

// phrase is a number as told: its tokens, without the counted noun.
type phrase struct {
	first, end int // tokens, modifiers included
	core, last int // the number proper
	low, high  *int
	approx     bool
	zero       bool // "no", "nobody"
	one        bool // "a man"
}

func ptr(n int) *int { return &n }

// numberAt reads a number phrase whose number proper begins at token i.
func (w *walk) numberAt(i int) (phrase, bool) {
	if p, ok := w.vagueAt(i); ok {
		w.modify(&p)
		return p, true
	}
	t := w.low(i)
	switch t {
	case "no", "none", "nobody", "zero":
		p := phrase{first: i, core: i, last: i, end: i + 1, low: ptr(0), high: ptr(0), zero: true}
		if t == "no" && w.low(i+1) == "one" {
			p.end = i + 2
		} else if t == "no" && w.fewerAfter(i) {
			return phrase{}, false // "no fewer than 12" is a modifier
		}
		return p, true
	}
	n, end, ok := w.cardinal(i)
	if !ok {
		return phrase{}, false
	}
	p := phrase{first: i, core: i, last: end - 1, end: end, low: ptr(n), high: ptr(n)}
	// Ranges: "between 5 and 7", "5 to 7", "5-7", "five or six".
	if j := end; j+1 < w.n {
		sep := w.low(j)
		between := i > 0 && w.low(i-1) == "between" && sep == "and"
		if between || sep == "to" || sep == "or" || sep == "-" || sep == "–" {
			if m, e, ok := w.cardinal(j + 1); ok && m > n && (sep != "or" || m <= n*2+2) {
				p.high, p.end, p.last = ptr(m), e, e-1
				if between || i > 0 && w.low(i-1) == "from" {
					p.first = i - 1
				}
			}
		}
	}
	if w.low(p.end) == "or" && w.low(p.end+1) == "more" {
		p.high, p.end = nil, p.end+2
	} else if w.low(p.end) == "or" && w.low(p.end+1) == "so" {
		p.approx, p.end = true, p.end+2
	}
	w.modify(&p)
	return p, true
}

func (w *walk) fewerAfter(i int) bool {
	switch w.low(i + 1) {
	case "fewer", "less", "more":
		return w.low(i+2) == "than"
	}
	return false
}

// vagueAt reads "dozens of", "several hundred", "a couple of" at token i.
func (w *walk) vagueAt(i int) (phrase, bool) {
	for _, v := range w.vague[w.low(i)] {
		if !w.wordsAt(i, v.words) {
			continue
		}
		end := i + len(v.words)
		if v.words[len(v.words)-1] == "of" {
			end--
		}
		return phrase{first: i, core: i, last: end - 1, end: end, low: v.low, high: v.high, approx: v.approx}, true
	}
	return phrase{}, false
}

func (w *walk) wordsAt(i int, words []string) bool {
	for k, s := range words {
		if w.low(i+k) != s {
			return false
		}
	}
	return true
}

// modify takes in the words before a number and what they say of its bounds.
func (w *walk) modify(p *phrase) {
	for steps := 0; steps < 3; steps++ {
		best := modifier{}
		for _, m := range w.modifiers[w.low(p.first-1)] {
			if len(m.words) > len(best.words) && w.wordsAt(p.first-len(m.words), m.words) {
				best = m
			}
		}
		if len(best.words) == 0 {
			return
		}
		p.first -= len(best.words)
		switch best.bound {
		case "about":
			p.approx = true
		case "least":
			p.high = nil
			p.approx = false
		case "most":
			if p.high != nil {
				p.low = nil
			}
			p.approx = false
		}
	}
}

// cardinal reads a whole number that begins at token i.
func (w *walk) cardinal(i int) (n, end int, ok bool) {
	if i >= w.n || !w.numberWord(i) {
		return 0, 0, false
	}
	text := w.low(i)
	switch text {
	case "hundred", "thousand", "million", "billion", "dozen":
		return 0, 0, false // "a quarter of a million"
	}
	if v, good := lists.Number(text); good {
		n, end, ok = v, i+1, true
	} else if text[0] < '0' || text[0] > '9' {
		return 0, 0, false
	}
	joined := text
	for j := i + 1; j < w.n && j < i+8; j++ {
		t := w.low(j)
		if t == "-" || t == "and" && ok {
			if j+1 < w.n && w.numberWord(j+1) && (t == "-" && !digit(w.low(j+1)) || t == "and" && strings.Contains(joined, "hundred")) {
				joined += " " + t
				continue
			}
			break
		}
		if !w.numberWord(j) {
			break
		}
		if digit(t) && digit(w.low(j-1)) {
			break
		}
		joined += " " + t
		if v, good := lists.Number(strings.ReplaceAll(joined, " - ", "-")); good {
			n, end, ok = v, j+1, true
		}
	}
	return n, end, ok
}

func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// numberWord tells tokens that numbers are made of; articles are none here.
func (w *walk) numberWord(i int) bool {
	t := w.low(i)
	if t == "a" || t == "an" || t == "no" || t == "" {
		return false
	}
	if digit(t) {
		for k := 0; k < len(t); k++ {
			if (t[k] < '0' || t[k] > '9') && t[k] != ',' && t[k] != '.' {
				return false
			}
		}
		return true
	}
	if strings.Contains(t, "-") {
		_, ok := lists.Number(t)
		return ok
	}
	_, ok := lists.Number(t)
	return ok
}
